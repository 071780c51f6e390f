//! Where a ticket stands: carried by the events that an undo has to bring back.

use super::Stop;
use antrean_shared::id::{CounterId, Officer, QueueId, ServiceId, ZoneId};
use antrean_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Whom a transferred visitor waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// One counter.
    Counter(CounterId),
    /// One officer, wherever he or she sits.
    Officer(Officer),
}

/// Where a ticket stands: all that an undo has to bring back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The queue.
    pub queue: QueueId,
    /// What the visitor comes for.
    pub service: ServiceId,
    /// The stops of the visit.
    pub stops: Vec<Stop>,
    /// The instant that decides the place in the queue.
    pub arrived: Timestamp,
    /// When a later stop was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Timestamp>,
    /// The visitor was away, or let others go first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub returned: bool,
    /// Where in its life.
    pub phase: Phase,
    /// When the visitor was first called.
    pub called_at: Option<Timestamp>,
    /// When serving began.
    pub serving_at: Option<Timestamp>,
    /// Calls so far.
    pub call_count: u32,
    /// What came of the stops before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// A ticket's state with what only that state has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Phase {
    /// The number exists.
    Issued,
    /// In the queue.
    Waiting {
        /// For one counter or officer only.
        waits_for: Option<WaitsFor>,
        /// Not called before; was skipped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held_until: Option<Timestamp>,
    },
    /// On the way to a counter.
    Called {
        /// The counter.
        counter: CounterId,
        /// When it was last called.
        since: Timestamp,
        /// The zone that shows the call.
        zone: ZoneId,
        /// The call's number.
        call: u64,
        /// Recalls since the visitor was called.
        recalls: u32,
    },
    /// At a counter.
    Serving {
        /// The counter.
        counter: CounterId,
    },
    /// Set aside.
    Parked {
        /// By whom.
        counter: CounterId,
        /// Since when.
        since: Timestamp,
        /// Why.
        reason: String,
        /// Until when.
        until: Option<Timestamp>,
    },
    /// Did not come.
    NoShow {
        /// Where.
        counter: CounterId,
        /// When it was marked.
        since: Timestamp,
        /// Until when the visitor may come back; none: not any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_until: Option<Timestamp>,
    },
    /// Served to the end.
    Completed {
        /// Where.
        counter: CounterId,
        /// When.
        at: Timestamp,
    },
    /// Withdrawn.
    Cancelled {
        /// When.
        at: Timestamp,
    },
    /// The day ended first.
    Expired {
        /// When.
        at: Timestamp,
    },
}

impl Phase {
    /// In the queue, for whoever serves it.
    pub const WAITING: Self = Self::Waiting { waits_for: None, held_until: None };
}
