//! Drawing numbers as fast as so many clients can, through the link and through HTTP: on the disk, on
//! memory-backed storage, and on a disk that takes 20 ms longer for a flush.

use crate::Place;
use crate::client::{HttpClient, LinkClient};
use crate::hub::{Hub, SampleHall};
use crate::limits::Limits;
use crate::program::own_processor;
use crate::report::{Report, Row};
use crate::sample::{Sample, ms};
use crate::slow_flush::{SLOWER, SlowFlush};
use antrean_shared::command::Command;
use antrean_shared::id::{KioskId, ServiceId, Token};
use antrean_shared::protocol::Role;
use antrean_shared::ticket::{Channel, Language};
use antrean_tests::wait;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const PART: &str = "load";
const CLIENTS: [usize; 3] = [1, 16, 64];
const WARM_UP: Duration = Duration::from_millis(400);
const MEASURED: Duration = Duration::from_millis(2_600);
/// The bars of issue 3.
const ONE_CLIENT_FLUSHES_MAX: f64 = 2.0;
const SIXTEEN_CLIENTS_MIN: f64 = 15_000.0;
const COMMANDS_A_COMMIT_MIN: f64 = 12.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wire {
    Link,
    Http,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Storage {
    Disk,
    Memory,
    SlowDisk,
}

impl Storage {
    fn name(self) -> &'static str {
        match self {
            Self::Disk => "disk",
            Self::Memory => "memory",
            Self::SlowDisk => "20 ms a flush",
        }
    }
}

/// What came of a load.
struct Outcome {
    sample: Sample,
    per_second: f64,
    /// Numbers drawn in all, the warm-up included.
    drawn: usize,
}

/// What a number cost besides time.
struct Cost {
    /// Commands that were committed together.
    per_commit: Option<f64>,
    /// Microseconds of processor, at the hub and at the clients.
    hub_us: f64,
    clients_us: f64,
}

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    for storage in [Storage::Disk, Storage::Memory, Storage::SlowDisk] {
        let folder = match storage {
            Storage::Disk | Storage::SlowDisk => place.disk.as_path(),
            Storage::Memory => match &place.memory {
                Some(memory) => memory.as_path(),
                None => {
                    report.fail(PART, "there is no /dev/shm: no memory-backed storage".to_owned());
                    continue;
                }
            },
        };
        let slow = match storage {
            Storage::Disk | Storage::Memory => None,
            Storage::SlowDisk => match SlowFlush::build(&place.disk) {
                Ok(slow) => Some(slow),
                Err(why) => {
                    report.fail(PART, format!("{why:#}"));
                    continue;
                }
            },
        };
        for wire in [Wire::Link, Wire::Http] {
            for clients in CLIENTS {
                let row = one(&place.hall, folder, (storage, wire, clients), slow.as_ref())?;
                report.add(PART, row);
            }
        }
    }
    Ok(())
}

fn one(
    hall: &SampleHall,
    folder: &Path,
    (storage, wire, clients): (Storage, Wire, usize),
    slow: Option<&SlowFlush>,
) -> Result<Row> {
    let limits = Limits::measure(folder)?;
    let data = tempfile::tempdir_in(folder)?;
    let hub = Hub::start(hall, data.path(), slow)?;
    let before = slow.map(SlowFlush::commits).transpose()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (of_hub, own) = (hub.program.processor()?, own_processor()?);
    let outcome = runtime.block_on(load(&hub.address, hall, wire, clients))?;
    let (of_hub, own) = (hub.program.processor()? - of_hub, own_processor()? - own);
    let commits = slow.map(SlowFlush::commits).transpose()?.zip(before);
    let each = |whole: f64| whole / outcome.drawn as f64;
    let cost = Cost {
        per_commit: commits.map(|(after, before)| 1.0 / each((after - before) as f64)),
        hub_us: each(of_hub.as_secs_f64() * 1e6),
        clients_us: each(own.as_secs_f64() * 1e6),
    };
    Ok(row((storage, wire, clients), &limits, &outcome, &cost))
}

