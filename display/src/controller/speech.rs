//! What is said of a call: its sentences in the hall's languages, as often as the settings ask.

use super::words::Names;
use super::{Controller, Moment};
use crate::phrase::{self, Sentence, Utterance, Wording};
use antrean_shared::ticket::Language;
use antrean_shared::view::BoardCall;

impl Controller {
    /// Returns what is said of a call; without names of the hall, or without the call, the chime.
    pub(super) fn utterance(&self, call: u64, now: Moment) -> Utterance {
        let voice = &self.config.voice;
        let called = self.announcer.calls().find(|called| called.call == call);
        let mut sentences = Vec::new();
        if let (true, Some(called), Some(catalogue)) = (voice.speak, called, &self.catalogue) {
            let languages = voice.languages(&catalogue.languages, called.language);
            let once = languages.into_iter().filter_map(|language| self.sentence(called, language));
            let once: Vec<_> = once.collect();
            sentences = std::iter::repeat_n(once, usize::from(voice.repeat)).flatten().collect();
        }
        let time = self.catalogue.as_ref().map(|hall| now.hub.at(hall.utc_offset).time());
        let volume_percent = time.map_or(voice.volume, |time| voice.volume_at(time));
        Utterance { call, sentences, volume_percent }
    }

    /// The board's view names no priority, so the voice has none to say.
    fn sentence(&self, called: &BoardCall, language: Language) -> Option<Sentence> {
        let (catalogue, view) = (self.catalogue.as_ref()?, self.board_view()?);
        let names = Names { catalogue, language, here: &view.zone, now: called.at };
        let agency = self.config.voice.agency.then(|| names.agency(&called.queue));
        let wording = Wording {
            kind: called.kind,
            number: called.number,
            counter: names.counter_text(&called.counter),
            agency: agency.as_deref(),
            priority: false,
        };
        Some(phrase::sentence(&wording, language, self.config.voice.numbers))
    }
}
