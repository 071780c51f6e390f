//! What the console shows, as plain data: built by the controller, carried to the window by `ui`.
//!
//! Times are already texts or numbers of seconds and minutes; fixed words are the window's. It
//! knows neither Slint nor the hub.

mod question;

pub use question::{Ask, ChoiceLine, DialogKind, DialogScreen, OwnWords, TransferTab};

use antrean_shared::id::TicketId;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::Language;
use antrean_shared::view::{Announced, Step};

/// Everything on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    pub language: Language,
    pub training: bool,
    /// The desk is shown as a strip beside other software.
    pub strip: bool,
    pub link: LinkLine,
    pub notice: Option<NoticeLine>,
    pub body: Body,
    pub dialog: Option<DialogScreen>,
}

/// How the link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkLine {
    Connecting,
    Connected,
    /// Since when nothing was heard: `10.42`.
    Lost(String),
    Refused,
}

/// A sentence about what has just happened, or did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    pub kind: NoticeKind,
    pub text: String,
}

/// What kind of sentence it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// The hub said no.
    Refusal,
    /// Something is uncertain, or the hub cannot be reached.
    Warning,
    /// Why a key did nothing.
    Hint,
    /// Something was done that the screen shows nowhere else.
    Done,
}

/// The part below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Starting(StartingScreen),
    SignIn(SignInScreen),
    AtCounter(Box<AtCounterScreen>),
}

/// Nothing has come from the hub yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartingScreen {
    /// The address that is tried.
    pub hub: String,
    /// Since when.
    pub since: String,
    /// Why the hub does not want this console.
    pub refused: Option<String>,
}

/// The choice of a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInScreen {
    pub hall: String,
    pub officer: FieldLine,
    pub filter: FieldLine,
    /// The counters that the filter leaves.
    pub counters: Vec<CounterTile>,
    /// A place among them.
    pub selected: Option<usize>,
    /// The selected counter's name.
    pub chosen: String,
    pub open: ButtonState,
}

/// A text being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldLine {
    pub text: String,
    /// What is typed goes here.
    pub focused: bool,
}

/// A counter to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterTile {
    pub name: String,
    pub agency: String,
    pub state: CounterState,
    pub officer: String,
    pub waiting: u32,
}

/// A button.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ButtonState {
    pub shown: bool,
    pub enabled: bool,
    /// Its command is under way.
    pub busy: bool,
    /// Seconds until it is allowed; 0 for other reasons.
    pub wait_seconds: u32,
}

/// The desk while an officer sits there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtCounterScreen {
    pub counter: String,
    /// What tells it from other counters: `3`.
    pub counter_short: String,
    pub agency: String,
    pub officer: String,
    /// The agency in full, or the services.
    pub about: String,
    pub waiting_total: u32,
    pub completed: u32,
    pub desk: DeskScreen,
    pub main: MainButton,
    pub complete: ButtonState,
    pub leave: ButtonState,
    pub recall: ButtonState,
    /// No further recall is allowed.
    pub recalls_used_up: bool,
    pub park: ButtonState,
    pub transfer: ButtonState,
    pub note: ButtonState,
    pub skip: ButtonState,
    pub no_show: ButtonState,
    pub pause: ButtonState,
    pub close: ButtonState,
    pub undo: Option<UndoLine>,
    /// The line of a changed hall file that is in force from tomorrow on, and why.
    pub waiting_change: String,
    /// What is the matter with kiosks and boards; empty: nothing.
    pub devices: String,
    pub more: ButtonState,
    /// Which of the counter's systems are down, why and until when; none: nothing.
    pub outage: String,
    pub system_up: ButtonState,
    pub lists: ListsScreen,
}

/// What lies on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskScreen {
    /// The counter's view is on its way.
    Loading,
    InHand(Box<HandScreen>),
    /// Nobody in hand; somebody waits.
    Next(NextScreen),
    /// Nobody in hand, nobody waits.
    Empty,
    Paused,
    /// Closing was asked for; nobody is called any more.
    Closing,
    Closed,
    /// Another device is the counter's console.
    Elsewhere,
}

