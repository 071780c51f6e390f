//! A new epoch: within one, time never goes back (contract.md 4, 5).

use antrean_shared::ticket::Prefix;
use antrean_shared::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A new epoch began. The entry before it in the chain is the last of the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochRaised {
    /// Its number.
    pub epoch: u64,
    /// Why.
    pub why: RaisedWhy,
    /// Milliseconds by which hub time was ahead: everything of the day happened so much earlier.
    pub back_ms: u64,
    /// The day that it is in truth.
    pub day: ServiceDay,
    /// When the next one begins.
    pub ends_at: Timestamp,
    /// Where series go on that have given numbers on this day before, or on the one taken for it: far
    /// enough behind all of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub series: BTreeMap<Prefix, u16>,
    /// What was given on days that are yet to come.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: Given,
}

/// The highest number of each series on some days.
pub type Given = BTreeMap<ServiceDay, BTreeMap<Prefix, u16>>;

/// Returns the number before the first multiple of 100 that is at least 20 above (contract.md 4).
pub fn far_behind(last: u16) -> u16 {
    (last + 20).div_ceil(100) * 100 - 1
}

/// What makes a new epoch necessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaisedWhy {
    /// The clock had been ahead of the date that somebody has confirmed.
    ClockAhead,
}
