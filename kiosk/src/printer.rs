//! Moves finished jobs to a receipt printer and says how the printer is.
//!
//! `runtime` starts the printer thread, `config` carries a `PrinterConfig`. What goes wrong is a
//! status that a screen can show, never an error text. No driver knows what a ticket is: that is
//! `receipt`; `escpos` stands between the two.

mod answer;
pub mod config;
mod device;
pub mod escpos;
pub mod interpreter;
mod network;
mod serial;
mod simulated;
pub mod thread;
mod wired;

pub use config::{Link, Paper, PrinterConfig, PrinterConfigError, Style};
pub use thread::{PrintJob, PrintResult, PrinterBusy, PrinterHandle, PrinterThread, start};

use crate::receipt::Receipt;
use escpos::Form;
use interpreter::JobFault;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// How a printer is, in words that a screen can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterStatus {
    /// It may print.
    Ready,
    /// It may print, and somebody should bring paper.
    PaperLow,
    /// No paper.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// The cutter or the paper is stuck, or the printer stopped without saying why.
    Jam,
    /// Nobody answers: no power, no cable, wrong address.
    Unreachable,
}

impl PrinterStatus {
    pub fn may_print(self) -> bool {
        match self {
            Self::Ready | Self::PaperLow => true,
            Self::PaperOut | Self::CoverOpen | Self::Jam | Self::Unreachable => false,
        }
    }
}

/// One paper, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What the printer's operator would call it; the simulated printer names its files by it.
    pub title: String,
    /// What the paper says, for people who look at files.
    pub text: String,
    /// What is sent.
    pub bytes: Vec<u8>,
}

pub trait Printer: Send {
    /// Asks the printer, opening it first if need be.
    fn status(&mut self) -> PrinterStatus;

    /// Sends the whole job, then asks how the printer is after it. The error is the status that
    /// stopped it; some of the paper may have come out.
    fn print(&mut self, job: &Job) -> Result<(), PrinterStatus>;
}

/// Stands where a kiosk gives numbers without paper.
struct NoPrinter;

impl Printer for NoPrinter {
    fn status(&mut self) -> PrinterStatus {
        PrinterStatus::Unreachable
    }

    fn print(&mut self, _job: &Job) -> Result<(), PrinterStatus> {
        Err(PrinterStatus::Unreachable)
    }
}

/// Says why there is no picture of a paper.
#[derive(Debug, Error)]
pub enum PreviewError {
    #[error("the job is not what a printer understands: {0}")]
    Job(#[from] JobFault),
    #[error("{}: {source}", path.display())]
    Picture { path: PathBuf, source: io::Error },
}

/// Draws what a printer makes of a receipt's job, as a PNG.
pub fn preview(receipt: &Receipt, form: &Form<'_>, path: &Path) -> Result<(), PreviewError> {
    let print = interpreter::interpret(&escpos::job(receipt, form).bytes, form.paper.dots());
    if let Some(fault) = print.fault {
        return Err(fault.into());
    }
    simulated::save_png(&print.picture, path)
        .map_err(|source| PreviewError::Picture { path: path.to_owned(), source })
}

/// Makes the printer; it is reached at its first status.
pub fn open(config: &PrinterConfig) -> Box<dyn Printer> {
    let answers = config.answers;
    match &config.link {
        Link::None => Box::new(NoPrinter),
        Link::Simulated { folder } => {
            Box::new(simulated::SimulatedPrinter::new(folder.clone(), config.paper))
        }
        Link::Network { address } => {
            let open = network::opener(*address);
            Box::new(wired::WiredPrinter::new(address.to_string(), answers, open))
        }
        Link::Serial { path, baud } => {
            let open = serial::opener(path.clone(), *baud);
            Box::new(wired::WiredPrinter::new(path.display().to_string(), answers, open))
        }
        Link::Device { path } => {
            let open = device::opener(path.clone());
            Box::new(wired::WiredPrinter::new(path.display().to_string(), answers, open))
        }
    }
}

#[cfg(test)]
mod tests;
