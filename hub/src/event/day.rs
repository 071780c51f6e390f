//! What a day starts from: the only snapshot (contract.md 3).

use super::{Booking, Given, Voucher};
use crate::estimate::calibration::Calibration;
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::id::{AgencyId, QueueId, TicketId, ZoneId};
use antrean_shared::opening::{Forced, Outage};
use antrean_shared::ticket::Prefix;
use antrean_shared::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that a new day starts from. A later rule adds optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOpened {
    /// The day.
    pub day: ServiceDay,
    /// When the next one begins.
    pub ends_at: Timestamp,
    /// The hall file in force.
    pub hall_revision: u64,
    /// The epoch.
    pub epoch: u64,
    /// Where the calls of each zone go on.
    pub zones: BTreeMap<ZoneId, ZoneMark>,
    /// Given-back ids of the last 8 days.
    pub reserved: BTreeMap<TicketId, ServiceDay>,
    /// What the waits of past days have taught.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learnt: Option<Learnt>,
    /// How the promises of the last days came true.
    #[serde(default)]
    pub calibration: Calibration,
    /// Queues that are still opened or closed by hand.
    #[serde(default)]
    pub forced: BTreeMap<QueueId, Forced>,
    /// Agencies whose system is still down.
    #[serde(default)]
    pub outages: BTreeMap<AgencyId, AgencyOutage>,
    /// Bookings of the day and of those to come.
    #[serde(default)]
    pub bookings: BTreeMap<BookingCode, Booking>,
    /// Where series begin that have given numbers on this day already, by a clock that was ahead.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub series: BTreeMap<Prefix, u16>,
    /// What was so given on days that are yet to come.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: Given,
    /// Vouchers that are still good or will be, used ones too.
    #[serde(default)]
    pub vouchers: BTreeMap<VoucherCode, Voucher>,
}

/// An agency whose system is down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyOutage {
    /// Since when and why.
    pub outage: Outage,
    /// The agency's queues.
    pub queues: Vec<QueueId>,
}

/// What was learnt from waits. The text is what counts: numbers read from it are the same live and
/// in replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learnt {
    /// The day from which on it holds.
    pub day: ServiceDay,
    /// The model as JSON.
    pub model: String,
}

/// Where the calls of a zone go on; they never restart (contract.md 7).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneMark {
    /// The last call's number.
    pub last_call: u64,
    /// The highest call that was spoken or need not be.
    pub spoken: u64,
}
