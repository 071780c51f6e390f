//! The journal in memory: for training, where nothing is kept, and for tests, where it fails on
//! demand.
//!
//! It keeps the same rules as the one on disk (a property test compares them), can lose its newest
//! batches as a power cut would, and can be fenced or leave it open what was written.

use super::mention::{CallOf, Mentions};
use super::{
    ANSWERS_KEPT, Answer, Batch, ClassCount, Entry, FIRST_EPOCH, Head, Journal, JournalError,
    PAGE_MAX, PrivateChange, Seen, TicketRow, hash,
};
use crate::event::{Event, Given, HallEvent};
use antrean_shared::id::{CommandId, HallId, JournalId, PriorityId, TicketId};
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::{ServiceDay, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use uuid::Uuid;

/// What becomes of an append that is told to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Another hub has taken over.
    Fenced,
    /// Another program holds the write lock; nothing is written.
    Busy,
    /// Nothing is written, and nobody is told.
    UnknownNotWritten,
    /// All is written, and nobody is told.
    UnknownWritten,
}

/// A journal that is gone with its process.
#[derive(Debug, Clone)]
pub struct MemoryJournal {
    root: Head,
    head: Head,
    batches: Vec<Batch>,
    kept: Kept,
    appends: u64,
    faults: BTreeMap<u64, Fault>,
}

/// All that the batches come to.
#[derive(Debug, Clone, Default)]
struct Kept {
    commands: BTreeMap<CommandId, u64>,
    answers: BTreeMap<CommandId, (Timestamp, Answer)>,
    keys: BTreeMap<[u8; 32], CommandId>,
    privates: BTreeMap<(TicketId, String), String>,
    waits: BTreeMap<(ServiceDay, TicketId), String>,
    classes: BTreeMap<(ServiceDay, Option<PriorityId>), i64>,
    tickets: BTreeMap<TicketId, TicketRow>,
    numbers: BTreeMap<(ServiceDay, TicketNumber), TicketId>,
    halls: BTreeMap<u64, String>,
    calls: BTreeSet<(TicketId, CallOf, u64)>,
    reported: BTreeSet<(CallOf, u64)>,
    newest_day: Option<u64>,
    newest_at: Option<Timestamp>,
}

impl MemoryJournal {
    /// Makes an empty journal with these ids.
    pub fn new(hall: HallId, journal: JournalId) -> Self {
        let hash = hash::root(hall, journal);
        let root = Head { hall, journal, epoch: FIRST_EPOCH, seq: 0, hash };
        let kept = Kept::default();
        Self { root, head: root, batches: Vec::new(), kept, appends: 0, faults: BTreeMap::new() }
    }

    /// Makes an empty journal with ids of its own, as training needs one.
    pub fn fresh() -> Self {
        Self::new(HallId(Uuid::new_v4()), JournalId(Uuid::new_v4()))
    }

    /// Lets the append with this number fail; the first one ever made is number 1.
    pub fn fail_at(&mut self, append: u64, fault: Fault) {
        self.faults.insert(append, fault);
    }

    /// Returns how many appends were asked for.
    pub fn appends(&self) -> u64 {
        self.appends
    }

    /// Loses the newest batches until at least `entries` entries are gone; a database loses whole
    /// batches too. Returns where it stands then.
    pub fn lose_tail(&mut self, entries: u64) -> Head {
        let goal = self.head.seq.saturating_sub(entries);
        let mut batches = std::mem::take(&mut self.batches);
        while batches.last().is_some_and(|batch| last_seq(batch).is_none_or(|seq| seq > goal)) {
            batches.pop();
        }
        (self.head, self.kept) = (self.root, Kept::default());
        for batch in batches {
            self.keep(batch);
        }
        self.head
    }

    fn keep(&mut self, batch: Batch) {
        (_, self.head) = hash::chain(self.head, &batch.entries);
        self.kept.add(&batch);
        self.batches.push(batch);
    }
}

impl Journal for MemoryJournal {
    fn open(&mut self) -> Result<Head, JournalError> {
        Ok(self.head)
    }

    fn read(&mut self, after: u64, max: usize) -> Result<Vec<Entry>, JournalError> {
        let first = self.batches.partition_point(|batch| last_seq(batch) <= Some(after));
        let entries = self.batches[first..].iter().flat_map(|batch| &batch.entries);
        let wanted = entries.filter(|entry| entry.seq > after).take(max.min(PAGE_MAX));
        Ok(wanted.cloned().collect())
    }

