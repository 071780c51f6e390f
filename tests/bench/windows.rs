//! The three windows of a hall, each on a virtual screen of its own, with a hub on the disk.

use crate::Place;
use crate::hand::Hand;
use crate::hub::Hub;
use crate::pixels::Pixels;
use crate::program::{self, Program};
use antrean_tests::children::Children;
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result};
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// How long the last window may take to draw what the hub knows.
const SETTLES_IN: Duration = Duration::from_secs(4);
pub const COUNTER: &str = "1";
const OFFICER: &str = "Ratna W.";
const SIZES: [(&str, (u32, u32)); 3] =
    [("kiosk", (1_080, 1_920)), ("counter", (1_280, 800)), ("display", (1_920, 1_080))];

/// A window, the screen under it and the hand before it.
pub struct App {
    pub name: &'static str,
    pub program: Program,
    pub hand: Hand,
    pub pixels: Pixels,
    pub screen: Screen,
}

pub struct Windows {
    pub kiosk: App,
    pub counter: App,
    pub display: App,
    pub hub: Hub,
    /// The virtual screens; they end after what stands on them.
    _children: Children,
    _folder: TempDir,
}

impl Windows {
    /// Opens everything; without a printer the kiosk has a simulated one.
    pub fn open(place: &Place, printer: Option<SocketAddr>) -> Result<Self> {
        let folder = tempfile::tempdir_in(&place.disk)?;
        let children = Children::default();
        let hub = Hub::start(&place.hall, &folder.path().join("hub"), None)?;
        let open = |(name, size)| app(&children, &hub, (name, size, printer), folder.path());
        let [kiosk, counter, display] = SIZES;
        let (kiosk, counter, display) = (open(kiosk)?, open(counter)?, open(display)?);
        let windows = Self { kiosk, counter, display, hub, _children: children, _folder: folder };
        for app in windows.apps() {
            app.screen.await_window()?;
        }
        Ok(windows)
    }

    pub fn apps(&self) -> [&App; 3] {
        [&self.kiosk, &self.counter, &self.display]
    }

    /// Lets the officer sit down at the counter, and visitors come for it.
    pub fn begin_work(&self, place: &Place, visitors: usize) -> Result<()> {
        let counter = place.hall.hall.counter_order.iter().find(|id| id.as_str() == COUNTER);
        let service = counter.and_then(|counter| place.hall.service_at(counter));
        let service = service.context("the sample hall has no counter 1")?;
        for _ in 0..visitors {
            self.hub.post("/tickets", &json!({ "services": [service] }))?;
        }
        self.counter.screen.write(OFFICER)?;
        self.counter.screen.key_until("opening the counter", "Return", || {
            let desk = self.hub.get(&format!("/counters/{COUNTER}"))?;
            Ok((desk["counter"]["state"] == "open").then_some(()))
        })
    }

    /// Lets every window draw what the hub knows.
    pub fn settle(&self) {
        wait::pass(SETTLES_IN);
    }
}

fn app(
    children: &Children,
    hub: &Hub,
    (name, size, printer): (&'static str, (u32, u32), Option<SocketAddr>),
    folder: &Path,
) -> Result<App> {
    let screen = Screen::start(children, name, size, folder)?;
    let settings = match (name, printer) {
        ("kiosk", Some(address)) => {
            format!("idle_seconds = 600\n[printer]\nkind = \"network\"\naddress = \"{address}\"\n")
        }
        ("counter", _) => format!("counter = \"{COUNTER}\"\n"),
        // Nothing may run at the foot: a ticker is meant to move.
        ("display", _) => "ticker = false\n".to_owned(),
        _ => "idle_seconds = 600\n".to_owned(),
    };
    let config = folder.join(format!("{name}.toml"));
    std::fs::write(&config, settings)?;
    let mut command = Command::new(program::path(&format!("antrean-{name}"))?);
    command.args(["--hub", &hub.address, "--windowed", "--device", &format!("bench-{name}")]);
    command.args(["--size", &format!("{}x{}", size.0, size.1)]);
    command.arg("--state").arg(folder.join(format!("state-{name}"))).arg("--config").arg(config);
    if name == "display" {
        command.arg("--speaker-file").arg(folder.join("heard.txt"));
    }
    screen.give(&mut command);
    let program = Program::start(&format!("antrean-{name}"), &mut command, folder)?;
    let hand = Hand::before(&screen)?;
    let pixels = Pixels::open(&folder.join(format!("screen-{name}")).join("Xvfb_screen0"))?;
    Ok(App { name, program, hand, pixels, screen })
}
