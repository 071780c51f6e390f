//! Visitors who are not there when they are called: skipped for a while, called again once they
//! have come, or put back into the queue.

use super::dialog::{Answer, Choice, Dialog};
use super::{Controller, Effect, Stamp};
use crate::keys::Action;
use crate::words::WhyNot;
use antrean_shared::command::Command;
use antrean_shared::id::TicketId;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;

impl Controller {
    /// Tells whether the key of chosen tickets skips: a visitor was called, and no ticket is chosen.
    pub(super) fn skips(&self) -> bool {
        let called = self.in_hand().is_some_and(|ticket| ticket.state == TicketState::Called);
        called && self.lists.selected.is_none()
    }

    /// Tells why the called visitor cannot be skipped.
    pub(super) fn may_skip(&self) -> Result<(), WhyNot> {
        let view = self.counter_view().ok_or(WhyNot::NoMeaning)?;
        if view.state != CounterState::Open {
            return Err(WhyNot::CounterIs(view.state));
        }
        if view.waiting_total == 0 { Err(WhyNot::NobodyWaits) } else { Ok(()) }
    }

    /// Tells why nobody may be called or taken up besides the rules of the lists.
    pub(super) fn hands_free(&self) -> Result<(), WhyNot> {
        let view = self.counter_view().ok_or(WhyNot::NoMeaning)?;
        match &view.ticket {
            Some(ticket) => Err(WhyNot::InHand(ticket.number)),
            None if view.state == CounterState::Open => Ok(()),
            None => Err(WhyNot::CounterIs(view.state)),
        }
    }

    fn may_call_absent(&self) -> Result<(), WhyNot> {
        let may_choose = self.counter_view().is_some_and(|view| view.may_choose);
        if may_choose { self.hands_free() } else { Err(WhyNot::MayNotChoose) }
    }

    fn may_put_back(&self, ticket: Option<TicketId>) -> Result<(), WhyNot> {
        self.return_until(ticket).map(drop).ok_or(WhyNot::ReturnOver)
    }

    /// Returns until when an absent visitor may come back, if that is still ahead.
    fn return_until(&self, ticket: Option<TicketId>) -> Option<Timestamp> {
        let row = self.missed_rows().into_iter().find(|row| Some(row.id) == ticket)?;
        row.return_until.filter(|until| self.now < *until)
    }

    /// Tells whether a visitor is still among the absent ones.
    pub(super) fn is_absent(&self, ticket: TicketId) -> bool {
        self.missed_rows().into_iter().any(|row| row.id == ticket)
    }

    /// Returns the answer that is chosen at first: the call, where it is possible.
    pub(super) fn first_for_absent(&self) -> usize {
        usize::from(self.may_call_absent().is_err())
    }

    /// Returns both answers, always in the same places; one that is not possible says why.
    pub(super) fn choices_for_absent(&self, dialog: &Dialog) -> Vec<Choice> {
        let words = self.words();
        let why = |may: Result<(), WhyNot>| may.err().and_then(|why| words.why_not(&why));
        let until = self.return_until(dialog.ticket);
        let put_back = why(self.may_put_back(dialog.ticket));
        vec![
            Choice {
                title: words.call_now(),
                detail: why(self.may_call_absent()).unwrap_or_default(),
                answer: Answer::Call,
            },
            Choice {
                title: words.put_back(),
                detail: put_back.unwrap_or_else(|| words.may_return(until)),
                answer: Answer::PutBack,
            },
        ]
    }

    /// Tells why the chosen answer about an absent visitor is not possible.
    pub(super) fn may_answer_absent(&self, answer: &Answer) -> Result<(), WhyNot> {
        match answer {
            Answer::Call => self.may_call_absent(),
            Answer::PutBack => self.may_put_back(self.dialog.as_ref().and_then(|d| d.ticket)),
            Answer::Reason(_) | Answer::Typed | Answer::To(_) | Answer::More(_) => {
                Err(WhyNot::NoMeaning)
            }
        }
    }

    /// Does what was answered about an absent visitor who has come.
    pub(super) fn answer_absent(
        &mut self,
        dialog: Dialog,
        answer: &Answer,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let Some(ticket) = dialog.ticket else { return Vec::new() };
        match answer {
            Answer::Call => self
                .at_counter(Action::Take, stamp, |counter| Command::CallTicket { counter, ticket }),
            Answer::PutBack => {
                let effects = self.ask(Action::PutBack, Command::Return { ticket }, stamp);
                if let Some(pending) = &mut self.pending {
                    pending.number = dialog.number;
                }
                effects
            }
            Answer::Reason(_) | Answer::Typed | Answer::To(_) | Answer::More(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
