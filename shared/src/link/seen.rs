//! How far this device has seen the hall's journal, kept in one small file (contract.md 4).
//!
//! Called by the link's task: it goes into every hello, and tells an old hub from the right one.

use crate::id::JournalId;
use crate::keep::{self, StoreError};
use crate::protocol::Seen;
use crate::ticket::TicketNumber;
use crate::time::ServiceDay;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

const SEEN_BYTES_MAX: u64 = 64 * 1024;

/// The file and what is not yet in it.
#[derive(Debug)]
pub(super) struct Lineage {
    path: PathBuf,
    kept: Kept,
    dirty: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    seen: Option<Seen>,
    /// The day of the numbers.
    day: Option<ServiceDay>,
}

impl Lineage {
    /// Reads the file. One that cannot be understood counts as none: the hub then knows less, and
    /// nothing is lost.
    pub(super) fn open(path: PathBuf) -> Result<Self, StoreError> {
        let kept = match keep::read_json(&path, SEEN_BYTES_MAX) {
            Ok(kept) => kept.unwrap_or_default(),
            Err(error @ (StoreError::Form { .. } | StoreError::TooLarge { .. })) => {
                tracing::error!(%error, "what was seen of the journal is not known any more");
                Kept::default()
            }
            Err(error @ (StoreError::File { .. } | StoreError::Taken { .. })) => return Err(error),
        };
        Ok(Self { path, kept, dirty: false })
    }

    /// Returns what goes into a hello: numbers of another day are left out.
    pub(super) fn hello(&self, today: ServiceDay) -> Option<Seen> {
        let mut seen = self.kept.seen.clone()?;
        if self.kept.day != Some(today) {
            seen.numbers.clear();
        }
        Some(seen)
    }

    /// Tells whether a hub's state is older than what this device has seen, or another hall's.
    pub(super) fn is_foreign(&self, journal: JournalId, epoch: u64) -> bool {
        self.kept.seen.as_ref().is_some_and(|seen| seen.journal != journal || seen.epoch > epoch)
    }

    /// Notes an entry; a new journal or epoch is written at the next save.
    pub(super) fn advance(&mut self, journal: JournalId, epoch: u64, seq: u64) {
        match &mut self.kept.seen {
            Some(seen) if seen.journal == journal => {
                if (epoch, seq) > (seen.epoch, seen.seq) {
                    (seen.epoch, seen.seq) = (epoch, seq);
                    self.dirty = true;
                }
            }
            Some(_) | None => {
                self.kept.seen = Some(Seen { journal, epoch, seq, numbers: BTreeMap::new() });
                self.dirty = true;
            }
        }
    }

    /// Notes a number that was handed out on `day`.
    pub(super) fn number(&mut self, day: ServiceDay, number: TicketNumber) {
        let Some(seen) = &mut self.kept.seen else { return };
        if self.kept.day != Some(day) {
            self.kept.day = Some(day);
            seen.numbers.clear();
        }
        let highest = seen.numbers.entry(number.prefix()).or_insert(0);
        *highest = number.count().max(*highest);
        self.dirty = true;
    }

    /// Writes the file if anything has changed.
    pub(super) fn save(&mut self) {
        if !self.dirty {
            return;
        }
        match keep::replace_json(&self.path, &self.kept) {
            Ok(()) => self.dirty = false,
            Err(error) => tracing::error!(%error, "what was seen could not be written down"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use uuid::Uuid;

    #[test]
    fn the_highest_numbers_of_today_survive_a_restart_and_end_with_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen.json");
        let mut lineage = Lineage::open(path.clone()).unwrap();
        assert_eq!(lineage.hello(day(1)), None);
        lineage.advance(journal(1), 1, 10);
        for number in ["A012", "B003", "A011"] {
            lineage.number(day(1), number.parse().unwrap());
        }
        lineage.save();
        let seen = Lineage::open(path.clone()).unwrap().hello(day(1)).unwrap();
        let numbers: Vec<_> = seen.numbers.iter().map(|(p, n)| (p.as_str(), *n)).collect();
        assert_eq!(numbers, [("A", 12), ("B", 3)]);
        let tomorrow = Lineage::open(path).unwrap().hello(day(2)).unwrap();
        assert!(tomorrow.numbers.is_empty() && tomorrow.seq == 10);
    }

    #[test]
    fn no_device_follows_a_lower_epoch_or_another_journal() {
        let folder = tempfile::tempdir().unwrap();
        let mut lineage = Lineage::open(folder.path().join("seen.json")).unwrap();
        assert!(!lineage.is_foreign(journal(1), 1));
        lineage.advance(journal(1), 2, 5);
        lineage.advance(journal(1), 1, 900);
        assert_eq!(lineage.hello(day(1)).map(|seen| (seen.epoch, seen.seq)), Some((2, 5)));
        assert!(lineage.is_foreign(journal(1), 1));
        assert!(lineage.is_foreign(journal(2), 3));
        assert!(!lineage.is_foreign(journal(1), 2) && !lineage.is_foreign(journal(1), 3));
    }

    #[test]
    fn a_file_of_another_form_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen.json");
        std::fs::write(&path, "[]").unwrap();
        assert_eq!(Lineage::open(path).unwrap().hello(day(1)), None);
    }

    fn day(day: u32) -> ServiceDay {
        ServiceDay(NaiveDate::from_ymd_opt(2026, 11, day).unwrap())
    }

    fn journal(n: u128) -> JournalId {
        JournalId(Uuid::from_u128(n))
    }
}
