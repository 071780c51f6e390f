//! The hub's rules on virtual time: what the writer does between journal and link, without either.
//!
//! It wakes when something is due, answers a command that it has seen as before, and knows how
//! tickets of past days ended. Every event is checked, and kept for a replay.

use antrean_hub::engine::{self, Actor, Context, Decision, Displays, Moment, Request, Today};
use antrean_hub::event::{Event, Given, HallEvent};
use antrean_hub::hall::Hall;
use antrean_hub::hall::fits::{InUse, fits};
use antrean_hub::state::HallState;
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, CounterId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use std::collections::BTreeMap;

/// No date before this can be true: a month before the days that tests play on.
pub const EARLIEST: Timestamp = Timestamp(1_667_600_000_000);

/// The rules with a hall, its state and a time that tests set.
#[derive(Debug, Clone)]
pub struct PureHub {
    /// The hall.
    pub hall: Hall,
    /// What is true.
    pub state: HallState,
    /// Hub time.
    pub now: Timestamp,
    /// Whether the date is certain.
    pub date_sure: bool,
    /// The displays that are connected.
    pub displays: Displays,
    /// How tickets of past days ended.
    pub past: BTreeMap<TicketId, TicketState>,
    /// What happened since the day was opened.
    pub entries: Vec<(Timestamp, Event)>,
    /// The highest number of each series on each day.
    given: Given,
    today: Today,
    seen: BTreeMap<CommandId, (Command, Decision)>,
}

impl PureHub {
    /// Opens the first day of a hall at an instant.
    pub fn new(hall: Hall, now: Timestamp) -> Self {
        let mut hub = Self {
            hall,
            state: HallState::default(),
            now,
            date_sure: true,
            displays: Displays::default(),
            past: BTreeMap::new(),
            entries: Vec::new(),
            given: Given::new(),
            today: Today::default(),
            seen: BTreeMap::new(),
        };
        hub.wake();
        hub
    }

    /// Lets time pass; the hub wakes at each instant at which something is due.
    pub fn go_to(&mut self, later: Timestamp) {
        while let Some(due) = self.state.due().filter(|due| *due <= later) {
            self.now = due.max(self.now);
            self.wake();
        }
        self.now = later.max(self.now);
    }

    /// Lets time pass while the machine sleeps; the hub wakes once, late.
    pub fn sleep_to(&mut self, later: Timestamp) {
        self.now = later.max(self.now);
        self.wake();
    }

    /// Carries out a command as the writer would; a resend gets its first answer.
    pub fn send(&mut self, request: &Request) -> Result<Decision, Rejection> {
        if let Some((command, decision)) = self.seen.get(&request.id) {
            let same = *command == request.command;
            return if same { Ok(decision.clone()) } else { Err(Rejection::IdReused) };
        }
        let decision = self.decide(request)?;
        if let Some(Event::Hall(HallEvent::DateConfirmed { at })) = decision.events.last() {
            (self.now, self.date_sure) = (*at, true);
        }
        self.apply(&decision.events);
        self.wake();
        if !decision.events.is_empty() {
            self.seen.insert(request.id, (request.command.clone(), decision.clone()));
        }
        Ok(decision)
    }

    /// Puts another hall file into force, as the writer does with one that fits.
    pub fn change_hall(&mut self, hall: Hall) {
        let blockers = fits(&InUse::of(&self.state), &self.hall, &hall);
        assert!(blockers.is_empty(), "it would wait for the next day: {blockers:?}");
        self.hall = hall;
        let revision = self.state.hall_revision + 1;
        self.apply(&[Event::Hall(HallEvent::FileChanged { revision })]);
        self.today = Today::of(&self.hall, self.state.day.expect("a day is open").day);
    }

    /// Connects a display, or takes it away.
    pub fn connect(&mut self, display: &str, zone: Option<&str>) {
        let device = super::hall::device_id(display);
        match zone {
            Some(zone) => self.displays.here.insert(device, super::hall::zone_id(zone)),
            None => self.displays.here.remove(&device),
        };
    }

    /// Returns the hours of the day.
    pub fn today(&self) -> &Today {
        &self.today
    }

    /// Tells whether the answer to a command was kept.
    pub fn has_seen(&self, id: CommandId) -> bool {
        self.seen.contains_key(&id)
    }

    /// Decides a command and leaves everything as it is.
    pub fn decide(&self, request: &Request) -> Result<Decision, Rejection> {
        let named = request.ticket();
        let context = Context {
            hall: &self.hall,
            today: &self.today,
            state: &self.state,
            now: self.now,
            wall: self.now,
            earliest: EARLIEST,
            given: &self.given,
            date_sure: self.date_sure,
            displays: &self.displays,
            past: named.and_then(|ticket| self.past.get(&ticket).copied()),
        };
        engine::decide(&context, request)
    }

    /// Builds the state anew from what happened since the day was opened, through its JSON form.
    pub fn replayed(&self) -> HallState {
        let mut state = HallState::default();
        for (at, event) in &self.entries {
            let text = serde_json::to_string(event).expect("an event is plain data");
            let read: Event = serde_json::from_str(&text).expect("an event survives its text form");
            assert_eq!(read, *event, "an event survives its text form");
            state.apply(&read, *at);
        }
        state
    }

