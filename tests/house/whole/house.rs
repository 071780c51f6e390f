//! The programs of the house: started, killed and started again, and the signs that the actors give each other.

use antrean_display::announcer::{CallLine, LineOutcome};
use antrean_display::{cursor, keeper};
use antrean_tests::children::{self, Children};
use antrean_tests::process::{Api, open_hall};
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Error, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub const HUB: &str = "antrean-hub";
pub const DISPLAY: &str = "antrean-display";
const READY_WITHIN: Duration = Duration::from_secs(30);
/// Below the ports that systems give to outgoing connections, so that nobody takes the hub's while it is down.
const PORTS: std::ops::Range<u64> = 20_000..30_000;

/// Everything that runs, and where it lies.
pub struct House {
    children: Children,
    pub folder: PathBuf,
    pub address: String,
    phones: String,
    pub signs: Signs,
    failed: AtomicBool,
    /// Why the first actor failed.
    why: Mutex<Option<Error>>,
    /// How many lines the flash log had when the display was killed, and how many chimes had been heard.
    display_kills: Mutex<Vec<(usize, usize)>>,
    _lock: File,
}

/// What one actor does and others go by.
#[derive(Default)]
pub struct Signs {
    /// How often "Ambil nomor" was touched, by kiosk.
    pub asked: [AtomicUsize; 3],
    /// Keys that officers pressed.
    pub keys: AtomicUsize,
    /// Numbers in visitors' hands, and whose.
    held: Mutex<BTreeMap<String, usize>>,
    /// Numbers of visitors who went home with their paper.
    left: Mutex<BTreeSet<String>>,
    called: Mutex<BTreeSet<String>>,
    /// Numbers of visitors that an officer has finished with.
    done: Mutex<BTreeSet<String>>,
}

impl Signs {
    /// Returns who else holds the number, if anybody does.
    pub fn hold(&self, number: &str, visitor: usize) -> Option<usize> {
        lock(&self.held).insert(number.to_owned(), visitor)
    }

    /// The holder of a number will not answer its call.
    pub fn leave(&self, number: &str) {
        lock(&self.left).insert(number.to_owned());
    }

    pub fn has_left(&self, number: &str) -> bool {
        lock(&self.left).contains(number)
    }

    pub fn is_held(&self, number: &str) -> bool {
        lock(&self.held).contains_key(number)
    }

    pub fn held(&self) -> usize {
        lock(&self.held).len()
    }

    pub fn call(&self, number: &str) {
        lock(&self.called).insert(number.to_owned());
    }

    pub fn is_called(&self, number: &str) -> bool {
        lock(&self.called).contains(number)
    }

    pub fn called(&self) -> usize {
        lock(&self.called).len()
    }

    pub fn finish(&self, number: &str) {
        lock(&self.done).insert(number.to_owned());
    }

    pub fn is_done(&self, number: &str) -> bool {
        lock(&self.done).contains(number)
    }

    pub fn done(&self) -> usize {
        lock(&self.done).len()
    }

    pub fn asked(&self) -> usize {
        self.asked.iter().map(|asked| asked.load(Ordering::Relaxed)).sum()
    }

