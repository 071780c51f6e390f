//! Numbers of the kiosk's own series, while the hub is away (contract.md 8).
//!
//! A number is on the disk before it is printed, and is kept there until the hub has it. Its ticket's
//! id is also the id of the command that hands it over, so telling it again changes nothing.

mod open;

use super::{About, Controller, Effect, Fresh, Job, Phase};
use crate::screen::{Matter, Trouble};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::{AdmittedTicket, Command};
use antrean_shared::id::{CommandId, ServiceId, TicketId};
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::Outcome;
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::{Prefix, TicketNumber};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;
pub use open::OpenNumbers;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long the hub has to be silent before the kiosk helps itself (contract.md 8).
pub const AWAY_MIN: Duration = Duration::from_secs(30);

/// What the day files say of this kiosk's own series; read once, at start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnNumbers {
    /// The last number of each day; none: that day's file cannot be read.
    pub last: BTreeMap<ServiceDay, Option<u16>>,
    /// Given, and not known to have come to the hub.
    pub open: Vec<(ServiceDay, AdmittedTicket)>,
    /// When anything was written last: it is not earlier now.
    pub written: Option<Timestamp>,
}

#[derive(Debug, Default)]
pub(super) struct Emergency {
    /// As of `OwnNumbers`; none: not read yet.
    last: Option<BTreeMap<ServiceDay, Option<u16>>>,
    /// When a number was given last, or the hub heard.
    heard: Option<Timestamp>,
    /// Since when the hub does not answer; none: it does, or it refuses this kiosk.
    away: Option<Duration>,
    /// A hub was there and refused: whoever else it serves may have this kiosk's series.
    refused: bool,
    pub(super) numbers: OpenNumbers,
    /// The ticket whose line is on its way to the disk.
    writing: Option<(ServiceDay, AdmittedTicket)>,
}

/// A number that the hub has not answered for.
#[derive(Debug)]
struct Open {
    day: ServiceDay,
    ticket: AdmittedTicket,
    /// The link has it.
    told: bool,
    /// Why the hub does not take it.
    refused: Option<String>,
}

impl Emergency {
    /// Nobody has answered since the start of the program.
    pub(super) fn since(start: Duration) -> Self {
        Self { away: Some(start), ..Self::default() }
    }
}

impl Controller {
    /// Takes in what was given before this run.
    pub(super) fn know_own_numbers(&mut self, own: OwnNumbers) -> Vec<Effect> {
        let emergency = &mut self.emergency;
        emergency.last = Some(own.last);
        emergency.heard = emergency.heard.max(own.written);
        emergency.numbers.restore(own.open);
        Vec::new()
    }

    /// Takes in how the link stands, and how long it has stood so.
    pub(super) fn note_hub(&mut self, state: LinkState) {
        let now = self.now.steady;
        let emergency = &mut self.emergency;
        match &state {
            LinkState::Connected { .. } => {
                (emergency.away, emergency.refused) = (None, false);
                // The link may have thought of a training hub, and the hall file may have been mended.
                emergency.numbers.open.values_mut().for_each(|open| open.told = false);
            }
            LinkState::Refused { .. } => (emergency.away, emergency.refused) = (None, true),
            LinkState::Connecting { .. } => {
                emergency.away.get_or_insert(now);
            }
            LinkState::Lost { since } => {
                emergency.heard = emergency.heard.max(Some(*since));
                emergency.away.get_or_insert(now);
            }
        }
        self.link = state;
    }

    /// Whether this kiosk gives numbers of its own now.
    pub(super) fn is_emergency(&self) -> bool {
        self.own_number().is_some()
    }

    /// Whether it will, if the hub stays silent.
    pub(super) fn is_emergency_near(&self) -> bool {
        self.next_own_number().is_some()
    }

    /// The next number of the own series, if one may be given now.
    fn own_number(&self) -> Option<TicketNumber> {
        let away = self.emergency.away?;
        let long = self.now.steady.saturating_sub(away) >= AWAY_MIN;
        self.next_own_number().filter(|_| long)
    }

