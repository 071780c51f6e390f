//! The question over everything else, as it is shown.
//!
//! Built by the controller, like the rest of the screen.

use super::{ButtonState, FieldLine};
use crate::keys::Action;

/// A question over everything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogScreen {
    pub kind: DialogKind,
    /// The ticket that it is about, or the counter's name.
    pub about: String,
    pub tabs: Vec<TransferTab>,
    pub tab: TransferTab,
    pub rows: Vec<ChoiceLine>,
    pub selected: Option<usize>,
    pub text: FieldLine,
    /// When a parked visitor comes back: `30 menit (11.15)`.
    pub until: Vec<String>,
    pub until_selected: usize,
    /// People waiting, for the question before closing.
    pub waiting: u32,
    /// Tickets that no other open counter may serve, for the same question.
    pub alone: u32,
    /// There may be more of those than the view lists.
    pub alone_or_more: bool,
    pub confirm: ButtonState,
    /// The words of a question of the menu.
    pub own: OwnWords,
}

/// What a question of the menu says; its window has no words of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords {
    pub title: String,
    pub text: String,
    pub confirm: String,
    /// The way back; empty: there is none.
    pub back: String,
    /// What an empty field says; empty: nothing is typed.
    pub field: String,
    /// The field is the last of the lines.
    pub field_last: bool,
    /// Something to write down.
    pub large: String,
    /// The caption over times to choose from.
    pub until: String,
}

/// Which question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialogKind {
    Park,
    Transfer,
    Cancel,
    Pause,
    Close,
    Note,
    /// An absent visitor is there: called now, or put back into the queue.
    HasCome,
    Help,
    /// The menu of what is done seldom, and the questions that it leads to.
    More(Ask),
}

/// The menu, or one of its questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Menu,
    Grant,
    Withdraw,
    AddStop,
    DropStop,
    OrderStops,
    Outage,
    Roll,
    Booking,
    Voucher,
    /// Which kiosk prints a copy.
    Print,
    /// Something to write down: a voucher's code, a booking's number.
    Told,
}

impl Ask {
    /// Tells whether digits choose, because nothing is typed.
    pub fn has_digits(self) -> bool {
        match self {
            Self::Menu | Self::Grant | Self::DropStop | Self::OrderStops | Self::Print => true,
            Self::Withdraw
            | Self::AddStop
            | Self::Outage
            | Self::Roll
            | Self::Booking
            | Self::Voucher
            | Self::Told => false,
        }
    }
}

/// Where a visitor may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferTab {
    Queue,
    Service,
    Counter,
    Officer,
}

impl TransferTab {
    /// Every kind of target, from left to right.
    pub const ALL: [Self; 4] = [Self::Queue, Self::Service, Self::Counter, Self::Officer];
}

/// A line to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceLine {
    pub title: String,
    pub detail: String,
    /// For the list of keys.
    pub action: Option<Action>,
    pub key: &'static str,
}
