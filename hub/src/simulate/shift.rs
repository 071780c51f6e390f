//! The counters of a day: when each serves, and what it has been doing since when.

use super::live::Live;
use crate::hall::Counter;
use antrean_shared::id::CounterId;
use antrean_shared::opening::Span;
use antrean_shared::time::Timestamp;

/// A counter with hours today.
#[derive(Debug)]
pub struct Shift {
    /// Which.
    pub id: CounterId,
    /// When its queues are open, not overlapping, in order; at least one.
    pub spans: Vec<Span>,
    /// Since when it is open.
    pub open_since: Option<Timestamp>,
    /// Since when it holds a ticket.
    pub hand_since: Option<Timestamp>,
    /// Since when it is open and nobody may be called.
    pub idle_since: Option<Timestamp>,
}

/// What a counter does with an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// It calls.
    Calling,
    /// It calls nobody.
    Break,
    /// It calls whoever still waits, then closes.
    Over,
}

impl Shift {
    /// Returns the counters that open today, in the file's order.
    pub fn all(live: &Live<'_>) -> Vec<Self> {
        let counters = live.hall.counter_order.iter().map(|id| &live.hall.counters[id]);
        counters.filter_map(|counter| Self::of(counter, live)).collect()
    }

    fn of(counter: &Counter, live: &Live<'_>) -> Option<Self> {
        let hours = counter.queues.iter().filter_map(|queue| live.today.get(queue));
        let mut all: Vec<Span> = hours.flat_map(|hours| hours.spans.iter().copied()).collect();
        all.sort_by_key(|span| (span.from, span.to));
        let mut spans = Vec::<Span>::new();
        for span in all {
            match spans.last_mut().filter(|last| span.from <= last.to) {
                Some(last) => last.to = last.to.max(span.to),
                None => spans.push(span),
            }
        }
        let shift = Self {
            id: counter.id.clone(),
            spans,
            open_since: None,
            hand_since: None,
            idle_since: None,
        };
        (!shift.spans.is_empty()).then_some(shift)
    }

    /// Tells what the counter does at an instant that is not before its first span.
    pub fn work(&self, now: Timestamp) -> Work {
        if self.spans.last().is_none_or(|last| now >= last.to) {
            Work::Over
        } else if self.spans.iter().any(|span| span.holds(now)) {
            Work::Calling
        } else {
            Work::Break
        }
    }
}
