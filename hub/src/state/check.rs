//! What must hold after every event. A breach is a bug: it ends the process, and the journal,
//! which never saw the batch, starts it again without it.

use super::{HallState, Ticket};
use crate::event::{CounterEvent, Event, HallEvent, Phase};
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::limits::STOPS_MAX;
use antrean_shared::ticket::TicketState;

impl HallState {
    /// Asserts the invariants of what an event touched.
    pub(super) fn check_touched(&self, event: &Event) {
        match event {
            Event::Ticket { id, .. } => {
                if self.tickets.contains_key(id) {
                    self.check_ticket(*id);
                }
            }
            Event::Counter { id, event } => {
                self.check_counter(id);
                if let CounterEvent::StepUndone { places, .. } = event {
                    places.iter().for_each(|(ticket, _)| self.check_ticket(*ticket));
                }
            }
            Event::Hall(HallEvent::DayOpened(_) | HallEvent::EpochRaised(_)) => self.check_all(),
            Event::Hall(HallEvent::RollOpened { prefix, .. }) => self.check_rolls(*prefix),
            Event::Hall(
                HallEvent::FileChanged { .. }
                | HallEvent::WaitsLearnt(_)
                | HallEvent::QueueForced { .. }
                | HallEvent::OutageSet { .. }
                | HallEvent::OutageCleared { .. }
                | HallEvent::DateConfirmed { .. }
                | HallEvent::StandbyJoined(_)
                | HallEvent::StandbyLeft { .. }
                | HallEvent::StandbyMoved { .. }
                | HallEvent::VoucherGiven(_)
                | HallEvent::BookingsImported { .. }
                | HallEvent::Announced { .. }
                | HallEvent::CallsShown { .. }
                | HallEvent::CallsSpoken { .. },
            ) => {}
        }
    }

    /// Asserts every invariant of the whole state: after replay, at day open, and in tests.
    pub fn check_all(&self) {
        self.tickets.keys().for_each(|id| self.check_ticket(*id));
        self.counters.keys().for_each(|id| self.check_counter(id));
        self.check_slots();
        let in_lines: usize = self.lines.values().map(super::Line::len).sum();
        let should =
            |ticket: &&super::Ticket| matches!(ticket.phase, Phase::Issued | Phase::Waiting { .. });
        assert_eq!(
            in_lines,
            self.tickets.values().filter(should).count(),
            "each waiting ticket is in one line"
        );
        assert_eq!(self.numbers.len(), self.tickets.len(), "a number occurs once a day");
        let issued: u32 = self.issued.values().sum();
        assert_eq!(
            usize::try_from(issued).ok(),
            Some(self.tickets.len()),
            "every ticket is accounted for"
        );
        let listed = self.parked.len() + self.missed.len() + self.unconfirmed.len();
        let aside = |ticket: &&super::Ticket| {
            matches!(ticket.phase, Phase::Issued | Phase::Parked { .. } | Phase::NoShow { .. })
        };
        assert_eq!(
            listed,
            self.tickets.values().filter(aside).count(),
            "nobody is aside and forgotten"
        );
    }

    fn check_ticket(&self, id: TicketId) {
        let ticket = &self.tickets[&id];
        assert_eq!(self.numbers.get(&ticket.number), Some(&id), "a number occurs once a day");
        self.check_stops(ticket);
        self.check_reservation(id);
        if let Some(counter) = ticket.phase.holder() {
            let hand = self.counters.get(counter).and_then(|counter| counter.hand);
            assert_eq!(hand, Some(id), "a ticket in hand is in its counter's hand");
        }
    }

    fn check_stops(&self, ticket: &Ticket) {
        let mut current = ticket.stops.iter().filter(|stop| stop.is_current());
        if ticket.state() == TicketState::Completed {
            let open = current.next().is_some() || ticket.later().next().is_some();
            assert!(!open, "a visit that is over has no stop left");
        } else {
            let service = current.next().map(|stop| &stop.service);
            assert_eq!(service, Some(&ticket.service), "a visit is at one of its stops");
            assert!(current.next().is_none(), "a visit is at one stop at a time");
        }
        assert!(ticket.stops.len() <= STOPS_MAX, "a visit has a bound");
    }

    fn check_counter(&self, id: &CounterId) {
        let Some(hand) = self.counters.get(id).and_then(|counter| counter.hand) else { return };
        let holder = self.tickets[&hand].phase.holder();
        assert_eq!(holder, Some(id), "a counter holds only the ticket that is with it");
    }
}
