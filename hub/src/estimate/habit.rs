//! How a queue usually goes: a handful of medians over its days.

use super::{Case, Waited, median, pace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cases from which a queue's own minutes per place count alone (domain.md 7.3).
pub const OWN_CASES_MIN: usize = 30;
/// Cases that a queue's own pace is held back by, as if they had been like the others'.
const LIKE_OTHERS_CASES: f64 = 30.0;

/// The habits of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f32; 8]", into = "[f32; 8]")]
pub struct Habit {
    /// The logarithm of the minutes per place.
    pub pace: f64,
    /// Waits that the pace was learnt from.
    pub cases: usize,
    /// Minute of the day of the first number drawn.
    pub first_minute: f64,
    /// Minute of the day of the last number drawn.
    pub last_minute: f64,
    /// Open counters.
    pub counters: f64,
    /// People ahead.
    pub ahead: f64,
    /// Calls per minute over an hour.
    pub calls_per_minute: f64,
    /// Minutes that the last visitor called had waited.
    pub last_wait_minutes: f64,
}

impl From<[f32; 8]> for Habit {
    fn from(of: [f32; 8]) -> Self {
        let [pace, cases, first, last, counters, ahead, calls, wait] = of.map(f64::from);
        Self {
            pace,
            cases: cases as usize,
            first_minute: first,
            last_minute: last,
            counters,
            ahead,
            calls_per_minute: calls,
            last_wait_minutes: wait,
        }
    }
}

impl From<Habit> for [f32; 8] {
    fn from(habit: Habit) -> Self {
        let Habit { pace, cases, first_minute, last_minute, counters, ahead, .. } = habit;
        let calls = habit.calls_per_minute;
        let of = [pace, cases as f64, first_minute, last_minute, counters, ahead, calls];
        let [pace, cases, first, last, counters, ahead, calls] = of.map(|value| value as f32);
        [pace, cases, first, last, counters, ahead, calls, habit.last_wait_minutes as f32]
    }
}

/// The habits of all queues, and of a queue that nobody has seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    queues: BTreeMap<String, Habit>,
    unseen: Habit,
}

impl Habits {
    /// Learns the habits; nothing of no ended wait.
    pub fn learn<'a>(cases: impl Iterator<Item = &'a Case>) -> Option<Self> {
        let mut by_queue = BTreeMap::<&str, Vec<&Case>>::new();
        let mut paces = Vec::new();
        for case in cases {
            by_queue.entry(&case.situation.queue).or_default().push(case);
            paces.extend(ended(case));
        }
        let pooled = median(&mut paces)?;
        let learnt = |(queue, cases): (&str, Vec<&Case>)| {
            (queue.to_owned(), Habit::learn(&cases, pooled).rounded())
        };
        let queues: BTreeMap<_, _> = by_queue.into_iter().map(learnt).collect();
        let middle = |of: fn(&Habit) -> f64| {
            median(&mut queues.values().map(of).collect::<Vec<_>>()).expect("there is a queue")
        };
        let unseen = Habit {
            pace: pooled,
            cases: 0,
            first_minute: middle(|habit| habit.first_minute),
            last_minute: middle(|habit| habit.last_minute),
            counters: middle(|habit| habit.counters),
            ahead: middle(|habit| habit.ahead),
            calls_per_minute: middle(|habit| habit.calls_per_minute),
            last_wait_minutes: middle(|habit| habit.last_wait_minutes),
        };
        Some(Self { queues, unseen: unseen.rounded() })
    }

    /// Returns the habit of a queue; of one that nobody has seen, what is usual in the hall.
    pub fn of(&self, queue: &str) -> Habit {
        *self.queues.get(queue).unwrap_or(&self.unseen)
    }
}

impl Habit {
    fn learn(cases: &[&Case], pooled: f64) -> Self {
        let mut paces: Vec<_> = cases.iter().filter_map(|case| ended(case)).collect();
        let count = paces.len();
        let own = median(&mut paces).unwrap_or(pooled);
        let weight = count as f64;
        let mut days = BTreeMap::<_, (f64, f64)>::new();
        for case in cases {
            let minute = case.situation.minute;
            let day = days.entry(case.day).or_insert((minute, minute));
            *day = (day.0.min(minute), day.1.max(minute));
        }
        let middle = |values: Vec<f64>| median(&mut { values }).unwrap_or(0.0);
        let each = |of: fn(&Case) -> Option<f64>| {
            middle(cases.iter().filter_map(|case| of(case)).collect())
        };
        Self {
            pace: (own * weight + pooled * LIKE_OTHERS_CASES) / (weight + LIKE_OTHERS_CASES),
            cases: count,
            first_minute: middle(days.values().map(|day| day.0).collect()),
            last_minute: middle(days.values().map(|day| day.1).collect()),
            counters: each(|case| Some(f64::from(case.situation.counters_open))),
            ahead: each(|case| Some(f64::from(case.situation.ahead))),
            calls_per_minute: each(|case| case.situation.calls_per_minute[2]),
            last_wait_minutes: each(|case| case.situation.last_wait_minutes),
        }
    }

    /// Rounds to what the snapshot carries, so that a model is the same before and after it.
    fn rounded(self) -> Self {
        let of: [f32; 8] = self.into();
        Self::from(of.map(|value| (value * 1000.0).round() / 1000.0))
    }
}

fn ended(case: &Case) -> Option<f64> {
    match case.waited {
        Waited::Minutes(minutes) => Some(pace(minutes, case.situation.ahead)),
        Waited::AtLeast(_) => None,
    }
}
