//! The hub's rules on virtual time: what the writer does, without journal, link and clock.

use crate::engine::{self, Actor, Context, Decision, Displays, Request, Today};
use crate::event::{Event, Given};
use crate::hall::Hall;
use crate::state::HallState;
use antrean_shared::command::Command;
use antrean_shared::id::CommandId;
use antrean_shared::rejection::Rejection;
use antrean_shared::time::Timestamp;

/// A hall that lives on virtual time.
pub struct Live<'a> {
    /// The hall.
    pub hall: &'a Hall,
    /// What is true.
    pub state: HallState,
    /// Today's hours.
    pub today: Today,
    /// Hub time.
    pub now: Timestamp,
    displays: Displays,
}

impl<'a> Live<'a> {
    /// Opens the first day of a hall.
    pub fn new(hall: &'a Hall, now: Timestamp) -> Self {
        let (state, today) = (HallState::default(), Today::default());
        let mut live = Self { hall, state, today, now, displays: Displays::default() };
        live.wake();
        live.read_hours();
        live
    }

    /// Tells whether any queue has hours today.
    pub fn is_open_today(&self) -> bool {
        self.today.hours().any(|hours| !hours.spans.is_empty())
    }

    /// Returns when today ends.
    pub fn day_ends(&self) -> Timestamp {
        self.state.day.expect("a day was opened").ends_at
    }

    /// Lets time pass up to an instant of today; the hub wakes whenever something is due.
    pub fn go_to(&mut self, later: Timestamp) {
        while let Some(due) = self.state.due().filter(|due| *due <= later) {
            self.now = due.max(self.now);
            self.wake();
        }
        self.now = later.max(self.now);
    }

    /// Ends the day and begins the next.
    pub fn turn_day(&mut self) {
        self.go_to(self.day_ends());
        self.read_hours();
    }

    /// Decides a command; nothing has happened yet.
    pub fn decide(&self, id: CommandId, command: Command) -> Result<Decision, Rejection> {
        let context = Context {
            hall: self.hall,
            today: &self.today,
            state: &self.state,
            now: self.now,
            wall: self.now,
            earliest: Timestamp(0),
            given: &Given::new(),
            date_sure: true,
            displays: &self.displays,
            past: None,
        };
        engine::decide(&context, &Request { id, actor: Actor::Api, command })
    }

    /// Lets happen what was decided.
    pub fn apply(&mut self, events: &[Event]) {
        for event in events {
            self.state.apply(event, self.now);
        }
    }

    fn wake(&mut self) {
        let events = engine::wake(self.hall, &self.state, self.now);
        self.apply(&events);
    }

    fn read_hours(&mut self) {
        let day = self.state.day.expect("a day was opened").day;
        self.today = Today::of(self.hall, day);
    }
}
