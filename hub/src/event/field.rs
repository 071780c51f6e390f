//! The texts about visitors that can be erased, and what takes them away.

use super::TicketEvent;

/// An erasable text about a visitor; it stands in the private table alone (contract.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A note for whoever holds the ticket.
    Note,
    /// The class of a priority.
    Class,
    /// Why an officer granted or withdrew a priority.
    Reason,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 3] = [Self::Note, Self::Class, Self::Reason];

    /// Returns the name in the private table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Class => "class",
            Self::Reason => "reason",
        }
    }
}

impl TicketEvent {
    /// Tells whether a wait that has not ended by a call ends, or is no longer plain.
    pub fn ends_waiting(&self) -> bool {
        matches!(
            self,
            Self::Cancelled { .. }
                | Self::Transferred { .. }
                | Self::Yielded { .. }
                | Self::Returned { .. }
        )
    }

    /// Tells whether the event gives a visitor of before another priority, or none.
    pub fn changes_priority(&self) -> bool {
        matches!(self, Self::PriorityGranted(_) | Self::PriorityWithdrawn { .. })
    }

    /// Returns the one text that the event takes away, if it does.
    pub fn erases(&self) -> Option<Field> {
        if *self == Self::NoteErased {
            Some(Field::Note)
        } else if self.changes_priority() {
            Some(Field::Class)
        } else {
            None
        }
    }
}
