//! A visit with several services: what one counter finishes at once, where the visit goes then, and
//! how an officer changes what is still to come.
//!
//! Services that follow on each other and that the counter may serve are one stop there: completing
//! finishes them all. Only what has not been come to may be added, dropped or put in another order.

use super::context::{Context, Decision, invalid, ticket_event};
use super::skill::serves;
use super::transfer::check_served;
use super::wait::Moment;
use crate::event::{Stop, TicketEvent, WaitsFor, WentOn};
use crate::hall::{Counter, Hall, Service};
use crate::state::{HallState, Ticket};
use antrean_shared::id::{CounterId, ServiceId, TicketId};
use antrean_shared::limits::STOPS_MAX;
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::rejection::{CounterState, InvalidRule, Rejection};
use antrean_shared::ticket::StopState;

/// A visit as it is when a counter is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// The stops.
    pub stops: Vec<Stop>,
    /// Which of them is next; none: the visit is over.
    pub next: Option<usize>,
}

/// Returns which stops a counter finishes at once: the current one, and those that follow on it and
/// that the counter may serve.
pub fn together(moment: &Moment<'_>, desk: &Counter, stops: &[Stop]) -> Vec<usize> {
    let may = |service: &ServiceId| serves(moment.hall, moment.state, desk, service);
    let Some(current) = stops.iter().position(Stop::is_current) else { return vec![] };
    let later = stops.iter().enumerate().skip(current + 1).filter(|(_, stop)| stop.is_later());
    let own = |(_, stop): &(usize, &Stop)| {
        stop.back_to.as_ref().is_none_or(|id| *id == desk.id) && may(&stop.service)
    };
    [current].into_iter().chain(later.take_while(own).map(|(place, _)| place)).collect()
}

/// Returns what becomes of a visit when a counter is done with it. A stop that nobody serves any
/// more today is passed over (contract.md 2).
pub fn after(moment: &Moment<'_>, desk: &Counter, ticket: &Ticket) -> After {
    let mut stops = ticket.stops.clone();
    for place in together(moment, desk, &ticket.stops) {
        stops[place].state = StopState::Done;
    }
    let next = loop {
        let Some(place) = stops.iter().position(Stop::is_later) else { break None };
        let stop = &mut stops[place];
        let service = &moment.hall.services[&stop.service];
        if moment.is_served_today(service) {
            stop.state = StopState::Current;
            break Some(place);
        }
        (stop.state, stop.reason) = (StopState::NotServed, Some(why_not(moment, service)));
    };
    After { stops, next }
}

/// Returns why nobody serves a queue any more: numbers that are gone are no reason.
pub(super) fn why_not(moment: &Moment<'_>, service: &Service) -> ClosedReason {
    match moment.opening(&service.queue) {
        Opening::Closed {
            reason:
                reason @ (ClosedReason::Forced
                | ClosedReason::Exception
                | ClosedReason::Holiday
                | ClosedReason::CountersClosed
                | ClosedReason::Hours
                | ClosedReason::Break
                | ClosedReason::Outage),
            ..
        } => reason,
        Opening::Closed { reason: ClosedReason::CutOff | ClosedReason::Quota, .. }
        | Opening::Open { .. } => ClosedReason::Hours,
    }
}

/// Returns the counter that a stop is left to: the one that sent the visitor elsewhere, if somebody
/// still sits there.
pub fn back_at<'a>(hall: &Hall, state: &HallState, stop: &'a Stop) -> Option<&'a CounterId> {
    let there = |id: &&CounterId| match state.counter_state(id) {
        CounterState::Open | CounterState::Paused => {
            hall.counters.get(*id).is_some_and(|desk| serves(hall, state, desk, &stop.service))
        }
        CounterState::Closed | CounterState::Closing => false,
    };
    stop.back_to.as_ref().filter(there)
}

impl Moment<'_> {
    /// Tells whether anybody will serve a service today: within its queue's hours, or because a
    /// counter that may serve it is open.
    pub fn is_served_today(&self, service: &Service) -> bool {
        let open = |desk: &Counter| self.state.counter_state(&desk.id) == CounterState::Open;
        let mut desks = self.hall.counters.values();
        !self.is_over(&service.queue)
            || desks.any(|desk| open(desk) && serves(self.hall, self.state, desk, &service.id))
    }
}

