//! The number and its paper: answers of the hub, results of the printer, what time itself brings.
//!
//! Every ticket of this run ends here in exactly one way: confirmed, given back, or left to the
//! hub, which counts it as waiting (contract.md 8).

use super::emergency::own_failed;
use super::{
    About, Controller, DOUBT_SHOWN, DOUBT_STANDS, Effect, ISSUE_MAX, Job, LEAVING_WARNED,
    NOTICE_SHOWN, PAPER_FAILED_SHOWN, PRINT_MAX, PaperFailure, Phase, TICKET_SHOWN,
};
use crate::printer::{PrintResult, PrinterStatus};
use crate::receipt::Receipt;
use crate::screen::{Comfort, Matter, Trouble};
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::{Done, Outcome, RefusalReason};
use antrean_shared::ticket::Shown;
use antrean_shared::view::{DoubtfulTicket, IssuedTicket};
use std::time::Duration;

impl Controller {
    pub(super) fn reply(&mut self, reply: Reply) -> Vec<Effect> {
        if self.staff_reply(&reply) {
            return Vec::new();
        }
        if let Some(effects) = self.own_reply(&reply) {
            return effects;
        }
        if let Some(effects) = self.dispenser_reply(&reply) {
            return effects;
        }
        if let Phase::Returning(returning) = &self.phase {
            let returning = returning.clone();
            return self.return_answered(&returning, reply);
        }
        let Phase::Issuing { id, booked } = self.phase else { return Vec::new() };
        match reply {
            Reply::Answered { id: of, outcome } if of == id => self.answered((id, booked), outcome),
            Reply::Unknown { id: of } if of == id => self.give_up(id, Matter::Unknown),
            Reply::Refused { id: of, refusal } if of == id => {
                let matter = match refusal.reason {
                    RefusalReason::Busy => Matter::Busy,
                    RefusalReason::TooLarge
                    | RefusalReason::NotJson
                    | RefusalReason::WrongForm
                    | RefusalReason::FutureProtocol
                    | RefusalReason::OldProtocol
                    | RefusalReason::HelloFirst
                    | RefusalReason::UnknownId
                    | RefusalReason::NotAllowed
                    | RefusalReason::Fenced
                    | RefusalReason::Replaced => Matter::Offline,
                };
                self.give_up(id, matter)
            }
            Reply::Answered { .. } | Reply::Unknown { .. } | Reply::Refused { .. } => Vec::new(),
        }
    }

