//! Instants and days. Nothing here knows what time it is now.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// An instant of hub time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Returns the instant `duration` later.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }

    /// Returns the instant `duration` earlier.
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(millis(duration)))
    }

    /// Returns how long after `earlier` this is; zero if it is before.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Returns the instant as hall time.
    pub fn at(self, offset: UtcOffset) -> DateTime<FixedOffset> {
        let utc = Utc.timestamp_millis_opt(self.0).single().unwrap_or(DateTime::<Utc>::MIN_UTC);
        utc.with_timezone(&offset.fixed())
    }

    /// Returns the time of day as it is written on screens and paper: `09.41`.
    pub fn clock(self, offset: UtcOffset) -> String {
        self.at(offset).format("%H.%M").to_string()
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl<Tz: TimeZone> From<DateTime<Tz>> for Timestamp {
    fn from(instant: DateTime<Tz>) -> Self {
        Self(instant.timestamp_millis())
    }
}

/// How far hall time is ahead of UTC, in minutes: 420 WIB, 480 WITA, 540 WIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcOffset(pub i32);

impl UtcOffset {
    /// Returns the offset in chrono's form; an absurd one counts as UTC.
    pub fn fixed(self) -> FixedOffset {
        let utc = FixedOffset::east_opt(0).expect("zero is an offset");
        FixedOffset::east_opt(self.0.saturating_mul(60)).unwrap_or(utc)
    }
}

/// A numbering and reporting day of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceDay(pub NaiveDate);

impl fmt::Display for ServiceDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hall_time_is_written_the_indonesian_way() {
        let instant = Timestamp::from(Utc.with_ymd_and_hms(2022, 12, 5, 2, 41, 0).unwrap());
        assert_eq!(instant.clock(UtcOffset(420)), "09.41");
        assert_eq!(instant.clock(UtcOffset(540)), "11.41");
    }

    #[test]
    fn a_duration_never_runs_backwards() {
        assert_eq!(Timestamp(5).since(Timestamp(9)), Duration::ZERO);
        assert_eq!(Timestamp(9).since(Timestamp(5)), Duration::from_millis(4));
    }
}
