//! What the boards of a zone show: its calls and the figures of its queues.

use super::Figures;
use crate::event::Phase;
use crate::hall::Zone;
use crate::state::Call;
use crate::world::World;
use antrean_shared::view::{Announcement, BoardCall, BoardView, CallEnd, CallKind};

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
    }
}

fn shown(world: &World, call: &Call) -> BoardCall {
    let withdrawn = call.ended == Some(CallEnd::Withdrawn);
    let ticket = world.state.tickets.get(&call.ticket);
    let serving = ticket.is_some_and(|ticket| match &ticket.phase {
        Phase::Serving { counter } => *counter == call.counter,
        Phase::Issued
        | Phase::Waiting { .. }
        | Phase::Called { .. }
        | Phase::Parked { .. }
        | Phase::NoShow { .. }
        | Phase::Completed { .. }
        | Phase::Cancelled { .. }
        | Phase::Expired { .. } => false,
    });
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
