//! What a speaker has to say: the clips of a shipped voice, by name and text.

use crate::voice::Pack;

/// Something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The clip's name.
    pub name: String,
    /// The words.
    pub text: String,
}

/// Returns the prompts of a language, as the model's voice has them: the sentences that are always the
/// same, the letters with what goes before them, every word inside a sentence and at its end, and
/// counters up to a number. Numbers of tickets are put together from words: nobody reads out a thousand.
pub fn prompts(model: &Pack, counters: u16) -> Vec<Prompt> {
    let mut names: Vec<(usize, String)> =
        model.names().filter_map(|name| Some((turn(name, counters)?, name.to_owned()))).collect();
    names.sort_by(|one, other| {
        (one.0, number(&one.1), &one.1).cmp(&(other.0, number(&other.1), &other.1))
    });
    let prompt = |(_, name): (usize, String)| {
        let text = model.text(&name).unwrap_or_default().to_owned();
        Prompt { name, text }
    };
    names.into_iter().map(prompt).collect()
}

/// When a clip has its turn; none: it is not asked for.
fn turn(name: &str, counters: u16) -> Option<usize> {
    match name.split_once('/') {
        None => Some(0),
        Some(("code", _)) => Some(1),
        Some(("word", _)) => Some(2),
        Some(("last", _)) => Some(3),
        Some(("counter", _)) if number(name) <= counters => Some(4),
        Some(_) => None,
    }
}

fn number(name: &str) -> u16 {
    let figures = name.rsplit('/').next().and_then(|figures| figures.parse().ok());
    figures.unwrap_or(0)
}
