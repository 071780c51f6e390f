//! What a virtual screen shows: its pixels, and plain areas of one color in them, such as buttons.
//!
//! Pure: reads the bytes that Xvfb keeps in a file (X window dump) and knows nothing of the apps.

use anyhow::{Context, Result, ensure};
use image::{Rgb, RgbImage};
use std::collections::BTreeMap;

/// How far a channel may be off for a color to count as the same.
const NEAR: u8 = 3;

/// What stood on a screen at one moment.
pub struct Picture(pub RgbImage);

/// A rectangle on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: u32,
    pub top: u32,
    /// One pixel beyond.
    pub right: u32,
    /// One pixel beyond.
    pub bottom: u32,
}

impl Area {
    pub fn width(self) -> u32 {
        self.right - self.left
    }

    pub fn height(self) -> u32 {
        self.bottom - self.top
    }

    pub fn middle(self) -> (u32, u32) {
        (self.left.midpoint(self.right), self.top.midpoint(self.bottom))
    }
}

impl Picture {
    /// Reads an X window dump with 32 bits a pixel.
    pub fn read(dump: &[u8]) -> Result<Self> {
        let word = |index: usize| {
            let bytes = dump.get(index * 4..index * 4 + 4).context("the dump is cut off")?;
            Ok::<_, anyhow::Error>(u32::from_be_bytes(bytes.try_into().expect("four bytes")))
        };
        let (header, width, height) = (word(0)?, word(4)?, word(5)?);
        let (lsb_first, bits, line_bytes, colors) =
            (word(7)? == 0, word(11)?, word(12)?, word(19)?);
        ensure!(lsb_first && bits == 32, "the screen has {bits} bits a pixel");
        let pixels = dump.get((header + colors * 12) as usize..).context("the dump is cut off")?;
        ensure!(pixels.len() >= (line_bytes * height) as usize, "the dump is cut off");
        let pixel = |x: u32, y: u32| {
            let at = (y * line_bytes + x * 4) as usize;
            Rgb([pixels[at + 2], pixels[at + 1], pixels[at]])
        };
        Ok(Self(RgbImage::from_fn(width, height, pixel)))
    }

    /// Tells whether a pixel has a color.
    pub fn is(&self, x: u32, y: u32, color: Rgb<u8>) -> bool {
        near(*self.0.get_pixel(x, y), color)
    }

    /// Tells whether two pictures are the same between two heights.
    pub fn same_rows(&self, other: &Self, top: u32, bottom: u32) -> bool {
        let row = |picture: &Self| {
            let (from, to) = (top * picture.0.width() * 3, bottom * picture.0.width() * 3);
            picture.0.as_raw().get(from as usize..to as usize).map(<[u8]>::to_vec)
        };
        row(self) == row(other)
    }

    /// Returns the connected areas of a color, from top to bottom and left to right.
    pub fn areas(&self, color: Rgb<u8>) -> Vec<Area> {
        let mut runs: Vec<Area> = Vec::new();
        // For each run an earlier one of its area, or itself.
        let mut leads_to: Vec<usize> = Vec::new();
        let mut above = 0..0;
        for y in 0..self.0.height() {
            let row = runs.len();
            for (left, right) in self.runs(y, color) {
                let this = runs.len();
                runs.push(Area { left, top: y, right, bottom: y + 1 });
                leads_to.push(this);
                for other in above.clone() {
                    if runs[other].left < right && left < runs[other].right {
                        let (one, two) = (first(&leads_to, this), first(&leads_to, other));
                        leads_to[one.max(two)] = one.min(two);
                    }
                }
            }
            above = row..runs.len();
        }
        let mut whole = BTreeMap::new();
        for (place, run) in runs.iter().enumerate() {
            let area = whole.entry(first(&leads_to, place)).or_insert(*run);
            *area = join(*area, *run);
        }
        let mut areas: Vec<_> = whole.into_values().collect();
        areas.sort_by_key(|area| (area.top, area.left));
        areas
    }

    fn runs(&self, y: u32, color: Rgb<u8>) -> Vec<(u32, u32)> {
        let mut runs = Vec::new();
        let mut begin = None;
        for x in 0..=self.0.width() {
            let inside = x < self.0.width() && self.is(x, y, color);
            match (begin, inside) {
                (None, true) => begin = Some(x),
                (Some(from), false) => {
                    runs.push((from, x));
                    begin = None;
                }
                (None, false) | (Some(_), true) => {}
            }
        }
        runs
    }
}

fn first(leads_to: &[usize], mut place: usize) -> usize {
    while leads_to[place] != place {
        place = leads_to[place];
    }
    place
}

fn near(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0.iter().zip(other.0).all(|(a, b)| a.abs_diff(b) <= NEAR)
}

fn join(one: Area, other: Area) -> Area {
    Area {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Rgb<u8> = Rgb([200, 0, 0]);

    fn picture(rows: &[&str]) -> Picture {
        let (width, height) = (rows[0].len() as u32, rows.len() as u32);
        Picture(RgbImage::from_fn(width, height, |x, y| {
            if rows[y as usize].as_bytes()[x as usize] == b'#' { RED } else { Rgb([9, 9, 9]) }
        }))
    }

    #[test]
    fn areas_hold_together_around_what_stands_on_them() {
        let seen = picture(&[".####..", ".#..#.#", ".#.##.#", ".#....#", ".####.."]).areas(RED);
        let area = |left, top, right, bottom| Area { left, top, right, bottom };
        assert_eq!(seen, [area(1, 0, 5, 5), area(6, 1, 7, 4)]);
        assert_eq!(seen[0].middle(), (3, 2));
    }

    #[test]
    fn arms_that_meet_below_are_one_area() {
        let seen = picture(&["#.#.#", "#.###", "###.."]).areas(RED);
        assert_eq!(seen, [Area { left: 0, top: 0, right: 5, bottom: 3 }]);
    }

    #[test]
    fn a_dump_is_read_and_a_broken_one_is_named() {
        let mut words = [0u32; 25];
        (words[0], words[4], words[5]) = (100, 2, 1);
        (words[11], words[12], words[19]) = (32, 8, 1);
        let mut dump: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        dump.extend([0; 12]);
        dump.extend([1, 2, 3, 0, 0, 0, 200, 0]);
        let seen = Picture::read(&dump).unwrap();
        assert_eq!((seen.0.get_pixel(0, 0), seen.is(1, 0, RED)), (&Rgb([3, 2, 1]), true));
        assert!(Picture::read(&dump[..dump.len() - 1]).is_err());
        assert!(Picture::read(&[]).is_err());
    }
}
