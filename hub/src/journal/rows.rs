//! How things become rows and rows things again.
//!
//! `sqlite` is the only caller. Words are stored as they stand in JSON, ids as their text, times as
//! milliseconds, so that any SQLite tool shows something readable.

use super::hash::{Hash, Link};
use super::{Answer, Entry, Outcome, TicketRow};
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::ticket::{Prefix, TicketNumber};
use antrean_shared::time::{ServiceDay, Timestamp};
use rusqlite::types::Type;
use rusqlite::{CachedStatement, Error, Result, Row, params};
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use std::str::FromStr;
use uuid::Uuid;

pub(super) const INSERT_ENTRY: &str = "INSERT INTO entry (seq, epoch, at, command, actor, device, \
     kind, version, events, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

pub(super) const SELECT_ENTRIES: &str = "SELECT seq, epoch, at, command, actor, device, kind, \
     version, events, prev_hash, hash FROM entry WHERE seq > ?1 ORDER BY seq LIMIT ?2";

pub(super) const INSERT_CALL: &str =
    "INSERT INTO call (ticket, zone, call, seq) VALUES (?1, ?2, ?3, ?4)";

pub(super) const INSERT_CALL_REPORT: &str =
    "INSERT INTO call_report (zone, call, seq) VALUES (?1, ?2, ?3)";

pub(super) const SELECT_CALLS: &str = "SELECT seq, epoch, at, command, actor, device, kind, \
     version, events, prev_hash, hash FROM entry WHERE seq IN \
     (SELECT seq FROM call WHERE ticket = ?1 UNION SELECT told.seq FROM call AS made \
     JOIN call_report AS told ON told.zone = made.zone AND told.call = made.call \
     WHERE made.ticket = ?1) ORDER BY seq LIMIT ?2";

pub(super) const INSERT_ANSWER: &str =
    "INSERT INTO answer (command, key, body_hash, outcome, at) VALUES (?1, ?2, ?3, ?4, ?5)";

pub(super) const SELECT_ANSWER: &str = "SELECT command, key, body_hash, outcome FROM answer";

pub(super) const UPSERT_TICKET: &str = "INSERT INTO ticket (id, service_day, prefix, number, queue, \
     service, state, channel, language, token, issued_at, called_at, serving_at, ended_at, counter, \
     call_count, inaccurate, priority, in_outage, stops) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, \
     ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) \
     ON CONFLICT (id) DO UPDATE SET service_day = ?2, prefix = ?3, number = ?4, queue = ?5, \
     service = ?6, state = ?7, channel = ?8, language = ?9, token = ?10, issued_at = ?11, \
     called_at = ?12, serving_at = ?13, ended_at = ?14, counter = ?15, call_count = ?16, \
     inaccurate = ?17, priority = ?18, in_outage = ?19, stops = ?20";

pub(super) const SELECT_TICKET: &str = "SELECT id, service_day, prefix, number, queue, service, \
     state, channel, language, token, issued_at, called_at, serving_at, ended_at, counter, \
     call_count, inaccurate, priority, in_outage, stops FROM ticket";

pub(super) const INSERT_WAIT: &str =
    "INSERT OR REPLACE INTO wait (service_day, ticket, known) VALUES (?1, ?2, ?3)";

pub(super) const SELECT_WAITS: &str = "SELECT known FROM wait WHERE service_day IN \
     (SELECT DISTINCT service_day FROM wait ORDER BY service_day DESC LIMIT ?1) \
     ORDER BY service_day, ticket";

pub(super) const COUNT_CLASS: &str = "INSERT INTO class_total (service_day, class, visitors) \
     VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET visitors = visitors + ?3";

pub(super) const SELECT_CLASSES: &str = "SELECT service_day, class, visitors FROM class_total \
     WHERE visitors > 0 AND service_day IN (SELECT DISTINCT service_day FROM class_total \
     ORDER BY service_day DESC LIMIT ?1) ORDER BY service_day, class";

pub(super) const PRUNE_WAITS: &str = "DELETE FROM wait WHERE service_day < (SELECT min(service_day) \
     FROM (SELECT DISTINCT service_day FROM wait ORDER BY service_day DESC LIMIT ?1))";

/// A stored entry whose events have not been read yet.
pub(super) struct StoredEntry {
    /// The entry, without its events.
    pub entry: Entry,
    /// Its events and its place in the chain.
    pub link: Link,
}

pub(super) fn insert_entry(
    statement: &mut CachedStatement<'_>,
    entry: &Entry,
    link: &Link,
) -> Result<()> {
    statement.execute(params![
        integer(entry.seq),
        integer(entry.epoch),
        entry.at.0,
        uuid_text(entry.command.0),
        entry.actor,
        entry.device,
        entry.kind,
        entry.version,
        link.events,
        link.prev,
        link.hash,
    ])?;
    Ok(())
}

pub(super) fn read_entry(row: &Row<'_>) -> Result<StoredEntry> {
    let entry = Entry {
        seq: natural(row, 0)?,
        epoch: natural(row, 1)?,
        at: Timestamp(row.get(2)?),
        command: CommandId(parsed(row, 3)?),
        actor: row.get(4)?,
        device: row.get(5)?,
        kind: row.get(6)?,
        version: row.get(7)?,
        events: Vec::new(),
    };
    let link = Link { events: row.get(8)?, prev: row.get(9)?, hash: row.get(10)? };
    Ok(StoredEntry { entry, link })
}

