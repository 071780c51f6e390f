//! The desk and the lists, as they are shown.

use super::{minutes_since, seconds_until, stopwatch};
use crate::controller::{Controller, Desk};
use crate::keys::Action;
use crate::screen::{
    AtCounterScreen, ButtonState, DeskScreen, HandScreen, ListHint, ListsScreen, MainButton,
    MainKind, NextScreen, RowLine, RowMark, Tab, TakeKind, UndoLine,
};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::id::{CounterId, Officer, ServiceId, TicketId};
use antrean_shared::ticket::{Language, Shown, TicketState};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CounterView, MissedTicket, ParkedTicket, TicketInHand, WaitingTicket};

impl Controller {
    pub(super) fn at_counter_screen(&self) -> AtCounterScreen {
        let counter = self.counter_id();
        let view = self.counter_view();
        let officer = view.and_then(|view| view.officer.as_ref()).or(self.memory.officer.as_ref());
        AtCounterScreen {
            counter: counter.map_or_else(String::new, |id| self.words().counter(id)),
            agency: counter.map_or_else(String::new, |id| self.agency_of(id)),
            officer: officer.map_or_else(String::new, Officer::to_string),
            about: counter.map_or_else(String::new, |id| self.about(id)),
            waiting_total: view.map_or(0, |view| view.waiting_total),
            completed: view.map_or(0, |view| view.completed),
            desk: self.desk_screen(),
            main: self.main_button(),
            complete: self.button(Action::Complete),
            leave: self.button(Action::Leave),
            recall: self.button(Action::Recall),
            recalls_used_up: self.in_hand().is_some_and(|ticket| ticket.recall_from.is_none()),
            park: self.button(Action::Park),
            transfer: self.button(Action::Transfer),
            note: self.button(Action::Note),
            no_show: self.button(Action::NoShow),
            pause: self.button(Action::Pause),
            close: self.button(Action::Close),
            undo: self.undo_line(),
            lists: self.lists_screen(),
        }
    }

