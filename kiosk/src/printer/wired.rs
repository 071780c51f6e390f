//! A real printer at the end of a wire: asks, sends, asks again.
//!
//! `network`, `serial` and `device` give it the wire; everything that a printer says or does not
//! say is judged here. A wire that fails is dropped and opened anew at the next call, for ever;
//! how often that happens is the printer thread's business.

use super::answer::{self, ASK_IN_TURN, QUESTIONS};
use super::{Job, Printer, PrinterStatus};
use std::io;
use std::time::Duration;
use tracing::{debug, info, warn};

/// Moves bytes. Every call comes back within its time.
pub trait Wire: Send {
    /// Sends all bytes; fails if the other end takes none for a while.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns one byte, or none if none came within the time.
    fn read(&mut self, within: Duration) -> io::Result<Option<u8>>;
}

/// Opens the wire anew.
pub type Open = Box<dyn Fn() -> io::Result<Box<dyn Wire>> + Send>;

/// How long an idle printer takes to answer at most.
const ANSWER_WITHIN: Duration = Duration::from_millis(750);
/// How long a printer that does answer `GS r` takes for it when it is idle.
const PROBE_WITHIN: Duration = Duration::from_millis(300);
/// How long bytes may stay under way behind a job: what a serial line still holds at 9600 baud.
const ANSWER_AFTER_JOB_WITHIN: Duration = Duration::from_secs(8);
/// How often a printer that is well but not done is asked before it counts as stuck.
const TURNS_MAX: usize = 30;
/// Bytes that are read past in search of an answer.
const STRAY_BYTES_MAX: usize = 1024;

pub struct WiredPrinter {
    name: String,
    open: Open,
    wire: Option<Box<dyn Wire>>,
    answers: bool,
    /// Whether the printer answers `GS r` in its turn; unknown until it was asked while ready.
    in_turn: Option<bool>,
    /// An answer in turn has come since the last question in turn.
    turn_came: bool,
    reachable: bool,
    /// A stopped job may still lie in the printer's memory.
    owes_forget: bool,
}

impl WiredPrinter {
    pub fn new(name: String, answers: bool, open: Open) -> Self {
        Self {
            name,
            open,
            wire: None,
            answers,
            in_turn: None,
            turn_came: false,
            reachable: true,
            owes_forget: false,
        }
    }