fn row(
    (storage, wire, clients): (Storage, Wire, usize),
    limits: &Limits,
    outcome: &Outcome,
    cost: &Cost,
) -> Row {
    let (p50, p99) = (outcome.sample.p50(), outcome.sample.p99());
    let rate = outcome.per_second;
    let flush = if storage == Storage::SlowDisk { limits.flush + SLOWER } else { limits.flush };
    let flushes = p50.as_secs_f64() / flush.as_secs_f64();
    let through = match wire {
        Wire::Link => "link",
        Wire::Http => "HTTP",
    };
    let plural = if clients == 1 { "client" } else { "clients" };
    let (limit, ratio) = match (storage, clients) {
        (Storage::Disk, 1) => (format!("one flush {}", ms(flush)), flushes),
        (Storage::Disk | Storage::Memory, _) => {
            let commits = limits.commits_per_second();
            (format!("{commits:.0} SQLite commits/s"), rate / commits)
        }
        (Storage::SlowDisk, _) => (format!("one flush {}", ms(flush)), flushes),
    };
    let bar = match (storage, clients) {
        (Storage::Disk | Storage::SlowDisk, 1) => {
            Some(("p50 at most 2 flushes".to_owned(), flushes <= ONE_CLIENT_FLUSHES_MAX))
        }
        (Storage::Memory, 16) => {
            Some(("at least 15,000/s".to_owned(), rate >= SIXTEEN_CLIENTS_MIN))
        }
        (Storage::SlowDisk, 64) => cost
            .per_commit
            .map(|per| ("at least 12 a commit".to_owned(), per >= COMMANDS_A_COMMIT_MIN)),
        (Storage::Disk | Storage::Memory | Storage::SlowDisk, _) => None,
    };
    let together = cost.per_commit.map(|per| format!(", {per:.1} a commit")).unwrap_or_default();
    Row {
        what: format!("issue, {through}, {clients} {plural}, {}", storage.name()),
        measured: format!(
            "{rate:.0}/s p50 {} p99 {}, {:.0} µs{together}",
            ms(p50),
            ms(p99),
            cost.hub_us
        ),
        limit,
        ratio: Some(ratio),
        bar,
        figures: json!({
            "per_second": rate, "p50_us": p50.as_micros(), "p99_us": p99.as_micros(),
            "count": outcome.sample.count(), "commands_a_commit": cost.per_commit,
            "hub_processor_us": cost.hub_us, "clients_processor_us": cost.clients_us,
            "flush_us": flush.as_micros(), "commit_us": limits.commit.as_micros(),
            "round_trip_us": limits.round_trip.as_micros(),
        }),
    }
}

async fn load(address: &str, hall: &SampleHall, wire: Wire, clients: usize) -> Result<Outcome> {
    let mut visitors = Vec::new();
    for number in 0..clients {
        visitors.push(Visitor::connect(address, hall, wire, number).await?);
    }
    let warm = wait::now() + WARM_UP;
    let end = warm + MEASURED;
    let mut tasks = JoinSet::new();
    for visitor in visitors {
        tasks.spawn(visitor.draw(warm, end));
    }
    let (mut sample, mut drawn) = (Sample::default(), 0);
    while let Some(ended) = tasks.join_next().await {
        let (own, count) = ended.context("a client ended by a fault of its own")??;
        sample.extend(own);
        drawn += count;
    }
    let per_second = sample.count() as f64 / MEASURED.as_secs_f64();
    Ok(Outcome { sample, per_second, drawn })
}

/// Draws one number after the other.
struct Visitor {
    door: Door,
    services: Vec<ServiceId>,
    number: usize,
}

enum Door {
    Link(Box<LinkClient>),
    Http(HttpClient),
}

impl Visitor {
    async fn connect(address: &str, hall: &SampleHall, wire: Wire, number: usize) -> Result<Self> {
        let kiosks = &hall.hall.kiosk_order;
        let kiosk: &KioskId = &kiosks[number % kiosks.len()];
        let door = match wire {
            Wire::Link => {
                let role = Role::Kiosk { kiosk: kiosk.clone() };
                let device = format!("bench-{number}");
                Door::Link(Box::new(LinkClient::connect(address, &device, role).await?))
            }
            Wire::Http => Door::Http(HttpClient::connect(address).await?),
        };
        let offered = hall.services().iter().filter(|service| {
            hall.hall.offers(&hall.hall.kiosks[kiosk], &hall.hall.services[*service])
        });
        Ok(Self { door, services: offered.cloned().collect(), number })
    }

    async fn draw(mut self, warm: Instant, end: Instant) -> Result<(Sample, usize)> {
        let (mut sample, mut drawn) = (Sample::default(), 0);
        loop {
            let service = self.services[(self.number * 7 + drawn) % self.services.len()].clone();
            let begun = wait::now();
            match &mut self.door {
                Door::Link(link) => drop(link.ask(issue(service)).await?),
                Door::Http(http) => {
                    let body = format!(r#"{{"services":["{service}"]}}"#);
                    http.post("/api/v1/tickets", &body).await?;
                }
            }
            let ended = wait::now();
            drawn += 1;
            if ended >= end {
                return Ok((sample, drawn));
            }
            if ended >= warm {
                sample.add(ended - begun);
            }
        }
    }
}

/// A visitor at a kiosk.
pub fn issue(service: ServiceId) -> Command {
    Command::Issue {
        voucher: None,
        services: vec![service],
        language: Language::Id,
        channel: Channel::Kiosk,
        token: Token::from_bits(uuid::Uuid::new_v4().as_u128()),
        priority: None,
    }
}
