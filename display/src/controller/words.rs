//! The catalogue's names for what a view has ids for, in the language whose turn it is.
//!
//! Used by the controller alone. An id without a card is shown as it is: better than nothing.

use crate::announcer::Large;
use crate::config::ArrowsConfig;
use crate::layout::Arrow;
use crate::screen::{
    CallRow, CallState, CounterName, LargeCall, Notice, QueueCell, Serving, Summons,
};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::id::{CounterId, QueueId, ZoneId};
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{BoardCall, BoardView, CallEnd, CallKind, QueueFigures};

/// Names in one language.
pub(super) struct Names<'a> {
    pub catalogue: &'a Catalogue,
    pub language: Language,
    /// The board's own zone.
    pub here: &'a ZoneId,
    pub arrows: &'a ArrowsConfig,
    pub now: Timestamp,
}

/// The hall in one line.
pub(super) fn hall(catalogue: &Catalogue, language: Language) -> String {
    let hall = &catalogue.hall;
    let name = format!("{} {}", hall.kind.get(language), hall.name.get(language));
    let place = hall.place.get(language);
    if place.is_empty() { name.trim().to_owned() } else { format!("{} · {place}", name.trim()) }
}

impl Names<'_> {
    pub(super) fn large(&self, large: Large<'_>, flashes: bool) -> LargeCall {
        let call = large.call;
        LargeCall {
            call: call.call,
            number: call.number.to_string(),
            counter: self.counter(&call.counter),
            agency: self.agency(&call.queue),
            zone: self.zone(&call.counter),
            arrow: self.arrow(&call.counter),
            summons: match call.kind {
                CallKind::Call | CallKind::Withdrawn => Summons::First,
                CallKind::Recall => Summons::Again,
                CallKind::Last => Summons::Last,
            },
            state: state(call),
            undrawn: large.undrawn,
            fresh: large.fresh,
            lit: large.lit || !flashes,
        }
    }

    pub(super) fn row(&self, call: &BoardCall) -> CallRow {
        CallRow {
            number: call.number.to_string(),
            counter: self.counter(&call.counter),
            agency: self.agency(&call.queue),
            arrow: self.arrow(&call.counter),
            state: state(call),
        }
    }

    pub(super) fn queue(&self, figures: &QueueFigures) -> QueueCell {
        let over = self
            .catalogue
            .queue(&figures.queue)
            .is_some_and(|c| c.today.is_over(figures.live.forced.as_ref(), self.now));
        QueueCell {
            name: self.queue_name(&figures.queue),
            waiting: figures.waiting,
            wait: figures.wait,
            serving: match figures.counters_open {
                _ if figures.live.outage.is_some() => Serving::Down,
                0 if over => Serving::Closed,
                0 => Serving::NotYet,
                open => Serving::Open(open),
            },
        }
    }

    /// What everybody has to read: the person in charge's texts, then each agency whose system is down.
    pub(super) fn notices(&self, view: &BoardView) -> Vec<Notice> {
        let texts = view.announcements.iter();
        let mut notices: Vec<_> =
            texts.map(|announced| Notice::Announcement(announced.text.clone())).collect();
        for figures in &view.queues {
            let Some(outage) = &figures.live.outage else { continue };
            let (agency, reason) = (self.agency(&figures.queue), outage.reason.clone());
            let notice = Notice::Outage { agency, reason };
            // An agency may have several queues.
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        notices
    }

    /// The queue's own name, where it has one, else the agency's.
    pub(super) fn queue_name(&self, queue: &QueueId) -> String {
        let own = self.catalogue.queue(queue).map(|card| card.name.get(self.language));
        let name = own.filter(|name| !name.is_empty()).map(ToOwned::to_owned);
        name.unwrap_or_else(|| self.agency(queue))
    }

    /// The longest name of one word, with its figure, in any language of the hall.
    pub(super) fn longest_counter(&self) -> CounterName {
        let here = self.catalogue.counters.iter().filter(|card| card.zone == *self.here);
        let languages = &self.catalogue.languages;
        let names = here.flat_map(|card| {
            languages.iter().map(|language| CounterName::of(card.name.get(*language)))
        });
        let one_word = names.filter(|name| !name.words.contains(' '));
        let length = |name: &CounterName| (name.words.chars().count(), name.figure.chars().count());
        one_word.max_by_key(length).unwrap_or_default()
    }

    pub(super) fn counter(&self, id: &CounterId) -> CounterName {
        CounterName::of(self.counter_text(id))
    }

    /// A counter's name as the hall file has it.
    pub(super) fn counter_text<'b>(&'b self, id: &'b CounterId) -> &'b str {
        let card = self.catalogue.counter(id);
        card.map_or(id.as_str(), |card| card.name.get(self.language))
    }

    pub(super) fn agency(&self, queue: &QueueId) -> String {
        let card = self.catalogue.queue(queue);
        let agency = card.and_then(|card| self.catalogue.agency(&card.agency));
        agency.map_or_else(|| queue.to_string(), |card| card.short.get(self.language).to_owned())
    }

    /// Which way a counter lies: its own arrow, else its zone's.
    pub(super) fn arrow(&self, counter: &CounterId) -> Option<Arrow> {
        let zone = || Some(&self.catalogue.counter(counter)?.zone);
        let of_zone = || self.arrows.zones.get(zone()?);
        self.arrows.counters.get(counter).or_else(of_zone).copied()
    }

    fn zone(&self, counter: &CounterId) -> String {
        let card = self.catalogue.counter(counter).filter(|card| card.zone != *self.here);
        let zone = card.and_then(|card| self.catalogue.zone(&card.zone));
        zone.map_or_else(String::new, |zone| zone.name.get(self.language).to_owned())
    }
}

fn state(call: &BoardCall) -> CallState {
    if call.kind == CallKind::Withdrawn {
        return CallState::Withdrawn;
    }
    match call.ended {
        _ if call.awaited => CallState::Awaited,
        _ if call.serving => CallState::Serving,
        Some(CallEnd::Withdrawn) => CallState::Withdrawn,
        Some(CallEnd::Missed) => CallState::Missed,
        Some(CallEnd::Answered | CallEnd::Merged) | None => CallState::Done,
    }
}
