//! How a ticket comes to be: drawn, vouched for, given back, or handed over later.

use super::booking::CheckIn;
use super::context::{Actor, Context, Decision, PrivateText, invalid, ticket_event, unknown};
use super::opening::{check_opening, refusal};
use super::priority::granted;
use super::request::Request;
use super::voucher;
use super::wait::Moment;
use crate::estimate::Estimate;
use crate::event::{Footing, Priority, Promise, TicketAdmitted, TicketEvent, TicketIssued};
use crate::hall::{Queue, Service};
use crate::state::Class;
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::{AdmittedTicket, PriorityClaim};
use antrean_shared::id::{KioskId, QueueId, ServiceId, TicketId, Token};
use antrean_shared::limits::STOPS_MAX;
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::{Channel, Language, Shown, TicketNumber, TicketState};
use antrean_shared::time::Timestamp;
use std::time::Duration;

/// What a visitor asks for.
pub(super) struct Wish<'a> {
    pub services: &'a [ServiceId],
    pub language: Language,
    pub channel: Channel,
    pub token: Token,
    pub priority: &'a Option<PriorityClaim>,
    pub brought: Brought<'a>,
}

/// What a visitor has for this visit from before.
pub(super) enum Brought<'a> {
    Nothing,
    Voucher(&'a VoucherCode),
    Booking(CheckIn<'a>),
}

impl<'a> From<Option<&'a VoucherCode>> for Brought<'a> {
    fn from(voucher: Option<&'a VoucherCode>) -> Self {
        voucher.map_or(Self::Nothing, Self::Voucher)
    }
}

impl Brought<'_> {
    /// Returns what it does for the place, and when the visitor counts as come.
    fn footing(
        &self,
        context: &Context<'_>,
        queue: &QueueId,
    ) -> Result<(Footing, Timestamp), Rejection> {
        Ok(match self {
            Self::Nothing => (Footing::WalkIn, context.now),
            Self::Voucher(code) => (voucher::footing(context, queue, code)?, context.now),
            Self::Booking(booked) => (booked.footing, context.now.max(booked.comes)),
        })
    }

    fn booking(&self) -> Option<BookingCode> {
        match self {
            Self::Booking(booked) => Some(booked.code.clone()),
            Self::Nothing | Self::Voucher(_) => None,
        }
    }

    fn voucher(&self) -> Option<VoucherCode> {
        match self {
            Self::Voucher(code) => Some((*code).clone()),
            Self::Nothing | Self::Booking(_) => None,
        }
    }
}

pub(super) fn issue(
    context: &Context<'_>,
    request: &Request,
    wish: Wish<'_>,
) -> Result<Decision, Rejection> {
    let id = request.id.ticket();
    if context.state.tickets.contains_key(&id) {
        return Ok(Decision::about(id, vec![]));
    }
    let services = wanted(context, wish.services)?;
    for service in &services {
        check_new(context, request, service)?;
    }
    let kiosk = kiosk_of(&request.actor);
    let service = services[0];
    let queue = &context.hall.queues[&service.queue];
    let (footing, comes) = wish.brought.footing(context, &queue.id)?;
    for service in &services {
        check_opening(context, (&service.queue, &service.id), footing)?;
    }
    let (priority, private) = claimed(context, id, wish.priority)?;
    let class = Class::default().on(footing).prioritised(priority.as_ref());
    let number = next_number(context.moment(), queue)?;
    let (arrived, ahead) =
        context.moment().place_of_newcomer((&queue.id, class), (id, number), comes);
    let situation = context.moment().situation(&queue.id, ahead);
    // A booked visitor's wait follows from the booked time, not from the line.
    let estimate = context.state.model.estimate(&situation).ok().filter(|_| !footing.is_booked());
    check_time_left(context, (&queue.id, &service.id), estimate.as_ref())?;
    let promise = estimate.map(Promise::from);
    let issued = TicketIssued {
        number,
        queue: queue.id.clone(),
        services: wish.services.to_vec(),
        language: wish.language,
        channel: wish.channel,
        kiosk: kiosk.cloned(),
        token: wish.token,
        arrived: Some(arrived).filter(|arrived| *arrived != context.now),
        ahead,
        promise,
        priority,
        footing,
        booking: wish.brought.booking(),
        voucher: wish.brought.voucher(),
    };
    let decision =
        Decision::about(id, vec![ticket_event(id, TicketEvent::Issued(Box::new(issued)))]);
    Ok(Decision { private, situation: Some(Box::new(situation)), ..decision })
}

