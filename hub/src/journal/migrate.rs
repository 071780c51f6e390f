//! Brings a database to the newest schema, and refuses one that is not ours or is newer.
//!
//! `sqlite` calls it once, before anything else. A migration that was released is never edited: the
//! next change is the next file.

use super::{JournalError, rows};
use antrean_shared::id::{HallId, JournalId};
use rusqlite::{Connection, Row, TransactionBehavior};
use std::path::Path;
use uuid::Uuid;

/// "Antr", in the file's header: what `file` and a technician see.
const APPLICATION_ID: i32 = 0x416e_7472;

/// The migrations in order; `user_version` counts those that a database has.
const MIGRATIONS: [&str; 2] =
    [include_str!("schema/001_first.sql"), include_str!("schema/002_calls.sql")];

/// Checks whose database this is and applies the migrations that it lacks.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
) -> Result<(HallId, JournalId), JournalError> {
    let done = schema_of(connection, path)?;
    let fault = |error| JournalError::from_sqlite(path, error);
    if done < MIGRATIONS.len() {
        let behavior = TransactionBehavior::Immediate;
        let change = connection.transaction_with_behavior(behavior).map_err(fault)?;
        for migration in &MIGRATIONS[done..] {
            change.execute_batch(migration).map_err(fault)?;
        }
        if done == 0 {
            let ids = [Uuid::new_v4(), Uuid::new_v4()].map(rows::uuid_text);
            let insert = "INSERT INTO lineage (one, hall, journal) VALUES (1, ?1, ?2)";
            change.execute(insert, ids).map_err(fault)?;
        }
        change.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault)?;
        let schema = i64::try_from(MIGRATIONS.len()).expect("migrations are few");
        change.pragma_update(None, "user_version", schema).map_err(fault)?;
        change.commit().map_err(fault)?;
    }
    let ids = |row: &Row<'_>| Ok((HallId(rows::parsed(row, 0)?), JournalId(rows::parsed(row, 1)?)));
    connection.query_row("SELECT hall, journal FROM lineage", (), ids).map_err(fault)
}

/// Returns how many migrations the database has; none when it is new.
fn schema_of(connection: &Connection, path: &Path) -> Result<usize, JournalError> {
    let fault = |error| JournalError::from_sqlite(path, error);
    let number = |sql| connection.query_row(sql, (), |row| row.get::<_, i32>(0)).map_err(fault);
    let application = number("PRAGMA application_id")?;
    let schema = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if application == 0 && schema == 0 && tables == 0 {
        return Ok(0);
    }
    let foreign = || JournalError::Foreign { path: path.to_owned() };
    if application != APPLICATION_ID {
        return Err(foreign());
    }
    let schema = u32::try_from(schema).map_err(|_| foreign())?;
    match usize::try_from(schema) {
        Ok(0) => Err(foreign()),
        Ok(done) if done <= MIGRATIONS.len() => Ok(done),
        Ok(_) | Err(_) => Err(JournalError::Newer { path: path.to_owned(), schema }),
    }
}
