//! Draws a receipt: where every line of it stands on 80 mm and on 58 mm paper.
//!
//! Pure. Called by `printer::escpos`. Wraps what is long and never cuts anything off; what the
//! receipt does not have takes no room.

use super::design::Design;
use super::letters::{Face, Letters};
pub use super::paper::Paper;
use super::picture::Picture;
use super::sheet::Sheet;
use super::template::{Align, Look, What};
use super::{PhoneLink, Receipt};
use qrcode::{Color, EcLevel, QrCode};

/// Dots between a QR code and anything else, in modules of the code.
pub const QUIET_MODULES: usize = 4;
/// Dots of a module: below 6 an old phone does not read thermal paper, above 8 it only costs paper.
const MODULE_DOTS: std::ops::RangeInclusive<usize> = 6..=8;
/// A text beside the QR code that is narrower than this goes below it.
const BESIDE_DOTS_MIN: usize = 210;
const QR_DOTS_USUAL: usize = 250;
/// The number may come nearer to the edge than text: five characters stay 15 mm high.
const NUMBER_MARGIN_MAX: usize = 10;

/// Returns the paper as the printer is to print it.
pub fn draw(receipt: &Receipt, paper: Paper, design: &Design) -> Picture {
    let mut sheet = Sheet::new(paper);
    sheet.skip(20);
    for what in design.template.pieces(paper, receipt.language) {
        if let What::Logo = what {
            sheet.logo(design.logo.as_ref().map(|logo| logo.on(paper)));
        } else {
            sheet.piece(what, receipt);
        }
    }
    sheet.finish()
}

/// Tells whether a QR code can hold an address.
pub fn fits_code(address: &str) -> bool {
    code(address).is_some()
}

/// Makes the QR code of a link, as rows of black or white modules.
fn code(address: &str) -> Option<(usize, Vec<Color>)> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .or_else(|_| QrCode::with_error_correction_level(address, EcLevel::L))
        .ok()?;
    Some((code.width(), code.to_colors()))
}

impl Sheet {
    fn piece(&mut self, what: &What, receipt: &Receipt) {
        match what {
            What::Text { align, look, text } => {
                let (text, letters) = (text.fill(receipt), self.letters(*look));
                match align {
                    Align::Center => self.centered(&text, letters),
                    Align::Left => self.left(&text, letters, (self.sizes.margin, self.right())),
                }
            }
            What::Boxed(text) => {
                let word = text.fill(receipt);
                if !word.is_empty() {
                    self.boxed(&word);
                }
            }
            What::Pair { left, right } => {
                let texts = (left.1.fill(receipt), right.1.fill(receipt));
                let (left, right) = (self.letters(left.0), self.letters(right.0));
                self.pair((&texts.0, left), (&texts.1, right));
            }
            // Drawn by `draw`, which has it.
            What::Logo => {}
            What::Hall => self.hall(receipt),
            What::Number => self.number(&receipt.number),
            What::Places => self.zone_and_ahead(receipt),
            What::Wait => self.wait(receipt),
            What::Prepare(lines) => self.preparations(receipt, *lines),
            What::Code => self.code(receipt),
            What::Rule => self.rule(),
            What::Gap(dots) => self.skip(*dots),
        }
    }

    fn letters(&self, look: Look) -> Letters {
        match look {
            Look::Title => self.title(),
            Look::Strong => self.strong(),
            Look::Bold => self.bold(),
            Look::Text => self.text(),
            Look::Small => self.small(),
        }
    }

    /// The hall's picture, in the middle.
    fn logo(&mut self, logo: Option<&Picture>) {
        if let Some(logo) = logo {
            let left = self.picture.width().saturating_sub(logo.width()) / 2;
            self.picture.stamp(logo, left, self.y);
            self.skip(logo.height() + 14);
        }
    }

    /// The ticket's page for a phone, or only when and where the ticket was drawn.
    fn code(&mut self, receipt: &Receipt) {
        let phone = receipt.phone.as_ref().and_then(|phone| Some((phone, code(&phone.address)?)));
        match phone {
            Some((phone, code)) => self.phone(phone, receipt, code),
            None => {
                self.rule();
                self.pair((&receipt.issued, self.small()), (&receipt.origin, self.small()));
            }
        }
    }

    /// What the place is and its name, on one line or on two of their own.
    fn hall(&mut self, receipt: &Receipt) {
        let letters = self.title();
        let whole = receipt.hall();
        if letters.width(&whole) <= self.width() {
            return self.centered(&whole, letters);
        }
        self.centered(&receipt.kind, letters);
        self.centered(&receipt.name, letters);
    }

