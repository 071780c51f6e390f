//! A loudspeaker for tests: a file gets every sample that would have been heard, as fast as they come.
//!
//! The file may be a pipe: whoever reads it has the pace in his hands. One channel of 32-bit floats, little endian, at the rate of the clips; announcements are appended.

use super::{AFTER_CHIME, CHIME, Speaker, SpeakerError, gain, report};
use crate::announcer::WITHOUT_CHIME;
use crate::phrase::Utterance;
use crate::voice::{CHANNELS, RATE, Said, Voices};
use rodio::Decoder;
use rodio::source::{Source, UniformSourceIterator, Zero};
use std::fs::OpenOptions;
use std::io::{Cursor, Write};
use std::path::PathBuf;

/// Writes samples.
#[derive(Debug)]
pub struct Recorded {
    recording: PathBuf,
    voices: Voices,
}

impl Recorded {
    /// Names the recording; samples are appended.
    pub fn new(recording: PathBuf, voices: Voices) -> Self {
        Self { recording, voices }
    }

    fn append(&self, bytes: &[u8]) -> Result<(), SpeakerError> {
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).open(&self.recording);
        file.and_then(|mut file| file.write_all(bytes)).map_err(SpeakerError::File)
    }
}

impl Speaker for Recorded {
    fn open(&mut self) -> Result<(), SpeakerError> {
        self.append(&[])
    }

    fn announce(&mut self, utterance: &Utterance) -> Result<Said, SpeakerError> {
        let chime = Decoder::new_wav(Cursor::new(CHIME)).map_err(SpeakerError::Chime)?;
        let chime = UniformSourceIterator::new(chime, CHANNELS, RATE);
        let chime = utterance.chime.then_some(chime).into_iter().flatten();
        let pause = if utterance.chime { AFTER_CHIME } else { WITHOUT_CHIME };
        let quiet = Zero::new(CHANNELS, RATE).take_duration(pause);
        let gain = gain(utterance);
        let bytes = |sample: f32| (sample * gain).to_le_bytes();
        // As on a sound device: the chime is heard while the sentences are made.
        self.append(&chime.chain(quiet).flat_map(bytes).collect::<Vec<u8>>())?;
        let mut said = self.voices.say(utterance);
        report(utterance, &said);
        let samples = std::mem::take(&mut said.samples);
        self.append(&samples.into_iter().flat_map(bytes).collect::<Vec<u8>>())?;
        Ok(said)
    }

    fn has_voices(&self) -> bool {
        self.voices.are_whole()
    }
}
