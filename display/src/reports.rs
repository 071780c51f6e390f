//! Gathers what the hub is told of calls: at most one report of each kind every ten seconds.
//!
//! Used by the controller. Pure: time comes in. It keeps stretches, so that a long hole costs nothing.

use crate::announcer::Handled;
use crate::moment::Moment;
use antrean_shared::command::CallReport;
use antrean_shared::limits::REPORT_CALLS_MAX;
use std::collections::VecDeque;
use std::time::Duration;

/// Time between two reports of one kind (contract.md 7).
pub const REPORT_EVERY: Duration = Duration::from_secs(10);
/// Stretches that wait; what comes on top replaces the oldest, which the log file still has.
const STRETCHES_MAX: usize = 1024;
/// Calls of one hole that are named to the hub; the log file has the whole of it.
const HOLE_CALLS_MAX: u64 = 1024;

/// What waits to be reported.
#[derive(Debug, Default)]
pub struct Reports {
    waiting: VecDeque<Handled>,
    last: Option<Duration>,
}

impl Reports {
    /// Adds a stretch.
    pub fn add(&mut self, mut handled: Handled) {
        if self.waiting.len() == STRETCHES_MAX {
            let lost = self.waiting.pop_front();
            tracing::error!(?lost, "a report was given up: too many wait");
        }
        handled.from = handled.from.max(handled.to.saturating_sub(HOLE_CALLS_MAX - 1));
        self.waiting.push_back(handled);
    }

    /// Lets the next report not wait for its time.
    pub fn hurry(&mut self) {
        self.last = None;
    }

    /// Takes the next report, if one is due.
    pub fn take(&mut self, now: Moment) -> Option<Vec<CallReport>> {
        if self.due(now)? > Duration::ZERO {
            return None;
        }
        let mut calls = Vec::new();
        while let Some(first) = self.waiting.front_mut() {
            calls.extend(first.reports(REPORT_CALLS_MAX - calls.len()));
            let taken = calls.last().map_or(first.to, |report| report.call);
            if taken < first.to {
                first.from = taken + 1;
                break;
            }
            self.waiting.pop_front();
            if calls.len() == REPORT_CALLS_MAX {
                break;
            }
        }
        self.last = Some(now.run);
        Some(calls)
    }

    /// Returns how long after `now` the next report is due; none waits: none.
    pub fn due(&self, now: Moment) -> Option<Duration> {
        self.waiting.front()?;
        let next = self.last.map_or(Duration::ZERO, |last| last + REPORT_EVERY);
        Some(next.saturating_sub(now.run))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use antrean_shared::command::CallOutcome;
    use antrean_shared::time::Timestamp;

    fn stretch(from: u64, to: u64) -> Handled {
        Handled { from, to, at: Timestamp(7), outcome: CallOutcome::Hole }
    }

    #[test]
    fn one_report_in_ten_seconds_and_nothing_lost_or_twice() {
        let mut reports = Reports::default();
        assert_eq!(reports.take(Moment::test(0)), None);
        reports.add(stretch(1, 1));
        assert_eq!(reports.take(Moment::test(0)).unwrap().len(), 1);
        for call in 2..=9 {
            reports.add(stretch(call, call));
        }
        reports.add(stretch(10, 600));
        assert_eq!(reports.take(Moment::test(9_999)), None);
        assert_eq!(reports.due(Moment::test(9_999)), Some(Duration::from_millis(1)));
        let mut told = Vec::new();
        for round in 1..=4 {
            let taken = reports.take(Moment::test(round * 10_000)).unwrap_or_default();
            assert!(taken.len() <= REPORT_CALLS_MAX);
            told.extend(taken.iter().map(|report| report.call));
        }
        assert_eq!(told, (2..=600).collect::<Vec<_>>());
        assert_eq!(reports.due(Moment::test(50_000)), None);
    }

    #[test]
    fn an_endless_hole_is_told_by_its_newest_calls() {
        let mut reports = Reports::default();
        reports.add(stretch(1, u64::MAX));
        let first = reports.take(Moment::test(0)).unwrap();
        assert_eq!(first.first().unwrap().call, u64::MAX - 1023);
    }
}
