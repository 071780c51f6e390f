//! Reads ESC/POS bytes back into a picture and a text: what a printer would have made of them.
//!
//! Pure. The simulated printer shows its papers with it, and tests prove jobs with it. Knows the
//! commands that `escpos` sends and refuses every other, so that a stray byte is found here and
//! not on paper.

use crate::receipt::letters::{Face, Letters};
use crate::receipt::picture::{Area, Picture};
use qrcode::{Color, EcLevel, QrCode};
use thiserror::Error;

const CELL_WIDTH: usize = 12;
const CELL_HEIGHT: usize = 24;
const LINE_GAP: usize = 6;

/// What came out of the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    pub picture: Picture,
    /// The texts of text commands; a raster job has none.
    pub text: String,
    /// The data of the QR codes that the printer drew itself.
    pub codes: Vec<String>,
    pub cuts: usize,
    /// Where the bytes stopped making sense; what came before counts.
    pub fault: Option<JobFault>,
}

/// Says where a job is not what this interpreter knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum JobFault {
    #[error("the job ends inside a command at byte {0}")]
    Cut(usize),
    #[error("byte {0} begins no known command")]
    Unknown(usize),
}

/// Interprets a job, or as much of it as arrived, on paper of a width in dots.
pub fn interpret(bytes: &[u8], width: usize) -> Print {
    let mut machine = Machine::new(bytes, width);
    while machine.at < bytes.len() && machine.print.fault.is_none() {
        let from = machine.at;
        if let Err(fault) = machine.step() {
            machine.print.fault = Some(match fault {
                Stop::Short => JobFault::Cut(from),
                Stop::Strange => JobFault::Unknown(from),
            });
        }
    }
    machine.print
}

enum Stop {
    Short,
    Strange,
}

struct Machine<'a> {
    bytes: &'a [u8],
    at: usize,
    print: Print,
    y: usize,
    modes: Modes,
    line: Vec<(u8, Modes)>,
    code: Code,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Modes {
    align: u8,
    bold: bool,
    wide: usize,
    high: usize,
}

const PLAIN: Modes = Modes { align: 0, bold: false, wide: 1, high: 1 };

struct Code {
    data: String,
    dots: usize,
    level: EcLevel,
}

