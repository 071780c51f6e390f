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
/// How often a sound device that cannot be used is tried again.
const RETRY: Retry = Retry { first: Duration::from_secs(1), most: Duration::from_secs(10) };
/// How often an idle loudspeaker is looked for, so that a missing one is known before it is needed.
const LOOK_EVERY: Duration = Duration::from_secs(60);

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
    /// Announces and returns after the last sample; `Said` says which clips were missing.
    fn announce(&mut self, utterance: &Utterance) -> Result<Said, SpeakerError>;
    /// Tells whether each language has its voice.
    fn has_voices(&self) -> bool {
        true
    }
}

/// How long is waited before the next try, doubled with each.
#[derive(Debug, Clone, Copy)]
struct Retry {
    first: Duration,
    most: Duration,
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
    /// Nothing was to be heard of it: its volume is 0.
    Silent(Subject),
    /// Something had to be said otherwise than by its clip: one is missing or broken.
    ClipMissing,
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
    speaker: Box<dyn Speaker>,
    heard: impl Fn(Heard) + Send + 'static,
) -> std::io::Result<mpsc::SyncSender<Utterance>> {
    start_with(speaker, heard, RETRY)
}

fn start_with(
    speaker: Box<dyn Speaker>,
    heard: impl Fn(Heard) + Send + 'static,
    retry: Retry,
) -> std::io::Result<mpsc::SyncSender<Utterance>> {
    let (calls, waiting) = mpsc::sync_channel(SPEECHES_MAX);
    let thread = std::thread::Builder::new().name("display-speaker".to_owned());
    let mut desk = Desk { speaker, waiting, heard, clip_missing: false };
    thread.spawn(move || {
        if !desk.speaker.has_voices() {
            desk.miss_clip();
        }
        let mut wait = retry.first;
        while let Some(fault) = desk.serve() {
            (desk.heard)(Heard::Ready(false));
            if fault.after > 0 {
                wait = retry.first;
            }
            let error = Chain(&fault.error);
            if wait == retry.first {
                tracing::warn!(%error, "no sound; tried again");
            } else {
                tracing::debug!(%error, ?wait, "still no sound");
            }
            if !desk.pause(wait) {
                break;
            }
            wait = (wait * 2).min(retry.most);
        }
    })?;
    Ok(calls)
}

/// The loudspeaker's thread at work.
struct Desk<F> {
    speaker: Box<dyn Speaker>,
    waiting: mpsc::Receiver<Utterance>,
    heard: F,
    clip_missing: bool,
}

/// Why nothing can be heard, after so many announcements.
struct Fault {
    error: SpeakerError,
    after: u64,
}

impl<F: Fn(Heard)> Desk<F> {
    /// Announces until the device fails; none: the display ends.
    fn serve(&mut self) -> Option<Fault> {
        let mut after = 0;
        if let Err(error) = self.speaker.open() {
            return Some(Fault { error, after });
        }
        (self.heard)(Heard::Ready(true));
        loop {
            let told = match self.waiting.recv_timeout(LOOK_EVERY) {
                Ok(utterance) => self.announce(&utterance),
                Err(mpsc::RecvTimeoutError::Timeout) => self.speaker.open(),
                Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            };
            match told {
                Ok(()) => after += 1,
                Err(error) => return Some(Fault { error, after }),
            }
        }
    }

    fn announce(&mut self, utterance: &Utterance) -> Result<(), SpeakerError> {
        if utterance.volume_percent == 0 {
            (self.heard)(Heard::Silent(utterance.subject));
            return Ok(());
        }
        let said = self.speaker.announce(utterance)?;
        if said.falls.iter().any(|fall| !fall.to.is_usual()) {
            self.miss_clip();
        }
        (self.heard)(Heard::Spoken(utterance.subject));
        Ok(())
    }

    /// Voices are read once, at the start: what is missing stays so, and is told once.
    fn miss_clip(&mut self) {
        if !std::mem::replace(&mut self.clip_missing, true) {
            (self.heard)(Heard::ClipMissing);
        }
    }