pub(super) fn insert_answer(
    statement: &mut CachedStatement<'_>,
    answer: &Answer,
    at: Timestamp,
) -> Result<()> {
    let outcome = serde_json::to_string(&answer.outcome).expect("an outcome has only text keys");
    let command = uuid_text(answer.command.0);
    statement.execute(params![command, answer.key, answer.body_hash, outcome, at.0])?;
    Ok(())
}

pub(super) fn read_answer(row: &Row<'_>) -> Result<Answer> {
    let text: String = row.get(3)?;
    let outcome: Outcome = serde_json::from_str(&text).map_err(|error| unreadable(3, error))?;
    let key: Option<Hash> = row.get(1)?;
    Ok(Answer { command: CommandId(parsed(row, 0)?), key, body_hash: row.get(2)?, outcome })
}

pub(super) fn upsert_ticket(statement: &mut CachedStatement<'_>, ticket: &TicketRow) -> Result<()> {
    statement.execute(params![
        uuid_text(ticket.id.0),
        ticket.service_day.to_string(),
        ticket.number.prefix().as_str(),
        ticket.number.count(),
        ticket.queue.as_str(),
        ticket.service.as_str(),
        word(&ticket.state),
        word(&ticket.channel),
        word(&ticket.language),
        ticket.token.map(|token| token.to_string()),
        ticket.issued_at.0,
        ticket.called_at.map(|at| at.0),
        ticket.serving_at.map(|at| at.0),
        ticket.ended_at.map(|at| at.0),
        ticket.counter.as_ref().map(|counter| counter.as_str()),
        ticket.call_count,
        ticket.inaccurate,
        ticket.priority,
        ticket.in_outage,
        serde_json::to_string(&ticket.stops).expect("stops are plain data"),
    ])?;
    Ok(())
}

pub(super) fn read_ticket(row: &Row<'_>) -> Result<TicketRow> {
    let prefix = prefix(row, 2)?;
    let stops: String = row.get(19)?;
    Ok(TicketRow {
        id: TicketId(parsed(row, 0)?),
        service_day: ServiceDay(parsed(row, 1)?),
        number: TicketNumber::new(prefix, row.get(3)?).map_err(|error| unreadable(3, error))?,
        queue: parsed(row, 4)?,
        service: parsed(row, 5)?,
        state: read_word(row, 6)?,
        channel: read_word(row, 7)?,
        language: read_word(row, 8)?,
        token: maybe_parsed(row, 9)?,
        issued_at: Timestamp(row.get(10)?),
        called_at: maybe_time(row, 11)?,
        serving_at: maybe_time(row, 12)?,
        ended_at: maybe_time(row, 13)?,
        counter: maybe_parsed(row, 14)?,
        call_count: row.get(15)?,
        inaccurate: row.get(16)?,
        priority: row.get(17)?,
        in_outage: row.get(18)?,
        stops: serde_json::from_str(&stops).map_err(|error| unreadable(19, error))?,
    })
}

/// Returns the stored form of a number that counts something.
pub(super) fn integer(number: u64) -> i64 {
    i64::try_from(number).expect("a journal never holds 2^63 entries")
}

/// Returns the stored form of an id.
pub(super) fn uuid_text(id: Uuid) -> String {
    id.to_string()
}

/// Returns where the stored ids begin that were made at an instant or later (UUID v7).
pub(super) fn uuid_text_at(instant: Timestamp) -> String {
    let millis = u64::try_from(instant.0).unwrap_or(0);
    format!("{:08x}-{:04x}", millis >> 16, millis & 0xffff)
}

/// Reads a number that counts something.
pub(super) fn natural(row: &Row<'_>, column: usize) -> Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|error| unreadable(column, error))
}

/// Reads a text that has a form.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize) -> Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unreadable(column, error))
}

fn maybe_parsed<T>(row: &Row<'_>, column: usize) -> Result<Option<T>>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|error| unreadable(column, error))).transpose()
}

/// Reads a column in which nothing stands for none.
pub(super) fn maybe_named<T>(row: &Row<'_>, column: usize) -> Result<Option<T>>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    let named = (!text.is_empty()).then(|| text.parse());
    named.transpose().map_err(|error| unreadable(column, error))
}

fn maybe_time(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    let millis: Option<i64> = row.get(column)?;
    Ok(millis.map(Timestamp))
}

fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("a word is a JSON text");
    json.trim_matches('"').to_owned()
}

fn read_word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text: String = row.get(column)?;
    let word: StrDeserializer<'_, WordError> = text.as_str().into_deserializer();
    T::deserialize(word).map_err(|error| unreadable(column, error))
}

/// Reads the letters of a series.
pub(super) fn prefix(row: &Row<'_>, column: usize) -> Result<Prefix> {
    let text: String = row.get(column)?;
    Prefix::new(&text).map_err(|error| unreadable(column, error))
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}
