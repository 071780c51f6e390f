//! The questions over the desk: why a visitor is set aside, where one is sent, why the counter
//! pauses or closes, a note, the list of keys. Answered by keyboard alone.
//!
//! A question ends by itself when the ticket that it is about has left.

use super::more::{More, Pick};
use super::press::{moved, type_into};
use super::{Controller, Desk, Effect, Stamp};
use crate::keys::{Action, Key, Motion};
use crate::screen::{Ask, DialogKind, NoticeKind, TransferTab};
use crate::words::WhyNot;
use antrean_shared::command::{Command, TransferTarget};
use antrean_shared::id::TicketId;
use antrean_shared::limits::TEXT_CHARS_MAX;
use antrean_shared::time::Timestamp;
use std::time::Duration;

/// After how many minutes a parked visitor may be expected back; 0: not said.
pub const RETURN_MINUTES: [u32; 5] = [0, 15, 30, 60, 120];

/// After how many minutes an outage may be over; 0: not known.
pub const OUTAGE_MINUTES: [u32; 4] = [0, 30, 60, 120];

/// An open question and what has been answered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dialog {
    pub kind: DialogKind,
    /// The ticket that it is about.
    pub ticket: Option<TicketId>,
    pub number: String,
    pub tab: TransferTab,
    pub selected: Option<usize>,
    pub text: String,
    /// A place in `RETURN_MINUTES`.
    pub until: usize,
    /// What a question of the menu knows besides.
    pub more: More,
}

/// A line of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub title: String,
    pub detail: String,
    pub answer: Answer,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A reason in the hall's own language, so that records have one word for it.
    Reason(String),
    /// The reason that is typed.
    Typed,
    To(TransferTarget),
    /// Call the absent visitor who has come.
    Call,
    /// Put the absent visitor back into the queue.
    PutBack,
    /// A line of the menu or of its questions.
    More(Pick),
}

impl Controller {
    pub(super) fn open_dialog(&mut self, kind: DialogKind) -> Vec<Effect> {
        let about = match self.desk() {
            Desk::Hand(ticket) => Some((ticket.id, ticket.number.to_string())),
            Desk::Next(_) | Desk::Empty if kind == DialogKind::Transfer => self.chosen_ticket(),
            Desk::Loading
            | Desk::Next(_)
            | Desk::Empty
            | Desk::Paused
            | Desk::Closing
            | Desk::Closed
            | Desk::Elsewhere => None,
        };
        let about = match kind {
            DialogKind::Cancel => self.to_be_cancelled(),
            DialogKind::HasCome => self.chosen_of_lists(),
            DialogKind::Park
            | DialogKind::Transfer
            | DialogKind::Pause
            | DialogKind::Close
            | DialogKind::Note
            | DialogKind::Help
            | DialogKind::More(_) => about,
        };
        let answers = kind == DialogKind::HasCome;
        let note = self.in_hand().and_then(|ticket| ticket.note.clone()).unwrap_or_default();
        let (ticket, number) = about.unzip();
        self.dialog = Some(Dialog {
            selected: answers.then(|| self.first_for_absent()),
            text: if kind == DialogKind::Note { note } else { String::new() },
            ..Dialog::about(kind, ticket, number.unwrap_or_default())
        });
        self.notice = None;
        Vec::new()
    }

    fn chosen_ticket(&self) -> Option<(TicketId, String)> {
        let id = self.transferable()?;
        Some((id, self.number_of(id)?))
    }

    fn chosen_of_lists(&self) -> Option<(TicketId, String)> {
        let id = self.lists.selected?;
        Some((id, self.number_of(id)?))
    }

    fn to_be_cancelled(&self) -> Option<(TicketId, String)> {
        let id = self.cancellable()?;
        let held = self.in_hand().filter(|ticket| ticket.id == id);
        let number = held.map(|ticket| ticket.number.to_string()).or_else(|| self.number_of(id))?;
        Some((id, number))
    }

    /// Returns the lines of the open question.
    pub(super) fn choices_of(&self, dialog: &Dialog) -> Vec<Choice> {
        match dialog.kind {
            DialogKind::Park => self.reasons(|catalogue| &catalogue.park_reasons),
            DialogKind::Pause => self.reasons(|catalogue| &catalogue.pause_reasons),
            DialogKind::Transfer => {
                let filter = dialog.text.trim().to_lowercase();
                let fits = |choice: &Choice| {
                    format!("{} {}", choice.title, choice.detail).to_lowercase().contains(&filter)
                };
                self.targets(dialog).into_iter().filter(fits).collect()
            }
            DialogKind::HasCome => self.choices_for_absent(dialog),
            DialogKind::More(ask) => self.choices_of_more(ask, dialog),
            DialogKind::Close | DialogKind::Cancel | DialogKind::Note | DialogKind::Help => {
                Vec::new()
            }
        }
    }

