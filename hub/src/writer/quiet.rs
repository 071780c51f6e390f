//! When the hall has been quiet for long enough that the journal may tidy up.
//!
//! Quiet means that nothing was written: every connected app asks for the time every two seconds, so
//! questions alone must not keep the journal from it.

use std::time::Duration;

/// Quiet time after which the journal does its housekeeping, and again after as much.
const IDLE_AFTER: Duration = Duration::from_secs(30);

/// Since when nothing was written, on a clock that only runs forward.
#[derive(Debug, Default)]
pub(super) struct Quiet(Option<Duration>);

impl Quiet {
    /// Notes whether something was written just now; tells whether the journal may tidy up.
    pub(super) fn over(&mut self, wrote: bool, now: Duration) -> bool {
        if wrote {
            self.0 = None;
            return false;
        }
        let since = *self.0.get_or_insert(now);
        let over = now.saturating_sub(since) >= IDLE_AFTER;
        if over {
            self.0 = Some(now);
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_do_not_keep_the_journal_from_tidying_up_but_writing_does() {
        let second = Duration::from_secs;
        let mut quiet = Quiet::default();
        let tidied: Vec<u64> =
            (0..=100).filter(|now| quiet.over(*now == 10, second(*now))).collect();
        assert_eq!(tidied, [41, 71]);
    }
}
