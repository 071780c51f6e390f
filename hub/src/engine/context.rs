//! What every decision can see, and the checks that many of them share.

use super::request::{Request, counter_of};
use super::skill::serves;
use super::today::Today;
use super::wait::Moment;
use crate::estimate::Situation;
use crate::event::{CounterEvent, Event, Field, Given, Place, TicketEvent};
use crate::hall::rules::Absence;
use crate::hall::{self, Hall};
use crate::state::{Counter, CounterMode, HallState, Ticket};
use antrean_shared::id::{CounterId, DeviceId, KioskId, QueueId, ServiceId, TicketId, ZoneId};
use antrean_shared::limits::TEXT_CHARS_MAX;
use antrean_shared::rejection::{CounterState, InvalidRule, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{Step, Why};
use std::collections::BTreeMap;

/// The displays that are there to announce a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Displays {
    /// Those that are connected, with the zone of each.
    pub here: BTreeMap<DeviceId, ZoneId>,
    /// Those that speak for a zone while its named speaker is gone or mute.
    pub standing_in: BTreeMap<ZoneId, DeviceId>,
}

/// Who asks. Until devices are paired, a caller of the HTTP API on loopback has every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A kiosk of the hall file, over its link.
    Kiosk {
        /// Which.
        kiosk: KioskId,
        /// Its device.
        device: DeviceId,
    },
    /// An officer's console, over its link.
    Console {
        /// Its device.
        device: DeviceId,
    },
    /// A board, over its link.
    Display {
        /// Its device.
        device: DeviceId,
    },
    /// Other software, over HTTP.
    Api,
}

/// What a decision may see.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The hall file in force.
    pub hall: &'a Hall,
    /// Today's hours.
    pub today: &'a Today,
    /// What is true.
    pub state: &'a HallState,
    /// Hub time.
    pub now: Timestamp,
    /// What the machine's wall clock says.
    pub wall: Timestamp,
    /// No date before this can be true.
    pub earliest: Timestamp,
    /// The numbers of the day that is about to be confirmed, and of every later one.
    pub given: &'a Given,
    /// Whether hub time can be trusted to be today's (contract.md 5).
    pub date_sure: bool,
    /// The displays that are there to announce a call.
    pub displays: &'a Displays,
    /// The state of the ticket that the command names, if it is of a past day.
    pub past: Option<TicketState>,
}

/// What was decided. Without events nothing had to change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decision {
    /// What happens.
    pub events: Vec<Event>,
    /// Texts that may be erased later and so stand in no event.
    pub private: Vec<PrivateText>,
    /// What the answer is about.
    pub subject: Subject,
    /// What was known of the queue when a wait begins.
    pub situation: Option<Box<Situation>>,
}

/// An erasable text with the salt of its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateText {
    /// The ticket.
    pub ticket: TicketId,
    /// What it says of it.
    pub field: Field,
    /// The salt.
    pub salt: String,
    /// The text.
    pub text: String,
}

/// What an answer is about; it is rendered from the state after the command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// The ticket that was completed on the way.
    pub completed: Option<TicketId>,
    /// Why the ticket was called.
    pub why: Option<Why>,
    /// The counter.
    pub counter: Option<CounterId>,
    /// Tickets that no open counter may serve now.
    pub unserved: Option<u32>,
    /// The ticket of several stops that a counter is done with.
    pub sent_on: Option<TicketId>,
    /// The ticket was there before, under another command.
    pub was_there: bool,
}

impl Decision {
    /// Returns a decision about one ticket.
    pub(super) fn about(ticket: TicketId, events: Vec<Event>) -> Self {
        Self {
            events,
            subject: Subject { ticket: Some(ticket), ..Subject::default() },
            private: Vec::new(),
            situation: None,
        }
    }

    /// Returns a decision about one counter.
    pub(super) fn at(counter: &CounterId, events: Vec<Event>) -> Self {
        Self {
            events,
            subject: Subject { counter: Some(counter.clone()), ..Subject::default() },
            private: Vec::new(),
            situation: None,
        }
    }

    /// Names the counter that the decision belongs to.
    pub(super) fn by(mut self, counter: &CounterId) -> Self {
        self.subject.counter = Some(counter.clone());
        self
    }
}

impl Actor {
    /// Returns the device as the journal keeps it.
    pub fn device(&self) -> &str {
        match self {
            Self::Kiosk { device, .. } | Self::Console { device } | Self::Display { device } => {
                device.as_str()
            }
            Self::Api => "api",
        }
    }

    /// Returns the role as the journal keeps it.
    pub fn role(&self) -> &'static str {
        match self {
            Self::Kiosk { .. } => "kiosk",
            Self::Console { .. } => "console",
            Self::Display { .. } => "display",
            Self::Api => "api",
        }
    }

    /// Refuses whoever is not the person in charge.
    pub(super) fn in_charge(&self) -> Result<(), Rejection> {
        match self {
            Self::Api => Ok(()),
            Self::Kiosk { .. } | Self::Console { .. } | Self::Display { .. } => {
                Err(Rejection::NotAllowed)
            }
        }
    }
}

