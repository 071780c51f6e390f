//! The hall file as it stands: what is written where, so that every fault can name its line.
//!
//! Used by the checks; knows TOML, and nothing of halls. A path is a list of keys; an entry of a
//! list is written `[1]`, counted from one as people do.

use crate::hall::fault::Fault;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Parser errors that are listed: after the first ones the rest mostly follows from them.
const ERRORS_MAX: usize = 20;
/// What the parser says about a key that is written twice.
const DUPLICATE: &str = "duplicate key";

/// A parsed hall file with the places of its keys.
pub struct Source<'a> {
    text: &'a str,
    table: DeTable<'a>,
}

impl<'a> Source<'a> {
    /// Parses a text as TOML, or lists what is not TOML.
    pub fn parse(text: &'a str) -> Result<Self, Vec<Fault>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let source = Self { text, table: table.into_inner() };
        if errors.is_empty() {
            return Ok(source);
        }
        let mut faults: Vec<Fault> = Vec::new();
        let mut sections_twice = Vec::new();
        for error in errors {
            let (section, fault) = source.error(&error);
            let seen = faults.iter().any(|seen| seen.line == fault.line);
            // A section that is written twice repeats its keys as well: one fault says it.
            let follows = sections_twice.contains(&section);
            if !seen && !follows && faults.len() < ERRORS_MAX {
                faults.push(fault);
            }
            if error.message() == DUPLICATE {
                sections_twice.push(section);
            }
        }
        Err(faults)
    }

    /// Returns the whole file.
    pub fn table(&self) -> &DeTable<'a> {
        &self.table
    }

    /// Returns the line of a place in the text, from 1.
    pub fn line_at(&self, offset: usize) -> usize {
        line_at(self.text.as_bytes(), offset)
    }

    /// Returns the line of a key; of the nearest table above it where it is not written.
    pub fn line(&self, path: &[&str]) -> usize {
        let mut table = &self.table;
        let mut offset = 0;
        let mut rest = path.iter();
        while let Some((key, value)) = rest.next().and_then(|key| table.get_key_value(*key)) {
            offset = key.span().start;
            match value.get_ref() {
                DeValue::Table(inner) => table = inner,
                DeValue::Array(items) => {
                    let item = rest.next().and_then(|entry| items.get(index(entry)?));
                    offset = item.map_or(offset, |item| item.span().start);
                    break;
                }
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_) => break,
            }
        }
        self.line_at(offset)
    }

    /// Returns the keys of a table in the order in which they are written.
    pub fn order(&self, table: &str) -> Vec<&str> {
        let Some(DeValue::Table(table)) = self.table.get(table).map(Spanned::get_ref) else {
            return Vec::new();
        };
        let mut keys: Vec<_> = table.iter().map(|(key, _)| (key.span().start, key)).collect();
        keys.sort_by_key(|(start, _)| *start);
        keys.into_iter().map(|(_, key)| key.get_ref().as_ref()).collect()
    }

    /// Makes a fault at a key.
    pub fn fault(&self, path: &[&str], what: String, instead: String) -> Fault {
        Fault { line: self.line(path), key: joined(path), what, instead }
    }

    /// Returns a parser's error as a fault, with the line of the section that it is in.
    fn error(&self, error: &toml::de::Error) -> (usize, Fault) {
        let span = error.span().unwrap_or(0..0);
        let line = self.line_at(span.start);
        let written = self.text.get(span).unwrap_or_default();
        let (section, mut path) = self.section(line);
        if error.message() != DUPLICATE {
            let what = format!("tidak terbaca sebagai TOML ({})", error.message());
            let instead = "periksa tanda kutip, tanda kurung, dan tanda = di baris ini".to_owned();
            return (section, Fault { line, key: joined(&path), what, instead });
        }
        let first = if section == line {
            self.sections().find(|(_, name)| *name == path).map_or(line, |(first, _)| first)
        } else {
            path.push(written.trim_matches(['"', '\'']));
            self.line(&path)
        };
        let before = if first < line { format!(" (baris {first})") } else { String::new() };
        let what = format!("sudah ditulis lebih dahulu{before}");
        let instead = "hapus salah satu, atau beri nama lain".to_owned();
        (section, Fault { line, key: joined(&path), what, instead })
    }

    /// The header above a line with its own line, since a parser's error knows no key.
    fn section(&self, line: usize) -> (usize, Vec<&'a str>) {
        self.sections().take_while(|(at, _)| *at <= line).last().unwrap_or_default()
    }

    /// Every header with its line.
    fn sections(&self) -> impl Iterator<Item = (usize, Vec<&'a str>)> {
        let headers = self.text.lines().enumerate().filter(|(_, text)| text.starts_with('['));
        headers.map(|(at, text)| {
            let name = text.split(']').next().unwrap_or_default().trim_start_matches('[');
            (at + 1, name.split('.').map(str::trim).collect())
        })
    }
}

/// The key of a fault that belongs to the file as a whole.
pub const WHOLE: &str = "(berkas)";

/// Returns the line of a byte, from 1.
pub fn line_at(bytes: &[u8], offset: usize) -> usize {
    let before = &bytes[..offset.min(bytes.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// Writes a path as the technician reads it: `services.a01.requirements[1]`.
pub fn joined(path: &[&str]) -> String {
    let mut text = String::new();
    for segment in path {
        let dot = if text.is_empty() || segment.starts_with('[') { "" } else { "." };
        text.push_str(dot);
        text.extend(segment.chars().map(|c| if c.is_control() { '?' } else { c }).take(60));
    }
    if text.is_empty() { WHOLE.to_owned() } else { text }
}

fn index(entry: &str) -> Option<usize> {
    let number: usize = entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
name = \"x\"
[queues.b]
prefix = \"B\"
lines = [
  \"one\",
  \"two\",
]
[zones.1]
[queues.a]
prefix = \"A\"
";

    #[test]
    fn every_key_has_its_line_and_a_missing_one_its_tables() {
        let source = Source::parse(TEXT).unwrap_or_else(|faults| panic!("{faults:?}"));
        for (path, line) in [
            (&["name"][..], 1),
            (&["queues", "b"], 2),
            (&["queues", "b", "prefix"], 3),
            (&["queues", "b", "lines", "[2]"], 6),
            (&["queues", "b", "lines", "[9]"], 4),
            (&["queues", "b", "missing"], 2),
            (&["queues", "a", "prefix"], 10),
            (&["missing"], 1),
        ] {
            assert_eq!(source.line(path), line, "{path:?}");
        }
        assert_eq!(source.order("queues"), ["b", "a"]);
    }

    #[test]
    fn paths_read_as_people_write_them() {
        assert_eq!(joined(&["counters", "1", "queues", "[2]"]), "counters.1.queues[2]");
        assert_eq!(joined(&[]), WHOLE);
    }
}
