//! What the voice says of a call, as clips and pauses (domain.md 5). Pure: told a call's words, it
//! answers with parts; whether a voice has the clips is the business of `voice`.
//!
//! Used by the controller. The names of the clips are those of `assets/voices/plan.py`.

mod number;
mod place;

use crate::announcer::Subject;
use antrean_shared::ticket::{Language, TicketNumber};
use antrean_shared::view::CallKind;
use serde::Deserialize;
use std::time::Duration;

/// What is heard as a pause is 40 ms longer: clips begin and end with a little quiet of their own.
const fn pause(heard_millis: u64) -> Duration {
    Duration::from_millis(heard_millis - 40)
}

/// After the letters of a number.
const AFTER_CODE: Duration = pause(180);
/// After the number, where a full stop stands.
const AFTER_NUMBER: Duration = pause(450);
/// After a counter's name that is followed by the agency's.
const AFTER_COUNTER: Duration = pause(250);

/// How the number of a ticket is read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberMode {
    /// 012 is "nol satu dua", as it stands on the paper.
    #[default]
    Digit,
    /// 012 is "dua belas".
    Number,
    /// 012 is "nol dua belas": each leading zero, then the rest as a number.
    Mixed,
}

/// A call in the words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording<'a> {
    /// Which summons it is.
    pub kind: CallKind,
    /// The number that is called.
    pub number: TicketNumber,
    /// The counter's name: "Loket 3".
    pub counter: &'a str,
    /// The agency's name, where the hall wants it said.
    pub agency: Option<&'a str>,
    /// The hall says "prioritas", and this ticket is one.
    pub priority: bool,
}

/// What stands in when neither clips nor a synthesizer can say a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Nothing does: without it the sentence would mislead.
    Nothing,
    /// A clip that is true of every call.
    Clip(&'static str),
    /// The sentence is whole without it.
    Silence,
}

/// A stretch of a sentence that is said in one breath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The clip that says all of it.
    pub whole: Option<String>,
    /// Clips that say it word by word; empty: there are no such words.
    pub words: Vec<String>,
    /// The same for a synthesizer and for the log.
    pub text: String,
    /// What stands in for it.
    pub instead: Instead,
    /// The pause after it.
    pub pause: Duration,
}

/// One sentence in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The language.
    pub language: Language,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// Everything that is said in one announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// Of what.
    pub subject: Subject,
    /// The chime goes before it; else a pause does.
    pub chime: bool,
    /// Its sentences; none: the chime alone.
    pub sentences: Vec<Sentence>,
    /// How loud, chime and all: 100 is the level of the clips.
    pub volume_percent: u8,
}

/// Returns the sentence of a call.
pub fn sentence(wording: &Wording<'_>, language: Language, mode: NumberMode) -> Sentence {
    let said = Fixed::of(language);
    let mut parts = Vec::new();
    match wording.kind {
        CallKind::Recall => parts.push(fixed("recall", said.recall, AFTER_NUMBER)),
        CallKind::Last => parts.push(fixed("last-call", said.last_call, AFTER_NUMBER)),
        CallKind::Call | CallKind::Withdrawn => {}
    }
    parts.push(code(wording, language));
    parts.push(count(wording.number.count(), language, mode));
    parts.push(place::counter(wording.counter, language));
    if let Some(agency) = wording.agency {
        if let Some(counter) = parts.last_mut() {
            counter.pause = AFTER_COUNTER;
        }
        parts.push(Part {
            whole: None,
            words: Vec::new(),
            text: agency.to_owned(),
            instead: Instead::Silence,
            pause: Duration::ZERO,
        });
    }
    Sentence { language, parts }
}

/// Returns a text for everybody, as a synthesizer reads it.
pub fn text(text: &str, language: Language) -> Sentence {
    let text = text.to_owned();
    let (whole, words, instead, pause) = (None, Vec::new(), Instead::Nothing, Duration::ZERO);
    Sentence { language, parts: vec![Part { whole, words, text, instead, pause }] }
}

