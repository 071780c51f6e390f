//! What a console remembers between two starts: the counter, the officer's name, the
//! language, the size.
//!
//! Read by `main` and written by `runtime`; a convenience only. Whether this device still is the
//! counter's console is for the hub to say.

use antrean_shared::id::{CounterId, Officer};
use antrean_shared::keep::{self, StoreError};
use antrean_shared::ticket::Language;
use serde::{Deserialize, Serialize};
use std::path::Path;
use tracing::warn;

const FILE: &str = "console.json";
const BYTES_MAX: u64 = 16 * 1024;

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The counter that this device opened and has not closed.
    pub counter: Option<CounterId>,
    /// The counter that it opened last.
    pub counter_last: Option<CounterId>,
    /// The name typed last.
    pub officer: Option<Officer>,
    /// The language chosen last.
    pub language: Option<Language>,
    /// The console was folded to the strip.
    pub strip: bool,
}

impl Memory {
    /// Reads the file; one that cannot be read counts as none, since nothing in it is lost for good.
    pub fn load(folder: &Path) -> Self {
        match keep::read_json(&folder.join(FILE), BYTES_MAX) {
            Ok(memory) => memory.unwrap_or_default(),
            Err(error) => {
                warn!(%error, "starting without what was remembered");
                Self::default()
            }
        }
    }

    /// Replaces the file.
    pub fn store(&self, folder: &Path) -> Result<(), StoreError> {
        keep::replace_json(&folder.join(FILE), self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_remembered_comes_back_and_rubbish_does_not_stop_a_start() {
        let folder = std::env::temp_dir().join(format!("antrean-memory-{}", std::process::id()));
        keep::make_folder(&folder).unwrap();
        assert_eq!(Memory::load(&folder), Memory::default());
        let memory = Memory {
            counter: Some(CounterId::new("3").unwrap()),
            counter_last: Some(CounterId::new("3").unwrap()),
            officer: Some(Officer::new("Ratna W.").unwrap()),
            language: Some(Language::En),
            strip: true,
        };
        memory.store(&folder).unwrap();
        assert_eq!(Memory::load(&folder), memory);
        std::fs::write(folder.join(FILE), "{").unwrap();
        assert_eq!(Memory::load(&folder), Memory::default());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
