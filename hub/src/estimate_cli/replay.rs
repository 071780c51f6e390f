//! What the hub would have known at each reading of a queue's numbers, from the readings before.

use super::table::Row;
use crate::estimate::{Situation, Today, Waited};
use chrono::NaiveDate;
use std::collections::{BTreeMap, VecDeque};

/// Minutes over which drawn numbers are counted.
const DRAWN_MINUTES: f64 = 45.0;
/// Minutes that a day's first calls are spread over at least.
const DAY_MINUTES_MIN: f64 = 5.0;

type Key<'a> = (NaiveDate, &'a str);

/// Returns what was known at each row, in the order of the rows.
pub fn situations(rows: &[Row]) -> Vec<Situation> {
    let mut order: Vec<_> = (0..rows.len()).collect();
    order.sort_by(|a, b| key(&rows[*a]).cmp(&key(&rows[*b])).then(minutes(rows, *a, *b)));
    let mut known: Vec<_> = rows.iter().map(|_| None).collect();
    let mut day: Option<(Key<'_>, Day)> = None;
    for at in order {
        let row = &rows[at];
        let running = match day.take() {
            Some((of, running)) if of == key(row) => running,
            Some(_) | None => Day::starts(row),
        };
        let running = day.insert((key(row), running));
        known[at] = Some(running.1.reads(row));
    }
    known.into_iter().map(|known| known.expect("each row was read")).collect()
}

/// Returns how long each row's visitor waited; one who was not called, at least to the day's last
/// row.
pub fn waited(rows: &[Row]) -> Vec<Waited> {
    let mut ends = BTreeMap::<Key<'_>, f64>::new();
    for row in rows {
        let end = ends.entry(key(row)).or_insert(row.minute);
        *end = end.max(row.minute);
    }
    let one = |row: &Row| match row.wait {
        Some(minutes) => Waited::Minutes(minutes),
        None => Waited::AtLeast(ends[&key(row)] - row.minute),
    };
    rows.iter().map(one).collect()
}

fn key(row: &Row) -> Key<'_> {
    (row.date, &row.queue)
}

fn minutes(rows: &[Row], a: usize, b: usize) -> std::cmp::Ordering {
    rows[a].minute.total_cmp(&rows[b].minute)
}

/// A queue's day as far as it has been read.
struct Day {
    first: Reading,
    last: Reading,
    last_call_minute: f64,
    waiting: VecDeque<Waiting>,
    drawn: VecDeque<Reading>,
    today: Today,
}

/// A number that had been reached at a minute of the day.
#[derive(Clone, Copy)]
struct Reading {
    minute: f64,
    number: u32,
}

/// The visitor of an earlier row.
struct Waiting {
    since_minute: f64,
    number: u32,
    ahead: u32,
}

impl Day {
    fn starts(row: &Row) -> Self {
        let reading = Reading { minute: row.minute, number: row.called };
        Self {
            first: reading,
            last: reading,
            last_call_minute: row.minute,
            waiting: VecDeque::new(),
            drawn: VecDeque::new(),
            today: Today::default(),
        }
    }

    fn reads(&mut self, row: &Row) -> Situation {
        let now = Reading { minute: row.minute, number: row.called };
        if now.number > self.last.number {
            self.last_call_minute = now.minute;
            self.calls(now);
        }
        self.last = now;
        let number = row.called + row.ahead + 1;
        let drawn = Reading { minute: row.minute, number };
        while self.drawn.front().is_some_and(|old| row.minute - old.minute > DRAWN_MINUTES) {
            self.drawn.pop_front();
        }
        let since = *self.drawn.front().unwrap_or(&drawn);
        let more = f64::from(number.saturating_sub(since.number));
        let ran = row.minute - self.first.minute;
        let calls = f64::from(row.called.saturating_sub(self.first.number));
        let situation = Situation {
            queue: row.queue.clone(),
            minute: row.minute,
            ahead: row.ahead,
            counters_open: row.counters_open,
            after_hours: false,
            called: row.called,
            calls_per_minute: row.calls_per_minute,
            calls_per_minute_today: (ran > 0.0).then(|| (calls + 1.0) / (ran + DAY_MINUTES_MIN)),
            drawn_per_minute: (!self.drawn.is_empty())
                .then(|| more / (row.minute - since.minute + 1.0)),
            minutes_since_call: Some(row.minute - self.last_call_minute),
            last_wait_minutes: row.last_wait_minutes,
            head_wait_minutes: row.head_wait_minutes,
            usual_minutes_per_place: None,
            today: self.today,
        };
        self.drawn.push_back(drawn);
        self.waiting.push_back(Waiting { since_minute: row.minute, number, ahead: row.ahead });
        situation
    }

