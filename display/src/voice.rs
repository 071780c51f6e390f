//! Gives the samples of what is said: one clip for a part, else word by word, else the synthesizer,
//! else what stands in for it. What cannot be said at all is left to the chime. Never silence.
//!
//! Used by the loudspeaker's thread. Every step down is told, with its cause.

pub mod check;
mod pack;
pub mod studio;
mod synthesizer;

use crate::config::VoiceConfig;
use crate::phrase::{Instead, Part, Sentence, Utterance};
use antrean_shared::ticket::Language;
use std::collections::BTreeMap;
use std::fmt;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;
use std::time::Duration;

pub use pack::{ClipError, Pack, PackError};
pub use synthesizer::Synthesizer;

/// Samples a second of every clip, and of what is said.
pub const RATE: NonZeroU32 = NonZeroU32::new(24_000).expect("24,000 is not 0");
/// One channel: a hall's loudspeakers all say the same.
pub const CHANNELS: NonZeroU16 = NonZeroU16::MIN;
/// Between two words that are clips of their own.
const BETWEEN_WORDS: Duration = Duration::from_millis(40);
/// Between two sentences: another language, or the same once more.
const BETWEEN_SENTENCES: Duration = Duration::from_secs(1);

/// The voices of a display: one for each language, and the synthesizer for what they cannot say.
#[derive(Debug)]
pub struct Voices {
    packs: BTreeMap<Language, Pack>,
    synthesizer: Synthesizer,
    /// Each voice that the settings name could be opened.
    whole: bool,
}

/// What is heard of an utterance after the chime.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    /// The samples; none: the chime stands alone.
    pub samples: Vec<f32>,
    /// Where something else than the best clip had to do.
    pub falls: Vec<Fall>,
}

/// A step down from the best clip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fall {
    /// What had to be said.
    pub text: String,
    /// What was done.
    pub to: FallTo,
    /// Why, from the best way to the last that failed.
    pub why: String,
}

/// How something was said that has no clip of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FallTo {
    /// Word by word.
    Words,
    /// By the synthesizer.
    Synthesizer,
    /// By what is true of every call.
    Instead,
    /// Left out; the sentence is whole without it.
    LeftOut,
    /// Not at all: its sentence is not said.
    Chime,
}

impl Voices {
    /// Opens the voices that the settings name; one that cannot be used is reported, and its
    /// language is left to the synthesizer.
    pub fn open(config: &VoiceConfig) -> Self {
        let mut packs = BTreeMap::new();
        for (language, name) in &config.names {
            match open(config, name) {
                Ok(pack) => {
                    packs.insert(*language, pack);
                }
                Err(error) => {
                    tracing::error!(%language, name, %error, "no voice: espeak-ng speaks, else only the chime");
                }
            }
        }
        let whole = packs.len() == config.names.len();
        Self { whole, ..Self::new(packs, Synthesizer::default()) }
    }

    /// Has these voices.
    pub fn new(packs: BTreeMap<Language, Pack>, synthesizer: Synthesizer) -> Self {
        Self { packs, synthesizer, whole: true }
    }

    /// Tells whether each voice that the settings name could be opened.
    pub fn are_whole(&self) -> bool {
        self.whole
    }

    /// Returns what is heard of an utterance.
    pub fn say(&self, utterance: &Utterance) -> Said {
        let mut said = Said::default();
        for sentence in &utterance.sentences {
            let Some(samples) = self.sentence(sentence, &mut said.falls) else { continue };
            if !said.samples.is_empty() {
                said.samples.extend(quiet(BETWEEN_SENTENCES));
            }
            said.samples.extend(samples);
        }
        said
    }

    fn sentence(&self, sentence: &Sentence, falls: &mut Vec<Fall>) -> Option<Vec<f32>> {
        let mut samples = Vec::new();
        for part in &sentence.parts {
            let mut why = Vec::new();
            let (heard, to) = self.part(part, sentence.language, &mut why);
            if let Some(to) = to {
                falls.push(Fall { text: part.text.clone(), to, why: why.join("; ") });
            }
            samples.extend(heard?);
            samples.extend(quiet(part.pause));
        }
        Some(samples)
    }

    /// Says one part, the best way first; `why` gathers what was in the way.
    fn part(
        &self,
        part: &Part,
        language: Language,
        why: &mut Vec<String>,
    ) -> (Option<Vec<f32>>, Option<FallTo>) {
        let pack = self.packs.get(&language);
        let clip = |name: &str| match pack {
            Some(pack) => pack.clip(name).map_err(|error| format!("{name}: {error}")),
            None => Err(format!("no voice for {language}")),
        };
        if let Some(whole) = &part.whole {
            match clip(whole) {
                Ok(samples) => return (Some(samples), None),
                Err(error) => why.push(error),
            }
        }
        if !part.words.is_empty() {
            let words: Result<Vec<_>, _> = part.words.iter().map(|word| clip(word)).collect();
            match words {
                Ok(words) => {
                    let to = part.whole.is_some().then_some(FallTo::Words);
                    return (Some(words.join(&quiet(BETWEEN_WORDS)[..])), to);
                }
                Err(error) => why.push(error),
            }
        }
        match self.synthesizer.say(&part.text, language) {
            Ok(samples) => {
                let has_clips = part.whole.is_some() || !part.words.is_empty();
                return (Some(samples), has_clips.then_some(FallTo::Synthesizer));
            }
            Err(error) => why.push(error.to_string()),
        }
        match part.instead {
            Instead::Nothing => (None, Some(FallTo::Chime)),
            Instead::Silence => (Some(Vec::new()), Some(FallTo::LeftOut)),
            Instead::Clip(name) => match clip(name) {
                Ok(samples) => (Some(samples), Some(FallTo::Instead)),
                Err(error) => {
                    why.push(error);
                    (None, Some(FallTo::Chime))
                }
            },
        }
    }
}

impl FallTo {
    /// Tells whether the voices are whole all the same: not every number has a clip of its own.
    pub fn is_usual(self) -> bool {
        self == Self::Words
    }
}

impl fmt::Display for FallTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Words => "word by word",
            Self::Synthesizer => "by espeak-ng",
            Self::Instead => "by pointing at the screen",
            Self::LeftOut => "left out",
            Self::Chime => "not at all, the chime only",
        })
    }
}

/// Opens a voice of the hall's own folder, else one that was installed.
fn open(config: &VoiceConfig, name: &str) -> Result<Pack, PackError> {
    let own = config.folder.as_ref().map(|own| Pack::open(own, name));
    match (own, folder()) {
        (Some(Ok(pack)), _) => Ok(pack),
        (Some(Err(PackError::File(..))), Some(installed))
            if installed.join(format!("{name}.index")).exists() =>
        {
            Pack::open(&installed, name)
        }
        (Some(fault), _) => fault,
        (None, Some(installed)) => Pack::open(&installed, name),
        (None, None) => Err(PackError::NoFolder),
    }
}

fn quiet(pause: Duration) -> Vec<f32> {
    let samples = pause.as_micros() * u128::from(RATE.get()) / 1_000_000;
    vec![0.0; usize::try_from(samples).unwrap_or(0)]
}

/// Looks for the folder of voices: beside the program, where a package puts it, in the sources.
pub fn folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let above = program.ancestors().skip(1);
    let places = ["voices", "share/antrean/voices", "assets/voices"];
    let mut found = above.flat_map(|folder| places.map(|place| folder.join(place)));
    found.find(|folder| folder.is_dir())
}

#[cfg(test)]
mod tests;
