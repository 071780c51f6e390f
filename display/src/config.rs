//! The display's settings file, `display.toml`: where the panel hangs and what it may do.
//!
//! Read once by `main.rs`. Every key may be missing; what the hall knows (zones, speaker, names)
//! comes from the hub and has no key here.

mod slides;
mod voice;

use crate::layout::{Arrow, Layout};
use crate::legibility::Panel;
use antrean_shared::id::{CounterId, ZoneId};
use antrean_shared::ticket::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

pub use slides::SlidesConfig;
pub use voice::{Quieter, VoiceConfig};

/// Settings of a display.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DisplayConfig {
    /// The zone whose calls are shown; none: the hall's first.
    pub zone: Option<ZoneId>,
    /// What the display shows.
    pub layout: Layout,
    /// Whose own screen it is, where the layout is a counter's.
    pub counter: Option<CounterId>,
    /// The most rows of the list; fewer stand where no more fit.
    pub rows: Option<usize>,
    /// Diagonal of the panel.
    pub panel_inches: f64,
    /// From how far the large place has to be read.
    pub distance_m: f64,
    /// Running text at the foot; without it the lines take turns standing still.
    pub ticker: bool,
    /// Three flashes when a call is new.
    pub flashes: bool,
    /// They cover the whole panel.
    pub whole_flash: bool,
    /// Black, white and yellow alone.
    pub high_contrast: bool,
    /// Where the window stands on a machine with several panels: pixels from the left and the top.
    pub at: Option<(i32, i32)>,
    /// The chime and the voice, where this display speaks for its zone.
    pub sound: bool,
    /// Languages in turn; empty: the hall's own.
    pub languages: Vec<Language>,
    /// Which way visitors walk from here.
    pub arrows: ArrowsConfig,
    /// What stands in the place for information.
    pub slides: SlidesConfig,
    /// What is said after the chime.
    pub voice: VoiceConfig,
}

/// Which way visitors walk from this panel.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArrowsConfig {
    /// To all counters of a zone.
    pub zones: BTreeMap<ZoneId, Arrow>,
    /// To one counter; this goes before its zone's.
    pub counters: BTreeMap<CounterId, Arrow>,
}

/// Says what a settings file asks for that cannot be.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DisplayConfigError {
    /// No panel has that size.
    #[error("panel_inches: {0} is not between 10 and 200")]
    Panel(f64),
    /// No hall has that depth.
    #[error("distance_m: {0} is not between 1 and 100")]
    Distance(f64),
    /// A counter's own screen is somebody's.
    #[error("counter: the layout \"counter\" shows one counter, so name it here")]
    NoCounter,
    /// Only its own screen belongs to one counter.
    #[error(
        "counter: only the layout \"counter\" shows one counter; leave the line out, or change the layout"
    )]
    Counter,
    /// No panel has so many rows.
    #[error("rows: {0} is not between 1 and 20")]
    Rows(usize),
    /// Nobody reads so fast, or waits so long.
    #[error("slides.seconds: {0} is not between 3 and 600")]
    Seconds(u64),
    /// The board has no words in that language yet.
    #[error("languages: {0} is not there yet, only id and en are")]
    Language(Language),
    /// The voice cannot say that language yet.
    #[error("voice: {0} is not there yet, only id and en are")]
    VoiceLanguage(Language),
    /// Nobody wants to hear it so often.
    #[error("voice.repeat: {0} is not between 1 and 3")]
    Repeat(u8),
    /// No loudspeaker is that loud.
    #[error("voice.volume: {0} is not between 0 and 100")]
    Volume(u8),
    /// No day has that many spans.
    #[error("voice.quieter: {0} spans, at most 24")]
    Quieter(usize),
}

/// Rows that no panel has.
const ROWS_MAX: usize = 20;
/// Languages that the board has words in; jv and su wait for native speakers (decisions.md).
const LANGUAGES: [Language; 2] = [Language::Id, Language::En];

