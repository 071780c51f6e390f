//! A receipt as ESC/POS bytes: one job from initialization to cut. Pure; called by the printer
//! thread.
//!
//! As a picture, which every printer prints alike, or in the printer's own letters where the line
//! is too slow for pictures. Paper texts pass the crate's encoder as ASCII only, because its page
//! code tables turn a hyphen into another sign (escpos 0.20).

mod text;

use super::{Job, Style};
use crate::receipt::Receipt;
use crate::receipt::design::Design;
use crate::receipt::layout::{self, Paper};
use crate::receipt::picture::Picture;
use escpos::driver::Driver;
use escpos::errors::Result as EscposResult;
use escpos::printer::Printer as Composer;
use escpos::printer_options::PrinterOptions;
use escpos::utils::Protocol;
use std::cell::RefCell;
use std::rc::Rc;

/// Rows of one raster command: some printers take no more than 255 at once.
const BAND_ROWS: usize = 240;
/// Dots of a QR module, as on the drawn paper.
const MODULE_DOTS: u8 = 6;
/// Lines fed before the cut of a text job; the cut itself feeds the rest up to the knife.
const TAIL_LINES: u8 = 1;

/// How a receipt is put on paper.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    pub paper: Paper,
    pub style: Style,
    pub design: &'a Design,
}

/// Returns the job that prints a receipt.
pub fn job(receipt: &Receipt, form: &Form<'_>) -> Job {
    let bytes = match form.style {
        Style::Raster => raster(&layout::draw(receipt, form.paper, form.design)),
        Style::Text => text::text(receipt, form),
    };
    Job { title: receipt.number.clone(), text: receipt.lines_as_text(), bytes }
}

/// Returns the bytes that print a picture.
pub fn raster(picture: &Picture) -> Vec<u8> {
    compose(Paper::Mm80, |printer| {
        printer.init()?.custom(&bands(picture))?.partial_cut()?;
        Ok(())
    })
}

fn bands(picture: &Picture) -> Vec<u8> {
    let stride = picture.stride();
    let mut bytes = Vec::with_capacity(picture.rows().len() + 64);
    for band in picture.rows().chunks(BAND_ROWS * stride) {
        let rows = band.len() / stride;
        let [wide, wide_high] = (stride as u16).to_le_bytes();
        let [high, high_high] = (rows as u16).to_le_bytes();
        bytes.extend([0x1d, b'v', b'0', 0, wide, wide_high, high, high_high]);
        let from = bytes.len();
        bytes.extend(band);
        defuse(&mut bytes[from..]);
    }
    bytes
}

/// Printers obey real-time commands (DLE EOT, DLE ENQ, DLE DC4) even inside picture data, and one
/// of them switches the printer off. One more dot makes such a pair harmless.
fn defuse(data: &mut [u8]) {
    for at in 1..data.len() {
        if data[at - 1] == 0x10 && matches!(data[at], 0x04 | 0x05 | 0x14) {
            data[at - 1] = 0x18;
        }
    }
}

/// Runs the crate's composer into memory.
fn compose(paper: Paper, steps: impl FnOnce(&mut Composer<Sink>) -> EscposResult<()>) -> Vec<u8> {
    let sink = Sink::default();
    let options = PrinterOptions::new(None, None, paper.columns() as u8);
    let mut printer = Composer::new(sink.clone(), Protocol::default(), Some(options));
    steps(&mut printer)
        .and_then(|()| printer.print().map(|_| ()))
        .expect("ASCII text and a short address always make a job");
    sink.0.take()
}

