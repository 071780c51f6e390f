//! Who is next at a counter: the only calling rule (contract.md 10).
//!
//! The call, the officer's list and every place in line come from here. For now: whoever came
//! first, over all queues of the counter.

use crate::event::WaitsFor;
use crate::hall::{Counter, Hall};
use crate::state::{HallState, Ticket};
use antrean_shared::id::TicketId;
use antrean_shared::ticket::{TicketNumber, TicketState};
use antrean_shared::time::Timestamp;
use antrean_shared::view::Why;

/// Returns the ticket that a counter calls next, and why that one.
pub fn next_for(hall: &Hall, state: &HallState, counter: &Counter) -> Option<(TicketId, Why)> {
    in_order(hall, state, counter).next().map(|id| (id, Why::Oldest))
}

/// Returns everybody whom a counter may call, in the order in which it would.
pub fn in_order<'a>(
    hall: &'a Hall,
    state: &'a HallState,
    counter: &'a Counter,
) -> impl Iterator<Item = TicketId> + 'a {
    let lines = counter.queues.iter().filter_map(|queue| state.lines.get(queue));
    let callable = move |id: TicketId| may_call(hall, state, counter, &state.tickets[&id]);
    Merge {
        heads: lines
            .map(|line| line.iter().filter(move |(.., id)| callable(*id)).peekable())
            .collect(),
    }
    .map(|(.., id)| id)
}

/// Tells whether a counter may call a ticket: waiting, within its skills, not meant for another.
pub fn may_call(hall: &Hall, state: &HallState, counter: &Counter, ticket: &Ticket) -> bool {
    let meant = match ticket.waits_for() {
        None => true,
        Some(WaitsFor::Counter(id)) => *id == counter.id,
        Some(WaitsFor::Officer(officer)) => state
            .counters
            .get(&counter.id)
            .is_some_and(|live| live.officer.as_ref() == Some(officer)),
    };
    ticket.state() == TicketState::Waiting && meant && hall.serves(counter, &ticket.service)
}

type Key = (Timestamp, TicketNumber, TicketId);

/// Merges sorted lines into one, smallest key first. A counter has few queues: a scan is enough.
struct Merge<I: Iterator<Item = Key>> {
    heads: Vec<std::iter::Peekable<I>>,
}

impl<I: Iterator<Item = Key>> Iterator for Merge<I> {
    type Item = Key;

    fn next(&mut self) -> Option<Key> {
        let keys = self
            .heads
            .iter_mut()
            .enumerate()
            .filter_map(|(place, head)| head.peek().map(|key| (*key, place)));
        let (_, place) = keys.min()?;
        self.heads[place].next()
    }
}
