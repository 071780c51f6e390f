//! What is shown of a visit with several stops: how far it has come, and where it goes on.

use crate::engine::{After, after, back_at, serves, together};
use crate::event::{Stop, WaitsFor};
use crate::hall::Counter;
use crate::state::{LastStep, Ticket};
use crate::world::World;
use antrean_shared::id::{CounterId, ServiceId, TicketId};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{StopState, TicketState};
use antrean_shared::view::{NextStop, SentOn, Step, StopView};

/// Returns the services of the visit that a counter holds, if there are several.
pub(super) fn stops(world: &World, desk: &Counter, ticket: &Ticket) -> Vec<StopView> {
    if ticket.stops.len() < 2 {
        return vec![];
    }
    let here = together(&world.moment(), desk, &ticket.stops);
    let view = |(place, stop): (usize, &Stop)| StopView {
        service: stop.service.clone(),
        state: stop.state,
        here: here.contains(&place),
    };
    ticket.stops.iter().enumerate().map(view).collect()
}

/// Returns where a visit would go on if the counter that holds the ticket were done.
pub(super) fn next_stop(world: &World, desk: &Counter, ticket: &Ticket) -> Option<NextStop> {
    let After { stops, next } = after(&world.moment(), desk, ticket);
    let stop = &stops[next?];
    let back = back_at(&world.hall, &world.state, stop);
    leads_to(world, &stop.service, back)
}

/// Returns what became of a visit with several stops that a counter is done with: where the visitor
/// waits now, and what nobody serves any more.
pub(crate) fn sent_on(world: &World, id: TicketId) -> Option<SentOn> {
    let ticket = world.state.tickets.get(&id)?;
    let waits = ticket.state() == TicketState::Waiting && ticket.entered.is_some();
    let bound = match ticket.waits_for() {
        Some(WaitsFor::Counter(counter)) => Some(counter),
        Some(WaitsFor::Officer(_)) | None => None,
    };
    let next = if waits { leads_to(world, &ticket.service, bound) } else { None };
    let missed = ticket.stops.iter().filter(|stop| stop.state == StopState::NotServed);
    let not_served: Vec<_> = missed.map(|stop| stop.service.clone()).collect();
    let goes_on = next.is_some() || !not_served.is_empty();
    goes_on.then_some(SentOn { number: ticket.number, next, not_served })
}

/// Returns the same for a counter's last step, while nobody has gone on with the ticket.
pub(super) fn sent_on_by(world: &World, step: &LastStep) -> Option<SentOn> {
    match step.step {
        Step::Complete | Step::CompleteAndCall => {}
        Step::Call
        | Step::Serve
        | Step::Skip
        | Step::NoShow
        | Step::Park
        | Step::Resume
        | Step::Transfer => return None,
    }
    let (id, _, changes) = step.tickets.first()?;
    let untouched = world.state.tickets.get(id).is_some_and(|now| now.changes == *changes);
    if untouched { sent_on(world, *id) } else { None }
}

fn leads_to(world: &World, service: &ServiceId, bound: Option<&CounterId>) -> Option<NextStop> {
    let queue = world.hall.services.get(service)?.queue.clone();
    let desks = world.hall.counter_order.iter().map(|id| &world.hall.counters[id]);
    let mine = |desk: &&Counter| {
        bound.is_none_or(|id| *id == desk.id) && serves(&world.hall, &world.state, desk, service)
    };
    let all: Vec<CounterId> = desks.filter(mine).map(|desk| desk.id.clone()).collect();
    let is_open = |id: &&CounterId| world.state.counter_state(id) == CounterState::Open;
    let open: Vec<CounterId> = all.iter().filter(is_open).cloned().collect();
    let counters = if open.is_empty() { all } else { open };
    Some(NextStop { queue, service: service.clone(), counters })
}
