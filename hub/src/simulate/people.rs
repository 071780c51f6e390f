//! Who comes on a day, when, for what and for how long: drawn from the hall file's `simulation`.
//!
//! What is not in the hall file is assumed here, in the constants: how a day's visitors spread over
//! it and how often a day is busy. Each visitor has a stream of chance of his own.

use super::chance::Chance;
use super::live::Live;
use crate::hall::file::Booking as Bookable;
use crate::hall::file::{HallFile, SimulationFile};
use crate::hall::{Hall, Service};
use antrean_shared::id::{PriorityId, QueueId, ServiceId};
use antrean_shared::opening::QueueToday;
use antrean_shared::time::Timestamp;
use chrono::{Datelike, Weekday};
use std::collections::BTreeMap;
use std::time::Duration;

/// Visitors for each counter on an ordinary day, where the hall file says nothing.
const VISITS_PER_COUNTER: u32 = 12;
/// How many times more visitors a busy day has, where the hall file says nothing.
const PEAK_FACTOR: f64 = 1.8;
/// The Monday of a month that is busy: its first. Fixed, so that short runs compare.
const BUSY_MONDAY_UNTIL: u32 = 7;
/// How many visitors come in each eighth of the time in which numbers are given, in parts of all:
/// many wait at the door, and two fifths have come before a quarter of the day is over.
const ARRIVALS: [f64; 8] = [0.24, 0.19, 0.16, 0.12, 0.09, 0.08, 0.07, 0.05];
/// How many of those who claim priority name no class.
const UNNAMED: f64 = 0.1;
/// Who has booked comes at most so much before the slot, less what some are late.
const EARLY: Duration = Duration::from_secs(18 * 60);
/// How late the last of them come.
const LATE: Duration = Duration::from_secs(3 * 60);
/// Where the streams of chance of those who have booked begin.
const BOOKED: u64 = 1 << 32;
/// The shortest visit.
const SERVICE_TIME_MIN: Duration = Duration::from_secs(15);
/// How many times longer than usual a visit may take.
const SERVICE_TIME_FACTOR_MAX: f64 = 10.0;

/// Somebody who comes to the hall.
#[derive(Debug, Clone, PartialEq)]
pub struct Visitor {
    /// When a number is drawn.
    pub arrives: Timestamp,
    /// What for.
    pub service: ServiceId,
    /// Its queue.
    pub queue: QueueId,
    /// When the slot begins that was booked.
    pub booked: Option<Timestamp>,
    /// The priority that is claimed.
    pub priority: Option<Claim>,
    /// From the call to the counter; none: does not come.
    pub way_time: Option<Duration>,
    /// How long serving takes.
    pub service_time: Duration,
}

/// A visitor's priority.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What the visitor belongs to; an index of the hall's priorities.
    pub class: usize,
    /// What is said at the kiosk.
    pub named: Option<PriorityId>,
}

/// All that visitors are drawn from.
#[derive(Debug)]
pub struct People {
    /// The hall file says who comes.
    pub stated: bool,
    visits_typical: f64,
    visits_peak: f64,
    file: SimulationFile,
    queues: Vec<Share>,
    services: BTreeMap<QueueId, Vec<Service>>,
    priorities: Vec<PriorityId>,
}

/// What of the hall's visitors comes to a queue on a day on which it is open.
#[derive(Debug)]
struct Share {
    queue: QueueId,
    weight: f64,
    priority: f64,
}

