//! Hears what a recording says: finds in it the clips of the shipped voices and the chime, sample for
//! sample, and joins them to sentences.
//!
//! Pure. Knows no call: what is heard is what sounds. A sound that is no clip is told as such, and so is
//! a clip that breaks off.

use antrean_display::phrase::Utterance;
use antrean_display::speaker::{self, SpeakerKind};
use antrean_display::voice::Pack;
use antrean_shared::ticket::Language;
use antrean_shared::view::CallKind;
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Samples by which a clip is known.
const KEY: usize = 6;
/// A clip of which less was heard is not told from others.
const TORN_MIN: usize = 24;
/// Numbers that a day of the tests can reach.
const NUMBERS: usize = 250;

/// A clip, by its voice's language and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    Chime,
    Clip(Language, String),
}

/// A clip in the recording.
#[derive(Debug, Clone, PartialEq)]
struct Sound {
    name: Option<Name>,
    /// From its first sample to the one behind its last.
    from: usize,
    to: usize,
    whole: bool,
}

/// A sentence that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub language: Language,
    pub kind: CallKind,
    /// "A012", as far as it was heard.
    pub number: String,
    /// "3", if it was heard to its end.
    pub counter: Option<String>,
    pub from: usize,
    pub to: usize,
}

/// What a recording says.
#[derive(Debug, Default)]
pub struct Heard {
    pub sentences: Vec<Sentence>,
    /// Where something broke off: the last sample.
    pub torn: Vec<usize>,
    /// Where something sounded that is neither a clip nor the chime, or in no order that makes sense.
    pub noise: Vec<String>,
}

/// Whoever knows the voices.
pub struct Ear {
    clips: Vec<(Name, Vec<f32>, usize)>,
    by_key: HashMap<[u32; KEY], Vec<usize>>,
}

impl Ear {
    /// Learns the clips from a folder of voices.
    pub fn new(voices: &Path) -> Result<Self> {
        let mut clips = vec![(Name::Chime, chime()?)];
        for name in ["id-sara", "en-heart"] {
            let pack = Pack::open(voices, name)?;
            for clip in pack.names().filter(|clip| may_be_said(clip)) {
                let samples = pack.clip(clip).with_context(|| format!("{name}: {clip}"))?;
                clips.push((Name::Clip(pack.language(), clip.to_owned()), samples));
            }
        }
        let mut ear = Self { clips: vec![], by_key: HashMap::new() };
        for (name, samples) in clips {
            let lead = samples.iter().position(|sample| *sample != 0.0).unwrap_or(0);
            if let Some(key) = key(&samples[lead..]) {
                ear.by_key.entry(key).or_default().push(ear.clips.len());
            }
            ear.clips.push((name, samples, lead));
        }
        Ok(ear)
    }

    /// Hears a recording.
    pub fn hear(&self, samples: &[f32]) -> Heard {
        let mut heard = Heard::default();
        let mut sounds = Vec::new();
        let mut at = 0;
        while let Some(next) = samples[at..].iter().position(|sample| *sample != 0.0) {
            let sound = self.sound(samples, (at, at + next));
            at = sound.to;
            if !sound.whole {
                heard.torn.push(sound.to);
            }
            if sound.name.is_none() {
                heard.noise.push(format!("no clip at {}", seconds(sound.from)));
            }
            sounds.push(sound);
        }
        let mut rest = &sounds[..];
        while let Some((sentence, used)) = sentence(rest, &mut heard.noise) {
            heard.sentences.extend(sentence);
            rest = &rest[used..];
        }
        heard
    }

    /// Returns the sound whose first sample that is not zero is at `start`, behind what ended at `free`.
    fn sound(&self, samples: &[f32], (free, start): (usize, usize)) -> Sound {
        let candidates = key(&samples[start..]).and_then(|key| self.by_key.get(&key));
        let mut longest = Sound { name: None, from: start, to: start, whole: true };
        for index in candidates.into_iter().flatten() {
            let (name, clip, lead) = &self.clips[*index];
            let Some(from) = start.checked_sub(*lead).filter(|from| *from >= free) else {
                continue;
            };
            let pairs = samples[from..].iter().zip(clip);
            let same = pairs.take_while(|(heard, clip)| heard.to_bits() == clip.to_bits()).count();
            let whole = same == clip.len();
            let better =
                (whole, from + same) > (longest.whole && longest.name.is_some(), longest.to);
            if better && (whole || same >= lead + TORN_MIN) {
                longest = Sound { name: Some(name.clone()), from, to: from + same, whole };
            }
        }
        if longest.name.is_none() {
            let silent =
                samples[start..].windows(240).position(|few| few.iter().all(|s| *s == 0.0));
            longest.to = silent.map_or(samples.len(), |silent| start + silent.max(1));
        }
        longest
    }
}

