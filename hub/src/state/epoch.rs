//! What a new epoch makes of the day: the clock had been ahead, so all that happened moves back with
//! it. Who came before whom stays as it was, and nobody's place or paper is lost.

use super::{Day, HallState, Ticket, Zone};
use crate::event::{EpochRaised, Phase};
use antrean_shared::id::TicketId;
use antrean_shared::time::Timestamp;
use std::time::Duration;

impl HallState {
    /// Goes on in a new epoch that begins at `at`.
    pub(super) fn raise_epoch(&mut self, raised: &EpochRaised, at: Timestamp) {
        let back = Duration::from_millis(raised.back_ms);
        let earlier = |then: &mut Timestamp| *then = then.minus(back);
        self.epoch = raised.epoch;
        self.day = Some(Day { day: raised.day, opened_at: at, ends_at: raised.ends_at });
        self.series.extend(raised.series.iter().map(|(prefix, last)| (*prefix, *last)));
        self.given.clone_from(&raised.given);
        self.move_tickets(back);
        // A step that was taken by another clock is over.
        self.counters.values_mut().for_each(|counter| counter.last_step = None);
        self.zones.values_mut().for_each(|zone| zone.move_back(back));
        self.flows.values_mut().for_each(|flow| flow.move_back(back));
        self.copies.iter_mut().for_each(|copy| earlier(&mut copy.until));
        self.announcements.iter_mut().for_each(|announced| earlier(&mut announced.at));
        self.texts.values_mut().flatten().for_each(|(_, text)| earlier(&mut text.at));
        let ended: Vec<TicketId> = self.texts.keys().copied().collect();
        ended.into_iter().for_each(|id| self.schedule_erasure(id));
        self.outages.values_mut().for_each(|down| earlier(&mut down.outage.since));
        // The list is gone through at once: by the true time other numbers may be free.
        self.standby.values_mut().for_each(|list| list.release_at = list.release_at.min(at));
    }

    fn move_tickets(&mut self, back: Duration) {
        let slots =
            self.bookings.values().filter_map(|booking| Some((booking.ticket?, booking.slot)));
        let slots: std::collections::BTreeMap<TicketId, Timestamp> = slots.collect();
        self.lines.clear();
        self.unconfirmed.clear();
        let ids: Vec<TicketId> = self.tickets.keys().copied().collect();
        for id in ids {
            let ticket = self.ticket_mut(id);
            ticket.move_back(back, slots.get(&id).copied());
            let (queue, issued_at, phase) =
                (ticket.queue.clone(), ticket.issued_at, ticket.phase.clone());
            let (class, slot) = (ticket.class, ticket.slot(id));
            if matches!(phase, Phase::Issued | Phase::Waiting { .. }) {
                self.line_mut(&queue).insert(class, slot);
            }
            if phase == Phase::Issued {
                self.unconfirmed.insert((issued_at, id));
            }
        }
    }
}

impl Ticket {
    /// Who has booked a time is not expected before it.
    fn move_back(&mut self, back: Duration, booked: Option<Timestamp>) {
        let earlier = |then: &mut Timestamp| *then = then.minus(back);
        let not_before_booked = |then: &mut Timestamp| {
            let moved = then.minus(back);
            *then = booked.map_or(moved, |slot| moved.max(slot.min(*then)));
        };
        self.inaccurate |= !self.state().is_end();
        self.changes += 1;
        earlier(&mut self.issued_at);
        not_before_booked(&mut self.arrived);
        not_before_booked(&mut self.first_arrived);
        [&mut self.entered, &mut self.called_at, &mut self.serving_at]
            .into_iter()
            .flatten()
            .for_each(earlier);
        match &mut self.phase {
            Phase::Waiting { held_until, .. } => held_until.iter_mut().for_each(earlier),
            Phase::Called { since, .. } => earlier(since),
            Phase::Parked { since, until, .. } => {
                earlier(since);
                until.iter_mut().for_each(earlier);
            }
            Phase::NoShow { since, return_until, .. } => {
                earlier(since);
                return_until.iter_mut().for_each(earlier);
            }
            Phase::Completed { at, .. } | Phase::Cancelled { at } | Phase::Expired { at } => {
                earlier(at);
            }
            Phase::Issued | Phase::Serving { .. } => {}
        }
    }
}

impl Zone {
    fn move_back(&mut self, back: Duration) {
        for call in &mut self.calls {
            call.at = call.at.minus(back);
            call.reported = call.reported.map(|reported| reported.minus(back));
        }
    }
}
