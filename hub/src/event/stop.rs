//! The services of one visit, and how it goes on from one to the next.

use super::WaitsFor;
use antrean_shared::id::{CounterId, QueueId, ServiceId};
use antrean_shared::opening::ClosedReason;
use antrean_shared::ticket::StopState;
use antrean_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A service of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The service.
    pub service: ServiceId,
    /// How far the visit has come with it.
    pub state: StopState,
    /// The counter that sent the visitor elsewhere and gets him or her back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<CounterId>,
    /// Why nobody served it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ClosedReason>,
}

/// A visitor was finished with at a counter and waits for the next stop of the visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WentOn {
    /// The counter that was done.
    pub counter: CounterId,
    /// What came of it there.
    pub outcome: Option<String>,
    /// Every stop of the visit as it is now.
    pub stops: Vec<Stop>,
    /// The queue to wait in.
    pub queue: QueueId,
    /// What the visitor comes for now.
    pub service: ServiceId,
    /// The instant that decides the place there.
    pub arrived: Timestamp,
    /// Since when the wait for this stop counts.
    pub entered: Timestamp,
    /// The counter to wait for, if it was one that had sent the visitor elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<WaitsFor>,
}

impl Stop {
    /// Returns a service in a state.
    pub fn new(service: ServiceId, state: StopState) -> Self {
        Self { service, state, back_to: None, reason: None }
    }

    /// Tells whether the visit has not come to it yet.
    pub fn is_later(&self) -> bool {
        self.state == StopState::Later
    }

    /// Tells whether the visit is at it.
    pub fn is_current(&self) -> bool {
        self.state == StopState::Current
    }
}
