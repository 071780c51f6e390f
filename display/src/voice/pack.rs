//! A voice as it lies on the disk: `NAME.index` says where each clip stands in `NAME.clips`.
//!
//! All clips of a shipped voice are Ogg Vorbis with one head, which stands first in the pack: the head and a clip's
//! stretch together are a complete file (assets/voices/README.md says why). Those of a hall's own speaker
//! are plain 16-bit samples: nothing has to be encoded in a hall.

use super::{CHANNELS, RATE};
use antrean_shared::ticket::Language;
use rodio::{Decoder, Source};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, ErrorKind, Write};
use std::ops::Range;
use std::path::Path;
use thiserror::Error;

/// Bytes of a pack; a voice is far smaller.
const PACK_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Samples by which the decoder may run past the end: what is left of the last block is silence.
const BLOCK: usize = 2048;

/// Bytes of a seal.
const SEAL_BYTES: usize = 8;

/// What a full sample is in a plain clip.
const PLAIN_FULL: f32 = 32_767.0;

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
    /// It is not the one that was found right under this name.
    #[error("it is another clip than the one that was found right under this name")]
    Seal,
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
    /// Clips are samples as they are.
    plain: bool,
    sound: Vec<u8>,
    clips: BTreeMap<String, Clip>,
}

#[derive(Debug, Clone, PartialEq)]
struct Clip {
    bytes: Range<usize>,
    samples: usize,
    text: String,
    /// What name, text and sound came to when it was found right; a hall's own clips have none.
    seal: Option<String>,
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
        let (language, head, plain) = lines.next().and_then(title).ok_or(1_usize)?;
        let mut clips = BTreeMap::new();
        for (place, line) in lines.enumerate() {
            let (name, clip) = clip(line).ok_or(place + 2)?;
            clips.insert(name, clip);
        }
        Ok(Self { language, head, plain, sound, clips })
    }

    /// Returns the samples of a clip.
    pub fn clip(&self, name: &str) -> Result<Vec<f32>, ClipError> {
        let clip = self.clips.get(name).ok_or(ClipError::Missing)?;
        let short = ClipError::Length { wanted: clip.samples, got: 0 };
        let (head, body) = (self.sound.get(..self.head), self.sound.get(clip.bytes.clone()));
        let (Some(head), Some(body)) = (head, body) else { return Err(short) };
        if clip.seal.as_ref().is_some_and(|seal| *seal != sealed(name, &clip.text, body)) {
            return Err(ClipError::Seal);
        }
        if self.plain {
            let got = body.len() / 2;
            let sample = |bytes: &[u8; 2]| f32::from(i16::from_le_bytes(*bytes)) / PLAIN_FULL;
            let (samples, _) = body.as_chunks();
            return if got == clip.samples {
                Ok(samples.iter().map(sample).collect())
            } else {
                Err(ClipError::Length { wanted: clip.samples, got })
            };
        }
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

    /// Returns the clips that nobody has found right yet, in a voice of which others were.
    pub fn undecided(&self) -> impl Iterator<Item = &str> {
        let has_seals = self.clips.values().any(|clip| clip.seal.is_some());
        let open = self.clips.iter().filter(move |(_, clip)| has_seals && clip.seal.is_none());
        open.map(|(name, _)| name.as_str())
    }

    /// Returns what a clip says.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.clips.get(name).map(|clip| clip.text.as_str())
    }
}

/// A clip that is added to a voice.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewClip<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub samples: &'a [f32],
}

/// Adds a clip to a hall's own voice, or puts it in the place of the one of that name. Its sound goes
/// behind all other sound and the index is changed at once: what breaks off leaves the voice as it was.
pub(super) fn add(
    (folder, name): (&Path, &str),
    language: Language,
    new: &NewClip<'_>,
) -> Result<(), PackError> {
    let path = |ending: &str| folder.join(format!("{name}.{ending}"));
    let fault = |ending: &str, error| PackError::File(format!("{name}.{ending}"), error);
    fs::create_dir_all(folder).map_err(|error| fault("clips", error))?;
    let sound = File::options().create(true).append(true).open(path("clips"));
    let mut sound = sound.map_err(|error| fault("clips", error))?;
    let from = sound.metadata().map_err(|error| fault("clips", error))?.len();
    let plain = |sample: &f32| ((sample * PLAIN_FULL) as i16).to_le_bytes();
    let bytes: Vec<u8> = new.samples.iter().flat_map(plain).collect();
    let written = sound.write_all(&bytes).and_then(|()| sound.sync_all());
    written.map_err(|error| fault("clips", error))?;
    let index = match fs::read_to_string(path("index")) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.map_err(|error| fault("index", error))?,
    };
    let is_other = |line: &&str| line.split('\t').next() != Some(new.name);
    let kept = index.lines().skip(1).filter(is_other);
    let (size, samples) = (bytes.len(), new.samples.len());
    let mut lines = vec![format!("voice\t{}\t0\t{}\tplain", language.code(), from + size as u64)];
    lines.extend(kept.map(str::to_owned));
    lines.push(format!("{}\t{from}\t{size}\t{samples}\t{}", new.name, new.text));
    let text = lines.join("\n") + "\n";
    fs::write(path("index.new"), text)
        .and_then(|()| fs::rename(path("index.new"), path("index")))
        .map_err(|error| fault("index", error))
}

/// `voice LANGUAGE HEAD BYTES`: the language, and how long the common head is; `plain` behind it: samples
/// as they are.
fn title(line: &str) -> Option<(Language, usize, bool)> {
    let mut fields = line.split('\t');
    fields.next().filter(|word| *word == "voice")?;
    let code = fields.next()?;
    let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
    let head = fields.next()?.parse().ok()?;
    Some((language, head, fields.nth(1) == Some("plain")))
}

/// What a clip that was found right comes to, as assets/voices/check.py writes it.
fn sealed(name: &str, text: &str, body: &[u8]) -> String {
    let whole = Sha256::new().chain_update(format!("{name}\t{text}\t")).chain_update(body);
    whole.finalize()[..SEAL_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `NAME FROM BYTES SAMPLES TEXT SEAL`; without a seal, nobody has found it right yet.
fn clip(line: &str) -> Option<(String, Clip)> {
    let mut fields = line.split('\t');
    let name = fields.next().filter(|name| !name.is_empty())?;
    let (from, length): (usize, usize) =
        (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let samples = fields.next()?.parse().ok()?;
    let text = fields.next()?.to_owned();
    let seal = fields.next().map(str::to_owned);
    let bytes = from..from.checked_add(length)?;
    Some((name.to_owned(), Clip { bytes, samples, text, seal }))
}
