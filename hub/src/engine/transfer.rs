//! Sending a visitor elsewhere: another queue, service, counter or officer. Number and arrival stay.

use super::context::{Actor, Context, Decision, step, ticket_event, unknown};
use super::counter::closed_if_approved;
use super::hand::not_in;
use super::skill::serves;
use super::visit::{sent, why_not};
use crate::event::{TicketEvent, WaitsFor};
use crate::hall::{Counter, Queue};
use crate::state::Ticket;
use antrean_shared::command::TransferTarget;
use antrean_shared::id::{CounterId, Officer, QueueId, ServiceId, TicketId};
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::view::Step;

/// Where a transferred ticket waits.
struct Destination {
    queue: QueueId,
    service: ServiceId,
    waits_for: Option<WaitsFor>,
}

pub(super) fn transfer(
    context: &Context<'_>,
    actor: &Actor,
    counter: &CounterId,
    (ticket, to, come_back): (Option<TicketId>, &TransferTarget, bool),
) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let (id, ticket) = match ticket {
        None => context.hand(counter).ok_or(Rejection::NotInHand)?,
        Some(id) => (id, other_ticket(context, actor, counter, id)?),
    };
    let Destination { queue, service, waits_for } = destination(context, ticket, to)?;
    check_room(context, ticket, &queue)?;
    let stops = sent(ticket, &service, come_back.then_some(counter))?;
    let by = counter.clone();
    let event = TicketEvent::Transferred { by, queue, service, waits_for, stops };
    let mut events =
        vec![ticket_event(id, event), step(context, counter, (Step::Transfer, &[(id, ticket)]))];
    if ticket.phase.holder() == Some(counter) {
        events.extend(closed_if_approved(context, counter));
    }
    Ok(Decision::about(id, events).by(counter))
}

/// Checks a ticket that is not in the counter's hand, or names the one that is.
fn other_ticket<'a>(
    context: &Context<'a>,
    actor: &Actor,
    counter: &CounterId,
    id: TicketId,
) -> Result<&'a Ticket, Rejection> {
    let ticket = context.live_ticket(id)?;
    match ticket.state() {
        TicketState::Called | TicketState::Serving if ticket.phase.holder() == Some(counter) => {
            Ok(ticket)
        }
        TicketState::Called | TicketState::Serving => {
            Err(Rejection::TicketHeld { counter: ticket.phase.holder().cloned() })
        }
        TicketState::Waiting | TicketState::Parked => {
            let mine = context.may_serve(&context.hall.counters[counter], ticket);
            if mine || actor.in_charge().is_ok() { Ok(ticket) } else { Err(Rejection::NotAllowed) }
        }
        state @ (TicketState::Issued
        | TicketState::NoShow
        | TicketState::Completed
        | TicketState::Cancelled
        | TicketState::Expired) => Err(not_in(state)),
    }
}

/// A counter or an officer that nobody finds at work now.
const ABSENT: Rejection = Rejection::TargetClosed { reason: None };

fn destination(
    context: &Context<'_>,
    ticket: &Ticket,
    to: &TransferTarget,
) -> Result<Destination, Rejection> {
    match to {
        TransferTarget::Queue(id) => to_queue(context, ticket, context.queue(id)?),
        TransferTarget::Service(id) => {
            let service = context.service(id)?;
            check_served(context, &service.id)?;
            Ok(Destination {
                queue: service.queue.clone(),
                service: service.id.clone(),
                waits_for: None,
            })
        }
        TransferTarget::Counter(id) => {
            let desk = context.counter(id)?;
            to_counter(context, ticket, desk, WaitsFor::Counter(id.clone()))
        }
        TransferTarget::Officer(officer) => {
            let desk = desk_of(context, officer).ok_or(ABSENT)?;
            to_counter(context, ticket, desk, WaitsFor::Officer(officer.clone()))
        }
    }
}

/// Keeps the service if it is one of the queue's, else takes the queue's first.
fn to_queue(
    context: &Context<'_>,
    ticket: &Ticket,
    queue: &Queue,
) -> Result<Destination, Rejection> {
    let service = if ticket.queue == queue.id {
        Some(ticket.service.clone())
    } else {
        let mut order = context.hall.service_order.iter();
        order.find(|id| context.hall.services[*id].queue == queue.id).cloned()
    };
    let service = service.ok_or_else(|| unknown("queue", &queue.id))?;
    check_served(context, &service)?;
    Ok(Destination { queue: queue.id.clone(), service, waits_for: None })
}

/// Keeps the service if the counter serves it, else takes the first that it does serve.
fn to_counter(
    context: &Context<'_>,
    ticket: &Ticket,
    desk: &Counter,
    waits_for: WaitsFor,
) -> Result<Destination, Rejection> {
    match context.state.counter_state(&desk.id) {
        CounterState::Open | CounterState::Paused => {}
        CounterState::Closed | CounterState::Closing => return Err(ABSENT),
    }
    if context.may_serve(desk, ticket) {
        let (queue, service) = (ticket.queue.clone(), ticket.service.clone());
        return Ok(Destination { queue, service, waits_for: Some(waits_for) });
    }
    let services = context.hall.service_order.iter().map(|id| &context.hall.services[id]);
    let rank = |queue: &QueueId| desk.queues.iter().position(|own| own == queue);
    let first = services
        .filter(|service| serves(context.hall, context.state, desk, &service.id))
        .min_by_key(|service| rank(&service.queue));
    let service = first.ok_or(ABSENT)?;
    Ok(Destination {
        queue: service.queue.clone(),
        service: service.id.clone(),
        waits_for: Some(waits_for),
    })
}

fn desk_of<'a>(context: &Context<'a>, officer: &Officer) -> Option<&'a Counter> {
    let seat = context
        .state
        .counters
        .iter()
        .find(|(_, counter)| counter.officer.as_ref() == Some(officer));
    seat.and_then(|(id, _)| context.hall.counters.get(id))
}

/// Refuses a queue whose hours are over and that no open counter serves.
pub(super) fn check_served(context: &Context<'_>, service: &ServiceId) -> Result<(), Rejection> {
    let (moment, service) = (context.moment(), &context.hall.services[service]);
    if moment.is_served_today(service) {
        return Ok(());
    }
    Err(Rejection::TargetClosed { reason: Some(why_not(&moment, service)) })
}

/// Refuses a queue in which as many wait as the hall allows, the visitor not counted.
fn check_room(context: &Context<'_>, ticket: &Ticket, queue: &QueueId) -> Result<(), Rejection> {
    let Some(waiting_max) = context.hall.queues[queue].waiting_max else { return Ok(()) };
    let waits = ticket.queue == *queue && ticket.state() == TicketState::Waiting;
    let others = context.state.ahead_of_newcomer(queue).saturating_sub(u32::from(waits));
    if others < waiting_max { Ok(()) } else { Err(Rejection::TargetFull { waiting_max }) }
}