    fn next_own_number(&self) -> Option<TicketNumber> {
        self.emergency.away.filter(|_| !self.emergency.refused)?;
        let catalogue = self.catalogue.as_deref()?;
        let prefix = self.own_prefix(catalogue)?;
        let day = catalogue.service_day;
        let view = self.view().filter(|view| view.service_day == day);
        // A hub that doubted its date has left the kiosk with a doubtful time.
        if view.is_some_and(|view| !view.issuing) {
            return None;
        }
        let own = self.emergency.last.as_ref()?.get(&day).copied().unwrap_or(Some(0))?;
        let last = own.max(view.map_or(0, |view| view.emergency_last));
        TicketNumber::new(prefix, last.saturating_add(1)).ok()
    }

    /// The letters of the own series, where the hall allows it and the catalogue is today's.
    fn own_prefix(&self, catalogue: &Catalogue) -> Option<Prefix> {
        let today = self.now.hall.at(catalogue.utc_offset).date_naive();
        let current = !catalogue.training && catalogue.service_day.0 == today;
        catalogue.kiosk(&self.settings.kiosk)?.emergency_prefix.filter(|_| current)
    }

    /// What the screen says of it; none: the hub is there, or the kiosk cannot help itself.
    pub(super) fn emergency_shown(&self) -> Option<Trouble> {
        let offset = self.catalogue.as_ref()?.utc_offset;
        let since = match &self.link {
            LinkState::Lost { since } => Some(since.clock(offset)),
            LinkState::Connecting { .. } => None,
            LinkState::Connected { .. } | LinkState::Refused { .. } => return None,
        };
        self.is_emergency().then_some(Trouble::Emergency { since })
    }

    /// Gives a number of the own series: first to the disk.
    pub(super) fn take_own_number(
        &mut self,
        services: Vec<ServiceId>,
        fresh: Fresh,
    ) -> Vec<Effect> {
        if let Some(closed) = services.iter().find_map(|service| self.closed_notice(service)) {
            self.enter(closed);
            return Vec::new();
        }
        let given = self.own_ticket(services, fresh);
        let Some((day, ticket)) = given.filter(|_| self.emergency.writing.is_none()) else {
            let matter = Matter::Offline;
            self.enter(Phase::Notice { matter, about: About::Nothing });
            return Vec::new();
        };
        self.enter(Phase::Issuing { id: fresh.command, booked: false });
        vec![self.write_own(day, ticket)]
    }

    /// The same for a push button, in the hall's language.
    pub(super) fn press_own_number(&mut self, service: &ServiceId, fresh: Fresh) -> Option<Effect> {
        let given = self.own_ticket(vec![service.clone()], fresh);
        let (day, ticket) = given.filter(|_| self.emergency.writing.is_none())?;
        let language = Some(self.own_language());
        Some(self.write_own(day, AdmittedTicket { language, priority: None, ..ticket }))
    }

    fn write_own(&mut self, day: ServiceDay, ticket: AdmittedTicket) -> Effect {
        self.settle(ticket.id);
        let days = self.emergency.last.get_or_insert_default();
        days.insert(day, Some(ticket.number.count()));
        self.emergency.writing = Some((day, ticket.clone()));
        Effect::Give { day, ticket: Box::new(ticket) }
    }

    fn own_ticket(
        &self,
        services: Vec<ServiceId>,
        fresh: Fresh,
    ) -> Option<(ServiceDay, AdmittedTicket)> {
        let (number, offer) = (self.own_number()?, self.offer()?);
        let queue = offer.catalogue.service(services.first()?)?.queue.clone();
        let ticket = AdmittedTicket {
            id: fresh.command.ticket(),
            number,
            queue,
            services,
            language: Some(self.language),
            // Nobody could look after it from a phone.
            token: None,
            issued_at: self.emergency.heard.map_or(self.now.hall, |heard| self.now.hall.max(heard)),
            priority: self.claimed(fresh),
        };
        Some((offer.catalogue.service_day, ticket))
    }

