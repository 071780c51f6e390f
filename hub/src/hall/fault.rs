//! What is wrong with a hall file, in the technician's words: where, what, and what to write.
//!
//! Made by `hall::file` and the checks below it; printed by `antrean-hub check` and at start.

use std::fmt;
use thiserror::Error;

/// Faults that are listed; what is beyond is only counted.
const FAULTS_MAX: usize = 200;

/// One fault of a hall file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The key, as a path: `queues.c.prefix`.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub instead: String,
}

/// All faults of a hall file, by line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct Faults {
    /// The file, as the technician named it.
    pub file: String,
    /// The faults; at least one.
    pub faults: Vec<Fault>,
}

impl Faults {
    /// Sorts the faults by line and keeps a bounded number of them.
    pub fn new(file: &str, mut faults: Vec<Fault>) -> Self {
        faults.sort();
        faults.dedup();
        let beyond = faults.len().saturating_sub(FAULTS_MAX);
        faults.truncate(FAULTS_MAX);
        if let Some(last) = faults.last().filter(|_| beyond > 0).cloned() {
            let what = format!("masih ada {beyond} kesalahan lagi");
            let instead = "perbaiki dahulu yang di atas, lalu periksa lagi".to_owned();
            faults.push(Fault { what, instead, ..last });
        }
        Self { file: file.to_owned(), faults }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            let end = if at + 1 < self.faults.len() { "\n" } else { "" };
            let Fault { line, key, what, instead } = fault;
            write!(f, "{}:{line}: {key}: {what}; {instead}{end}", self.file)?;
        }
        Ok(())
    }
}

/// Returns the name that was most likely meant, if one is near enough.
pub fn nearest<'a>(meant: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let meant = meant.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&meant, name);
    let near = known.map(|name| (distance(name), name)).min()?;
    let enough = near.0 <= (near.1.chars().count() / 3).max(1);
    let begins = meant.len() >= 3 && (near.1.starts_with(&meant) || meant.starts_with(near.1));
    (enough || begins).then_some(near.1)
}

/// Writes a text of the file into a message: quoted, without control characters, not too long.
pub fn quoted(text: &str) -> String {
    const CHARS_MAX: usize = 60;
    let mut shown: String =
        text.chars().take(CHARS_MAX).map(|c| if c.is_control() { '?' } else { c }).collect();
    if text.chars().count() > CHARS_MAX {
        shown.push('…');
    }
    format!("\"{shown}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_name_is_proposed() {
        let known = || ["prefix", "agency", "name", "hours"].into_iter();
        assert_eq!(nearest("prefx", known()), Some("prefix"));
        assert_eq!(nearest("Agency", known()), Some("agency"));
        assert_eq!(nearest("colour", known()), None);
        assert_eq!(nearest("x", std::iter::empty()), None);
    }

    #[test]
    fn a_flood_of_faults_is_counted_not_printed() {
        let fault = |line| Fault {
            line,
            key: "k".to_owned(),
            what: "w".to_owned(),
            instead: "i".to_owned(),
        };
        let faults = Faults::new("hall.toml", (1..=1_000).map(fault).collect());
        assert_eq!(faults.faults.len(), FAULTS_MAX + 1);
        let printed = faults.to_string();
        assert!(printed.starts_with("hall.toml:1: k: w; i\nhall.toml:2: k: w; i\n"));
        assert!(printed.ends_with(
            "masih ada 800 kesalahan lagi; perbaiki dahulu yang di atas, lalu periksa lagi"
        ));
    }
}