    /// Waits before the next try; calls that come meanwhile are the announcer's to give again.
    fn pause(&self, wait: Duration) -> bool {
        match self.waiting.recv_timeout(wait) {
            Ok(missed) => {
                tracing::debug!(?missed.subject, "no loudspeaker for it");
                true
            }
            Err(mpsc::RecvTimeoutError::Timeout) => true,
            Err(mpsc::RecvTimeoutError::Disconnected) => false,
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
    use crate::voice::{Fall, FallTo};
    use std::collections::VecDeque;

    /// A sound card that is there or not, try by try; then it is gone for good.
    struct Card {
        tries: VecDeque<bool>,
        falls: Vec<Fall>,
    }

    impl Card {
        fn of(tries: &[bool]) -> Box<Self> {
            Box::new(Self { tries: tries.iter().copied().collect(), falls: vec![] })
        }

        fn look(&mut self) -> Result<(), SpeakerError> {
            let there = self.tries.pop_front().unwrap_or(false);
            if there { Ok(()) } else { Err(SpeakerError::Gone) }
        }
    }

    impl Speaker for Card {
        fn open(&mut self) -> Result<(), SpeakerError> {
            self.look()
        }

        fn announce(&mut self, _utterance: &Utterance) -> Result<Said, SpeakerError> {
            let falls = self.falls.clone();
            self.look().map(|()| Said { samples: vec![], falls })
        }
    }

    type Hears = mpsc::Receiver<Heard>;

    fn listen(card: Box<Card>) -> (mpsc::SyncSender<Utterance>, Hears) {
        let (said, hears) = mpsc::channel();
        let retry = Retry { first: Duration::from_millis(1), most: Duration::from_millis(8) };
        let tell = move |heard| {
            let _ = said.send(heard); // the test may have ended
        };
        (start_with(card, tell, retry).unwrap(), hears)
    }

    #[test]
    fn a_broken_announcement_is_a_status_and_no_end() {
        let (calls, hears) = listen(Card::of(&[true, true, false]));
        assert_eq!(hears.recv(), Ok(Heard::Ready(true)));
        calls.send(crate::fixture::chime(1)).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Spoken(Subject::Call(1))));
        calls.send(crate::fixture::chime(2)).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Ready(false)));
        drop(calls);
        while hears.recv().is_ok() {}
    }

    #[test]
    fn a_card_that_was_pulled_and_put_back_speaks_again() {
        let (calls, hears) =
            listen(Card::of(&[false, false, false, true, false, false, true, true]));
        for _ in 0..3 {
            assert_eq!(hears.recv(), Ok(Heard::Ready(false)));
        }
        assert_eq!(hears.recv(), Ok(Heard::Ready(true)));
        calls.send(crate::fixture::chime(1)).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Ready(false)), "pulled in the middle");
        assert_eq!(hears.recv(), Ok(Heard::Ready(false)));
        assert_eq!(hears.recv(), Ok(Heard::Ready(true)));
        calls.send(crate::fixture::chime(1)).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Spoken(Subject::Call(1))));
    }

    #[test]
    fn in_quiet_hours_the_card_is_left_alone() {
        let (calls, hears) = listen(Card::of(&[true]));
        assert_eq!(hears.recv(), Ok(Heard::Ready(true)));
        calls.send(Utterance { volume_percent: 0, ..crate::fixture::chime(1) }).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Silent(Subject::Call(1))));
    }

    #[test]
    fn a_missing_clip_is_told_once() {
        let mut card = Card::of(&[true; 4]);
        let text = "Nomor antrean, a".to_owned();
        card.falls = vec![Fall { text, to: FallTo::Synthesizer, why: "code/A: broken".to_owned() }];
        let (calls, hears) = listen(card);
        assert_eq!(hears.recv(), Ok(Heard::Ready(true)));
        for call in [1, 2] {
            calls.send(crate::fixture::chime(call)).unwrap();
        }
        assert_eq!(hears.recv(), Ok(Heard::ClipMissing));
        assert_eq!(hears.recv(), Ok(Heard::Spoken(Subject::Call(1))));
        assert_eq!(hears.recv(), Ok(Heard::Spoken(Subject::Call(2))));
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
