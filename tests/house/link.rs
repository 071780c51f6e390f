//! The link from outside, without the apps' own end of it: what a session is told, what it is
//! refused, and how a call comes to count as announced.

use antrean_tests::process::{Api, HubProcess, open_hall};
use antrean_tests::wait;
use serde_json::{Value, json};
use std::net::TcpStream;
use std::time::Duration;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

const ANSWER_WITHIN: Duration = Duration::from_secs(10);
const ID: &str = "01936f00-0000-7000-8000-000000000001";

struct Hall {
    hub: HubProcess,
    api: Api,
    _folder: tempfile::TempDir,
}

fn training() -> Hall {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hall.toml");
    std::fs::write(&file, open_hall()).unwrap();
    let hub = HubProcess::start(&file, None, "127.0.0.1:0");
    Hall { api: Api::new(&hub.address), hub, _folder: folder }
}

impl Hall {
    fn done(&self, path: &str, body: Value) -> Value {
        let reply = self.api.post(path, &body, None).expect("the hub answers");
        assert!(reply.status < 300, "{path}: {} {}", reply.status, reply.body);
        reply.body
    }

    fn health(&self, key: &str) -> u64 {
        self.api.get("/health").unwrap().body[key].as_u64().unwrap()
    }

    fn dial(&self) -> Wire {
        let stream = TcpStream::connect(&self.hub.address).unwrap();
        stream.set_read_timeout(Some(ANSWER_WITHIN)).unwrap();
        let url = format!("ws://{}/link", self.hub.address);
        Wire(tungstenite::client(url, stream).unwrap().0)
    }

    /// Connects a device and hears the hub's welcome.
    fn connect(&self, device: &str, role: &Value) -> Wire {
        let mut wire = self.dial();
        wire.say(&hello(device, role).to_string());
        wire.until("welcome");
        wire
    }
}

fn hello(device: &str, role: &Value) -> Value {
    json!({ "hello": { "protocol": 1, "program": "test", "device": device, "role": role, "seen": null } })
}

fn console() -> Value {
    json!({ "console": { "counter": null } })
}

struct Wire(WebSocket<TcpStream>);

impl Wire {
    fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).unwrap();
    }

    /// Returns what the hub says next; none once it has hung up.
    fn hear(&mut self) -> Option<Value> {
        match self.0.read() {
            Ok(Message::Text(text)) => Some(serde_json::from_str(&text).unwrap()),
            Ok(other) => {
                assert!(other.is_close(), "{other:?}");
                None
            }
            Err(error) => {
                assert!(
                    !matches!(&error, tungstenite::Error::Io(error) if error.kind() == std::io::ErrorKind::WouldBlock),
                    "the hub says nothing"
                );
                None
            }
        }
    }

    /// Returns the next message of a kind; views and catalogues come whenever they like.
    fn until(&mut self, kind: &str) -> Value {
        loop {
            let message = self.hear().unwrap_or_else(|| panic!("the hub hung up before {kind}"));
            if let Some(body) = message.get(kind) {
                return body.clone();
            }
        }
    }

    fn refusal(&mut self) -> String {
        self.until("refused")["reason"].as_str().unwrap().to_owned()
    }
}

