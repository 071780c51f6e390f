//! Everything an app may show: whole views, made by the hub, never edited by an app.
//!
//! Bodies hold instants, never durations or "now", so that an unchanged view is byte-equal
//! (contract.md 6). Names are in the catalogue; views carry ids and figures.

mod board;

pub use board::{Announcement, BoardCall, BoardCounter, BoardView, CallEnd, CallKind};

use crate::health::DeviceTrouble;
use crate::id::{
    AgencyId, CounterId, DeviceId, KioskId, Officer, PriorityId, QueueId, ServiceId, TicketId,
    Token,
};
use crate::opening::{Circumstances, Outage};
use crate::rejection::CounterState;
use crate::ticket::{Language, Shown, TicketNumber, TicketState};
use crate::time::{ServiceDay, Timestamp};
pub use crate::visit::{NextStop, SentOn, StopView};
use crate::wait::WaitRange;
pub use crate::why::Why;
use serde::{Deserialize, Serialize};

/// A view for one kind of app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// For one kiosk.
    Kiosk(KioskView),
    /// For a console that has not chosen its counter.
    Lobby(LobbyView),
    /// For one counter.
    Counter(Box<CounterView>),
    /// For the boards of one zone.
    Board(BoardView),
}

/// What a kiosk shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KioskView {
    /// Whose view it is.
    pub kiosk: KioskId,
    /// The day that the figures are of.
    pub service_day: ServiceDay,
    /// Whether the hub gives numbers at all: false while its date is in doubt.
    pub issuing: bool,
    /// Figures per queue, in the catalogue's order.
    pub queues: Vec<QueueFigures>,
    /// Tickets of this kiosk of the last 5 minutes whose paper nobody has vouched for.
    pub doubtful: Vec<DoubtfulTicket>,
    /// Copies that officers have asked this kiosk to print.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<PaperCopy>,
    /// The last number of this kiosk's own series that the hub knows of today; 0: none.
    #[serde(default)]
    pub emergency_last: u16,
    /// Numbers whose visitors missed their call and may still come back, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<MissedNumber>,
}

/// A number whose visitor missed the call and may still come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissedNumber {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// Until when the visitor may come back.
    pub return_until: Timestamp,
    /// How many others go before.
    pub after_places: u32,
}

/// The live figures of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueFigures {
    /// The queue.
    pub queue: QueueId,
    /// People who would be called before a newcomer.
    pub waiting: u32,
    /// What decides, besides its hours, whether it gives numbers.
    pub live: Circumstances,
    /// People on the list for the numbers that come free next.
    #[serde(default)]
    pub standby: u32,
    /// Counters that are open and serve it.
    pub counters_open: u32,
    /// How long a newcomer will probably wait; none where nothing honest can be said.
    #[serde(default)]
    pub wait: Option<WaitRange>,
}

/// A ticket that may have no paper (contract.md 8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtfulTicket {
    /// The ticket.
    pub ticket: IssuedTicket,
    /// Where it is now.
    pub state: TicketState,
}

/// A paper that an officer has asked for, marked SALINAN: the visitor goes on elsewhere, or has lost it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperCopy {
    /// The ticket as it is now: where the visitor goes next.
    pub ticket: IssuedTicket,
    /// Not printed after this.
    pub until: Timestamp,
}

/// A ticket as the kiosk prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedTicket {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// The visitor's language.
    pub language: Language,
    /// The secret of the ticket page.
    pub token: Option<Token>,
    /// When the number was drawn.
    pub issued_at: Timestamp,
    /// People who were to be called before, when the number was drawn.
    pub ahead: u32,
    /// How long the visitor was told to wait, when the number was drawn.
    #[serde(default)]
    pub wait: Option<WaitRange>,
}

/// What a console shows before a counter is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LobbyView {
    /// Every counter, in the catalogue's order.
    pub counters: Vec<CounterFigures>,
}

/// The live state of a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterFigures {
    /// The counter.
    pub counter: CounterId,
    /// Whether it calls.
    pub state: CounterState,
    /// Who sits there.
    pub officer: Option<Officer>,
    /// People waiting whom it may serve.
    pub waiting: u32,
}

