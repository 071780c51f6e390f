//! What a scanner has read: a booking becomes its number, a ticket that missed its call comes back.

use super::booking::Code;
use super::{About, Controller, Effect, Fresh, Phase};
use crate::screen::Matter;
use antrean_shared::code::BookingCode;
use antrean_shared::id::Token;
use antrean_shared::ticket::TicketNumber;
use antrean_shared::view::IssuedTicket;

/// Tickets whose secret is remembered, of this run: more than a kiosk prints in a day.
const KNOWN_MAX: usize = 5_000;

impl Controller {
    pub(super) fn scanned(&mut self, read: &str, fresh: Fresh) -> Vec<Effect> {
        let free = match &self.phase {
            Phase::Home { .. }
            | Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Notice { .. } => true,
            Phase::Confirm(_)
            | Phase::Issuing { .. }
            | Phase::Returning(_)
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. } => false,
        };
        if !free {
            return Vec::new();
        }
        // The address of a ticket's page ends in its secret.
        let last = read.trim_end_matches('/').rsplit('/').next().unwrap_or(read);
        if let Ok(token) = last.parse::<Token>() {
            return match self.known.get(&token).copied() {
                Some(number) => self.come_back(number, fresh),
                None => self.not_scanned(),
            };
        }
        let missed = |number: &TicketNumber| {
            self.view().is_some_and(|view| view.missed.iter().any(|other| other.number == *number))
        };
        if let Some(number) = last.parse::<TicketNumber>().ok().filter(missed) {
            return self.come_back(number, fresh);
        }
        match BookingCode::new(last) {
            Ok(code) => {
                self.phase = Phase::Code(Code::of(code.as_str(), fresh));
                self.check_in()
            }
            Err(_) => self.not_scanned(),
        }
    }

    fn not_scanned(&mut self) -> Vec<Effect> {
        self.enter(Phase::Notice { matter: Matter::NotScanned, about: About::Nothing });
        Vec::new()
    }

    /// Keeps whose secret it is, so that the ticket's QR is as good as its typed number.
    pub(super) fn remember(&mut self, ticket: &IssuedTicket) {
        if self.known.len() >= KNOWN_MAX {
            self.known.pop_first();
        }
        if let Some(token) = ticket.token {
            self.known.insert(token, ticket.number);
        }
    }
}
