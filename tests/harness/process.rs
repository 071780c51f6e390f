//! Real programs as child processes on loopback, each with a folder of its own.
//!
//! A missing or stale program is said in words: `make test` builds the programs first.

use crate::children;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a program may take to say that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(20);

/// Returns the path of a program of this workspace.
pub fn program(name: &str) -> PathBuf {
    children::program(name).unwrap_or_else(|error| panic!("{error:#}"))
}

/// Returns the sample hall with hours in which it is open now, wherever the sun stands.
pub fn open_hall() -> String {
    use chrono::Timelike;
    let sample = include_str!("../../assets/halls/kota-batu.toml");
    let hour = i64::from(clock().hour());
    let ahead = 12 - hour;
    // Etc/GMT-5 is five hours ahead of UTC: the sign of these names is turned round.
    let zone = if ahead >= 0 { format!("Etc/GMT-{ahead}") } else { format!("Etc/GMT+{}", -ahead) };
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours: String = week.iter().map(|day| format!("{day} = [\"01:00-23:00\"]\n")).collect();
    let mut text = String::new();
    let mut in_hours = false;
    let mut in_calendar = false;
    for line in sample.lines() {
        if line.starts_with('[') {
            in_hours = line.starts_with("[hours.");
            let special = ["[holidays", "[seasons.", "[exceptions."];
            in_calendar = special.iter().any(|part| line.starts_with(part));
        }
        let is_day = in_hours && week.iter().any(|day| line.starts_with(day));
        match line {
            _ if is_day || in_calendar => {}
            line if line.starts_with("[hours.") => text.extend([line, "\n", &hours]),
            line if line.starts_with("time_zone") => text.extend(["time_zone = \"", &zone, "\"\n"]),
            line if line.starts_with("draw_from") => text.push_str("draw_from = \"00:30\"\n"),
            line if line.starts_with("last_ticket ") || line.starts_with("quota") => {}
            line => text.extend([line, "\n"]),
        }
    }
    text
}

#[expect(clippy::disallowed_methods, reason = "a real hub runs on the real clock")]
fn clock() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}

/// A hub as a process.
pub struct HubProcess {
    child: Child,
    /// Where machines connect: `127.0.0.1:PORT`.
    pub address: String,
    /// Where phones connect.
    pub phones: String,
}

impl HubProcess {
    /// Starts a hub on a hall file and a data folder; none: training.
    pub fn start(hall: &Path, data: Option<&Path>, listen: &str) -> Self {
        Self::start_in((hall, data), listen, &[])
    }

    /// Starts a hub like `start`, with more in its environment.
    pub fn start_in(
        (hall, data): (&Path, Option<&Path>),
        listen: &str,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = Command::new(program("antrean-hub"));
        command.arg("--hall").arg(hall).args([
            "--listen",
            listen,
            "--listen-phones",
            "127.0.0.1:0",
        ]);
        match data {
            Some(folder) => command.arg("--data").arg(folder),
            None => command.arg("--training"),
        };
        let mut child = command
            .env("RUST_LOG", "error")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("the hub does not start: {error}"));
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut next = |before: &str| {
            let line = lines.next().and_then(Result::ok).unwrap_or_default();
            let address =
                line.strip_prefix(before).unwrap_or_else(|| panic!("the hub said {line:?}"));
            address.trim_start_matches("http://").to_owned()
        };
        let address = next("listening on ");
        let phones = next("phones on ");
        Self { child, address, phones }
    }

    /// Ends the process as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("the hub runs");
        self.child.wait().expect("the hub runs");
    }
}

impl Drop for HubProcess {
    fn drop(&mut self) {
        // Already gone is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A caller of the HTTP API.
#[derive(Clone)]
pub struct Api {
    agent: ureq::Agent,
    base: String,
}

/// An answer of the HTTP API.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body, null if there was none.
    pub body: Value,
}

impl Api {
    /// Talks to the hub at an address.
    pub fn new(address: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(READY_WITHIN));
        Self { agent: config.build().into(), base: format!("http://{address}/api/v1") }
    }

    /// Gets a path.
    pub fn get(&self, path: &str) -> Option<Reply> {
        self.agent.get(format!("{}{path}", self.base)).call().ok().map(reply)
    }

    /// Posts JSON to a path, with an idempotency key if there is one. None: no answer came.
    pub fn post(&self, path: &str, body: &Value, key: Option<&str>) -> Option<Reply> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        request.send_json(body).ok().map(reply)
    }

    /// Posts bytes as they are.
    pub fn post_raw(&self, path: &str, kind: &str, body: &[u8]) -> Option<Reply> {
        let request = self.agent.post(format!("{}{path}", self.base));
        request.header("Content-Type", kind).send(body).ok().map(reply)
    }
}

fn reply(mut response: ureq::http::Response<ureq::Body>) -> Reply {
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().unwrap_or_default();
    Reply { status, body: serde_json::from_str(&text).unwrap_or(Value::Null) }
}
