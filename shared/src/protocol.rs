//! What travels on the link: one JSON object a WebSocket text message (contract.md 6).
//!
//! Commands are strict: an unknown field is refused. Apps ignore unknown fields in views, so that
//! an older app goes on beside a newer hub.

use crate::catalogue::Catalogue;
use crate::command::Command;
use crate::health::Health;
use crate::id::{
    CommandId, CounterId, DeviceId, HallId, JournalId, KioskId, QueueId, TicketId, ZoneId,
};
use crate::limits::{HUB_MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX, SLUG_CHARS_MAX};
use crate::rejection::Rejection;
use crate::search::{Found, Search};
use crate::ticket::{TicketNumber, TicketState};
use crate::time::Timestamp;
use crate::view::{IssuedTicket, SentOn, View, Why};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_path_to_error::Segment;
use std::collections::BTreeMap;
use thiserror::Error;

/// The version that this program speaks.
pub const PROTOCOL_VERSION: u32 = 1;
/// The oldest version that this program still understands.
pub const PROTOCOL_VERSION_MIN: u32 = 1;

/// What an app says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first message of a session.
    Hello(Hello),
    /// Asks for something.
    Command {
        /// The id, the same in every resend.
        id: CommandId,
        /// What.
        command: Command,
    },
    /// Chooses the counter whose view a console gets; none: the lobby.
    Watch {
        /// The counter.
        counter: Option<CounterId>,
    },
    /// Looks for a number; changes nothing.
    Search(Search),
    /// Says how the device is: after every welcome, and when it changes.
    Health(Health),
    /// Shows that the app lives.
    Ping {
        /// The sender's own clock in milliseconds; comes back unchanged.
        sent: u64,
    },
}

/// Who connects, and how far it has seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The version that the app speaks.
    pub protocol: u32,
    /// The program's own version, for the log.
    pub program: String,
    /// The device.
    pub device: DeviceId,
    /// What it is.
    pub role: Role,
    /// The newest state of this hall that the device has seen.
    pub seen: Option<Seen>,
}

/// What a device is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// A kiosk of the hall file.
    Kiosk {
        /// Which.
        kiosk: KioskId,
    },
    /// An officer's console.
    Console {
        /// The counter that it showed last.
        counter: Option<CounterId>,
    },
    /// A board.
    Display {
        /// The zone; none: the hall's first.
        zone: Option<ZoneId>,
    },
}

/// How far a device has seen a journal (contract.md 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The journal.
    pub journal: JournalId,
    /// The highest epoch.
    pub epoch: u64,
    /// The highest sequence number within it.
    pub seq: u64,
    /// The highest number per series of today.
    pub numbers: BTreeMap<crate::ticket::Prefix, u16>,
}

/// What the hub says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HubMessage {
    /// The session stands.
    Welcome(Welcome),
    /// The message was not understood or not accepted; nothing changed.
    Refused(Refusal),
    /// The names of the hall.
    Catalogue(Box<Catalogue>),
    /// A whole view.
    View(Envelope),
    /// The answer to a command.
    Answer {
        /// The command.
        id: CommandId,
        /// What became of it.
        outcome: Outcome,
    },
    /// The answer to a search.
    Found(Box<Found>),
    /// The answer to a ping.
    Pong {
        /// As it was sent.
        sent: u64,
        /// Hub time.
        now: Timestamp,
    },
}

/// The hub's side of a hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The version of the session.
    pub protocol: u32,
    /// The hub's own version.
    pub program: String,
    /// The hall.
    pub hall: HallId,
    /// The journal.
    pub journal: JournalId,
    /// Its epoch.
    pub epoch: u64,
    /// The newest entry.
    pub seq: u64,
    /// Hub time.
    pub now: Timestamp,
    /// Nothing is kept.
    pub training: bool,
}

/// A view with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The journal.
    pub journal: JournalId,
    /// Its epoch.
    pub epoch: u64,
    /// The newest entry that the view knows of.
    pub seq: u64,
    /// Hub time when it was sent.
    pub now: Timestamp,
    /// The view.
    pub view: View,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is done and kept.
    Done(Done),
    /// It was refused and changed nothing.
    Rejected(Rejection),
}

