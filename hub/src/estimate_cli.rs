//! `antrean-hub estimate`: learns from one file of waits and estimates the cases of another.
//!
//! It replays what the hub would have known at each case, from that row and the earlier ones of
//! the same queue and day, and asks the same `Model`. Reads files; prints CSV.

mod replay;
mod table;

use crate::estimate::{Case, Model};
use crate::hall::fault::Faults;
use antrean_shared::time::ServiceDay;
use replay::situations;
use std::io::Write;
use std::path::Path;
use thiserror::Error;

/// Why there are no estimates.
#[derive(Debug, Error)]
pub enum EstimateError {
    /// A file is not as it should be.
    #[error(transparent)]
    File(#[from] Faults),
    /// The estimates could not be written.
    #[error("perkiraan tidak dapat ditulis: {0}")]
    Write(#[from] csv::Error),
}

/// Learns from the waits of `fit` and writes an estimate for each row of `cases`, in its order.
pub fn run(fit: &Path, cases: &Path, out: impl Write) -> Result<(), EstimateError> {
    let model = Model::fit(&waits(fit)?);
    let rows = table::read(cases, table::Kind::Cases)?;
    let mut out = csv::Writer::from_writer(out);
    out.write_record(["queue_id", "date", "minute", "predicted", "low", "high"])?;
    for (row, situation) in rows.iter().zip(situations(&rows)) {
        let (predicted, low, high) = match model.estimate(&situation) {
            Ok(told) => (
                format!("{:.2}", told.likely_minutes),
                format!("{:.2}", told.low_minutes),
                format!("{:.2}", told.high_minutes),
            ),
            Err(_) => Default::default(),
        };
        let date = row.date.to_string();
        let minute = row.minute.to_string();
        out.write_record([&row.queue, &date, &minute, &predicted, &low, &high])?;
    }
    out.flush().map_err(csv::Error::from)?;
    Ok(())
}

fn waits(path: &Path) -> Result<Vec<Case>, Faults> {
    let mut rows = table::read(path, table::Kind::Waits)?;
    rows.sort_by(|a, b| {
        (a.date, &a.queue).cmp(&(b.date, &b.queue)).then(a.minute.total_cmp(&b.minute))
    });
    let waited = replay::waited(&rows);
    let known = situations(&rows).into_iter().zip(waited).zip(&rows);
    Ok(known
        .map(|((situation, waited), row)| Case { day: ServiceDay(row.date), situation, waited })
        .collect())
}

#[cfg(test)]
mod tests;
