//! The link's task: one loop over requests, ticks and the wire.
//!
//! Spawned by `start`. It owns everything the link keeps; what the hub's messages mean to it is in
//! `hear`. Times are those of the clock that counts sleep, in milliseconds.

use super::asks::{Ask, Asks};
use super::clock::{Clock, Samples, boot};
use super::ends::{Ends, Inlets};
use super::folder::{Folder, Stored};
use super::outbox::{Outbox, Told};
use super::seen::Lineage;
use super::timing::{Timing, millis};
use super::wire::{Wire, WireEvent};
use super::{Kind, LinkConfig, LinkState, Reply, Request};
use crate::id::{CommandId, JournalId};
use crate::limits::{LINK_COMMANDS_MAX, MESSAGE_BYTES_MAX, SEND_MS_MAX};
use crate::protocol::{
    ClientMessage, Hello, PROTOCOL_VERSION, Refusal, RefusalReason, Role, encode,
};
use crate::time::{ServiceDay, UtcOffset};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::{MissedTickBehavior, interval};

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Apart,
    /// The hello was sent at that instant.
    Greeting {
        sent: i64,
    },
    Joined {
        journal: JournalId,
        epoch: u64,
    },
}

/// Everything the task owns.
pub(super) struct Runner {
    pub(super) config: LinkConfig,
    pub(super) timing: Timing,
    pub(super) clock: Arc<Clock>,
    pub(super) samples: Samples,
    inlets: Inlets,
    pub(super) ends: Ends,
    pub(super) kept: Outbox,
    /// The outbox of a training session: nothing of it may reach the real hall, nor the reverse.
    pub(super) passing: Outbox,
    pub(super) training: bool,
    pub(super) asks: Asks,
    pub(super) lineage: Lineage,
    pub(super) folder: Folder,
    wire: Wire,
    pub(super) phase: Phase,
    pub(super) refused: Option<RefusalReason>,
    /// Facts wait until then: the hub has too much to do.
    pub(super) hold_until: i64,
    pub(super) undecoded: u64,
    outgoing: VecDeque<String>,
    out: VecDeque<(Reply, Option<OwnedSemaphorePermit>)>,
    pub(super) tries: u32,
    heard: i64,
    pinged: i64,
    ticked: i64,
    saved: i64,
}

impl Runner {
    pub(super) fn new(
        config: LinkConfig,
        timing: Timing,
        stored: Stored,
        clock: Arc<Clock>,
        ends: (Inlets, Ends),
    ) -> Self {
        let (inlets, ends) = ends;
        let mut kept = stored.outbox;
        kept.attach(|| inlets.tells.clone().try_acquire_owned().ok());
        let now = boot();
        Self {
            wire: Wire::dial(&config.hub, Duration::from_millis(timing.silence)),
            config,
            timing,
            clock,
            samples: Samples::default(),
            inlets,
            ends,
            kept,
            passing: Outbox::in_memory(),
            training: stored.catalogue.is_some_and(|catalogue| catalogue.training),
            asks: Asks::default(),
            lineage: stored.lineage,
            folder: stored.folder,
            phase: Phase::Apart,
            refused: None,
            hold_until: now,
            undecoded: 0,
            outgoing: VecDeque::new(),
            out: VecDeque::new(),
            tries: 0,
            heard: now,
            pinged: now,
            ticked: now,
            saved: now,
        }
    }

    /// Runs until the app has dropped its handles and ends.
    pub(super) async fn run(mut self) {
        let mut tick = interval(Duration::from_millis(self.timing.tick));
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut batch = Vec::new();
        let mut handles = true;
        while handles || !self.ends.replies.is_closed() {
            tokio::select! {
                count = self.inlets.requests.recv_many(&mut batch, LINK_COMMANDS_MAX), if handles => {
                    handles = count > 0;
                    self.take(std::mem::take(&mut batch));
                }
                Ok(()) = self.inlets.watched.changed() => {
                    if matches!(self.phase, Phase::Joined { .. }) {
                        self.send_watch();
                    }
                }
                Ok(()) = self.inlets.searched.changed() => self.send_search(),
                Ok(()) = self.inlets.health.changed() => {
                    if matches!(self.phase, Phase::Joined { .. }) {
                        self.send_health();
                    }
                }
                _ = tick.tick() => self.tick(boot()),
                event = self.wire.next() => self.wire_event(event),
            }
            self.deliver();
            self.fill();
            self.flush().await;
        }
        self.kept.settle();
        self.lineage.save();
    }