/// A command that is done. Its view has reached the app when the envelope's `seq` is at least this.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The entry that holds it, or the newest one if nothing had to change.
    pub seq: u64,
    /// The ticket that it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketBrief>,
    /// The ticket that was completed on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<TicketBrief>,
    /// Why this ticket was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// What the kiosk prints, as the answer to `Issue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<IssuedTicket>,
    /// The ticket was there before: its paper is printed only as a copy.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_there: bool,
    /// Tickets that no open counter may serve now, as the answer to `CloseCounter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unserved: Option<u32>,
    /// The place on the list for the next numbers, as the answer to `JoinStandby`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standby: Option<Box<StandbyPlace>>,
    /// Where the visitor goes next, as the answer to `Complete` and `CompleteAndCallNext`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_on: Option<Box<SentOn>>,
}

/// A place on the list for the numbers that come free next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandbyPlace {
    /// The ticket that it will become.
    pub id: TicketId,
    /// The queue.
    pub queue: QueueId,
    /// From 1.
    pub place: u32,
    /// When the numbers come free.
    pub release_at: Timestamp,
}

/// A ticket in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketBrief {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Where it is now.
    pub state: TicketState,
}

/// Why a message was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What kind of fault.
    pub reason: RefusalReason,
    /// The field at fault, where one is known.
    pub field: Option<String>,
    /// The command at fault, where one is known.
    pub command: Option<CommandId>,
}

/// Kinds of messages that are not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalReason {
    /// More bytes than allowed.
    TooLarge,
    /// Not JSON text.
    NotJson,
    /// JSON of another form: an unknown field, a wrong type, a bad id.
    WrongForm,
    /// The app is newer than the hub.
    FutureProtocol,
    /// The app is too old for the hub.
    OldProtocol,
    /// Something came before the hello.
    HelloFirst,
    /// The hall has no such kiosk, counter or zone.
    UnknownId,
    /// This kind of device may not ask for that.
    NotAllowed,
    /// The device has seen a later epoch: this hub is an old one and stops.
    Fenced,
    /// The hub has too much to do; try again.
    Busy,
    /// A newer session of the device has taken over.
    Replaced,
}

/// Says why a text is not a message.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// More bytes than allowed.
    #[error("the message is too large")]
    TooLarge,
    /// Not JSON.
    #[error("the message is not JSON")]
    NotJson,
    /// JSON of another form; the text names the place, never the content.
    #[error("the message has another form: {0}")]
    WrongForm(String),
}

/// Turns a message into text. Messages are plain data: this cannot fail.
pub fn encode<T: Serialize>(message: &T) -> String {
    serde_json::to_string(message).expect("a message is plain data")
}

/// Reads what an app sent.
pub fn decode_client(text: &str) -> Result<ClientMessage, DecodeError> {
    decode(text, MESSAGE_BYTES_MAX)
}

/// Reads what the hub sent.
pub fn decode_hub(text: &str) -> Result<HubMessage, DecodeError> {
    decode(text, HUB_MESSAGE_BYTES_MAX)
}

fn decode<T: DeserializeOwned>(text: &str, bytes_max: usize) -> Result<T, DecodeError> {
    if text.len() > bytes_max {
        return Err(DecodeError::TooLarge);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        // An enum written as a list is a syntax error to serde_json, though the text is JSON.
        if serde_json::from_str::<IgnoredAny>(text).is_ok() {
            DecodeError::WrongForm(place(&error))
        } else {
            DecodeError::NotJson
        }
    })?;
    json.end().map_err(|_| DecodeError::NotJson)?;
    Ok(value)
}

/// Names the field at fault by short plain names only: nothing that a visitor typed may come into
/// a log this way.
fn place(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let known: Vec<String> = error
        .path()
        .iter()
        .map(|segment| match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } | Segment::Enum { variant: key } => key.clone(),
            Segment::Unknown => "?".to_owned(),
        })
        .filter(|name| name.len() <= SLUG_CHARS_MAX && name.bytes().all(is_field_byte))
        .collect();
    if known.is_empty() { ".".to_owned() } else { known.join(".") }
}

