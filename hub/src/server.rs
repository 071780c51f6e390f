//! The hub's two doors: machines (link and HTTP API) and visitors' phones.
//!
//! Both hand every wish to the writer and read what it has published; nothing is decided here.

pub mod api;
pub mod door;
mod phone;
mod search;
mod session;
mod sessions;

use crate::journal::Journal;
use crate::views::Views;
use crate::world::World;
use crate::writer::{Asked, Job, Running};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use door::{Bounds, Door};
use sessions::Sessions;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// Bytes of a WebSocket message that is read at all; over `MESSAGE_BYTES_MAX` it is refused in words.
const FRAME_BYTES_MAX: usize = 1024 * 1024;

/// What a link reads at once, in bytes; devices say little, and each of 200 holds as much.
const READ_BYTES: usize = 4 * 1024;

/// What every request needs.
#[derive(Clone)]
pub struct Hub {
    jobs: SyncSender<Job>,
    views: watch::Receiver<Arc<Views>>,
    sessions: Arc<Sessions>,
    phones: Option<Arc<str>>,
}

/// The writer has more to do than it can take on, or is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy;

impl Hub {
    /// Wraps a running writer. `phones` is where ticket pages are, if they are served.
    pub fn new(running: &Running, phones: Option<SocketAddr>) -> Self {
        Self {
            jobs: running.jobs.clone(),
            views: running.views.clone(),
            sessions: Arc::new(Sessions::new(running.connected.clone())),
            phones: phones.map(|address| Arc::from(format!("http://{address}"))),
        }
    }

    /// Hands a command to the writer.
    pub(crate) fn ask(&self, asked: Asked) -> Result<(), Busy> {
        self.post(Job::Command(Box::new(asked)))
    }

    /// Hands any job to the writer.
    pub(crate) fn post(&self, job: Job) -> Result<(), Busy> {
        self.jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => Busy,
        })
    }

    /// Looks at the world between two batches.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&World, &mut dyn Journal) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let (sender, receiver) = oneshot::channel();
        self.post(Job::Read(Box::new(move |world, journal| {
            // A caller who went away no longer wants to know.
            drop(sender.send(look(world, journal)));
        })))?;
        receiver.await.map_err(|_| Busy)
    }
}

/// Returns the router for machines.
pub fn machines(hub: Hub) -> Router {
    Router::new()
        .route("/link", get(link))
        .merge(api::router())
        .layer(DefaultBodyLimit::disable())
        .with_state(hub)
}

/// Returns the router for visitors' phones.
pub fn phones(hub: Hub) -> Router {
    Router::new().route("/t/{token}", get(phone::ticket_page)).with_state(hub)
}

async fn link(State(hub): State<Hub>, upgrade: WebSocketUpgrade) -> Response {
    upgrade
        .max_message_size(FRAME_BYTES_MAX)
        .max_frame_size(FRAME_BYTES_MAX)
        .read_buffer_size(READ_BYTES)
        .on_upgrade(move |socket| session::run(hub, socket))
}

/// Serves a router until `stop` says so.
pub async fn serve(
    (listener, bounds): (TcpListener, Bounds),
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let stopped = async move {
        // An error means that the sender is gone: the program ends.
        drop(stop.wait_for(|stop| *stop).await);
    };
    axum::serve(Door::new(listener, bounds), router).with_graceful_shutdown(stopped).await
}
