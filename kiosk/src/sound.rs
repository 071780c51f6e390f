//! What a kiosk is heard with: one thread that speaks the guide and sounds the chime, one thing at a time.
//!
//! Started by `runtime`. A newer text cuts the older one off, so nothing is ever spoken over anything. A sound
//! device that is missing is looked for again at the next text; the kiosk works without one.

mod voice;

pub use voice::GuideVoice;

use crate::controller::Speech;
use antrean_shared::espeak::EspeakError;
use rodio::buffer::SamplesBuffer;
use rodio::source::{SineWave, Source};
use rodio::{ChannelCount, DeviceSinkBuilder, MixerDeviceSink, Player, SampleRate};
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;
use thiserror::Error;

/// Orders that may wait: each takes the place of the one before, so few are enough.
const ORDERS_MAX: usize = 8;
/// How often a text that is being spoken is looked after.
const LOOK: Duration = Duration::from_millis(20);
/// Sound that takes longer than any sentence hangs.
const SENTENCE_MAX: Duration = Duration::from_secs(60);
/// Samples a second of everything that is heard.
pub(crate) const RATE: SampleRate = NonZero::new(22_050).expect("not zero");
pub(crate) const CHANNELS: ChannelCount = NonZero::new(1).expect("not zero");

/// Something to be heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    Say(Speech),
    /// Holds what is being said, or lets it go on; nothing where nothing is said.
    Pause,
    Hush,
    Chime {
        volume_percent: u8,
    },
}

