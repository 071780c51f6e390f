//! Learns a model. What a case is judged by never comes from its own day: habits are those of the
//! other days, and the range is measured on days that the forest has not seen.

use super::{Correction, Model, Range, WIDTH_MIN};
use crate::estimate::features::{Features, features};
use crate::estimate::forest::{Binned, Cuts, Forest, Goal, Plan, Sample, grow};
use crate::estimate::habit::Habits;
use crate::estimate::{Case, SHORTEST_MINUTES, Waited, places, quantile};
use antrean_shared::time::ServiceDay;
use std::collections::BTreeMap;

/// Cases that a model is learnt from; of more, the last.
const CASES_MAX: usize = 120_000;
/// Cases from which a hall's own range replaces the one measured elsewhere (domain.md 7.3).
const RANGE_CASES_MIN: usize = 200;
/// Cases from which a forest is grown.
const FOREST_CASES_MIN: usize = 2_000;
/// Days from which a forest is grown.
const FOREST_DAYS_MIN: usize = 4;
/// The share of waits that the likely one covers: a little over half, because a wait told too short
/// hurts more. It costs 0.2 % of the mean error, and one visitor in a hundred fewer is told too little.
const LIKELY_SHARE: f64 = 0.52;
/// Groups of days that are left out in turn to learn habits.
const HABIT_GROUPS: usize = 12;
/// Groups of days that are left out in turn to measure the range.
const RANGE_GROUPS: usize = 3;

const MIDDLE: Plan = Plan { trees: 200, levels: 5, rate: 0.08, pull_max: 0.7 };
const WIDTH: Plan = Plan { trees: 40, levels: 3, rate: 0.1, pull_max: 1.0 };

/// A case made ready: what is known of it as numbers, and what the queue's pace left unexplained.
struct Ready {
    group: usize,
    block: u32,
    features: Features,
    goal: Goal,
    /// The same, with today's factor taken off: what is left when no forest helps.
    left: Option<f64>,
}

pub(super) fn model(cases: &[Case]) -> Model {
    let cases = &cases[cases.len().saturating_sub(CASES_MAX)..];
    let Some(habits) = Habits::learn(cases.iter()) else { return Model::default() };
    let days = numbered(cases);
    let ready = ready(cases, &days, &habits);
    let mut left: Vec<_> = ready.iter().filter_map(|case| case.left).collect();
    let range = (left.len() >= RANGE_CASES_MIN).then(|| Range::of(&mut left));
    let enough = left.len() >= FOREST_CASES_MIN && days.len() >= FOREST_DAYS_MIN;
    Model { habits: Some(habits), range, correction: enough.then(|| correction(&ready)) }
}

fn numbered(cases: &[Case]) -> BTreeMap<ServiceDay, usize> {
    let mut days: BTreeMap<_, _> = cases.iter().map(|case| (case.day, 0)).collect();
    for (number, day) in days.values_mut().enumerate() {
        *day = number;
    }
    days
}

fn ready(cases: &[Case], days: &BTreeMap<ServiceDay, usize>, all: &Habits) -> Vec<Ready> {
    let elsewhen: Vec<_> = (0..HABIT_GROUPS.min(days.len()))
        .map(|group| {
            let others = cases.iter().filter(|case| days[&case.day] % HABIT_GROUPS != group);
            Habits::learn(others)
        })
        .collect();
    let mut blocks = BTreeMap::new();
    let one = |case: &Case| {
        let day = days[&case.day];
        let situation = &case.situation;
        let habits = elsewhen[day % HABIT_GROUPS].as_ref().unwrap_or(all);
        let habit = habits.of(&situation.queue);
        let usual = habit.pace + places(situation.ahead);
        let over = |minutes: f64| minutes.max(SHORTEST_MINUTES).ln() - usual;
        let count = blocks.len() as u32;
        let (goal, left) = match case.waited {
            Waited::Minutes(minutes) => {
                let left = over(minutes) - situation.today.factor(habit.pace).ln();
                (Goal::Exactly(over(minutes)), Some(left))
            }
            Waited::AtLeast(minutes) => (Goal::AtLeast(over(minutes)), None),
        };
        Ready {
            group: day % RANGE_GROUPS,
            block: *blocks.entry((case.day, situation.queue.clone())).or_insert(count),
            features: features(situation, &habit),
            goal,
            left,
        }
    };
    cases.iter().map(one).collect()
}

fn correction(ready: &[Ready]) -> Correction {
    let cuts = Cuts::new(&ready.iter().map(|case| case.features).collect::<Vec<_>>());
    let rows: Vec<_> = ready.iter().map(|case| cuts.binned(&case.features)).collect();
    let goals: Vec<_> = ready.iter().map(|case| case.goal).collect();
    let judged = judged(ready, &rows);
    let scatter: Vec<_> =
        judged.iter().map(|(_, left)| Goal::Exactly(left.abs().min(2.0))).collect();
    let judged_rows: Vec<_> = judged.iter().map(|(at, _)| rows[*at]).collect();
    let blocks: Vec<_> = judged.iter().map(|(at, _)| ready[*at].block).collect();
    let sample = Sample { rows: &judged_rows, goals: &scatter, blocks: &blocks };
    let mean =
        judged.iter().map(|(_, left)| left.abs().min(2.0)).sum::<f64>() / judged.len() as f64;
    let width = grow(&sample, &WIDTH, snapshot(mean));
    let mut widths: Vec<_> =
        judged.iter().map(|(at, left)| left / width.answer(&rows[*at]).max(WIDTH_MIN)).collect();
    let blocks: Vec<_> = ready.iter().map(|case| case.block).collect();
    let sample = Sample { rows: &rows, goals: &goals, blocks: &blocks };
    Correction { cuts, middle: grow(&sample, &MIDDLE, 0.0), width, range: Range::of(&mut widths) }
}

/// Returns what is left unexplained of each ended wait by a forest that has not seen its day.
fn judged(ready: &[Ready], rows: &[Binned]) -> Vec<(usize, f64)> {
    let mut judged = Vec::new();
    for group in 0..RANGE_GROUPS {
        let forest = without(group, ready, rows);
        for (at, case) in ready.iter().enumerate().filter(|(_, case)| case.group == group) {
            if let Goal::Exactly(goal) = case.goal {
                judged.push((at, goal - forest.answer(&rows[at])));
            }
        }
    }
    judged
}

fn without(group: usize, ready: &[Ready], rows: &[Binned]) -> Forest {
    let others: Vec<_> = (0..ready.len()).filter(|at| ready[*at].group != group).collect();
    let rows: Vec<_> = others.iter().map(|at| rows[*at]).collect();
    let goals: Vec<_> = others.iter().map(|at| ready[*at].goal).collect();
    let blocks: Vec<_> = others.iter().map(|at| ready[*at].block).collect();
    grow(&Sample { rows: &rows, goals: &goals, blocks: &blocks }, &MIDDLE, 0.0)
}

impl Range {
    /// Returns the range that holds eight of ten values, and the likely one.
    fn of(values: &mut [f64]) -> Self {
        let mut at = |share| snapshot(quantile(values, share).expect("there are values"));
        Self { low: at(0.1), likely: at(LIKELY_SHARE), high: at(0.9) }
    }
}

/// Rounds to digits that are the same after they were written as text and read again.
fn snapshot(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