    /// How far the day is: three steps a visitor.
    pub fn steps(&self) -> usize {
        self.held() + self.called() + self.done()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl House {
    /// Makes the folder and starts the hub.
    pub fn open(seed: u64) -> Result<Self> {
        let target = children::programs()?;
        let lock = File::create(target.join("whole-house.lock")).context("making a lock")?;
        lock.lock().context("waiting for another whole house")?;
        let folder = target.join("whole-house");
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("emptying {}", folder.display()))?;
        }
        fs::create_dir_all(&folder)?;
        // A ghost costs an officer some seconds here, not a minute.
        let text = open_hall().replace("recall_after_seconds = 45", "recall_after_seconds = 5");
        fs::write(folder.join("hall.toml"), text)?;
        let house = Self {
            children: Children::default(),
            folder,
            address: free_address(seed)?,
            phones: free_address(seed.wrapping_add(1))?,
            signs: Signs::default(),
            failed: AtomicBool::new(false),
            why: Mutex::default(),
            display_kills: Mutex::default(),
            _lock: lock,
        };
        house.start_hub()?;
        Ok(house)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn papers(&self, kiosk: usize) -> PathBuf {
        self.folder.join(format!("papers-{}", kiosk + 1))
    }

    pub fn start_hub(&self) -> Result<()> {
        let mut command = Command::new(children::program(HUB)?);
        command.arg("--hall").arg(self.folder.join("hall.toml")).arg("--data").arg(self.data());
        command.args(["--listen", &self.address, "--listen-phones", &self.phones]);
        let lines = self.children.start(HUB, &mut command, &self.folder)?;
        let said = lines.recv_timeout(READY_WITHIN).unwrap_or_default();
        ensure!(said.starts_with("listening on "), "the hub does not start; it said {said:?}");
        Ok(())
    }

    pub fn start_kiosk(&self, kiosk: usize, screen: &Screen) -> Result<()> {
        let folder = toml::Value::from(self.papers(kiosk).display().to_string());
        let id = kiosk + 1;
        let settings =
            format!("kiosk = \"kiosk-{id}\"\n[printer]\nkind = \"simulated\"\nfolder = {folder}\n");
        self.start_app("antrean-kiosk", &kiosk_name(kiosk), &settings, screen, &[])
    }

    pub fn start_console(&self, counter: &str, screen: &Screen) -> Result<()> {
        let settings = format!("counter = \"{counter}\"\n");
        self.start_app("antrean-counter", &format!("counter-{counter}"), &settings, screen, &[])
    }

    pub fn start_display(&self, screen: &Screen) -> Result<()> {
        let heard = self.heard().display().to_string();
        let more = ["--zone", "1", "--speaker-file", &heard];
        self.start_app(DISPLAY, DISPLAY, "", screen, &more)
    }

    fn start_app(
        &self,
        program: &str,
        name: &str,
        settings: &str,
        screen: &Screen,
        more: &[&str],
    ) -> Result<()> {
        let file = self.folder.join(format!("{name}.toml"));
        fs::write(&file, settings)?;
        let mut command = Command::new(children::program(program)?);
        let (width, height) = screen.size();
        command.args(["--hub", &self.address, "--device", name, "--windowed"]);
        command.args(["--size", &format!("{width}x{height}")]).args(more);
        command.arg("--config").arg(file).arg("--state").arg(self.state(name));
        screen.give(&mut command);
        self.children.start(name, &mut command, &self.folder).map(drop)
    }

    fn state(&self, name: &str) -> PathBuf {
        self.folder.join(format!("state-{name}"))
    }

    pub fn screen(&self, name: &str, size: (u32, u32)) -> Result<Screen> {
        Screen::start(&self.children, name, size, &self.folder)
    }

    pub fn kill(&self, name: &str) -> Result<()> {
        self.children.kill(name)
    }

    pub fn kill_display(&self) -> Result<()> {
        self.children.kill(DISPLAY)?;
        let came_to = (self.flash_log()?.len(), self.chimes()?.len());
        lock(&self.display_kills).push(came_to);
        Ok(())
    }

    pub fn display_kills(&self) -> Vec<(usize, usize)> {
        lock(&self.display_kills).clone()
    }

    /// Returns what the display has written down of the calls.
    pub fn flash_log(&self) -> Result<Vec<CallLine>> {
        let lines = read_lines(&self.state(DISPLAY).join(keeper::CALLS_FILE))?;
        let read = lines.iter().map(|line| {
            serde_json::from_str(line).with_context(|| format!("the flash log says {line}"))
        });
        read.collect()
    }

    /// Tells whether a number has been flashed.
    pub fn is_flashed(&self, number: &str) -> Result<bool> {
        let flashed = |line: &CallLine| {
            line.outcome == LineOutcome::Flashed
                && line.number.is_some_and(|of| of.to_string() == number)
        };
        Ok(self.flash_log()?.iter().any(flashed))
    }

    fn heard(&self) -> PathBuf {
        self.folder.join("heard.txt")
    }

    /// Returns the calls whose chime was heard to its end.
    pub fn chimes(&self) -> Result<Vec<u64>> {
        let call = |line: &String| {
            let call = line.strip_prefix("chime ").and_then(|call| call.parse().ok());
            call.with_context(|| format!("the loudspeaker says {line}"))
        };
        read_lines(&self.heard())?.iter().map(call).collect()
    }

    /// Returns how far the display says that it has come.
    pub fn cursor(&self) -> Result<Option<u64>> {
        Ok(cursor::load(&self.state(DISPLAY))?.map(|kept| kept.cursor.shown))
    }

    pub fn api(&self) -> Api {
        Api::new(&self.address)
    }

    /// Runs an actor; its failure stops all others.
    pub fn act(&self, acts: impl FnOnce() -> Result<()>) {
        if let Err(error) = acts() {
            lock(&self.why).get_or_insert(error);
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    /// Says why an actor failed, if one did.
    pub fn failure(&self) -> Option<Error> {
        lock(&self.why).take()
    }

    /// Fails once another actor has failed or a program has ended by itself.
    pub fn go_on(&self) -> Result<()> {
        if let Some((name, status)) = self.children.ended() {
            bail!("{name} ended by itself ({status})");
        }
        ensure!(!self.failed.load(Ordering::Relaxed), "stopped because another actor failed");
        Ok(())
    }

    /// Waits for something while all is well with the others.
    pub fn until<T>(
        &self,
        what: &str,
        limit: Duration,
        mut look: impl FnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        wait::until(what, limit, || {
            self.go_on()?;
            look()
        })
    }

    /// Ends every program in peace.
    pub fn close(&self) {
        self.children.end();
    }
}

pub fn kiosk_name(kiosk: usize) -> String {
    format!("kiosk-{}", kiosk + 1)
}

/// Asks the hub something; none while it is down.
pub fn ask(api: &Api, path: &str) -> Result<Option<Value>> {
    // An answer that was cut off has no body.
    let whole = api.get(path).filter(|reply| reply.status < 500 && !reply.body.is_null());
    let Some(reply) = whole else { return Ok(None) };
    ensure!(reply.status == 200, "GET {path}: {} {}", reply.status, reply.body);
    Ok(Some(reply.body))
}

fn free_address(seed: u64) -> Result<String> {
    let span = PORTS.end - PORTS.start;
    let ports = (0..span).map(|step| PORTS.start + (seed % span + step * 7) % span);
    let address = |port| format!("127.0.0.1:{port}");
    let free = ports.map(address).find(|address| TcpListener::bind(address).is_ok());
    free.context("no port is free")
}

/// Returns the whole lines of a file; none if there is no file yet.
fn read_lines(path: &Path) -> Result<Vec<String>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
    };
    // What has no end yet is still being written.
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    Ok(whole.lines().map(str::to_owned).collect())
}
