//! The people of one queue in the order of their place: arrival, then number.
//!
//! Holds issued and waiting tickets. An issued one counts as ahead and cannot be called.

use antrean_shared::id::TicketId;
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::Timestamp;
use std::collections::BTreeSet;

/// A sorted line of tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(BTreeSet<(Timestamp, TicketNumber, TicketId)>);

impl Line {
    /// Adds a ticket at its place.
    pub fn insert(&mut self, arrived: Timestamp, number: TicketNumber, ticket: TicketId) {
        self.0.insert((arrived, number, ticket));
    }

    /// Takes a ticket out; tells whether it was there.
    pub fn remove(&mut self, arrived: Timestamp, number: TicketNumber, ticket: TicketId) -> bool {
        self.0.remove(&(arrived, number, ticket))
    }

    /// Returns how many tickets are in the line.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether nobody is in the line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the tickets, first to be called first, with the instants that order them.
    pub fn iter(&self) -> impl Iterator<Item = (Timestamp, TicketNumber, TicketId)> + '_ {
        self.0.iter().copied()
    }

    /// Returns how many tickets stand before the one given.
    pub fn ahead_of(&self, arrived: Timestamp, number: TicketNumber, ticket: TicketId) -> usize {
        let own = (arrived, number, ticket);
        // Whoever has just come is asked for most, and stands last.
        match self.0.last() {
            Some(last) if *last <= own => self.0.len() - usize::from(*last == own),
            Some(_) | None => self.0.range(..own).count(),
        }
    }
}
