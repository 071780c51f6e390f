//! The journal in one SQLite file, durable on commit, readable with any SQLite tool.
//!
//! The hub's writer thread owns it. One transaction is one batch; it never retries after it has
//! begun to write, and it decides nothing about tickets.

mod settings;
mod write;

use super::hash::{self, Hash};
use super::{
    ANSWERS_KEPT, Answer, Batch, ClassCount, Entry, FIRST_EPOCH, Head, Journal, JournalError,
    PAGE_MAX, Seen, TicketRow, migrate, rows,
};
use crate::event;
use crate::event::Given;
use antrean_shared::id::{CommandId, HallId, JournalId, TicketId};
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::{ServiceDay, Timestamp};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Params, Row, TransactionBehavior};
use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tracing::warn;

/// The database's name in its folder.
pub const DATABASE_FILE: &str = "antrean.db";
/// The name of the file that keeps a second hub out.
pub const LOCK_FILE: &str = "hub.lock";

/// How long an append waits for another program's write lock before it says `Busy`.
const WRITE_LOCK_WAIT: Duration = Duration::from_secs(1);
/// How long one try to empty the write-ahead log waits for its readers; nobody is answered meanwhile.
const CHECKPOINT_WAIT: Duration = Duration::from_millis(100);
/// Answers that one housekeeping removes at most.
const PRUNED_MAX: i64 = 1_000;
/// Days whose waits are kept.
const WAIT_DAYS_KEPT: u32 = 40;
/// Room for every statement below.
const STATEMENTS: usize = 32;

/// Goes through the index `entry_day`, whose condition this repeats letter by letter.
const NEWEST_DAY: &str = "SELECT seq FROM entry \
     WHERE instr(events, '{\"hall\":{\"day_opened\":') > 0 ORDER BY seq DESC LIMIT 1";

/// A hall's journal in a folder of its own.
#[derive(Debug)]
pub struct SqliteJournal {
    path: PathBuf,
    connection: Connection,
    hall: HallId,
    journal: JournalId,
    erasure_pending: bool,
    /// Held for as long as the journal lives.
    _lock: File,
}

impl SqliteJournal {
    /// Opens the journal of a folder, made if it is not there, and keeps every other hub out.
    pub fn open_folder(folder: &Path) -> Result<Self, JournalError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder.create(folder).map_err(|error| JournalError::from_io(folder, error))?;
        let lock = lock_folder(folder)?;
        let path = folder.join(DATABASE_FILE);
        let fault = |error| JournalError::from_sqlite(&path, error);
        let mut connection = Connection::open(&path).map_err(fault)?;
        connection.busy_timeout(WRITE_LOCK_WAIT).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let (hall, journal) = migrate::migrate(&mut connection, &path)?;
        settings::settle(&connection, &path)?;
        // A hub that was killed between an erasure and its checkpoint left the text in the log.
        let mut opened =
            Self { path, connection, hall, journal, erasure_pending: true, _lock: lock };
        opened.empty_log()?;
        Ok(opened)
    }

    /// Checks the chain of all entries and returns how many there are.
    pub fn verify_all(&mut self) -> Result<u64, JournalError> {
        let mut after = 0;
        while let Some(last) = self.read(after, PAGE_MAX)?.last() {
            after = last.seq;
        }
        let head = self.open()?;
        if head.seq == after { Ok(after) } else { Err(self.corrupt(after + 1)) }
    }

    fn fault(&self, error: rusqlite::Error) -> JournalError {
        JournalError::from_sqlite(&self.path, error)
    }

    fn corrupt(&self, seq: u64) -> JournalError {
        JournalError::Corrupt { path: self.path.clone(), seq }
    }

    fn head(&self, connection: &Connection) -> rusqlite::Result<Head> {
        let newest = "SELECT epoch, seq, hash FROM entry ORDER BY seq DESC LIMIT 1";
        let found = one(connection, newest, (), |row| {
            Ok((rows::natural(row, 0)?, rows::natural(row, 1)?, row.get(2)?))
        })?;
        let root = hash::root(self.hall, self.journal);
        let (epoch, seq, hash) = found.unwrap_or((FIRST_EPOCH, 0, root));
        Ok(Head { hall: self.hall, journal: self.journal, epoch, seq, hash })
    }

    /// Returns the hash before the entry that follows `after`; none if `after` is not there.
    fn hash_of(&self, after: u64) -> Result<Option<Hash>, JournalError> {
        if after == 0 {
            return Ok(Some(hash::root(self.hall, self.journal)));
        }
        let sql = "SELECT hash FROM entry WHERE seq = ?1";
        self.one(sql, [rows::integer(after)], |row| row.get(0))
    }

    /// Reads one row at most.
    fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, JournalError> {
        one(&self.connection, sql, params, read).map_err(|error| self.fault(error))
    }

    fn one_ticket(
        &self,
        condition: &str,
        params: impl Params,
    ) -> Result<Option<TicketRow>, JournalError> {
        let sql = format!("{} {condition}", rows::SELECT_TICKET);
        self.one(&sql, params, rows::read_ticket)
    }

    /// Writes the whole log into the database and cuts it to nothing, so that what was erased
    /// stands nowhere.
    fn empty_log(&mut self) -> Result<(), JournalError> {
        self.connection.busy_timeout(CHECKPOINT_WAIT).map_err(|error| self.fault(error))?;
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let held: Result<bool, _> = self.connection.query_row(sql, (), |row| row.get(0));
        self.connection.busy_timeout(WRITE_LOCK_WAIT).map_err(|error| self.fault(error))?;
        match held.map_err(|error| self.fault(error))? {
            false => self.erasure_pending = false,
            true if self.erasure_pending => {
                warn!(file = %self.path.display(), "a reader delays the erasure of a text");
            }
            true => {}
        }
        Ok(())
    }

    /// Reads an entry's events; its hash must be that of what stands there.
    fn checked(&self, stored: rows::StoredEntry) -> Result<Entry, JournalError> {
        let rows::StoredEntry { mut entry, link } = stored;
        let seq = entry.seq;
        if link.hash != hash::link(&link.prev, &entry, &link.events) {
            return Err(self.corrupt(seq));
        }
        if entry.version > event::VERSION {
            let schema = entry.version;
            return Err(JournalError::Newer { path: self.path.clone(), schema });
        }
        let events = serde_json::from_str(&link.events);
        entry.events = events.map_err(|cause| JournalError::Unreadable {
            path: self.path.clone(),
            seq,
            cause,
        })?;
        Ok(entry)
    }

    fn prune(&mut self) -> rusqlite::Result<()> {
        let newest = "SELECT at FROM entry ORDER BY seq DESC LIMIT 1";
        let Some(now) = one(&self.connection, newest, (), |row| row.get(0).map(Timestamp))? else {
            return Ok(());
        };
        // Ids begin with the sender's time, so their order is that of age; a sender's clock may be
        // wrong, and only the hub's own time says that an answer is old.
        let delete = "DELETE FROM answer WHERE command IN (SELECT command FROM answer \
                      WHERE command < ?1 AND at < ?2 ORDER BY command LIMIT ?3)";
        let before = now.minus(ANSWERS_KEPT);
        let first_kept = rows::uuid_text_at(before);
        let mut delete = self.connection.prepare_cached(delete)?;
        delete.execute((first_kept, before.0, PRUNED_MAX))?;
        self.connection.prepare_cached(rows::PRUNE_WAITS)?.execute([WAIT_DAYS_KEPT])?;
        Ok(())
    }
}

