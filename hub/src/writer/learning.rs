//! What the hall's days teach about waits: each wait that has ended is kept with what was known when
//! it began, and with each new day the model is learnt anew from the last of them.
//!
//! Learning takes a second or two and goes on beside the writer. A wait that began before a restart
//! is not learnt from: what was known then is kept nowhere.

use crate::estimate::{Case, Model, Situation, Waited};
use crate::event::TicketEvent;
use crate::journal::WaitRow;
use crate::state::minutes;
use crate::world::World;
use antrean_shared::id::TicketId;
use antrean_shared::time::{ServiceDay, Timestamp};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use tracing::{info, warn};

/// Days with waits that are learnt from.
pub(super) const DAYS: u32 = 20;
/// Waits below which a hall has nothing to teach yet (domain.md 7.3).
const CASES_MIN: usize = 30;

/// Waits under way, and what is being learnt.
pub(super) struct Learning {
    begun: BTreeMap<TicketId, Situation>,
    /// The day for which learning was begun last.
    day: Option<ServiceDay>,
    tell: Sender<(ServiceDay, String)>,
    told: Receiver<(ServiceDay, String)>,
}

impl Learning {
    pub(super) fn new() -> Self {
        let (tell, told) = channel();
        Self { begun: BTreeMap::new(), day: None, tell, told }
    }

    /// Notes what was known when a wait began.
    pub(super) fn begins(&mut self, ticket: TicketId, situation: Situation) {
        self.begun.insert(ticket, situation);
    }

    /// Notices an event that is about to be applied; returns the wait that ends with it.
    pub(super) fn notice(
        &mut self,
        world: &World,
        (id, event): (TicketId, &TicketEvent),
        at: Timestamp,
    ) -> Option<WaitRow> {
        let called = matches!(event, TicketEvent::Called { .. });
        let ends = called || *event == TicketEvent::Expired;
        if !ends && !event.ends_waiting() {
            return None;
        }
        let situation = self.begun.remove(&id).filter(|_| ends)?;
        let ticket = world.state.tickets.get(&id)?;
        if !ticket.waits_plainly() {
            return None;
        }
        let waited = minutes(at.since(ticket.issued_at));
        let waited = if called { Waited::Minutes(waited) } else { Waited::AtLeast(waited) };
        let case = Case { day: world.day(), situation, waited };
        let case = serde_json::to_string(&case).expect("a case is plain data");
        Some(WaitRow { ticket: id, service_day: world.day(), case })
    }

    /// Tells whether learning has yet to begin on a day.
    pub(super) fn is_due(&self, day: ServiceDay) -> bool {
        self.day != Some(day)
    }

    /// Begins to learn for a day, from the waits of the days before.
    pub(super) fn begin(&mut self, day: ServiceDay, cases: Vec<String>) {
        self.day = Some(day);
        if cases.len() < CASES_MIN {
            return;
        }
        let tell = self.tell.clone();
        let learn = move || {
            let cases: Vec<Case> =
                cases.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
            let model = Model::fit(&cases);
            let text = serde_json::to_string(&model).expect("a model is plain data");
            info!(cases = cases.len(), bytes = text.len(), "learnt from the waits of past days");
            // The hub ends: nobody wants to know any more.
            drop(tell.send((day, text)));
        };
        if let Err(error) = std::thread::Builder::new().name("learning".to_owned()).spawn(learn) {
            warn!(%error, "no thread to learn from the waits of past days; the old model stays");
        }
    }

    /// Returns what was learnt meanwhile.
    pub(super) fn learnt(&self) -> Option<(ServiceDay, String)> {
        self.told.try_recv().ok()
    }
}
