//! The printer's own thread: prints what `runtime` sends and asks every 2 s how the printer is.
//!
//! One thread does both, one after the other, so a status request never lands inside a job. It
//! ends when every handle is gone.

use super::{Printer, PrinterConfig, PrinterStatus, escpos};
use crate::printer;
use crate::receipt::Receipt;
use antrean_shared::id::TicketId;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;
use thiserror::Error;
use tokio::sync::{mpsc, watch};
use tracing::info;

/// Jobs that wait for the printer; more are refused.
const JOBS_MAX: usize = 8;
const ASK_EVERY: Duration = Duration::from_secs(2);
/// The pause that an unreachable printer ends up with.
const ASK_EVERY_MAX: Duration = Duration::from_secs(10);

/// A paper to print.
#[derive(Debug, Clone)]
pub struct PrintJob {
    pub ticket: TicketId,
    pub receipt: Receipt,
    pub copy: bool,
}

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintResult {
    pub ticket: TicketId,
    pub copy: bool,
    /// The error is the status that stopped it.
    pub outcome: Result<(), PrinterStatus>,
}

/// Says that the printer has more jobs waiting than a hall can want, or that its thread is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the printer takes no more jobs")]
pub struct PrinterBusy;

/// What the printer thread says.
#[derive(Debug)]
pub struct PrinterThread {
    /// `Unreachable` until the printer has answered once. Marked as changed at every answer, so that
    /// who listens knows how old the newest is.
    pub status: watch::Receiver<PrinterStatus>,
    /// One for every job that was taken, in the order of the jobs.
    pub results: mpsc::Receiver<PrintResult>,
}

/// What may be asked of the printer thread.
#[derive(Debug, Clone)]
pub struct PrinterHandle {
    jobs: SyncSender<PrintJob>,
}

impl PrinterHandle {
    /// Hands over a job without waiting.
    pub fn try_print(&self, job: PrintJob) -> Result<(), PrinterBusy> {
        self.jobs.try_send(job).map_err(|_| PrinterBusy)
    }
}

/// Starts the thread; the printer is opened there.
pub fn start(config: PrinterConfig) -> (PrinterHandle, PrinterThread) {
    let (jobs, queue) = sync_channel(JOBS_MAX);
    let (status_sender, status) = watch::channel(PrinterStatus::Unreachable);
    let (result_sender, results) = mpsc::channel(JOBS_MAX);
    let run = move || {
        let printer = printer::open(&config);
        Worker { config, printer, status: status_sender, results: result_sender }.run(&queue);
    };
    thread::Builder::new()
        .name("printer".to_owned())
        .spawn(run)
        .expect("a machine that shows a screen has room for one more thread");
    (PrinterHandle { jobs }, PrinterThread { status, results })
}

struct Worker {
    config: PrinterConfig,
    printer: Box<dyn Printer>,
    status: watch::Sender<PrinterStatus>,
    results: mpsc::Sender<PrintResult>,
}

impl Worker {
    fn run(mut self, queue: &Receiver<PrintJob>) {
        let mut pause = self.poll(ASK_EVERY);
        loop {
            match queue.recv_timeout(pause) {
                Ok(job) => {
                    if !self.print(job) {
                        return;
                    }
                    pause = Duration::ZERO;
                }
                Err(RecvTimeoutError::Timeout) => pause = self.poll(pause),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Asks the printer and returns the pause before the next time.
    fn poll(&mut self, pause: Duration) -> Duration {
        let status = self.printer.status();
        self.publish(status);
        if status == PrinterStatus::Unreachable {
            (pause * 2).clamp(ASK_EVERY, ASK_EVERY_MAX)
        } else {
            ASK_EVERY
        }
    }

    fn publish(&self, status: PrinterStatus) {
        if self.status.send_replace(status) != status {
            info!(?status, "printer");
        }
    }

    /// Prints; false if nobody wants to know any more.
    fn print(&mut self, job: PrintJob) -> bool {
        let PrintJob { ticket, receipt, copy } = job;
        let job = escpos::job(&receipt, &self.config.form());
        let outcome = self.printer.print(&job);
        if let Err(status) = outcome {
            self.publish(status);
        }
        info!(%ticket, copy, ?outcome, bytes = job.bytes.len(), "print job");
        self.results.blocking_send(PrintResult { ticket, copy, outcome }).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::Link;
    use crate::printer::tests::{Folder, config};
    use crate::receipt::sample;
    use std::fs;
    use std::net::{Ipv4Addr, TcpListener};

    fn print_job(copy: bool) -> PrintJob {
        let ticket = sample::ticket();
        let receipt = Receipt::new(&sample::catalogue(), &ticket, &sample::kiosk(), copy);
        PrintJob { ticket: ticket.id, receipt, copy }
    }

    async fn ready(thread: &mut PrinterThread) {
        let is_ready = thread.status.wait_for(|status| *status == PrinterStatus::Ready);
        let within = tokio::time::timeout(Duration::from_secs(20), is_ready);
        within.await.expect("the status comes within 20 s").unwrap();
    }

    #[tokio::test]
    async fn the_thread_prints_and_says_how_the_printer_is() {
        let folder = Folder::new();
        let (handle, mut thread) = start(PrinterConfig::simulated(folder.path()));
        ready(&mut thread).await;
        handle.try_print(print_job(false)).unwrap();
        let ticket = sample::ticket().id;
        let done = PrintResult { ticket, copy: false, outcome: Ok(()) };
        assert_eq!(thread.results.recv().await, Some(done));

        fs::write(folder.path().join("printer.state"), "jam after 2000").unwrap();
        handle.try_print(print_job(true)).unwrap();
        let stopped = PrintResult { ticket, copy: true, outcome: Err(PrinterStatus::Jam) };
        assert_eq!(thread.results.recv().await, Some(stopped));
        assert_eq!(*thread.status.borrow_and_update(), PrinterStatus::Jam);

        fs::write(folder.path().join("printer.state"), "ready").unwrap();
        handle.try_print(print_job(true)).unwrap();
        assert!(thread.results.recv().await.unwrap().outcome.is_ok());
        ready(&mut thread).await;

        drop(handle);
        assert_eq!(thread.results.recv().await, None, "the thread ends with its last handle");
    }

    #[tokio::test]
    async fn jobs_are_bounded_and_every_one_that_was_taken_is_answered() {
        let mute = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = mute.local_addr().unwrap();
        let (handle, mut thread) = start(config(Link::Network { address }));
        let taken =
            (0..3 * JOBS_MAX).filter(|_| handle.try_print(print_job(false)).is_ok()).count();
        assert!((JOBS_MAX..3 * JOBS_MAX).contains(&taken), "{taken}");
        drop(mute);
        drop(handle);
        let mut answered = 0;
        while let Some(result) = thread.results.recv().await {
            assert_eq!(result.outcome, Err(PrinterStatus::Unreachable));
            answered += 1;
        }
        assert_eq!(answered, taken);
    }
}
