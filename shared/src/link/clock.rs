//! Hub time on this machine: the hub's word laid over a clock that counts sleep (contract.md 5).
//!
//! The link's task feeds it with what the hub says; every screen asks it. It knows no message.

use crate::time::Timestamp;
use rustix::time::{ClockId, clock_gettime};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};

/// No word from the hub yet.
const UNKNOWN: i64 = i64::MIN;
/// Answers to pings of which the quickest counts: 16 seconds' worth.
const SAMPLES_MAX: usize = 8;
/// A difference that is not the network's doing: the hub's own clock has been set.
const STEP_MS: i64 = 1_000;

/// Milliseconds of this machine's clock that counts sleep.
pub(super) fn boot() -> i64 {
    let time = clock_gettime(ClockId::Boottime);
    time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
}

fn wall() -> Timestamp {
    let time = clock_gettime(ClockId::Realtime);
    Timestamp(time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
}

/// What screens read.
#[derive(Debug)]
pub(super) struct Clock {
    offset: AtomicI64,
    /// The latest instant handed out: a better sample must not turn a screen's clock back.
    floor: AtomicI64,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self { offset: AtomicI64::new(UNKNOWN), floor: AtomicI64::new(i64::MIN) }
    }

    pub(super) fn now(&self) -> Timestamp {
        match self.offset.load(Ordering::Acquire) {
            UNKNOWN => wall(),
            offset => self.at(boot(), offset),
        }
    }

    fn at(&self, boot: i64, offset: i64) -> Timestamp {
        let now = boot + offset;
        Timestamp(self.floor.fetch_max(now, Ordering::AcqRel).max(now))
    }

    pub(super) fn set(&self, offset: Offset) {
        if offset.stepped {
            self.floor.store(i64::MIN, Ordering::Release);
        }
        self.offset.store(offset.millis, Ordering::Release);
    }
}

/// How far hub time is ahead of this machine's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offset {
    millis: i64,
    /// The hub's clock was set: hub time may go back.
    stepped: bool,
}

/// What the hub said of late; the answer that was quickest is the most exact.
#[derive(Debug, Default)]
pub(super) struct Samples {
    recent: VecDeque<Sample>,
    offset: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    round_trip: i64,
    offset: i64,
}

impl Samples {
    /// Takes the hub's time from an answer to something sent at `sent` and heard at `heard`.
    pub(super) fn answer(&mut self, sent: i64, heard: i64, now: Timestamp) -> Offset {
        let round_trip = heard.saturating_sub(sent).max(0);
        let offset = now.0 + round_trip / 2 - heard;
        let away = self.offset.map_or(0, |known| (offset - known).abs());
        let stepped = away > round_trip + STEP_MS;
        if stepped {
            self.recent.clear();
        }
        if self.recent.len() == SAMPLES_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(Sample { round_trip, offset });
        let best = self.recent.iter().min_by_key(|sample| sample.round_trip);
        let millis = best.map_or(offset, |sample| sample.offset);
        self.offset = Some(millis);
        Offset { millis, stepped }
    }

    /// Takes the hub's time from a message that nobody asked for: it may be late, never early.
    pub(super) fn stamp(&mut self, heard: i64, now: Timestamp) -> Offset {
        let least = now.0 - heard;
        let millis = self.offset.map_or(least, |known| known.max(least));
        self.offset = Some(millis);
        Offset { millis, stepped: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quickest_answer_counts() {
        let mut samples = Samples::default();
        assert_eq!(samples.answer(0, 400, Timestamp(1_000_300)).millis, 1_000_100);
        assert_eq!(samples.answer(2_000, 2_002, Timestamp(1_002_001)).millis, 1_000_000);
        assert_eq!(samples.answer(4_000, 4_400, Timestamp(1_004_390)).millis, 1_000_000);
        for round in 0..SAMPLES_MAX as i64 {
            let sent = 6_000 + 2_000 * round;
            samples.answer(sent, sent + 10, Timestamp(sent + 1_000_055));
        }
        assert_eq!(samples.offset, Some(1_000_050), "an old sample counts for ever");
    }

    #[test]
    fn a_late_view_never_holds_time_back_and_an_early_answer_is_corrected() {
        let mut samples = Samples::default();
        samples.answer(0, 10, Timestamp(1_000_005));
        assert_eq!(samples.stamp(5_000, Timestamp(1_004_000)).millis, 1_000_000);
        assert_eq!(samples.stamp(6_000, Timestamp(1_006_004)).millis, 1_000_004);
    }

    #[test]
    fn time_goes_back_only_when_the_hub_goes_back() {
        let (clock, mut samples) = (Clock::new(), Samples::default());
        let read = |samples: &mut Samples, sent, heard, now| {
            let offset = samples.answer(sent, heard, Timestamp(now));
            clock.set(offset);
            clock.at(heard, offset.millis)
        };
        let first = read(&mut samples, 0, 400, 1_000_400);
        assert_eq!(read(&mut samples, 500, 510, 1_000_505), first, "jitter turned the clock back");
        assert_eq!(read(&mut samples, 600, 610, 5_000), Timestamp(5_005), "the hub was set back");
        assert_eq!(read(&mut samples, 700, 710, 9_000_000), Timestamp(9_000_005));
    }

    #[test]
    fn before_the_first_contact_it_is_the_wall_clock() {
        let clock = Clock::new();
        let (before, shown, after) = (wall(), clock.now(), wall());
        assert!(before <= shown && shown <= after);
    }
}