    fn wire(&mut self) -> io::Result<&mut Box<dyn Wire>> {
        if self.wire.is_none() {
            self.wire = Some((self.open)()?);
            self.in_turn = self.in_turn.filter(|known| *known);
        }
        self.wire.as_mut().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    /// Runs a conversation, once more on a fresh wire if an old one turns out to be dead.
    fn converse<T>(&mut self, talk: impl Fn(&mut Self) -> io::Result<T>) -> io::Result<T> {
        let was_open = self.wire.is_some();
        let first = talk(self);
        if first.is_ok() {
            return first;
        }
        self.wire = None;
        if !was_open {
            return first;
        }
        let second = talk(self);
        if second.is_err() {
            self.wire = None;
        }
        second
    }

    /// Keeps the log to one line a change.
    fn note(&mut self, result: io::Result<PrinterStatus>) -> PrinterStatus {
        match (result, self.reachable) {
            (Ok(status), was) => {
                if !was {
                    info!(printer = %self.name, ?status, "the printer answers again");
                }
                self.reachable = true;
                status
            }
            (Err(error), was) => {
                if was {
                    warn!(printer = %self.name, %error, "the printer cannot be reached");
                }
                self.reachable = false;
                PrinterStatus::Unreachable
            }
        }
    }

    fn ask(&mut self, within: Duration) -> io::Result<PrinterStatus> {
        self.drain()?;
        if !self.answers {
            return Ok(PrinterStatus::Ready);
        }
        self.forget_job()?;
        let status = self.ask_now(within)?;
        if status.may_print() && self.in_turn.is_none() {
            self.ask_in_turn()?;
            self.byte_where(PROBE_WITHIN, answer::is_in_turn)?;
            debug!(printer = %self.name, answers = self.turn_came, "asked for an answer in turn");
            self.in_turn = Some(self.turn_came);
        }
        Ok(status)
    }

    /// Asks the four real-time questions.
    fn ask_now(&mut self, within: Duration) -> io::Result<PrinterStatus> {
        let mut answers = [0; 4];
        for (question, answer) in QUESTIONS.into_iter().zip(&mut answers) {
            self.wire()?.write(&answer::question(question))?;
            *answer = self.real_time_byte(within)?;
        }
        answer::status(answers)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
    }

    fn ask_in_turn(&mut self) -> io::Result<()> {
        self.turn_came = false;
        self.wire()?.write(&ASK_IN_TURN)
    }

    /// Throws away what came without having been asked for.
    fn drain(&mut self) -> io::Result<()> {
        let wire = self.wire()?;
        for _ in 0..STRAY_BYTES_MAX {
            if wire.read(Duration::ZERO)?.is_none() {
                return Ok(());
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "the printer does not stop talking"))
    }

    fn real_time_byte(&mut self, within: Duration) -> io::Result<u8> {
        let byte = self.byte_where(within, answer::is_real_time)?;
        byte.ok_or_else(|| io::Error::new(io::ErrorKind::TimedOut, "the printer does not answer"))
    }

    /// Reads on until a wanted byte comes; an answer in turn is remembered even on the way.
    fn byte_where(&mut self, within: Duration, wanted: fn(u8) -> bool) -> io::Result<Option<u8>> {
        for _ in 0..STRAY_BYTES_MAX {
            let Some(byte) = self.wire()?.read(within)? else { return Ok(None) };
            self.turn_came |= answer::is_in_turn(byte);
            if wanted(byte) {
                return Ok(Some(byte));
            }
        }
        Ok(None)
    }

    /// One short question before a job: a printer that fails it prints nothing now, and must not
    /// print this job later, when its visitor has gone.
    fn check(&mut self) -> io::Result<PrinterStatus> {
        self.drain()?;
        if !self.answers {
            return Ok(PrinterStatus::Ready);
        }
        self.forget_job()?;
        if self.in_turn.is_none() {
            return self.ask(ANSWER_WITHIN);
        }
        let [online, ..] = QUESTIONS;
        self.wire()?.write(&answer::question(online))?;
        if answer::is_online(self.real_time_byte(ANSWER_WITHIN)?) {
            return Ok(PrinterStatus::Ready);
        }
        self.ask(ANSWER_WITHIN)
    }

    /// Waits until the printer has worked through the job or says what keeps it.
    fn settle(&mut self) -> io::Result<PrinterStatus> {
        if self.in_turn != Some(true) {
            return self.ask(ANSWER_AFTER_JOB_WITHIN);
        }
        self.ask_in_turn()?;
        for _ in 0..TURNS_MAX {
            if !self.turn_came {
                self.byte_where(ANSWER_WITHIN, answer::is_in_turn)?;
            }
            let done = self.turn_came;
            let status = self.ask_now(ANSWER_AFTER_JOB_WITHIN)?;
            if done || !status.may_print() {
                return Ok(status);
            }
        }
        self.in_turn = None;
        Ok(PrinterStatus::Jam)
    }

    /// Empties the printer's memory, so that a stopped job does not come out when somebody brings
    /// paper: at once, or as the first word to a printer that could not be reached. Only for
    /// printers that have shown that they know the language well: another would print the command.
    fn forget_job(&mut self) -> io::Result<()> {
        if self.owes_forget && self.in_turn == Some(true) {
            self.wire()?.write(&answer::FORGET)?;
        }
        self.owes_forget = false;
        Ok(())
    }
}

impl Printer for WiredPrinter {
    fn status(&mut self) -> PrinterStatus {
        let result = self.converse(|printer| printer.ask(ANSWER_WITHIN));
        self.note(result)
    }

    fn print(&mut self, job: &Job) -> Result<(), PrinterStatus> {
        let before = self.converse(Self::check);
        let before = self.note(before);
        if !before.may_print() {
            return Err(before);
        }
        let sent = self.wire().and_then(|wire| wire.write(&job.bytes));
        let after = match sent.and_then(|()| self.settle()) {
            Ok(status) => {
                self.owes_forget = !status.may_print();
                status
            }
            Err(error) => {
                warn!(printer = %self.name, %error, "a job broke off");
                self.wire = None;
                self.owes_forget = true;
                // A fresh wire may say what is wrong, but never that this job came out.
                let status = self.status();
                if status.may_print() { PrinterStatus::Unreachable } else { status }
            }
        };
        if after.may_print() {
            return Ok(());
        }
        if let Err(error) = self.forget_job() {
            debug!(printer = %self.name, %error, "the stopped job stays in the printer for now");
        }
        Err(after)
    }
}

/// Turns the errors that only mean "nothing came" into no byte.
pub fn none_if_late(error: io::Error) -> io::Result<Option<u8>> {
    let late = [io::ErrorKind::WouldBlock, io::ErrorKind::TimedOut, io::ErrorKind::Interrupted];
    if late.contains(&error.kind()) { Ok(None) } else { Err(error) }
}
