//! Who is next, from contract.md 10 and as slowly as it is written there: everybody is looked at for
//! every call.

use super::reserve::Came;
use super::{Bound, Person, Reference, Seat};
use antrean_hub::hall::Counter;
use antrean_hub::hall::rules::Order;
use antrean_shared::id::TicketId;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{TicketNumber, TicketState};
use antrean_shared::time::Timestamp;
use std::time::Duration;

impl Reference {
    /// Everybody whom a counter may call, in calling order, each with the run of priority calls.
    pub(super) fn order(&self, seat: &Seat) -> Vec<(TicketId, u32)> {
        let desk = &self.hall.counters[&seat.id];
        let mut left: Vec<&Person> =
            self.people.iter().filter(|person| self.may_call(seat, person)).collect();
        let (mut order, mut run) = (Vec::new(), seat.run);
        loop {
            let here = self.in_time(&left);
            let Some(next) = self.pick(&here, desk, run) else { break };
            let others = self.whose_turn(&here, desk);
            let regular = others.iter().any(|person| !self.goes_first(person));
            if !next.is_due_first(self.now) {
                run = if self.goes_first(next) && regular { run + 1 } else { 0 };
            }
            order.push((next.id, run));
            left.retain(|person| person.id != next.id);
        }
        order
    }

