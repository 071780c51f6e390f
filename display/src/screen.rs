//! What the board shows, as plain data: every word, figure and mark, and nothing about how it looks.
//!
//! Made by the controller from catalogue, view and announcer; drawn by `ui`. It holds no names of
//! visitors and no priority classes, because views have none.

use antrean_shared::protocol::RefusalReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;
use chrono::{DateTime, FixedOffset};

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
    /// This display announces for its zone and has no loudspeaker.
    pub silent: bool,
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
    /// The queues whose turn it is.
    pub queues: Vec<QueueCell>,
    /// Queues side by side.
    pub columns: usize,
    /// Which page of the queues it is, from 0.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// A text for everybody.
    pub notice: Option<Notice>,
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