/// Refuses an id that cannot become a ticket, a service that the kiosk does not offer, and any number
/// while the date is in doubt.
pub(super) fn check_new(
    context: &Context<'_>,
    request: &Request,
    service: &Service,
) -> Result<(), Rejection> {
    if context.state.reserved.contains_key(&request.id.ticket()) {
        return Err(Rejection::GivenBack);
    }
    if let Some(state) = context.past {
        return Err(Rejection::TicketEnded { state });
    }
    let offers = |id: &KioskId| {
        context.hall.kiosks.get(id).is_some_and(|kiosk| context.hall.offers(kiosk, service))
    };
    if kiosk_of(&request.actor).is_some_and(|kiosk| !offers(kiosk)) {
        return Err(Rejection::NotOfferedHere { service: service.id.clone() });
    }
    if context.date_sure { Ok(()) } else { Err(Rejection::DateUnconfirmed) }
}

/// Returns the services of a visit: at least one, none twice, no more than a visit may have.
fn wanted<'a>(
    context: &Context<'a>,
    services: &[ServiceId],
) -> Result<Vec<&'a Service>, Rejection> {
    if services.is_empty() {
        return Err(invalid("services", InvalidRule::Empty));
    }
    if services.len() > STOPS_MAX {
        return Err(invalid("services", InvalidRule::TooMany));
    }
    if services.iter().enumerate().any(|(place, service)| services[..place].contains(service)) {
        return Err(invalid("services", InvalidRule::Twice));
    }
    let known = |id| context.hall.services.get(id).ok_or_else(|| unknown("services", id));
    services.iter().map(known).collect()
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

/// Refuses, where the hall wants it, a visitor whose turn would likely come after closing.
fn check_time_left(
    context: &Context<'_>,
    (queue, service): (&QueueId, &ServiceId),
    estimate: Option<&Estimate>,
) -> Result<(), Rejection> {
    let Some(estimate) = estimate.filter(|_| context.hall.rules.refuse_past_closing) else {
        return Ok(());
    };
    let Opening::Open { closes_at } = context.moment().opening(queue) else { return Ok(()) };
    let likely = Duration::from_secs_f64(estimate.likely_minutes.clamp(0.0, 1_440.0) * 60.0);
    if context.now.plus(likely) < closes_at {
        return Ok(());
    }
    let opens_at = context.today[queue].next_day_from;
    Err(refusal(queue, service, (ClosedReason::CutOff, opens_at)))
}

/// Returns the series' next number, past those that were admitted out of turn.
pub(super) fn next_number(moment: Moment<'_>, queue: &Queue) -> Result<TicketNumber, Rejection> {
    let last = moment.state.series.get(&queue.prefix).copied().unwrap_or(0);
    let numbers = (last..TicketNumber::COUNT_MAX)
        .filter_map(|count| TicketNumber::new(queue.prefix, count + 1).ok());
    let opens_at = moment.today[&queue.id].next_day_from;
    numbers
        .into_iter()
        .find(|number| !moment.state.is_taken(*number))
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
        if context.state.on_standby(id).is_some() {
            return Ok(super::standby::leave(id));
        }
        if let Some(state) = context.past {
            return Err(Rejection::TicketEnded { state });
        }
        let known = context.state.reserved.contains_key(&id);
        let events = if known { vec![] } else { vec![ticket_event(id, TicketEvent::Reserved)] };
        return Ok(Decision { events, ..Decision::default() });
    };
    match ticket.state() {
        TicketState::Issued | TicketState::Waiting | TicketState::Called => {
            Ok(super::cancel::withdrawn(context, id, true))
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
    if wanted(context, &given.services)?[0].queue != queue.id {
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
    if !expired {
        super::roll::check(context, actor, (queue, given.number))?;
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
