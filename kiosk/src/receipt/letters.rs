//! Measures, wraps and draws letters on a picture. Pure; the fonts are part of the program.
//!
//! Edges are cut at half coverage: thermal paper knows no gray. Sizes are in dots of the em.

use super::fold::fold;
use super::picture::Picture;
use ab_glyph::{Font, FontRef, GlyphId, OutlinedGlyph, PxScale, ScaleFont, point};
use std::sync::LazyLock;

/// A cut of the house's letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Regular,
    Bold,
    /// Equal widths, for ticket numbers and for the printer's own letters.
    Mono,
    MonoBold,
}

/// A face at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Letters {
    pub face: Face,
    pub size: f32,
}

macro_rules! font {
    ($file:literal) => {
        LazyLock::new(|| {
            let bytes = include_bytes!(concat!("../../../assets/fonts/", $file));
            FontRef::try_from_slice(bytes).expect("a bundled font is whole")
        })
    };
}

static REGULAR: LazyLock<FontRef<'static>> = font!("AtkinsonHyperlegibleNext-Regular.ttf");
static BOLD: LazyLock<FontRef<'static>> = font!("AtkinsonHyperlegibleNext-Bold.ttf");
static MONO: LazyLock<FontRef<'static>> = font!("AtkinsonHyperlegibleMono-Bold.ttf");
static MONO_BOLD: LazyLock<FontRef<'static>> = font!("AtkinsonHyperlegibleMono-ExtraBold.ttf");

impl Face {
    fn font(self) -> &'static FontRef<'static> {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
            Self::Mono => &MONO,
            Self::MonoBold => &MONO_BOLD,
        }
    }
}

impl Letters {
    /// Returns how far a text reaches, from its first letter's origin to its end.
    pub fn width(self, text: &str) -> f32 {
        self.run(text).1
    }

    /// Returns the height of a capital.
    pub fn cap_height(self) -> f32 {
        self.outlines("H", 0.0, 0.0).first().map_or(0.0, |glyph| glyph.px_bounds().height())
    }

    /// Returns the distance from a line to the next.
    pub fn line_height(self) -> f32 {
        (self.size * 1.25).ceil()
    }

    /// Returns the area of a text's ink, its origin at (0, 0), rounded outwards; none if nothing
    /// is black.
    pub fn ink(self, text: &str) -> Option<(i32, i32, i32, i32)> {
        let bounds = self.outlines(text, 0.0, 0.0).into_iter().map(|glyph| glyph.px_bounds());
        bounds
            .reduce(|a, b| ab_glyph::Rect {
                min: point(a.min.x.min(b.min.x), a.min.y.min(b.min.y)),
                max: point(a.max.x.max(b.max.x), a.max.y.max(b.max.y)),
            })
            .map(|r| (r.min.x as i32, r.min.y as i32, r.max.x as i32, r.max.y as i32))
    }

    /// Draws a text with its origin at `x` on the base line `y`.
    pub fn draw(self, picture: &mut Picture, text: &str, x: f32, y: f32) {
        for glyph in self.outlines(text, x, y) {
            let corner = glyph.px_bounds().min;
            glyph.draw(|dx, dy, coverage| {
                let (x, y) = (corner.x as i64 + i64::from(dx), corner.y as i64 + i64::from(dy));
                if let (true, Ok(x), Ok(y)) =
                    (coverage >= 0.5, usize::try_from(x), usize::try_from(y))
                {
                    picture.set(x, y);
                }
            });
        }
    }

    /// Breaks a text into lines no wider than `width`: between words, and inside a word only if
    /// the word alone is too wide.
    pub fn wrap(self, text: &str, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                line.push(c);
                if self.width(&line) > width && line.chars().nth(1).is_some() {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Breaks a text as `wrap` does, into no more lines, but with lines of about one length.
    pub fn wrap_evenly(self, text: &str, width: f32) -> Vec<String> {
        let mut best = self.wrap(text, width);
        let (mut low, mut high) = (width / 2.0, width);
        while best.len() > 1 && high - low > self.size {
            let middle = (low + high) / 2.0;
            let lines = self.wrap(text, middle);
            if lines.len() == best.len() {
                (best, high) = (lines, middle);
            } else {
                low = middle;
            }
        }
        best
    }

    /// The em in dots, as ab_glyph wants it: it scales by ascent less descent.
    fn scale(self) -> PxScale {
        let font = self.face.font();
        let em = font.units_per_em().unwrap_or(1000.0);
        PxScale::from(self.size * font.height_unscaled() / em)
    }

    /// Returns every glyph with its place, whole dots apart so that equal letters look equal, and
    /// the width of the run.
    fn run(self, text: &str) -> (Vec<(GlyphId, f32)>, f32) {
        let font = self.face.font().as_scaled(self.scale());
        let mut placed = Vec::new();
        let mut x = 0.0;
        let mut before: Option<GlyphId> = None;
        let mut add = |id: GlyphId| {
            x += before.map_or(0.0, |before| font.kern(before, id));
            placed.push((id, x.round()));
            x += font.h_advance(id);
            before = Some(id);
        };
        for c in text.chars() {
            match font.glyph_id(c) {
                GlyphId(0) => fold(c).chars().for_each(|c| add(font.glyph_id(c))),
                id => add(id),
            }
        }
        (placed, x.ceil())
    }

    fn outlines(self, text: &str, x: f32, y: f32) -> Vec<OutlinedGlyph> {
        let (font, scale) = (self.face.font(), self.scale());
        let (run, _) = self.run(text);
        run.into_iter()
            .filter_map(|(id, at)| {
                font.outline_glyph(id.with_scale_and_position(scale, point((x + at).round(), y)))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt::picture::Area;

    const TEXT: Letters = Letters { face: Face::Regular, size: 26.0 };

    #[test]
    fn wrapping_loses_no_letter_and_no_line_is_too_wide() {
        let text = "Gerai Bersama Dinas Teknis (PUPR, Perkim, LH, Perhubungan) Pneumonoultramicroscopicsilicovolcanoconiosis";
        for width in [60.0, 150.0, 360.0] {
            let lines = TEXT.wrap(text, width);
            assert!(lines.iter().all(|line| TEXT.width(line) <= width), "{lines:?}");
            let strip = |text: &str| text.replace(' ', "");
            assert_eq!(strip(&lines.concat()), strip(text));
        }
        assert!(TEXT.wrap("  ", 100.0).is_empty());
        assert_eq!(TEXT.wrap("WW", 1.0), ["W", "W"]);
    }

    #[test]
    fn figures_of_a_number_have_equal_widths() {
        let mono = Letters { face: Face::MonoBold, size: 200.0 };
        assert_eq!(mono.width("A111"), mono.width("A088"));
    }

    #[test]
    fn a_letter_that_the_font_lacks_still_leaves_ink() {
        for text in ["–", "·", "…", "é", "ꦲ", "☎"] {
            assert!(TEXT.ink(text).is_some(), "{text} vanished");
        }
    }

    #[test]
    fn letters_stand_on_their_base_line() {
        let mut picture = Picture::new(64);
        TEXT.draw(&mut picture, "H", 4.0, 40.0);
        let ink = picture.ink(0, picture.height()).unwrap();
        assert_eq!(ink, Area { bottom: 40, ..ink });
        assert!((ink.bottom - ink.top) as f32 >= TEXT.cap_height() - 1.0);
    }
}
