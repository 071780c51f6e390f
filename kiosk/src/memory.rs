//! The file that keeps what the hub told last, so that a kiosk that starts alone knows what is closed.
//!
//! Written by `runtime` whenever the controller says so, whole or not at all; read once, at start.

use antrean_shared::keep::{self, StoreError};
use antrean_shared::view::KioskView;
use std::path::{Path, PathBuf};

/// More than any hall's view.
const BYTES_MAX: u64 = 256 * 1024;

fn path(folder: &Path) -> PathBuf {
    folder.join("hub-view.json")
}

/// Replaces what was kept.
pub fn keep(folder: &Path, view: &KioskView) -> Result<(), StoreError> {
    keep::replace_json(&path(folder), view)
}

/// Returns what was kept; a file that cannot be understood counts as none.
pub fn read(folder: &Path) -> Option<KioskView> {
    keep::read_json(&path(folder), BYTES_MAX).unwrap_or_else(|error| {
        tracing::warn!(%error, "what the hub told last is not known");
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn the_newest_is_read_back_and_a_broken_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert_eq!(read(folder), None);
        let (old, new) = (fixture::view(vec![]), fixture::view_of(&fixture::two_queues(), vec![]));
        keep(folder, &old).unwrap();
        keep(folder, &new).unwrap();
        assert_eq!(read(folder), Some(new));
        std::fs::write(path(folder), "{\"queues\":[").unwrap();
        assert_eq!(read(folder), None);
    }

    #[test]
    fn a_write_that_was_cut_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        keep(folder, &fixture::view(vec![])).unwrap();
        std::fs::write(path(folder).with_file_name("hub-view.json.new"), "{\"que").unwrap();
        assert_eq!(read(folder), Some(fixture::view(vec![])));
    }
}
