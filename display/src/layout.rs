//! What a display can be: a board, a grid of counters, one call, an upright board, a counter's own
//! screen, a strip; and the arrows that lead from it to the counters.
//!
//! Used by settings, legibility, controller and window. Lengths are points: a layout is so many wide and
//! high, and the window scales them to whatever it is.

use serde::Deserialize;

/// What the display shows, chosen by its settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// The newest call large, the ones before it beside it.
    #[default]
    Board,
    /// The newest call in a band, below it every counter of the zone.
    Grid,
    /// The newest call alone.
    OneCall,
    /// The board on an upright panel.
    Portrait,
    /// One counter's own screen.
    Counter,
    /// A long low strip of a wall of light-emitting diodes.
    Strip,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 6] =
        [Self::Board, Self::Grid, Self::OneCall, Self::Portrait, Self::Counter, Self::Strip];

    /// Returns the name that a settings file has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Grid => "grid",
            Self::OneCall => "one-call",
            Self::Portrait => "portrait",
            Self::Counter => "counter",
            Self::Strip => "strip",
        }
    }

    /// Returns width and height in points; those of the panel are taken to be in the same proportion.
    pub fn points(self) -> (f64, f64) {
        match self {
            Self::Board | Self::Grid | Self::OneCall | Self::Counter => (1920.0, 1080.0),
            Self::Portrait => (1080.0, 1920.0),
            Self::Strip => (1920.0, 360.0),
        }
    }
}

/// Where a counter lies, seen by whoever stands before the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arrow {
    /// Left of the panel.
    Left,
    /// Right of the panel.
    Right,
    /// Straight on, or up the stairs.
    Up,
    /// Behind the reader, or down the stairs.
    Down,
    /// Straight on and left.
    UpLeft,
    /// Straight on and right.
    UpRight,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Named {
        layout: Layout,
    }

    #[test]
    fn a_layout_is_called_what_settings_call_it() {
        for layout in Layout::ALL {
            let text = format!("layout = \"{}\"", layout.name());
            assert_eq!(toml::from_str::<Named>(&text).unwrap().layout, layout);
        }
    }
}