/// What an officer's console shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterView {
    /// Whose view it is.
    pub counter: CounterId,
    /// Whether it calls.
    pub state: CounterState,
    /// Who sits there.
    pub officer: Option<Officer>,
    /// The device whose console is the counter's.
    pub device: Option<DeviceId>,
    /// The ticket in hand.
    pub ticket: Option<TicketInHand>,
    /// The last step, while it can be taken back.
    pub undo: Option<UndoOffer>,
    /// Where the visitor of that step goes next, if the visit goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_on: Option<SentOn>,
    /// The first tickets in the order in which this counter would call them.
    pub waiting: Vec<WaitingTicket>,
    /// How many wait for this counter in all.
    pub waiting_total: u32,
    /// When the visitor who waits longest came.
    pub longest_since: Option<Timestamp>,
    /// The first parked tickets that this counter may serve, due ones first.
    pub parked: Vec<ParkedTicket>,
    /// How many of those there are in all.
    pub parked_total: u32,
    /// Tickets of visitors who did not come and whom this counter may serve, the newest first.
    pub no_show: Vec<MissedTicket>,
    /// How many of those there are in all.
    pub no_show_total: u32,
    /// Visitors served here today.
    pub completed: u32,
    /// Whether the officer may call a chosen ticket.
    pub may_choose: bool,
    /// Agencies of the counter's queues whose system is down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outages: Vec<AgencyOutage>,
    /// Kiosks and boards that need somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<DeviceTrouble>,
    /// The other counters, for transfers: open or paused ones.
    pub others: Vec<CounterFigures>,
    /// The first line of a changed hall file that waits for the next day, and why, in the hall's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_change: Option<String>,
}

/// An agency whose system is down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyOutage {
    /// The agency.
    pub agency: AgencyId,
    /// Since when and why.
    pub outage: Outage,
}

/// The ticket that a counter holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketInHand {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// Called or Serving.
    pub state: TicketState,
    /// The visitor's language.
    pub language: Language,
    /// When the number was drawn.
    pub issued_at: Timestamp,
    /// When the visitor was first called.
    pub called_at: Timestamp,
    /// When serving began.
    pub serving_at: Option<Timestamp>,
    /// Calls so far, the first included.
    pub call_count: u32,
    /// Whether the last call was announced in the hall.
    pub announced: Announced,
    /// From when a recall is allowed; none: no more recalls.
    pub recall_from: Option<Timestamp>,
    /// From when the visitor may be marked as absent.
    pub no_show_from: Timestamp,
    /// Whether the visitor has seen the number.
    pub shown: Option<Shown>,
    /// The visitor is one of those who are called earlier.
    pub priority: bool,
    /// Why, if it was named.
    pub class: Option<PriorityId>,
    /// The rule that chose the ticket when it was last called.
    pub why: Option<Why>,
    /// A note left by an officer.
    pub note: Option<String>,
    /// The services of the visit in order, if there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<StopView>,
    /// Where the visitor goes once this counter is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_stop: Option<NextStop>,
}

/// What the hub knows of a call's way to the hall (contract.md 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Announced {
    /// A display was connected and has not reported yet.
    Awaited,
    /// It was shown, and spoken where the zone has a speaker.
    Reported,
    /// No display was connected when the call was made: the officer has to call out.
    NoDisplay,
}

/// A step that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoOffer {
    /// What was done.
    pub step: Step,
    /// The number it was done with.
    pub number: TicketNumber,
    /// Until when.
    pub until: Timestamp,
}

/// A counter's step, as the undo offer names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A visitor was called.
    Call,
    /// Serving began.
    Serve,
    /// A visitor was finished with.
    Complete,
    /// A visitor was finished with and the next was called.
    CompleteAndCall,
    /// A visitor who was not there was put back and the next was called.
    Skip,
    /// A visitor did not come.
    NoShow,
    /// A visitor was set aside.
    Park,
    /// A parked visitor was taken up again.
    Resume,
    /// A visitor was sent elsewhere.
    Transfer,
}

/// A ticket of the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingTicket {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// Since when the visitor waits.
    pub since: Timestamp,
    /// Whether the visitor has seen the number; unknown ones are marked.
    pub shown: Option<Shown>,
    /// The visitor was sent to this counter or its officer.
    pub sent_here: bool,
    /// The visitor is one of those who are called earlier.
    pub priority: bool,
    /// The rule that gives the place.
    pub why: Why,
}

/// A ticket set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedTicket {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// Why it was set aside.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
    /// When the visitor is expected back.
    pub until: Option<Timestamp>,
    /// The counter that set it aside.
    pub by: CounterId,
}

/// A ticket whose visitor did not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissedTicket {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// When it was marked.
    pub since: Timestamp,
    /// Until when the visitor may come back; none: not any more.
    pub return_until: Option<Timestamp>,
    /// The counter that called it.
    pub by: CounterId,
}
