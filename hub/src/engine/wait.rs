//! How long a visitor will probably wait: what is known of the queue, asked of the learnt model.
//!
//! The number's promise, the screens and the API come from here; `antrean-hub estimate` asks the same
//! model with the same inputs.

use super::next::{Forecast, ahead_in_line};
use super::today::Today;
use crate::estimate::promise::keep_promise;
use crate::estimate::{Absent, Estimate, Situation};
use crate::event::Promise;
use crate::hall::Hall;
use crate::state::{Class, Flow, HallState, Line, Slot, Ticket, minutes};
use antrean_shared::id::{QueueId, TicketId};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{TicketNumber, TicketState};
use antrean_shared::time::Timestamp;

/// Minutes that a day's first calls are spread over at least.
const DAY_MINUTES_MIN: f64 = 5.0;

/// The hall at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The hall file in force.
    pub hall: &'a Hall,
    /// Today's hours.
    pub today: &'a Today,
    /// What is true.
    pub state: &'a HallState,
    /// Hub time.
    pub now: Timestamp,
}

impl Moment<'_> {
    /// Returns how long somebody with so many people ahead will wait in a queue, or why nothing
    /// honest can be said.
    pub fn estimate(&self, queue: &QueueId, ahead: u32) -> Result<Estimate, Absent> {
        self.state.model.estimate(&self.situation(queue, ahead))
    }

    /// Returns how long a waiting visitor will still wait. What was promised shrinks only slowly.
    pub fn estimate_of(&self, forecast: &Forecast, id: TicketId) -> Result<Estimate, Absent> {
        let ticket = &self.state.tickets[&id];
        let now = self.estimate(&ticket.queue, self.ahead(forecast, id).unwrap_or(0))?;
        // What was promised was the wait for the first stop.
        let promise = ticket.promise.filter(|_| ticket.entered.is_none());
        let kept = promise.map(|promise| {
            let elapsed = minutes(self.now.since(ticket.issued_at));
            keep_promise(&Estimate::from(promise), &now, elapsed)
        });
        Ok(not_before(kept.unwrap_or(now), self.until_booked(ticket)))
    }

    /// Returns who will be called before whom.
    pub fn forecast(&self) -> Forecast {
        Forecast::of(self.hall, self.state, self.now)
    }

    /// Returns how many people of its queue are called before a ticket; none if it is in no line.
    /// Where no counter is open, the places in the line say it.
    pub fn ahead(&self, forecast: &Forecast, id: TicketId) -> Option<u32> {
        let ticket = self.state.tickets.get(&id)?;
        let in_line = matches!(ticket.state(), TicketState::Issued | TicketState::Waiting);
        let line = self.state.lines.get(&ticket.queue).filter(|_| in_line)?;
        let (class, slot) = (ticket.class, ticket.slot(id));
        let in_line = || self.ahead_in(line, class, slot);
        Some(forecast.ahead(id).unwrap_or_else(in_line))
    }

    /// Returns the arrival of a newcomer to a queue, and how many people are called before: all who
    /// wait, unless a priority, a booking or a voucher sets the newcomer before some of them.
    pub fn place_of_newcomer(
        &self,
        (queue, class): (&QueueId, Class),
        (ticket, number): (TicketId, TicketNumber),
        comes: Timestamp,
    ) -> (Timestamp, u32) {
        let arrived = self.state.arrival_of_newcomer(queue, class, comes);
        let slot = Slot { arrived, number, ticket, since: arrived };
        let line = self.state.lines.get(queue);
        (arrived, line.map_or(0, |line| self.ahead_in(line, class, slot)))
    }

    /// Whoever has nothing that sets him before others stands where the line says, and may only come
    /// sooner by a guard; for all others the rule is asked. Every answer to a drawn number comes here.
    fn ahead_in(&self, line: &Line, class: Class, slot: Slot) -> u32 {
        let plain = !class.priority && class.footing.is_walk_in() && !class.later_stop;
        let ahead = if plain {
            line.ahead_of(class, slot)
        } else {
            ahead_in_line(&self.hall.rules.calling, line, (class, slot), self.now)
        };
        u32::try_from(ahead).unwrap_or(u32::MAX)
    }

    /// Returns minutes until the booked time.
    fn until_booked(&self, ticket: &Ticket) -> f64 {
        let comes = Some(ticket.arrived).filter(|_| ticket.class.footing.is_booked());
        comes.map_or(0.0, |comes| minutes(comes.since(self.now)))
    }

    /// Returns what is known of a queue, for somebody with so many people ahead.
    pub fn situation(&self, queue: &QueueId, ahead: u32) -> Situation {
        let nothing = Flow::default();
        let flow = self.state.flows.get(queue).unwrap_or(&nothing);
        let since = |at: Timestamp| minutes(self.now.since(at));
        let ran = flow.since.map(since).filter(|ran| *ran > 0.0);
        let head = self.state.lines.get(queue).and_then(Line::first_arrival);
        Situation {
            queue: queue.to_string(),
            minute: self.state.minute_of(self.now),
            ahead,
            counters_open: self.counters_open(queue),
            after_hours: self.today.get(queue).is_none() || self.is_over(queue),
            called: flow.sums.called,
            calls_per_minute: [15, 30, 60].map(|over| flow.calls_per_minute(over, self.now)),
            calls_per_minute_today: ran
                .map(|ran| (f64::from(flow.sums.called) + 1.0) / (ran + DAY_MINUTES_MIN)),
            drawn_per_minute: flow.drawn_per_minute(self.now),
            minutes_since_call: flow.calls.back().copied().or(flow.since).map(since),
            last_wait_minutes: flow.sums.last_wait.map(minutes),
            head_wait_minutes: head.map(since),
            usual_minutes_per_place: self.today.usual_minutes_per_place(queue),
            today: flow.sums.today,
        }
    }

    fn counters_open(&self, queue: &QueueId) -> u32 {
        let open = |id| self.state.counter_state(id) == CounterState::Open;
        // Few counters have been used today; the hall has many.
        let used = self.state.counters.keys().filter(|id| open(id));
        let desks = used.filter_map(|id| self.hall.counters.get(id));
        u32::try_from(desks.filter(|desk| desk.queues.contains(queue)).count()).unwrap_or(u32::MAX)
    }
}

/// Nobody is told to be called before the booked time.
fn not_before(estimate: Estimate, until: f64) -> Estimate {
    Estimate {
        low_minutes: estimate.low_minutes.max(until),
        likely_minutes: estimate.likely_minutes.max(until),
        high_minutes: estimate.high_minutes.max(until),
    }
}

impl From<Promise> for Estimate {
    fn from(promise: Promise) -> Self {
        let minutes = |seconds: u32| f64::from(seconds) / 60.0;
        Self {
            low_minutes: minutes(promise.low_seconds),
            likely_minutes: minutes(promise.likely_seconds),
            high_minutes: minutes(promise.high_seconds),
        }
    }
}

impl From<Estimate> for Promise {
    fn from(estimate: Estimate) -> Self {
        // A day has 86,400 seconds; longer waits are cut there.
        let seconds = |minutes: f64| (minutes * 60.0).round().clamp(0.0, 86_400.0) as u32;
        Self {
            low_seconds: seconds(estimate.low_minutes),
            likely_seconds: seconds(estimate.likely_minutes),
            high_seconds: seconds(estimate.high_minutes),
        }
    }
}
