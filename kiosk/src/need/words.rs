//! Words as the search compares them: small letters, Indonesian stems, near misses, and what stands for what.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use waken_snowball::{Algorithm, stem};

/// What everybody says for what services are called; comments in the file say how it is read.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("../../../assets/search/words.txt")));

const EQUAL_STEM: f32 = 0.95;
const STANDS_FOR: f32 = 0.9;
const MISSPELT: f32 = 0.8;
const FILLER_WEIGHT: f32 = 0.08;
const COMMON_WEIGHT: f32 = 0.35;

/// A word of the hall.
#[derive(Debug, Clone)]
pub(super) struct Word {
    text: String,
    pub(super) stem: String,
}

/// A word or a phrase that was typed, and what may be meant by it.
#[derive(Debug)]
pub(super) struct Meaning {
    /// The first is what was typed.
    ways: Vec<Word>,
    /// What a match is worth beside others.
    pub(super) weight: f32,
    /// Perhaps only the beginning of a word.
    last: bool,
}

struct Table {
    fillers: Vec<String>,
    common: Vec<String>,
    /// What is said, as words, and what it stands for.
    stands_for: BTreeMap<Vec<String>, Vec<String>>,
    phrase_max: usize,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), stem: stem_of(text) }
    }
}

impl Meaning {
    /// Whether it says nothing about the service.
    pub(super) fn is_filler(&self) -> bool {
        self.weight <= FILLER_WEIGHT
    }

    /// Whether the hall knows this very word.
    pub(super) fn is(&self, word: &Word) -> bool {
        self.ways.iter().any(|way| way.text == word.text || way.stem == word.stem)
    }

    /// From 0 to 1; near misses only where the word itself is not known.
    pub(super) fn closeness(&self, word: &Word, known: bool) -> f32 {
        let ways = self.ways.iter().enumerate().map(|(place, way)| {
            let worth = if place == 0 { 1.0 } else { STANDS_FOR };
            let begun = self.last && place == 0;
            worth * alike(way, word, begun).max(if known { 0.0 } else { near(way, word) })
        });
        ways.fold(0.0, f32::max)
    }
}

fn alike(way: &Word, word: &Word, begun: bool) -> f32 {
    if way.text == word.text {
        1.0
    } else if way.stem == word.stem {
        EQUAL_STEM
    } else if begun && way.text.len() > 1 && word.text.starts_with(&way.text) {
        0.5 + 0.4 * way.text.len() as f32 / word.text.len() as f32
    } else {
        0.0
    }
}

/// Letters left out, doubled, exchanged: one in a short word, two in a long one.
fn near(way: &Word, word: &Word) -> f32 {
    let allowed = match way.text.len() {
        0..=3 => return 0.0,
        4..=6 => 1,
        _ => 2,
    };
    if way.text.len().abs_diff(word.text.len()) > allowed {
        return 0.0;
    }
    let wrong = strsim::osa_distance(&way.text, &word.text);
    if wrong <= allowed { MISSPELT - 0.1 * wrong as f32 } else { 0.0 }
}

fn stem_of(word: &str) -> String {
    stem(Algorithm::Indonesian, word).into_owned()
}

/// The words of a text in small letters; what is neither letter nor digit parts them.
pub(super) fn split(text: &str) -> Vec<String> {
    let small = text.to_lowercase();
    let words = small.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word says nothing about the service.
pub(super) fn is_filler(word: &str) -> bool {
    TABLE.fillers.iter().any(|filler| filler == word)
}

/// What was typed, word by word; phrases that stand for something are one.
pub(super) fn meanings(typed: &str) -> Vec<Meaning> {
    let words = split(typed);
    let (mut rest, mut found) = (words.as_slice(), Vec::new());
    while !rest.is_empty() {
        let longest = TABLE.phrase_max.min(rest.len());
        let known = (1..=longest).rev().find_map(|length| {
            TABLE.stands_for.get(&rest[..length]).map(|meant| (length, meant.as_slice()))
        });
        let (length, meant) = known.unwrap_or((1, &[]));
        let (said, after) = rest.split_at(length);
        let own = if length == 1 { said } else { &[] };
        let last = after.is_empty() && !typed.ends_with(' ');
        let ways = own.iter().chain(meant).map(|word| Word::new(word)).collect();
        found.push(Meaning { ways, weight: weight(said), last });
        rest = after;
    }
    found
}

fn weight(said: &[String]) -> f32 {
    let [word] = said else { return 1.0 };
    if is_filler(word) {
        FILLER_WEIGHT
    } else if TABLE.common.contains(word) {
        COMMON_WEIGHT
    } else {
        1.0
    }
}

impl Table {
    fn read(text: &str) -> Self {
        let mut table =
            Self { fillers: vec![], common: vec![], stands_for: BTreeMap::new(), phrase_max: 1 };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((said, meant)) = line.split_once('=') else { continue };
            let meant = split(meant);
            match said.trim() {
                "filler" => table.fillers.extend(meant),
                "common" => table.common.extend(meant),
                said => {
                    for said in said.split(',').map(split) {
                        table.phrase_max = table.phrase_max.max(said.len());
                        table.stands_for.entry(said).or_default().extend(meant.iter().cloned());
                    }
                }
            }
        }
        table
    }
}
