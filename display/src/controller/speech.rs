//! What is said: a call's sentences in the hall's languages, as often as the settings and the other
//! calls allow, or a text for everybody.

use super::words::Names;
use super::{Controller, Moment};
use crate::announcer::{Manner, Subject};
use crate::phrase::{self, Sentence, Utterance, Wording};
use antrean_shared::ticket::Language;
use antrean_shared::view::BoardCall;

impl Controller {
    /// Returns what the loudspeaker gets.
    pub(super) fn utterance(
        &self,
        subject: Subject,
        sentences: Vec<Sentence>,
        chime: bool,
        now: Moment,
    ) -> Utterance {
        let voice = &self.config.voice;
        let time = self.catalogue.as_ref().map(|hall| now.hub.at(hall.utc_offset).time());
        let volume_percent = time.map_or(voice.volume, |time| voice.volume_at(time));
        // Without a sentence only the chime can be heard.
        let chime = chime || sentences.is_empty();
        Utterance { subject, sentences, chime, volume_percent }
    }

    /// Returns what is said of a call or a text; without names of the hall, nothing.
    pub(super) fn sentences(&self, subject: Subject, manner: Manner) -> Vec<Sentence> {
        let (true, Some(catalogue)) = (self.config.voice.speak, &self.catalogue) else {
            return Vec::new();
        };
        let hall = &catalogue.languages;
        match subject {
            Subject::Call(call) => {
                let called = self.announcer.calls().find(|called| called.call == call);
                called.map_or_else(Vec::new, |called| self.of_call(called, hall, manner))
            }
            Subject::Text(at) => {
                let language = self.config.voice.languages(hall, Language::Id)[0];
                let text = self.announcer.text(at);
                text.map(|text| phrase::text(text, language)).into_iter().collect()
            }
        }
    }

    fn of_call(&self, called: &BoardCall, hall: &[Language], manner: Manner) -> Vec<Sentence> {
        let voice = &self.config.voice;
        let mut languages = voice.languages(hall, called.language);
        if manner == Manner::Short {
            let own = languages.iter().position(|language| *language == called.language);
            languages = vec![languages[own.unwrap_or(0)]];
        }
        let once = languages.into_iter();
        let once = once.filter_map(|language| self.sentence(called, language, manner));
        let times = if manner == Manner::Full { usize::from(voice.repeat) } else { 1 };
        std::iter::repeat_n(once.collect::<Vec<_>>(), times).flatten().collect()
    }

    /// Says of priority what the hall wants said: that there is one, never which.
    fn sentence(&self, called: &BoardCall, language: Language, manner: Manner) -> Option<Sentence> {
        let (catalogue, view) = (self.catalogue.as_ref()?, self.board_view()?);
        let names = Names {
            catalogue,
            language,
            here: &view.zone,
            arrows: &self.config.arrows,
            now: called.at,
        };
        let named = self.config.voice.agency && manner != Manner::Short;
        let agency = named.then(|| names.agency(&called.queue));
        let wording = Wording {
            kind: called.kind,
            number: called.number,
            counter: names.counter_text(&called.counter),
            agency: agency.as_deref(),
            priority: called.priority,
        };
        Some(phrase::sentence(&wording, language, self.config.voice.numbers))
    }
}
