//! Visitors who wait for the numbers that come free next.

use super::HallState;
use crate::event::StandbyJoined;
use antrean_shared::id::{QueueId, TicketId, Token};
use antrean_shared::time::Timestamp;
use std::collections::VecDeque;

/// The list of one queue: never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Standby {
    /// When the next numbers come free.
    pub release_at: Timestamp,
    /// Who waits, in order.
    pub people: VecDeque<StandbyJoined>,
}

impl HallState {
    /// Finds a visitor on a list; returns the list and the place, from 0.
    pub fn on_standby(&self, ticket: TicketId) -> Option<(&Standby, usize)> {
        self.standby.values().find_map(|list| {
            let place = list.people.iter().position(|one| one.ticket == ticket)?;
            Some((list, place))
        })
    }

    /// Finds a visitor on a list by the secret of the ticket page.
    pub fn standby_by_token(&self, token: Token) -> Option<TicketId> {
        let mut people = self.standby.values().flat_map(|list| &list.people);
        people.find(|one| one.token == token).map(|one| one.ticket)
    }

    pub(super) fn join_standby(&mut self, joined: &StandbyJoined) {
        let release_at = joined.release_at;
        let list = self.standby.entry(joined.queue.clone());
        let list = list.or_insert(Standby { release_at, people: VecDeque::new() });
        list.people.push_back(joined.clone());
    }

    pub(super) fn leave_standby(&mut self, ticket: TicketId) {
        self.standby.retain(|_, list| {
            list.people.retain(|one| one.ticket != ticket);
            !list.people.is_empty()
        });
    }

    pub(super) fn move_standby(&mut self, queue: &QueueId, release_at: Option<Timestamp>) {
        match (release_at, self.standby.get_mut(queue)) {
            (Some(release_at), Some(list)) => list.release_at = release_at,
            (None, _) => drop(self.standby.remove(queue)),
            (Some(_), None) => {}
        }
    }
}
