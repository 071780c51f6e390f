//! How each event changes the state. Total: it cannot refuse, and it decides nothing.

use super::moves::Summons;
use super::{Announced, Counter, CounterMode, Day, HallState, LastStep, Line, Ticket, Zone};
use crate::event::{
    CounterEvent, DayOpened, Event, HallEvent, Phase, Place, TicketAdmitted, TicketEvent,
    TicketIssued,
};
use antrean_shared::id::{CounterId, QueueId, TicketId, ZoneId};
use antrean_shared::ticket::Shown;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CallEnd, CallKind};

/// Texts that stay on the boards at a time.
const ANNOUNCEMENTS_MAX: usize = 5;

impl HallState {
    /// Changes the state by what happened at `at`.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::Hall(event) => self.apply_to_hall(event, at),
            Event::Ticket { id, event } => self.apply_to_ticket(*id, event, at),
            Event::Counter { id, event } => self.apply_to_counter(id, event, at),
        }
        self.check_touched(event);
    }

    fn apply_to_hall(&mut self, event: &HallEvent, at: Timestamp) {
        match event {
            HallEvent::DayOpened(opened) => self.open_day(opened, at),
            HallEvent::FileChanged { revision } => self.hall_revision = *revision,
            HallEvent::Announced { zone, text } => {
                self.announcements.push_front(Announced {
                    at,
                    zone: zone.clone(),
                    text: text.clone(),
                });
                self.announcements.truncate(ANNOUNCEMENTS_MAX);
            }
            HallEvent::CallsShown { zone, calls, .. } => self.announce(zone, calls, false),
            HallEvent::CallsSpoken { zone, calls, spoken, .. } => {
                self.zone_mut(zone).spoken = *spoken;
                self.announce(zone, calls, true);
            }
        }
    }

    fn apply_to_ticket(&mut self, id: TicketId, event: &TicketEvent, at: Timestamp) {
        match event {
            TicketEvent::Issued(issued) => self.issue(id, issued, at),
            TicketEvent::Admitted(admitted) => self.admit(id, admitted, at),
            TicketEvent::Shown { by } => self.show(id, *by),
            TicketEvent::Doubted => self.show(id, Shown::Unknown),
            TicketEvent::Reserved => {
                let today = self.day.expect("ids are reserved on an open day").day;
                self.reserved.insert(id, today);
            }
            TicketEvent::Called { counter, zone, call, announced_by, why } => {
                self.ticket_mut(id).why = Some(*why);
                let (call, announced_by) = (*call, *announced_by);
                let kind = CallKind::Call;
                self.summon(id, at, Summons { counter, zone, call, announced_by, kind });
            }
            TicketEvent::Recalled { counter, zone, call, announced_by, kind } => {
                let (call, announced_by, kind) = (*call, *announced_by, *kind);
                self.summon(id, at, Summons { counter, zone, call, announced_by, kind });
                self.keep_undoable(counter, id);
            }
            TicketEvent::Served { counter } => {
                self.put(id, Phase::Serving { counter: counter.clone() }, CallEnd::Answered);
                self.ticket_mut(id).serving_at = Some(at);
            }
            TicketEvent::Completed { counter, outcome } => {
                self.put(id, Phase::Completed { counter: counter.clone(), at }, CallEnd::Answered);
                self.ticket_mut(id).outcome.clone_from(outcome);
                self.counter_mut(counter).completed += 1;
            }
            TicketEvent::Missed { counter } => {
                self.put(
                    id,
                    Phase::NoShow { counter: counter.clone(), since: at },
                    CallEnd::Missed,
                );
            }
            TicketEvent::Parked { counter, reason, until } => {
                let (counter, reason) = (counter.clone(), reason.clone());
                self.put(
                    id,
                    Phase::Parked { counter, since: at, reason, until: *until },
                    CallEnd::Withdrawn,
                );
            }
            TicketEvent::Resumed { counter } => {
                self.put(id, Phase::Serving { counter: counter.clone() }, CallEnd::Answered);
                self.ticket_mut(id).serving_at.get_or_insert(at);
            }
            TicketEvent::Transferred { queue, service, waits_for, .. } => {
                self.leave(id, CallEnd::Withdrawn);
                let ticket = self.ticket_mut(id);
                ticket.queue = queue.clone();
                ticket.service = service.clone();
                self.enter(id, Phase::Waiting { waits_for: waits_for.clone() });
            }
            TicketEvent::Unbound | TicketEvent::Released => {
                self.put(id, Phase::Waiting { waits_for: None }, CallEnd::Withdrawn);
            }
            TicketEvent::Cancelled { .. } => {
                self.put(id, Phase::Cancelled { at }, CallEnd::Withdrawn)
            }
            TicketEvent::Expired => self.put(id, Phase::Expired { at }, CallEnd::Missed),
            TicketEvent::NoteSet { hash } => self.set_note(id, hash),
            TicketEvent::NoteErased => self.erase_note(id),
        }
    }

    fn apply_to_counter(&mut self, id: &CounterId, event: &CounterEvent, at: Timestamp) {
        match event {
            CounterEvent::Opened { officer, device } => {
                let counter = self.counter_mut(id);
                counter.mode = CounterMode::Open;
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
                *counter = Counter { completed: counter.completed, ..Counter::default() };
            }
            CounterEvent::StepTaken { step, number, before } => {
                let tickets = before
                    .iter()
                    .map(|(id, place)| (*id, place.clone(), self.tickets[id].changes))
                    .collect();
                self.counter_mut(id).last_step =
                    Some(LastStep { step: *step, number: *number, at, tickets });
            }
            CounterEvent::StepUndone { places, .. } => {
                // One ticket may come back into the hand that another has to leave first.
                places.iter().for_each(|(ticket, _)| self.leave(*ticket, CallEnd::Withdrawn));
                places.iter().for_each(|(ticket, place)| self.restore(*ticket, place));
                self.counter_mut(id).last_step = None;
            }
        }
    }

    /// A day starts from its snapshot alone; live and replayed states are then the same.
    fn open_day(&mut self, opened: &DayOpened, at: Timestamp) {
        let zones = opened.zones.iter().map(|(id, mark)| {
            let zone = Zone { last_call: mark.last_call, spoken: mark.spoken, ..Zone::default() };
            (id.clone(), zone)
        });
        *self = Self {
            day: Some(Day { day: opened.day, opened_at: at, ends_at: opened.ends_at }),
            epoch: opened.epoch,
            hall_revision: opened.hall_revision,
            zones: zones.collect(),
            reserved: opened.reserved.clone(),
            ..Self::default()
        };
    }

    fn issue(&mut self, id: TicketId, issued: &TicketIssued, at: Timestamp) {
        let waiting = Phase::Waiting { waits_for: None };
        let phase = if issued.kiosk.is_some() { Phase::Issued } else { waiting };
        let ticket = Ticket {
            number: issued.number,
            queue: issued.queue.clone(),
            service: first(&issued.services),
            language: issued.language,
            channel: issued.channel,
            kiosk: issued.kiosk.clone(),
            token: Some(issued.token),
            issued_at: at,
            arrived: at,
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
        self.add(id, ticket, phase);
    }

    fn admit(&mut self, id: TicketId, admitted: &TicketAdmitted, at: Timestamp) {
        let waiting = Phase::Waiting { waits_for: None };
        let phase = if admitted.expired { Phase::Expired { at } } else { waiting };
        let ticket = Ticket {
            number: admitted.number,
            queue: admitted.queue.clone(),
            service: first(&admitted.services),
            language: admitted.language,
            channel: admitted.channel,
            kiosk: admitted.kiosk.clone(),
            token: admitted.token,
            issued_at: admitted.issued_at,
            arrived: admitted.issued_at,
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
        }
    }

    fn add(&mut self, id: TicketId, ticket: Ticket, phase: Phase) {
        self.numbers.insert(ticket.number, id);
        self.tokens.extend(ticket.token.map(|token| (token, id)));
        *self.issued.entry(ticket.queue.clone()).or_default() += 1;
        self.tickets.insert(id, ticket);
        self.enter(id, phase);
    }

    fn show(&mut self, id: TicketId, by: Shown) {
        let ticket = self.ticket_mut(id);
        ticket.shown = Some(by);
        if ticket.phase == Phase::Issued {
            self.put(id, Phase::Waiting { waits_for: None }, CallEnd::Withdrawn);
        }
    }

    /// Brings a ticket, which has left its place, back to where it stood before a step.
    fn restore(&mut self, id: TicketId, place: &Place) {
        if let Phase::Completed { counter, .. } = self.tickets[&id].phase.clone() {
            let completed = &mut self.counter_mut(&counter).completed;
            *completed = completed.saturating_sub(1);
            self.ticket_mut(id).outcome = None;
        }
        let ticket = self.ticket_mut(id);
        ticket.queue = place.queue.clone();
        ticket.service = place.service.clone();
        ticket.arrived = place.arrived;
        ticket.called_at = place.called_at;
        ticket.serving_at = place.serving_at;
        ticket.call_count = place.call_count;
        self.enter(id, place.phase.clone());
        self.reopen_call(id);
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

fn first<T: Clone>(services: &[T]) -> T {
    services.first().expect("a ticket is for a service").clone()
}
