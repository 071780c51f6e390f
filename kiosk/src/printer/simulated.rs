//! A folder that plays a printer: every job becomes `.escpos`, `.txt` and `.png` files there.
//!
//! Faults come from two small files in the folder that anyone may write while it runs.
//! `printer.state` holds `ready`, `paper-low`, `paper-out`, `cover-open`, `jam` or `vanished`, and
//! with `after N` behind it the fault strikes when N bytes of the next job have come out.
//! `printer.roll` holds how many papers are left; the simulator counts it down.

use super::interpreter::{self, Print};
use super::{Job, Paper, Printer, PrinterStatus};
use crate::receipt::picture::Picture;
use image::{GrayImage, Luma};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use tracing::{info, warn};

/// Papers of one name before the folder counts as full.
const PAPERS_MAX: usize = 9_999;
/// Papers left on the roll when the printer begins to ask for a new one.
const ROLL_LOW: u32 = 10;

pub struct SimulatedPrinter {
    folder: PathBuf,
    paper: Paper,
}

/// What `printer.state` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Script {
    status: PrinterStatus,
    /// Bytes of the next job that come out first; none: it is so already.
    after: Option<usize>,
}

impl SimulatedPrinter {
    pub fn new(folder: PathBuf, paper: Paper) -> Self {
        Self { folder, paper }
    }

    fn script(&self) -> io::Result<Script> {
        match fs::read_to_string(self.folder.join("printer.state")) {
            Ok(text) => read_script(&text)
                .ok_or_else(|| io::Error::new(ErrorKind::InvalidData, "printer.state")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Ok(Script { status: PrinterStatus::Ready, after: None })
            }
            Err(error) => Err(error),
        }
    }

    /// Papers left; none for a roll without end.
    fn roll(&self) -> io::Result<Option<u32>> {
        match fs::read_to_string(self.folder.join("printer.roll")) {
            Ok(text) => match text.trim().parse() {
                Ok(papers) => Ok(Some(papers)),
                Err(_) => Err(io::Error::new(ErrorKind::InvalidData, "printer.roll")),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn ask(&self) -> io::Result<PrinterStatus> {
        fs::create_dir_all(&self.folder)?;
        let script = self.script()?;
        if script.after.is_none() && script.status != PrinterStatus::Ready {
            return Ok(script.status);
        }
        Ok(match self.roll()? {
            Some(0) => PrinterStatus::PaperOut,
            Some(papers) if papers <= ROLL_LOW => PrinterStatus::PaperLow,
            Some(_) | None => PrinterStatus::Ready,
        })
    }

    /// Puts out as much of the job as the script allows.
    fn put_out(&self, job: &Job) -> io::Result<()> {
        let script = self.script()?;
        let there = script.after.map_or(job.bytes.len(), |after| after.min(job.bytes.len()));
        let stem = self.save_bytes(&job.title, &job.bytes[..there])?;
        if script.after.is_some() {
            fs::write(self.folder.join("printer.state"), name_of(script.status))?;
        }
        if let Some(papers) = self.roll()? {
            fs::write(self.folder.join("printer.roll"), papers.saturating_sub(1).to_string())?;
        }
        let print = interpreter::interpret(&job.bytes[..there], self.paper.dots());
        if let Some(fault) = print.fault {
            warn!(job = %job.title, %fault, "the simulated printer does not know this");
        }
        fs::write(stem.with_extension("txt"), text_of(job, &print, there))?;
        save_png(&print.picture, &stem.with_extension("png"))?;
        info!(paper = %stem.display(), "printed into the folder");
        Ok(())
    }

    /// Writes the bytes to the first name that is still free and returns it without extension.
    fn save_bytes(&self, title: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let title: String = title.chars().map(plain).collect();
        for count in 1..=PAPERS_MAX {
            let stem = self.folder.join(format!("{title}-{count}"));
            match fs::File::create_new(stem.with_extension("escpos")) {
                Ok(mut file) => return io::Write::write_all(&mut file, bytes).map(|()| stem),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(ErrorKind::StorageFull, "the folder is full of papers of this name"))
    }

    /// A folder that cannot be used is a printer that cannot be reached.
    fn or_unreachable<T>(&self, result: io::Result<T>) -> Result<T, PrinterStatus> {
        result.map_err(|error| {
            warn!(folder = %self.folder.display(), %error, "the simulated printer has a fault");
            PrinterStatus::Unreachable
        })
    }
}

impl Printer for SimulatedPrinter {
    fn status(&mut self) -> PrinterStatus {
        self.or_unreachable(self.ask()).unwrap_or_else(|status| status)
    }

    fn print(&mut self, job: &Job) -> Result<(), PrinterStatus> {
        let before = self.status();
        if !before.may_print() {
            return Err(before);
        }
        let last_paper = self.or_unreachable(self.roll())? == Some(1);
        self.or_unreachable(self.put_out(job))?;
        let after = self.status();
        let ended_behind_this_paper = last_paper && after == PrinterStatus::PaperOut;
        if after.may_print() || ended_behind_this_paper { Ok(()) } else { Err(after) }
    }
}

fn read_script(text: &str) -> Option<Script> {
    let mut words = text.split_whitespace();
    let status = status_of(words.next()?)?;
    let after = match (words.next(), words.next()) {
        (None, _) => None,
        (Some("after"), Some(bytes)) => Some(bytes.parse().ok()?),
        (Some(_), _) => return None,
    };
    Some(Script { status, after })
}

fn status_of(name: &str) -> Option<PrinterStatus> {
    ALL.into_iter().find(|status| name_of(*status) == name)
}

const ALL: [PrinterStatus; 6] = [
    PrinterStatus::Ready,
    PrinterStatus::PaperLow,
    PrinterStatus::PaperOut,
    PrinterStatus::CoverOpen,
    PrinterStatus::Jam,
    PrinterStatus::Unreachable,
];

fn name_of(status: PrinterStatus) -> &'static str {
    match status {
        PrinterStatus::Ready => "ready",
        PrinterStatus::PaperLow => "paper-low",
        PrinterStatus::PaperOut => "paper-out",
        PrinterStatus::CoverOpen => "cover-open",
        PrinterStatus::Jam => "jam",
        PrinterStatus::Unreachable => "vanished",
    }
}

/// What a raster job says nobody can read from its bytes, so the job brings it along.
fn text_of(job: &Job, print: &Print, there: usize) -> String {
    let text = if print.text.trim().is_empty() { &job.text } else { &print.text };
    if there < job.bytes.len() {
        return format!("{text}[broke off after {there} of {} bytes]\n", job.bytes.len());
    }
    text.clone()
}

pub(super) fn save_png(picture: &Picture, path: &Path) -> io::Result<()> {
    // A picture without rows is no PNG.
    let (width, height) = (picture.width() as u32, picture.height().max(1) as u32);
    let dot = |x: u32, y: u32| if picture.get(x as usize, y as usize) { 0 } else { 255 };
    let image = GrayImage::from_fn(width, height, |x, y| Luma([dot(x, y)]));
    image.save(path).map_err(io::Error::other)
}

#[cfg(test)]
mod tests;
