//! What becomes of a question of the menu once the hub has answered.
//!
//! A refused question is there again, with everything that was typed.

use crate::controller::dialog::Dialog;
use crate::controller::{Controller, Pending};
use crate::screen::NoticeKind;
use antrean_shared::protocol::Done;

/// A command of the menu under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    /// The question that asked.
    pub(super) dialog: Option<Dialog>,
    pub(super) then: Then,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    Say(String),
    /// Show this voucher.
    Voucher(String),
    /// Show the number that was drawn for this booking.
    Number(String),
}

impl Under {
    pub(super) fn says(text: String) -> Self {
        Self { dialog: None, then: Then::Say(text) }
    }

    pub(super) fn voucher(code: &str) -> Self {
        let (head, tail) = code.split_at(code.len() / 2);
        Self { dialog: None, then: Then::Voucher(format!("{head}-{tail}")) }
    }

    pub(super) fn number(booking: String) -> Self {
        Self { dialog: None, then: Then::Number(booking) }
    }

    pub(super) fn with(self, dialog: Dialog) -> Self {
        Self { dialog: Some(dialog), ..self }
    }
}

impl Controller {
    pub(in crate::controller) fn more_done(&mut self, pending: &Pending, done: &Done) {
        let Some(under) = &pending.under else { return };
        let about = under.dialog.as_ref().map_or_else(String::new, |d| d.number.clone());
        match &under.then {
            Then::Say(text) => self.say(NoticeKind::Done, text.clone()),
            Then::Voucher(code) => {
                let sentence = self.words().voucher_given(&about);
                self.tell(about, code.clone(), sentence);
            }
            Then::Number(booking) => {
                let issued = done.issued.as_ref().map(|ticket| ticket.number);
                let Some(number) = issued.or(done.ticket.as_ref().map(|ticket| ticket.number))
                else {
                    return;
                };
                let sentence = self.words().checked_in(done.was_there);
                self.tell(booking.clone(), number.to_string(), sentence);
            }
        }
    }

    /// Brings the question of a command back that came to nothing.
    pub(in crate::controller) fn ask_again(&mut self, pending: Pending) {
        if self.dialog.is_none() {
            self.dialog = pending.under.and_then(|under| under.dialog);
        }
    }

    /// Returns what is said when no answer came: a voucher may count, so it is not forgotten.
    pub(in crate::controller) fn unknown_outcome(&self, pending: &Pending) -> String {
        let under = pending.under.as_ref();
        match under.map(|under| (&under.then, &under.dialog)) {
            Some((Then::Voucher(code), Some(dialog))) => {
                self.words().voucher_unknown(&dialog.number, code)
            }
            Some((Then::Voucher(_) | Then::Say(_) | Then::Number(_), _)) | None => {
                self.words().outcome_unknown()
            }
        }
    }
}
