//! The voice of the guide, sentence by sentence.
//!
//! espeak-ng may be missing, hang or say nonsense: then the guide is silent.

use super::{CHANNELS, RATE};
use antrean_shared::espeak::{Espeak, EspeakError};
use antrean_shared::ticket::Language;
use rodio::Decoder;
use rodio::source::UniformSourceIterator;
use std::io::Cursor;

/// Characters that it is given at a time; longer sentences are cut between words.
const SENTENCE_MAX: usize = 240;
/// Words a minute: calm, for somebody who listens to a machine for the first time.
const WORDS_PER_MINUTE: u16 = 145;

/// The guide's voice.
#[derive(Debug, Clone)]
pub struct GuideVoice(Espeak);

impl Default for GuideVoice {
    fn default() -> Self {
        Self(Espeak::new(WORDS_PER_MINUTE))
    }
}

impl GuideVoice {
    /// Returns the samples of a sentence, at the rate of everything that is heard.
    pub fn say(&self, text: &str, language: Language) -> Result<Vec<f32>, EspeakError> {
        let wav = self.0.wav(text, language)?;
        let decoder = Decoder::new_wav(Cursor::new(wav)).map_err(|_| EspeakError::Sound)?;
        Ok(UniformSourceIterator::new(decoder, CHANNELS, RATE).collect())
    }
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
        let of = |program: &str| GuideVoice(Espeak::of(program, WORDS_PER_MINUTE));
        let said = of("antrean-no-such-voice").say("Satu.", Language::Id);
        assert!(matches!(said, Err(EspeakError::Start(_))));
        assert!(matches!(of("true").say("Satu.", Language::Id), Err(EspeakError::Sound)));
    }
}