    /// Returns a ticket's state, today's or a past day's.
    pub fn state_of(&self, ticket: TicketId) -> Option<TicketState> {
        let today = self.state.tickets.get(&ticket).map(antrean_hub::state::Ticket::state);
        today.or_else(|| self.past.get(&ticket).copied())
    }

    /// Returns the hall at this moment.
    pub fn moment(&self) -> Moment<'_> {
        Moment { hall: &self.hall, today: &self.today, state: &self.state, now: self.now }
    }

    fn wake(&mut self) {
        while self.state.due().is_none_or(|due| due <= self.now) {
            let events = engine::wake(&self.hall, &self.state, self.now);
            assert!(!events.is_empty(), "what is due does something");
            self.apply(&events);
        }
    }

    fn apply(&mut self, events: &[Event]) {
        for event in events {
            self.note_past(event);
            self.state.apply(event, self.now);
            self.note_number(event);
            if matches!(event, Event::Hall(HallEvent::EpochRaised(_))) {
                self.today = Today::of(&self.hall, self.state.day.expect("a day is open").day);
            }
            // A full scan after each event, but not of a crowd each time.
            if self.state.tickets.len() < 300 || self.entries.len().is_multiple_of(500) {
                self.state.check_all();
            }
            self.entries.push((self.now, event.clone()));
        }
    }

    fn note_number(&mut self, event: &Event) {
        let Event::Ticket { id, .. } = event else { return };
        let Some(ticket) = self.state.tickets.get(id) else { return };
        let series = self.given.entry(ticket.day).or_default();
        let last = series.entry(ticket.number.prefix()).or_insert(0);
        *last = ticket.number.count().max(*last);
    }

    /// Keeps what the `ticket` table would keep.
    fn note_past(&mut self, event: &Event) {
        use antrean_hub::event::TicketEvent;
        match event {
            Event::Hall(HallEvent::DayOpened(opened)) => {
                let ended = self.state.tickets.iter().map(|(id, ticket)| (*id, ticket.state()));
                self.past.extend(ended);
                self.entries.clear();
                self.today = Today::of(&self.hall, opened.day);
            }
            Event::Ticket { id, event: TicketEvent::Admitted(admitted) } if admitted.expired => {
                self.past.insert(*id, TicketState::Expired);
            }
            Event::Hall(_) | Event::Ticket { .. } | Event::Counter { .. } => {}
        }
    }
}

/// Returns the counter that a command names as the one that acts or is acted upon.
pub fn counter_of(command: &Command) -> Option<&CounterId> {
    match command {
        Command::CallNext { counter }
        | Command::CallTicket { counter, .. }
        | Command::Recall { counter }
        | Command::Serve { counter }
        | Command::Complete { counter, .. }
        | Command::CompleteAndCallNext { counter, .. }
        | Command::NoShow { counter }
        | Command::Skip { counter }
        | Command::Park { counter, .. }
        | Command::Resume { counter, .. }
        | Command::Transfer { counter, .. }
        | Command::PrintCopy { counter, .. }
        | Command::Undo { counter }
        | Command::OpenCounter { counter, .. }
        | Command::PauseCounter { counter, .. }
        | Command::CloseCounter { counter, .. }
        | Command::ReleaseCounter { counter, .. }
        | Command::ApproveClosing { counter, .. } => Some(counter),
        Command::Issue { .. }
        | Command::ConfirmShown { .. }
        | Command::GiveBack { .. }
        | Command::AdmitTicket { .. }
        | Command::Return { .. }
        | Command::Yield { .. }
        | Command::Cancel { .. }
        | Command::AddStop { .. }
        | Command::DropStop { .. }
        | Command::OrderStops { .. }
        | Command::GrantPriority { .. }
        | Command::WithdrawPriority { .. }
        | Command::SetNote { .. }
        | Command::ForceOpen { .. }
        | Command::ForceClose { .. }
        | Command::EndForce { .. }
        | Command::SetOutage { .. }
        | Command::ClearOutage { .. }
        | Command::JoinStandby { .. }
        | Command::TakeVoucher { .. }
        | Command::ImportBookings { .. }
        | Command::CheckIn { .. }
        | Command::OpenRoll { .. }
        | Command::ConfirmDate { .. }
        | Command::Announce { .. }
        | Command::ReportShown { .. }
        | Command::ReportSpoken { .. } => None,
    }
}

/// Returns the console that stands at a counter in tests.
pub fn console(counter: &str) -> Actor {
    Actor::Console { device: super::hall::device_id(&format!("console-{counter}")) }
}

/// Returns a kiosk as it comes over its link.
pub fn kiosk(id: &str) -> Actor {
    let device = super::hall::device_id(&format!("kiosk-{id}"));
    Actor::Kiosk { kiosk: super::hall::kiosk_id(id), device }
}

/// Returns a display as it comes over its link.
pub fn display(id: &str) -> Actor {
    Actor::Display { device: super::hall::device_id(id) }
}

/// Makes a command's id from a small number, so that a failure reads well.
pub fn command_id(number: u128) -> CommandId {
    CommandId(uuid::Uuid::from_u128(number))
}
