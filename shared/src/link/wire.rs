//! One connection at a time: rests, dials, carries text (contract.md 6).
//!
//! Owned by the link's task, which says when to dial and what to send. It reads no message.

use crate::limits::HUB_MESSAGE_BYTES_MAX;
use futures_util::{SinkExt, StreamExt};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::client_async_with_config;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

type Socket = WebSocketStream<TcpStream>;
type Dial = Pin<Box<dyn Future<Output = Result<Socket, WireError>> + Send>>;

/// Says why a connection could not be made or ended.
#[derive(Debug, Error)]
pub(super) enum WireError {
    #[error("no connection: {0}")]
    Connect(#[source] io::Error),
    #[error("no answer within {0:?}")]
    Slow(Duration),
    #[error(transparent)]
    Socket(Box<tokio_tungstenite::tungstenite::Error>),
    #[error("the hub closed the connection")]
    Closed,
    #[error("nothing is connected")]
    Apart,
}

impl From<tokio_tungstenite::tungstenite::Error> for WireError {
    fn from(error: tokio_tungstenite::tungstenite::Error) -> Self {
        Self::Socket(Box::new(error))
    }
}

/// What a connection brings.
#[derive(Debug)]
pub(super) enum WireEvent {
    /// The rest is over.
    Rested,
    /// A connection stands.
    Opened,
    /// A text has come.
    Text(String),
    /// Something else has come: the hub lives.
    Life,
    /// The connection could not be made or has ended.
    Ended(WireError),
}

/// A connection in one of its states.
pub(super) enum Wire {
    Resting(Instant),
    Dialing(Dial),
    Open(Box<Socket>),
}

impl Wire {
    /// Rests for a while; a connection that stood is cut.
    pub(super) fn rest(pause: Duration) -> Self {
        Self::Resting(Instant::now() + pause)
    }

    /// Dials; a connection that stood is cut.
    pub(super) fn dial(hub: &str, patience: Duration) -> Self {
        let hub = hub.to_owned();
        Self::Dialing(Box::pin(async move {
            let slow = |_| WireError::Slow(patience);
            timeout(patience, connect(hub)).await.map_err(slow).flatten()
        }))
    }

    /// Waits for the next event. Nothing is lost when the wait is given up.
    pub(super) async fn next(&mut self) -> WireEvent {
        match self {
            Self::Resting(until) => {
                sleep_until(*until).await;
                WireEvent::Rested
            }
            Self::Dialing(dial) => match dial.await {
                Ok(socket) => {
                    *self = Self::Open(Box::new(socket));
                    WireEvent::Opened
                }
                Err(error) => WireEvent::Ended(error),
            },
            Self::Open(socket) => match socket.next().await {
                Some(Ok(Message::Text(text))) => WireEvent::Text(text.as_str().to_owned()),
                Some(Ok(Message::Close(_))) | None => WireEvent::Ended(WireError::Closed),
                Some(Ok(_)) => WireEvent::Life,
                Some(Err(error)) => WireEvent::Ended(error.into()),
            },
        }
    }

    /// Sends a text, or fails when it makes no progress for so long.
    pub(super) async fn send(&mut self, text: String, patience: Duration) -> Result<(), WireError> {
        let Self::Open(socket) = self else { return Err(WireError::Apart) };
        let sending = socket.send(Message::text(text));
        timeout(patience, sending).await.map_err(|_| WireError::Slow(patience))?.map_err(Into::into)
    }
}

async fn connect(hub: String) -> Result<Socket, WireError> {
    let stream = TcpStream::connect(&hub).await.map_err(WireError::Connect)?;
    stream.set_nodelay(true).map_err(WireError::Connect)?;
    let bounds = WebSocketConfig::default()
        .max_message_size(Some(HUB_MESSAGE_BYTES_MAX))
        .max_frame_size(Some(HUB_MESSAGE_BYTES_MAX));
    let request = format!("ws://{hub}/link");
    let (socket, _) = client_async_with_config(request, stream, Some(bounds)).await?;
    Ok(socket)
}
