//! A call's time in the large place: three flashes, then rest, then its newness is over. Pure.

use crate::moment::Moment;
use std::time::Duration;

/// How long a call keeps the large place while others wait for it.
pub const FLASH_MIN: Duration = Duration::from_secs(3);
/// How long a call counts as new when nothing else comes.
pub const FLASH_FULL: Duration = Duration::from_secs(9);
/// Half a flash: 2 flashes a second, below the 3 that may harm.
pub const FLASH_HALF: Duration = Duration::from_millis(250);
/// How often a new call flashes.
pub const FLASHES: u32 = 3;

/// The flash of a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flash {
    pub call: u64,
    /// When its first frame was on the panel.
    pub drawn: Option<Duration>,
}

impl Flash {
    pub fn has_stood(self, now: Moment) -> bool {
        self.drawn.is_some_and(|drawn| now.run >= drawn + FLASH_MIN)
    }

    pub fn is_over(self, now: Moment) -> bool {
        self.drawn.is_some_and(|drawn| now.run >= drawn + FLASH_FULL)
    }

    /// Light, dark, light, dark, light, dark, then light.
    pub fn is_lit(self, now: Moment) -> bool {
        let since = self.drawn.map_or(Duration::ZERO, |drawn| now.run.saturating_sub(drawn));
        since >= FLASH_HALF * (2 * FLASHES)
            || (since.as_millis() / FLASH_HALF.as_millis()).is_multiple_of(2)
    }

    /// Returns when it changes by itself next.
    pub fn changes(drawn: Duration, now: Moment) -> Option<Duration> {
        let halves = (1..=2 * FLASHES).map(move |half| drawn + FLASH_HALF * half);
        halves.chain([drawn + FLASH_MIN, drawn + FLASH_FULL]).find(|at| *at > now.run)
    }
}
