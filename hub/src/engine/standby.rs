//! The list for numbers that come free later in the day, instead of a race at dawn.

use super::context::{Context, Decision, invalid, ticket_event, unknown};
use super::issue::{self, Wish, next_number};
use super::opening::refusal;
use super::request::Request;
use super::wait::Moment;
use crate::event::{Event, Footing, HallEvent, Promise, StandbyJoined, TicketEvent, TicketIssued};
use crate::state::{Class, Standby};
use antrean_shared::id::{QueueId, TicketId};
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::time::Timestamp;

pub(super) fn join(
    context: &Context<'_>,
    request: &Request,
    queue: &QueueId,
    wish: Wish<'_>,
) -> Result<Decision, Rejection> {
    let id = request.id.ticket();
    let queue = context.queue(queue)?;
    let [service] = wish.services else { return Err(invalid("services", InvalidRule::NotOneOf)) };
    let known = context.hall.services.get(service).ok_or_else(|| unknown("service", service))?;
    if known.queue != queue.id {
        return Err(invalid("service", InvalidRule::WrongQueue));
    }
    if context.state.on_standby(id).is_some() || context.state.tickets.contains_key(&id) {
        return Ok(Decision::about(id, vec![]));
    }
    let Some(release_at) = release_at(context.moment(), &queue.id) else {
        return issue::issue(context, request, wish);
    };
    issue::check_new(context, request, known)?;
    let list = context.state.standby.get(&queue.id);
    let waiting = list.map_or(0, |list| list.people.len());
    if waiting >= usize::try_from(queue.standby_max).unwrap_or(usize::MAX) {
        if queue.standby_max > 0 {
            return Err(Rejection::StandbyFull { standby_max: queue.standby_max });
        }
        return Err(refusal(&queue.id, service, (ClosedReason::Quota, Some(release_at))));
    }
    let joined = StandbyJoined {
        ticket: id,
        queue: queue.id.clone(),
        service: service.clone(),
        language: wish.language,
        channel: wish.channel,
        token: wish.token,
        release_at: list.map_or(release_at, |list: &Standby| list.release_at),
    };
    let event = Event::Hall(HallEvent::StandbyJoined(Box::new(joined)));
    Ok(Decision::about(id, vec![event]))
}

/// Takes a visitor off the list.
pub(super) fn leave(id: TicketId) -> Decision {
    Decision::about(id, vec![Event::Hall(HallEvent::StandbyLeft { ticket: id })])
}

/// Returns what the list of a queue makes of the instant it has waited for: the first one's number,
/// or another instant to wait for. Asked again until nothing is due.
pub(super) fn release(moment: Moment<'_>, queue: &QueueId) -> Vec<Event> {
    let moved = |release_at| {
        vec![Event::Hall(HallEvent::StandbyMoved { queue: queue.clone(), release_at })]
    };
    let list = &moment.state.standby[queue];
    let Some(place) = moment.hall.queues.get(queue) else { return moved(None) };
    let opening = moment.opening(queue);
    let first = list.people.front().filter(|_| matches!(opening, Opening::Open { .. }));
    let number = first.and_then(|_| next_number(moment, place).ok());
    let (Some(first), Some(number)) = (first, number) else {
        return moved(later_today(moment, opening));
    };
    let newcomer = (queue, Class::default());
    let (arrived, ahead) = moment.place_of_newcomer(newcomer, (first.ticket, number), moment.now);
    let situation = moment.situation(queue, ahead);
    let issued = TicketIssued {
        number,
        queue: queue.clone(),
        services: vec![first.service.clone()],
        language: first.language,
        channel: first.channel,
        kiosk: None,
        token: first.token,
        arrived: Some(arrived).filter(|arrived| *arrived != moment.now),
        ahead,
        promise: moment.state.model.estimate(&situation).ok().map(Promise::from),
        priority: None,
        footing: Footing::WalkIn,
        booking: None,
        voucher: None,
    };
    vec![ticket_event(first.ticket, TicketEvent::Issued(Box::new(issued)))]
}

/// Returns when more of today's numbers come free, if none can be drawn for that reason alone.
fn release_at(moment: Moment<'_>, queue: &QueueId) -> Option<Timestamp> {
    match moment.opening(queue) {
        opening @ Opening::Closed { reason: ClosedReason::Quota, .. } => {
            later_today(moment, opening)
        }
        Opening::Open { .. } | Opening::Closed { .. } => None,
    }
}

fn later_today(moment: Moment<'_>, opening: Opening) -> Option<Timestamp> {
    let Opening::Closed { opens_at, .. } = opening else { return None };
    let ends_at = moment.state.day.map(|day| day.ends_at)?;
    opens_at.filter(|at| moment.now < *at && *at < ends_at)
}