/// Takes one sentence, or a chime, off a list of sounds; says how many of them that were.
fn sentence(sounds: &[Sound], noise: &mut Vec<String>) -> Option<(Option<Sentence>, usize)> {
    let first = sounds.first()?;
    let Some(Name::Clip(language, _)) = &first.name else { return Some((None, 1)) };
    let mut said = Sentence {
        language: *language,
        kind: CallKind::Call,
        number: String::new(),
        counter: None,
        from: first.from,
        to: first.to,
    };
    for (used, sound) in sounds.iter().enumerate() {
        let part = match &sound.name {
            Some(Name::Clip(other, clip)) if other == language => {
                clip.split_once('/').unwrap_or((clip, ""))
            }
            Some(_) | None => return Some((Some(said), used)),
        };
        let opens = ["recall", "last-call", "code"].contains(&part.0);
        if opens && !(used == 0 || used == 1 && said.kind != CallKind::Call && part.0 == "code") {
            return Some((Some(said), used));
        }
        match part {
            ("recall", _) => said.kind = CallKind::Recall,
            ("last-call", _) => said.kind = CallKind::Last,
            ("code", letters) => said.number = letters.to_owned(),
            ("number", figures) if !said.number.is_empty() => said.number.push_str(figures),
            ("counter", number) if said.number.len() > 1 => {
                said.to = sound.to;
                said.counter = sound.whole.then(|| number.to_owned());
                return Some((Some(said), used + 1));
            }
            (clip, what) => {
                noise.push(format!("{clip}/{what} at {} after {said:?}", seconds(sound.from)));
                return Some((Some(said), used + 1));
            }
        }
        said.to = sound.to;
        if !sound.whole {
            return Some((Some(said), used + 1));
        }
    }
    Some((Some(said), sounds.len()))
}

/// Where in a recording a sample is.
pub fn seconds(sample: usize) -> String {
    format!("{:.2} s", sample as f64 / f64::from(antrean_display::voice::RATE.get()))
}

fn may_be_said(clip: &str) -> bool {
    match clip.split_once('/') {
        Some(("number", figures)) => figures.parse().is_ok_and(|number: usize| number < NUMBERS),
        Some(("word" | "last", _)) => false,
        Some(_) | None => true,
    }
}

fn key(samples: &[f32]) -> Option<[u32; KEY]> {
    let key: Vec<u32> = samples.get(..KEY)?.iter().map(|sample| sample.to_bits()).collect();
    key.try_into().ok()
}

/// The samples of the chime, as the recorder writes them.
fn chime() -> Result<Vec<f32>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("chime.f32");
    let mut samples = record(&path, &[chime_alone()], &Default::default())?;
    let end = samples.iter().rposition(|sample| *sample != 0.0).context("a silent chime")?;
    samples.truncate(end + 1);
    Ok(samples)
}

fn chime_alone() -> Utterance {
    let subject = antrean_display::announcer::Subject::Call(0);
    Utterance { subject, chime: true, sentences: vec![], volume_percent: 100 }
}

/// Records announcements without a display.
pub fn record(
    path: &PathBuf,
    said: &[Utterance],
    voice: &antrean_display::config::VoiceConfig,
) -> Result<Vec<f32>> {
    let mut speaker = speaker::of_kind(SpeakerKind::Recorded(path.clone()), voice);
    for utterance in said {
        speaker.announce(utterance)?;
    }
    Ok(samples(&std::fs::read(path)?))
}

/// Reads the samples of a recording.
pub fn samples(bytes: &[u8]) -> Vec<f32> {
    let sample = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().expect("four bytes"));
    bytes.chunks_exact(4).map(sample).collect()
}

/// Where the shipped voices lie.
pub fn voices() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/voices")
}
