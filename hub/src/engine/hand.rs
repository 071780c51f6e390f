//! What an officer does with the visitor in hand.

use super::context::{Context, Decision, optional, required, step, ticket_event};
use super::counter::closed_if_approved;
use super::summon::called;
use super::visit::finished;
use crate::event::TicketEvent;
use crate::state::Ticket;
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::Step;

/// Returns the refusal of a command that means nothing in a ticket's state.
pub(super) fn not_in(state: TicketState) -> Rejection {
    let name = serde_json::to_value(state).expect("a state is plain data");
    Rejection::NotAllowedInState { state: name.as_str().expect("a state is a word").to_owned() }
}

pub(super) fn serve(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let in_hand = context.hand(counter).filter(|(_, ticket)| ticket.state() == TicketState::Called);
    let (id, ticket) = in_hand.ok_or(Rejection::NotCalled)?;
    let event = ticket_event(id, TicketEvent::Served { counter: counter.clone() });
    Ok(Decision::about(id, vec![event, step(context, counter, (Step::Serve, &[(id, ticket)]))])
        .by(counter))
}

/// Returns the ticket that is being served at a counter.
fn serving<'a>(
    context: &Context<'a>,
    counter: &CounterId,
) -> Result<(TicketId, &'a Ticket), Rejection> {
    context.counter(counter)?;
    let in_hand =
        context.hand(counter).filter(|(_, ticket)| ticket.state() == TicketState::Serving);
    in_hand.ok_or(Rejection::NotServing)
}

pub(super) fn complete(
    context: &Context<'_>,
    counter: &CounterId,
    outcome: Option<&str>,
) -> Result<Decision, Rejection> {
    let (id, ticket) = serving(context, counter)?;
    let outcome = optional("outcome", outcome)?;
    let event = finished(context, &context.hall.counters[counter], ticket, outcome);
    let mut events =
        vec![ticket_event(id, event), step(context, counter, (Step::Complete, &[(id, ticket)]))];
    events.extend(closed_if_approved(context, counter));
    let mut decision = Decision::about(id, events).by(counter);
    decision.subject.sent_on = has_stops(id, ticket);
    Ok(decision)
}

/// Returns the ticket if it is one of several stops: then the answer says where the visit goes on.
fn has_stops(id: TicketId, ticket: &Ticket) -> Option<TicketId> {
    (ticket.stops.len() > 1).then_some(id)
}

/// Whoever is next is somebody else: the visitor in hand does not wait while that is decided.
pub(super) fn complete_and_call_next(
    context: &Context<'_>,
    counter: &CounterId,
    outcome: Option<&str>,
) -> Result<Decision, Rejection> {
    let (id, ticket) = serving(context, counter)?;
    let calls = context.state.counter_state(counter) == CounterState::Open;
    let desk = &context.hall.counters[counter];
    let choice = context.next_for(desk).filter(|_| calls);
    let Some(choice) = choice else {
        let mut decision = complete(context, counter, outcome)?;
        decision.subject.ticket = None;
        decision.subject.completed = Some(id);
        return Ok(decision);
    };
    let outcome = optional("outcome", outcome)?;
    let (next, why) = (choice.ticket, choice.why);
    let both = [(id, ticket), (next, &context.state.tickets[&next])];
    let events = vec![
        ticket_event(id, finished(context, desk, ticket, outcome)),
        called(context, counter, choice.into()),
        step(context, counter, (Step::CompleteAndCall, &both)),
    ];
    let mut decision = Decision::about(next, events).by(counter);
    decision.subject.completed = Some(id);
    decision.subject.why = Some(why);
    decision.subject.sent_on = has_stops(id, ticket);
    Ok(decision)
}

pub(super) fn park(
    context: &Context<'_>,
    counter: &CounterId,
    reason: &str,
    until: Option<Timestamp>,
) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let reason = required("reason", reason)?.to_owned();
    let (id, ticket) = context.hand(counter).ok_or(Rejection::NotInHand)?;
    let event = ticket_event(id, TicketEvent::Parked { counter: counter.clone(), reason, until });
    let mut events = vec![event, step(context, counter, (Step::Park, &[(id, ticket)]))];
    events.extend(closed_if_approved(context, counter));
    Ok(Decision::about(id, events).by(counter))
}

pub(super) fn resume(
    context: &Context<'_>,
    counter: &CounterId,
    id: TicketId,
) -> Result<Decision, Rejection> {
    let desk = context.counter(counter)?;
    let ticket = context.live_ticket(id)?;
    context.check_open(counter)?;
    context.check_free(counter)?;
    match ticket.state() {
        TicketState::Parked => {}
        TicketState::Called | TicketState::Serving => {
            return Err(Rejection::TicketHeld { counter: ticket.phase.holder().cloned() });
        }
        state @ (TicketState::Issued
        | TicketState::Waiting
        | TicketState::NoShow
        | TicketState::Completed
        | TicketState::Cancelled
        | TicketState::Expired) => return Err(not_in(state)),
    }
    if !context.may_serve(desk, ticket) {
        return Err(Rejection::NotAllowed);
    }
    let event = ticket_event(id, TicketEvent::Resumed { counter: counter.clone() });
    Ok(Decision::about(id, vec![event, step(context, counter, (Step::Resume, &[(id, ticket)]))])
        .by(counter))
}
