//! Nobody waits unseen: the visitors whom no open counter may serve (contract.md 2).

use super::next::meant_for;
use super::skill::serves;
use super::wait::Moment;
use crate::event::{Phase, WaitsFor};
use crate::hall::Counter;
use crate::state::{HallState, Ticket};
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::rejection::CounterState;

/// Returns the visitors whom no open counter may serve, whoever came first first; with `closing` as
/// if that counter were closed already.
pub fn unserved(moment: &Moment<'_>, closing: Option<&CounterId>) -> Vec<TicketId> {
    let state = moment.state;
    let alone = state.tickets.iter().filter(|(_, ticket)| is_alone(moment, ticket, closing));
    let mut alone: Vec<_> = alone.map(|(id, ticket)| (ticket.issued_at, *id)).collect();
    alone.sort_unstable();
    alone.into_iter().map(|(_, id)| id).collect()
}

/// Tells whether a visitor waits whom no open counter may serve.
pub fn is_unserved(moment: &Moment<'_>, ticket: &Ticket) -> bool {
    is_alone(moment, ticket, None)
}

fn is_alone(moment: &Moment<'_>, ticket: &Ticket, closing: Option<&CounterId>) -> bool {
    let Moment { hall, state, .. } = *moment;
    let set_free = closing.is_some_and(|id| waits_for(state, id, ticket));
    let may_serve = |desk: &Counter| {
        Some(&desk.id) != closing
            && state.counter_state(&desk.id) == CounterState::Open
            && serves(hall, state, desk, &ticket.service)
            && (set_free || meant_for(hall, state, desk, ticket))
    };
    waits(moment, ticket) && !hall.counters.values().any(may_serve)
}

/// Tells whether somebody has to see to a visitor: also to one who may still come back.
fn waits(moment: &Moment<'_>, ticket: &Ticket) -> bool {
    match &ticket.phase {
        Phase::Issued | Phase::Waiting { .. } | Phase::Parked { .. } => true,
        Phase::NoShow { return_until, .. } => {
            return_until.is_some_and(|until| moment.now <= until) && !ticket.came_back
        }
        Phase::Called { .. }
        | Phase::Serving { .. }
        | Phase::Completed { .. }
        | Phase::Cancelled { .. }
        | Phase::Expired { .. } => false,
    }
}

/// Tells whether a ticket waits for a counter or for the officer who sits there.
pub(super) fn waits_for(state: &HallState, counter: &CounterId, ticket: &Ticket) -> bool {
    let officer = state.counters.get(counter).and_then(|live| live.officer.as_ref());
    match ticket.waits_for() {
        Some(WaitsFor::Counter(id)) => id == counter,
        Some(WaitsFor::Officer(name)) => Some(name) == officer,
        None => false,
    }
}
