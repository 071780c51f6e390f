//! Names, times and states in the officer's language; `words/sentences.rs` makes sentences of them.
//!
//! Called by the controller. Fixed words on buttons are the window's (`@tr`).

mod devices;
mod found;
mod more;
mod rejections;
mod sentences;
mod visit;

pub use more::Saying;
pub use sentences::WhyNot;

use antrean_shared::catalogue::Catalogue;
use antrean_shared::id::{CounterId, QueueId, ServiceId};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Language, TicketState};
use antrean_shared::time::{Timestamp, UtcOffset};
use chrono::{Datelike, Timelike, Weekday};

/// The longest short name of a counter.
const SHORT_CHARS: usize = 4;

/// Where names and hall time come from.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub language: Language,
    pub catalogue: Option<&'a Catalogue>,
}

impl Words<'_> {
    fn say(&self, id: impl Into<String>, en: impl Into<String>) -> String {
        match self.language {
            Language::Id | Language::Jv | Language::Su => id.into(),
            Language::En => en.into(),
        }
    }

    fn offset(&self) -> UtcOffset {
        self.catalogue.map_or(UtcOffset(0), |catalogue| catalogue.utc_offset)
    }

    /// Returns the time of day: `10.42`.
    pub fn clock(&self, at: Timestamp) -> String {
        at.clock(self.offset())
    }

    /// Returns the time of day to the second: `10.42.05`.
    fn clock_exact(&self, at: Timestamp) -> String {
        let time = at.at(self.offset());
        format!("{}.{:02}", at.clock(self.offset()), time.second())
    }

    /// Returns the time of day, with the day's name if it is not today: `Selasa 09.33`,
    /// `on Tuesday at 09.33`.
    fn day_and_clock(&self, at: Timestamp) -> String {
        let date = at.at(self.offset()).date_naive();
        let clock = self.clock(at);
        if self.catalogue.is_some_and(|catalogue| catalogue.service_day.0 == date) {
            return self.say(clock.as_str(), format!("at {clock}"));
        }
        let (id, en) = match date.weekday() {
            Weekday::Mon => ("Senin", "Monday"),
            Weekday::Tue => ("Selasa", "Tuesday"),
            Weekday::Wed => ("Rabu", "Wednesday"),
            Weekday::Thu => ("Kamis", "Thursday"),
            Weekday::Fri => ("Jumat", "Friday"),
            Weekday::Sat => ("Sabtu", "Saturday"),
            Weekday::Sun => ("Minggu", "Sunday"),
        };
        self.say(format!("{id} {clock}"), format!("on {en} at {clock}"))
    }

    /// Returns a counter's name.
    pub fn counter(&self, id: &CounterId) -> String {
        let card = self.catalogue.and_then(|catalogue| catalogue.counter(id));
        card.map_or_else(|| id.to_string(), |card| card.name.get(self.language).to_owned())
    }

    /// Returns what tells a counter from the others in very little room: `3` of `Loket 3`.
    pub fn counter_short(&self, id: &CounterId) -> String {
        let name = self.counter(id);
        let last = name.rsplit(' ').next().unwrap_or_default();
        let short =
            [last, id.as_str()].into_iter().find(|text| text.chars().count() <= SHORT_CHARS);
        short.map_or_else(|| last.chars().take(SHORT_CHARS).collect(), str::to_owned)
    }

    /// Returns a service's name.
    pub fn service(&self, id: &ServiceId) -> String {
        let card = self.catalogue.and_then(|catalogue| catalogue.service(id));
        card.map_or_else(|| id.to_string(), |card| card.name.get(self.language).to_owned())
    }

    /// Returns a queue's name: its agency, and its own name where it has one.
    pub fn queue(&self, id: &QueueId) -> String {
        let Some((catalogue, card)) = self.catalogue.and_then(|c| Some((c, c.queue(id)?))) else {
            return id.to_string();
        };
        let agency = catalogue.agency(&card.agency).map_or("", |a| a.short.get(self.language));
        match card.name.get(self.language) {
            "" => agency.to_owned(),
            own if own == agency || agency.is_empty() => own.to_owned(),
            own => format!("{agency} – {own}"),
        }
    }

    /// Returns how many people wait.
    pub fn waiting(&self, count: u32) -> String {
        self.say(format!("{count} menunggu"), format!("{count} waiting"))
    }

    /// Returns a counter's state as one word.
    pub fn counter_state(&self, state: CounterState) -> String {
        match state {
            CounterState::Open => self.say("buka", "open"),
            CounterState::Paused => self.say("istirahat", "on a break"),
            CounterState::Closing => self.say("akan tutup", "closing"),
            CounterState::Closed => self.say("tutup", "closed"),
        }
    }

    fn ticket_state(&self, state: TicketState) -> String {
        match state {
            TicketState::Issued => self.say("baru diambil", "just issued"),
            TicketState::Waiting => self.say("sedang menunggu", "waiting"),
            TicketState::Called => self.say("sudah dipanggil", "called"),
            TicketState::Serving => self.say("sedang dilayani", "being served"),
            TicketState::Parked => self.say("ditunda", "parked"),
            TicketState::NoShow => self.say("tidak hadir", "no-show"),
            TicketState::Completed => self.say("sudah selesai", "completed"),
            TicketState::Cancelled => self.say("dibatalkan", "cancelled"),
            TicketState::Expired => {
                self.say("berakhir karena hari layanan usai", "expired at the end of the day")
            }
        }
    }

    fn state_word(&self, state: &str) -> String {
        let ticket = TicketState::ALL.into_iter().find(|s| wire_name(s) == state);
        let counters =
            [CounterState::Closed, CounterState::Open, CounterState::Paused, CounterState::Closing];
        let counter = counters.into_iter().find(|s| wire_name(s) == state);
        ticket
            .map(|state| self.ticket_state(state))
            .or_else(|| counter.map(|state| self.counter_state(state)))
            .unwrap_or_else(|| state.to_owned())
    }
}

/// Returns a state as messages write it.
fn wire_name<T: serde::Serialize>(state: &T) -> String {
    let value = serde_json::to_value(state).expect("a state is plain data");
    value.as_str().unwrap_or_default().to_owned()
}
