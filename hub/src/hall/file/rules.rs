//! The rules as a hall file writes them.

use crate::hall::rules::{Bookings, Order, Rules};
use schemars::JsonSchema;
use serde::Deserialize;

/// The numbers that commands and the calling order keep to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RulesFile {
    /// How visitors of a queue are called: "head-start", "ratio", or "fifo".
    pub order: OrderName,
    /// Minutes by which a priority visitor's arrival is set earlier; 0: no difference.
    #[schemars(range(max = 240))]
    pub head_start_minutes: u32,
    /// Priority visitors called one after the other while a regular one waits; with "ratio" how
    /// many come for each regular one.
    #[schemars(range(min = 1, max = 1_000))]
    pub priority_in_a_row_max: u32,
    /// Minutes after which nobody else may go first.
    #[schemars(range(min = 1, max = 1_440))]
    pub waited_too_long_minutes: u32,
    /// Minutes after which a counter's less important queue counts as much as its first.
    #[schemars(range(max = 1_440))]
    pub rank_patience_minutes: u32,
    /// Seconds after an announced call before it may be repeated, or counted as no-show.
    #[schemars(range(max = 600))]
    pub recall_after_seconds: u32,
    /// How often a call may be repeated.
    #[schemars(range(max = 10))]
    pub recalls_max: u32,
    /// Minutes within which a visitor who missed the call may come back.
    #[schemars(range(max = 480))]
    pub return_within_minutes: u32,
    /// How many others go before a visitor who comes back or lets others go first.
    #[schemars(range(min = 1, max = 20))]
    pub return_after_places: u32,
    /// Seconds for which a skipped visitor is not called again.
    #[schemars(range(max = 1_800))]
    pub skip_grace_seconds: u32,
    /// How often a visitor may let others go first.
    #[schemars(range(max = 10))]
    pub yields_max: u32,
    /// Whether officers may call a chosen visitor.
    pub may_choose: bool,
    /// Whether a counter has to ask before it closes.
    pub closing_needs_approval: bool,
    /// Whether no number is given any more to whom the likely wait would bring past closing.
    pub refuse_past_closing: bool,
    /// Whether an agency gives no numbers while its system is down.
    pub outage_closes: bool,
    /// Days after which the voucher of a visitor whom an outage kept waiting is no longer good.
    #[schemars(range(min = 1, max = 90))]
    pub voucher_days: u32,
    /// Whether boards and voice say that a called visitor has priority, never why.
    pub say_priority: bool,
}

/// What holds for visitors of a queue who have booked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingsFile {
    /// Minutes of a slot; slots begin with each span of the day's hours.
    #[schemars(range(min = 5, max = 480))]
    pub slot_minutes: u32,
    /// Bookings that a slot takes; of a quota as many numbers are kept for them.
    #[schemars(range(min = 1, max = 100))]
    pub places: u32,
    /// Minutes before the slot from which a visitor may check in.
    #[serde(default = "early_minutes")]
    #[schemars(range(max = 480))]
    pub early_minutes: u32,
    /// Minutes after which the place of who has not checked in comes free.
    #[serde(default = "grace_minutes")]
    #[schemars(range(max = 120))]
    pub grace_minutes: u32,
    /// Minutes by which a booked visitor's arrival is set earlier.
    #[serde(default = "head_start_minutes")]
    #[schemars(range(max = 60))]
    pub head_start_minutes: u32,
    /// Whether booked visitors whose time has come go before all others.
    #[serde(default)]
    pub due_first: bool,
}

fn early_minutes() -> u32 {
    Bookings::default().early_minutes
}

fn grace_minutes() -> u32 {
    Bookings::default().grace_minutes
}

fn head_start_minutes() -> u32 {
    Bookings::default().head_start_minutes
}

impl From<&BookingsFile> for Bookings {
    fn from(file: &BookingsFile) -> Self {
        Self {
            slot_minutes: file.slot_minutes,
            places: file.places,
            early_minutes: file.early_minutes,
            grace_minutes: file.grace_minutes,
            head_start_minutes: file.head_start_minutes,
            due_first: file.due_first,
        }
    }
}

/// The rules that one queue has otherwise than the hall; what is left out is the hall's.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QueueRulesFile {
    /// Seconds after an announced call before it may be repeated, or counted as no-show.
    #[schemars(range(max = 600))]
    pub recall_after_seconds: Option<u32>,
    /// How often a call may be repeated.
    #[schemars(range(max = 10))]
    pub recalls_max: Option<u32>,
    /// Minutes within which a visitor who missed the call may come back.
    #[schemars(range(max = 480))]
    pub return_within_minutes: Option<u32>,
    /// How many others go before a visitor who comes back or lets others go first.
    #[schemars(range(min = 1, max = 20))]
    pub return_after_places: Option<u32>,
    /// Seconds for which a skipped visitor is not called again.
    #[schemars(range(max = 1_800))]
    pub skip_grace_seconds: Option<u32>,
}

/// The order of calling by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrderName {
    /// By arrival, priority visitors as if they had come earlier.
    HeadStart,
    /// Priority visitors first, but one regular visitor after so many.
    Ratio,
    /// By arrival alone.
    Fifo,
}

impl From<OrderName> for Order {
    fn from(name: OrderName) -> Self {
        match name {
            OrderName::HeadStart => Self::HeadStart,
            OrderName::Ratio => Self::Ratio,
            OrderName::Fifo => Self::Fifo,
        }
    }
}

impl Default for RulesFile {
    fn default() -> Self {
        let rules = Rules::default();
        let (calling, absence) = (rules.calling, rules.absence);
        Self {
            order: OrderName::HeadStart,
            head_start_minutes: calling.head_start_minutes,
            priority_in_a_row_max: calling.priority_in_a_row_max,
            waited_too_long_minutes: calling.waited_too_long_minutes,
            rank_patience_minutes: calling.rank_patience_minutes,
            recall_after_seconds: absence.recall_after_seconds,
            recalls_max: absence.recalls_max,
            return_within_minutes: absence.return_within_minutes,
            return_after_places: absence.return_after_places,
            skip_grace_seconds: absence.skip_grace_seconds,
            yields_max: rules.yields_max,
            may_choose: rules.may_choose,
            closing_needs_approval: rules.closing_needs_approval,
            refuse_past_closing: rules.refuse_past_closing,
            outage_closes: rules.outage_closes,
            voucher_days: rules.voucher_days,
            say_priority: rules.say_priority,
        }
    }
}
