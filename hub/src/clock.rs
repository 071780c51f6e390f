//! Hub time: the only clock of the hall (contract.md 5).
//!
//! Pure but for `Ticks` and `thread_time`, which read the machine. Time starts at the later of wall clock and last
//! event, runs on a clock that counts sleep, and never goes back.

use antrean_shared::time::Timestamp;
use std::time::Duration;

/// A wall clock that is this far off at once is not believed.
const STEP_MAX: Duration = Duration::from_secs(10 * 60);
/// A hall that was off for longer than this has to have its date confirmed.
const ABSENCE_MAX: Duration = Duration::from_secs(31 * 24 * 60 * 60);

/// What the machine's clocks say at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticks {
    /// The wall clock.
    pub wall: Timestamp,
    /// Time since the machine started, sleep included.
    pub boot: Duration,
}

impl Ticks {
    /// Reads the machine's clocks.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the hub reads the wall clock"
    )]
    pub fn read() -> Self {
        let boot = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let boot =
            Duration::new(boot.tv_sec.unsigned_abs(), u32::try_from(boot.tv_nsec).unwrap_or(0));
        Self { wall: Timestamp::from(chrono::Utc::now()), boot }
    }
}

/// Returns the processor time that this thread has had.
pub fn thread_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(spent.tv_sec.unsigned_abs(), u32::try_from(spent.tv_nsec).unwrap_or(0))
}

/// Hub time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HubClock {
    last: Ticks,
    now: Timestamp,
    sure: bool,
    /// Milliseconds by which true time is before the wall clock, as training or whoever confirmed
    /// the date has it.
    ahead_ms: i64,
}

impl HubClock {
    /// Starts the clock. `last_event` is the newest entry's time; without one, `built` is the
    /// earliest time that can be true.
    ///
    /// A wall clock that is not believed is not followed either: nothing may be written at a time
    /// that lies after the date which will be confirmed.
    pub fn start(ticks: Ticks, last_event: Option<Timestamp>, built: Timestamp) -> Self {
        let sure = match last_event {
            Some(last) => ticks.wall >= last && ticks.wall.since(last) <= ABSENCE_MAX,
            None => ticks.wall >= built,
        };
        let now = if sure { ticks.wall } else { last_event.unwrap_or(ticks.wall) };
        Self { last: ticks, now, sure, ahead_ms: 0 }
    }

    /// Moves on to what the machine's clocks say now, and returns hub time.
    pub fn tick(&mut self, ticks: Ticks) -> Timestamp {
        let elapsed = ticks.boot.saturating_sub(self.last.boot);
        let expected = self.last.wall.plus(elapsed);
        // A wall clock that was put right after the date was confirmed needs no correction any more.
        if self.ahead_ms != 0 && self.sure && apart(ticks.wall, self.now.plus(elapsed)) <= STEP_MAX
        {
            self.ahead_ms = 0;
            self.last = ticks;
            self.now = self.now.plus(elapsed).max(ticks.wall);
            return self.now;
        }
        let ticks = Ticks { wall: Timestamp(ticks.wall.0 + self.ahead_ms), ..ticks };
        self.sure &= apart(ticks.wall, expected) <= STEP_MAX;
        self.last = ticks;
        let running = self.now.plus(elapsed);
        self.now = if !self.sure {
            running
        } else if ticks.wall >= running {
            ticks.wall
        } else {
            ticks.wall.max(self.now.plus(elapsed.mul_f64(0.9)))
        };
        self.now
    }

    /// Returns hub time as of the last tick.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Tells whether the date can be trusted; while it cannot, no number is issued.
    pub fn is_sure(&self) -> bool {
        self.sure
    }

    /// Moves hub time forward, for training. Says no to going back.
    pub fn advance_to(&mut self, to: Timestamp) -> bool {
        let forward = to >= self.now;
        if forward {
            let by = to.since(self.now);
            self.now = to;
            self.last.wall = self.last.wall.plus(by);
            self.ahead_ms += i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        }
        forward
    }

    /// Takes an instant for true and goes on from there; returns hub time.
    pub fn confirm(&mut self, at: Timestamp) -> Timestamp {
        self.ahead_ms += at.0 - self.last.wall.0;
        self.last.wall = at;
        self.now = at;
        self.sure = true;
        at
    }
}

