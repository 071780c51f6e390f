//! How a ticket leaves one place and enters another, with all that has to follow it: lines, hands,
//! lists, calls, notes. Every change of phase goes through `leave` and `enter`.

use super::flow::FirstCall;
use super::{Call, HallState, Ticket};
use crate::event::{AnnouncedBy, Phase};
use antrean_shared::command::{CallOutcome, CallReport};
use antrean_shared::id::{CounterId, TicketId, ZoneId};
use antrean_shared::limits::BOARD_CALLS_MAX;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CallEnd, CallKind};

impl HallState {
    /// Moves a ticket to another phase; a call that was awaited ends with `end`.
    pub(super) fn put(&mut self, id: TicketId, phase: Phase, end: CallEnd) {
        self.leave(id, end);
        self.enter(id, phase);
    }

    /// Takes a ticket out of everything that its phase put it into.
    pub(super) fn leave(&mut self, id: TicketId, end: CallEnd) {
        let ticket = self.tickets.get(&id).expect("events name tickets of today").clone();
        match &ticket.phase {
            Phase::Issued => {
                self.unconfirmed.remove(&(ticket.issued_at, id));
                self.leave_line(&ticket, id);
            }
            Phase::Waiting { .. } => {
                self.leave_line(&ticket, id);
            }
            Phase::Called { counter, .. } => {
                self.end_call(id, end);
                self.counter_mut(counter).hand = None;
            }
            Phase::Serving { counter } => self.counter_mut(counter).hand = None,
            Phase::Parked { .. } => {
                self.parked.remove(&id);
            }
            Phase::NoShow { .. } => {
                self.missed.remove(&id);
            }
            Phase::Completed { .. } | Phase::Cancelled { .. } | Phase::Expired { .. } => {}
        }
    }

    fn leave_line(&mut self, ticket: &Ticket, id: TicketId) {
        let (class, slot) = (ticket.class, ticket.slot(id));
        let stood = self.line_mut(&ticket.queue).remove(class, slot);
        debug_assert!(stood, "a waiting ticket stands in its line");
    }

    /// Puts a ticket into everything that its new phase asks for.
    pub(super) fn enter(&mut self, id: TicketId, phase: Phase) {
        let ticket = self.ticket_mut(id);
        ticket.phase = phase.clone();
        ticket.changes += 1;
        let (queue, issued_at) = (ticket.queue.clone(), ticket.issued_at);
        let (class, slot) = (ticket.class, ticket.slot(id));
        match &phase {
            Phase::Issued => {
                self.unconfirmed.insert((issued_at, id));
                self.line_mut(&queue).insert(class, slot);
            }
            Phase::Waiting { .. } => self.line_mut(&queue).insert(class, slot),
            Phase::Called { counter, .. } | Phase::Serving { counter } => {
                self.counter_mut(counter).hand = Some(id);
            }
            Phase::Parked { .. } => {
                self.parked.insert(id);
            }
            Phase::NoShow { .. } => {
                self.missed.insert(id);
            }
            Phase::Completed { .. } | Phase::Cancelled { .. } | Phase::Expired { .. } => {}
        }
        self.schedule_erasure(id);
    }

    /// Summons a ticket to a counter: a new call in the zone, the ticket in the counter's hand.
    pub(super) fn summon(&mut self, id: TicketId, at: Timestamp, summons: Summons<'_>) {
        let Summons { counter, zone, call, kind, announced_by } = summons;
        let recalls = match &self.tickets[&id].phase {
            Phase::Called { recalls, .. } => recalls + 1,
            Phase::Issued
            | Phase::Waiting { .. }
            | Phase::Serving { .. }
            | Phase::Parked { .. }
            | Phase::NoShow { .. }
            | Phase::Completed { .. }
            | Phase::Cancelled { .. }
            | Phase::Expired { .. } => 0,
        };
        let phase = Phase::Called {
            counter: counter.clone(),
            since: at,
            zone: zone.clone(),
            call,
            recalls,
        };
        self.put(id, phase, CallEnd::Merged);
        let ticket = self.ticket_mut(id);
        ticket.called_at.get_or_insert(at);
        ticket.call_count += 1;
        let entry = Call {
            call,
            ticket: id,
            number: ticket.number,
            counter: counter.clone(),
            queue: ticket.queue.clone(),
            at,
            kind,
            announced_by,
            reported: None,
            ended: None,
            language: ticket.language,
        };
        let zone = self.zone_mut(zone);
        zone.last_call = call;
        zone.calls.push_back(entry);
        if zone.calls.len() > BOARD_CALLS_MAX {
            let oldest = zone.calls.len() - BOARD_CALLS_MAX;
            let mut place = 0;
            zone.calls.retain(|call| {
                place += 1;
                place > oldest || call.ended.is_none()
            });
        }
    }

    /// Notes how long a visitor waited for the first call, unless an officer's own choice ended the wait.
    pub(super) fn note_wait(&mut self, id: TicketId, at: Timestamp) {
        let ticket = &self.tickets[&id];
        if !ticket.waits_plainly() {
            return;
        }
        let call = FirstCall {
            ticket: id,
            at,
            minute: self.minute_of(at),
            waited: at.since(ticket.issued_at),
            ahead: ticket.ahead,
            promise: ticket.promise,
        };
        let queue = ticket.queue.clone();
        self.flows.entry(queue).or_default().calls(call);
    }

    fn end_call(&mut self, id: TicketId, end: CallEnd) {
        if let Some(call) = self.call_of_mut(id).filter(|call| call.ended.is_none()) {
            call.ended = Some(end);
        }
    }

    /// An undo may bring a call back to life.
    pub(super) fn reopen_call(&mut self, id: TicketId) {
        if let Some(call) = self.call_of_mut(id) {
            call.ended = None;
        }
    }

    fn call_of_mut(&mut self, id: TicketId) -> Option<&mut Call> {
        let Phase::Called { zone, call, .. } = &self.tickets[&id].phase else { return None };
        let (zone, number) = (zone.clone(), *call);
        self.zone_mut(&zone).calls.iter_mut().rev().find(|call| call.call == number)
    }

    /// Notes that displays did what a call relied on; the first report counts. Where the hall is kept
    /// quiet nothing more than the board can be expected.
    pub(super) fn announce(&mut self, zone: &ZoneId, reports: &[CallReport], spoken: bool) {
        let Some(zone) = self.zones.get_mut(zone) else { return };
        for report in reports.iter().filter(|report| announces(report.outcome)) {
            let made = zone.calls.iter_mut().rev().find(|made| made.call == report.call);
            let Some(made) = made.filter(|made| made.reported.is_none()) else { continue };
            let enough = match made.announced_by {
                AnnouncedBy::Speaker => spoken,
                AnnouncedBy::Display => true,
                AnnouncedBy::Call => false,
            };
            if enough {
                made.reported = Some(report.at);
            }
        }
    }
}

fn announces(outcome: CallOutcome) -> bool {
    match outcome {
        CallOutcome::Done | CallOutcome::Silent => true,
        CallOutcome::Answered
        | CallOutcome::Missed
        | CallOutcome::Withdrawn
        | CallOutcome::Merged
        | CallOutcome::TooOld
        | CallOutcome::Hole => false,
    }
}

/// A summons: where to, and the call that says so.
pub(super) struct Summons<'a> {
    pub counter: &'a CounterId,
    pub zone: &'a ZoneId,
    pub call: u64,
    pub kind: CallKind,
    pub announced_by: AnnouncedBy,
}