    pub(super) fn type_in_dialog(&mut self, key: Key) -> Vec<Effect> {
        if let Some(DialogKind::More(ask)) = self.dialog_kind() {
            return self.type_in_more(ask, key);
        }
        let Some(mut dialog) = self.dialog.take() else { return Vec::new() };
        if key == Key::Escape || (key == Key::F(1) && dialog.kind == DialogKind::Help) {
            return Vec::new();
        }
        let count = self.choices_of(&dialog).len();
        match (dialog.kind, key.motion()) {
            (DialogKind::Park, Some(Motion::Left)) => dialog.until = dialog.until.saturating_sub(1),
            (DialogKind::Park, Some(Motion::Right)) => dialog.later(),
            (DialogKind::Transfer, Some(Motion::Left)) => dialog.turn(false),
            (DialogKind::Transfer, Some(Motion::Right)) => dialog.turn(true),
            (_, Some(_)) => {
                dialog.selected = moved(key, dialog.selected, count, 1).or(dialog.selected);
            }
            (DialogKind::Help | DialogKind::Cancel | DialogKind::HasCome, None) => {}
            (_, None) => dialog.type_text(key, count),
        }
        self.dialog = Some(dialog);
        Vec::new()
    }

    pub(super) fn dialog_tab(&mut self, tab: TransferTab) -> Vec<Effect> {
        if let Some(dialog) = &mut self.dialog {
            dialog.tab = tab;
            dialog.selected = None;
        }
        Vec::new()
    }

    pub(super) fn dialog_row(&mut self, row: usize) -> Vec<Effect> {
        if let Some(dialog) = &mut self.dialog {
            dialog.selected = Some(row);
        }
        Vec::new()
    }

    pub(super) fn dialog_until(&mut self, choice: usize) -> Vec<Effect> {
        if let Some(dialog) = &mut self.dialog {
            dialog.until = choice.min(minutes_of(dialog.kind).len() - 1);
        }
        Vec::new()
    }

    pub(super) fn dismiss(&mut self) -> Vec<Effect> {
        if let Some(DialogKind::More(_)) = self.dialog_kind() {
            return self.back();
        }
        self.dialog = None;
        Vec::new()
    }

    /// Tells why the open question cannot be answered yet; else what the answer asks.
    pub(super) fn answer(&self) -> Result<Option<Answer>, WhyNot> {
        let Some(dialog) = &self.dialog else { return Err(WhyNot::NoMeaning) };
        if matches!(dialog.kind, DialogKind::Help | DialogKind::More(Ask::Told)) {
            return Ok(None);
        }
        self.hub_hears()?;
        let chosen = dialog.selected.and_then(|row| {
            self.choices_of(dialog).into_iter().nth(row).map(|choice| choice.answer)
        });
        let typed = dialog.text.trim();
        let answer = match dialog.kind {
            DialogKind::Park | DialogKind::Pause => match chosen {
                Some(Answer::Typed) if typed.is_empty() => return Err(WhyNot::NoReason),
                Some(Answer::Typed) => Some(Answer::Reason(typed.to_owned())),
                Some(answer) => Some(answer),
                None => return Err(WhyNot::NoReason),
            },
            DialogKind::Transfer => Some(chosen.ok_or(WhyNot::NoTarget)?),
            DialogKind::HasCome => {
                let answer = chosen.ok_or(WhyNot::NoMeaning)?;
                self.may_answer_absent(&answer)?;
                Some(answer)
            }
            DialogKind::More(ask) => self.answer_of_more(ask, dialog, chosen)?,
            DialogKind::Close | DialogKind::Cancel | DialogKind::Note | DialogKind::Help => None,
        };
        self.none_under_way().map(|()| answer)
    }

