//! How a counter's name is read out: "Loket 3", "Loket Prioritas", "Ruang 2B".
//!
//! A hall may name its counters as it likes. What has no clip is left to the synthesizer, and
//! without one the voice says to look at the screen.

use super::{Fixed, Instead, Part, ending, number};
use antrean_shared::ticket::Language;
use std::time::Duration;

/// Letters of a name that are spelt: more of them in a row are a word.
const SPELT_MAX: usize = 3;

/// Returns the part that sends a visitor to a counter.
pub(super) fn counter(name: &str, language: Language) -> Part {
    let tokens: Vec<&str> = tokens(name).map(|token| own(token, language)).collect();
    let mut words = Vec::new();
    let mut text = vec![Fixed::of(language).proceed_to.to_owned()];
    for token in &tokens {
        let (clips, spoken) = read(token, language);
        words.extend(clips);
        text.extend(spoken);
    }
    let mut clips = vec!["proceed-to".to_owned()];
    clips.extend(ending(&words));
    let number = match tokens[..] {
        [place, number] if place.eq_ignore_ascii_case(usual(language)) => plain(number),
        _ => None,
    };
    Part {
        whole: number.map(|number| format!("counter/{number}")),
        words: clips,
        text: text.join(" "),
        instead: Instead::Clip("see-screen"),
        pause: Duration::ZERO,
    }
}

/// What nearly every hall calls a counter: with a number behind it, it is one clip.
fn usual(language: Language) -> &'static str {
    match language {
        Language::En => "counter",
        Language::Id | Language::Jv | Language::Su => "loket",
    }
}

/// A hall may have its counters' names in one language only: "Loket 3" is "counter three" in English.
fn own(token: &str, language: Language) -> &str {
    let usual = usual(language);
    let is = |word: &str| token.eq_ignore_ascii_case(word);
    if !is(usual) && (is("loket") || is("counter")) { usual } else { token }
}

/// A number that is said as a whole: no leading zero, below 10,000.
fn plain(token: &str) -> Option<u16> {
    let figures = token.bytes().all(|byte| byte.is_ascii_digit()) && token.len() <= 4;
    token.parse().ok().filter(|_| figures && !token.starts_with('0'))
}

/// Runs of figures and runs of letters, "2B" being "2" and "B"; the rest separates them.
fn tokens(name: &str) -> impl Iterator<Item = &str> {
    let pieces = name.split(|c: char| !c.is_alphanumeric());
    pieces.flat_map(|mut rest| {
        std::iter::from_fn(move || {
            let figure = rest.chars().next()?.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != figure).unwrap_or(rest.len());
            let token;
            (token, rest) = rest.split_at(end);
            Some(token)
        })
    })
}

/// Returns the words of one token as clips name them, and as a synthesizer reads them.
fn read(token: &str, language: Language) -> (Vec<String>, Vec<String>) {
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    if token.bytes().all(|byte| byte.is_ascii_digit()) {
        let words = owned(number::mixed(token, language));
        return (words.clone(), words);
    }
    let spelt = token.bytes().all(|byte| byte.is_ascii_uppercase()) && token.len() <= SPELT_MAX;
    if spelt {
        let names = token.chars().map(|letter| number::letter(letter, language).to_owned());
        return (token.chars().map(String::from).collect(), names.collect());
    }
    (vec![token.to_lowercase()], vec![token.to_owned()])
}