    /// Returns the services that a counter is limited to, else its agencies in full.
    fn about(&self, counter: &CounterId) -> String {
        let Some((catalogue, card)) =
            self.catalogue.as_ref().and_then(|c| Some((c, c.counter(counter)?)))
        else {
            return String::new();
        };
        let mut names: Vec<String> = Vec::new();
        match &card.services {
            Some(services) => names.extend(services.iter().map(|id| self.words().service(id))),
            None => {
                for name in card.queues.iter().filter_map(|id| self.agency_in_full(catalogue, id)) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
        names.join(" · ")
    }

    fn agency_in_full(
        &self,
        catalogue: &Catalogue,
        queue: &antrean_shared::id::QueueId,
    ) -> Option<String> {
        let agency = catalogue.agency(&catalogue.queue(queue)?.agency)?;
        Some(agency.name.get(self.language).to_owned())
    }

    fn desk_screen(&self) -> DeskScreen {
        match self.desk() {
            Desk::Loading => DeskScreen::Loading,
            Desk::Hand(ticket) => DeskScreen::InHand(self.hand_screen(ticket)),
            Desk::Next(ticket) => DeskScreen::Next(self.next_screen(ticket)),
            Desk::Empty => DeskScreen::Empty,
            Desk::Paused => DeskScreen::Paused,
            Desk::Closing => DeskScreen::Closing,
            Desk::Closed => DeskScreen::Closed,
            Desk::Elsewhere => DeskScreen::Elsewhere,
        }
    }

    fn hand_screen(&self, ticket: &TicketInHand) -> HandScreen {
        let words = self.words();
        let serving = ticket.state == TicketState::Serving;
        let since = ticket.serving_at.filter(|_| serving).unwrap_or(ticket.called_at);
        let seconds = self.now.since(since).as_secs();
        let usual_minutes = self.usual_minutes(&ticket.service).filter(|_| serving).unwrap_or(0);
        let usual_seconds = u64::from(usual_minutes) * 60;
        let gone = (seconds * 1_000).checked_div(usual_seconds).unwrap_or(0).min(1_000);
        let other_language = ticket.language != Language::Id;
        HandScreen {
            number: ticket.number.to_string(),
            serving,
            timer: stopwatch(seconds),
            usual_minutes,
            usual_gone: u32::try_from(gone).unwrap_or(1_000),
            service: words.service(&ticket.service),
            issued: words.clock(ticket.issued_at),
            called: words.clock(ticket.called_at),
            waited_minutes: minutes_since(ticket.called_at, ticket.issued_at),
            calls: ticket.call_count,
            note: ticket.note.clone().unwrap_or_default(),
            visitor_language: other_language.then_some(ticket.language),
            paper_unsure: ticket.shown == Some(Shown::Unknown),
        }
    }

    fn usual_minutes(&self, service: &ServiceId) -> Option<u32> {
        let card = self.catalogue.as_ref()?.service(service)?;
        Some(u32::from(card.usual_minutes))
    }

    fn next_screen(&self, ticket: &WaitingTicket) -> NextScreen {
        let longest = self.counter_view().and_then(|view| view.longest_since);
        NextScreen {
            number: ticket.number.to_string(),
            service: self.words().service(&ticket.service),
            waited_minutes: minutes_since(self.now, ticket.since),
            longest_minutes: longest.map_or(0, |since| minutes_since(self.now, since)),
        }
    }

    fn main_button(&self) -> MainButton {
        let kind = self.main_kind();
        let first = self.counter_view().and_then(|view| view.waiting.first());
        let calls = matches!(kind, Some(MainKind::Call | MainKind::CompleteAndCall));
        MainButton {
            kind: kind.unwrap_or(MainKind::Call),
            state: self.button(Action::Main),
            next: first.filter(|_| calls).map(|ticket| self.next_screen(ticket)),
        }
    }

    fn undo_line(&self) -> Option<UndoLine> {
        let offer = self.undo_offer()?;
        Some(UndoLine {
            step: offer.step,
            number: offer.number.to_string(),
            seconds: seconds_until(self.now, offer.until),
            state: self.button(Action::Undo),
        })
    }

    fn lists_screen(&self) -> ListsScreen {
        let tab = self.lists.tab;
        let view = self.counter_view();
        let listed = self.listed(tab);
        let rows = view.map_or_else(Vec::new, |view| self.rows(view, &listed));
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        ListsScreen {
            tab,
            waiting: view.map_or(0, |view| view.waiting_total),
            parked: view.map_or(0, |view| count(view.parked.len())),
            missed: view.map_or(0, |view| count(view.no_show.len())),
            query: self.lists.query.clone(),
            selected: self.chosen_row(&listed),
            hint: self.hint(view, rows.len()),
            rows,
        }
    }

    fn hint(&self, view: Option<&CounterView>, rows: usize) -> ListHint {
        let searched = !self.lists.query.is_empty();
        let Some(view) = view else { return ListHint::None };
        let first = u32::try_from(view.waiting.len()).unwrap_or(u32::MAX);
        let cut = self.lists.tab == Tab::Waiting && view.waiting_total > first;
        match (rows, searched) {
            (0, true) if cut => ListHint::NotFoundInFirst(first),
            (0, true) => ListHint::NotFound,
            (0, false) => ListHint::Empty,
            (_, false) if cut => ListHint::FirstOf(first, view.waiting_total),
            (_, true | false) => ListHint::None,
        }
    }

    fn rows(&self, view: &CounterView, listed: &[TicketId]) -> Vec<RowLine> {
        let is_listed = |id: &TicketId| listed.contains(id);
        match self.lists.tab {
            Tab::Waiting => {
                let rows = view.waiting.iter().filter(|row| is_listed(&row.id));
                rows.map(|row| self.waiting_row(row)).collect()
            }
            Tab::Parked => {
                let rows = view.parked.iter().filter(|row| is_listed(&row.id));
                rows.map(|row| self.parked_row(row)).collect()
            }
            Tab::Missed => {
                let rows = view.no_show.iter().filter(|row| is_listed(&row.id));
                rows.map(|row| self.missed_row(row)).collect()
            }
        }
    }

    fn waiting_row(&self, row: &WaitingTicket) -> RowLine {
        let mark = if row.sent_here {
            RowMark::SentHere
        } else if row.shown == Some(Shown::Unknown) {
            RowMark::PaperUnsure
        } else {
            RowMark::None
        };
        RowLine {
            ticket: row.id,
            number: row.number.to_string(),
            service: self.words().service(&row.service),
            detail: String::new(),
            mark,
            minutes: minutes_since(self.now, row.since),
            take: TakeKind::Call,
            take_state: self.take_button(row.id),
        }
    }

    fn parked_row(&self, row: &ParkedTicket) -> RowLine {
        let due = |until: Timestamp| {
            if until <= self.now { RowMark::Due } else { RowMark::DueAt(self.words().clock(until)) }
        };
        RowLine {
            ticket: row.id,
            number: row.number.to_string(),
            service: self.words().service(&row.service),
            detail: self.reason_shown(&row.reason),
            mark: row.until.map_or(RowMark::None, due),
            minutes: minutes_since(self.now, row.since),
            take: TakeKind::Resume,
            take_state: self.take_button(row.id),
        }
    }

    fn missed_row(&self, row: &MissedTicket) -> RowLine {
        RowLine {
            ticket: row.id,
            number: row.number.to_string(),
            service: self.words().service(&row.service),
            detail: self.words().counter(&row.by),
            mark: RowMark::None,
            minutes: minutes_since(self.now, row.since),
            take: TakeKind::Call,
            take_state: self.take_button(row.id),
        }
    }

    /// Only the chosen row has its button; others are one touch away from it.
    fn take_button(&self, ticket: TicketId) -> ButtonState {
        let chosen = self.lists.selected == Some(ticket);
        let possible = self.button(Action::Take);
        let offered = match self.lists.tab {
            Tab::Parked => true,
            Tab::Waiting | Tab::Missed => self.counter_view().is_some_and(|view| view.may_choose),
        };
        ButtonState { shown: possible.shown && chosen && offered, ..possible }
    }

    /// Returns a reason of the catalogue in the officer's language, a typed one as it is.
    fn reason_shown(&self, reason: &str) -> String {
        let known = self.catalogue.as_ref().and_then(|catalogue| {
            let is_it = |text: &String| text == reason;
            catalogue.park_reasons.iter().find(|words| words.0.values().any(is_it))
        });
        known.map_or_else(|| reason.to_owned(), |words| words.get(self.language).to_owned())
    }
}
