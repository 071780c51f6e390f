//! Codes that visitors type off a paper or a phone: of a booking, of a voucher.
//!
//! A code that exists is valid; small letters, blanks and hyphens are as good as the written form.

use crate::id::text_conversions;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use thiserror::Error;

/// Says why a text is not a code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Too short or too long.
    #[error("a code has {} to {} characters", .0.start(), .0.end())]
    Length(RangeInclusive<usize>),
    /// A character that the code may not have.
    #[error("a code has only letters and digits, and a voucher's none that look alike")]
    Character,
}

/// The characters of a voucher: none that is taken for another one.
pub const VOUCHER_CHARACTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The characters of a booking, which comes from elsewhere.
const BOOKING_CHARACTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $length:expr, $characters:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks a code as somebody has typed it.
            pub fn new(text: &str) -> Result<Self, CodeError> {
                checked(text, $length, $characters).map(Self)
            }

            /// Returns the code.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        text_conversions!($name, CodeError);
    )* };
}

codes!(
    /// Names a booking; it says nothing about the person.
    BookingCode: 6..=10, BOOKING_CHARACTERS;
    /// Names a voucher: the place of another day that an outage took away.
    VoucherCode: 10..=10, VOUCHER_CHARACTERS;
);

impl VoucherCode {
    /// Makes a code of random bits.
    pub fn from_bits(bits: u128) -> Self {
        let count = VOUCHER_CHARACTERS.len() as u128;
        let digit = |place| bits / count.pow(place) % count;
        let character = |place| char::from(VOUCHER_CHARACTERS[digit(place) as usize]);
        Self((0..10).map(character).collect())
    }
}

fn checked(
    text: &str,
    length: RangeInclusive<usize>,
    characters: &[u8],
) -> Result<String, CodeError> {
    let typed = text.chars().filter(|c| !matches!(c, ' ' | '-'));
    let code: String = typed.map(|c| c.to_ascii_uppercase()).collect();
    if !length.contains(&code.chars().count()) {
        return Err(CodeError::Length(length));
    }
    if code.bytes().all(|b| characters.contains(&b)) { Ok(code) } else { Err(CodeError::Character) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        for typed in ["JANJI01", "janji01", " jan-ji 01"] {
            assert_eq!(BookingCode::new(typed).unwrap().as_str(), "JANJI01", "{typed}");
        }
        for wrong in ["", "ABCDE", "ABCDEFGHIJK", "JANJI_1", "JANJIÉ1"] {
            assert!(BookingCode::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_voucher_has_no_characters_that_look_alike() {
        assert!(VoucherCode::new("ABCDE-23456").is_ok());
        for wrong in ["ABCDE2345", "ABCDE234567", "ABCDE2345O", "ABCDE23450", "ABCDE2345I"] {
            assert!(VoucherCode::new(wrong).is_err(), "{wrong}");
        }
        let made = VoucherCode::from_bits(u128::MAX);
        assert_eq!(VoucherCode::new(made.as_str()), Ok(made));
        assert_ne!(VoucherCode::from_bits(1), VoucherCode::from_bits(2));
    }
}