/// A visitor called or served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandScreen {
    pub number: String,
    pub serving: bool,
    /// `06:42` since serving began, or since the visitor was called.
    pub timer: String,
    /// The service's usual minutes; 0: unknown, or the visitor is on the way.
    pub usual_minutes: u32,
    /// How much of them has gone, in per mille.
    pub usual_gone: u32,
    pub service: String,
    pub issued: String,
    pub called: String,
    pub waited_minutes: u32,
    pub calls: u32,
    /// Whether the last call has reached the hall; of no use once serving has begun.
    pub announced: Announced,
    pub note: String,
    pub priority: bool,
    /// The class of priority where it was named.
    pub class: String,
    /// Why the visitor was called before others.
    pub why: String,
    /// How a visit with several services goes on.
    pub goes_on: String,
    /// Further services that are done here together with this one.
    pub also_here: String,
    /// The visitor's language, where it is not Indonesian.
    pub visitor_language: Option<Language>,
    /// Nobody has vouched for the paper.
    pub paper_unsure: bool,
}

/// Who would be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextScreen {
    pub number: String,
    pub service: String,
    pub waited_minutes: u32,
    pub longest_minutes: u32,
}

/// What the main action does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainKind {
    Call,
    Serve,
    CompleteAndCall,
    /// While the counter is closing nobody is called after this one.
    Complete,
    /// After a pause.
    Reopen,
    /// After it was closed.
    Open,
    /// From the other device.
    TakeOver,
}

/// The one action of the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainButton {
    pub kind: MainKind,
    pub state: ButtonState,
    /// Who would be called by it.
    pub next: Option<NextScreen>,
}

/// What can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoLine {
    pub step: Step,
    pub number: String,
    pub seconds: u32,
    /// Where the visitor of that step goes next, if the visit goes on.
    pub sent_on: String,
    pub state: ButtonState,
    /// Prints that.
    pub print: ButtonState,
}

/// The lists on the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListsScreen {
    pub tab: Tab,
    pub waiting: u32,
    pub parked: u32,
    pub missed: u32,
    pub query: String,
    pub rows: Vec<RowLine>,
    pub selected: Option<usize>,
    pub chosen: Option<ChosenLine>,
    pub hint: ListHint,
}

/// The chosen ticket in full, and what can be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenLine {
    pub number: String,
    pub service: String,
    /// Since when, by whom, why: `Loket 3`.
    pub detail: String,
    pub take: TakeKind,
    pub take_state: ButtonState,
    pub transfer: ButtonState,
    pub cancel: ButtonState,
}

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Waiting,
    Parked,
    Missed,
}

impl Tab {
    /// Every list, from left to right.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Parked, Self::Missed];
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    pub ticket: TicketId,
    pub number: String,
    pub service: String,
    /// Why it was set aside, or which counter called it.
    pub detail: String,
    pub mark: RowMark,
    pub priority: bool,
    pub minutes: u32,
    /// What is said of it once it is chosen.
    pub in_full: String,
}

/// What is special about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowMark {
    None,
    /// Sent to this counter or its officer.
    SentHere,
    /// Nobody has vouched for the paper.
    PaperUnsure,
    /// Expected back at this time.
    DueAt(String),
    /// The time of return is over.
    Due,
    /// Absent, and may come back into the queue until then.
    MayReturnUntil(String),
}

/// How a chosen ticket comes to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeKind {
    Call,
    Resume,
    /// An absent visitor is there: a question says what for.
    HasCome,
}

/// The line under a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListHint {
    None,
    /// Only the first so many of all are listed.
    FirstOf(u32, u32),
    /// Only the first so many of all that were found are listed.
    FirstFound(u32, u32),
    /// The list is empty.
    Empty,
    /// The hub is looking.
    Searching,
    /// Another list has what was typed.
    InOtherList,
    /// No list has it.
    NotFound,
    /// The view does not have it, and the hub does not answer.
    NotFoundInView,
    /// Where the number is.
    Said(String),
}
