//! The lists on the right: waiting, parked, absent; the search; the chosen ticket.
//!
//! They hold what the newest view lists, in its order. A chosen ticket stays chosen while it is
//! listed.

use super::press::{moved, type_into};
use super::{Controller, Effect};
use crate::keys::{Key, Motion};
use crate::screen::Tab;
use antrean_shared::id::TicketId;
use antrean_shared::ticket::TicketNumber;

/// The longest number has seven characters: three letters, four digits.
const QUERY_CHARS_MAX: usize = 7;

/// What is shown of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lists {
    pub tab: Tab,
    pub query: String,
    pub selected: Option<TicketId>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { tab: Tab::Waiting, query: String::new(), selected: None }
    }
}

impl Controller {
    /// Returns the tickets of a list that the search leaves.
    pub(super) fn listed(&self, tab: Tab) -> Vec<TicketId> {
        let Some(view) = self.counter_view() else { return Vec::new() };
        let fits = |number: TicketNumber| number.to_string().contains(&self.lists.query);
        match tab {
            Tab::Waiting => {
                view.waiting.iter().filter(|row| fits(row.number)).map(|row| row.id).collect()
            }
            Tab::Parked => {
                view.parked.iter().filter(|row| fits(row.number)).map(|row| row.id).collect()
            }
            Tab::Missed => {
                view.no_show.iter().filter(|row| fits(row.number)).map(|row| row.id).collect()
            }
        }
    }

    pub(super) fn type_in_lists(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::Escape {
            self.notice = None;
            self.lists.query.clear();
            self.lists.selected = None;
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
                }
                return Vec::new();
            }
            None => {}
        }
        let before = self.lists.query.clone();
        type_into(&mut self.lists.query, key, QUERY_CHARS_MAX);
        self.lists.query.make_ascii_uppercase();
        self.lists.query.retain(|c| c.is_ascii_alphanumeric());
        if self.lists.query != before {
            self.search();
        }
        Vec::new()
    }

    /// Chooses the first match, in another list if this one has none.
    fn search(&mut self) {
        if self.lists.query.is_empty() {
            self.lists.selected = None;
            return;
        }
        let has_match = |tab: &Tab| !self.listed(*tab).is_empty();
        let here = self.lists.tab;
        let tab = std::iter::once(here).chain(Tab::ALL).find(has_match).unwrap_or(here);
        self.lists.tab = tab;
        self.lists.selected = self.listed(tab).first().copied();
    }

    pub(super) fn pick_tab(&mut self, tab: Tab) -> Vec<Effect> {
        self.lists.tab = tab;
        self.lists.selected = None;
        Vec::new()
    }

    pub(super) fn pick_row(&mut self, place: usize) -> Vec<Effect> {
        let picked = self.listed(self.lists.tab).get(place).copied();
        let again = picked == self.lists.selected;
        self.lists.selected = if again { None } else { picked };
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