/// Says why nothing can be heard.
#[derive(Debug, Error)]
pub enum SoundError {
    #[error("no sound device")]
    Device(#[from] rodio::DeviceSinkError),
    #[error("the text cannot be spoken")]
    Speech(#[from] EspeakError),
}

/// Where samples go.
pub trait Output {
    /// Begins to play samples of 22,050 Hz; what was playing ends.
    fn play(&mut self, samples: Vec<f32>, volume_percent: u8) -> Result<(), SoundError>;
    /// Whether anything is still being heard.
    fn is_playing(&self) -> bool;
    /// Holds what is playing, or lets it go on.
    fn hold(&mut self, held: bool);
    fn stop(&mut self);
}

/// The machine's loudspeaker or headphones, opened when first needed.
#[derive(Default)]
pub struct Loudspeaker {
    open: Option<(MixerDeviceSink, Player)>,
}

impl Output for Loudspeaker {
    fn play(&mut self, samples: Vec<f32>, volume_percent: u8) -> Result<(), SoundError> {
        if self.open.is_none() {
            let mut sink = DeviceSinkBuilder::open_default_sink()?;
            sink.log_on_drop(false);
            let player = Player::connect_new(sink.mixer());
            self.open = Some((sink, player));
        }
        if let Some((_, player)) = &self.open {
            player.set_volume(f32::from(volume_percent.min(100)) / 100.0);
            player.append(SamplesBuffer::new(CHANNELS, RATE, samples));
            player.play();
        }
        Ok(())
    }

    fn is_playing(&self) -> bool {
        self.open.as_ref().is_some_and(|(_, player)| !player.empty())
    }

    fn hold(&mut self, held: bool) {
        match &self.open {
            Some((_, player)) if held => player.pause(),
            Some((_, player)) => player.play(),
            None => {}
        }
    }

    fn stop(&mut self) {
        // The device is given back: one that was unplugged is found again at the next text.
        self.open = None;
    }
}

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mut output: impl Output + Send + 'static) -> std::io::Result<SyncSender<Order>> {
    let (orders, waiting) = mpsc::sync_channel(ORDERS_MAX);
    let thread = std::thread::Builder::new().name("kiosk-sound".to_owned());
    thread.spawn(move || serve(&mut output, &GuideVoice::default(), &waiting))?;
    Ok(orders)
}

fn serve(output: &mut dyn Output, voice: &GuideVoice, waiting: &Receiver<Order>) {
    let mut next = waiting.recv().ok();
    while let Some(order) = next.take() {
        let heard = match order {
            Order::Hush => {
                output.stop();
                Ok(None)
            }
            Order::Pause => Ok(None),
            Order::Chime { volume_percent } => chime(output, volume_percent, waiting),
            Order::Say(speech) => say(output, voice, &speech, waiting),
        };
        match heard {
            Ok(newer) => next = newer,
            Err(error) => {
                tracing::warn!(%error, "nothing is heard");
                output.stop();
            }
        }
        if next.is_none() {
            match waiting.recv() {
                Ok(order) => next = Some(order),
                Err(mpsc::RecvError) => return,
            }
        }
    }
}

/// Two soft tones that rise: a question.
fn chime(
    output: &mut dyn Output,
    volume_percent: u8,
    waiting: &Receiver<Order>,
) -> Result<Option<Order>, SoundError> {
    output.stop();
    let tone = |hertz: f32| {
        let tone = SineWave::new(hertz).take_duration(Duration::from_millis(220));
        let tone = tone.amplify(0.35).fade_in(Duration::from_millis(20));
        let tone = rodio::source::UniformSourceIterator::new(tone, CHANNELS, RATE);
        let samples: Vec<f32> = tone.collect();
        let len = samples.len();
        let fade =
            move |(place, sample): (usize, f32)| sample * ((len - place) as f32 / len as f32);
        samples.into_iter().enumerate().map(fade)
    };
    output.play(tone(523.25).chain(tone(659.25)).collect(), volume_percent)?;
    Ok(until_end(output, waiting))
}

/// Speaks sentence by sentence, so that the first is heard at once; returns the order that cut it off.
fn say(
    output: &mut dyn Output,
    voice: &GuideVoice,
    speech: &Speech,
    waiting: &Receiver<Order>,
) -> Result<Option<Order>, SoundError> {
    output.stop();
    for sentence in voice::sentences(&speech.text) {
        let samples = voice.say(sentence, speech.language)?;
        let came = waiting.try_recv().ok().map(|first| newest(first, waiting));
        match came {
            Some(Order::Pause) => {
                if let Some(newer) = until_again(waiting) {
                    return Ok(Some(newer));
                }
            }
            Some(newer) => return Ok(Some(newer)),
            None => {}
        }
        output.play(samples, speech.volume_percent)?;
        if let Some(newer) = until_end(output, waiting) {
            output.stop();
            return Ok(Some(newer));
        }
    }
    Ok(None)
}

/// Waits until nothing is heard any more, or somebody wants something else.
fn until_end(output: &mut dyn Output, waiting: &Receiver<Order>) -> Option<Order> {
    let mut waited = Duration::ZERO;
    while output.is_playing() && waited < SENTENCE_MAX {
        match waiting.recv_timeout(LOOK) {
            Ok(first) => {
                let newer = newest(first, waiting);
                if newer != Order::Pause {
                    return Some(newer);
                }
                output.hold(true);
                if let Some(newer) = until_again(waiting) {
                    return Some(newer);
                }
                output.hold(false);
            }
            Err(RecvTimeoutError::Timeout) => waited += LOOK,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    None
}

/// Waits for the pause to end; returns what is wanted instead, if something else is.
fn until_again(waiting: &Receiver<Order>) -> Option<Order> {
    let first = waiting.recv().unwrap_or(Order::Hush);
    Some(newest(first, waiting)).filter(|newer| *newer != Order::Pause)
}

/// Only the last of several orders is of any use; a pause was meant for what came before it.
fn newest(first: Order, waiting: &Receiver<Order>) -> Order {
    let more: Vec<Order> = waiting.try_iter().collect();
    let all = || std::iter::once(&first).chain(&more);
    let wanted = all().rfind(|order| **order != Order::Pause).cloned();
    wanted.unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use antrean_shared::ticket::Language;
    use std::sync::{Arc, Mutex};

    /// Writes down what would be heard; each sound lasts until it is looked at so many times.
    #[derive(Clone)]
    struct Transcript {
        heard: Arc<Mutex<Vec<String>>>,
        left: Arc<Mutex<usize>>,
    }

    impl Output for Transcript {
        fn play(&mut self, samples: Vec<f32>, volume_percent: u8) -> Result<(), SoundError> {
            assert!(!self.is_playing(), "spoken over itself");
            let loud = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
            assert!(loud > 0.05 && loud <= 1.0, "peak {loud}");
            self.heard
                .lock()
                .unwrap()
                .push(format!("{} ms at {volume_percent}", samples.len() / 22));
            *self.left.lock().unwrap() = 3;
            Ok(())
        }

        fn is_playing(&self) -> bool {
            *self.left.lock().unwrap() > 0
        }

        fn hold(&mut self, held: bool) {
            self.heard.lock().unwrap().push(if held { "held" } else { "again" }.to_owned());
            *self.left.lock().unwrap() = usize::from(held);
        }

        fn stop(&mut self) {
            *self.left.lock().unwrap() = 0;
            self.heard.lock().unwrap().push("stop".to_owned());
        }
    }

    fn speech(text: &str) -> Order {
        let (text, language) = (text.to_owned(), Language::Id);
        Order::Say(Speech { text, language, volume_percent: 60 })
    }

    #[test]
    fn a_newer_text_cuts_the_older_one_off() {
        let heard = Arc::default();
        let left = Arc::default();
        let mut output = Transcript { heard: Arc::clone(&heard), left };
        let (orders, waiting) = mpsc::sync_channel(ORDERS_MAX);
        for order in
            [speech("Satu. Dua. Tiga."), speech("Empat."), speech("Nomor A 0 1 4."), Order::Hush]
        {
            orders.send(order).unwrap();
        }
        drop(orders);
        serve(&mut output, &GuideVoice::default(), &waiting);
        let heard = heard.lock().unwrap().clone();
        // The first was overtaken while it was being made, by all the others at once.
        assert_eq!(heard, ["stop", "stop"], "{heard:?}");
    }

    #[test]
    fn a_text_that_is_held_goes_on_where_it_was_unless_something_else_is_wanted() {
        let during = |then: &[Order]| {
            let (heard, left) = (Arc::default(), Arc::new(Mutex::new(1)));
            let mut output = Transcript { heard: Arc::clone(&heard), left };
            let (orders, waiting) = mpsc::sync_channel(ORDERS_MAX);
            orders.send(Order::Pause).unwrap();
            let rest = then.to_vec();
            // Sent once the pause has been taken in: orders that come together are one.
            let heard_so_far = Arc::clone(&heard);
            let later = std::thread::spawn(move || {
                while heard_so_far.lock().unwrap().is_empty() {
                    std::thread::yield_now();
                }
                rest.into_iter().for_each(|order| orders.send(order).unwrap());
            });
            let newer = until_end(&mut output, &waiting);
            later.join().unwrap();
            let heard = heard.lock().unwrap().clone();
            (heard, newer)
        };
        let lines = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(during(&[Order::Pause]), (lines(&["held", "again"]), None));
        let other = speech("Empat.");
        let (heard, newer) = during(std::slice::from_ref(&other));
        assert_eq!((heard, newer), (lines(&["held"]), Some(other)));
        assert_eq!(during(&[Order::Hush, Order::Pause]), (lines(&["held"]), Some(Order::Hush)));
    }

    #[test]
    fn a_text_is_spoken_sentence_by_sentence_and_a_chime_is_short() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let left = Arc::new(Mutex::new(0));
        /// Ends each sound at once.
        struct Quick(Transcript);
        impl Output for Quick {
            fn play(&mut self, samples: Vec<f32>, volume: u8) -> Result<(), SoundError> {
                self.0.play(samples, volume)?;
                *self.0.left.lock().unwrap() = 0;
                Ok(())
            }
            fn is_playing(&self) -> bool {
                false
            }
            fn hold(&mut self, _: bool) {}
            fn stop(&mut self) {}
        }
        let mut output = Quick(Transcript { heard: Arc::clone(&heard), left });
        let (_orders, waiting) = mpsc::sync_channel(1);
        let text = "Silakan pilih instansi. Halaman 1 dari 3.".to_owned();
        let speech = Speech { text, language: Language::Id, volume_percent: 40 };
        assert_eq!(say(&mut output, &GuideVoice::default(), &speech, &waiting).unwrap(), None);
        chime(&mut output, 30, &waiting).unwrap();
        let heard = heard.lock().unwrap().clone();
        let millis = |line: &String| line.split(' ').next().unwrap().parse::<u64>().unwrap();
        assert_eq!(heard.len(), 3, "{heard:?}");
        assert!(heard[..2].iter().all(|line| (600..4_000).contains(&millis(line))), "{heard:?}");
        assert!((400..500).contains(&millis(&heard[2])), "{heard:?}");
        assert!(heard[2].ends_with("at 30"), "{heard:?}");
    }
}
