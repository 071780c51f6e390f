//! What a virtual screen shows: its pixels, and plain areas of one color in them, such as buttons.
//!
//! Pure: reads the bytes that Xvfb keeps in a file (X window dump) and knows nothing of the apps.

use anyhow::{Context, Result, ensure};
use image::{Rgb, RgbImage};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// How far a channel may be off for a color to count as the same.
const NEAR: u8 = 3;

/// What stood on a screen at one moment, looked at from every pixel or from every few.
pub struct Picture {
    image: RgbImage,
    /// Pixels of the screen for one of the picture, across and down.
    step: u32,
}

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

    fn times(self, step: u32) -> Self {
        let Self { left, top, right, bottom } = self;
        Self { left: left * step, top: top * step, right: right * step, bottom: bottom * step }
    }

    pub fn middle(self) -> (u32, u32) {
        (self.left.midpoint(self.right), self.top.midpoint(self.bottom))
    }
}

impl Picture {
    /// Reads an X window dump with 32 bits a pixel: of each row, and of the rows, one in `step`.
    ///
    /// `read` fills bytes from a place in the dump on.
    pub fn read(step: u32, read: impl Fn(u64, &mut [u8]) -> io::Result<()>) -> Result<Self> {
        let part = |at: u64, bytes: &mut [u8]| read(at, bytes).context("the dump is cut off");
        let mut head = [0; 80];
        part(0, &mut head)?;
        let word = |index: usize| {
            let bytes = &head[index * 4..index * 4 + 4];
            u32::from_be_bytes(bytes.try_into().expect("four bytes"))
        };
        let (header, width, height) = (word(0), word(4), word(5));
        let (lsb_first, bits, line_bytes, colors) = (word(7) == 0, word(11), word(12), word(19));
        ensure!(lsb_first && bits == 32, "the screen has {bits} bits a pixel");
        let begin = u64::from(header + colors * 12);
        let mut image = RgbImage::new(width / step, height / step);
        let mut line = vec![0; line_bytes as usize];
        for (y, row) in image.enumerate_rows_mut() {
            part(begin + u64::from(y * step) * u64::from(line_bytes), &mut line)?;
            for (x, _, pixel) in row {
                let at = (x * step * 4) as usize;
                *pixel = Rgb([line[at + 2], line[at + 1], line[at]]);
            }
        }
        Ok(Self { image, step })
    }

    pub fn height(&self) -> u32 {
        self.image.height() * self.step
    }

    /// Returns the color of a pixel of the screen, or of one beside it.
    pub fn pixel(&self, x: u32, y: u32) -> Rgb<u8> {
        *self.image.get_pixel(x / self.step, y / self.step)
    }

    /// Tells whether a pixel of the picture has a color.
    fn is(&self, x: u32, y: u32, color: Rgb<u8>) -> bool {
        near(*self.image.get_pixel(x, y), color)
    }

    pub fn save(&self, path: &Path) -> Result<()> {
        self.image.save(path).with_context(|| format!("saving {}", path.display()))
    }

    /// Tells whether two pictures are the same between two heights.
    pub fn same_rows(&self, other: &Self, top: u32, bottom: u32) -> bool {
        let row = |picture: &Self| {
            let line = picture.image.width() * 3;
            let (from, to) = (top / picture.step * line, bottom / picture.step * line);
            picture.image.as_raw().get(from as usize..to as usize).map(<[u8]>::to_vec)
        };
        row(self) == row(other)
    }

    /// Returns the connected areas of a color, from top to bottom and left to right.
    pub fn areas(&self, color: Rgb<u8>) -> Vec<Area> {
        let mut runs: Vec<Area> = Vec::new();
        // For each run an earlier one of its area, or itself.
        let mut leads_to: Vec<usize> = Vec::new();
        let mut above = 0..0;
        for y in 0..self.image.height() {
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
        let mut areas: Vec<_> = whole.into_values().map(|area| area.times(self.step)).collect();
        areas.sort_by_key(|area| (area.top, area.left));
        areas
    }

    fn runs(&self, y: u32, color: Rgb<u8>) -> Vec<(u32, u32)> {
        let mut runs = Vec::new();
        let mut begin = None;
        for x in 0..=self.image.width() {
            let inside = x < self.image.width() && self.is(x, y, color);
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
        let image = RgbImage::from_fn(width, height, |x, y| {
            if rows[y as usize].as_bytes()[x as usize] == b'#' { RED } else { Rgb([9, 9, 9]) }
        });
        Picture { image, step: 1 }
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

    fn read(dump: &[u8], step: u32) -> Result<Picture> {
        Picture::read(step, |from, into| {
            let from = usize::try_from(from).unwrap();
            let part = dump.get(from..from + into.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
            into.copy_from_slice(part);
            Ok(())
        })
    }

    fn dump(width: u32, height: u32, pixels: &[u32]) -> Vec<u8> {
        let mut words = [0u32; 25];
        (words[0], words[4], words[5]) = (100, width, height);
        (words[11], words[12], words[19]) = (32, width * 4, 1);
        let mut dump: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        dump.extend([0; 12]);
        dump.extend(pixels.iter().flat_map(|pixel| pixel.to_le_bytes()));
        dump
    }

    #[test]
    fn a_dump_is_read_and_a_broken_one_is_named() {
        let dump = dump(2, 1, &[0x01_02_03, 0xC8_00_00]);
        let seen = read(&dump, 1).unwrap();
        assert_eq!((seen.pixel(0, 0), seen.is(1, 0, RED)), (Rgb([1, 2, 3]), true));
        assert!(read(&dump[..dump.len() - 1], 1).is_err());
        assert!(read(&[], 1).is_err());
    }

    #[test]
    fn a_picture_of_few_pixels_tells_of_the_whole_screen() {
        let pixel = |at: u32| if at % 8 < 4 && at / 8 < 2 { 0xC8_00_00 } else { 0 };
        let pixels: Vec<u32> = (0..8 * 4).map(pixel).collect();
        let seen = read(&dump(8, 4, &pixels), 2).unwrap();
        assert_eq!(seen.areas(RED), [Area { left: 0, top: 0, right: 4, bottom: 2 }]);
        assert_eq!((seen.height(), seen.pixel(7, 3)), (4, Rgb([0, 0, 0])));
    }
}
