//! What a ticket is called, the states it goes through, and the words of its visitor.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Says why a text is not a prefix or a ticket number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberError {
    /// The letters cannot stand before a number.
    #[error("a prefix has one to three letters A-Z, and no single I, O, P, Q or X")]
    Prefix,
    /// The text is not a prefix followed by three or four digits.
    #[error("a ticket number is a prefix and three digits, four from 1000 on")]
    Number,
}

/// The letters before a ticket number. Single I, O, P, Q and X are left out (decisions.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prefix {
    letters: [u8; 3],
    length: u8,
}

impl Prefix {
    /// Checks the letters.
    pub fn new(text: &str) -> Result<Self, NumberError> {
        let bytes = text.as_bytes();
        let banned = matches!(bytes, [b'I' | b'O' | b'P' | b'Q' | b'X']);
        let upper = bytes.iter().all(u8::is_ascii_uppercase);
        if bytes.is_empty() || bytes.len() > 3 || banned || !upper {
            return Err(NumberError::Prefix);
        }
        let mut letters = [0; 3];
        letters[..bytes.len()].copy_from_slice(bytes);
        Ok(Self { letters, length: bytes.len() as u8 })
    }

    /// Returns the letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..usize::from(self.length)]).expect("letters are ASCII")
    }

    /// Tells whether one of the two begins the other: such prefixes are told apart by nobody.
    pub fn clashes(&self, other: &Self) -> bool {
        self.as_str().starts_with(other.as_str()) || other.as_str().starts_with(self.as_str())
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Prefix {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::new(&text)
    }
}

impl From<Prefix> for String {
    fn from(prefix: Prefix) -> Self {
        prefix.as_str().to_owned()
    }
}

/// The number on a ticket, unique per service day and prefix: `A012`, `XA007`, `A1000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketNumber {
    prefix: Prefix,
    count: u16,
}

impl TicketNumber {
    /// The last number of a series.
    pub const COUNT_MAX: u16 = 9_999;

    /// Checks the count: 1 to 9,999.
    pub fn new(prefix: Prefix, count: u16) -> Result<Self, NumberError> {
        if count == 0 || count > Self::COUNT_MAX {
            return Err(NumberError::Number);
        }
        Ok(Self { prefix, count })
    }

    /// Returns the letters.
    pub fn prefix(&self) -> Prefix {
        self.prefix
    }

    /// Returns the place in the series, from 1.
    pub fn count(&self) -> u16 {
        self.count
    }
}

/// A stretch of a series, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRange {
    /// The first count.
    pub from: u16,
    /// The last count.
    pub to: u16,
}

impl NumberRange {
    /// Tells whether a count lies in the stretch.
    pub fn holds(&self, count: u16) -> bool {
        self.from <= count && count <= self.to
    }

    /// Tells whether two stretches share a count.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.prefix, self.count)
    }
}

impl std::str::FromStr for TicketNumber {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let digits_at = text.find(|c: char| c.is_ascii_digit()).ok_or(NumberError::Number)?;
        let (letters, digits) = text.split_at(digits_at);
        let prefix = Prefix::new(letters).map_err(|_| NumberError::Number)?;
        let only_digits = digits.bytes().all(|b| b.is_ascii_digit());
        let count = digits.parse().map_err(|_| NumberError::Number)?;
        let number = Self::new(prefix, count)?;
        if only_digits && number.to_string() == text {
            Ok(number)
        } else {
            Err(NumberError::Number)
        }
    }
}

impl TryFrom<String> for TicketNumber {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<TicketNumber> for String {
    fn from(number: TicketNumber) -> Self {
        number.to_string()
    }
}

/// Where a ticket is in its life (contract.md 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// The number exists; nobody has said yet that the visitor has seen it.
    Issued,
    /// In its queue, may be called.
    Waiting,
    /// Summoned to a counter; the visitor is on the way.
    Called,
    /// At the counter.
    Serving,
    /// Set aside by an officer, with a reason.
    Parked,
    /// Called, and nobody came.
    NoShow,
    /// Served to the end.
    Completed,
    /// Withdrawn.
    Cancelled,
    /// The day ended before the ticket did.
    Expired,
}

impl TicketState {
    /// Every state, in the order of a ticket's life.
    pub const ALL: [Self; 9] = [
        Self::Issued,
        Self::Waiting,
        Self::Called,
        Self::Serving,
        Self::Parked,
        Self::NoShow,
        Self::Completed,
        Self::Cancelled,
        Self::Expired,
    ];

    /// Tells whether nothing can happen to the ticket any more.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Expired)
    }

    /// Tells whether a counter holds the ticket.
    pub fn is_in_hand(self) -> bool {
        matches!(self, Self::Called | Self::Serving)
    }
}

/// How far a visit has come with one of its services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopState {
    /// The visit has not come to it yet.
    Later,
    /// The visitor waits for it, or is served.
    Current,
    /// Served.
    Done,
    /// Nobody served it any more when the visit came to it.
    NotServed,
    /// Taken off the visit.
    Dropped,
}

/// How a visitor has seen the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// The paper came out.
    Paper,
    /// It stood on the kiosk's screen.
    Screen,
    /// Nobody said so for 90 seconds (contract.md 8).
    Unknown,
}

/// How a ticket came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At a kiosk.
    Kiosk,
    /// By an officer.
    Counter,
    /// On a phone.
    Phone,
    /// By other software.
    Api,
}

/// A language of screens, paper and voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
    /// Javanese (krama).
    Jv,
    /// Sundanese (lemes).
    Su,
}

impl Language {
    /// Every language, the hall's usual order.
    pub const ALL: [Self; 4] = [Self::Id, Self::En, Self::Jv, Self::Su];

    /// Returns the ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
            Self::Jv => "jv",
            Self::Su => "su",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_three_digits_then_four() {
        for (count, text) in [(1, "A001"), (12, "A012"), (999, "A999"), (1000, "A1000")] {
            let number = TicketNumber::new(Prefix::new("A").unwrap(), count).unwrap();
            assert_eq!(number.to_string(), text);
            assert_eq!(text.parse::<TicketNumber>(), Ok(number));
        }
    }

    #[test]
    fn a_text_that_is_not_exactly_a_number_is_refused() {
        for bad in
            ["", "A", "12", "A12", "A0012", "A000", "a012", "A01x", "ABCD001", "P001", "A10000"]
        {
            assert!(bad.parse::<TicketNumber>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn one_prefix_may_not_begin_another() {
        let prefix = |text| Prefix::new(text).unwrap();
        assert!(prefix("A").clashes(&prefix("AB")));
        assert!(!prefix("XA").clashes(&prefix("XB")));
        assert!(Prefix::new("X").is_err() && Prefix::new("XA").is_ok());
    }
}
