//! The visit, from the first touch to the paper in hand: what came in → what to do, what to show.
//!
//! Called by `runtime` with every input; pure: time, ids and random bits come in. It keeps the
//! rules of number and paper (contract.md 8): a number is asked for once, printed once without the
//! word SALINAN, and confirmed, given back or left to the hub, never two of them.
//! Knows neither sockets, printers nor Slint.

mod booking;
mod copy;
mod dispenser;
pub mod emergency;
mod exchange;
mod guide;
mod health;
mod memory;
mod missed;
mod number;
mod order;
mod paper;
mod phase;
mod refused;
mod scan;
mod search;
mod show;
pub mod sleep;
pub mod staff;
mod standby;
#[cfg(test)]
mod tests;
mod touch;
mod visit;

use crate::grid::Window;
use crate::keys::Keys;
use crate::need::Index;
use crate::offer::Offer;
use crate::printer::{PrintResult, PrinterStatus};
use crate::screen::Comfort;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::health::Health;
use antrean_shared::id::{ServiceId, TicketId, Token};
use antrean_shared::link::LinkState;
use antrean_shared::protocol::Envelope;
use antrean_shared::ticket::{Language, TicketNumber};
use antrean_shared::view::{KioskView, View};
use copy::Copies;
use dispenser::Dispenser;
use emergency::Emergency;
pub use exchange::{Direction, Effect, Fresh, Input, Now, PaperMode, Settings, Speech, Touch};
use guide::Guide;
use memory::Memory;
use order::Order;
use phase::{About, Job, Origin, PaperFailure, Phase};
use sleep::Sleep;
use staff::Staff;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use visit::{Choice, Visit};

/// How long buttons are deaf after the screen has changed: a trembling hand touches twice.
pub const DEAF: Duration = Duration::from_millis(400);
/// How long the number stands on the screen beside the printed paper.
pub const TICKET_SHOWN: Duration = Duration::from_secs(12);
/// How long a place on a list stands that has no paper.
pub const STANDBY_SHOWN: Duration = Duration::from_secs(40);
/// How long a number without paper stands on the screen.
pub const PAPER_FAILED_SHOWN: Duration = Duration::from_secs(60);
/// How long a notice and a question stand.
pub const NOTICE_SHOWN: Duration = Duration::from_secs(15);
pub const DOUBT_SHOWN: Duration = Duration::from_secs(30);
/// How long the screen asks whether somebody is there before it goes back to the start (WCAG 2.2.1).
pub const LEAVING_WARNED: Duration = Duration::from_secs(20);
/// How much longer a screen stands that is being read out.
pub const READ_OUT: Duration = Duration::from_secs(30);
/// Longer than an answer may take (the link says `Unknown` after 10 s) and than a print may take.
pub const ISSUE_MAX: Duration = Duration::from_secs(12);
pub const PRINT_MAX: Duration = Duration::from_secs(30);
/// How long a doubt has to stand before somebody is asked: what was told before a restart is
/// resent first and takes the doubt away.
pub const DOUBT_STANDS: Duration = Duration::from_secs(2);
/// How long what the printer said last holds; it is asked every 2 s.
pub const PRINTER_HEARD_MAX: Duration = Duration::from_secs(8);
/// How long a settled ticket is remembered: longer than the hub lists doubts.
const SETTLED_KEPT: Duration = Duration::from_secs(20 * 60);

/// The kiosk's whole state.
#[derive(Debug)]
pub struct Controller {
    settings: Settings,
    now: Now,
    window: Window,
    catalogue: Option<Arc<Catalogue>>,
    /// The catalogue's services, to be searched by need.
    needs: Index,
    envelope: Option<Arc<Envelope>>,
    link: LinkState,
    printer: PrinterStatus,
    /// When the printer said so.
    printer_heard: Duration,
    language: Language,
    comfort: Comfort,
    visit: Visit,
    phase: Phase,
    /// When the screen changed last.
    entered: Duration,
    /// When somebody touched it last.
    touched: Duration,
    keys: Keys,
    guide: Guide,
    order: Order,
    /// The screen has asked whether somebody is there.
    asked: bool,
    /// Secrets of tickets of this run, as their QR carries them.
    known: BTreeMap<Token, TicketNumber>,
    /// For whom a place on a list has been asked.
    joining: Option<(ServiceId, Token)>,
    copies: Copies,
    staff: Staff,
    dispenser: Dispenser,
    emergency: Emergency,
    memory: Memory,
    sleep: Sleep,
    /// Nothing can be touched any more; keys and buttons still can.
    is_touch_gone: bool,
    /// What the hub was told of this kiosk last.
    reported: Option<Health>,
    /// The job at the printer that has not ended.
    job: Option<(TicketId, bool)>,
    /// Tickets of this run, and those that somebody was asked about; with when.
    settled: BTreeMap<TicketId, Duration>,
    /// Doubtful tickets of earlier runs, and since when the hub names them.
    doubts: BTreeMap<TicketId, Duration>,
}

