//! The last free counter of a queue is kept for short services while the others are busy with long ones.
//!
//! Used by the calling rule and by the forecast, which knows hands of its own.

use crate::hall::{Counter, Hall};
use crate::state::{HallState, Ticket};
use antrean_shared::id::QueueId;
use antrean_shared::rejection::CounterState;

/// Returns up to how many minutes a service is short, if a counter is to be kept for short ones of a
/// queue now: every other open counter that serves the queue is busy with a long one. `others` are
/// the visitors in their hands.
pub(super) fn kept_for_short<'a>(
    hall: &Hall,
    queue: &QueueId,
    others: impl Iterator<Item = Option<&'a Ticket>>,
) -> Option<u16> {
    let short = hall.queues.get(queue)?.short_minutes?;
    let is_busy = |hand: Option<&Ticket>| hand.is_some_and(|hand| is_longer(hall, hand, short));
    let mut others = others.peekable();
    (others.peek().is_some() && others.all(is_busy)).then_some(short)
}

/// Returns what the other open counters of a queue have in hand.
pub(super) fn other_hands<'a>(
    hall: &'a Hall,
    state: &'a HallState,
    (counter, queue): (&'a Counter, &'a QueueId),
) -> impl Iterator<Item = Option<&'a Ticket>> {
    let others = state.counters.iter().filter(move |(id, live)| {
        let desk = hall.counters.get(*id);
        let serves_queue = desk.is_some_and(|desk| desk.queues.contains(queue));
        **id != counter.id && live.state() == CounterState::Open && serves_queue
    });
    others.map(|(_, live)| live.hand.map(|hand| &state.tickets[&hand]))
}

pub(super) fn is_longer(hall: &Hall, ticket: &Ticket, short: u16) -> bool {
    hall.services.get(&ticket.service).is_some_and(|service| service.usual_minutes > short)
}
