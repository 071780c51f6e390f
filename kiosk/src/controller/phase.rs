//! How far a visit has come, and what is known of its paper.

use super::booking::Code;
use super::missed::{Missed, Returning};
use super::search::Typed;
use super::standby::OnStandby;
use super::visit::Choice;
use crate::printer::PrinterStatus;
use crate::screen::Matter;
use antrean_shared::id::{AgencyId, CommandId};
use antrean_shared::time::Timestamp;
use antrean_shared::view::IssuedTicket;

/// How far the visit has come.
#[derive(Debug, Clone)]
pub(super) enum Phase {
    Home {
        page: usize,
    },
    Services {
        agency: AgencyId,
        page: usize,
    },
    Search(Typed),
    Code(Code),
    Missed(Missed),
    Returning(Returning),
    Confirm(Choice),
    /// `booked`: the hub may answer with the ticket that the booking has already.
    Issuing {
        id: CommandId,
        booked: bool,
    },
    Printing {
        ticket: Box<IssuedTicket>,
        job: Job,
    },
    Ticket {
        ticket: Box<IssuedTicket>,
        copy: bool,
    },
    /// A place on the list for the next numbers, and its slip.
    Standby(OnStandby),
    PaperFailed(PaperFailure),
    Doubt {
        ticket: Box<IssuedTicket>,
        /// The job that has just been sent to a printer that never answers; none: one of an earlier run.
        sent: Option<Job>,
    },
    Notice {
        matter: Matter,
        about: About,
    },
}

/// Where a service was chosen, and where "Kembali" leads.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Agency,
    Search(Typed),
}

/// A job at the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Job {
    pub(super) copy: bool,
    /// Whether the visitor may give the number back if the paper does not come.
    pub(super) may_give_back: bool,
}

/// A number whose paper did not come, as far as the kiosk knows.
#[derive(Debug, Clone)]
pub(super) struct PaperFailure {
    pub(super) ticket: Box<IssuedTicket>,
    pub(super) job: Job,
    /// How the job ended; none: the printer has not said so yet.
    pub(super) fault: Option<PrinterStatus>,
    /// Whether a paper with this number may exist.
    pub(super) may_be_out: bool,
    /// This kiosk has no paper: nothing has failed.
    pub(super) on_screen: bool,
}

/// What a notice is about.
#[derive(Debug, Clone)]
pub(super) enum About {
    Nothing,
    Agency { name: String, opens_at: Option<Timestamp> },
    Number(String),
}
