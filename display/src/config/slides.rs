//! The table `[slides]` of the display's settings: what stands in the place for information.

use super::DisplayConfigError;
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;

/// Where slides lie and how long each stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SlidesConfig {
    /// The folder; none: there is no place for information.
    pub folder: Option<PathBuf>,
    /// How long a picture or a text stands, in seconds.
    pub seconds: u64,
    /// A card with today's opening hours, between the slides.
    pub hours: bool,
}

impl Default for SlidesConfig {
    fn default() -> Self {
        Self { folder: None, seconds: 12, hours: true }
    }
}

impl SlidesConfig {
    pub(super) fn check(&self) -> Result<(), DisplayConfigError> {
        if (3..=600).contains(&self.seconds) {
            return Ok(());
        }
        Err(DisplayConfigError::Seconds(self.seconds))
    }

    /// Returns how long a picture or a text stands.
    pub fn every(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}
