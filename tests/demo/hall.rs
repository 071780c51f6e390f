//! The hall of the demo: a hub in training on the sample hall, its clock in opening hours, its HTTP API.

use antrean_tests::children::{self, Children};
use antrean_tests::process::Api;
use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::Receiver;
use std::time::Duration;

const SAMPLE: &str = include_str!("../../assets/halls/kota-batu.toml");
const READY_WITHIN: Duration = Duration::from_secs(30);
/// Days that are tried for one on which the hall is open.
const DAYS_MAX: u64 = 14;
/// The queue of the sample hall's first agency, and of the counter that is opened.
pub const QUEUE: &str = "a";
pub const COUNTER: &str = "1";
pub const ZONE: &str = "1";

pub struct Hall {
    pub address: String,
    /// Logs, settings and small files of the programs.
    pub work: PathBuf,
    /// Where the simulated printer puts its papers.
    pub papers: PathBuf,
    api: Api,
}

impl Hall {
    /// Starts the hub and moves its clock to a morning on which the hall is open.
    pub fn open(children: &Children, folder: &Path) -> Result<Self> {
        let (work, papers) = (folder.join("work"), folder.join("papers"));
        std::fs::create_dir_all(&work)?;
        let phones = free_address().context("finding a free port for the ticket pages")?;
        let file = work.join("hall.toml");
        std::fs::write(&file, of_the_demo(&phones))?;
        let mut command = Command::new(children::program("antrean-hub")?);
        command.arg("--training").arg("--hall").arg(&file);
        command.args(["--listen", "127.0.0.1:0", "--listen-phones", &phones]);
        let lines = children.start("antrean-hub", &mut command, &work)?;
        let log = work.join("antrean-hub.log");
        let address = said(&lines, "listening on http://", &log)?;
        said(&lines, "phones on http://", &log)?;
        let api = Api::new(&address);
        let hall = Self { address, work, papers, api };
        hall.open_doors()?;
        Ok(hall)
    }

    /// Makes a program find the hub and keep its files in the demo's folder.
    pub fn app(&self, name: &str) -> Result<Command> {
        let program = format!("antrean-{name}");
        let mut command = Command::new(children::program(&program)?);
        command.args(["--hub", &self.address, "--windowed", "--device", &format!("demo-{name}")]);
        command.arg("--state").arg(self.work.join(format!("state-{name}")));
        let settings = match name {
            "kiosk" => {
                let folder = toml::Value::from(self.papers.display().to_string());
                format!("[printer]\nkind = \"simulated\"\nfolder = {folder}\n")
            }
            "counter" => format!("counter = \"{COUNTER}\"\n"),
            _ => String::new(),
        };
        let file = self.work.join(format!("{name}.toml"));
        std::fs::write(&file, settings)?;
        command.arg("--config").arg(file);
        Ok(command)
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        let reply =
            self.api.get(path).with_context(|| format!("the hub does not answer GET {path}"))?;
        ensure!(reply.status == 200, "GET {path}: {} {}", reply.status, reply.body);
        Ok(reply.body)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let reply = self
            .api
            .post(path, body, None)
            .with_context(|| format!("the hub does not answer POST {path}"))?;
        ensure!((200..300).contains(&reply.status), "POST {path}: {} {}", reply.status, reply.body);
        Ok(reply.body)
    }

    pub fn counter(&self) -> Result<Value> {
        self.get(&format!("/counters/{COUNTER}"))
    }

    pub fn board(&self) -> Result<Value> {
        self.get(&format!("/board?zone={ZONE}"))
    }

    pub fn ticket(&self, id: &str) -> Result<Value> {
        Ok(self.get(&format!("/tickets/{id}"))?["ticket"].take())
    }

    /// Lets time pass at once.
    pub fn hurry(&self, seconds: u32) -> Result<()> {
        self.post("/training/clock", &json!({ "advance_seconds": seconds })).map(drop)
    }

    /// Returns the hall's time: `09.41`.
    pub fn time(&self) -> Result<String> {
        Ok(self.now()?.format("%H.%M").to_string())
    }

    pub fn now(&self) -> Result<DateTime<FixedOffset>> {
        let hall = self.get("/hall")?;
        let now = hall["now"].as_str().context("GET /hall has no now")?;
        DateTime::parse_from_rfc3339(now).with_context(|| format!("GET /hall says now is {now}"))
    }

    fn open_doors(&self) -> Result<()> {
        let now = self.now()?;
        let time = NaiveTime::from_hms_opt(9, 41, 0).expect("a time of day");
        let first = u64::from(now.time() >= time);
        for days in first..first + DAYS_MAX {
            let date =
                now.date_naive().checked_add_days(Days::new(days)).context("the end of time")?;
            let morning = date.and_time(time).and_local_timezone(*now.offset()).earliest();
            let morning = morning.context("no such time")?.to_rfc3339();
            self.post("/training/clock", &json!({ "now": morning }))?;
            let queues = self.get("/hall")?["queues"].take();
            let mut queues = queues.as_array().into_iter().flatten();
            if queues.any(|queue| queue["id"] == QUEUE && queue["open"] == true) {
                return Ok(());
            }
        }
        bail!("the sample hall is closed on {DAYS_MAX} days in a row; look at its hours")
    }
}

/// The sample hall, with a ticket page that this machine can open.
fn of_the_demo(phones: &str) -> String {
    let own = format!("phone_address = \"http://{phones}/t/\"");
    let line = |line: &str| match line {
        _ if line.starts_with("phone_address") => own.clone(),
        // The demo has one kiosk, so nobody is told to look after the others.
        "[kiosks.kiosk-2]" | "[kiosks.kiosk-3]" => format!("{line}\nactive = false"),
        _ => line.to_owned(),
    };
    SAMPLE.lines().map(|text| line(text) + "\n").collect()
}

fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

fn said(lines: &Receiver<String>, before: &str, log: &Path) -> Result<String> {
    let line = lines.recv_timeout(READY_WITHIN).unwrap_or_default();
    let address = line.strip_prefix(before);
    address
        .map(str::to_owned)
        .with_context(|| format!("the hub does not start; see {}", log.display()))
}
