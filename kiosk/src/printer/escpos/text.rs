//! A receipt in the printer's own letters, piece by piece of the template.
//!
//! What the printer's letters lack is drawn, line by line, so that it comes out right whatever code
//! page the printer has.

use super::{Composer, EscposResult, Form, MODULE_DOTS, Sink, TAIL_LINES, bands, compose};
use crate::receipt::Receipt;
use crate::receipt::fold::{ascii, is_plain};
use crate::receipt::layout;
use crate::receipt::letters::{Face, Letters};
use crate::receipt::picture::Picture;
use crate::receipt::template::{Align, Look, What};
use escpos::utils::{JustifyMode, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};

/// Dots of a line and of the letters on it, as high as the printer's own.
const LINE_DOTS: usize = 30;
const LETTER_DOTS: f32 = 24.0;

pub(super) fn text(receipt: &Receipt, form: &Form<'_>) -> Vec<u8> {
    compose(form.paper, |printer| {
        printer.init()?.justify(JustifyMode::CENTER)?;
        for what in form.design.template.pieces(form.paper, receipt.language) {
            piece(printer, what, receipt, form)?;
        }
        printer.feeds(TAIL_LINES)?.partial_cut()?;
        Ok(())
    })
}

fn piece(
    printer: &mut Composer<Sink>,
    what: &What,
    receipt: &Receipt,
    form: &Form<'_>,
) -> EscposResult<()> {
    let columns = form.paper.columns();
    let mut pen = Pen { printer, form };
    match what {
        What::Text { align: Align::Center, look, text } => {
            pen.lines(&text.fill(receipt), is_bold(*look))
        }
        What::Text { align: Align::Left, look, text } => {
            pen.printer.justify(JustifyMode::LEFT)?;
            pen.lines(&text.fill(receipt), is_bold(*look))?;
            pen.printer.justify(JustifyMode::CENTER).map(|_| ())
        }
        What::Boxed(text) => match text.fill(receipt) {
            word if word.is_empty() => Ok(()),
            word => pen.lines(&format!("*** {word} ***"), true),
        },
        What::Pair { left, right } => {
            let (left, right) = (left.1.fill(receipt), right.1.fill(receipt));
            pen.pair(&left, &right)
        }
        What::Logo => match &form.design.logo {
            Some(logo) => pen.printer.custom(&bands(logo.on(form.paper))).map(|_| ()),
            None => Ok(()),
        },
        What::Hall => pen.lines(&receipt.hall(), true),
        What::Number => pen.number(&receipt.number),
        What::Places => {
            if !receipt.zone.is_empty() {
                pen.lines(&format!("{} {}", receipt.zone_label, receipt.zone), false)?;
            }
            if receipt.ahead.is_empty() {
                return Ok(());
            }
            pen.lines(&format!("{} {}", receipt.ahead_label, receipt.ahead), false)
        }
        What::Wait if receipt.wait.is_empty() => Ok(()),
        What::Wait => pen.lines(&format!("{} {}", receipt.wait_label, receipt.wait), false),
        What::Prepare(count) => pen.lines(&receipt.preparations(*count), false),
        What::Code => pen.code(receipt),
        What::Rule => pen.printer.writeln(&"-".repeat(columns)).map(|_| ()),
        // The printer's lines have white of their own.
        What::Gap(dots) if *dots < LINE_DOTS => Ok(()),
        What::Gap(_) => pen.printer.feed().map(|_| ()),
    }
}

fn is_bold(look: Look) -> bool {
    match look {
        Look::Title | Look::Strong | Look::Bold => true,
        Look::Text | Look::Small => false,
    }
}

struct Pen<'a, 'b> {
    printer: &'a mut Composer<Sink>,
    form: &'a Form<'b>,
}

impl Pen<'_, '_> {
    /// Writes a text in lines of whole words; nothing is cut off.
    fn lines(&mut self, text: &str, bold: bool) -> EscposResult<()> {
        if text.is_empty() {
            return Ok(());
        }
        if !is_plain(text) {
            return self.drawn(text, bold);
        }
        self.printer.bold(bold)?;
        for line in wrapped(text, self.form.paper.columns()) {
            self.printer.writeln(&line)?;
        }
        self.printer.bold(false).map(|_| ())
    }

    /// Draws a text that has letters beyond those of every printer.
    fn drawn(&mut self, text: &str, bold: bool) -> EscposResult<()> {
        let face = if bold { Face::Bold } else { Face::Regular };
        let letters = Letters { face, size: LETTER_DOTS };
        let width = self.form.paper.dots();
        for line in letters.wrap_evenly(text, width as f32) {
            // As wide as its ink, so that the printer's alignment places it.
            let mut picture = Picture::new((letters.width(&line).ceil() as usize).clamp(8, width));
            picture.grow(LINE_DOTS);
            letters.draw(&mut picture, &line, 0.0, LETTER_DOTS - 2.0);
            self.printer.custom(&bands(&picture))?;
        }
        Ok(())
    }

    /// Two texts at the ends of one line if there is room, else one below the other.
    fn pair(&mut self, left: &str, right: &str) -> EscposResult<()> {
        let columns = self.form.paper.columns();
        let (ends, plain) = ((ascii(left), ascii(right)), is_plain(left) && is_plain(right));
        let used = ends.0.len() + ends.1.len();
        if !plain || left.is_empty() || right.is_empty() || used >= columns {
            self.lines(left, false)?;
            return self.lines(right, true);
        }
        let white = " ".repeat(columns - used);
        self.printer.writeln(&format!("{}{white}{}", ends.0, ends.1)).map(|_| ())
    }

    fn number(&mut self, number: &str) -> EscposResult<()> {
        let columns = self.form.paper.columns();
        let scale = (columns / number.len().max(1)).clamp(1, 8) as u8;
        self.printer.size(scale, scale)?;
        self.lines(number, true)?;
        self.printer.reset_size().map(|_| ())
    }

    fn code(&mut self, receipt: &Receipt) -> EscposResult<()> {
        if let Some(phone) = receipt.phone.as_ref().filter(|p| layout::fits_code(&p.address)) {
            let option =
                QRCodeOption::new(QRCodeModel::Model2, MODULE_DOTS, QRCodeCorrectionLevel::M);
            self.printer.feed()?.qrcode_option(&ascii(&phone.address), option)?.feed()?;
            self.lines(phone.hint, false)?;
        }
        self.lines(&receipt.issued, false)?;
        self.lines(&receipt.origin, false)?;
        self.printer.feed().map(|_| ())
    }
}

fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in ascii(text).split_whitespace() {
        if !line.is_empty() && line.len() + 1 + word.len() > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