    /// The outbox of the hall that the app works for.
    pub(super) fn outbox(&mut self) -> &mut Outbox {
        if self.training { &mut self.passing } else { &mut self.kept }
    }

    /// Hands replies over as far as the app has room; the rest goes with a later tick.
    fn deliver(&mut self) {
        while let Some((reply, permit)) = self.out.pop_front() {
            if let Err(mpsc::error::TrySendError::Full(reply)) = self.ends.replies.try_send(reply) {
                self.out.push_front((reply, permit));
                return;
            }
        }
    }

    pub(super) fn reply(&mut self, reply: Reply, permit: Option<OwnedSemaphorePermit>) {
        self.out.push_back((reply, permit));
    }

    pub(super) fn send(&mut self, message: &ClientMessage) {
        self.outgoing.push_back(encode(message));
    }

    pub(super) fn send_watch(&mut self) {
        let watched = self.inlets.watched.borrow_and_update().clone();
        if let Some(counter) = watched {
            self.send(&ClientMessage::Watch { counter });
        }
    }

    pub(super) fn send_health(&mut self) {
        let health = self.inlets.health.borrow_and_update().clone();
        if let Some(health) = health {
            self.send(&ClientMessage::Health(health));
        }
    }

    fn send_search(&mut self) {
        let search = self.inlets.searched.borrow_and_update().clone();
        if let (Phase::Joined { .. }, Some(search)) = (self.phase, search) {
            self.send(&ClientMessage::Search(search));
        }
    }

    fn take(&mut self, requests: Vec<Request>) {
        let mut told = Vec::new();
        for Request { id, command, kind, permit } in requests {
            let message = ClientMessage::Command { id, command };
            let too_large = encode(&message).len() > MESSAGE_BYTES_MAX;
            let ClientMessage::Command { command, .. } = message else { continue };
            if too_large {
                tracing::error!(%id, "a command larger than a message may be");
                let refusal =
                    Refusal { reason: RefusalReason::TooLarge, field: None, command: Some(id) };
                self.reply(Reply::Refused { id, refusal }, Some(permit));
                continue;
            }
            match kind {
                Kind::Ask { at } => {
                    let until = at + millis(self.timing.life);
                    self.asks.add(Ask { id, command, until, permit });
                }
                Kind::Tell => told.push(Told { id, command, permit: Some(permit) }),
            }
        }
        if !told.is_empty() {
            self.outbox().add(told);
        }
    }

    fn tick(&mut self, now: i64) {
        let slept = now - self.ticked > millis(self.timing.gap);
        self.ticked = now;
        while let Some(ask) = self.asks.expired(now) {
            self.reply(Reply::Unknown { id: ask.id }, Some(ask.permit));
        }
        self.kept.settle();
        if now - self.saved >= millis(self.timing.save_every) {
            self.saved = now;
            self.lineage.save();
        }
        if slept {
            self.lose("the machine slept");
            self.dial();
            return;
        }
        let silent = now - self.heard >= millis(self.timing.silence);
        match self.phase {
            Phase::Apart => {}
            Phase::Greeting { .. } | Phase::Joined { .. } if silent => self.lose("silence"),
            Phase::Greeting { .. } => {}
            Phase::Joined { .. } if now - self.pinged >= millis(self.timing.ping_every) => {
                self.pinged = now;
                self.send(&ClientMessage::Ping { sent: now.unsigned_abs() });
            }
            Phase::Joined { .. } => {}
        }
    }

    fn wire_event(&mut self, event: WireEvent) {
        match event {
            WireEvent::Rested => self.dial(),
            WireEvent::Opened => self.greet(),
            WireEvent::Text(text) => {
                self.heard = boot();
                self.hear(&text);
            }
            WireEvent::Life => self.heard = boot(),
            WireEvent::Ended(error) => match self.refused {
                Some(reason) => self.refuse(reason),
                None => self.lose(&error.to_string()),
            },
        }
    }

    fn dial(&mut self) {
        self.wire = Wire::dial(&self.config.hub, Duration::from_millis(self.timing.silence));
    }

