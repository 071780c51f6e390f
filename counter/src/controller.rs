//! What the console does: every key, touch, view and answer comes in here, and what to ask of the
//! hub comes out.
//!
//! Driven by `runtime`, shown by `ui`. It reads no clock, makes no id and never decides what the
//! hub decides: it shows the newest view, and asks.

mod absent;
mod act;
mod dialog;
mod hub;
mod lists;
mod more;
mod press;
mod search;
mod show;
mod sign_in;
mod strip;
mod targets;

pub use show::GRID_COLUMNS;

use crate::keys::{Action, Key};
use crate::memory::Memory;
use crate::screen::{DialogKind, MainKind, NoticeKind, Tab, TransferTab};
use crate::words::Words;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, CounterId, DeviceId, TicketId, Token};
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::Envelope;
use antrean_shared::search::{Found, Search};
use antrean_shared::ticket::{Language, TicketNumber};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CounterView, LobbyView, TicketInHand, View, WaitingTicket};
use dialog::Dialog;
use lists::Lists;
use press::Armed;
use sign_in::SignIn;
use std::sync::Arc;
use std::time::Duration;

/// After its meaning has changed the keyboard asks nothing of the hub for this long.
pub const DEAF: Duration = Duration::from_millis(600);
/// A sentence stays on screen for this long.
pub const NOTICE: Duration = Duration::from_secs(12);
/// A command is under way this long before a screen says so: most are done sooner, and a flash of
/// grey buttons after every key would only disturb.
pub const QUIET: Duration = Duration::from_millis(200);
/// A command whose view never differs counts as done this long after its answer.
pub const VIEW_WAIT: Duration = Duration::from_millis(1_500);

/// Something happened.
#[derive(Debug, Clone)]
pub enum Input {
    KeyDown {
        key: Key,
        /// The key is held down.
        repeat: bool,
    },
    KeyUp(Key),
    /// The window no longer gets the keyboard.
    KeyboardLost,
    /// A button was touched.
    Press(Action),
    PickCounter(usize),
    PickField(SignInField),
    PickTab(Tab),
    PickRow(usize),
    DialogTab(TransferTab),
    DialogRow(usize),
    DialogUntil(usize),
    DialogConfirm,
    DialogDismiss,
    View(Arc<Envelope>),
    Catalogue(Arc<Catalogue>),
    Link(LinkState),
    Reply(Box<Reply>),
    /// The link did not take the command.
    Full(CommandId),
    /// What a search found.
    Found(Arc<Found>),
    /// Time passes.
    Tick,
}

/// A field of the choice of counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInField {
    Officer,
    Filter,
}

/// What every input brings along: the instant, and what a command may need that is random.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    pub now: Timestamp,
    pub id: CommandId,
    pub salt: Token,
}

/// What has to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    Ask { id: CommandId, command: Command },
    Watch(Option<CounterId>),
    Search(Search),
    Remember(Memory),
}

/// What a console knows when it starts.
#[derive(Debug, Clone)]
pub struct Start {
    pub device: DeviceId,
    /// The hub's address, to be shown while it does not answer.
    pub hub: String,
    pub memory: Memory,
    /// The language and the counter of the settings file.
    pub language: Option<Language>,
    pub counter: Option<CounterId>,
    pub now: Timestamp,
}

/// The console.
#[derive(Debug)]
pub struct Controller {
    device: DeviceId,
    hub: String,
    language: Language,
    memory: Memory,
    now: Timestamp,
    catalogue: Option<Arc<Catalogue>>,
    link: LinkState,
    phase: Phase,
    /// The newest view of each kind; that of the counter is of the phase's counter.
    lobby: Option<Arc<Envelope>>,
    counter: Option<Arc<Envelope>>,
    /// The newest (epoch, seq) seen.
    head: (u64, u64),
    pending: Option<Pending>,
    notice: Option<Notice>,
    armed: Option<Armed>,
    meaning: Meaning,
    meaning_since: Option<Timestamp>,
    /// This console asked to close its counter, so it leaves once it is closed.
    leaving: bool,
    sign_in: SignIn,
    lists: Lists,
    /// Searches so far; the newest one's answer counts.
    searches: u64,
    dialog: Option<Dialog>,
    /// The visitor who was finished with last; the view names the number alone.
    sent: Option<(TicketId, TicketNumber)>,
}

/// Where the officer is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Phase {
    Choosing,
    /// After a restart: this device had the counter; the hub's view says whether it still has.
    Resuming(CounterId),
    AtCounter(CounterId),
}

/// A command under way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pending {
    id: CommandId,
    action: Action,
    /// The counter that it opens.
    opens: Option<CounterId>,
    /// The ticket that it is about, for sentences.
    number: String,
    asked: Timestamp,
    epoch: u64,
    /// What the menu asked, and what is said then.
    under: Option<Box<more::Under>>,
    /// Its entry, and when the answer came.
    done: Option<(u64, Timestamp)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Notice {
    kind: NoticeKind,
    text: String,
    until: Timestamp,
}

/// What a key press means at a moment; a key released in another moment does nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Meaning {
    main: Option<MainKind>,
    ticket: Option<TicketId>,
}

