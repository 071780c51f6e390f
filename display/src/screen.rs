//! What the board shows, as plain data: every word, figure and mark, and nothing about how it looks.
//!
//! Made by the controller from catalogue, view and announcer; drawn by `ui`. It holds no names of
//! visitors and no priority classes, because views have none.

use crate::layout::Arrow;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The whole board.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// The language of all words.
    pub language: Language,
    /// The band at the top.
    pub header: Header,
    /// How the link to the hub stands.
    pub link: LinkNotice,
    /// What stands between the bands; none: nothing has come from the hub yet.
    pub board: Option<Board>,
    /// Lines for the foot; one stands still, several joined run.
    pub ticker: Vec<String>,
}

/// The band at the top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The hall: "Mal Pelayanan Publik Among Warga · Kota Batu".
    pub hall: String,
    /// The zone: "Lantai 1".
    pub zone: String,
    /// Hall time; none: no catalogue, so no time zone.
    pub time: Option<DateTime<FixedOffset>>,
    /// Nothing is kept: LATIHAN.
    pub training: bool,
    /// What visitors hear.
    pub sound: Sound,
}

/// What visitors hear of calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sound {
    /// What the settings ask for, here or elsewhere in the zone.
    #[default]
    Usual,
    /// Nothing for now: the volume of this hour is 0.
    Quiet,
    /// Nothing: this display announces for its zone and has no loudspeaker.
    Missing,
}

/// How the link stands, as people are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkNotice {
    /// All is current.
    Current,
    /// No contact yet, since when.
    Connecting(String),
    /// What is shown was current at this time.
    Lost(String),
    /// The hub does not take this display.
    Refused(RefusalReason),
}

/// What stands between the bands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The call in the large place.
    pub large: Option<LargeCall>,
    /// The longest of the zone's counter names of one word, whatever the language: the large place is as wide as it
    /// needs.
    pub longest: CounterName,
    /// The calls beside it, newest first.
    pub rows: Vec<CallRow>,
    /// Which page of the awaited calls the rows are.
    pub rows_page: Page,
    /// Every counter of the zone whose turn it is, on a grid.
    pub cells: Vec<CounterCell>,
    /// Counters of the grid side by side.
    pub cell_columns: usize,
    /// Which page of the counters they are.
    pub cells_page: Page,
    /// Whose own screen it is, and what goes on there.
    pub own: Option<CounterCell>,
    /// The queues whose turn it is.
    pub queues: Vec<QueueCell>,
    /// Queues side by side.
    pub columns: usize,
    /// Which page of the queues they are.
    pub queues_page: Page,
    /// A text for everybody.
    pub notice: Option<Notice>,
    /// Whether the counters serve, and if not, until when.
    pub service: Service,
    /// Today's opening hours.
    pub hours: Vec<HoursLine>,
    /// What stands in the place for information.
    pub slot: Slot,
    /// The part of what the hall promises whose turn it is; else empty.
    pub pledge: String,
    /// The call covers the whole panel while it flashes.
    pub covers: bool,
}

/// Whose turn it is where not everything fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 0.
    pub page: usize,
    /// How many there are, at least 1.
    pub pages: usize,
}

/// Whether the counters of a zone serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service {
    /// One queue's at least.
    Open,
    /// Not yet today.
    NotYet {
        /// From when.
        from: String,
    },
    /// They go on later today.
    Break {
        /// From when.
        until: String,
        /// It is Friday's, in which the Friday prayer lies.
        friday: bool,
    },
    /// Not any more today.
    Over {
        /// When numbers are given again, where known.
        next: Option<Later>,
    },
    /// A holiday, or a date without hours.
    Off {
        /// What the hall file calls it.
        name: String,
        /// When numbers are given again, where known.
        next: Option<Later>,
    },
    /// The person in charge has closed them.
    Stopped {
        /// Why.
        reason: String,
    },
}

/// An instant on another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// The day.
    pub day: NaiveDate,
    /// The time of the day: "07.30".
    pub clock: String,
}

/// Today's opening hours of some queues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursLine {
    /// The queues; empty: all others, or all.
    pub queues: String,
    /// "08.00–12.00, 13.00–15.00"; empty: closed today.
    pub spans: String,
}

/// What stands in the place for information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Nothing: there is no such place, or nothing to show.
    Empty,
    /// A picture or the pictures of a video, by its name.
    Picture(String),
    /// A text: the first line is its heading.
    Text {
        /// The heading.
        heading: String,
        /// The rest.
        body: String,
    },
    /// Today's opening hours.
    Hours,
    /// A part of what the hall promises, from 0.
    Pledge(usize),
}

/// A counter, on the grid or on its own screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterCell {
    /// The counter.
    pub counter: CounterName,
    /// Which way it lies.
    pub arrow: Option<Arrow>,
    /// The number that is called or served there; empty: none.
    pub number: String,
    /// What is going on.
    pub state: CellState,
}

