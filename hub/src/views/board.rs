//! What the boards of a zone show: its calls, its counters and the figures of its queues.

use super::Figures;
use crate::event::Phase;
use crate::hall::{Counter, Zone};
use crate::state::{Call, Ticket};
use crate::world::World;
use antrean_shared::id::CounterId;
use antrean_shared::view::{Announcement, BoardCall, BoardCounter, BoardView, CallEnd, CallKind};

pub(crate) fn view(world: &World, zone: &Zone, figures: &Figures) -> BoardView {
    let live = world.state.zones.get(&zone.id);
    let in_zone = |queue: &&antrean_shared::id::QueueId| {
        world.hall.counters.values().any(|desk| desk.zone == zone.id && desk.queues.contains(queue))
    };
    let announced = world.state.announcements.iter();
    let here =
        announced.filter(|announced| announced.zone.as_ref().is_none_or(|id| *id == zone.id));
    BoardView {
        zone: zone.id.clone(),
        service_day: world.day(),
        calls: live.map_or_else(Vec::new, |live| {
            live.calls.iter().rev().map(|call| shown(world, call)).collect()
        }),
        queues: world
            .hall
            .queue_order
            .iter()
            .filter(in_zone)
            .map(|id| figures[id].clone())
            .collect(),
        speaker: world.devices.speaker(zone, world.now).cloned(),
        spoken: live.map_or(0, |live| live.spoken),
        announcements: here
            .map(|announced| Announcement { at: announced.at, text: announced.text.clone() })
            .collect(),
        counters: counters(world, zone),
    }
}

/// The zone's counters in the hall file's order; a desk without queues calls nobody.
fn counters(world: &World, zone: &Zone) -> Vec<BoardCounter> {
    let desks = world.hall.counter_order.iter().map(|id| &world.hall.counters[id]);
    let calling = desks.filter(|desk| desk.zone == zone.id && !desk.queues.is_empty());
    calling.map(|desk| counter(world, desk)).collect()
}

fn counter(world: &World, desk: &Counter) -> BoardCounter {
    let hand = world.state.counters.get(&desk.id).and_then(|counter| counter.hand);
    let ticket = hand.map(|id| &world.state.tickets[&id]);
    BoardCounter {
        counter: desk.id.clone(),
        state: world.state.counter_state(&desk.id),
        number: ticket.map(|ticket| ticket.number),
        serving: ticket.is_some_and(|ticket| serves(ticket, &desk.id)),
    }
}

fn serves(ticket: &Ticket, desk: &CounterId) -> bool {
    match &ticket.phase {
        Phase::Serving { counter } => counter == desk,
        Phase::Issued
        | Phase::Waiting { .. }
        | Phase::Called { .. }
        | Phase::Parked { .. }
        | Phase::NoShow { .. }
        | Phase::Completed { .. }
        | Phase::Cancelled { .. }
        | Phase::Expired { .. } => false,
    }
}

fn shown(world: &World, call: &Call) -> BoardCall {
    let withdrawn = call.ended == Some(CallEnd::Withdrawn);
    let ticket = world.state.tickets.get(&call.ticket);
    let serving = ticket.is_some_and(|ticket| serves(ticket, &call.counter));
    BoardCall {
        call: call.call,
        number: call.number,
        counter: call.counter.clone(),
        queue: call.queue.clone(),
        at: call.at,
        kind: if withdrawn { CallKind::Withdrawn } else { call.kind },
        awaited: call.ended.is_none(),
        serving,
        ended: call.ended,
        language: call.language,
        priority: world.hall.rules.say_priority
            && ticket.is_some_and(|ticket| ticket.class.priority),
    }
}
