//! What a kiosk shows: the figures of the queues, and its own tickets of doubtful paper.

use super::Figures;
use crate::hall::Kiosk;
use crate::state::Ticket;
use crate::world::{World, issued};
use antrean_shared::ticket::Shown;
use antrean_shared::view::{DoubtfulTicket, KioskView, PaperCopy};
use std::time::Duration;

/// How long a kiosk asks after a paper that nobody has vouched for (contract.md 8).
const ASKED_AFTER: Duration = Duration::from_secs(5 * 60);
/// The newest tickets that are looked at; a kiosk gives far fewer in five minutes.
const LOOKED_AT_MAX: usize = 512;
/// Tickets that a kiosk asks after at a time.
const DOUBTFUL_MAX: usize = 8;

pub(super) fn view(world: &World, kiosk: &Kiosk, figures: &Figures) -> KioskView {
    let since = world.now.minus(ASKED_AFTER);
    let doubtful = |ticket: &Ticket| {
        let unseen = matches!(ticket.shown, None | Some(Shown::Unknown));
        let ours = ticket.kiosk.as_ref() == Some(&kiosk.id);
        ours && unseen && ticket.issued_at >= since && !ticket.state().is_end()
    };
    let newest = world.state.tickets.iter().rev().take(LOOKED_AT_MAX);
    let asked = newest.filter(|(_, ticket)| doubtful(ticket)).take(DOUBTFUL_MAX);
    KioskView {
        kiosk: kiosk.id.clone(),
        service_day: world.day(),
        issuing: world.date_sure,
        queues: world.hall.queue_order.iter().map(|id| figures[id].clone()).collect(),
        doubtful: asked
            .map(|(id, ticket)| DoubtfulTicket {
                ticket: issued(*id, ticket),
                state: ticket.state(),
            })
            .collect(),
        copies: copies(world, kiosk),
    }
}

fn copies(world: &World, kiosk: &Kiosk) -> Vec<PaperCopy> {
    let asked = world.state.copies.iter();
    let ours = asked.filter(|copy| copy.kiosk == kiosk.id && copy.until > world.now);
    ours.map(|copy| PaperCopy {
        ticket: issued(copy.ticket, &world.state.tickets[&copy.ticket]),
        until: copy.until,
    })
    .collect()
}
