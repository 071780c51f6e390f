//! A visit with several stops: how it goes on, ends, is sent elsewhere, and is taken back.

use super::HallState;
use crate::event::{Phase, Place, Stop, WaitsFor, WentOn};
use antrean_shared::id::{CounterId, QueueId, ServiceId, TicketId};
use antrean_shared::ticket::StopState;
use antrean_shared::view::{CallEnd, Step};

/// Returns the stops of a visit that begins: the first is the current one.
pub fn begun(services: &[ServiceId]) -> Vec<Stop> {
    let state = |place| if place == 0 { StopState::Current } else { StopState::Later };
    let stop = |(place, service): (usize, &ServiceId)| Stop::new(service.clone(), state(place));
    services.iter().enumerate().map(stop).collect()
}

/// Where a visitor waits after a transfer.
pub(super) struct Sent<'a> {
    pub queue: &'a QueueId,
    pub service: &'a ServiceId,
    pub waits_for: &'a Option<WaitsFor>,
    pub stops: &'a [Stop],
}

impl HallState {
    /// Lets a ticket that has left its last counter end there.
    pub(super) fn complete(
        &mut self,
        id: TicketId,
        (counter, outcome): (&CounterId, &Option<String>),
        stops: &[Stop],
    ) {
        let ticket = self.ticket_mut(id);
        ticket.outcome.clone_from(outcome);
        ticket.stops = stops.to_vec();
        self.counter_mut(counter).completed += 1;
    }

    /// Lets a visitor wait at the next stop.
    pub(super) fn go_on(&mut self, id: TicketId, went: &WentOn) {
        self.leave(id, CallEnd::Answered);
        self.counter_mut(&went.counter).completed += 1;
        let ticket = self.ticket_mut(id);
        ticket.outcome.clone_from(&went.outcome);
        ticket.stops.clone_from(&went.stops);
        ticket.queue = went.queue.clone();
        ticket.service = went.service.clone();
        ticket.arrived = went.arrived;
        ticket.entered = Some(went.entered);
        ticket.serving_at = None;
        (ticket.class.later_stop, ticket.class.returned) = (true, false);
        let waits_for = went.waits_for.clone();
        self.enter(id, Phase::Waiting { waits_for, held_until: None });
    }

    pub(super) fn change_stops(&mut self, id: TicketId, stops: &[Stop]) {
        let ticket = self.ticket_mut(id);
        ticket.stops = stops.to_vec();
        ticket.changes += 1;
    }

    /// Lets a visitor wait elsewhere.
    pub(super) fn send(&mut self, id: TicketId, sent: &Sent<'_>) {
        self.leave(id, CallEnd::Withdrawn);
        let ticket = self.ticket_mut(id);
        ticket.queue = sent.queue.clone();
        ticket.service = sent.service.clone();
        ticket.stops = sent.stops.to_vec();
        let waits_for = sent.waits_for.clone();
        self.enter(id, Phase::Waiting { waits_for, held_until: None });
    }

    /// Takes a step of a counter back: its tickets stand again where they stood before.
    pub(super) fn take_back(
        &mut self,
        counter: &CounterId,
        (step, run): (Step, u32),
        places: &[(TicketId, Place)],
    ) {
        // One ticket may come back into the hand that another has to leave first.
        places.iter().for_each(|(ticket, _)| self.leave(*ticket, CallEnd::Withdrawn));
        places.iter().for_each(|(ticket, place)| self.restore(*ticket, place));
        let counter = self.counter_mut(counter);
        (counter.last_step, counter.run) = (None, run);
        if matches!(step, Step::Complete | Step::CompleteAndCall) {
            counter.completed = counter.completed.saturating_sub(1);
        }
    }

    /// Brings a ticket, which has left its place, back to where it stood before a step.
    fn restore(&mut self, id: TicketId, place: &Place) {
        if let Some(flow) = self.flows.get_mut(&place.queue).filter(|_| place.called_at.is_none()) {
            flow.takes_back(id);
        }
        let ticket = self.ticket_mut(id);
        ticket.queue = place.queue.clone();
        ticket.service = place.service.clone();
        ticket.stops.clone_from(&place.stops);
        ticket.arrived = place.arrived;
        ticket.entered = place.entered;
        ticket.class.later_stop = place.entered.is_some();
        ticket.class.returned = place.returned;
        ticket.called_at = place.called_at;
        ticket.serving_at = place.serving_at;
        ticket.call_count = place.call_count;
        ticket.outcome.clone_from(&place.outcome);
        self.enter(id, place.phase.clone());
        self.reopen_call(id);
    }
}
