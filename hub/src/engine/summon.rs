//! How a visitor is called: the next one, a chosen one, and again.

use super::context::{Context, Decision, step, ticket_event};
use super::hand::not_in;
use super::next::{Choice, next_for};
use crate::event::{AnnouncedBy, Event, Phase, TicketEvent};
use crate::hall::{Counter, Hall};
use crate::state::{HallState, Ticket};
use antrean_shared::id::{CounterId, DeviceId, TicketId, ZoneId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CallKind, Step, Why};
use std::time::Duration;

pub(super) fn call_next(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    let desk = context.counter(counter)?;
    context.check_open(counter)?;
    context.check_free(counter)?;
    let choice = context.next_for(desk).ok_or(Rejection::QueueEmpty)?;
    Ok(summoned(context, counter, choice.into()))
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
    Ok(summoned(context, counter, Pick { ticket: id, why: Why::Chosen, run: None }))
}

/// Whom a counter calls, and why.
pub(super) struct Pick {
    pub ticket: TicketId,
    pub why: Why,
    /// The counter's run of priority calls, unless the officer chose.
    pub run: Option<u32>,
}

impl From<Choice> for Pick {
    fn from(choice: Choice) -> Self {
        Self { ticket: choice.ticket, why: choice.why, run: Some(choice.run) }
    }
}

fn summoned(context: &Context<'_>, counter: &CounterId, pick: Pick) -> Decision {
    let (id, why) = (pick.ticket, pick.why);
    let ticket = &context.state.tickets[&id];
    let events =
        vec![called(context, counter, pick), step(context, counter, (Step::Call, &[(id, ticket)]))];
    let mut decision = Decision::about(id, events).by(counter);
    decision.subject.why = Some(why);
    decision
}

/// Returns the event of a call, numbered in the counter's zone.
pub(super) fn called(context: &Context<'_>, counter: &CounterId, pick: Pick) -> Event {
    let Pick { ticket, why, run } = pick;
    let zone = context.hall.counters[counter].zone.clone();
    let call = context.state.zones.get(&zone).map_or(0, |zone| zone.last_call) + 1;
    let (counter, announced_by) = (counter.clone(), announced_by(context, &zone));
    ticket_event(ticket, TicketEvent::Called { counter, zone, call, announced_by, why, run })
}

pub(super) fn recall(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let (id, ticket) = context.hand(counter).ok_or(Rejection::NotInHand)?;
    let Phase::Called { recalls, zone, .. } = &ticket.phase else {
        return Err(not_in(ticket.state()));
    };
    let recalls_max = context.absence(ticket).recalls_max;
    if *recalls >= recalls_max {
        return Err(Rejection::RecallLimit { recalls_max });
    }
    if let Some(recall_from) = context.too_early(ticket) {
        return Err(Rejection::RecallTooEarly { recall_from });
    }
    let kind = if recalls + 1 == recalls_max { CallKind::Last } else { CallKind::Recall };
    let call = context.state.zones.get(zone).map_or(0, |zone| zone.last_call) + 1;
    let (counter_id, zone, announced_by) =
        (counter.clone(), zone.clone(), announced_by(context, zone));
    let event = TicketEvent::Recalled { counter: counter_id, zone, call, announced_by, kind };
    Ok(Decision::about(id, vec![ticket_event(id, event)]).by(counter))
}

/// Says what a call in a zone relies on to be announced.
fn announced_by(context: &Context<'_>, zone: &ZoneId) -> AnnouncedBy {
    let displays = context.displays;
    let here = |device: &DeviceId| displays.here.get(device) == Some(zone);
    let named = context.hall.zones.iter().find(|known| known.id == *zone);
    let named = named.and_then(|zone| zone.speaker.as_ref());
    match displays.standing_in.get(zone).or(named) {
        Some(speaker) if here(speaker) => AnnouncedBy::Speaker,
        Some(_) | None if displays.here.values().any(|other| other == zone) => AnnouncedBy::Display,
        Some(_) | None => AnnouncedBy::Call,
    }
}

/// Returns from when a called visitor may be recalled or marked as absent: the visitor has had the
/// hall's time since the last call was announced.
pub fn answer_due(hall: &Hall, state: &HallState, ticket: &Ticket) -> Option<Timestamp> {
    let after = Duration::from_secs(u64::from(hall.absence(&ticket.queue).recall_after_seconds));
    Some(state.announced_at(ticket)?.plus(after))
}

impl Context<'_> {
    /// Returns whom a counter calls next.
    pub(super) fn next_for(&self, desk: &Counter) -> Option<Choice> {
        next_for(self.hall, self.state, desk, self.now)
    }

    /// Returns from when a called visitor may be given up, if that is still to come.
    pub(super) fn too_early(&self, ticket: &Ticket) -> Option<Timestamp> {
        answer_due(self.hall, self.state, ticket).filter(|due| self.now < *due)
    }
}
