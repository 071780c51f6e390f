//! Measures every clip of a voice: length, loudness, peak, ends. `antrean-display voice check`.
//!
//! Whether the right thing is said under a name is asked where voices are made (assets/voices); a clip that
//! was found right there is sealed, and no other one stands in its place here.

use super::{CHANNELS, Pack, RATE};
use ebur128::{EbuR128, Mode};
use std::fmt;

/// The loudness of clips, announcements and the chime.
pub const LUFS: f64 = -16.0;
/// How far a clip may be from it.
const LUFS_OFF_MAX: f64 = 1.0;
/// How far a short clip's RMS may be from that of its set.
const RMS_OFF_MAX_DB: f64 = 1.5;
/// From this length on a clip has a loudness that means something.
const LONG_SECONDS: f64 = 1.0;
/// The least and the greatest length of a clip.
const SECONDS: [f64; 2] = [0.15, 8.0];
/// The highest true peak.
const PEAK_MAX_DB: f64 = -1.5;
/// A first or last sample that is louder clicks.
const END_MAX: f32 = 0.003;
/// The ends that have to be quieter than the clip, by how much.
const END_SECONDS: f64 = 0.010;
const END_BELOW_DB: f64 = 20.0;

/// What a clip measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// Its length.
    pub seconds: f64,
    /// Its loudness in LUFS; none: it is too short to have one.
    pub loudness: Option<f64>,
    /// The root mean square of its samples, in dB below full scale.
    pub rms_db: f64,
    /// Its true peak, in dB below full scale.
    pub peak_db: f64,
    /// How loud its ends are against the whole, in dB.
    pub ends_db: f64,
    /// The louder of its first and last sample.
    pub edge: f32,
}

/// What a voice measures, and what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Every clip that can be heard.
    pub measures: Vec<Measure>,
    /// What is wrong: a clip and why.
    pub faults: Vec<String>,
}

/// Measures a voice.
pub fn check(pack: &Pack) -> Report {
    let (mut measures, mut faults) = (Vec::new(), Vec::new());
    for name in pack.names() {
        match pack.clip(name) {
            Ok(samples) => measures.push(measure(name, &samples)),
            Err(error) => faults.push(format!("{name}: {error}")),
        }
    }
    faults.extend(pack.undecided().map(|name| format!("{name}: nobody has found it right yet")));
    let short = measures.iter().filter(|measure| !measure.is_long());
    let set = median(short.map(|measure| measure.rms_db).collect());
    for measure in &measures {
        faults
            .extend(measure.faults(set).into_iter().map(|why| format!("{}: {why}", measure.name)));
    }
    Report { measures, faults }
}

fn measure(name: &str, samples: &[f32]) -> Measure {
    let seconds = samples.len() as f64 / f64::from(RATE.get());
    let end = ((END_SECONDS * f64::from(RATE.get())) as usize).min(samples.len());
    let (first, last) = (&samples[..end], &samples[samples.len() - end..]);
    let rms_db = rms_db(samples);
    let edge = [samples.first(), samples.last()].into_iter().flatten();
    Measure {
        name: name.to_owned(),
        seconds,
        loudness: loudness(samples).filter(|_| seconds > LONG_SECONDS),
        rms_db,
        peak_db: true_peak_db(samples),
        ends_db: self::rms_db(first).max(self::rms_db(last)) - rms_db,
        edge: edge.fold(0.0, |edge, sample| edge.max(sample.abs())),
    }
}

/// What is wrong with one clip.
#[cfg(test)]
pub(super) fn faults_of(name: &str, samples: &[f32], set_db: Option<f64>) -> Vec<String> {
    measure(name, samples).faults(set_db)
}

impl Measure {
    fn is_long(&self) -> bool {
        self.seconds > LONG_SECONDS
    }

    /// Returns what is wrong; `set_db` is the RMS of the voice's short clips.
    fn faults(&self, set_db: Option<f64>) -> Vec<String> {
        let mut faults = Vec::new();
        if !(SECONDS[0]..=SECONDS[1]).contains(&self.seconds) {
            faults.push(format!("{:.2} s long", self.seconds));
        }
        match (self.is_long(), self.loudness, set_db) {
            (true, Some(loudness), _) if (loudness - LUFS).abs() > LUFS_OFF_MAX => {
                faults.push(format!("{loudness:.1} LUFS"));
            }
            (true, None, _) => faults.push("no loudness".to_owned()),
            (false, _, Some(set)) if (self.rms_db - set).abs() > RMS_OFF_MAX_DB => {
                faults.push(format!("{:.1} dB RMS, its set {set:.1}", self.rms_db));
            }
            (true, Some(_), _) | (false, _, _) => {}
        }
        if self.peak_db > PEAK_MAX_DB {
            faults.push(format!("true peak {:.1} dB", self.peak_db));
        }
        if self.edge > END_MAX || self.ends_db > -END_BELOW_DB {
            faults.push(format!("a clipped end: {:.0} dB, edge {:.4}", self.ends_db, self.edge));
        }
        faults
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |value: fn(&Measure) -> Option<f64>| {
            let values: Vec<f64> = self.measures.iter().filter_map(value).collect();
            let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
            let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("{lowest:.1} to {highest:.1}")
        };
        let seconds: f64 = self.measures.iter().map(|measure| measure.seconds).sum();
        let short = |m: &Measure| Some(m.rms_db).filter(|_| !m.is_long());
        writeln!(f, "{} clips, {seconds:.0} s", self.measures.len())?;
        writeln!(f, "long ones {} LUFS, short ones {} dB RMS", of(|m| m.loudness), of(short))?;
        writeln!(f, "true peaks {} dB", of(|m| Some(m.peak_db)))?;
        writeln!(f, "ends against the whole {} dB", of(|m| Some(m.ends_db)))?;
        match self.faults.len() {
            0 => write!(f, "nothing is wrong"),
            count => write!(f, "{count} faults:\n{}", self.faults.join("\n")),
        }
    }
}

/// The integrated loudness in LUFS; none: too short or silent.
pub fn loudness(samples: &[f32]) -> Option<f64> {
    let loudness = meter(samples, Mode::I)?.loudness_global().ok()?;
    Some(loudness).filter(|loudness| loudness.is_finite())
}

/// The highest sample.
pub fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

fn true_peak_db(samples: &[f32]) -> f64 {
    let peak = meter(samples, Mode::TRUE_PEAK).and_then(|meter| meter.true_peak(0).ok());
    20.0 * peak.unwrap_or(1.0).log10()
}

fn meter(samples: &[f32], mode: Mode) -> Option<EbuR128> {
    let mut meter = EbuR128::new(u32::from(CHANNELS.get()), RATE.get(), mode).ok()?;
    meter.add_frames_f32(samples).ok()?;
    Some(meter)
}

/// The root mean square of the samples, in dB below full scale.
pub fn rms_db(samples: &[f32]) -> f64 {
    let power: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    10.0 * (power / samples.len().max(1) as f64).max(1e-12).log10()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
