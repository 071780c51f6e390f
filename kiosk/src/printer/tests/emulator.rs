//! An emulator that none of us wrote, `emupos` from PyPI: it needs Python 3.13, so only `make soak`
//! runs this, where it is there. `EMUPOS` names the program; without it the test ends at once.

use super::*;
use crate::printer::escpos::{self, Form};
use crate::receipt::Receipt;
use crate::receipt::design::Design;
use antrean_shared::ticket::Language;
use std::process::{Child, Command, Stdio};

/// A minute: on a machine that is busy building, Python takes half of it to start.
const TRIES: usize = 300;
const PAUSE: Duration = Duration::from_millis(200);

struct Emulator {
    program: String,
    folder: Folder,
    process: Child,
    address: SocketAddr,
    control: SocketAddr,
}

impl Emulator {
    fn start(program: String) -> Self {
        let folder = Folder::new();
        let free = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let (address, control) = (free(), free());
        let settings = format!(
            "schema: 1\napi: {{ host: 127.0.0.1, port: {} }}\ndevices:\n  - {{ id: kiosk, type: printer, \
             profile: epson-tm-t20iii, connections: [ {{ tcp: {{ port: {} }} }} ], receipts_dir: ./receipts }}\n",
            control.port(),
            address.port()
        );
        fs::write(folder.path().join("emupos.yaml"), settings).unwrap();
        let mut command = Command::new(&program);
        command.arg("run").current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap();
        Self { program, folder, process, address, control }
    }

    fn fault(&self, verb: &str, fault: &str) {
        let api = format!("http://{}", self.control);
        let mut command = Command::new(&self.program);
        command.args(["--api", &api, "fault", verb, "kiosk", fault]).stdout(Stdio::null());
        assert!(command.status().unwrap().success(), "fault {verb} {fault}");
    }

    /// Pictures of all papers so far, in the order of printing.
    fn papers(&self, count: usize) -> Vec<PathBuf> {
        let papers = || -> Vec<PathBuf> {
            let entries = fs::read_dir(self.folder.path().join("receipts")).into_iter().flatten();
            let paths = entries.flatten().map(|entry| entry.path());
            let is_picture = |path: &PathBuf| path.extension().is_some_and(|end| end == "png");
            let mut papers: Vec<PathBuf> = paths.filter(is_picture).collect();
            papers.sort();
            papers
        };
        await_it(|| papers().len() >= count, "the paper does not come");
        papers()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "another program gives no event to wait for")]
fn await_it(mut is_there: impl FnMut() -> bool, complaint: &str) {
    let came = (0..TRIES).any(|_| {
        let there = is_there();
        if !there {
            thread::sleep(PAUSE);
        }
        there
    });
    assert!(came, "{complaint}");
}

fn codes(paper: &Path) -> Vec<String> {
    let image = image::open(paper).unwrap().into_luma8();
    let (width, height) = (image.width() as usize, image.height() as usize);
    let gray = |x: usize, y: usize| image.get_pixel(x as u32, y as u32).0[0];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, gray);
    prepared.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

#[test]
fn soak_a_foreign_emulator_prints_what_we_mean_and_its_faults_are_understood() {
    let Ok(program) = std::env::var("EMUPOS") else { return };
    let emulator = Emulator::start(program);
    let mut printer = network(emulator.address);
    await_it(|| printer.status() == PrinterStatus::Ready, "the emulator does not start");
    let design = Design::default();
    let papers = [Receipt::sample(Language::Id, false), Receipt::sample_slip(Language::Jv, false)];
    let styles = [Style::Raster, Style::Text];
    let jobs = papers.iter().flat_map(|receipt| styles.map(|style| (receipt, style)));
    for (printed, (receipt, style)) in jobs.enumerate() {
        let job = escpos::job(receipt, &Form { paper: Paper::Mm80, style, design: &design });
        assert_eq!(printer.print(&job), Ok(()), "{style:?}");
        let papers = emulator.papers(printed + 1);
        let address = &receipt.phone.as_ref().unwrap().address;
        assert_eq!(codes(&papers[printed]), [address.as_str()], "{style:?}");
    }
    for (fault, status) in [
        ("paper-near-end", PrinterStatus::PaperLow),
        ("paper-out", PrinterStatus::PaperOut),
        ("cover-open", PrinterStatus::CoverOpen),
        ("offline", PrinterStatus::Jam),
    ] {
        emulator.fault("set", fault);
        assert_eq!(printer.status(), status, "{fault}");
        assert_eq!(printer.print(&job()).is_ok(), status.may_print(), "{fault}");
        emulator.fault("clear", fault);
        assert_eq!(printer.status(), PrinterStatus::Ready, "after {fault}");
    }
    let before = emulator.papers(5).len();
    assert_eq!(printer.print(&job()), Ok(()));
    assert_eq!(emulator.papers(before + 1).len(), before + 1, "nothing old came out");
}
