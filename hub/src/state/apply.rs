//! How each event changes the state. Total: it cannot refuse, and it decides nothing.

use super::moves::Summons;
use super::visit::{Sent, begun};
use super::{Class, Copy, Counter, CounterMode, HallState, LastStep, Line, Ticket, Zone};
use crate::event::{
    CounterEvent, Event, Field, Phase, Priority, TicketAdmitted, TicketEvent, TicketIssued,
};
use antrean_shared::id::{CounterId, KioskId, QueueId, TicketId, ZoneId};
use antrean_shared::ticket::Shown;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::{CallEnd, CallKind, Why};

impl HallState {
    /// Changes the state by what happened at `at`.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::Hall(event) => self.apply_to_hall(event, at),
            Event::Ticket { id, event } => self.apply_to_ticket(*id, event, at),
            Event::Counter { id, event } => self.apply_to_counter(id, event, at),
        }
        self.last_event = Some(at);
        self.check_touched(event);
    }

    fn apply_to_ticket(&mut self, id: TicketId, event: &TicketEvent, at: Timestamp) {
        if let Some((phase, end)) = moved(event, at) {
            self.put(id, phase, end);
        }
        match event {
            TicketEvent::Issued(issued) => self.issue(id, issued, at),
            TicketEvent::Admitted(admitted) => self.admit(id, admitted, at),
            TicketEvent::Shown { by } => self.show(id, *by),
            TicketEvent::Doubted => self.show(id, Shown::Unknown),
            TicketEvent::Reserved => {
                let today = self.today();
                self.reserved.insert(id, today);
            }
            TicketEvent::Called { counter, zone, call, announced_by, why, run } => {
                self.ticket_mut(id).why = Some(*why);
                if *why != Why::Chosen {
                    self.note_wait(id, at);
                }
                self.counter_mut(counter).chosen += u32::from(*why == Why::Chosen);
                if let Some(run) = run {
                    self.counter_mut(counter).run = *run;
                }
                let (call, announced_by, kind) = (*call, *announced_by, CallKind::Call);
                self.summon(id, at, Summons { counter, zone, call, announced_by, kind });
            }
            TicketEvent::Recalled { counter, zone, call, announced_by, kind } => {
                let (call, announced_by, kind) = (*call, *announced_by, *kind);
                self.summon(id, at, Summons { counter, zone, call, announced_by, kind });
                self.keep_undoable(counter, id);
            }
            TicketEvent::Served { .. } => self.ticket_mut(id).serving_at = Some(at),
            TicketEvent::Resumed { .. } => {
                self.ticket_mut(id).serving_at.get_or_insert(at);
            }
            TicketEvent::Completed { counter, outcome, stops } => {
                self.complete(id, (counter, outcome), stops);
            }
            TicketEvent::WentOn(went) => self.go_on(id, went),
            TicketEvent::StopsChanged { stops } => self.change_stops(id, stops),
            TicketEvent::Transferred { queue, service, waits_for, stops, .. } => {
                self.send(id, &Sent { queue, service, waits_for, stops });
            }
            TicketEvent::Returned { arrived } => {
                self.ticket_mut(id).came_back = true;
                self.stand_back(id, *arrived);
            }
            TicketEvent::Yielded { arrived } => {
                self.ticket_mut(id).yields += 1;
                self.stand_back(id, *arrived);
            }
            TicketEvent::PriorityGranted(priority) => self.prioritise(id, Some(priority), at),
            TicketEvent::PriorityWithdrawn { reason } => {
                self.prioritise(id, None, at);
                self.set_text(id, (Field::Reason, reason), at);
            }
            TicketEvent::NoteSet { hash } => self.set_text(id, (Field::Note, hash), at),
            TicketEvent::CopyAsked { kiosk, until } => self.ask_copy(id, (kiosk, *until), at),
            TicketEvent::NoteErased => self.erase_text(id, Field::Note),
            TicketEvent::TextsErased => self.erase_texts(id),
            TicketEvent::Cancelled { given_back: true } => self.give_back_reservation(id),
            TicketEvent::Missed { .. }
            | TicketEvent::Skipped { .. }
            | TicketEvent::Parked { .. }
            | TicketEvent::Unbound
            | TicketEvent::Released
            | TicketEvent::Cancelled { given_back: false }
            | TicketEvent::Expired => {}
        }
    }

    fn apply_to_counter(&mut self, id: &CounterId, event: &CounterEvent, at: Timestamp) {
        match event {
            CounterEvent::Opened { officer, device } => {
                let counter = self.counter_mut(id);
                counter.mode = CounterMode::Open;
                counter.was_open = true;
                counter.officer = Some(officer.clone());
                counter.device = Some(device.clone());
            }
            CounterEvent::Paused { reason } => {
                let counter = self.counter_mut(id);
                counter.mode = CounterMode::Paused { reason: reason.clone() };
                counter.last_step = None;
            }
            CounterEvent::Closing { reason, approved } => {
                self.counter_mut(id).mode =
                    CounterMode::Closing { reason: reason.clone(), approved: *approved };
            }
            CounterEvent::Reopened { .. } => self.counter_mut(id).mode = CounterMode::Open,
            CounterEvent::Closed { .. } => {
                let counter = self.counter_mut(id);
                let Counter { completed, chosen, run, was_open, .. } = *counter;
                *counter = Counter { completed, chosen, run, was_open, ..Counter::default() };
            }
            CounterEvent::StepTaken { step, number, before, run } => {
                let tickets = before
                    .iter()
                    .map(|(id, place)| (*id, place.clone(), self.tickets[id].changes))
                    .collect();
                self.counter_mut(id).last_step =
                    Some(LastStep { step: *step, number: *number, at, tickets, run: *run });
            }
            CounterEvent::StepUndone { of, places, run } => {
                self.take_back(id, (*of, *run), places);
            }
        }
    }

    fn issue(&mut self, id: TicketId, issued: &TicketIssued, at: Timestamp) {
        let phase = if issued.kiosk.is_some() { Phase::Issued } else { Phase::WAITING };
        let ticket = Ticket {
            number: issued.number,
            day: self.today(),
            queue: issued.queue.clone(),
            drawn_for: issued.queue.clone(),
            promise: issued.promise,
            service: first(&issued.services),
            stops: begun(&issued.services),
            language: issued.language,
            channel: issued.channel,
            kiosk: issued.kiosk.clone(),
            token: Some(issued.token),
            issued_at: at,
            arrived: issued.arrived.unwrap_or(at),
            first_arrived: issued.arrived.unwrap_or(at),
            entered: None,
            class: Class::default().on(issued.footing).prioritised(issued.priority.as_ref()),
            booking: issued.booking.clone(),
            voucher: issued.voucher.clone(),
            yields: 0,
            came_back: false,
            in_outage: self.outage(&issued.queue).is_some(),
            inaccurate: false,
            ahead: issued.ahead,
            shown: None,
            phase: phase.clone(),
            called_at: None,
            serving_at: None,
            call_count: 0,
            why: None,
            outcome: None,
            changes: 0,
        };
        self.series.insert(issued.number.prefix(), issued.number.count());
        self.flows.entry(issued.queue.clone()).or_default().draws(at);
        self.add(id, ticket, phase);
        self.use_up(id);
        self.keep_texts(id, issued.priority.as_ref(), at);
    }

    fn admit(&mut self, id: TicketId, admitted: &TicketAdmitted, at: Timestamp) {
        let phase = if admitted.expired { Phase::Expired { at } } else { Phase::WAITING };
        let ticket = Ticket {
            number: admitted.number,
            day: admitted.day,
            queue: admitted.queue.clone(),
            drawn_for: admitted.queue.clone(),
            promise: None,
            service: first(&admitted.services),
            stops: begun(&admitted.services),
            language: admitted.language,
            channel: admitted.channel,
            kiosk: admitted.kiosk.clone(),
            token: admitted.token,
            issued_at: admitted.issued_at,
            arrived: admitted.issued_at,
            first_arrived: admitted.issued_at,
            entered: None,
            class: Class::default().prioritised(admitted.priority.as_ref()),
            booking: None,
            voucher: None,
            yields: 0,
            came_back: false,
            in_outage: self.outage(&admitted.queue).is_some(),
            inaccurate: false,
            ahead: 0,
            shown: Some(Shown::Paper),
            phase: phase.clone(),
            called_at: None,
            serving_at: None,
            call_count: 0,
            why: None,
            outcome: None,
            changes: 0,
        };
        if !admitted.expired {
            self.add(id, ticket, phase);
            self.keep_texts(id, admitted.priority.as_ref(), at);
        }
    }

    fn add(&mut self, id: TicketId, ticket: Ticket, phase: Phase) {
        self.leave_standby(id);
        self.numbers.insert(ticket.number, id);
        self.tokens.extend(ticket.token.map(|token| (token, id)));
        *self.issued.entry(ticket.queue.clone()).or_default() += 1;
        self.tickets.insert(id, ticket);
        self.enter(id, phase);
    }

    fn ask_copy(&mut self, id: TicketId, (kiosk, until): (&KioskId, Timestamp), at: Timestamp) {
        self.copies.retain(|copy| copy.until > at && copy.ticket != id);
        self.copies.push(Copy { ticket: id, kiosk: kiosk.clone(), until });
    }

    fn show(&mut self, id: TicketId, by: Shown) {
        self.copies.retain(|copy| copy.ticket != id);
        let ticket = self.ticket_mut(id);
        ticket.shown = Some(by);
        if ticket.phase == Phase::Issued {
            self.put(id, Phase::WAITING, CallEnd::Withdrawn);
        }
    }

    fn keep_texts(&mut self, id: TicketId, priority: Option<&Priority>, at: Timestamp) {
        let Some(Priority { class, reason, .. }) = priority else { return };
        for (field, hash) in [(Field::Class, class), (Field::Reason, reason)] {
            if let Some(hash) = hash {
                self.set_text(id, (field, hash), at);
            }
        }
    }

    /// Gives a ticket a priority, or takes it away, wherever it stands.
    fn prioritise(&mut self, id: TicketId, priority: Option<&Priority>, at: Timestamp) {
        let ticket = self.ticket_mut(id);
        let (queue, old, slot) = (ticket.queue.clone(), ticket.class, ticket.slot(id));
        ticket.class = old.prioritised(priority);
        let new = ticket.class;
        let line = self.line_mut(&queue);
        if line.remove(old, slot) {
            line.insert(new, slot);
        }
        self.erase_text(id, Field::Class);
        self.keep_texts(id, priority, at);
    }

    /// Lets a ticket wait at a later place, for whom it waited before.
    fn stand_back(&mut self, id: TicketId, arrived: Timestamp) {
        self.leave(id, CallEnd::Withdrawn);
        let ticket = self.ticket_mut(id);
        let (waits_for, held_until) = (ticket.waits_for().cloned(), ticket.held_until());
        ticket.arrived = arrived;
        ticket.class.returned = true;
        self.enter(id, Phase::Waiting { waits_for, held_until });
    }

    /// A recall does not keep the counter from taking its call back.
    fn keep_undoable(&mut self, counter: &CounterId, id: TicketId) {
        let changes = self.tickets[&id].changes;
        let step = self.counter_mut(counter).last_step.as_mut();
        if let Some((.., noted)) =
            step.and_then(|step| step.tickets.iter_mut().find(|(noted, ..)| *noted == id))
        {
            *noted = changes;
        }
    }

    fn today(&self) -> ServiceDay {
        self.day.expect("things happen to tickets on an open day").day
    }

    pub(super) fn ticket_mut(&mut self, id: TicketId) -> &mut Ticket {
        self.tickets.get_mut(&id).expect("events name tickets of today")
    }

    pub(super) fn counter_mut(&mut self, id: &CounterId) -> &mut Counter {
        self.counters.entry(id.clone()).or_default()
    }

    pub(super) fn line_mut(&mut self, queue: &QueueId) -> &mut Line {
        self.lines.entry(queue.clone()).or_default()
    }

    pub(super) fn zone_mut(&mut self, id: &ZoneId) -> &mut Zone {
        self.zones.entry(id.clone()).or_default()
    }
}