    fn newest_day(&mut self) -> Result<Option<u64>, JournalError> {
        Ok(self.kept.newest_day)
    }

    fn append(&mut self, expect: Head, batch: &Batch) -> Result<Head, JournalError> {
        self.appends += 1;
        let fault = self.faults.remove(&self.appends);
        match fault {
            Some(Fault::Fenced) => return Err(JournalError::Fenced),
            Some(Fault::Busy) => return Err(JournalError::Busy { path: path() }),
            Some(Fault::UnknownNotWritten) => return Err(JournalError::Unknown),
            Some(Fault::UnknownWritten) | None => {}
        }
        if expect != self.head {
            return Err(JournalError::Fenced);
        }
        if let Some(rule) = self.kept.broken_rule(batch) {
            return Err(JournalError::Refused { path: path(), rule: rule.to_owned() });
        }
        self.keep(batch.clone());
        if fault.is_some() { Err(JournalError::Unknown) } else { Ok(self.head) }
    }

    fn seen(&mut self, what: Seen) -> Result<Option<Answer>, JournalError> {
        let command = match what {
            Seen::Command(command) => Some(command),
            Seen::Key(key) => self.kept.keys.get(&key).copied(),
        };
        let answer = command.and_then(|command| self.kept.answers.get(&command));
        Ok(answer.map(|(_, answer)| answer.clone()))
    }

    fn accepted(&mut self, command: CommandId) -> Result<Option<u64>, JournalError> {
        Ok(self.kept.commands.get(&command).copied())
    }

    fn past_ticket(&mut self, id: TicketId) -> Result<Option<TicketRow>, JournalError> {
        Ok(self.kept.tickets.get(&id).cloned())
    }

    fn ticket_by_number(
        &mut self,
        day: ServiceDay,
        number: TicketNumber,
    ) -> Result<Option<TicketRow>, JournalError> {
        let id = self.kept.numbers.get(&(day, number));
        Ok(id.and_then(|id| self.kept.tickets.get(id)).cloned())
    }

    fn calls(&mut self, ticket: TicketId) -> Result<Vec<Entry>, JournalError> {
        let made: Vec<_> = self.kept.calls.iter().filter(|(id, _, _)| *id == ticket).collect();
        let told = made.iter().flat_map(|(_, call, _)| self.kept.told(call));
        let told: BTreeSet<u64> = told.chain(made.iter().map(|(_, _, seq)| *seq)).collect();
        let mut entries = Vec::new();
        for seq in told.into_iter().take(PAGE_MAX) {
            entries.extend(self.read(seq - 1, 1)?);
        }
        Ok(entries)
    }

    fn numbers_from(&mut self, day: ServiceDay) -> Result<Given, JournalError> {
        let mut given = Given::new();
        for (of, number) in self.kept.numbers.keys().filter(|(of, _)| *of >= day) {
            let last = given.entry(*of).or_default().entry(number.prefix()).or_insert(0);
            *last = number.count().max(*last);
        }
        Ok(given)
    }

    fn privates(&mut self) -> Result<Vec<(TicketId, String, String)>, JournalError> {
        let texts = self.kept.privates.iter();
        Ok(texts.map(|((id, field), text)| (*id, field.clone(), text.clone())).collect())
    }

    fn waits(&mut self, days: u32) -> Result<Vec<String>, JournalError> {
        let all: BTreeSet<ServiceDay> = self.kept.waits.keys().map(|(day, _)| *day).collect();
        let last: Vec<_> = all.iter().rev().take(days as usize).collect();
        let waits = self.kept.waits.iter().filter(|((day, _), _)| last.contains(&day));
        Ok(waits.map(|(_, case)| case.clone()).collect())
    }

    fn classes(&mut self, days: u32) -> Result<Vec<ClassCount>, JournalError> {
        let all: BTreeSet<ServiceDay> = self.kept.classes.keys().map(|(day, _)| *day).collect();
        let last: Vec<_> = all.iter().rev().take(days as usize).collect();
        let counts =
            self.kept.classes.iter().filter(|((day, _), by)| last.contains(&day) && **by > 0);
        let count = |((day, class), by): (&(ServiceDay, Option<PriorityId>), &i64)| ClassCount {
            service_day: *day,
            class: class.clone(),
            by: *by,
        };
        Ok(counts.map(count).collect())
    }

    fn hall_text(&mut self, revision: u64) -> Result<Option<String>, JournalError> {
        Ok(self.kept.halls.get(&revision).cloned())
    }

