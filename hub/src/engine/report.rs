//! What displays report, and texts on the boards.

use super::context::{Actor, Context, Decision, invalid, required};
use crate::event::{Event, HallEvent};
use antrean_shared::command::CallReport;
use antrean_shared::id::{DeviceId, ZoneId};
use antrean_shared::limits::REPORT_CALLS_MAX;
use antrean_shared::rejection::{InvalidRule, Rejection};

type Report<'a> = (&'a DeviceId, &'a [CallReport]);

pub(super) fn announce(
    context: &Context<'_>,
    actor: &Actor,
    zone: Option<&ZoneId>,
    text: &str,
) -> Result<Decision, Rejection> {
    actor.in_charge()?;
    if let Some(zone) = zone {
        context.check_zone(zone)?;
    }
    let text = required("text", text)?.to_owned();
    let event = Event::Hall(HallEvent::Announced { zone: zone.cloned(), text });
    Ok(Decision { events: vec![event], ..Decision::default() })
}

pub(super) fn shown(
    context: &Context<'_>,
    actor: &Actor,
    zone: &ZoneId,
    (display, calls): (&DeviceId, &Vec<CallReport>),
) -> Result<Decision, Rejection> {
    check(context, actor, zone, (display, calls))?;
    let event = HallEvent::CallsShown {
        zone: zone.clone(),
        display: display.clone(),
        calls: believable(context, zone, calls),
    };
    Ok(reported(calls, event))
}

pub(super) fn spoken(
    context: &Context<'_>,
    actor: &Actor,
    zone: &ZoneId,
    (display, calls): (&DeviceId, &Vec<CallReport>),
) -> Result<Decision, Rejection> {
    check(context, actor, zone, (display, calls))?;
    let before = context.state.zones.get(zone).map_or(0, |zone| zone.spoken);
    let spoken = calls.iter().map(|report| report.call).fold(before, u64::max);
    let event = HallEvent::CallsSpoken {
        zone: zone.clone(),
        display: display.clone(),
        calls: believable(context, zone, calls),
        spoken,
    };
    Ok(reported(calls, event))
}

/// A display's clock may be off: nothing was announced before it was called, or in the future.
fn believable(context: &Context<'_>, zone: &ZoneId, calls: &[CallReport]) -> Vec<CallReport> {
    let zone = context.state.zones.get(zone);
    let made_at = |call: u64| {
        let made = zone?.calls.iter().rev().find(|made| made.call == call)?;
        Some(made.at)
    };
    let bounded = |report: &CallReport| {
        let at = report.at.max(made_at(report.call).unwrap_or(report.at)).min(context.now);
        CallReport { at, ..report.clone() }
    };
    calls.iter().map(bounded).collect()
}

fn reported(calls: &[CallReport], event: HallEvent) -> Decision {
    let events = if calls.is_empty() { vec![] } else { vec![Event::Hall(event)] };
    Decision { events, ..Decision::default() }
}

/// A display speaks for itself, about calls that were made.
fn check(
    context: &Context<'_>,
    actor: &Actor,
    zone: &ZoneId,
    (display, calls): Report<'_>,
) -> Result<(), Rejection> {
    context.check_zone(zone)?;
    match actor {
        Actor::Display { device } if device == display => {}
        Actor::Display { .. } | Actor::Kiosk { .. } | Actor::Console { .. } | Actor::Api => {
            return Err(Rejection::NotAllowed);
        }
    }
    let last_call = context.state.zones.get(zone).map_or(0, |zone| zone.last_call);
    if calls.len() > REPORT_CALLS_MAX {
        return Err(invalid("calls", InvalidRule::TooLong));
    }
    if calls.iter().any(|report| report.call > last_call) {
        return Err(invalid("calls", InvalidRule::NotOneOf));
    }
    Ok(())
}
