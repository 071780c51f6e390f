//! Push buttons: one press is one ticket of the button's service, beside whatever the screen does.
//!
//! A button is deaf until its ticket is out. Its number follows the same rules as one from the
//! screen; what goes wrong is shown on the screen if nobody uses it.

use super::{About, Controller, Effect, Fresh, ISSUE_MAX, Job, PRINT_MAX, PaperFailure, Phase};
use crate::printer::PrintResult;
use crate::receipt::Receipt;
use crate::screen::{Matter, Standing, Trouble};
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, ServiceId, TicketId};
use antrean_shared::link::Reply;
use antrean_shared::protocol::Outcome;
use antrean_shared::ticket::{Channel, Shown};
use antrean_shared::view::IssuedTicket;
use std::collections::VecDeque;
use std::time::Duration;

/// Presses that wait while another's ticket is on its way.
const WAITING_MAX: usize = 8;

#[derive(Debug, Default)]
pub(super) struct Dispenser {
    waiting: VecDeque<(ServiceId, Fresh)>,
    going: Option<Going>,
    /// The box that was there once is gone.
    pub(super) is_gone: bool,
}

#[derive(Debug)]
struct Going {
    service: ServiceId,
    since: Duration,
    step: Step,
}

#[derive(Debug)]
enum Step {
    Asked(CommandId),
    Printing(Box<IssuedTicket>),
}

impl Controller {
    pub(super) fn pressed(&mut self, service: ServiceId, fresh: Fresh) -> Vec<Effect> {
        let waits = self.dispenser.waiting.iter().any(|(other, _)| *other == service);
        let goes = self.dispenser.going.as_ref().is_some_and(|going| going.service == service);
        if !waits && !goes && self.dispenser.waiting.len() < WAITING_MAX {
            self.dispenser.waiting.push_back((service, fresh));
        }
        Vec::new()
    }

    /// Asks for the next number once the printer is free, and gives up what takes too long.
    pub(super) fn turn_dispenser(&mut self) -> Vec<Effect> {
        if let Some(going) = &self.dispenser.going {
            let gone = self.now.steady.saturating_sub(going.since);
            return match &going.step {
                // Given back once it is on the disk, and so known to the hub before.
                Step::Asked(id) if gone >= ISSUE_MAX && self.is_writing(*id) => {
                    self.dispenser.going = None;
                    Vec::new()
                }
                Step::Asked(id) if gone >= ISSUE_MAX => {
                    let ticket = id.ticket();
                    self.dispenser.going = None;
                    vec![Effect::Tell(Command::GiveBack { ticket })]
                }
                // Its paper may still come: the hub counts it as waiting.
                Step::Printing(_) if gone >= PRINT_MAX => {
                    self.dispenser.going = None;
                    Vec::new()
                }
                Step::Asked(_) | Step::Printing(_) => Vec::new(),
            };
        }
        if self.dispenser.waiting.is_empty() || self.staff_is_in() {
            return Vec::new();
        }
        let own = matches!(self.trouble(), Some(Trouble::Emergency { .. }));
        if let Some(notice) = self.trouble_notice().filter(|_| !own) {
            // Another's job is at the printer: that is no trouble, only a moment.
            if !self.is_printer_at_work() {
                self.dispenser.waiting.clear();
                self.show_if_idle(notice);
            }
            return Vec::new();
        }
        let busy = matches!(self.phase, Phase::Issuing { .. } | Phase::Printing { .. });
        if busy || self.writes_own() {
            return Vec::new();
        }
        let next = self.dispenser.waiting.pop_front();
        next.map(|(service, fresh)| self.ask_for(service, fresh)).unwrap_or_default()
    }

    fn ask_for(&mut self, service: ServiceId, fresh: Fresh) -> Vec<Effect> {
        let Some(offer) = self.offer() else { return Vec::new() };
        let offered = offer.agency_of(&service).and(offer.catalogue.service(&service));
        let Some(card) = offered else {
            self.show_if_idle(Phase::Notice {
                matter: Matter::NotOfferedHere,
                about: About::Nothing,
            });
            return Vec::new();
        };
        if offer.standing(&card.queue) != Standing::Open {
            let closed = self.closed_notice(&service);
            closed.into_iter().for_each(|notice| self.show_if_idle(notice));
            return Vec::new();
        }
        let id = fresh.command;
        let (since, step) = (self.now.steady, Step::Asked(id));
        self.dispenser.going = Some(Going { service: service.clone(), since, step });
        if let Some(given) = self.press_own_number(&service, fresh) {
            return vec![given];
        }
        self.settle(id.ticket());
        let command = Command::Issue {
            voucher: None,
            services: vec![service],
            language: self.own_language(),
            channel: Channel::Kiosk,
            token: fresh.token,
            priority: None,
        };
        vec![Effect::Ask { id, command }]
    }

