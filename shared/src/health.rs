//! How a device is, as it tells the hub itself: what keeps it from its work, and who has to know.
//!
//! Not part of the journal: it says how things are now, and a device says it anew whenever it
//! connects.

use crate::id::{CounterId, DeviceId, KioskId, ZoneId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is the matter with a device. Two devices never mean different things by one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// A kiosk of the hall file, or a zone's speaker, that the hub does not hear.
    NotConnected,
    /// The paper will soon be used up.
    PaperLow,
    /// There is no paper.
    PaperOut,
    /// The printer's cover is open.
    CoverOpen,
    /// Paper is stuck, or the cutter.
    PaperJam,
    /// The printer does not answer.
    PrinterUnreachable,
    /// The touchscreen is gone.
    TouchGone,
    /// The box with push buttons is gone.
    ButtonsGone,
    /// No panel stands where the board belongs: a television that is off or pulled out.
    PanelMissing,
    /// Nothing can be heard: no sound card, or it does not take sound.
    NoSound,
    /// A clip of the voice is missing or broken; another way of speaking was taken.
    ClipMissing,
    /// A slide cannot be shown.
    SlideBroken,
    /// Videos cannot be played.
    VideoMissing,
    /// The hub does not take numbers that the kiosk gave while it was away.
    NumbersRefused,
    /// Letters are too small for the distance that was told.
    LettersSmall,
}

/// What a device says of itself, whole and anew with every change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Health {
    /// What is the matter, each once, in the order of `Trouble`; empty: nothing.
    pub troubles: Vec<Trouble>,
    /// A display that can announce calls by voice.
    #[serde(default)]
    pub can_speak: bool,
}

/// Where a device stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Station {
    /// A kiosk of the hall file.
    Kiosk(KioskId),
    /// A console, at a counter or not yet.
    Console(Option<CounterId>),
    /// A board of a zone.
    Display(ZoneId),
}

/// A device that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceTrouble {
    /// The device; none: a kiosk that has not connected since the hub started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Where it stands.
    pub station: Station,
    /// Since when this is so.
    pub since: Timestamp,
    /// What is the matter.
    pub troubles: Vec<Trouble>,
}

impl Trouble {
    /// Every kind, in order.
    pub const ALL: [Self; 15] = [
        Self::NotConnected,
        Self::PaperLow,
        Self::PaperOut,
        Self::CoverOpen,
        Self::PaperJam,
        Self::PrinterUnreachable,
        Self::TouchGone,
        Self::ButtonsGone,
        Self::PanelMissing,
        Self::NoSound,
        Self::ClipMissing,
        Self::SlideBroken,
        Self::VideoMissing,
        Self::NumbersRefused,
        Self::LettersSmall,
    ];
}