    /// The number fills the paper: as large as its width allows, up to the usual size.
    fn number(&mut self, number: &str) {
        let usual = Letters { face: Face::MonoBold, size: self.sizes.number };
        let Some((left, _, right, _)) = usual.ink(number) else { return };
        let room = self.picture.width() - 2 * self.sizes.margin.min(NUMBER_MARGIN_MAX);
        let fits = room as f32 / (right - left + 2) as f32;
        let letters = Letters { size: (usual.size * fits.min(1.0)).floor(), ..usual };
        let Some((left, top, right, bottom)) = letters.ink(number) else { return };
        self.skip(14);
        let x = (self.picture.width() as i32 - (right - left)) / 2 - left;
        letters.draw(&mut self.picture, number, x as f32, (self.y as i32 - top) as f32);
        self.skip((bottom - top) as usize + 22);
    }

    /// About how long it will take, where that can be said.
    fn wait(&mut self, receipt: &Receipt) {
        if !receipt.wait.is_empty() {
            self.skip(6);
            self.pair((receipt.wait_label, self.text()), (&receipt.wait, self.strong()));
        }
    }

    /// Side by side, or one above the other if it is tight.
    fn zone_and_ahead(&mut self, receipt: &Receipt) {
        let (label, value) = (self.text(), self.strong());
        if receipt.ahead.is_empty() && !receipt.zone.is_empty() {
            let area = (self.sizes.margin, self.right());
            self.left(receipt.zone_label, label, area);
            return self.left(&receipt.zone, value, area);
        }
        if receipt.ahead.is_empty() {
            return;
        }
        if receipt.zone.is_empty() {
            return self.pair((receipt.ahead_label, label), (&receipt.ahead, value));
        }
        let left = label.width(receipt.zone_label).max(value.width(&receipt.zone));
        let right = label.width(receipt.ahead_label).max(value.width(&receipt.ahead));
        if left + self.sizes.text + right <= self.width() {
            self.pair((receipt.zone_label, label), (receipt.ahead_label, label));
            return self.pair((&receipt.zone, value), (&receipt.ahead, value));
        }
        let area = (self.sizes.margin, self.right());
        self.left(receipt.zone_label, label, area);
        self.left(&receipt.zone, value, area);
        self.skip(6);
        self.pair((receipt.ahead_label, label), (&receipt.ahead, value));
    }

    /// What to bring, as many of it as the lines hold; a single long one takes what it needs.
    fn preparations(&mut self, receipt: &Receipt, lines_max: usize) {
        let letters = self.text();
        let lines = |count| letters.wrap(&receipt.preparations(count), self.width());
        let fits = |count: &usize| lines(*count).len() <= lines_max;
        let most = (1..=receipt.prepare.len()).rev().find(fits).unwrap_or(1);
        let text = receipt.preparations(most);
        if text.is_empty() {
            return;
        }
        self.rule();
        self.left(&text, letters, (self.sizes.margin, self.right()));
    }

    /// The QR code with what belongs to it beside it, or below it on narrow paper.
    fn phone(&mut self, phone: &PhoneLink, receipt: &Receipt, code: (usize, Vec<Color>)) {
        let (modules, colors) = code;
        let CodePlace { dots, beside, dated } = self.place(modules, &receipt.issued);
        let (side, quiet) = (modules * dots, QUIET_MODULES * dots);
        self.skip(quiet);
        if self.right() < beside + BESIDE_DOTS_MIN {
            let left = (self.picture.width() - side) / 2;
            self.modules((modules, &colors), dots, left);
            self.skip(side + quiet);
            self.centered(phone.hint, self.text());
            self.skip(8);
            self.centered(&receipt.issued, self.small());
            return self.centered(&receipt.origin, self.small());
        }
        self.modules((modules, &colors), dots, beside - side - quiet);
        let (top, area) = (self.y, (beside, self.right()));
        self.left(phone.hint, self.text(), area);
        if dated {
            self.skip(self.sizes.text as usize / 2);
            self.left(&receipt.issued, self.small(), area);
            self.left(&receipt.origin, self.small(), area);
        }
        self.y = self.y.max(top + side + quiet / 2);
        if !dated {
            self.skip(quiet / 2);
            self.pair((&receipt.issued, self.small()), (&receipt.origin, self.small()));
        }
    }

    /// A date and its time of day stay on one line: the code gives way as far as phones can read it,
    /// and if that is not enough, they stand below it.
    fn place(&self, modules: usize, issued: &str) -> CodePlace {
        let beside = |dots: usize| {
            let quiet = QUIET_MODULES * dots;
            quiet.max(self.sizes.margin) + modules * dots + quiet
        };
        let whole = |dots: &usize| {
            self.small().width(issued) <= self.right().saturating_sub(beside(*dots)) as f32
        };
        let usual = (QR_DOTS_USUAL / modules).clamp(*MODULE_DOTS.start(), *MODULE_DOTS.end());
        let given_way = (*MODULE_DOTS.start()..=usual).rev().find(whole);
        let wide = modules + 2 * QUIET_MODULES;
        let dots = given_way.unwrap_or(usual).min(self.picture.width() / wide).max(1);
        CodePlace { dots, beside: beside(dots), dated: given_way.is_some() }
    }
}