    /// Those who have booked a later time count only if nobody else waits.
    fn in_time<'p>(&self, all: &[&'p Person]) -> Vec<&'p Person> {
        let here: Vec<_> = all.iter().copied().filter(|one| !one.is_early(self.now)).collect();
        if here.is_empty() { all.to_vec() } else { here }
    }

    fn may_call(&self, seat: &Seat, person: &Person) -> bool {
        person.state == TicketState::Waiting
            && self.is_meant(seat, person)
            && person.held.is_none_or(|until| until <= self.now)
            && self.serves(&self.hall.counters[&seat.id], person)
    }

    /// Whether somebody is sent to nobody else, or to somebody who cannot help any more.
    pub(super) fn is_meant(&self, seat: &Seat, person: &Person) -> bool {
        let to = self.seats.iter().find(|other| match &person.bound {
            None => false,
            Some(Bound::Counter(id)) => *id == other.id,
            Some(Bound::Officer(name)) => other.officer.as_ref() == Some(name),
        });
        to.is_none_or(|to| to.id == seat.id || !self.serves(&self.hall.counters[&to.id], person))
    }

    fn pick<'p>(&self, all: &[&'p Person], desk: &Counter, run: u32) -> Option<&'p Person> {
        let calling = &self.hall.rules.calling;
        let turn = self.whose_turn(all, desk);
        let late = turn
            .iter()
            .copied()
            .filter(|one| self.now.since(one.since()) > minutes(calling.waited_too_long_minutes));
        if let Some(late) = late.min_by_key(|one| (one.arrived, one.number)) {
            return Some(late);
        }
        let smallest = |among: Vec<&'p Person>| {
            among.into_iter().min_by_key(|one| match calling.order {
                Order::HeadStart => (0, one.key()),
                Order::Ratio => (u8::from(!one.has_a_turn()), one.plain_key()),
                Order::Fifo => (0, one.plain_key()),
            })
        };
        let those = |wanted: &dyn Fn(&Person) -> bool| {
            turn.iter().copied().filter(|one| wanted(one)).collect::<Vec<_>>()
        };
        let booked = those(&|one| one.is_due_first(self.now));
        if !booked.is_empty() {
            return smallest(booked);
        }
        let preferred = those(&|one| desk.prefers_priority && one.priority());
        if !preferred.is_empty() {
            return smallest(preferred);
        }
        let regular = those(&|one| !self.goes_first(one));
        if run >= calling.priority_in_a_row_max && !regular.is_empty() {
            return smallest(regular);
        }
        smallest(turn.clone())
    }

    /// Those of the best queue, and of each other one where somebody has waited long enough.
    fn whose_turn<'p>(&self, all: &[&'p Person], desk: &Counter) -> Vec<&'p Person> {
        let patience = minutes(self.hall.rules.calling.rank_patience_minutes);
        let Some(best) = desk.queues.iter().find(|id| all.iter().any(|one| one.queue == **id))
        else {
            return vec![];
        };
        let joined = |person: &Person| {
            person.queue == *best
                || all
                    .iter()
                    .any(|one| one.queue == person.queue && self.now.since(one.since()) > patience)
        };
        let turn = all.iter().copied().filter(|person| joined(person));
        turn.filter(|person| !self.gives_way(person, all, desk)).collect()
    }

    /// Whether a long service lets a short one go first: everybody else is busy with long ones.
    fn gives_way(&self, person: &Person, all: &[&Person], desk: &Counter) -> bool {
        let Some(short) = self.hall.queues[&person.queue].short_minutes else { return false };
        let is_long = |one: &Person| self.hall.services[&one.service].usual_minutes > short;
        let others = self.seats.iter().filter(|seat| {
            seat.id != desk.id
                && seat.state == CounterState::Open
                && self.hall.counters[&seat.id].queues.contains(&person.queue)
        });
        let hands: Vec<Option<&Person>> = others.map(|seat| self.hand(&seat.id)).collect();
        let kept = !hands.is_empty() && hands.iter().all(|hand| hand.is_some_and(is_long));
        let late = minutes(self.hall.rules.calling.waited_too_long_minutes);
        let patient = self.now.since(person.since()) <= late;
        let mut same = all.iter().filter(|one| one.queue == person.queue);
        kept && is_long(person) && patient && same.any(|one| !is_long(one))
    }

    fn goes_first(&self, person: &Person) -> bool {
        match self.hall.rules.calling.order {
            Order::HeadStart => {
                let voucher = matches!(person.came, Came::Voucher(_, seconds) if seconds > 0);
                voucher || person.head_start.is_some_and(|seconds| seconds > 0)
            }
            Order::Ratio => person.has_a_turn(),
            Order::Fifo => false,
        }
    }

    /// How many people of a queue come before somebody.
    pub(super) fn ahead(&self, person: &Person) -> usize {
        let before = |other: &&Person| {
            other.queue == person.queue && other.waits() && other.key() < person.key()
        };
        self.people.iter().filter(before).count()
    }

    /// The arrival of a newcomer: later than everybody who waits there.
    pub(super) fn arrival(&self, queue: &antrean_shared::id::QueueId) -> Timestamp {
        let waiting = self.people.iter().filter(|one| one.queue == *queue && one.waits());
        let waiting = waiting.filter(|one| !one.came.is_booked());
        let last = waiting.map(|one| one.arrived.0).max();
        Timestamp(last.map_or(self.now.0, |last| self.now.0.max(last + 4)))
    }

    /// The arrival that lets three others go before somebody: the next three, or the first three.
    pub(super) fn arrival_behind(&self, id: TicketId, own_place: bool) -> Option<Timestamp> {
        let person = self.person(id).expect("somebody who is here");
        let places = self.hall.queues[&person.queue].absence.return_after_places as usize;
        let waits = |one: &&Person| {
            one.queue == person.queue && one.waits() && one.id != id && !one.is_early(self.now)
        };
        let mut keys: Vec<_> = self.people.iter().filter(waits).map(Person::key).collect();
        keys.sort_unstable();
        keys.retain(|key| !own_place || *key > person.key());
        let last = places.min(keys.len()).checked_sub(1)?;
        let room = keys.get(last + 1).map_or(0, |next| next.0.0 - keys[last].0.0);
        let key = keys[last].0.0 + (room / 2).max(1);
        Some(Timestamp(key).plus(Duration::from_secs(person.seconds())))
    }
}

impl Person {
    pub(super) fn priority(&self) -> bool {
        self.head_start.is_some()
    }

    fn has_a_turn(&self) -> bool {
        self.priority() && !self.stood_back
    }

    pub(super) fn key(&self) -> (Timestamp, Timestamp, TicketNumber) {
        let head_start = Duration::from_secs(self.seconds());
        (self.arrived.minus(head_start), self.arrived, self.number)
    }

    /// The key without a priority.
    fn plain_key(&self) -> (Timestamp, Timestamp, TicketNumber) {
        let head_start = Duration::from_secs(self.came.head_start());
        (self.arrived.minus(head_start), self.arrived, self.number)
    }

    /// Seconds by which the arrival counts as earlier: the larger of two.
    fn seconds(&self) -> u64 {
        self.head_start.unwrap_or(0).max(self.came.head_start())
    }
}

fn minutes(count: u32) -> Duration {
    Duration::from_secs(u64::from(count) * 60)
}
