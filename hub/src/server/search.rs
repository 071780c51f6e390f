//! Where a number is: what a console asks beyond the first tickets of its view (contract.md 6).
//!
//! Called by sessions and by the HTTP API. It reads the world between two batches and changes nothing.

use super::Hub;
use crate::engine::Actor;
use crate::engine::next::{Choice, in_order};
use crate::event::Phase;
use crate::hall::Counter;
use crate::views::counter;
use crate::world::World;
use antrean_shared::limits::SEARCH_FOUND_MAX;
use antrean_shared::protocol::{HubMessage, Refusal, RefusalReason};
use antrean_shared::search::{Found, NumberPart, Search, Whereabouts};
use antrean_shared::ticket::TicketNumber;

/// Returns everybody whom a counter may call and whose number has a part, in calling order.
pub(super) fn waiting<'a>(
    world: &'a World,
    desk: &'a Counter,
    part: Option<&'a NumberPart>,
) -> impl Iterator<Item = Choice> + 'a {
    let number = move |choice: &Choice| world.state.tickets[&choice.ticket].number;
    let has = move |choice: &Choice| part.is_none_or(|part| part.is_in(number(choice)));
    in_order(&world.hall, &world.state, desk, world.now).filter(has)
}

/// Answers a console.
pub(super) async fn answer(hub: &Hub, actor: &Actor, search: Search) -> HubMessage {
    let refused = |reason, field: Option<&str>| {
        let field = field.map(str::to_owned);
        HubMessage::Refused(Refusal { reason, field, command: None })
    };
    match actor {
        Actor::Console { .. } => {}
        Actor::Kiosk { .. } | Actor::Display { .. } | Actor::Api => {
            return refused(RefusalReason::NotAllowed, None);
        }
    }
    match hub.look(move |world, _| find(world, search)).await {
        Ok(Some(found)) => HubMessage::Found(Box::new(found)),
        Ok(None) => refused(RefusalReason::UnknownId, Some("counter")),
        Err(super::Busy) => refused(RefusalReason::Busy, None),
    }
}

/// Looks through the lists of a counter; none where the hall has no such counter.
fn find(world: &World, search: Search) -> Option<Found> {
    let Search { search, counter, text } = search;
    let desk = world.hall.counters.get(&counter)?;
    let whole = text.whole();
    let row = |choice| counter::waiting_ticket(&choice, &world.state);
    let waiting = waiting(world, desk, Some(&text)).map(row).collect();
    let (waiting, waiting_total) = first(waiting, |row| Some(row.number) == whole);
    let mut parked = counter::parked(world, desk);
    parked.retain(|row| text.is_in(row.number));
    let (parked, parked_total) = first(parked, |row| Some(row.number) == whole);
    let mut no_show = counter::missed(world, desk);
    no_show.retain(|row| text.is_in(row.number));
    let (no_show, no_show_total) = first(no_show, |row| Some(row.number) == whole);
    let heads = [
        waiting.first().map(|row| row.number),
        parked.first().map(|row| row.number),
        no_show.first().map(|row| row.number),
    ];
    let unlisted = whole.filter(|number| !heads.contains(&Some(*number)));
    Some(Found {
        search,
        elsewhere: unlisted.and_then(|number| whereabouts(world, number)),
        waiting,
        waiting_total,
        parked,
        parked_total,
        no_show,
        no_show_total,
    })
}

/// Takes as many as an answer brings, the very number that was typed before all others, and counts
/// all.
fn first<T>(mut rows: Vec<T>, is_it: impl Fn(&T) -> bool) -> (Vec<T>, u32) {
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    rows.sort_by_key(|row| !is_it(row));
    rows.truncate(SEARCH_FOUND_MAX);
    (rows, total)
}

fn whereabouts(world: &World, number: TicketNumber) -> Option<Whereabouts> {
    let ticket = &world.state.tickets[world.state.numbers.get(&number)?];
    let counter = match &ticket.phase {
        Phase::Called { counter, .. }
        | Phase::Serving { counter }
        | Phase::Parked { counter, .. }
        | Phase::NoShow { counter, .. }
        | Phase::Completed { counter, .. } => Some(counter.clone()),
        Phase::Issued | Phase::Waiting { .. } | Phase::Cancelled { .. } | Phase::Expired { .. } => {
            None
        }
    };
    let queue = ticket.queue.clone();
    Some(Whereabouts { number, queue, state: ticket.state(), counter })
}
