//! What today's calls have shown about a queue: fed with each call, emptied with each day.
//!
//! It holds sums only, so it is small enough to be copied into a `Situation`.

use super::pace;
use serde::{Deserialize, Serialize};

/// Minutes after which a call counts a third.
const NEAR_MINUTES: f64 = 30.0;
/// Calls that today's factor is held back by, as if they had been as usual.
const AS_USUAL_CALLS: f64 = 24.0;
/// Calls that the factor of the last half hour is held back by.
const NEAR_AS_USUAL_CALLS: f64 = 4.0;
/// Today is at most this many times slower or faster than usual.
const FACTOR_MAX: f64 = 2.0;

/// The waits of a queue that have ended today.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Today {
    day: Paces,
    near: Paces,
    last: Option<Last>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
struct Paces {
    weight: f64,
    sum: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Last {
    minute: f64,
    waited_minutes: f64,
    ahead: u32,
}

impl Today {
    /// Adds a visitor who was called at a minute of the day, after a wait that began with so many
    /// people ahead.
    pub fn called(&mut self, minute: f64, waited_minutes: f64, ahead: u32) {
        let kept = self.kept_at(minute);
        let pace = pace(waited_minutes.max(1.0), ahead);
        self.near.weight = self.near.weight * kept + 1.0;
        self.near.sum = self.near.sum * kept + pace;
        self.day.weight += 1.0;
        self.day.sum += pace;
        self.last = Some(Last { minute, waited_minutes, ahead });
    }

    /// Returns how many times slower than usual today is, between a half and two; `usual` is the
    /// logarithm of the queue's minutes per place.
    pub fn factor(&self, usual: f64) -> f64 {
        self.day.against(usual, AS_USUAL_CALLS).exp().clamp(1.0 / FACTOR_MAX, FACTOR_MAX)
    }

    /// Returns the logarithm of today's factor, not held between bounds.
    pub(super) fn day(&self, usual: f64) -> Option<f64> {
        (self.day.weight > 0.0).then(|| self.day.against(usual, AS_USUAL_CALLS))
    }

    /// Returns the logarithm of the factor of the calls shortly before a minute of the day.
    pub(super) fn near(&self, usual: f64, minute: f64) -> Option<f64> {
        let kept = self.kept_at(minute);
        let near = Paces { weight: self.near.weight * kept, sum: self.near.sum * kept };
        self.last.map(|_| near.against(usual, NEAR_AS_USUAL_CALLS))
    }

    /// Returns the logarithm of the last call's factor.
    pub(super) fn last(&self, usual: f64) -> Option<f64> {
        self.last.map(|last| pace(last.waited_minutes.max(1.0), last.ahead) - usual)
    }

    /// Returns the minutes and the people ahead of the wait that ended last.
    pub(super) fn last_wait(&self) -> Option<(f64, u32)> {
        self.last.map(|last| (last.waited_minutes, last.ahead))
    }

    fn kept_at(&self, minute: f64) -> f64 {
        self.last.map_or(1.0, |last| (-(minute - last.minute).max(0.0) / NEAR_MINUTES).exp())
    }
}

impl Paces {
    fn against(self, usual: f64, as_usual: f64) -> f64 {
        (self.sum - usual * self.weight) / (self.weight + as_usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A queue whose usual pace is 2 minutes per place.
    const USUAL: f64 = std::f64::consts::LN_2;

    fn today(minutes: f64, calls: u32) -> Today {
        let mut today = Today::default();
        for call in 0..calls {
            today.called(480.0 + f64::from(call), minutes, 0);
        }
        today
    }

    #[test]
    fn estimate_factor_of_today_needs_many_calls_to_move() {
        assert_eq!(Today::default().factor(USUAL), 1.0);
        assert!((today(2.0, 50).factor(USUAL) - 1.0).abs() < 1e-9);
        let one = today(4.0, 1).factor(USUAL);
        assert!((one - (USUAL / 25.0).exp()).abs() < 1e-9, "one slow call of 24 as usual");
        let many = today(4.0, 24).factor(USUAL);
        assert!((many - 2.0_f64.sqrt()).abs() < 1e-9, "as many slow calls as usual ones");
    }

    #[test]
    fn estimate_factor_of_today_stays_between_a_half_and_two() {
        assert_eq!(today(400.0, 500).factor(USUAL), 2.0);
        assert_eq!(today(0.0, 500).factor(USUAL.exp()), 0.5);
    }

    #[test]
    fn estimate_forgets_the_last_half_hour_but_not_the_day() {
        let today = today(20.0, 10);
        let (soon, late) = (today.near(USUAL, 490.0).unwrap(), today.near(USUAL, 900.0).unwrap());
        assert!(soon > 1.0 && late < 0.01);
        assert!(today.day(USUAL).unwrap() > 0.5);
    }
}
