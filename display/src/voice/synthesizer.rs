//! The last voice before the chime: espeak-ng as a child process, for what has no clip.
//!
//! It may be missing, hang or say nonsense: it has a few seconds, and then the call goes on without.

use super::check::{self, LUFS};
use super::{CHANNELS, RATE};
use antrean_shared::ticket::Language;
use rodio::Decoder;
use rodio::source::UniformSourceIterator;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use thiserror::Error;

/// How long it may take; a sentence takes it a few hundredths of a second.
const SPEAK_MAX: Duration = Duration::from_secs(3);
/// Bytes that it may say: a minute of sound.
const BYTES_MAX: u64 = 3 * 1024 * 1024;
/// Characters that it is given at a time.
const TEXT_CHARS_MAX: usize = 400;
/// Words a minute; its own 175 are too quick for a hall.
const PACE: &str = "140";
/// What is quieter at the ends is no speech.
const QUIET: f32 = 0.004;
/// Its peaks stay below this.
const PEAK_MAX: f32 = 0.84;

/// Says why the synthesizer said nothing.
#[derive(Debug, Error)]
pub enum SynthesizerError {
    /// It is not installed, or cannot be started.
    #[error("espeak-ng cannot be started")]
    Start(#[source] std::io::Error),
    /// It took too long.
    #[error("espeak-ng does not answer")]
    Hung,
    /// What came is no sound.
    #[error("espeak-ng gave no sound")]
    Sound,
}

/// The synthesizer's program.
#[derive(Debug, Clone)]
pub struct Synthesizer {
    program: PathBuf,
}

impl Default for Synthesizer {
    fn default() -> Self {
        Self::of("espeak-ng")
    }
}

impl Synthesizer {
    /// Uses this program.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// Returns the samples of a text.
    pub fn say(&self, text: &str, language: Language) -> Result<Vec<f32>, SynthesizerError> {
        let mut child = Command::new(&self.program)
            .args(["-v", voice(language), "-s", PACE, "--stdin", "--stdout"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(SynthesizerError::Start)?;
        let bytes = hear(&mut child, text);
        // What has ended cannot be killed, and what cannot be killed has ended.
        let _ = child.kill();
        let _ = child.wait();
        let wav = bytes?;
        let decoder = Decoder::new_wav(Cursor::new(wav)).map_err(|_| SynthesizerError::Sound)?;
        let samples: Vec<f32> = UniformSourceIterator::new(decoder, CHANNELS, RATE).collect();
        levelled(&samples).ok_or(SynthesizerError::Sound)
    }
}

/// The voice of espeak-ng nearest to a language; it has neither Javanese nor Sundanese.
fn voice(language: Language) -> &'static str {
    match language {
        Language::Id | Language::Jv | Language::Su => "id",
        Language::En => "en",
    }
}

fn hear(child: &mut Child, text: &str) -> Result<Vec<u8>, SynthesizerError> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(SynthesizerError::Sound);
    };
    let text: String = text.chars().take(TEXT_CHARS_MAX).collect();
    // So short a text fits into the pipe; a child that does not read it gives no sound either.
    let _ = input.write_all(text.as_bytes());
    drop(input);
    let (heard, hears) = mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("display-espeak".to_owned());
    let read = move || {
        let mut bytes = Vec::new();
        let whole = output.take(BYTES_MAX).read_to_end(&mut bytes).is_ok();
        let _ = heard.send(bytes).is_ok() && whole; // nobody waits any more
    };
    thread.spawn(read).map_err(SynthesizerError::Start)?;
    hears.recv_timeout(SPEAK_MAX).map_err(|_| SynthesizerError::Hung)
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
