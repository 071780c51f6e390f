//! What commands are made of, besides ids and texts.

use crate::code::BookingCode;
use crate::id::{CounterId, Officer, PriorityId, QueueId, ServiceId, TicketId, Token};
use crate::ticket::{Language, TicketNumber};
use crate::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};

/// A visitor's claim to be called earlier. Nobody has to name a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityClaim {
    /// The class, if it was named.
    #[serde(default)]
    pub class: Option<PriorityId>,
    /// Random bits that keep the class's hash from being guessed, made by the sender.
    pub salt: Token,
}

/// A ticket that a kiosk or an officer gave without the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdmittedTicket {
    /// Its id, made where it was given.
    pub id: TicketId,
    /// The number on it.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub services: Vec<ServiceId>,
    /// The visitor's language; none means the hall's.
    #[serde(default)]
    pub language: Option<Language>,
    /// The secret of the ticket page, if the paper carries one.
    #[serde(default)]
    pub token: Option<Token>,
    /// When it was given.
    pub issued_at: Timestamp,
    /// The visitor said to be one of those who are called earlier.
    #[serde(default)]
    pub priority: Option<PriorityClaim>,
}

/// A booking that was made elsewhere; nothing about the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// What the visitor types.
    pub id: BookingCode,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// The service day.
    pub day: ServiceDay,
    /// The begin of the slot in the hall, HH:MM.
    pub time: String,
}

/// Where a visitor is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TransferTarget {
    /// To the end of nothing: the place follows from the arrival time.
    Queue(QueueId),
    /// To wait for one counter.
    Counter(CounterId),
    /// To another service and its queue.
    Service(ServiceId),
    /// To wait for one officer.
    Officer(Officer),
}

/// What a display did with a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallReport {
    /// The call's number in its zone.
    pub call: u64,
    /// When, in hub time.
    pub at: Timestamp,
    /// What became of it.
    pub outcome: CallOutcome,
}

/// What became of a call at a display (contract.md 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallOutcome {
    /// Shown large with a flash, or announced to the end.
    Done,
    /// Shown, and left unspoken: the hall is kept quiet at that hour, or by the display's settings.
    Silent,
    /// Answered before its turn.
    Answered,
    /// Ended by no-show or day close before its turn.
    Missed,
    /// Taken back before its turn.
    Withdrawn,
    /// A recall of the same ticket took its place.
    Merged,
    /// Over two minutes old when it was seen.
    TooOld,
    /// The view no longer carried it.
    Hole,
}