impl<'a> Machine<'a> {
    fn new(bytes: &'a [u8], width: usize) -> Self {
        let print = Print {
            picture: Picture::new(width),
            text: String::new(),
            codes: Vec::new(),
            cuts: 0,
            fault: None,
        };
        let code = Code { data: String::new(), dots: 3, level: EcLevel::L };
        Self { bytes, at: 0, print, y: 0, modes: PLAIN, line: Vec::new(), code }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Stop> {
        let taken = self.bytes.get(self.at..self.at.saturating_add(count)).ok_or(Stop::Short)?;
        self.at += count;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Stop> {
        self.take(1).map(|taken| taken[0])
    }

    fn step(&mut self) -> Result<(), Stop> {
        match self.byte()? {
            0x1b => self.escape(),
            0x1d => self.group(),
            b'\n' => {
                self.end_line();
                Ok(())
            }
            letter @ b' '..=b'~' => {
                self.letter(letter);
                Ok(())
            }
            _ => Err(Stop::Strange),
        }
    }

    fn escape(&mut self) -> Result<(), Stop> {
        match self.byte()? {
            b'@' => {
                self.modes = PLAIN;
                self.line.clear();
            }
            b'a' => match self.byte()? {
                align @ 0..=2 => self.modes.align = align,
                _ => return Err(Stop::Strange),
            },
            b'E' => self.modes.bold = self.byte()? & 1 == 1,
            b'd' => {
                let lines = self.byte()?;
                self.end_line();
                self.feed(usize::from(lines).saturating_sub(1) * (CELL_HEIGHT + LINE_GAP));
            }
            _ => return Err(Stop::Strange),
        }
        Ok(())
    }

    fn group(&mut self) -> Result<(), Stop> {
        match self.byte()? {
            b'!' => {
                let size = usize::from(self.byte()?);
                (self.modes.wide, self.modes.high) = ((size >> 4) + 1, (size & 7) + 1);
                Ok(())
            }
            b'V' => {
                let &[b'A', _] = self.take(2)? else { return Err(Stop::Strange) };
                self.print.cuts += 1;
                Ok(())
            }
            b'v' => self.raster(),
            b'(' => self.two_dimensional(),
            _ => Err(Stop::Strange),
        }
    }

    /// GS v 0: rows of a picture. Rows that arrived before the job broke off are printed.
    fn raster(&mut self) -> Result<(), Stop> {
        let &[b'0', 0, wide, wide_high, high, high_high] = self.take(6)? else {
            return Err(Stop::Strange);
        };
        let stride = usize::from(u16::from_le_bytes([wide, wide_high]));
        let wanted = stride * usize::from(u16::from_le_bytes([high, high_high]));
        if stride == 0 || stride > self.print.picture.stride() {
            return Err(Stop::Strange);
        }
        let there = self.bytes.len().saturating_sub(self.at).min(wanted);
        let band = Picture::from_rows(stride, self.take(there)?.to_vec());
        self.place(&band);
        if there < wanted { Err(Stop::Short) } else { Ok(()) }
    }

    /// GS ( k with the functions of QR codes.
    fn two_dimensional(&mut self) -> Result<(), Stop> {
        let &[b'k', low, high] = self.take(3)? else { return Err(Stop::Strange) };
        let body = self.take(usize::from(u16::from_le_bytes([low, high])))?;
        match body {
            [49, 65, 50, 0] => {}
            [49, 67, dots @ 1..=16] => self.code.dots = usize::from(*dots),
            [49, 69, 48] => self.code.level = EcLevel::L,
            [49, 69, 49] => self.code.level = EcLevel::M,
            [49, 69, 50] => self.code.level = EcLevel::Q,
            [49, 69, 51] => self.code.level = EcLevel::H,
            [49, 80, 48, data @ ..] => {
                self.code.data = String::from_utf8(data.to_vec()).map_err(|_| Stop::Strange)?;
            }
            [49, 81, 48] => return self.draw_code(),
            _ => return Err(Stop::Strange),
        }
        Ok(())
    }

    fn draw_code(&mut self) -> Result<(), Stop> {
        let code = QrCode::with_error_correction_level(&self.code.data, self.code.level)
            .map_err(|_| Stop::Strange)?;
        let (modules, dots) = (code.width(), self.code.dots);
        let mut picture = Picture::new(modules * dots);
        picture.grow(modules * dots);
        for (at, color) in code.to_colors().iter().enumerate() {
            if *color == Color::Dark {
                let (left, top) = (at % modules * dots, at / modules * dots);
                picture.fill(Area { left, top, right: left + dots, bottom: top + dots });
            }
        }
        self.print.codes.push(self.code.data.clone());
        self.place(&picture);
        Ok(())
    }

    /// Puts a picture where the alignment wants it and goes on below it.
    fn place(&mut self, picture: &Picture) {
        let room = self.print.picture.width().saturating_sub(picture.width());
        let left = room * usize::from(self.modes.align) / 2;
        self.print.picture.stamp(picture, left, self.y);
        self.feed(picture.height());
    }

    fn feed(&mut self, dots: usize) {
        self.y += dots;
        self.print.picture.grow(self.y);
    }

    /// A letter that does not fit goes to the next line, as on a printer.
    fn letter(&mut self, letter: u8) {
        let used: usize = self.line.iter().map(|(_, modes)| modes.wide * CELL_WIDTH).sum();
        if used + self.modes.wide * CELL_WIDTH > self.print.picture.width() {
            self.end_line();
        }
        self.line.push((letter, self.modes));
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let high = line.iter().map(|(_, modes)| modes.high).max().unwrap_or(1) * CELL_HEIGHT;
        let used: usize = line.iter().map(|(_, modes)| modes.wide * CELL_WIDTH).sum();
        let align = line.first().map_or(0, |(_, modes)| usize::from(modes.align));
        let mut left = (self.print.picture.width() - used) * align / 2;
        for (letter, modes) in line {
            self.print.text.push(char::from(letter));
            let cell = cell(letter, modes);
            let top = self.y + high - modes.high * CELL_HEIGHT;
            self.print.picture.stamp(&cell, left, top);
            left += modes.wide * CELL_WIDTH;
        }
        self.print.text.push('\n');
        self.feed(high + LINE_GAP);
    }
}

/// Draws a letter in its cell and enlarges it dot by dot, as printers do.
fn cell(letter: u8, modes: Modes) -> Picture {
    let letters =
        Letters { face: if modes.bold { Face::MonoBold } else { Face::Mono }, size: 19.0 };
    let mut small = Picture::new(CELL_WIDTH);
    letters.draw(&mut small, &char::from(letter).to_string(), 0.0, 19.0);
    let mut large = Picture::new(CELL_WIDTH * modes.wide);
    for y in 0..small.height() {
        for x in (0..CELL_WIDTH).filter(|x| small.get(*x, y)) {
            let (left, top) = (x * modes.wide, y * modes.high);
            large.fill(Area { left, top, right: left + modes.wide, bottom: top + modes.high });
        }
    }
    large
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::escpos::raster;

    #[test]
    fn a_picture_comes_back_as_it_was_sent() {
        let mut picture = Picture::new(384);
        picture.fill(Area { left: 3, top: 7, right: 381, bottom: 700 });
        picture.grow(711);
        let print = interpret(&raster(&picture), 384);
        assert_eq!((print.fault, print.cuts), (None, 1));
        assert_eq!(print.picture, picture);
    }

    #[test]
    fn a_broken_job_shows_what_came_out_and_where_it_broke() {
        let mut picture = Picture::new(384);
        picture.grow(100);
        let bytes = raster(&picture);
        let half = interpret(&bytes[..2 + 8 + 48 * 40 + 5], 384);
        assert_eq!((half.picture.height(), half.fault), (40, Some(JobFault::Cut(2))));
        assert_eq!(interpret(b"\x1b@A\nB\x07C", 384).fault, Some(JobFault::Unknown(5)));
        assert_eq!(interpret(b"\x1b", 384).fault, Some(JobFault::Cut(0)));
        assert_eq!(interpret(b"\x1dv0\0\xff\0\x01\0", 384).fault, Some(JobFault::Unknown(0)));
    }

    #[test]
    fn a_line_too_long_goes_on_below() {
        let print = interpret(format!("\x1b@{}\n", "x".repeat(40)).as_bytes(), 384);
        assert_eq!(print.text, format!("{}\n{}\n", "x".repeat(32), "x".repeat(8)));
    }
}
