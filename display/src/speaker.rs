//! The loudspeaker: a thread of its own that plays the chime, and says when it has ended.
//!
//! Started by the runtime. It knows no cursor and decides nothing; a device that is missing is a
//! status and is tried again for ever, never a fault that stops the board.

mod audio;
mod simulated;

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;
use thiserror::Error;

pub use audio::Audio;
pub use simulated::Simulated;

/// Calls that may wait for the loudspeaker; the announcer gives one at a time.
const SPEECHES_MAX: usize = 4;
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
    /// The transcript cannot be written.
    #[error("the transcript cannot be written")]
    Transcript(#[source] std::io::Error),
}

/// Something that announces a call.
pub trait Speaker: Send {
    /// Makes ready to play; done before the first call and after each fault.
    fn open(&mut self) -> Result<(), SpeakerError>;
    /// Announces a call and returns after the last sample.
    fn announce(&mut self, call: u64) -> Result<(), SpeakerError>;
}

/// Which loudspeaker a display has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerKind {
    /// The machine's own.
    Audio,
    /// A file that says what would have been heard.
    Simulated(PathBuf),
}

/// What a loudspeaker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It can be used, or cannot.
    Ready(bool),
    /// A call was announced to the last sample.
    Spoken(u64),
}

/// Opens the kind that was asked for.
pub fn of_kind(kind: SpeakerKind) -> Box<dyn Speaker> {
    match kind {
        SpeakerKind::Audio => Box::new(Audio),
        SpeakerKind::Simulated(path) => Box::new(Simulated::new(path)),
    }
}

/// Starts the loudspeaker's thread; it ends when the returned channel is dropped.
pub fn start(
    mut speaker: Box<dyn Speaker>,
    heard: impl Fn(Heard) + Send + 'static,
) -> std::io::Result<mpsc::SyncSender<u64>> {
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
fn serve(speaker: &mut dyn Speaker, waiting: &mpsc::Receiver<u64>, heard: &impl Fn(Heard)) -> bool {
    if let Err(error) = speaker.open() {
        tracing::warn!(error = %Chain(&error), "no loudspeaker; tried again in 30 s");
        return true;
    }
    heard(Heard::Ready(true));
    while let Ok(call) = waiting.recv() {
        match speaker.announce(call) {
            Ok(()) => heard(Heard::Spoken(call)),
            Err(error) => {
                tracing::warn!(call, error = %Chain(&error), "the announcement broke off");
                return true;
            }
        }
    }
    false
}

/// Waits before the next try; calls that come meanwhile are the announcer's to give again.
fn pause(waiting: &mpsc::Receiver<u64>) -> bool {
    loop {
        match waiting.recv_timeout(RETRY_EVERY) {
            Ok(call) => tracing::debug!(call, "no loudspeaker for it"),
            Err(mpsc::RecvTimeoutError::Timeout) => return true,
            Err(mpsc::RecvTimeoutError::Disconnected) => return false,
        }
    }
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

        fn announce(&mut self, _call: u64) -> Result<(), SpeakerError> {
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
        calls.send(1).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Spoken(1)));
        calls.send(2).unwrap();
        assert_eq!(hears.recv(), Ok(Heard::Ready(false)));
        drop(calls);
        assert!(hears.recv().is_err(), "the thread has ended");
    }

    #[test]
    fn the_simulated_speaker_writes_what_would_have_been_heard() {
        let folder = crate::fixture::Folder::new();
        let path = folder.0.join("heard.txt");
        let mut speaker = of_kind(SpeakerKind::Simulated(path.clone()));
        speaker.open().unwrap();
        speaker.announce(7).unwrap();
        speaker.announce(8).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "chime 7\nchime 8\n");
    }
}
