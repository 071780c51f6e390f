//! What the announcer answers with: steps to be done in order, and what they speak of.

use super::Manner;
use crate::cursor::Cursor;
use antrean_shared::command::{CallOutcome, CallReport};
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What has to be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Append a line to the flash log.
    Log(CallLine),
    /// Keep the cursor.
    Save(Cursor),
    /// Tell the hub what was shown.
    Shown(Handled),
    /// Tell the hub what was announced.
    Spoken(Handled),
    /// Announce something.
    Speak {
        /// What.
        subject: Subject,
        /// How.
        manner: Manner,
        /// The chime goes before it.
        chime: bool,
    },
    /// Tell the hub at once what waits to be told: another display goes on from there.
    TellNow,
}

/// What is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A call.
    Call(u64),
    /// A text for everybody that was put up then.
    Text(Timestamp),
}

/// A stretch of calls with one outcome; more than one call only where the view carries none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// The first call.
    pub from: u64,
    /// The last call.
    pub to: u64,
    /// When, in hub time.
    pub at: Timestamp,
    /// What became of them.
    pub outcome: CallOutcome,
}

/// A line of the flash log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallLine {
    /// The call.
    pub call: u64,
    /// The last call of a hole that begins with `call`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
    /// The ticket; none in a hole.
    pub number: Option<TicketNumber>,
    /// When, in hub time: of a flash, the first frame.
    pub at: Timestamp,
    /// Flashed or not.
    pub outcome: LineOutcome,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<CallOutcome>,
}

/// Whether a call was flashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineOutcome {
    /// Large and flashed.
    Flashed,
    /// Into the list, or nowhere.
    Silent,
}

impl Handled {
    /// Returns the first reports of the stretch, as many as asked for.
    pub fn reports(&self, count: usize) -> impl Iterator<Item = CallReport> {
        let (at, outcome) = (self.at, self.outcome);
        (self.from..=self.to).take(count).map(move |call| CallReport { call, at, outcome })
    }
}
