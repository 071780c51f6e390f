//! What an officer's console shows: the ticket in hand, who waits in calling order, who is aside.

use super::{Figures, visit};
use crate::engine::answer_due;
use crate::engine::next::{Choice, in_order, may_call};
use crate::event::{AnnouncedBy, Field, Phase};
use crate::hall::Counter;
use crate::state::{Call, HallState, Line, Ticket, UNDO_WITHIN};
use crate::world::World;
use antrean_shared::health::DeviceTrouble;
use antrean_shared::id::TicketId;
use antrean_shared::limits::{COUNTER_ASIDE_MAX, COUNTER_DEVICES_MAX, COUNTER_WAITING_MAX};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{
    AgencyOutage, Announced, CounterFigures, CounterView, LobbyView, MissedTicket, ParkedTicket,
    TicketInHand, UndoOffer, WaitingTicket,
};

pub(crate) fn lobby(world: &World, figures: &Figures) -> LobbyView {
    let desks = world.hall.counter_order.iter().map(|id| &world.hall.counters[id]);
    LobbyView { counters: desks.map(|desk| live(world, desk, figures)).collect() }
}

pub(crate) fn view(
    world: &World,
    desk: &Counter,
    (figures, devices): (&Figures, &[DeviceTrouble]),
) -> CounterView {
    let state = &world.state;
    let counter = state.counters.get(&desk.id);
    let order = in_order(&world.hall, state, desk, world.now);
    let waiting: Vec<_> = order.take(COUNTER_WAITING_MAX).collect();
    let others =
        world.hall.counter_order.iter().map(|id| &world.hall.counters[id]).filter(|other| {
            let seated =
                matches!(state.counter_state(&other.id), CounterState::Open | CounterState::Paused);
            seated && other.id != desk.id
        });
    let (mut parked, mut no_show) = (parked(world, desk), missed(world, desk));
    let total = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let (parked_total, no_show_total) = (total(parked.len()), total(no_show.len()));
    parked.truncate(COUNTER_ASIDE_MAX);
    no_show.truncate(COUNTER_ASIDE_MAX);
    CounterView {
        counter: desk.id.clone(),
        state: state.counter_state(&desk.id),
        officer: counter.and_then(|counter| counter.officer.clone()),
        device: counter.and_then(|counter| counter.device.clone()),
        ticket: counter.and_then(|counter| counter.hand).and_then(|id| in_hand(world, desk, id)),
        undo: counter.and_then(|counter| counter.last_step.as_ref()).map(|step| UndoOffer {
            step: step.step,
            number: step.number,
            until: step.at.plus(UNDO_WITHIN),
        }),
        outages: outages(world, desk),
        devices: devices.to_vec(),
        sent_on: counter
            .and_then(|counter| counter.last_step.as_ref())
            .and_then(|step| visit::sent_on_by(world, step)),
        waiting: waiting.iter().map(|choice| waiting_ticket(choice, state)).collect(),
        waiting_total: waiting_total(world, desk, waiting.len()),
        longest_since: waiting.iter().map(|next| state.tickets[&next.ticket].waits_since()).min(),
        parked,
        parked_total,
        no_show,
        no_show_total,
        completed: counter.map_or(0, |counter| counter.completed),
        may_choose: world.hall.rules.may_choose,
        others: others.map(|other| live(world, other, figures)).collect(),
        waiting_change: world.waiting_change.clone(),
    }
}

fn live(world: &World, desk: &Counter, figures: &Figures) -> CounterFigures {
    CounterFigures {
        counter: desk.id.clone(),
        state: world.state.counter_state(&desk.id),
        officer: world.state.counters.get(&desk.id).and_then(|counter| counter.officer.clone()),
        waiting: desk.queues.iter().map(|queue| figures[queue].waiting).sum(),
    }
}

/// Counts everybody whom a counter may call; only a list that was cut has to be counted again.
fn waiting_total(world: &World, desk: &Counter, listed: usize) -> u32 {
    if listed < COUNTER_WAITING_MAX {
        return u32::try_from(listed).unwrap_or(u32::MAX);
    }
    let lines = desk.queues.iter().filter_map(|queue| world.state.lines.get(queue));
    let tickets = lines.flat_map(Line::tickets).map(|id| &world.state.tickets[&id]);
    let may_call =
        |ticket: &&Ticket| may_call(&world.hall, &world.state, desk, (ticket, world.now));
    u32::try_from(tickets.filter(may_call).count()).unwrap_or(u32::MAX)
}

