//! The scripted officer: signs in at the console's real window and works with its keys.
//!
//! Every key is followed until the hub says over HTTP that what it asks for has happened.

use crate::hall::{COUNTER, Hall};
use antrean_tests::screen::Screen;
use antrean_tests::sight::{Area, Picture};
use anyhow::{Context, Result};
use image::Rgb;
use serde_json::Value;
use std::path::{Path, PathBuf};

pub const SIZE: (u32, u32) = (1280, 800);
pub const OFFICER: &str = "Ratna W.";
const WHITE: Rgb<u8> = Rgb([0xFF, 0xFF, 0xFF]);
const AMBER: Rgb<u8> = Rgb([0xF5, 0xA8, 0x0B]);
const BRAND: Rgb<u8> = Rgb([0x0B, 0x55, 0x59]);
/// A place where the desk is bare; behind a question it is dark.
const BARE: (u32, u32) = (6, SIZE.1 - 6);

pub struct Desk {
    screen: Screen,
    pictures: PathBuf,
}

impl Desk {
    pub fn new(screen: Screen, pictures: &Path) -> Self {
        Self { screen, pictures: pictures.to_owned() }
    }

    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Touches the counter, types the name, opens.
    pub fn sign_in(&self, hall: &Hall) -> Result<()> {
        let first =
            |seen: &Picture| counters(seen).into_iter().min_by_key(|tile| tile.left + tile.top);
        self.screen.await_sight("waiting for the choice of counters", |seen| {
            Ok((counters(seen).len() > 8).then_some(()))
        })?;
        self.screen.write(OFFICER)?;
        self.screen.touch_until("touching the counter", first, |seen| {
            Ok(first(seen).filter(|tile| is_chosen(seen, *tile)).map(drop))
        })?;
        self.save("id-1-sign-in")?;
        self.press(hall, "Return", "opening the counter", |desk| {
            desk["counter"]["state"] == "open" && desk["counter"]["officer"] == OFFICER
        })
        .map(drop)
    }

    /// Presses a key until the hub says that it has been done; returns what the hub says.
    pub fn press(
        &self,
        hall: &Hall,
        key: &str,
        what: &str,
        done: impl Fn(&Value) -> bool,
    ) -> Result<Value> {
        self.screen
            .key_until(&format!("{what} ({key})"), key, || Ok(Some(hall.counter()?).filter(&done)))
    }

    /// Opens a question; `done` waits until the desk behind it is dark.
    pub fn ask(&self, key: &str, what: &str) -> Result<()> {
        let asked = || Ok(is_asked(&self.screen.look()?).then_some(()));
        self.screen.key_until(&format!("{what} ({key})"), key, asked)
    }

    /// Leaves the open question or list.
    pub fn dismiss(&self) -> Result<()> {
        let gone = || Ok((!is_asked(&self.screen.look()?)).then_some(()));
        self.screen.key_until("closing the question (Escape)", "Escape", gone)
    }

    /// Moves or types where nothing is asked of the hub.
    pub fn type_keys(&self, keys: &[&str]) -> Result<()> {
        keys.iter().try_for_each(|key| self.screen.key(key))
    }

    pub fn write(&self, text: &str) -> Result<()> {
        self.screen.write(text)
    }

    /// Waits until the console has heard how much time has passed: the bar of usual minutes fills.
    pub fn await_progress(&self) -> Result<()> {
        let bar = |area: &Area| area.width() > 60 && area.height() < 20;
        self.screen.await_sight("waiting until the console knows the time", |seen| {
            Ok(seen.areas(AMBER).iter().any(bar).then_some(()))
        })
    }

    /// Saves the screen in the other language too, by its key.
    pub fn save_both(&self, name: &str) -> Result<()> {
        self.save(&format!("id-{name}"))?;
        self.other_language()?;
        self.save(&format!("en-{name}"))?;
        self.other_language()
    }

    pub fn save(&self, name: &str) -> Result<()> {
        self.screen.save(&self.pictures.join(format!("counter-{name}.png")), (0, SIZE.1))
    }

    fn other_language(&self) -> Result<()> {
        let before = self.screen.look()?;
        // The lists' tabs have other words in the other language.
        let changed = || Ok((!self.screen.look()?.same_rows(&before, 80, 140)).then_some(()));
        self.screen.key_until("changing the language (F12)", "F12", changed)
    }
}

/// The number in hand, and in which state.
pub fn in_hand(desk: &Value) -> (String, String) {
    let text = |key: &str| desk["ticket"][key].as_str().unwrap_or_default().to_owned();
    (text("number"), text("state"))
}

/// The number that would be called.
pub fn next(hall: &Hall) -> Result<String> {
    let desk = hall.counter()?;
    let number = desk["waiting"][0]["ticket"]["number"].as_str();
    number.map(str::to_owned).with_context(|| format!("nobody waits for counter {COUNTER}"))
}

fn counters(seen: &Picture) -> Vec<Area> {
    let fits =
        |area: &Area| (150..300).contains(&area.width()) && (80..112).contains(&area.height());
    seen.areas(WHITE).into_iter().filter(|area| area.left > 380 && fits(area)).collect()
}

/// Around a chosen counter stands a strong edge.
fn is_chosen(seen: &Picture, tile: Area) -> bool {
    seen.areas(BRAND).into_iter().any(|edge| {
        edge.left < tile.left && edge.right > tile.right && edge.width() < tile.width() + 16
    })
}

fn is_asked(seen: &Picture) -> bool {
    seen.pixel(BARE.0, BARE.1).0.iter().all(|channel| *channel < 128)
}
