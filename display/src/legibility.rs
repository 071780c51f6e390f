//! How large letters must be so that a hall can read them (decisions.md: the large place 22 arc
//! minutes at the viewing distance, the list 16 at half of it), and how many rows that leaves.
//!
//! Lengths are points of a board 1080 high; the window scales them to whatever it is.

use std::f64::consts::PI;

/// Height of the board in points.
pub const BOARD_HEIGHT: f64 = 1080.0;
/// Capitals and figures of both faces are this part of the font size.
pub const CAP_HEIGHT: f64 = 0.668;
/// Angle under which capitals of the large place are seen, in arc minutes.
const LARGE_ARC_MINUTES: f64 = 22.0;
/// Angle under which capitals of the list are seen at half the distance.
const LIST_ARC_MINUTES: f64 = 16.0;
/// What looks right where the distance would allow smaller letters.
const LARGE_FONT_USUAL: f64 = 156.0;
const LIST_FONT_USUAL: f64 = 56.0;
/// Beyond these the large place cannot hold "Loket 12", nor the list one row of number and counter.
const LARGE_FONT_MAX: f64 = 200.0;
const LIST_FONT_MAX: f64 = 92.0;
/// Where the list's rows stand: between its heading and the foot of the board's middle.
const LIST_HEIGHT: f64 = 812.0;
/// What an announcement takes from the list.
const NOTICE_HEIGHT: f64 = 272.0;

/// A panel and from how far it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// Diagonal of a 16:9 panel.
    pub inches: f64,
    /// Distance of the farthest reader.
    pub distance_m: f64,
}

/// Font sizes and rows of a board.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// The least font of number and counter in the large place.
    pub large: f64,
    /// The font of everything in the list.
    pub list: f64,
    /// Height of a row of two lines.
    pub row: f64,
    /// Rows of the list.
    pub rows: usize,
    /// Rows of the list above an announcement.
    pub rows_above_notice: usize,
    /// The panel is too small for the distance: letters are as large as the board can hold.
    pub too_far: bool,
}

impl Panel {
    /// Returns the sizes that this panel needs.
    pub fn sizes(self) -> Sizes {
        let large = self.font(LARGE_ARC_MINUTES, self.distance_m);
        let list = self.font(LIST_ARC_MINUTES, self.distance_m / 2.0);
        let list_font = list.clamp(LIST_FONT_USUAL, LIST_FONT_MAX);
        let row = (list_font * 2.8).ceil();
        let fits = |height: f64| (height / row).floor().max(1.0) as usize;
        Sizes {
            large: large.clamp(LARGE_FONT_USUAL, LARGE_FONT_MAX),
            list: list_font,
            row,
            rows: fits(LIST_HEIGHT),
            rows_above_notice: fits(LIST_HEIGHT - NOTICE_HEIGHT),
            too_far: large > LARGE_FONT_MAX || list > LIST_FONT_MAX,
        }
    }

    /// The font whose capitals are seen under an angle from a distance.
    fn font(self, arc_minutes: f64, distance_m: f64) -> f64 {
        let capitals_mm = distance_m * 1000.0 * (arc_minutes / 60.0 * PI / 180.0).tan();
        let panel_height_mm = self.inches * 25.4 * 9.0 / 337_f64.sqrt();
        capitals_mm / panel_height_mm * BOARD_HEIGHT / CAP_HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The angle, in arc minutes, under which a font's capitals are seen on a panel.
    fn seen_under(font: f64, inches: f64, distance_m: f64) -> f64 {
        let pixel_mm = inches * 25.4 * 9.0 / 337_f64.sqrt() / 1080.0;
        (font * 0.668 * pixel_mm / (distance_m * 1000.0)).atan() * 180.0 / PI * 60.0
    }

    #[test]
    fn a_55_inch_panel_is_read_from_10_metres() {
        // 55 inches, 16:9: 1217.6 mm x 684.9 mm, 0.634 mm a point. 22 minutes at 10 m are 64.0 mm or
        // 100.9 points of capitals, font 151.1; 16 minutes at 5 m are 23.3 mm or 36.7 points, font 54.9.
        let panel = Panel { inches: 55.0, distance_m: 10.0 };
        assert!((panel.font(22.0, 10.0) - 151.1).abs() < 0.1, "{}", panel.font(22.0, 10.0));
        assert!((panel.font(16.0, 5.0) - 54.9).abs() < 0.1, "{}", panel.font(16.0, 5.0));
        let sizes = panel.sizes();
        assert_eq!((sizes.large, sizes.list, sizes.row), (156.0, 56.0, 157.0));
        assert_eq!((sizes.rows, sizes.rows_above_notice), (5, 3));
        assert!(!sizes.too_far);
        assert!(seen_under(sizes.large, 55.0, 10.0) >= 22.0);
        assert!(seen_under(sizes.list, 55.0, 5.0) >= 16.0);
    }

    #[test]
    fn smaller_panels_and_longer_halls_get_larger_letters_and_fewer_rows() {
        for (inches, distance_m, large, list, rows, above) in [
            (43.0, 10.0, 194.0, 71.0, 4, 2),
            (55.0, 13.0, 196.0, 71.0, 4, 2),
            (65.0, 8.0, 156.0, 56.0, 5, 3),
        ] {
            let sizes = Panel { inches, distance_m }.sizes();
            assert!((sizes.large - large).abs() < 1.0, "{inches}: {sizes:?}");
            assert!((sizes.list - list).abs() < 1.0, "{inches}: {sizes:?}");
            assert_eq!((sizes.rows, sizes.rows_above_notice), (rows, above), "{inches}");
            assert!(seen_under(sizes.large, inches, distance_m) >= 22.0);
            assert!(seen_under(sizes.list, inches, distance_m / 2.0) >= 16.0);
        }
    }

    #[test]
    fn a_panel_that_is_too_small_says_so_and_still_shows_a_row() {
        let sizes = Panel { inches: 24.0, distance_m: 20.0 }.sizes();
        assert!(sizes.too_far && sizes.rows >= 1 && sizes.rows_above_notice >= 1);
    }
}
