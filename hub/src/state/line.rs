//! The people of one queue, sorted by arrival within each class of head start.
//!
//! Holds issued and waiting tickets. An issued one counts as ahead and cannot be called. The place in
//! line is the key of contract.md 10; a place is never stored.

use crate::event::{Footing, Priority};
use antrean_shared::id::TicketId;
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The smallest difference between two instants.
const STEP: Duration = Duration::from_millis(1);
/// What lies at least between two arrivals, so that a place behind somebody can be told.
const ROOM: Duration = Duration::from_millis(4);

/// What the calling rule sees of a ticket besides its arrival.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    /// Seconds by which the arrival counts as earlier.
    pub head_start_seconds: u32,
    /// The visitor has priority.
    pub priority: bool,
    /// The visitor was away, or let others go first.
    pub returned: bool,
    /// The visitor comes from an earlier stop of the visit: the wait counts from there, not from
    /// the arrival.
    pub later_stop: bool,
    /// What gives an earlier place besides a priority.
    pub footing: Footing,
}

/// Where a ticket stands in its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The instant that decides the place.
    pub arrived: Timestamp,
    /// The number, which decides between equal instants.
    pub number: TicketNumber,
    /// Whose.
    pub ticket: TicketId,
    /// Since when the wait counts; in classes other than a later stop's that is the arrival.
    pub since: Timestamp,
}

/// A line of tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(BTreeMap<Class, BTreeSet<Slot>>);

impl Class {
    /// Returns the instant by which a place is found: the arrival less the head start.
    pub fn key(self, arrived: Timestamp) -> Timestamp {
        arrived.minus(self.head_start())
    }

    /// Returns the class with a priority, or without.
    #[must_use]
    pub fn prioritised(self, priority: Option<&Priority>) -> Self {
        let head_start_seconds = priority.map_or(0, |priority| priority.head_start_seconds);
        Self { head_start_seconds, priority: priority.is_some(), ..self }
    }

    /// Returns the class of a visitor on a footing.
    #[must_use]
    pub fn on(self, footing: Footing) -> Self {
        Self { footing, ..self }
    }

    /// Returns by how much an arrival counts as earlier: by the priority or by what the visitor
    /// came with, whichever is more.
    pub fn head_start(self) -> Duration {
        let seconds = self.head_start_seconds.max(self.footing.head_start_seconds());
        Duration::from_secs(seconds.into())
    }

    /// Tells whether a fixed share of the calls is for the visitor, where the hall gives priority that
    /// way. Whoever was away stands among all others.
    pub fn has_a_turn(self) -> bool {
        self.priority && !self.returned
    }

    /// Tells whether a visitor who has booked is early: the turn has not come.
    pub fn is_early(self, arrived: Timestamp, now: Timestamp) -> bool {
        self.footing.is_booked() && !self.later_stop && self.key(arrived) > now
    }
}

impl Line {
    /// Adds a ticket at its place.
    pub fn insert(&mut self, class: Class, slot: Slot) {
        self.0.entry(class).or_default().insert(slot);
    }

    /// Takes a ticket out; tells whether it was there.
    pub fn remove(&mut self, class: Class, slot: Slot) -> bool {
        let Some(slots) = self.0.get_mut(&class) else { return false };
        let was_there = slots.remove(&slot);
        if slots.is_empty() {
            self.0.remove(&class);
        }
        was_there
    }

    /// Returns how many tickets are in the line.
    pub fn len(&self) -> usize {
        self.0.values().map(BTreeSet::len).sum()
    }

    /// Tells whether nobody is in the line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns each class with its tickets, earliest arrival first.
    pub fn classes(&self) -> impl Iterator<Item = (Class, impl Iterator<Item = Slot> + '_)> + '_ {
        self.0.iter().map(|(class, slots)| (*class, slots.iter().copied()))
    }

    /// Returns the tickets of a class, earliest arrival first.
    pub fn of(&self, class: Class) -> impl Iterator<Item = Slot> + '_ {
        self.0.get(&class).into_iter().flatten().copied()
    }

    /// Returns every ticket, in no order that means anything.
    pub fn tickets(&self) -> impl Iterator<Item = TicketId> + '_ {
        self.0.values().flatten().map(|slot| slot.ticket)
    }

    /// Returns how many tickets stand before one, which need not be in the line.
    pub fn ahead_of(&self, class: Class, slot: Slot) -> usize {
        let own = (class.key(slot.arrived), slot);
        self.count_while(|class, slot| (class.key(slot.arrived), slot) < own)
    }

    /// Counts the tickets of each class up to the first that is not `before`.
    fn count_while(&self, before: impl Fn(Class, Slot) -> bool) -> usize {
        let count = |(class, slots): (&Class, &BTreeSet<Slot>)| {
            let before = |slot: &&Slot| before(*class, **slot);
            // Whoever has just come is asked for most, and stands last.
            match slots.last() {
                Some(last) if before(&last) => slots.len(),
                Some(_) | None => slots.iter().take_while(before).count(),
            }
        };
        self.0.iter().map(count).sum()
    }

    /// Returns the arrival that puts a ticket of a class right behind the last of so many `places`
    /// that follow on a place, or on the front of the line; none if nobody follows. Those who have
    /// booked a later time do not count.
    pub fn arrival_behind(
        &self,
        class: Class,
        (after, now): (Option<(Class, Slot)>, Timestamp),
        places: usize,
    ) -> Option<Timestamp> {
        let after = after.map(|(class, slot)| (class.key(slot.arrived), slot));
        let all = self.classes().flat_map(|(class, slots)| {
            let here = slots.filter(move |slot| !class.is_early(slot.arrived, now));
            here.map(move |slot| (class.key(slot.arrived), slot))
        });
        let mut behind: Vec<_> =
            all.filter(|place| after.is_none_or(|after| *place > after)).collect();
        behind.sort_unstable();
        let last = places.min(behind.len()).checked_sub(1)?;
        let (key, _) = behind[last];
        let room = behind.get(last + 1).map_or(Duration::ZERO, |(next, _)| next.since(key));
        Some(key.plus((room / 2).max(STEP)).plus(class.head_start()))
    }

    /// Returns when whoever waits longest came, of those at the first stop of their visit who have not
    /// booked a time.
    pub fn first_arrival(&self) -> Option<Timestamp> {
        let plain = |class: &Class| !class.later_stop && !class.footing.is_booked();
        let others = self.0.iter().filter(|(class, _)| plain(class));
        others.filter_map(|(_, slots)| slots.first()).map(|slot| slot.arrived).min()
    }

    /// Returns the arrival of whoever joins the line at `now`: later than all, with room for others
    /// to be put between. Who has booked comes at the booked time, whoever else is there.
    pub fn arrival(&self, now: Timestamp) -> Timestamp {
        let others = self.0.iter().filter(|(class, _)| !class.footing.is_booked());
        let last = others.filter_map(|(_, slots)| slots.last()).map(|slot| slot.arrived).max();
        last.map_or(now, |last| now.max(last.plus(ROOM)))
    }
}
