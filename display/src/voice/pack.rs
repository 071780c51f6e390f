//! A voice as it lies on the disk: `NAME.index` says where each clip stands in `NAME.clips`.
//!
//! All clips are Ogg Vorbis with one head, which stands first in the pack: the head and a clip's
//! stretch together are a complete file (assets/voices/README.md says why).

use super::{CHANNELS, RATE};
use antrean_shared::ticket::Language;
use rodio::{Decoder, Source};
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::ops::Range;
use std::path::Path;
use thiserror::Error;

/// Bytes of a pack; a voice is far smaller.
const PACK_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Samples by which the decoder may run past the end: what is left of the last block is silence.
const BLOCK: usize = 2048;

/// Says why a voice cannot be used.
#[derive(Debug, Error)]
pub enum PackError {
    /// No folder of voices is where one could be.
    #[error("there is no folder of voices")]
    NoFolder,
    /// A file of it cannot be read.
    #[error("{0} cannot be read")]
    File(String, #[source] std::io::Error),
    /// The file of sound is larger than any voice.
    #[error("{0} is larger than a voice can be")]
    TooLarge(String),
    /// A line of the index says nothing that could be.
    #[error("{0}.index, line {1} cannot be understood")]
    Index(String, usize),
}

/// Says why a clip cannot be heard.
#[derive(Debug, Error)]
pub enum ClipError {
    /// The voice has none of that name.
    #[error("no such clip")]
    Missing,
    /// It is no sound.
    #[error("it cannot be decoded")]
    Sound(#[from] rodio::decoder::DecoderError),
    /// It is another kind of sound.
    #[error("it is not one channel at 24 kHz")]
    Kind,
    /// It ends too early or too late.
    #[error("it has {got} samples and not {wanted}")]
    Length {
        /// What the index says.
        wanted: usize,
        /// What was decoded.
        got: usize,
    },
}

/// One voice.
#[derive(Debug)]
pub struct Pack {
    language: Language,
    head: usize,
    sound: Vec<u8>,
    clips: BTreeMap<String, Clip>,
}

#[derive(Debug, Clone, PartialEq)]
struct Clip {
    bytes: Range<usize>,
    samples: usize,
    text: String,
}

impl Pack {
    /// Reads a voice whole: a file that goes away later is no matter.
    pub fn open(folder: &Path, name: &str) -> Result<Self, PackError> {
        let path = |ending: &str| folder.join(format!("{name}.{ending}"));
        let fault = |ending: &str, error| PackError::File(format!("{name}.{ending}"), error);
        let length = fs::metadata(path("clips")).map_err(|error| fault("clips", error))?.len();
        if length > PACK_BYTES_MAX {
            return Err(PackError::TooLarge(format!("{name}.clips")));
        }
        let sound = fs::read(path("clips")).map_err(|error| fault("clips", error))?;
        let index = fs::read_to_string(path("index")).map_err(|error| fault("index", error))?;
        Self::parse(sound, &index).map_err(|line| PackError::Index(name.to_owned(), line))
    }

    /// Reads an index; a fault is the line's number, from 1.
    fn parse(sound: Vec<u8>, index: &str) -> Result<Self, usize> {
        let mut lines = index.lines();
        let (language, head) = lines.next().and_then(title).ok_or(1_usize)?;
        let mut clips = BTreeMap::new();
        for (place, line) in lines.enumerate() {
            let (name, clip) = clip(line).ok_or(place + 2)?;
            clips.insert(name, clip);
        }
        Ok(Self { language, head, sound, clips })
    }

    /// Returns the samples of a clip.
    pub fn clip(&self, name: &str) -> Result<Vec<f32>, ClipError> {
        let clip = self.clips.get(name).ok_or(ClipError::Missing)?;
        let short = ClipError::Length { wanted: clip.samples, got: 0 };
        let (head, body) = (self.sound.get(..self.head), self.sound.get(clip.bytes.clone()));
        let (Some(head), Some(body)) = (head, body) else { return Err(short) };
        let decoder = Decoder::new_vorbis(Cursor::new([head, body].concat()))?;
        if (decoder.channels(), decoder.sample_rate()) != (CHANNELS, RATE) {
            return Err(ClipError::Kind);
        }
        let mut samples: Vec<f32> = decoder.collect();
        let got = samples.len();
        if got < clip.samples || got > clip.samples + BLOCK {
            return Err(ClipError::Length { wanted: clip.samples, got });
        }
        samples.truncate(clip.samples);
        Ok(samples)
    }

    /// Returns the language that it speaks.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the names of its clips.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.clips.keys().map(String::as_str)
    }

    /// Returns what a clip says.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.clips.get(name).map(|clip| clip.text.as_str())
    }
}

/// `voice LANGUAGE HEAD BYTES`: the language, and how long the common head is.
fn title(line: &str) -> Option<(Language, usize)> {
    let mut fields = line.split('\t');
    fields.next().filter(|word| *word == "voice")?;
    let code = fields.next()?;
    let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
    Some((language, fields.next()?.parse().ok()?))
}

/// `NAME FROM BYTES SAMPLES TEXT`.
fn clip(line: &str) -> Option<(String, Clip)> {
    let mut fields = line.split('\t');
    let name = fields.next().filter(|name| !name.is_empty())?;
    let (from, length): (usize, usize) =
        (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let samples = fields.next()?.parse().ok()?;
    let text = fields.next()?.to_owned();
    let bytes = from..from.checked_add(length)?;
    Some((name.to_owned(), Clip { bytes, samples, text }))
}
