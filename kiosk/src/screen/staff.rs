//! What the staff menu shows, as plain data. Made by `controller::staff`, drawn by `ui::staff`.

use super::{Countdown, Day};
use crate::printer::PrinterStatus;
use antrean_shared::id::TicketId;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::ticket::Language;

/// The menu, or the door in front of it.
#[derive(Debug, Clone, PartialEq)]
pub enum StaffScreen {
    /// Nobody has set a PIN on this kiosk.
    NoPin {
        closes: Countdown,
    },
    Pin {
        /// How many digits have been typed.
        typed: usize,
        /// Whether they may be enough.
        ready: bool,
        entry: Entry,
        closes: Countdown,
    },
    Menu {
        page: StaffPage,
        said: Option<Said>,
        closes: Countdown,
    },
}

/// How it stands with the PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    Fresh,
    Checking,
    Wrong,
    /// Too many were wrong; seconds until the next try.
    Paused {
        seconds: u32,
    },
}

/// A page of the menu.
#[derive(Debug, Clone, PartialEq)]
pub enum StaffPage {
    State(Vec<Fact>),
    Papers {
        papers: Vec<Paper>,
        /// Whether the printer is ready and free.
        ready: bool,
    },
    Settings(StaffSettings),
    Date(DateShown),
}

/// Something that a technician asks first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub kind: FactKind,
    /// Whether it is as it should be.
    pub well: bool,
    /// Names, addresses and versions; empty where the kind says it all.
    pub text: String,
    /// Time of day since when it is so, where known.
    pub since: String,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    Printer(PrinterStatus),
    /// A kiosk that gives numbers without paper.
    NoPrinter,
    Connecting,
    Connected,
    Lost,
    Refused(RefusalReason),
    Issuing,
    /// The hub is away, and the kiosk gives numbers of its own.
    Emergency,
    /// So many numbers of its own have not been handed over yet.
    NotHandedOver,
    /// Numbers of its own that the hub does not take.
    NotTaken,
    DateUnconfirmed,
    Hub,
    Hall,
    Kiosk,
    Program,
}

/// A ticket that was printed lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub ticket: TicketId,
    pub number: String,
    pub service: String,
    /// Time of day at which it was drawn.
    pub time: String,
}

/// What can be set here; what the system does not allow is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSettings {
    /// Percent.
    pub volume: Option<u8>,
    /// Percent.
    pub brightness: Option<u8>,
    /// The language of the start screen.
    pub own: Language,
    pub languages: Vec<Language>,
    /// What one more touch does.
    pub asked: Option<EndOfRun>,
}

/// The ways in which the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndOfRun {
    Restart,
    Leave,
}

/// The day and time that are about to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateShown {
    pub day: Day,
    pub hour: u32,
    pub minute: u32,
    /// Whether the hub waits for it.
    pub wanted: bool,
    /// Whether the hub can be told now.
    pub ready: bool,
}

/// What has come of the last touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Printing,
    Printed,
    NotPrinted(PrinterStatus),
    Asking,
    DateConfirmed,
    /// It lies before the program was made.
    DateTooEarly,
    NotAnswered,
}
