//! A hub that dies: a real kiosk goes on by itself, is killed in between, and hands over what it gave.

use antrean_tests::children::{self, Children};
use antrean_tests::glass::{self, SIZE, Scene};
use antrean_tests::process::{Api, open_hall};
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const HUB: &str = "antrean-hub";
const KIOSK: &str = "antrean-kiosk";
const READY_WITHIN: Duration = Duration::from_secs(30);
/// The silence after which the kiosk helps itself, and a visit.
const NUMBER_WITHIN: Duration = Duration::from_secs(90);
/// Below those that systems give to outgoing connections: nobody takes the hub's while it is down.
const PORTS: std::ops::Range<u16> = 30_000..32_000;
const CHANGE_WITHIN: Duration = Duration::from_millis(700);

struct Hall {
    children: Children,
    folder: PathBuf,
    address: String,
}

impl Hall {
    fn start_hub(&self) -> Result<()> {
        let mut command = Command::new(children::program(HUB)?);
        command.arg("--hall").arg(self.folder.join("hall.toml"));
        command.arg("--data").arg(self.folder.join("data"));
        command.args(["--listen", &self.address, "--listen-phones", "127.0.0.1:0"]);
        let lines = self.children.start(HUB, &mut command, &self.folder)?;
        let said = lines.recv_timeout(READY_WITHIN).unwrap_or_default();
        ensure!(said.starts_with("listening on "), "the hub does not start; it said {said:?}");
        Ok(())
    }

    fn start_kiosk(&self, screen: &Screen) -> Result<()> {
        let papers = toml::Value::from(self.papers().display().to_string());
        let settings =
            format!("kiosk = \"kiosk-1\"\n[printer]\nkind = \"simulated\"\nfolder = {papers}\n");
        let file = self.folder.join("kiosk.toml");
        fs::write(&file, settings)?;
        let mut command = Command::new(children::program(KIOSK)?);
        let (width, height) = screen.size();
        command.args(["--hub", &self.address, "--windowed"]);
        command.args(["--size", &format!("{width}x{height}")]);
        command.arg("--config").arg(file).arg("--state").arg(self.folder.join("state"));
        screen.give(&mut command);
        self.children.start(KIOSK, &mut command, &self.folder)?;
        screen.await_window()
    }

    fn papers(&self) -> PathBuf {
        self.folder.join("papers")
    }

    /// Numbers on papers that came out whole.
    fn printed(&self) -> Result<BTreeSet<String>> {
        let Ok(entries) = fs::read_dir(self.papers()) else { return Ok(BTreeSet::new()) };
        let mut numbers = BTreeSet::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_stem().context("a paper without a name")?.to_string_lossy();
            if path.extension().is_some_and(|end| end == "png")
                && let Some((number, _)) = name.rsplit_once('-')
            {
                numbers.insert(number.to_owned());
            }
        }
        Ok(numbers)
    }

    /// Touches until a paper comes out; returns its number.
    fn draw(&self, screen: &Screen) -> Result<String> {
        let before = self.printed()?;
        let number = wait::until("a number", NUMBER_WITHIN, || {
            if let Some(number) = self.printed()?.difference(&before).next() {
                return Ok(Some(number.clone()));
            }
            let scene = glass::scene(&screen.glance()?);
            let touched = match &scene {
                Scene::Home { tiles, .. } => tiles.first().copied(),
                Scene::Services { rows } => rows.first().copied(),
                Scene::Confirm { action } => *action,
                Scene::Ticket { done } => *done,
                Scene::Notice { back } => Some(*back),
                Scene::StillThere { go_on } => Some(*go_on),
                Scene::Question { not_mine, .. } => Some(*not_mine),
                Scene::PaperFailed { photographed } => Some(*photographed),
                Scene::Dark | Scene::Busy => None,
            };
            if let Some(area) = touched {
                screen.touch(area)?;
                let changed = || Ok((glass::scene(&screen.glance()?) != scene).then_some(()));
                // A touch that nothing came of is repeated after another look.
                drop(wait::until("a change", CHANGE_WITHIN, changed));
            }
            Ok(None)
        })?;
        screen.save(&self.folder.join(format!("glass-{number}.png")), (0, SIZE.1))?;
        Ok(number)
    }

    fn api(&self) -> Api {
        Api::new(&self.address)
    }

    /// Numbers in the order in which a counter would call them.
    fn waiting(&self) -> Result<Vec<String>> {
        let listed = self.api().get("/counters/1/waiting").context("the hub does not answer")?;
        let list = listed.body["waiting"].as_array().context("no list")?;
        let number = |row: &Value| row["ticket"]["number"].as_str().map(str::to_owned);
        Ok(list.iter().filter_map(number).collect())
    }

    fn done(&self, path: &str, body: Value) -> Result<Value> {
        let reply = self.api().post(path, &body, None).context("the hub does not answer")?;
        ensure!(reply.status < 300, "{path}: {} {}", reply.status, reply.body);
        Ok(reply.body)
    }

    /// Lines of the kiosk's day files that begin so.
    fn noted(&self, begin: &str) -> Result<usize> {
        let mut count = 0;
        for entry in fs::read_dir(self.folder.join("state"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "jsonl") {
                let text = fs::read_to_string(&path)?;
                count += text.lines().filter(|line| line.starts_with(begin)).count();
            }
        }
        Ok(count)
    }
}

