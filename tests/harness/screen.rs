//! A virtual screen with one app on it, the hand that touches it, and the keyboard before it.
//!
//! Xvfb draws into a file that `look` reads; xdotool moves the pointer and presses keys. Knows no app.

use crate::children::Children;
use crate::sight::{Area, Picture};
use crate::wait;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const SCREEN_WITHIN: Duration = Duration::from_secs(15);
const WINDOW_WITHIN: Duration = Duration::from_secs(30);
/// After which a touch or a key that changed nothing is repeated: apps are deaf for up to 600 ms after a change.
const REPEAT_AFTER: Duration = Duration::from_millis(1_200);
const REPEATS_MAX: usize = 8;
/// Of so many pixels across and down a glance sees one; the gaps between cards are four times as wide.
const GLANCE_STEP: u32 = 4;

pub struct Screen {
    name: String,
    display: String,
    dump: PathBuf,
    size: (u32, u32),
}

impl Screen {
    /// Starts a virtual screen of a size; `folder` holds what it draws and says.
    pub fn start(children: &Children, name: &str, size: (u32, u32), folder: &Path) -> Result<Self> {
        let drawn = folder.join(format!("screen-{name}"));
        std::fs::create_dir_all(&drawn)?;
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        command.arg(format!("{}x{}x24", size.0, size.1)).arg("-fbdir").arg(&drawn);
        let lines = children
            .start(&format!("screen-{name}"), &mut command, folder)
            .context("a virtual screen needs Xvfb; install it: apt-get install xvfb")?;
        let number = lines.recv_timeout(SCREEN_WITHIN).with_context(|| {
            format!("the virtual screen does not start; see {}/screen-{name}.log", folder.display())
        })?;
        let display = format!(":{}", number.trim());
        Ok(Self { name: name.to_owned(), display, dump: drawn.join("Xvfb_screen0"), size })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the X server's name, such as `:3`.
    pub fn display(&self) -> &str {
        &self.display
    }

    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// Makes a program draw here.
    pub fn give(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("SLINT_SCALE_FACTOR");
    }

    /// Waits for the window manager, which fills the screen with a window that asks for it.
    pub fn await_manager(&self) -> Result<()> {
        wait::until("waiting for the window manager", WINDOW_WITHIN, || {
            let mut command = Command::new("xprop");
            let command = command.args(["-root", "_NET_SUPPORTING_WM_CHECK"]);
            let said = wait::helper(command.env("DISPLAY", &self.display))
                .context("asking for it needs xprop; install it: apt-get install x11-utils")?;
            let said = String::from_utf8_lossy(&said.stdout).into_owned();
            Ok(said.contains("window id").then_some(()))
        })
    }

    /// Waits for the app's window, which then gets the keyboard.
    pub fn await_window(&self) -> Result<()> {
        let what = format!("waiting for the window of the {}", self.name);
        let window = wait::until(&what, WINDOW_WITHIN, || {
            let found = self.xdotool(&["search", "--onlyvisible", "--name", "."])?;
            Ok(found.lines().next().map(str::to_owned))
        })?;
        self.xdotool(&["windowmove", &window, "0", "0", "windowfocus", &window])?;
        self.park_pointer()
    }

    pub fn look(&self) -> Result<Picture> {
        self.read(1)
    }

    /// Looks quickly: enough to tell buttons and cards.
    pub fn glance(&self) -> Result<Picture> {
        self.read(GLANCE_STEP)
    }

    fn read(&self, step: u32) -> Result<Picture> {
        let what = || format!("reading what the {} shows", self.name);
        let dump = File::open(&self.dump).with_context(what)?;
        Picture::read(step, |from, into| dump.read_exact_at(into, from)).with_context(what)
    }

    /// Touches the area that `find` finds, until `done` finds what it should lead to.
    pub fn touch_until<T>(
        &self,
        what: &str,
        find: impl Fn(&Picture) -> Option<Area>,
        mut done: impl FnMut(&Picture) -> Result<Option<T>>,
    ) -> Result<T> {
        let area = self
            .await_sight(&format!("{what}: finding it on the {}", self.name), |seen| {
                Ok(find(seen))
            })?;
        self.repeat(what, || self.touch(area), || done(&self.look()?))
    }

    /// Presses a key until `done` finds what it should lead to.
    pub fn key_until<T>(
        &self,
        what: &str,
        key: &str,
        done: impl FnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        self.repeat(what, || self.key(key), done)
    }

    /// Waits for something to be seen.
    pub fn await_sight<T>(
        &self,
        what: &str,
        mut find: impl FnMut(&Picture) -> Result<Option<T>>,
    ) -> Result<T> {
        wait::until(what, Duration::from_secs(15), || find(&self.look()?))
    }

    pub fn touch(&self, area: Area) -> Result<()> {
        self.touch_times(area, 1)
    }

    /// Touches as a trembling hand does, several times at once. A finger then leaves the glass; a pointer would stay.
    pub fn touch_times(&self, area: Area, times: u32) -> Result<()> {
        let (x, y) = area.middle();
        let (x, y, right) = (x.to_string(), y.to_string(), (self.size.0 - 1).to_string());
        let (move_to, times) = (["mousemove", &x, &y], times.to_string());
        let click = ["click", "--repeat", &times, "--delay", "30", "1"];
        self.xdotool(&[&move_to[..], &click, &["mousemove", &right, "1"]].concat()).map(drop)
    }

    /// Moves the pointer, as a mouse does.
    pub fn point(&self, (x, y): (u32, u32)) -> Result<()> {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string()]).map(drop)
    }

    pub fn key(&self, key: &str) -> Result<()> {
        self.xdotool(&["key", key]).map(drop)
    }

    pub fn write(&self, text: &str) -> Result<()> {
        self.xdotool(&["type", "--delay", "20", text]).map(drop)
    }

    /// Saves what is shown once nothing has moved between two looks, or after a while as it is.
    pub fn save(&self, path: &Path, rows: (u32, u32)) -> Result<()> {
        let mut before = self.look()?;
        let mut same = 0;
        let still = wait::until("a picture that stands still", Duration::from_secs(6), || {
            let now = self.look()?;
            same = if now.same_rows(&before, rows.0, rows.1) { same + 1 } else { 0 };
            before = now;
            Ok((same >= 8).then_some(()))
        });
        drop(still);
        before.save(path)
    }

    fn repeat<T>(
        &self,
        what: &str,
        act: impl Fn() -> Result<()>,
        mut done: impl FnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        for _ in 0..REPEATS_MAX {
            act()?;
            if let Ok(found) = wait::until(what, REPEAT_AFTER, &mut done) {
                return Ok(found);
            }
        }
        // Says why, where looking itself fails.
        done()?.with_context(|| format!("{what}: nothing came of it on the {}", self.name))
    }

    fn park_pointer(&self) -> Result<()> {
        self.xdotool(&["mousemove", &(self.size.0 - 1).to_string(), "1"]).map(drop)
    }

    fn xdotool(&self, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new("xdotool");
        let output = wait::helper(command.args(arguments).env("DISPLAY", &self.display))
            .context("touching a window needs xdotool; install it: apt-get install xdotool")?;
        if !output.status.success() && arguments[0] != "search" {
            bail!(
                "xdotool {}: {}",
                arguments.join(" "),
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