/// Where a QR code stands.
struct CodePlace {
    /// Dots of a module.
    dots: usize,
    /// Where a text beside it begins.
    beside: usize,
    /// Whether date and time stand beside it.
    dated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt::sample;
    use antrean_shared::ticket::Language;
    use antrean_shared::view::IssuedTicket;
    use std::path::Path;

    fn draw(receipt: &Receipt, paper: Paper) -> Picture {
        super::draw(receipt, paper, &Design::default())
    }

    const PAPERS: [Paper; 2] = [Paper::Mm80, Paper::Mm58];

    fn all() -> Vec<Receipt> {
        let mut english = sample::ticket();
        english.language = Language::En;
        let closed_up = Receipt { phone: None, foot: String::new(), ..sample::receipt() };
        let short_of_words = Receipt {
            kind: String::new(),
            agency: String::new(),
            agency_name: String::new(),
            service: String::new(),
            counters: String::new(),
            zone: String::new(),
            ..closed_up.clone()
        };
        let english = Receipt::new(&sample::catalogue(), &english, &sample::kiosk(), true);
        let long = Language::ALL.map(sample::longest);
        let slips = Language::ALL.map(|language| sample::slip(language, language == Language::En));
        let bare = Language::ALL.map(sample::slip_without_phone);
        let tickets = [sample::receipt(), english, closed_up, short_of_words];
        tickets.into_iter().chain(long).chain(slips).chain(bare).collect()
    }

    /// A Wednesday in November is among the longest days in letters.
    fn long_days() -> Vec<Receipt> {
        let issued_at = antrean_shared::time::Timestamp(1_795_615_080_000);
        let at = |language| IssuedTicket { language, issued_at, ..sample::ticket() };
        let receipt =
            |language| Receipt::new(&sample::catalogue(), &at(language), &sample::kiosk(), false);
        vec![receipt(Language::Id), receipt(Language::En)]
    }

