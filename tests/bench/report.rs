//! The table of the benchmark: a line for each thing measured, with the machine's limit and the bar
//! beside it. Bars are printed, never asserted: a busy machine is no fault of the hall.

use crate::say;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;

/// Widths of the columns.
const WIDTHS: [usize; 6] = [44, 62, 31, 6, 28, 6];

/// One line of the table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// What came out, in words.
    pub measured: String,
    /// What the machine itself can do, in words.
    pub limit: String,
    /// How many times the limit.
    pub ratio: Option<f64>,
    /// What should be, in words, and whether it is.
    pub bar: Option<(String, bool)>,
    /// The plain figures, for programs.
    pub figures: Value,
}

/// All lines so far.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<(&'static str, Row)>,
    failed: Vec<(&'static str, String)>,
}

impl Report {
    pub fn head(&self) {
        let head = ["what", "measured", "the machine's limit", "ratio", "bar", ""];
        say(&line(head.map(str::to_owned)));
        say(&"-".repeat(WIDTHS.iter().sum::<usize>() + 2 * WIDTHS.len()));
    }

    /// Takes a line, and shows it at once.
    pub fn add(&mut self, part: &'static str, row: Row) {
        let ratio = row.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let (bar, verdict) = match &row.bar {
            Some((bar, true)) => (bar.clone(), "holds".to_owned()),
            Some((bar, false)) => (bar.clone(), "MISSES".to_owned()),
            None => Default::default(),
        };
        say(&line([
            row.what.clone(),
            row.measured.clone(),
            row.limit.clone(),
            ratio,
            bar,
            verdict,
        ]));
        self.rows.push((part, row));
    }

    /// Says that a part could not be measured, or not all of it.
    pub fn fail(&mut self, part: &'static str, why: String) {
        say(&format!("{part}: could not be measured: {why}"));
        self.failed.push((part, why));
    }

    pub fn has_failed(&self) -> bool {
        !self.failed.is_empty()
    }

    /// Says how many bars hold, and names those that do not.
    pub fn close(&self) {
        let bars = || self.rows.iter().filter_map(|(_, row)| Some((row, row.bar.as_ref()?)));
        let missed: Vec<_> = bars().filter(|(_, (_, holds))| !holds).collect();
        say(&format!("{} bars, {} missed.", bars().count(), missed.len()));
        for (row, (bar, _)) in missed {
            say(&format!("missed: {}: {} (bar: {bar})", row.what, row.measured));
        }
        for (part, why) in &self.failed {
            say(&format!("not measured: {part}: {why}"));
        }
    }

    pub fn write(&self, path: &Path, about: &Value) -> Result<()> {
        let rows = self.rows.iter().map(|(part, row)| {
            let bar = row.bar.as_ref().map(|(bar, holds)| json!({ "bar": bar, "holds": holds }));
            json!({
                "part": part, "what": row.what, "measured": row.measured, "limit": row.limit,
                "ratio": row.ratio, "bar": bar, "figures": row.figures,
            })
        });
        let failed = self.failed.iter().map(|(part, why)| json!({ "part": part, "why": why }));
        let whole = json!({
            "about": about,
            "rows": rows.collect::<Vec<_>>(),
            "failed": failed.collect::<Vec<_>>(),
        });
        let text = serde_json::to_string_pretty(&whole).context("writing the report")?;
        std::fs::write(path, text + "\n").with_context(|| format!("writing {}", path.display()))
    }
}

fn line(cells: [String; 6]) -> String {
    let cells = cells.iter().zip(WIDTHS).map(|(cell, width)| format!("{cell:<width$}"));
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}
