//! What a visitor is promised when the number is drawn: the longest wait of the told range.
//!
//! The one place that asks the estimate; once the hub writes a promise into its tickets, that one
//! is read here instead.

use super::live::Live;
use crate::estimate::{Model, Situation, Today, promise};
use antrean_shared::id::QueueId;
use antrean_shared::rejection::CounterState;
use antrean_shared::time::Timestamp;
use std::time::Duration;

/// What a queue's calls of today have shown.
#[derive(Debug, Default)]
pub struct Seen {
    today: Today,
    calls: u32,
    last: Option<(Timestamp, f64)>,
}

impl Seen {
    /// Adds a visitor who is called now, after a wait that began with so many people ahead.
    pub fn called(&mut self, live: &Live<'_>, (waited, ahead): (Duration, u32)) {
        let minutes = minutes_of(waited);
        self.today.called(minute(live), minutes, ahead);
        self.calls += 1;
        self.last = Some((live.now, minutes));
    }
}

/// Returns the minutes that a visitor is promised not to wait longer than, in a hall without
/// history; none where nothing honest can be said.
pub fn minutes(live: &Live<'_>, (queue, ahead): (&QueueId, u32), seen: &Seen) -> Option<u32> {
    let serving = live.hall.counters.values().filter(|counter| counter.queues.contains(queue));
    let open = |id| live.state.counter_state(id) == CounterState::Open;
    let (counters, open) = serving
        .fold((0_u32, 0_u32), |(all, now), counter| (all + 1, now + u32::from(open(&counter.id))));
    let services = live.hall.services.values().filter(|service| service.queue == *queue);
    let usual: Vec<_> = services.map(|service| f64::from(service.usual_minutes)).collect();
    let places = (usual.len() * counters as usize) as f64;
    let situation = Situation {
        queue: queue.to_string(),
        minute: minute(live),
        ahead,
        counters_open: open,
        after_hours: live.today[queue].is_over(live.now),
        called: seen.calls,
        minutes_since_call: seen.last.map(|(at, _)| minutes_of(live.now.since(at))),
        last_wait_minutes: seen.last.map(|(_, minutes)| minutes),
        usual_minutes_per_place: (places > 0.0).then(|| usual.iter().sum::<f64>() / places),
        today: seen.today,
        // Only a model that has learnt from days asks for the rates, and this hall has none yet.
        calls_per_minute: [None; 3],
        calls_per_minute_today: None,
        drawn_per_minute: None,
        head_wait_minutes: None,
    };
    let estimate = Model::default().estimate(&situation).ok()?;
    Some(promise::told(&estimate).high_minutes)
}

/// Returns the minute of the day, in hall time.
fn minute(live: &Live<'_>) -> f64 {
    let day = live.state.day.expect("a day was opened").day;
    minutes_of(live.now.since(live.hall.day_start(day)))
}

fn minutes_of(duration: Duration) -> f64 {
    duration.as_secs_f64() / 60.0
}
