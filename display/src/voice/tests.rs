use super::*;
use crate::fixture::Folder;
use crate::phrase::{self, NumberMode, Wording};
use antrean_shared::espeak::EspeakError;
use antrean_shared::view::CallKind;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const ID: &str = "id-sara";

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/voices")
}

fn pack(name: &str) -> Pack {
    Pack::open(&shipped(), name).unwrap()
}

fn utterance(number: &str, counter: &str, language: Language, mode: NumberMode) -> Utterance {
    let number = number.parse().unwrap();
    let wording =
        Wording { kind: CallKind::Call, number, counter, agency: Some("Samsat"), priority: false };
    let sentences = vec![phrase::sentence(&wording, language, mode)];
    Utterance { sentences, ..crate::fixture::chime(1) }
}

/// The Indonesian voice without the lines of its index that hold one of the words, in a folder.
fn without(folder: &Folder, words: &[&str]) -> Pack {
    let index = fs::read_to_string(shipped().join("id-sara.index")).unwrap();
    let kept = |line: &&str| !words.iter().any(|word| line.starts_with(word));
    let index: Vec<_> = index.lines().filter(kept).collect();
    fs::write(folder.0.join("id-sara.index"), index.join("\n")).unwrap();
    fs::copy(shipped().join("id-sara.clips"), folder.0.join("id-sara.clips")).unwrap();
    Pack::open(&folder.0, ID).unwrap()
}

fn voices(pack: Pack, synthesizer: Synthesizer) -> Voices {
    Voices::new([(Language::Id, pack)].into(), synthesizer)
}

fn no_synthesizer() -> Synthesizer {
    Synthesizer::of("/nowhere/espeak-ng")
}

/// A program that stands for the synthesizer.
fn script(folder: &Folder, text: &str) -> Synthesizer {
    let path = folder.0.join("synthesizer");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    Synthesizer::of(path)
}

/// What was said otherwise than by clips.
fn falls(said: &Said) -> Vec<(&str, FallTo)> {
    said.falls.iter().map(|fall| (fall.text.as_str(), fall.to)).collect()
}

#[test]
fn every_shipped_clip_is_as_it_should_be() {
    for name in ["id-sara", "id-nicola", "en-heart"] {
        let report = check::check(&pack(name));
        assert_eq!(report.faults, Vec::<String>::new(), "{name}");
        assert!(report.measures.len() > 500, "{name}");
    }
}

#[test]
fn shipped_voices_have_every_clip_that_is_asked_for() {
    for (name, language, numbers, usual) in [
        ("id-sara", Language::Id, 999, "Loket"),
        ("id-nicola", Language::Id, 199, "Loket"),
        ("en-heart", Language::En, 199, "Counter"),
    ] {
        let pack = pack(name);
        assert_eq!(pack.language(), language);
        let has = |clip: &str| pack.text(clip).unwrap_or_else(|| panic!("{name} has no {clip}"));
        for clip in ["queue-number", "queue-number-priority", "recall", "last-call", "see-screen"] {
            has(clip);
        }
        for letter in 'A'..='Z' {
            let lead = has("queue-number");
            assert_eq!(has(&format!("code/{letter}")), format!("{lead} {letter},"));
            assert_eq!(has(&format!("word/{letter}")), format!("{letter},"));
            assert_eq!(has(&format!("last/{letter}")), format!("{letter}."));
        }
        for count in 1..=2011 {
            for mode in [NumberMode::Digit, NumberMode::Number, NumberMode::Mixed] {
                let said = utterance(&format!("A{count:03}"), "Loket", language, mode);
                let part = &said.sentences[0].parts[1];
                if let Some(whole) = part.whole.as_ref().filter(|_| count <= numbers) {
                    assert_eq!(has(whole), format!("{}.", part.text), "{name} {whole}");
                }
                let words: Vec<_> = part.words.iter().map(|word| has(word)).collect();
                let text = words.join(" ").replace(',', "");
                assert_eq!(text, format!("{}.", part.text), "{name} {count}");
            }
        }
        for number in 1..=150 {
            let counter = format!("{usual} {number}");
            let said = utterance("A012", &counter, language, NumberMode::Digit);
            let part = &said.sentences[0].parts[2];
            let text = format!("{}.", part.text.to_lowercase());
            assert_eq!(has(part.whole.as_ref().unwrap()), text, "{name}");
            let words: Vec<_> = part.words.iter().map(|word| has(word)).collect();
            assert_eq!(words.join(" ").replace(',', ""), text, "{name}");
        }
    }
}

