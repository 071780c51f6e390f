//! `antrean-hub simulate`: reads a hall file, simulates it, and prints what would happen.
//!
//! Knows files, a clock for its progress, and words; `simulate` knows none of them.

mod table;
#[cfg(test)]
mod tests;

use crate::clock::Ticks;
use crate::hall::fault::Faults;
use crate::hall::file;
use crate::simulate::change::{ChangeError, change};
use crate::simulate::{Plan, Run};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;
use thiserror::Error;

/// How long a run may take before it says how far it is, and between two such lines.
const PROGRESS_AFTER: Duration = Duration::from_secs(2);

/// What is asked for.
#[derive(Debug)]
pub struct Wish<'a> {
    /// The hall file.
    pub hall: &'a Path,
    /// Days on which the hall is open.
    pub days: u32,
    /// What chance starts from.
    pub seed: u64,
    /// Changes, in order: `KEY=VALUE`.
    pub set: &'a [String],
    /// JSON as api.md has it, instead of a table.
    pub json: bool,
}

/// Why nothing was simulated.
#[derive(Debug, Error)]
pub enum SimulateError {
    /// The hall file is not as it should be.
    #[error(transparent)]
    File(#[from] Faults),
    /// A change cannot be made.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The figures could not be written.
    #[error("hasil tidak dapat ditulis: {0}")]
    Write(#[from] io::Error),
}

impl SimulateError {
    /// Returns what the program ends with: 2 for a wrong argument, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Change(_) => 2,
            Self::File(_) | Self::Write(_) => 1,
        }
    }
}

/// Simulates and writes the figures to `out`, progress and remarks to `aside`.
pub fn run(
    wish: &Wish<'_>,
    out: &mut impl Write,
    aside: &mut impl Write,
) -> Result<(), SimulateError> {
    let (mut hall, file) = file::load_written(wish.hall)?;
    for given in wish.set {
        change(&mut hall, &file, given)?;
    }
    if wish.json && file.simulation.is_none() {
        writeln!(aside, "{}", table::DEFAULTS)?;
    }
    let plan = Plan::new(hall, &file, (wish.days, wish.seed));
    let simulated = watched(&plan, wish.days, aside);
    if wish.json {
        serde_json::to_writer_pretty(&mut *out, &simulated.report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        table::write(out, &plan, (&simulated, wish.set))?;
    }
    out.flush()?;
    Ok(())
}

/// Runs a plan and says how far it is, once that takes a while.
fn watched(plan: &Plan, days: u32, aside: &mut impl Write) -> Run {
    let mut told = Ticks::read().boot;
    plan.run(&mut |day| {
        let now = Ticks::read().boot;
        if now.saturating_sub(told) >= PROGRESS_AFTER && day < days {
            told = now;
            // Whoever does not read the progress still gets the figures.
            drop(writeln!(aside, "hari {day} dari {days}"));
        }
    })
}
