//! How long a visitor will wait: learnt from the hall's own days, honest about what is not known.
//!
//! Pure: no file, no clock, no chance. The hub fits a `Model` at day open from the `Case`s of the
//! last working days, carries it in the day's snapshot, and asks it with a `Situation` for every
//! ticket and queue. `antrean-hub estimate` asks the same function with the same inputs.
//!
//! Where the hub takes a `Situation` from, per queue:
//! - `ahead`: the forecast of `engine::next`; for a new regular visitor the queue's length.
//! - `counters_open`: counters of the queue whose state is open. `after_hours`: `shared::opening`.
//! - `called`, `calls_per_minute*`, `minutes_since_call`: times of the day's first calls.
//! - `drawn_per_minute`: times at which the day's numbers were drawn.
//! - `last_wait_minutes`: the ticket called last, draw to first call. `head_wait_minutes`: the next
//!   in line, draw to now.
//! - `usual_minutes_per_place`: the hall file's usual minutes over the queue's counters.
//! - `today`: a `Today` fed at each ticket's first call with its wait and with what was ahead when
//!   it was drawn; a new day starts with an empty one.
//!
//! A `Case` is the situation in which a number was drawn, kept until its ticket is called or ends.

pub mod calibration;
mod features;
mod forest;
mod habit;
mod model;
pub mod promise;
mod today;

pub use model::Model;
pub use today::Today;

use antrean_shared::time::ServiceDay;
use serde::{Deserialize, Serialize};

/// A wait grows with the places before it to this power: a long line is joined by more counters
/// and left by more people than a short one. Learnt from the queue logs of the City of Warsaw's
/// open data (GitHub HaZdula/kolejkeR, MIT), where 0.8 was best over 187 queues.
const PLACE_POWER: f64 = 0.8;

/// What the hub knows about a queue when somebody asks how long it will take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// The queue's id.
    pub queue: String,
    /// The minute of the day, in hall time.
    pub minute: f64,
    /// People who will be called before.
    pub ahead: u32,
    /// Open counters that serve the queue.
    pub counters_open: u32,
    /// Whether the hall has closed for the day.
    pub after_hours: bool,
    /// Numbers called so far today.
    pub called: u32,
    /// Numbers called per minute over the last 15, 30 and 60 minutes.
    pub calls_per_minute: [Option<f64>; 3],
    /// Numbers called per minute since the day's first.
    pub calls_per_minute_today: Option<f64>,
    /// Numbers drawn per minute over the last 45 minutes.
    pub drawn_per_minute: Option<f64>,
    /// Minutes since the last call.
    pub minutes_since_call: Option<f64>,
    /// Minutes that the visitor called last had waited.
    pub last_wait_minutes: Option<f64>,
    /// Minutes that the next in line has waited so far.
    pub head_wait_minutes: Option<f64>,
    /// The hall file's usual minutes of a visit over the queue's usual counters.
    pub usual_minutes_per_place: Option<f64>,
    /// What today's calls have shown.
    pub today: Today,
}

/// A wait to learn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The service day.
    pub day: ServiceDay,
    /// What was known when the number was drawn.
    pub situation: Situation,
    /// How long it took.
    pub waited: Waited,
}

/// How long somebody waited.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waited {
    /// Minutes until the call.
    Minutes(f64),
    /// Minutes after which the call had still not come when the day ended.
    AtLeast(f64),
}

/// How long somebody will probably wait.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Minutes; one of ten waits is shorter.
    pub low_minutes: f64,
    /// Minutes; a little over half of the waits are shorter.
    pub likely_minutes: f64,
    /// Minutes; one of ten waits is longer.
    pub high_minutes: f64,
}

impl Estimate {
    /// Tells whether it says no more than another; a promise is kept in whole seconds.
    pub fn is_within(&self, other: &Self) -> bool {
        let within = |own: f64, other: f64| own <= other + 1.0 / 60.0;
        within(self.low_minutes, other.low_minutes)
            && within(self.likely_minutes, other.likely_minutes)
            && within(self.high_minutes, other.high_minutes)
    }
}

/// Why nothing honest can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absent {
    /// The hall has closed for the day.
    AfterHours,
    /// No counter serves the queue now.
    NoCounterOpen,
    /// Neither days of the queue nor usual minutes are known.
    NothingKnown,
}

/// Returns minutes as the logarithm of minutes per place, free of how long the line is.
fn pace(minutes: f64, ahead: u32) -> f64 {
    minutes.max(SHORTEST_MINUTES).ln() - places(ahead)
}

/// Returns the logarithm of what a line of that length multiplies a pace by.
fn places(ahead: u32) -> f64 {
    PLACE_POWER * (f64::from(ahead) + 1.0).ln()
}

/// Returns the middle of the values, and nothing of nothing.
fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// Returns the value below which a share of the values lies, between neighbors in a line.
fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place = share * last as f64;
    let below = values[place.floor() as usize];
    let above = values[place.ceil() as usize];
    Some(below + (above - below) * place.fract())
}

/// Minutes below which waits are not told apart: the time of walking up to a free counter.
const SHORTEST_MINUTES: f64 = 0.5;
