//! The search for a number: the view's lists at once, then what the hub finds beyond them.
//!
//! A question that changes nothing. It is asked again when the counter's view has changed, and
//! when no answer came, for as long as something is typed.

use super::{Controller, Effect, Phase, QUIET};
use crate::screen::{ListHint, Tab};
use antrean_shared::id::TicketId;
use antrean_shared::search::{Found, NumberPart, Search};
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CounterView, MissedTicket, ParkedTicket, WaitingTicket};
use std::sync::Arc;
use std::time::Duration;

/// A search without an answer is asked again after this long.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// What was asked about the text that is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looked {
    search: u64,
    text: NumberPart,
    /// The view's (epoch, seq) at the time.
    view: (u64, u64),
    asked: Timestamp,
    /// No answer has come to the newest question.
    open: bool,
    /// An answer about this text has come.
    answered: bool,
}

impl Controller {
    /// Returns what is typed, as a part of a number.
    pub(super) fn part(&self) -> Option<NumberPart> {
        NumberPart::new(&self.lists.query).ok()
    }

    /// Asks for what the lists do not hold.
    pub(super) fn look(&mut self) -> Vec<Effect> {
        let Some(text) = self.part() else {
            (self.lists.looked, self.lists.found) = (None, None);
            return Vec::new();
        };
        let view = self.counter.as_ref().map(|envelope| (envelope.epoch, envelope.seq));
        let (Phase::AtCounter(counter), Some(view), Ok(())) = (&self.phase, view, self.hub_hears())
        else {
            return Vec::new();
        };
        let before = self.lists.looked.as_ref().filter(|looked| looked.text == text);
        let (now, answered) = (self.now, before.is_some_and(|looked| looked.answered));
        let silent = |asked: Timestamp| now < asked || now >= asked.plus(ASK_AGAIN);
        let due =
            before.is_none_or(
                |looked| {
                    if looked.open { silent(looked.asked) } else { looked.view != view }
                },
            );
        if !due {
            return Vec::new();
        }
        let counter = counter.clone();
        self.searches += 1;
        let search = self.searches;
        self.lists.looked =
            Some(Looked { search, text: text.clone(), view, asked: now, open: true, answered });
        vec![Effect::Search(Search { search, counter, text })]
    }

    pub(super) fn take_found(&mut self, found: Arc<Found>) -> Vec<Effect> {
        let Some(looked) = self.lists.looked.as_mut().filter(|l| l.search == found.search) else {
            return Vec::new();
        };
        let first = !looked.answered;
        (looked.open, looked.answered) = (false, true);
        self.lists.found = Some(found);
        if first && self.lists.by_search {
            self.choose_match();
        }
        Vec::new()
    }

    /// Returns the answer about what is typed now.
    fn answer_now(&self) -> Option<&Found> {
        let text = self.part();
        let looked = self.lists.looked.as_ref();
        looked.filter(|looked| looked.answered && Some(&looked.text) == text.as_ref())?;
        self.lists.found.as_deref()
    }

    pub(super) fn waiting_rows(&self) -> Vec<&WaitingTicket> {
        self.matches(|v| &v.waiting, |f| &f.waiting, |row| (row.id, row.number))
    }

    pub(super) fn parked_rows(&self) -> Vec<&ParkedTicket> {
        self.matches(|v| &v.parked, |f| &f.parked, |row| (row.id, row.number))
    }

    pub(super) fn missed_rows(&self) -> Vec<&MissedTicket> {
        self.matches(|v| &v.no_show, |f| &f.no_show, |row| (row.id, row.number))
    }

    /// Returns the rows of a list that the search leaves. Until the hub has answered they are those
    /// of the view and of the answer before; the very number that is typed comes first.
    fn matches<'a, T>(
        &'a self,
        viewed: impl Fn(&'a CounterView) -> &'a Vec<T>,
        found: impl Fn(&'a Found) -> &'a Vec<T>,
        name: impl Fn(&T) -> (TicketId, TicketNumber),
    ) -> Vec<&'a T> {
        let Some(view) = self.counter_view() else { return Vec::new() };
        let Some(part) = self.part() else { return viewed(view).iter().collect() };
        let held = view.ticket.as_ref().map(|ticket| ticket.id);
        let fits = |row: &&'a T| part.is_in(name(row).1) && Some(name(row).0) != held;
        let mut rows: Vec<&T> = match self.answer_now() {
            Some(answer) => found(answer).iter().filter(fits).collect(),
            None => viewed(view).iter().filter(fits).collect(),
        };
        let before = self.lists.found.as_deref().filter(|_| self.answer_now().is_none());
        for row in before.into_iter().flat_map(found).filter(fits) {
            if rows.iter().all(|listed| name(listed).0 != name(row).0) {
                rows.push(row);
            }
        }
        let whole = part.whole();
        rows.sort_by_key(|row| Some(name(row).1) != whole);
        rows
    }

    /// Chooses the first match: the very number wherever it is, else one of the list that was open
    /// when the search began, else one of another list.
    pub(super) fn choose_match(&mut self) {
        let Some(part) = self.part() else {
            self.lists.selected = None;
            return;
        };
        let home = self.lists.home;
        let tabs = || std::iter::once(home).chain(Tab::ALL);
        let whole = part.whole();
        let is_it = |tab: &Tab| whole.is_some() && self.number_at(*tab, 0) == whole;
        let has_any = |tab: &Tab| self.number_at(*tab, 0).is_some();
        let tab = tabs().find(is_it).or_else(|| tabs().find(has_any)).unwrap_or(home);
        self.lists.tab = tab;
        self.lists.selected = self.listed(tab).first().copied();
    }

    fn number_at(&self, tab: Tab, place: usize) -> Option<TicketNumber> {
        match tab {
            Tab::Waiting => self.waiting_rows().get(place).map(|row| row.number),
            Tab::Parked => self.parked_rows().get(place).map(|row| row.number),
            Tab::Missed => self.missed_rows().get(place).map(|row| row.number),
        }
    }

    /// Returns the line under a list while something is typed.
    pub(super) fn search_hint(&self, part: &NumberPart, rows: usize) -> ListHint {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let elsewhere = Tab::ALL.into_iter().any(|tab| !self.listed(tab).is_empty());
        let asked = self.lists.looked.as_ref().map(|looked| looked.asked);
        match self.answer_now() {
            Some(found) if rows > 0 => {
                let (brought, total) = match self.lists.tab {
                    Tab::Waiting => (found.waiting.len(), found.waiting_total),
                    Tab::Parked => (found.parked.len(), found.parked_total),
                    Tab::Missed => (found.no_show.len(), found.no_show_total),
                };
                let cut = count(brought) < total;
                if cut { ListHint::FirstFound(count(brought), total) } else { ListHint::None }
            }
            None if rows > 0 => ListHint::None,
            _ if elsewhere => ListHint::InOtherList,
            Some(found) => match (&found.elsewhere, part.whole()) {
                (Some(place), _) => {
                    ListHint::Said(self.words().whereabouts(place, self.counter_id()))
                }
                (None, Some(number)) => ListHint::Said(self.words().unknown_number(number)),
                (None, None) => ListHint::NotFound,
            },
            None if self.hub_hears().is_err() => ListHint::NotFoundInView,
            None if asked.is_some_and(|asked| self.now >= asked.plus(QUIET)) => ListHint::Searching,
            None => ListHint::None,
        }
    }
}
