//! Whom a counter may call at all, before any order.

use crate::engine::skill::serves;
use crate::event::WaitsFor;
use crate::hall::{Counter, Hall};
use crate::state::{HallState, Ticket};
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;

/// Tells whether a counter may call a ticket now: waiting and not held back, within its skills, not
/// meant for another.
pub fn may_call(
    hall: &Hall,
    state: &HallState,
    counter: &Counter,
    (ticket, now): (&Ticket, Timestamp),
) -> bool {
    ticket.state() == TicketState::Waiting
        && meant_for(hall, state, counter, ticket)
        && ticket.held_until().is_none_or(|until| until <= now)
        && serves(hall, state, counter, &ticket.service)
}

/// Tells whether a ticket waits for nobody else than a counter or its officer. A preference for
/// somebody who may not serve it any more, since the hall file has changed, is none.
pub(in crate::engine) fn meant_for(
    hall: &Hall,
    state: &HallState,
    counter: &Counter,
    ticket: &Ticket,
) -> bool {
    let preferred = match ticket.waits_for() {
        None => return true,
        Some(WaitsFor::Counter(id)) => Some(id),
        Some(WaitsFor::Officer(officer)) => {
            let mut seats = state.counters.iter();
            seats.find(|(_, live)| live.officer.as_ref() == Some(officer)).map(|(id, _)| id)
        }
    };
    let desk = preferred.and_then(|id| hall.counters.get(id));
    let desk = desk.filter(|desk| serves(hall, state, desk, &ticket.service));
    desk.is_none_or(|desk| desk.id == counter.id)
}