    /// Takes the answer to a press; none if it is another's.
    pub(super) fn dispenser_reply(&mut self, reply: &Reply) -> Option<Vec<Effect>> {
        let (Reply::Answered { id, .. } | Reply::Unknown { id } | Reply::Refused { id, .. }) =
            reply;
        let asked = |going: &Going| matches!(going.step, Step::Asked(other) if other == *id);
        let going = self.dispenser.going.take_if(|going| asked(going))?;
        let give_back = vec![Effect::Tell(Command::GiveBack { ticket: id.ticket() })];
        let outcome = match reply {
            Reply::Answered { outcome, .. } => outcome.clone(),
            Reply::Unknown { .. } | Reply::Refused { .. } => {
                self.show_if_idle(Phase::Notice { matter: Matter::Unknown, about: About::Nothing });
                return Some(give_back);
            }
        };
        match outcome {
            Outcome::Done(done) => match done.issued.filter(|ticket| ticket.id == id.ticket()) {
                Some(ticket) => Some(self.dispense(going.service, ticket)),
                None => Some(give_back),
            },
            Outcome::Rejected(rejection) => {
                let notice = self.refused(rejection);
                self.show_if_idle(notice);
                Some(Vec::new())
            }
        }
    }

    /// A number of the own series has come to the disk, or not; tells for which button, if for one.
    pub(super) fn dispenser_wrote(&mut self, id: TicketId) -> Option<ServiceId> {
        let asked =
            |going: &Going| matches!(going.step, Step::Asked(other) if other.ticket() == id);
        self.dispenser.going.take_if(|going| asked(going)).map(|going| going.service)
    }

    pub(super) fn dispenser_not_asked(&mut self, id: CommandId) {
        let asked = |going: &Going| matches!(going.step, Step::Asked(other) if other == id);
        if self.dispenser.going.take_if(|going| asked(going)).is_some() {
            self.show_if_idle(Phase::Notice { matter: Matter::Busy, about: About::Nothing });
        }
    }

    pub(super) fn dispense(&mut self, service: ServiceId, ticket: IssuedTicket) -> Vec<Effect> {
        self.note_paper(&ticket);
        let job = Job { copy: false, may_give_back: true };
        let ticket = Box::new(ticket);
        if self.is_paper_free() {
            self.show_if_idle(Phase::PaperFailed(PaperFailure::on_screen(ticket, job)));
            return Vec::new();
        }
        let Some(catalogue) = &self.catalogue else { return Vec::new() };
        let receipt = Receipt::new(catalogue, &ticket, &self.settings.kiosk, false);
        let id = ticket.id;
        let (since, step) = (self.now.steady, Step::Printing(ticket));
        self.dispenser.going = Some(Going { service, since, step });
        vec![Effect::Print { ticket: id, receipt: Box::new(receipt), copy: false }]
    }

    /// Takes the end of a button's job; none if it was another's.
    pub(super) fn dispensed(&mut self, result: &PrintResult) -> Option<Vec<Effect>> {
        let ours = |ticket: TicketId| !result.copy && ticket == result.ticket;
        let going = self
            .dispenser
            .going
            .take_if(|going| matches!(&going.step, Step::Printing(ticket) if ours(ticket.id)))?;
        let Step::Printing(ticket) = going.step else { return None };
        let job = Job { copy: false, may_give_back: true };
        match result.outcome {
            Ok(()) if self.is_asking_for_paper() => {
                self.show_if_idle(Phase::Doubt { ticket, sent: Some(job) });
                Some(Vec::new())
            }
            Ok(()) => {
                let day = self.catalogue.as_ref()?.service_day;
                let shown = Command::ConfirmShown { ticket: ticket.id, by: Shown::Paper };
                let record = Effect::Record { day, at: self.now.hall, ticket, copy: false };
                Some(vec![Effect::Tell(shown), record])
            }
            Err(status) => {
                let failure = PaperFailure::stopped(ticket, job, status);
                self.show_if_idle(Phase::PaperFailed(failure));
                Some(Vec::new())
            }
        }
    }

    pub(super) fn dispenser_is_printing(&self) -> bool {
        let printing = |going: &Going| matches!(going.step, Step::Printing(_));
        self.dispenser.going.as_ref().is_some_and(printing)
    }

    /// A press has no screen of its own; it takes the start screen if nobody is at it.
    pub(super) fn show_if_idle(&mut self, phase: Phase) {
        let idle = match &self.phase {
            Phase::Home { page } => *page == 0 && self.visit.earlier.is_empty(),
            Phase::Notice { .. } | Phase::Ticket { .. } => true,
            Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Returning(_)
            | Phase::Standby(_)
            | Phase::Confirm(_)
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. } => false,
        };
        if idle {
            self.enter(phase);
        }
    }
}
