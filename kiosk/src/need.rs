//! Which services a visitor may mean by a few typed words: "ktp hilang", "pasport", "bpjs bayi".
//!
//! Built once for a catalogue by `controller`, asked with every key. Pure: words in, services out, the
//! likeliest first. What words mean is data: the hall file's keywords and `assets/search/words.txt`.

#[cfg(test)]
mod tests;
mod words;

use antrean_shared::catalogue::{AgencyCard, Catalogue, Words};
use antrean_shared::id::ServiceId;
use std::collections::{BTreeMap, BTreeSet};
use words::{Meaning, Word};

/// Results below this part of the best score, and below the least one, are not worth a line.
const OF_BEST: f32 = 0.55;
const LEAST: f32 = 0.34;
/// What a match in the name or the words of an agency counts beside one in the service itself.
const BY_AGENCY: f32 = 0.45;
/// The part of the score that says how well one name or keyword fits as a whole.
const BY_PHRASE: f32 = 0.4;

/// A hall's services, ready to be searched.
#[derive(Debug, Clone, Default)]
pub struct Index {
    vocabulary: Vec<Word>,
    /// How much a word tells apart, by its place in the vocabulary.
    rarity: Vec<f32>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    service: ServiceId,
    /// Its names and keywords, each a list of places in the vocabulary.
    phrases: Vec<Vec<usize>>,
    agency: Vec<usize>,
}

/// What is asked for, compared with every word that the hall knows.
struct Wanted {
    importance: f32,
    /// From 0 to 1, by place in the vocabulary.
    closeness: Vec<f32>,
}

impl Index {
    /// Reads the services of a catalogue, each with its keywords.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut made = Self::default();
        let mut places = BTreeMap::new();
        for service in &catalogue.services {
            let queue = catalogue.queue(&service.queue);
            let agency = queue.and_then(|queue| catalogue.agency(&queue.agency));
            let names = service.name.0.values();
            let texts = names.chain(&service.keywords).map(String::as_str);
            let phrases = texts.map(|text| made.learn(&mut places, text)).collect();
            let about = agency.map(about).unwrap_or_default();
            let agency = made.learn(&mut places, &about);
            made.entries.push(Entry { service: service.id.clone(), phrases, agency });
        }
        made.rarity = made.rarities();
        made
    }

    fn learn(&mut self, places: &mut BTreeMap<String, usize>, text: &str) -> Vec<usize> {
        let known = words::split(text).into_iter().filter(|word| !words::is_filler(word));
        let mut learnt = Vec::new();
        for word in known {
            let next = self.vocabulary.len();
            let place = *places.entry(word.clone()).or_insert(next);
            if place == next {
                self.vocabulary.push(Word::new(&word));
            }
            learnt.push(place);
        }
        learnt
    }

    /// A word that many services share says little.
    fn rarities(&self) -> Vec<f32> {
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.entries {
            let all = entry.phrases.iter().flatten();
            let stems: BTreeSet<&str> =
                all.map(|place| self.vocabulary[*place].stem.as_str()).collect();
            for stem in stems {
                *holders.entry(stem).or_default() += 1;
            }
        }
        let total = self.entries.len() as f32;
        let rarity = |word: &Word| {
            let holders = holders.get(word.stem.as_str()).copied().unwrap_or(1);
            (1.0 + total / holders as f32).ln()
        };
        self.vocabulary.iter().map(rarity).collect()
    }

    /// Returns the services that the words may mean, the likeliest first, at most `most` of them.
    pub fn find(&self, typed: &str, most: usize) -> Vec<ServiceId> {
        let meanings = words::meanings(typed);
        let wanted: Vec<Wanted> = meanings.iter().map(|meaning| self.compare(meaning)).collect();
        let says_something = |(meaning, one): (&Meaning, &Wanted)| {
            !meaning.is_filler() && one.closeness.iter().any(|close| *close > 0.0)
        };
        if !meanings.iter().zip(&wanted).any(says_something) {
            return Vec::new();
        }
        let scored = self.entries.iter().map(|entry| (score(entry, &wanted, self), entry));
        let mut scored: Vec<(f32, &Entry)> = scored.filter(|(score, _)| *score >= LEAST).collect();
        // Stable: what fits equally well keeps the hall file's order.
        scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let best = scored.first().map_or(0.0, |(score, _)| *score);
        let good = scored.into_iter().take_while(|(score, _)| *score >= best * OF_BEST);
        good.take(most).map(|(_, entry)| entry.service.clone()).collect()
    }

    fn compare(&self, meaning: &Meaning) -> Wanted {
        let known = self.vocabulary.iter().any(|word| meaning.is(word));
        let closeness: Vec<f32> =
            self.vocabulary.iter().map(|word| meaning.closeness(word, known)).collect();
        let rarest = closeness.iter().zip(&self.rarity).filter(|(close, _)| **close > 0.0);
        let best = rarest.clone().map(|(close, _)| *close).fold(0.0, f32::max);
        let rarity = rarest
            .filter(|(close, _)| **close >= best * 0.9)
            .map(|(_, rarity)| *rarity)
            .fold(0.0, f32::max);
        // A word that nobody knows takes something away from every result alike.
        let unknown = (1.0 + self.entries.len() as f32).ln() * 0.5;
        let importance = if best > 0.0 { rarity } else { unknown };
        Wanted { importance: importance * meaning.weight, closeness }
    }
}

fn about(agency: &AgencyCard) -> String {
    let texts = [&agency.name, &agency.short, &agency.about];
    let all = texts.iter().flat_map(|Words(words)| words.values().map(String::as_str));
    all.collect::<Vec<_>>().join(" ")
}

fn score(entry: &Entry, wanted: &[Wanted], index: &Index) -> f32 {
    let best = |one: &Wanted, places: &[usize]| {
        places.iter().map(|place| one.closeness[*place]).fold(0.0, f32::max)
    };
    let (mut whole, mut found) = (0.0, 0.0);
    for one in wanted {
        let own = entry.phrases.iter().map(|phrase| best(one, phrase)).fold(0.0, f32::max);
        let matched = own.max(BY_AGENCY * best(one, &entry.agency));
        whole += one.importance;
        found += one.importance * matched;
    }
    let phrases = entry.phrases.iter().filter(|phrase| !phrase.is_empty());
    let fit = phrases.map(|phrase| fit(phrase, wanted, index)).fold(0.0, f32::max);
    (1.0 - BY_PHRASE) * found / f32::max(whole, 0.001) + BY_PHRASE * fit
}

/// How well a phrase is what was asked for: what of it was said, and what of the question it answers.
fn fit(phrase: &[usize], wanted: &[Wanted], index: &Index) -> f32 {
    let best = |one: &Wanted| phrase.iter().map(|place| one.closeness[*place]).fold(0.0, f32::max);
    let asked: f32 = wanted.iter().map(|one| one.importance).sum();
    let answered: f32 = wanted.iter().map(|one| one.importance * best(one)).sum();
    let all: f32 = phrase.iter().map(|place| index.rarity[*place]).sum();
    let said = phrase.iter().map(|place| {
        let closest = wanted.iter().map(|one| one.closeness[*place]).fold(0.0, f32::max);
        closest * index.rarity[*place]
    });
    let (recall, precision) = (answered / asked.max(0.001), said.sum::<f32>() / all.max(0.001));
    let sum = recall + precision;
    if sum > 0.0 { 2.0 * recall * precision / sum } else { 0.0 }
}
