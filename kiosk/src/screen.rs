//! What the kiosk shows, as plain data: names in the visitor's language, figures, instants as hall time.
//!
//! Made by `controller` and `offer`, drawn by `ui`. It has no words of the screen itself: those are in
//! the `.slint` files, where they can be translated.

pub mod asleep;
mod outcome;
pub mod staff;

pub use outcome::{Matter, Notice, PaperFailed, SlipPaper, TicketCard, TicketShown};

use crate::printer::PrinterStatus;
use antrean_shared::opening::ClosedReason;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;
use asleep::Asleep;
use staff::StaffScreen;

/// Everything on the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    pub frame: Frame,
    pub body: Body,
    /// Lies over everything while nobody is there.
    pub asleep: Option<Asleep>,
}

/// What surrounds every body.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub hall_kind: String,
    pub hall_name: String,
    pub hall_place: String,
    pub time: String,
    pub day: Day,
    pub training: bool,
    pub language: Language,
    /// Those that the visitor can choose from; fewer than two: nothing to choose.
    pub languages: Vec<Language>,
    pub comfort: Comfort,
    /// Why the hub cannot be asked for a number.
    pub trouble: Option<Trouble>,
    /// At the start: the touchscreen is gone, and a visitor goes on with keys or with an officer.
    pub touch_gone: bool,
    /// The screen is about to go back to the start.
    pub leaving: Option<Countdown>,
}

/// What a visitor has switched on to see and reach the screen; off again for the next one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comfort {
    pub large_text: bool,
    pub contrast: bool,
    /// Everything that is touched stands low.
    pub low_reach: bool,
}

/// A day of hall time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// 0 is Monday.
    pub weekday: u32,
    pub day: u32,
    pub month: u32,
    pub year: i32,
}

/// An instant as a visitor thinks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub nearness: Nearness,
    pub day: Day,
    pub time: String,
}

/// How far off a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    Today,
    Tomorrow,
    ThisWeek,
    Later,
}

/// What is left of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Countdown {
    pub seconds: u32,
    /// From 1 down to 0.
    pub left: f32,
}

/// Why the hub cannot be asked for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No contact yet since the start.
    Connecting,
    /// The hub is silent since a time of day; `soon`: the kiosk will give numbers of its own.
    Offline { since: String, soon: bool },
    /// The hub is silent, since a time of day where that is known; the kiosk gives numbers of its own.
    Emergency { since: Option<String> },
    /// The hub does not accept this kiosk.
    Refused { reason: RefusalReason },
    /// The hub does not know today's date for certain.
    DateUnconfirmed,
    /// The printer cannot print.
    Printer(PrinterStatus),
}

/// The part that changes with the visit.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Nothing is known of the hall yet.
    Waiting,
    Home(Home),
    Services(Services),
    Search(Search),
    Code(CodeEntry),
    /// The number of somebody who missed the call, as far as it has been typed.
    Return(ReturnEntry),
    /// The hub has been asked to take a number back.
    Returning {
        number: String,
        slow: bool,
    },
    Confirm(Box<Confirm>),
    Standard(Standard),
    /// A number has been asked for; none is known yet.
    Issuing {
        slow: bool,
    },
    Printing {
        number: String,
        copy: bool,
    },
    Ticket(TicketShown),
    /// A place on the list for the next numbers.
    Standby(Box<StandbyShown>),
    PaperFailed(PaperFailed),
    /// The kiosk does not know whether a paper came out.
    Doubt {
        ticket: TicketCard,
        /// It is this visitor's, and has just been sent to a printer that never answers.
        just_sent: bool,
        back: Countdown,
    },
    Notice(Notice),
    /// The staff menu.
    Staff(Box<StaffScreen>),
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: usize,
    pub count: usize,
    /// Places on the page, filled or not.
    pub columns: usize,
    pub rows: usize,
}

/// The agencies.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Whether any agency of any page gives numbers.
    pub any_open: bool,
    /// Services already chosen, when one more is being added.
    pub chosen: usize,
    /// Whether anybody who missed a call may still come back.
    pub may_return: bool,
    pub tiles: Vec<AgencyTile>,
    pub page: Page,
}

