//! What was learnt from the hall's days, and the estimate made from it.
//!
//! Three steps, each on top of the one before: the hall file's usual minutes until a queue has
//! cases of its own, its learnt minutes per place times today's factor, and, from some days on, a
//! forest that corrects these by all that is known. Serializable: the day's snapshot carries it.

mod learn;

use super::features::features;
use super::forest::{Cuts, Forest};
use super::habit::{Habit, Habits, OWN_CASES_MIN};
use super::{Absent, Case, Estimate, Situation, places};
use serde::{Deserialize, Serialize};

/// The narrowest that waits of one kind are ever thought to scatter, as a logarithm.
const WIDTH_MIN: f64 = 0.05;
/// Where waits lie around the hall file's usual minutes over usual counters. Wide, and honest:
/// open counters serve several queues, and what is usual is seldom measured. From the queue logs of
/// the City of Warsaw's open data (GitHub HaZdula/kolejkeR, MIT), each of 187 queues alike.
const RANGE_OF_HALL_FILE: Range = Range { low: -1.65, likely: 0.4, high: 2.0 };
/// Where waits lie around learnt minutes per place in a hall with few cases of its own; likewise.
const RANGE_OF_PLACES: Range = Range { low: -0.73, likely: 0.0, high: 0.62 };

/// What the hall's days have taught.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Model {
    habits: Option<Habits>,
    range: Option<Range>,
    correction: Option<Correction>,
}

/// Where the waits lie around an estimate, as logarithms of actual over estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Range {
    low: f64,
    likely: f64,
    high: f64,
}

/// What the forest adds to the queue's usual minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Correction {
    cuts: Cuts,
    middle: Forest,
    /// How far waits of this kind scatter.
    width: Forest,
    /// In widths.
    range: Range,
}

impl Model {
    /// Learns from waits in the order in which they began; the same waits give the same model.
    pub fn fit(cases: &[Case]) -> Self {
        learn::model(cases)
    }

    /// Returns how long somebody will wait, or why nothing honest can be said.
    pub fn estimate(&self, situation: &Situation) -> Result<Estimate, Absent> {
        if situation.after_hours {
            return Err(Absent::AfterHours);
        }
        if situation.counters_open == 0 {
            return Err(Absent::NoCounterOpen);
        }
        let usual = situation.usual_minutes_per_place.filter(|minutes| *minutes > 0.0);
        let seen = self.habits.as_ref().map(|habits| habits.of(&situation.queue));
        let range = self.range.unwrap_or(RANGE_OF_PLACES);
        match (seen, usual, &self.correction) {
            (Some(habit), None, Some(correction)) => Ok(correction.estimate(situation, &habit)),
            (Some(habit), Some(_), Some(correction)) if habit.cases >= OWN_CASES_MIN => {
                Ok(correction.estimate(situation, &habit))
            }
            (Some(habit), Some(_), None) if habit.cases >= OWN_CASES_MIN => {
                Ok(by_places(situation, habit.pace, range))
            }
            (_, Some(minutes), _) => Ok(by_places(situation, minutes.ln(), RANGE_OF_HALL_FILE)),
            (Some(habit), None, None) => Ok(by_places(situation, habit.pace, range)),
            (None, None, _) => Err(Absent::NothingKnown),
        }
    }
}

fn by_places(situation: &Situation, pace: f64, range: Range) -> Estimate {
    let factor = situation.today.factor(pace);
    range.around((pace + places(situation.ahead)).exp() * factor, 1.0)
}

impl Correction {
    fn estimate(&self, situation: &Situation, habit: &Habit) -> Estimate {
        let bins = self.cuts.binned(&features(situation, habit));
        let minutes = (habit.pace + places(situation.ahead) + self.middle.answer(&bins)).exp();
        self.range.around(minutes, self.width.answer(&bins).max(WIDTH_MIN))
    }
}

impl Range {
    fn around(self, minutes: f64, width: f64) -> Estimate {
        let at = |place: f64| minutes * (place * width).exp();
        Estimate {
            low_minutes: at(self.low),
            likely_minutes: at(self.likely),
            high_minutes: at(self.high),
        }
    }
}

#[cfg(test)]
mod tests;
