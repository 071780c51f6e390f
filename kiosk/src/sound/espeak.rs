//! espeak-ng as a child process: the voice of the guide, offline, for any text.
//!
//! It may be missing, hang or say nonsense: it has a few seconds for a sentence, then the guide is silent.

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
/// Characters that it is given at a time; longer sentences are cut between words.
const SENTENCE_MAX: usize = 240;
/// Words a minute: calm, for somebody who listens to a machine for the first time.
const PACE: &str = "145";

/// Says why nothing was said.
#[derive(Debug, Error)]
pub enum EspeakError {
    #[error("espeak-ng cannot be started")]
    Start(#[source] std::io::Error),
    #[error("espeak-ng does not answer")]
    Hung,
    #[error("espeak-ng gave no sound")]
    Sound,
}

/// The program that speaks.
#[derive(Debug, Clone)]
pub struct Espeak {
    program: PathBuf,
}

impl Default for Espeak {
    fn default() -> Self {
        Self { program: PathBuf::from("espeak-ng") }
    }
}

impl Espeak {
    /// Returns the samples of a sentence, at the rate of everything that is heard.
    pub fn say(&self, text: &str, language: Language) -> Result<Vec<f32>, EspeakError> {
        let mut child = Command::new(&self.program)
            .args(["-v", voice(language), "-s", PACE, "--stdin", "--stdout"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(EspeakError::Start)?;
        let bytes = hear(&mut child, text);
        // What has ended cannot be killed, and what cannot be killed has ended.
        let _ = child.kill();
        let _ = child.wait();
        let decoder = Decoder::new_wav(Cursor::new(bytes?)).map_err(|_| EspeakError::Sound)?;
        Ok(UniformSourceIterator::new(decoder, CHANNELS, RATE).collect())
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
    // So short a text fits into the pipe; a child that does not read it gives no sound either.
    let _ = input.write_all(text.as_bytes());
    drop(input);
    let (heard, hears) = mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("kiosk-espeak".to_owned());
    let read = move || {
        let mut bytes = Vec::new();
        let whole = output.take(BYTES_MAX).read_to_end(&mut bytes).is_ok();
        let _ = heard.send(bytes).is_ok() && whole; // nobody waits any more
    };
    thread.spawn(read).map_err(EspeakError::Start)?;
    hears.recv_timeout(SPEAK_MAX).map_err(|_| EspeakError::Hung)
}

/// Cuts a text after its sentences, and long sentences between words.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.match_indices([' ']).map(|(at, _)| at);
        let ends_sentence = |at: &usize| rest[..*at].ends_with(['.', '?', ':', ';']);
        let limit = rest.char_indices().nth(SENTENCE_MAX).map_or(rest.len(), |(at, _)| at);
        let first = end.clone().find(ends_sentence).filter(|at| *at <= limit);
        let word = end.take_while(|at| *at <= limit).last();
        let whole = (rest.len() <= limit).then_some(rest.len());
        let cut = first.or(whole).or(word).unwrap_or(limit);
        pieces.push(rest[..cut].trim());
        rest = rest[cut..].trim_start();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_a_speaker_breathes() {
        assert_eq!(sentences("Satu. Dua? Tiga"), ["Satu.", "Dua?", "Tiga"]);
        assert_eq!(sentences("Buka pukul 07.30."), ["Buka pukul 07.30."]);
        let long = "kata ".repeat(200);
        let pieces = sentences(&long);
        assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.len() <= SENTENCE_MAX));
        assert_eq!(pieces.join(" "), long.trim());
        assert_eq!(sentences(&"x".repeat(600)).concat().len(), 600);
        assert!(sentences("  ").is_empty());
    }

    #[test]
    fn a_missing_or_silent_program_is_a_fault_with_a_name() {
        let of = |program: &str| Espeak { program: PathBuf::from(program) };
        let said = of("antrean-no-such-voice").say("Satu.", Language::Id);
        assert!(matches!(said, Err(EspeakError::Start(_))));
        assert!(matches!(of("true").say("Satu.", Language::Id), Err(EspeakError::Sound)));
    }
}