/// An agency to touch.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyTile {
    pub id: String,
    pub name: String,
    pub about: String,
    pub icon: String,
    pub standing: Standing,
    /// It is closed until the next numbers come free, and has room on the list for them.
    pub standby: bool,
    /// Its system is down.
    pub outage: bool,
    /// People waiting, where known.
    pub waiting: Option<u32>,
    /// Counters that serve any of its queues now, where known.
    pub counters_open: Option<u32>,
    /// How long a newcomer will probably wait.
    pub wait: Option<WaitRange>,
}

/// Whether numbers are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Open,
    Closed {
        reason: ClosedReason,
        opens: Option<Moment>,
        /// What the hall file calls the day: "Hari Raya Natal".
        occasion: String,
    },
}

/// The services of an agency.
#[derive(Debug, Clone, PartialEq)]
pub struct Services {
    pub agency: String,
    pub agency_full: String,
    pub waiting: Option<u32>,
    pub counters_open: Option<u32>,
    pub wait: Option<WaitRange>,
    /// Its queues, where it has several; each number begins with the letters of one.
    pub queues: Vec<QueueLine>,
    pub rows: Vec<ServiceRow>,
    pub page: Page,
}

/// What was typed, and the services that it may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    pub typed: String,
    pub rows: Vec<ServiceRow>,
    pub page: Page,
}

/// The code of a booking, as far as it has been typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeEntry {
    pub typed: String,
    /// Whether touching the action asks for a number.
    pub ready: bool,
}

/// A number that missed its call, as far as it has been typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnEntry {
    pub typed: String,
    /// Whether touching the action asks the hub.
    pub ready: bool,
}

/// One of several queues of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLine {
    pub prefix: String,
    pub name: String,
    pub waiting: Option<u32>,
    pub counters_open: Option<u32>,
    pub wait: Option<WaitRange>,
}

/// A service to touch.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRow {
    pub id: String,
    pub name: String,
    /// Whose service it is, where services of several agencies stand together.
    pub agency: String,
    pub minutes: u32,
    pub counters: String,
    /// The letters of its queue, where the agency has several.
    pub prefix: String,
    pub standing: Standing,
    /// As of an agency.
    pub standby: bool,
}

/// Where a visitor goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub zone: String,
    pub counters: String,
}

/// One service, before the number is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    pub agency: String,
    pub service: String,
    /// Its queue, where the agency has several.
    pub queue: Option<QueueLine>,
    pub minutes: u32,
    pub place: Place,
    pub ahead: Option<u32>,
    pub counters_open: Option<u32>,
    pub wait: Option<WaitRange>,
    pub requirements: Vec<String>,
    pub standing: Standing,
    /// The list that the visitor may join instead.
    pub standby: Option<StandbyOffer>,
    /// Why the agency's system is down.
    pub outage: Option<String>,
    /// The hour at which its counters close, if the turn may come after it.
    pub late: Option<String>,
    /// Names of services chosen before it, under the same number.
    pub earlier: Vec<String>,
    /// Whether the visit may have one more service.
    pub may_add: bool,
    /// Whether the hall calls anybody earlier.
    pub may_claim: bool,
    /// The visitor says to be one of them.
    pub priority: bool,
    /// Whether touching the action draws a number now.
    pub ready: bool,
}

/// The list for the next numbers of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandbyOffer {
    /// People on it.
    pub waiting: u32,
    /// When the numbers come free.
    pub opens: Moment,
}

/// A place on that list.
#[derive(Debug, Clone, PartialEq)]
pub struct StandbyShown {
    pub agency: String,
    pub service: String,
    pub queue: String,
    /// From 1.
    pub place: u32,
    pub opens: Moment,
    pub at: Place,
    /// What the QR says.
    pub address: Option<String>,
    pub paper: SlipPaper,
    pub may_print: bool,
    pub back: Countdown,
}

/// A page of what a service promises.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    pub agency: String,
    pub service: String,
    pub lines: Vec<Line>,
    pub page: Page,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    /// Empty for headings, which are words of the screen.
    pub text: String,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Bring,
    Procedure,
    Time,
    Cost,
    Product,
    Complaints,
    Where,
    Item,
}
