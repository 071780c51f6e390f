//! The kiosk's day file: a line for each printed ticket, a courtesy to whoever asks later.
//!
//! Written by `runtime` without fsync: the hub's journal is the record (contract.md 8).

use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct Line<'a> {
    printed_at: Timestamp,
    copy: bool,
    ticket: &'a IssuedTicket,
}

/// Tickets that are read back at a start.
const NEWEST_MAX: usize = 6;
/// Bytes of a day's file that are read back: a busy day has a tenth of it.
const DAY_BYTES_MAX: u64 = 16 * 1024 * 1024;

#[derive(Deserialize)]
struct Printed {
    ticket: IssuedTicket,
}

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
) -> Result<(), io::Error> {
    let ticket = IssuedTicket { token: None, ..ticket.clone() };
    let line = Line { printed_at: at, copy, ticket: &ticket };
    let mut text = serde_json::to_string(&line).expect("a ticket is plain data");
    text.push('\n');
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// Returns the tickets printed last, each once and oldest first, with their day; none without a
/// day's file. A line that a power cut has torn is passed over.
pub fn newest(folder: &Path) -> Option<(ServiceDay, Vec<IssuedTicket>)> {
    let day_of = |name: &str| {
        let day = name.strip_prefix("tickets-")?.strip_suffix(".jsonl")?;
        day.parse().ok().map(ServiceDay)
    };
    let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
    let day = names.filter_map(|name| day_of(name.to_str()?)).max()?;
    let file = File::open(path(folder, day)).ok()?;
    let mut tickets: Vec<IssuedTicket> = Vec::new();
    for line in BufReader::new(file.take(DAY_BYTES_MAX)).lines().map_while(Result::ok) {
        let Ok(Printed { ticket }) = serde_json::from_str(&line) else { continue };
        tickets.retain(|known| known.id != ticket.id);
        tickets.push(ticket);
        let extra = tickets.len().saturating_sub(NEWEST_MAX);
        tickets.drain(..extra);
    }
    Some((day, tickets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn each_ticket_is_a_line_without_its_secret() {
        let folder = std::env::temp_dir().join(format!("antrean-record-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = path(&folder, fixture::catalogue().service_day);
        assert!(file.ends_with("tickets-2022-12-05.jsonl"));
        let _ = std::fs::remove_file(&file);
        for copy in [false, true] {
            append(&file, fixture::NOW, &fixture::ticket(14), copy).unwrap();
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["ticket"]["number"], "A014");
        assert_eq!((&lines[0]["copy"], &lines[1]["copy"]), (&false.into(), &true.into()));
        assert_eq!(lines[0]["ticket"]["token"], serde_json::Value::Null);
        for count in 15..30 {
            append(&file, fixture::NOW, &fixture::ticket(count), false).unwrap();
        }
        std::fs::write(path(&folder, ServiceDay("2022-12-04".parse().unwrap())), "x").unwrap();
        let mut torn = OpenOptions::new().append(true).open(&file).unwrap();
        torn.write_all(b"{\"printed_at\":1").unwrap();
        let (day, tickets) = newest(&folder).unwrap();
        assert_eq!(day, fixture::catalogue().service_day);
        let numbers: Vec<String> = tickets.iter().map(|t| t.number.to_string()).collect();
        assert_eq!(numbers, ["A024", "A025", "A026", "A027", "A028", "A029"]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
