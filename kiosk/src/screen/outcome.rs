//! What came of a wish: a ticket, a number without paper, something to read.

use super::{Countdown, Moment, Place};
use crate::printer::PrinterStatus;
use antrean_shared::opening::ClosedReason;
use antrean_shared::wait::WaitRange;

/// A number whose paper came out.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketShown {
    pub ticket: TicketCard,
    /// The paper says SALINAN.
    pub copy: bool,
    /// The paper says PRIORITAS.
    pub priority: bool,
    pub back: Countdown,
}

/// A ticket as the screen tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketCard {
    pub number: String,
    pub agency: String,
    pub service: String,
    pub place: Place,
    /// Of this kiosk's own series, given while the hub was away: nobody knew how many are ahead.
    pub own: bool,
    pub ahead: u32,
    pub counters_open: Option<u32>,
    /// What the visitor was told to wait.
    pub wait: Option<WaitRange>,
    /// What the QR says.
    pub address: Option<String>,
}

/// What has become of the paper of a place on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipPaper {
    /// This kiosk has no paper.
    Free,
    Printing,
    Out,
    /// The printer never answers: only whoever stands there sees it.
    Unseen,
    Failed(PrinterStatus),
}

/// A number without paper.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperFailed {
    pub ticket: TicketCard,
    /// None while the printer has not said how it ended.
    pub fault: Option<PrinterStatus>,
    /// This kiosk has no paper: nothing has failed.
    pub paper_free: bool,
    pub may_give_back: bool,
    pub may_print: bool,
    pub back: Countdown,
}

/// Something to read, with one way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub matter: Matter,
    /// The agency or number that it is about.
    pub subject: String,
    pub opens: Option<Moment>,
    pub back: Countdown,
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    Closed(ClosedReason),
    NotOfferedHere,
    DateUnconfirmed,
    LineageUnconfirmed,
    /// As many as the hall allows wait for the next numbers.
    StandbyFull,
    BookingUnknown,
    BookingTooEarly,
    VoucherUsed,
    /// Not known, or its last day is over.
    VoucherUnknown,
    /// Its first day is still to come.
    VoucherTooEarly,
    /// The hub takes no more at the moment.
    Busy,
    /// The hub did not answer; the number is given back.
    Unknown,
    Offline,
    Printer(PrinterStatus),
    /// The visitor gave the number back.
    GivenBack,
    /// The number waits again, behind so many others, in this zone.
    Returned {
        after: u32,
        zone: String,
    },
    /// The number is not among those that may come back.
    NotMissed,
    ReturnTooLate {
        minutes: u32,
    },
    ReturnUsed,
    /// The hub did not say whether the number is back; asking again does no harm.
    ReturnUnknown,
    /// What was scanned is neither a booking nor a ticket of this kiosk.
    NotScanned,
    /// Something that should not happen at a kiosk; the code is for the officer.
    Fault(String),
}