    /// The ticket is on the disk, or cannot be written there.
    pub(super) fn own_written(&mut self, id: TicketId, kept: bool) -> Vec<Effect> {
        let Some((day, ticket)) = self.emergency.writing.take_if(|(_, given)| given.id == id)
        else {
            return Vec::new();
        };
        let (waits, pressed) = (self.waits_for_own(id), self.dispenser_wrote(id));
        if !kept {
            let notice = own_failed();
            if waits {
                self.enter(notice);
            } else if pressed.is_some() {
                self.show_if_idle(notice);
            }
            return Vec::new();
        }
        self.emergency.heard = self.emergency.heard.max(Some(ticket.issued_at));
        let issued = issued(&ticket);
        self.emergency.numbers.add(day, ticket.clone(), true);
        let mut effects = vec![Effect::HandOver(Box::new(ticket))];
        effects.extend(match (issued, pressed) {
            (Some(issued), Some(service)) => self.dispense(service, *issued),
            (Some(issued), None) if waits => {
                self.print(issued, Job { copy: false, may_give_back: true })
            }
            // Nobody waits for it any more, and nothing was printed.
            (Some(_) | None, _) => vec![Effect::Tell(Command::GiveBack { ticket: id })],
        });
        effects
    }

    fn waits_for_own(&self, id: TicketId) -> bool {
        matches!(self.phase, Phase::Issuing { id: asked, .. } if asked.ticket() == id)
    }

    pub(super) fn writes_own(&self) -> bool {
        self.emergency.writing.is_some()
    }

    /// Whether the number that the screen waits for is one of the own series.
    pub(super) fn is_writing(&self, id: CommandId) -> bool {
        self.emergency.writing.as_ref().is_some_and(|(_, given)| given.id == id.ticket())
    }

    /// Tells the hub what the link does not have yet, one after the other, the oldest first.
    pub(super) fn hand_over(&mut self) -> Option<Effect> {
        if self.link != (LinkState::Connected { training: false }) {
            return None;
        }
        let next = self.emergency.numbers.open.values_mut().find(|open| !open.told)?;
        next.told = true;
        Some(Effect::HandOver(Box::new(next.ticket.clone())))
    }

    /// Takes the answer to a number that was handed over; none: it is another's.
    pub(super) fn own_reply(&mut self, reply: &Reply) -> Option<Vec<Effect>> {
        let (Reply::Answered { id, .. } | Reply::Unknown { id } | Reply::Refused { id, .. }) =
            reply;
        let open = self.emergency.numbers.open.get_mut(&id.ticket())?;
        if self.link == (LinkState::Connected { training: true }) {
            return Some(Vec::new());
        }
        let refused = match reply {
            // Officers see two papers with one number; the visitor has a place by the other (contract.md 2).
            Reply::Answered { outcome: Outcome::Done(done), .. } => {
                return self.hub_has(id.ticket(), Some(done.seq));
            }
            Reply::Answered {
                outcome: Outcome::Rejected(Rejection::NumberTaken { .. }), ..
            } => {
                return self.hub_has(id.ticket(), None);
            }
            Reply::Answered { outcome: Outcome::Rejected(rejection), .. } => rejection.code(),
            Reply::Unknown { .. } => "unknown".to_owned(),
            Reply::Refused { refusal, .. } => format!("{:?}", refusal.reason),
        };
        open.refused = Some(refused);
        Some(Vec::new())
    }

    fn hub_has(&mut self, ticket: TicketId, seq: Option<u64>) -> Option<Vec<Effect>> {
        let day = self.emergency.numbers.end(ticket, seq)?;
        Some(vec![Effect::HandedOver { day, ticket }])
    }

    /// Numbers that the hub does not take, with its reasons, for the staff menu.
    pub(super) fn not_taken(&self) -> impl Iterator<Item = (TicketNumber, &str)> {
        let open = self.emergency.numbers.open.values();
        open.filter_map(|open| Some((open.ticket.number, open.refused.as_deref()?)))
    }

    /// Numbers that the hub does not have yet.
    pub(super) fn not_handed_over(&self) -> usize {
        self.emergency.numbers.open.len()
    }
}

/// The disk takes nothing, so nothing is printed.
pub(super) fn own_failed() -> Phase {
    Phase::Notice { matter: Matter::Fault("day-file".to_owned()), about: About::Nothing }
}

/// The ticket as it is printed: how many are ahead is not known.
fn issued(ticket: &AdmittedTicket) -> Option<Box<IssuedTicket>> {
    Some(Box::new(IssuedTicket {
        id: ticket.id,
        number: ticket.number,
        queue: ticket.queue.clone(),
        service: ticket.services.first()?.clone(),
        language: ticket.language?,
        token: None,
        issued_at: ticket.issued_at,
        ahead: 0,
        wait: None,
    }))
}
