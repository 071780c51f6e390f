//! What a long past costs: drawing and calling on top of 0, ten thousand and a million tickets of past
//! days, and starting after a year of days.
//!
//! The three hubs take turns, so that what else the machine does meets them alike.

use crate::Place;
use crate::client::LinkClient;
use crate::fill::{Past, fill};
use crate::hub::{Hub, SampleHall};
use crate::limits::Limits;
use crate::load::issue;
use crate::programs::memory;
use crate::report::{Report, Row};
use crate::sample::{Sample, ms};
use crate::say;
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, Officer};
use antrean_shared::protocol::Role;
use antrean_tests::wait;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

const PART: &str = "past";
/// Rounds in which each hub has its turn, and what it does in one.
const ROUNDS: usize = 9;
const ISSUES: usize = 250;
const CALLS: usize = 80;
/// Nobody measures the first of these.
const WARM_UP: usize = 1;
const SLOWER_MAX: f64 = 1.10;
const START_MAX: Duration = Duration::from_secs(1);
/// Memory that has to be free before a million tickets are put there.
const MEMORY_NEEDED: u64 = 6_000_000;
/// A year of days on which a large hall is full.
const YEAR: Past = Past { days: 365, tickets_a_day: 2_740 };
const PASTS: [(&str, Past); 3] = [
    ("0", Past { days: 0, tickets_a_day: 0 }),
    ("10 thousand", Past { days: 10, tickets_a_day: 1_000 }),
    ("1 million", YEAR),
];

/// A hub with a past, and what was measured at it, round by round.
struct Old {
    name: &'static str,
    hub: Hub,
    /// Its journal; it goes with this.
    _data: TempDir,
    issues: Vec<Sample>,
    calls: Vec<Sample>,
}

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    let roomy = free_memory().is_some_and(|kib| kib >= MEMORY_NEEDED);
    let folder = place.memory.as_deref().filter(|_| roomy).unwrap_or(&place.disk);
    let storage = if folder == place.disk { "disk" } else { "memory" };
    let limits = Limits::measure(folder)?;
    let mut olds = Vec::new();
    for (name, past) in PASTS {
        olds.push(open(place, report, folder, (name, past))?);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(&place.hall, &mut olds))?;
    let bases = [typical(&olds[0].issues), typical(&olds[0].calls)];
    for old in &olds {
        let pairs = [("issue", &old.issues, bases[0]), ("call", &old.calls, bases[1])];
        for (what, rounds, base) in pairs {
            let p50 = typical(rounds);
            let ratio = p50.as_secs_f64() / base.as_secs_f64();
            let tail: Sample = rounds.iter().map(Sample::p99).collect();
            let of_none = (old.name != PASTS[0].0)
                .then(|| ("at most 10 % slower than on 0".to_owned(), ratio <= SLOWER_MAX));
            report.add(
                PART,
                Row {
                    what: format!("{what} on top of {} past tickets, {storage}", old.name),
                    measured: format!("p50 {} p99 {}", ms(p50), ms(tail.p50())),
                    limit: format!("SQLite commit {}", ms(limits.commit)),
                    ratio: Some(p50.as_secs_f64() / limits.commit.as_secs_f64()),
                    bar: of_none,
                    figures: json!({
                        "p50_us": p50.as_micros(), "p99_us": tail.p50().as_micros(),
                        "to_none": ratio, "rounds": rounds.len(),
                    }),
                },
            );
        }
    }
    if let Some(oldest) = olds.last() {
        let what = format!("hub, memory on top of {} past tickets", oldest.name);
        report.add(PART, memory(&what, &oldest.hub.program, true)?);
    }
    Ok(())
}

/// Fills a journal and starts a hub on it; after a year of days that start is measured, twice.
fn open(
    place: &Place,
    report: &mut Report,
    folder: &Path,
    (name, past): (&'static str, Past),
) -> Result<Old> {
    let data = tempfile::tempdir_in(folder)?;
    let begun = wait::now();
    if past.days > 0 {
        fill(data.path(), &place.hall, past).with_context(|| format!("filling {name}"))?;
    }
    let mut hub = Hub::start(&place.hall, data.path(), None)?;
    if past.days == YEAR.days {
        let entries = u64::from(past.tickets_a_day) * past.days * 3;
        say(&format!(
            "  ({name} tickets, {entries} entries written in {:.0} s)",
            begun.elapsed().as_secs_f64()
        ));
        // The first start turns the day; the second one replays today.
        let first = hub.ready_in;
        drop(hub);
        hub = Hub::start(&place.hall, data.path(), None)?;
        let slowest = first.max(hub.ready_in);
        report.add(
            PART,
            Row {
                what: "start after a year of days".to_owned(),
                measured: format!("{}, again {}", ms(first), ms(hub.ready_in)),
                bar: Some(("under 1 s".to_owned(), slowest < START_MAX)),
                figures: json!({
                    "first_ms": first.as_millis(), "again_ms": hub.ready_in.as_millis(),
                    "days": past.days, "tickets_a_day": past.tickets_a_day,
                }),
                ..Row::default()
            },
        );
    }
    Ok(Old { name, hub, _data: data, issues: Vec::new(), calls: Vec::new() })
}

async fn measure(hall: &SampleHall, olds: &mut [Old]) -> Result<()> {
    let counter = hall.hall.counters.values().find(|counter| !counter.queues.is_empty());
    let counter = counter.context("a hall without counters")?.id.clone();
    let mut desks = Vec::new();
    for old in olds.iter() {
        let role = Role::Console { counter: Some(counter.clone()) };
        let mut desk = LinkClient::connect(&old.hub.address, "bench-console", role).await?;
        let officer = Officer::new("Ratna W.")?;
        desk.ask(Command::OpenCounter { counter: counter.clone(), officer }).await?;
        desks.push(desk);
    }
    for round in 0..ROUNDS + WARM_UP {
        for (old, desk) in olds.iter_mut().zip(&mut desks) {
            let (issues, calls) = turn(hall, desk, &counter).await?;
            if round >= WARM_UP {
                old.issues.push(issues);
                old.calls.push(calls);
            }
        }
    }
    Ok(())
}

/// One hub's turn: numbers are drawn, then visitors called, served and completed.
async fn turn(
    hall: &SampleHall,
    desk: &mut LinkClient,
    counter: &CounterId,
) -> Result<(Sample, Sample)> {
    let service = hall.service_at(counter).context("a counter without services")?;
    let (mut issues, mut calls) = (Sample::default(), Sample::default());
    for _ in 0..ISSUES {
        let begun = wait::now();
        desk.ask(issue(service.clone())).await?;
        issues.add(begun.elapsed());
    }
    for _ in 0..CALLS {
        let counter = counter.clone();
        let begun = wait::now();
        desk.ask(Command::CallNext { counter: counter.clone() }).await?;
        calls.add(begun.elapsed());
        desk.ask(Command::Serve { counter: counter.clone() }).await?;
        desk.ask(Command::Complete { counter, outcome: None }).await?;
    }
    Ok((issues, calls))
}

/// Returns the middle one of the rounds' middles: a disturbed round does not count.
fn typical(rounds: &[Sample]) -> Duration {
    rounds.iter().map(Sample::p50).collect::<Sample>().p50()
}

/// Returns how much memory is free for use, in KiB.
fn free_memory() -> Option<u64> {
    let info = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.split_whitespace().next()?.parse().ok()
}
