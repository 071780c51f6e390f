//! What the machine itself can do, measured in the same minute as what stands beside it: one flush, one
//! commit of SQLite, one round trip over loopback.

use crate::report::Row;
use crate::sample::{Sample, ms};
use antrean_tests::wait;
use anyhow::{Context, Result};
use rusqlite::Connection;
use serde_json::json;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

const FLUSHES: usize = 200;
const COMMITS: usize = 300;
const ROUND_TRIPS: usize = 2_000;
const BLOCK: [u8; 4_096] = [7; 4_096];
const MESSAGE: [u8; 100] = [7; 100];

/// The limits of a folder's storage and of loopback.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Appending 4 KiB to a growing file, with fdatasync.
    pub flush: Duration,
    /// A row and its unique key in SQLite (WAL, synchronous=FULL).
    pub commit: Duration,
    /// 100 bytes there and back between two threads.
    pub round_trip: Duration,
}

impl Limits {
    pub fn measure(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            flush: flush(folder)?.p50(),
            commit: commit(folder)?.p50(),
            round_trip: round_trip()?.p50(),
        })
    }

    /// Commits a second, one after the other.
    pub fn commits_per_second(&self) -> f64 {
        1.0 / self.commit.as_secs_f64().max(1e-9)
    }
}

pub fn rows(disk: &Path, memory: Option<&Path>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, folder) in [("disk", Some(disk)), ("memory", memory)] {
        let Some(folder) = folder else { continue };
        let (flush, commit) = (flush(folder)?, commit(folder)?);
        rows.push(row(&format!("4 KiB append + fdatasync, {name}"), &flush));
        rows.push(row(&format!("SQLite commit of one row, {name}"), &commit));
    }
    rows.push(row("loopback round trip, 100 bytes", &round_trip()?));
    Ok(rows)
}

fn row(what: &str, sample: &Sample) -> Row {
    let (p50, p99) = (sample.p50(), sample.p99());
    Row {
        what: what.to_owned(),
        measured: format!("p50 {} p99 {}", ms(p50), ms(p99)),
        figures: json!({ "p50_us": p50.as_micros(), "p99_us": p99.as_micros() }),
        ..Row::default()
    }
}

fn flush(folder: &Path) -> Result<Sample> {
    let path = folder.join("flush");
    let mut file = File::create(&path).with_context(|| format!("making {}", path.display()))?;
    let sample: Result<Sample> = (0..FLUSHES)
        .map(|_| {
            let begun = wait::now();
            file.write_all(&BLOCK)?;
            file.sync_data()?;
            Ok(begun.elapsed())
        })
        .collect();
    std::fs::remove_file(&path)?;
    sample
}

fn commit(folder: &Path) -> Result<Sample> {
    let folder = tempfile::tempdir_in(folder)?;
    let database = Connection::open(folder.path().join("commit.db"))?;
    database.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         CREATE TABLE entry (seq INTEGER PRIMARY KEY, command TEXT NOT NULL UNIQUE, events TEXT NOT NULL)",
    )?;
    let events = "x".repeat(300);
    let mut insert = database.prepare("INSERT INTO entry (command, events) VALUES (?1, ?2)")?;
    (0..COMMITS)
        .map(|_| {
            let command = uuid::Uuid::now_v7().to_string();
            let begun = wait::now();
            insert.execute((command, &events))?;
            Ok(begun.elapsed())
        })
        .collect()
}

fn round_trip() -> Result<Sample> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let echo = std::thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        stream.set_nodelay(true)?;
        let mut message = MESSAGE;
        for _ in 0..ROUND_TRIPS {
            stream.read_exact(&mut message)?;
            stream.write_all(&message)?;
        }
        Ok(())
    });
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut message = MESSAGE;
    let sample: Result<Sample> = (0..ROUND_TRIPS)
        .map(|_| {
            let begun = wait::now();
            stream.write_all(&message)?;
            stream.read_exact(&mut message)?;
            Ok(begun.elapsed())
        })
        .collect();
    echo.join().map_err(|_| anyhow::anyhow!("the echo ended early"))??;
    sample
}
