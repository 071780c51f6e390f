//! Opening, pausing, closing and freeing a counter.

use super::context::{Actor, Context, Decision, counter_event, optional, required, ticket_event};
use super::hand::not_in;
use super::unserved::{unserved, waits_for};
use crate::event::{CounterEvent, Event, TicketEvent};
use crate::state::{Counter, CounterMode, Line};
use antrean_shared::id::{CounterId, DeviceId, Officer};
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketState;

/// The device name of a counter that other software opened.
pub const API_DEVICE: &str = "api";

/// Returns the refusal of a command that means nothing in a counter's state.
fn not_in_mode(state: CounterState) -> Rejection {
    let name = serde_json::to_value(state).expect("a state is plain data");
    Rejection::NotAllowedInState { state: name.as_str().expect("a state is a word").to_owned() }
}

pub(super) fn open(
    context: &Context<'_>,
    actor: &Actor,
    id: &CounterId,
    officer: &Officer,
) -> Result<Decision, Rejection> {
    context.counter(id)?;
    let live = context.state.counters.get(id);
    let seated = live.and_then(|counter| counter.officer.as_ref());
    if let Some(other) = seated.filter(|other| *other != officer) {
        return Err(Rejection::CounterTaken { officer: other.clone() });
    }
    let elsewhere = |(other, counter): (&CounterId, &Counter)| {
        (other != id && counter.officer.as_ref() == Some(officer)).then(|| other.clone())
    };
    if let Some(counter) = context.state.counters.iter().find_map(elsewhere) {
        return Err(Rejection::OfficerElsewhere { counter });
    }
    let device = match actor {
        Actor::Kiosk { device, .. } | Actor::Console { device } | Actor::Display { device } => {
            Some(device)
        }
        Actor::Api => None,
    };
    let state = context.state.counter_state(id);
    let moves = device.is_some() && live.and_then(|counter| counter.device.as_ref()) != device;
    match state {
        CounterState::Closing => return Err(not_in_mode(state)),
        CounterState::Open if !moves => return Ok(Decision::at(id, vec![])),
        CounterState::Open | CounterState::Paused | CounterState::Closed => {}
    }
    let kept = live.and_then(|counter| counter.device.clone());
    let api = || DeviceId::new(API_DEVICE).expect("a slug");
    let device = device.cloned().or(kept).unwrap_or_else(api);
    Ok(Decision::at(
        id,
        vec![counter_event(id, CounterEvent::Opened { officer: officer.clone(), device })],
    ))
}

pub(super) fn pause(
    context: &Context<'_>,
    id: &CounterId,
    reason: &str,
) -> Result<Decision, Rejection> {
    context.counter(id)?;
    let reason = required("reason", reason)?.to_owned();
    match context.state.counter_state(id) {
        CounterState::Open => {}
        state @ (CounterState::Closed | CounterState::Paused | CounterState::Closing) => {
            return Err(not_in_mode(state));
        }
    }
    check_hand_empty(context, id)?;
    Ok(Decision::at(id, vec![counter_event(id, CounterEvent::Paused { reason })]))
}

pub(super) fn close(
    context: &Context<'_>,
    id: &CounterId,
    reason: Option<&str>,
) -> Result<Decision, Rejection> {
    context.counter(id)?;
    let reason = optional("reason", reason)?;
    match context.state.counter_state(id) {
        CounterState::Open | CounterState::Paused => {}
        state @ (CounterState::Closed | CounterState::Closing) => return Err(not_in_mode(state)),
    }
    let events = if context.hall.rules.closing_needs_approval {
        vec![counter_event(id, CounterEvent::Closing { reason, approved: false })]
    } else {
        check_hand_empty(context, id)?;
        closed(context, id, reason)
    };
    let mut decision = Decision::at(id, events);
    decision.subject.unserved = Some(left_alone(context, id));
    Ok(decision)
}

pub(super) fn approve_closing(
    context: &Context<'_>,
    actor: &Actor,
    id: &CounterId,
    (approve, reason): (bool, Option<&str>),
) -> Result<Decision, Rejection> {
    actor.in_charge()?;
    context.counter(id)?;
    let state = context.state.counter_state(id);
    if state != CounterState::Closing {
        return Err(not_in_mode(state));
    }
    let reason = optional("reason", reason)?;
    let events = match (approve, context.hand(id)) {
        (false, _) => vec![counter_event(id, CounterEvent::Reopened { reason })],
        (true, Some(_)) => {
            vec![counter_event(id, CounterEvent::Closing { reason, approved: true })]
        }
        (true, None) => closed(context, id, reason),
    };
    Ok(Decision::at(id, events))
}

pub(super) fn release(
    context: &Context<'_>,
    actor: &Actor,
    id: &CounterId,
    reason: &str,
) -> Result<Decision, Rejection> {
    actor.in_charge()?;
    context.counter(id)?;
    let reason = required("reason", reason)?.to_owned();
    let state = context.state.counter_state(id);
    if state == CounterState::Closed {
        return Err(not_in_mode(state));
    }
    let mut events = Vec::new();
    if let Some((ticket, held)) = context.hand(id) {
        let event = match held.state() {
            TicketState::Called => TicketEvent::Released,
            TicketState::Serving => {
                TicketEvent::Parked { counter: id.clone(), reason: reason.clone(), until: None }
            }
            state @ (TicketState::Issued
            | TicketState::Waiting
            | TicketState::Parked
            | TicketState::NoShow
            | TicketState::Completed
            | TicketState::Cancelled
            | TicketState::Expired) => return Err(not_in(state)),
        };
        events.push(ticket_event(ticket, event));
    }
    events.extend(closed(context, id, Some(reason)));
    let mut decision = Decision::at(id, events);
    decision.subject.unserved = Some(left_alone(context, id));
    Ok(decision)
}

/// Returns how many wait whom nobody may serve once a counter is closed.
fn left_alone(context: &Context<'_>, id: &CounterId) -> u32 {
    u32::try_from(unserved(&context.moment(), Some(id)).len()).unwrap_or(u32::MAX)
}

fn check_hand_empty(context: &Context<'_>, id: &CounterId) -> Result<(), Rejection> {
    match context.hand(id) {
        Some((_, ticket)) => Err(Rejection::TicketInHand { number: ticket.number }),
        None => Ok(()),
    }
}

/// Returns the events of a counter that closes: whoever waited for it or its officer waits for the
/// queue again, place kept.
fn closed(context: &Context<'_>, id: &CounterId, reason: Option<String>) -> Vec<Event> {
    let waiting = context.state.lines.values().flat_map(Line::tickets);
    let mut events: Vec<Event> = waiting
        .filter(|ticket| waits_for(context.state, id, &context.state.tickets[ticket]))
        .map(|ticket| ticket_event(ticket, TicketEvent::Unbound))
        .collect();
    events.push(counter_event(id, CounterEvent::Closed { reason }));
    events
}

/// Returns the events of a counter that was only waiting for its last visitor to go.
pub(super) fn closed_if_approved(context: &Context<'_>, id: &CounterId) -> Vec<Event> {
    match context.state.counters.get(id).map(|counter| &counter.mode) {
        Some(CounterMode::Closing { reason, approved: true }) => {
            closed(context, id, reason.clone())
        }
        Some(
            CounterMode::Closing { approved: false, .. }
            | CounterMode::Closed
            | CounterMode::Open
            | CounterMode::Paused { .. },
        )
        | None => vec![],
    }
}
