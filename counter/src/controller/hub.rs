//! What comes from the hub: views, answers, the state of the link.
//!
//! The newest view is the truth. A command is done when the view has reached its entry.

use super::{Controller, Effect, Pending, Phase};
use crate::keys::Action;
use crate::screen::NoticeKind;
use antrean_shared::id::CommandId;
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::{Done, Envelope, Outcome, RefusalReason};
use antrean_shared::rejection::CounterState;
use antrean_shared::view::{UndoOffer, View};
use std::sync::Arc;

impl Controller {
    pub(super) fn take_view(&mut self, envelope: Arc<Envelope>) -> Vec<Effect> {
        let head = (envelope.epoch, envelope.seq);
        let of_the_desk = match &envelope.view {
            View::Lobby(_) => {
                self.lobby = Some(envelope);
                self.phase == Phase::Choosing
            }
            View::Counter(view) if self.counter_id() == Some(&view.counter) => {
                self.counter = Some(envelope);
                true
            }
            View::Counter(_) | View::Kiosk(_) | View::Board(_) => return Vec::new(),
        };
        self.head = head;
        let reached =
            |p: &Pending| p.done.is_some_and(|(seq, _)| p.epoch != head.0 || seq <= head.1);
        if of_the_desk && self.pending.as_ref().is_some_and(reached) {
            self.pending = None;
        }
        Vec::new()
    }

    /// Follows what the newest view says about this console's own place.
    pub(super) fn follow_view(&mut self) -> Vec<Effect> {
        let Some(view) = self.counter_view() else { return self.follow_refusal() };
        let mine = view.device.as_ref() == Some(&self.device);
        let state = view.state;
        match &self.phase {
            Phase::Resuming(counter) if mine && state != CounterState::Closed => {
                self.phase = Phase::AtCounter(counter.clone());
                Vec::new()
            }
            Phase::Resuming(_) => self.leave(),
            Phase::AtCounter(_) if self.leaving && state == CounterState::Closed => {
                let notice = self.notice.take();
                let effects = self.leave();
                self.notice = notice;
                effects
            }
            Phase::AtCounter(_) => {
                self.leaving &= state != CounterState::Open || self.pending.is_some();
                Vec::new()
            }
            Phase::Choosing => Vec::new(),
        }
    }

    /// A hall that does not know the remembered counter would be asked for it for ever.
    fn follow_refusal(&mut self) -> Vec<Effect> {
        let unknown = LinkState::Refused { reason: RefusalReason::UnknownId };
        let waits = matches!(self.phase, Phase::Resuming(_) | Phase::AtCounter(_));
        if waits && self.link == unknown { self.leave() } else { Vec::new() }
    }

    pub(super) fn take_link(&mut self, link: LinkState) -> Vec<Effect> {
        self.link = link;
        Vec::new()
    }

    pub(super) fn take_reply(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Answered { id, outcome: Outcome::Done(done) } => self.take_done(id, &done),
            Reply::Answered { id, outcome: Outcome::Rejected(rejection) } => {
                if let Some(pending) = self.ended(id) {
                    let text = self.words().rejection(&rejection);
                    self.say(NoticeKind::Refusal, text);
                    self.ask_again(pending);
                }
                Vec::new()
            }
            Reply::Unknown { id } => {
                if let Some(pending) = self.ended(id) {
                    let text = self.unknown_outcome(&pending);
                    self.say(NoticeKind::Warning, text);
                }
                Vec::new()
            }
            Reply::Refused { id, refusal } => {
                if let Some(pending) = self.ended(id) {
                    let text = self.words().refused(refusal.reason);
                    self.say(NoticeKind::Refusal, text);
                    self.ask_again(pending);
                }
                Vec::new()
            }
        }
    }

    fn take_done(&mut self, id: CommandId, done: &Done) -> Vec<Effect> {
        let now = self.now;
        let Some(pending) = self.pending.as_mut().filter(|pending| pending.id == id) else {
            return Vec::new();
        };
        pending.done = Some((done.seq, now));
        let pending = pending.clone();
        if pending.action == Action::Close {
            self.leaving = true;
            if let Some(count) = done.unserved.filter(|count| *count > 0) {
                let text = self.words().unserved(count);
                self.say(NoticeKind::Warning, text);
            }
        }
        if pending.action == Action::Note {
            let text = self.words().note_kept(&pending.number);
            self.say(NoticeKind::Done, text);
        }
        if pending.action == Action::Cancel {
            let text = self.words().cancelled(&pending.number);
            self.say(NoticeKind::Done, text);
        }
        if pending.action == Action::PutBack {
            let text = self.words().was_put_back(&pending.number);
            self.say(NoticeKind::Done, text);
        }
        if matches!(pending.action, Action::Take | Action::Cancel | Action::PutBack) {
            self.end_search();
        }
        self.more_done(&pending, done);
        let effects = self.opened(&pending);
        if self.counter.is_some() && self.head >= (pending.epoch, done.seq) {
            self.pending = None;
        }
        effects
    }

    pub(super) fn not_taken(&mut self, id: CommandId) -> Vec<Effect> {
        if let Some(pending) = self.ended(id) {
            let text = self.words().link_full();
            self.say(NoticeKind::Warning, text);
            self.ask_again(pending);
        }
        Vec::new()
    }

    /// Ends the waiting for a command; none if nobody waits for it.
    fn ended(&mut self, id: CommandId) -> Option<Pending> {
        self.pending.take_if(|pending| pending.id == id)
    }

    /// Returns the undo offer while it lasts.
    pub(super) fn undo_offer(&self) -> Option<&UndoOffer> {
        let view = self.counter_view()?;
        let mine = view.device.as_ref() == Some(&self.device);
        view.undo.as_ref().filter(|offer| mine && self.now < offer.until)
    }
}