impl Controller {
    pub fn new(settings: Settings, now: Now) -> Self {
        Self {
            settings,
            now,
            window: Window::PORTRAIT,
            catalogue: None,
            needs: Index::default(),
            envelope: None,
            link: LinkState::Connecting { since: now.hall },
            printer: PrinterStatus::Unreachable,
            printer_heard: now.steady,
            language: Language::Id,
            comfort: Comfort::default(),
            visit: Visit::default(),
            phase: Phase::Home { page: 0 },
            entered: now.steady,
            touched: now.steady,
            keys: Keys::default(),
            guide: Guide::default(),
            order: Order::default(),
            asked: false,
            known: BTreeMap::new(),
            joining: None,
            copies: Copies::default(),
            staff: Staff::default(),
            dispenser: Dispenser::default(),
            emergency: Emergency::since(now.steady),
            memory: Memory::default(),
            sleep: Sleep::default(),
            is_touch_gone: false,
            reported: None,
            job: None,
            settled: BTreeMap::new(),
            doubts: BTreeMap::new(),
        }
    }

    /// Takes in what happened and says what to do; `screen` then says what to show.
    pub fn handle(&mut self, input: Input, now: Now) -> Vec<Effect> {
        self.now = now;
        let mut effects = match input {
            Input::Tick => Vec::new(),
            Input::Window(window) => {
                self.window = window;
                self.stay_on_a_page();
                Vec::new()
            }
            Input::Touched { touch, fresh } => {
                let mut effects = self.touch(touch.clone(), fresh);
                effects.extend(self.say_switched(&touch));
                effects
            }
            Input::Key { key, fresh } => self.key(key, fresh),
            Input::Focused(element) => self.focused(element),
            Input::Scanned { code, fresh } => {
                self.touched = self.now.steady;
                self.scanned(&code, fresh)
            }
            Input::Catalogue(catalogue) => {
                self.learn(catalogue);
                Vec::new()
            }
            Input::View(envelope) => self.hear_view(envelope),
            Input::Link(state) => {
                self.note_change(false, true);
                self.note_hub(state);
                Vec::new()
            }
            Input::HubVersion(version) => self.know_hub_version(version),
            Input::Remembered(view) => self.remember_view(&view),
            Input::Own(own) => self.know_own_numbers(own),
            Input::Given { ticket, kept } => self.own_written(ticket, kept),
            Input::Reply(reply) => self.reply(reply),
            Input::NotAsked(id) => self.not_asked(id),
            Input::Printer(status) => {
                let first = !self.staff.has_heard_printer();
                self.note_change(first || status != self.printer, false);
                self.printer = status;
                self.printer_heard = now.steady;
                Vec::new()
            }
            Input::Printed(result) => {
                self.printer_heard = now.steady;
                self.staff_printed(&result);
                self.job_of_others(&result).unwrap_or_else(|| self.printed(result))
            }
            Input::Pressed { service, fresh } => self.pressed(service, fresh),
            Input::Buttons { there } => {
                self.dispenser.is_gone = !there;
                Vec::new()
            }
            Input::Touchscreen { there } => self.note_touchscreen(there),
            Input::Slide(shown) => {
                self.slide_came(shown);
                Vec::new()
            }
            Input::Machine(says) => self.machine_says(says),
            Input::NotPrinted { ticket, copy } => {
                let outcome = Err(PrinterStatus::Unreachable);
                let result = PrintResult { ticket, copy, outcome };
                self.staff_printed(&result);
                self.job_of_others(&result).unwrap_or_else(|| self.not_printed(ticket, copy))
            }
        };
        effects.extend(self.go_on());
        effects
    }

    fn hear_view(&mut self, envelope: Arc<Envelope>) -> Vec<Effect> {
        self.emergency.numbers.seen(envelope.seq);
        self.envelope = Some(envelope);
        self.note_doubts();
        Vec::new()
    }

