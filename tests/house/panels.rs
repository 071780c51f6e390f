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
use x11rb::protocol::xproto::ConnectionExt as _;

const SIZE: (u32, u32) = (1280, 360);
/// What an X server shows where no window is.
const BARE: Rgb<u8> = Rgb([0, 0, 0]);

/// Two panels side by side, as wide as half the screen each; the right one is the primary one.
fn two_panels(display: &str) -> Result<()> {
    let (server, screen) = x11rb::connect(Some(display))?;
    let root = server.setup().roots[screen].root;
    for (name, x, primary) in [("left", 0, false), ("right", 640, true)] {
        let name = server.intern_atom(false, name.as_bytes())?.reply()?.atom;
        let monitor = MonitorInfo {
            name,
            primary,
            automatic: false,
            x,
            y: 0,
            width: 640,
            height: 360,
            width_in_millimeters: 1210,
            height_in_millimeters: 680,
            outputs: vec![],
        };
        server.randr_set_monitor(root, monitor)?.check()?;
    }
    Ok(())
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

#[test]
fn each_of_two_boards_covers_its_own_panel_without_a_window_manager() {
    let folder = tempfile::tempdir().unwrap();
    let children = Children::default();
    let screen = Screen::start(&children, "panels", SIZE, folder.path()).unwrap();
    two_panels(screen.display()).unwrap();
    let until = |wanted: [[bool; 4]; 2]| {
        screen
            .await_sight(
                "what the boards cover",
                |seen| Ok((covered(seen) == wanted).then_some(())),
            )
            .unwrap_or_else(|error| panic!("{error:#}: {:?}", covered(&screen.look().unwrap())));
    };
    open(&children, &screen, ("papan-kiri", "at = [0, 0]\n"), folder.path()).unwrap();
    until([[true; 4], [false; 4]]);
    open(&children, &screen, ("papan-kanan", "at = [640, 0]\n"), folder.path()).unwrap();
    until([[true; 4]; 2]);
    children.kill("papan-kiri").unwrap();
    until([[false; 4], [true; 4]]);
    open(&children, &screen, ("papan-utama", ""), folder.path()).unwrap();
    children.kill("papan-kanan").unwrap();
    until([[false; 4], [true; 4]]);
}
