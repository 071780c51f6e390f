//! "Nomor saya terlewat": who missed the call types or scans the number and waits again, a few places on.

use super::{About, Controller, Effect, Fresh, Phase};
use crate::screen::{Matter, ReturnEntry};
use antrean_shared::command::Command;
use antrean_shared::id::CommandId;
use antrean_shared::link::Reply;
use antrean_shared::protocol::Outcome;
use antrean_shared::ticket::TicketNumber;
use antrean_shared::view::MissedNumber;

/// Characters of the longest number: three letters and four figures.
const NUMBER_MAX: usize = 7;

/// A number that is being typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Missed {
    text: String,
}

/// A number that is on its way back.
#[derive(Debug, Clone)]
pub(super) struct Returning {
    pub(super) id: CommandId,
    pub(super) missed: MissedNumber,
}

impl Controller {
    /// Whether anybody may come back at all.
    pub(super) fn may_return(&self) -> bool {
        self.view().is_some_and(|view| !view.missed.is_empty())
    }

    pub(super) fn open_missed(&mut self) {
        if let Phase::Home { .. } = self.phase {
            self.enter(Phase::Missed(Missed::default()));
        }
    }

    pub(super) fn type_number(&mut self, key: char) {
        if let Phase::Missed(Missed { text }) = &mut self.phase
            && key.is_ascii_alphanumeric()
            && text.len() < NUMBER_MAX
        {
            text.push(key.to_ascii_uppercase());
        }
    }

    pub(super) fn erase_number(&mut self, all: bool) {
        if let Phase::Missed(Missed { text }) = &mut self.phase {
            text.truncate(if all { 0 } else { text.len().saturating_sub(1) });
        }
    }

    pub(super) fn missed_shown(&self, missed: &Missed) -> ReturnEntry {
        let whole = missed.text.parse::<TicketNumber>().is_ok();
        ReturnEntry { typed: missed.text.clone(), ready: whole && self.contact() }
    }

    /// Asks the hub to take the typed number back.
    pub(super) fn return_typed(&mut self, fresh: Fresh) -> Vec<Effect> {
        let Phase::Missed(Missed { text }) = &self.phase else { return Vec::new() };
        match text.parse::<TicketNumber>() {
            Ok(number) => self.come_back(number, fresh),
            Err(_) => Vec::new(),
        }
    }

    pub(super) fn come_back(&mut self, number: TicketNumber, fresh: Fresh) -> Vec<Effect> {
        let known = self
            .view()
            .and_then(|view| view.missed.iter().find(|missed| missed.number == number).cloned());
        if !self.contact() {
            self.enter(Phase::Notice { matter: Matter::Offline, about: About::Nothing });
            return Vec::new();
        }
        let Some(missed) = known else {
            let about = About::Number(number.to_string());
            self.enter(Phase::Notice { matter: Matter::NotMissed, about });
            return Vec::new();
        };
        let (id, ticket) = (fresh.command, missed.ticket);
        self.enter(Phase::Returning(Returning { id, missed }));
        vec![Effect::Ask { id, command: Command::Return { ticket } }]
    }

    pub(super) fn return_answered(&mut self, asked: &Returning, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Answered { id, outcome: Outcome::Done(_) } if id == asked.id => {
                self.returned(&asked.missed);
            }
            Reply::Answered { id, outcome: Outcome::Rejected(rejection) } if id == asked.id => {
                let mut notice = self.refused(rejection);
                // It waits again already, or is served: somebody was quicker.
                if matches!(notice, Phase::Notice { matter: Matter::Fault(_), .. }) {
                    let about = About::Number(asked.missed.number.to_string());
                    notice = Phase::Notice { matter: Matter::NotMissed, about };
                }
                self.enter(notice);
            }
            Reply::Unknown { id } | Reply::Refused { id, .. } if id == asked.id => {
                self.return_unknown();
            }
            Reply::Answered { .. } | Reply::Unknown { .. } | Reply::Refused { .. } => {}
        }
        Vec::new()
    }

    /// The hub has taken the number back.
    fn returned(&mut self, missed: &MissedNumber) {
        let zone = self.offer().and_then(|offer| {
            let agency = &offer.catalogue.queue(&missed.queue)?.agency;
            let zone = offer.catalogue.zone(&offer.catalogue.agency(agency)?.zone)?;
            Some(zone.name.get(self.language).to_owned())
        });
        let matter =
            Matter::Returned { after: missed.after_places, zone: zone.unwrap_or_default() };
        self.enter(Phase::Notice { matter, about: About::Number(missed.number.to_string()) });
    }

    /// Nothing is known of the question; the next view is the truth, so it may be asked again.
    pub(super) fn return_unknown(&mut self) {
        self.enter(Phase::Notice { matter: Matter::ReturnUnknown, about: About::Nothing });
    }
}
