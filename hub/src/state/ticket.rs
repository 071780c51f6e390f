//! A ticket as it stands, and what its phase says of it.

use super::{Class, Slot};
use crate::event::{Phase, Place, Promise, Stop, WaitsFor};
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::id::{CounterId, KioskId, QueueId, ServiceId, TicketId, Token};
use antrean_shared::ticket::{Channel, Language, Shown, TicketNumber, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::Why;

/// A ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Its number.
    pub number: TicketNumber,
    /// The day that its number is of.
    pub day: ServiceDay,
    /// Its queue.
    pub queue: QueueId,
    /// The queue that its number was drawn for.
    pub drawn_for: QueueId,
    /// The wait that was promised with the number.
    pub promise: Option<Promise>,
    /// What the visitor comes for now.
    pub service: ServiceId,
    /// Every service of the visit, in order.
    pub stops: Vec<Stop>,
    /// The visitor's language.
    pub language: Language,
    /// How it came to be.
    pub channel: Channel,
    /// The kiosk that gave it.
    pub kiosk: Option<KioskId>,
    /// The secret of its page.
    pub token: Option<Token>,
    /// When the number was drawn.
    pub issued_at: Timestamp,
    /// The instant that decides the place in the queue.
    pub arrived: Timestamp,
    /// The same when the number was drawn: it decides the place at later stops.
    pub first_arrived: Timestamp,
    /// When a later stop was entered; none at the first.
    pub entered: Option<Timestamp>,
    /// What the calling rule sees besides.
    pub class: Class,
    /// The booking that it was drawn for.
    pub booking: Option<BookingCode>,
    /// The voucher that it was drawn with.
    pub voucher: Option<VoucherCode>,
    /// How often the visitor has let others go first.
    pub yields: u32,
    /// The visitor has missed a call and come back.
    pub came_back: bool,
    /// The agency's system was down for a part of the wait.
    pub in_outage: bool,
    /// Its times were taken by a clock that was ahead.
    pub inaccurate: bool,
    /// People who were to be called before, when the number was drawn.
    pub ahead: u32,
    /// How the visitor has seen the number.
    pub shown: Option<Shown>,
    /// Where in its life.
    pub phase: Phase,
    /// When the visitor was first called.
    pub called_at: Option<Timestamp>,
    /// When serving began.
    pub serving_at: Option<Timestamp>,
    /// Calls so far, the first included.
    pub call_count: u32,
    /// The rule that chose the ticket when it was last called.
    pub why: Option<Why>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Rises with every event about the ticket; tells an undo that somebody went on with it.
    pub changes: u32,
}

impl Ticket {
    /// Returns the state without its data.
    pub fn state(&self) -> TicketState {
        self.phase.state()
    }

    /// Returns what the visitor still comes for, each once: the current service, then the later ones.
    pub fn services_left(&self) -> Vec<ServiceId> {
        let mut left = vec![self.service.clone()];
        for service in self.later() {
            if !left.contains(service) {
                left.push(service.clone());
            }
        }
        left
    }

    /// Returns where the ticket stands, for an undo.
    pub fn place(&self) -> Place {
        Place {
            queue: self.queue.clone(),
            service: self.service.clone(),
            stops: self.stops.clone(),
            arrived: self.arrived,
            entered: self.entered,
            returned: self.class.returned,
            phase: self.phase.clone(),
            called_at: self.called_at,
            serving_at: self.serving_at,
            call_count: self.call_count,
            outcome: self.outcome.clone(),
        }
    }

    /// Tells whether the visitor has waited for the first call in the queue of the number, and
    /// neither the visitor, an outage, a booked time nor the clock has made the wait another one: only such
    /// waits say anything of the queue.
    pub fn waits_plainly(&self) -> bool {
        self.called_at.is_none()
            && self.queue == self.drawn_for
            && !self.class.returned
            && self.class.footing.is_walk_in()
            && !self.in_outage
            && !self.inaccurate
    }

    /// Returns where the ticket, whose id is given, stands in its line.
    pub fn slot(&self, id: TicketId) -> Slot {
        let (arrived, number, since) = (self.arrived, self.number, self.waits_since());
        Slot { arrived, number, ticket: id, since }
    }

    /// Returns since when the visitor has waited: at a later stop from when it was entered.
    pub fn waits_since(&self) -> Timestamp {
        self.entered.map_or(self.arrived, |entered| entered.max(self.arrived))
    }

    /// Returns the services that the visit has not come to yet.
    pub fn later(&self) -> impl Iterator<Item = &ServiceId> {
        self.stops.iter().filter(|stop| stop.is_later()).map(|stop| &stop.service)
    }

    /// Returns until when a visitor who missed the call may come back.
    pub fn return_until(&self) -> Option<Timestamp> {
        let Phase::NoShow { return_until, .. } = &self.phase else { return None };
        *return_until
    }

    /// Returns until when a skipped ticket is not called again.
    pub fn held_until(&self) -> Option<Timestamp> {
        let Phase::Waiting { held_until, .. } = &self.phase else { return None };
        *held_until
    }

    /// Returns whom a waiting ticket waits for, if not for anybody.
    pub fn waits_for(&self) -> Option<&WaitsFor> {
        let Phase::Waiting { waits_for, .. } = &self.phase else { return None };
        waits_for.as_ref()
    }
}

impl Phase {
    /// Returns the state without its data.
    pub fn state(&self) -> TicketState {
        match self {
            Self::Issued => TicketState::Issued,
            Self::Waiting { .. } => TicketState::Waiting,
            Self::Called { .. } => TicketState::Called,
            Self::Serving { .. } => TicketState::Serving,
            Self::Parked { .. } => TicketState::Parked,
            Self::NoShow { .. } => TicketState::NoShow,
            Self::Completed { .. } => TicketState::Completed,
            Self::Cancelled { .. } => TicketState::Cancelled,
            Self::Expired { .. } => TicketState::Expired,
        }
    }

    /// Returns the counter that holds the ticket.
    pub fn holder(&self) -> Option<&CounterId> {
        match self {
            Self::Called { counter, .. } | Self::Serving { counter } => Some(counter),
            Self::Issued
            | Self::Waiting { .. }
            | Self::Parked { .. }
            | Self::NoShow { .. }
            | Self::Completed { .. }
            | Self::Cancelled { .. }
            | Self::Expired { .. } => None,
        }
    }

    /// Returns the counter that holds the ticket or had it last.
    pub fn counter(&self) -> Option<&CounterId> {
        match self {
            Self::Called { counter, .. }
            | Self::Serving { counter }
            | Self::Parked { counter, .. }
            | Self::NoShow { counter, .. }
            | Self::Completed { counter, .. } => Some(counter),
            Self::Issued | Self::Waiting { .. } | Self::Cancelled { .. } | Self::Expired { .. } => {
                None
            }
        }
    }

    /// Returns when the ticket ended; a no-show counts from when it was marked.
    pub fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Completed { at, .. } | Self::Cancelled { at } | Self::Expired { at } => Some(*at),
            Self::NoShow { since, .. } => Some(*since),
            Self::Issued
            | Self::Waiting { .. }
            | Self::Called { .. }
            | Self::Serving { .. }
            | Self::Parked { .. } => None,
        }
    }
}