/// "Nomor antrean, A": one breath, and the most usual codes are one clip.
fn code(wording: &Wording<'_>, language: Language) -> Part {
    let said = Fixed::of(language);
    let letters = wording.number.prefix();
    let (clip, lead) = if wording.priority {
        ("queue-number-priority", said.queue_number_priority)
    } else {
        ("queue-number", said.queue_number)
    };
    let mut words = vec![clip.to_owned()];
    words.extend(letters.as_str().chars().map(|letter| format!("word/{letter}")));
    let names = letters.as_str().chars().map(|letter| number::letter(letter, language));
    let text: Vec<_> = [lead].into_iter().chain(names).collect();
    Part {
        whole: (!wording.priority).then(|| format!("code/{letters}")),
        words,
        text: text.join(", "),
        instead: Instead::Nothing,
        pause: AFTER_CODE,
    }
}

/// The digits of a number, or its words.
fn count(count: u16, language: Language, mode: NumberMode) -> Part {
    let words = number::ticket(count, language, mode);
    let one_clip = number::reads_digits(language, mode) && count < 1000;
    Part {
        whole: one_clip.then(|| format!("number/{count:03}")),
        words: ending(&words),
        text: words.join(" "),
        instead: Instead::Nothing,
        pause: AFTER_NUMBER,
    }
}

fn fixed(clip: &str, text: &str, pause: Duration) -> Part {
    let (whole, words) = (Some(clip.to_owned()), Vec::new());
    Part { whole, words, text: text.to_owned(), instead: Instead::Nothing, pause }
}

/// Clips of words that end a sentence: the last one falls.
fn ending(words: &[impl AsRef<str>]) -> Vec<String> {
    let last = words.len().saturating_sub(1);
    let clip = |(place, word): (usize, &_)| {
        let tone = if place == last { "last" } else { "word" };
        format!("{tone}/{}", AsRef::<str>::as_ref(word))
    };
    words.iter().enumerate().map(clip).collect()
}

/// The words of a language that are the same in every call.
struct Fixed {
    queue_number: &'static str,
    queue_number_priority: &'static str,
    recall: &'static str,
    last_call: &'static str,
    proceed_to: &'static str,
}

impl Fixed {
    /// Javanese (krama) and Sundanese (lemes) wait for a native speaker; the settings refuse them.
    fn of(language: Language) -> Self {
        match language {
            Language::Id => Self {
                queue_number: "Nomor antrean",
                queue_number_priority: "Nomor antrean prioritas",
                recall: "Panggilan ulang",
                last_call: "Panggilan terakhir",
                proceed_to: "Silakan menuju",
            },
            Language::En => Self {
                queue_number: "Queue number",
                queue_number_priority: "Priority queue number",
                recall: "Second call",
                last_call: "Last call",
                proceed_to: "Please proceed to",
            },
            Language::Jv => Self {
                queue_number: "Nomer antrian",
                queue_number_priority: "Nomer antrian prioritas",
                recall: "Timbalan malih",
                last_call: "Timbalan pungkasan",
                proceed_to: "Kula aturi tindak dhateng",
            },
            Language::Su => Self {
                queue_number: "Nomer antrian",
                queue_number_priority: "Nomer antrian prioritas",
                recall: "Panggero deui",
                last_call: "Panggero panungtung",
                proceed_to: "Mangga ka",
            },
        }
    }
}

impl Part {
    /// Returns how the part ends: the pause that the next one is heard after.
    fn spoken(&self) -> String {
        let stop = if self.pause >= AFTER_NUMBER || self.pause.is_zero() { "." } else { "," };
        format!("{}{stop}", self.text)
    }
}

impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<_> = self.parts.iter().map(Part::spoken).collect();
        f.write_str(&parts.join(" "))
    }
}

#[cfg(test)]
mod tests;
