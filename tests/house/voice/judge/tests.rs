//! The judge is heard: each rule speaks of a recording in which it is not kept.

use super::*;
use crate::voice::ear::{self, Ear};
use antrean_display::announcer::Subject;
use antrean_display::config::VoiceConfig;
use antrean_display::phrase::{self, NumberMode, Utterance, Wording};
use std::path::Path;
use std::sync::LazyLock;

static EAR: LazyLock<Ear> = LazyLock::new(|| Ear::new(&ear::voices()).unwrap());

fn call(number: &str, counter: &str, kind: CallKind) -> Call {
    let language = Language::Id;
    Call { number: number.to_owned(), counter: counter.to_owned(), kind, language, over: None }
}

fn day() -> BTreeMap<u64, Call> {
    let again = call("A001", "3", CallKind::Recall);
    let english = Call { language: Language::En, ..call("B012", "120", CallKind::Call) };
    let first = [call("A001", "3", CallKind::Call), call("A002", "1", CallKind::Call)];
    (1..).zip(first.into_iter().chain([again, english])).collect()
}

fn utterance(call: u64, made: &Call, chime: bool) -> Utterance {
    let languages = [Language::Id, Language::En];
    let languages = &languages[..if made.language == Language::En { 2 } else { 1 }];
    let sentences = languages.iter().map(|language| {
        let place = if *language == Language::En { "Counter" } else { "Loket" };
        let wording = Wording {
            kind: made.kind,
            number: made.number.parse().unwrap(),
            counter: &format!("{place} {}", made.counter),
            agency: None,
            priority: false,
        };
        phrase::sentence(&wording, *language, NumberMode::Digit)
    });
    let (subject, sentences) = (Subject::Call(call), sentences.collect());
    Utterance { subject, chime, sentences, volume_percent: 100 }
}

/// Records calls in an order, with the voices of a folder.
fn record(calls: &BTreeMap<u64, Call>, order: &[u64], voices: &Path) -> Vec<f32> {
    let folder = tempfile::tempdir().unwrap();
    let config = VoiceConfig { folder: Some(voices.to_owned()), ..VoiceConfig::default() };
    let said: Vec<_> = order.iter().map(|call| utterance(*call, &calls[call], true)).collect();
    ear::record(&folder.path().join("heard.f32"), &said, &config).unwrap()
}

fn judged(calls: BTreeMap<u64, Call>, samples: &[f32], kills: Vec<usize>) -> (Counts, String) {
    let done = Told { shown: vec![CallOutcome::Done], spoken: vec![CallOutcome::Done] };
    let told = calls.keys().map(|call| (*call, done.clone())).collect();
    let facts = Facts { calls, told, heard: EAR.hear(samples), kills };
    let (counts, broken) = judge(&facts);
    (counts, broken.join("\n"))
}

#[track_caller]
fn speaks(broken: &str, words: &str) {
    assert!(broken.contains(words), "{words:?} is not in: {broken}");
}

#[test]
fn a_day_that_is_as_it_should_be_is_heard_whole() {
    let samples = record(&day(), &[1, 2, 3, 4], &ear::voices());
    let (counts, broken) = judged(day(), &samples, vec![]);
    assert_eq!((counts.heard, counts.recalls, counts.again, broken.as_str()), (4, 1, 0, ""));
}

#[test]
fn what_is_missing_repeated_or_out_of_order_is_told() {
    for (order, words) in [
        (&[1, 2, 4][..], "call 3 of A001 was never heard"),
        (&[1, 2, 2, 3, 4], "call 2 of A002 was heard twice"),
        (&[2, 1, 3, 4], "call 1 was heard at"),
    ] {
        speaks(&judged(day(), &record(&day(), order, &ear::voices()), vec![]).1, words);
    }
    let mut fewer = day();
    fewer.remove(&2);
    let samples = record(&day(), &[1, 2, 3, 4], &ear::voices());
    speaks(&judged(fewer, &samples, vec![]).1, "nobody called what was heard");
    let mut merged = day();
    merged.get_mut(&1).unwrap().over = Some(CallOutcome::Merged);
    speaks(&judged(merged, &samples, vec![]).1, "call 1 of A001 was over (Merged) before its turn");
}

