//! From the officer's call to the boards: how long until each of 20 or 200 has the view with the call.
//!
//! Measured from sending the command, so the commit is part of it. Twenty calls a second, each served
//! and completed in between, is far more than a hall of fifty counters does.

use crate::Place;
use crate::client::{LinkClient, view_seq};
use crate::hub::Hub;
use crate::limits::Limits;
use crate::programs::memory;
use crate::report::{Report, Row};
use crate::sample::{Sample, ms};
use antrean_hub::hall::Counter;
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, Officer, ZoneId};
use antrean_shared::limits::PING_EVERY_MS;
use antrean_shared::protocol::{ClientMessage, Role};
use antrean_tests::wait;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

const PART: &str = "boards";
const CALLS: usize = 160;
/// Call, serve, complete: three of these make twenty calls a second.
const STEP_EVERY: Duration = Duration::from_micros(16_667);
/// How long after the last call its view may still come.
const LAST_VIEW_WITHIN: Duration = Duration::from_millis(500);
/// Boards, and the bar of issue 3 for the slowest of a hundred views.
const BARS: [(usize, Duration); 2] =
    [(20, Duration::from_millis(10)), (200, Duration::from_millis(50))];

/// A call: when it was asked for, when it was answered, and the entry that holds it.
struct Call {
    asked: Instant,
    answered: Instant,
    seq: u64,
}

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    for (boards, bar) in BARS {
        let limits = Limits::measure(&place.disk)?;
        let data = tempfile::tempdir_in(&place.disk)?;
        let hub = Hub::start(&place.hall, data.path(), None)?;
        let counter = place.hall.hall.counters.values().find(|counter| !counter.queues.is_empty());
        let counter = counter.context("a hall without counters")?;
        let service = place.hall.service_at(&counter.id).context("a counter without services")?;
        for _ in 0..CALLS {
            hub.post("/tickets", &json!({ "services": [service] }))?;
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (answers, views) = runtime.block_on(measure(&hub.address, counter, boards))?;
        let (p50, p99) = (views.p50(), views.p99());
        let machine = limits.flush + limits.round_trip;
        let in_words = ms(bar);
        report.add(
            PART,
            Row {
                what: format!("call → {boards} boards have it"),
                measured: format!(
                    "p50 {} p99 {} (answer p50 {})",
                    ms(p50),
                    ms(p99),
                    ms(answers.p50())
                ),
                limit: format!("flush and round trip {}", ms(machine)),
                ratio: Some(p50.as_secs_f64() / machine.as_secs_f64()),
                bar: Some((format!("p99 at most {in_words}"), p99 <= bar)),
                figures: json!({
                    "boards": boards, "views": views.count(), "p50_us": p50.as_micros(),
                    "p99_us": p99.as_micros(), "answer_p50_us": answers.p50().as_micros(),
                    "answer_p99_us": answers.p99().as_micros(),
                }),
            },
        );
        report.add(PART, memory(&format!("hub, memory with {boards} boards"), &hub.program, true)?);
    }
    Ok(())
}

/// Returns how long answers and views took.
async fn measure(address: &str, counter: &Counter, boards: usize) -> Result<(Sample, Sample)> {
    let (stop, stopped) = watch::channel(false);
    let mut tasks = connect(address, &counter.zone, boards, &stopped).await?;
    let calls = call(address, &counter.id).await?;
    tokio::time::sleep(LAST_VIEW_WITHIN).await;
    stop.send_replace(true);
    let mut views = Sample::default();
    while let Some(ended) = tasks.join_next().await {
        let seen = ended.context("a board ended by a fault of its own")??;
        for call in &calls {
            let first = seen.partition_point(|(seq, _)| *seq < call.seq);
            let (_, at) = seen.get(first).context("a board never had a call")?;
            views.add(at.saturating_duration_since(call.asked));
        }
    }
    let answers = calls.iter().map(|call| call.answered - call.asked).collect();
    Ok((answers, views))
}

/// Boards of a zone that take every view until they are stopped.
async fn connect(
    address: &str,
    zone: &ZoneId,
    boards: usize,
    stopped: &watch::Receiver<bool>,
) -> Result<JoinSet<Result<Vec<(u64, Instant)>>>> {
    let mut tasks = JoinSet::new();
    for number in 0..boards {
        let role = Role::Display { zone: Some(zone.clone()) };
        let board = LinkClient::connect(address, &format!("board-{number}"), role).await?;
        tasks.spawn(watch_board(board, stopped.clone()));
    }
    Ok(tasks)
}

/// Boards that listen beside a measurement, on a thread of their own, for as long as this lives.
pub struct Beside {
    stop: watch::Sender<bool>,
    thread: JoinHandle<Result<()>>,
}

impl Beside {
    /// Returns once each of them is connected.
    pub fn open(address: &str, zone: &ZoneId, boards: usize) -> Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let (address, zone) = (address.to_owned(), zone.clone());
        let (ready, is_ready) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut tasks = connect(&address, &zone, boards, &stopped).await?;
                ready.send(()).context("nobody waits for the boards")?;
                while let Some(ended) = tasks.join_next().await {
                    ended.context("a board ended by a fault of its own")??;
                }
                Ok(())
            })
        });
        if is_ready.recv().is_ok() {
            return Ok(Self { stop, thread });
        }
        joined(thread)?;
        bail!("the boards ended before they listened")
    }

    /// An error, if one of them did not last.
    pub fn close(self) -> Result<()> {
        self.stop.send_replace(true);
        joined(self.thread)
    }
}

fn joined(thread: JoinHandle<Result<()>>) -> Result<()> {
    match thread.join() {
        Ok(ended) => ended,
        Err(_) => bail!("the boards ended by a fault of their own"),
    }
}

/// Opens a counter, and calls at its pace.
async fn call(address: &str, counter: &CounterId) -> Result<Vec<Call>> {
    let role = Role::Console { counter: Some(counter.clone()) };
    let mut desk = LinkClient::connect(address, "bench-console", role).await?;
    let officer = Officer::new("Ratna W.")?;
    desk.ask(Command::OpenCounter { counter: counter.clone(), officer }).await?;
    let mut pace = interval(STEP_EVERY);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut calls = Vec::new();
    for _ in 0..CALLS {
        pace.tick().await;
        let asked = wait::now();
        let seq = desk.ask(Command::CallNext { counter: counter.clone() }).await?;
        calls.push(Call { asked, answered: wait::now(), seq });
        pace.tick().await;
        desk.ask(Command::Serve { counter: counter.clone() }).await?;
        pace.tick().await;
        desk.ask(Command::Complete { counter: counter.clone(), outcome: None }).await?;
    }
    Ok(calls)
}

/// Notes how far each view goes and when it came, and shows that it lives.
async fn watch_board(
    mut board: LinkClient,
    mut stopped: watch::Receiver<bool>,
) -> Result<Vec<(u64, Instant)>> {
    let mut seen = Vec::new();
    let mut pings = interval(Duration::from_millis(PING_EVERY_MS));
    loop {
        tokio::select! {
            text = board.hear() => {
                let at = wait::now();
                seen.extend(view_seq(&text?).map(|seq| (seq, at)));
            }
            _ = pings.tick() => board.say(&ClientMessage::Ping { sent: 0 }).await?,
            // The sender says but one thing, and says it once.
            stop = stopped.changed() => {
                drop(stop);
                return Ok(seen);
            }
        }
    }
}