    fn greet(&mut self) {
        let now = boot();
        self.heard = now;
        self.refused = None;
        self.phase = Phase::Greeting { sent: now };
        let watched = self.inlets.watched.borrow().clone();
        let role = match (self.config.role.clone(), watched) {
            (Role::Console { .. }, Some(counter)) => Role::Console { counter },
            (role @ (Role::Console { .. } | Role::Kiosk { .. } | Role::Display { .. }), _) => role,
        };
        let today = ServiceDay(self.clock.now().at(self.utc_offset()).date_naive());
        self.send(&ClientMessage::Hello(Hello {
            protocol: PROTOCOL_VERSION,
            program: self.config.program.clone(),
            device: self.config.device.clone(),
            role,
            seen: self.lineage.hello(today),
        }));
    }

    /// The hall's offset, as the newest catalogue says; else western Indonesia's.
    pub(super) fn utc_offset(&self) -> UtcOffset {
        let catalogue = self.ends.catalogue.borrow();
        catalogue.as_ref().map_or(UtcOffset(420), |catalogue| catalogue.utc_offset)
    }

    /// Ends the session and tries again soon.
    pub(super) fn lose(&mut self, why: &str) {
        let silent = Duration::from_millis((boot() - self.heard).unsigned_abs());
        let since = self.clock.now().minus(silent);
        let changed = self.ends.state.send_if_modified(|state| match state {
            LinkState::Connected { .. } | LinkState::Refused { .. } => {
                *state = LinkState::Lost { since };
                true
            }
            LinkState::Connecting { .. } | LinkState::Lost { .. } => false,
        });
        if changed {
            tracing::warn!(hub = self.config.hub, why, "the hub is lost");
        } else {
            tracing::debug!(hub = self.config.hub, why, "no hub");
        }
        let chance = getrandom::u32().unwrap_or(u32::MAX / 2);
        let pause = self.timing.back_off(self.tries, chance);
        self.tries = self.tries.saturating_add(1);
        self.part(pause);
    }

    /// Ends the session because the hub refuses this app, or this app the hub.
    pub(super) fn refuse(&mut self, reason: RefusalReason) {
        if self.publish(LinkState::Refused { reason }) {
            tracing::warn!(hub = self.config.hub, ?reason, "the hub refuses this app");
        }
        self.part(Duration::from_millis(self.timing.refused));
    }

    fn part(&mut self, pause: Duration) {
        self.phase = Phase::Apart;
        self.refused = None;
        self.outgoing.clear();
        self.asks.resend();
        self.kept.resend();
        self.passing.resend();
        self.wire = Wire::rest(pause);
    }

    /// Publishes how the link stands; tells whether that is new.
    pub(super) fn publish(&mut self, new: LinkState) -> bool {
        self.ends.state.send_if_modified(|state| {
            let changed = *state != new;
            *state = new;
            changed
        })
    }

    /// Puts what waits on the way, once per session: facts first, in order.
    fn fill(&mut self) {
        if !matches!(self.phase, Phase::Joined { .. }) {
            return;
        }
        // An app that does not take its replies gets no more facts sent for it: `out` has a bound.
        let may_tell = boot() >= self.hold_until && self.out.len() < LINK_COMMANDS_MAX;
        while may_tell && let Some((id, command)) = self.outbox().next() {
            let message = ClientMessage::Command { id, command: command.clone() };
            self.send(&message);
        }
        while let Some((id, command)) = self.asks.next() {
            let message = ClientMessage::Command { id, command: command.clone() };
            self.send(&message);
        }
    }

    async fn flush(&mut self) {
        while let Some(text) = self.outgoing.pop_front() {
            let left = millis(self.timing.silence) - (boot() - self.heard);
            let patience = Duration::from_millis(left.unsigned_abs().min(SEND_MS_MAX));
            if let Err(error) = self.wire.send(text, patience).await {
                self.lose(&error.to_string());
            }
        }
    }

    /// Answered in whatever form: takes an ask or a fact out; tells what it was.
    pub(super) fn finish(&mut self, id: CommandId) -> Finished {
        if let Some(ask) = self.asks.answered(id) {
            return Finished::Asked(ask.permit);
        }
        if self.kept.answered(id) || self.passing.answered(id) {
            return Finished::Told;
        }
        Finished::Nothing
    }
}

/// What an answer was for.
#[derive(Debug)]
pub(super) enum Finished {
    Asked(OwnedSemaphorePermit),
    Told,
    /// Long given up, or never asked.
    Nothing,
}

#[cfg(test)]
mod tests;
