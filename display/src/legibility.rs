//! How large letters must be so that a hall can read them (decisions.md: the large place 22 arc
//! minutes at the viewing distance, the list 16 at half of it), and how many rows that leaves.
//!
//! Lengths are points of the layout; the window scales them to whatever it is.

use crate::layout::Layout;
use std::f64::consts::PI;

/// Capitals and figures of both faces are this part of the font size.
pub const CAP_HEIGHT: f64 = 0.668;
/// Angle under which capitals of the large place are seen, in arc minutes.
const LARGE_ARC_MINUTES: f64 = 22.0;
/// Angle under which capitals of the list are seen at half the distance.
const LIST_ARC_MINUTES: f64 = 16.0;
/// A row of the list: number and counter, agency and what became of the call.
const ROW_LINES: f64 = 2.8;
/// A row of a strip: number and counter.
const STRIP_ROW_LINES: f64 = 1.2;
/// A counter of the grid: two lines and its edges.
const CELL_LINES: f64 = 2.9;
const CELL_EDGES: f64 = 16.0;

/// A panel, what it shows, and from how far it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// Diagonal of the panel, or of the part of a wall that is used.
    pub inches: f64,
    /// Distance of the farthest reader.
    pub distance_m: f64,
    /// What it shows.
    pub layout: Layout,
    /// It has a place for slides.
    pub slides: bool,
}

/// Font sizes and rows of a layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// The least font of number and counter in the large place.
    pub large: f64,
    /// The font of everything in the list.
    pub list: f64,
    /// Rows of the list, or of the grid.
    pub rows: usize,
    /// Rows of the list above an announcement.
    pub rows_above_notice: usize,
    /// Height of the place for slides; 0: there is none.
    pub slot: f64,
}

/// Something that cannot be read from where it should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shortfall {
    /// What is too small.
    pub part: Part,
    /// Under how many arc minutes it is seen.
    pub seen: f64,
    /// Under how many it should be.
    pub needed: f64,
    /// The panel that would be large enough.
    pub inches: f64,
    /// The distance that would be short enough.
    pub distance_m: f64,
}

/// A part of a layout whose letters have a least size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Number and counter of the newest call, read from the whole distance.
    Large,
    /// The calls beside it, read from half of it.
    List,
}

impl Part {
    /// Both parts.
    pub const ALL: [Self; 2] = [Self::Large, Self::List];

    /// Returns under how many arc minutes its capitals have to be seen.
    pub fn arc_minutes(self) -> f64 {
        match self {
            Self::Large => LARGE_ARC_MINUTES,
            Self::List => LIST_ARC_MINUTES,
        }
    }

    /// Returns from which part of the distance it is read.
    pub fn share(self) -> f64 {
        match self {
            Self::Large => 1.0,
            Self::List => 0.5,
        }
    }
}

/// What a layout has room for.
struct Room {
    /// What looks right where the distance would allow smaller letters.
    large_usual: f64,
    /// Beyond this the large place cannot hold "Counter 12".
    large_max: f64,
    list_usual: f64,
    /// Beyond this a row cannot hold "XA012" and "Counter 12".
    list_max: f64,
    /// Where rows stand, all of them.
    height: f64,
    /// What an announcement takes from that.
    notice: f64,
    /// What slides take from that.
    slot: f64,
}

fn room(layout: Layout, slides: bool) -> Room {
    let list = |height, notice, slot| Room {
        large_usual: 156.0,
        large_max: 200.0,
        list_usual: 56.0,
        list_max: 73.0,
        height,
        notice,
        slot: if slides { slot } else { 0.0 },
    };
    match layout {
        Layout::Board => list(812.0, 272.0, 490.0),
        Layout::Portrait => Room { large_max: 180.0, ..list(812.0, 272.0, 490.0) },
        Layout::Grid => Room { large_max: 156.0, ..list(716.0, 0.0, 0.0) },
        Layout::OneCall if slides => list(0.0, 0.0, 440.0),
        Layout::OneCall => Room { large_usual: 230.0, large_max: 270.0, ..list(0.0, 0.0, 0.0) },
        Layout::Counter => Room { large_usual: 230.0, large_max: 270.0, ..list(0.0, 0.0, 620.0) },
        Layout::Strip => Room { large_max: 168.0, list_max: 70.0, ..list(272.0, 0.0, 0.0) },
    }
}

