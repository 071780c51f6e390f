//! The order of things on the paper, as a technician writes it: one thing a line.
//!
//! Read at start from the file that the settings name, else from `assets/paper/default.paper`, which
//! also explains the form. Pure. `layout` draws it, `printer::escpos` writes it.

mod fields;
mod read;

pub use fields::Field;
pub use read::TemplateError;

use super::Receipt;
use super::paper::Paper;
use antrean_shared::ticket::Language;
use std::sync::LazyLock;

static DEFAULT: LazyLock<Template> = LazyLock::new(|| {
    let text = include_str!("../../../assets/paper/default.paper");
    Template::read(text).expect("the bundled template was read in a test")
});

/// A paper's pieces from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

/// One line of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    only: Only,
    pub what: What,
}

/// Where a piece holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    Everywhere,
    Paper(Paper),
    Language(Language),
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Text {
        align: Align,
        look: Look,
        text: Text,
    },
    Boxed(Text),
    Pair {
        left: (Look, Text),
        right: (Look, Text),
    },
    Logo,
    Hall,
    Number,
    Places,
    Wait,
    /// What to bring, in so many lines at most.
    Prepare(usize),
    Code,
    Rule,
    /// Dots of white.
    Gap(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Title,
    Strong,
    Bold,
    Text,
    Small,
}

/// A text with fields in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Field(Field),
}

impl Default for Template {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl Template {
    /// Returns what holds for a receipt on a paper.
    pub fn pieces(&self, paper: Paper, language: Language) -> impl Iterator<Item = &What> {
        let holds = move |piece: &&Piece| match piece.only {
            Only::Everywhere => true,
            Only::Paper(other) => other == paper,
            Only::Language(other) => other == language,
        };
        self.pieces.iter().filter(holds).map(|piece| &piece.what)
    }
}

impl Text {
    /// Returns what it says on a receipt; nothing if it has fields and all of them are empty.
    pub fn fill(&self, receipt: &Receipt) -> String {
        let mut fields = self.fields().peekable();
        if fields.peek().is_some() && fields.all(|field| field.of(receipt).is_empty()) {
            return String::new();
        }
        let words = self.0.iter().map(|part| match part {
            Part::Words(words) => words,
            Part::Field(field) => field.of(receipt),
        });
        let filled: Vec<&str> = words.collect();
        filled.concat().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn fields(&self) -> impl Iterator<Item = Field> {
        self.0.iter().filter_map(|part| match part {
            Part::Words(_) => None,
            Part::Field(field) => Some(*field),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt::sample;

    const KEPT: &str = "boxed {training}\nnumber\nboxed {copy}\n";

    fn read(lines: &str) -> Result<Template, String> {
        Template::read(&format!("{KEPT}{lines}")).map_err(|error| error.to_string())
    }

    #[test]
    fn the_bundled_template_is_whole() {
        let pieces = DEFAULT.pieces(Paper::Mm80, Language::Id);
        assert_eq!(pieces.count(), 21);
    }

    #[test]
    fn fields_are_filled_and_an_empty_line_is_no_line() {
        let template =
            read("center text {kind}   {name}, {place}\nleft small {priority}\nleft small Halo");
        let template = template.unwrap();
        let mut receipt = sample::receipt();
        receipt.kind = String::new();
        let said: Vec<String> = template
            .pieces(Paper::Mm80, Language::Id)
            .filter_map(|what| match what {
                What::Text { text, .. } => Some(text.fill(&receipt)),
                What::Boxed(_)
                | What::Pair { .. }
                | What::Logo
                | What::Hall
                | What::Number
                | What::Places
                | What::Wait
                | What::Prepare(_)
                | What::Code
                | What::Rule
                | What::Gap(_) => None,
            })
            .collect();
        assert_eq!(said, ["Among Warga, Kota Batu", "", "Halo"]);
    }

    #[test]
    fn a_line_may_hold_for_one_paper_or_one_language() {
        let template =
            read("58: gap 4\nen: center small Thank you.\nid: center small Terima kasih.").unwrap();
        let count = |paper, language| template.pieces(paper, language).count();
        assert_eq!(count(Paper::Mm80, Language::Id), 4);
        assert_eq!(count(Paper::Mm58, Language::En), 5);
        assert_eq!(count(Paper::Mm58, Language::Jv), 4);
    }

    #[test]
    fn a_refusal_names_the_line_and_what_to_do() {
        for (line, words) in [
            ("centre text {agency}", "did you mean \"center\"?"),
            ("center txt {agency}", "did you mean \"text\"?"),
            ("center text {agncy}", "did you mean {agency}?"),
            ("center text {agency", "close it with }"),
            ("center text", "write the text behind"),
            ("pair text {service}", "a | between"),
            ("gap", "a number from 1 to 400"),
            ("gap 4000", "a number from 1 to 400"),
            ("prepare 0", "a number from 1 to 9"),
            ("rule 3", "nothing may stand behind \"rule\""),
            ("76: gap 4", "write 80, 58, id, en, jv or su"),
            ("number", "stands twice"),
            ("frobnicate", "the words that may begin a line are"),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.starts_with("line 4: "), "{error}");
            assert!(error.contains(words), "{line}: {error}");
        }
        let long = read(&"gap 1\n".repeat(200)).unwrap_err();
        assert!(long.contains("at most"), "{long}");
    }

    #[test]
    fn what_officers_rely_on_cannot_be_left_out() {
        for left_out in ["boxed {training}", "number", "boxed {copy}"] {
            let text = KEPT.replace(&format!("{left_out}\n"), "");
            let error = Template::read(&text).unwrap_err().to_string();
            assert!(error.contains("has to stand on every paper"), "{error}");
        }
        let narrowed = KEPT.replace("boxed {copy}", "80: boxed {copy}");
        assert!(Template::read(&narrowed).is_err(), "not on 58 mm");
    }
}
