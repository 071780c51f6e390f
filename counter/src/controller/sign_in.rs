//! The choice of a counter: who sits down, and where.
//!
//! It lists what the hub's lobby says; whether a counter may be opened is decided there.

use super::press::{moved, type_into};
use super::{Controller, Effect, Pending, Phase, SignInField, Stamp};
use crate::keys::{Action, Key};
use crate::memory::Memory;
use crate::words::WhyNot;
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, Officer};
use antrean_shared::limits::OFFICER_CHARS_MAX;
use antrean_shared::view::CounterFigures;

/// Columns of the grid of counters.
pub const COLUMNS: usize = 4;
const FILTER_CHARS_MAX: usize = 30;

/// What has been typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SignIn {
    pub officer: String,
    pub filter: String,
    pub focus: SignInField,
    pub selected: Option<CounterId>,
}

impl SignIn {
    pub fn new(memory: &Memory, counter: Option<CounterId>) -> Self {
        let officer = memory.officer.as_ref().map_or_else(String::new, Officer::to_string);
        let focus = if officer.is_empty() { SignInField::Officer } else { SignInField::Filter };
        let selected = memory.counter_last.clone().or(counter);
        Self { officer, filter: String::new(), focus, selected }
    }
}

impl Controller {
    /// Returns the counters that the filter leaves, in the hall's order.
    pub(super) fn choices(&self) -> Vec<&CounterFigures> {
        let filter = self.sign_in.filter.trim().to_lowercase();
        let fits = |figures: &&CounterFigures| {
            let officer = figures.officer.as_ref().map_or("", Officer::as_str);
            let id = &figures.counter;
            let text = format!("{} {} {officer}", self.words().counter(id), self.agency_of(id));
            text.to_lowercase().contains(&filter)
        };
        self.lobby_view()
            .map_or_else(Vec::new, |lobby| lobby.counters.iter().filter(fits).collect())
    }

    pub(super) fn chosen_place(&self) -> Option<usize> {
        let selected = self.sign_in.selected.as_ref()?;
        self.choices().iter().position(|figures| figures.counter == *selected)
    }

    pub(super) fn pick_counter(&mut self, place: usize) -> Vec<Effect> {
        let picked = self.choices().get(place).map(|figures| figures.counter.clone());
        if picked.is_some() {
            self.sign_in.selected = picked;
        }
        Vec::new()
    }

    pub(super) fn type_in_sign_in(&mut self, key: Key) -> Vec<Effect> {
        if matches!(key, Key::Tab | Key::BackTab) {
            let other = match self.sign_in.focus {
                SignInField::Officer => SignInField::Filter,
                SignInField::Filter => SignInField::Officer,
            };
            return self.pick_field(other);
        }
        if key == Key::Escape {
            self.notice = None;
            self.sign_in.filter.clear();
            return Vec::new();
        }
        let count = self.choices().len();
        if let Some(place) = moved(key, self.chosen_place(), count, COLUMNS) {
            return self.pick_counter(place);
        }
        match self.sign_in.focus {
            SignInField::Officer => {
                type_into(&mut self.sign_in.officer, key, OFFICER_CHARS_MAX);
            }
            SignInField::Filter => {
                let changed = type_into(&mut self.sign_in.filter, key, FILTER_CHARS_MAX);
                if changed && self.chosen_place().is_none() {
                    return self.pick_counter(0);
                }
            }
        }
        Vec::new()
    }

    /// Tells why the chosen counter cannot be opened from here, if it cannot.
    pub(super) fn may_open(&self) -> Result<(CounterId, Officer), WhyNot> {
        self.hub_hears()?;
        let officer = Officer::new(&self.sign_in.officer).map_err(|_| WhyNot::NoOfficer)?;
        let place = self.chosen_place().ok_or(WhyNot::NoCounter)?;
        let counter = self.choices()[place].counter.clone();
        self.none_under_way()?;
        Ok((counter, officer))
    }

    pub(super) fn open_chosen(&mut self, stamp: Stamp) -> Vec<Effect> {
        match self.may_open() {
            Ok((counter, officer)) => self.ask_to_open(counter, officer, stamp),
            Err(why) => {
                if why == WhyNot::NoOfficer {
                    self.sign_in.focus = SignInField::Officer;
                }
                self.explain(&why)
            }
        }
    }

    pub(super) fn ask_to_open(
        &mut self,
        counter: CounterId,
        officer: Officer,
        stamp: Stamp,
    ) -> Vec<Effect> {
        self.sign_in.officer = officer.to_string();
        let command = Command::OpenCounter { counter: counter.clone(), officer };
        let effects = self.ask(Action::Main, command, stamp);
        if let Some(pending) = &mut self.pending {
            pending.opens = Some(counter);
        }
        effects
    }

    /// The hub has opened the counter for this device.
    pub(super) fn opened(&mut self, pending: &Pending) -> Vec<Effect> {
        let Some(counter) = pending.opens.clone() else { return Vec::new() };
        self.memory.counter = Some(counter.clone());
        self.memory.counter_last = Some(counter.clone());
        self.memory.officer = Officer::new(&self.sign_in.officer).ok();
        self.leaving = false;
        let remember = Effect::Remember(self.memory.clone());
        if self.phase == Phase::AtCounter(counter.clone()) {
            return vec![remember];
        }
        self.phase = Phase::AtCounter(counter.clone());
        self.counter = None;
        self.lists = super::Lists::default();
        self.notice = None;
        vec![remember, Effect::Watch(Some(counter))]
    }

    /// Goes back to the choice of counters.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        self.phase = Phase::Choosing;
        self.counter = None;
        self.dialog = None;
        self.pending = None;
        self.leaving = false;
        self.memory.counter = None;
        self.sign_in.filter.clear();
        self.sign_in.selected = self.memory.counter_last.clone();
        self.sign_in.focus = SignInField::Filter;
        vec![Effect::Remember(self.memory.clone()), Effect::Watch(None)]
    }

    /// Returns the agencies of a counter's queues, in short: `Dispendukcapil`.
    pub(super) fn agency_of(&self, counter: &CounterId) -> String {
        let Some(catalogue) = &self.catalogue else { return String::new() };
        let queues = catalogue.counter(counter).map_or(&[][..], |card| &card.queues);
        let mut names: Vec<&str> = Vec::new();
        for agency in queues.iter().filter_map(|id| catalogue.queue(id)).map(|card| &card.agency) {
            let name = catalogue.agency(agency).map_or("", |card| card.short.get(self.language));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(" · ")
    }
}
