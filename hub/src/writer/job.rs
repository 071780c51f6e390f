//! What the writer may be asked to do, and how it answers.
//!
//! Replies are closures that run on the writer's thread after the commit: they render what they
//! need from the world and hand it over; they never wait.

use super::Found;
use crate::engine::Request;
use crate::journal::{Journal, Outcome};
use crate::world::World;
use antrean_shared::rejection::Rejection;
use antrean_shared::time::Timestamp;

/// Something for the writer to do.
pub enum Job {
    /// Decides a command.
    Command(Box<Asked>),
    /// Looks at the world after the batch.
    Read(Look),
    /// Takes the hall file as it is on disk now.
    HallFile(Box<Found>),
    /// Moves training time forward; answers with hub time if it may not.
    Advance {
        /// Where to.
        to: Timestamp,
        /// Takes the answer.
        reply: Box<dyn FnOnce(Result<Timestamp, Timestamp>) + Send>,
    },
}

/// Looks at the world and the journal between two batches.
pub type Look = Box<dyn FnOnce(&World, &mut dyn Journal) + Send>;

/// A command with where its answer goes.
pub struct Asked {
    /// The command.
    pub request: Request,
    /// SHA-256 of (caller, method, path, Idempotency-Key); none from the link.
    pub key: Option<[u8; 32]>,
    /// SHA-256 of the request's body.
    pub body_hash: [u8; 32],
    /// Takes the answer.
    pub reply: Replied,
}

/// Takes the answer to a command, with the world after it.
pub type Replied = Box<dyn FnOnce(Answered, &World) + Send>;

/// What became of a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    /// It is done and kept, now or when it came before.
    Done(Outcome),
    /// It was refused and changed nothing.
    Rejected(Rejection),
}