    fn answered(&mut self, (id, booked): (CommandId, bool), outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Done(Done { issued: None, standby: Some(place), .. })
                if place.id == id.ticket() =>
            {
                self.joined(*place)
            }
            Outcome::Done(done) => match done.issued {
                Some(ticket) if ticket.id == id.ticket() => {
                    self.print(Box::new(ticket), Job { copy: false, may_give_back: true })
                }
                Some(ticket) if booked => self.print_once_more(Box::new(ticket)),
                Some(_) | None => self.give_up(id, Matter::Unknown),
            },
            Outcome::Rejected(rejection) => {
                let notice = self.refused(rejection);
                self.enter(notice);
                Vec::new()
            }
        }
    }

    /// A number that somebody has already: its paper is a copy, and it is never given back from here.
    pub(super) fn print_once_more(&mut self, ticket: Box<IssuedTicket>) -> Vec<Effect> {
        let job = Job { copy: true, may_give_back: false };
        if self.may_print() {
            return self.print(ticket, job);
        }
        let failure = PaperFailure::stopped(ticket, job, self.printer());
        self.enter(Phase::PaperFailed(failure));
        Vec::new()
    }

    /// Nothing has been printed, and nothing will be: the number is given back, drawn or not.
    fn give_up(&mut self, id: CommandId, matter: Matter) -> Vec<Effect> {
        self.enter(Phase::Notice { matter, about: About::Nothing });
        vec![Effect::Tell(Command::GiveBack { ticket: id.ticket() })]
    }

    pub(super) fn not_asked(&mut self, of: CommandId) -> Vec<Effect> {
        self.staff_not_asked(of);
        self.dispenser_not_asked(of);
        let asked = match &self.phase {
            Phase::Issuing { id, .. } => *id == of,
            Phase::Returning(returning) => returning.id == of,
            Phase::Home { .. }
            | Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Confirm(_)
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => false,
        };
        if asked {
            self.enter(Phase::Notice { matter: Matter::Busy, about: About::Nothing });
        }
        Vec::new()
    }

    pub(super) fn print(&mut self, ticket: Box<IssuedTicket>, job: Job) -> Vec<Effect> {
        let id = ticket.id;
        self.settle(id);
        self.note_paper(&ticket);
        self.remember(&ticket);
        if self.is_paper_free() {
            self.enter(Phase::PaperFailed(PaperFailure::on_screen(ticket, job)));
            return Vec::new();
        }
        let catalogue = self.catalogue.as_ref().expect("a ticket was chosen from a catalogue");
        let receipt = Receipt::new(catalogue, &ticket, &self.settings.kiosk, job.copy)
            .of_priority(self.visit.priority);
        self.job = Some((id, job.copy));
        self.enter(Phase::Printing { ticket, job });
        vec![Effect::Print { ticket: id, receipt: Box::new(receipt), copy: job.copy }]
    }

    pub(super) fn printed(&mut self, result: PrintResult) -> Vec<Effect> {
        if self.slip_ended(&result, true) {
            return Vec::new();
        }
        let Some((ticket, job)) = self.job_ended(result.ticket, result.copy) else {
            return Vec::new();
        };
        match result.outcome {
            Ok(()) if !self.is_asking_for_paper() => self.paper_is_out(ticket, job.copy),
            Ok(()) => {
                self.enter(Phase::Doubt { ticket, sent: Some(job) });
                Vec::new()
            }
            Err(status) => {
                self.enter(Phase::PaperFailed(PaperFailure::stopped(ticket, job, status)));
                Vec::new()
            }
        }
    }

    /// The job never reached the printer, so no paper can exist but one of an earlier job.
    pub(super) fn not_printed(&mut self, ticket: TicketId, copy: bool) -> Vec<Effect> {
        let outcome = Err(PrinterStatus::Unreachable);
        if self.slip_ended(&PrintResult { ticket, copy, outcome }, false) {
            return Vec::new();
        }
        if let Some((ticket, job)) = self.job_ended(ticket, copy) {
            let stopped = PaperFailure::stopped(ticket, job, PrinterStatus::Unreachable);
            let failure = PaperFailure { may_be_out: job.copy, ..stopped };
            self.enter(Phase::PaperFailed(failure));
        }
        Vec::new()
    }

    /// The visit that still waits for this job, if it does.
    fn job_ended(&mut self, of: TicketId, copy: bool) -> Option<(Box<IssuedTicket>, Job)> {
        if self.job != Some((of, copy)) {
            return None;
        }
        self.job = None;
        let (ticket, job) = match &self.phase {
            Phase::Printing { ticket, job } => (ticket, job),
            Phase::PaperFailed(failure) => (&failure.ticket, &failure.job),
            Phase::Home { .. }
            | Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Returning(_)
            | Phase::Confirm(_)
            | Phase::Issuing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => return None,
        };
        (ticket.id == of).then(|| (ticket.clone(), *job))
    }

    pub(super) fn paper_is_out(&mut self, ticket: Box<IssuedTicket>, copy: bool) -> Vec<Effect> {
        let day = self.catalogue.as_ref().expect("it was printed from one").service_day;
        let shown = Command::ConfirmShown { ticket: ticket.id, by: Shown::Paper };
        let record = Effect::Record { day, at: self.now.hall, ticket: ticket.clone(), copy };
        self.enter(Phase::Ticket { ticket, copy });
        vec![Effect::Tell(shown), record]
    }

    /// What happens because time passes.
    pub(super) fn turn_clock(&mut self) -> Vec<Effect> {
        match &self.phase {
            Phase::Home { .. } => {
                let asks = !self.visit.earlier.is_empty();
                let patience = self.patience() + if asks { LEAVING_WARNED } else { Duration::ZERO };
                if !self.is_at_start() && self.untouched_for() >= patience {
                    self.start_over();
                }
            }
            Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Confirm(_) => {
                if self.untouched_for() >= self.patience() + LEAVING_WARNED {
                    self.start_over();
                }
            }
            Phase::Returning(_) => {
                if self.shown_for() >= ISSUE_MAX {
                    self.return_unknown();
                }
            }
            Phase::Issuing { id, .. } => {
                if self.shown_for() >= ISSUE_MAX && self.is_writing(*id) {
                    self.enter(own_failed());
                } else if self.shown_for() >= ISSUE_MAX {
                    return self.give_up(*id, Matter::Unknown);
                }
            }
            Phase::Printing { ticket, job } => {
                if self.shown_for() >= PRINT_MAX {
                    let (ticket, job) = (ticket.clone(), *job);
                    let (fault, on_screen) = (None, false);
                    let failure = PaperFailure { ticket, job, fault, may_be_out: true, on_screen };
                    self.enter(Phase::PaperFailed(failure));
                }
            }
            Phase::Ticket { .. } => self.start_over_after(TICKET_SHOWN),
            Phase::Standby(_) => self.turn_standby(),
            Phase::PaperFailed(failure) => {
                if self.shown_for() >= self.reading(PAPER_FAILED_SHOWN) {
                    let ticket = failure.ticket.id;
                    self.start_over();
                    return vec![Effect::Tell(Command::ConfirmShown { ticket, by: Shown::Screen })];
                }
            }
            Phase::Doubt { sent: None, .. } => self.start_over_after(DOUBT_SHOWN),
            Phase::Doubt { ticket, sent: Some(_) } => {
                if self.shown_for() >= DOUBT_SHOWN {
                    let ticket = ticket.id;
                    self.start_over();
                    return vec![Effect::Tell(Command::ConfirmShown { ticket, by: Shown::Screen })];
                }
            }
            Phase::Notice { .. } => self.start_over_after(NOTICE_SHOWN),
        }
        Vec::new()
    }

    /// The screen is as the next visitor should find it.
    pub(super) fn is_at_start(&self) -> bool {
        matches!(self.phase, Phase::Home { page: 0 })
            && self.visit.earlier.is_empty()
            && self.language == self.own_language()
            && self.comfort == Comfort::default()
            && !self.guide.on
    }

    pub(super) fn start_over_after(&mut self, shown: Duration) {
        if self.shown_for() >= self.reading(shown) {
            self.start_over();
        }
    }

    /// Keeps the doubtful tickets of earlier runs that the newest view names.
    pub(super) fn note_doubts(&mut self) {
        let now = self.now.steady;
        let Some(view) = self.view() else { return };
        let open = |doubt: &&DoubtfulTicket| {
            !doubt.state.is_end() && !self.settled.contains_key(&doubt.ticket.id)
        };
        let since = |id: TicketId| self.doubts.get(&id).copied().unwrap_or(now);
        let named = view.doubtful.iter().filter(open).map(|doubt| doubt.ticket.id);
        self.doubts = named.map(|id| (id, since(id))).collect();
    }

    /// Asks whoever stands there about a ticket of an earlier run, before anything else is drawn.
    pub(super) fn ask_about_doubt(&mut self) {
        let free = match &self.phase {
            Phase::Home { .. }
            | Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Confirm(_) => true,
            Phase::Returning(_)
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => false,
        };
        let connected = matches!(self.link, LinkState::Connected { .. });
        if !free
            || self.staff_is_in()
            || self.is_paper_free()
            || !connected
            || self.catalogue.is_none()
        {
            return;
        }
        let standing = |since: &&Duration| self.now.steady >= **since + DOUBT_STANDS;
        let due = self.doubts.iter().find(|(_, since)| standing(since)).map(|(id, _)| *id);
        let named = |id: TicketId| {
            let doubts = self.view()?.doubtful.iter();
            doubts.map(|doubt| &doubt.ticket).find(|ticket| ticket.id == id).cloned()
        };
        let Some(ticket) = due.and_then(named) else { return };
        self.settle(ticket.id);
        if self.languages().contains(&ticket.language) {
            self.language = ticket.language;
        }
        self.enter(Phase::Doubt { ticket: Box::new(ticket), sent: None });
    }

    /// Why the hub cannot be asked for a number.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        let offset = self.catalogue.as_ref()?.utc_offset;
        if let Some(emergency) = self.emergency_shown() {
            return self.printer_trouble().or(Some(emergency));
        }
        match &self.link {
            LinkState::Connecting { .. } => return Some(Trouble::Connecting),
            LinkState::Lost { since } => {
                let (since, soon) = (since.clock(offset), self.is_emergency_near());
                return Some(Trouble::Offline { since, soon });
            }
            LinkState::Refused { reason } => return Some(Trouble::Refused { reason: *reason }),
            LinkState::Connected { .. } => {}
        }
        match self.view() {
            None => Some(Trouble::Connecting),
            Some(view) if !view.issuing => Some(Trouble::DateUnconfirmed),
            Some(_) => self.printer_trouble(),
        }
    }

    fn printer_trouble(&self) -> Option<Trouble> {
        if self.may_print() {
            return None;
        }
        let known = Some(self.printer()).filter(|status| !status.may_print());
        Some(Trouble::Printer(known.unwrap_or(PrinterStatus::Unreachable)))
    }

    /// The hub is there and has said how things are.
    pub(super) fn contact(&self) -> bool {
        matches!(self.link, LinkState::Connected { .. }) && self.view().is_some()
    }
}