    fn newest_hall(&mut self) -> Result<Option<(u64, String)>, JournalError> {
        let newest = self.kept.halls.last_key_value();
        Ok(newest.map(|(revision, text)| (*revision, text.clone())))
    }

    fn idle(&mut self) -> Result<(), JournalError> {
        if let Some(now) = self.kept.newest_at {
            let kept_from = now.minus(ANSWERS_KEPT);
            self.kept.answers.retain(|_, (at, _)| *at >= kept_from);
            let answers = &self.kept.answers;
            self.kept.keys.retain(|_, command| answers.contains_key(command));
        }
        Ok(())
    }

    fn erasure_pending(&self) -> bool {
        false
    }
}

impl Kept {
    /// Returns the rule of the database that the batch breaks.
    fn broken_rule(&self, batch: &Batch) -> Option<&'static str> {
        let mut commands = BTreeSet::new();
        for entry in &batch.entries {
            if self.commands.contains_key(&entry.command) || !commands.insert(entry.command) {
                return Some("a command is accepted once");
            }
        }
        let (mut answered, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for answer in &batch.answers {
            let key_taken = |key| self.keys.contains_key(&key) || !keys.insert(key);
            if !answered.insert(answer.command) || answer.key.is_some_and(key_taken) {
                return Some("a command and a key have one answer");
            }
        }
        let mut numbers = BTreeMap::new();
        for ticket in &batch.tickets {
            let number = (ticket.service_day, ticket.number);
            let holder = numbers.get(&number).or_else(|| self.numbers.get(&number));
            if holder.is_some_and(|holder| *holder != ticket.id) {
                return Some("a number is given once a day");
            }
            numbers.insert(number, ticket.id);
        }
        let hall = batch.hall.as_ref();
        let repeated = hall.is_some_and(|(revision, _)| self.halls.contains_key(revision));
        repeated.then_some("a revision of the hall file has one text")
    }

    /// Returns the entries in which displays told what became of a call.
    fn told(&self, call: &CallOf) -> impl Iterator<Item = u64> {
        let of_call = (call.clone(), 0)..=(call.clone(), u64::MAX);
        self.reported.range(of_call).map(|(_, seq)| *seq)
    }

    fn add(&mut self, batch: &Batch) {
        for entry in &batch.entries {
            let Mentions { made, reported } = Mentions::of(&entry.events);
            self.calls.extend(made.into_iter().map(|(id, call)| (id, call, entry.seq)));
            self.reported.extend(reported.into_iter().map(|call| (call, entry.seq)));
            self.commands.insert(entry.command, entry.seq);
            self.newest_at = Some(entry.at);
            if entry.events.iter().any(opens_day) {
                self.newest_day = Some(entry.seq);
            }
        }
        let times: BTreeMap<CommandId, Timestamp> =
            batch.entries.iter().map(|entry| (entry.command, entry.at)).collect();
        for answer in &batch.answers {
            let at = times.get(&answer.command);
            let at = at.expect("an answer belongs to an entry of its batch");
            self.answers.insert(answer.command, (*at, answer.clone()));
            self.keys.extend(answer.key.map(|key| (key, answer.command)));
        }
        for count in &batch.classes {
            let visitors = self.classes.entry((count.service_day, count.class.clone()));
            *visitors.or_default() += count.by;
        }
        for wait in &batch.waits {
            self.waits.insert((wait.service_day, wait.ticket), wait.case.clone());
        }
        for private in &batch.privates {
            match private {
                PrivateChange::Keep { ticket, field, salt: _, text } => {
                    self.privates.insert((*ticket, field.name().to_owned()), text.clone());
                }
                PrivateChange::Erase { ticket, field } => {
                    let goes = |name: &str| field.is_none_or(|field| field.name() == name);
                    self.privates.retain(|(id, name), _| id != ticket || !goes(name));
                }
            }
        }
        for ticket in &batch.tickets {
            self.numbers.insert((ticket.service_day, ticket.number), ticket.id);
            self.tickets.insert(ticket.id, ticket.clone());
        }
        self.halls.extend(batch.hall.clone());
    }
}

fn path() -> PathBuf {
    PathBuf::from("(memory)")
}

fn last_seq(batch: &Batch) -> Option<u64> {
    batch.entries.last().map(|entry| entry.seq)
}

fn opens_day(event: &Event) -> bool {
    matches!(event, Event::Hall(HallEvent::DayOpened(_)))
}

#[cfg(test)]
mod tests;
