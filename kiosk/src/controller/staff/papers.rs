//! Test papers and copies from the staff menu.

use super::{Controller, Effect, Said};
use crate::printer::PrintResult;
use crate::receipt::Receipt;
use antrean_shared::id::TicketId;
use antrean_shared::time::ServiceDay;
use antrean_shared::view::IssuedTicket;

/// Tickets that can be printed again.
pub const PAPERS_MAX: usize = 6;

/// The tickets printed last, and the job that the menu waits for.
#[derive(Debug, Default)]
pub(super) struct Papers {
    day: Option<ServiceDay>,
    /// Oldest first.
    tickets: Vec<IssuedTicket>,
    waiting: Option<TicketId>,
}

impl Papers {
    pub fn note(&mut self, day: ServiceDay, ticket: &IssuedTicket) {
        if self.day != Some(day) {
            self.tickets.clear();
            self.day = Some(day);
        }
        self.tickets.retain(|known| known.id != ticket.id);
        self.tickets.push(ticket.clone());
        let extra = self.tickets.len().saturating_sub(PAPERS_MAX);
        self.tickets.drain(..extra);
    }

    /// Those of an earlier run stand before those of this one.
    pub fn found(&mut self, day: ServiceDay, earlier: Vec<IssuedTicket>) {
        let own = std::mem::take(&mut self.tickets);
        let own_day = self.day.replace(day);
        for ticket in &earlier {
            self.note(day, ticket);
        }
        for ticket in &own {
            self.note(own_day.unwrap_or(day), ticket);
        }
    }

    /// Those of a day, newest first.
    pub fn of(&self, day: ServiceDay) -> impl Iterator<Item = &IssuedTicket> {
        let today = self.day == Some(day);
        self.tickets.iter().rev().filter(move |_| today)
    }
}

impl Controller {
    /// Remembers a ticket that goes to the printer.
    pub(in crate::controller) fn note_paper(&mut self, ticket: &IssuedTicket) {
        if let Some(catalogue) = &self.catalogue {
            self.staff.papers.note(catalogue.service_day, ticket);
        }
    }

    /// A number that was given back is not printed again.
    pub(in crate::controller) fn forget_paper(&mut self, ticket: TicketId) {
        self.staff.papers.tickets.retain(|known| known.id != ticket);
    }

    pub(super) fn print_test(&mut self) -> Vec<Effect> {
        if !self.printer_is_free() || self.staff.papers.waiting.is_some() {
            return Vec::new();
        }
        let at = self.hall_clock();
        let receipt =
            Receipt::test(self.language, &self.settings.kiosk, &self.settings.staff.program, at);
        let ticket = TicketId(uuid::Uuid::nil());
        self.staff.papers.waiting = Some(ticket);
        self.staff.said = Some(Said::Printing);
        vec![Effect::Print { ticket, receipt: Box::new(receipt), copy: true }]
    }

    pub(super) fn reprint(&mut self, id: TicketId) -> Vec<Effect> {
        let Some(catalogue) = self.catalogue.clone() else { return Vec::new() };
        let mut papers = self.staff.papers.of(catalogue.service_day);
        let Some(ticket) = papers.find(|ticket| ticket.id == id).cloned() else {
            return Vec::new();
        };
        drop(papers);
        if !self.printer_is_free() || self.staff.papers.waiting.is_some() {
            return Vec::new();
        }
        self.staff.papers.waiting = Some(id);
        self.staff.said = Some(Said::Printing);
        let receipt = Receipt::new(&catalogue, &ticket, &self.settings.kiosk, true);
        self.copy_begins(ticket);
        vec![Effect::Print { ticket: id, receipt: Box::new(receipt), copy: true }]
    }

    /// Tells the menu how a job of its own has ended; true if nobody else waits for it.
    pub(in crate::controller) fn staff_printed(&mut self, result: &PrintResult) -> bool {
        if !result.copy || self.staff.papers.waiting != Some(result.ticket) {
            return false;
        }
        self.staff.papers.waiting = None;
        self.staff.said = Some(match result.outcome {
            Ok(()) => Said::Printed,
            Err(status) => Said::NotPrinted(status),
        });
        result.ticket == TicketId(uuid::Uuid::nil())
    }

    pub(super) fn may_print_papers(&self) -> bool {
        self.printer_is_free() && self.staff.papers.waiting.is_none()
    }
}
