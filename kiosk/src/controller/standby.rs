//! The list for the next numbers: joined like a number is drawn, answered with a place and its slip instead.
//!
//! A slip gives no number, so nothing of it is told to the hub: what its paper came to is the screen's
//! matter alone, and whoever has none notes what the screen says.

use super::show::countdown;
use super::{Controller, Effect, Fresh, PRINT_MAX, Phase, STANDBY_SHOWN, TICKET_SHOWN};
use crate::printer::{PrintResult, PrinterStatus};
use crate::receipt::{Receipt, Slip};
use crate::screen::{Countdown, SlipPaper};
use antrean_shared::command::Command;
use antrean_shared::id::{ServiceId, Token};
use antrean_shared::protocol::StandbyPlace;
use antrean_shared::ticket::Channel;
use antrean_shared::time::Timestamp;
use std::time::Duration;

/// A place on the list, with what its slip says.
#[derive(Debug, Clone)]
pub(super) struct OnStandby {
    pub(super) place: StandbyPlace,
    pub(super) service: ServiceId,
    /// The secret of the ticket that it will become.
    pub(super) token: Token,
    /// When the place was given.
    at: Timestamp,
    pub(super) paper: SlipPaper,
    /// Whether a slip of it may exist: the next one is a copy.
    may_be_out: bool,
}

impl OnStandby {
    pub(super) fn is_printing(&self) -> bool {
        self.paper == SlipPaper::Printing
    }
}

impl Controller {
    /// Asks for a place on the list, where the one chosen service has one.
    pub(super) fn join_standby(&mut self, service: &ServiceId, fresh: Fresh) -> Option<Effect> {
        let offer = self.offer()?;
        let queue = offer.catalogue.service(service)?.queue.clone();
        if !self.visit.earlier.is_empty() || offer.standby(&queue).is_none() {
            return None;
        }
        let Fresh { command: id, token, .. } = fresh;
        self.joining = Some((service.clone(), token));
        self.settle(id.ticket());
        self.enter(Phase::Issuing { id, booked: false });
        let (service, language, channel) = (service.clone(), self.language, Channel::Kiosk);
        let command = Command::JoinStandby { queue, service, language, channel, token };
        Some(Effect::Ask { id, command })
    }

    /// The hub has put the visitor on the list.
    pub(super) fn joined(&mut self, place: StandbyPlace) -> Vec<Effect> {
        let Some((service, token)) = self.joining.take() else { return Vec::new() };
        let at = self.now.hall;
        let (paper, may_be_out) = (SlipPaper::Free, false);
        let joined = OnStandby { place, service, token, at, paper, may_be_out };
        if self.is_paper_free() {
            self.enter(Phase::Standby(joined));
            return Vec::new();
        }
        vec![self.print_slip(joined)]
    }

    fn print_slip(&mut self, joined: OnStandby) -> Effect {
        let (ticket, copy) = (joined.place.id, joined.may_be_out);
        let catalogue = self.catalogue.as_ref().expect("a service was chosen from a catalogue");
        let slip = Slip {
            place: &joined.place,
            service: &joined.service,
            token: joined.token,
            language: self.language,
            at: joined.at,
            copy,
        };
        let receipt = Box::new(Receipt::of_slip(catalogue, slip, &self.settings.kiosk));
        self.job = Some((ticket, copy));
        self.enter(Phase::Standby(OnStandby { paper: SlipPaper::Printing, ..joined }));
        Effect::Print { ticket, receipt, copy }
    }

    pub(super) fn may_print_slip(&self, joined: &OnStandby) -> bool {
        matches!(joined.paper, SlipPaper::Failed(_)) && self.may_print()
    }

    /// Prints a slip whose paper did not come; none: the screen shows no such slip.
    pub(super) fn print_slip_again(&mut self) -> Option<Effect> {
        let Phase::Standby(joined) = &self.phase else { return None };
        let joined = joined.clone();
        self.may_print_slip(&joined).then(|| self.print_slip(joined))
    }

    /// Takes the end of a slip's job; `reached`: the printer had it. False: it was another's.
    pub(super) fn slip_ended(&mut self, result: &PrintResult, reached: bool) -> bool {
        let Phase::Standby(joined) = &self.phase else { return false };
        let ours = (result.ticket, result.copy);
        if joined.place.id != result.ticket || self.job != Some(ours) {
            return false;
        }
        let paper = match result.outcome {
            Ok(()) if self.is_asking_for_paper() => SlipPaper::Unseen,
            Ok(()) => SlipPaper::Out,
            Err(status) => SlipPaper::Failed(status),
        };
        let may_be_out = joined.may_be_out || reached;
        let joined = OnStandby { paper, may_be_out, ..joined.clone() };
        self.job = None;
        self.enter(Phase::Standby(joined));
        true
    }

    /// What time brings to a place on the screen.
    pub(super) fn turn_standby(&mut self) {
        let Phase::Standby(joined) = &self.phase else { return };
        if joined.is_printing() {
            if self.shown_for() >= PRINT_MAX {
                let paper = SlipPaper::Failed(PrinterStatus::Unreachable);
                let joined = OnStandby { paper, may_be_out: true, ..joined.clone() };
                self.enter(Phase::Standby(joined));
            }
        } else {
            self.start_over_after(standby_shown(joined));
        }
    }

    /// How long the place will stand on the screen; while it is printed, that has not begun.
    pub(super) fn standby_left(&self, joined: &OnStandby) -> Countdown {
        let gone = if joined.is_printing() { Duration::ZERO } else { self.shown_for() };
        countdown(gone, self.reading(standby_shown(joined)))
    }
}

/// Paper can be taken along; what stands only on the screen has to be noted.
fn standby_shown(joined: &OnStandby) -> Duration {
    match joined.paper {
        SlipPaper::Printing | SlipPaper::Out => TICKET_SHOWN,
        SlipPaper::Free | SlipPaper::Unseen | SlipPaper::Failed(_) => STANDBY_SHOWN,
    }
}
