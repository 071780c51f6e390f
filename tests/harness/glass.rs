//! What stands on a kiosk's glass, told by color and size as an eye would: tiles, rows, buttons, questions.
//!
//! For a panel of 1080 by 1920. Pure; knows the look of the screens and nothing of what they mean.

use crate::sight::{Area, Picture};
use image::Rgb;

pub const SIZE: (u32, u32) = (1080, 1920);
const WHITE: Rgb<u8> = Rgb([0xFF, 0xFF, 0xFF]);
const AMBER: Rgb<u8> = Rgb([0xF5, 0xA8, 0x0B]);
const BRAND: Rgb<u8> = Rgb([0x0B, 0x55, 0x59]);
const GREEN: Rgb<u8> = Rgb([0x1F, 0x7A, 0x4D]);
const DEEP: Rgb<u8> = Rgb([0x07, 0x36, 0x3A]);
const PAPER: Rgb<u8> = Rgb([0xF3, 0xF5, 0xF2]);
const AMBER_SOFT: Rgb<u8> = Rgb([0xFD, 0xEB, 0xC6]);
/// A place where the ground is bare on every screen; behind a question it is dark.
const BARE: (u32, u32) = (16, 400);
/// The band with the languages.
const FOOT: u32 = 132;

fn fits(area: Area, width: std::ops::Range<u32>, height: std::ops::Range<u32>) -> bool {
    width.contains(&area.width()) && height.contains(&area.height())
}

fn cards(seen: &Picture) -> impl Iterator<Item = Area> {
    let foot = seen.height() - FOOT;
    seen.areas(WHITE).into_iter().filter(move |area| area.bottom <= foot)
}

/// Agencies that can be touched.
pub fn tiles(seen: &Picture) -> Vec<Area> {
    cards(seen).filter(|area| fits(*area, 400..600, 150..400)).collect()
}

/// Services that can be touched.
pub fn rows(seen: &Picture) -> Vec<Area> {
    cards(seen).filter(|area| fits(*area, 900..1_080, 100..340)).collect()
}

/// The one amber button of the confirming screen.
pub fn action(seen: &Picture) -> Option<Area> {
    seen.areas(AMBER).into_iter().find(|area| fits(*area, 300..1_080, 80..300))
}

pub fn number_is_shown(seen: &Picture) -> bool {
    seen.areas(GREEN).into_iter().any(|area| fits(area, 60..200, 60..200))
}

pub fn done_button(seen: &Picture) -> Option<Area> {
    cards(seen).filter(|area| fits(*area, 200..600, 60..160)).last()
}

fn in_foot(seen: &Picture, color: Rgb<u8>) -> Option<Area> {
    let foot = seen.height() - FOOT;
    seen.areas(color)
        .into_iter()
        .find(|area| area.top > foot && fits(*area, 80..600, 50..FOOT - 10))
}

pub fn other_language(seen: &Picture) -> Option<Area> {
    in_foot(seen, WHITE)
}

pub fn speaks_english(seen: &Picture) -> Option<bool> {
    Some(in_foot(seen, BRAND)?.left > other_language(seen)?.left)
}

/// What a visitor stands before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scene {
    /// The kiosk is dark.
    Dark,
    /// It asks for a moment's patience.
    Busy,
    /// The agencies; `trouble`: no number can be drawn now.
    Home { tiles: Vec<Area>, trouble: bool },
    /// The services of an agency.
    Services { rows: Vec<Area> },
    /// The confirming screen, with its button unless no number can be drawn.
    Confirm { action: Option<Area> },
    /// The number, and that the paper is out.
    Ticket { done: Option<Area> },
    /// Whether the paper came out.
    Question { came_out: Area, missing: Area, not_mine: Area },
    /// The number without paper.
    PaperFailed { photographed: Area },
    /// Something to read, and the way back.
    Notice { back: Area },
    /// Whether anybody is still there.
    StillThere { go_on: Area },
}

/// Tells what stands on the glass.
pub fn scene(seen: &Picture) -> Scene {
    let bare = seen.pixel(BARE.0, BARE.1);
    let amber = action(seen);
    if let Some(go_on) = amber.filter(|_| bare != PAPER) {
        return Scene::StillThere { go_on };
    }
    if bare != PAPER {
        return Scene::Dark;
    }
    let foot = seen.height() - FOOT;
    let middle = seen.height() / 2;
    let deep = seen.areas(DEEP);
    if deep.iter().any(|area| area.top > middle && area.bottom <= foot && area.width() > 900) {
        return Scene::Confirm { action: amber };
    }
    if let Some(photographed) = amber {
        return Scene::PaperFailed { photographed };
    }
    if number_is_shown(seen) {
        return Scene::Ticket { done: done_button(seen) };
    }
    let brand = seen.areas(BRAND).into_iter();
    let button = brand.filter(|area| area.top > middle / 2 && area.bottom <= foot);
    if let Some(button) = button.into_iter().find(|area| fits(*area, 400..1_080, 80..300)) {
        let below: Vec<_> = cards(seen).filter(|area| area.top > button.bottom).collect();
        return match below[..] {
            [missing, not_mine, ..] if fits(missing, 900..1_080, 60..300) => {
                Scene::Question { came_out: button, missing, not_mine }
            }
            _ => Scene::Notice { back: button },
        };
    }
    let (tiles, rows) = (tiles(seen), rows(seen));
    let strip = |area: &Area| fits(*area, 900..1_080, 60..300);
    if !tiles.is_empty() {
        return Scene::Home { tiles, trouble: seen.areas(AMBER_SOFT).iter().any(strip) };
    }
    if rows.is_empty() { Scene::Busy } else { Scene::Services { rows } }
}
