//! The erasable texts about a ticket: a note, the class of a priority, why it was withdrawn.
//!
//! Entries hold their hashes alone; the texts come from the private table (contract.md 3). They are
//! erased once the end of the ticket can no longer be undone.

use super::{HallState, UNDO_WITHIN};
use crate::event::Field;
use antrean_shared::id::TicketId;
use antrean_shared::time::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// A ticket's texts by field.
pub type Texts = BTreeMap<Field, Text>;

/// An erasable text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// SHA-256 of salt and text, in hexadecimal.
    pub hash: String,
    /// The text, from the private table.
    pub text: Option<String>,
    /// When it was written.
    pub at: Timestamp,
}

impl HallState {
    /// Returns an erasable text about a ticket.
    pub fn text(&self, ticket: TicketId, field: Field) -> Option<&str> {
        self.texts.get(&ticket)?.get(&field)?.text.as_deref()
    }

    /// Tells whether a ticket has a text, even if nobody knows it any more.
    pub fn has_text(&self, ticket: TicketId, field: Field) -> bool {
        self.texts.get(&ticket).is_some_and(|texts| texts.contains_key(&field))
    }

    /// Gives a field its text, which entries do not hold.
    pub fn recall_text(&mut self, ticket: TicketId, field: Field, text: String) {
        if let Some(known) = self.texts.get_mut(&ticket).and_then(|texts| texts.get_mut(&field)) {
            known.text = Some(text);
        }
    }

    pub(super) fn set_text(&mut self, id: TicketId, (field, hash): (Field, &str), at: Timestamp) {
        let text = Text { hash: hash.to_owned(), text: None, at };
        self.texts.entry(id).or_default().insert(field, text);
        self.schedule_erasure(id);
    }

    pub(super) fn erase_text(&mut self, id: TicketId, field: Field) {
        let Some(texts) = self.texts.get_mut(&id) else { return };
        texts.remove(&field);
        if texts.is_empty() {
            self.erase_texts(id);
        }
    }

    pub(super) fn erase_texts(&mut self, id: TicketId) {
        self.texts.remove(&id);
        self.erasures.retain(|(_, ticket)| *ticket != id);
    }

    /// Texts go once the end of their ticket, or the writing of one after it, can no longer be
    /// undone, and a visitor who missed the call can no longer come back.
    pub(super) fn schedule_erasure(&mut self, id: TicketId) {
        let Some(texts) = self.texts.get(&id) else { return };
        self.erasures.retain(|(_, ticket)| *ticket != id);
        let ticket = &self.tickets[&id];
        let Some(ended_at) = ticket.phase.ended_at() else { return };
        let written = texts.values().map(|text| text.at).max();
        let undoable = written.map_or(ended_at, |at| at.max(ended_at)).plus(UNDO_WITHIN);
        let last = ticket.return_until().map_or(undoable, |until| until.max(undoable));
        self.erasures.insert((last.plus(Duration::from_millis(1)), id));
    }
}
