//! The numbers that the hall chose for its rules (contract.md 2 and 10, api.md).

use std::time::Duration;

/// The numbers that commands and the calling order keep to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Who is next.
    pub calling: Calling,
    /// What holds for visitors who are not there when they are called, where a queue says nothing.
    pub absence: Absence,
    /// How often a visitor may let others go first.
    pub yields_max: u32,
    /// Whether officers may call a chosen visitor.
    pub may_choose: bool,
    /// Whether a counter has to ask before it closes.
    pub closing_needs_approval: bool,
    /// Whether no number is given any more to whom the likely wait would bring past closing.
    pub refuse_past_closing: bool,
    /// Whether an agency gives no numbers while its system is down.
    pub outage_closes: bool,
    /// Days after which a voucher is no longer good.
    pub voucher_days: u32,
    /// Whether boards and voice say that a called visitor has priority, never why.
    pub say_priority: bool,
}

/// What holds for visitors of a queue who have booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookings {
    /// Minutes of a slot.
    pub slot_minutes: u32,
    /// Bookings that a slot takes; of a quota as many numbers are kept for them.
    pub places: u32,
    /// Minutes before the slot from which a visitor may check in.
    pub early_minutes: u32,
    /// Minutes after which the place of who has not checked in comes free.
    pub grace_minutes: u32,
    /// Minutes by which a booked visitor's arrival is set earlier.
    pub head_start_minutes: u32,
    /// Whether booked visitors whose time has come go before all others.
    pub due_first: bool,
}

/// How the next visitor is chosen (contract.md 10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calling {
    /// The order.
    pub order: Order,
    /// Minutes by which a priority visitor's arrival is set earlier.
    pub head_start_minutes: u32,
    /// Priority visitors whom a counter calls one after the other while a regular one waits; with
    /// the order `Ratio` also how many come for each regular one.
    pub priority_in_a_row_max: u32,
    /// Minutes after which nobody else may go first.
    pub waited_too_long_minutes: u32,
    /// Minutes after which a visitor of a counter's less important queue counts as much as one of
    /// its first.
    pub rank_patience_minutes: u32,
}

impl Calling {
    /// Returns the seconds by which a priority sets an arrival earlier: none in an order that does not
    /// go by it.
    pub fn head_start_seconds(&self) -> u32 {
        match self.order {
            Order::HeadStart => self.head_start_minutes * 60,
            Order::Ratio | Order::Fifo => 0,
        }
    }
}

/// The order in which visitors of one queue are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By arrival, priority visitors as if they had come earlier.
    HeadStart,
    /// Priority visitors first, but one regular visitor after so many.
    Ratio,
    /// By arrival alone.
    Fifo,
}

/// What holds for visitors who are not there when they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Seconds after an announced call before it may be repeated, or counted as no-show.
    pub recall_after_seconds: u32,
    /// How often a call may be repeated.
    pub recalls_max: u32,
    /// Minutes within which a visitor who missed the call may come back.
    pub return_within_minutes: u32,
    /// How many others go before a visitor who comes back or yields.
    pub return_after_places: u32,
    /// Seconds for which a skipped visitor is not called again.
    pub skip_grace_seconds: u32,
}

impl Order {
    /// Returns the order as the hall file and the API write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::HeadStart => "head-start",
            Self::Ratio => "ratio",
            Self::Fifo => "fifo",
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            calling: Calling::default(),
            absence: Absence::default(),
            yields_max: 2,
            may_choose: true,
            closing_needs_approval: false,
            refuse_past_closing: false,
            outage_closes: false,
            voucher_days: 30,
            say_priority: false,
        }
    }
}

impl Default for Bookings {
    fn default() -> Self {
        Self {
            slot_minutes: 30,
            places: 1,
            early_minutes: 60,
            grace_minutes: 15,
            head_start_minutes: 5,
            due_first: false,
        }
    }
}

impl Bookings {
    /// Returns how long before the slot a visitor may check in.
    pub fn early(&self) -> Duration {
        minutes(self.early_minutes)
    }

    /// Returns how long after the slot's begin the place is kept.
    pub fn grace(&self) -> Duration {
        minutes(self.grace_minutes)
    }
}

fn minutes(count: u32) -> Duration {
    Duration::from_secs(u64::from(count) * 60)
}

impl Default for Calling {
    fn default() -> Self {
        Self {
            order: Order::HeadStart,
            head_start_minutes: 20,
            priority_in_a_row_max: 2,
            waited_too_long_minutes: 60,
            rank_patience_minutes: 5,
        }
    }
}

impl Default for Absence {
    fn default() -> Self {
        Self {
            recall_after_seconds: 45,
            recalls_max: 2,
            return_within_minutes: 30,
            return_after_places: 3,
            skip_grace_seconds: 120,
        }
    }
}
