//! A pen that goes down the paper: lines, pairs of texts, boxes, rules. Pure.
//!
//! Used by `layout`, which knows what a receipt is; this file does not.

use super::letters::{Face, Letters};
use super::paper::{Paper, Sizes};
use super::picture::{Area, Picture};
use qrcode::Color;

const RULE_DOTS: usize = 3;
const BOX_PADDING: usize = 14;

pub(super) struct Sheet {
    pub picture: Picture,
    pub sizes: Sizes,
    pub y: usize,
}

impl Sheet {
    pub fn new(paper: Paper) -> Self {
        Self { picture: Picture::new(paper.dots()), sizes: paper.sizes(), y: 0 }
    }

    pub fn title(&self) -> Letters {
        Letters { face: Face::Bold, size: self.sizes.title }
    }

    pub fn strong(&self) -> Letters {
        Letters { face: Face::Bold, size: self.sizes.strong }
    }

    pub fn text(&self) -> Letters {
        Letters { face: Face::Regular, size: self.sizes.text }
    }

    pub fn bold(&self) -> Letters {
        Letters { face: Face::Bold, size: self.sizes.text }
    }

    pub fn small(&self) -> Letters {
        Letters { face: Face::Regular, size: self.sizes.small }
    }

    pub fn skip(&mut self, dots: usize) {
        self.y += dots;
    }

    pub fn right(&self) -> usize {
        self.picture.width() - self.sizes.margin
    }

    pub fn width(&self) -> f32 {
        (self.right() - self.sizes.margin) as f32
    }

    /// Draws one line at `x` and leaves the pen where it was.
    fn line(&mut self, text: &str, letters: Letters, x: f32) {
        self.line_beside(text, letters, x, letters);
    }

    /// Draws one line on the base line of taller letters.
    fn line_beside(&mut self, text: &str, letters: Letters, x: f32, tall: Letters) {
        let base = self.y as f32 + (tall.size * 0.95).round();
        letters.draw(&mut self.picture, text, x, base);
    }

    fn next_line(&mut self, letters: Letters) {
        self.y += letters.line_height() as usize;
    }

    pub fn centered(&mut self, text: &str, letters: Letters) {
        for line in letters.wrap_evenly(text, self.width()) {
            let x = (self.picture.width() as f32 - letters.width(&line)) / 2.0;
            self.line(&line, letters, x);
            self.next_line(letters);
        }
    }

    pub fn left(&mut self, text: &str, letters: Letters, area: (usize, usize)) {
        for line in letters.wrap(text, (area.1 - area.0) as f32) {
            self.line(&line, letters, area.0 as f32);
            self.next_line(letters);
        }
    }

    /// A dashed line across.
    pub fn rule(&mut self) {
        self.skip(12);
        let (margin, right) = (self.sizes.margin, self.right());
        for left in (margin..right).step_by(12) {
            let area = Area {
                left,
                top: self.y,
                right: (left + 8).min(right),
                bottom: self.y + RULE_DOTS,
            };
            self.picture.fill(area);
        }
        self.skip(RULE_DOTS + 12);
    }

    pub fn boxed(&mut self, word: &str) {
        // A mark in two languages is one mark: its letters give way on narrow paper.
        let strong = self.strong();
        let room = self.width() - 2.0 * BOX_PADDING as f32;
        let fits = (room / strong.width(word)).min(1.0);
        let letters = Letters { size: (strong.size * fits).floor(), ..strong };
        let half = letters.width(word) as usize / 2 + BOX_PADDING;
        let middle = self.picture.width() / 2;
        let height = letters.line_height() as usize + 12;
        let area = Area {
            left: middle - half,
            top: self.y,
            right: middle + half,
            bottom: self.y + height,
        };
        self.picture.frame(area, RULE_DOTS);
        self.skip(6);
        let x = middle as f32 - letters.width(word) / 2.0;
        self.line(word, letters, x);
        self.skip(height - 6 + 10);
    }

    /// Two texts on one line if there is room, else the right one ends the last line or a new one.
    pub fn pair(&mut self, left: (&str, Letters), right: (&str, Letters)) {
        let tall = if left.1.size > right.1.size { left.1 } else { right.1 };
        let (margin, width) = (self.sizes.margin as f32, self.width());
        let lines = left.1.wrap(left.0, width);
        let last = lines.last().map_or(0.0, |line| left.1.width(line) + self.sizes.text);
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.next_line(left.1);
            }
            self.line_beside(line, left.1, margin, if lines.len() == 1 { tall } else { left.1 });
        }
        let beside = last + right.1.width(right.0) <= width;
        if !lines.is_empty() && (right.0.is_empty() || !beside) {
            self.next_line(left.1);
        }
        for line in right.1.wrap(right.0, width) {
            let x = self.right() as f32 - right.1.width(&line);
            self.line_beside(&line, right.1, x, tall);
            self.next_line(tall);
        }
    }

    pub fn modules(&mut self, (modules, colors): (usize, &[Color]), dots: usize, left: usize) {
        for (at, color) in colors.iter().enumerate() {
            if *color == Color::Dark {
                let (x, y) = (left + at % modules * dots, self.y + at / modules * dots);
                let area = Area { left: x, top: y, right: x + dots, bottom: y + dots };
                self.picture.fill(area);
            }
        }
    }

    /// Leaves white below the last line, so that the cut never touches it.
    pub fn finish(mut self) -> Picture {
        self.picture.grow(self.y + 24);
        self.picture
    }
}
