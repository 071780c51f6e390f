//! Everything that may be asked of the hub. What each does in which state: contract.md 2.
//!
//! A command names things by id and carries no time: only the hub stamps times.

mod name;
mod part;

pub use part::{AdmittedTicket, Booking, CallOutcome, CallReport, PriorityClaim, TransferTarget};

use crate::code::{BookingCode, VoucherCode};
use crate::id::{
    AgencyId, CounterId, DeviceId, KioskId, Officer, QueueId, ServiceId, TicketId, Token, ZoneId,
};
use crate::ticket::{Channel, Language, Shown};
use crate::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};

/// A request to the hub. Externally tagged JSON: `{"call_next":{"counter":"3"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Draws a number. The command's id becomes the ticket's.
    Issue {
        /// What the visitor comes for, in the order of the visit.
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
        /// The visitor lost the place of another day to an outage, and has this for it.
        #[serde(default)]
        voucher: Option<VoucherCode>,
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
        /// The visitor comes back to this counter once that is done.
        #[serde(default, rename = "return")]
        come_back: bool,
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
    /// Adds a service to the end of a visit.
    AddStop {
        /// The ticket.
        ticket: TicketId,
        /// The service.
        service: ServiceId,
    },
    /// Takes a service off a visit that has not come to it yet.
    DropStop {
        /// The ticket.
        ticket: TicketId,
        /// The service.
        service: ServiceId,
    },
    /// Says in which order a visit goes on.
    OrderStops {
        /// The ticket.
        ticket: TicketId,
        /// The services that it has not come to yet, each once.
        services: Vec<ServiceId>,
    },
    /// Calls a visitor earlier from now on.
    GrantPriority {
        /// The ticket.
        ticket: TicketId,
        /// The class, or none.
        priority: PriorityClaim,
        /// Why, in the officer's own words; kept no longer than the class.
        #[serde(default)]
        reason: Option<String>,
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
    /// Prints a visitor's paper once more at a kiosk: where to go now, marked SALINAN.
    PrintCopy {
        /// The counter that asks.
        counter: CounterId,
        /// The ticket.
        ticket: TicketId,
        /// The kiosk that prints.
        kiosk: KioskId,
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
    /// Gives numbers in a queue whatever its hours say.
    ForceOpen {
        /// The queue.
        queue: QueueId,
        /// Until when; none: until the day ends.
        #[serde(default)]
        until: Option<Timestamp>,
        /// Why.
        reason: String,
    },
    /// Gives no numbers in a queue whatever its hours say.
    ForceClose {
        /// The queue.
        queue: QueueId,
        /// Until when; none: until the day ends.
        #[serde(default)]
        until: Option<Timestamp>,
        /// Why.
        reason: String,
    },
    /// Lets a queue's hours decide again.
    EndForce {
        /// The queue.
        queue: QueueId,
    },
    /// Tells everybody that an agency's system is down.
    SetOutage {
        /// The agency.
        agency: AgencyId,
        /// Why, for everybody to read.
        reason: String,
        /// When it is expected to be over.
        #[serde(default)]
        until: Option<Timestamp>,
    },
    /// Tells everybody that an agency's system is up again.
    ClearOutage {
        /// The agency.
        agency: AgencyId,
    },
    /// Puts a visitor on the list for the numbers that come free next; draws a number if there is
    /// one. The command's id becomes the ticket's.
    JoinStandby {
        /// The queue.
        queue: QueueId,
        /// What the visitor comes for.
        service: ServiceId,
        /// The visitor's language.
        language: Language,
        /// How the visitor came to ask.
        channel: Channel,
        /// The secret of the ticket page, made by the sender.
        token: Token,
    },
    /// Gives a voucher for another day to a visitor whom an outage keeps from being served.
    TakeVoucher {
        /// The ticket, which ends.
        ticket: TicketId,
        /// The voucher, made by the sender.
        voucher: VoucherCode,
    },
    /// Brings in bookings that were made elsewhere.
    ImportBookings {
        /// The bookings.
        bookings: Vec<Booking>,
    },
    /// Draws a number for a booking, or for the services of a voucher. The command's id becomes the
    /// ticket's.
    CheckIn {
        /// The booking; a code that names none is taken for a voucher's.
        booking: BookingCode,
        /// The visitor's language.
        language: Language,
        /// How the visitor came to ask.
        channel: Channel,
        /// The secret of the ticket page, made by the sender.
        token: Token,
    },
    /// Keeps numbers of a queue for tickets from a paper roll.
    OpenRoll {
        /// The queue.
        queue: QueueId,
        /// The first number of the roll, without its letters.
        from: u16,
        /// The last number of the roll.
        to: u16,
    },
    /// Says which day it is, where the hub's clock is in doubt.
    ConfirmDate {
        /// The date in the hall.
        date: ServiceDay,
        /// The time of day in the hall, HH:MM; none: the clock's own counts.
        #[serde(default)]
        time: Option<String>,
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
