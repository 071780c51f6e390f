//! The lists on the right: waiting, parked, absent; the chosen ticket.
//!
//! They hold what the newest view lists, in its order, or what the search leaves (`search`). A
//! chosen ticket stays chosen while it is listed.

use super::press::{moved, type_into};
use super::search::Looked;
use super::{Controller, Effect};
use crate::keys::{Key, Motion};
use crate::screen::Tab;
use antrean_shared::id::TicketId;
use antrean_shared::limits::SEARCH_CHARS_MAX;
use antrean_shared::search::Found;
use std::sync::Arc;

/// What is shown of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lists {
    pub tab: Tab,
    pub query: String,
    pub selected: Option<TicketId>,
    /// The list that was open when the search began.
    pub home: Tab,
    /// The search chose the ticket, not the officer.
    pub by_search: bool,
    pub looked: Option<Looked>,
    /// The newest answer of the hub, about this text or one before it.
    pub found: Option<Arc<Found>>,
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            tab: Tab::Waiting,
            query: String::new(),
            selected: None,
            home: Tab::Waiting,
            by_search: false,
            looked: None,
            found: None,
        }
    }
}

impl Controller {
    /// Returns the tickets of a list that the search leaves.
    pub(super) fn listed(&self, tab: Tab) -> Vec<TicketId> {
        match tab {
            Tab::Waiting => self.waiting_rows().into_iter().map(|row| row.id).collect(),
            Tab::Parked => self.parked_rows().into_iter().map(|row| row.id).collect(),
            Tab::Missed => self.missed_rows().into_iter().map(|row| row.id).collect(),
        }
    }

    /// Returns the number of a listed ticket.
    pub(super) fn number_of(&self, ticket: TicketId) -> Option<String> {
        let waiting = self.waiting_rows().into_iter().map(|row| (row.id, row.number));
        let parked = self.parked_rows().into_iter().map(|row| (row.id, row.number));
        let missed = self.missed_rows().into_iter().map(|row| (row.id, row.number));
        let mut all = waiting.chain(parked).chain(missed);
        all.find(|(id, _)| *id == ticket).map(|(_, number)| number.to_string())
    }

    /// Ends the search; the ticket that it found has been dealt with.
    pub(super) fn end_search(&mut self) {
        if !self.lists.query.is_empty() {
            self.lists.query.clear();
            self.lists.tab = self.lists.home;
        }
        self.lists.selected = None;
    }

    pub(super) fn type_in_lists(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::Escape {
            self.notice = None;
            self.end_search();
            return Vec::new();
        }
        match key.motion() {
            Some(Motion::Left) => return self.pick_tab(neighbour(self.lists.tab, false)),
            Some(Motion::Right) => return self.pick_tab(neighbour(self.lists.tab, true)),
            Some(
                Motion::Up
                | Motion::Down
                | Motion::PageUp
                | Motion::PageDown
                | Motion::Home
                | Motion::End,
            ) => {
                let listed = self.listed(self.lists.tab);
                let place = self.chosen_row(&listed);
                if let Some(place) = moved(key, place, listed.len(), 1) {
                    self.lists.selected = listed.get(place).copied();
                    self.lists.by_search = false;
                }
                return Vec::new();
            }
            None => {}
        }
        let before = self.lists.query.clone();
        type_into(&mut self.lists.query, key, SEARCH_CHARS_MAX);
        self.lists.query.make_ascii_uppercase();
        self.lists.query.retain(|c| c.is_ascii_alphanumeric());
        if self.lists.query == before {
            return Vec::new();
        }
        if before.is_empty() {
            self.lists.home = self.lists.tab;
        }
        if self.lists.query.is_empty() {
            self.lists.tab = self.lists.home;
        }
        self.lists.by_search = true;
        self.choose_match();
        Vec::new()
    }

    pub(super) fn pick_tab(&mut self, tab: Tab) -> Vec<Effect> {
        self.lists.tab = tab;
        self.lists.selected = None;
        self.lists.by_search = false;
        Vec::new()
    }

    pub(super) fn pick_row(&mut self, place: usize) -> Vec<Effect> {
        let picked = self.listed(self.lists.tab).get(place).copied();
        let again = picked == self.lists.selected;
        self.lists.selected = if again { None } else { picked };
        self.lists.by_search = false;
        Vec::new()
    }

    pub(super) fn chosen_row(&self, listed: &[TicketId]) -> Option<usize> {
        let selected = self.lists.selected?;
        listed.iter().position(|ticket| *ticket == selected)
    }

    /// A ticket that has left its list is no longer chosen.
    pub(super) fn check_lists(&mut self) {
        let listed = self.listed(self.lists.tab);
        if self.chosen_row(&listed).is_none() {
            self.lists.selected = None;
        }
    }
}

fn neighbour(tab: Tab, right: bool) -> Tab {
    let place = Tab::ALL.iter().position(|other| *other == tab).unwrap_or(0);
    let to = if right { place + 1 } else { place.saturating_sub(1) };
    Tab::ALL[to.min(Tab::ALL.len() - 1)]
}
