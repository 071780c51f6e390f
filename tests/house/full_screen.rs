//! The kiosk as a hall sees it: the whole screen, no pointer, and no way out but the staff menu.

use crate::assistive::{Kiosk, find, wrong};
use antrean_tests::children;
use antrean_tests::glass;
use antrean_tests::sight::Picture;
use antrean_tests::wait;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const WITHIN: Duration = Duration::from_secs(20);
/// Longer than buttons are deaf after the screen has changed.
const DEAF: Duration = Duration::from_millis(500);
const PIN: &str = "246810";
/// What closes, hides or shrinks windows elsewhere.
const KEYS: [&str; 11] = [
    "alt+F4",
    "Escape",
    "ctrl+q",
    "ctrl+w",
    "F11",
    "alt+F10",
    "alt+Escape",
    "ctrl+alt+Left",
    "super+d",
    "alt+space",
    "super+F2",
];

/// The line of a settings file that `antrean-kiosk pin` writes.
fn pin_line(folder: &Path) -> String {
    let file = folder.join("pin.toml");
    std::fs::write(&file, "").unwrap();
    let mut command = Command::new(children::program("antrean-kiosk").unwrap());
    command.arg("pin").arg(&file).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    write!(child.stdin.take().unwrap(), "{PIN}\n{PIN}\n").unwrap();
    assert!(child.wait().unwrap().success());
    let written = std::fs::read_to_string(&file).unwrap();
    written
        .lines()
        .find(|line| line.starts_with("staff_pin"))
        .map(|line| format!("{line}\n"))
        .unwrap()
}

fn open(folder: &Path) -> Kiosk {
    let kiosk = Kiosk::open_as(folder, &[], &pin_line(folder));
    kiosk.await_name("Dispendukcapil");
    kiosk
}

/// The band on top and the band below reach into every corner.
fn covers(seen: &Picture, (width, height): (u32, u32)) -> bool {
    let [top, below] = [0, height - 1].map(|y| [seen.pixel(0, y), seen.pixel(width - 1, y)]);
    top[0] == top[1] && below[0] == below[1] && top[0] != below[0]
}

#[test]
fn the_kiosk_fills_the_screen_hides_the_pointer_and_no_key_leaves_it() {
    let folder = tempfile::tempdir().unwrap();
    let Kiosk { screen, children, .. } = &open(folder.path());
    let whole = |seen: &Picture| Ok(covers(seen, screen.size()).then_some(()));
    screen.await_sight("the kiosk fills the screen", whole).unwrap();
    let tiles = screen
        .await_sight("the agencies", |seen| {
            let tiles = glass::tiles(seen);
            Ok((tiles.len() > 3).then_some(tiles))
        })
        .unwrap();

    let (tile, other) = (tiles[0], tiles[3]);
    let without = screen.look().unwrap();
    screen.point(tile.middle()).unwrap();
    wait::pass(DEAF);
    assert!(screen.look().unwrap().same_rows(&without, tile.top, tile.bottom), "a pointer");
    screen.point(other.middle()).unwrap();

    for key in KEYS {
        screen.key(key).unwrap();
        wait::pass(DEAF);
        assert_eq!(children.ended().map(|(name, _)| name), None, "{key}");
        assert!(covers(&screen.look().unwrap(), screen.size()), "{key}");
    }
}

#[test]
fn the_staff_menu_starts_the_kiosk_anew_and_leaves_it() {
    let folder = tempfile::tempdir().unwrap();
    let kiosk = open(folder.path());
    let mut faults = Vec::new();
    for (end, sure) in [
        ("Mulai ulang kios", "Sentuh lagi: mulai ulang"),
        ("Keluar dari program", "Sentuh lagi: keluar"),
    ] {
        kiosk.screen.key("F10").unwrap();
        faults.extend(wrong("pin", &kiosk.await_name("Silakan masukkan PIN petugas.")));
        for digit in PIN.chars().map(String::from) {
            wait::pass(DEAF);
            let seen = kiosk.bus.elements().unwrap();
            let key = seen.iter().find(|element| element.name == digit).unwrap();
            kiosk.bus.choose(key).unwrap();
        }
        faults.extend(wrong("state", &kiosk.choose("Masuk", "Setelan")));
        let settings = kiosk.choose("Setelan", end);
        faults.extend(wrong("settings", &settings));
        let asked = kiosk.choose(end, sure);
        // What is chosen goes away with its screen.
        drop(kiosk.bus.choose(find(&asked, sure).unwrap()));
        if end == "Mulai ulang kios" {
            kiosk.await_name("Dispendukcapil");
            assert!(kiosk.children.ended().is_none());
        }
    }
    let (name, status) =
        wait::until("the kiosk ends", WITHIN, || Ok(kiosk.children.ended())).unwrap();
    assert!(name == "kiosk" && status.success(), "{name}: {status}");
    assert!(faults.is_empty(), "{faults:#?}");
}
