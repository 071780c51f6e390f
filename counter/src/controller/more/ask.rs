//! The questions that the menu leads to: their lines, what is typed, and what the answer asks.

use super::{Item, More, Pick};
use crate::controller::dialog::{Answer, Choice, Dialog};
use crate::controller::press::{moved, type_into};
use crate::controller::{Controller, DEAF, Effect};
use crate::keys::{Key, Motion};
use crate::screen::{Ask, DialogKind, NoticeKind};
use crate::words::{WhyNot, Words};
use antrean_shared::code::BookingCode;
use antrean_shared::id::{PriorityId, QueueId};
use antrean_shared::limits::TEXT_CHARS_MAX;
use antrean_shared::ticket::{Language, TicketNumber};

/// The longest number or code that is typed: a booking's ten characters and hyphens between them.
const CODE_CHARS_MAX: usize = 16;

impl Controller {
    /// Returns the lines of a question of the menu.
    pub(in crate::controller) fn choices_of_more(&self, ask: Ask, dialog: &Dialog) -> Vec<Choice> {
        let words = self.words();
        let service = |id: &antrean_shared::id::ServiceId| Choice {
            title: words.service(id),
            detail: String::new(),
            answer: Answer::More(Pick::Service(id.clone())),
        };
        match ask {
            Ask::Menu => dialog.more.items.clone(),
            Ask::Grant => self.classes(),
            Ask::Withdraw => self.own_reasons(|words| words.withdraw_reasons()),
            Ask::Outage => self.own_reasons(|words| words.outage_reasons()),
            Ask::AddStop => self.services_to_add(dialog),
            Ask::DropStop => self.stops_to_come().iter().map(service).collect(),
            Ask::OrderStops => dialog.more.order.iter().map(service).collect(),
            Ask::Roll => self.services_of_roll(&dialog.text),
            Ask::Print => self.kiosks(),
            Ask::Booking | Ask::Voucher | Ask::Told => Vec::new(),
        }
    }

    fn classes(&self) -> Vec<Choice> {
        let words = self.words();
        let choice = |class: Option<PriorityId>| Choice {
            title: class.as_ref().map_or_else(|| words.unnamed_class(), |id| words.class(id)),
            detail: String::new(),
            answer: Answer::More(Pick::Class(class)),
        };
        let cards = self.catalogue.as_ref().map_or(&[][..], |catalogue| &catalogue.priorities);
        let named = cards.iter().map(|card| choice(Some(card.id.clone())));
        std::iter::once(choice(None)).chain(named).chain([typed()]).collect()
    }

    fn kiosks(&self) -> Vec<Choice> {
        let cards = self.catalogue.as_ref().map_or(&[][..], |catalogue| &catalogue.kiosks);
        let choice = |card: &antrean_shared::catalogue::KioskCard| Choice {
            title: card.name.get(self.language).to_owned(),
            detail: String::new(),
            answer: Answer::More(Pick::Kiosk(card.id.clone())),
        };
        cards.iter().map(choice).collect()
    }