impl People {
    /// Reads what visitors are drawn from.
    pub fn new(hall: &Hall, file: &HallFile) -> Self {
        let counters = file.counters.values().filter(|counter| counter.active);
        let counters = counters.filter(|counter| !counter.queues.is_empty()).count();
        let simulation = file.simulation.clone().unwrap_or_default();
        let usual = u32::try_from(counters).unwrap_or(u32::MAX).saturating_mul(VISITS_PER_COUNTER);
        let visits_typical = f64::from(simulation.visits_per_day_typical.unwrap_or(usual));
        let peak = simulation.visits_per_day_peak.map(f64::from);
        let mut services = BTreeMap::<_, Vec<Service>>::new();
        for service in hall.service_order.iter().map(|id| &hall.services[id]) {
            services.entry(service.queue.clone()).or_default().push(service.clone());
        }
        let mut queues = shares(hall, file, &simulation);
        queues.retain(|share| services.contains_key(&share.queue));
        Self {
            stated: file.simulation.is_some(),
            visits_typical,
            visits_peak: peak.unwrap_or(visits_typical * PEAK_FACTOR),
            file: simulation,
            queues,
            services,
            priorities: hall.priorities.iter().map(|priority| priority.id.clone()).collect(),
        }
    }

    /// Tells whether any of them book.
    pub fn book(&self) -> bool {
        self.file.booked_percent > 0.0
    }

    /// Draws the visitors of today, who come in this order.
    pub fn of_day(&self, live: &Live<'_>, (seed, number): (u64, u32)) -> Vec<Visitor> {
        let day = live.state.day.expect("a day was opened").day;
        let mut chance = Chance::of(seed, &[number.into()]);
        let busy = day.0.weekday() == Weekday::Mon && day.0.day() <= BUSY_MONDAY_UNTIL;
        let visits = if busy { self.visits_peak } else { self.visits_typical };
        let open: Vec<_> =
            self.queues.iter().filter(|share| !live.today[&share.queue].spans.is_empty()).collect();
        let expected = visits * open.iter().map(|share| share.weight).sum::<f64>();
        let count = (expected + expected.sqrt() * chance.normal()).round().max(0.0) as u64;
        let one = |at: u64| {
            let mut chance = Chance::of(seed, &[number.into(), at]);
            let share = weighted(chance.share(), open.iter().map(|share| share.weight));
            share.map(|share| {
                let services: Vec<&Service> = self.services[&open[share].queue].iter().collect();
                self.visitor(&mut chance, live, (open[share], &services))
            })
        };
        let mut visitors: Vec<_> = (0..count).filter_map(one).collect();
        visitors.extend(self.booked(live, (seed, number)));
        visitors.sort_by_key(|visitor| visitor.arrives);
        visitors
    }

    /// Draws those who have booked: some minutes early, few late.
    fn booked(&self, live: &Live<'_>, (seed, number): (u64, u32)) -> Vec<Visitor> {
        let day = live.state.day.expect("a day was opened").day;
        let mut all = Vec::new();
        for share in self.queues.iter().filter(|share| !live.today[&share.queue].spans.is_empty()) {
            let Some(rules) = &live.hall.queues[&share.queue].bookings else { continue };
            let theirs = self.services[&share.queue].iter();
            let bookable: Vec<&Service> =
                theirs.filter(|one| one.booking != Bookable::No).collect();
            if bookable.is_empty() {
                continue;
            }
            for slot in live.hall.slots(&share.queue, day) {
                for _ in 0..rules.places {
                    let name = [number.into(), BOOKED + all.len() as u64];
                    let mut chance = Chance::of(seed, &name);
                    let taken = chance.share() < self.file.booked_percent / 100.0;
                    let early = EARLY.mul_f64(chance.share());
                    let visitor = self.visitor(&mut chance, live, (share, &bookable));
                    let arrives = slot.minus(early).plus(LATE);
                    all.push(taken.then_some(Visitor {
                        arrives,
                        booked: Some(slot),
                        priority: None,
                        ..visitor
                    }));
                }
            }
        }
        all.into_iter().flatten().collect()
    }

