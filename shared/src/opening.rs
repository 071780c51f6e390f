//! Whether a number may be drawn from a queue now, and if not, why and when.
//!
//! The hub decides with it and the kiosk shows with it, so a screen never promises what the hub
//! refuses. Open or closed is never an event (contract.md 5).

use crate::catalogue::Words;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What the hall file says of a queue on one service day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What makes the day another than those of its week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special: Option<SpecialDay>,
    /// When so many of the day's numbers come free, in order; none: all of them at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
    /// How many visitors may wait for the next release without a number.
    #[serde(default)]
    pub standby_max: u32,
}

/// A day that is not like the others of its week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// What the hall file calls it: "Hari Raya Natal".
    pub name: Words,
    /// An exception has hours of its own or none; a holiday has none.
    pub kind: SpecialKind,
}

/// What kind of special day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialKind {
    /// A date with hours of its own, or none.
    Exception,
    /// A public holiday, or a day of joint leave.
    Holiday,
}

/// Numbers that come free at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub numbers: u32,
}

/// A stretch of time: `from` belongs to it, `to` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Begin.
    pub from: Timestamp,
    /// End.
    pub to: Timestamp,
}

/// What has happened to a queue today, as far as it decides whether numbers are given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Numbers given today.
    pub issued: u32,
    /// Of these, the ones that were set aside by a booking; told where numbers are released in turn.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub booked: u32,
    /// The person in charge has opened or closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forced: Option<Forced>,
    /// Every counter that was open for it today has closed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counters_closed: bool,
    /// Its agency's system is down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage: Option<Outage>,
    /// Numbers of the day's quota that bookings have taken, by when they come free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved: Vec<Reserved>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Numbers that nobody may draw without a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// When they come free.
    pub until: Timestamp,
    /// How many.
    pub numbers: u32,
}

/// A queue that was opened or closed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forced {
    /// Numbers are given, or not.
    pub open: bool,
    /// Until when; the hall file decides again from then on.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}

/// An agency whose system is down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Since when.
    pub since: Timestamp,
    /// Why, for everybody to read.
    pub reason: String,
    /// When it is expected to be over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The hall gives no numbers meanwhile.
    pub closes: bool,
}

