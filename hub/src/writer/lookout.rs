//! Watches the hall file while the hub runs, and hands a changed one to the writer.
//!
//! A thread of its own that looks every second: a file on a stick or a network share tells
//! nobody that it has changed. It knows nothing of what the change means.

use super::Job;
use crate::hall::file;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, SystemTime};

/// How often the file is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What tells that a file has changed, without reading it.
type Mark = Option<(SystemTime, u64)>;

/// Looks after a hall file until `end` says so, or is gone.
pub(super) struct Lookout {
    path: PathBuf,
    taken: Mark,
    jobs: SyncSender<Job>,
}

impl Lookout {
    /// Begins with the file as it is: whoever starts the hub has read it.
    pub(super) fn new(path: &Path, jobs: SyncSender<Job>) -> Self {
        Self { path: path.to_owned(), taken: mark(path), jobs }
    }

    /// Runs to the end.
    pub(super) fn run(mut self, end: &Receiver<()>) {
        let mut last = self.taken;
        while end.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
            let now = mark(&self.path);
            // A file that still changes is half written; one that is away is being replaced.
            let settled = now == last && now.is_some();
            last = now;
            if !settled || now == self.taken {
                continue;
            }
            self.taken = now;
            let found = file::load(&self.path).map(|(hall, text)| (Box::new(hall), text));
            if self.jobs.send(Job::HallFile(Box::new(found))).is_err() {
                return;
            }
        }
    }
}

fn mark(path: &Path) -> Mark {
    let changed = |data: Metadata| Some((data.modified().ok()?, data.len()));
    std::fs::metadata(path).ok().and_then(changed)
}
