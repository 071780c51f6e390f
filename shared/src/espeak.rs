//! espeak-ng as a child process: a voice for any text, offline.
//!
//! Used by the display for what has no clip and by the kiosk's guide. It may be missing, hang or say
//! nonsense: it has a few seconds, and then whoever asked goes on without.

use crate::ticket::Language;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use thiserror::Error;

/// How long it may take; a sentence takes it a few hundredths of a second.
const SPEAK_MAX: Duration = Duration::from_secs(3);
/// Bytes that it may say: a minute of sound.
const BYTES_MAX: u64 = 3 * 1024 * 1024;

/// Says why nothing was said.
#[derive(Debug, Error)]
pub enum EspeakError {
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

/// The program that speaks.
#[derive(Debug, Clone)]
pub struct Espeak {
    program: PathBuf,
    words_per_minute: u16,
}

impl Espeak {
    /// Uses the machine's own, at a pace in words a minute.
    pub fn new(words_per_minute: u16) -> Self {
        Self::of("espeak-ng", words_per_minute)
    }

    /// Uses this program.
    pub fn of(program: impl Into<PathBuf>, words_per_minute: u16) -> Self {
        Self { program: program.into(), words_per_minute }
    }

    /// Returns a text as the bytes of a WAV file. A text of a few hundred characters fits into its
    /// pipe; a longer one may not be read.
    pub fn wav(&self, text: &str, language: Language) -> Result<Vec<u8>, EspeakError> {
        let mut child = Command::new(&self.program)
            .args(["-v", voice(language), "-s", &self.words_per_minute.to_string()])
            .args(["--stdin", "--stdout"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(EspeakError::Start)?;
        let bytes = hear(&mut child, text);
        // What has ended cannot be killed, and what cannot be killed has ended.
        let _ = child.kill();
        let _ = child.wait();
        bytes
    }
}

/// The nearest voice; espeak-ng has neither Javanese nor Sundanese.
fn voice(language: Language) -> &'static str {
    match language {
        Language::Id | Language::Jv | Language::Su => "id",
        Language::En => "en",
    }
}

fn hear(child: &mut Child, text: &str) -> Result<Vec<u8>, EspeakError> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(EspeakError::Sound);
    };
    // A child that does not read it gives no sound either.
    let _ = input.write_all(text.as_bytes());
    drop(input);
    let (heard, hears) = mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("espeak".to_owned());
    let read = move || {
        let mut bytes = Vec::new();
        let whole = output.take(BYTES_MAX).read_to_end(&mut bytes).is_ok();
        let _ = heard.send(bytes).is_ok() && whole; // nobody waits any more
    };
    thread.spawn(read).map_err(EspeakError::Start)?;
    hears.recv_timeout(SPEAK_MAX).map_err(|_| EspeakError::Hung)
}