impl Panel {
    /// Returns the sizes that this panel needs, `rows_max` rows of the list at most.
    pub fn sizes(self, rows_max: Option<usize>) -> Sizes {
        let room = room(self.layout, self.slides);
        let (large, list) = (self.needed(Part::Large), self.needed(Part::List));
        let list = list.clamp(room.list_usual, room.list_max).ceil();
        let row = self.row(list);
        let fits = |height: f64| {
            let rows = (height / row).floor().max(1.0) as usize;
            rows_max.map_or(rows, |most| rows.min(most))
        };
        Sizes {
            large: large.clamp(room.large_usual, room.large_max).ceil(),
            list,
            rows: fits(room.height - room.slot),
            rows_above_notice: fits(room.height - room.slot.max(room.notice)),
            slot: room.slot,
        }
    }

    /// Returns what cannot be read from where it should be, though it is as large as the layout can hold.
    pub fn shortfalls(self) -> Vec<Shortfall> {
        let mut found = Vec::new();
        for part in Part::ALL {
            let Some(seen) = self.seen(part) else { continue };
            let needed = part.arc_minutes();
            let short = needed / seen;
            if short > 1.0 {
                let (inches, distance_m) = (self.inches * short, self.distance_m / short);
                found.push(Shortfall { part, seen, needed, inches, distance_m });
            }
        }
        found
    }

    /// Returns under how many arc minutes a part's capitals are seen; none: the layout does not have it.
    pub fn seen(self, part: Part) -> Option<f64> {
        let sizes = self.sizes(None);
        let font = match part {
            Part::Large => sizes.large,
            Part::List => sizes.list,
        };
        // Angles are so small that they grow with the letters.
        let there = part == Part::Large || self.has_list();
        there.then(|| part.arc_minutes() * font / self.needed(part))
    }

    /// Tells whether the layout has a list, or a grid.
    pub fn has_list(self) -> bool {
        room(self.layout, self.slides).height > 0.0
    }

    /// The font that a part needs.
    fn needed(self, part: Part) -> f64 {
        self.font(part.arc_minutes(), self.distance_m * part.share())
    }

    /// The font whose capitals are seen under an angle from a distance.
    fn font(self, arc_minutes: f64, distance_m: f64) -> f64 {
        let capitals_mm = distance_m * 1000.0 * (arc_minutes / 60.0 * PI / 180.0).tan();
        let (width, height) = self.layout.points();
        let point_mm = self.inches * 25.4 / width.hypot(height);
        capitals_mm / point_mm / CAP_HEIGHT
    }

