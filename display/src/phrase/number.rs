//! How letters and numbers are read out in each language (domain.md 5.2).

use super::NumberMode;
use antrean_shared::ticket::Language;

const ID_DIGITS: [&str; 10] =
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
const EN_SMALL: [&str; 20] = [
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
];
const EN_TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const JV_DIGITS: [&str; 10] =
    ["nol", "setunggal", "kalih", "tiga", "sekawan", "gangsal", "enem", "pitu", "wolu", "sanga"];
const SU_DIGITS: [&str; 10] =
    ["nol", "hiji", "dua", "tilu", "opat", "lima", "genep", "tujuh", "dalapan", "salapan"];
/// Indonesian names of letters, with the accents that keep a synthesizer from a schwa.
const ID_LETTERS: [&str; 26] = [
    "a", "bé", "cé", "dé", "é", "éf", "gé", "ha", "i", "jé", "ka", "él", "ém", "én", "o", "pé",
    "ki", "ér", "és", "té", "u", "vé", "wé", "éks", "yé", "zét",
];
const EN_LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
    "T", "U", "V", "W", "X", "Y", "Z",
];

/// The words of a language whose numbers are built like the Indonesian ones.
struct Malay {
    digits: &'static [&'static str; 10],
    ten: &'static str,
    eleven: &'static str,
    teen: &'static str,
    tens: &'static str,
    hundred: [&'static str; 2],
    thousand: [&'static str; 2],
}

const ID: Malay = Malay {
    digits: &ID_DIGITS,
    ten: "sepuluh",
    eleven: "sebelas",
    teen: "belas",
    tens: "puluh",
    hundred: ["seratus", "ratus"],
    thousand: ["seribu", "ribu"],
};
const SU: Malay = Malay {
    digits: &SU_DIGITS,
    ten: "sapuluh",
    eleven: "sabelas",
    teen: "belas",
    tens: "puluh",
    hundred: ["saratus", "ratus"],
    thousand: ["sarebu", "rebu"],
};

/// Returns the words of a ticket's number.
pub(super) fn ticket(count: u16, language: Language, mode: NumberMode) -> Vec<&'static str> {
    let figures = format!("{count:03}");
    if reads_digits(language, mode) {
        return digits(&figures, language);
    }
    match mode {
        NumberMode::Digit | NumberMode::Number => whole(count, language),
        NumberMode::Mixed => mixed(&figures, language),
    }
}

/// Tells whether a mode comes to single digits in a language. Javanese has too many irregular
/// numbers to be read in another way.
pub(super) fn reads_digits(language: Language, mode: NumberMode) -> bool {
    mode == NumberMode::Digit || language == Language::Jv
}

/// Returns each figure by itself.
pub(super) fn digits(figures: &str, language: Language) -> Vec<&'static str> {
    let digits: &[&str] = match language {
        Language::Id => &ID_DIGITS,
        Language::En => &EN_SMALL,
        Language::Jv => &JV_DIGITS,
        Language::Su => &SU_DIGITS,
    };
    let digit = |c: char| c.to_digit(10).and_then(|digit| digits.get(digit as usize).copied());
    figures.chars().filter_map(digit).collect()
}

/// Returns each leading zero, then the rest as a number; all zeros are zeros.
pub(super) fn mixed(figures: &str, language: Language) -> Vec<&'static str> {
    let rest = figures.trim_start_matches('0');
    let mut words = digits(&figures[..figures.len() - rest.len()], language);
    match rest.parse() {
        Ok(number) if rest.len() <= 4 => words.extend(whole(number, language)),
        Ok(_) | Err(_) => words.extend(digits(rest, language)),
    }
    words
}

/// Returns the words of a whole number below 10,000.
pub(super) fn whole(number: u16, language: Language) -> Vec<&'static str> {
    match language {
        Language::Id => malay(number, &ID),
        Language::Su => malay(number, &SU),
        Language::En => english(number),
        Language::Jv => digits(&number.to_string(), language),
    }
}

/// Returns a letter's name as a synthesizer has to read it.
pub(super) fn letter(letter: char, language: Language) -> &'static str {
    let names = match language {
        Language::Id | Language::Jv | Language::Su => &ID_LETTERS,
        Language::En => &EN_LETTERS,
    };
    let place = u32::from(letter).wrapping_sub(u32::from('A'));
    usize::try_from(place).ok().and_then(|place| names.get(place).copied()).unwrap_or_default()
}

fn malay(number: u16, said: &Malay) -> Vec<&'static str> {
    let digit = |number: u16| said.digits[usize::from(number % 10)];
    let big = [(1000, said.thousand), (100, said.hundred)];
    if let Some((size, [one, many])) = big.into_iter().find(|(size, _)| number >= *size) {
        let mut words = match number / size {
            1 => vec![one],
            head => malay(head, said).into_iter().chain([many]).collect(),
        };
        if !number.is_multiple_of(size) {
            words.extend(malay(number % size, said));
        }
        return words;
    }
    match number {
        0..=9 => vec![digit(number)],
        10 => vec![said.ten],
        11 => vec![said.eleven],
        12..=19 => vec![digit(number), said.teen],
        _ if number.is_multiple_of(10) => vec![digit(number / 10), said.tens],
        _ => vec![digit(number / 10), said.tens, digit(number)],
    }
}

fn english(number: u16) -> Vec<&'static str> {
    let tens = |number: u16| EN_TENS[usize::from(number / 10) - 2];
    let big = [(1000, "thousand"), (100, "hundred")];
    if let Some((size, word)) = big.into_iter().find(|(size, _)| number >= *size) {
        let mut words = english(number / size);
        words.push(word);
        let rest = number % size;
        if (1..100).contains(&rest) {
            words.push("and");
        }
        if rest > 0 {
            words.extend(english(rest));
        }
        return words;
    }
    match number {
        0..=19 => vec![EN_SMALL[usize::from(number)]],
        _ if number.is_multiple_of(10) => vec![tens(number)],
        _ => vec![tens(number), EN_SMALL[usize::from(number % 10)]],
    }
}
