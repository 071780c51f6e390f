//! The last voice before the chime: espeak-ng, for what has no clip.
//!
//! It may be missing, hang or say nonsense: then the call goes on without.

use super::check::{self, LUFS};
use super::{CHANNELS, RATE};
use antrean_shared::espeak::{Espeak, EspeakError};
use antrean_shared::ticket::Language;
use rodio::Decoder;
use rodio::source::UniformSourceIterator;
use std::io::Cursor;
use std::path::PathBuf;

/// Characters that it is given at a time.
const TEXT_CHARS_MAX: usize = 400;
/// Words a minute; its own 175 are too quick for a hall.
const WORDS_PER_MINUTE: u16 = 140;
/// What is quieter at the ends is no speech.
const QUIET: f32 = 0.004;
/// Its peaks stay below this.
const PEAK_MAX: f32 = 0.84;

/// The synthesizer: espeak-ng, brought to the level of the clips.
#[derive(Debug, Clone)]
pub struct Synthesizer(Espeak);

impl Default for Synthesizer {
    fn default() -> Self {
        Self(Espeak::new(WORDS_PER_MINUTE))
    }
}

impl Synthesizer {
    /// Uses this program.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self(Espeak::of(program, WORDS_PER_MINUTE))
    }

    /// Returns the samples of a text.
    pub fn say(&self, text: &str, language: Language) -> Result<Vec<f32>, EspeakError> {
        let text: String = text.chars().take(TEXT_CHARS_MAX).collect();
        let wav = self.0.wav(&text, language)?;
        let decoder = Decoder::new_wav(Cursor::new(wav)).map_err(|_| EspeakError::Sound)?;
        let samples: Vec<f32> = UniformSourceIterator::new(decoder, CHANNELS, RATE).collect();
        levelled(&samples).ok_or(EspeakError::Sound)
    }
}

/// Cuts the quiet ends off and brings the rest to the level of the clips; nothing left: none.
fn levelled(samples: &[f32]) -> Option<Vec<f32>> {
    let is_loud = |sample: &f32| sample.abs() > QUIET;
    let start = samples.iter().position(is_loud)?;
    let end = samples.iter().rposition(is_loud)?;
    let speech = &samples[start..=end];
    let peak = check::peak(speech);
    let gain = match check::loudness(speech) {
        Some(loudness) => 10_f64.powf((LUFS - loudness) / 20.0) as f32,
        None => PEAK_MAX / peak,
    };
    let gain = gain.min(PEAK_MAX / peak);
    Some(speech.iter().map(|sample| sample * gain).collect())
}