/// Why a queue gives no numbers (api.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClosedReason {
    /// The person in charge has closed it.
    Forced,
    /// The date has other hours, or none.
    Exception,
    /// A public holiday, or a day of joint leave.
    Holiday,
    /// Every counter that was open for it today has closed.
    CountersClosed,
    /// Outside the day's hours.
    Hours,
    /// Between two spans of one day.
    Break,
    /// Too close to the end of the day.
    CutOff,
    /// The day's numbers are given, or those that have come free so far.
    Quota,
    /// Its agency's system is down.
    Outage,
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
    /// Decides whether a number may be drawn at `now`.
    ///
    /// The first that applies decides: opened or closed by hand, a special date, a holiday, all
    /// counters closed, the day's hours, the cut-off, the quota, numbers that have not come free
    /// yet, an outage. What the first four leave open the hours decide: numbers are given from
    /// `draw_from` until `cut_off`, but not between two spans, with one exception: before the first
    /// span the machine's own hour counts.
    pub fn opening(&self, live: &Circumstances, now: Timestamp) -> Opening {
        if let Some(forced) = live.forced.as_ref().filter(|forced| now < forced.until) {
            if forced.open {
                return Opening::Open { closes_at: forced.until };
            }
            let opens_at = self.open_from(live, forced.until).map(|at| at.max(forced.until));
            return Opening::Closed { reason: ClosedReason::Forced, opens_at };
        }
        self.by_itself(live, now)
    }

    /// Decides as if nobody had opened or closed the queue by hand.
    fn by_itself(&self, live: &Circumstances, now: Timestamp) -> Opening {
        let closed = |reason, opens_at| Opening::Closed { reason, opens_at };
        let (Some(first), Some(last)) = (self.spans.first(), self.spans.last()) else {
            let reason = match self.special.as_ref().map(|special| special.kind) {
                Some(SpecialKind::Exception) => ClosedReason::Exception,
                Some(SpecialKind::Holiday) => ClosedReason::Holiday,
                None if live.counters_closed => ClosedReason::CountersClosed,
                None => ClosedReason::Hours,
            };
            return closed(reason, self.next_day_from);
        };
        let draw_from = self.draw_from.unwrap_or(first.from);
        let is_past = |cut_off| now >= cut_off;
        if live.counters_closed {
            closed(ClosedReason::CountersClosed, self.next_day_from)
        } else if now < draw_from {
            closed(ClosedReason::Hours, self.open_from(live, draw_from))
        } else if now >= last.to {
            closed(ClosedReason::Hours, self.next_day_from)
        } else if let Some(next) = self.rest_until(now) {
            closed(ClosedReason::Break, self.open_from(live, next))
        } else if self.cut_off.is_some_and(is_past) {
            closed(ClosedReason::CutOff, self.next_day_from)
        } else if self.numbers_left(live, now) == Some(0) {
            let release = self.next_release(live, now);
            let opens_at = release.and_then(|at| self.open_from(live, at));
            closed(ClosedReason::Quota, opens_at.or(self.next_day_from))
        } else if let Some(outage) = live.outage.as_ref().filter(|outage| outage.closes) {
            let mended = Circumstances { outage: None, ..live.clone() };
            let until = outage.until.filter(|until| *until > now);
            closed(ClosedReason::Outage, until.and_then(|until| self.open_from(&mended, until)))
        } else {
            Opening::Open { closes_at: last.to }
        }
    }

    /// Returns the first instant from `from` on at which a number may be drawn.
    fn open_from(&self, live: &Circumstances, from: Timestamp) -> Option<Timestamp> {
        match self.by_itself(live, from) {
            Opening::Open { .. } => Some(from),
            Opening::Closed { opens_at, .. } => opens_at,
        }
    }

    /// Returns the end of a break after which numbers are given again today.
    fn rest_until(&self, now: Timestamp) -> Option<Timestamp> {
        let begun = self.spans.first().is_some_and(|first| now >= first.to);
        let rests = begun && !self.spans.iter().any(|span| span.holds(now));
        let next = self.spans.iter().map(|span| span.from).find(|from| *from > now);
        next.filter(|next| rests && self.cut_off.is_none_or(|cut_off| *next < cut_off))
    }

    /// Returns how many numbers may still be drawn at `now`, where they are limited. What bookings
    /// have taken of the quota counts as given until it comes free.
    pub fn numbers_left(&self, live: &Circumstances, now: Timestamp) -> Option<u32> {
        let reserved = live.reserved.iter().filter(|reserved| reserved.until > now);
        let reserved: u32 = reserved.map(|reserved| reserved.numbers).sum();
        let quota = self.quota.map(|quota| quota.saturating_sub(reserved + live.issued));
        let released = self.releases.iter().filter(|release| release.at <= now);
        let free = released.map(|release| release.numbers).sum::<u32>();
        let drawn = live.issued.saturating_sub(live.booked);
        let free = (!self.releases.is_empty()).then(|| free.saturating_sub(drawn));
        [quota, free].into_iter().flatten().min()
    }

    /// Returns the next instant at which more numbers come free than were given.
    pub fn next_release(&self, live: &Circumstances, now: Timestamp) -> Option<Timestamp> {
        let released = self.releases.iter().map(|release| release.at);
        let all = released.chain(live.reserved.iter().map(|reserved| reserved.until));
        let later = all.filter(|at| *at > now && self.cut_off.is_none_or(|cut_off| *at < cut_off));
        later.filter(|at| self.numbers_left(live, *at) > Some(0)).min()
    }

    /// Tells whether the day's hours are over, and nobody has prolonged them by hand (contract.md
    /// 2, "nobody waits unseen").
    pub fn is_over(&self, forced: Option<&Forced>, now: Timestamp) -> bool {
        let prolonged = forced.is_some_and(|forced| forced.open && now < forced.until);
        !prolonged && self.spans.last().is_none_or(|last| now >= last.to)
    }
}

impl ClosedReason {
    /// Every reason, in the order in which they are asked for.
    pub const ALL: [Self; 9] = [
        Self::Forced,
        Self::Exception,
        Self::Holiday,
        Self::CountersClosed,
        Self::Hours,
        Self::Break,
        Self::CutOff,
        Self::Quota,
        Self::Outage,
    ];
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

    /// 07.30–11.00 and 13.00–14.30, last number at 14.00, numbers from 07.30 on.
    fn friday() -> QueueToday {
        let span = |from, to| Span { from: minute(from), to: minute(to) };
        QueueToday {
            spans: vec![span(480, 660), span(780, 870)],
            draw_from: Some(minute(450)),
            cut_off: Some(minute(840)),
            quota: Some(50),
            next_day_from: Some(minute(4_770)),
            ..QueueToday::default()
        }
    }

    fn issued(issued: u32) -> Circumstances {
        Circumstances { issued, ..Circumstances::default() }
    }

    fn closed(reason: ClosedReason, opens_at: impl Into<Option<i64>>) -> Opening {
        Opening::Closed { reason, opens_at: opens_at.into().map(minute) }
    }

    const OPEN: Opening = Opening::Open { closes_at: Timestamp(870 * 60_000) };