/// Returns what happens to a visitor with whom a counter is done.
pub(super) fn finished(
    context: &Context<'_>,
    desk: &Counter,
    ticket: &Ticket,
    outcome: Option<String>,
) -> TicketEvent {
    let After { mut stops, next } = after(&context.moment(), desk, ticket);
    let counter = desk.id.clone();
    let Some(stop) = next.map(|place| &mut stops[place]) else {
        return TicketEvent::Completed { counter, outcome, stops };
    };
    let back = back_at(context.hall, context.state, stop).cloned();
    // Whoever was only sent elsewhere and comes back has waited all the time.
    let kept = ticket.entered.unwrap_or(ticket.first_arrived);
    let entered = stop.back_to.take().map_or(context.now, |_| kept);
    let service = stop.service.clone();
    TicketEvent::WentOn(Box::new(WentOn {
        counter,
        outcome,
        stops,
        queue: context.hall.services[&service].queue.clone(),
        service,
        arrived: ticket.first_arrived,
        entered,
        waits_for: back.map(WaitsFor::Counter),
    }))
}

/// Returns the stops of a visitor who is sent to a service instead of the current one, and back to a
/// counter if one is named.
pub(super) fn sent(
    ticket: &Ticket,
    service: &ServiceId,
    back_to: Option<&CounterId>,
) -> Result<Vec<Stop>, Rejection> {
    let mut stops = ticket.stops.clone();
    stops.retain(|stop| !stop.is_later() || stop.back_to.is_some() || stop.service != *service);
    let Some(current) = stops.iter().position(Stop::is_current) else { return Ok(stops) };
    if let Some(counter) = back_to {
        if stops.len() >= STOPS_MAX {
            return Err(invalid("return", InvalidRule::TooMany));
        }
        let back = Stop::new(stops[current].service.clone(), StopState::Later);
        stops.insert(current + 1, Stop { back_to: Some(counter.clone()), ..back });
    }
    stops[current].service = service.clone();
    Ok(stops)
}

pub(super) fn add(
    context: &Context<'_>,
    id: TicketId,
    service: &ServiceId,
) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    let wanted = context.service(service)?;
    let mut stops = ticket.stops.clone();
    stops.retain(|stop| stop.state != StopState::Dropped || stop.service != *service);
    let ahead = |stop: &Stop| stop.is_current() || stop.is_later();
    if stops.iter().any(|stop| ahead(stop) && stop.service == *service) {
        return Err(invalid("service", InvalidRule::Twice));
    }
    if stops.len() >= STOPS_MAX {
        return Err(invalid("service", InvalidRule::TooMany));
    }
    check_served(context, &wanted.id)?;
    stops.push(Stop::new(service.clone(), StopState::Later));
    Ok(changed(id, stops))
}

pub(super) fn drop(
    context: &Context<'_>,
    id: TicketId,
    service: &ServiceId,
) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    context.service(service)?;
    let mut stops = ticket.stops.clone();
    let found = stops.iter_mut().find(|stop| stop.is_later() && stop.service == *service);
    let Some(stop) = found else { return Err(not_later(ticket, service, "service")) };
    stop.state = StopState::Dropped;
    Ok(changed(id, stops))
}

pub(super) fn order(
    context: &Context<'_>,
    id: TicketId,
    services: &[ServiceId],
) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    let mut left: Vec<&Stop> = ticket.stops.iter().filter(|stop| stop.is_later()).collect();
    let mut ordered = Vec::new();
    for service in services {
        context.service(service)?;
        let place = left.iter().position(|stop| stop.service == *service);
        let place = place.ok_or_else(|| not_later(ticket, service, "services"))?;
        ordered.push(left.remove(place).clone());
    }
    if !left.is_empty() {
        return Err(invalid("services", InvalidRule::NotOneOf));
    }
    let mut stops = ticket.stops.clone();
    let places = stops.iter_mut().filter(|stop| stop.is_later());
    places.zip(ordered).for_each(|(place, stop)| *place = stop);
    if stops == ticket.stops {
        return Ok(Decision::about(id, vec![]));
    }
    Ok(changed(id, stops))
}

/// Returns the refusal of a service that is none of those to come.
fn not_later(ticket: &Ticket, service: &ServiceId, field: &str) -> Rejection {
    let entered = |stop: &Stop| {
        stop.state != StopState::Dropped && !stop.is_later() && stop.service == *service
    };
    if ticket.stops.iter().any(entered) {
        Rejection::StopEntered { service: service.clone() }
    } else {
        invalid(field, InvalidRule::NotOneOf)
    }
}

fn changed(id: TicketId, stops: Vec<Stop>) -> Decision {
    Decision::about(id, vec![ticket_event(id, TicketEvent::StopsChanged { stops })])
}