impl Journal for SqliteJournal {
    fn open(&mut self) -> Result<Head, JournalError> {
        self.head(&self.connection).map_err(|error| self.fault(error))
    }

    fn read(&mut self, after: u64, max: usize) -> Result<Vec<Entry>, JournalError> {
        let Some(mut prev) = self.hash_of(after)? else { return Ok(Vec::new()) };
        let limit = i64::try_from(max.min(PAGE_MAX)).expect("a page is small");
        let fault = |error| self.fault(error);
        let mut statement = self.connection.prepare_cached(rows::SELECT_ENTRIES).map_err(fault)?;
        let found =
            statement.query_map([rows::integer(after), limit], rows::read_entry).map_err(fault)?;
        let mut entries = Vec::new();
        for (seq, stored) in (after + 1..).zip(found) {
            let stored = stored.map_err(fault)?;
            if stored.entry.seq != seq || stored.link.prev != prev {
                return Err(self.corrupt(seq));
            }
            prev = stored.link.hash;
            entries.push(self.checked(stored)?);
        }
        Ok(entries)
    }

    fn newest_day(&mut self) -> Result<Option<u64>, JournalError> {
        self.one(NEWEST_DAY, (), |row| rows::natural(row, 0))
    }

    fn append(&mut self, expect: Head, batch: &Batch) -> Result<Head, JournalError> {
        let behavior = TransactionBehavior::Immediate;
        let begun = rusqlite::Transaction::new_unchecked(&self.connection, behavior);
        let change = begun.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy) => JournalError::Busy { path: self.path.clone() },
            Some(_) | None => self.fault(error),
        })?;
        if self.head(&change).map_err(|error| self.fault(error))? != expect {
            return Err(JournalError::Fenced);
        }
        let (head, erased) =
            write::batch(&change, expect, batch).map_err(|error| self.fault(error))?;
        change.commit().map_err(|error| self.fault(error))?;
        if erased {
            self.erasure_pending = true;
            // The batch is durable whatever becomes of this; housekeeping tries again.
            if let Err(error) = self.empty_log() {
                warn!(%error, "the erasure of a text waits");
            }
        }
        Ok(head)
    }

    fn seen(&mut self, what: Seen) -> Result<Option<Answer>, JournalError> {
        let select = rows::SELECT_ANSWER;
        match what {
            Seen::Command(command) => {
                let sql = format!("{select} WHERE command = ?1");
                self.one(&sql, [rows::uuid_text(command.0)], rows::read_answer)
            }
            Seen::Key(key) => {
                self.one(&format!("{select} WHERE key = ?1"), [key], rows::read_answer)
            }
        }
    }

    fn accepted(&mut self, command: CommandId) -> Result<Option<u64>, JournalError> {
        let sql = "SELECT seq FROM entry WHERE command = ?1";
        self.one(sql, [rows::uuid_text(command.0)], |row| rows::natural(row, 0))
    }

    fn past_ticket(&mut self, id: TicketId) -> Result<Option<TicketRow>, JournalError> {
        self.one_ticket("WHERE id = ?1", [rows::uuid_text(id.0)])
    }

    fn ticket_by_number(
        &mut self,
        day: ServiceDay,
        number: TicketNumber,
    ) -> Result<Option<TicketRow>, JournalError> {
        let condition = "WHERE service_day = ?1 AND prefix = ?2 AND number = ?3";
        let (prefix, count) = (number.prefix(), number.count());
        self.one_ticket(condition, (day.to_string(), prefix.as_str(), count))
    }

    fn calls(&mut self, ticket: TicketId) -> Result<Vec<Entry>, JournalError> {
        let limit = i64::try_from(PAGE_MAX).expect("a page is small");
        let fault = |error| self.fault(error);
        let mut statement = self.connection.prepare_cached(rows::SELECT_CALLS).map_err(fault)?;
        let asked = (rows::uuid_text(ticket.0), limit);
        let found = statement.query_map(asked, rows::read_entry).map_err(fault)?;
        found.map(|stored| self.checked(stored.map_err(fault)?)).collect()
    }

    fn numbers_from(&mut self, day: ServiceDay) -> Result<Given, JournalError> {
        let sql = "SELECT service_day, prefix, max(number) FROM ticket WHERE service_day >= ?1 \
             GROUP BY service_day, prefix";
        let read = || {
            let mut given = Given::new();
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([day.to_string()])?;
            while let Some(row) = rows.next()? {
                let series = given.entry(ServiceDay(rows::parsed(row, 0)?)).or_default();
                series.insert(rows::prefix(row, 1)?, row.get(2)?);
            }
            Ok(given)
        };
        read().map_err(|error: rusqlite::Error| self.fault(error))
    }

    fn privates(&mut self) -> Result<Vec<(TicketId, String, String)>, JournalError> {
        let sql = "SELECT ticket, field, text FROM private ORDER BY ticket, field";
        let read = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let texts = statement.query_map((), |row| {
                Ok((TicketId(rows::parsed(row, 0)?), row.get(1)?, row.get(2)?))
            })?;
            texts.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.fault(error))
    }

    fn waits(&mut self, days: u32) -> Result<Vec<String>, JournalError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(rows::SELECT_WAITS)?;
            let waits = statement.query_map([days], |row| row.get(0))?;
            waits.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.fault(error))
    }

    fn classes(&mut self, days: u32) -> Result<Vec<ClassCount>, JournalError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(rows::SELECT_CLASSES)?;
            let counts = statement.query_map([days], |row| {
                Ok(ClassCount {
                    service_day: ServiceDay(rows::parsed(row, 0)?),
                    class: rows::maybe_named(row, 1)?,
                    by: row.get(2)?,
                })
            })?;
            counts.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.fault(error))
    }

    fn hall_text(&mut self, revision: u64) -> Result<Option<String>, JournalError> {
        let sql = "SELECT text FROM hall WHERE revision = ?1";
        self.one(sql, [rows::integer(revision)], |row| row.get(0))
    }

    fn newest_hall(&mut self) -> Result<Option<(u64, String)>, JournalError> {
        let sql = "SELECT revision, text FROM hall ORDER BY revision DESC LIMIT 1";
        self.one(sql, (), |row| Ok((rows::natural(row, 0)?, row.get(1)?)))
    }

    fn idle(&mut self) -> Result<(), JournalError> {
        self.prune().map_err(|error| self.fault(error))?;
        self.empty_log()
    }

    fn erasure_pending(&self) -> bool {
        self.erasure_pending
    }
}

fn lock_folder(folder: &Path) -> Result<File, JournalError> {
    let path = folder.join(LOCK_FILE);
    let opened = File::options().create(true).write(true).truncate(false).open(&path);
    let file = opened.map_err(|error| JournalError::from_io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(JournalError::Locked { path }),
        Err(TryLockError::Error(error)) => Err(JournalError::from_io(&path, error)),
    }
}

fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(sql)?.query_row(params, read).optional()
}

#[cfg(test)]
mod tests;