    #[test]
    fn every_part_of_a_friday_has_its_answer() {
        for (at, given, expected) in [
            (0, 0, closed(ClosedReason::Hours, 450)),
            (449, 0, closed(ClosedReason::Hours, 450)),
            (450, 0, OPEN),
            (480, 49, OPEN),
            (480, 50, closed(ClosedReason::Quota, 4_770)),
            (659, 0, OPEN),
            (660, 0, closed(ClosedReason::Break, 780)),
            (660, 50, closed(ClosedReason::Break, 4_770)),
            (780, 0, OPEN),
            (840, 0, closed(ClosedReason::CutOff, 4_770)),
            (870, 0, closed(ClosedReason::Hours, 4_770)),
        ] {
            let opening = friday().opening(&issued(given), minute(at));
            assert_eq!(opening, expected, "minute {at}, {given} issued");
        }
    }

    #[test]
    fn a_day_without_hours_is_closed_until_the_next() {
        let sunday = QueueToday { spans: vec![], draw_from: None, ..friday() };
        assert_eq!(sunday.opening(&issued(0), minute(500)), closed(ClosedReason::Hours, 4_770));
        assert!(sunday.is_over(None, minute(500)));
    }

    #[test]
    fn a_last_number_before_the_break_ends_the_day() {
        let early = QueueToday { cut_off: Some(minute(650)), ..friday() };
        assert_eq!(early.opening(&issued(0), minute(700)), closed(ClosedReason::CutOff, 4_770));
    }

    /// Something that keeps a queue from giving numbers.
    type Matter = (ClosedReason, fn(&mut QueueToday, &mut Circumstances));

    /// What each thing that may be the matter makes of an open queue, in the order of precedence.
    fn matters() -> Vec<Matter> {
        fn special(day: &mut QueueToday, kind: SpecialKind) {
            day.spans.clear();
            day.draw_from = None;
            day.special = Some(SpecialDay { name: Words::default(), kind });
        }
        fn forced(live: &mut Circumstances) {
            let reason = String::new();
            live.forced = Some(Forced { open: false, until: minute(4_000), reason });
        }
        fn outage(live: &mut Circumstances) {
            let (since, reason) = (minute(480), String::new());
            live.outage = Some(Outage { since, reason, until: None, closes: true });
        }
        vec![
            (ClosedReason::Forced, |_, live| forced(live)),
            (ClosedReason::Exception, |day, _| special(day, SpecialKind::Exception)),
            (ClosedReason::Holiday, |day, _| special(day, SpecialKind::Holiday)),
            (ClosedReason::CountersClosed, |_, live| live.counters_closed = true),
            (ClosedReason::Hours, |day, _| day.draw_from = Some(minute(700))),
            (ClosedReason::Break, |day, _| {
                for span in &mut day.spans {
                    *span = Span { from: span.from, to: span.to.min(minute(500)) };
                }
                day.spans.push(Span { from: minute(780), to: minute(870) });
                day.spans.retain(|span| span.from < span.to);
            }),
            (ClosedReason::CutOff, |day, _| day.cut_off = Some(minute(500))),
            (ClosedReason::Quota, |_, live| live.issued = 50),
            (ClosedReason::Outage, |_, live| outage(live)),
        ]
    }

    #[test]
    fn t16_what_comes_first_in_the_order_of_precedence_decides() {
        let matters = matters();
        assert_eq!(
            matters.iter().map(|(reason, _)| *reason).collect::<Vec<_>>(),
            ClosedReason::ALL
        );
        // Every set of things that may be the matter at minute 600.
        for set in 0..1_u32 << matters.len() {
            let (mut day, mut live) = (friday(), issued(0));
            let mut first = None;
            // From the last to the first: a date without hours has neither a break nor an end.
            for (at, (reason, happen)) in matters.iter().enumerate().rev() {
                if set & (1 << at) != 0 {
                    happen(&mut day, &mut live);
                    first = Some(*reason);
                }
            }
            // A break that numbers no longer follow is the end of the day.
            let breaks = set & 0b10_0000 != 0 && set & 0b100_0000 != 0;
            if first == Some(ClosedReason::Break) && breaks {
                first = Some(ClosedReason::CutOff);
            }
            let found = match day.opening(&live, minute(600)) {
                Opening::Open { .. } => None,
                Opening::Closed { reason, .. } => Some(reason),
            };
            assert_eq!(found, first, "{set:09b}");
        }
    }

    #[test]
    fn t16_a_queue_opened_by_hand_gives_numbers_whatever_else_is_the_matter() {
        let (mut day, mut live) = (friday(), issued(0));
        for (_, happen) in matters().into_iter().skip(1).rev() {
            happen(&mut day, &mut live);
        }
        let until = minute(1_000);
        live.forced = Some(Forced { open: true, until, reason: String::new() });
        assert_eq!(day.opening(&live, minute(999)), Opening::Open { closes_at: until });
        assert!(!day.is_over(live.forced.as_ref(), minute(999)));
        assert_eq!(day.opening(&live, until), closed(ClosedReason::Exception, 4_770));
        assert!(day.is_over(live.forced.as_ref(), until));
    }

