//! Everything that may be asked of the hub. What each does in which state: contract.md 2.
//!
//! A command names things by id and carries no time: only the hub stamps times.

use crate::id::{
    CounterId, DeviceId, Officer, PriorityId, QueueId, ServiceId, TicketId, Token, ZoneId,
};
use crate::ticket::{Channel, Language, Shown, TicketNumber};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A request to the hub. Externally tagged JSON: `{"call_next":{"counter":"3"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Draws a number. The command's id becomes the ticket's.
    Issue {
        /// What the visitor comes for; one service until a visit may have several stops.
        services: Vec<ServiceId>,
        /// The visitor's language.
        language: Language,
        /// How the visitor came to ask.
        channel: Channel,
        /// The secret of the ticket page, made by the sender.
        token: Token,
        /// The visitor says to be one of those who are called earlier.
        #[serde(default)]
        priority: Option<PriorityClaim>,
    },
    /// Says that the visitor has seen the number.
    ConfirmShown {
        /// The ticket.
        ticket: TicketId,
        /// On paper or on screen.
        by: Shown,
    },
    /// Says that the visitor never got the number, or gave it back.
    GiveBack {
        /// The ticket, known to the hub or not yet.
        ticket: TicketId,
    },
    /// Hands over a ticket that was given while the hub was away.
    AdmitTicket {
        /// The ticket, with everything printed on it.
        ticket: Box<AdmittedTicket>,
    },
    /// Calls the next visitor to a counter.
    CallNext {
        /// The counter that calls.
        counter: CounterId,
    },
    /// Calls a chosen visitor to a counter, where the hall allows it.
    CallTicket {
        /// The counter that calls.
        counter: CounterId,
        /// The visitor's ticket.
        ticket: TicketId,
    },
    /// Summons the called visitor again.
    Recall {
        /// The counter that holds the ticket.
        counter: CounterId,
    },
    /// Starts to serve the called visitor.
    Serve {
        /// The counter that holds the ticket.
        counter: CounterId,
    },
    /// Finishes with the visitor.
    Complete {
        /// The counter that holds the ticket.
        counter: CounterId,
        /// What came of it, in the officer's words.
        #[serde(default)]
        outcome: Option<String>,
    },
    /// Finishes with the visitor and calls the next, as one step.
    CompleteAndCallNext {
        /// The counter that holds the ticket.
        counter: CounterId,
        /// What came of it, in the officer's words.
        #[serde(default)]
        outcome: Option<String>,
    },
    /// Says that the called visitor did not come.
    NoShow {
        /// The counter that holds the ticket.
        counter: CounterId,
    },
    /// Puts the called visitor, who is not there, back for a while and calls the next, as one step.
    Skip {
        /// The counter that holds the ticket.
        counter: CounterId,
    },
    /// Sets the visitor in hand aside.
    Park {
        /// The counter that holds the ticket.
        counter: CounterId,
        /// Why.
        reason: String,
        /// When the visitor is expected back.
        #[serde(default)]
        until: Option<Timestamp>,
    },
    /// Goes on serving a parked visitor, who stands at the counter.
    Resume {
        /// The counter that goes on.
        counter: CounterId,
        /// The parked ticket.
        ticket: TicketId,
    },
    /// Sends a visitor to another queue, counter, service or officer.
    Transfer {
        /// The counter that sends.
        counter: CounterId,
        /// The ticket; none means the one in hand.
        #[serde(default)]
        ticket: Option<TicketId>,
        /// Where to.
        to: TransferTarget,
    },
    /// Puts a visitor who missed the call back into the queue, behind a few others.
    Return {
        /// The ticket.
        ticket: TicketId,
    },
    /// Lets a few others go first, as the visitor wishes.
    Yield {
        /// The ticket.
        ticket: TicketId,
    },
    /// Withdraws a ticket.
    Cancel {
        /// The ticket.
        ticket: TicketId,
    },
    /// Calls a visitor earlier from now on.
    GrantPriority {
        /// The ticket.
        ticket: TicketId,
        /// The class, or none.
        priority: PriorityClaim,
    },
    /// Takes a visitor's priority away; the place follows from the arrival alone again.
    WithdrawPriority {
        /// The ticket.
        ticket: TicketId,
        /// Why.
        reason: String,
        /// Random bits that keep the reason's hash from being guessed, made by the sender.
        salt: Token,
    },
    /// Keeps a note for whoever holds the ticket; an empty text takes the note away.
    SetNote {
        /// The ticket.
        ticket: TicketId,
        /// The note.
        text: String,
        /// Random bits that keep the note's hash from being guessed, made by the sender.
        salt: Token,
    },
    /// Takes back a counter's last step.
    Undo {
        /// The counter.
        counter: CounterId,
    },
    /// Opens a counter, or moves its session to this device.
    OpenCounter {
        /// The counter.
        counter: CounterId,
        /// Who sits there.
        officer: Officer,
    },
    /// Pauses a counter.
    PauseCounter {
        /// The counter.
        counter: CounterId,
        /// Why.
        reason: String,
    },
    /// Closes a counter, or asks for it where closing has to be approved.
    CloseCounter {
        /// The counter.
        counter: CounterId,
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Frees a counter whose officer is gone.
    ReleaseCounter {
        /// The counter.
        counter: CounterId,
        /// Why.
        reason: String,
    },
    /// Answers a counter that asked to close.
    ApproveClosing {
        /// The counter.
        counter: CounterId,
        /// False opens it again.
        approve: bool,
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Shows a text on the boards.
    Announce {
        /// The zone; none means all.
        #[serde(default)]
        zone: Option<ZoneId>,
        /// The text.
        text: String,
    },
    /// Tells which calls a display has shown.
    ReportShown {
        /// The zone.
        zone: ZoneId,
        /// The display.
        display: DeviceId,
        /// The calls, by number, with the instant of the first frame; and holes.
        calls: Vec<CallReport>,
    },
    /// Tells which calls a display has announced to the last sample.
    ReportSpoken {
        /// The zone.
        zone: ZoneId,
        /// The display.
        display: DeviceId,
        /// The calls, by number, with the instant of the last sample.
        calls: Vec<CallReport>,
    },
}

impl Command {
    /// The names of all commands, in the order of `Command`.
    pub const NAMES: [&'static str; 30] = [
        "issue",
        "confirm_shown",
        "give_back",
        "admit_ticket",
        "call_next",
        "call_ticket",
        "recall",
        "serve",
        "complete",
        "complete_and_call_next",
        "no_show",
        "skip",
        "park",
        "resume",
        "transfer",
        "return",
        "yield",
        "cancel",
        "grant_priority",
        "withdraw_priority",
        "set_note",
        "undo",
        "open_counter",
        "pause_counter",
        "close_counter",
        "release_counter",
        "approve_closing",
        "announce",
        "report_shown",
        "report_spoken",
    ];

    /// Returns the command's name, as the link and the journal write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Issue { .. } => "issue",
            Self::ConfirmShown { .. } => "confirm_shown",
            Self::GiveBack { .. } => "give_back",
            Self::AdmitTicket { .. } => "admit_ticket",
            Self::CallNext { .. } => "call_next",
            Self::CallTicket { .. } => "call_ticket",
            Self::Recall { .. } => "recall",
            Self::Serve { .. } => "serve",
            Self::Complete { .. } => "complete",
            Self::CompleteAndCallNext { .. } => "complete_and_call_next",
            Self::NoShow { .. } => "no_show",
            Self::Skip { .. } => "skip",
            Self::Park { .. } => "park",
            Self::Resume { .. } => "resume",
            Self::Transfer { .. } => "transfer",
            Self::Return { .. } => "return",
            Self::Yield { .. } => "yield",
            Self::Cancel { .. } => "cancel",
            Self::GrantPriority { .. } => "grant_priority",
            Self::WithdrawPriority { .. } => "withdraw_priority",
            Self::SetNote { .. } => "set_note",
            Self::Undo { .. } => "undo",
            Self::OpenCounter { .. } => "open_counter",
            Self::PauseCounter { .. } => "pause_counter",
            Self::CloseCounter { .. } => "close_counter",
            Self::ReleaseCounter { .. } => "release_counter",
            Self::ApproveClosing { .. } => "approve_closing",
            Self::Announce { .. } => "announce",
            Self::ReportShown { .. } => "report_shown",
            Self::ReportSpoken { .. } => "report_spoken",
        }
    }
}

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
