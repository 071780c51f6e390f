//! Makes a voice of a hall's own speaker: cuts what was spoken, brings it to the level of the other
//! clips, and says what is wrong with it. `antrean-display voice record`.
//!
//! Pure but for `desk`, which asks and listens, and `microphone`.

mod desk;
mod microphone;
mod prompts;

use super::RATE;
use super::check::{LUFS, loudness, peak, rms_db};
use super::pack::ClipError;
use std::fmt;
use std::time::Duration;

pub use desk::{Desk, Done, Studio, StudioError};
pub use microphone::{Line, Reading, Room};
pub use prompts::{Prompt, prompts};

/// From this length on a clip is brought to a loudness, below it to an RMS.
const LONG: Duration = Duration::from_secs(1);
/// The RMS of short clips, in dB below full scale: that of the shipped voices.
const SHORT_RMS_DB: f64 = -16.0;
/// What is so far below the loudest moment is no speech.
const QUIET_DB: f64 = -38.0;
/// The stretch over which a moment's level is measured.
const MOMENT: usize = 512;
const BEFORE: usize = millis(10);
const AFTER: usize = millis(30);
const FADE: usize = millis(8);
/// Peaks are turned down to this, smoothly within so many samples before and after.
const PEAK_MAX: f32 = 0.80;
const LOOK: usize = millis(4);
/// Without so much quiet before it a word may have lost its beginning.
const LEAD_MIN: usize = millis(20);
/// The room has to be so much quieter than the speech.
const ROOM_BELOW_DB: f64 = 26.0;
/// A peak below this was spoken too far from the microphone.
const SOFT_MAX: f32 = 0.03;
/// Samples at the very top mean that more did not fit.
const OVERDRIVEN: f32 = 0.995;
const OVERDRIVEN_MAX: usize = 3;
/// A clip may be so much shorter or longer than the same words of the model.
const LENGTH_RATIO: [f64; 2] = [0.4, 2.5];

/// Why a take has to be spoken again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing was heard.
    Silent,
    /// Too far from the microphone.
    Soft,
    /// More than the microphone could take.
    Overdriven,
    /// The room is loud.
    Noisy,
    /// It begins with the first sample.
    NoBeginning,
    /// It ends with the last sample.
    NoEnd,
    /// Far shorter than the words are.
    Short,
    /// Far longer than the words are.
    Long,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Silent => "tidak terdengar suara. Periksa mikrofon.",
            Self::Soft => "terlalu pelan. Silakan mendekat ke mikrofon.",
            Self::Overdriven => "terlalu keras. Silakan sedikit menjauh dari mikrofon.",
            Self::Noisy => "ruangan terlalu ramai. Silakan tunggu sampai tenang.",
            Self::NoBeginning => "awalnya terpotong. Silakan tunggu sejenak sebelum berbicara.",
            Self::NoEnd => "akhirnya terpotong. Silakan tunggu sejenak setelah berbicara.",
            Self::Short => "terlalu pendek. Silakan ucapkan seluruh kalimat.",
            Self::Long => "terlalu panjang. Silakan ucapkan kalimat itu saja.",
        })
    }
}

/// Cuts and levels a take; `usual`: how long the same words are in the model's voice.
pub fn clip(take: &[f32], usual: Option<Duration>) -> Result<Vec<f32>, Flaw> {
    let highest = peak(take);
    if highest < SOFT_MAX {
        return Err(if highest < SOFT_MAX / 10.0 { Flaw::Silent } else { Flaw::Soft });
    }
    if take.iter().filter(|sample| sample.abs() >= OVERDRIVEN).count() > OVERDRIVEN_MAX {
        return Err(Flaw::Overdriven);
    }
    let levels: Vec<f64> = take.chunks(MOMENT).map(rms_db).collect();
    let loudest = levels.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut ordered = levels.clone();
    ordered.sort_by(f64::total_cmp);
    let room = ordered[ordered.len() / 20];
    let threshold = (loudest + QUIET_DB).max(room + 6.0);
    let is_loud = |level: &f64| *level > threshold;
    let first = levels.iter().position(is_loud).ok_or(Flaw::Silent)? * MOMENT;
    let last = levels.iter().rposition(is_loud).ok_or(Flaw::Silent)?;
    let last = ((last + 1) * MOMENT).min(take.len());
    if first < LEAD_MIN {
        return Err(Flaw::NoBeginning);
    }
    if take.len() - last < LEAD_MIN {
        return Err(Flaw::NoEnd);
    }
    if loudest - room < ROOM_BELOW_DB {
        return Err(Flaw::Noisy);
    }
    let cut = &take[first.saturating_sub(BEFORE)..(last + AFTER).min(take.len())];
    if let Some(usual) = usual {
        let ratio = cut.len() as f64 / f64::from(RATE.get()) / usual.as_secs_f64();
        if ratio < LENGTH_RATIO[0] {
            return Err(Flaw::Short);
        }
        if ratio > LENGTH_RATIO[1] {
            return Err(Flaw::Long);
        }
    }
    Ok(levelled(cut))
}

/// Brings a clip to the level of the others; turning its peaks down makes it softer, so twice.
fn levelled(cut: &[f32]) -> Vec<f32> {
    let mut samples = faded(cut);
    for _ in 0..3 {
        let long = samples.len() as f64 / f64::from(RATE.get()) > LONG.as_secs_f64();
        let off = match loudness(&samples).filter(|_| long) {
            Some(loudness) => LUFS - loudness,
            None => SHORT_RMS_DB - rms_db(&samples),
        };
        let gain = 10_f64.powf(off / 20.0) as f32;
        samples = limited(&samples.iter().map(|sample| sample * gain).collect::<Vec<_>>());
    }
    samples
}

/// Turns peaks down smoothly, a little ahead of them.
fn limited(samples: &[f32]) -> Vec<f32> {
    let need: Vec<f32> =
        samples.iter().map(|sample| (PEAK_MAX / sample.abs().max(1e-9)).min(1.0)).collect();
    let around = |place: usize, reach: usize| {
        place.saturating_sub(reach)..(place + reach + 1).min(need.len())
    };
    let lowest: Vec<f32> = (0..need.len())
        .map(|place| need[around(place, 2 * LOOK)].iter().copied().fold(1.0, f32::min))
        .collect();
    let smooth = |place: usize| {
        let near = &lowest[around(place, LOOK)];
        near.iter().sum::<f32>() / near.len() as f32
    };
    samples.iter().enumerate().map(|(place, sample)| sample * smooth(place)).collect()
}

fn faded(samples: &[f32]) -> Vec<f32> {
    let count = samples.len();
    let ramp = |place: usize| (place.min(count - 1 - place) as f32 / FADE as f32).min(1.0);
    samples.iter().enumerate().map(|(place, sample)| sample * ramp(place)).collect()
}

/// How long a clip is.
pub fn length(samples: usize) -> Duration {
    Duration::from_secs_f64(samples as f64 / f64::from(RATE.get()))
}

const fn millis(millis: usize) -> usize {
    millis * RATE.get() as usize / 1_000
}

/// A model's clip that cannot be heard has no length.
pub(super) fn usual(clip: Result<Vec<f32>, ClipError>) -> Option<Duration> {
    clip.ok().map(|samples| length(samples.len()))
}

#[cfg(test)]
mod tests;