/// What is going on at a counter. Who sits there and why it pauses, nobody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// A visitor is expected.
    Called,
    /// A visitor is being served.
    Serving,
    /// It is open and has nobody in hand.
    Ready,
    /// Its officer is away for a while.
    Paused,
    /// It calls nobody any more today, or until it opens again.
    Closing,
    /// Nobody sits there.
    Closed,
    /// Nobody is called there, and the hub says no more.
    Unknown,
}

/// A text for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Of the person in charge.
    Announcement(String),
    /// An agency's system is down.
    Outage {
        /// The agency's short name.
        agency: String,
        /// Why.
        reason: String,
    },
}

/// The call in the large place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeCall {
    /// Its number in the zone.
    pub call: u64,
    /// The ticket's number.
    pub number: String,
    /// Where to go.
    pub counter: CounterName,
    /// The agency's short name.
    pub agency: String,
    /// The counter's zone, where it is not the board's own.
    pub zone: String,
    /// Which way it lies.
    pub arrow: Option<Arrow>,
    /// First, again, or for the last time.
    pub summons: Summons,
    /// What became of it.
    pub state: CallState,
    /// The first frame of its flash is waited for.
    pub undrawn: bool,
    /// It is new.
    pub fresh: bool,
    /// The light half of a flash, or no flash.
    pub lit: bool,
}

/// A call beside the large one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// The ticket's number.
    pub number: String,
    /// Where to go.
    pub counter: CounterName,
    /// The agency's short name.
    pub agency: String,
    /// Which way it lies.
    pub arrow: Option<Arrow>,
    /// What became of it.
    pub state: CallState,
}

/// A counter's name, its own figure apart: "Loket" and "12".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CounterName {
    /// The words.
    pub words: String,
    /// The figure at the end, or nothing.
    pub figure: String,
}

/// What kind of summons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summons {
    /// The first.
    First,
    /// Again.
    Again,
    /// For the last time.
    Last,
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallState {
    /// The visitor is expected.
    Awaited,
    /// The visitor is being served.
    Serving,
    /// The visitor was served.
    Done,
    /// Nobody came.
    Missed,
    /// Taken back.
    Withdrawn,
}

/// A queue's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueCell {
    /// The agency's short name, or the queue's own.
    pub name: String,
    /// People waiting.
    pub waiting: u32,
    /// Who serves it now.
    pub serving: Serving,
    /// How long a newcomer will probably wait, where that can be said.
    pub wait: Option<WaitRange>,
}

/// Who serves a queue now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// So many counters.
    Open(u32),
    /// No counter yet: nobody waits unseen (contract.md 2).
    NotYet,
    /// Its hours are over, or it has none today.
    Closed,
    /// Its agency's system is down.
    Down,
}

impl Page {
    /// The only page.
    pub const ONLY: Self = Self { page: 0, pages: 1 };
}

impl CounterName {
    /// Takes a name apart at its last blank, if a short figure follows.
    pub fn of(name: &str) -> Self {
        let whole = || Self { words: name.to_owned(), figure: String::new() };
        let Some((words, figure)) = name.trim().rsplit_once(' ') else { return whole() };
        let short = figure.chars().count() <= 3 && figure.contains(|c: char| c.is_ascii_digit());
        if short { Self { words: words.to_owned(), figure: figure.to_owned() } } else { whole() }
    }

    /// Returns the words in two lines of about one length, broken at a blank.
    pub fn halves(&self) -> (&str, &str) {
        let blanks = self.words.match_indices(' ');
        let longer = |at: usize| at.max(self.words.len() - at);
        let middle = blanks.map(|(at, _)| at).min_by_key(|at| longer(*at));
        middle.map_or((self.words.as_str(), ""), |at| (&self.words[..at], &self.words[at + 1..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_short_figure_at_the_end_is_taken_off_a_counters_name() {
        for (name, words, figure) in [
            ("Loket 12", "Loket", "12"),
            ("INFO 1", "INFO", "1"),
            ("Loket 3A", "Loket", "3A"),
            ("Meja informasi", "Meja informasi", ""),
            ("Kasir", "Kasir", ""),
            ("Ruang 2022", "Ruang 2022", ""),
            ("12", "12", ""),
        ] {
            let expected = CounterName { words: words.to_owned(), figure: figure.to_owned() };
            assert_eq!(CounterName::of(name), expected, "{name}");
        }
    }

    #[test]
    fn a_long_name_breaks_in_its_middle() {
        let name = CounterName::of("Meja informasi dan pendampingan 2");
        assert_eq!(name.halves(), ("Meja informasi", "dan pendampingan"));
        assert_eq!(CounterName::of("Kasir").halves(), ("Kasir", ""));
    }
}
