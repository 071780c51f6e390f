//! The loudspeaker: a thread of its own that plays chime and sentences, and says when they have ended.
//!
//! Started by the runtime. It knows no cursor and decides nothing; a device that is missing is a
//! status and is tried again for ever, never a fault that stops the board.

mod audio;
mod recorded;
mod simulated;

use crate::announcer::Subject;
use crate::config::VoiceConfig;
use crate::phrase::Utterance;
use crate::voice::{Said, Voices};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;
use thiserror::Error;

pub use audio::Audio;
pub use recorded::Recorded;
pub use simulated::Simulated;

/// Calls that may wait for the loudspeaker; the announcer gives one at a time.
const SPEECHES_MAX: usize = 4;
/// The chime of a call; how it was made is told beside the file.
const CHIME: &[u8] = include_bytes!("../../assets/sounds/chime.wav");
/// Between the chime and the first word.
const AFTER_CHIME: Duration = Duration::from_millis(300);
/// How often a missing sound device is looked for.
const RETRY_EVERY: Duration = Duration::from_secs(30);

/// Says why nothing can be heard.
#[derive(Debug, Error)]
pub enum SpeakerError {
    /// The machine has no sound device, or it is taken.
    #[error("no sound device")]
    Device(#[source] rodio::DeviceSinkError),
    /// The chime cannot be decoded.
    #[error("the chime is no sound")]
    Chime(#[source] rodio::decoder::DecoderError),
    /// The device went away in the middle.
    #[error("the sound device is gone")]
    Gone,
    /// The transcript or the recording cannot be written.
    #[error("what was heard cannot be written")]
    File(#[source] std::io::Error),
}

/// Something that announces.
pub trait Speaker: Send {
    /// Makes ready to play; done before the first call and after each fault.
    fn open(&mut self) -> Result<(), SpeakerError>;
    /// Announces and returns after the last sample.
    fn announce(&mut self, utterance: &Utterance) -> Result<(), SpeakerError>;
}

/// Which loudspeaker a display has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerKind {
    /// The machine's own.
    Audio,
    /// A file that says what would have been heard.
    Simulated(PathBuf),
    /// A file that gets the samples, as fast as they come.
    Recorded(PathBuf),
}

/// What a loudspeaker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It can be used, or cannot.
    Ready(bool),
    /// Something was announced to the last sample.
    Spoken(Subject),
}

/// Opens the kind that was asked for.
pub fn of_kind(kind: SpeakerKind, voice: &VoiceConfig) -> Box<dyn Speaker> {
    match kind {
        SpeakerKind::Audio => Box::new(Audio::new(Voices::open(voice))),
        SpeakerKind::Simulated(path) => Box::new(Simulated::new(path)),
        SpeakerKind::Recorded(path) => Box::new(Recorded::new(path, Voices::open(voice))),
    }
}

/// Starts the loudspeaker's thread; it ends when the returned channel is dropped.
pub fn start(
    mut speaker: Box<dyn Speaker>,
    heard: impl Fn(Heard) + Send + 'static,
) -> std::io::Result<mpsc::SyncSender<Utterance>> {
    let (calls, waiting) = mpsc::sync_channel(SPEECHES_MAX);
    let thread = std::thread::Builder::new().name("display-speaker".to_owned());
    thread.spawn(move || {
        while serve(speaker.as_mut(), &waiting, &heard) {
            heard(Heard::Ready(false));
            if !pause(&waiting) {
                break;
            }
        }
    })?;
    Ok(calls)
}

/// Announces until the device fails (true) or the display ends (false).
fn serve(
    speaker: &mut dyn Speaker,
    waiting: &mpsc::Receiver<Utterance>,
    heard: &impl Fn(Heard),
) -> bool {
    if let Err(error) = speaker.open() {
        tracing::warn!(error = %Chain(&error), "no loudspeaker; tried again in 30 s");
        return true;
    }
    heard(Heard::Ready(true));
    while let Ok(utterance) = waiting.recv() {
        let subject = utterance.subject;
        match speaker.announce(&utterance) {
            Ok(()) => heard(Heard::Spoken(subject)),
            Err(error) => {
                tracing::warn!(?subject, error = %Chain(&error), "the announcement broke off");
                return true;
            }
        }
    }
    false
}

/// Waits before the next try; calls that come meanwhile are the announcer's to give again.
fn pause(waiting: &mpsc::Receiver<Utterance>) -> bool {
    loop {
        match waiting.recv_timeout(RETRY_EVERY) {
            Ok(missed) => tracing::debug!(?missed.subject, "no loudspeaker for it"),
            Err(mpsc::RecvTimeoutError::Timeout) => return true,
            Err(mpsc::RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Says in the log what was said otherwise than by its best clip.
fn report(utterance: &Utterance, said: &Said) {
    let subject = utterance.subject;
    for sentence in &utterance.sentences {
        tracing::debug!(?subject, %sentence, "said");
    }
    for fall in &said.falls {
        let (text, to, why) = (&fall.text, fall.to, &fall.why);
        if to.is_usual() {
            tracing::debug!(?subject, text, %to, why, "no clip of its own");
        } else {
            tracing::warn!(?subject, text, %to, why, "the voice has no clip for it");
        }
    }
}

/// What a volume in percent makes of a sample.
fn gain(utterance: &Utterance) -> f32 {
    f32::from(utterance.volume_percent.min(100)) / 100.0
}

/// An error with its causes, for one line of the log.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks off its second call.
    #[derive(Default)]
    struct Faulty {
        announced: u32,
    }

    impl Speaker for Faulty {
        fn open(&mut self) -> Result<(), SpeakerError> {
            Ok(())
        }

        fn announce(&mut self, _utterance: &Utterance) -> Result<(), SpeakerError> {
            self.announced += 1;
            if self.announced == 2 { Err(SpeakerError::Gone) } else { Ok(()) }
        }
    }

    #[test]
    fn a_broken_announcement_is_a_status_and_no_end() {
        let (said, hears) = mpsc::channel();
        let calls = start(Box::new(Faulty::default()), move |heard| {
            let _ = said.send(heard); // the test may have ended
        })
        .unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Ready(true)));
        calls.send(crate::fixture::chime(1)).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Spoken(Subject::Call(1))));
        calls.send(crate::fixture::chime(2)).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Ready(false)));
        drop(calls);
        assert!(hears.recv().is_err(), "the thread has ended");
    }

    #[test]
    fn the_simulated_speaker_writes_what_would_have_been_heard() {
        let folder = crate::fixture::Folder::new();
        let path = folder.0.join("heard.txt");
        let mut speaker = of_kind(SpeakerKind::Simulated(path.clone()), &VoiceConfig::default());
        speaker.open().unwrap();
        speaker.announce(&crate::fixture::chime(7)).unwrap();
        speaker.announce(&crate::fixture::chime(8)).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "chime 7\nchime 8\n");
    }

    #[test]
    fn a_recording_holds_chime_and_sentence_of_each_call() {
        use crate::phrase::{NumberMode, Wording, sentence};
        use antrean_shared::ticket::Language;
        use antrean_shared::view::CallKind;

        let folder = crate::fixture::Folder::new();
        let path = folder.0.join("heard.f32");
        let mut speaker =
            of_kind(SpeakerKind::Recorded(path.clone()), &crate::fixture::shipped_voices());
        speaker.open().unwrap();
        let samples = || -> Vec<f32> {
            let bytes = std::fs::read(&path).unwrap();
            let sample = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap());
            bytes.chunks_exact(4).map(sample).collect()
        };
        speaker.announce(&crate::fixture::chime(7)).unwrap();
        let chime = samples();
        assert_eq!(chime.len(), (1.1 * 24_000.0) as usize + 300 * 24);
        let number = "A012".parse().unwrap();
        let (kind, counter) = (CallKind::Call, "Loket 3");
        let wording = Wording { kind, number, counter, agency: None, priority: false };
        let said = sentence(&wording, Language::Id, NumberMode::Digit);
        let whole = Utterance { sentences: vec![said], ..crate::fixture::chime(8) };
        speaker.announce(&whole).unwrap();
        speaker.announce(&Utterance { volume_percent: 50, ..whole }).unwrap();
        let heard = samples();
        let one = (heard.len() - chime.len()) / 2;
        let (loud, soft) = heard[chime.len()..].split_at(one);
        assert!(loud[..chime.len()] == chime && (4.0..9.0).contains(&(one as f64 / 24_000.0)));
        assert!(loud.iter().zip(soft).all(|(loud, soft)| (loud * 0.5 - soft).abs() < 1e-6));
        let loudness = crate::voice::check::loudness(&loud[chime.len()..]).unwrap();
        assert!((loudness - crate::voice::check::LUFS).abs() < 1.0, "{loudness} LUFS");
    }
}
