//! What has happened and the hub has not yet answered: a file of JSON lines, oldest first.
//!
//! Called by the link's task. A line is on the disk before it is sent, and stays until the hub has
//! answered, also over a restart (contract.md 5). What the commands mean is not known here.

use crate::command::Command;
use crate::id::CommandId;
use crate::keep::{self, StoreError};
use crate::limits::{OUTBOX_BYTES_MAX, OUTBOX_SENT_MAX};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use tokio::sync::OwnedSemaphorePermit;

/// Lines that say nothing any more, before the file is written anew.
const DEAD_LINES_MAX: usize = 256;

/// A command that tells what has happened.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) id: CommandId,
    pub(super) command: Command,
    /// Its place among those that may be kept.
    pub(super) permit: Option<OwnedSemaphorePermit>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Told { id: CommandId, command: Command },
    Answered { id: CommandId },
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum LineRef<'a> {
    Told { id: CommandId, command: &'a Command },
    Answered { id: CommandId },
}

fn line(line: &LineRef<'_>) -> String {
    serde_json::to_string(line).expect("a command is plain data")
}

/// The commands that wait for an answer.
#[derive(Debug)]
pub(super) struct Outbox {
    /// None: in memory only, for training.
    path: Option<PathBuf>,
    waiting: VecDeque<Told>,
    /// How many of the oldest have been sent in this session.
    sent: usize,
    /// Lines of the file that say nothing any more.
    dead: usize,
    /// Answers since the last tick, not yet in the file.
    answered: Vec<CommandId>,
    /// The file lacks something: the disk refused it.
    behind: bool,
}

impl Outbox {
    /// An outbox that forgets, for training.
    pub(super) fn in_memory() -> Self {
        Self {
            path: None,
            waiting: VecDeque::new(),
            sent: 0,
            dead: 0,
            answered: Vec::new(),
            behind: false,
        }
    }

    /// Opens the file and drops what has been answered.
    pub(super) fn open(path: PathBuf) -> Result<Self, StoreError> {
        let bytes = keep::read(&path, OUTBOX_BYTES_MAX)?.unwrap_or_default();
        let read = read_lines(&bytes);
        if read.strange > 0 {
            let aside = path.with_extension("unread");
            tracing::error!(lines = read.strange, file = %aside.display(), "outbox has lines of another form; the file is kept aside");
            keep::replace(&aside, &bytes)?;
        }
        let mut outbox = Self { path: Some(path), waiting: read.waiting, ..Self::in_memory() };
        if read.untidy {
            outbox.rewrite()?;
        }
        Ok(outbox)
    }

    /// Gives every command of the file its place.
    pub(super) fn attach(&mut self, mut permit: impl FnMut() -> Option<OwnedSemaphorePermit>) {
        for told in &mut self.waiting {
            told.permit = permit();
        }
    }

    /// Takes new commands and returns when they are on the disk. Without the disk they live on in
    /// memory and are written as soon as it works again.
    pub(super) fn add(&mut self, batch: Vec<Told>) {
        let from = self.waiting.len();
        for told in batch {
            if self.waiting.iter().all(|waiting| waiting.id != told.id) {
                self.waiting.push_back(told);
            }
        }
        if self.behind {
            return self.settle();
        }
        let Some(path) = &self.path else { return };
        let lines: Vec<String> = self.waiting.range(from..).map(written).collect();
        if !lines.is_empty()
            && let Err(error) = keep::append_line(path, &lines.join("\n"))
        {
            tracing::error!(%error, "what has happened could not be written down");
            self.behind = true;
        }
    }

    /// Returns the next command to send, in order, a few at a time.
    pub(super) fn next(&mut self) -> Option<(CommandId, &Command)> {
        if self.sent >= OUTBOX_SENT_MAX {
            return None;
        }
        let told = self.waiting.get(self.sent)?;
        self.sent += 1;
        Some((told.id, &told.command))
    }

    /// Begins again with the oldest: the session ended, or the hub had too much to do.
    pub(super) fn resend(&mut self) {
        self.sent = 0;
    }

    pub(super) fn holds(&self, id: CommandId) -> bool {
        self.waiting.iter().any(|told| told.id == id)
    }

    /// Drops an answered command; tells whether there was one.
    pub(super) fn answered(&mut self, id: CommandId) -> bool {
        let Some(at) = self.waiting.iter().position(|told| told.id == id) else { return false };
        self.waiting.remove(at);
        if at < self.sent {
            self.sent -= 1;
        }
        if self.path.is_some() {
            self.answered.push(id);
        }
        true
    }

    /// Brings the file up to date; called with every tick, so that many answers cost one write.
    pub(super) fn settle(&mut self) {
        let Some(path) = &self.path else { return };
        if self.answered.is_empty() && !self.behind {
            return;
        }
        let lines: Vec<String> =
            self.answered.iter().map(|id| line(&LineRef::Answered { id: *id })).collect();
        let dead = self.dead + 2 * lines.len();
        let worth_it = dead >= DEAD_LINES_MAX && dead >= self.waiting.len();
        let done = if self.behind || worth_it {
            self.rewrite()
        } else {
            self.dead = dead;
            keep::append_line(path, &lines.join("\n"))
        };
        self.answered.clear();
        if let Err(error) = done {
            if !self.behind {
                tracing::error!(%error, "what was answered could not be written down");
            }
            self.behind = true;
        }
    }

