//! What the hub's messages do to the link.
//!
//! Called by the link's task with each text. Views and answers are handed on unread, but for what
//! the link itself has to know: hub time, how far the journal has come, and numbers handed out.

use super::clock::boot;
use super::outbox::Outbox;
use super::run::{Finished, Phase, Runner};
use super::timing::millis;
use super::{LinkState, Reply};
use crate::catalogue::Catalogue;
use crate::id::CommandId;
use crate::protocol::{
    DecodeError, Done, Envelope, HubMessage, Outcome, PROTOCOL_VERSION, PROTOCOL_VERSION_MIN,
    Refusal, RefusalReason, Welcome, decode_hub,
};
use crate::time::ServiceDay;
use serde::Deserialize;
use std::sync::Arc;

impl Runner {
    /// Takes one text of the hub.
    pub(super) fn hear(&mut self, text: &str) {
        let message = match decode_hub(text) {
            Ok(message) => message,
            Err(error) => return self.strange(text, &error),
        };
        self.refused = None;
        match (self.phase, message) {
            (Phase::Greeting { sent }, HubMessage::Welcome(welcome)) => self.join(sent, &welcome),
            (Phase::Greeting { .. }, HubMessage::Refused(refusal)) => self.refuse(refusal.reason),
            (Phase::Joined { .. }, HubMessage::Refused(refusal)) => self.refused(refusal),
            (Phase::Joined { .. }, HubMessage::Catalogue(names)) => self.catalogue(*names),
            (Phase::Joined { .. }, HubMessage::View(envelope)) => self.view(envelope),
            (Phase::Joined { .. }, HubMessage::Answer { id, outcome }) => self.answer(id, outcome),
            (Phase::Joined { .. }, HubMessage::Found(found)) => {
                self.ends.found.send_replace(Some(Arc::from(found)));
            }
            (Phase::Joined { .. }, HubMessage::Pong { sent, now }) => {
                let offset = self.samples.answer(millis(sent), boot(), now);
                self.clock.set(offset);
            }
            (Phase::Joined { .. }, HubMessage::Welcome(_)) | (Phase::Apart, _) => {
                tracing::warn!("a message out of turn");
            }
            (
                Phase::Greeting { .. },
                HubMessage::Catalogue(_)
                | HubMessage::View(_)
                | HubMessage::Answer { .. }
                | HubMessage::Found(_)
                | HubMessage::Pong { .. },
            ) => {
                tracing::warn!("a message before the welcome");
            }
        }
    }

    fn join(&mut self, sent: i64, welcome: &Welcome) {
        if welcome.protocol > PROTOCOL_VERSION {
            return self.refuse(RefusalReason::OldProtocol);
        }
        if welcome.protocol < PROTOCOL_VERSION_MIN {
            return self.refuse(RefusalReason::FutureProtocol);
        }
        let Welcome { journal, epoch, seq, training, .. } = *welcome;
        if !training && self.lineage.is_foreign(journal, epoch) {
            tracing::error!(
                %journal, epoch,
                "this hub is not the one, or older than the one, that this device knows; if that is meant, remove seen.json from the device's folder"
            );
            return self.refuse(RefusalReason::Fenced);
        }
        self.clock.set(self.samples.answer(sent, boot(), welcome.now));
        if self.training && !training {
            self.passing = Outbox::in_memory();
        }
        self.training = training;
        if !training {
            self.lineage.advance(journal, epoch, seq);
            self.lineage.save();
        }
        self.phase = Phase::Joined { journal, epoch };
        self.tries = 0;
        self.folder.keep_address(&self.config.hub);
        self.ends.hub.send_replace(Some(Arc::from(welcome.program.as_str())));
        self.send_watch();
        self.send_health();
        if self.publish(LinkState::Connected { training }) {
            tracing::info!(hub = self.config.hub, program = welcome.program, epoch, "connected");
        }
    }

    fn view(&mut self, envelope: Envelope) {
        let Phase::Joined { journal, epoch } = self.phase else { return };
        if envelope.journal != journal || envelope.epoch < epoch {
            return self.lose("a view of another journal or an older epoch");
        }
        self.phase = Phase::Joined { journal, epoch: envelope.epoch };
        if !self.training {
            self.lineage.advance(journal, envelope.epoch, envelope.seq);
        }
        self.clock.set(self.samples.stamp(boot(), envelope.now));
        self.ends.views.send_replace(Some(Arc::new(envelope)));
    }

