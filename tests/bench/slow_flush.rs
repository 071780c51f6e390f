//! A slow disk for one program: a small library that is put before the system's own flushes, built here
//! with cc, and the tally that it keeps.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What a flush takes more than the disk itself.
pub const SLOWER: Duration = Duration::from_millis(20);
const SOURCE: &str = include_str!("slow_flush.c");

/// The library, and where it tallies.
pub struct SlowFlush {
    library: PathBuf,
    tally: PathBuf,
}

impl SlowFlush {
    /// Builds the library in a folder.
    pub fn build(folder: &Path) -> Result<Self> {
        let (source, library) = (folder.join("slow_flush.c"), folder.join("slow_flush.so"));
        std::fs::write(&source, SOURCE)?;
        let mut command = Command::new("cc");
        command.args(["-O2", "-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl");
        let output = command.output().context("a slow disk needs the C compiler cc")?;
        if !output.status.success() {
            bail!("cc does not build the slow disk: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(Self { library, tally: folder.join("flushes") })
    }

    /// Slows a program's flushes and begins a fresh tally.
    pub fn give(&self, command: &mut Command) -> Result<()> {
        std::fs::write(&self.tally, "")?;
        command.env("LD_PRELOAD", &self.library).env("FLUSHES", &self.tally);
        Ok(())
    }

    /// Commits so far. A checkpoint flushes the log once more than there are commits, and then the database.
    pub fn commits(&self) -> Result<usize> {
        let tally = std::fs::read(&self.tally)?;
        let of = |letter| tally.iter().filter(|mark| **mark == letter).count();
        Ok(of(b'w').saturating_sub(of(b'd')))
    }
}
