//! A loudspeaker for tests and demonstrations: writes a line where a sound would have ended.

use super::{Speaker, SpeakerError};
use crate::announcer::Subject;
use crate::phrase::Utterance;
use crate::voice::Said;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Writes a transcript.
#[derive(Debug)]
pub struct Simulated {
    transcript: PathBuf,
}

impl Simulated {
    /// Names the transcript; lines are appended.
    pub fn new(transcript: PathBuf) -> Self {
        Self { transcript }
    }

    fn append(&self, text: &str) -> Result<(), SpeakerError> {
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).open(&self.transcript);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(SpeakerError::File)
    }
}

impl Speaker for Simulated {
    fn open(&mut self) -> Result<(), SpeakerError> {
        self.append("")
    }

    fn announce(&mut self, utterance: &Utterance) -> Result<Said, SpeakerError> {
        match utterance.subject {
            Subject::Call(call) => self.append(&format!("chime {call}\n")),
            Subject::Text(at) => self.append(&format!("text {}\n", at.0)),
        }?;
        Ok(Said::default())
    }
}
