//! The date that somebody confirms: time goes on from there, or the whole day moves back with it.

use super::{Person, Reference};
use antrean_hub::hall::Queue;
use antrean_shared::ticket::{Prefix, TicketNumber};
use antrean_shared::time::{ServiceDay, Timestamp};
use chrono::NaiveTime;
use std::time::Duration;

impl Reference {
    pub(super) fn confirm_date(&mut self, date: ServiceDay, time: Option<&str>) {
        let now = self.confirmed(date, time);
        self.date_sure = true;
        // Nothing that was recorded is older than the day's begin, so a time before it is one that goes
        // back; stories tell what happens within a day.
        if self.hall.service_day(now) < self.day {
            self.go_back(now);
        }
        self.pass(now);
    }

    fn confirmed(&self, date: ServiceDay, time: Option<&str>) -> Timestamp {
        let typed = time.map(|time| NaiveTime::parse_from_str(time, "%H:%M").expect("a time"));
        let time = typed.unwrap_or(self.hall.local(self.now).time());
        self.hall.at_local(date.0.and_time(time))
    }

    /// The clock was ahead: everything that happened today, happened so much earlier.
    fn go_back(&mut self, now: Timestamp) {
        let back = self.now.since(now);
        let taken = std::mem::replace(&mut self.day, self.hall.service_day(now));
        self.jump_numbers(&[taken, self.day]);
        for place in 0..self.people.len() {
            let id = self.people[place].id;
            let booked = self.bookings.iter().find(|one| one.ticket == Some(id));
            let slot = booked.map(|one| one.slot);
            self.people[place].go_back(back, slot);
        }
        self.reports.iter_mut().for_each(|(_, _, _, at)| *at = at.minus(back));
        self.seats.iter_mut().for_each(|seat| seat.step = None);
        self.outages.iter_mut().for_each(|(_, it)| it.since = it.since.minus(back));
        for hopeful in &mut self.hopefuls {
            hopeful.release_at = hopeful.release_at.min(now);
        }
    }

    /// Where numbers of these days are on papers already, the day's go on at the first full hundred,
    /// 20 above the last.
    pub(super) fn jump_numbers(&mut self, days: &[ServiceDay]) {
        // Where nobody has drawn since the last time, that one's papers count still.
        let before = std::mem::take(&mut self.jumped);
        let before = |queue: &Queue| {
            let of = |(prefix, _): &&(Prefix, u16)| *prefix == queue.prefix && days.len() > 1;
            before.iter().filter(of).map(|(_, last)| *last).max()
        };
        let here = self.people.iter().map(|one| (one.day, one.number));
        let all: Vec<_> = self.history.iter().copied().chain(here).collect();
        for queue in self.hall.queues.values() {
            let same = |(day, number): &&(ServiceDay, TicketNumber)| {
                days.contains(day) && number.prefix() == queue.prefix
            };
            let last = all.iter().filter(same).map(|(_, number)| number.count());
            let last = last.chain(before(queue)).max();
            let hundred = last.map(|last| (1..).map(|n| n * 100).find(|full| *full >= last + 20));
            self.jumped.extend(hundred.flatten().map(|full| (queue.prefix, full - 1)));
        }
    }
}

impl Person {
    fn go_back(&mut self, back: Duration, slot: Option<Timestamp>) {
        let not_before = |at: Timestamp| {
            let moved = at.minus(back);
            slot.map_or(moved, |slot| if at < slot { at.max(moved) } else { moved.max(slot) })
        };
        self.arrived = not_before(self.arrived);
        self.first_arrived = not_before(self.first_arrived);
        for at in [&mut self.issued_at, &mut self.texted, &mut self.ended] {
            *at = at.minus(back);
        }
        let some = [&mut self.entered, &mut self.held, &mut self.return_until];
        some.into_iter().flatten().for_each(|at| *at = at.minus(back));
        if let Some(called) = &mut self.called {
            called.at = called.at.minus(back);
        }
    }
}
