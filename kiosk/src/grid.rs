//! How many places a page has: from the window's size and nothing else.
//!
//! The numbers are those of `ui/sizes.slint`, for a panel of 4.03 pixels a millimetre; a denser one
//! has larger places and as many of them. Fewer places a page before smaller letters (decisions.md).

use crate::screen::Page;

/// The window, in pixels of a panel with 4.03 pixels a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub width: u32,
    pub height: u32,
}

/// Places across and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
}

const GAP: u32 = 16;
const MARGINS: u32 = 88;
const TILE_WIDTH: u32 = 480;
const TILE_HEIGHT: u32 = 196;
const ROW_WIDTH: u32 = 800;
const ROW_HEIGHT: u32 = 148;
const LINE_HEIGHT: u32 = 76;
const PLACES_DOWN_MAX: u32 = 9;

impl Window {
    /// The size that the pictures are drawn for.
    pub const PORTRAIT: Self = Self { width: 1080, height: 1920 };

    pub fn is_wide(self) -> bool {
        self.width > self.height
    }

    /// Agencies on a page.
    pub fn home(self) -> Grid {
        let above_and_below = if self.is_wide() { 400 } else { 560 };
        self.fit(TILE_WIDTH, TILE_HEIGHT, above_and_below)
    }

    /// Services on a page, below the figures of so many queues.
    pub fn services(self, queues: usize) -> Grid {
        let above_and_below = if self.is_wide() { 430 } else { 570 };
        // Those of one queue stand beside the title of a wide window.
        let lines = match self.is_wide() {
            false => queues.saturating_sub(1),
            true if queues < 2 => 0,
            true => queues,
        };
        let lines = u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(LINE_HEIGHT);
        self.fit(ROW_WIDTH, ROW_HEIGHT, lines.saturating_add(above_and_below))
    }

    fn fit(self, width: u32, height: u32, taken: u32) -> Grid {
        let across = (self.width.saturating_sub(MARGINS) + GAP) / (width + GAP);
        let down = (self.height.saturating_sub(taken) + GAP) / (height + GAP);
        Grid { columns: across.clamp(1, 4) as usize, rows: down.clamp(1, PLACES_DOWN_MAX) as usize }
    }
}

impl Grid {
    pub fn places(self) -> usize {
        self.columns * self.rows
    }

    /// The same pages, but the last one not nearly empty: rows are given up, at most a quarter.
    pub fn even(self, things: usize) -> Self {
        let pages = self.pages(things);
        let enough = things.div_ceil(pages).div_ceil(self.columns);
        let least = (self.rows * 3).div_ceil(4);
        let rows = if pages > 1 { enough.clamp(least, self.rows) } else { self.rows };
        Self { rows, ..self }
    }

    /// Pages for so many things; at least one.
    pub fn pages(self, things: usize) -> usize {
        things.div_ceil(self.places()).max(1)
    }

    /// A page as the screen tells of it; `page` counts from 0.
    pub fn page(self, page: usize, things: usize) -> Page {
        let Self { columns, rows } = self;
        Page { number: page + 1, count: self.pages(things), columns, rows }
    }

    /// The things of a page, from 0.
    pub fn of_page<T>(self, things: Vec<T>, page: usize) -> Vec<T> {
        things.into_iter().skip(page * self.places()).take(self.places()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_panels_hold_the_agencies_on_three_pages() {
        let grid = |columns, rows| Grid { columns, rows };
        assert_eq!(Window::PORTRAIT.home(), grid(2, 6));
        assert_eq!(Window::PORTRAIT.services(1), grid(1, 8));
        assert_eq!(Window::PORTRAIT.services(2), grid(1, 7));
        let wide = Window { width: 1920, height: 1080 };
        assert_eq!(wide.home(), grid(3, 3));
        assert_eq!(wide.services(1), grid(2, 4));
        assert_eq!(wide.services(2), grid(2, 3));
        assert_eq!(Window { width: 200, height: 100 }.home(), grid(1, 1));
    }

    #[test]
    fn every_thing_is_on_exactly_one_page() {
        let whole = Grid { columns: 2, rows: 6 };
        for things in 0..40usize {
            let all: Vec<usize> = (0..things).collect();
            let grid = whole.even(things);
            assert_eq!(grid.pages(things), whole.pages(things));
            let paged = (0..grid.pages(things)).flat_map(|page| grid.of_page(all.clone(), page));
            assert_eq!(paged.collect::<Vec<_>>(), all);
        }
    }
}