    fn row(self, font: f64) -> f64 {
        match self.layout {
            Layout::Board | Layout::OneCall | Layout::Portrait | Layout::Counter => {
                (font * ROW_LINES).ceil()
            }
            Layout::Grid => (font * CELL_LINES + CELL_EDGES).ceil(),
            Layout::Strip => (font * STRIP_ROW_LINES).ceil(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(inches: f64, distance_m: f64) -> Panel {
        Panel { inches, distance_m, layout: Layout::Board, slides: false }
    }

    /// The angle, in arc minutes, under which a font's capitals are seen on a 16:9 panel.
    fn seen_under(font: f64, inches: f64, distance_m: f64) -> f64 {
        let pixel_mm = inches * 25.4 * 9.0 / 337_f64.sqrt() / 1080.0;
        (font * 0.668 * pixel_mm / (distance_m * 1000.0)).atan() * 180.0 / PI * 60.0
    }

    #[test]
    fn a_55_inch_panel_is_read_from_10_metres() {
        // 55 inches, 16:9: 1217.6 mm x 684.9 mm, 0.634 mm a point. 22 minutes at 10 m are 64.0 mm or
        // 100.9 points of capitals, font 151.1; 16 minutes at 5 m are 23.3 mm or 36.7 points, font 54.9.
        let panel = panel(55.0, 10.0);
        assert!((panel.font(22.0, 10.0) - 151.1).abs() < 0.1, "{}", panel.font(22.0, 10.0));
        assert!((panel.font(16.0, 5.0) - 54.9).abs() < 0.1, "{}", panel.font(16.0, 5.0));
        let sizes = panel.sizes(None);
        assert_eq!((sizes.large, sizes.list), (156.0, 56.0));
        assert_eq!((sizes.rows, sizes.rows_above_notice), (5, 3));
        assert_eq!(panel.shortfalls(), []);
        assert!(seen_under(sizes.large, 55.0, 10.0) >= 22.0);
        assert!(seen_under(sizes.list, 55.0, 5.0) >= 16.0);
    }

    #[test]
    fn smaller_panels_and_longer_halls_get_larger_letters_and_fewer_rows() {
        for (inches, distance_m, large, list, rows, above) in [
            (43.0, 10.0, 194.0, 71.0, 4, 2),
            (55.0, 13.0, 197.0, 72.0, 4, 2),
            (65.0, 8.0, 156.0, 56.0, 5, 3),
        ] {
            let sizes = panel(inches, distance_m).sizes(None);
            assert!((sizes.large - large).abs() < 1.0, "{inches}: {sizes:?}");
            assert!((sizes.list - list).abs() < 1.0, "{inches}: {sizes:?}");
            assert_eq!((sizes.rows, sizes.rows_above_notice), (rows, above), "{inches}");
            assert!(seen_under(sizes.large, inches, distance_m) >= 22.0);
            assert!(seen_under(sizes.list, inches, distance_m / 2.0) >= 16.0);
        }
    }

    #[test]
    fn a_panel_that_is_too_small_says_so_and_still_shows_a_row() {
        let small = panel(24.0, 20.0);
        let sizes = small.sizes(None);
        assert!(sizes.rows >= 1 && sizes.rows_above_notice >= 1);
        let parts: Vec<_> = small.shortfalls().iter().map(|short| short.part).collect();
        assert_eq!(parts, [Part::Large, Part::List]);
    }

    #[test]
    fn what_would_help_does() {
        for layout in Layout::ALL {
            for (inches, distance_m) in [(24.0, 20.0), (10.0, 5.0), (60.0, 60.0)] {
                let panel = Panel { layout, ..panel(inches, distance_m) };
                let short = panel.shortfalls();
                let largest = short.iter().map(|one| one.inches).fold(0.0, f64::max);
                let nearest = short.iter().map(|one| one.distance_m).fold(100.0, f64::min);
                let bigger = Panel { inches: largest * 1.001, ..panel };
                let nearer = Panel { distance_m: nearest / 1.001, ..panel };
                assert_eq!(bigger.shortfalls(), [], "{panel:?}");
                assert_eq!(nearer.shortfalls(), [], "{panel:?}");
                assert!(short.iter().all(|one| one.seen < one.needed), "{short:?}");
            }
        }
    }

    #[test]
    fn slides_take_rows_and_never_letters() {
        for layout in [Layout::Board, Layout::Portrait] {
            let bare = Panel { layout, ..panel(55.0, 10.0) };
            let (bare, with) = (bare.sizes(None), Panel { slides: true, ..bare }.sizes(None));
            assert!(with.rows < bare.rows && with.rows >= 1, "{layout:?}");
            assert_eq!((with.large, with.list), (bare.large, bare.list), "{layout:?}");
        }
    }

    #[test]
    fn fewer_rows_can_be_asked_for_and_more_cannot() {
        assert_eq!(panel(55.0, 10.0).sizes(Some(3)).rows, 3);
        assert_eq!(panel(55.0, 10.0).sizes(Some(9)).rows, 5);
    }

    #[test]
    fn one_call_is_read_from_farther_than_a_board() {
        let board = panel(43.0, 13.0);
        assert_eq!(board.shortfalls().len(), 2);
        assert_eq!(Panel { layout: Layout::OneCall, ..board }.shortfalls(), []);
    }
}
