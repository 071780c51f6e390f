//! Now, on the two clocks that a board needs. The runtime reads them; nothing else here does.

use antrean_shared::time::Timestamp;
use std::time::Duration;

/// An instant. Ages of calls and what the header says are hub time; how long something stands on the
/// board runs on a clock that never jumps, because hub time does at the first contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Hub time.
    pub hub: Timestamp,
    /// How long the program runs.
    pub run: Duration,
}

#[cfg(test)]
impl Moment {
    /// An instant so many milliseconds into a test, which starts at `fixture::MORNING`.
    pub fn test(millis: u64) -> Self {
        let run = Duration::from_millis(millis);
        Self { hub: crate::fixture::MORNING.plus(run), run }
    }
}
