//! The hand before a virtual screen: one xdotool for the whole time, told line by line, so that starting
//! it costs no touch anything.

use crate::sample::Sample;
use antrean_tests::screen::Screen;
use antrean_tests::sight::Area;
use antrean_tests::wait;
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a finger stays on the glass, and a key down.
const DOWN_FOR: Duration = Duration::from_millis(40);
const ROUND_TRIPS: usize = 200;

pub struct Hand {
    child: Child,
    told: ChildStdin,
    says: Lines<BufReader<ChildStdout>>,
}

impl Hand {
    pub fn before(screen: &Screen) -> Result<Self> {
        let mut command = Command::new("xdotool");
        screen.give(&mut command);
        command.arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command
            .spawn()
            .context("touching a window needs xdotool; install it: apt-get install xdotool")?;
        let told = child.stdin.take().context("xdotool hears nothing")?;
        let says = BufReader::new(child.stdout.take().context("xdotool is mute")?).lines();
        Ok(Self { child, told, says })
    }

    /// Puts the finger down in the middle of an area; `lift` ends the touch.
    pub fn put_down(&mut self, area: Area) -> Result<()> {
        let (x, y) = area.middle();
        self.tell(&format!("mousemove {x} {y}"))?;
        self.tell("mousedown 1")?;
        wait::pass(DOWN_FOR);
        Ok(())
    }

    /// Lifts the finger and returns when. What is touched acts now.
    pub fn lift(&mut self) -> Result<Instant> {
        let at = wait::now();
        self.tell("mouseup 1")?;
        Ok(at)
    }

    /// Presses a key down; `release` ends it.
    pub fn press(&mut self, key: &str) -> Result<()> {
        self.tell(&format!("keydown {key}"))?;
        wait::pass(DOWN_FOR);
        Ok(())
    }

    /// Releases a key and returns when. What it means happens now.
    pub fn release(&mut self, key: &str) -> Result<Instant> {
        let at = wait::now();
        self.tell(&format!("keyup {key}"))?;
        Ok(at)
    }

    /// Returns how long this hand and the screen's server take to hear and answer.
    pub fn round_trips(&mut self) -> Result<Sample> {
        (0..ROUND_TRIPS)
            .map(|_| {
                let begun = wait::now();
                self.tell("getmouselocation")?;
                self.says.next().context("xdotool says nothing")??;
                Ok(begun.elapsed())
            })
            .collect()
    }

    fn tell(&mut self, line: &str) -> Result<()> {
        writeln!(self.told, "{line}").context("xdotool is gone")
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