fn is_field_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::NumberPart;

    const ID: &str = "01936f00-0000-7000-8000-000000000001";

    fn command(command: &str) -> Result<ClientMessage, DecodeError> {
        decode_client(&format!(r#"{{"command":{{"id":"{ID}","command":{command}}}}}"#))
    }

    #[test]
    fn messages_read_as_they_were_written_down() {
        let id = CommandId(uuid::Uuid::parse_str(ID).unwrap());
        let counter = CounterId::new("3").unwrap();
        let call = Command::CallNext { counter: counter.clone() };
        assert_eq!(
            command(r#"{"call_next":{"counter":"3"}}"#),
            Ok(ClientMessage::Command { id, command: call })
        );
        assert_eq!(
            decode_client(r#"{"watch":{"counter":"3"}}"#),
            Ok(ClientMessage::Watch { counter: Some(counter.clone()) })
        );
        let text = NumberPart::new("A01").unwrap();
        assert_eq!(
            decode_client(r#"{"search":{"search":7,"counter":"3","text":"a01"}}"#),
            Ok(ClientMessage::Search(Search { search: 7, counter, text }))
        );
        assert_eq!(
            decode_client(
                r#"{"hello":{"protocol":1,"program":"p","device":"k","role":{"kiosk":{"kiosk":"k1"}},"seen":null}}"#
            ),
            Ok(ClientMessage::Hello(Hello {
                protocol: 1,
                program: "p".to_owned(),
                device: DeviceId::new("k").unwrap(),
                role: Role::Kiosk { kiosk: KioskId::new("k1").unwrap() },
                seen: None,
            }))
        );
    }

    #[test]
    fn what_is_no_message_is_refused_by_kind_and_place() {
        let form = |place: &str| Err(DecodeError::WrongForm(place.to_owned()));
        for text in ["", "hello", "{", r#"{"ping":{"sent":1}} x"#, "{\"ping\":{\"sent\":01}}"] {
            assert_eq!(decode_client(text), Err(DecodeError::NotJson), "{text}");
        }
        assert_eq!(decode_client(r#"{"ping":{"sent":1,"extra":2}}"#), form("ping.extra"));
        assert_eq!(decode_client(r#"{"ping":{"sent":"now"}}"#), form("ping.sent"));
        assert_eq!(decode_client(r#"{"ping":{}}"#), form("ping"));
        let search =
            |fields: &str| decode_client(&format!(r#"{{"search":{{"search":7,{fields}}}}}"#));
        assert_eq!(search(r#""counter":"3","text":"A0123456""#), form("search.text"));
        assert_eq!(search(r#""counter":"3","text":"""#), form("search.text"));
        assert_eq!(search(r#""counter":"3","text":"A","x":1"#), form("search.x"));
        assert_eq!(search(r#""text":"A""#), form("search"));
        assert_eq!(decode_client(r#"{"explode":{}}"#), form("."));
        assert_eq!(decode_client(r#"["ping"]"#), form("."));
        assert_eq!(decode_client("null"), form("."));
        assert_eq!(
            command(r#"{"call_next":{"counter":"3","x":1}}"#),
            form("command.command.call_next.x")
        );
        assert_eq!(
            command(r#"{"call_next":{"counter":"A 1"}}"#),
            form("command.command.call_next.counter")
        );
        assert_eq!(command(r#"{"explode":{}}"#), form("command.command"));
        let large = format!(r#"{{"explode":"{}"}}"#, "x".repeat(MESSAGE_BYTES_MAX));
        assert_eq!(decode_client(&large), Err(DecodeError::TooLarge));
    }

    #[test]
    fn a_refusal_never_repeats_what_was_sent() {
        for text in [
            r#"{"ping":{"sent":"Budi Santoso"}}"#,
            r#"{"ping":{"Budi Santoso":1}}"#,
            r#"{"Budi Santoso":{}}"#,
            r#"Budi Santoso"#,
        ] {
            let error = decode_client(text).unwrap_err().to_string();
            assert!(!error.contains("Budi"), "{error}");
        }
    }

    #[test]
    fn an_app_ignores_what_a_newer_hub_adds() {
        let text = r#"{"pong":{"sent":7,"now":1,"mood":"good"}}"#;
        assert_eq!(decode_hub(text), Ok(HubMessage::Pong { sent: 7, now: Timestamp(1) }));
        let text = r#"{"found":{"search":7,"waiting":[],"waiting_total":0,"parked":[],"parked_total":0,
            "no_show":[],"no_show_total":0,"elsewhere":{"number":"A012","queue":"dukcapil",
            "state":"serving","counter":"4","since":1},"mood":"good"}}"#;
        let found = decode_hub(text).unwrap();
        let HubMessage::Found(answer) = &found else { panic!("{found:?}") };
        assert_eq!(answer.elsewhere.as_ref().unwrap().state, TicketState::Serving);
        assert_eq!(decode_hub(&encode(&found)), Ok(found));
    }
}
