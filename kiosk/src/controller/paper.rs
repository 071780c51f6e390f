//! How the printer is, as far as a number depends on it, and numbers that have no paper.

use super::{Controller, Job, PRINTER_HEARD_MAX, PaperFailure, PaperMode, Phase};
use crate::printer::PrinterStatus;
use antrean_shared::view::IssuedTicket;

impl PaperFailure {
    /// Only after the printer has said that the job is over: paper that comes out later would be
    /// of a number that no longer exists.
    pub(super) fn may_give_back(&self) -> bool {
        (self.fault.is_some() || self.on_screen) && self.job.may_give_back
    }

    /// A number of a kiosk without paper.
    pub(super) fn on_screen(ticket: Box<IssuedTicket>, job: Job) -> Self {
        Self { ticket, job, fault: None, may_be_out: false, on_screen: true }
    }

    /// A number whose job a status has stopped.
    pub(super) fn stopped(ticket: Box<IssuedTicket>, job: Job, status: PrinterStatus) -> Self {
        Self { ticket, job, fault: Some(status), may_be_out: true, on_screen: false }
    }
}

impl Controller {
    /// Some job is at the printer, which says nothing meanwhile.
    pub(super) fn is_printer_at_work(&self) -> bool {
        self.job.is_some() || self.copy_is_printing() || self.dispenser_is_printing()
    }

    /// How the printer was a moment ago; one that has said nothing since then cannot be reached.
    pub(super) fn printer(&self) -> PrinterStatus {
        let heard = self.now.steady.saturating_sub(self.printer_heard);
        let is_silent = heard > PRINTER_HEARD_MAX && !self.is_printer_at_work();
        if is_silent { PrinterStatus::Unreachable } else { self.printer }
    }

    /// The printer is well and has nothing to do; without paper there is nothing to be well.
    pub(super) fn may_print(&self) -> bool {
        self.is_paper_free() || self.printer().may_print() && self.job.is_none()
    }

    /// A job has been at the printer for longer than any job takes.
    pub(super) fn is_printer_stuck(&self) -> bool {
        let waits = match &self.phase {
            Phase::Printing { .. } => true,
            Phase::Standby(joined) => joined.is_printing(),
            Phase::Home { .. }
            | Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Returning(_)
            | Phase::Confirm(_)
            | Phase::Issuing { .. }
            | Phase::Ticket { .. }
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => false,
        };
        self.job.is_some() && !waits
    }

    pub(super) fn is_paper_free(&self) -> bool {
        self.settings.paper == PaperMode::Free
    }

    pub(super) fn is_asking_for_paper(&self) -> bool {
        self.settings.paper == PaperMode::Asked
    }

    pub(super) fn may_print_again(&self, failure: &PaperFailure) -> bool {
        failure.fault.is_some() && self.may_print()
    }
}
