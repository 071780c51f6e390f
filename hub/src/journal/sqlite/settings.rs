//! The settings of SQLite by which a commit is durable and an erased text gone.

use super::super::JournalError;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};
use std::path::Path;

/// The settings that must hold, as the database itself says them.
const SETTINGS: [(&str, &str); 4] =
    [("journal_mode", "wal"), ("synchronous", "2"), ("secure_delete", "1"), ("foreign_keys", "1")];

/// Makes the settings and reads them back: SQLite leaves out in silence what it cannot do.
pub(super) fn settle(connection: &Connection, path: &Path) -> Result<(), JournalError> {
    let fault = |error| JournalError::from_sqlite(path, error);
    let set = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
               PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; \
               PRAGMA wal_autocheckpoint = 4000;";
    connection.execute_batch(set).map_err(fault)?;
    for (setting, wanted) in SETTINGS {
        let read = |row: &Row<'_>| {
            Ok(match row.get(0)? {
                Value::Integer(number) => number.to_string(),
                Value::Text(text) => text,
                other @ (Value::Null | Value::Real(_) | Value::Blob(_)) => format!("{other:?}"),
            })
        };
        let found = connection.pragma_query_value(None, setting, read).map_err(fault)?;
        if found != wanted {
            return Err(JournalError::NotDurable { path: path.to_owned(), setting, found });
        }
    }
    Ok(())
}
