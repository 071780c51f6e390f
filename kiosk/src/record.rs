//! The kiosk's day file: a line for each printed ticket, and for each number of the kiosk's own series.
//!
//! Written by `runtime`. A printed ticket is a courtesy to whoever asks later, without fsync: the hub's
//! journal is the record. A number of the own series is on the disk before it is printed, and stays
//! there until the hub has it (contract.md 8).

use crate::controller::emergency::OwnNumbers;
use antrean_shared::command::AdmittedTicket;
use antrean_shared::id::TicketId;
use antrean_shared::keep::{self, StoreError};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct PrintedRef<'a> {
    printed_at: Timestamp,
    copy: bool,
    ticket: &'a IssuedTicket,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum OwnRef<'a> {
    Given(&'a AdmittedTicket),
    HandedOver(TicketId),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Printed { printed_at: Timestamp, ticket: Box<IssuedTicket> },
    Given { given: Box<AdmittedTicket> },
    HandedOver { handed_over: TicketId },
}

/// Tickets that are read back at a start.
const NEWEST_MAX: usize = 6;
/// Bytes of a day's file that are read back: a busy day has a tenth of it.
const DAY_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Days that are looked through for numbers that the hub does not have: it knows an id for as long.
const DAYS_MAX: usize = 8;

/// Returns the file of a day: `tickets-2022-12-05.jsonl`.
pub fn path(folder: &Path, day: ServiceDay) -> PathBuf {
    folder.join(format!("tickets-{day}.jsonl"))
}

/// Adds a printed ticket. The ticket's page token stays out: the file is no secret.
pub fn append(
    path: &Path,
    at: Timestamp,
    ticket: &IssuedTicket,
    copy: bool,
) -> Result<(), StoreError> {
    let ticket = IssuedTicket { token: None, ..ticket.clone() };
    keep::append_line_lazily(path, &json(&PrintedRef { printed_at: at, copy, ticket: &ticket }))
}

/// Adds a number of the own series, and returns when it is on the disk.
pub fn give(path: &Path, ticket: &AdmittedTicket) -> Result<(), StoreError> {
    keep::append_line(path, &json(&OwnRef::Given(ticket)))
}

/// Notes that the hub has a number. A power cut may take the note away: it is told once more then.
pub fn handed_over(path: &Path, ticket: TicketId) -> Result<(), StoreError> {
    keep::append_line_lazily(path, &json(&OwnRef::HandedOver(ticket)))
}

fn json(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("a ticket is plain data")
}

/// Returns the tickets printed last, each once and oldest first, with their day; none without a
/// day's file. A line that a power cut has torn is passed over.
pub fn newest(folder: &Path) -> Option<(ServiceDay, Vec<IssuedTicket>)> {
    let day = days(folder).pop()?;
    let mut tickets: Vec<IssuedTicket> = Vec::new();
    for line in lines(&path(folder, day)).ok()?.into_iter().flatten() {
        let Line::Printed { ticket, .. } = line else { continue };
        tickets.retain(|known| known.id != ticket.id);
        tickets.push(*ticket);
        let extra = tickets.len().saturating_sub(NEWEST_MAX);
        tickets.drain(..extra);
    }
    Some((day, tickets))
}

/// Returns what the kiosk has given by itself. A file that cannot be read says so: no number of
/// its day is given again.
pub fn own(folder: &Path) -> OwnNumbers {
    let mut own = OwnNumbers::default();
    for day in days(folder).into_iter().rev().take(DAYS_MAX).rev() {
        let path = path(folder, day);
        match lines(&path) {
            Ok(lines) => read_own(&mut own, day, lines),
            Err(error) => {
                tracing::error!(%error, "numbers of the own series may be lost");
                own.last.insert(day, None);
            }
        }
    }
    own
}

/// A line that cannot be read may have been a number: one is left out for it.
fn read_own(own: &mut OwnNumbers, day: ServiceDay, lines: Vec<Option<Line>>) {
    let mut last = 0_u16;
    let mut open: BTreeMap<TicketId, AdmittedTicket> = BTreeMap::new();
    for line in lines {
        match line {
            Some(Line::Printed { printed_at, ticket }) => {
                own.written = own.written.max(Some(printed_at.max(ticket.issued_at)));
            }
            Some(Line::Given { given }) => {
                last = last.max(given.number.count());
                own.written = own.written.max(Some(given.issued_at));
                open.insert(given.id, *given);
            }
            Some(Line::HandedOver { handed_over }) => {
                open.remove(&handed_over);
            }
            None => last = last.saturating_add(1),
        }
    }
    own.last.insert(day, Some(last));
    own.open.extend(open.into_values().map(|ticket| (day, ticket)));
}

/// The days that have a file, in order.
fn days(folder: &Path) -> Vec<ServiceDay> {
    let day_of = |name: &str| {
        let day = name.strip_prefix("tickets-")?.strip_suffix(".jsonl")?;
        day.parse().ok().map(ServiceDay)
    };
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut days: Vec<_> = names.filter_map(|name| day_of(name.file_name().to_str()?)).collect();
    days.sort_unstable();
    days
}

/// The lines of a file; none: one that cannot be read.
fn lines(path: &Path) -> Result<Vec<Option<Line>>, StoreError> {
    let bytes = keep::read(path, DAY_BYTES_MAX)?.unwrap_or_default();
    let texts = bytes.split(|byte| *byte == b'\n').filter(|text| !text.is_empty());
    Ok(texts.map(|text| serde_json::from_slice(text).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use std::fs::OpenOptions;
    use std::io::Write;

    #[test]
    fn each_ticket_is_a_line_without_its_secret() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let file = path(folder, fixture::catalogue().service_day);
        assert!(file.ends_with("tickets-2022-12-05.jsonl"));
        for copy in [false, true] {
            append(&file, fixture::NOW, &fixture::ticket(14), copy).unwrap();
        }
        assert_eq!(newest(folder).unwrap().1.len(), 1, "a copy is no other ticket");
        let text = fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["ticket"]["number"], "A014");
        assert_eq!((&lines[0]["copy"], &lines[1]["copy"]), (&false.into(), &true.into()));
        assert_eq!(lines[0]["ticket"]["token"], serde_json::Value::Null);
        for count in 15..30 {
            append(&file, fixture::NOW, &fixture::ticket(count), false).unwrap();
        }
        fs::write(path(folder, ServiceDay("2022-12-04".parse().unwrap())), "x").unwrap();
        tear(&file);
        let (day, tickets) = newest(folder).unwrap();
        assert_eq!(day, fixture::catalogue().service_day);
        let numbers: Vec<String> = tickets.iter().map(|t| t.number.to_string()).collect();
        assert_eq!(numbers, ["A024", "A025", "A026", "A027", "A028", "A029"]);
    }

    #[test]
    fn numbers_of_the_own_series_are_found_again_with_what_became_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let day = fixture::catalogue().service_day;
        let file = path(folder, day);
        assert_eq!(own(folder), OwnNumbers::default());
        append(&file, fixture::NOW, &fixture::ticket(14), false).unwrap();
        for count in [1, 2, 3] {
            give(&file, &given(count)).unwrap();
        }
        handed_over(&file, given(2).id).unwrap();
        let found = own(folder);
        assert_eq!(found.last, BTreeMap::from([(day, Some(3))]));
        assert_eq!(found.open, [(day, given(1)), (day, given(3))]);
        assert_eq!(found.written, Some(fixture::NOW));
        assert_eq!(newest(folder).unwrap().1.len(), 1, "a number is no paper");
    }

    #[test]
    fn a_line_that_cannot_be_read_may_have_been_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let day = fixture::catalogue().service_day;
        let file = path(folder.path(), day);
        let last = || own(folder.path()).last[&day];
        give(&file, &given(4)).unwrap();
        tear(&file);
        assert_eq!(last(), Some(5), "one is left out");
        give(&file, &given(6)).unwrap();
        assert_eq!(last(), Some(6), "and no further one for the same line");
        assert_eq!(own(folder.path()).open.len(), 2);
    }

    #[test]
    fn a_file_that_cannot_be_read_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let day = fixture::catalogue().service_day;
        fs::create_dir(path(folder.path(), day)).unwrap();
        assert_eq!(own(folder.path()).last, BTreeMap::from([(day, None)]));
    }

    fn given(count: u16) -> AdmittedTicket {
        let ticket = fixture::ticket(count);
        AdmittedTicket {
            id: ticket.id,
            number: format!("XA{count:03}").parse().unwrap(),
            queue: ticket.queue,
            services: vec![ticket.service],
            language: Some(ticket.language),
            token: None,
            issued_at: fixture::NOW,
            priority: None,
        }
    }

    fn tear(file: &Path) {
        let mut torn = OpenOptions::new().append(true).open(file).unwrap();
        torn.write_all(b"{\"printed_at\":1").unwrap();
    }
}
