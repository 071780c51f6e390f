//! What the person in charge decides over the hall file: queues opened or closed by hand, a system
//! that is down, the date.

use super::context::{Actor, Context, Decision, invalid, required, unknown};
use super::day::behind_all;
use crate::event::{EpochRaised, Event, HallEvent, RaisedWhy};
use antrean_shared::id::{AgencyId, DeviceId, QueueId};
use antrean_shared::opening::{Forced, Outage};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::Prefix;
use antrean_shared::time::{ServiceDay, Timestamp};
use chrono::{Days, NaiveTime};
use std::collections::BTreeMap;
use std::time::Duration;

/// How far ahead a queue may be opened or closed by hand, or an outage may be expected to end.
const AHEAD_MAX: Duration = Duration::from_secs(31 * 24 * 60 * 60);

pub(super) fn force(
    context: &Context<'_>,
    queue: &QueueId,
    (open, until, reason): (bool, Option<Timestamp>, &str),
) -> Result<Decision, Rejection> {
    context.queue(queue)?;
    let reason = required("reason", reason)?.to_owned();
    let day_end = context.state.day.map_or(context.now, |day| day.ends_at);
    let until = ahead(context, until)?.unwrap_or(day_end);
    let forced = Some(Forced { open, until, reason });
    let known = context.state.forced.get(queue) == forced.as_ref();
    Ok(changed(!known, HallEvent::QueueForced { queue: queue.clone(), forced }))
}

pub(super) fn end_force(context: &Context<'_>, queue: &QueueId) -> Result<Decision, Rejection> {
    context.queue(queue)?;
    let forced = context.state.forced.contains_key(queue);
    Ok(changed(forced, HallEvent::QueueForced { queue: queue.clone(), forced: None }))
}

pub(super) fn set_outage(
    context: &Context<'_>,
    actor: &Actor,
    agency: &AgencyId,
    (reason, until): (&str, Option<Timestamp>),
) -> Result<Decision, Rejection> {
    check_agency(context, actor, agency)?;
    let reason = required("reason", reason)?.to_owned();
    let until = ahead(context, until)?;
    let since = context.state.outages.get(agency).map(|known| known.outage.since);
    let outage = Outage {
        since: since.unwrap_or(context.now),
        reason,
        until,
        closes: context.hall.rules.outage_closes,
    };
    let of_agency = context.hall.queues.values().filter(|queue| queue.agency == *agency);
    let queues: Vec<QueueId> = of_agency.map(|queue| queue.id.clone()).collect();
    let known = context.state.outages.get(agency).is_some_and(|known| known.outage == outage);
    Ok(changed(!known, HallEvent::OutageSet { agency: agency.clone(), outage, queues }))
}

pub(super) fn clear_outage(
    context: &Context<'_>,
    actor: &Actor,
    agency: &AgencyId,
) -> Result<Decision, Rejection> {
    check_agency(context, actor, agency)?;
    let down = context.state.outages.contains_key(agency);
    Ok(changed(down, HallEvent::OutageCleared { agency: agency.clone() }))
}

pub(super) fn confirm_date(
    context: &Context<'_>,
    date: ServiceDay,
    time: Option<&str>,
) -> Result<Decision, Rejection> {
    let time = match time {
        Some(text) => NaiveTime::parse_from_str(text, "%H:%M")
            .map_err(|_| invalid("time", InvalidRule::NotATime))?,
        None => context.hall.local(context.wall).time(),
    };
    let at = context.hall.at_local(date.0.and_time(time));
    if at < context.earliest {
        return Err(Rejection::DateTooEarly { earliest: context.earliest });
    }
    let goes_back = context.state.last_event.is_some_and(|last| at < last);
    let raised = goes_back.then(|| HallEvent::EpochRaised(Box::new(raised(context, at))));
    let events = raised.into_iter().chain([HallEvent::DateConfirmed { at }]);
    Ok(Decision { events: events.map(Event::Hall).collect(), ..Decision::default() })
}

/// Returns the epoch that begins because hub time was ahead of `at`.
fn raised(context: &Context<'_>, at: Timestamp) -> EpochRaised {
    let day = context.hall.service_day(at);
    let next = ServiceDay(day.0.checked_add_days(Days::new(1)).unwrap_or(day.0));
    let mut given = context.given.clone();
    let (mut series, now) = (BTreeMap::new(), context.state.day.map(|known| known.day));
    if let Some(taken) = now.filter(|taken| *taken != day) {
        // Papers of both days are in the hall today: no number may be given twice.
        let last = given.entry(taken).or_default();
        higher(last, &of_day(context, taken));
        series = last.clone();
        higher(&mut series, &context.state.series);
        higher(&mut series, given.get(&day).unwrap_or(&BTreeMap::new()));
        series = behind_all(&series);
    }
    given.retain(|of, _| *of > day);
    let ahead = context.now.since(at).as_millis();
    EpochRaised {
        epoch: context.state.epoch + 1,
        why: RaisedWhy::ClockAhead,
        back_ms: u64::try_from(ahead).unwrap_or(u64::MAX),
        day,
        ends_at: context.hall.day_start(next),
        series,
        given,
    }
}

/// Returns the highest number of each series that was given on a day and is still known.
fn of_day(context: &Context<'_>, day: ServiceDay) -> BTreeMap<Prefix, u16> {
    let mut series = BTreeMap::new();
    for ticket in context.state.tickets.values().filter(|ticket| ticket.day == day) {
        higher(&mut series, &BTreeMap::from([(ticket.number.prefix(), ticket.number.count())]));
    }
    series
}

/// Takes over what is higher.
fn higher(series: &mut BTreeMap<Prefix, u16>, others: &BTreeMap<Prefix, u16>) {
    for (prefix, count) in others {
        let last = series.entry(*prefix).or_insert(0);
        *last = *count.max(last);
    }
}

/// Refuses an agency that the hall does not have, or at none of whose counters the officer sits.
fn check_agency(context: &Context<'_>, actor: &Actor, agency: &AgencyId) -> Result<(), Rejection> {
    context.hall.agency(agency).ok_or_else(|| unknown("agency", agency))?;
    let fits = match actor {
        Actor::Api => true,
        Actor::Console { device } => serves_agency(context, device, agency),
        Actor::Kiosk { .. } | Actor::Display { .. } => false,
    };
    if fits { Ok(()) } else { Err(Rejection::NotAllowed) }
}

fn serves_agency(context: &Context<'_>, device: &DeviceId, agency: &AgencyId) -> bool {
    let of_agency = |queue: &QueueId| {
        context.hall.queues.get(queue).is_some_and(|queue| queue.agency == *agency)
    };
    let live = context.state.counters.iter();
    let mut own = live.filter(|(_, counter)| counter.device.as_ref() == Some(device));
    own.any(|(id, _)| {
        context.hall.counters.get(id).is_some_and(|desk| desk.queues.iter().any(of_agency))
    })
}

/// Checks an end: after now, and not for ever.
fn ahead(context: &Context<'_>, until: Option<Timestamp>) -> Result<Option<Timestamp>, Rejection> {
    let fits = |until: &Timestamp| context.now < *until && *until <= context.now.plus(AHEAD_MAX);
    if until.as_ref().is_none_or(fits) {
        Ok(until)
    } else {
        Err(invalid("until", InvalidRule::NotAhead))
    }
}

fn changed(new: bool, event: HallEvent) -> Decision {
    let events = if new { vec![Event::Hall(event)] } else { vec![] };
    Decision { events, ..Decision::default() }
}