/// Returns where an event puts a ticket, and what ends its call; none if it stays or more has to be
/// done on the way.
fn moved(event: &TicketEvent, at: Timestamp) -> Option<(Phase, CallEnd)> {
    Some(match event {
        TicketEvent::Served { counter } | TicketEvent::Resumed { counter } => {
            (Phase::Serving { counter: counter.clone() }, CallEnd::Answered)
        }
        TicketEvent::Completed { counter, .. } => {
            (Phase::Completed { counter: counter.clone(), at }, CallEnd::Answered)
        }
        TicketEvent::Missed { counter, return_until } => {
            let (counter, return_until) = (counter.clone(), *return_until);
            (Phase::NoShow { counter, since: at, return_until }, CallEnd::Missed)
        }
        TicketEvent::Skipped { held_until, .. } => {
            let held_until = Some(*held_until);
            (Phase::Waiting { waits_for: None, held_until }, CallEnd::Withdrawn)
        }
        TicketEvent::Parked { counter, reason, until } => {
            let (counter, reason, until) = (counter.clone(), reason.clone(), *until);
            (Phase::Parked { counter, since: at, reason, until }, CallEnd::Withdrawn)
        }
        TicketEvent::Unbound | TicketEvent::Released => (Phase::WAITING, CallEnd::Withdrawn),
        TicketEvent::Cancelled { .. } => (Phase::Cancelled { at }, CallEnd::Withdrawn),
        TicketEvent::Expired => (Phase::Expired { at }, CallEnd::Missed),
        TicketEvent::Issued(_)
        | TicketEvent::Admitted(_)
        | TicketEvent::Shown { .. }
        | TicketEvent::Doubted
        | TicketEvent::Reserved
        | TicketEvent::Called { .. }
        | TicketEvent::Recalled { .. }
        | TicketEvent::WentOn(_)
        | TicketEvent::StopsChanged { .. }
        | TicketEvent::Transferred { .. }
        | TicketEvent::Returned { .. }
        | TicketEvent::Yielded { .. }
        | TicketEvent::PriorityGranted(_)
        | TicketEvent::PriorityWithdrawn { .. }
        | TicketEvent::NoteSet { .. }
        | TicketEvent::CopyAsked { .. }
        | TicketEvent::NoteErased
        | TicketEvent::TextsErased => return None,
    })
}

fn first<T: Clone>(services: &[T]) -> T {
    services.first().expect("a ticket is for a service").clone()
}