    fn catalogue(&mut self, names: Catalogue) {
        if self.ends.catalogue.borrow().as_deref() != Some(&names) {
            self.folder.keep_catalogue(&names);
            self.ends.catalogue.send_replace(Some(Arc::new(names)));
        }
    }

    fn answer(&mut self, id: CommandId, outcome: Outcome) {
        if let Outcome::Done(done) = &outcome {
            self.note(done);
        }
        let reply = Reply::Answered { id, outcome };
        match self.finish(id) {
            Finished::Asked(permit) => self.reply(reply, Some(permit)),
            Finished::Told => self.reply(reply, None),
            Finished::Nothing => tracing::debug!(%id, "an answer that nobody waits for"),
        }
    }

    /// Keeps how far the hub's journal is, at once if a number depends on it: after a loss of the
    /// hub's tail the number must not be given again (contract.md 4).
    fn note(&mut self, done: &Done) {
        let Phase::Joined { journal, epoch } = self.phase else { return };
        if self.training {
            return;
        }
        self.lineage.advance(journal, epoch, done.seq);
        if let Some(issued) = &done.issued {
            let day = ServiceDay(issued.issued_at.at(self.utc_offset()).date_naive());
            self.lineage.number(day, issued.number);
            self.lineage.save();
        }
    }

    fn refused(&mut self, refusal: Refusal) {
        let Some(id) = refusal.command else {
            return self.refused_session(refusal.reason);
        };
        let told = self.kept.holds(id) || self.passing.holds(id);
        if told && !is_final(refusal.reason) {
            self.hold_until = boot() + millis(self.timing.ping_every);
            self.outbox().resend();
            return;
        }
        tracing::warn!(%id, reason = ?refusal.reason, field = refusal.field, "a command was not taken");
        let reply = Reply::Refused { id, refusal };
        match self.finish(id) {
            Finished::Asked(permit) => self.reply(reply, Some(permit)),
            Finished::Told => self.reply(reply, None),
            Finished::Nothing => {}
        }
    }

    fn refused_session(&mut self, reason: RefusalReason) {
        match reason {
            RefusalReason::Fenced | RefusalReason::Replaced => self.refuse(reason),
            RefusalReason::TooLarge
            | RefusalReason::NotJson
            | RefusalReason::WrongForm
            | RefusalReason::FutureProtocol
            | RefusalReason::OldProtocol
            | RefusalReason::HelloFirst
            | RefusalReason::UnknownId
            | RefusalReason::NotAllowed
            | RefusalReason::Busy => {
                tracing::warn!(?reason, "the hub did not take a message");
                // If the hub now closes the connection, this is why.
                self.refused = Some(reason);
            }
        }
    }

    /// Goes on after a text that this version cannot read. An answer in an unknown form is still an
    /// answer: what has happened is known to the hub, and what was asked is shown by the next view.
    fn strange(&mut self, text: &str, error: &DecodeError) {
        self.undecoded += 1;
        tracing::warn!(%error, count = self.undecoded, bytes = text.len(), "a message of another form");
        let Ok(StrangeMessage { answer: StrangeAnswer { id } }) = serde_json::from_str(text) else {
            return;
        };
        if let Finished::Asked(permit) = self.finish(id) {
            self.reply(Reply::Unknown { id }, Some(permit));
        }
    }
}

#[derive(Deserialize)]
struct StrangeMessage {
    answer: StrangeAnswer,
}

#[derive(Deserialize)]
struct StrangeAnswer {
    id: CommandId,
}

/// Tells whether a resend of the same command would be refused for ever.
fn is_final(reason: RefusalReason) -> bool {
    match reason {
        RefusalReason::TooLarge
        | RefusalReason::NotJson
        | RefusalReason::WrongForm
        | RefusalReason::UnknownId
        | RefusalReason::NotAllowed => true,
        RefusalReason::FutureProtocol
        | RefusalReason::OldProtocol
        | RefusalReason::HelloFirst
        | RefusalReason::Fenced
        | RefusalReason::Busy
        | RefusalReason::Replaced => false,
    }
}
