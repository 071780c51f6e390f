//! The scripted visitor: touches the kiosk's real window, and holds the paper that comes out.
//!
//! What it sees there, tiles, rows and buttons, is told by `antrean_tests::glass`.

use crate::hall::Hall;
use antrean_tests::glass::{
    SIZE, action, done_button, number_is_shown, other_language, rows, speaks_english, tiles,
};
use antrean_tests::screen::Screen;
use antrean_tests::sight::Picture;
use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The hall's name, and a clock that moves.
const HEAD: u32 = 160;
const PAPER_WITHIN: Duration = Duration::from_secs(30);

/// What a visitor came for.
pub struct Visit {
    pub english: bool,
    /// Places on the screen, from 0.
    pub agency: usize,
    pub service: usize,
    /// A counter that serves it, to ask the hub about.
    pub counter: &'static str,
    /// Whether pictures are taken of every screen.
    pub pictures: bool,
}

pub struct Kiosk {
    screen: Screen,
    pictures: PathBuf,
}

impl Kiosk {
    pub fn new(screen: Screen, pictures: &Path) -> Self {
        Self { screen, pictures: pictures.to_owned() }
    }

    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Walks from the first touch to the paper in hand; returns the ticket as the hub knows it.
    pub fn take_number(&self, hall: &Hall, visit: &Visit) -> Result<Value> {
        let language = if visit.english { "en" } else { "id" };
        let save = |name: &str| match visit.pictures {
            true => self.save(&format!("kiosk-{language}-{name}")),
            false => Ok(()),
        };
        self.screen.await_sight("waiting for the kiosk's start screen", |seen| {
            Ok((tiles(seen).len() > visit.agency).then_some(()))
        })?;
        self.speak(visit.english)?;
        save("1-agencies")?;
        let tile = |seen: &Picture| tiles(seen).get(visit.agency).copied();
        let opened =
            |seen: &Picture| Ok((tiles(seen).is_empty() && rows(seen).len() > 1).then_some(()));
        self.screen.touch_until("touching the agency", tile, opened)?;
        save("2-services")?;
        let row = |seen: &Picture| rows(seen).get(visit.service).copied();
        let asked = |seen: &Picture| Ok(action(seen).map(drop));
        self.screen.touch_until("touching the service", row, asked)?;
        save("3-confirm")?;
        let before = papers(hall)?;
        let taken = |seen: &Picture| Ok(action(seen).is_none().then_some(()));
        self.screen.touch_until("touching \"Ambil nomor\"", action, taken)?;
        let number = self.hold_paper(hall, &before)?;
        self.screen.await_sight("waiting for the number on the kiosk", |seen| {
            Ok(number_is_shown(seen).then_some(()))
        })?;
        save("4-ticket")?;
        let ticket = the_hub_knows(hall, visit, &number)?;
        let home = |seen: &Picture| Ok((!tiles(seen).is_empty()).then_some(()));
        self.screen.touch_until("touching \"Selesai\"", done_button, home)?;
        Ok(ticket)
    }

    /// Saves the start screen as it is now.
    pub fn save(&self, name: &str) -> Result<()> {
        // The foot of a screen may count down.
        let rows = (HEAD, SIZE.1 * 6 / 10);
        self.screen.save(&self.pictures.join(format!("{name}.png")), rows)
    }

    fn speak(&self, english: bool) -> Result<()> {
        let spoken = |seen: &Picture| Ok((speaks_english(seen) == Some(english)).then_some(()));
        if spoken(&self.screen.look()?)?.is_some() {
            return Ok(());
        }
        self.screen.touch_until("choosing the language", other_language, spoken)
    }

    fn hold_paper(&self, hall: &Hall, before: &BTreeSet<PathBuf>) -> Result<String> {
        let paper = wait::until("waiting for the paper", PAPER_WITHIN, || {
            let new = papers(hall)?.into_iter().find(|paper| !before.contains(paper));
            // It can be opened once it is written to its end.
            Ok(new.filter(|paper| image::open(paper).is_ok()))
        })?;
        let stem =
            paper.file_stem().context("a paper without a name")?.to_string_lossy().into_owned();
        let number = stem.split('-').next().unwrap_or_default().to_owned();
        std::fs::copy(&paper, self.pictures.join(format!("paper-{number}.png")))?;
        Ok(number)
    }
}

fn papers(hall: &Hall) -> Result<BTreeSet<PathBuf>> {
    // No folder, no paper yet.
    let Ok(entries) = std::fs::read_dir(&hall.papers) else { return Ok(BTreeSet::new()) };
    let paths = entries.map(|entry| Ok(entry?.path()));
    let all: Result<Vec<PathBuf>> = paths.collect();
    Ok(all?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "png")).collect())
}

/// The number on the paper is a ticket of the hub that waits, and its page can be opened.
fn the_hub_knows(hall: &Hall, visit: &Visit, number: &str) -> Result<Value> {
    let what = format!("waiting until the hub has {number} waiting, its paper confirmed");
    let path = format!("/counters/{}/waiting?search={number}", visit.counter);
    let ticket = wait::until(&what, Duration::from_secs(10), || {
        let ticket = hall.get(&path)?["waiting"][0]["ticket"].take();
        Ok((ticket["state"] == "waiting" && ticket["shown"] == "paper").then_some(ticket))
    })?;
    let language = if visit.english { "en" } else { "id" };
    ensure!(
        ticket["language"] == language,
        "{number} speaks {}, not {language}",
        ticket["language"]
    );
    let page = ticket["url"].as_str().context("the ticket has no page")?;
    let text = ureq::get(page).call()?.body_mut().read_to_string()?;
    ensure!(text.contains(number), "the page of {number} does not name it");
    Ok(ticket)
}
