//! Gathers what the hub is told of calls: at most one report of each kind every ten seconds.
//!
//! Used by the controller. Pure: time comes in, and so does whatever names a report. It keeps stretches, so
//! that a long hole costs nothing. What it holds goes into the cursor's file: a display that is killed
//! tells it after the next start, under the same name where it may have been told before.

use crate::announcer::Handled;
use crate::moment::Moment;
use antrean_shared::command::CallReport;
use antrean_shared::id::CommandId;
use antrean_shared::limits::REPORT_CALLS_MAX;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::time::Duration;

/// Time between two reports of one kind (contract.md 7).
pub const REPORT_EVERY: Duration = Duration::from_secs(10);
/// Stretches that wait; what comes on top replaces the oldest, which the log file still has.
pub const STRETCHES_MAX: usize = 1024;
/// Calls of one hole that are named to the hub; the log file has the whole of it.
const HOLE_CALLS_MAX: u64 = 1024;

/// What the hub may not know yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreported {
    /// The report that was given to the link last; the link may not have written it down.
    #[serde(default)]
    pub told: Option<Report>,
    /// What waits for the next one.
    #[serde(default)]
    pub waiting: VecDeque<Handled>,
}

/// A report of calls, under the name that makes it one however often it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its name.
    pub id: CommandId,
    /// The calls.
    pub calls: Vec<CallReport>,
}

/// What waits to be reported.
#[derive(Debug)]
pub struct Reports {
    unreported: Unreported,
    /// The last report of the program before this one, until it has been told again.
    again: Option<Report>,
    last: Option<Duration>,
    fresh: fn() -> CommandId,
}

impl Reports {
    /// Goes on with what the program before this one had not reported; `fresh` makes names.
    pub fn new(unreported: Unreported, fresh: fn() -> CommandId) -> Self {
        let again = unreported.told.clone();
        Self { unreported, again, last: None, fresh }
    }

    /// Returns what the hub may not know yet.
    pub fn unreported(&self) -> &Unreported {
        &self.unreported
    }

    /// Takes the last report of the program before this one.
    pub fn again(&mut self) -> Option<Report> {
        self.again.take()
    }

    /// Adds a stretch.
    pub fn add(&mut self, mut handled: Handled) {
        let waiting = &mut self.unreported.waiting;
        if waiting.len() == STRETCHES_MAX {
            let lost = waiting.pop_front();
            tracing::error!(?lost, "a report was given up: too many wait");
        }
        handled.from = handled.from.max(handled.to.saturating_sub(HOLE_CALLS_MAX - 1));
        waiting.push_back(handled);
    }

    /// Lets the next report not wait for its time.
    pub fn hurry(&mut self) {
        self.last = None;
    }

    /// Takes the next report, if one is due.
    pub fn take(&mut self, now: Moment) -> Option<Report> {
        if self.due(now)? > Duration::ZERO {
            return None;
        }
        let mut calls = Vec::new();
        while let Some(first) = self.unreported.waiting.front_mut() {
            calls.extend(first.reports(REPORT_CALLS_MAX - calls.len()));
            let taken = calls.last().map_or(first.to, |report| report.call);
            if taken < first.to {
                first.from = taken + 1;
                break;
            }
            self.unreported.waiting.pop_front();
            if calls.len() == REPORT_CALLS_MAX {
                break;
            }
        }
        self.last = Some(now.run);
        let report = Report { id: (self.fresh)(), calls };
        self.unreported.told = Some(report.clone());
        Some(report)
    }

    /// Returns how long after `now` the next report is due; none waits: none.
    pub fn due(&self, now: Moment) -> Option<Duration> {
        self.unreported.waiting.front()?;
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
        let mut reports = Reports::new(Unreported::default(), CommandId::fresh);
        assert_eq!(reports.take(Moment::test(0)), None);
        reports.add(stretch(1, 1));
        assert_eq!(reports.take(Moment::test(0)).unwrap().calls.len(), 1);
        for call in 2..=9 {
            reports.add(stretch(call, call));
        }
        reports.add(stretch(10, 600));
        assert_eq!(reports.take(Moment::test(9_999)), None);
        assert_eq!(reports.due(Moment::test(9_999)), Some(Duration::from_millis(1)));
        let mut told = Vec::new();
        for round in 1..=4 {
            let taken = reports.take(Moment::test(round * 10_000));
            let taken = taken.map_or_else(Vec::new, |report| report.calls);
            assert!(taken.len() <= REPORT_CALLS_MAX);
            told.extend(taken.iter().map(|report| report.call));
        }
        assert_eq!(told, (2..=600).collect::<Vec<_>>());
        assert_eq!(reports.due(Moment::test(50_000)), None);
    }

    #[test]
    fn an_endless_hole_is_told_by_its_newest_calls() {
        let mut reports = Reports::new(Unreported::default(), CommandId::fresh);
        reports.add(stretch(1, u64::MAX));
        let first = reports.take(Moment::test(0)).unwrap();
        assert_eq!(first.calls.first().unwrap().call, u64::MAX - 1023);
    }

    #[test]
    fn after_a_start_the_last_report_keeps_its_name_and_what_waited_follows() {
        let mut reports = Reports::new(Unreported::default(), CommandId::fresh);
        reports.add(stretch(1, 1));
        let told = reports.take(Moment::test(0)).unwrap();
        reports.add(stretch(2, 2));
        let mut after = Reports::new(reports.unreported().clone(), CommandId::fresh);
        assert_eq!((after.again(), after.again()), (Some(told.clone()), None));
        let next = after.take(Moment::test(0)).unwrap();
        assert_eq!(next.calls.iter().map(|report| report.call).collect::<Vec<_>>(), [2]);
        assert_ne!(next.id, told.id);
    }
}
