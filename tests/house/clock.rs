//! A real hub whose machine's clock is wrong or steps, by Debian's faketime (contract.md 5).
//!
//! The hub's own clock counts on; only what it is told of the wall clock changes.

use antrean_tests::process::{Api, HubProcess, open_hall};
use antrean_tests::wait;
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

const NOTICED_WITHIN: Duration = Duration::from_secs(20);

/// A hub under a clock that runs, moved by as many seconds as a file says.
struct Clocked {
    hall: PathBuf,
    data: PathBuf,
    moved: PathBuf,
    _folder: tempfile::TempDir,
}

impl Clocked {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let (hall, data, moved) = (path("hall.toml"), path("data"), path("moved"));
        std::fs::write(&hall, open_hall()).unwrap();
        Self { hall, data, moved, _folder: folder }
    }

    fn step(&self, seconds: i64) {
        let next = self.moved.with_extension("next");
        std::fs::write(&next, format!("{seconds:+}\n")).unwrap();
        std::fs::rename(next, &self.moved).unwrap();
    }

    fn start(&self, seconds: i64) -> HubProcess {
        self.step(seconds);
        let library = library();
        let moved = self.moved.display().to_string();
        HubProcess::start_in(
            (&self.hall, Some(&self.data)),
            "127.0.0.1:0",
            &[
                ("LD_PRELOAD", &library),
                ("FAKETIME_TIMESTAMP_FILE", &moved),
                ("FAKETIME_NO_CACHE", "1"),
                ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ],
        )
    }
}

/// Returns where the package `faketime` keeps what is put before a program.
fn library() -> String {
    let folders = std::fs::read_dir("/usr/lib").unwrap().filter_map(Result::ok);
    let found = folders.map(|folder| folder.path().join("faketime/libfaketime.so.1"));
    let found = found.into_iter().find(|path| Path::exists(path));
    found.expect("make test installs the package faketime").display().to_string()
}

fn drawn(hub: &HubProcess) -> (u16, String) {
    let body = json!({ "services": ["a01"] });
    let reply = Api::new(&hub.address).post("/tickets", &body, None).unwrap();
    let kind = reply.body["type"].as_str().unwrap_or_default().replace("urn:antrean:", "");
    (reply.status, kind)
}

fn now(hub: &HubProcess) -> i64 {
    hall_time(hub).timestamp()
}

fn hall_time(hub: &HubProcess) -> DateTime<FixedOffset> {
    let hall = Api::new(&hub.address).get("/hall").unwrap().body;
    DateTime::parse_from_rfc3339(hall["now"].as_str().unwrap()).unwrap()
}

fn is_sure(hub: &HubProcess, sure: bool) {
    let look = || {
        let health = Api::new(&hub.address).get("/health").map(|reply| reply.body);
        Ok(health.filter(|health| health["date_confirmed"] == Value::Bool(sure)))
    };
    wait::until("whether the date is certain", NOTICED_WITHIN, look).unwrap();
}

#[test]
fn a_clock_that_steps_stops_the_numbers_and_never_turns_time_back() {
    let clocked = Clocked::new();
    let hub = clocked.start(0);
    assert_eq!(drawn(&hub).0, 201);
    let before = now(&hub);
    clocked.step(-5 * 60);
    assert!(now(&hub) >= before, "a small step back slows time down");
    assert_eq!(drawn(&hub).0, 201, "and is believed");
    clocked.step(3 * 3_600);
    is_sure(&hub, false);
    assert_eq!(drawn(&hub), (503, "date-unconfirmed".to_owned()));
    assert!(now(&hub) < before + 600, "time runs on as if nothing had happened");
    hub.kill();

    // The machine's battery is dead: after the power cut it is last year.
    let hub = clocked.start(-365 * 86_400);
    is_sure(&hub, false);
    assert_eq!(drawn(&hub), (503, "date-unconfirmed".to_owned()));
    assert!(now(&hub) >= before, "hub time goes on from the last event");
    hub.kill();

    let hub = clocked.start(30);
    is_sure(&hub, true);
    assert_eq!(drawn(&hub).0, 201, "with a right clock numbers are given again");
}

#[test]
fn a_clock_that_was_days_ahead_is_put_right_and_nobody_loses_the_place() {
    const DAYS: i64 = 3 * 86_400;
    let clocked = Clocked::new();
    let hub = clocked.start(DAYS);
    let first = draw(&hub);
    assert_eq!(first["number"], "A001");
    let wrong = hall_time(&hub);
    hub.kill();

    let hub = clocked.start(0);
    is_sure(&hub, false);
    assert_eq!(drawn(&hub), (503, "date-unconfirmed".to_owned()));
    let api = Api::new(&hub.address);
    let right = wrong - Duration::from_secs(3 * 86_400);
    let date = right.date_naive().to_string();
    let confirmed = api.post("/hall/confirm-date", &json!({ "date": date }), None).unwrap();
    assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    assert!(now(&hub) < right.timestamp() + 600, "time has gone back");
    assert_eq!(draw(&hub)["number"], "A100", "no number is on two papers");
    let path = format!("/tickets/{}", first["id"].as_str().unwrap());
    let waits = api.get(&path).unwrap().body["ticket"].clone();
    assert_eq!((&waits["state"], &waits["ahead"]), (&json!("waiting"), &json!(0)), "{waits}");
    assert_eq!(health(&hub)["epoch"], 2);
    hub.kill();

    let hub = clocked.start(0);
    is_sure(&hub, true);
    assert_eq!(draw(&hub)["number"], "A101", "a restart replays what was put right");
    assert_eq!(Api::new(&hub.address).get(&path).unwrap().body["ticket"]["state"], "waiting");
    assert_eq!(health(&hub)["epoch"], 2);
}

fn draw(hub: &HubProcess) -> Value {
    let reply = Api::new(&hub.address).post("/tickets", &json!({ "services": ["a01"] }), None);
    reply.unwrap().body["ticket"].clone()
}

fn health(hub: &HubProcess) -> Value {
    Api::new(&hub.address).get("/health").unwrap().body
}
