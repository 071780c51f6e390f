//! Which entries tell of a call: by these marks a question about one ticket finds them.
//!
//! Both journals keep them beside their entries. What happened stands in the entries alone.

use crate::event::{Event, HallEvent, TicketEvent};
use antrean_shared::id::{TicketId, ZoneId};
use std::collections::BTreeSet;

/// A call, by its zone and its number there.
pub(super) type CallOf = (ZoneId, u64);

/// What one entry tells of calls.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// Tickets that were called or called again, and the calls.
    pub made: BTreeSet<(TicketId, CallOf)>,
    /// Calls that a display has shown or announced, or says why not.
    pub reported: BTreeSet<CallOf>,
}

impl Mentions {
    /// Returns what the events of an entry tell of calls.
    pub(super) fn of(events: &[Event]) -> Self {
        let mut mentions = Self::default();
        for event in events {
            if let Event::Ticket {
                id,
                event:
                    TicketEvent::Called { zone, call, .. } | TicketEvent::Recalled { zone, call, .. },
            } = event
            {
                mentions.made.insert((*id, (zone.clone(), *call)));
            }
            if let Event::Hall(
                HallEvent::CallsShown { zone, calls, .. }
                | HallEvent::CallsSpoken { zone, calls, .. },
            ) = event
            {
                let calls = calls.iter().map(|report| (zone.clone(), report.call));
                mentions.reported.extend(calls);
            }
        }
        mentions
    }
}
