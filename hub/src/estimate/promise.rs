//! What people are told: a range of whole five minutes, and a promise that never jumps down.

use super::Estimate;
use crate::state::Ticket;
use antrean_shared::id::TicketId;
use antrean_shared::time::Timestamp;
use antrean_shared::wait::WaitRange;
use std::collections::BTreeMap;

/// Minutes that people are told in steps of.
const STEP_MINUTES: u32 = 5;
/// How many times the low end and a step the high end may be.
const WIDE: u32 = 4;
/// The longest that people are told: half a day.
const LONGEST_MINUTES: u32 = 720;
/// How many minutes a promise may shrink for each minute that passes, besides that minute itself.
const SHORTEN_PER_MINUTE: f64 = 0.5;

/// Returns an estimate as people are told it: rounded outward, so that it holds no fewer waits.
pub fn told(estimate: &Estimate) -> WaitRange {
    let step = f64::from(STEP_MINUTES);
    let longest = f64::from(LONGEST_MINUTES);
    let steps = |minutes: f64| minutes.clamp(0.0, longest) / step;
    // The values are whole and lie between 0 and the longest.
    let low = (steps(estimate.low_minutes).floor() as u32) * STEP_MINUTES;
    let high = (steps(estimate.high_minutes).ceil() as u32) * STEP_MINUTES;
    let low_minutes = low.min(LONGEST_MINUTES - STEP_MINUTES);
    WaitRange { low_minutes, high_minutes: high.max(low_minutes + STEP_MINUTES) }
}

/// Returns what screens and paper say: nothing where the range is so wide that it helps nobody, as
/// it is in a hall that has not learnt from days of its own.
pub fn for_people(estimate: &Estimate) -> Option<WaitRange> {
    let range = told(estimate);
    let wide = range.high_minutes > WIDE * (range.low_minutes + STEP_MINUTES);
    (!wide).then_some(range)
}

/// Returns what may be promised now to somebody who was promised `previous` some minutes ago.
///
/// Each bound may grow at once, because too short a promise is a broken one. It shrinks by the
/// minutes that have passed and half as many again: a visitor who went for a coffee is not late.
pub fn keep_promise(previous: &Estimate, new: &Estimate, elapsed_minutes: f64) -> Estimate {
    let shrunk = elapsed_minutes.max(0.0) * (1.0 + SHORTEN_PER_MINUTE);
    let kept = |before: f64, now: f64| now.max(before - shrunk);
    Estimate {
        low_minutes: kept(previous.low_minutes, new.low_minutes),
        likely_minutes: kept(previous.likely_minutes, new.likely_minutes),
        high_minutes: kept(previous.high_minutes, new.high_minutes),
    }
}

/// What visitors were told last: in memory alone, for after a restart the promise of the number holds.
#[derive(Debug, Default)]
pub struct Told(BTreeMap<TicketId, Word>);

/// What one visitor was told last.
#[derive(Debug, Clone, Copy)]
struct Word {
    at: Timestamp,
    /// When the stop was entered that it was about.
    entered: Option<Timestamp>,
    estimate: Estimate,
}

impl Told {
    /// Returns what a visitor may be told now; it is kept, unless the promise of the number says as
    /// much.
    pub fn tell(
        &mut self,
        (id, ticket): (TicketId, &Ticket),
        new: Estimate,
        now: Timestamp,
    ) -> Estimate {
        let entered = ticket.entered;
        let before = self.0.get(&id).filter(|word| word.entered == entered);
        let promise = ticket.promise.filter(|_| entered.is_none()).map(Estimate::from);
        if before.is_none() && promise.is_some_and(|promise| new.is_within(&promise)) {
            return new;
        }
        let estimate = before.map_or(new, |word| {
            let elapsed = now.since(word.at).as_secs_f64() / 60.0;
            keep_promise(&word.estimate, &new, elapsed)
        });
        self.0.insert(id, Word { at: now, entered, estimate });
        estimate
    }

    /// Forgets those who are not here any more, once they are more than those who are.
    pub fn forget_all_but(&mut self, tickets: &BTreeMap<TicketId, Ticket>) {
        if self.0.len() > tickets.len() {
            self.0.retain(|id, _| tickets.contains_key(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn estimate(low_minutes: f64, likely_minutes: f64, high_minutes: f64) -> Estimate {
        Estimate { low_minutes, likely_minutes, high_minutes }
    }

    #[test]
    fn estimate_is_told_in_whole_five_minutes() {
        let rows = [
            ((16.0, 22.0, 29.0), (15, 30)),
            ((16.0, 22.0, 31.0), (15, 35)),
            ((0.4, 1.0, 2.0), (0, 5)),
            ((20.0, 20.0, 20.0), (20, 25)),
            ((15.0, 20.0, 30.0), (15, 30)),
            ((900.0, 1000.0, 5000.0), (715, 720)),
        ];
        for ((low, likely, high), (low_minutes, high_minutes)) in rows {
            assert_eq!(told(&estimate(low, likely, high)), WaitRange { low_minutes, high_minutes });
        }
    }

    #[test]
    fn estimate_is_kept_from_people_where_it_helps_nobody() {
        let rows =
            [((3.0, 22.0, 107.0), false), ((7.0, 15.0, 27.0), true), ((0.0, 2.0, 4.0), true)];
        for ((low, likely, high), said) in rows {
            assert_eq!(for_people(&estimate(low, likely, high)).is_some(), said, "{low}–{high}");
        }
    }

    #[test]
    fn estimate_promise_grows_at_once_and_shrinks_slowly() {
        let before = estimate(10.0, 20.0, 40.0);
        assert_eq!(keep_promise(&before, &estimate(20.0, 40.0, 80.0), 0.0).high_minutes, 80.0);
        let kept = keep_promise(&before, &estimate(1.0, 2.0, 3.0), 4.0);
        assert_eq!(kept, estimate(4.0, 14.0, 34.0));
    }

    proptest! {
        #[test]
        fn estimate_promise_keeps_its_order(
            before in proptest::array::uniform3(0.0..600.0f64),
            new in proptest::array::uniform3(0.0..600.0f64),
            elapsed in 0.0..60.0f64,
        ) {
            let ordered = |mut of: [f64; 3]| {
                of.sort_unstable_by(f64::total_cmp);
                estimate(of[0], of[1], of[2])
            };
            let (before, new) = (ordered(before), ordered(new));
            let kept = keep_promise(&before, &new, elapsed);
            prop_assert!(kept.low_minutes <= kept.likely_minutes);
            prop_assert!(kept.likely_minutes <= kept.high_minutes);
            prop_assert!(kept.likely_minutes >= new.likely_minutes);
            prop_assert!(kept.likely_minutes >= before.likely_minutes - 1.5 * elapsed);
            let told = told(&kept);
            prop_assert!(told.low_minutes < told.high_minutes);
            prop_assert!(told.low_minutes.is_multiple_of(5));
            prop_assert!(told.high_minutes.is_multiple_of(5));
        }
    }
}
