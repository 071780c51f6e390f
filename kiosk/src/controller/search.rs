//! Typing a need: every key changes the list at once; a touched service goes on as from its agency.

use super::{Controller, Phase};
use crate::screen::Search;
use antrean_shared::id::ServiceId;

/// Letters that fit into the field; more say no more about a need.
const TYPED_MAX: usize = 32;
/// Services that are worth looking through.
const FOUND_MAX: usize = 24;

/// What has been typed, and the services that it may mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    text: String,
    pub(super) found: Vec<ServiceId>,
    pub(super) page: usize,
}

impl Controller {
    pub(super) fn open_search(&mut self) {
        if let Phase::Home { .. } = self.phase {
            self.enter(Phase::Search(Typed::default()));
        }
    }

    pub(super) fn type_key(&mut self, key: char) {
        self.retype(|text| {
            let double = key == ' ' && (text.is_empty() || text.ends_with(' '));
            if (key.is_ascii_alphanumeric() || key == ' ') && !double && text.len() < TYPED_MAX {
                text.push(key.to_ascii_lowercase());
            }
        });
    }

    pub(super) fn erase(&mut self, all: bool) {
        self.retype(|text| {
            let kept = if all { 0 } else { text.len().saturating_sub(1) };
            text.truncate(kept);
        });
    }

    fn retype(&mut self, change: impl FnOnce(&mut String)) {
        let Phase::Search(Typed { text, .. }) = &mut self.phase else { return };
        let mut text = std::mem::take(text);
        change(&mut text);
        self.phase = Phase::Search(Typed { found: self.find(&text), text, page: 0 });
    }

    /// The services of this kiosk that the words may mean.
    fn find(&self, text: &str) -> Vec<ServiceId> {
        let Some(offer) = self.offer() else { return Vec::new() };
        let agencies = offer.agencies();
        let offered = |service: &ServiceId| {
            let agency = offer.agency_of(service);
            agency.is_some_and(|agency| agencies.iter().any(|other| other.id == agency.id))
        };
        let found = self.needs.find(text, usize::MAX).into_iter();
        found.filter(offered).take(FOUND_MAX).collect()
    }

    /// Another catalogue, other services.
    pub(super) fn find_again(&mut self) {
        if let Phase::Search(Typed { text, .. }) = &self.phase {
            let found = self.find(text);
            if let Phase::Search(typed) = &mut self.phase {
                typed.found = found;
            }
        }
    }

    pub(super) fn search_shown(&self, typed: &Typed) -> Search {
        let Typed { text, found, page } = typed;
        let grid = self.window().search();
        let shown = grid.page(*page, found.len());
        let rows = self.offer().map(|offer| {
            let ids = grid.of_page(found.iter().collect(), *page).into_iter();
            let cards = ids.filter_map(|id| offer.catalogue.service(id));
            cards.map(|service| offer.found_row(service)).collect()
        });
        Search { typed: text.clone(), rows: rows.unwrap_or_default(), page: shown }
    }
}
