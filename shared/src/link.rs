//! The app's end of the wire: keeps one session with the hub, hands over the newest view, sends
//! what people ask for and what has happened, and knows hub time (contract.md 4, 5, 6).
//!
//! Started once by each app's runtime. It decides nothing about queues and draws nothing.

mod asks;
mod clock;
mod ends;
mod folder;
mod hear;
mod outbox;
mod run;
mod seen;
#[cfg(test)]
mod tests;
mod timing;
mod wire;

use crate::catalogue::Catalogue;
use crate::command::Command;
use crate::health::Health;
use crate::id::{CommandId, CounterId, DeviceId};
use crate::keep::StoreError;
use crate::limits::{LINK_COMMANDS_MAX, OUTBOX_LINES_MAX};
use crate::protocol::{Envelope, Outcome, Refusal, RefusalReason, Role};
use crate::search::{Found, Search};
use crate::time::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

/// What a link has to know.
#[derive(Debug, Clone)]
pub struct LinkConfig {
    /// Address of the hub: `127.0.0.1:8710`.
    pub hub: String,
    /// The device's name at the hub.
    pub device: DeviceId,
    /// What the device is.
    pub role: Role,
    /// The program and its version, for the hub's log.
    pub program: String,
    /// A folder of this link alone, for its small files.
    pub folder: PathBuf,
}

/// Sends to the hub and tells hub time; clones are one link.
#[derive(Debug, Clone)]
pub struct Link {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    requests: mpsc::Sender<Request>,
    /// None: never chosen.
    watched: watch::Sender<Option<Option<CounterId>>>,
    searched: watch::Sender<Option<Search>>,
    health: watch::Sender<Option<Health>>,
    /// Places for asks, each taken until its reply has been handed over.
    asks: Arc<Semaphore>,
    /// Places in the outbox.
    tells: Arc<Semaphore>,
    clock: Arc<clock::Clock>,
}

#[derive(Debug)]
struct Request {
    id: CommandId,
    command: Command,
    kind: Kind,
    permit: OwnedSemaphorePermit,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Ask {
        /// When it was asked, on the clock that counts sleep.
        at: i64,
    },
    Tell,
}

/// What comes from the hub.
#[derive(Debug)]
pub struct LinkEnds {
    /// The newest view.
    pub views: watch::Receiver<Option<Arc<Envelope>>>,
    /// The names of the hall; at start the ones kept on disk, if any.
    pub catalogue: watch::Receiver<Option<Arc<Catalogue>>>,
    /// How the link stands.
    pub state: watch::Receiver<LinkState>,
    /// What became of commands.
    pub replies: mpsc::Receiver<Reply>,
    /// The newest answer to a search.
    pub found: watch::Receiver<Option<Arc<Found>>>,
    /// The version of the hub that answered last.
    pub hub: watch::Receiver<Option<Arc<str>>>,
}

/// How a link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// No contact yet since the program started.
    Connecting {
        /// When it started, in hub or wall time.
        since: Timestamp,
    },
    /// The hub answers.
    Connected {
        /// The hub keeps nothing.
        training: bool,
    },
    /// The hub does not answer any more.
    Lost {
        /// When it was last heard.
        since: Timestamp,
    },
    /// The hub refuses this app; the link keeps trying slowly.
    Refused {
        /// Why.
        reason: RefusalReason,
    },
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The hub has decided.
    Answered {
        /// The command.
        id: CommandId,
        /// The decision.
        outcome: Outcome,
    },
    /// No answer within the command's life; the next view is the truth.
    Unknown {
        /// The command.
        id: CommandId,
    },
    /// The hub did not take the command.
    Refused {
        /// The command.
        id: CommandId,
        /// Why.
        refusal: Refusal,
    },
}

/// Too many commands are under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("too many commands are under way")]
pub struct LinkFull;

/// Requests that wait for the link's task: all asks, and a burst of facts.
const REQUESTS_MAX: usize = 4 * LINK_COMMANDS_MAX;

