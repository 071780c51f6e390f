//! A queue's form over HTTP: whether it gives numbers, and why not.

use super::thing::{EstimateThing, estimated};
use crate::estimate::Absent;
use crate::hall::Queue;
use crate::world::World;
use antrean_shared::id::{AgencyId, QueueId};
use antrean_shared::opening::{ClosedReason, Opening, Outage};
use antrean_shared::ticket::{Language, NumberRange, Prefix};
use antrean_shared::time::Timestamp;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

/// A queue with whether it gives numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueueThing {
    #[schema(value_type = String)]
    id: QueueId,
    #[schema(value_type = String)]
    prefix: Prefix,
    #[schema(value_type = String)]
    agency: AgencyId,
    open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    closed_reason: Option<ClosedReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quota_left: Option<u32>,
    waiting: u32,
    /// People on the list for the numbers that come free next.
    standby: u32,
    /// Numbers that are kept for paper rolls today.
    #[schema(value_type = Vec<Object>)]
    rolls: Vec<NumberRange>,
    /// Opened or closed by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    forced: Option<ForcedThing>,
    /// Its agency's system is down.
    #[serde(skip_serializing_if = "Option::is_none")]
    outage: Option<OutageThing>,
    /// Minutes for which its agency's system was down today.
    outage_minutes: u64,
    /// Numbers of today whose wait an outage made longer: no figure of waits counts them.
    in_outage: usize,
    /// What makes today another day than usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    special_day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<EstimateThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    estimate_absent: Option<Absent>,
}

/// A queue that was opened or closed by hand.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ForcedThing {
    open: bool,
    until: DateTime<FixedOffset>,
    reason: String,
}

/// An agency's system that is down.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OutageThing {
    since: DateTime<FixedOffset>,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<DateTime<FixedOffset>>,
}

impl QueueThing {
    /// Returns a queue as it is.
    pub(super) fn live(world: &World, queue: &Queue, language: Language) -> Self {
        let at = |instant: Timestamp| instant.at(world.hall.offset(instant));
        let moment = world.moment();
        let live = moment.circumstances(&queue.id);
        let today = &world.today[&queue.id];
        let (open, closed_reason, opens_at, closes_at) = match today.opening(&live, world.now) {
            Opening::Open { closes_at } => (true, None, None, Some(closes_at)),
            Opening::Closed { reason, opens_at } => (false, Some(reason), opens_at, None),
        };
        let waiting = world.state.ahead_of_newcomer(&queue.id);
        let (estimate, estimate_absent) = estimated(moment.estimate(&queue.id, waiting));
        let list = world.state.standby.get(&queue.id);
        let quota_left = today.numbers_left(&live, world.now);
        let forced = live.forced.filter(|forced| world.now < forced.until);
        Self {
            id: queue.id.clone(),
            prefix: queue.prefix,
            agency: queue.agency.clone(),
            open,
            closed_reason,
            opens_at: opens_at.map(at),
            closes_at: closes_at.map(at),
            quota_left,
            waiting,
            standby: list.map_or(0, |list| u32::try_from(list.people.len()).unwrap_or(u32::MAX)),
            rolls: world.state.rolls(queue.prefix).to_vec(),
            forced: forced.map(|forced| ForcedThing {
                open: forced.open,
                until: at(forced.until),
                reason: forced.reason,
            }),
            outage: live.outage.as_ref().map(|outage| OutageThing::new(world, outage)),
            outage_minutes: world.state.down_today(&queue.id, world.now).as_secs() / 60,
            in_outage: world.state.waits_in_outage(&queue.id),
            special_day: today.special.as_ref().map(|day| day.name.get(language).to_owned()),
            estimate,
            estimate_absent,
        }
    }
}

impl OutageThing {
    /// Returns an outage with the hall's times.
    pub(super) fn new(world: &World, outage: &Outage) -> Self {
        let at = |instant: Timestamp| instant.at(world.hall.offset(instant));
        Self { since: at(outage.since), reason: outage.reason.clone(), until: outage.until.map(at) }
    }
}