fn apart(one: Timestamp, other: Timestamp) -> Duration {
    one.since(other).max(other.since(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000;
    const DAY: i64 = 24 * 60 * 60 * SECOND;

    fn ticks(wall: i64, boot: u64) -> Ticks {
        Ticks { wall: Timestamp(wall), boot: Duration::from_millis(boot) }
    }

    #[test]
    fn a_start_before_the_last_event_or_a_month_after_it_is_doubtful() {
        let start = |wall, last| HubClock::start(ticks(wall, 0), last, Timestamp(100 * DAY));
        assert!(start(100 * DAY, None).is_sure());
        assert!(!start(99 * DAY, None).is_sure());
        assert!(start(131 * DAY, Some(Timestamp(100 * DAY))).is_sure());
        assert!(!start(132 * DAY, Some(Timestamp(100 * DAY))).is_sure());
        let early = start(99 * DAY, Some(Timestamp(100 * DAY)));
        assert!(!early.is_sure());
        assert_eq!(early.now(), Timestamp(100 * DAY));
        let late = start(132 * DAY, Some(Timestamp(100 * DAY)));
        assert_eq!(late.now(), Timestamp(100 * DAY), "what is not believed is not followed");
    }

    #[test]
    fn hub_time_goes_on_from_the_confirmed_date() {
        for (wall, confirmed) in [(0, 101 * DAY), (500 * DAY, 101 * DAY), (500 * DAY, 600 * DAY)] {
            let last = Some(Timestamp(100 * DAY));
            let mut clock = HubClock::start(ticks(wall, 0), last, Timestamp(0));
            assert!(!clock.is_sure());
            clock.tick(ticks(wall + SECOND, 1_000));
            assert_eq!(clock.confirm(Timestamp(confirmed)), Timestamp(confirmed));
            let later = clock.tick(ticks(wall + 11 * SECOND, 11_000));
            assert_eq!(later, Timestamp(confirmed + 10 * SECOND), "wall clock at {wall}");
            assert!(clock.is_sure());
        }
    }

    #[test]
    fn a_wall_clock_that_is_put_right_after_the_confirmation_is_believed_again() {
        let last = Some(Timestamp(100 * DAY));
        let mut clock = HubClock::start(ticks(0, 0), last, Timestamp(0));
        clock.confirm(Timestamp(101 * DAY));
        let right = ticks(101 * DAY + 63 * SECOND, 60_000);
        assert_eq!(clock.tick(right), right.wall);
        assert_eq!(clock.tick(ticks(101 * DAY + 64 * SECOND, 61_000)).0, 101 * DAY + 64 * SECOND);
        assert!(clock.is_sure());
        clock.tick(ticks(0, 62_000));
        assert!(!clock.is_sure(), "the next large step is one again");
    }

    #[test]
    fn a_small_step_back_slows_time_and_a_small_step_forward_is_taken_at_once() {
        let mut clock = HubClock::start(ticks(100 * SECOND, 0), None, Timestamp(0));
        assert_eq!(clock.tick(ticks(90 * SECOND, 10_000)), Timestamp(109 * SECOND));
        assert!(clock.is_sure());
        assert_eq!(clock.tick(ticks(200 * SECOND, 20_000)), Timestamp(200 * SECOND));
    }

    #[test]
    fn a_large_step_is_not_believed_and_time_runs_on() {
        for stepped in [1_000 * SECOND, -1_000 * SECOND] {
            let mut clock = HubClock::start(ticks(DAY, 0), None, Timestamp(0));
            assert_eq!(clock.tick(ticks(DAY + stepped, 1_000)), Timestamp(DAY + SECOND));
            assert!(!clock.is_sure());
        }
    }

    #[test]
    fn training_time_goes_forward_only() {
        let mut clock = HubClock::start(ticks(DAY, 0), None, Timestamp(0));
        assert!(clock.advance_to(Timestamp(3 * DAY)));
        assert!(!clock.advance_to(Timestamp(2 * DAY)));
        assert_eq!(clock.tick(ticks(DAY + SECOND, 1_000)), Timestamp(3 * DAY + SECOND));
        assert!(clock.is_sure());
    }
}
