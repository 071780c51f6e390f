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
/// The band with the languages.
const FOOT: u32 = 132;

fn fits(area: Area, width: std::ops::Range<u32>, height: std::ops::Range<u32>) -> bool {
    width.contains(&area.width()) && height.contains(&area.height())
}

fn cards(seen: &Picture) -> impl Iterator<Item = Area> {
    let foot = seen.0.height() - FOOT;
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
    let foot = seen.0.height() - FOOT;
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