    /// Pictures to be looked at lie in `target/screens/paper`.
    #[test]
    fn every_paper_has_its_picture() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screens/paper");
        std::fs::create_dir_all(&folder).unwrap();
        for (place, receipt) in all().iter().chain(&long_days()).enumerate() {
            for (paper, width) in PAPERS.into_iter().zip(["80mm", "58mm"]) {
                let picture = draw(receipt, paper);
                let (across, down) = (picture.width() as u32, picture.height() as u32);
                let dot = |x, y| if picture.get(x as usize, y as usize) { 0 } else { 255 };
                let image =
                    image::GrayImage::from_fn(across, down, |x, y| image::Luma([dot(x, y)]));
                let language = receipt.language.code();
                image.save(folder.join(format!("{width}-{language}-{place}.png"))).unwrap();
            }
        }
    }

    #[test]
    fn a_date_and_its_time_stay_on_one_line_and_the_code_stays_readable() {
        let sheet = Sheet::new(Paper::Mm80);
        for receipt in long_days() {
            let place = |modules| sheet.place(modules, &receipt.issued);
            let lines = |left| sheet.small().wrap(&receipt.issued, (sheet.right() - left) as f32);
            for modules in [29, 33, 37] {
                let CodePlace { dots, beside, dated } = place(modules);
                assert!(dated && MODULE_DOTS.contains(&dots), "{modules}: {dots}");
                assert_eq!(lines(beside).len(), 1, "{modules}");
            }
            assert!(!place(45).dated, "too large a code for a date beside it");
            assert_eq!(lines(sheet.sizes.margin).len(), 1);
        }
    }

    #[test]
    fn nothing_touches_an_edge() {
        for receipt in all() {
            for paper in PAPERS {
                let picture = draw(&receipt, paper);
                let ink = picture.ink(0, picture.height()).unwrap();
                assert!(ink.left >= 4 && ink.right <= paper.dots() - 4, "{paper:?} {ink:?}");
                assert!(ink.top >= 8 && ink.bottom + 16 <= picture.height(), "{paper:?} {ink:?}");
            }
        }
    }

    #[test]
    fn a_mark_of_two_languages_stays_on_the_paper_and_legible() {
        for word in ["SALINAN", "BUKAN TIKET · NOT A TICKET", "DAFTAR TUNGGU · SALINAN"] {
            for paper in PAPERS {
                let mut sheet = Sheet::new(paper);
                sheet.boxed(word);
                let ink = sheet.picture.ink(0, sheet.y).unwrap();
                assert!(ink.left >= 4 && ink.right <= paper.dots() - 4, "{paper:?} {word}");
                assert!(ink.bottom - ink.top >= 32, "{paper:?} {word}: {} dots", ink.bottom);
            }
        }
    }

    #[test]
    fn the_number_is_as_high_as_promised() {
        for (paper, number, millimeters) in [
            (Paper::Mm80, "A014", 15),
            (Paper::Mm80, "XA012", 15),
            (Paper::Mm80, "A1000", 15),
            (Paper::Mm58, "A014", 12),
            (Paper::Mm58, "XA012", 10),
        ] {
            let mut sheet = Sheet::new(paper);
            sheet.number(number);
            let ink = sheet.picture.ink(0, sheet.y).unwrap();
            let high = ink.bottom - ink.top;
            assert!(high >= millimeters * 8, "{paper:?} {number}: {high} dots");
            assert!(ink.left.abs_diff(paper.dots() - ink.right) <= 2, "not in the middle: {ink:?}");
        }
    }

    #[test]
    fn a_phone_reads_the_code_and_the_code_has_white_around_it() {
        for receipt in all().into_iter().filter(|receipt| receipt.phone.is_some()) {
            for paper in PAPERS {
                let picture = draw(&receipt, paper);
                let gray = |x: usize, y: usize| if picture.get(x, y) { 0 } else { 255 };
                let mut image = rqrr::PreparedImage::prepare_from_greyscale(
                    picture.width(),
                    picture.height(),
                    gray,
                );
                let grids = image.detect_grids();
                let [grid] = grids.as_slice() else { panic!("{} codes", grids.len()) };
                let read = grid.decode().unwrap().1;
                assert_eq!(read, receipt.phone.as_ref().unwrap().address);
                let xs = grid.bounds.map(|corner| corner.x as usize);
                let side = xs.iter().max().unwrap() - xs.iter().min().unwrap();
                let modules = code(&read).unwrap().0;
                assert!(side + 2 >= modules * MODULE_DOTS.start(), "{paper:?}: {side} dots");
                let left = *xs.iter().min().unwrap();
                let top = grid.bounds.iter().map(|corner| corner.y as usize).min().unwrap();
                let quiet = QUIET_MODULES * MODULE_DOTS.start() - 2;
                let white = (top - quiet..top + side + quiet)
                    .flat_map(|y| (left - quiet..left - 2).map(move |x| (x, y)))
                    .chain(
                        (top - quiet..top - 2)
                            .flat_map(|y| (left..left + side).map(move |x| (x, y))),
                    );
                assert!(white.clone().count() > 0);
                assert!(white.into_iter().all(|(x, y)| !picture.get(x, y)), "{paper:?}");
            }
        }
    }

    #[test]
    fn an_address_too_long_for_a_code_costs_the_code_only() {
        let mut receipt = sample::receipt();
        for length in [100, 150, 400, 900, 3_000] {
            receipt.phone.as_mut().unwrap().address = "a".repeat(length);
            for paper in PAPERS {
                let picture = draw(&receipt, paper);
                let ink = picture.ink(0, picture.height()).unwrap();
                assert!(
                    ink.left >= 4 && ink.right <= paper.dots() - 4,
                    "{length} {paper:?} {ink:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_missing_takes_no_room() {
        let full = sample::receipt();
        for paper in PAPERS {
            let high = |receipt: &Receipt| draw(receipt, paper).height();
            let without_phone = Receipt { phone: None, ..full.clone() };
            let without_foot = Receipt { foot: String::new(), ..full.clone() };
            let copy = Receipt { copy: Some("SALINAN"), ..full.clone() };
            assert!(high(&without_phone) < high(&full) - 60);
            assert!(high(&without_foot) < high(&full));
            assert!(high(&copy) > high(&full) + 40);
        }
    }

    #[test]
    fn what_to_bring_keeps_to_three_lines_and_says_what_it_leaves_out() {
        let mut receipt = sample::receipt();
        receipt.prepare = (1..=9).map(|n| format!("fotokopi dokumen nomor {n}")).collect();
        let many = draw(&receipt, Paper::Mm80).height();
        receipt.prepare.truncate(1);
        let one = draw(&receipt, Paper::Mm80).height();
        let line = Letters { face: Face::Regular, size: Paper::Mm80.sizes().text }.line_height();
        assert_eq!(many - one, 2 * line as usize);
        assert_eq!(receipt.preparations(1), "Siapkan: fotokopi dokumen nomor 1");
        receipt.prepare.push("KTP".to_owned());
        assert_eq!(receipt.preparations(1), "Siapkan: fotokopi dokumen nomor 1; +1 lainnya");
    }
}
