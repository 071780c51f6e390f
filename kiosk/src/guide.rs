//! What the spoken guide says: each screen as a few sentences, and the element that a key has reached.
//!
//! Pure; used by `controller`. It says what a sighted visitor would read first, and what to do next, in
//! the visitor's language; its sentences stand in `sentences`.

mod body;
mod notice;
mod sentences;
mod words;

use crate::screen::{Body, Screen, Trouble};
use antrean_shared::ticket::Language;
use sentences::shared;
use words::fault;

/// An element that a key has reached, in the words of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub label: String,
    pub description: String,
    /// On or off, where it can be switched.
    pub checked: Option<bool>,
}

/// The screen as a listener hears it.
pub fn screen(screen: &Screen) -> String {
    let language = screen.frame.language;
    if screen.frame.leaving.is_some() {
        return shared::LEAVING.say(language);
    }
    let trouble = screen.frame.trouble.as_ref().filter(|_| chooses(&screen.body));
    let trouble = trouble.map(|trouble| of_trouble(trouble, language));
    let keys = screen.frame.touch_gone && trouble.is_none();
    let keys = keys.then(|| shared::TOUCH_GONE.say(language));
    let said = [trouble, keys, Some(body::said(screen))].into_iter().flatten();
    speakable(&said.collect::<Vec<_>>().join(" "), language)
}

/// What makes a screen another one, so that it is read anew; figures and countdowns do not.
pub fn subject(screen: &Screen) -> String {
    let frame = &screen.frame;
    let trouble =
        frame.trouble.as_ref().filter(|_| chooses(&screen.body)).map(std::mem::discriminant);
    let leaving = frame.leaving.is_some();
    let keys = frame.touch_gone;
    format!("{} {} {trouble:?} {keys} {leaving}", frame.language, body::subject(&screen.body))
}

/// What is said when the guide begins.
pub fn welcome(language: Language) -> String {
    shared::GUIDE_BEGINS.say(language)
}

/// The focused element, and whether it is switched on.
pub fn element(element: &Element, language: Language) -> String {
    let state = element.checked.map(|on| words::checked(on, language));
    let parts = [Some(element.label.clone()), Some(element.description.clone()), state];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    speakable(&format!("{}.", parts.join(". ")), language)
}

/// What a switched key has become.
pub fn switched(on: bool, language: Language) -> String {
    words::checked(on, language)
}

/// How loud it is now, in five steps.
pub fn volume(step: u8, language: Language) -> String {
    shared::VOLUME.with(language, &[&step.to_string()])
}

/// How a ticket number is read out: letter by letter, figure by figure.
pub fn spelled(number: &str) -> String {
    let letters = number.chars().filter(|letter| letter.is_ascii_alphanumeric());
    letters.map(String::from).collect::<Vec<_>>().join(" ")
}

/// Screens on which somebody still chooses, and so wants to know that it is in vain.
fn chooses(body: &Body) -> bool {
    match body {
        Body::Home(_)
        | Body::Services(_)
        | Body::Search(_)
        | Body::Code(_)
        | Body::Return(_)
        | Body::Confirm(_) => true,
        Body::Waiting
        | Body::Standard(_)
        | Body::Returning { .. }
        | Body::Issuing { .. }
        | Body::Printing { .. }
        | Body::Ticket(_)
        | Body::Standby(_)
        | Body::PaperFailed(_)
        | Body::Doubt { .. }
        | Body::Notice(_)
        | Body::Staff(_) => false,
    }
}

fn of_trouble(trouble: &Trouble, language: Language) -> String {
    let why = match trouble {
        Trouble::Connecting | Trouble::Refused { .. } => shared::NOT_CONNECTED.say(language),
        Trouble::Offline { soon: true, .. } => return shared::EMERGENCY_NEAR.say(language),
        Trouble::Offline { soon: false, .. } => shared::CUT_OFF.say(language),
        Trouble::Emergency { .. } => return shared::EMERGENCY.say(language),
        Trouble::DateUnconfirmed => shared::DATE_OPEN.say(language),
        Trouble::Printer(status) => fault(*status, language),
    };
    format!("{why} {}", shared::NO_NUMBERS.of(language))
}

/// Signs that stand for words are spoken as words.
fn speakable(text: &str, language: Language) -> String {
    let (to, minutes) = (shared::TO.of(language), shared::MINUTES.of(language));
    let mut said = text.replace('–', to).replace(" · ", ", ").replace('·', ",");
    for short in [" mnt", " min"] {
        for end in [".", ",", ""] {
            let whole = format!("{short}{end}");
            if said.ends_with(&whole) {
                said.truncate(said.len() - whole.len());
                said.push_str(&format!("{minutes}{end}"));
            }
            let inner = format!("{short}{end} ");
            said = said.replace(&inner, &format!("{minutes}{end} "));
        }
    }
    let kept = said.chars().filter(|sign| !matches!(sign, '“' | '”' | '"' | '…' | '*'));
    let joined: String = kept.collect();
    joined.split_whitespace().collect::<Vec<_>>().join(" ").replace("..", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_spoken_as_words() {
        for (language, written, spoken) in [
            (Language::Id, "14 menunggu · 15–30 mnt.", "14 menunggu, 15 sampai 30 menit."),
            (Language::En, "14 waiting · 15–30 min", "14 waiting, 15 to 30 minutes"),
            (Language::En, "Usually 8 minutes. Mint", "Usually 8 minutes. Mint"),
            (Language::Su, "Loket 1–6", "Loket 1 dugi ka 6"),
        ] {
            assert_eq!(speakable(written, language), spoken);
        }
        assert_eq!(spelled("XA012"), "X A 0 1 2");
    }

    #[test]
    fn an_element_says_what_it_is_and_how_it_stands() {
        let claim = |checked| Element {
            label: "Saya perlu didahulukan".to_owned(),
            description: "Lansia, difabel".to_owned(),
            checked: Some(checked),
        };
        let said = |checked| element(&claim(checked), Language::Id);
        assert_eq!(said(true), "Saya perlu didahulukan. Lansia, difabel. Dipilih.");
        assert_eq!(said(false), "Saya perlu didahulukan. Lansia, difabel. Belum dipilih.");
    }
}