    /// Ends the waits of the numbers that were called since the last row, spread evenly between.
    fn calls(&mut self, now: Reading) {
        let Reading { minute, number } = self.last;
        let per_number = (now.minute - minute) / f64::from(now.number - number);
        let (called, still): (Vec<_>, Vec<_>) =
            self.waiting.drain(..).partition(|waiting| waiting.number <= now.number);
        self.waiting = still.into();
        let mut called: Vec<_> = called
            .into_iter()
            .map(|visitor| {
                let at = minute + per_number * f64::from(visitor.number.saturating_sub(number));
                (at, visitor)
            })
            .collect();
        called.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (at, visitor) in called {
            self.today.called(at, (at - visitor.since_minute).max(0.0), visitor.ahead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(minute: f64, called: u32, ahead: u32) -> Row {
        Row {
            queue: "1".to_owned(),
            date: NaiveDate::from_ymd_opt(2020, 1, 2).unwrap(),
            minute,
            ahead,
            counters_open: 1,
            called,
            calls_per_minute: [None; 3],
            last_wait_minutes: None,
            head_wait_minutes: None,
            wait: None,
        }
    }

    #[test]
    fn estimate_replay_ends_a_wait_when_its_number_is_reached() {
        let rows = [row(500.0, 10, 1), row(510.0, 11, 3), row(520.0, 15, 2)];
        let known = situations(&rows);
        // 12 lies a quarter of the way from 11 to 15: minute 512.5, after 12.5 minutes; 15, drawn
        // at minute 510, came last.
        assert_eq!(known[0].today, Today::default());
        assert_eq!(known[1].today, Today::default());
        let mut today = Today::default();
        today.called(512.5, 12.5, 1);
        today.called(520.0, 10.0, 3);
        assert_eq!(known[2].today, today);
        assert_eq!(known[1].calls_per_minute_today, Some(2.0 / 15.0));
        assert_eq!(known[2].drawn_per_minute, Some(6.0 / 21.0));
        assert_eq!(known[2].minutes_since_call, Some(0.0));
    }

    #[test]
    fn estimate_replay_keeps_queues_and_days_apart() {
        let one = row(500.0, 10, 1);
        let other_queue = Row { queue: "2".to_owned(), ..row(510.0, 40, 1) };
        let next_day = Row { date: one.date.succ_opt().unwrap(), ..row(520.0, 50, 1) };
        for known in situations(&[one, other_queue, next_day]) {
            assert_eq!((known.today, known.drawn_per_minute), (Today::default(), None));
        }
    }

    #[test]
    fn estimate_replay_counts_who_was_not_called_until_the_last_row() {
        let rows =
            [row(500.0, 10, 1), Row { wait: Some(4.0), ..row(510.0, 11, 3) }, row(530.0, 12, 0)];
        let expected = [Waited::AtLeast(30.0), Waited::Minutes(4.0), Waited::AtLeast(0.0)];
        assert_eq!(waited(&rows), expected);
    }

    proptest! {
        #[test]
        fn estimate_replay_never_looks_ahead(
            steps in proptest::collection::vec((1..20_u32, 0..6_u32, 0..30_u32), 1..40),
            cut in 0..40_usize,
        ) {
            let (mut minute, mut called) = (480, 1);
            let rows: Vec<_> = steps
                .into_iter()
                .map(|(later, calls, ahead)| {
                    (minute, called) = (minute + later, called + calls);
                    row(f64::from(minute), called, ahead)
                })
                .collect();
            let cut = cut.min(rows.len());
            prop_assert_eq!(&situations(&rows)[..cut], &situations(&rows[..cut])[..]);
            let mut turned = rows.clone();
            turned.reverse();
            let mut known = situations(&turned);
            known.reverse();
            prop_assert_eq!(known, situations(&rows));
        }
    }
}
