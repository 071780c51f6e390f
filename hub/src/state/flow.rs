//! What has moved in a queue today: what its waits are estimated from.
//!
//! Sums and the last hour only, so that it stays small on the longest day.

use super::UNDO_WITHIN;
use crate::estimate::Today;
use crate::estimate::calibration::Tally;
use crate::event::Promise;
use antrean_shared::id::TicketId;
use antrean_shared::time::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// How far back calls are remembered one by one.
const CALLS_KEPT: Duration = Duration::from_secs(60 * 60);
/// How far back drawn numbers are remembered one by one.
const DRAWN_KEPT: Duration = Duration::from_secs(45 * 60);

/// The movement of one queue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flow {
    /// When its first number was drawn.
    pub since: Option<Timestamp>,
    /// When visitors were called for the first time, in the last hour before the last one.
    pub calls: VecDeque<Timestamp>,
    /// When numbers were drawn, in the last 45 minutes before the last one.
    pub drawn: VecDeque<Timestamp>,
    /// What the calls come to.
    pub sums: Sums,
    /// The last calls, which may still be taken back.
    recent: VecDeque<Recent>,
}

/// What the first calls of a queue's visitors come to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    /// Visitors called for the first time.
    pub called: u32,
    /// How long the visitor called last had waited.
    pub last_wait: Option<Duration>,
    /// How today compares with other days.
    pub today: Today,
    /// How today's promises came true.
    pub tally: Tally,
}

/// A visitor called for the first time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FirstCall {
    pub ticket: TicketId,
    pub at: Timestamp,
    /// The minute of the service day.
    pub minute: f64,
    pub waited: Duration,
    /// People who were to be called before when the wait began.
    pub ahead: u32,
    /// What the visitor was promised.
    pub promise: Option<Promise>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Recent {
    call: FirstCall,
    before: Sums,
}

impl Sums {
    fn add(&mut self, call: &FirstCall) {
        self.called += 1;
        self.last_wait = Some(call.waited);
        self.today.called(call.minute, minutes(call.waited), call.ahead);
        if let Some(promise) = call.promise {
            self.tally.count(&promise.into(), minutes(call.waited));
        }
    }
}

impl Flow {
    /// Notes that a number was drawn.
    pub(super) fn draws(&mut self, at: Timestamp) {
        self.since.get_or_insert(at);
        remember(&mut self.drawn, at, DRAWN_KEPT);
    }

    /// Notes that somebody was called for the first time.
    pub(super) fn calls(&mut self, call: FirstCall) {
        let settled = |recent: &Recent| call.at > recent.call.at.plus(UNDO_WITHIN);
        while self.recent.front().is_some_and(settled) {
            self.recent.pop_front();
        }
        remember(&mut self.calls, call.at, CALLS_KEPT);
        self.add(call);
    }

    fn add(&mut self, call: FirstCall) {
        self.recent.push_back(Recent { call, before: self.sums });
        self.sums.add(&call);
    }

    /// Forgets a first call that was taken back.
    pub(super) fn takes_back(&mut self, ticket: TicketId) {
        let place = self.recent.iter().rposition(|recent| recent.call.ticket == ticket);
        let Some(place) = place else { return };
        let mut later = self.recent.split_off(place);
        let Some(Recent { call, before }) = later.pop_front() else { return };
        if let Some(place) = self.calls.iter().rposition(|at| *at == call.at) {
            self.calls.remove(place);
        }
        self.sums = before;
        later.into_iter().for_each(|recent| self.add(recent.call));
    }

    /// Lets what happened lie earlier; nothing of it is taken back any more.
    pub(super) fn move_back(&mut self, back: Duration) {
        self.recent.clear();
        let times = self.since.iter_mut().chain(&mut self.calls).chain(&mut self.drawn);
        times.for_each(|then| *then = then.minus(back));
    }

    /// Returns numbers called per minute over so many minutes; none before the queue has run so long.
    pub fn calls_per_minute(&self, over_minutes: u32, now: Timestamp) -> Option<f64> {
        let over = Duration::from_secs(u64::from(over_minutes) * 60);
        self.since.filter(|since| now.since(*since) >= over)?;
        let (_, count) = recent(&self.calls, over, now);
        Some(count as f64 / f64::from(over_minutes))
    }

    /// Returns numbers drawn per minute of late.
    pub fn drawn_per_minute(&self, now: Timestamp) -> Option<f64> {
        let (first, count) = recent(&self.drawn, DRAWN_KEPT, now);
        Some(count as f64 / (minutes(now.since(first?)) + 1.0))
    }
}

/// Returns the first of the times that are at most so old, and how many they are.
fn recent(
    times: &VecDeque<Timestamp>,
    age: Duration,
    now: Timestamp,
) -> (Option<Timestamp>, usize) {
    let older = times.partition_point(|at| now.since(*at) > age);
    (times.get(older).copied(), times.len() - older)
}

/// Returns a length of time in minutes.
pub fn minutes(length: Duration) -> f64 {
    length.as_secs_f64() / 60.0
}

fn remember(times: &mut VecDeque<Timestamp>, at: Timestamp, kept: Duration) {
    while times.front().is_some_and(|old| at.since(*old) > kept) {
        times.pop_front();
    }
    times.push_back(at);
}