    pub(super) fn confirm(&mut self, stamp: Stamp) -> Vec<Effect> {
        let answer = match self.answer() {
            Ok(answer) => answer,
            Err(why) => return self.explain(&why),
        };
        let Some(dialog) = self.dialog.take() else { return Vec::new() };
        let typed = Some(dialog.text.trim().to_owned()).filter(|text| !text.is_empty());
        match (dialog.kind, answer) {
            (DialogKind::Park, Some(Answer::Reason(reason))) => {
                let until = until_at(&dialog, self.now);
                self.at_counter(Action::Park, stamp, |counter| Command::Park {
                    counter,
                    reason,
                    until,
                })
            }
            (DialogKind::Pause, Some(Answer::Reason(reason))) => {
                self.at_counter(Action::Pause, stamp, |counter| Command::PauseCounter {
                    counter,
                    reason,
                })
            }
            (DialogKind::Transfer, Some(Answer::To(to))) => {
                let in_hand = self.in_hand().map(|ticket| ticket.id);
                let ticket = dialog.ticket.filter(|ticket| Some(*ticket) != in_hand);
                self.at_counter(Action::Transfer, stamp, |counter| Command::Transfer {
                    counter,
                    ticket,
                    to,
                    come_back: false,
                })
            }
            (DialogKind::Close, _) => self.at_counter(Action::Close, stamp, |counter| {
                Command::CloseCounter { counter, reason: typed }
            }),
            (DialogKind::Cancel, _) => {
                let Some(ticket) = dialog.ticket else { return Vec::new() };
                let effects = self.ask(Action::Cancel, Command::Cancel { ticket }, stamp);
                if let Some(pending) = &mut self.pending {
                    pending.number = dialog.number;
                }
                effects
            }
            (DialogKind::Note, _) => {
                let Some(ticket) = dialog.ticket else { return Vec::new() };
                let text = typed.unwrap_or_default();
                let command = Command::SetNote { ticket, text, salt: stamp.salt };
                self.ask(Action::Note, command, stamp)
            }
            (DialogKind::More(ask), answer) => self.confirm_more(ask, dialog, answer, stamp),
            (DialogKind::HasCome, Some(answer)) => self.answer_absent(dialog, &answer, stamp),
            (
                DialogKind::Help
                | DialogKind::Park
                | DialogKind::Pause
                | DialogKind::Transfer
                | DialogKind::HasCome,
                _,
            ) => Vec::new(),
        }
    }

    /// Ends a question whose ticket has left.
    pub(super) fn check_dialog(&mut self) {
        self.check_lists();
        let Some(dialog) = &self.dialog else { return };
        let Some(ticket) = dialog.ticket.filter(|_| dialog.kind != DialogKind::Help) else {
            return;
        };
        let in_hand = self.in_hand().is_some_and(|held| held.id == ticket);
        let of_lists =
            matches!(dialog.kind, DialogKind::Transfer | DialogKind::Cancel | DialogKind::More(_));
        let absent = dialog.kind == DialogKind::HasCome && self.is_absent(ticket);
        let prints = dialog.kind == DialogKind::More(Ask::Print);
        let stays = in_hand || absent || prints || (of_lists && self.number_of(ticket).is_some());
        if !stays {
            let text = self.words().moved_on(&dialog.number);
            self.dialog = None;
            self.say(NoticeKind::Warning, text);
        }
    }
}

impl Dialog {
    /// Makes a question with nothing answered yet.
    pub fn about(kind: DialogKind, ticket: Option<TicketId>, number: String) -> Self {
        Self {
            kind,
            ticket,
            number,
            tab: TransferTab::Queue,
            selected: None,
            text: String::new(),
            until: 0,
            more: More::default(),
        }
    }

    fn turn(&mut self, right: bool) {
        let place = TransferTab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let to = if right { place + 1 } else { place.saturating_sub(1) };
        self.tab = TransferTab::ALL[to.min(TransferTab::ALL.len() - 1)];
        self.selected = None;
    }

    /// Typing writes the reason or the note, or filters the targets.
    fn type_text(&mut self, key: Key, count: usize) {
        if !type_into(&mut self.text, key, TEXT_CHARS_MAX) {
            return;
        }
        match self.kind {
            DialogKind::Park | DialogKind::Pause => self.selected = count.checked_sub(1),
            DialogKind::Transfer => self.selected = (!self.text.is_empty()).then_some(0),
            DialogKind::Close
            | DialogKind::Cancel
            | DialogKind::Note
            | DialogKind::HasCome
            | DialogKind::Help
            | DialogKind::More(_) => {}
        }
    }

    /// Chooses the next of the times.
    pub fn later(&mut self) {
        self.until = (self.until + 1).min(minutes_of(self.kind).len() - 1);
    }
}

/// Returns the minutes to choose from.
pub(super) fn minutes_of(kind: DialogKind) -> &'static [u32] {
    if kind == DialogKind::More(Ask::Outage) { &OUTAGE_MINUTES } else { &RETURN_MINUTES }
}

/// Returns when a visitor is expected back, or a system, on a full minute.
pub(super) fn until_at(dialog: &Dialog, now: Timestamp) -> Option<Timestamp> {
    return_at(now, minutes_of(dialog.kind)[dialog.until])
}

/// Returns the full minute so many minutes from now; none for none.
pub(super) fn return_at(now: Timestamp, minutes: u32) -> Option<Timestamp> {
    const MINUTE: i64 = 60_000;
    let later = now.plus(Duration::from_secs(u64::from(minutes) * 60));
    (minutes > 0).then(|| Timestamp((later.0 + MINUTE - 1).div_euclid(MINUTE) * MINUTE))
}