    #[test]
    fn a_queue_closed_by_hand_says_when_its_hours_go_on() {
        let forced = |until| {
            let forced = Forced { open: false, until: minute(until), reason: String::new() };
            Circumstances { forced: Some(forced), ..issued(0) }
        };
        for (until, opens_at) in [(600, 600), (700, 780), (850, 4_770)] {
            let opening = friday().opening(&forced(until), minute(500));
            assert_eq!(opening, closed(ClosedReason::Forced, opens_at), "until {until}");
        }
    }

    #[test]
    fn limited_numbers_come_free_in_turn() {
        let release = |at, numbers| Release { at: minute(at), numbers };
        let day = QueueToday {
            quota: Some(35),
            releases: vec![release(450, 20), release(600, 20)],
            ..friday()
        };
        for (at, given, expected) in [
            (450, 19, OPEN),
            (599, 20, closed(ClosedReason::Quota, 600)),
            (600, 20, OPEN),
            (600, 34, OPEN),
            (600, 35, closed(ClosedReason::Quota, 4_770)),
        ] {
            let opening = day.opening(&issued(given), minute(at));
            assert_eq!(opening, expected, "minute {at}, {given} issued");
        }
        assert_eq!(
            day.numbers_left(&issued(5), minute(500)),
            Some(15),
            "what was not taken stays free"
        );
        assert_eq!(day.numbers_left(&issued(5), minute(600)), Some(30));
        assert_eq!(day.next_release(&issued(20), minute(500)), Some(minute(600)));
        assert_eq!(day.next_release(&issued(35), minute(500)), None, "none beyond the quota");
    }

    #[test]
    fn what_is_reserved_comes_free_in_turn() {
        let reserved = |until, numbers| Reserved { until: minute(until), numbers };
        let day = QueueToday { quota: Some(10), ..friday() };
        let kept = vec![reserved(540, 4), reserved(495, 1), reserved(855, 3)];
        let live = |given| Circumstances { reserved: kept.clone(), ..issued(given) };
        for (at, given, expected) in [
            (480, 1, OPEN),
            (480, 2, closed(ClosedReason::Quota, 495)),
            (494, 2, closed(ClosedReason::Quota, 495)),
            (495, 2, OPEN),
            (495, 3, closed(ClosedReason::Quota, 540)),
            (540, 6, OPEN),
            // The last three come free after the last number of the day.
            (540, 7, closed(ClosedReason::Quota, 4_770)),
        ] {
            let opening = day.opening(&live(given), minute(at));
            assert_eq!(opening, expected, "minute {at}, {given} issued");
        }
        let unlimited = QueueToday { quota: None, ..friday() };
        assert_eq!(unlimited.opening(&live(1_000), minute(480)), OPEN, "only a quota is divided");
    }

    /// Numbers with a booking come out of the quota, not out of what is released for all.
    #[test]
    fn who_has_booked_takes_none_of_the_released_numbers() {
        let release = |at, numbers| Release { at: minute(at), numbers };
        let day = QueueToday {
            quota: Some(30),
            releases: vec![release(450, 10), release(600, 20)],
            ..friday()
        };
        let live = |taken, booked, reserved| Circumstances {
            booked,
            reserved: vec![Reserved { until: minute(700), numbers: reserved }],
            ..issued(taken)
        };
        assert_eq!(day.numbers_left(&live(0, 0, 5), minute(500)), Some(10));
        assert_eq!(day.numbers_left(&live(3, 3, 2), minute(500)), Some(10), "three have booked");
        assert_eq!(day.numbers_left(&live(12, 3, 2), minute(500)), Some(1));
        assert_eq!(day.numbers_left(&live(12, 3, 2), minute(600)), Some(16), "the quota holds");
    }

    #[test]
    fn an_outage_warns_and_closes_only_where_the_hall_wants() {
        let outage = |closes, until: Option<i64>| {
            let (since, reason) = (minute(480), "Server pusat".to_owned());
            let outage = Outage { since, reason, until: until.map(minute), closes };
            Circumstances { outage: Some(outage), ..issued(0) }
        };
        assert_eq!(friday().opening(&outage(false, None), minute(500)), OPEN);
        for (until, opens_at) in [(None, None), (Some(600), Some(600)), (Some(700), Some(780))] {
            let opening = friday().opening(&outage(true, until), minute(500));
            assert_eq!(opening, closed(ClosedReason::Outage, opens_at), "until {until:?}");
        }
        let overdue = friday().opening(&outage(true, Some(490)), minute(500));
        assert_eq!(overdue, closed(ClosedReason::Outage, None));
    }
}
