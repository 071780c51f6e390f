use super::number::{ticket, whole};
use super::*;
use NumberMode::{Digit, Mixed, Number};

/// Counts with their words in the three modes: digit, number, mixed.
type Counts = [(u16, [&'static str; 3])];

const ID: &Counts = &[
    (0, ["nol nol nol", "nol", "nol nol nol"]),
    (7, ["nol nol tujuh", "tujuh", "nol nol tujuh"]),
    (10, ["nol satu nol", "sepuluh", "nol sepuluh"]),
    (11, ["nol satu satu", "sebelas", "nol sebelas"]),
    (12, ["nol satu dua", "dua belas", "nol dua belas"]),
    (19, ["nol satu sembilan", "sembilan belas", "nol sembilan belas"]),
    (20, ["nol dua nol", "dua puluh", "nol dua puluh"]),
    (21, ["nol dua satu", "dua puluh satu", "nol dua puluh satu"]),
    (100, ["satu nol nol", "seratus", "seratus"]),
    (101, ["satu nol satu", "seratus satu", "seratus satu"]),
    (110, ["satu satu nol", "seratus sepuluh", "seratus sepuluh"]),
    (111, ["satu satu satu", "seratus sebelas", "seratus sebelas"]),
    (127, ["satu dua tujuh", "seratus dua puluh tujuh", "seratus dua puluh tujuh"]),
    (
        999,
        [
            "sembilan sembilan sembilan",
            "sembilan ratus sembilan puluh sembilan",
            "sembilan ratus sembilan puluh sembilan",
        ],
    ),
    (1000, ["satu nol nol nol", "seribu", "seribu"]),
    (1100, ["satu satu nol nol", "seribu seratus", "seribu seratus"]),
    (2011, ["dua nol satu satu", "dua ribu sebelas", "dua ribu sebelas"]),
];

const EN: &Counts = &[
    (0, ["zero zero zero", "zero", "zero zero zero"]),
    (7, ["zero zero seven", "seven", "zero zero seven"]),
    (12, ["zero one two", "twelve", "zero twelve"]),
    (20, ["zero two zero", "twenty", "zero twenty"]),
    (21, ["zero two one", "twenty one", "zero twenty one"]),
    (100, ["one zero zero", "one hundred", "one hundred"]),
    (101, ["one zero one", "one hundred and one", "one hundred and one"]),
    (999, ["nine nine nine", "nine hundred and ninety nine", "nine hundred and ninety nine"]),
    (1000, ["one zero zero zero", "one thousand", "one thousand"]),
    (2011, ["two zero one one", "two thousand and eleven", "two thousand and eleven"]),
];

const JV: &Counts = &[
    (0, ["nol nol nol"; 3]),
    (12, ["nol setunggal kalih"; 3]),
    (145, ["setunggal sekawan gangsal"; 3]),
    (2011, ["kalih nol setunggal setunggal"; 3]),
];

const SU: &Counts = &[
    (0, ["nol nol nol", "nol", "nol nol nol"]),
    (11, ["nol hiji hiji", "sabelas", "nol sabelas"]),
    (120, ["hiji dua nol", "saratus dua puluh", "saratus dua puluh"]),
    (2011, ["dua nol hiji hiji", "dua rebu sabelas", "dua rebu sabelas"]),
];

#[test]
fn numbers_are_read_as_each_language_and_mode_reads_them() {
    let tables = [(Language::Id, ID), (Language::En, EN), (Language::Jv, JV), (Language::Su, SU)];
    for (language, table) in tables {
        for (count, expected) in table {
            let read = [Digit, Number, Mixed].map(|mode| ticket(*count, language, mode).join(" "));
            assert_eq!(read, *expected, "{language} {count}");
        }
    }
}

/// The value that Indonesian or English words say, worked out another way than they are made.
fn value(words: &[&str]) -> u16 {
    let digits: [&[&str]; 2] = [
        &["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"],
        &[
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
    ];
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str], word: &str| list.iter().position(|other| *other == word);
    let (mut sum, mut last) = (0, 0);
    for word in words {
        match *word {
            "belas" => (sum, last) = (sum + 10 + last, 0),
            "puluh" => (sum, last) = (sum + 10 * last, 0),
            "ratus" | "hundred" => (sum, last) = (sum + 100 * last, 0),
            "ribu" | "thousand" => (sum, last) = (sum + 1000 * last, 0),
            "sepuluh" => sum += 10,
            "sebelas" => sum += 11,
            "seratus" => sum += 100,
            "seribu" => sum += 1000,
            "and" => {}
            word => match place(&tens, word) {
                Some(ten) => sum += 10 * (ten + 2),
                None => last = digits.iter().find_map(|list| place(list, word)).unwrap(),
            },
        }
    }
    u16::try_from(sum + last).unwrap()
}

#[test]
fn every_number_to_9999_says_its_own_value() {
    for language in [Language::Id, Language::En] {
        for number in 0..=9999 {
            assert_eq!(value(&whole(number, language)), number, "{language}");
            let digits = ticket(number, language, Digit);
            let said = digits.iter().fold(0, |sum, digit| sum * 10 + value(&[digit]));
            assert_eq!((said, digits.len()), (number, if number < 1000 { 3 } else { 4 }));
        }
    }
}

fn wording<'a>(number: &str, counter: &'a str) -> Wording<'a> {
    let number = number.parse().unwrap();
    Wording { kind: CallKind::Call, number, counter, agency: None, priority: false }
}

#[test]
fn the_sentences_are_those_of_the_table() {
    let call = wording("A012", "Loket 3");
    let en = wording("XA007", "Counter 120");
    let with = |kind, wording: Wording<'static>| Wording { kind, ..wording };
    let agency = Wording { agency: Some("Dispendukcapil"), priority: true, ..call };
    for (wording, language, mode, expected) in [
        (call, Language::Id, Digit, "Nomor antrean, a, nol satu dua. Silakan menuju loket tiga."),
        (call, Language::Id, Number, "Nomor antrean, a, dua belas. Silakan menuju loket tiga."),
        (call, Language::Id, Mixed, "Nomor antrean, a, nol dua belas. Silakan menuju loket tiga."),
        (
            with(CallKind::Recall, call),
            Language::Id,
            Digit,
            "Panggilan ulang. Nomor antrean, a, nol satu dua. Silakan menuju loket tiga.",
        ),
        (
            with(CallKind::Last, call),
            Language::Id,
            Digit,
            "Panggilan terakhir. Nomor antrean, a, nol satu dua. Silakan menuju loket tiga.",
        ),
        (
            agency,
            Language::Id,
            Digit,
            "Nomor antrean prioritas, a, nol satu dua. Silakan menuju loket tiga, Dispendukcapil.",
        ),
        (
            wording("BCD1000", "Ruang 2B"),
            Language::Id,
            Digit,
            "Nomor antrean, bé, cé, dé, satu nol nol nol. Silakan menuju ruang dua bé.",
        ),
        (
            en,
            Language::En,
            Digit,
            "Queue number, X, A, zero zero seven. Please proceed to counter one hundred and twenty.",
        ),
        (
            with(CallKind::Recall, en),
            Language::En,
            Number,
            "Second call. Queue number, X, A, seven. \
             Please proceed to counter one hundred and twenty.",
        ),
        (
            with(CallKind::Last, en),
            Language::En,
            Mixed,
            "Last call. Queue number, X, A, zero zero seven. \
             Please proceed to counter one hundred and twenty.",
        ),
        (
            call,
            Language::Jv,
            Number,
            "Nomer antrian, a, nol setunggal kalih. Kula aturi tindak dhateng loket tiga.",
        ),
        (call, Language::Su, Digit, "Nomer antrian, a, nol hiji dua. Mangga ka loket tilu."),
    ] {
        let said = sentence(&wording, language, mode).to_string();
        assert_eq!(said.to_lowercase(), expected.to_lowercase());
    }
}

#[test]
fn counters_are_one_clip_where_there_is_one_and_words_everywhere() {
    let part = |name: &str, language| place::counter(name, language);
    for number in 1..=150 {
        let said = part(&format!("Loket {number}"), Language::Id);
        assert_eq!(said.whole, Some(format!("counter/{number}")));
        assert_eq!(said.words[..2], ["proceed-to", "word/loket"]);
        assert!(said.words.last().unwrap().starts_with("last/"), "{:?}", said.words);
    }
    for (name, language, whole, words) in [
        ("Loket Prioritas", Language::Id, None, "proceed-to word/loket last/prioritas"),
        ("Loket 3", Language::Id, Some("counter/3"), "proceed-to word/loket last/tiga"),
        ("LOKET 03", Language::Id, None, "proceed-to word/loket word/nol last/tiga"),
        ("Loket 0", Language::Id, None, "proceed-to word/loket last/nol"),
        ("Loket 3", Language::En, Some("counter/3"), "proceed-to word/counter last/three"),
        ("Loket A", Language::Id, None, "proceed-to word/loket last/A"),
        ("Loket 4B", Language::Id, None, "proceed-to word/loket word/empat last/B"),
        ("Z1-01", Language::Id, None, "proceed-to word/Z word/satu word/nol last/satu"),
        ("Meja 12", Language::Id, None, "proceed-to word/meja word/dua last/belas"),
        ("", Language::Id, None, "proceed-to"),
        ("Priority counter", Language::En, None, "proceed-to word/priority last/counter"),
        (
            "Counter 21",
            Language::En,
            Some("counter/21"),
            "proceed-to word/counter word/twenty last/one",
        ),
        (
            "Loket 123456",
            Language::Id,
            None,
            "proceed-to word/loket word/satu word/dua word/tiga word/empat word/lima last/enam",
        ),
    ] {
        let said = part(name, language);
        assert_eq!(
            (said.whole.as_deref(), said.words.join(" ").as_str()),
            (whole, words),
            "{name}"
        );
        assert_eq!(said.instead, Instead::Clip("see-screen"), "{name}");
    }
}

#[test]
fn every_letter_has_a_clip_and_a_name() {
    let names = |language| ('A'..='Z').map(move |letter| number::letter(letter, language));
    for language in [Language::Id, Language::En, Language::Jv, Language::Su] {
        let all: std::collections::BTreeSet<_> = names(language).collect();
        assert_eq!((all.len(), all.contains("")), (26, false), "{language}");
    }
    for letter in 'A'..='Z' {
        let said = sentence(&wording(&format!("A{letter}B012"), "Loket 1"), Language::Id, Digit);
        let code = &said.parts[0];
        assert_eq!(code.whole, Some(format!("code/A{letter}B")));
        assert_eq!(code.words.join(" "), format!("queue-number word/A word/{letter} word/B"));
        assert_eq!((said.parts.len(), code.pause), (3, AFTER_CODE));
    }
    let priority = Wording { priority: true, ..wording("A012", "Loket 1") };
    let said = sentence(&priority, Language::Id, Digit);
    assert_eq!((said.parts[0].whole.as_ref(), said.parts[0].words.len()), (None, 2));
}

#[test]
fn digits_are_one_clip_below_a_thousand() {
    let number =
        |text: &str, mode| sentence(&wording(text, "Loket 1"), Language::Id, mode).parts[1].clone();
    assert_eq!(number("A012", Digit).whole.as_deref(), Some("number/012"));
    assert_eq!(number("A999", Digit).whole.as_deref(), Some("number/999"));
    assert_eq!(number("A1000", Digit).whole, None);
    assert_eq!(number("A012", Number).whole, None);
    assert_eq!(number("A012", Mixed).words, ["word/nol", "word/dua", "last/belas"]);
    assert_eq!(number("A012", Digit).pause, AFTER_NUMBER);
}

/// Every prefix that a hall may have is read letter by letter, in one breath with what goes before it.
#[test]
fn prefixes_of_one_to_three_letters_are_spelt() {
    for language in [Language::Id, Language::En, Language::Jv, Language::Su] {
        let lead = Fixed::of(language).queue_number;
        for (one, first) in ('A'..='Z').enumerate() {
            let other = char::from(b'A' + u8::try_from((one * 7 + 3) % 26).unwrap());
            for letters in
                [format!("{first}"), format!("{first}{other}"), format!("{other}{first}{other}")]
            {
                let Ok(number) = format!("{letters}012").parse() else { continue };
                let wording = Wording { number, ..wording("A012", "Loket 1") };
                let code = sentence(&wording, language, Digit).parts.swap_remove(0);
                let names = letters.chars().map(|letter| number::letter(letter, language));
                let text: Vec<_> = [lead].into_iter().chain(names).collect();
                assert_eq!((code.text, code.pause), (text.join(", "), AFTER_CODE), "{language}");
                assert_eq!(code.whole, Some(format!("code/{letters}")));
                assert_eq!(code.words.len(), 1 + letters.len());
            }
        }
    }
}

#[test]
fn counters_with_names_of_their_own_are_said_as_they_are_written() {
    for (language, counter, agency, expected) in [
        (Language::Id, "Loket Prioritas", None, "Silakan menuju Loket Prioritas."),
        (Language::Id, "Loket Prioritas 2", None, "Silakan menuju Loket Prioritas dua."),
        (Language::Id, "Meja Informasi", Some("Samsat"), "Silakan menuju Meja Informasi, Samsat."),
        (Language::Id, "Ruang 150", None, "Silakan menuju Ruang seratus lima puluh."),
        (Language::En, "Priority counter", None, "Please proceed to Priority counter."),
        (
            Language::En,
            "Loket 21",
            Some("Immigration"),
            "Please proceed to counter twenty one, Immigration.",
        ),
        (Language::Jv, "Loket 12", None, "Kula aturi tindak dhateng loket setunggal kalih."),
        (Language::Su, "Loket 150", None, "Mangga ka loket saratus lima puluh."),
    ] {
        let wording = Wording { agency, ..wording("A012", counter) };
        let said = sentence(&wording, language, Digit).to_string();
        assert!(said.to_lowercase().ends_with(&expected.to_lowercase()), "{said}");
    }
}