    fn rewrite(&mut self) -> Result<(), StoreError> {
        let Some(path) = &self.path else { return Ok(()) };
        let text: String = self.waiting.iter().map(|told| written(told) + "\n").collect();
        keep::replace(path, text.as_bytes())?;
        (self.dead, self.behind) = (0, false);
        Ok(())
    }
}

fn written(told: &Told) -> String {
    line(&LineRef::Told { id: told.id, command: &told.command })
}

struct Read {
    waiting: VecDeque<Told>,
    /// Whole lines that are not ours.
    strange: usize,
    /// The file is not exactly what waits.
    untidy: bool,
}

fn read_lines(bytes: &[u8]) -> Read {
    let mut read = Read { waiting: VecDeque::new(), strange: 0, untidy: false };
    let mut answered = BTreeSet::new();
    let mut told = Vec::new();
    for text in bytes.split_inclusive(|byte| *byte == b'\n') {
        match serde_json::from_slice(text) {
            Ok(Line::Told { id, command }) => told.push(Told { id, command, permit: None }),
            Ok(Line::Answered { id }) => {
                answered.insert(id);
            }
            Err(_) => {
                // A last line without its end was torn by a power cut and was never sent.
                let torn = !text.ends_with(b"\n");
                read.strange += usize::from(!torn);
                read.untidy = true;
            }
        }
    }
    read.untidy |= !answered.is_empty();
    read.waiting = told.into_iter().filter(|told| !answered.contains(&told.id)).collect();
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::TicketId;
    use std::fs;
    use uuid::Uuid;

    #[test]
    fn an_answered_line_is_gone_after_a_restart_and_the_rest_stands_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.jsonl");
        let mut outbox = Outbox::open(path.clone()).unwrap();
        outbox.add((0..5).map(give_back).collect());
        outbox.add(vec![give_back(4), give_back(5)]);
        assert!(outbox.answered(id(1)) && !outbox.answered(id(1)));
        assert_eq!(ids(&mut Outbox::open(path.clone()).unwrap()), [0, 1, 2, 3, 4, 5]);
        outbox.settle();
        assert_eq!(ids(&mut Outbox::open(path).unwrap()), [0, 2, 3, 4, 5]);
    }

    #[test]
    fn a_torn_last_line_costs_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.jsonl");
        Outbox::open(path.clone()).unwrap().add(vec![give_back(0), give_back(1)]);
        let whole = fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let mut outbox = Outbox::open(path.clone()).unwrap();
            let kept = outbox.waiting.len();
            outbox.add(vec![give_back(7)]);
            let again = ids(&mut Outbox::open(path.clone()).unwrap());
            assert_eq!(again.len(), kept + 1, "cut at {cut}");
            assert_eq!(again.last(), Some(&7), "cut at {cut}");
        }
        assert!(!path.with_extension("unread").exists());
    }

    #[test]
    fn lines_of_another_program_version_are_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.jsonl");
        fs::write(&path, format!("{{\"new\":1}}\n{}\n", written(&give_back(3)))).unwrap();
        assert_eq!(ids(&mut Outbox::open(path.clone()).unwrap()), [3]);
        let aside = fs::read_to_string(path.with_extension("unread")).unwrap();
        assert!(aside.starts_with("{\"new\":1}"));
    }

    #[test]
    fn only_a_few_are_under_way_at_a_time_and_the_oldest_first() {
        let mut outbox = Outbox::in_memory();
        outbox.add((0..100).map(give_back).collect());
        let first: Vec<_> = std::iter::from_fn(|| outbox.next().map(|(id, _)| id)).collect();
        assert_eq!(first, (0..OUTBOX_SENT_MAX as u128).map(id).collect::<Vec<_>>());
        assert!(outbox.answered(id(5)));
        assert_eq!(outbox.next().map(|(id, _)| id), Some(id(32)));
        assert_eq!(outbox.next().map(|(id, _)| id), None);
        outbox.resend();
        assert_eq!(outbox.next().map(|(id, _)| id), Some(id(0)));
    }

    #[test]
    fn the_file_does_not_grow_with_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.jsonl");
        let mut outbox = Outbox::open(path.clone()).unwrap();
        for n in 0..600 {
            outbox.add(vec![give_back(n)]);
            outbox.answered(id(n));
            outbox.settle();
        }
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines < DEAD_LINES_MAX, "{lines} lines");
    }

    #[test]
    fn a_disk_that_refuses_loses_nothing_while_the_program_runs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone/outbox.jsonl");
        let mut outbox = Outbox::open(path.clone()).unwrap();
        outbox.add(vec![give_back(1)]);
        outbox.settle();
        assert!(outbox.behind && outbox.holds(id(1)));
        fs::create_dir(path.parent().unwrap()).unwrap();
        outbox.add(vec![give_back(2)]);
        assert!(!outbox.behind);
        assert_eq!(ids(&mut Outbox::open(path).unwrap()), [1, 2]);
    }

    fn id(n: u128) -> CommandId {
        CommandId(Uuid::from_u128(n))
    }

    fn give_back(n: u128) -> Told {
        let command = Command::GiveBack { ticket: TicketId(Uuid::from_u128(n)) };
        Told { id: id(n), command, permit: None }
    }

    fn ids(outbox: &mut Outbox) -> Vec<u128> {
        outbox.waiting.iter().map(|told| told.id.0.as_u128()).collect()
    }
}
