//! What the boards of a zone show: calls, figures, texts.

use super::QueueFigures;
use crate::id::{CounterId, DeviceId, QueueId, ZoneId};
use crate::rejection::CounterState;
use crate::ticket::{Language, TicketNumber};
use crate::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};

/// What the boards of a zone show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardView {
    /// Whose view it is.
    pub zone: ZoneId,
    /// The day that the figures are of.
    pub service_day: ServiceDay,
    /// The newest calls and every older one still awaited, newest first.
    pub calls: Vec<BoardCall>,
    /// Figures of the zone's queues, in the catalogue's order.
    pub queues: Vec<QueueFigures>,
    /// The display that speaks for the zone: the named one, or another while that one is gone or mute.
    pub speaker: Option<DeviceId>,
    /// The highest call that was spoken or need not be.
    pub spoken: u64,
    /// Texts that the person in charge put up, newest first.
    pub announcements: Vec<Announcement>,
    /// The zone's counters that call visitors; none from a hub that does not tell.
    #[serde(default)]
    pub counters: Vec<BoardCounter>,
}

/// A counter as visitors see it: never who sits there, nor why it pauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCounter {
    /// The counter.
    pub counter: CounterId,
    /// Whether it calls.
    pub state: CounterState,
    /// The number that it has called or serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<TicketNumber>,
    /// The visitor with that number is being served.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub serving: bool,
}

/// One summons (contract.md 7). A recall is a call of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCall {
    /// Its number; rises by one per zone and never restarts.
    pub call: u64,
    /// The number that is called.
    pub number: TicketNumber,
    /// Where to go.
    pub counter: CounterId,
    /// The queue, for the agency's name.
    pub queue: QueueId,
    /// When.
    pub at: Timestamp,
    /// What kind of summons.
    pub kind: CallKind,
    /// The visitor is still expected.
    pub awaited: bool,
    /// The visitor is being served at that counter now.
    pub serving: bool,
    /// Why nobody is expected any more.
    pub ended: Option<CallEnd>,
    /// The visitor's language.
    pub language: Language,
    /// The voice says that the visitor has priority; never set where the hall does not want it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub priority: bool,
}

/// What kind of summons a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    /// The first.
    Call,
    /// Again.
    Recall,
    /// Again, for the last time.
    Last,
    /// Taken back.
    Withdrawn,
}

/// Why a call no longer awaits its visitor (contract.md 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallEnd {
    /// Serving began.
    Answered,
    /// No-show or day close.
    Missed,
    /// The call was taken back.
    Withdrawn,
    /// A recall of the same ticket took its place.
    Merged,
}

/// A text on the boards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// When it was put up.
    pub at: Timestamp,
    /// The text.
    pub text: String,
}
