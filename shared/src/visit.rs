//! What is shown of a visit with several stops.

use crate::id::{CounterId, QueueId, ServiceId};
use crate::ticket::{StopState, TicketNumber};
use serde::{Deserialize, Serialize};

/// A service of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopView {
    /// The service.
    pub service: ServiceId,
    /// How far the visit has come with it.
    pub state: StopState,
    /// The counter that holds the ticket finishes it together with the current one.
    #[serde(default)]
    pub here: bool,
}

/// What became of a visit with several stops when a counter was done with the visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentOn {
    /// The visitor's number.
    pub number: TicketNumber,
    /// Where the visit goes on; none: it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStop>,
    /// Services that nobody serves any more today: the visit goes on without them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_served: Vec<ServiceId>,
}

/// Where a visit goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStop {
    /// The queue to wait in.
    pub queue: QueueId,
    /// What for.
    pub service: ServiceId,
    /// The counters that serve it: those that are open, else all of them.
    pub counters: Vec<CounterId>,
}
