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
    /// What a seated visitor does not reach, at the top, while the low mode is on.
    pub beyond_reach: u32,
    /// Large text is on.
    pub large: bool,
}

/// Places across and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
}

const GAP: u32 = 16;
const MARGINS: u32 = 88;
const LINE_HEIGHT: u32 = 76;
const PLACES_DOWN_MAX: u32 = 9;
/// The hall's band, which the low mode leaves out of reach.
const HEADER: u32 = 150;

impl Window {
    /// The size that the pictures are drawn for.
    pub const PORTRAIT: Self = Self::of(1080, 1920);

    /// A window without anything switched on.
    pub const fn of(width: u32, height: u32) -> Self {
        Self { width, height, beyond_reach: 0, large: false }
    }

    pub fn is_wide(self) -> bool {
        self.width > self.height
    }

    /// Lying, with little height: a panel of 1366×768.
    pub fn is_short(self) -> bool {
        self.is_wide() && self.height < 900
    }

    /// Agencies on a page.
    pub fn home(self) -> Grid {
        let above_and_below = match (self.is_wide(), self.large) {
            (true, _) if self.is_short() => 322,
            (true, false) => 440,
            (true, true) => 450,
            (false, false) => 668,
            (false, true) => 722,
        };
        let tile = match (self.large, self.is_short()) {
            (false, false) => (480, 194),
            (false, true) => (410, 194),
            (true, _) => (600, 214),
        };
        self.fit(tile, above_and_below)
    }

    /// Services on a page, below the figures of so many queues.
    pub fn services(self, queues: usize) -> Grid {
        let above_and_below = match (self.is_wide(), self.large) {
            (true, _) if self.is_short() => 330,
            (true, false) => 430,
            (true, true) => 450,
            (false, false) => 570,
            (false, true) => 650,
        };
        // Those of one queue stand beside the title of a wide window.
        let lines = match self.is_wide() {
            false => queues.saturating_sub(1),
            true if queues < 2 => 0,
            true => queues,
        };
        let lines = u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(LINE_HEIGHT);
        self.fit(self.row(), lines.saturating_add(above_and_below))
    }

    /// Services beside or above the keys of the search.
    pub fn search(self) -> Grid {
        let above_and_below = match (self.is_wide(), self.large) {
            (true, _) if self.is_short() => 332,
            (true, _) => 560,
            (false, _) => 1_080,
        };
        Grid { columns: 1, ..self.fit(self.row(), above_and_below) }
    }

    /// Room for the lines of a service's standard.
    pub fn standard_height(self) -> u32 {
        let above_and_below = match (self.is_wide(), self.large) {
            (true, false) if self.is_short() => 400,
            (true, true) if self.is_short() => 440,
            (true, _) => 520,
            (false, false) => 640,
            (false, true) => 720,
        };
        let beyond_reach = self.beyond_reach.saturating_sub(HEADER);
        self.height.saturating_sub(above_and_below).saturating_sub(beyond_reach)
    }

    fn row(self) -> (u32, u32) {
        match (self.large, self.is_short()) {
            (false, false) => (800, 148),
            (false, true) => (600, 130),
            (true, _) => (1_000, 196),
        }
    }

    fn fit(self, (width, height): (u32, u32), taken: u32) -> Grid {
        // The low mode keeps the hall's band above everything that is touched.
        let taken = taken.saturating_add(self.beyond_reach.saturating_sub(HEADER));
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
        let wide = Window::of(1920, 1080);
        assert_eq!(wide.home(), grid(3, 3));
        assert_eq!(wide.services(1), grid(2, 4));
        assert_eq!(wide.services(2), grid(2, 3));
        assert_eq!(Window::of(200, 100).home(), grid(1, 1));
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
