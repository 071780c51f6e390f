//! Reads a template; every refusal names the line and says what to write.

use super::{Align, Field, Look, Only, Part, Piece, Template, Text, What};
use crate::receipt::paper::Paper;
use antrean_shared::ticket::Language;
use thiserror::Error;

const LINES_MAX: usize = 120;
const CHARS_MAX: usize = 200;
const GAP_DOTS_MAX: usize = 400;
const PREPARE_LINES_MAX: usize = 9;
const WORDS: [&str; 13] = [
    "center", "left", "boxed", "pair", "logo", "hall", "number", "places", "wait", "prepare",
    "code", "rule", "gap",
];
const LOOKS: [(&str, Look); 5] = [
    ("title", Look::Title),
    ("strong", Look::Strong),
    ("bold", Look::Bold),
    ("text", Look::Text),
    ("small", Look::Small),
];

/// Says what is wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateError {
    #[error("line {line}: {message}")]
    Line {
        /// From 1.
        line: usize,
        message: String,
    },
    #[error("{0} has to stand on every paper; add the line: {0}")]
    Missing(&'static str),
}

impl Template {
    /// Reads a template as `assets/paper/default.paper` explains it.
    pub fn read(text: &str) -> Result<Self, TemplateError> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, row) in text.lines().enumerate() {
            let refused = |message| TemplateError::Line { line: at + 1, message };
            let row = row.trim();
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            if row.chars().count() > CHARS_MAX {
                return Err(refused(format!("a line has at most {CHARS_MAX} characters")));
            }
            if pieces.len() == LINES_MAX {
                return Err(refused(format!("a paper has at most {LINES_MAX} lines")));
            }
            let piece = piece(row).map_err(refused)?;
            let number = |piece: &Piece| piece.what == What::Number;
            if number(&piece) && pieces.iter().any(number) {
                return Err(refused("number stands twice; one is enough".to_owned()));
            }
            pieces.push(piece);
        }
        let template = Self { pieces };
        template.check()?;
        Ok(template)
    }

    /// What officers rely on stands on every paper.
    fn check(&self) -> Result<(), TemplateError> {
        let kept = |wanted: &dyn Fn(&What) -> bool| {
            self.pieces.iter().any(|piece| piece.only == Only::Everywhere && wanted(&piece.what))
        };
        let boxed = |field| {
            kept(&move |what| {
                matches!(what, What::Boxed(text) | What::Text { text, .. }
                    if text.fields().any(|other| other == field))
            })
        };
        for (there, name) in [
            (kept(&|what| *what == What::Number), "number"),
            (boxed(Field::Copy), "boxed {copy}"),
            (boxed(Field::Training), "boxed {training}"),
        ] {
            if !there {
                return Err(TemplateError::Missing(name));
            }
        }
        Ok(())
    }
}

fn piece(row: &str) -> Result<Piece, String> {
    let (only, row) = match row.split_once(':') {
        Some((word, rest)) if !word.contains([' ', '{']) => (only(word)?, rest.trim()),
        Some(_) | None => (Only::Everywhere, row),
    };
    let (word, rest) = row.split_once(char::is_whitespace).unwrap_or((row, ""));
    let rest = rest.trim();
    let alone = |what: What| {
        let empty = rest.is_empty();
        if empty {
            Ok(what)
        } else {
            Err(format!("nothing may stand behind \"{word}\"; remove \"{rest}\""))
        }
    };
    let what = match word {
        "center" | "left" => {
            let align = if word == "left" { Align::Left } else { Align::Center };
            let (look, text) = look_and_text(rest)?;
            What::Text { align, look, text }
        }
        "boxed" => What::Boxed(text(rest)?),
        "pair" => {
            let (left, right) = rest.split_once('|').ok_or(
                "write two texts with a | between them: pair text {service} | bold {counters}",
            )?;
            What::Pair { left: look_and_text(left.trim())?, right: look_and_text(right.trim())? }
        }
        "logo" => alone(What::Logo)?,
        "hall" => alone(What::Hall)?,
        "number" => alone(What::Number)?,
        "places" => alone(What::Places)?,
        "wait" => alone(What::Wait)?,
        "code" => alone(What::Code)?,
        "rule" => alone(What::Rule)?,
        "prepare" => What::Prepare(count(word, rest, PREPARE_LINES_MAX)?),
        "gap" => What::Gap(count(word, rest, GAP_DOTS_MAX)?),
        other => {
            let all = format!("the words that may begin a line are {}", WORDS.join(", "));
            return Err(format!("\"{other}\" begins no line{}; {all}", meant(other, &WORDS)));
        }
    };
    Ok(Piece { only, what })
}

fn only(word: &str) -> Result<Only, String> {
    let languages = Language::ALL.into_iter().find(|language| language.code() == word);
    match (word, languages) {
        ("80", _) => Ok(Only::Paper(Paper::Mm80)),
        ("58", _) => Ok(Only::Paper(Paper::Mm58)),
        (_, Some(language)) => Ok(Only::Language(language)),
        (_, None) => Err(format!(
            "\"{word}:\" is no width and no language; write 80, 58, id, en, jv or su before the colon"
        )),
    }
}

fn count(word: &str, rest: &str, max: usize) -> Result<usize, String> {
    rest.parse()
        .ok()
        .filter(|count| (1..=max).contains(count))
        .ok_or_else(|| format!("write a number from 1 to {max} behind \"{word}\""))
}

fn look_and_text(rest: &str) -> Result<(Look, Text), String> {
    let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let look = LOOKS.iter().find(|(name, _)| *name == word).map(|(_, look)| *look);
    let names = LOOKS.map(|(name, _)| name);
    let look = look.ok_or_else(|| {
        format!("\"{word}\" is no look; write one of {}{}", names.join(", "), meant(word, &names))
    })?;
    Ok((look, text(rest.trim())?))
}

fn text(rest: &str) -> Result<Text, String> {
    if rest.is_empty() {
        return Err("there is no text; write the text behind it, such as {agency}".to_owned());
    }
    let mut parts = Vec::new();
    let mut rest = rest;
    while let Some((words, behind)) = rest.split_once('{') {
        if !words.is_empty() {
            parts.push(Part::Words(words.to_owned()));
        }
        let (name, behind) = behind
            .split_once('}')
            .ok_or_else(|| format!("{{{behind} is open; close it with }}"))?;
        let field = Field::find(name).ok_or_else(|| {
            let names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
            let near = nearest(name, &names);
            let meant = near.map(|near| format!("; did you mean {{{near}}}?")).unwrap_or_default();
            format!("{{{name}}} is no field{meant} The fields are {}", names.join(", "))
        })?;
        parts.push(Part::Field(field));
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest.to_owned()));
    }
    Ok(Text(parts))
}

fn meant(word: &str, of: &[&str]) -> String {
    nearest(word, of).map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default()
}

/// The name that a misspelt word most likely means.
fn nearest<'a>(word: &str, of: &[&'a str]) -> Option<&'a str> {
    let near = of.iter().map(|name| (strsim::osa_distance(word, name), *name)).min()?;
    (near.0 <= 2).then_some(near.1)
}
