//! A situation as the numbers that the forest asks about, beside the queue's habit.

use super::habit::Habit;
use super::{Situation, places};

/// Numbers of a situation.
pub const FEATURES: usize = 27;

/// The numbers of a situation; what is not known is not a number.
pub type Features = [f32; FEATURES];

/// Returns a situation as numbers. Times, rates and lengths are logarithms: what counts is how
/// many times more, and that is the same for a queue of minutes and one of hours.
pub fn features(situation: &Situation, habit: &Habit) -> Features {
    let Situation { minute, today, .. } = situation;
    let line = (f64::from(situation.ahead) + 1.0).ln();
    let usual = habit.pace + places(situation.ahead);
    let counters = f64::from(situation.counters_open);
    let [quarter, half, hour] =
        situation.calls_per_minute.map(|rate| rate.map_or(f64::NAN, rate_log));
    let wait =
        |minutes: Option<f64>| minutes.map_or(f64::NAN, |minutes| (minutes.max(0.0) + 1.0).ln());
    let last = wait(situation.last_wait_minutes);
    let head = wait(situation.head_wait_minutes);
    let known = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let (ended, ended_ahead) = today
        .last_wait()
        .map_or((f64::NAN, f64::NAN), |(minutes, ahead)| (minutes, f64::from(ahead)));
    [
        line,
        habit.pace,
        counters,
        *minute,
        quarter,
        half,
        hour,
        last,
        head,
        line - hour - usual,
        last - usual,
        head - usual,
        f64::from(situation.called),
        habit.last_minute - minute,
        counters / habit.counters.max(1.0),
        line - (habit.ahead + 1.0).ln(),
        minute - habit.first_minute,
        rate_log(habit.last_wait_minutes),
        hour - rate_log(habit.calls_per_minute),
        known(today.near(habit.pace, *minute)),
        known(today.day(habit.pace)),
        known(today.last(habit.pace)),
        known(situation.minutes_since_call),
        situation.calls_per_minute_today.map_or(f64::NAN, rate_log),
        ended,
        ended_ahead,
        known(situation.drawn_per_minute),
    ]
    .map(|value| value as f32)
}

fn rate_log(rate: f64) -> f64 {
    (rate.max(0.0) + 0.01).ln()
}
