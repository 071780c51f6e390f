//! Plays chime and sentences on the machine's sound device.
//!
//! The device is opened for each announcement and given back after it: a card that was pulled out
//! and put back is found again, and a quiet hall costs nothing.

use super::{AFTER_CHIME, CHIME, Speaker, SpeakerError, gain, report};
use crate::announcer::WITHOUT_CHIME;
use crate::phrase::Utterance;
use crate::voice::{CHANNELS, RATE, Said, Voices};
use rodio::buffer::SamplesBuffer;
use rodio::cpal::ErrorKind;
use rodio::source::{EmptyCallback, Source, Zero};
use rodio::{Decoder, DeviceSinkBuilder, Player};
use std::io::Cursor;
use std::sync::mpsc;
use std::time::Duration;

/// What a device still holds after the last sample was handed to it.
const TAIL: Duration = Duration::from_millis(250);
/// Sound that has not ended so long after its time never will: the device hangs.
const LATE_MAX: Duration = Duration::from_secs(6);

/// The machine's sound device.
#[derive(Debug)]
pub struct Audio {
    voices: Voices,
}

impl Audio {
    /// Speaks with these voices.
    pub fn new(voices: Voices) -> Self {
        Self { voices }
    }
}

impl Speaker for Audio {
    fn open(&mut self) -> Result<(), SpeakerError> {
        DeviceSinkBuilder::from_default_device().map(drop).map_err(SpeakerError::Device)
    }

    fn announce(&mut self, utterance: &Utterance) -> Result<Said, SpeakerError> {
        let (ended, end) = mpsc::sync_channel(1);
        let broken = ended.clone();
        let builder = DeviceSinkBuilder::from_default_device().map_err(SpeakerError::Device)?;
        let mut sink = builder
            .with_error_callback(move |error| {
                if passes(error.kind()) {
                    tracing::debug!(%error, "the sound device goes on");
                } else if broken.try_send(Err(SpeakerError::Gone)).is_ok() {
                    tracing::warn!(%error, "the sound device reports a fault");
                }
            })
            .open_stream()
            .map_err(SpeakerError::Device)?;
        sink.log_on_drop(false);
        let chime = Decoder::new_wav(Cursor::new(CHIME)).map_err(SpeakerError::Chime)?;
        let quiet = |time| Zero::new(CHANNELS, RATE).take_duration(time);
        let player = Player::connect_new(sink.mixer());
        player.set_volume(gain(utterance));
        let mut length = TAIL;
        if utterance.chime {
            length += chime.total_duration().unwrap_or_default() + AFTER_CHIME;
            player.append(chime);
            player.append(quiet(AFTER_CHIME));
        } else {
            length += WITHOUT_CHIME;
            player.append(quiet(WITHOUT_CHIME));
        }
        // What comes first sounds while the sentences are made.
        let mut said = self.voices.say(utterance);
        report(utterance, &said);
        let samples = std::mem::take(&mut said.samples);
        let speech = SamplesBuffer::new(CHANNELS, RATE, samples);
        length += speech.total_duration().unwrap_or_default();
        player.append(speech);
        player.append(quiet(TAIL));
        player.append(EmptyCallback::new(Box::new(move || {
            let _ = ended.try_send(Ok(())); // full: the device has broken
        })));
        end.recv_timeout(length + LATE_MAX).unwrap_or(Err(SpeakerError::Gone))?;
        Ok(said)
    }

    fn has_voices(&self) -> bool {
        self.voices.are_whole()
    }
}

/// Tells whether the sound goes on after a fault: what was said then is not said again.
fn passes(fault: ErrorKind) -> bool {
    matches!(fault, ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied | ErrorKind::Xrun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_that_is_lost_ends_a_sentence() {
        for kind in [ErrorKind::DeviceChanged, ErrorKind::RealtimeDenied, ErrorKind::Xrun] {
            assert!(passes(kind), "{kind}");
        }
        for kind in [
            ErrorKind::DeviceNotAvailable,
            ErrorKind::HostUnavailable,
            ErrorKind::StreamInvalidated,
        ] {
            assert!(!passes(kind), "{kind}");
        }
    }

    #[test]
    fn the_chime_is_a_soft_second() {
        let chime = Decoder::new_wav(Cursor::new(CHIME)).unwrap();
        let rate = f64::from(chime.sample_rate().get()) * f64::from(chime.channels().get());
        let samples: Vec<f32> = chime.collect();
        let seconds = samples.len() as f64 / rate;
        assert!((0.8..=1.2).contains(&seconds), "{seconds} s");
        let peak = samples.iter().fold(0_f32, |peak, sample| peak.max(sample.abs()));
        assert!((0.3..=0.9).contains(&peak), "peak {peak}");
        let ends = samples[0].abs().max(samples[samples.len() - 1].abs());
        assert!(ends < 0.01, "a click at an end: {ends}");
    }
}