/// Starts a link on a runtime; it ends when the handles and the ends are dropped.
pub fn start(
    runtime: &tokio::runtime::Handle,
    config: LinkConfig,
) -> Result<(Link, LinkEnds), StoreError> {
    start_with(runtime, config, timing::Timing::REAL)
}

/// Returns the address of the hub that answered last, as kept in a link's folder.
pub fn last_address(folder: &Path) -> Option<String> {
    folder::last_address(folder)
}

impl Link {
    /// Sends what a person asked for; without an answer for 10 s the reply is `Unknown`.
    pub fn ask(&self, id: CommandId, command: Command) -> Result<(), LinkFull> {
        self.request(&self.shared.asks, id, command, Kind::Ask { at: clock::boot() })
    }

    /// Sends what has happened: kept on disk first and sent until it is answered, in order.
    pub fn tell(&self, id: CommandId, command: Command) -> Result<(), LinkFull> {
        let told = self.request(&self.shared.tells, id, command, Kind::Tell);
        if told.is_err() {
            tracing::error!(%id, "no place for what has happened");
        }
        told
    }

    /// Chooses the counter whose view a console gets.
    pub fn watch(&self, counter: Option<CounterId>) {
        self.shared.watched.send_replace(Some(counter));
    }

    /// Looks for a number. Only the newest search counts, and one that the hub does not hear now is
    /// lost: nothing depends on it, so whoever still wants to know asks again.
    pub fn search(&self, search: Search) {
        self.shared.searched.send_replace(Some(search));
    }

    /// Says how the device is; said anew by the link whenever the hub is there again.
    pub fn report(&self, health: Health) {
        self.shared.health.send_if_modified(|known| {
            let changed = known.as_ref() != Some(&health);
            *known = Some(health);
            changed
        });
    }

    /// Returns hub time; before the first contact the wall clock's.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    fn request(
        &self,
        places: &Arc<Semaphore>,
        id: CommandId,
        command: Command,
        kind: Kind,
    ) -> Result<(), LinkFull> {
        let permit = places.clone().try_acquire_owned().map_err(|_| LinkFull)?;
        let request = Request { id, command, kind, permit };
        self.shared.requests.try_send(request).map_err(|_| LinkFull)
    }
}

fn start_with(
    runtime: &tokio::runtime::Handle,
    config: LinkConfig,
    timing: timing::Timing,
) -> Result<(Link, LinkEnds), StoreError> {
    let stored = folder::Stored::open(&config.folder)?;
    let (requests, requests_rx) = mpsc::channel(REQUESTS_MAX);
    let (watched, watched_rx) = watch::channel(None);
    let (searched, searched_rx) = watch::channel(None);
    let (health, health_rx) = watch::channel(None);
    let (found, found_rx) = watch::channel(None);
    let (hub, hub_rx) = watch::channel(None);
    let (replies, replies_rx) = mpsc::channel(LINK_COMMANDS_MAX);
    let clock = Arc::new(clock::Clock::new());
    let (views, views_rx) = watch::channel(None);
    let (catalogue, catalogue_rx) = watch::channel(stored.catalogue.clone());
    let (state, state_rx) = watch::channel(LinkState::Connecting { since: clock.now() });
    let shared = Shared {
        requests,
        watched,
        searched,
        health,
        asks: Arc::new(Semaphore::new(LINK_COMMANDS_MAX)),
        tells: Arc::new(Semaphore::new(OUTBOX_LINES_MAX)),
        clock: clock.clone(),
    };
    let ends = ends::Ends { views, catalogue, state, replies, found, hub };
    let inlets = ends::Inlets {
        requests: requests_rx,
        watched: watched_rx,
        searched: searched_rx,
        health: health_rx,
        tells: shared.tells.clone(),
    };
    runtime.spawn(run::Runner::new(config, timing, stored, clock, (inlets, ends)).run());
    let ends = LinkEnds {
        views: views_rx,
        catalogue: catalogue_rx,
        state: state_rx,
        replies: replies_rx,
        found: found_rx,
        hub: hub_rx,
    };
    Ok((Link { shared: Arc::new(shared) }, ends))
}
