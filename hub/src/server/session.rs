//! One connected app: hello, commands in, whole views out (contract.md 6).
//!
//! A message that is not understood is refused in its own way, logged without its content, and
//! changes nothing. A view is sent when its bytes differ from the last ones sent, and once more
//! when an answer is waiting for its entry to be seen.

use super::sessions::Seat;
use super::{Hub, search};
use crate::engine::{Actor, Request};
use crate::views::{Body, Views};
use crate::writer::{Answered, Asked};
use antrean_shared::command::Command;
use antrean_shared::health::Station;
use antrean_shared::id::{CommandId, CounterId, ZoneId};
use antrean_shared::limits::{LINK_COMMANDS_MAX, LINK_SILENCE_MS, MESSAGE_BYTES_MAX, SEND_MS_MAX};
use antrean_shared::protocol::{
    ClientMessage, DecodeError, Hello, HubMessage, Outcome, PROTOCOL_VERSION, PROTOCOL_VERSION_MIN,
    Refusal, RefusalReason, Role, Welcome, decode_client, encode,
};
use antrean_shared::time::Timestamp;
use axum::extract::ws::{Message, WebSocket};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{info, warn};

/// Why a session ends; nobody needs to be told.
struct Ended;

/// An answer on its way out, with the entry that its view has to reach.
struct Answer {
    message: String,
    seq: u64,
}

struct Session {
    hub: Hub,
    socket: WebSocket,
    views: watch::Receiver<Arc<Views>>,
    answers: (mpsc::Sender<Answer>, mpsc::Receiver<Answer>),
    actor: Actor,
    shows: Shows,
    sent: Option<Body>,
    catalogue: u64,
    owed: Option<u64>,
}

/// Which view a session gets.
enum Shows {
    Kiosk(antrean_shared::id::KioskId),
    Console(Option<CounterId>),
    Board(ZoneId),
}

impl Shows {
    fn station(&self) -> Station {
        match self {
            Self::Kiosk(kiosk) => Station::Kiosk(kiosk.clone()),
            Self::Console(counter) => Station::Console(counter.clone()),
            Self::Board(zone) => Station::Display(zone.clone()),
        }
    }
}

/// Runs a session to its end.
pub(super) async fn run(hub: Hub, mut socket: WebSocket) {
    let silence = Duration::from_millis(LINK_SILENCE_MS);
    let hello = match timeout(silence, read_hello(&mut socket)).await {
        Ok(Ok(hello)) => hello,
        Ok(Err(Ended)) | Err(_) => return,
    };
    let device = hello.device.clone();
    let views = hub.views.clone();
    let admitted = admit(&hello, &views.borrow());
    let (actor, shows) = match admitted {
        Ok(admitted) => admitted,
        Err(reason) => {
            warn!(%device, ?reason, "hello refused");
            let refused = Refusal { reason, field: None, command: None };
            drop(send(&mut socket, encode(&HubMessage::Refused(refused))).await);
            return;
        }
    };
    let seat = hub.sessions.seat(device.clone(), shows.station());
    info!(%device, role = actor.role(), program = hello.program, "connected");
    let answers = mpsc::channel(LINK_COMMANDS_MAX);
    let session =
        Session { hub, socket, views, answers, actor, shows, sent: None, catalogue: 0, owed: None };
    let Err(Ended) = session.talk(&seat).await;
    info!(%device, "disconnected");
}

async fn read_hello(socket: &mut WebSocket) -> Result<Hello, Ended> {
    loop {
        let text = match next_text(socket).await? {
            Ok(text) => text,
            Err(refusal) => {
                send(socket, encode(&HubMessage::Refused(refusal))).await?;
                return Err(Ended);
            }
        };
        let refusal = match decode_client(&text) {
            Ok(ClientMessage::Hello(hello)) => return Ok(hello),
            Ok(ClientMessage::Ping { sent }) => {
                tracing::trace!(sent, "ping before the hello");
                continue;
            }
            Ok(ClientMessage::Command { id, .. }) => {
                Refusal { reason: RefusalReason::HelloFirst, field: None, command: Some(id) }
            }
            Ok(
                ClientMessage::Watch { .. } | ClientMessage::Search(_) | ClientMessage::Health(_),
            ) => Refusal { reason: RefusalReason::HelloFirst, field: None, command: None },
            Err(error) => refusal_of(&text, &error),
        };
        warn!(reason = ?refusal.reason, "no hello");
        send(socket, encode(&HubMessage::Refused(refusal))).await?;
        return Err(Ended);
    }
}

