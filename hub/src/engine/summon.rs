//! How a visitor is called: the next one, a chosen one, and again.

use super::context::{Context, Decision, step, ticket_event};
use super::hand::not_in;
use super::next::next_for;
use crate::event::{Event, Phase, TicketEvent};
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CallKind, Step, Why};
use std::time::Duration;

pub(super) fn call_next(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    let desk = context.counter(counter)?;
    context.check_open(counter)?;
    context.check_free(counter)?;
    let (id, why) = next_for(context.hall, context.state, desk).ok_or(Rejection::QueueEmpty)?;
    Ok(summoned(context, counter, id, why))
}

pub(super) fn call_ticket(
    context: &Context<'_>,
    counter: &CounterId,
    id: TicketId,
) -> Result<Decision, Rejection> {
    let desk = context.counter(counter)?;
    let ticket = context.live_ticket(id)?;
    if !context.hall.rules.may_choose {
        return Err(Rejection::NotAllowed);
    }
    context.check_open(counter)?;
    context.check_free(counter)?;
    match ticket.state() {
        TicketState::Waiting | TicketState::Parked | TicketState::NoShow => {}
        TicketState::Called | TicketState::Serving => {
            return Err(Rejection::TicketHeld { counter: ticket.phase.holder().cloned() });
        }
        state @ (TicketState::Issued
        | TicketState::Completed
        | TicketState::Cancelled
        | TicketState::Expired) => {
            return Err(not_in(state));
        }
    }
    if !context.may_serve(desk, ticket) {
        return Err(Rejection::NotAllowed);
    }
    Ok(summoned(context, counter, id, Why::Chosen))
}

fn summoned(context: &Context<'_>, counter: &CounterId, id: TicketId, why: Why) -> Decision {
    let ticket = &context.state.tickets[&id];
    let events =
        vec![called(context, counter, id, why), step(counter, Step::Call, &[(id, ticket)])];
    let mut decision = Decision::about(id, events).by(counter);
    decision.subject.why = Some(why);
    decision
}

/// Returns the event of a call, numbered in the counter's zone.
pub(super) fn called(context: &Context<'_>, counter: &CounterId, id: TicketId, why: Why) -> Event {
    let zone = context.hall.counters[counter].zone.clone();
    let call = context.state.zones.get(&zone).map_or(0, |zone| zone.last_call) + 1;
    ticket_event(id, TicketEvent::Called { counter: counter.clone(), zone, call, why })
}

pub(super) fn recall(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let (id, ticket) = context.hand(counter).ok_or(Rejection::NotInHand)?;
    let Phase::Called { announced_at, recalls, zone, .. } = &ticket.phase else {
        return Err(not_in(ticket.state()));
    };
    let recalls_max = context.hall.rules.recalls_max;
    if *recalls >= recalls_max {
        return Err(Rejection::RecallLimit { recalls_max });
    }
    let recall_from = announced_from(context, *announced_at);
    if context.now < recall_from {
        return Err(Rejection::RecallTooEarly { recall_from });
    }
    let kind = if recalls + 1 == recalls_max { CallKind::Last } else { CallKind::Recall };
    let call = context.state.zones.get(zone).map_or(0, |zone| zone.last_call) + 1;
    let event = TicketEvent::Recalled { counter: counter.clone(), zone: zone.clone(), call, kind };
    Ok(Decision::about(id, vec![ticket_event(id, event)]).by(counter))
}

/// Returns from when a called visitor may be recalled or marked as absent.
pub(super) fn announced_from(context: &Context<'_>, announced_at: Timestamp) -> Timestamp {
    announced_at.plus(Duration::from_secs(u64::from(context.hall.rules.recall_after_seconds)))
}
