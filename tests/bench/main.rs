//! `make bench`: what the hall costs and how fast it is, beside what this machine can do.
//!
//! Real release programs on loopback; the clients that load them run on the same cores. Bars are printed,
//! never asserted. The table goes to standard output, the same as JSON to target/bench/bench.json.

mod boards;
mod client;
mod display;
mod fill;
mod forecast;
mod hand;
mod hub;
mod limits;
mod load;
mod past;
mod pixels;
mod printer;
mod program;
mod programs;
mod report;
mod sample;
mod slow_flush;
mod touch;
mod voice;
mod windows;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use hub::SampleHall;
use report::Report;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tempfile::TempDir;

/// What the hall costs and how fast it is, beside what this machine can do
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Args {
    /// Measures one part alone; may be given several times
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The machine's own limits
    Limits,
    /// Numbers drawn by 1, 16 and 64 clients
    Load,
    /// From a call to 20 and 200 boards
    Boards,
    /// Who is called before whom, in a full hall
    Forecast,
    /// On top of past tickets, and the start after a year
    Past,
    /// Memory and idle processor
    Programs,
    /// From touches and keys to pixels and the printer
    Touch,
    /// From a call to the first sample
    Voice,
    /// Processor of a board with running text, flashes, a video
    Display,
}

const PARTS: [(Part, &str); 9] = [
    (Part::Limits, "limits"),
    (Part::Load, "load"),
    (Part::Boards, "boards"),
    (Part::Forecast, "forecast"),
    (Part::Past, "past"),
    (Part::Programs, "programs"),
    (Part::Touch, "touch"),
    (Part::Voice, "voice"),
    (Part::Display, "display"),
];

/// Where everything that is measured has its files.
pub struct Place {
    pub hall: SampleHall,
    /// A folder on the disk.
    pub disk: PathBuf,
    /// A folder in memory, where there is one.
    pub memory: Option<PathBuf>,
    _memory: Option<TempDir>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("bench failed: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Measures; tells whether everything could be measured.
fn run(args: &Args) -> Result<bool> {
    let target = std::env::current_exe().context("finding this program")?;
    let target = target.ancestors().nth(2).context("this program lies in no folder")?.to_owned();
    let place = Place::make(&target.join("bench"))?;
    for name in ["antrean-hub", "antrean-kiosk", "antrean-counter", "antrean-display"] {
        program::path(name)?;
    }
    let about = about();
    let word = |key: &str| about[key].as_str().unwrap_or_default();
    say(&format!("{}, {} cores, load {}", word("at"), about["cores"], word("load")));
    say(
        "The clients that load the hub run on the same cores; other work on this machine counts too.",
    );
    say("µs: what a command costs the hub in processor time, which no other work changes much.");
    let mut report = Report::default();
    report.head();
    for (part, name) in PARTS {
        if !args.only.is_empty() && !args.only.contains(&part) {
            continue;
        }
        if let Err(why) = measure(part, &place, &mut report) {
            report.fail(name, format!("{why:#}"));
        }
    }
    report.close();
    let path = place.disk.join("bench.json");
    report.write(&path, &about)?;
    say(&format!("The same as JSON: {}", path.display()));
    Ok(!report.has_failed())
}

fn measure(part: Part, place: &Place, report: &mut Report) -> Result<()> {
    match part {
        Part::Limits => {
            for row in limits::rows(&place.disk, place.memory.as_deref())? {
                report.add("limits", row);
            }
            Ok(())
        }
        Part::Load => load::run(place, report),
        Part::Boards => boards::run(place, report),
        Part::Forecast => forecast::run(place, report),
        Part::Past => past::run(place, report),
        Part::Programs => programs::run(place, report),
        Part::Touch => touch::run(place, report),
        Part::Voice => voice::run(place, report),
        Part::Display => display::run(place, report),
    }
}

impl Place {
    fn make(disk: &Path) -> Result<Self> {
        std::fs::create_dir_all(disk).with_context(|| format!("making {}", disk.display()))?;
        let memory = tempfile::Builder::new().prefix("antrean-bench").tempdir_in("/dev/shm").ok();
        Ok(Self {
            hall: SampleHall::write(disk)?,
            disk: disk.to_owned(),
            memory: memory.as_ref().map(|memory| memory.path().to_owned()),
            _memory: memory,
        })
    }
}

/// When, and on what.
fn about() -> serde_json::Value {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default().to_owned();
    let at = antrean_hub::clock::Ticks::read().wall.at(antrean_shared::time::UtcOffset(0));
    json!({ "cores": cores, "load": load, "at": at.format("%Y-%m-%d %H:%M UTC").to_string() })
}

/// Tells the person; a closed standard output stops nothing.
pub fn say(text: &str) {
    drop(writeln!(std::io::stdout(), "{text}"));
}
