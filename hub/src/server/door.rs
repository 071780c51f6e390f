//! A door for a bounded number of connections: more wait outside, and whoever is silent has to go.
//!
//! Used by both doors of the hub. It knows bytes, not what they say.

use axum::serve::Listener;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// How many may be inside, and how long one may be silent.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Connections at a time.
    pub guests_max: usize,
    /// How long a connection may neither send nor receive.
    pub silence_max: Duration,
}

/// Apps, their own software and other software: a hall has about a hundred devices.
pub const MACHINES: Bounds = Bounds { guests_max: 1_024, silence_max: Duration::from_secs(120) };
/// Phones: a page is fetched anew every ten seconds.
pub const PHONES: Bounds = Bounds { guests_max: 1_024, silence_max: Duration::from_secs(30) };

/// A listener that keeps to its bounds.
pub(super) struct Door {
    listener: TcpListener,
    places: Arc<Semaphore>,
    silence_max: Duration,
}

/// A connection inside, with its place.
pub(super) struct Guest {
    stream: TcpStream,
    silence: Pin<Box<Sleep>>,
    silence_max: Duration,
    _place: OwnedSemaphorePermit,
}

impl Door {
    pub(super) fn new(listener: TcpListener, bounds: Bounds) -> Self {
        let places = Arc::new(Semaphore::new(bounds.guests_max));
        Self { listener, places, silence_max: bounds.silence_max }
    }
}

impl Listener for Door {
    type Io = Guest;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Guest, SocketAddr) {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.expect("nobody closes the places");
        let (stream, address) = Listener::accept(&mut self.listener).await;
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        let silence_max = self.silence_max;
        let silence = Box::pin(sleep(silence_max));
        (Guest { stream, silence, silence_max, _place: place }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Guest {
    /// Passes on what came of a read or write; ends the connection once it was silent for too long.
    fn mind<T>(
        &mut self,
        context: &mut Context<'_>,
        done: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if done.is_ready() {
            let until = Instant::now() + self.silence_max;
            self.silence.as_mut().reset(until);
            return done;
        }
        ready!(self.silence.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Guest {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.mind(context, done)
    }
}

impl AsyncWrite for Guest {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.mind(context, done)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.mind(context, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn door(guests_max: usize, silence_max: Duration) -> Door {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Door::new(listener, Bounds { guests_max, silence_max })
    }

    #[tokio::test]
    async fn whoever_comes_when_all_places_are_taken_waits_until_one_is_free() {
        let mut door = door(1, Duration::from_secs(60)).await;
        let address = door.local_addr().unwrap();
        let mut first = TcpStream::connect(address).await.unwrap();
        let second = TcpStream::connect(address).await.unwrap();
        let (mut inside, _) = door.accept().await;
        first.write_all(b"hello").await.unwrap();
        let mut heard = [0; 5];
        inside.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, b"hello");
        {
            let next = std::pin::pin!(door.accept());
            let mut task = Context::from_waker(std::task::Waker::noop());
            assert!(next.poll(&mut task).is_pending(), "the only place is taken");
        }
        drop(inside);
        let (_, from) = door.accept().await;
        assert_eq!(from, second.local_addr().unwrap());
    }

    #[tokio::test]
    async fn a_silent_connection_has_to_go() {
        let mut door = door(2, Duration::from_millis(200)).await;
        let mut caller = TcpStream::connect(door.local_addr().unwrap()).await.unwrap();
        let (mut inside, _) = door.accept().await;
        caller.write_all(b".").await.unwrap();
        assert_eq!(inside.read_u8().await.unwrap(), b'.');
        let error = inside.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(inside);
        assert_eq!(door.places.available_permits(), 2, "its place is free");
    }
}