/// Decides whether a device may have a session, and which view it gets.
fn admit(hello: &Hello, views: &Views) -> Result<(Actor, Shows), RefusalReason> {
    if hello.protocol > PROTOCOL_VERSION {
        return Err(RefusalReason::FutureProtocol);
    }
    if hello.protocol < PROTOCOL_VERSION_MIN {
        return Err(RefusalReason::OldProtocol);
    }
    let head = &views.head;
    let ahead = |seen: &antrean_shared::protocol::Seen| {
        seen.journal == head.journal && seen.epoch > head.epoch
    };
    if hello.seen.as_ref().is_some_and(ahead) {
        return Err(RefusalReason::Fenced);
    }
    let device = hello.device.clone();
    match &hello.role {
        Role::Kiosk { kiosk } if views.kiosks.contains_key(kiosk) => {
            Ok((Actor::Kiosk { kiosk: kiosk.clone(), device }, Shows::Kiosk(kiosk.clone())))
        }
        Role::Kiosk { .. } => Err(RefusalReason::UnknownId),
        Role::Console { counter } => {
            let known = counter.clone().filter(|counter| views.counters.contains_key(counter));
            Ok((Actor::Console { device }, Shows::Console(known)))
        }
        Role::Display { zone } => {
            let zone = zone.as_ref().or_else(|| views.boards.keys().next());
            let known = zone
                .filter(|zone| views.boards.contains_key(*zone))
                .ok_or(RefusalReason::UnknownId)?;
            Ok((Actor::Display { device }, Shows::Board(known.clone())))
        }
    }
}

impl Session {
    async fn talk(mut self, seat: &Seat) -> Result<std::convert::Infallible, Ended> {
        let views = self.views.borrow_and_update().clone();
        self.welcome(&views).await?;
        self.show(&views).await?;
        let mut dead_at = in_silence();
        loop {
            tokio::select! {
                biased;
                () = seat.replaced() => {
                    let refusal = Refusal { reason: RefusalReason::Replaced, field: None, command: None };
                    self.say(&HubMessage::Refused(refusal)).await?;
                    return Err(Ended);
                }
                answer = self.answers.1.recv() => {
                    let answer = answer.ok_or(Ended)?;
                    self.owed = self.owed.max(Some(answer.seq));
                    send(&mut self.socket, answer.message).await?;
                    let views = self.views.borrow().clone();
                    self.show(&views).await?;
                }
                changed = self.views.changed() => {
                    changed.map_err(|_| Ended)?;
                    let views = self.views.borrow_and_update().clone();
                    self.show(&views).await?;
                }
                text = timeout_at(dead_at, next_text(&mut self.socket)) => {
                    let text = text.map_err(|_| Ended)??;
                    dead_at = in_silence();
                    match text {
                        Ok(text) => self.hear(&text, seat).await?,
                        Err(refusal) => self.say(&HubMessage::Refused(refusal)).await?,
                    }
                }
            }
        }
    }

    async fn welcome(&mut self, views: &Views) -> Result<(), Ended> {
        let (now, training) = now(self.hub.clone()).await?;
        let head = views.head;
        self.say(&HubMessage::Welcome(Welcome {
            protocol: PROTOCOL_VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            hall: head.hall,
            journal: head.journal,
            epoch: head.epoch,
            seq: head.seq,
            now,
            training,
        }))
        .await
    }

    /// Sends the catalogue and the view where they are not what was sent last.
    async fn show(&mut self, views: &Views) -> Result<(), Ended> {
        if self.catalogue != views.catalogue_revision {
            self.catalogue = views.catalogue_revision;
            send(&mut self.socket, views.catalogue.to_string()).await?;
        }
        let body = match &self.shows {
            Shows::Kiosk(kiosk) => views.kiosks.get(kiosk),
            Shows::Console(None) => Some(&views.lobby),
            Shows::Console(Some(counter)) => views.counters.get(counter),
            Shows::Board(zone) => views.boards.get(zone),
        };
        let Some(body) = body else { return Err(Ended) };
        let new = self.sent.as_ref().is_none_or(|sent| !Arc::ptr_eq(sent, body));
        let owed = self.owed.is_some_and(|seq| views.head.seq >= seq);
        if new || owed {
            self.owed = self.owed.filter(|seq| views.head.seq < *seq);
            self.sent = Some(Arc::clone(body));
            let message = views.envelope(body, views.now);
            send(&mut self.socket, message).await?;
        }
        Ok(())
    }

    async fn hear(&mut self, text: &str, seat: &Seat) -> Result<(), Ended> {
        match decode_client(text) {
            Ok(ClientMessage::Ping { sent }) => {
                let (now, _) = now(self.hub.clone()).await?;
                self.say(&HubMessage::Pong { sent, now }).await
            }
            Ok(ClientMessage::Command { id, command }) => self.ask(id, command).await,
            Ok(ClientMessage::Watch { counter }) => self.watch(counter).await,
            Ok(ClientMessage::Search(wanted)) => {
                let answer = search::answer(&self.hub, &self.actor, wanted).await;
                self.say(&answer).await
            }
            Ok(ClientMessage::Health(health)) => {
                seat.report(health);
                Ok(())
            }
            Ok(ClientMessage::Hello(_)) => {
                let refusal =
                    Refusal { reason: RefusalReason::WrongForm, field: None, command: None };
                self.say(&HubMessage::Refused(refusal)).await
            }
            Err(error) => {
                let refusal = refusal_of(text, &error);
                warn!(device = self.actor.device(), reason = ?refusal.reason, bytes = text.len(), "message refused");
                self.say(&HubMessage::Refused(refusal)).await
            }
        }
    }