/// What lies on the desk, by the newest view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Desk<'a> {
    Loading,
    Hand(&'a TicketInHand),
    Next(&'a WaitingTicket),
    Empty,
    Paused,
    Closing,
    Closed,
    Elsewhere,
}

impl Controller {
    /// Makes a console, and says what it wants at once.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let Start { device, hub, memory, language, counter, now } = start;
        let phase = memory.counter.clone().map_or(Phase::Choosing, Phase::Resuming);
        let effects = vec![Effect::Watch(memory.counter.clone())];
        let controller = Self {
            device,
            hub,
            language: memory.language.or(language).unwrap_or(Language::Id),
            sign_in: SignIn::new(&memory, counter),
            memory,
            now,
            catalogue: None,
            link: LinkState::Connecting { since: now },
            phase,
            lobby: None,
            counter: None,
            head: (0, 0),
            pending: None,
            notice: None,
            armed: None,
            meaning: Meaning::default(),
            meaning_since: None,
            leaving: false,
            lists: Lists::default(),
            searches: 0,
            dialog: None,
            sent: None,
        };
        (controller, effects)
    }

    /// Takes in what happened and returns what has to be done.
    pub fn handle(&mut self, input: Input, stamp: Stamp) -> Vec<Effect> {
        self.now = stamp.now;
        let mut effects = match input {
            Input::KeyDown { key, repeat } => self.key_down(key, repeat),
            Input::KeyUp(key) => self.key_up(key, stamp),
            Input::KeyboardLost => {
                self.armed = None;
                Vec::new()
            }
            Input::Press(action) => self.press(action, stamp),
            Input::PickCounter(place) => self.pick_counter(place),
            Input::PickField(field) => self.pick_field(field),
            Input::PickTab(tab) => self.pick_tab(tab),
            Input::PickRow(place) => self.pick_row(place),
            Input::DialogTab(tab) => self.dialog_tab(tab),
            Input::DialogRow(row) => self.dialog_row(row),
            Input::DialogUntil(choice) => self.dialog_until(choice),
            Input::DialogConfirm => self.confirm(stamp),
            Input::DialogDismiss => self.dismiss(),
            Input::View(envelope) => self.take_view(envelope),
            Input::Catalogue(catalogue) => {
                self.catalogue = Some(catalogue);
                Vec::new()
            }
            Input::Link(link) => self.take_link(link),
            Input::Reply(reply) => self.take_reply(*reply),
            Input::Full(id) => self.not_taken(id),
            Input::Found(found) => self.take_found(found),
            Input::Tick => Vec::new(),
        };
        effects.extend(self.settle());
        effects
    }

    /// Draws the consequences that do not depend on what happened, only on what holds now.
    fn settle(&mut self) -> Vec<Effect> {
        let now = self.now;
        let waited = |since: Timestamp| now >= since.plus(VIEW_WAIT);
        if self.pending.as_ref().and_then(|p| p.done).is_some_and(|(_, since)| waited(since)) {
            self.pending = None;
        }
        if self.notice.as_ref().is_some_and(|notice| now >= notice.until) {
            self.notice = None;
        }
        let mut effects = self.follow_view();
        effects.extend(self.look());
        self.check_dialog();
        let meaning = self.meaning_now();
        if meaning != self.meaning {
            self.meaning = meaning;
            self.meaning_since = Some(now);
            self.armed = None;
        }
        effects
    }

    fn meaning_now(&self) -> Meaning {
        let ticket = match self.desk() {
            Desk::Hand(ticket) => Some(ticket.id),
            Desk::Loading
            | Desk::Next(_)
            | Desk::Empty
            | Desk::Paused
            | Desk::Closing
            | Desk::Closed
            | Desk::Elsewhere => None,
        };
        Meaning { main: self.main_kind(), ticket }
    }

    /// Tells whether the keyboard's meaning has changed too short ago; a clock set back ends it.
    fn deaf(&self) -> bool {
        self.meaning_since.is_some_and(|since| self.now >= since && self.now < since.plus(DEAF))
    }

    fn words(&self) -> Words<'_> {
        Words { language: self.language, catalogue: self.catalogue.as_deref() }
    }

    fn say(&mut self, kind: NoticeKind, text: String) {
        self.notice = Some(Notice { kind, text, until: self.now.plus(NOTICE) });
    }

    fn lobby_view(&self) -> Option<&LobbyView> {
        match &self.lobby.as_ref()?.view {
            View::Lobby(lobby) => Some(lobby),
            View::Kiosk(_) | View::Counter(_) | View::Board(_) => None,
        }
    }

    fn counter_view(&self) -> Option<&CounterView> {
        match &self.counter.as_ref()?.view {
            View::Counter(view) => Some(view),
            View::Kiosk(_) | View::Lobby(_) | View::Board(_) => None,
        }
    }

    fn counter_id(&self) -> Option<&CounterId> {
        match &self.phase {
            Phase::AtCounter(counter) | Phase::Resuming(counter) => Some(counter),
            Phase::Choosing => None,
        }
    }

    #[cfg(test)]
    pub fn searches(&self) -> u64 {
        self.searches
    }

    fn dialog_kind(&self) -> Option<DialogKind> {
        self.dialog.as_ref().map(|dialog| dialog.kind)
    }
}

#[cfg(test)]
mod tests;