#[test]
fn clips_end_where_the_index_says() {
    let (pack, index) = (pack(ID), fs::read_to_string(shipped().join("id-sara.index")).unwrap());
    // The shortest are one page of Ogg, at whose end the decoder does not cut.
    for name in ["last/A", "word/nol", "code/A", "number/012", "counter/127"] {
        let line = index.lines().find(|line| line.split('\t').next() == Some(name)).unwrap();
        let samples: usize = line.split('\t').nth(3).unwrap().parse().unwrap();
        assert_eq!(pack.clip(name).unwrap().len(), samples, "{name}");
    }
}

#[test]
fn a_sentence_is_its_clips_and_pauses_and_nothing_else() {
    let voices = voices(pack(ID), no_synthesizer());
    let mut utterance = utterance("A012", "Loket 3", Language::Id, NumberMode::Digit);
    utterance.sentences[0].parts.truncate(3);
    let said = voices.say(&utterance);
    assert_eq!(falls(&said), []);
    let mut wanted = Vec::new();
    for (clip, millis) in [("code/A", 140), ("number/012", 410), ("counter/3", 210)] {
        wanted.extend(pack(ID).clip(clip).unwrap());
        wanted.extend(vec![0.0; millis * 24]);
    }
    assert!(said.samples == wanted, "{} samples, not {}", said.samples.len(), wanted.len());

    let sentence = utterance.sentences[0].clone();
    utterance.sentences.push(sentence);
    assert_eq!(voices.say(&utterance).samples.len(), 2 * wanted.len() + 24_000);
}

#[test]
fn what_has_no_clip_is_said_by_the_next_best_and_told() {
    let folder = Folder::new();
    let call = |number: &str, counter: &str| {
        let mut call = utterance(number, counter, Language::Id, NumberMode::Digit);
        call.sentences[0].parts.truncate(3);
        call
    };
    let loud = |said: &Said| check::loudness(&said.samples).unwrap();

    let without_phrases = voices(without(&folder, &["number/", "counter/"]), no_synthesizer());
    let said = without_phrases.say(&call("A012", "Loket 3"));
    let words = [("nol satu dua", FallTo::Words), ("Silakan menuju Loket tiga", FallTo::Words)];
    assert_eq!(falls(&said), words);
    assert!((loud(&said) - check::LUFS).abs() < 1.5, "{}", loud(&said));

    let said = voices(pack(ID), no_synthesizer()).say(&call("A012", "Anjungan Mandiri"));
    assert_eq!(falls(&said), [("Silakan menuju Anjungan Mandiri", FallTo::Instead)]);
    assert!(said.falls[0].why.contains("word/anjungan: no such clip; espeak-ng"), "{said:?}");

    let said = voices(pack(ID), Synthesizer::default()).say(&call("A012", "Anjungan Mandiri"));
    assert_eq!(falls(&said), [("Silakan menuju Anjungan Mandiri", FallTo::Synthesizer)]);
    assert!((loud(&said) - check::LUFS).abs() < 1.5, "{}", loud(&said));

    let mute = voices(without(&folder, &["number/", "last/"]), no_synthesizer());
    let said = mute.say(&call("A012", "Loket 3"));
    assert_eq!(falls(&said), [("nol satu dua", FallTo::Chime)]);
    assert!(said.samples.is_empty(), "half a number misleads");

    let none = Voices::new(BTreeMap::new(), no_synthesizer()).say(&call("A012", "Loket 3"));
    assert_eq!(falls(&none), [("Nomor antrean, a", FallTo::Chime)]);
    let all = Voices::new(BTreeMap::new(), Synthesizer::default()).say(&call("A012", "Loket 3"));
    assert!(all.falls.iter().all(|fall| fall.to == FallTo::Synthesizer), "{:?}", all.falls);
    assert_eq!(all.falls.len(), 3);
}

#[test]
fn an_agency_that_cannot_be_said_is_left_out() {
    let said = voices(pack(ID), no_synthesizer()).say(&utterance(
        "A012",
        "Loket 3",
        Language::Id,
        NumberMode::Digit,
    ));
    assert_eq!(falls(&said), [("Samsat", FallTo::LeftOut)]);
    assert!(said.samples.len() > 4 * 24_000);
}

