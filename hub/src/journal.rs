//! Where everything that happened stands: the seam between the writer and what keeps its entries.
//!
//! The writer is the only caller. A journal keeps what it is given, whole batches or nothing, and
//! chains the entries by hash; it knows no rule of the queue and reads no clock.

mod error;
mod hash;
mod memory;
mod mention;
mod migrate;
mod rows;
#[cfg(test)]
mod sample;
mod sqlite;

pub use error::JournalError;
pub use memory::{Fault, MemoryJournal};
pub use sqlite::{DATABASE_FILE, LOCK_FILE, SqliteJournal};

use crate::event::{Event, Field, Given, Stop};
use antrean_shared::id::{
    CommandId, CounterId, HallId, JournalId, PriorityId, QueueId, ServiceId, TicketId, Token,
};
use antrean_shared::ticket::{Channel, Language, TicketNumber, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::Why;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the answer to a command can be given again (contract.md 3).
pub const ANSWERS_KEPT: Duration = Duration::from_secs(8 * 24 * 60 * 60);
/// Entries that one call of `Journal::read` gives at most, whatever was asked for.
pub const PAGE_MAX: usize = 4_096;
/// The epoch of a journal that nothing has raised.
pub const FIRST_EPOCH: u64 = 1;

/// Where a journal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The hall.
    pub hall: HallId,
    /// The journal.
    pub journal: JournalId,
    /// The epoch of the newest entry, `FIRST_EPOCH` before the first.
    pub epoch: u64,
    /// The number of the newest entry, 0 before the first.
    pub seq: u64,
    /// The hash of the newest entry.
    pub hash: [u8; 32],
}

/// One accepted command (contract.md 3). Its hashes are computed by the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1, without holes.
    pub seq: u64,
    /// Its epoch.
    pub epoch: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// The command.
    pub command: CommandId,
    /// Who asked.
    pub actor: String,
    /// The machine that asked.
    pub device: String,
    /// The command's name.
    pub kind: String,
    /// The version of the event kinds (`event::VERSION`).
    pub version: u32,
    /// What happened.
    pub events: Vec<Event>,
}

/// How an answer can be rendered anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The entry that holds what happened.
    pub seq: u64,
    /// The ticket that was issued, called or changed.
    pub ticket: Option<TicketId>,
    /// The ticket that was completed on the way.
    pub completed: Option<TicketId>,
    /// The rule that chose the called ticket.
    pub why: Option<Why>,
    /// Tickets that no open counter may serve any more.
    pub unserved: Option<u32>,
    /// The counter.
    pub counter: Option<CounterId>,
    /// The ticket of several stops that a counter is done with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_on: Option<TicketId>,
    /// The ticket was there before, under another command.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_there: bool,
}

/// The answer to a command of the same batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The command.
    pub command: CommandId,
    /// SHA-256 of (caller, method, path, Idempotency-Key); none from the link.
    pub key: Option<[u8; 32]>,
    /// SHA-256 of the request's body.
    pub body_hash: [u8; 32],
    /// What came of it.
    pub outcome: Outcome,
}

/// A change of the texts that can be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivateChange {
    /// A text is kept; it takes the place of the field's former one.
    Keep {
        /// The ticket.
        ticket: TicketId,
        /// What it says of it.
        field: Field,
        /// The random text before it in its hash.
        salt: String,
        /// The text.
        text: String,
    },
    /// A text goes, for good.
    Erase {
        /// The ticket.
        ticket: TicketId,
        /// What it says of it; none: all texts of the ticket.
        field: Option<Field>,
    },
}

/// A ticket's row, upserted once per batch; reports and refusals of past days read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRow {
    /// The ticket.
    pub id: TicketId,
    /// The day that its number is of.
    pub service_day: ServiceDay,
    /// Its number.
    pub number: TicketNumber,
    /// Its queue.
    pub queue: QueueId,
    /// What the visitor comes for now, or came for last.
    pub service: ServiceId,
    /// Every service of the visit.
    pub stops: Vec<Stop>,
    /// Where it is in its life.
    pub state: TicketState,
    /// How it came to be.
    pub channel: Channel,
    /// The visitor's language.
    pub language: Language,
    /// The secret of its page.
    pub token: Option<Token>,
    /// When the number was drawn.
    pub issued_at: Timestamp,
    /// When the visitor was first called.
    pub called_at: Option<Timestamp>,
    /// When serving began.
    pub serving_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The counter that had it last.
    pub counter: Option<CounterId>,
    /// Calls, the first included.
    pub call_count: u32,
    /// The visitor had priority.
    pub priority: bool,
    /// Its times are not to be trusted.
    pub inaccurate: bool,
    /// The agency's system was down for a part of the wait.
    pub in_outage: bool,
}

