//! What the hall's days teach about waits: each wait that has ended is kept with what was known when
//! it began, and with each new day the model is learnt anew from the last of them.
//!
//! Learning takes a second or two and goes on beside the writer. A wait that began before a restart
//! is not learnt from: what was known then is kept nowhere. Nor is one that an officer's own choice
//! ended: it says nothing of the queue.

use crate::estimate::{Case, Model, Situation, Waited};
use crate::event::{CounterEvent, Event, HallEvent, TicketEvent};
use crate::journal::WaitRow;
use crate::state::{HallState, UNDO_WITHIN, minutes};
use antrean_shared::id::TicketId;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::Why;
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use tracing::{info, warn};

/// Days with waits that are learnt from.
pub(super) const DAYS: u32 = 20;
/// Waits below which a hall has nothing to teach yet (domain.md 7.3).
const CASES_MIN: usize = 30;

/// Waits under way, and what is being learnt.
pub(super) struct Learning {
    begun: BTreeMap<TicketId, Situation>,
    /// Waits that a call has just ended and an undo may still go on with, the oldest first.
    ended: VecDeque<Ended>,
    /// The day for which learning was begun last.
    day: Option<ServiceDay>,
    tell: Sender<(ServiceDay, String)>,
    told: Receiver<(ServiceDay, String)>,
}

/// A wait that a call has ended.
struct Ended {
    at: Timestamp,
    ticket: TicketId,
    case: Case,
}

impl Learning {
    pub(super) fn new() -> Self {
        let (tell, told) = channel();
        Self { begun: BTreeMap::new(), ended: VecDeque::new(), day: None, tell, told }
    }

    /// Notes what was known when a wait began.
    pub(super) fn begins(&mut self, ticket: TicketId, situation: Situation) {
        self.begun.insert(ticket, situation);
    }

    /// Notices an event that is about to be applied; returns the waits that have ended for good.
    pub(super) fn notice(
        &mut self,
        state: &HallState,
        event: &Event,
        at: Timestamp,
    ) -> Vec<WaitRow> {
        match event {
            Event::Ticket { id, event: TicketEvent::Called { why, .. } } => {
                let situation = self.begun.remove(id).filter(|_| *why != Why::Chosen);
                let ticket = state.tickets.get(id).filter(|ticket| ticket.waits_plainly());
                if let (Some(situation), Some(ticket)) = (situation, ticket) {
                    let waited = Waited::Minutes(minutes(at.since(ticket.issued_at)));
                    let day = state.day.expect("a day was opened").day;
                    let case = Case { day, situation, waited };
                    self.ended.push_back(Ended { at, ticket: *id, case });
                }
            }
            // Nobody knows when a visitor who is there no more at night has left.
            Event::Ticket { id, event }
                if event.ends_waiting() || *event == TicketEvent::Expired =>
            {
                self.begun.remove(id);
            }
            Event::Counter { event: CounterEvent::StepUndone { places, .. }, .. } => {
                let waits = places.iter().filter(|(_, place)| place.called_at.is_none());
                waits.for_each(|(id, _)| self.goes_on(*id));
            }
            Event::Ticket { .. } | Event::Counter { .. } | Event::Hall(_) => {}
        }
        self.settled(at, matches!(event, Event::Hall(HallEvent::DayOpened(_))))
    }

    /// The call that ended a wait was taken back.
    fn goes_on(&mut self, id: TicketId) {
        let place = self.ended.iter().rposition(|ended| ended.ticket == id);
        if let Some(Ended { case, .. }) = place.and_then(|place| self.ended.remove(place)) {
            self.begun.insert(id, case.situation);
        }
    }

    /// Takes out the waits whose end cannot be taken back any more.
    fn settled(&mut self, now: Timestamp, day_is_over: bool) -> Vec<WaitRow> {
        let is_settled = |ended: &&Ended| day_is_over || now > ended.at.plus(UNDO_WITHIN);
        let count = self.ended.iter().take_while(is_settled).count();
        let row = |Ended { ticket, case, .. }: Ended| WaitRow {
            ticket,
            service_day: case.day,
            case: serde_json::to_string(&case).expect("a case is plain data"),
        };
        self.ended.drain(..count).map(row).collect()
    }

    /// Tells whether learning has yet to begin on a day.
    pub(super) fn is_due(&self, day: ServiceDay) -> bool {
        self.day != Some(day)
    }

    /// Begins to learn for a day, from the waits of the days before.
    pub(super) fn begin(&mut self, day: ServiceDay, cases: Vec<String>) {
        self.day = Some(day);
        if cases.len() < CASES_MIN {
            return;
        }
        let tell = self.tell.clone();
        let learn = move || {
            let cases: Vec<Case> =
                cases.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
            let model = Model::fit(&cases);
            let text = serde_json::to_string(&model).expect("a model is plain data");
            info!(cases = cases.len(), bytes = text.len(), "learnt from the waits of past days");
            // The hub ends: nobody wants to know any more.
            drop(tell.send((day, text)));
        };
        if let Err(error) = std::thread::Builder::new().name("learning".to_owned()).spawn(learn) {
            warn!(%error, "no thread to learn from the waits of past days; the old model stays");
        }
    }

    /// Returns what was learnt meanwhile.
    pub(super) fn learnt(&self) -> Option<(ServiceDay, String)> {
        self.told.try_recv().ok()
    }
}

#[cfg(test)]
mod tests;
