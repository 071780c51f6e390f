//! The table `[voice]` of the display's settings: what is said of a call, and how loud.

use super::{DisplayConfigError, LANGUAGES};
use crate::phrase::NumberMode;
use antrean_shared::ticket::Language;
use chrono::NaiveTime;
use serde::Deserialize;
use serde::de::Error;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Times that an announcement may be said.
const REPEAT_MAX: u8 = 3;
/// Spans with a volume of their own.
const QUIETER_MAX: usize = 24;

/// What the voice says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VoiceConfig {
    /// Sentences after the chime; without them the chime stands alone.
    pub speak: bool,
    /// Languages of each call, in order; empty: the hall's first, then the ticket's.
    pub languages: Vec<Language>,
    /// How the number of a ticket is read.
    pub numbers: NumberMode,
    /// The agency's name behind the counter's.
    pub agency: bool,
    /// How often each announcement is said.
    pub repeat: u8,
    /// How loud, in percent of what the machine gives.
    pub volume: u8,
    /// Spans of the day that are quieter.
    pub quieter: Vec<Quieter>,
    /// The voice of each language.
    pub names: BTreeMap<Language, String>,
    /// Where the voices lie; none: where they were installed.
    pub folder: Option<PathBuf>,
}

/// A span of the day with a volume of its own; it may go past midnight.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quieter {
    /// From when, hall time.
    #[serde(deserialize_with = "clock")]
    pub from: NaiveTime,
    /// Until when; no longer then.
    #[serde(deserialize_with = "clock")]
    pub to: NaiveTime,
    /// How loud, in percent.
    pub volume: u8,
}

impl Default for VoiceConfig {
    fn default() -> Self {
        let names = [(Language::Id, "id-sara"), (Language::En, "en-heart")];
        Self {
            speak: true,
            languages: Vec::new(),
            numbers: NumberMode::Digit,
            agency: false,
            repeat: 1,
            volume: 100,
            quieter: Vec::new(),
            names: names.map(|(language, name)| (language, name.to_owned())).into(),
            folder: None,
        }
    }
}

impl VoiceConfig {
    /// Refuses what cannot be said.
    pub(super) fn check(&self) -> Result<(), DisplayConfigError> {
        let named = self.languages.iter().chain(self.names.keys());
        if let Some(language) = named.copied().find(|language| !LANGUAGES.contains(language)) {
            return Err(DisplayConfigError::VoiceLanguage(language));
        }
        if !(1..=REPEAT_MAX).contains(&self.repeat) {
            return Err(DisplayConfigError::Repeat(self.repeat));
        }
        let spans = self.quieter.iter().map(|span| span.volume);
        if let Some(volume) = spans.chain([self.volume]).find(|volume| *volume > 100) {
            return Err(DisplayConfigError::Volume(volume));
        }
        if self.quieter.len() > QUIETER_MAX {
            return Err(DisplayConfigError::Quieter(self.quieter.len()));
        }
        Ok(())
    }

    /// Returns the languages that a call is said in: in a hall, for a ticket.
    pub fn languages(&self, hall: &[Language], ticket: Language) -> Vec<Language> {
        if !self.languages.is_empty() {
            return self.languages.clone();
        }
        let own = hall.iter().copied().find(|language| LANGUAGES.contains(language));
        let mut languages = vec![own.unwrap_or(Language::Id)];
        if LANGUAGES.contains(&ticket) && !languages.contains(&ticket) {
            languages.push(ticket);
        }
        languages
    }

    /// Returns how loud it is at a time of the day; the first span that holds it wins.
    pub fn volume_at(&self, time: NaiveTime) -> u8 {
        let span = self.quieter.iter().find(|span| span.holds(time));
        span.map_or(self.volume, |span| span.volume)
    }
}

impl Quieter {
    fn holds(&self, time: NaiveTime) -> bool {
        let (after, before) = (time >= self.from, time < self.to);
        if self.from <= self.to { after && before } else { after || before }
    }
}

fn clock<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = |_| D::Error::custom(format!("\"{text}\" is no time such as \"12:30\""));
    NaiveTime::parse_from_str(&text, "%H:%M").map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> VoiceConfig {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn the_hall_comes_first_and_then_the_visitor() {
        let voice = VoiceConfig::default();
        let hall = [Language::Id, Language::En];
        assert_eq!(voice.languages(&hall, Language::Id), [Language::Id]);
        assert_eq!(voice.languages(&hall, Language::En), [Language::Id, Language::En]);
        assert_eq!(voice.languages(&hall, Language::Jv), [Language::Id]);
        let both = config("languages = [\"en\", \"id\"]");
        assert_eq!(both.languages(&hall, Language::Id), [Language::En, Language::Id]);
    }

    #[test]
    fn the_volume_follows_the_hour() {
        let text = "quieter = [{ from = \"12:00\", to = \"13:00\", volume = 40 },
                                { from = \"20:30\", to = \"06:00\", volume = 10 }]";
        let voice = config(text);
        for (time, volume) in [
            ("11:59", 100),
            ("12:00", 40),
            ("12:59", 40),
            ("13:00", 100),
            ("20:30", 10),
            ("00:10", 10),
            ("06:00", 100),
        ] {
            let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap();
            assert_eq!(voice.volume_at(time), volume, "{time}");
        }
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        for (text, words) in [
            ("languages = [\"su\"]", "su is not there yet"),
            ("repeat = 0", "repeat: 0"),
            ("repeat = 4", "repeat: 4"),
            ("volume = 101", "volume: 101"),
            ("quieter = [{ from = \"12:00\", to = \"13:00\", volume = 200 }]", "volume: 200"),
        ] {
            let error = config(text).check().unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        let clock = "quieter = [{ from = \"noon\", to = \"13:00\", volume = 2 }]";
        let error = toml::from_str::<VoiceConfig>(clock).unwrap_err().to_string();
        assert!(error.contains("\"noon\" is no time such as \"12:30\""), "{error}");
    }
}
