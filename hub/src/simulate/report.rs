//! The figures of a run, as api.md names them.

use super::tally::{Group, Tally, Worked};
use crate::hall::Hall;
use antrean_shared::id::{AgencyId, CounterId};
use antrean_shared::ticket::Language;
use serde::Serialize;
use std::collections::BTreeMap;

/// What visitors without priority are called beside the hall's classes.
pub const REGULAR: &str = "regular";

/// What visitors who had booked are called beside them; their wait counts from the booked time, and
/// their promise is to be called within ten minutes of it.
pub const BOOKED: &str = "booked";

/// The figures of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The hall's name.
    pub hall: String,
    /// Days on which it was open.
    pub days: u32,
    /// The seed.
    pub seed: u64,
    /// By priority class in the file's order, then `regular`, then `booked` if anybody was.
    pub classes: Vec<ClassFigures>,
    /// By agency in the file's order.
    pub agencies: Vec<AgencyFigures>,
    /// Counters with queues in the file's order.
    pub counters: Vec<CounterFigures>,
    /// Numbers refused, by the refusal's code.
    pub refused: BTreeMap<String, u64>,
}

/// The figures of a priority class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassFigures {
    /// Its id, or `regular`.
    pub class: String,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The figures of an agency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgencyFigures {
    /// Which.
    pub agency: AgencyId,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The figures of visitors; what nobody can answer for is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Numbers given.
    pub visitors: u64,
    /// Minutes from the number to the first call.
    pub mean_wait_minutes: Option<f64>,
    /// Half of the called waited at most these minutes.
    pub median_wait_minutes: Option<f64>,
    /// 95 of 100 waited at most these minutes.
    pub p95_wait_minutes: Option<f64>,
    /// Minutes of the longest wait.
    pub longest_wait_minutes: Option<f64>,
    /// How often the unluckiest was passed.
    pub passes_max: u32,
    /// The share of those promised a longest wait who were called within it.
    pub promise_kept_share: Option<f64>,
}

/// How much a counter has to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CounterFigures {
    /// Which.
    pub counter: CounterId,
    /// The share of its open time in which it held a ticket; none: it was never open.
    pub busy_share: Option<f64>,
}

/// Makes the figures of what was counted.
pub fn report(hall: &Hall, tally: &Tally, (days, seed): (u32, u64)) -> Report {
    let classes = hall.priorities.iter().zip(&tally.classes);
    let classes = classes.map(|(priority, group)| (priority.id.to_string(), group));
    let regular = (REGULAR.to_owned(), &tally.regular);
    let booked = (tally.booked.visitors > 0).then(|| (BOOKED.to_owned(), &tally.booked));
    let class = |(class, group): (_, &Group)| ClassFigures { class, figures: figures(group) };
    let agency =
        |id: &AgencyId| AgencyFigures { agency: id.clone(), figures: figures(&tally.agencies[id]) };
    let counter = |id: &CounterId| {
        let worked = tally.counters.get(id)?;
        Some(CounterFigures { counter: id.clone(), busy_share: busy_share(worked) })
    };
    Report {
        hall: hall.name.get(hall.languages.first().copied().unwrap_or(Language::Id)).to_owned(),
        days,
        seed,
        classes: classes.chain([regular]).chain(booked).map(class).collect(),
        agencies: hall.agencies.iter().map(|one| agency(&one.id)).collect(),
        counters: hall.counter_order.iter().filter_map(counter).collect(),
        refused: tally.refused.clone(),
    }
}

fn figures(group: &Group) -> Figures {
    let minutes = |seconds: u64| rounded(seconds as f64 / 60.0, 100.0);
    let mean = || rounded(group.waited_millis as f64 / 60_000.0 / group.called() as f64, 100.0);
    Figures {
        visitors: group.visitors,
        mean_wait_minutes: (group.called() > 0).then(mean),
        median_wait_minutes: group.wait_seconds_at(0.5).map(minutes),
        p95_wait_minutes: group.wait_seconds_at(0.95).map(minutes),
        longest_wait_minutes: group.waits.last_key_value().map(|(seconds, _)| minutes(*seconds)),
        passes_max: group.passes_max,
        promise_kept_share: (group.promised > 0)
            .then(|| rounded(group.kept as f64 / group.promised as f64, 10_000.0)),
    }
}

fn busy_share(worked: &Worked) -> Option<f64> {
    let (busy, open) = (worked.busy.as_secs_f64(), worked.open.as_secs_f64());
    (open > 0.0).then(|| rounded(busy / open, 10_000.0))
}

/// Rounds to so many parts of one.
fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}
