//! What the controller is told and what it says: inputs, touches, effects, and what holds for the whole run.

use super::emergency::OwnNumbers;
use super::sleep::{SlideShown, SlideTimes};
use super::staff::{MachineSays, Order, StaffFacts, StaffTouch};
use crate::grid::Window;
use crate::guide::Element;
use crate::printer::{PrintResult, PrinterStatus};
use crate::receipt::Receipt;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::{AdmittedTicket, Command};
use antrean_shared::health::Health;
use antrean_shared::id::{AgencyId, CommandId, KioskId, ServiceId, TicketId, Token};
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::Envelope;
use antrean_shared::ticket::Language;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::{IssuedTicket, KioskView};
use std::sync::Arc;
use std::time::Duration;

/// What holds for the whole run.
#[derive(Debug, Clone)]
pub struct Settings {
    pub kiosk: KioskId,
    /// After how long without a touch the screen asks whether somebody is there.
    pub idle: Duration,
    pub paper: PaperMode,
    /// When slides come; none: never.
    pub slides: Option<SlideTimes>,
    pub staff: StaffFacts,
}

/// How a visitor comes to a paper here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperMode {
    /// The printer says how a job ended.
    Told,
    /// The printer never answers; the visitor is asked.
    Asked,
    /// No paper: number and QR stand on the screen.
    Free,
}

/// What time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Hall time, to show and to look up hours with; it may be corrected.
    pub hall: Timestamp,
    /// Time since the program started, to count down with; it only runs forward.
    pub steady: Duration,
}

/// Ids and random bits for a ticket that may come of a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh {
    pub command: CommandId,
    pub token: Token,
    /// Random bits for the hash of a claim.
    pub salt: Token,
}

/// Something happened.
#[derive(Debug, Clone)]
pub enum Input {
    Tick,
    Window(Window),
    Touched {
        touch: Touch,
        fresh: Fresh,
    },
    /// A key of a keypad, or a letter that a scanner typed.
    Key {
        key: char,
        fresh: Fresh,
    },
    /// What the keys have reached; none: nothing any more.
    Focused(Option<Element>),
    /// A line that a scanner on a serial port has read.
    Scanned {
        code: String,
        fresh: Fresh,
    },
    Catalogue(Arc<Catalogue>),
    View(Arc<Envelope>),
    Link(LinkState),
    /// The version of the hub that answered last.
    HubVersion(Arc<str>),
    Reply(Reply),
    /// What the hub had told an earlier run.
    Remembered(Box<KioskView>),
    /// What an earlier run has given by itself.
    Own(OwnNumbers),
    /// Whether a ticket of the own series is on the disk.
    Given {
        ticket: TicketId,
        kept: bool,
    },
    /// The link took the question for a number not at all.
    NotAsked(CommandId),
    Printer(PrinterStatus),
    Printed(PrintResult),
    /// A push button was pressed.
    Pressed {
        service: ServiceId,
        fresh: Fresh,
    },
    /// Whether the box with push buttons is there.
    Buttons {
        there: bool,
    },
    /// Whether the touchscreen is there.
    Touchscreen {
        there: bool,
    },
    Slide(SlideShown),
    /// What the machine says to the staff menu.
    Machine(MachineSays),
    /// The printer thread took the job not at all.
    NotPrinted {
        ticket: TicketId,
        copy: bool,
    },
}

/// What a finger did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    Language(Language),
    LargeText,
    Contrast,
    LowReach,
    Agency(AgencyId),
    Service(ServiceId),
    Search,
    /// Begins with the code of a booking.
    Booking,
    CheckIn,
    /// Begins with a number that missed its call.
    Missed,
    /// Asks for the typed number to wait again.
    ComeBack,
    Key(char),
    Erase,
    EraseAll,
    NextPage,
    PreviousPage,
    Back,
    StillHere,
    /// One more service under the same number.
    AddService,
    /// Says to be one of those who are called earlier, or takes it back.
    Claim,
    /// Reads what the service promises.
    ReadStandard,
    TakeNumber,
    Staff(StaffTouch),
    Photographed,
    GiveBack,
    PrintAgain,
    PaperCameOut,
    PaperMissing,
    NotMine,
}

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Next,
    Previous,
}

/// Something to say, instead of whatever is being said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    pub text: String,
    pub language: Language,
    pub volume_percent: u8,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the hub, for ten seconds.
    Ask {
        id: CommandId,
        command: Command,
    },
    /// Tell the hub what has happened, until it knows.
    Tell(Command),
    /// Write a ticket of the own series to the disk, and say whether it is there.
    Give {
        day: ServiceDay,
        ticket: Box<AdmittedTicket>,
    },
    /// Tell the hub of a ticket of the own series, under the ticket's id.
    HandOver(Box<AdmittedTicket>),
    /// Keep what the hub has told for the next start.
    KeepView(Box<KioskView>),
    /// Note that the hub has a ticket of the own series.
    HandedOver {
        day: ServiceDay,
        ticket: TicketId,
    },
    Print {
        ticket: TicketId,
        receipt: Box<Receipt>,
        copy: bool,
    },
    /// Make a slide; places count on for ever.
    Slide(usize),
    /// Tell the hub what is the matter with this kiosk.
    Report(Health),
    /// What the staff menu wants of the machine.
    Machine(Order),
    /// Note a printed ticket in the day's file.
    Record {
        day: ServiceDay,
        at: Timestamp,
        ticket: Box<IssuedTicket>,
        copy: bool,
    },
    /// Moves what the keys have reached.
    Focus(Direction),
    /// Does what the reached element does.
    Choose,
    Say(Speech),
    /// Lets what is being said wait, or go on.
    Pause,
    /// Stops speaking.
    Hush,
    /// A soft sound: the screen asks whether somebody is there.
    Chime {
        volume_percent: u8,
    },
}
