//! Where takes come from: the machine's microphone, or a recording in which the prompts are read one
//! after the other.

use super::desk::StudioError;
use crate::voice::{CHANNELS, RATE};
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{FromSample, Sample, SampleFormat, SizedSample};
use rodio::Decoder;
use rodio::buffer::SamplesBuffer;
use rodio::source::UniformSourceIterator;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::num::{NonZeroU16, NonZeroU32};
use std::path::Path;
use std::sync::mpsc;

/// Quiet of this length parts two prompts of a recording.
const BETWEEN: usize = RATE.get() as usize * 6 / 10;
/// What is quieter is no speech, in a recording.
const QUIET: f32 = 0.01;
/// Quiet that is left at both ends of a take.
const ROUND: usize = RATE.get() as usize / 10;

/// Where a speaker is heard.
pub trait Room {
    /// Returns the next take; none: the speaker is done.
    fn take(&mut self, keys: &mut dyn BufRead) -> Result<Option<Vec<f32>>, StudioError>;
    /// Tells whether a take can be spoken again.
    fn again(&self) -> bool;
}

/// The microphone: listens from one line on the keyboard to the next.
#[derive(Debug)]
pub struct Line;

/// A recording, cut where the speaker paused.
#[derive(Debug)]
pub struct Reading(VecDeque<Vec<f32>>);

impl Room for Line {
    fn take(&mut self, keys: &mut dyn BufRead) -> Result<Option<Vec<f32>>, StudioError> {
        if !pressed(keys)? {
            return Ok(None);
        }
        let device =
            cpal::default_host().default_input_device().ok_or(StudioError::NoMicrophone)?;
        let config = device.default_input_config().map_err(StudioError::Microphone)?;
        let (rate, channels) = (config.sample_rate(), config.channels());
        let (said, hears) = mpsc::channel();
        let format = config.sample_format();
        let stream = if format == SampleFormat::F32 {
            listen::<f32>(&device, config.into(), said)
        } else if format == SampleFormat::I16 {
            listen::<i16>(&device, config.into(), said)
        } else if format == SampleFormat::I32 {
            listen::<i32>(&device, config.into(), said)
        } else {
            return Err(StudioError::Format(format.to_string()));
        }?;
        stream.play().map_err(StudioError::Microphone)?;
        let goes_on = pressed(keys)?;
        drop(stream);
        let samples: Vec<f32> = hears.iter().flatten().collect();
        let kind = NonZeroU16::new(channels).zip(NonZeroU32::new(rate));
        let (channels, rate) = kind.ok_or(StudioError::NoMicrophone)?;
        let heard = SamplesBuffer::new(channels, rate, samples);
        let samples = UniformSourceIterator::new(heard, CHANNELS, RATE).collect();
        Ok(goes_on.then_some(samples))
    }

    fn again(&self) -> bool {
        true
    }
}

impl Reading {
    /// Reads a WAV file.
    pub fn open(path: &Path) -> Result<Self, StudioError> {
        let file = File::open(path).map_err(StudioError::File)?;
        let decoder = Decoder::new_wav(BufReader::new(file)).map_err(StudioError::Sound)?;
        let samples: Vec<f32> = UniformSourceIterator::new(decoder, CHANNELS, RATE).collect();
        Ok(Self(takes(&samples)))
    }
}

impl Room for Reading {
    fn take(&mut self, _keys: &mut dyn BufRead) -> Result<Option<Vec<f32>>, StudioError> {
        Ok(self.0.pop_front())
    }

    fn again(&self) -> bool {
        false
    }
}

/// Cuts a recording in the middle of its long pauses.
fn takes(samples: &[f32]) -> VecDeque<Vec<f32>> {
    let loud: Vec<usize> =
        (0..samples.len()).filter(|place| samples[*place].abs() > QUIET).collect();
    let mut takes = VecDeque::new();
    let mut from = 0;
    for place in 1..=loud.len() {
        let ends = place == loud.len() || loud[place] - loud[place - 1] > BETWEEN;
        if ends && !loud.is_empty() {
            let (first, last) = (loud[from], loud[place - 1]);
            let end = (last + ROUND).min(samples.len());
            takes.push_back(samples[first.saturating_sub(ROUND)..end].to_vec());
            from = place;
        }
    }
    takes
}

/// Waits for a line; false: there are no more.
fn pressed(keys: &mut dyn BufRead) -> Result<bool, StudioError> {
    let mut line = String::new();
    Ok(keys.read_line(&mut line).map_err(StudioError::File)? > 0)
}

fn listen<T>(
    device: &cpal::Device,
    config: cpal::StreamConfig,
    said: mpsc::Sender<Vec<f32>>,
) -> Result<cpal::Stream, StudioError>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let hear = move |samples: &[T], _: &cpal::InputCallbackInfo| {
        let samples = samples.iter().map(|sample| f32::from_sample(*sample)).collect();
        let _ = said.send(samples); // the take has ended
    };
    let fault = |error| tracing::warn!(%error, "the microphone reports a fault");
    device.build_input_stream(config, hear, fault, None).map_err(StudioError::Microphone)
}
