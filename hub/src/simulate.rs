//! A hall to think with: the real rules on virtual time, with visitors drawn from the hall file.
//!
//! Pure: a `Plan` and a seed in, a `Run` out, the same bytes on any machine. Visitors are drawn
//! before anything is decided and depend on seed and hall file alone, so two plans that differ in
//! their rules or counters meet the same people. `simulate_cli` reads files and prints.

mod chance;
pub mod change;
mod day;
pub(crate) mod live;
mod people;
pub mod report;
mod shift;
mod tally;
#[cfg(test)]
mod tests;

use crate::hall::Hall;
use crate::hall::file::HallFile;
use antrean_shared::time::ServiceDay;
use chrono::NaiveDate;
use day::Day;
use live::Live;
use people::People;
use report::Report;
use tally::Tally;

/// Calendar days after which a run ends though the hall was not open often enough.
const CALENDAR_DAYS_PER_DAY_MAX: u32 = 14;

/// What to simulate.
#[derive(Debug)]
pub struct Plan {
    hall: Hall,
    people: People,
    days: u32,
    seed: u64,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The figures.
    pub report: Report,
    /// What became of the numbers.
    pub count: Count,
}

/// What became of the numbers that were given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Numbers given.
    pub issued: u64,
    /// Visitors served to the end.
    pub served: u64,
    /// Visitors who did not come when they were called.
    pub absent: u64,
    /// Visitors for whom the day ended first.
    pub open: u64,
}

impl Plan {
    /// Plans so many days on which the hall is open. `file` is what the hall was built from. Where
    /// it lets nobody book, no number is set aside.
    pub fn new(mut hall: Hall, file: &HallFile, (days, seed): (u32, u64)) -> Self {
        let people = People::new(&hall, file);
        if !people.book() {
            hall.queues.values_mut().for_each(|queue| queue.bookings = None);
        }
        Self { hall, people, days, seed }
    }

    /// Returns the hall, as it is simulated.
    pub fn hall(&self) -> &Hall {
        &self.hall
    }

    /// Tells whether the hall file says who comes, and nothing had to be guessed.
    pub fn is_stated(&self) -> bool {
        self.people.stated
    }

    /// Simulates; `progress` hears of each day that is over.
    pub fn run(&self, progress: &mut dyn FnMut(u32)) -> Run {
        let mut live = Live::new(&self.hall, self.hall.day_start(first_day()));
        let mut tally = Tally::new(&self.hall);
        let mut over = 0;
        for number in 0..self.days.saturating_mul(CALENDAR_DAYS_PER_DAY_MAX) {
            if over == self.days {
                break;
            }
            if live.is_open_today() {
                let visitors = self.people.of_day(&live, (self.seed, number));
                Day::new(&mut live, &mut tally, &visitors).run();
                over += 1;
                progress(over);
            }
            live.turn_day();
        }
        let report = report::report(&self.hall, &tally, (over, self.seed));
        Run { report, count: tally.count }
    }
}

/// Every simulation begins on the same Monday, an ordinary one.
fn first_day() -> ServiceDay {
    ServiceDay(NaiveDate::from_ymd_opt(2026, 1, 12).expect("a day of the calendar"))
}