#[test]
fn what_was_heard_and_not_told_is_no_proof() {
    let samples = record(&day(), &[1, 2, 3, 4], &ear::voices());
    let done = vec![CallOutcome::Done];
    let all = Told { shown: done.clone(), spoken: done.clone() };
    let mut told: BTreeMap<u64, Told> = (1..=3).map(|call| (call, all.clone())).collect();
    told.insert(3, Told { spoken: done, ..Told::default() });
    let facts = Facts { calls: day(), told, heard: EAR.hear(&samples), kills: vec![] };
    let broken = judge(&facts).1.join("\n");
    speaks(&broken, "call 3 of A001 was heard, and the hub was told Told { shown: []");
    speaks(&broken, "call 4 of B012 was heard, and the hub was told");
}

#[test]
fn a_sentence_that_breaks_off_needs_a_kill_and_is_heard_again() {
    let first = record(&day(), &[1], &ear::voices());
    let cut = &first[..first.len() / 2];
    let whole = record(&day(), &[1, 2, 3, 4], &ear::voices());
    let samples = [cut, &whole[..]].concat();
    let (counts, broken) = judged(day(), &samples, vec![cut.len()]);
    assert_eq!((counts.heard, counts.torn, broken.as_str()), (4, 1, ""));
    speaks(&judged(day(), &samples, vec![]).1, "a clip broke off");
    let (counts, broken) = judged(day(), &[&first[..], &whole].concat(), vec![first.len()]);
    assert_eq!((counts.again, broken.as_str()), (1, ""), "killed before it could note the end");
}

#[test]
fn two_voices_at_once_are_no_clip() {
    let samples = record(&day(), &[1, 2, 3, 4], &ear::voices());
    let late = 24_000 * 10;
    let both = samples.iter().enumerate().map(|(place, sample)| {
        let other = place.checked_sub(late).and_then(|place| samples.get(place));
        sample + other.unwrap_or(&0.0)
    });
    speaks(&judged(day(), &both.collect::<Vec<_>>(), vec![]).1, "something else sounded");
}

/// In the index of a voice, the places of two clips are changed; neither is sealed any more.
pub fn swapped(from: &Path, into: &Path, one: &str, other: &str) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, into.join(path.file_name().unwrap())).unwrap();
    }
    let index = into.join("id-sara.index");
    let text = std::fs::read_to_string(&index).unwrap();
    let place =
        |line: &str, name: &str| line.split_once('\t').is_some_and(|(clip, _)| clip == name);
    let of = |name: &str| {
        let fields = text.lines().find(|line| place(line, name)).unwrap().split('\t');
        fields.skip(1).take(4).collect::<Vec<_>>().join("\t")
    };
    let lines = text.lines().map(|line| {
        if place(line, one) {
            format!("{one}\t{}\n", of(other))
        } else if place(line, other) {
            format!("{other}\t{}\n", of(one))
        } else {
            format!("{line}\n")
        }
    });
    std::fs::write(index, lines.collect::<String>()).unwrap();
}

#[test]
fn two_clips_that_have_changed_places_are_heard() {
    for (one, other) in
        [("number/001", "number/002"), ("code/A", "code/C"), ("counter/3", "counter/13")]
    {
        let folder = tempfile::tempdir().unwrap();
        swapped(&ear::voices(), folder.path(), one, other);
        let samples = record(&day(), &[1, 2, 3, 4], folder.path());
        let (_, broken) = judged(day(), &samples, vec![]);
        assert!(!broken.is_empty(), "{one} and {other}");
    }
}
