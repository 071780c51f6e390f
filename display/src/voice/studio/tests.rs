//! A voice is made from a recording, and is found good by the check; bad takes are told apart.

use super::*;
use crate::config::VoiceConfig;
use crate::fixture::{Folder, shipped_voices};
use crate::phrase::{self, NumberMode, Wording};
use crate::voice::{FallTo, Pack, Voices, check};
use antrean_shared::ticket::Language;
use antrean_shared::view::CallKind;
use std::collections::BTreeSet;
use std::path::Path;

fn model() -> Pack {
    Pack::open(&shipped_voices().folder.unwrap(), "id-sara").unwrap()
}

fn take(samples: &[f32], gain: f32) -> Vec<f32> {
    let quiet = vec![0.0002; millis(120)];
    let loud: Vec<f32> = samples.iter().map(|sample| sample * gain).collect();
    [&quiet[..], &loud, &quiet].concat()
}

/// Writes a WAV file of one channel.
fn write_wav(path: &Path, samples: &[f32]) {
    let rate = RATE.get();
    let size = u32::try_from(samples.len() * 2).unwrap();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * 2).to_le_bytes());
    bytes.extend([2, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    bytes.extend(samples.iter().flat_map(|sample| ((sample * 32_767.0) as i16).to_le_bytes()));
    std::fs::write(path, bytes).unwrap();
}

/// What a speaker reads out, a second of quiet between two prompts; each at a loudness of its own.
fn reading(prompts: &[Prompt]) -> Vec<f32> {
    let model = model();
    let mut samples = vec![0.0; millis(500)];
    for (place, prompt) in prompts.iter().enumerate() {
        let gain = [0.3, 0.5, 0.9][place % 3];
        samples.extend(model.clip(&prompt.name).unwrap().iter().map(|sample| sample * gain));
        samples.extend(vec![0.0; millis(1_000)]);
    }
    samples
}

fn record(folder: &Folder, prompts: &[Prompt], samples: &[f32]) -> (Done, String) {
    let model = model();
    let wav = folder.0.join("reading.wav");
    write_wav(&wav, samples);
    let studio =
        Studio { model: &model, folder: folder.0.clone(), name: "id-hall".to_owned(), again: None };
    let mut page = Vec::new();
    let mut desk = Desk { keys: &mut std::io::empty(), page: &mut page };
    let done = studio.record(prompts, &mut Reading::open(&wav).unwrap(), &mut desk).unwrap();
    (done, String::from_utf8(page).unwrap())
}

#[test]
fn a_recording_becomes_a_voice_that_is_as_it_should_be_and_goes_on_where_it_stopped() {
    let folder = Folder::new();
    let wanted =
        ["queue-number", "code/A", "counter/3", "word/nol", "word/satu", "last/dua", "recall"];
    let all = prompts(&model(), 3);
    let some: Vec<Prompt> =
        all.into_iter().filter(|prompt| wanted.contains(&prompt.name.as_str())).collect();
    assert_eq!(some.len(), wanted.len());
    let (done, page) = record(&folder, &some, &reading(&some[..4]));
    assert_eq!(done, Done { clips: 4, missing: 3 }, "{page}");
    let (done, page) = record(&folder, &some, &reading(&some[4..]));
    assert_eq!(done, Done { clips: 7, missing: 0 }, "{page}");
    assert!(page.starts_with("7 kalimat, 3 belum direkam."), "{page}");
    let pack = Pack::open(&folder.0, "id-hall").unwrap();
    let report = check::check(&pack);
    assert_eq!(report.faults, Vec::<String>::new(), "{report}");
    let names = [(Language::Id, "id-hall".to_owned())].into();
    let voices = Voices::open(&VoiceConfig {
        folder: Some(folder.0.clone()),
        names,
        ..VoiceConfig::default()
    });
    let number = "A012".parse().unwrap();
    let (kind, counter) = (CallKind::Recall, "Loket 3");
    let wording = Wording { kind, number, counter, agency: None, priority: false };
    let sentences = vec![phrase::sentence(&wording, Language::Id, NumberMode::Digit)];
    let said = voices.say(&phrase::Utterance { sentences, ..crate::fixture::chime(1) });
    let falls: BTreeSet<_> =
        said.falls.iter().map(|fall| (fall.text.as_str(), fall.to.to_string())).collect();
    assert_eq!(falls, [("nol satu dua", FallTo::Words.to_string())].into());
}

#[test]
fn a_take_that_cannot_be_used_says_why() {
    let spoken = model().clip("queue-number").unwrap();
    let usual = Some(length(spoken.len()));
    let quiet = vec![0.0; millis(900)];
    let noise: Vec<f32> = (0..millis(2_000)).map(|n| (n as f32 * 7.7).sin() * 0.08).collect();
    let noisy: Vec<f32> = noise
        .iter()
        .enumerate()
        .map(|(n, sample)| sample + spoken.get(n.wrapping_sub(9_000)).unwrap_or(&0.0))
        .collect();
    let twice = [&take(&spoken, 1.0)[..], &take(&spoken, 1.0), &take(&spoken, 1.0)].concat();
    let driven: Vec<f32> =
        take(&spoken, 4.0).iter().map(|sample| sample.clamp(-1.0, 1.0)).collect();
    for (samples, flaw) in [
        (quiet, Flaw::Silent),
        (take(&spoken, 0.02), Flaw::Soft),
        (driven, Flaw::Overdriven),
        (noisy, Flaw::Noisy),
        (take(&spoken, 1.0)[millis(400)..].to_vec(), Flaw::NoBeginning),
        (take(&spoken, 1.0)[..millis(800)].to_vec(), Flaw::NoEnd),
        (take(&model().clip("word/A").unwrap(), 1.0), Flaw::Short),
        (twice, Flaw::Long),
    ] {
        assert_eq!(clip(&samples, usual), Err(flaw));
    }
    assert!(clip(&take(&spoken, 1.0), usual).is_ok());
}

#[test]
fn the_prompts_are_every_word_and_no_number() {
    let prompts = prompts(&model(), 20);
    assert_eq!(prompts.iter().filter(|prompt| prompt.name.starts_with("counter/")).count(), 20);
    assert!(
        prompts.iter().all(|prompt| !prompt.name.starts_with("number/") && !prompt.text.is_empty())
    );
    assert_eq!(prompts[0].text, "panggilan terakhir.");
    assert_eq!(prompts.last().unwrap().name, "counter/20");
}
