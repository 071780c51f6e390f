//! How far this display has come: the one small file that makes a call flash once (contract.md 7).
//!
//! Read at start by the runtime, moved by the announcer, written by the keeper thread. It knows
//! numbers of calls and nothing else about them.

use antrean_shared::id::{JournalId, ZoneId};
use antrean_shared::keep::{self, StoreError};
use antrean_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file's name in the display's folder.
pub const CURSOR_FILE: &str = "cursor.json";
const CURSOR_BYTES_MAX: u64 = 4096;

/// Whose calls are counted: numbers of another journal, epoch or zone mean nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The journal.
    pub journal: JournalId,
    /// Its epoch.
    pub epoch: u64,
    /// The zone.
    pub zone: ZoneId,
}

/// How far a display has come in a series of calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Which series.
    #[serde(flatten)]
    pub series: Series,
    /// The highest call that was flashed or needs no flash.
    pub shown: u64,
    /// The call whose announcement has begun and not ended.
    pub speaking: Option<u64>,
    /// The highest call that was announced to the end or need not be.
    pub spoken: u64,
    /// Texts for everybody that were put up until then have been announced or need not be.
    #[serde(default)]
    pub announced: Option<Timestamp>,
}

/// Reads the cursor; a display that never kept one has none.
pub fn load(folder: &Path) -> Result<Option<Cursor>, StoreError> {
    keep::read_json(&folder.join(CURSOR_FILE), CURSOR_BYTES_MAX)
}

/// Writes the cursor whole or not at all.
pub fn save(folder: &Path, cursor: &Cursor) -> Result<(), StoreError> {
    keep::replace_json(&folder.join(CURSOR_FILE), cursor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{self, Folder};

    #[test]
    fn a_cursor_survives_its_file_and_a_torn_file_is_a_fault() {
        let folder = Folder::new();
        assert_eq!(load(&folder.0).unwrap(), None);
        let series = Series { journal: fixture::journal(7), epoch: 2, zone: fixture::zone() };
        let cursor = Cursor {
            series,
            shown: 12,
            speaking: Some(12),
            spoken: 11,
            announced: Some(fixture::MORNING),
        };
        save(&folder.0, &cursor).unwrap();
        assert_eq!(load(&folder.0).unwrap(), Some(cursor));
        std::fs::write(folder.0.join(CURSOR_FILE), "{\"journal\"").unwrap();
        assert!(load(&folder.0).is_err());
    }
}
