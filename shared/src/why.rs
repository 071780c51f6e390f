//! The rule that gives a ticket its place.

use serde::{Deserialize, Serialize};

/// Why a ticket is next (api.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Nobody who may be served here came earlier.
    Oldest,
    /// The head start of a priority visitor outweighs the earlier arrivals.
    PriorityHeadStart,
    /// Priority visitors were called one after the other; now a regular one is due.
    TwoPrioritiesInARow,
    /// The visitor has waited so long that nobody else may go first.
    WaitedTooLong,
    /// The visitor of a less important queue has waited long enough to be called here.
    LowerRankWaited,
    /// The visitor has booked this time.
    BookingDue,
    /// An outage took the visitor's place of another day away.
    Voucher,
    /// The visitor was away, or let others go first, and is due now.
    Returned,
    /// The visitor comes from an earlier stop of the same visit.
    LaterStop,
    /// The other counters are busy with long services; this one is kept for a short one.
    KeptForShort,
    /// The hall calls so many priority visitors for each regular one.
    Ratio,
    /// A regular visitor would be due, and none waits.
    OnlyPriorityWaiting,
    /// The officer chose the ticket.
    Chosen,
}