fn open() -> Result<Hall> {
    let folder = children::programs()?.join("emergency-hall");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("hall.toml"), open_hall())?;
    let address = PORTS.map(|port| format!("127.0.0.1:{port}"));
    let mut address = address.filter(|address| TcpListener::bind(address).is_ok());
    let address = address.next().context("no port is free")?;
    Ok(Hall { children: Children::default(), folder, address })
}

fn live(hall: &Hall) -> Result<()> {
    let screen = Screen::start(&hall.children, "kiosk", SIZE, &hall.folder)?;
    hall.start_hub()?;
    hall.start_kiosk(&screen)?;
    let first = hall.draw(&screen)?;
    ensure!(first == "A001", "the hub gave {first}");
    hall.children.kill(HUB)?;
    let mut given = vec![first];
    for _ in 0..2 {
        given.push(hall.draw(&screen)?);
    }
    // The paper is out, and the kiosk dies before it has heard so.
    hall.children.kill(KIOSK)?;
    hall.start_kiosk(&screen)?;
    given.push(hall.draw(&screen)?);
    ensure!(given == ["A001", "XK001", "XK002", "XK003"], "it gave {given:?}");
    ensure!(hall.noted("{\"given\"")? == 3, "a number is not on the disk");
    hall.start_hub()?;
    let all = wait::until("the hub to have every number", READY_WITHIN, || {
        let waiting = hall.waiting()?;
        Ok((waiting.len() >= given.len()).then_some(waiting))
    })?;
    ensure!(all == given, "in their places: {all:?}");
    let noted = || Ok((hall.noted("{\"handed_over\"")? == 3).then_some(()));
    wait::until("the kiosk to note it", READY_WITHIN, noted)?;
    // Whoever comes now stands behind them, and they are called in their places.
    let last = hall.done("/tickets", json!({ "services": ["a01"] }))?;
    given.push(last["ticket"]["number"].as_str().context("no number")?.to_owned());
    hall.done("/counters/1/open", json!({ "officer": "Ratna" }))?;
    let mut called = Vec::new();
    for _ in &given {
        let answer = hall.done("/counters/1/call-next", json!({}))?;
        called.push(answer["ticket"]["number"].as_str().context("nobody")?.to_owned());
        hall.done("/counters/1/serve", json!({}))?;
        hall.done("/counters/1/complete", json!({}))?;
    }
    ensure!(called == given, "called were {called:?}");
    Ok(())
}

#[test]
fn a_kiosk_goes_on_without_its_hub_and_every_number_is_called_in_its_place() {
    let hall = open().unwrap();
    let lived = live(&hall);
    hall.children.end();
    if let Err(error) = lived {
        panic!("{error:#}; see {}", hall.folder.display());
    }
}
