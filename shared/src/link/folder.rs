//! The small files of a link: names, address, and where outbox and `seen` stand.
//!
//! Opened by `start`, before the task runs. One link at a time works in a folder.

use super::outbox::Outbox;
use super::seen::Lineage;
use crate::catalogue::Catalogue;
use crate::keep::{self, StoreError};
use crate::limits::HUB_MESSAGE_BYTES_MAX;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ADDRESS_FILE: &str = "address";
const ADDRESS_BYTES_MAX: u64 = 300;
const CATALOGUE_FILE: &str = "catalogue.json";
/// Names are written back with every field that this version knows; more than doubled they never are.
const CATALOGUE_BYTES_MAX: u64 = 2 * HUB_MESSAGE_BYTES_MAX as u64;

/// What was found at start.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) folder: Folder,
    pub(super) catalogue: Option<Arc<Catalogue>>,
    pub(super) outbox: Outbox,
    pub(super) lineage: Lineage,
}

impl Stored {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        keep::make_folder(path)?;
        let lock = keep::lock(&path.join("link.lock"))?;
        let names = keep::read_json(&path.join(CATALOGUE_FILE), CATALOGUE_BYTES_MAX);
        let catalogue = names.unwrap_or_else(|error| {
            tracing::warn!(%error, "no names until the hub sends them");
            None
        });
        Ok(Self {
            catalogue: catalogue.map(Arc::new),
            outbox: Outbox::open(path.join("outbox.jsonl"))?,
            lineage: Lineage::open(path.join("seen.json"))?,
            folder: Folder { path: path.to_owned(), address: last_address(path), _lock: lock },
        })
    }
}

/// The folder while the link runs.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    address: Option<String>,
    _lock: File,
}

impl Folder {
    /// Keeps the address of a hub that answers.
    pub(super) fn keep_address(&mut self, hub: &str) {
        if self.address.as_deref() == Some(hub) {
            return;
        }
        match keep::replace(&self.path.join(ADDRESS_FILE), hub.as_bytes()) {
            Ok(()) => self.address = Some(hub.to_owned()),
            Err(error) => tracing::warn!(%error, "the hub's address could not be kept"),
        }
    }

    /// Keeps the names of the hall.
    pub(super) fn keep_catalogue(&self, catalogue: &Catalogue) {
        if let Err(error) = keep::replace_json(&self.path.join(CATALOGUE_FILE), catalogue) {
            tracing::error!(%error, "the names could not be kept");
        }
    }
}

/// Returns the address that was kept last.
pub(super) fn last_address(path: &Path) -> Option<String> {
    let bytes = keep::read(&path.join(ADDRESS_FILE), ADDRESS_BYTES_MAX).ok().flatten()?;
    let address = String::from_utf8(bytes).ok()?.trim().to_owned();
    (!address.is_empty()).then_some(address)
}
