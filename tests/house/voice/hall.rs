//! The hub, the display and the officers of a day for the ear.

use super::card::Card;
use super::ear::{self, Ear};
use super::judge::{Call, Facts, Told};
use super::sink::Sink;
use antrean_display::cursor::{self, Cursor};
use antrean_shared::command::CallOutcome;
use antrean_shared::ticket::Language;
use antrean_shared::view::CallKind;
use antrean_tests::children::{self, Children};
use antrean_tests::process::{Api, open_hall};
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const HUB: &str = "antrean-hub";
/// The display that the ear listens to first.
pub const FIRST: &str = "papan-1";
/// Another one of the same zone.
pub const SECOND: &str = "papan-2";
const SIZE: (u32, u32) = (640, 360);
const READY_WITHIN: Duration = Duration::from_secs(30);
const SPOKEN_WITHIN: Duration = Duration::from_secs(60);
/// Samples of a burst after which the second sentence is under way, most often in its number; the pipe
/// holds 16,384 more.
const INTO_THE_SECOND: usize = 240_000;

/// Everything that runs, and what was called.
pub struct Hall {
    children: Children,
    screen: Screen,
    pub sink: Sink,
    /// Where the second display plays.
    pub second: Sink,
    pub folder: PathBuf,
    addresses: [String; 2],
    calls: Vec<Call>,
    tickets: BTreeSet<String>,
    kills: Vec<usize>,
    _lock: File,
}

