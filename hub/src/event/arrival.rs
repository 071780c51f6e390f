//! How a ticket came to be, as its first event tells it.

use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::id::{KioskId, QueueId, ServiceId, TicketId, Token};
use antrean_shared::ticket::{Channel, Language, TicketNumber};
use antrean_shared::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};

/// A drawn number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketIssued {
    /// Its number.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub services: Vec<ServiceId>,
    /// The visitor's language.
    pub language: Language,
    /// How the visitor came to ask.
    pub channel: Channel,
    /// The kiosk that asked over its link: the ticket is `Issued` until the paper is vouched for.
    pub kiosk: Option<KioskId>,
    /// The secret of the ticket page.
    pub token: Token,
    /// The instant that decides the place in the queue, if it is not that of the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Timestamp>,
    /// People who were to be called before.
    pub ahead: u32,
    /// The wait that was promised, if anything honest could be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// The visitor is called earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// What gives an earlier place besides.
    #[serde(default, skip_serializing_if = "Footing::is_walk_in")]
    pub footing: Footing,
    /// The booking that was checked in, in time or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<BookingCode>,
    /// The voucher that was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<VoucherCode>,
}

/// What gives a visitor an earlier place, besides a priority.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Footing {
    /// Nothing: the visitor has just come.
    #[default]
    WalkIn,
    /// A voucher of another day.
    Voucher {
        /// Seconds by which the arrival counts as earlier.
        head_start_seconds: u32,
    },
    /// A booking, checked in in time.
    Booked {
        /// Seconds by which the arrival counts as earlier.
        head_start_seconds: u32,
        /// The visitor goes before all others from the arrival on.
        due_first: bool,
    },
}

impl Footing {
    /// Tells whether there is nothing.
    pub fn is_walk_in(&self) -> bool {
        *self == Self::WalkIn
    }

    /// Tells whether it is a booking.
    pub fn is_booked(&self) -> bool {
        matches!(self, Self::Booked { .. })
    }

    /// Returns seconds by which the arrival counts as earlier.
    pub fn head_start_seconds(&self) -> u32 {
        match self {
            Self::WalkIn => 0,
            Self::Voucher { head_start_seconds } | Self::Booked { head_start_seconds, .. } => {
                *head_start_seconds
            }
        }
    }
}

/// A visitor who waits for the numbers that come free next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandbyJoined {
    /// The ticket that it will become.
    pub ticket: TicketId,
    /// The queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// The visitor's language.
    pub language: Language,
    /// How the visitor came to ask.
    pub channel: Channel,
    /// The secret of the ticket page.
    pub token: Token,
    /// When the numbers come free.
    pub release_at: Timestamp,
}

/// A wait as it was estimated when the number was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Seconds; one of ten waits is shorter.
    pub low_seconds: u32,
    /// Seconds; half of the waits are shorter.
    pub likely_seconds: u32,
    /// Seconds; one of ten waits is longer.
    pub high_seconds: u32,
}

/// A priority as the rules see it: never its class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// Seconds by which the arrival counts as earlier.
    pub head_start_seconds: u32,
    /// SHA-256 of salt and class, in hexadecimal, if a class was named; the class stands in the
    /// private table.
    pub class: Option<String>,
    /// The same of an officer's reason, if one was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A ticket that was given without the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketAdmitted {
    /// Its number.
    pub number: TicketNumber,
    /// The day it was given on.
    pub day: ServiceDay,
    /// Its queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub services: Vec<ServiceId>,
    /// The visitor's language.
    pub language: Language,
    /// How it was given.
    pub channel: Channel,
    /// The kiosk, if it was one.
    pub kiosk: Option<KioskId>,
    /// The secret of the ticket page.
    pub token: Option<Token>,
    /// When it was given.
    pub issued_at: Timestamp,
    /// It came in on a later day and has expired.
    pub expired: bool,
    /// The visitor is called earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
}
