//! Numbers that are given away by hand, off a paper roll.

use super::HallState;
use antrean_shared::ticket::{NumberRange, Prefix, TicketNumber};

impl HallState {
    /// Returns the numbers of a series that are kept for paper rolls.
    pub fn rolls(&self, prefix: Prefix) -> &[NumberRange] {
        self.rolls.get(&prefix).map_or(&[], Vec::as_slice)
    }

    /// Tells whether a number cannot be drawn: it was given, or is kept for a paper roll.
    pub fn is_taken(&self, number: TicketNumber) -> bool {
        let on_a_roll = |roll: &NumberRange| roll.holds(number.count());
        self.numbers.contains_key(&number) || self.rolls(number.prefix()).iter().any(on_a_roll)
    }

    pub(super) fn open_roll(&mut self, prefix: Prefix, range: NumberRange) {
        self.rolls.entry(prefix).or_default().push(range);
    }

    /// Asserts that the rolls of a series are apart.
    pub(super) fn check_rolls(&self, prefix: Prefix) {
        let rolls = self.rolls(prefix);
        for (place, roll) in rolls.iter().enumerate() {
            let apart = rolls[..place].iter().all(|other| !other.overlaps(roll));
            assert!(apart, "a number is on one roll");
        }
    }
}