fn in_hand(world: &World, desk: &Counter, id: TicketId) -> Option<TicketInHand> {
    let ticket = &world.state.tickets[&id];
    let recalls = match &ticket.phase {
        Phase::Called { recalls, .. } => Some(*recalls),
        Phase::Serving { .. } => None,
        Phase::Issued
        | Phase::Waiting { .. }
        | Phase::Parked { .. }
        | Phase::NoShow { .. }
        | Phase::Completed { .. }
        | Phase::Cancelled { .. }
        | Phase::Expired { .. } => return None,
    };
    let due = answer_due(&world.hall, &world.state, ticket);
    let recalls_max = world.hall.absence(&ticket.queue).recalls_max;
    let may_recall = recalls.is_some_and(|recalls| recalls < recalls_max);
    Some(TicketInHand {
        id,
        number: ticket.number,
        queue: ticket.queue.clone(),
        service: ticket.service.clone(),
        state: ticket.state(),
        language: ticket.language,
        issued_at: ticket.issued_at,
        called_at: ticket.called_at?,
        serving_at: ticket.serving_at,
        call_count: ticket.call_count,
        announced: world.state.call_of(ticket).map_or(Announced::Reported, announced),
        recall_from: due.filter(|_| may_recall),
        no_show_from: due.unwrap_or(ticket.called_at?),
        shown: ticket.shown,
        priority: ticket.class.priority,
        class: world.state.text(id, Field::Class).and_then(|class| class.parse().ok()),
        why: ticket.why,
        note: world.state.text(id, Field::Note).map(str::to_owned),
        stops: visit::stops(world, desk, ticket),
        next_stop: visit::next_stop(world, desk, ticket),
    })
}

fn announced(call: &Call) -> Announced {
    match (call.announced_by, call.reported) {
        (AnnouncedBy::Call, _) => Announced::NoDisplay,
        (AnnouncedBy::Speaker | AnnouncedBy::Display, Some(_)) => Announced::Reported,
        (AnnouncedBy::Speaker | AnnouncedBy::Display, None) => Announced::Awaited,
    }
}

pub(crate) fn waiting_ticket(choice: &Choice, state: &HallState) -> WaitingTicket {
    let ticket = &state.tickets[&choice.ticket];
    WaitingTicket {
        id: choice.ticket,
        number: ticket.number,
        service: ticket.service.clone(),
        since: ticket.waits_since(),
        shown: ticket.shown,
        sent_here: ticket.waits_for().is_some(),
        priority: ticket.class.priority,
        why: choice.why,
    }
}

/// Returns what is set aside and a counter may serve, due ones first.
pub(crate) fn parked(world: &World, desk: &Counter) -> Vec<ParkedTicket> {
    let mine = world.state.parked.iter().filter(|id| serves(world, desk, **id));
    let mut list: Vec<_> = mine.filter_map(|id| parked_ticket(*id, &world.state)).collect();
    list.sort_by_key(|ticket| (ticket.until.unwrap_or(Timestamp(i64::MAX)), ticket.since));
    list
}

fn parked_ticket(id: TicketId, state: &HallState) -> Option<ParkedTicket> {
    let ticket = &state.tickets[&id];
    let Phase::Parked { counter, since, reason, until } = &ticket.phase else { return None };
    Some(ParkedTicket {
        id,
        number: ticket.number,
        service: ticket.service.clone(),
        reason: reason.clone(),
        since: *since,
        until: *until,
        by: counter.clone(),
    })
}

/// Returns who did not come and a counter may serve, the newest first.
pub(crate) fn missed(world: &World, desk: &Counter) -> Vec<MissedTicket> {
    let mine = world.state.missed.iter().filter(|id| serves(world, desk, **id));
    let mut list: Vec<_> = mine
        .filter_map(|id| {
            let ticket = &world.state.tickets[id];
            let Phase::NoShow { counter, since, return_until } = &ticket.phase else { return None };
            Some(MissedTicket {
                id: *id,
                number: ticket.number,
                service: ticket.service.clone(),
                since: *since,
                return_until: *return_until,
                by: counter.clone(),
            })
        })
        .collect();
    list.sort_by_key(|ticket| std::cmp::Reverse(ticket.since));
    list
}

fn serves(world: &World, desk: &Counter, id: TicketId) -> bool {
    let ticket = &world.state.tickets[&id];
    debug_assert!(matches!(ticket.state(), TicketState::Parked | TicketState::NoShow), "aside");
    crate::engine::serves(&world.hall, &world.state, desk, &ticket.service)
}

fn outages(world: &World, desk: &Counter) -> Vec<AgencyOutage> {
    let ours = |down: &crate::event::AgencyOutage| {
        down.queues.iter().any(|queue| desk.queues.contains(queue))
    };
    let down = world.state.outages.iter().filter(|(_, down)| ours(down));
    down.map(|(agency, down)| AgencyOutage { agency: agency.clone(), outage: down.outage.clone() })
        .collect()
}

/// Returns the kiosks and boards that need somebody; every officer may be the one who goes.
pub(super) fn devices(world: &World) -> Vec<DeviceTrouble> {
    let mut devices = world.devices.troubles((&world.hall, &world.state), world.now);
    devices.truncate(COUNTER_DEVICES_MAX);
    devices
}