#[test]
fn what_is_no_message_is_refused_in_its_own_way_and_changes_nothing() {
    let hall = training();
    let before = hall.health("seq");
    let mut wire = hall.connect("desk-1", &console());
    let command = |command: &str| format!(r#"{{"command":{{"id":"{ID}","command":{command}}}}}"#);
    for (text, reason) in [
        ("Selamat pagi".to_owned(), "not-json"),
        (r#"{"ping":{"sent":1}"#.to_owned(), "not-json"),
        (r#"{"explode":{}}"#.to_owned(), "wrong-form"),
        (r#"{"ping":{"sent":"now"}}"#.to_owned(), "wrong-form"),
        (command(r#"{"call_next":{"counter":"1","fast":true}}"#), "wrong-form"),
        (command(r#"{"call_next":{"counter":7}}"#), "wrong-form"),
        (command(r#"{"undo_everything":{}}"#), "wrong-form"),
        (hello("desk-1", &console()).to_string(), "wrong-form"),
        (r#"{"watch":{"counter":"no-such-desk"}}"#.to_owned(), "unknown-id"),
        (format!(r#"{{"explode":"{}"}}"#, "x".repeat(64 * 1024)), "too-large"),
    ] {
        wire.say(&text);
        assert_eq!(wire.refusal(), reason, "{}", &text[..text.len().min(80)]);
    }
    wire.0.send(Message::binary(vec![0xff; 100])).unwrap();
    assert_eq!(wire.refusal(), "not-json");
    wire.say(&command(r#"{"call_next":{"counter":"no-such-desk"}}"#));
    let rejected = &wire.until("answer")["outcome"]["rejected"];
    assert_eq!(rejected["code"], "unknown-id", "{rejected}");
    wire.say(r#"{"ping":{"sent":42}}"#);
    assert_eq!(wire.until("pong")["sent"], 42, "the session goes on");
    assert_eq!(hall.health("seq"), before, "nothing has changed");
}

#[test]
fn a_hello_that_cannot_be_is_refused_and_ends_the_session() {
    let hall = training();
    let kiosk = json!({ "kiosk": { "kiosk": "no-such-kiosk" } });
    let zone = json!({ "display": { "zone": "no-such-zone" } });
    let mut future = hello("desk-1", &console());
    future["hello"]["protocol"] = json!(2);
    future["hello"]["mood"] = json!("good");
    let ping_then_command =
        json!({ "command": { "id": ID, "command": { "call_next": { "counter": "1" } } } });
    for (first, reason) in [
        (hello("kiosk-9", &kiosk).to_string(), "unknown-id"),
        (hello("board-9", &zone).to_string(), "unknown-id"),
        (future.to_string(), "future-protocol"),
        (ping_then_command.to_string(), "hello-first"),
        ("GET / HTTP/1.1".to_owned(), "not-json"),
    ] {
        let mut wire = hall.dial();
        wire.say(&first);
        assert_eq!(wire.refusal(), reason, "{first}");
        assert_eq!(wire.hear(), None, "{first}: the hub hangs up");
    }
    assert_eq!(hall.health("devices"), 0);
}

#[test]
fn a_newer_session_of_a_device_ends_the_older_one() {
    let hall = training();
    let mut older = hall.connect("desk-1", &console());
    let mut newer = hall.connect("desk-1", &console());
    assert_eq!(older.refusal(), "replaced");
    assert_eq!(older.hear(), None);
    newer.say(r#"{"ping":{"sent":1}}"#);
    newer.until("pong");
    assert_eq!(hall.health("devices"), 1);
}

#[test]
fn a_call_is_announced_when_the_board_says_so() {
    let hall = training();
    hall.done("/counters/1/open", json!({ "officer": "Ratna" }));
    let zone = hall.api.get("/counters/1").unwrap().body["counter"]["zone"].clone();
    let mut board = hall.connect("board-1", &json!({ "display": { "zone": zone } }));
    let called = |hall: &Hall| {
        hall.done("/tickets", json!({ "services": ["a01"] }));
        hall.done("/counters/1/call-next", json!({}))["ticket"].clone()
    };
    let instant = |text: &Value| chrono::DateTime::parse_from_rfc3339(text.as_str().unwrap());
    let seconds = |ticket: &Value| {
        let recall_from = instant(&ticket["recall_from"]).unwrap();
        (recall_from - instant(&ticket["called_at"]).unwrap()).num_seconds()
    };

    let first = called(&hall);
    assert_eq!(seconds(&first), 120 + 45, "the board is there and has said nothing yet");
    hall.done("/training/clock", json!({ "advance_seconds": 3 }));
    let at = instant(&first["called_at"]).unwrap().timestamp_millis() + 2_000;
    let report = json!({ "zone": zone, "display": "board-1",
        "calls": [{ "call": 1, "at": at, "outcome": "done" }] });
    board.say(
        &json!({ "command": { "id": ID, "command": { "report_shown": report } } }).to_string(),
    );
    board.until("answer");
    let path = format!("/tickets/{}", first["id"].as_str().unwrap());
    let shown = hall.api.get(&path).unwrap().body["ticket"].clone();
    assert_eq!(seconds(&shown), 2 + 45, "45 seconds after it was shown");

    drop(board);
    let gone = || Ok((hall.health("devices") == 0).then_some(()));
    wait::until("the board is gone", ANSWER_WITHIN, gone).unwrap();
    hall.done("/counters/1/serve", json!({}));
    hall.done("/counters/1/complete", json!({}));
    assert_eq!(seconds(&called(&hall)), 45, "nobody is there who could tell: the call counts");
}

/// An outage is told at every screen, and taken back, each within the ten seconds that a session
/// here waits for anything at all.
#[test]
fn an_outage_reaches_kiosk_board_console_and_phone() {
    let hall = training();
    hall.done("/counters/1/open", json!({ "officer": "Rina" }));
    let ticket = hall.done("/tickets", json!({ "services": ["a01"] }));
    let url = ticket["ticket"]["url"].as_str().unwrap();
    let page = format!("http://{}/t/{}", hall.hub.phones, url.rsplit('/').next().unwrap());
    let mut console = hall.connect("desk-1", &json!({ "console": { "counter": "1" } }));
    console.say(r#"{"watch":{"counter":"1"}}"#);
    let screens = [
        hall.connect("kiosk-1", &json!({ "kiosk": { "kiosk": "kiosk-1" } })),
        hall.connect("board-1", &json!({ "display": { "zone": null } })),
        console,
    ];
    let agency = &hall.api.get("/hall").unwrap().body["agencies"][0]["id"];
    let agency = agency.as_str().unwrap();
    let why = "Server pusat sedang diperbaiki";
    let outage = format!("/agencies/{agency}/outage");
    hall.done(&outage, json!({ "reason": why }));
    for mut screen in screens {
        while !screen.until("view").to_string().contains(why) {}
    }
    let text = ureq::get(&page).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(text.contains(why), "{text}");
}