    async fn watch(&mut self, counter: Option<CounterId>) -> Result<(), Ended> {
        let views = self.views.borrow().clone();
        let known = counter.as_ref().is_none_or(|counter| views.counters.contains_key(counter));
        if !known || !matches!(self.shows, Shows::Console(_)) {
            let reason = if known { RefusalReason::NotAllowed } else { RefusalReason::UnknownId };
            let refusal = Refusal { reason, field: Some("counter".to_owned()), command: None };
            return self.say(&HubMessage::Refused(refusal)).await;
        }
        self.shows = Shows::Console(counter);
        self.sent = None;
        self.show(&views).await
    }

    async fn ask(&mut self, id: CommandId, command: Command) -> Result<(), Ended> {
        let body = serde_json::to_vec(&command).expect("a command is plain data");
        let request = Request { id, actor: self.actor.clone(), command };
        // A permit first: the writer must never find the session's answers full.
        let permit = self.answers.0.clone().try_reserve_owned();
        let asked = permit.ok().map(|permit| Asked {
            request,
            key: None,
            body_hash: Sha256::digest(&body).into(),
            reply: Box::new(move |answered, world| {
                let (outcome, seq) = match answered {
                    Answered::Done(outcome) => (Outcome::Done(world.render(&outcome)), outcome.seq),
                    Answered::Rejected(rejection) => (Outcome::Rejected(rejection), 0),
                };
                permit.send(Answer { message: encode(&HubMessage::Answer { id, outcome }), seq });
            }),
        });
        if asked.is_some_and(|asked| self.hub.ask(asked).is_ok()) {
            return Ok(());
        }
        let refusal = Refusal { reason: RefusalReason::Busy, field: None, command: Some(id) };
        self.say(&HubMessage::Refused(refusal)).await
    }

    async fn say(&mut self, message: &HubMessage) -> Result<(), Ended> {
        send(&mut self.socket, encode(message)).await
    }
}

/// Returns hub time and whether nothing is kept.
async fn now(hub: Hub) -> Result<(Timestamp, bool), Ended> {
    hub.look(|world, _| (world.now, world.training)).await.map_err(|_| Ended)
}

/// When a session that says nothing more counts as dead.
fn in_silence() -> Instant {
    Instant::now() + Duration::from_millis(LINK_SILENCE_MS)
}

/// Returns the refusal of a text that is no message.
fn refusal_of(text: &str, error: &DecodeError) -> Refusal {
    let command = serde_json::from_str::<serde_json::Value>(text).ok();
    let later = command.as_ref().and_then(|value| value["hello"]["protocol"].as_u64());
    let id = command.as_ref().and_then(|value| value["command"]["id"].as_str()?.parse().ok());
    let (reason, field) = match error {
        DecodeError::TooLarge => (RefusalReason::TooLarge, None),
        DecodeError::NotJson => (RefusalReason::NotJson, None),
        DecodeError::WrongForm(_)
            if later.is_some_and(|version| version > u64::from(PROTOCOL_VERSION)) =>
        {
            (RefusalReason::FutureProtocol, Some("protocol".to_owned()))
        }
        DecodeError::WrongForm(field) => (RefusalReason::WrongForm, Some(field.clone())),
    };
    Refusal { reason, field, command: id.map(CommandId) }
}

/// Reads the next text; what is no text is refused, and a lost connection ends the session.
async fn next_text(socket: &mut WebSocket) -> Result<Result<String, Refusal>, Ended> {
    let refused = |reason| Ok(Err(Refusal { reason, field: None, command: None }));
    loop {
        return match socket.recv().await {
            Some(Ok(Message::Text(text))) if text.len() > MESSAGE_BYTES_MAX => {
                refused(RefusalReason::TooLarge)
            }
            Some(Ok(Message::Text(text))) => Ok(Ok(text.to_string())),
            Some(Ok(Message::Binary(_))) => refused(RefusalReason::NotJson),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Ended),
        };
    }
}

/// Sends a message; one that makes no progress ends the session.
async fn send(socket: &mut WebSocket, text: String) -> Result<(), Ended> {
    let sent =
        timeout(Duration::from_millis(SEND_MS_MAX), socket.send(Message::Text(text.into()))).await;
    sent.map_err(|_| Ended)?.map_err(|_| Ended)
}