impl Hall {
    /// Starts hub and display, and draws as many numbers of two queues; those of the second in English.
    /// `more` stands in the hall file under the zone; `name` is the folder's.
    pub fn open(name: &str, numbers: usize, more: &str) -> Result<Self> {
        let target = children::programs()?;
        let lock = File::create(target.join(format!("{name}.lock"))).context("making a lock")?;
        lock.lock().context("waiting for another hall")?;
        let folder = target.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("emptying {}", folder.display()))?;
        }
        fs::create_dir_all(&folder)?;
        let text = open_hall().replace("recall_after_seconds = 45", "recall_after_seconds = 1");
        let text = text.replace("[zones.1]\n", &format!("[zones.1]\n{more}"));
        fs::write(folder.join("hall.toml"), text)?;
        let children = Children::default();
        let hall = Self {
            screen: Screen::start(&children, "voice", SIZE, &folder)?,
            sink: Sink::open(&folder.join("heard.pipe"))?,
            second: Sink::open(&folder.join("heard-2.pipe"))?,
            children,
            folder,
            addresses: [free_address()?, free_address()?],
            calls: vec![],
            tickets: BTreeSet::new(),
            kills: vec![],
            _lock: lock,
        };
        hall.start_hub()?;
        for number in 0..numbers {
            let (service, language) = if number % 2 == 0 { ("a01", "id") } else { ("b01", "en") };
            hall.post("/tickets", &json!({ "services": [service], "language": language }))?;
        }
        for counter in ["1", "2", "7", "8"] {
            hall.post(&format!("/counters/{counter}/open"), &json!({ "officer": counter }))?;
        }
        hall.start_display(FIRST)?;
        Ok(hall)
    }

    pub fn start_hub(&self) -> Result<()> {
        let mut command = Command::new(children::program(HUB)?);
        command.arg("--hall").arg(self.folder.join("hall.toml"));
        command.arg("--data").arg(self.folder.join("data"));
        command.args(["--listen", &self.addresses[0], "--listen-phones", &self.addresses[1]]);
        let lines = self.children.start(HUB, &mut command, &self.folder)?;
        let said = lines.recv_timeout(READY_WITHIN).unwrap_or_default();
        ensure!(said.starts_with("listening on "), "the hub does not start; it said {said:?}");
        Ok(())
    }

    pub fn kill_hub(&self) -> Result<()> {
        self.children.kill(HUB)
    }

    /// Starts a display that plays into its pipe, and waits until it follows the zone.
    pub fn start_display(&self, name: &str) -> Result<()> {
        let sink = if name == FIRST { &self.sink } else { &self.second };
        self.start(name, |command| {
            command.arg("--speaker-record").arg(&sink.path);
        })
    }

    /// Starts a display that plays on a sound card, and waits until it follows the zone.
    pub fn start_display_on(&self, name: &str, card: &Card) -> Result<()> {
        self.start(name, |command| card.give(command))
    }

    fn start(&self, name: &str, add: impl FnOnce(&mut Command)) -> Result<()> {
        let mut command = Command::new(children::program("antrean-display")?);
        command.args(["--hub", &self.addresses[0], "--device", name, "--windowed", "--zone", "1"]);
        command.args(["--size", &format!("{}x{}", SIZE.0, SIZE.1), "--still"]);
        command.arg("--state").arg(self.state(name));
        add(&mut command);
        self.screen.give(&mut command);
        self.children.start(name, &mut command, &self.folder)?;
        wait::until("the display follows the zone", READY_WITHIN, || self.cursor(name)).map(drop)
    }

    /// Waits until the hub has this display speak.
    pub fn await_speaker(&self, name: &str) -> Result<()> {
        wait::until("the display is the zone's speaker", READY_WITHIN, || {
            let board = self.api().get("/board?zone=1").context("the hub answers")?.body;
            Ok((board["speaker"] == name).then_some(()))
        })
    }

    pub fn kill_display(&self, name: &str) -> Result<()> {
        self.children.kill(name)
    }

    /// Kills the display in the second sentence of what waits, as a power cut would.
    pub fn kill_display_in_the_second(&mut self) -> Result<()> {
        let second = self.newest();
        self.sink.take(INTO_THE_SECOND);
        self.await_speaking(second)?;
        self.sink.await_full()?;
        self.kill_display(FIRST)?;
        self.sink.go_on();
        self.kills.push(self.sink.drained()?);
        Ok(())
    }

    /// Calls whoever is next at a counter.
    pub fn call(&mut self, counter: &str) -> Result<u64> {
        let answer = self.post(&format!("/counters/{counter}/call-next"), &json!({}))?;
        let number = answer["ticket"]["number"].as_str().context("a number")?.to_owned();
        let language = if number.starts_with('A') { Language::Id } else { Language::En };
        self.tickets.insert(answer["ticket"]["id"].as_str().context("an id")?.to_owned());
        let (counter, kind) = (counter.to_owned(), CallKind::Call);
        self.calls.push(Call { number, counter, kind, language, over: None });
        Ok(self.newest())
    }

    /// Calls whoever was called there again.
    pub fn recall(&mut self, counter: &str, over: Option<CallOutcome>) -> Result<u64> {
        let path = format!("/counters/{counter}/recall");
        wait::until("the visitor may be called again", READY_WITHIN, || {
            let reply = self.api().post(&path, &json!({}), None);
            Ok(reply.filter(|reply| reply.status == 200))
        })?;
        let first = self.calls.iter_mut().rev().find(|call| call.counter == counter);
        let first = first.context("nobody was called there")?;
        first.over = over;
        let again = Call { kind: CallKind::Recall, over: None, ..first.clone() };
        self.calls.push(again);
        Ok(self.newest())
    }

    /// Serves whoever was called at a counter, and is done; `over`: before anything could be heard.
    pub fn serve(&mut self, counter: &str, over: Option<CallOutcome>) -> Result<()> {
        self.post(&format!("/counters/{counter}/serve"), &json!({}))?;
        self.post(&format!("/counters/{counter}/complete"), &json!({}))?;
        if over.is_some() {
            let last = self.calls.iter_mut().rev().find(|call| call.counter == counter);
            last.context("nobody was called there")?.over = over;
        }
        Ok(())
    }

    /// Waits until the display is in the sentence of a call, or past it.
    pub fn await_speaking(&self, call: u64) -> Result<()> {
        wait::until("the display speaks", SPOKEN_WITHIN, || {
            let at = self
                .cursor(FIRST)?
                .is_some_and(|cursor| cursor.speaking.max(Some(cursor.spoken)) >= Some(call));
            Ok(at.then_some(()))
        })
    }

    /// Waits until a display has announced or passed over every call.
    pub fn await_silence(&self, name: &str) -> Result<()> {
        wait::until("every call is announced", SPOKEN_WITHIN, || {
            Ok(self.cursor(name)?.filter(|cursor| cursor.spoken >= self.newest()).map(drop))
        })
    }

    /// Waits until the hub says that a display has no sound, or no longer says so.
    pub fn await_no_sound(&self, name: &str, is_so: bool) -> Result<()> {
        wait::until("what the hub says of the sound", SPOKEN_WITHIN, || {
            let health = self.api().get("/health").context("the hub answers")?.body;
            let troubles = health["troubles"].as_array().into_iter().flatten();
            let no_sound = json!("no-sound");
            let mute = troubles
                .filter(|of| of["device"] == name)
                .any(|of| of["troubles"].as_array().is_some_and(|all| all.contains(&no_sound)));
            Ok((mute == is_so).then_some(()))
        })
    }

    /// Ends all and returns what either display was heard to say: numbers, in order.
    pub fn numbers(self, ear: &Ear) -> Result<[Vec<String>; 2]> {
        self.children.end();
        let heard = |sink: Sink| -> Result<Vec<String>> {
            let heard = ear.hear(&ear::samples(&sink.end()?));
            ensure!(heard.noise.is_empty(), "{:?}", heard.noise);
            let sentences = heard.sentences.into_iter();
            Ok(sentences.map(|sentence| sentence.number).collect())
        };
        Ok([heard(self.sink)?, heard(self.second)?])
    }

    /// Waits until the hub has heard of it, ends all, and returns what was left behind.
    pub fn close(self, ear: &Ear) -> Result<Facts> {
        self.await_told()?;
        self.leave(ear)
    }

    /// Waits until the hub knows that every call was announced or passed over.
    pub fn await_told(&self) -> Result<()> {
        wait::until("the hub knows what was announced", SPOKEN_WITHIN, || {
            let board = self.api().get("/board?zone=1").context("the hub answers")?.body;
            Ok((board["spoken"].as_u64() >= Some(self.newest())).then_some(()))
        })
    }

    /// Ends all and returns what was left behind until then.
    pub fn leave(self, ear: &Ear) -> Result<Facts> {
        let told = self.told()?;
        self.children.end();
        let bytes = self.sink.end()?;
        fs::write(self.folder.join("heard.f32"), &bytes)?;
        let calls = (1..).zip(self.calls).collect();
        Ok(Facts { calls, told, heard: ear.hear(&ear::samples(&bytes)), kills: self.kills })
    }

    /// What the hub can prove of each call, from its API.
    fn told(&self) -> Result<BTreeMap<u64, Told>> {
        let mut told = BTreeMap::new();
        for ticket in &self.tickets {
            let reply = self.api().get(&format!("/tickets/{ticket}/calls")).context("no answer")?;
            for call in reply.body["calls"].as_array().context("a list of calls")? {
                told.insert(call["call"].as_u64().context("a number")?, told_of(call)?);
            }
        }
        Ok(told)
    }

    fn newest(&self) -> u64 {
        self.calls.len() as u64
    }

    fn state(&self, name: &str) -> PathBuf {
        self.folder.join(format!("state-{name}"))
    }

    fn cursor(&self, name: &str) -> Result<Option<Cursor>> {
        Ok(cursor::load(&self.state(name))?.map(|kept| kept.cursor))
    }

    fn api(&self) -> Api {
        Api::new(&self.addresses[0])
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let reply =
            self.api().post(path, body, None).with_context(|| format!("{path}: no answer"))?;
        ensure!(reply.status < 300, "{path}: {} {}", reply.status, reply.body);
        Ok(reply.body)
    }
}

/// One call as the API gives it: nothing was shown before it was called, or told before it happened.
fn told_of(call: &Value) -> Result<Told> {
    let instant = |of: &Value| -> Result<_> {
        Ok(chrono::DateTime::parse_from_rfc3339(of.as_str().context("an instant")?)?)
    };
    let made = instant(&call["at"])?;
    let outcomes = |list: &Value| -> Result<Vec<CallOutcome>> {
        let reports = list.as_array().context("a list of reports")?.iter();
        let outcome = |report: &Value| {
            ensure!(report["display"] == FIRST, "{report}: by which display?");
            let (at, heard_of) = (instant(&report["at"])?, instant(&report["told_at"])?);
            ensure!(made <= at && at <= heard_of, "{report} of a call at {made}");
            Ok(serde_json::from_value(report["outcome"].clone())?)
        };
        reports.map(outcome).collect()
    };
    let (number, counter) = (call["call"].as_u64(), call["counter"].as_str());
    ensure!(number.is_some() && counter.is_some() && call["zone"] == "1", "{call}");
    Ok(Told { shown: outcomes(&call["shown"])?, spoken: outcomes(&call["spoken"])? })
}

fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
    Ok(listener.local_addr()?.to_string())
}
