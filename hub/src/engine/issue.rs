//! How a ticket comes to be: drawn, vouched for, given back, or handed over later.

use super::context::{
    Actor, Context, Decision, PrivateText, Request, invalid, ticket_event, unknown,
};
use super::priority::granted;
use crate::event::{Priority, Promise, TicketAdmitted, TicketEvent, TicketIssued};
use crate::hall::Queue;
use antrean_shared::command::{AdmittedTicket, PriorityClaim};
use antrean_shared::id::{KioskId, ServiceId, TicketId, Token};
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::{Channel, Language, Shown, TicketNumber, TicketState};

/// What a visitor asks for.
pub(super) struct Wish<'a> {
    pub services: &'a [ServiceId],
    pub language: Language,
    pub channel: Channel,
    pub token: Token,
    pub priority: &'a Option<PriorityClaim>,
}

pub(super) fn issue(
    context: &Context<'_>,
    request: &Request,
    wish: Wish<'_>,
) -> Result<Decision, Rejection> {
    let id = request.id.ticket();
    if context.state.reserved.contains_key(&id) {
        return Err(Rejection::GivenBack);
    }
    if let Some(state) = context.past {
        return Err(Rejection::TicketEnded { state });
    }
    if context.state.tickets.contains_key(&id) {
        return Ok(Decision::about(id, vec![]));
    }
    let [service] = wish.services else { return Err(invalid("services", InvalidRule::OneService)) };
    let service = context.hall.services.get(service).ok_or_else(|| unknown("services", service))?;
    let kiosk = kiosk_of(&request.actor);
    let offers = |id: &KioskId| {
        context.hall.kiosks.get(id).is_some_and(|kiosk| context.hall.offers(kiosk, service))
    };
    if kiosk.is_some_and(|kiosk| !offers(kiosk)) {
        return Err(Rejection::NotOfferedHere { service: service.id.clone() });
    }
    if !context.date_sure {
        return Err(Rejection::DateUnconfirmed);
    }
    let queue = &context.hall.queues[&service.queue];
    check_opening(context, queue, &service.id)?;
    let (priority, private) = claimed(context, id, wish.priority)?;
    let place = context.state.place_of_newcomer(&queue.id, priority.as_ref(), context.now);
    let situation = context.moment().situation(&queue.id, place.ahead);
    let promise = context.state.model.estimate(&situation).ok().map(Promise::from);
    let issued = TicketIssued {
        number: next_number(context, queue)?,
        queue: queue.id.clone(),
        services: wish.services.to_vec(),
        language: wish.language,
        channel: wish.channel,
        kiosk: kiosk.cloned(),
        token: wish.token,
        arrived: Some(place.arrived).filter(|arrived| *arrived != context.now),
        ahead: place.ahead,
        promise,
        priority,
    };
    let decision =
        Decision::about(id, vec![ticket_event(id, TicketEvent::Issued(Box::new(issued)))]);
    Ok(Decision { private, situation: Some(Box::new(situation)), ..decision })
}

/// Returns what a visitor's claim gives, if there is one.
fn claimed(
    context: &Context<'_>,
    ticket: TicketId,
    claim: &Option<PriorityClaim>,
) -> Result<(Option<Priority>, Vec<PrivateText>), Rejection> {
    let Some(claim) = claim else { return Ok((None, vec![])) };
    let (priority, private) = granted(context, ticket, claim)?;
    Ok((Some(priority), private.into_iter().collect()))
}

fn kiosk_of(actor: &Actor) -> Option<&KioskId> {
    match actor {
        Actor::Kiosk { kiosk, .. } => Some(kiosk),
        Actor::Console { .. } | Actor::Display { .. } | Actor::Api => None,
    }
}

fn check_opening(
    context: &Context<'_>,
    queue: &Queue,
    service: &ServiceId,
) -> Result<(), Rejection> {
    let issued = context.state.issued.get(&queue.id).copied().unwrap_or(0);
    let id = queue.id.clone();
    match context.today[&queue.id].opening(issued, context.now) {
        Opening::Open { .. } => Ok(()),
        Opening::Closed { reason: ClosedReason::CutOff, opens_at } => {
            Err(Rejection::CutOff { queue: id, opens_at })
        }
        Opening::Closed { reason: ClosedReason::Quota, opens_at } => {
            Err(Rejection::QuotaReached { queue: id, opens_at })
        }
        Opening::Closed {
            reason: reason @ (ClosedReason::Hours | ClosedReason::Break),
            opens_at,
        } => Err(Rejection::QueueClosed {
            queue: id,
            service: Some(service.clone()),
            reason,
            opens_at,
        }),
    }
}

