//! Whether a queue gives numbers: the hall file's day with what has happened since.

use super::context::Context;
use super::wait::Moment;
use crate::event::Footing;
use crate::state::Ticket;
use antrean_shared::id::{QueueId, ServiceId};
use antrean_shared::opening::{Circumstances, ClosedReason, Opening};
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::time::Timestamp;

impl Moment<'_> {
    /// Returns what decides, besides its hours, whether a queue gives numbers.
    pub fn circumstances(&self, queue: &QueueId) -> Circumstances {
        Circumstances {
            issued: self.state.issued.get(queue).copied().unwrap_or(0),
            booked: self.booked(queue),
            forced: self.state.forced.get(queue).cloned(),
            counters_closed: self.counters_closed(queue),
            outage: self.state.outage(queue).cloned(),
            reserved: self.reserved(queue),
        }
    }

    /// Returns how many of a queue's numbers were set aside, where it makes a difference: where
    /// others come free in turn. Everybody of the day is looked at then.
    fn booked(&self, queue: &QueueId) -> u32 {
        if self.today.get(queue).is_none_or(|today| today.releases.is_empty()) {
            return 0;
        }
        let with_booking =
            |ticket: &&Ticket| ticket.drawn_for == *queue && ticket.class.footing.is_booked();
        let count = self.state.tickets.values().filter(with_booking).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Returns whether a number may be drawn.
    pub fn opening(&self, queue: &QueueId) -> Opening {
        self.today[queue].opening(&self.circumstances(queue), self.now)
    }

    /// Tells whether a queue's hours are over for today.
    pub fn is_over(&self, queue: &QueueId) -> bool {
        self.today[queue].is_over(self.state.forced.get(queue), self.now)
    }

    /// Tells whether all counters that were open for a queue today have closed.
    fn counters_closed(&self, queue: &QueueId) -> bool {
        let desk = |id| self.hall.counters.get(id);
        let used = self
            .state
            .counters
            .iter()
            .filter(|(_, counter)| counter.was_open)
            .filter(|(id, _)| desk(id).is_some_and(|desk| desk.queues.contains(queue)));
        let mut states = used.map(|(_, counter)| counter.state()).peekable();
        states.peek().is_some() && states.all(|state| state == CounterState::Closed)
    }
}

/// Refuses where no number may be drawn. The number of who has booked has been set aside: only hours
/// and outages count.
pub(super) fn check_opening(
    context: &Context<'_>,
    (queue, service): (&QueueId, &ServiceId),
    footing: Footing,
) -> Result<(), Rejection> {
    let moment = context.moment();
    let live = moment.circumstances(queue);
    let set_aside = || Circumstances { issued: 0, booked: 0, reserved: vec![], ..live.clone() };
    let live = if footing.is_booked() { set_aside() } else { live };
    match context.today[queue].opening(&live, context.now) {
        Opening::Open { .. } => Ok(()),
        Opening::Closed { reason, opens_at } => Err(refusal(queue, service, (reason, opens_at))),
    }
}

/// Returns the refusal of a number.
pub(super) fn refusal(
    queue: &QueueId,
    service: &ServiceId,
    (reason, opens_at): (ClosedReason, Option<Timestamp>),
) -> Rejection {
    let (queue, service) = (queue.clone(), Some(service.clone()));
    match reason {
        ClosedReason::CutOff => Rejection::CutOff { queue, opens_at },
        ClosedReason::Quota => Rejection::QuotaReached { queue, opens_at },
        ClosedReason::Forced
        | ClosedReason::Exception
        | ClosedReason::Holiday
        | ClosedReason::CountersClosed
        | ClosedReason::Hours
        | ClosedReason::Break
        | ClosedReason::Outage => Rejection::QueueClosed { queue, service, reason, opens_at },
    }
}