impl DisplayConfigError {
    /// Returns the key that is at fault, with its table.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Panel(_) => "panel_inches",
            Self::Distance(_) => "distance_m",
            Self::NoCounter | Self::Counter => "counter",
            Self::Rows(_) => "rows",
            Self::Seconds(_) => "slides.seconds",
            Self::Language(_) => "languages",
            Self::VoiceLanguage(_) => "voice.languages",
            Self::Repeat(_) => "voice.repeat",
            Self::Volume(_) => "voice.volume",
            Self::Quieter(_) => "voice.quieter",
        }
    }
}

impl Default for DisplayConfig {
    fn default() -> Self {
        Self {
            zone: None,
            layout: Layout::Board,
            counter: None,
            rows: None,
            panel_inches: 55.0,
            distance_m: 10.0,
            ticker: true,
            flashes: true,
            whole_flash: false,
            high_contrast: false,
            at: None,
            sound: true,
            languages: Vec::new(),
            arrows: ArrowsConfig::default(),
            slides: SlidesConfig::default(),
            voice: VoiceConfig::default(),
        }
    }
}

impl DisplayConfig {
    /// Tells whether the display may speak for its zone. A counter's own screen knows one counter's
    /// calls; it cannot keep the zone's order.
    pub fn may_speak(&self) -> bool {
        self.sound && self.layout != Layout::Counter
    }

    /// Refuses values that no display can have.
    pub fn checked(self) -> Result<Self, DisplayConfigError> {
        if !(10.0..=200.0).contains(&self.panel_inches) {
            return Err(DisplayConfigError::Panel(self.panel_inches));
        }
        if !(1.0..=100.0).contains(&self.distance_m) {
            return Err(DisplayConfigError::Distance(self.distance_m));
        }
        match (self.layout, &self.counter) {
            (Layout::Counter, None) => return Err(DisplayConfigError::NoCounter),
            (
                Layout::Board | Layout::Grid | Layout::OneCall | Layout::Portrait | Layout::Strip,
                Some(_),
            ) => return Err(DisplayConfigError::Counter),
            (_, None) | (Layout::Counter, Some(_)) => {}
        }
        if let Some(rows) = self.rows.filter(|rows| !(1..=ROWS_MAX).contains(rows)) {
            return Err(DisplayConfigError::Rows(rows));
        }
        self.slides.check()?;
        self.voice.check()?;
        match self.languages.iter().find(|language| !LANGUAGES.contains(language)) {
            Some(language) => Err(DisplayConfigError::Language(*language)),
            None => Ok(self),
        }
    }

    /// Returns the panel that the letters are made for.
    pub fn panel(&self) -> Panel {
        Panel {
            inches: self.panel_inches,
            distance_m: self.distance_m,
            layout: self.layout,
            slides: self.slides.folder.is_some(),
        }
    }

    /// Returns the languages that take turns on a board of a hall.
    pub fn languages(&self, hall: &[Language]) -> Vec<Language> {
        if !self.languages.is_empty() {
            return self.languages.clone();
        }
        let own = hall.iter().copied().find(|language| LANGUAGES.contains(language));
        vec![own.unwrap_or(Language::Id)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use antrean_shared::config;
    use std::path::Path;

    #[test]
    fn the_example_file_says_what_holds_without_it() {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/config/display.example.toml");
        let example: DisplayConfig = config::load(Some(&path)).unwrap();
        assert_eq!(example.checked(), Ok(DisplayConfig::default()));
    }

    #[test]
    fn what_no_display_can_have_is_refused_by_name() {
        for (text, words) in [
            ("panel_inches = 0.0", "panel_inches"),
            ("distance_m = nan", "distance_m"),
            ("layout = \"counter\"", "counter: the layout"),
            ("counter = \"3\"", "counter: only"),
            ("rows = 0", "rows: 0"),
            ("slides = { seconds = 1 }", "slides.seconds: 1"),
            ("languages = [\"id\", \"jv\"]", "languages: jv"),
        ] {
            let config: DisplayConfig = toml::from_str(text).unwrap();
            let error = config.checked().unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        assert!(toml::from_str::<DisplayConfig>("volume = 3").is_err());
    }

    #[test]
    fn the_halls_own_language_comes_first_where_none_is_set() {
        let config = DisplayConfig::default();
        assert_eq!(config.languages(&[Language::En, Language::Id]), [Language::En]);
        assert_eq!(config.languages(&[Language::Jv]), [Language::Id]);
    }
}
