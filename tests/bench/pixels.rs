//! The pixels of a virtual screen, a few rows at a time, straight from the file that Xvfb draws into.

use antrean_tests::wait;
use anyhow::{Context, Result, bail, ensure};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often a change is looked for: the processor is shared with what is measured.
const LOOK_EVERY: Duration = Duration::from_micros(200);

pub struct Pixels {
    file: File,
    begin: u64,
    line: u64,
    height: u32,
}

impl Pixels {
    /// Opens an X window dump.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let word = |index: u64| -> Result<u64> {
            let mut bytes = [0; 4];
            file.read_exact_at(&mut bytes, index * 4)?;
            Ok(u64::from(u32::from_be_bytes(bytes)))
        };
        // Header size, height, bits a pixel, bytes a line, colors of 12 bytes each.
        let (header, height, bits, line, colors) =
            (word(0)?, word(5)?, word(11)?, word(12)?, word(19)?);
        ensure!(bits == 32, "the screen has {bits} bits a pixel");
        let height = u32::try_from(height)?;
        Ok(Self { file, begin: header + colors * 12, line, height })
    }

    /// Returns rows as they are now.
    pub fn rows(&self, rows: &[u32]) -> Result<Vec<u8>> {
        let line = usize::try_from(self.line)?;
        let mut bytes = vec![0; line * rows.len()];
        for (row, into) in rows.iter().zip(bytes.chunks_mut(line)) {
            ensure!(*row < self.height, "the screen has no row {row}");
            self.file.read_exact_at(into, self.begin + u64::from(*row) * self.line)?;
        }
        Ok(bytes)
    }

    /// Waits until any pixel of the rows is another than `before`, and returns when that was seen.
    pub fn change(&self, rows: &[u32], before: &[u8], within: Duration) -> Result<Instant> {
        let begun = wait::now();
        loop {
            let seen = self.rows(rows)?;
            let at = wait::now();
            if seen != before {
                return Ok(at);
            }
            if at.saturating_duration_since(begun) > within {
                bail!("nothing changed on the screen within {} s", within.as_secs());
            }
            wait::pass(LOOK_EVERY);
        }
    }
}
