//! A forest of small trees that together answer one number: histogram boosting on a robust loss.
//!
//! All branches of a level ask the same question, so a tree is a few questions and a table. That
//! keeps the model small enough for the day's snapshot, and learning to one short loop. Own code,
//! because the kept boosting crates bring threads, chance and models of megabytes.

mod grow;

pub use grow::{Goal, Plan, Sample, grow};

use super::features::{FEATURES, Features};
use serde::{Deserialize, Serialize};

/// Ranges that the values of a feature fall into, one of them for what is not known.
const BINS: usize = 48;
/// What an answer in a tree's table is counted in.
const ANSWER_UNIT: f64 = 0.0001;

/// A situation by the ranges that its features fall into.
pub type Binned = [u8; FEATURES];

/// Where the ranges of each feature end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cuts(Vec<Vec<f32>>);

/// Trees whose answers are added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    start: f64,
    trees: Vec<Tree>,
}

/// The questions of a tree, one for each level, and an answer for each way through them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Tree(Vec<Question>, Vec<i16>);

/// Whether a feature lies beyond a range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Question(u8, u8);

impl Cuts {
    /// Cuts each feature so that the ranges hold about as many rows each.
    pub fn new(rows: &[Features]) -> Self {
        Self((0..FEATURES).map(|feature| cuts(rows.iter().map(|row| row[feature]))).collect())
    }

    /// Returns the ranges that a situation falls into.
    pub fn binned(&self, row: &Features) -> Binned {
        let mut bins = [0; FEATURES];
        for ((bin, cuts), value) in bins.iter_mut().zip(&self.0).zip(row) {
            if !value.is_nan() {
                *bin = 1 + cuts.partition_point(|cut| cut < value) as u8;
            }
        }
        bins
    }
}

impl Forest {
    /// Returns the forest's answer.
    pub fn answer(&self, bins: &Binned) -> f64 {
        self.start + self.trees.iter().map(|tree| tree.answer(bins)).sum::<f64>()
    }
}

impl Tree {
    fn answer(&self, bins: &Binned) -> f64 {
        let way =
            self.0.iter().fold(0, |way, question| way << 1 | usize::from(question.asks(bins)));
        f64::from(self.1[way]) * ANSWER_UNIT
    }
}

impl Question {
    fn asks(self, bins: &Binned) -> bool {
        bins[usize::from(self.0)] > self.1
    }
}

fn cuts(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut known: Vec<_> = values.filter(|value| !value.is_nan()).collect();
    known.sort_unstable_by(f32::total_cmp);
    let Some(last) = known.len().checked_sub(1) else { return Vec::new() };
    let ends = (1..BINS - 1).map(|range| known[range * last / (BINS - 1)]);
    // Two decimals keep the snapshot small; no feature needs more.
    let mut cuts: Vec<_> = ends.map(|end| (end * 100.0).round() / 100.0).collect();
    cuts.dedup();
    cuts
}
