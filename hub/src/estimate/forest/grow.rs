//! Grows a forest: each tree learns from what the trees before it left unexplained.

use super::{ANSWER_UNIT, BINS, Binned, Forest, Question, Tree};
use crate::estimate::features::FEATURES;

/// Rows that each side of a question has to hold for its answer to count.
const SIDE_ROWS_MIN: f64 = 30.0;
/// Rows that an answer is held back by, as if they had asked for nothing.
const HOLD_BACK_ROWS: f64 = 30.0;
/// Of 256 blocks, how many a tree learns from; a block is kept or left out as a whole, because
/// the rows of a queue's day say nearly the same.
const BLOCKS_OF_256: u64 = 100;
/// Of 256 features, how many a tree may ask about.
const FEATURES_OF_256: u64 = 150;

/// How much a wait that was cut off counts beside one that ended: how far it still was is not known.
const CUT_OFF_WEIGHT: f64 = 0.25;

/// What a forest learns from.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The rows.
    pub rows: &'a [Binned],
    /// The number that each row should answer.
    pub goals: &'a [Goal],
    /// The block that each row belongs to.
    pub blocks: &'a [u32],
}

/// What a row should answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// This number.
    Exactly(f64),
    /// This number or a greater one.
    AtLeast(f64),
}

/// How large a forest grows.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Trees.
    pub trees: usize,
    /// Questions of a tree.
    pub levels: usize,
    /// The share of an answer that is believed.
    pub rate: f64,
    /// Distance from the goal beyond which a row pulls no harder: one odd wait may not lead.
    pub pull_max: f64,
}

/// Grows a forest; the same sample gives the same forest.
pub fn grow(sample: &Sample<'_>, plan: &Plan, start: f64) -> Forest {
    let mut forest = Forest { start, trees: Vec::with_capacity(plan.trees) };
    let mut answers = vec![start; sample.rows.len()];
    for number in 0..plan.trees as u64 {
        let inside = |at: &usize| dealt(number, u64::from(sample.blocks[*at])) < BLOCKS_OF_256;
        let chosen: Vec<_> = (0..sample.rows.len()).filter(inside).collect();
        let asked = |feature: &usize| dealt(number, !(*feature as u64)) < FEATURES_OF_256;
        let features: Vec<_> = (0..FEATURES).filter(asked).collect();
        let pull = |at: &usize| sample.goals[*at].pull(answers[*at], plan.pull_max);
        let pulls: Vec<_> = chosen.iter().map(pull).collect();
        let mut growing = Growing::new(sample.rows, &chosen, &pulls);
        for _ in 0..plan.levels {
            let Some(question) = growing.best(&features) else { break };
            growing.ask(question);
        }
        let tree = growing.tree(plan.rate);
        for (answer, row) in answers.iter_mut().zip(sample.rows) {
            *answer += tree.answer(row);
        }
        forest.trees.push(tree);
    }
    forest
}

impl Goal {
    fn pull(self, answer: f64, most: f64) -> f64 {
        match self {
            Self::Exactly(goal) => (goal - answer).clamp(-most, most),
            Self::AtLeast(goal) => CUT_OFF_WEIGHT * (goal - answer).clamp(0.0, most),
        }
    }
}

/// Deals a number below 256, the same each time (SplitMix64).
fn dealt(tree: u64, to: u64) -> u64 {
    let mut mixed =
        tree.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ to.wrapping_mul(0xD1B5_4A32_D192_ED03);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)) & 255
}

/// Rows of one answer or one range: how many, and what they ask for together.
#[derive(Debug, Clone, Copy, Default)]
struct Pull {
    rows: f64,
    sum: f64,
}

impl Pull {
    fn plus(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, sum: self.sum + other.sum }
    }

    fn minus(self, other: Self) -> Self {
        Self { rows: self.rows - other.rows, sum: self.sum - other.sum }
    }

    fn gain(self) -> f64 {
        self.sum * self.sum / (self.rows + HOLD_BACK_ROWS)
    }
}

/// A tree that grows by a level at a time.
struct Growing<'a> {
    rows: &'a [Binned],
    chosen: &'a [usize],
    pulls: &'a [f64],
    /// The way of each chosen row so far.
    ways: Vec<usize>,
    questions: Vec<Question>,
}

impl<'a> Growing<'a> {
    fn new(rows: &'a [Binned], chosen: &'a [usize], pulls: &'a [f64]) -> Self {
        Self { rows, chosen, pulls, ways: vec![0; chosen.len()], questions: Vec::new() }
    }

    /// Returns the question that explains most over all ways at once.
    fn best(&self, features: &[usize]) -> Option<Question> {
        let ranges = self.ranges(features);
        let mut best = (0.0, None);
        for (place, feature) in features.iter().enumerate() {
            let mut gains = [0.0; BINS];
            for way in ranges.chunks_exact(features.len() * BINS) {
                let ranges = &way[place * BINS..][..BINS];
                let all = ranges.iter().fold(Pull::default(), |sum, range| sum.plus(*range));
                let mut below = Pull::default();
                for (gain, range) in gains.iter_mut().zip(ranges) {
                    below = below.plus(*range);
                    let above = all.minus(below);
                    if below.rows >= SIDE_ROWS_MIN && above.rows >= SIDE_ROWS_MIN {
                        *gain += below.gain() + above.gain() - all.gain();
                    }
                }
            }
            for (bin, gain) in gains.iter().enumerate() {
                if *gain > best.0 {
                    best = (*gain, Some(Question(*feature as u8, bin as u8)));
                }
            }
        }
        best.1
    }

    /// Returns what the rows ask for, by way, feature and range.
    fn ranges(&self, features: &[usize]) -> Vec<Pull> {
        let width = features.len() * BINS;
        let mut ranges = vec![Pull::default(); width << self.questions.len()];
        for ((at, pull), way) in self.chosen.iter().zip(self.pulls).zip(&self.ways) {
            let row = &self.rows[*at];
            let own = &mut ranges[way * width..][..width];
            for (ranges, feature) in own.chunks_exact_mut(BINS).zip(features) {
                let range = &mut ranges[usize::from(row[*feature])];
                range.rows += 1.0;
                range.sum += pull;
            }
        }
        ranges
    }

    fn ask(&mut self, question: Question) {
        for (way, at) in self.ways.iter_mut().zip(self.chosen) {
            *way = *way << 1 | usize::from(question.asks(&self.rows[*at]));
        }
        self.questions.push(question);
    }

    fn tree(self, rate: f64) -> Tree {
        let mut ends = vec![Pull::default(); 1 << self.questions.len()];
        for (way, pull) in self.ways.iter().zip(self.pulls) {
            ends[*way] = ends[*way].plus(Pull { rows: 1.0, sum: *pull });
        }
        let answer = |end: Pull| rate * end.sum / (end.rows + HOLD_BACK_ROWS) / ANSWER_UNIT;
        // The cast keeps to the bounds of the table.
        let answers = ends.into_iter().map(|end| answer(end).round() as i16).collect();
        Tree(self.questions, answers)
    }
}
