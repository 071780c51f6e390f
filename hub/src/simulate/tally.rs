//! What is counted while days pass: bounded, however many days there are.

use super::Count;
use crate::hall::Hall;
use antrean_shared::id::{AgencyId, CounterId};
use antrean_shared::rejection::Rejection;
use std::collections::BTreeMap;
use std::time::Duration;

/// Whom a visitor is counted with.
#[derive(Debug)]
pub struct Kind {
    /// The priority class, an index of the hall's priorities; none: regular.
    pub class: Option<usize>,
    /// The visitor had booked: the wait counts from the booked time.
    pub booked: bool,
    /// The agency that the visitor came to.
    pub agency: AgencyId,
}

/// The counts of a run.
#[derive(Debug)]
pub struct Tally {
    /// By priority class, as the hall has them.
    pub classes: Vec<Group>,
    /// Visitors without priority.
    pub regular: Group,
    /// Visitors who had booked.
    pub booked: Group,
    /// By agency.
    pub agencies: BTreeMap<AgencyId, Group>,
    /// By counter, those with queues.
    pub counters: BTreeMap<CounterId, Worked>,
    /// Numbers refused, by the refusal's code.
    pub refused: BTreeMap<String, u64>,
    /// What became of the numbers.
    pub count: Count,
}

/// Visitors of one kind.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Numbers given.
    pub visitors: u64,
    /// Visitors called, by whole seconds of their wait.
    pub waits: BTreeMap<u64, u64>,
    /// Milliseconds that all of these waited.
    pub waited_millis: u64,
    /// How often the unluckiest was passed.
    pub passes_max: u32,
    /// Visitors who were promised a longest wait.
    pub promised: u64,
    /// Of these, called within it.
    pub kept: u64,
}

/// How long a counter was open, and how long of that it held a ticket.
#[derive(Debug, Clone, Copy, Default)]
pub struct Worked {
    /// Open.
    pub open: Duration,
    /// Holding a ticket.
    pub busy: Duration,
}

impl Tally {
    /// Begins to count.
    pub fn new(hall: &Hall) -> Self {
        let agencies = hall.agencies.iter().map(|agency| (agency.id.clone(), Group::default()));
        let counters = hall.counters.values().filter(|counter| !counter.queues.is_empty());
        Self {
            classes: vec![Group::default(); hall.priorities.len()],
            regular: Group::default(),
            booked: Group::default(),
            agencies: agencies.collect(),
            counters: counters.map(|counter| (counter.id.clone(), Worked::default())).collect(),
            refused: BTreeMap::new(),
            count: Count::default(),
        }
    }

    /// Counts a number that was given.
    pub fn issued(&mut self, kind: &Kind, promised: bool) {
        self.count.issued += 1;
        for group in self.groups(kind) {
            group.visitors += 1;
            group.promised += u64::from(promised);
        }
    }

    /// Counts a number that was refused.
    pub fn refused(&mut self, refused: &Rejection) {
        *self.refused.entry(refused.code()).or_default() += 1;
    }

    /// Counts a visitor who has now been passed so often.
    pub fn passed(&mut self, kind: &Kind, passes: u32) {
        for group in self.groups(kind) {
            group.passes_max = group.passes_max.max(passes);
        }
    }

    /// Counts a visitor's first call.
    pub fn called(&mut self, kind: &Kind, (waited, promised): (Duration, Option<u32>)) {
        let within = |minutes: u32| waited <= Duration::from_secs(u64::from(minutes) * 60);
        let kept = promised.is_some_and(within);
        for group in self.groups(kind) {
            *group.waits.entry(waited.as_secs()).or_default() += 1;
            group.waited_millis += u64::try_from(waited.as_millis()).unwrap_or(u64::MAX);
            group.kept += u64::from(kept);
        }
    }

    /// Counts time in which a counter was open.
    pub fn open(&mut self, counter: &CounterId, time: Duration) {
        self.counters.entry(counter.clone()).or_default().open += time;
    }

    /// Counts time in which a counter held a ticket.
    pub fn busy(&mut self, counter: &CounterId, time: Duration) {
        self.counters.entry(counter.clone()).or_default().busy += time;
    }

    fn groups(&mut self, kind: &Kind) -> [&mut Group; 2] {
        let class = match kind.class {
            Some(class) => &mut self.classes[class],
            None if kind.booked => &mut self.booked,
            None => &mut self.regular,
        };
        [class, self.agencies.get_mut(&kind.agency).expect("every service has its agency")]
    }
}

impl Group {
    /// Returns the visitors who were called.
    pub fn called(&self) -> u64 {
        self.waits.values().sum()
    }

    /// Returns the shortest wait in seconds that at least a share of the called visitors had at
    /// most.
    pub fn wait_seconds_at(&self, share: f64) -> Option<u64> {
        let enough = (share * self.called() as f64).ceil() as u64;
        let mut count = 0;
        self.waits.iter().find_map(|(seconds, visitors)| {
            count += visitors;
            (count >= enough).then_some(*seconds)
        })
    }
}
