//! Numbers of the own series that the hub has not answered for, and those of which it has not told yet.

use super::Open;
use antrean_shared::command::AdmittedTicket;
use antrean_shared::id::{QueueId, TicketId};
use antrean_shared::time::ServiceDay;
use std::collections::BTreeMap;

/// What this kiosk gave and no view of the hub counts.
#[derive(Debug, Default)]
pub struct OpenNumbers {
    pub(super) open: BTreeMap<TicketId, Open>,
    /// Taken by the hub at an entry that its newest view does not reach.
    taken: Vec<(u64, ServiceDay, QueueId)>,
}

impl OpenNumbers {
    pub(super) fn restore(&mut self, own: Vec<(ServiceDay, AdmittedTicket)>) {
        for (day, ticket) in own {
            self.add(day, ticket, false);
        }
    }

    pub(super) fn add(&mut self, day: ServiceDay, ticket: AdmittedTicket, told: bool) {
        self.open.insert(ticket.id, Open { day, ticket, told, refused: None });
    }

    /// The hub has it, since an entry of its journal; none: it counts another paper of that number.
    pub(super) fn end(&mut self, id: TicketId, seq: Option<u64>) -> Option<ServiceDay> {
        let Open { day, ticket, .. } = self.open.remove(&id)?;
        self.taken.extend(seq.map(|seq| (seq, day, ticket.queue)));
        Some(day)
    }

    /// The hub has told how things were at an entry.
    pub(in crate::controller) fn seen(&mut self, seq: u64) {
        self.taken.retain(|(taken, _, _)| *taken > seq);
    }

    /// Numbers of a queue that were given on a day and count for nobody else yet.
    pub fn given(&self, day: ServiceDay, queue: &QueueId) -> u32 {
        let open = self.open.values().filter(|open| open.day == day && open.ticket.queue == *queue);
        let taken = self.taken.iter().filter(|(_, of, to)| *of == day && to == queue);
        u32::try_from(open.count() + taken.count()).unwrap_or(u32::MAX)
    }
}
