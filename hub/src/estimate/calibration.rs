//! How well the estimates came true: kept for each queue and day, and published with the figures.

use super::Estimate;
use antrean_shared::id::QueueId;
use antrean_shared::time::ServiceDay;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A visitor who waited longer than estimated by more than these minutes was told too little.
pub const TOO_LITTLE_MINUTES: f64 = 10.0;
/// Days that are kept; the oldest goes first.
const DAYS_MAX: usize = 30;

/// How the estimates of all queues came true, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calibration {
    days: BTreeMap<ServiceDay, BTreeMap<QueueId, Tally>>,
}

/// How the estimates of one queue and day came true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Visitors called who had been given an estimate.
    pub called: u32,
    /// Of these, called within their range.
    pub inside: u32,
    /// Of these, told too little by more than 10 minutes.
    pub too_little: u32,
    /// Sum of the distances between the likely wait and the actual one, in seconds.
    pub error_seconds_sum: u64,
}

impl Calibration {
    /// Keeps how a day's promises came true.
    pub fn keep(&mut self, day: ServiceDay, queues: BTreeMap<QueueId, Tally>) {
        self.days.insert(day, queues);
        while self.days.len() > DAYS_MAX {
            self.days.pop_first();
        }
    }

    /// Returns the tallies by day and queue.
    pub fn days(&self) -> &BTreeMap<ServiceDay, BTreeMap<QueueId, Tally>> {
        &self.days
    }
}

impl Tally {
    /// Counts a called visitor.
    pub fn count(&mut self, estimate: &Estimate, waited_minutes: f64) {
        let over = waited_minutes - estimate.likely_minutes;
        let range = estimate.low_minutes..=estimate.high_minutes;
        self.called += 1;
        self.inside += u32::from(range.contains(&waited_minutes));
        self.too_little += u32::from(over > TOO_LITTLE_MINUTES);
        // A day has 86,400 seconds.
        self.error_seconds_sum += (over.abs() * 60.0).round().min(86_400.0) as u64;
    }

    /// Returns the mean distance between the likely wait and the actual one, in minutes.
    pub fn mean_error_minutes(&self) -> Option<f64> {
        self.of_called(self.error_seconds_sum as f64 / 60.0)
    }

    /// Returns the share of visitors called within their range.
    pub fn inside_share(&self) -> Option<f64> {
        self.of_called(f64::from(self.inside))
    }

    /// Returns the share of visitors who were told too little.
    pub fn too_little_share(&self) -> Option<f64> {
        self.of_called(f64::from(self.too_little))
    }

    fn of_called(&self, sum: f64) -> Option<f64> {
        (self.called > 0).then(|| sum / f64::from(self.called))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn estimate_calibration_counts_each_way_to_be_wrong() {
        let estimate = Estimate { low_minutes: 10.0, likely_minutes: 20.0, high_minutes: 35.0 };
        let mut tally = Tally::default();
        assert_eq!(tally.mean_error_minutes(), None);
        for waited in [10.0, 35.0, 30.0, 30.1, 36.0, 9.0] {
            tally.count(&estimate, waited);
        }
        assert_eq!((tally.called, tally.inside, tally.too_little), (6, 4, 3));
        assert_eq!(tally.inside_share(), Some(4.0 / 6.0));
        let mean = tally.mean_error_minutes().unwrap();
        assert!((mean - (10.0 + 15.0 + 10.0 + 10.1 + 16.0 + 11.0) / 6.0).abs() < 1e-9);
    }

    #[test]
    fn estimate_calibration_forgets_the_oldest_day() {
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let mut calibration = Calibration::default();
        for day in first.iter_days().take(DAYS_MAX + 1) {
            let queues = BTreeMap::from([("c".parse().unwrap(), Tally::default())]);
            calibration.keep(ServiceDay(day), queues);
        }
        assert_eq!(calibration.days().len(), DAYS_MAX);
        assert!(!calibration.days().contains_key(&ServiceDay(first)));
    }
}