    /// Draws a visitor; every number is drawn, whether it is needed or not, so that one figure of
    /// the hall file changes nothing else of him.
    fn visitor(
        &self,
        chance: &mut Chance,
        live: &Live<'_>,
        (share, services): (&Share, &[&Service]),
    ) -> Visitor {
        let arrives = arrival(&live.today[&share.queue], chance.share());
        let service = services[chance.pick(services.len())];
        let claims = chance.share() < share.priority && !self.priorities.is_empty();
        let class = chance.pick(self.priorities.len().max(1));
        let names = chance.share() >= UNNAMED;
        let comes = chance.share() >= self.file.no_show_percent / 100.0;
        let way = f64::from(self.file.way_time_seconds) * (0.5 + chance.share());
        let factor = chance.factor(self.file.service_time_variation).min(SERVICE_TIME_FACTOR_MAX);
        let service_time = seconds(f64::from(service.usual_minutes) * 60.0 * factor);
        let claim = || Claim { class, named: names.then(|| self.priorities[class].clone()) };
        Visitor {
            arrives,
            service: service.id.clone(),
            queue: share.queue.clone(),
            booked: None,
            priority: claims.then(claim),
            way_time: comes.then(|| seconds(way)),
            service_time: service_time.max(SERVICE_TIME_MIN),
        }
    }
}

/// Returns the parts of the hall's visitors by queue, in the file's order. A queue that is open on
/// few days has its visitors of the whole week on those.
fn shares(hall: &Hall, file: &HallFile, simulation: &SimulationFile) -> Vec<Share> {
    let queues = || hall.queue_order.iter().map(|id| (id, &file.queues[id.as_str()]));
    let equal = 100.0 / hall.queues.len().max(1) as f64;
    let stated =
        |queue: &crate::hall::file::QueueFile| queue.arrival_share_percent.unwrap_or(equal);
    let all: f64 = queues().map(|(_, queue)| stated(queue)).sum();
    let open = |day: usize, id: &QueueId| hall.queues[id].hours.week[day].is_some();
    let week = (0..7).filter(|day| hall.queue_order.iter().any(|id| open(*day, id))).count();
    let share = |(id, queue): (&QueueId, &crate::hall::file::QueueFile)| {
        let days = (0..7).filter(|day| open(*day, id)).count().max(1);
        let heavy = queue.priority_heavy;
        let percent =
            if heavy { simulation.priority_heavy_percent } else { simulation.priority_percent };
        Share {
            queue: id.clone(),
            weight: stated(queue) / all.max(f64::MIN_POSITIVE) * week as f64 / days as f64,
            priority: percent / 100.0,
        }
    };
    queues().map(share).collect()
}

/// Returns the place among weights that a share of their sum falls on.
fn weighted(share: f64, weights: impl Iterator<Item = f64> + Clone) -> Option<usize> {
    let mut left = share * weights.clone().sum::<f64>();
    let mut last = None;
    for (at, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
        if left < weight {
            return Some(at);
        }
        left -= weight;
        last = Some(at);
    }
    last
}

/// Returns when a visitor comes who falls on a share of the day's visitors: within the times at
/// which numbers are given, more in the morning.
fn arrival(today: &QueueToday, share: f64) -> Timestamp {
    let spans = drawing(today);
    let whole: i64 = spans.iter().map(|(from, to)| to - from).sum();
    let part = weighted(share, ARRIVALS.into_iter()).expect("a day has arrivals");
    let before: f64 = ARRIVALS[..part].iter().sum();
    let all: f64 = ARRIVALS.iter().sum();
    let within = ((share * all - before) / ARRIVALS[part]).clamp(0.0, 1.0);
    let mut left = ((part as f64 + within) / ARRIVALS.len() as f64 * whole as f64) as i64;
    left = left.clamp(0, (whole - 1).max(0));
    for (from, to) in &spans {
        if left < to - from {
            return Timestamp(from + left);
        }
        left -= to - from;
    }
    spans.first().map_or(Timestamp(0), |(from, _)| Timestamp(*from))
}

/// Returns from when until when numbers are given, in milliseconds.
fn drawing(today: &QueueToday) -> Vec<(i64, i64)> {
    let until = today.cut_off.map_or(i64::MAX, |at| at.0);
    let spans = today.spans.iter().enumerate().map(|(at, span)| {
        let from = today.draw_from.filter(|_| at == 0).unwrap_or(span.from);
        (from.0, span.to.0.min(until))
    });
    spans.filter(|(from, to)| from < to).collect()
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_millis((seconds * 1000.0) as u64)
}
