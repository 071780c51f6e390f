//! The kiosk's day file: a line for each printed ticket, a courtesy to whoever asks later.
//!
//! Written by `runtime` without fsync: the hub's journal is the record (contract.md 8).

use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct Line<'a> {
    printed_at: Timestamp,
    copy: bool,
    ticket: &'a IssuedTicket,
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
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