/// A wait that has ended, with what was known when it began; learnt from on later days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitRow {
    /// The ticket.
    pub ticket: TicketId,
    /// Its day.
    pub service_day: ServiceDay,
    /// `estimate::Case` as JSON.
    pub case: String,
}

/// One more or one fewer visitor of a day who named a priority class. The total says nothing of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassCount {
    /// The day.
    pub service_day: ServiceDay,
    /// The class; none: priority without naming one.
    pub class: Option<PriorityId>,
    /// How many more.
    pub by: i64,
}

/// What one append writes, all or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The accepted commands, numbered on from the head.
    pub entries: Vec<Entry>,
    /// Answers to them.
    pub answers: Vec<Answer>,
    /// Changes of erasable texts, in order.
    pub privates: Vec<PrivateChange>,
    /// The tickets that they touched, as they stand after the batch.
    pub tickets: Vec<TicketRow>,
    /// Waits that have ended.
    pub waits: Vec<WaitRow>,
    /// Visitors of each priority class, more or fewer.
    pub classes: Vec<ClassCount>,
    /// A hall file that came into force: its revision and its text.
    pub hall: Option<(u64, String)>,
}

/// By what an answer is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The command's id.
    Command(CommandId),
    /// The request's key.
    Key([u8; 32]),
}

/// What keeps the entries of a hall.
pub trait Journal: Send {
    /// Takes the journal over and returns where it stands; a new one gets its ids here.
    fn open(&mut self) -> Result<Head, JournalError>;

    /// Returns up to `max` entries (never more than `PAGE_MAX`) after `after`, their chain checked.
    fn read(&mut self, after: u64, max: usize) -> Result<Vec<Entry>, JournalError>;

    /// Returns the number of the newest entry that opened a day.
    fn newest_day(&mut self) -> Result<Option<u64>, JournalError>;

    /// Writes a batch behind `expect` and returns the new head once it is durable.
    ///
    /// `Busy`: nothing was written, it may be repeated. `Fenced`: the head is another, nothing was
    /// written. After any other error nobody knows: the process has to end and replay.
    fn append(&mut self, expect: Head, batch: &Batch) -> Result<Head, JournalError>;

    /// Looks up the answer that a command got in the last 8 days.
    fn seen(&mut self, what: Seen) -> Result<Option<Answer>, JournalError>;

    /// Returns the entry of a command, however old: an id is never accepted twice.
    fn accepted(&mut self, command: CommandId) -> Result<Option<u64>, JournalError>;

    /// Returns a ticket's row, of any day.
    fn past_ticket(&mut self, id: TicketId) -> Result<Option<TicketRow>, JournalError>;

    /// Returns the ticket that has a number on a day.
    fn ticket_by_number(
        &mut self,
        day: ServiceDay,
        number: TicketNumber,
    ) -> Result<Option<TicketRow>, JournalError>;

    /// Returns the entries in which a ticket was called, and those in which displays told what became of
    /// these calls, in order; at most `PAGE_MAX`.
    fn calls(&mut self, ticket: TicketId) -> Result<Vec<Entry>, JournalError>;

    /// Returns the highest number of each series on a day and on every later one.
    fn numbers_from(&mut self, day: ServiceDay) -> Result<Given, JournalError>;

    /// Returns every erasable text: its ticket, field and text.
    fn privates(&mut self) -> Result<Vec<(TicketId, String, String)>, JournalError>;

    /// Returns the waits of the last days that have any, in the order of days, each as JSON.
    fn waits(&mut self, days: u32) -> Result<Vec<String>, JournalError>;

    /// Returns how many visitors named each priority class on each of the last days that had any, in
    /// the order of days; none named one stands as none.
    fn classes(&mut self, days: u32) -> Result<Vec<ClassCount>, JournalError>;

    /// Returns the text of a hall file that was in force.
    fn hall_text(&mut self, revision: u64) -> Result<Option<String>, JournalError>;

    /// Returns the newest hall file that was in force.
    fn newest_hall(&mut self) -> Result<Option<(u64, String)>, JournalError>;

    /// Does the housekeeping that can wait until nobody waits.
    fn idle(&mut self) -> Result<(), JournalError>;

    /// Tells whether an erased text may still stand in a file, because a reader holds it open.
    fn erasure_pending(&self) -> bool;
}
