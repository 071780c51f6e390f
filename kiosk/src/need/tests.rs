//! A hundred everyday needs, written down before the search was tuned, and others that it was never tuned to.

use super::*;
use crate::fixture;

const EVERYDAY: &str = include_str!("everyday.txt");
const OTHERS: &str = include_str!("others.txt");

fn needs(list: &str) -> Vec<(&str, &str)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap()).collect()
}

fn hall() -> Index {
    Index::new(&fixture::catalogue())
}

/// How many are first, how many among the first three; and what became of the others.
fn measure(list: &str) -> (usize, usize, Vec<String>) {
    let index = hall();
    let (mut first, mut third, mut missed) = (0, 0, vec![]);
    for (service, words) in needs(list) {
        let found = index.find(words, 8);
        let place = found.iter().position(|id| id.as_str() == service);
        first += usize::from(place == Some(0));
        third += usize::from(place.is_some_and(|place| place < 3));
        if place != Some(0) {
            let found: Vec<&str> = found.iter().take(4).map(ServiceId::as_str).collect();
            missed.push(format!("{service} {words:?}: {found:?}"));
        }
    }
    (first, third, missed)
}

#[test]
fn everyday_needs_find_their_service() {
    let (first, third, missed) = measure(EVERYDAY);
    assert_eq!(needs(EVERYDAY).len(), 100);
    assert!(first >= 80 && third >= 95, "{first} first, {third} of three\n{}", missed.join("\n"));
}

#[test]
fn needs_that_nobody_tuned_it_to_find_their_service_too() {
    let (first, third, missed) = measure(OTHERS);
    assert_eq!(needs(OTHERS).len(), 40);
    assert!(first >= 32 && third >= 38, "{first} first, {third} of three\n{}", missed.join("\n"));
}

#[test]
fn half_a_word_and_a_misspelt_word_are_enough() {
    let index = hall();
    for (typed, service) in [
        ("pasp", "k01"),
        ("papsor baru", "k01"),
        ("pspor baru", "k01"),
        ("ktp hlang", "a02"),
        ("perpanjangn skck", "f02"),
        ("  KTP--Hilang ", "a02"),
        ("sertipikat halal", "n06"),
        ("passport", "k01"),
        ("birth certificate", "a09"),
    ] {
        let found = index.find(typed, 3);
        assert!(found.iter().any(|id| id.as_str() == service), "{typed}: {found:?}");
    }
}

#[test]
fn what_nobody_offers_finds_nothing() {
    let index = hall();
    for typed in ["", " ", "saya mau", "zzzzqq", "xyzzy", "?!"] {
        assert_eq!(index.find(typed, 3), vec![], "{typed:?}");
    }
}
