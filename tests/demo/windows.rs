//! The demo for a person: the three windows on this machine's own screen, open until they end.

use crate::hall::Hall;
use crate::say;
use antrean_tests::children::Children;
use antrean_tests::wait;
use anyhow::{Result, bail, ensure};
use std::process::Command;
use std::time::Duration;

/// Room for panels and title bars.
const BARS: f64 = 110.0;
const GAP: f64 = 16.0;
/// How long a window manager has to show a window before it stays where it is.
const PLACED_WITHIN: Duration = Duration::from_secs(8);

/// A window: where, in which size, and how much smaller than the real screen.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    scale: f64,
}

/// Returns the size of the screen that DISPLAY names, if there is one and it can be reached.
pub fn screen() -> Option<(u32, u32)> {
    std::env::var_os("DISPLAY").filter(|name| !name.is_empty())?;
    let output = wait::helper(Command::new("xdotool").arg("getdisplaygeometry")).ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (width, height) = text.trim().split_once(' ')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// Opens the windows and waits until the person has closed them.
pub fn run(children: &Children, hall: &Hall, screen: (u32, u32)) -> Result<()> {
    let names = ["kiosk", "counter", "display"];
    for (name, place) in names.into_iter().zip(places(screen)) {
        let mut command = hall.app(name)?;
        command.env("SLINT_SCALE_FACTOR", format!("{:.3}", place.scale));
        command.args(["--size", &format!("{:.0}x{:.0}", place.width, place.height)]);
        children.start(&format!("antrean-{name}"), &mut command, &hall.work)?;
        put(name, place);
    }
    say("The kiosk, counter 1 and the board are open.");
    say(
        "  Kiosk: touch (click) an agency, a service, \"Ambil nomor\". The paper lies in the folder named below.",
    );
    say(
        "  Counter: type a name, Enter; then Space calls, serves, and completes. F1 lists all keys, F12 speaks English.",
    );
    say(&format!("  Papers: {}", hall.papers.display()));
    say(&format!("  API: http://{}/api/v1/openapi.json", hall.address));
    say("Ctrl-C ends everything.");
    let mut open = names.len();
    while open > 0 {
        let next = wait::until("windows", Duration::from_secs(3_600), || Ok(children.ended()));
        let Ok((name, status)) = next else { continue };
        ensure!(
            status.success(),
            "{name} ended with {status}; see {}/{name}.log",
            hall.work.display()
        );
        if name == "antrean-hub" {
            bail!("the hub ended by itself; see {}/{name}.log", hall.work.display());
        }
        open -= 1;
    }
    say("All windows are closed.");
    Ok(())
}

/// The kiosk on the left, the console and the board one above the other on the right, each as large as fits.
fn places((width, height): (u32, u32)) -> [Place; 3] {
    let (width, height) = (f64::from(width), f64::from(height));
    let fit =
        |own: (f64, f64), room: (f64, f64)| (room.0 / own.0).min(room.1 / own.1).clamp(0.2, 1.0);
    let place = |own: (f64, f64), scale: f64, left: f64, top: f64| Place {
        left,
        top,
        width: (own.0 * scale).round(),
        height: (own.1 * scale).round(),
        scale,
    };
    let (kiosk, counter, display) = ((1080.0, 1920.0), (1280.0, 800.0), (1920.0, 1080.0));
    let kiosk = place(kiosk, fit(kiosk, (width * 0.35, height - BARS)), 0.0, 0.0);
    let left = kiosk.width + GAP;
    let room = (width - left, (height - BARS - GAP - 40.0) / 2.0);
    let counter_room = (room.0, room.1 * 1.1);
    let counter = place(counter, fit(counter, counter_room), left, 0.0);
    let display_room = (room.0, room.1 * 0.9);
    let top = counter.height + GAP + 40.0;
    [kiosk, counter, place(display, fit(display, display_room), left, top)]
}

/// Moves a window to its place. Not every window manager lets it; then it stays where it is.
fn put(name: &str, place: Place) {
    let window = wait::until("a window", PLACED_WITHIN, || {
        let mut command = Command::new("xdotool");
        let found = wait::helper(command.args(["search", "--onlyvisible", "--class", name]))?;
        Ok(String::from_utf8_lossy(&found.stdout).lines().last().map(str::to_owned))
    });
    if let Ok(window) = window {
        let (left, top) = (format!("{:.0}", place.left), format!("{:.0}", place.top));
        drop(wait::helper(Command::new("xdotool").args(["windowmove", &window, &left, &top])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_windows_fit_on_common_screens_and_none_covers_another() {
        for screen in [(1280, 800), (1366, 768), (1920, 1080), (3840, 2160), (1024, 768)] {
            let [kiosk, counter, display] = places(screen);
            for place in [kiosk, counter, display] {
                assert!(place.left + place.width <= f64::from(screen.0), "{screen:?} {place:?}");
                assert!(place.top + place.height <= f64::from(screen.1), "{screen:?} {place:?}");
                assert!(place.scale >= 0.2 && place.scale <= 1.0);
            }
            assert!(counter.left >= kiosk.left + kiosk.width);
            assert!(display.top >= counter.top + counter.height);
        }
    }
}
