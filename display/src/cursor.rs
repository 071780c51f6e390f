//! How far this display has come, and what the hub may not know of it yet: the one small file that makes
//! a call flash once (contract.md 7).
//!
//! Read at start by the runtime, moved by announcer and controller, written by the keeper thread. It knows
//! numbers of calls and nothing else about them. Both stand in one file, so that a display that is killed
//! has either shown a call and will report it, or flashes it again.

use crate::reports::Unreported;
use antrean_shared::id::{JournalId, ZoneId};
use antrean_shared::keep::{self, StoreError};
use antrean_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file's name in the display's folder.
pub const CURSOR_FILE: &str = "cursor.json";
/// A few hundred bytes, or what a display without a hub has gathered.
const CURSOR_BYTES_MAX: u64 = 512 * 1024;

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

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// How far it is.
    #[serde(flatten)]
    pub cursor: Cursor,
    /// What the hub may not know yet of calls that were shown.
    #[serde(default)]
    pub untold_shown: Unreported,
    /// And of calls that were announced.
    #[serde(default)]
    pub untold_spoken: Unreported,
}

/// Reads the cursor; a display that never kept one has none.
pub fn load(folder: &Path) -> Result<Option<Kept>, StoreError> {
    keep::read_json(&folder.join(CURSOR_FILE), CURSOR_BYTES_MAX)
}

/// Writes the cursor whole or not at all.
pub fn save(folder: &Path, kept: &Kept) -> Result<(), StoreError> {
    keep::replace_json(&folder.join(CURSOR_FILE), kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::announcer::Handled;
    use crate::fixture::{self, Folder};
    use crate::reports::STRETCHES_MAX;
    use antrean_shared::command::CallOutcome;

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
        let old = serde_json::to_string(&cursor).unwrap();
        std::fs::write(folder.0.join(CURSOR_FILE), old).unwrap();
        let mut kept = load(&folder.0).unwrap().expect("a file of the release before");
        let none = Unreported::default();
        assert_eq!(kept, Kept { cursor, untold_shown: none.clone(), untold_spoken: none });
        let stretch = |n: u64| Handled {
            from: u64::MAX - n,
            to: u64::MAX,
            at: fixture::MORNING,
            outcome: CallOutcome::TooOld,
        };
        let worst = (0..STRETCHES_MAX as u64).map(stretch).collect();
        kept.untold_spoken.waiting = worst;
        kept.untold_shown = kept.untold_spoken.clone();
        save(&folder.0, &kept).unwrap();
        assert_eq!(load(&folder.0).unwrap(), Some(kept));
        std::fs::write(folder.0.join(CURSOR_FILE), "{\"journal\"").unwrap();
        assert!(load(&folder.0).is_err());
    }
}