/// Returns the series' next number, past those that were admitted out of turn.
fn next_number(context: &Context<'_>, queue: &Queue) -> Result<TicketNumber, Rejection> {
    let last = context.state.series.get(&queue.prefix).copied().unwrap_or(0);
    let numbers = (last..TicketNumber::COUNT_MAX)
        .filter_map(|count| TicketNumber::new(queue.prefix, count + 1).ok());
    let opens_at = context.today[&queue.id].next_day_from;
    numbers
        .into_iter()
        .find(|number| !context.state.numbers.contains_key(number))
        .ok_or(Rejection::QuotaReached { queue: queue.id.clone(), opens_at })
}

pub(super) fn confirm_shown(
    context: &Context<'_>,
    id: TicketId,
    by: Shown,
) -> Result<Decision, Rejection> {
    if by == Shown::Unknown {
        return Err(invalid("by", InvalidRule::NotOneOf));
    }
    let ticket = context.live_ticket(id)?;
    let known = ticket.shown == Some(by);
    let events = if known { vec![] } else { vec![ticket_event(id, TicketEvent::Shown { by })] };
    Ok(Decision::about(id, events))
}

pub(super) fn give_back(context: &Context<'_>, id: TicketId) -> Result<Decision, Rejection> {
    let Some(ticket) = context.state.tickets.get(&id) else {
        if let Some(state) = context.past {
            return Err(Rejection::TicketEnded { state });
        }
        let known = context.state.reserved.contains_key(&id);
        let events = if known { vec![] } else { vec![ticket_event(id, TicketEvent::Reserved)] };
        return Ok(Decision { events, ..Decision::default() });
    };
    match ticket.state() {
        TicketState::Issued | TicketState::Waiting | TicketState::Called => {
            Ok(super::stop::withdrawn(context, id, true))
        }
        TicketState::Serving => {
            Err(Rejection::TicketServing { counter: ticket.phase.holder().cloned() })
        }
        state @ (TicketState::Completed | TicketState::Cancelled | TicketState::Expired) => {
            Err(Rejection::TicketEnded { state })
        }
        state @ (TicketState::Parked | TicketState::NoShow) => Err(super::hand::not_in(state)),
    }
}

pub(super) fn admit(
    context: &Context<'_>,
    actor: &Actor,
    given: &AdmittedTicket,
) -> Result<Decision, Rejection> {
    if context.past.is_some() || context.state.tickets.contains_key(&given.id) {
        return Ok(Decision::about(given.id, vec![]));
    }
    let queue = context.queue(&given.queue)?;
    let [service] = given.services.as_slice() else {
        return Err(invalid("services", InvalidRule::OneService));
    };
    let service = context.service(service)?;
    if service.queue != queue.id {
        return Err(invalid("services", InvalidRule::WrongQueue));
    }
    let prefix = given.number.prefix();
    if prefix != queue.prefix
        && !context.hall.kiosks.values().any(|kiosk| kiosk.emergency_prefix == prefix)
    {
        return Err(invalid("number", InvalidRule::WrongPrefix));
    }
    let issued_at = given.issued_at.min(context.now);
    let day = context.hall.service_day(issued_at);
    let today = context.state.day.map(|day| day.day);
    let expired = today.is_none_or(|today| day < today);
    if let Some(ticket) = context.state.numbers.get(&given.number).filter(|_| !expired) {
        return Err(Rejection::NumberTaken { number: given.number, ticket: *ticket });
    }
    let kiosk = kiosk_of(actor).cloned();
    let (priority, private) = claimed(context, given.id, &given.priority)?;
    let admitted = TicketAdmitted {
        number: given.number,
        day,
        queue: queue.id.clone(),
        services: given.services.clone(),
        language: given.language.unwrap_or(context.hall.languages[0]),
        channel: if kiosk.is_some() { Channel::Kiosk } else { Channel::Counter },
        kiosk,
        token: given.token,
        issued_at,
        expired,
        priority,
    };
    let event = ticket_event(given.id, TicketEvent::Admitted(Box::new(admitted)));
    let private = if expired { vec![] } else { private };
    Ok(Decision { private, ..Decision::about(given.id, vec![event]) })
}
