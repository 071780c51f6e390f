//! The loudspeaker's other end: takes what a display plays as fast as it comes, or holds it in the
//! middle of a sentence.
//!
//! A pipe: while nobody takes the samples, the display waits with its sentence as a sound card's queue
//! would make it.

use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// After so long without a sample nothing is left in the pipe.
const QUIET: Duration = Duration::from_millis(400);
const QUIET_WITHIN: Duration = Duration::from_secs(20);

/// A pipe that records.
pub struct Sink {
    pub path: PathBuf,
    shared: Arc<Shared>,
    reader: JoinHandle<()>,
}

struct Shared {
    /// After so many bytes no more are taken.
    most: AtomicUsize,
    ended: AtomicBool,
    bytes: AtomicUsize,
    heard: Mutex<Vec<u8>>,
}

/// No bound.
const ALL: usize = usize::MAX;

impl Sink {
    /// Lays the pipe and begins to listen.
    pub fn open(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        let made = wait::helper(Command::new("mkfifo").arg(&path))?;
        ensure!(made.status.success(), "mkfifo {} failed", path.display());
        // Open for writing too: the pipe never ends because a display does.
        let pipe = File::options().read(true).write(true).open(&path).context("the pipe")?;
        let shared = Arc::new(Shared {
            most: AtomicUsize::new(ALL),
            ended: AtomicBool::new(false),
            bytes: AtomicUsize::new(0),
            heard: Mutex::default(),
        });
        let listening = Arc::clone(&shared);
        let reader = std::thread::spawn(move || listen(pipe, &listening));
        Ok(Self { path, shared, reader })
    }

    /// Takes so many samples and then no more; what is being played stands still a moment later.
    pub fn take(&self, samples: usize) {
        let most = self.shared.bytes.load(Ordering::SeqCst) + samples * 4;
        self.shared.most.store(most, Ordering::SeqCst);
    }

    /// Waits until it has taken as many samples as it may: then the sentence stands still.
    pub fn await_full(&self) -> Result<()> {
        wait::until("a sentence is in the middle", QUIET_WITHIN, || {
            let most = self.shared.most.load(Ordering::SeqCst);
            Ok((self.shared.bytes.load(Ordering::SeqCst) >= most).then_some(()))
        })
    }

    /// Takes all samples again.
    pub fn go_on(&self) {
        self.shared.most.store(ALL, Ordering::SeqCst);
    }

    /// Returns how many samples have come once no more come.
    pub fn drained(&self) -> Result<usize> {
        let mut last = (self.shared.bytes.load(Ordering::SeqCst), wait::now());
        wait::until("the loudspeaker falls silent", QUIET_WITHIN, || {
            let now = self.shared.bytes.load(Ordering::SeqCst);
            if now != last.0 {
                last = (now, wait::now());
            }
            Ok((last.1.elapsed() >= QUIET).then_some(now / 4))
        })
    }

    /// Ends and returns everything that was heard.
    pub fn end(self) -> Result<Vec<u8>> {
        self.go_on();
        self.drained()?;
        self.shared.ended.store(true, Ordering::SeqCst);
        // The reader waits for a sample.
        File::options().write(true).open(&self.path)?.write_all(&[0; 4])?;
        let _ = self.reader.join(); // what it heard is there all the same
        let mut heard = self.shared.heard.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut *heard))
    }
}

fn listen(mut pipe: File, shared: &Shared) {
    let mut buffer = [0; 4096];
    while !shared.ended.load(Ordering::SeqCst) {
        if shared.bytes.load(Ordering::SeqCst) >= shared.most.load(Ordering::SeqCst) {
            wait::pass(Duration::from_millis(2));
            continue;
        }
        let Ok(count) = pipe.read(&mut buffer) else { return };
        let mut heard = shared.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend_from_slice(&buffer[..count]);
        shared.bytes.fetch_add(count, Ordering::SeqCst);
    }
}
