//! What a kiosk shows: the figures of the queues, and its own tickets of doubtful paper.

use super::Figures;
use crate::event::Phase;
use crate::hall::Kiosk;
use crate::state::Ticket;
use crate::world::{World, issued};
use antrean_shared::id::TicketId;
use antrean_shared::limits::KIOSK_MISSED_MAX;
use antrean_shared::ticket::{Shown, TicketNumber};
use antrean_shared::view::{DoubtfulTicket, KioskView, MissedNumber, PaperCopy};
use std::cmp::Reverse;
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
        missed: missed(world, kiosk),
        emergency_last: emergency_last(world, kiosk),
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

/// Numbers that may still come back to a queue of this kiosk, the newest first.
fn missed(world: &World, kiosk: &Kiosk) -> Vec<MissedNumber> {
    let back = |id: &TicketId| {
        let ticket = &world.state.tickets[id];
        let Phase::NoShow { return_until, .. } = &ticket.phase else { return None };
        let return_until = return_until.filter(|until| world.now <= *until)?;
        let service = world.hall.services.get(&ticket.service)?;
        world.hall.offers(kiosk, service).then(|| MissedNumber {
            ticket: *id,
            number: ticket.number,
            queue: ticket.queue.clone(),
            return_until,
            after_places: world.hall.absence(&ticket.queue).return_after_places,
        })
    };
    let mut list: Vec<_> = world.state.missed.iter().filter_map(back).collect();
    list.sort_by_key(|missed| Reverse(missed.return_until));
    list.truncate(KIOSK_MISSED_MAX);
    list
}

fn emergency_last(world: &World, kiosk: &Kiosk) -> u16 {
    let number = |count| TicketNumber::new(kiosk.emergency_prefix, count).ok();
    let Some(range) = number(1).zip(number(TicketNumber::COUNT_MAX)) else { return 0 };
    let own = world.state.numbers.range(range.0..=range.1);
    own.last().map_or(0, |(last, _)| last.count())
}
