//! The folder as a printer: its papers, its faults, its roll.

use super::*;
use crate::printer::Style;
use crate::printer::escpos::{self, Form};
use crate::printer::tests::Folder;
use crate::receipt::design::Design;
use crate::receipt::layout;
use crate::receipt::sample;

fn job(paper: Paper, style: Style) -> Job {
    escpos::job(&sample::receipt(), &Form { paper, style, design: &Design::default() })
}

#[test]
fn every_job_leaves_bytes_text_and_picture() {
    let (folder, mut printer) = printer();
    let job = job(Paper::Mm80, Style::Raster);
    assert_eq!(printer.print(&job), Ok(()));
    assert_eq!(printer.print(&job), Ok(()));
    let file = |name: &str| folder.path().join(name);
    assert_eq!(fs::read(file("A014-1.escpos")).unwrap(), job.bytes);
    assert_eq!(fs::read_to_string(file("A014-2.txt")).unwrap(), job.text);
    let image = image::open(file("A014-1.png")).unwrap().into_luma8();
    let drawn = layout::draw(&sample::receipt(), Paper::Mm80, &Design::default());
    assert_eq!(image.dimensions(), (576, drawn.height() as u32));
    for (x, y, dot) in image.enumerate_pixels() {
        assert_eq!(dot.0[0] == 0, drawn.get(x as usize, y as usize), "{x} {y}");
    }
}

#[test]
fn a_text_job_is_read_back_from_its_bytes() {
    let (folder, mut printer) = printer();
    let job = job(Paper::Mm80, Style::Text);
    assert_eq!(printer.print(&job), Ok(()));
    let text = fs::read_to_string(folder.path().join("A014-1.txt")).unwrap();
    assert!(text.contains("Loket 1-6") && text != job.text);
}

#[test]
fn every_fault_of_the_file_stops_a_job_and_ends_with_it() {
    let (folder, mut printer) = printer();
    let job = job(Paper::Mm80, Style::Raster);
    for status in ALL {
        set(&folder, name_of(status));
        assert_eq!(printer.status(), status);
        let outcome = if status.may_print() { Ok(()) } else { Err(status) };
        assert_eq!(printer.print(&job), outcome, "{status:?}");
    }
    let papers = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(papers, 1 + 2 * 3, "ready and paper-low printed, nothing else did");
    set(&folder, "ready");
    assert_eq!(printer.print(&job), Ok(()));
    set(&folder, "on fire");
    assert_eq!(printer.status(), PrinterStatus::Unreachable);
}

#[test]
fn a_fault_in_the_middle_leaves_half_a_paper() {
    let (folder, mut printer) = printer();
    let job = job(Paper::Mm80, Style::Raster);
    set(&folder, "jam after 20000");
    assert_eq!(printer.status(), PrinterStatus::Ready);
    assert_eq!(printer.print(&job), Err(PrinterStatus::Jam));
    assert_eq!(printer.status(), PrinterStatus::Jam);
    let bytes = fs::read(folder.path().join("A014-1.escpos")).unwrap();
    assert_eq!(bytes, job.bytes[..20_000]);
    let text = fs::read_to_string(folder.path().join("A014-1.txt")).unwrap();
    assert!(text.contains("broke off after 20000"), "{text}");
    let high = image::open(folder.path().join("A014-1.png")).unwrap().height();
    assert_eq!(high, (20_000 - 2 - 2 * 8) / 72);
}

#[test]
fn the_roll_counts_down_and_its_last_paper_counts() {
    let (folder, mut printer) = printer();
    let job = job(Paper::Mm58, Style::Text);
    fs::write(folder.path().join("printer.roll"), (ROLL_LOW + 1).to_string()).unwrap();
    assert_eq!(printer.status(), PrinterStatus::Ready);
    for _ in 0..=ROLL_LOW {
        assert_eq!(printer.print(&job), Ok(()));
        assert_ne!(printer.status(), PrinterStatus::Ready);
    }
    assert_eq!(printer.status(), PrinterStatus::PaperOut);
    assert_eq!(printer.print(&job), Err(PrinterStatus::PaperOut));
}

#[test]
fn a_title_never_leaves_the_folder() {
    let (folder, mut printer) = printer();
    let job = Job { title: "../x y".to_owned(), text: String::new(), bytes: Vec::new() };
    assert_eq!(printer.print(&job), Ok(()));
    assert!(folder.path().join("___x_y-1.escpos").exists());
}

fn printer() -> (Folder, SimulatedPrinter) {
    let folder = Folder::new();
    let printer = SimulatedPrinter::new(folder.path().to_owned(), Paper::Mm80);
    (folder, printer)
}

fn set(folder: &Folder, state: &str) {
    fs::write(folder.path().join("printer.state"), state).unwrap();
}