#[test]
fn a_broken_clip_is_no_sound_and_no_crash() {
    let folder = Folder::new();
    let whole = without(&folder, &[]);
    let samples = whole.clip("number/012").unwrap();
    let index = fs::read_to_string(folder.0.join("id-sara.index")).unwrap();
    let line = index.lines().find(|line| line.starts_with("number/012\t")).unwrap();
    let from: usize = line.split('\t').nth(1).unwrap().parse().unwrap();
    let mut sound = fs::read(folder.0.join("id-sara.clips")).unwrap();
    sound[from..from + 2000].fill(7);
    fs::write(folder.0.join("id-sara.clips"), &sound).unwrap();
    let broken = Pack::open(&folder.0, ID).unwrap();
    let heard = broken.clip("number/012");
    assert!(heard.as_ref().is_err() || heard.unwrap() == samples, "garbage is not played");
    sound.truncate(from + 40);
    fs::write(folder.0.join("id-sara.clips"), &sound).unwrap();
    let cut = Pack::open(&folder.0, ID).unwrap();
    assert!(matches!(cut.clip("number/012"), Err(ClipError::Length { .. })));
    assert!(matches!(Pack::open(&folder.0, "id-none"), Err(PackError::File(..))));
    let fields: Vec<_> = line.split('\t').take(4).collect();
    let short = index.replacen(line, &fields.join("\t"), 1);
    fs::write(folder.0.join("id-sara.index"), short).unwrap();
    assert!(matches!(Pack::open(&folder.0, ID), Err(PackError::Index(..))));
}

#[test]
fn a_clip_in_the_place_of_another_is_none() {
    let folder = Folder::new();
    without(&folder, &[]);
    let index = fs::read_to_string(folder.0.join("id-sara.index")).unwrap();
    let fields = |name: &str| -> Vec<String> {
        let is = |line: &&str| line.split('\t').next() == Some(name);
        index.lines().find(is).unwrap().split('\t').map(str::to_owned).collect()
    };
    let (one, other) = (fields("number/001"), fields("number/002"));
    let opened = |lines: [Vec<String>; 2]| {
        let change = [(&one, &lines[0]), (&other, &lines[1])];
        let changed = change.iter().fold(index.clone(), |index, (from, to)| {
            index.replacen(&format!("{}\n", from.join("\t")), &format!("{}\n", to.join("\t")), 1)
        });
        assert_ne!(changed, index);
        fs::write(folder.0.join("id-sara.index"), changed).unwrap();
        Pack::open(&folder.0, ID).unwrap()
    };
    let with = |name: &[String], rest: &[String]| [name, rest].concat();
    // All behind the name has moved, or the sound alone, or the sound with its text.
    for keeps in [1, 4, 5] {
        let moved = |mine: &Vec<String>, theirs: &Vec<String>| match keeps {
            1 => with(&mine[..1], &theirs[1..]),
            4 => with(&with(&mine[..1], &theirs[1..4]), &mine[4..]),
            _ => with(&with(&mine[..1], &theirs[1..5]), &mine[5..]),
        };
        let pack = opened([moved(&one, &other), moved(&other, &one)]);
        for name in ["number/001", "number/002"] {
            assert!(matches!(pack.clip(name), Err(ClipError::Seal)), "{name}, {keeps}");
        }
        let faults = check::check(&pack).faults.join("\n");
        assert!(faults.contains("number/001: it is another clip"), "{faults}");
    }
    let unsealed = opened([one[..5].to_vec(), other.clone()]);
    assert!(unsealed.clip("number/001").is_ok());
    let faults = check::check(&unsealed).faults.join("\n");
    assert_eq!(faults, "number/001: nobody has found it right yet");
}

#[test]
fn a_synthesizer_that_hangs_or_babbles_is_given_up() {
    let folder = Folder::new();
    let hung = script(&folder, "exec sleep 60").say("satu", Language::Id);
    assert!(matches!(hung, Err(EspeakError::Hung)), "{hung:?}");
    let babble = script(&folder, "echo satu").say("satu", Language::Id);
    assert!(matches!(babble, Err(EspeakError::Sound)), "{babble:?}");
    let endless = script(&folder, "exec cat /dev/zero").say("satu", Language::Id);
    assert!(matches!(endless, Err(EspeakError::Sound)), "{endless:?}");
    let missing = no_synthesizer().say("satu", Language::Id);
    assert!(matches!(missing, Err(EspeakError::Start(_))), "{missing:?}");
}

#[test]
fn a_check_finds_what_is_wrong() {
    let tone = |seconds: f64, level: f32| -> Vec<f32> {
        let samples = (seconds * 24_000.0) as usize;
        let sine = |at: usize| level * (at as f32 * 0.15).sin();
        let fade = |at: usize| ((at.min(samples - 1 - at)) as f32 / 1200.0).min(1.0).powi(2);
        (0..samples).map(|at| sine(at) * fade(at)).collect()
    };
    for (samples, words) in [
        (tone(1.5, 0.05), "LUFS"),
        (tone(0.5, 0.02), "dB RMS, its set -16.0"),
        (tone(1.5, 0.95), "true peak"),
        (tone(0.05, 0.2), "0.05 s long"),
        (tone(1.5, 0.3)[..20_000].to_vec(), "a clipped end"),
    ] {
        let faults = check::faults_of("probe", &samples, Some(-16.0));
        assert!(faults.iter().any(|fault| fault.contains(words)), "{words}: {faults:?}");
    }
}
