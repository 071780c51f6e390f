//! `kiosk.toml`: which kiosk this is, how large its panel, how its printer is reached.
//!
//! Loaded by `main`; a kiosk without a file is `kiosk-1` with a simulated printer in its own folder.

use crate::buttons::ButtonsConfig;
use crate::machine::pin::PinHash;
use crate::printer::PrinterConfig;
use crate::slides::SlidesConfig;
use antrean_shared::config::{self, ConfigError};
use antrean_shared::id::KioskId;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Settings of one kiosk.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KioskConfig {
    /// Its id in the hall file.
    pub kiosk: KioskId,
    /// Visible width of the panel; without it 4.03 pixels a millimetre.
    pub panel_width_mm: Option<Millimeters>,
    /// How high the panel's lower edge hangs above the floor, for the low mode.
    pub panel_lower_edge_mm: LowerEdge,
    pub idle_seconds: IdleSeconds,
    /// What `antrean-kiosk pin` has written; without it the staff menu stays shut.
    pub staff_pin: Option<PinHash>,
    /// A box with push buttons.
    pub buttons: Option<ButtonsConfig>,
    /// Slides while the hall is closed.
    pub slides: Option<SlidesConfig>,
    /// The port of a scanner on a serial line; those that type like a keyboard need none.
    pub scanner_port: Option<PathBuf>,
    /// A part of the touchscreen's name, as the kernel lists it; without it any that was once seen.
    pub touchscreen: Option<String>,
    /// Without it a simulated printer in the kiosk's own folder.
    pub printer: Option<PrinterConfig>,
}

/// A panel's width: 100 to 2000 mm.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "f32")]
pub struct Millimeters(pub f32);

impl TryFrom<f32> for Millimeters {
    type Error = &'static str;
    fn try_from(width: f32) -> Result<Self, Self::Error> {
        let fits = (100.0..=2_000.0).contains(&width);
        if fits { Ok(Self(width)) } else { Err("a panel is 100 to 2000 mm wide") }
    }
}

/// A height above the floor: 300 to 1000 mm.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "f32")]
pub struct LowerEdge(pub f32);

impl TryFrom<f32> for LowerEdge {
    type Error = &'static str;
    fn try_from(height: f32) -> Result<Self, Self::Error> {
        let fits = (300.0..=1_000.0).contains(&height);
        if fits { Ok(Self(height)) } else { Err("a panel hangs 300 to 1000 mm above the floor") }
    }
}

/// How long a screen waits for a touch before it asks whether somebody is there: 20 to 600 s; then 20 s are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub struct IdleSeconds(u64);

impl IdleSeconds {
    pub fn duration(self) -> Duration {
        Duration::from_secs(self.0)
    }
}

impl TryFrom<u64> for IdleSeconds {
    type Error = &'static str;
    fn try_from(seconds: u64) -> Result<Self, Self::Error> {
        let fits = (20..=600).contains(&seconds);
        if fits { Ok(Self(seconds)) } else { Err("write 20 to 600 seconds") }
    }
}

impl Default for KioskConfig {
    fn default() -> Self {
        Self {
            kiosk: KioskId::new("kiosk-1").expect("a slug"),
            panel_width_mm: None,
            panel_lower_edge_mm: LowerEdge(750.0),
            idle_seconds: IdleSeconds(30),
            staff_pin: None,
            buttons: None,
            slides: None,
            scanner_port: None,
            touchscreen: None,
            printer: None,
        }
    }
}

impl KioskConfig {
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        config::load(path)
    }

    /// The printer of the file, or a simulated one.
    pub fn printer(&self, folder: &Path) -> PrinterConfig {
        let simulated = || PrinterConfig::simulated(folder.join("paper"));
        self.printer.clone().unwrap_or_else(simulated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::Link;

    #[test]
    fn the_example_is_true_and_says_what_holds_without_it() {
        let example =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../assets/config/kiosk.example.toml");
        let read = KioskConfig::load(Some(&example)).unwrap();
        let usual = KioskConfig::default();
        assert_eq!((&read.kiosk, read.idle_seconds), (&usual.kiosk, usual.idle_seconds));
        assert_eq!(read.panel_width_mm, Some(Millimeters(268.0)));
        assert_eq!(read.panel_lower_edge_mm, usual.panel_lower_edge_mm);
        assert_eq!(read.scanner_port, usual.scanner_port);
        assert!(matches!(read.printer.unwrap().link, Link::Simulated { .. }));
        let folder = PathBuf::from("state");
        let Link::Simulated { folder } = usual.printer(&folder).link else { panic!() };
        assert_eq!(folder, PathBuf::from("state/paper"));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (bad, word) in [
            (serde_json::json!({"idle_seconds": 5}), "20 to 600"),
            (serde_json::json!({"panel_width_mm": 27}), "100 to 2000"),
            (serde_json::json!({"panel_lower_edge_mm": 2000}), "300 to 1000"),
            (serde_json::json!({"kiosk": "Kiosk 1"}), "a-z"),
            (serde_json::json!({"staff_pin": "246810"}), "antrean-kiosk pin"),
            (serde_json::json!({"colour": "red"}), "colour"),
        ] {
            let error = serde_json::from_value::<KioskConfig>(bad).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
