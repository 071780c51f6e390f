//! Papers that officers have asked for: printed once each, beside whatever visit is going on.

use super::{Controller, Effect, Phase};
use crate::printer::PrintResult;
use crate::receipt::Receipt;
use antrean_shared::command::Command;
use antrean_shared::id::TicketId;
use antrean_shared::ticket::Shown;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{IssuedTicket, PaperCopy};

/// What this run knows of the papers that officers have asked for.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// Those that are printed, or were asked for before this run: a kiosk never prints by itself
    /// after a start (contract.md 8).
    done: Vec<(TicketId, Timestamp)>,
    has_begun: bool,
    /// The one at the printer.
    at_printer: Option<Box<IssuedTicket>>,
}

impl Controller {
    /// Prints what is asked for and in time, unless a visitor waits for paper.
    pub(super) fn print_copies(&mut self) -> Vec<Effect> {
        let (Some(view), Some(catalogue)) = (self.view(), self.catalogue.clone()) else {
            return Vec::new();
        };
        // Of what was asked for before this run only the hub knows.
        if self.envelope.is_none() {
            return Vec::new();
        }
        let asked = view.copies.clone();
        let key = |copy: &PaperCopy| (copy.ticket.id, copy.until);
        self.copies.done.retain(|done| asked.iter().any(|copy| key(copy) == *done));
        if !self.copies.has_begun {
            self.copies.has_begun = true;
            self.copies.done = asked.iter().map(key).collect();
        }
        let now = self.now.hall;
        let next = asked
            .into_iter()
            .find(|copy| copy.until > now && !self.copies.done.contains(&key(copy)));
        let Some(copy) = next.filter(|_| self.printer_is_free()) else { return Vec::new() };
        self.copies.done.push(key(&copy));
        let id = copy.ticket.id;
        let receipt = Receipt::new(&catalogue, &copy.ticket, &self.settings.kiosk, true);
        self.copy_begins(copy.ticket);
        vec![Effect::Print { ticket: id, receipt: Box::new(receipt), copy: true }]
    }

    /// A copy goes to the printer; what comes of it is told to the hub.
    pub(super) fn copy_begins(&mut self, ticket: IssuedTicket) {
        self.copies.at_printer = Some(Box::new(ticket));
    }

    /// Takes the end of such a job; none if it was another's.
    pub(super) fn copy_ended(&mut self, result: &PrintResult) -> Option<Vec<Effect>> {
        let ours = |ticket: &IssuedTicket| result.copy && ticket.id == result.ticket;
        if !self.copies.at_printer.as_deref().is_some_and(ours) {
            return None;
        }
        let ticket = self.copies.at_printer.take()?;
        let day = self.catalogue.as_ref()?.service_day;
        if result.outcome.is_err() {
            return Some(Vec::new());
        }
        let shown = Command::ConfirmShown { ticket: ticket.id, by: Shown::Paper };
        let record = Effect::Record { day, at: self.now.hall, ticket, copy: true };
        Some(vec![Effect::Tell(shown), record])
    }

    pub(super) fn printer_is_free(&self) -> bool {
        let visitor = matches!(self.phase, Phase::Issuing { .. } | Phase::Printing { .. });
        let free = self.copies.at_printer.is_none() && !visitor;
        free && self.may_print() && !self.is_paper_free() && !self.dispenser_is_printing()
    }

    pub(super) fn copy_is_printing(&self) -> bool {
        self.copies.at_printer.is_some()
    }
}
