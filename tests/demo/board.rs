//! The hall display: what it should show and sound, and pictures of it.

use crate::hall::Hall;
use antrean_tests::screen::Screen;
use antrean_tests::sight::Area;
use antrean_tests::wait;
use anyhow::{Context, Result};
use image::Rgb;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub const SIZE: (u32, u32) = (1920, 1080);
const CARD: Rgb<u8> = Rgb([0x0B, 0x3A, 0x3D]);
const AMBER: Rgb<u8> = Rgb([0xF5, 0xA8, 0x0B]);
/// Above it nothing runs by.
const FOOT: u32 = 960;

pub struct Board {
    screen: Screen,
    pictures: PathBuf,
    /// What would have been heard.
    heard: PathBuf,
}

impl Board {
    pub fn new(screen: Screen, pictures: &Path, heard: PathBuf) -> Self {
        Self { screen, pictures: pictures.to_owned(), heard }
    }

    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Waits until the newest call is this one, stands in the large place, and has been sounded.
    pub fn announces(&self, hall: &Hall, number: &str, counter: &str, kind: &str) -> Result<()> {
        let newest = hall.board()?["calls"][0].take();
        let is =
            newest["number"] == number && newest["counter"] == counter && newest["kind"] == kind;
        anyhow::ensure!(is, "the newest call is {newest}, not {kind} {number} to {counter}");
        let call = newest["call"].as_u64().context("a call without a number")?;
        let chime = format!("chime {call}");
        wait::until(
            &format!("waiting for the chime of {number}"),
            Duration::from_secs(40),
            || {
                let heard = std::fs::read_to_string(&self.heard).unwrap_or_default();
                Ok(heard.lines().any(|line| line == chime).then_some(()))
            },
        )?;
        self.screen.await_sight(&format!("waiting for {number} in the large place"), |seen| {
            let large = |area: &Area| area.width() > 300 && area.height() > 200;
            Ok(seen.areas(AMBER).iter().any(large).then_some(()))
        })
    }

    /// Saves the board with the first page of the queues, which has most of them.
    pub fn save(&self, name: &str) -> Result<()> {
        let queue = |area: &&Area| (60..130).contains(&area.height()) && area.width() > 300;
        self.screen.await_sight("waiting for the queues on the board", |seen| {
            Ok((seen.areas(CARD).iter().filter(queue).count() >= 4).then_some(()))
        })?;
        self.screen.save(&self.pictures.join(format!("board-{name}.png")), (120, FOOT))
    }
}
