//! What the programs cost while nobody does anything: memory, and their share of a core.

use crate::Place;
use crate::program::Program;
use crate::report::{Report, Row};
use crate::windows::Windows;
use antrean_tests::wait;
use anyhow::Result;
use serde_json::json;
use std::time::Duration;

const PART: &str = "programs";
const IDLE_FOR: Duration = Duration::from_secs(40);
/// People waiting while the programs idle.
const VISITORS: usize = 40;
const IDLE_MAX: f64 = 0.3;
const HUB_MEMORY_MAX: f64 = 60.0;

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    let windows = Windows::open(place, None)?;
    windows.begin_work(place, VISITORS)?;
    windows.settle();
    let mut programs: Vec<(&str, &Program)> = vec![("hub", &windows.hub.program)];
    programs.extend(windows.apps().map(|app| (app.name, &app.program)));
    let costs =
        || programs.iter().map(|(_, program)| program.processor()).collect::<Result<Vec<_>>>();
    let (begun, before) = (wait::now(), costs()?);
    wait::pass(IDLE_FOR);
    let (over, after) = (begun.elapsed(), costs()?);
    for ((name, program), (before, after)) in programs.iter().zip(before.into_iter().zip(after)) {
        let share = (after - before).as_secs_f64() / over.as_secs_f64() * 100.0;
        let bar = (*name != "hub").then(|| ("under 0.3 % of a core".to_owned(), share < IDLE_MAX));
        report.add(
            PART,
            Row {
                what: format!("{name}, idle, {} s", IDLE_FOR.as_secs()),
                measured: format!("{share:.2} % of a core"),
                bar,
                figures: json!({ "percent": share }),
                ..Row::default()
            },
        );
        let what = format!("{name}, memory after that");
        report.add(PART, memory(&what, program, *name == "hub")?);
    }
    Ok(())
}

/// A line about a program's memory; the hub has a bar.
pub fn memory(what: &str, program: &Program, is_hub: bool) -> Result<Row> {
    let (now, most) = program.memory()?;
    Ok(Row {
        what: what.to_owned(),
        measured: format!("{now:.1} MB, at most {most:.1} MB"),
        bar: is_hub.then(|| ("under 60 MB".to_owned(), most < HUB_MEMORY_MAX)),
        figures: json!({ "mb": now, "most_mb": most }),
        ..Row::default()
    })
}