    /// What follows from time and from what has just come in.
    fn go_on(&mut self) -> Vec<Effect> {
        let mut effects = self.turn_clock();
        self.turn_order();
        self.turn_staff_clock();
        effects.extend(self.turn_dispenser());
        effects.extend(self.turn_slides());
        effects.extend(self.hand_over());
        effects.extend(self.keep_view());
        effects.extend(self.report_health());
        effects.extend(self.print_copies());
        self.ask_about_doubt();
        effects.extend(self.chime());
        effects.extend(self.say_screen());
        effects
    }

    /// The end of a job that no visitor at the screen waits for.
    fn job_of_others(&mut self, result: &PrintResult) -> Option<Vec<Effect>> {
        self.copy_ended(result).or_else(|| self.dispensed(result))
    }

    /// The question whether somebody is there is heard once, as well as seen.
    fn chime(&mut self) -> Option<Effect> {
        let asks = self.leaving().is_some();
        let first = asks && !self.asked;
        self.asked = asks;
        first.then(|| Effect::Chime { volume_percent: self.chime_volume() })
    }

    fn learn(&mut self, catalogue: Arc<Catalogue>) {
        let first = self.catalogue.is_none();
        self.needs = Index::new(&catalogue);
        self.catalogue = Some(catalogue);
        if first || !self.languages().contains(&self.language) {
            self.language = self.own_language();
        }
        self.find_again();
        self.leave_what_is_gone();
    }

    /// A service that the hall no longer offers ends the visit that chose it.
    fn leave_what_is_gone(&mut self) {
        let Some(offer) = self.offer() else { return };
        let there = match &self.phase {
            Phase::Services { agency, .. } => !offer.services_of(agency).is_empty(),
            Phase::Confirm(Choice { service, .. }) => offer.agency_of(service).is_some(),
            Phase::Home { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Returning(_)
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => true,
        };
        if !there {
            self.start_over();
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.entered = self.now.steady;
    }

    /// Goes back to the start, for the next visitor.
    fn start_over(&mut self) {
        self.language = self.own_language();
        self.comfort = Comfort::default();
        self.visit = Visit::default();
        self.guide = Guide::default();
        self.enter(Phase::Home { page: 0 });
        self.order_agencies();
    }

    fn settle(&mut self, ticket: TicketId) {
        let now = self.now.steady;
        self.settled.retain(|_, since| now.saturating_sub(*since) < SETTLED_KEPT);
        self.settled.insert(ticket, now);
        self.doubts.remove(&ticket);
    }

    fn offer(&self) -> Option<Offer<'_>> {
        Some(Offer {
            catalogue: self.catalogue.as_deref()?,
            view: self.view(),
            order: &self.order.agencies,
            kiosk: &self.settings.kiosk,
            language: self.language,
            now: self.now.hall,
            away: self.is_emergency() || self.remembered().is_some(),
            own: (!matches!(self.link, LinkState::Connected { .. }))
                .then_some(&self.emergency.numbers),
        })
    }

    fn view(&self) -> Option<&KioskView> {
        match self.envelope.as_ref().map(|envelope| &envelope.view) {
            Some(View::Kiosk(view)) => Some(view),
            Some(View::Lobby(_) | View::Counter(_) | View::Board(_)) => None,
            None => self.remembered(),
        }
    }

    /// The hall's languages, in its order; the screens speak all of them.
    fn languages(&self) -> Vec<Language> {
        let of_hall = self.catalogue.as_ref().map(|catalogue| catalogue.languages.clone());
        of_hall.filter(|languages| !languages.is_empty()).unwrap_or_else(|| vec![Language::Id])
    }

    /// The hall's own, or the one that this kiosk was set to.
    fn own_language(&self) -> Language {
        let languages = self.languages();
        self.staff.language.filter(|set| languages.contains(set)).unwrap_or(languages[0])
    }

    /// The window as the switches of the visitor leave it.
    fn window(&self) -> Window {
        let beyond_reach = if self.comfort.low_reach { self.window.beyond_reach } else { 0 };
        Window { beyond_reach, large: self.comfort.large_text, ..self.window }
    }

    /// How long a screen waits for a touch before it asks whether somebody is there.
    fn patience(&self) -> Duration {
        self.reading(self.settings.idle)
    }

    /// Longer while the screen is read out.
    fn reading(&self, shown: Duration) -> Duration {
        if self.guide.on { shown + READ_OUT } else { shown }
    }

    fn shown_for(&self) -> Duration {
        self.now.steady.saturating_sub(self.entered)
    }

    fn untouched_for(&self) -> Duration {
        self.now.steady.saturating_sub(self.touched.max(self.entered))
    }
}
