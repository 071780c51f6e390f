//! What people asked for and the hub has not yet answered: each lives ten seconds (contract.md 5).
//!
//! Called by the link's task, which brings the time. Nothing here reaches a disk.

use crate::command::Command;
use crate::id::CommandId;
use tokio::sync::OwnedSemaphorePermit;

/// A command that a person waits for.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) id: CommandId,
    pub(super) command: Command,
    /// When it is given up, on the clock that counts sleep.
    pub(super) until: i64,
    /// Its place among those under way, held until its reply has been handed over.
    pub(super) permit: OwnedSemaphorePermit,
}

/// The asks under way, oldest first.
#[derive(Debug, Default)]
pub(super) struct Asks {
    waiting: Vec<Ask>,
    sent: usize,
}

impl Asks {
    /// Takes an ask; a second one with the same id is the same.
    pub(super) fn add(&mut self, ask: Ask) {
        if self.waiting.iter().all(|waiting| waiting.id != ask.id) {
            self.waiting.push(ask);
        }
    }

    /// Returns the next one to send, in the order of asking.
    pub(super) fn next(&mut self) -> Option<(CommandId, &Command)> {
        let ask = self.waiting.get(self.sent)?;
        self.sent += 1;
        Some((ask.id, &ask.command))
    }

    /// Begins again with the oldest: the session ended.
    pub(super) fn resend(&mut self) {
        self.sent = 0;
    }

    /// Takes out an answered one.
    pub(super) fn answered(&mut self, id: CommandId) -> Option<Ask> {
        let at = self.waiting.iter().position(|ask| ask.id == id)?;
        Some(self.remove(at))
    }

    /// Takes out one whose life is over.
    pub(super) fn expired(&mut self, now: i64) -> Option<Ask> {
        let at = self.waiting.iter().position(|ask| ask.until <= now)?;
        Some(self.remove(at))
    }

    fn remove(&mut self, at: usize) -> Ask {
        if at < self.sent {
            self.sent -= 1;
        }
        self.waiting.remove(at)
    }
}
