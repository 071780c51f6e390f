//! One tracing set-up for all programs: standard error, and a file a day where a folder is given.
//!
//! Called first thing in each `main.rs`. Levels by RUST_LOG, else INFO. Logs are not the record:
//! the journal is, so a log that cannot be written stops nothing.

use rustix::time::{ClockId, clock_gettime};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Days of log files that are kept.
const LOG_FILES_MAX: usize = 14;
/// Bytes of log files that a program writes in a day; the rest of such a day is left out.
const LOG_BYTES_MAX: u64 = 64 * 1024 * 1024;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Starts logging for a program; a second start changes nothing.
pub fn start(program: &str, folder: Option<&Path>) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let stderr = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let (file, fault) = match folder.map(|folder| open(program, folder)) {
        Some(Ok(file)) => (Some(file), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let file = file.map(|file| tracing_subscriber::fmt::layer().with_ansi(false).with_writer(file));
    let registry = tracing_subscriber::registry().with(filter).with(stderr).with(file);
    if registry.try_init().is_err() {
        tracing::debug!("logging has been started before");
    }
    if let Some(error) = fault {
        tracing::warn!(%error, "no log file");
    }
}

fn open(program: &str, folder: &Path) -> Result<Bounded<RollingFileAppender>, InitError> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(program)
        .filename_suffix("log")
        .max_log_files(LOG_FILES_MAX)
        .build(folder)?;
    Ok(Bounded::new(file, LOG_BYTES_MAX))
}

/// Log files that cannot fill the disk. No thread stands in between: the last line before an abort
/// is the one that counts.
struct Bounded<W> {
    file: W,
    bytes_max: u64,
    written: AtomicU64,
    /// Begin of the span of a day over which is counted.
    since: AtomicI64,
}

impl<W> Bounded<W> {
    fn new(file: W, bytes_max: u64) -> Self {
        let since = AtomicI64::new(seconds());
        Self { file, bytes_max, written: AtomicU64::new(0), since }
    }

    fn has_room(&self, bytes: u64, now: i64) -> bool {
        if now - self.since.load(Ordering::Relaxed) >= DAY_SECONDS {
            self.since.store(now, Ordering::Relaxed);
            self.written.store(0, Ordering::Relaxed);
        }
        self.written.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) <= self.bytes_max
    }
}

fn seconds() -> i64 {
    clock_gettime(ClockId::Boottime).tv_sec
}

impl<'a, W: MakeWriter<'a> + 'a> MakeWriter<'a> for Bounded<W> {
    type Writer = BoundedWriter<'a, W>;

    fn make_writer(&'a self) -> Self::Writer {
        BoundedWriter { bounded: self, file: self.file.make_writer() }
    }
}

struct BoundedWriter<'a, W: MakeWriter<'a>> {
    bounded: &'a Bounded<W>,
    file: W::Writer,
}

impl<'a, W: MakeWriter<'a>> Write for BoundedWriter<'a, W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.bounded.has_room(line.len() as u64, seconds()) {
            self.file.write_all(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_ends_at_the_bound_and_the_next_day_has_room_again() {
        let bounded = Bounded::new(io::sink as fn() -> io::Sink, 100);
        let start = bounded.since.load(Ordering::Relaxed);
        assert!(bounded.has_room(60, start));
        assert!(!bounded.has_room(60, start + 1));
        assert!(!bounded.has_room(60, start + DAY_SECONDS - 1));
        assert!(bounded.has_room(60, start + DAY_SECONDS));
    }
}
