//! Looking for a number from a console: a question that changes nothing (contract.md 6).
//!
//! A counter's view lists the first tickets only; the rest is found by a part of the number. Asked
//! over the link, answered by the hub from the same world as every view.

use crate::id::{CounterId, QueueId};
use crate::limits::SEARCH_CHARS_MAX;
use crate::ticket::{Prefix, TicketNumber, TicketState};
use crate::view::{MissedTicket, ParkedTicket, WaitingTicket};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Asks which tickets a counter may serve have a number with this part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The sender's own count; comes back with the answer.
    pub search: u64,
    /// Whose tickets are looked through.
    pub counter: CounterId,
    /// What was typed.
    pub text: NumberPart,
}

/// What was found, in the order of the lists; at most `SEARCH_FOUND_MAX` of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// As it was sent.
    pub search: u64,
    /// Tickets that wait, in calling order.
    pub waiting: Vec<WaitingTicket>,
    /// How many of those there are in all.
    pub waiting_total: u32,
    /// Tickets set aside, due ones first.
    pub parked: Vec<ParkedTicket>,
    /// How many of those there are in all.
    pub parked_total: u32,
    /// Tickets of visitors who did not come, the newest first.
    pub no_show: Vec<MissedTicket>,
    /// How many of those there are in all.
    pub no_show_total: u32,
    /// Where a whole number is that today has but none of these lists.
    pub elsewhere: Option<Whereabouts>,
}

/// Where a ticket is that a counter cannot take up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Its number.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// Where in its life.
    pub state: TicketState,
    /// The counter that has it, or had it last.
    pub counter: Option<CounterId>,
}

/// A part of a ticket number: capitals and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberPart(String);

/// Says that a text is no part of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a part of a number has 1 to {SEARCH_CHARS_MAX} letters and digits")]
pub struct NumberPartError;

impl NumberPart {
    /// Checks a text; small letters are made large.
    pub fn new(text: &str) -> Result<Self, NumberPartError> {
        let fits = (1..=SEARCH_CHARS_MAX).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(NumberPartError)
        }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether a number has this part, also where its leading zeros were left out: `A12`.
    pub fn is_in(&self, number: TicketNumber) -> bool {
        number.to_string().contains(&self.0) || short(number).contains(&self.0)
    }

    /// Returns the number that this is if nothing is left out but leading zeros.
    pub fn whole(&self) -> Option<TicketNumber> {
        let digits_at = self.0.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = self.0.split_at(digits_at);
        let number = TicketNumber::new(Prefix::new(letters).ok()?, digits.parse().ok()?).ok()?;
        (self.0 == number.to_string() || self.0 == short(number)).then_some(number)
    }
}

fn short(number: TicketNumber) -> String {
    format!("{}{}", number.prefix(), number.count())
}

impl fmt::Display for NumberPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NumberPart {
    type Error = NumberPartError;
    fn try_from(text: String) -> Result<Self, NumberPartError> {
        Self::new(&text)
    }
}

impl From<NumberPart> for String {
    fn from(part: NumberPart) -> Self {
        part.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> NumberPart {
        NumberPart::new(text).unwrap()
    }

    #[test]
    fn a_number_is_found_by_any_part_and_without_its_zeros() {
        let number: TicketNumber = "XA012".parse().unwrap();
        for text in ["x", "XA", "012", "12", "a012", "XA12", "A1", "xa012"] {
            assert!(part(text).is_in(number), "{text}");
        }
        for text in ["B", "13", "XA2", "0122"] {
            assert!(!part(text).is_in(number), "{text}");
        }
    }

    #[test]
    fn a_whole_number_may_lack_its_zeros_and_nothing_else() {
        for text in ["XA012", "xa12"] {
            assert_eq!(part(text).whole().unwrap().to_string(), "XA012", "{text}");
        }
        for text in ["XA", "12", "A0", "A01", "XA0012", "P12", "A12B", "ABCD1"] {
            assert_eq!(part(text).whole(), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_part_of_a_number_is_refused() {
        for text in ["", " ", "A 1", "A-1", "Ä1", "A0123456"] {
            assert_eq!(NumberPart::new(text), Err(NumberPartError), "{text:?}");
        }
    }
}
