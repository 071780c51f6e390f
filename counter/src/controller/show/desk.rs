//! The desk and the lists, as they are shown.

use super::{minutes_since, seconds_until, stopwatch};
use crate::controller::{Controller, Desk};
use crate::keys::Action;
use crate::screen::{
    AtCounterScreen, ButtonState, ChosenLine, DeskScreen, HandScreen, ListHint, ListsScreen,
    MainButton, MainKind, NextScreen, RowLine, RowMark, Tab, TakeKind, UndoLine,
};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::id::{CounterId, Officer, ServiceId};
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
            counter_short: counter.map_or_else(String::new, |id| self.words().counter_short(id)),
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
            skip: self.button(Action::Skip),
            no_show: self.button(Action::NoShow),
            pause: self.button(Action::Pause),
            close: self.button(Action::Close),
            undo: self.undo_line(),
            waiting_change: view.and_then(|view| view.waiting_change.clone()).unwrap_or_default(),
            devices: view.map_or_else(String::new, |view| self.words().devices(&view.devices)),
            more: self.button(Action::More),
            outage: self
                .outages()
                .iter()
                .map(|(id, o)| self.words().outage(id, o))
                .collect::<Vec<_>>()
                .join(" "),
            system_up: self.button(Action::SystemUp),
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
            Desk::Hand(ticket) => DeskScreen::InHand(Box::new(self.hand_screen(ticket))),
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
            announced: ticket.announced,
            note: ticket.note.clone().unwrap_or_default(),
            priority: ticket.priority,
            class: ticket.class.as_ref().map_or_else(String::new, |id| words.class(id)),
            why: ticket.why.map_or_else(String::new, |why| words.why_called(why)),
            goes_on: words.goes_on(ticket),
            also_here: words.also_here(ticket),
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
        let sent_on = self.counter_view().and_then(|view| view.sent_on.as_ref());
        Some(UndoLine {
            step: offer.step,
            number: offer.number.to_string(),
            seconds: seconds_until(self.now, offer.until),
            sent_on: sent_on.map_or_else(String::new, |sent| self.words().sent_on(sent)),
            state: self.button(Action::Undo),
            print: self.button(Action::Print),
        })
    }

    fn lists_screen(&self) -> ListsScreen {
        let tab = self.lists.tab;
        let view = self.counter_view();
        let listed = self.listed(tab);
        let rows = self.rows();
        ListsScreen {
            tab,
            waiting: view.map_or(0, |view| view.waiting_total),
            parked: view.map_or(0, |view| view.parked_total),
            missed: view.map_or(0, |view| view.no_show_total),
            query: self.lists.query.clone(),
            selected: self.chosen_row(&listed),
            chosen: self
                .chosen_row(&listed)
                .and_then(|place| rows.get(place))
                .map(|row| self.chosen(row)),
            hint: self.hint(view, rows.len()),
            rows,
        }
    }

    fn hint(&self, view: Option<&CounterView>, rows: usize) -> ListHint {
        let Some(view) = view else { return ListHint::None };
        if let Some(part) = self.part() {
            return self.search_hint(&part, rows);
        }
        let total = match self.lists.tab {
            Tab::Waiting => view.waiting_total,
            Tab::Parked => view.parked_total,
            Tab::Missed => view.no_show_total,
        };
        let listed = u32::try_from(rows).unwrap_or(u32::MAX);
        match listed {
            0 => ListHint::Empty,
            first if first < total => ListHint::FirstOf(first, total),
            _ => ListHint::None,
        }
    }

    fn rows(&self) -> Vec<RowLine> {
        match self.lists.tab {
            Tab::Waiting => {
                self.waiting_rows().into_iter().map(|row| self.waiting_row(row)).collect()
            }
            Tab::Parked => self.parked_rows().into_iter().map(|row| self.parked_row(row)).collect(),
            Tab::Missed => self.missed_rows().into_iter().map(|row| self.missed_row(row)).collect(),
        }
    }

    fn waiting_row(&self, row: &WaitingTicket) -> RowLine {
        let words = self.words();
        let why = words.why_called(row.why);
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
            service: words.service(&row.service),
            detail: String::new(),
            mark,
            priority: row.priority,
            minutes: minutes_since(self.now, row.since),
            in_full: if row.priority { format!("{} · {why}", words.priority()) } else { why },
        }
    }

    fn parked_row(&self, row: &ParkedTicket) -> RowLine {
        let reason = self.reason_shown(&row.reason);
        let due = |until: Timestamp| {
            if until <= self.now { RowMark::Due } else { RowMark::DueAt(self.words().clock(until)) }
        };
        RowLine {
            ticket: row.id,
            number: row.number.to_string(),
            service: self.words().service(&row.service),
            in_full: reason.clone(),
            detail: reason,
            mark: row.until.map_or(RowMark::None, due),
            priority: false,
            minutes: minutes_since(self.now, row.since),
        }
    }

    fn missed_row(&self, row: &MissedTicket) -> RowLine {
        let words = self.words();
        let until = row.return_until.filter(|until| self.now < *until);
        let by = words.counter(&row.by);
        RowLine {
            ticket: row.id,
            number: row.number.to_string(),
            service: words.service(&row.service),
            in_full: format!("{by} · {}", words.may_return(until)),
            detail: by,
            mark: until.map_or(RowMark::None, |at| RowMark::MayReturnUntil(words.clock(at))),
            priority: false,
            minutes: minutes_since(self.now, row.since),
        }
    }

    fn chosen(&self, row: &RowLine) -> ChosenLine {
        let take_state = self.button(Action::Take);
        let (take, offered) = match self.lists.tab {
            Tab::Parked => (TakeKind::Resume, true),
            Tab::Missed => (TakeKind::HasCome, true),
            Tab::Waiting => {
                (TakeKind::Call, self.counter_view().is_some_and(|view| view.may_choose))
            }
        };
        // While a visitor is in hand it is that one who would be sent elsewhere.
        let transfer = self.button(Action::Transfer);
        let about_row = self.in_hand().is_none() && self.transferable().is_some();
        ChosenLine {
            number: row.number.clone(),
            service: row.service.clone(),
            detail: row.in_full.clone(),
            take,
            take_state: ButtonState { shown: take_state.shown && offered, ..take_state },
            transfer: ButtonState { shown: transfer.shown && about_row, ..transfer },
            cancel: self.button(Action::Cancel),
        }
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

#[cfg(test)]
mod tests;
