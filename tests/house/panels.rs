//! One PC drives two panels and nobody arranges windows: each board covers its own panel and no other.

use antrean_tests::children::{self, Children};
use antrean_tests::screen::Screen;
use antrean_tests::sight::Picture;
use anyhow::Result;
use image::Rgb;
use std::path::Path;
use std::process::Command;
use x11rb::connection::Connection;
use x11rb::protocol::randr::{ConnectionExt as _, MonitorInfo};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, PropMode, Window};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

const SIZE: (u32, u32) = (1280, 360);
/// What an X server shows where no window is.
const BARE: Rgb<u8> = Rgb([0, 0, 0]);

/// The panels of a machine, as the X server tells them.
struct Panels {
    server: RustConnection,
    root: Window,
}

impl Panels {
    fn of(display: &str) -> Result<Self> {
        let (server, screen) = x11rb::connect(Some(display))?;
        let root = server.setup().roots[screen].root;
        Ok(Self { server, root })
    }

    /// Puts a panel there, or changes it.
    fn set(&self, name: &str, x: i16, width: u16) -> Result<()> {
        // The one on the left stands for the screen's own output, which would be a panel of its own.
        let outputs = match name {
            "left" => self.server.randr_get_screen_resources(self.root)?.reply()?.outputs,
            _ => vec![],
        };
        let monitor = MonitorInfo {
            name: self.server.intern_atom(false, name.as_bytes())?.reply()?.atom,
            primary: name == "right",
            automatic: false,
            x,
            y: 0,
            width,
            height: 360,
            width_in_millimeters: 1210,
            height_in_millimeters: 680,
            outputs,
        };
        self.server.randr_set_monitor(self.root, monitor)?.check()?;
        self.tell()
    }

    /// The server tells nobody of a panel that is only named, so something else changes with it.
    fn tell(&self) -> Result<()> {
        let (window, name) = (self.root, AtomEnum::RESOURCE_MANAGER);
        let told =
            self.server.change_property8(PropMode::APPEND, window, name, AtomEnum::STRING, b" ");
        Ok(told?.check()?)
    }

    fn remove(&self, name: &str) -> Result<()> {
        let name = self.server.intern_atom(false, name.as_bytes())?.reply()?.atom;
        Ok(self.server.randr_delete_monitor(self.root, name)?.check()?)
    }
}

fn open(
    children: &Children,
    screen: &Screen,
    (name, at): (&str, &str),
    folder: &Path,
) -> Result<()> {
    let settings = folder.join(format!("{name}.toml"));
    std::fs::write(&settings, at)?;
    let mut command = Command::new(children::program("antrean-display")?);
    command.args(["--hub", "127.0.0.1:9", "--device", name, "--still"]);
    command.arg("--config").arg(&settings).arg("--state").arg(folder.join(name));
    command.arg("--speaker-file").arg(folder.join(format!("{name}.heard")));
    screen.give(&mut command);
    children.start(name, &mut command, folder).map(drop)
}

/// Whether the corners of the left and of the right panel are covered.
fn covered(seen: &Picture) -> [[bool; 4]; 2] {
    [0, 640].map(|x| {
        [(0, 0), (639, 0), (0, 359), (639, 359)].map(|(dx, y)| seen.pixel(x + dx, y) != BARE)
    })
}

fn until(screen: &Screen, wanted: [[bool; 4]; 2]) {
    screen
        .await_sight("what the boards cover", |seen| Ok((covered(seen) == wanted).then_some(())))
        .unwrap_or_else(|error| panic!("{error:#}: {:?}", covered(&screen.look().unwrap())));
}

/// A machine with a panel on the left.
fn machine(children: &Children, folder: &Path) -> (Screen, Panels) {
    let screen = Screen::start(children, "panels", SIZE, folder).unwrap();
    let panels = Panels::of(screen.display()).unwrap();
    panels.set("left", 0, 640).unwrap();
    (screen, panels)
}

#[test]
fn each_of_two_boards_covers_its_own_panel_without_a_window_manager() {
    let folder = tempfile::tempdir().unwrap();
    let children = Children::default();
    let (screen, panels) = machine(&children, folder.path());
    panels.set("right", 640, 640).unwrap();
    open(&children, &screen, ("papan-kiri", "at = [0, 0]\n"), folder.path()).unwrap();
    until(&screen, [[true; 4], [false; 4]]);
    open(&children, &screen, ("papan-kanan", "at = [640, 0]\n"), folder.path()).unwrap();
    until(&screen, [[true; 4]; 2]);
    children.kill("papan-kiri").unwrap();
    until(&screen, [[false; 4], [true; 4]]);
    open(&children, &screen, ("papan-utama", ""), folder.path()).unwrap();
    children.kill("papan-kanan").unwrap();
    until(&screen, [[false; 4], [true; 4]]);
}

#[test]
fn a_board_whose_panel_is_off_covers_no_other_and_follows_it_when_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let children = Children::default();
    let (screen, panels) = machine(&children, folder.path());
    open(&children, &screen, ("papan-kanan", "at = [640, 0]\n"), folder.path()).unwrap();
    // It waits where its panel will be.
    until(&screen, [[false; 4], [true; 4]]);
    panels.set("right", 640, 320).unwrap();
    until(&screen, [[false; 4], [true, false, true, false]]);
    panels.remove("right").unwrap();
    panels.set("right", 640, 640).unwrap();
    until(&screen, [[false; 4], [true; 4]]);
}
