//! How long the link is patient, in milliseconds of the clock that counts sleep (contract.md 6).
//!
//! `Timing::REAL` is what every program runs with; the link's own tests are in more of a hurry.

use crate::limits::{COMMAND_LIFE_MS, LINK_SILENCE_MS, PING_EVERY_MS};
use std::time::Duration;

/// The link's patience.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    pub(super) tick: u64,
    pub(super) ping_every: u64,
    pub(super) silence: u64,
    pub(super) life: u64,
    /// Between two ticks: longer means that the machine slept.
    pub(super) gap: u64,
    pub(super) back_off_min: u64,
    pub(super) back_off_max: u64,
    /// Between two tries at a hub that refuses this app.
    pub(super) refused: u64,
    /// Between two writes of how far the journal was seen.
    pub(super) save_every: u64,
}

impl Timing {
    pub(super) const REAL: Self = Self {
        tick: 250,
        ping_every: PING_EVERY_MS,
        silence: LINK_SILENCE_MS,
        life: COMMAND_LIFE_MS,
        gap: 3_000,
        back_off_min: 200,
        back_off_max: 1_500,
        refused: 5_000,
        save_every: 10_000,
    };

    /// Returns how long to rest after so many tries in vain; `chance` keeps the apps of a hall from
    /// coming back all at once.
    pub(super) fn back_off(&self, tries: u32, chance: u32) -> Duration {
        let (least, most) = (self.back_off_min, self.back_off_max);
        let top = least.saturating_mul(2 << tries.min(8)).clamp(least, most);
        let share = (top - least) * u64::from(chance) / u64::from(u32::MAX);
        Duration::from_millis(least + share)
    }
}

/// Returns a span as the clock counts it.
pub(super) fn millis(millis: u64) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_grows_and_stays_within_its_bounds() {
        let rest = |tries, chance| Timing::REAL.back_off(tries, chance).as_millis();
        assert_eq!((rest(0, 0), rest(0, u32::MAX)), (200, 400));
        assert_eq!((rest(1, 0), rest(1, u32::MAX)), (200, 800));
        assert_eq!((rest(u32::MAX, 0), rest(u32::MAX, u32::MAX)), (200, 1_500));
    }
}
