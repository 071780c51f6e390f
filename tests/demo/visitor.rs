//! The scripted visitor: touches the kiosk's real window, and holds the paper that comes out.
//!
//! Finds tiles, rows and buttons by their color and size on the screen, as an eye would.

use crate::hall::Hall;
use crate::screen::Screen;
use crate::sight::{Area, Picture};
use crate::wait;
use anyhow::{Context, Result, ensure};
use image::Rgb;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub const SIZE: (u32, u32) = (1080, 1920);
const WHITE: Rgb<u8> = Rgb([0xFF, 0xFF, 0xFF]);
const AMBER: Rgb<u8> = Rgb([0xF5, 0xA8, 0x0B]);
const BRAND: Rgb<u8> = Rgb([0x0B, 0x55, 0x59]);
const GREEN: Rgb<u8> = Rgb([0x1F, 0x7A, 0x4D]);
/// The band with the languages.
const FOOT: u32 = 132;
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

fn fits(area: Area, width: std::ops::Range<u32>, height: std::ops::Range<u32>) -> bool {
    width.contains(&area.width()) && height.contains(&area.height())
}

fn cards(seen: &Picture) -> impl Iterator<Item = Area> {
    let foot = seen.0.height() - FOOT;
    seen.areas(WHITE).into_iter().filter(move |area| area.bottom <= foot)
}

/// Agencies that can be touched.
fn tiles(seen: &Picture) -> Vec<Area> {
    cards(seen).filter(|area| fits(*area, 400..600, 150..400)).collect()
}

/// Services that can be touched.
fn rows(seen: &Picture) -> Vec<Area> {
    cards(seen).filter(|area| fits(*area, 900..1_080, 100..340)).collect()
}

/// The one amber button of the confirming screen.
fn action(seen: &Picture) -> Option<Area> {
    seen.areas(AMBER).into_iter().find(|area| fits(*area, 300..1_080, 80..300))
}

fn number_is_shown(seen: &Picture) -> bool {
    seen.areas(GREEN).into_iter().any(|area| fits(area, 60..200, 60..200))
}

fn done_button(seen: &Picture) -> Option<Area> {
    cards(seen).filter(|area| fits(*area, 200..600, 60..160)).last()
}

fn in_foot(seen: &Picture, color: Rgb<u8>) -> Option<Area> {
    let foot = seen.0.height() - FOOT;
    seen.areas(color)
        .into_iter()
        .find(|area| area.top > foot && fits(*area, 80..600, 50..FOOT - 10))
}

fn other_language(seen: &Picture) -> Option<Area> {
    in_foot(seen, WHITE)
}

fn speaks_english(seen: &Picture) -> Option<bool> {
    Some(in_foot(seen, BRAND)?.left > other_language(seen)?.left)
}