    /// Returns reasons of the console's own, recorded in the hall's language.
    fn own_reasons(&self, of: impl Fn(&Words<'_>) -> Vec<String>) -> Vec<Choice> {
        let shown = of(&self.words());
        let recorded = of(&Words { language: self.hall_language(), ..self.words() });
        let choice = |(title, reason)| Choice {
            title,
            detail: String::new(),
            answer: Answer::Reason(reason),
        };
        shown.into_iter().zip(recorded).map(choice).chain([typed()]).collect()
    }

    pub(super) fn hall_language(&self) -> Language {
        let first = self.catalogue.as_ref().and_then(|catalogue| catalogue.languages.first());
        first.copied().unwrap_or(self.language)
    }

    fn services_to_add(&self, dialog: &Dialog) -> Vec<Choice> {
        let Some(catalogue) = &self.catalogue else { return Vec::new() };
        let words = self.words();
        let held = self.in_hand().filter(|ticket| Some(ticket.id) == dialog.ticket);
        let part = |id| {
            held.is_some_and(|t| t.service == id || t.stops.iter().any(|stop| stop.service == id))
        };
        let filter = dialog.text.trim().to_lowercase();
        let others = catalogue.services.iter().filter(|card| !part(card.id.clone()));
        let choices = others.map(|card| Choice {
            title: words.service(&card.id),
            detail: words.queue(&card.queue),
            answer: Answer::More(Pick::Service(card.id.clone())),
        });
        let fits = |choice: &Choice| {
            format!("{} {}", choice.title, choice.detail).to_lowercase().contains(&filter)
        };
        choices.filter(fits).collect()
    }

    /// Returns the queue that a number off a roll belongs to.
    pub(super) fn queue_of_roll(&self, text: &str) -> Option<(TicketNumber, QueueId)> {
        let number: TicketNumber = text.parse().ok()?;
        let queues = self.catalogue.as_ref()?.queues.iter();
        let queue = queues.clone().find(|card| card.prefix == number.prefix())?;
        Some((number, queue.id.clone()))
    }

    fn services_of_roll(&self, text: &str) -> Vec<Choice> {
        let Some((_, queue)) = self.queue_of_roll(text) else { return Vec::new() };
        let Some(catalogue) = &self.catalogue else { return Vec::new() };
        let services = catalogue.services.iter().filter(|card| card.queue == queue);
        let words = self.words();
        let choice = |card: &antrean_shared::catalogue::ServiceCard| Choice {
            title: words.service(&card.id),
            detail: words.queue(&card.queue),
            answer: Answer::More(Pick::Service(card.id.clone())),
        };
        services.map(choice).collect()
    }

    pub(in crate::controller) fn type_in_more(&mut self, ask: Ask, key: Key) -> Vec<Effect> {
        if key == Key::Escape {
            return self.back();
        }
        let Some(mut dialog) = self.dialog.take() else { return Vec::new() };
        let count = self.choices_of_more(ask, &dialog).len();
        match (ask, key.motion()) {
            (Ask::Outage, Some(Motion::Left)) => dialog.until = dialog.until.saturating_sub(1),
            (Ask::Outage, Some(Motion::Right)) => dialog.later(),
            (Ask::OrderStops, Some(Motion::Left)) => dialog.shift(false),
            (Ask::OrderStops, Some(Motion::Right)) => dialog.shift(true),
            (_, Some(_)) => {
                dialog.selected = moved(key, dialog.selected, count, 1).or(dialog.selected);
            }
            (_, None) => dialog.write(ask, key, count),
        }
        if ask == Ask::Roll && dialog.selected.is_none() {
            dialog.selected = self.queue_of_roll(&dialog.text).map(|_| 0);
        }
        self.dialog = Some(dialog);
        Vec::new()
    }

    /// From a question back to the menu, from the menu to the desk.
    pub(in crate::controller) fn back(&mut self) -> Vec<Effect> {
        let Some(dialog) = self.dialog.take() else { return Vec::new() };
        match dialog.kind {
            DialogKind::More(Ask::Menu) => {}
            // Asked without the menu.
            DialogKind::More(Ask::Print) if dialog.more.items.is_empty() => {}
            DialogKind::More(Ask::Told) => self.put_away(dialog),
            DialogKind::More(ask) => {
                let place = dialog.more.items.iter().position(|line| leads_to(line, ask));
                self.notice = None;
                self.dialog = Some(Dialog {
                    selected: place.or(Some(0)),
                    more: More { items: dialog.more.items, ..More::default() },
                    ..Dialog::about(DialogKind::More(Ask::Menu), dialog.ticket, dialog.number)
                });
            }
            DialogKind::Park
            | DialogKind::Transfer
            | DialogKind::Cancel
            | DialogKind::Pause
            | DialogKind::Close
            | DialogKind::Note
            | DialogKind::HasCome
            | DialogKind::Help => {}
        }
        Vec::new()
    }

    /// What is to be written down does not go away with a key that was meant for something else,
    /// and can be read for a while longer.
    pub(super) fn put_away(&mut self, dialog: Dialog) {
        let Some(told) = &dialog.more.told else { return };
        if self.now >= told.since && self.now < told.since.plus(DEAF) {
            self.dialog = Some(dialog);
            return;
        }
        let text = format!("{}: {}", dialog.number, told.large);
        let text = text.trim_start_matches(": ").to_owned();
        self.say(NoticeKind::Done, text);
    }

    /// Tells why a question of the menu cannot be answered yet; else what the answer asks.
    pub(in crate::controller) fn answer_of_more(
        &self,
        ask: Ask,
        dialog: &Dialog,
        chosen: Option<Answer>,
    ) -> Result<Option<Answer>, WhyNot> {
        let typed = dialog.text.trim();
        match ask {
            Ask::Told | Ask::Voucher => Ok(None),
            Ask::Menu | Ask::AddStop | Ask::DropStop | Ask::Print => {
                chosen.map(Some).ok_or(WhyNot::NothingPicked)
            }
            Ask::OrderStops if dialog.more.order == self.stops_to_come() => Err(WhyNot::SameOrder),
            Ask::OrderStops => Ok(None),
            Ask::Grant | Ask::Withdraw | Ask::Outage => match chosen {
                Some(Answer::Typed) if typed.is_empty() => Err(WhyNot::NoReason),
                Some(Answer::Typed) => Ok(Some(Answer::Reason(typed.to_owned()))),
                Some(answer) => Ok(Some(answer)),
                None => Err(WhyNot::NoReason),
            },
            Ask::Roll => {
                self.queue_of_roll(typed).ok_or(WhyNot::NoSuchNumber)?;
                chosen.map(Some).ok_or(WhyNot::NothingPicked)
            }
            Ask::Booking => BookingCode::new(typed).map(|_| None).map_err(|_| WhyNot::NoCode),
        }
    }
}

/// The line that stands for what is typed.
fn typed() -> Choice {
    Choice { title: String::new(), detail: String::new(), answer: Answer::Typed }
}

fn leads_to(line: &Choice, ask: Ask) -> bool {
    match &line.answer {
        Answer::More(Pick::Item(Item::Ask(to))) => *to == ask,
        Answer::More(Pick::Item(Item::Outage(_))) => ask == Ask::Outage,
        Answer::More(_)
        | Answer::Reason(_)
        | Answer::Typed
        | Answer::To(_)
        | Answer::Call
        | Answer::PutBack => false,
    }
}

impl Dialog {
    /// Moves the chosen service of an order one place.
    fn shift(&mut self, later: bool) {
        let Some(from) = self.selected.filter(|place| *place < self.more.order.len()) else {
            return;
        };
        let to = if later { from + 1 } else { from.saturating_sub(1) };
        if to < self.more.order.len() {
            self.more.order.swap(from, to);
            self.selected = Some(to);
        }
    }

    fn write(&mut self, ask: Ask, key: Key, count: usize) {
        match ask {
            Ask::Grant | Ask::Withdraw | Ask::Outage => {
                if type_into(&mut self.text, key, TEXT_CHARS_MAX) {
                    self.selected = count.checked_sub(1);
                }
            }
            Ask::AddStop => {
                if type_into(&mut self.text, key, TEXT_CHARS_MAX) {
                    self.selected = (!self.text.is_empty()).then_some(0);
                }
            }
            Ask::Roll | Ask::Booking => {
                if type_into(&mut self.text, key, CODE_CHARS_MAX) {
                    self.text.make_ascii_uppercase();
                    self.text.retain(|c| c.is_ascii_alphanumeric());
                    self.selected = None;
                }
            }
            Ask::Menu | Ask::DropStop | Ask::OrderStops | Ask::Voucher | Ask::Print | Ask::Told => {
            }
        }
    }
}
