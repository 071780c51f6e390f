//! Names of things: slugs for what the hall file lists, UUIDs for what a program makes.
//!
//! An id that exists is valid: constructors and decoding check the form, nothing else does.

use crate::limits::{OFFICER_CHARS_MAX, SLUG_CHARS_MAX};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

/// Says why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// The text is empty or too long.
    #[error("an id has 1 to {SLUG_CHARS_MAX} characters")]
    Length,
    /// The text has a character that a slug may not have.
    #[error("an id has only the characters a-z, 0-9 and -")]
    Character,
    /// The text is not an officer's name.
    #[error(
        "an officer's name has 1 to {OFFICER_CHARS_MAX} characters, none of them a control character"
    )]
    Officer,
    /// The text is not 32 hexadecimal digits.
    #[error("a token has 32 hexadecimal digits")]
    Token,
}

/// Gives a checked text what texts can do: be shown, and be made of a text that is checked.
macro_rules! text_conversions {
    ($name:ident, $error:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                Self::new(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, $error> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    };
}

pub(crate) use text_conversions;

macro_rules! slug_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks that the text is a slug.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                check_slug(&text).map(|()| Self(text))
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        text_conversions!($name, IdError);
    )* };
}

slug_ids!(
    /// Names an agency of the hall file.
    AgencyId,
    /// Names a queue of the hall file.
    QueueId,
    /// Names a service of the hall file.
    ServiceId,
    /// Names a counter of the hall file.
    CounterId,
    /// Names a zone of the hall file.
    ZoneId,
    /// Names a kiosk of the hall file.
    KioskId,
    /// Names a priority class of the hall file.
    PriorityId,
    /// Names a program on a machine: a kiosk, a console, a board.
    DeviceId,
);

fn check_slug(text: &str) -> Result<(), IdError> {
    if text.is_empty() || text.len() > SLUG_CHARS_MAX {
        return Err(IdError::Length);
    }
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if text.bytes().all(fits) { Ok(()) } else { Err(IdError::Character) }
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

uuid_ids!(
    /// Names a command; made by its sender, so that a resend is the same command.
    CommandId,
    /// Names a ticket for ever: the id of the command that issued it.
    TicketId,
    /// Names a hall; made with its database.
    HallId,
    /// Names a journal; made with its database.
    JournalId,
);

impl CommandId {
    /// Makes a fresh id whose order is the order of making (UUID version 7).
    pub fn fresh() -> Self {
        Self(Uuid::now_v7())
    }

    /// Returns the id of the ticket that this command issues.
    pub fn ticket(self) -> TicketId {
        TicketId(self.0)
    }
}

impl TicketId {
    /// Returns the id of the command that issued this ticket.
    pub fn command(self) -> CommandId {
        CommandId(self.0)
    }
}

/// The name under which an officer signed in at a counter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Officer(String);

impl Officer {
    /// Checks a name; leading and trailing blanks are dropped.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let name = text.trim();
        let length = name.chars().count();
        if length == 0 || length > OFFICER_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(IdError::Officer);
        }
        Ok(Self(name.to_owned()))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_conversions!(Officer, IdError);

/// The 128 random bits behind which a visitor's ticket page stands; made by the sender of `Issue`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token(u128);

impl Token {
    /// Wraps 128 random bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl std::str::FromStr for Token {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(IdError::Token);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| IdError::Token)
    }
}

impl TryFrom<String> for Token {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_refuse_what_a_file_or_an_address_could_trip_over() {
        for good in ["a", "bpjs-kesehatan", "12"] {
            assert_eq!(QueueId::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "A", "a_b", "é", "a b", "../x", &"x".repeat(SLUG_CHARS_MAX + 1)] {
            assert!(QueueId::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_token_survives_its_text_form() {
        let token = Token::from_bits(0x00ff_0000_0000_0000_0000_0000_0000_0001);
        assert_eq!(token.to_string().parse::<Token>(), Ok(token));
        assert!("+".repeat(32).parse::<Token>().is_err());
    }
}