impl<'a> Context<'a> {
    /// Returns a ticket of today.
    pub(super) fn ticket(&self, id: TicketId) -> Result<&'a Ticket, Rejection> {
        self.state.tickets.get(&id).ok_or_else(|| match self.past {
            Some(state) => Rejection::TicketEnded { state },
            None => Rejection::UnknownId { field: "ticket".to_owned(), id: id.to_string() },
        })
    }

    /// Returns a ticket of today that has not ended.
    pub(super) fn live_ticket(&self, id: TicketId) -> Result<&'a Ticket, Rejection> {
        let ticket = self.ticket(id)?;
        let state = ticket.state();
        if state.is_end() { Err(Rejection::TicketEnded { state }) } else { Ok(ticket) }
    }

    /// Returns the moment of the decision.
    pub(super) fn moment(&self) -> Moment<'a> {
        Moment { hall: self.hall, today: self.today, state: self.state, now: self.now }
    }

    /// Returns a counter of the hall file.
    pub(super) fn counter(&self, id: &CounterId) -> Result<&'a hall::Counter, Rejection> {
        self.hall.counters.get(id).ok_or_else(|| unknown("counter", id))
    }

    /// Returns a service of the hall file.
    pub(super) fn service(&self, id: &ServiceId) -> Result<&'a hall::Service, Rejection> {
        self.hall.services.get(id).ok_or_else(|| unknown("service", id))
    }

    /// Returns a queue of the hall file.
    pub(super) fn queue(&self, id: &QueueId) -> Result<&'a hall::Queue, Rejection> {
        self.hall.queues.get(id).ok_or_else(|| unknown("queue", id))
    }

    /// Refuses a zone that the hall file does not have.
    pub(super) fn check_zone(&self, id: &ZoneId) -> Result<(), Rejection> {
        let known = self.hall.zones.iter().any(|zone| zone.id == *id);
        if known { Ok(()) } else { Err(unknown("zone", id)) }
    }

    /// Returns what holds for a ticket whose visitor is not there.
    pub(super) fn absence(&self, ticket: &Ticket) -> &'a Absence {
        self.hall.absence(&ticket.queue)
    }

    /// Returns the ticket in a counter's hand.
    pub(super) fn hand(&self, counter: &CounterId) -> Option<(TicketId, &'a Ticket)> {
        let id = self.state.counters.get(counter)?.hand?;
        Some((id, &self.state.tickets[&id]))
    }

    /// Refuses unless the counter is open.
    pub(super) fn check_open(&self, counter: &CounterId) -> Result<(), Rejection> {
        match self.state.counter_state(counter) {
            CounterState::Open => Ok(()),
            state @ (CounterState::Closed | CounterState::Paused | CounterState::Closing) => {
                Err(Rejection::CounterClosed { state })
            }
        }
    }

    /// Refuses if the counter holds a ticket.
    pub(super) fn check_free(&self, counter: &CounterId) -> Result<(), Rejection> {
        match self.hand(counter) {
            Some((_, ticket)) => Err(Rejection::CounterBusy { number: ticket.number }),
            None => Ok(()),
        }
    }

    /// Tells whether a counter may serve what a ticket is for.
    pub(super) fn may_serve(&self, counter: &hall::Counter, ticket: &Ticket) -> bool {
        serves(self.hall, self.state, counter, &ticket.service)
    }

    /// Refuses a console that is not the counter's: its officer has moved to another device.
    pub(super) fn check_console(&self, request: &Request) -> Result<(), Rejection> {
        let Actor::Console { device } = &request.actor else { return Ok(()) };
        let Some(id) = counter_of(&request.command) else { return Ok(()) };
        let Some(Counter { officer: Some(officer), device: Some(own), mode, .. }) =
            self.state.counters.get(id)
        else {
            return Ok(());
        };
        let mine = own == device || *mode == CounterMode::Closed;
        if mine { Ok(()) } else { Err(Rejection::CounterTaken { officer: officer.clone() }) }
    }
}

/// Returns the refusal of an id that the hall file does not have.
pub(super) fn unknown(field: &str, id: &impl ToString) -> Rejection {
    Rejection::UnknownId { field: field.to_owned(), id: id.to_string() }
}

/// Returns the refusal of a value.
pub(super) fn invalid(field: &str, rule: InvalidRule) -> Rejection {
    Rejection::Invalid { field: field.to_owned(), rule }
}

/// Checks a required text; returns it without blanks around it.
pub(super) fn required<'t>(field: &str, text: &'t str) -> Result<&'t str, Rejection> {
    let text = bounded(field, text)?;
    if text.is_empty() { Err(invalid(field, InvalidRule::Empty)) } else { Ok(text) }
}

/// Checks a text's length; returns it without blanks around it.
pub(super) fn bounded<'t>(field: &str, text: &'t str) -> Result<&'t str, Rejection> {
    let text = text.trim();
    if text.chars().count() > TEXT_CHARS_MAX {
        Err(invalid(field, InvalidRule::TooLong))
    } else {
        Ok(text)
    }
}

/// Checks an optional text; blanks alone count as none.
pub(super) fn optional(field: &str, text: Option<&str>) -> Result<Option<String>, Rejection> {
    let text = bounded(field, text.unwrap_or_default())?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Returns an event about a ticket.
pub(super) fn ticket_event(id: TicketId, event: TicketEvent) -> Event {
    Event::Ticket { id, event }
}

/// Returns an event about a counter.
pub(super) fn counter_event(id: &CounterId, event: CounterEvent) -> Event {
    Event::Counter { id: id.clone(), event }
}

/// Returns the event that makes what a counter just did a step that it may take back.
pub(super) fn step(
    context: &Context<'_>,
    counter: &CounterId,
    (step, tickets): (Step, &[(TicketId, &Ticket)]),
) -> Event {
    let (_, last) = tickets.last().expect("a step is done with a ticket");
    let before: Vec<(TicketId, Place)> =
        tickets.iter().map(|(id, ticket)| (*id, ticket.place())).collect();
    let run = context.state.counters.get(counter).map_or(0, |counter| counter.run);
    counter_event(counter, CounterEvent::StepTaken { step, number: last.number, before, run })
}