/// Where the composer writes: into memory, never to a device.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Driver for Sink {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn write(&self, data: &[u8]) -> EscposResult<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _buffer: &mut [u8]) -> EscposResult<usize> {
        Ok(0)
    }

    fn flush(&self) -> EscposResult<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::interpreter::interpret;
    use crate::receipt::fold::ascii;
    use crate::receipt::sample;
    use antrean_shared::ticket::Language;

    const PAPERS: [Paper; 2] = [Paper::Mm80, Paper::Mm58];

    fn form(paper: Paper, style: Style, design: &Design) -> Form<'_> {
        Form { paper, style, design }
    }

    fn all() -> [Receipt; 3] {
        [sample::receipt(), sample::longest(Language::Id), sample::longest(Language::En)]
    }

    #[test]
    fn the_bytes_print_what_was_drawn() {
        let design = Design::default();
        for receipt in all() {
            for paper in PAPERS {
                let job = job(&receipt, &form(paper, Style::Raster, &design));
                let print = interpret(&job.bytes, paper.dots());
                assert_eq!((print.fault, print.cuts), (None, 1));
                assert!(print.picture == layout::draw(&receipt, paper, &design), "{paper:?}");
                assert!(job.bytes.starts_with(b"\x1b@\x1dv0"));
                assert!(job.bytes.ends_with(b"\x1dVA\x01"));
                assert_eq!(job.title, receipt.number);
            }
        }
    }

    #[test]
    fn picture_data_never_looks_like_a_real_time_command() {
        let data = [0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10, 0x04, 0x10, 0x00, 0x10];
        let picture = Picture::from_rows(data.len(), data.to_vec());
        let bytes = raster(&picture);
        let hidden = |pair: &[u8]| pair[0] == 0x10 && [0x04, 0x05, 0x14].contains(&pair[1]);
        assert!(!bytes.windows(2).any(hidden), "{bytes:02x?}");
        let changed = bytes.iter().filter(|byte| **byte == 0x18).count();
        assert_eq!(changed, 4);
    }

    #[test]
    fn text_says_all_of_it_in_ascii_and_a_hyphen_stays_one() {
        for receipt in all() {
            for paper in PAPERS {
                let job = job(&receipt, &form(paper, Style::Text, &Design::default()));
                let print = interpret(&job.bytes, paper.dots());
                assert_eq!((print.fault, print.cuts), (None, 1));
                let longest = print.text.lines().map(str::len).max();
                assert!(longest <= Some(paper.columns()), "{}", print.text);
                let flat: Vec<&str> = print.text.split_whitespace().collect();
                let flat = flat.join(" ");
                for text in [
                    &receipt.hall(),
                    &receipt.number,
                    &receipt.agency_name,
                    &receipt.service,
                    &receipt.counters,
                    &receipt.zone,
                    &receipt.ahead,
                    &receipt.issued,
                    &receipt.foot,
                ] {
                    assert!(flat.contains(&ascii(text)), "{text} is not in {flat}");
                }
                assert!(flat.contains("1-6") && job.bytes.is_ascii());
                assert_eq!(print.codes, [receipt.phone.as_ref().unwrap().address.as_str()]);
                assert!(job.bytes.len() < 1_200, "{} bytes are slow at 9600", job.bytes.len());
            }
        }
    }

    #[test]
    fn letters_that_no_code_page_has_are_drawn_where_they_stand() {
        let mut receipt = sample::receipt();
        receipt.agency_name = "Kantor Désa Ngèlo".to_owned();
        for paper in PAPERS {
            let job = job(&receipt, &form(paper, Style::Text, &Design::default()));
            let print = interpret(&job.bytes, paper.dots());
            assert_eq!(print.fault, None);
            assert!(print.text.contains("Dispendukcapil") && !print.text.contains("Ngelo"));
            let drawn = job.bytes.windows(3).filter(|word| word == b"\x1dv0").count();
            assert_eq!(drawn, 1, "one line is a picture");
        }
    }

    #[test]
    fn a_logo_stands_on_top_in_both_styles() {
        let png = {
            let image = image::GrayImage::from_pixel(64, 32, image::Luma([0]));
            let mut bytes = std::io::Cursor::new(Vec::new());
            image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
            bytes.into_inner()
        };
        let logo = Some(crate::receipt::design::Logo::read(&png).unwrap());
        let design = Design { logo, ..Design::default() };
        for style in [Style::Raster, Style::Text] {
            for paper in PAPERS {
                let bytes = job(&sample::receipt(), &form(paper, style, &design)).bytes;
                let print = interpret(&bytes, paper.dots());
                assert_eq!(print.fault, None);
                let top = if style == Style::Raster { 20 } else { 0 };
                let ink = print.picture.ink(top, top + 32).unwrap();
                assert_eq!((ink.right - ink.left, ink.bottom - ink.top), (64, 32), "{style:?}");
                assert!(ink.left.abs_diff(paper.dots() - ink.right) <= 8, "in the middle");
            }
        }
    }

    #[test]
    fn an_address_that_no_code_holds_is_left_out() {
        let mut receipt = sample::receipt();
        receipt.phone.as_mut().unwrap().address = "a".repeat(8_000);
        let job = job(&receipt, &form(Paper::Mm80, Style::Text, &Design::default()));
        assert_eq!(interpret(&job.bytes, 576).codes, Vec::<String>::new());
    }

    #[test]
    fn a_number_keeps_one_line_in_large_letters() {
        for (number, paper) in
            [("A014", Paper::Mm80), ("XAB1000", Paper::Mm80), ("XA1000", Paper::Mm58)]
        {
            let receipt = Receipt { number: number.to_owned(), ..sample::receipt() };
            let print = interpret(
                &job(&receipt, &form(paper, Style::Text, &Design::default())).bytes,
                paper.dots(),
            );
            assert!(print.text.lines().any(|line| line == number), "{}", print.text);
        }
    }
}
