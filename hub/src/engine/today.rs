//! What the hall file comes to on the state's day: worked out once a day, asked for every number.

use crate::hall::Hall;
use antrean_shared::id::QueueId;
use antrean_shared::opening::QueueToday;
use antrean_shared::time::{ServiceDay, Timestamp};
use std::collections::BTreeMap;
use std::ops::Index;

/// A day of the hall file.
#[derive(Debug, Clone, Default)]
pub struct Today {
    hours: BTreeMap<QueueId, QueueToday>,
    usual_minutes: BTreeMap<QueueId, f64>,
    slots: BTreeMap<QueueId, Vec<Timestamp>>,
}

impl Today {
    /// Works out a day.
    pub fn of(hall: &Hall, day: ServiceDay) -> Self {
        let hours = hall.queues.keys().map(|id| (id.clone(), hall.today(id, day)));
        let usual = |id: &QueueId| Some((id.clone(), usual_minutes_per_place(hall, id)?));
        Self {
            hours: hours.collect(),
            usual_minutes: hall.queues.keys().filter_map(usual).collect(),
            slots: hall.queues.keys().map(|id| (id.clone(), hall.slots(id, day))).collect(),
        }
    }

    /// Returns the hours of a queue.
    pub fn get(&self, queue: &QueueId) -> Option<&QueueToday> {
        self.hours.get(queue)
    }

    /// Returns the hours of every queue.
    pub fn hours(&self) -> impl Iterator<Item = &QueueToday> {
        self.hours.values()
    }

    /// Returns when a queue's slots for bookings begin.
    pub fn slots(&self, queue: &QueueId) -> &[Timestamp] {
        self.slots.get(queue).map_or(&[], Vec::as_slice)
    }

    /// Returns the usual minutes of a queue's services over the counters that serve it.
    pub fn usual_minutes_per_place(&self, queue: &QueueId) -> Option<f64> {
        self.usual_minutes.get(queue).copied()
    }
}

impl Index<&QueueId> for Today {
    type Output = QueueToday;

    fn index(&self, queue: &QueueId) -> &QueueToday {
        &self.hours[queue]
    }
}

fn usual_minutes_per_place(hall: &Hall, queue: &QueueId) -> Option<f64> {
    let services = hall.services.values().filter(|service| service.queue == *queue);
    let usual: Vec<f64> = services.map(|service| f64::from(service.usual_minutes)).collect();
    let desks = hall.counters.values().filter(|desk| desk.queues.contains(queue)).count();
    (desks > 0 && !usual.is_empty())
        .then(|| usual.iter().sum::<f64>() / usual.len() as f64 / desks as f64)
}
