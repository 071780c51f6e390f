//! Whether a number may be drawn from a queue now, and if not, why and when.
//!
//! The hub decides with it and the kiosk shows with it, so a screen never promises what the hub
//! refuses. Open or closed is never an event (contract.md 5).

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A queue's hours on one service day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueToday {
    /// Spans in which counters serve, in order, not overlapping; empty on a closed day.
    pub spans: Vec<Span>,
    /// From when numbers are drawn; at most the begin of the first span.
    pub draw_from: Option<Timestamp>,
    /// From when no number is drawn any more; at most the end of the last span.
    pub cut_off: Option<Timestamp>,
    /// Numbers a day, where the hall limits them.
    pub quota: Option<u32>,
    /// The first instant of a later day at which a number may be drawn.
    pub next_day_from: Option<Timestamp>,
}

/// A stretch of time: `from` belongs to it, `to` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Begin.
    pub from: Timestamp,
    /// End.
    pub to: Timestamp,
}

/// Why a queue gives no numbers (api.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClosedReason {
    /// Outside the day's hours.
    Hours,
    /// Between two spans of one day.
    Break,
    /// Too close to the end of the day.
    CutOff,
    /// The day's numbers are given.
    Quota,
}

/// Whether a number may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Numbers are given.
    Open {
        /// The end of the last span.
        closes_at: Timestamp,
    },
    /// No numbers are given.
    Closed {
        /// Why.
        reason: ClosedReason,
        /// The next instant at which a number may be drawn, where known.
        opens_at: Option<Timestamp>,
    },
}

impl QueueToday {
    /// Decides whether a number may be drawn at `now`, after `issued` numbers today.
    ///
    /// Numbers are given from `draw_from` until `cut_off`, but not between two spans, with one
    /// exception: before the first span the machine's own hour counts.
    pub fn opening(&self, issued: u32, now: Timestamp) -> Opening {
        let closed = |reason, opens_at| Opening::Closed { reason, opens_at };
        let (Some(first), Some(last)) = (self.spans.first(), self.spans.last()) else {
            return closed(ClosedReason::Hours, self.next_day_from);
        };
        let draw_from = self.draw_from.unwrap_or(first.from);
        if now < draw_from {
            return closed(ClosedReason::Hours, Some(draw_from));
        }
        if now >= last.to {
            return closed(ClosedReason::Hours, self.next_day_from);
        }
        if self.cut_off.is_some_and(|cut_off| now >= cut_off) {
            return closed(ClosedReason::CutOff, self.next_day_from);
        }
        if self.quota.is_some_and(|quota| issued >= quota) {
            return closed(ClosedReason::Quota, self.next_day_from);
        }
        let in_break = now >= first.to && !self.spans.iter().any(|span| span.holds(now));
        if in_break {
            let next = self.spans.iter().map(|span| span.from).find(|from| *from > now);
            return closed(ClosedReason::Break, next);
        }
        Opening::Open { closes_at: last.to }
    }

    /// Tells whether the day's hours are over (contract.md 2, "nobody waits unseen").
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.spans.last().is_none_or(|last| now >= last.to)
    }
}

impl Span {
    /// Tells whether an instant lies in the span.
    pub fn holds(&self, instant: Timestamp) -> bool {
        self.from <= instant && instant < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes after the begin of an imagined day.
    fn minute(minutes: i64) -> Timestamp {
        Timestamp(minutes * 60_000)
    }

    fn friday() -> QueueToday {
        let span = |from, to| Span { from: minute(from), to: minute(to) };
        QueueToday {
            spans: vec![span(480, 660), span(780, 870)],
            draw_from: Some(minute(450)),
            cut_off: Some(minute(840)),
            quota: Some(50),
            next_day_from: Some(minute(4_770)),
        }
    }

    #[test]
    fn every_part_of_a_friday_has_its_answer() {
        let open = Opening::Open { closes_at: minute(870) };
        let closed =
            |reason, opens_at| Opening::Closed { reason, opens_at: Some(minute(opens_at)) };
        for (at, issued, expected) in [
            (0, 0, closed(ClosedReason::Hours, 450)),
            (449, 0, closed(ClosedReason::Hours, 450)),
            (450, 0, open),
            (480, 49, open),
            (480, 50, closed(ClosedReason::Quota, 4_770)),
            (659, 0, open),
            (660, 0, closed(ClosedReason::Break, 780)),
            (780, 0, open),
            (840, 0, closed(ClosedReason::CutOff, 4_770)),
            (870, 0, closed(ClosedReason::Hours, 4_770)),
        ] {
            assert_eq!(
                friday().opening(issued, minute(at)),
                expected,
                "minute {at}, {issued} issued"
            );
        }
    }

    #[test]
    fn a_day_without_hours_is_closed_until_the_next() {
        let sunday = QueueToday { spans: vec![], draw_from: None, ..friday() };
        let expected =
            Opening::Closed { reason: ClosedReason::Hours, opens_at: Some(minute(4_770)) };
        assert_eq!(sunday.opening(0, minute(500)), expected);
        assert!(sunday.is_over(minute(500)));
    }
}
