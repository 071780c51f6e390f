//! What one append writes, table by table.

use super::super::mention::Mentions;
use super::super::{Batch, Entry, Head, PrivateChange, hash, rows};
use crate::event::Field;
use antrean_shared::id::CommandId;
use antrean_shared::time::Timestamp;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Writes everything of a batch; returns the new head and whether a text was erased.
pub(super) fn batch(
    change: &Connection,
    expect: Head,
    batch: &Batch,
) -> rusqlite::Result<(Head, bool)> {
    let (links, head) = hash::chain(expect, &batch.entries);
    let mut insert = change.prepare_cached(rows::INSERT_ENTRY)?;
    for (entry, link) in batch.entries.iter().zip(&links) {
        rows::insert_entry(&mut insert, entry, link)?;
        mentions(change, entry)?;
    }
    answers(change, batch)?;
    let mut erased = false;
    for private in &batch.privates {
        erased |= private_text(change, private)?;
    }
    let mut upsert = change.prepare_cached(rows::UPSERT_TICKET)?;
    for ticket in &batch.tickets {
        rows::upsert_ticket(&mut upsert, ticket)?;
    }
    for wait in &batch.waits {
        let row = (wait.service_day.to_string(), rows::uuid_text(wait.ticket.0), &wait.case);
        change.prepare_cached(rows::INSERT_WAIT)?.execute(row)?;
    }
    for count in &batch.classes {
        let class = count.class.as_ref().map_or("", |class| class.as_str());
        let row = (count.service_day.to_string(), class, count.by);
        change.prepare_cached(rows::COUNT_CLASS)?.execute(row)?;
    }
    if let Some((revision, text)) = &batch.hall {
        let sql = "INSERT INTO hall (revision, text) VALUES (?1, ?2)";
        change.prepare_cached(sql)?.execute((rows::integer(*revision), text))?;
    }
    Ok((head, erased))
}

fn mentions(change: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let Mentions { made, reported } = Mentions::of(&entry.events);
    let seq = rows::integer(entry.seq);
    for (ticket, (zone, call)) in made {
        let row = (rows::uuid_text(ticket.0), zone.as_str(), rows::integer(call), seq);
        change.prepare_cached(rows::INSERT_CALL)?.execute(row)?;
    }
    for (zone, call) in reported {
        let row = (zone.as_str(), rows::integer(call), seq);
        change.prepare_cached(rows::INSERT_CALL_REPORT)?.execute(row)?;
    }
    Ok(())
}

fn answers(change: &Connection, batch: &Batch) -> rusqlite::Result<()> {
    let times: BTreeMap<CommandId, Timestamp> =
        batch.entries.iter().map(|entry| (entry.command, entry.at)).collect();
    let mut insert = change.prepare_cached(rows::INSERT_ANSWER)?;
    for answer in &batch.answers {
        let at = times.get(&answer.command).expect("an answer belongs to an entry of its batch");
        rows::insert_answer(&mut insert, answer, *at)?;
    }
    Ok(())
}

/// Returns whether a text that stood there is gone.
fn private_text(change: &Connection, private: &PrivateChange) -> rusqlite::Result<bool> {
    match private {
        PrivateChange::Keep { ticket, field, salt, text } => {
            let (ticket, field) = (rows::uuid_text(ticket.0), field.name());
            let delete = "DELETE FROM private WHERE ticket = ?1 AND field = ?2";
            let gone = change.prepare_cached(delete)?.execute((&ticket, field))?;
            let insert = "INSERT INTO private (ticket, field, salt, text) VALUES (?1, ?2, ?3, ?4)";
            change.prepare_cached(insert)?.execute((&ticket, field, salt, text))?;
            Ok(gone > 0)
        }
        PrivateChange::Erase { ticket, field } => {
            let delete = "DELETE FROM private WHERE ticket = ?1 AND field = ifnull(?2, field)";
            let which = (rows::uuid_text(ticket.0), field.map(Field::name));
            Ok(change.prepare_cached(delete)?.execute(which)? > 0)
        }
    }
}
