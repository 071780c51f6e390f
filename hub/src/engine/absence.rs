//! Visitors who are not there when they are called, and those who let others go first.

use super::context::{Context, Decision, step, ticket_event};
use super::counter::closed_if_approved;
use super::hand::not_in;
use super::summon::called;
use crate::event::{Event, Phase, TicketEvent};
use crate::hall::Counter;
use crate::state::Ticket;
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::opening::ClosedReason;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::Step;
use std::time::Duration;

/// Marks the called visitor as absent; who has not come back before may do so.
pub(super) fn no_show(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let (id, ticket) = context.hand(counter).ok_or(Rejection::NotInHand)?;
    if ticket.state() != TicketState::Called {
        return Err(not_in(ticket.state()));
    }
    if let Some(allowed_from) = context.too_early(ticket) {
        return Err(Rejection::NoShowTooEarly { allowed_from });
    }
    let within = u64::from(context.absence(ticket).return_within_minutes) * 60;
    let return_until = (!ticket.came_back).then(|| context.now.plus(Duration::from_secs(within)));
    let event = ticket_event(id, TicketEvent::Missed { counter: counter.clone(), return_until });
    let mut events = vec![event, step(context, counter, (Step::NoShow, &[(id, ticket)]))];
    events.extend(closed_if_approved(context, counter));
    Ok(Decision::about(id, events).by(counter))
}

/// Puts the called visitor back and calls whoever is next. The one just skipped is in the
/// counter's hand while that is decided, and so is never chosen.
pub(super) fn skip(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    let desk = context.counter(counter)?;
    let in_hand = context.hand(counter).filter(|(_, ticket)| ticket.state() == TicketState::Called);
    let (id, ticket) = in_hand.ok_or(Rejection::NotCalled)?;
    context.check_open(counter)?;
    let choice = context.next_for(desk).ok_or(Rejection::QueueEmpty)?;
    let grace = Duration::from_secs(context.absence(ticket).skip_grace_seconds.into());
    let skipped =
        TicketEvent::Skipped { counter: counter.clone(), held_until: context.now.plus(grace) };
    let both = [(id, ticket), (choice.ticket, &context.state.tickets[&choice.ticket])];
    let events: Vec<Event> = vec![
        ticket_event(id, skipped),
        called(context, counter, choice.into()),
        step(context, counter, (Step::Skip, &both)),
    ];
    let mut decision = Decision::about(choice.ticket, events).by(counter);
    decision.subject.why = Some(choice.why);
    Ok(decision)
}

/// Puts a visitor who missed the call back into the queue.
pub(super) fn come_back(context: &Context<'_>, id: TicketId) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    let Phase::NoShow { return_until, .. } = &ticket.phase else {
        return Err(not_in(ticket.state()));
    };
    if ticket.came_back {
        return Err(Rejection::ReturnUsed);
    }
    let return_within_minutes = context.absence(ticket).return_within_minutes;
    if return_until.is_none_or(|until| context.now > until) {
        return Err(Rejection::ReturnTooLate { return_within_minutes });
    }
    check_served(context, ticket)?;
    let arrived = stand_back(context, ticket, None).unwrap_or(context.now);
    Ok(Decision::about(id, vec![ticket_event(id, TicketEvent::Returned { arrived })]))
}

/// Lets a few others go before a visitor who wishes it. Where nobody follows nothing changes.
pub(super) fn give_way(context: &Context<'_>, id: TicketId) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    if ticket.state() != TicketState::Waiting {
        return Err(not_in(ticket.state()));
    }
    let yields_max = context.hall.rules.yields_max;
    if ticket.yields >= yields_max {
        return Err(Rejection::YieldLimit { yields_max });
    }
    let arrived = stand_back(context, ticket, Some(id));
    let event = |arrived| ticket_event(id, TicketEvent::Yielded { arrived });
    Ok(Decision::about(id, arrived.map(event).into_iter().collect()))
}

/// Returns the arrival that puts a ticket behind some others: behind those at the front, or behind
/// those that follow on its own place.
fn stand_back(context: &Context<'_>, ticket: &Ticket, own: Option<TicketId>) -> Option<Timestamp> {
    let places = context.absence(ticket).return_after_places;
    let line = context.state.lines.get(&ticket.queue)?;
    let after = own.map(|id| (ticket.class, ticket.slot(id)));
    let places = usize::try_from(places).unwrap_or(usize::MAX);
    line.arrival_behind(ticket.class, (after, context.now), places)
}

/// Refuses a visitor whom nobody will serve any more today.
fn check_served(context: &Context<'_>, ticket: &Ticket) -> Result<(), Rejection> {
    let today = &context.today[&ticket.queue];
    let open = |desk: &Counter| {
        context.state.counter_state(&desk.id) == CounterState::Open
            && context.may_serve(desk, ticket)
    };
    if !context.moment().is_over(&ticket.queue) || context.hall.counters.values().any(open) {
        return Ok(());
    }
    Err(Rejection::QueueClosed {
        queue: ticket.queue.clone(),
        service: Some(ticket.service.clone()),
        reason: ClosedReason::Hours,
        opens_at: today.next_day_from,
    })
}
