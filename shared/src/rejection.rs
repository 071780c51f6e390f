//! Every way to be told no. A rejection is an answer, not an error: it changed nothing.

use crate::id::{CounterId, Officer, QueueId, ServiceId, TicketId};
use crate::opening::ClosedReason;
use crate::ticket::{NumberRange, TicketNumber, TicketState};
use crate::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};

/// Why the hub refused a command (contract.md 2). The code is stable; the words are each screen's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Rejection {
    /// The queue gives no numbers now.
    QueueClosed {
        /// The queue.
        queue: QueueId,
        /// The service that was asked for.
        service: Option<ServiceId>,
        /// Why.
        reason: ClosedReason,
        /// When a number may be drawn again.
        opens_at: Option<Timestamp>,
    },
    /// The day's numbers are given.
    QuotaReached {
        /// The queue.
        queue: QueueId,
        /// When a number may be drawn again.
        opens_at: Option<Timestamp>,
    },
    /// Too close to the end of the day.
    CutOff {
        /// The queue.
        queue: QueueId,
        /// When a number may be drawn again.
        opens_at: Option<Timestamp>,
    },
    /// This kiosk does not offer the service.
    NotOfferedHere {
        /// The service.
        service: ServiceId,
    },
    /// The number was given back before it was drawn.
    GivenBack,
    /// The hub does not know today's date for certain.
    DateUnconfirmed,
    /// The date that was confirmed lies before the program was made.
    DateTooEarly {
        /// The first date that can be true.
        earliest: Timestamp,
    },
    /// As many visitors as the hall allows wait for the next numbers.
    StandbyFull {
        /// How many that is.
        standby_max: u32,
    },
    /// The hub does not know the booking.
    BookingUnknown,
    /// It is too long until the booked time.
    BookingTooEarly {
        /// From when it is allowed.
        from: Timestamp,
    },
    /// The voucher has been used.
    VoucherUsed,
    /// No voucher that is good today.
    VoucherUnknown {
        /// The first day on which it is good, if that is still to come.
        valid_from: Option<ServiceDay>,
    },
    /// Numbers wait until every kiosk has said how far it had come (contract.md 4).
    LineageUnconfirmed,
    /// The ticket has ended.
    TicketEnded {
        /// How.
        state: TicketState,
    },
    /// The visitor is being served.
    TicketServing {
        /// Where.
        counter: Option<CounterId>,
    },
    /// Another ticket of today has the number.
    NumberTaken {
        /// The number.
        number: TicketNumber,
        /// The ticket that has it.
        ticket: TicketId,
    },
    /// The number is on none of the queue's paper rolls.
    OutsideRange {
        /// The number.
        number: TicketNumber,
        /// The numbers of the rolls.
        rolls: Vec<NumberRange>,
    },
    /// Nobody is waiting for this counter.
    QueueEmpty,
    /// The counter holds a ticket.
    CounterBusy {
        /// Its number.
        number: TicketNumber,
    },
    /// The counter is not open.
    CounterClosed {
        /// What it is.
        state: CounterState,
    },
    /// The hall does not allow it, or not to this caller.
    NotAllowed,
    /// Another counter holds the ticket, or nobody does.
    TicketHeld {
        /// Who holds it.
        counter: Option<CounterId>,
    },
    /// The last call was too short ago.
    RecallTooEarly {
        /// From when it is allowed.
        recall_from: Timestamp,
    },
    /// The visitor was recalled often enough.
    RecallLimit {
        /// How often it is allowed.
        recalls_max: u32,
    },
    /// The visitor was away for too long.
    ReturnTooLate {
        /// How many minutes were allowed.
        return_within_minutes: u32,
    },
    /// The visitor has come back once before.
    ReturnUsed,
    /// The visitor has let others go first often enough.
    YieldLimit {
        /// How often it is allowed.
        yields_max: u32,
    },
    /// No called ticket in hand.
    NotCalled,
    /// No visitor is being served here.
    NotServing,
    /// The last call was too short ago.
    NoShowTooEarly {
        /// From when it is allowed.
        allowed_from: Timestamp,
    },
    /// No ticket in hand.
    NotInHand,
    /// The visit has come to the service already.
    StopEntered {
        /// The service.
        service: ServiceId,
    },
    /// Nobody will serve there today.
    TargetClosed {
        /// Why the queue is closed; none for a counter or an officer who is not there.
        reason: Option<ClosedReason>,
    },
    /// No more visitors are taken there.
    TargetFull {
        /// As many may wait there.
        waiting_max: u32,
    },
    /// The last step is too long ago.
    UndoExpired,
    /// Somebody else has gone on with the ticket.
    UndoOvertaken,
    /// The counter has no step to take back.
    NothingToUndo,
    /// Another officer sits there, or another device is the counter's console.
    CounterTaken {
        /// Who.
        officer: Officer,
    },
    /// The officer is signed in at another counter.
    OfficerElsewhere {
        /// Where.
        counter: CounterId,
    },
    /// A ticket has to be finished first.
    TicketInHand {
        /// Its number.
        number: TicketNumber,
    },
    /// The hall has no such thing.
    UnknownId {
        /// What was looked for, as the field is called.
        field: String,
        /// The id.
        id: String,
    },
    /// The command has no meaning in this state.
    NotAllowedInState {
        /// The state of the ticket or counter.
        state: String,
    },
    /// A value is outside its bounds.
    Invalid {
        /// The field.
        field: String,
        /// What is allowed.
        rule: InvalidRule,
    },
    /// The same id came before with another command.
    IdReused,
    /// The command made the hub fail before and is left alone.
    Poisoned,
}

/// What a value has to keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvalidRule {
    /// Nothing, or only blanks.
    Empty,
    /// One of them stands there twice.
    Twice,
    /// More than there may be.
    TooMany,
    /// Not a first and a last number in this order, or too far apart.
    NotARange,
    /// It, or some of it, is in use already.
    Taken,
    /// The service cannot be booked.
    NotBookable,
    /// Longer than its limit.
    TooLong,
    /// The number's prefix is not the queue's nor a kiosk's.
    WrongPrefix,
    /// The service is not one of the queue's.
    WrongQueue,
    /// A time in the future.
    InFuture,
    /// A time in the past, or too far ahead.
    NotAhead,
    /// Not a time of day HH:MM.
    NotATime,
    /// Only the named values are allowed here.
    NotOneOf,
}

/// Whether a counter calls visitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CounterState {
    /// Nobody sits there.
    Closed,
    /// It calls.
    Open,
    /// The officer is away for a while.
    Paused,
    /// It finishes the ticket in hand and calls nobody.
    Closing,
}

impl Rejection {
    /// Returns the stable code: `queue-empty`.
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).expect("a rejection is plain data");
        value["code"].as_str().expect("a rejection has a code").to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_contract() {
        assert_eq!(Rejection::QueueEmpty.code(), "queue-empty");
        assert_eq!(
            Rejection::RecallTooEarly { recall_from: Timestamp(0) }.code(),
            "recall-too-early"
        );
        assert_eq!(
            Rejection::CutOff { queue: QueueId::new("a").unwrap(), opens_at: None }.code(),
            "cut-off"
        );
    }
}
