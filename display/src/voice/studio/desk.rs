//! Leads a speaker through the prompts, and keeps each clip as soon as it is good: whoever stops goes
//! on there the next time.

use super::{Prompt, Room, clip, usual};
use crate::voice::pack::{self, NewClip, Pack, PackError};
use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use thiserror::Error;

/// Tries for a prompt before it is left for another time.
const TRIES_MAX: usize = 5;

/// Says why a voice cannot be recorded.
#[derive(Debug, Error)]
pub enum StudioError {
    /// The machine has none.
    #[error("there is no microphone")]
    NoMicrophone,
    /// It cannot be used.
    #[error("the microphone cannot be used")]
    Microphone(#[source] cpal::Error),
    /// It gives samples of a kind that nobody reads here.
    #[error("the microphone gives samples of the kind {0}")]
    Format(String),
    /// The recording is no sound.
    #[error("the recording is no sound")]
    Sound(#[source] rodio::decoder::DecoderError),
    /// A file or the terminal fails.
    #[error("reading or writing fails")]
    File(#[from] std::io::Error),
    /// The voice so far cannot be read.
    #[error("the voice so far cannot be read")]
    Pack(#[from] PackError),
}

/// What is recorded, and where it is kept.
#[derive(Debug)]
pub struct Studio<'a> {
    /// The voice whose prompts are spoken.
    pub model: &'a Pack,
    /// The folder of the new voice.
    pub folder: PathBuf,
    /// Its name.
    pub name: String,
    /// A clip that is spoken anew, though it is there.
    pub again: Option<String>,
}

/// The terminal.
pub struct Desk<'a> {
    /// What the speaker presses.
    pub keys: &'a mut dyn BufRead,
    /// What the speaker reads.
    pub page: &'a mut dyn Write,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Clips that are there now.
    pub clips: usize,
    /// Prompts that are still to be spoken.
    pub missing: usize,
}

impl Studio<'_> {
    /// Leads through the prompts that are not there yet.
    pub fn record(
        &self,
        prompts: &[Prompt],
        room: &mut dyn Room,
        desk: &mut Desk<'_>,
    ) -> Result<Done, StudioError> {
        let language = self.model.language();
        let mut clips = self.kept()?;
        let is_due = |prompt: &&Prompt| {
            self.again.as_ref() == Some(&prompt.name) || !clips.contains(&prompt.name)
        };
        let due: Vec<&Prompt> = prompts.iter().filter(is_due).collect();
        writeln!(desk.page, "{} kalimat, {} belum direkam.", prompts.len(), due.len())?;
        if room.again() {
            writeln!(
                desk.page,
                "Tekan Enter, tunggu sejenak, ucapkan, tunggu sejenak, tekan Enter lagi. \
                 Akhir baris dengan koma: nada belum selesai; dengan titik: nada turun. Ctrl+D: berhenti."
            )?;
        }
        for (place, prompt) in due.iter().enumerate() {
            write!(desk.page, "{:>4}/{}  {}  ", place + 1, due.len(), prompt.text)?;
            desk.page.flush()?;
            match self.one(prompt, room, desk)? {
                Take::Good(samples) => {
                    let Prompt { name, text } = prompt;
                    let new = NewClip { name, text, samples: &samples };
                    pack::add((&self.folder, &self.name), language, &new)?;
                    clips.insert(name.clone());
                    writeln!(desk.page, "baik")?;
                }
                Take::Bad => writeln!(desk.page, "dilewati")?,
                Take::Over => break,
            }
        }
        let missing = prompts.iter().filter(|prompt| !clips.contains(&prompt.name)).count();
        Ok(Done { clips: clips.len(), missing })
    }

    /// Has a prompt spoken until it is good.
    fn one(
        &self,
        prompt: &Prompt,
        room: &mut dyn Room,
        desk: &mut Desk<'_>,
    ) -> Result<Take, StudioError> {
        let usual = usual(self.model.clip(&prompt.name));
        for _ in 0..TRIES_MAX {
            let Some(take) = room.take(desk.keys)? else { return Ok(Take::Over) };
            match clip(&take, usual) {
                Ok(samples) => return Ok(Take::Good(samples)),
                Err(flaw) => write!(desk.page, "{flaw} ")?,
            }
            desk.page.flush()?;
            if !room.again() {
                break;
            }
        }
        Ok(Take::Bad)
    }

    /// The names of what was recorded before.
    fn kept(&self) -> Result<BTreeSet<String>, StudioError> {
        if !self.folder.join(format!("{}.index", self.name)).exists() {
            return Ok(BTreeSet::new());
        }
        let kept = Pack::open(&self.folder, &self.name)?;
        Ok(kept.names().map(str::to_owned).collect())
    }
}

enum Take {
    Good(Vec<f32>),
    Bad,
    Over,
}
