//! The channels between an app and its link's task.

use super::{LinkState, Reply, Request};
use crate::catalogue::Catalogue;
use crate::health::Health;
use crate::id::CounterId;
use crate::protocol::Envelope;
use crate::search::{Found, Search};
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, watch};

/// Where the app's wishes come in.
#[derive(Debug)]
pub(super) struct Inlets {
    pub(super) requests: mpsc::Receiver<Request>,
    pub(super) watched: watch::Receiver<Option<Option<CounterId>>>,
    pub(super) searched: watch::Receiver<Option<Search>>,
    pub(super) health: watch::Receiver<Option<Health>>,
    pub(super) tells: Arc<Semaphore>,
}

/// Where the hub's word goes out.
#[derive(Debug)]
pub(super) struct Ends {
    pub(super) views: watch::Sender<Option<Arc<Envelope>>>,
    pub(super) catalogue: watch::Sender<Option<Arc<Catalogue>>>,
    pub(super) state: watch::Sender<LinkState>,
    pub(super) replies: mpsc::Sender<Reply>,
    pub(super) found: watch::Sender<Option<Arc<Found>>>,
    pub(super) hub: watch::Sender<Option<Arc<str>>>,
}
