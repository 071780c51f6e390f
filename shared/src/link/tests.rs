//! The link against a real WebSocket server on this machine.

use super::timing::Timing;
use super::*;
use crate::catalogue::{HallCard, Words};
use crate::health::{Health, Trouble};
use crate::id::{HallId, JournalId, QueueId, ServiceId, TicketId, Token};
use crate::protocol::{ClientMessage, Done, Hello, HubMessage, Welcome, decode_client, encode};
use crate::rejection::Rejection;
use crate::ticket::{Channel, Language, Shown};
use crate::time::{ServiceDay, UtcOffset};
use crate::view::{IssuedTicket, LobbyView, View};
use chrono::NaiveDate;
use futures_util::{SinkExt, StreamExt};
use std::future::Future;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};
use uuid::Uuid;

/// Nothing ends by itself but what a test shortens.
const PATIENT: Timing = Timing {
    tick: 5,
    ping_every: 60_000,
    silence: 60_000,
    life: 60_000,
    gap: 60_000,
    back_off_min: 5,
    back_off_max: 10,
    refused: 5,
    save_every: 0,
};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

#[tokio::test]
async fn hello_welcome_view_and_hub_time() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    assert!(matches!(*ends.state.borrow(), LinkState::Connecting { .. }));
    let mut session = test.hub.session().await;
    let hello = session.hello().await;
    assert_eq!((hello.device, hello.role, hello.seen), (device(), console(None), None));
    session.send(HubMessage::Welcome(welcome())).await;
    state(&mut ends, LinkState::Connected { training: false }).await;
    assert_eq!(ends.hub.borrow().as_deref(), Some("hub"), "whom it talks to");
    session.send(HubMessage::View(lobby(5))).await;
    session.send(HubMessage::View(lobby(6))).await;
    soon(ends.views.wait_for(|view| view.as_ref().is_some_and(|view| view.seq == 6)))
        .await
        .unwrap();
    let now = link.now();
    assert!(now >= NOW && now.since(NOW) < Duration::from_secs(20), "{now:?}");
    assert_eq!(last_address(test.folder.path()), Some(test.hub.address()));
}

#[tokio::test]
async fn an_ask_goes_again_with_the_same_id_after_the_hub_dropped_the_connection() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    let mut session = test.joined().await;
    link.ask(id(1), recall()).unwrap();
    assert_eq!(session.command().await, (id(1), recall()));
    drop(session);
    soon(ends.state.wait_for(|state| matches!(state, LinkState::Lost { .. }))).await.unwrap();
    let mut session = test.joined().await;
    assert_eq!(session.command().await, (id(1), recall()));
    session.answer(id(1), Outcome::Rejected(Rejection::NotCalled)).await;
    let reply = Reply::Answered { id: id(1), outcome: Outcome::Rejected(Rejection::NotCalled) };
    assert_eq!(soon(ends.replies.recv()).await, Some(reply));
    drop(session);
    let mut session = test.joined().await;
    link.ask(id(2), recall()).unwrap();
    assert_eq!(session.command().await.0, id(2), "an answered ask went again");
}

#[tokio::test]
async fn an_ask_made_before_the_hub_answers_waits_for_it() {
    let test = Test::new().await;
    let (link, _ends) = test.link(PATIENT);
    link.ask(id(1), recall()).unwrap();
    assert_eq!(test.joined().await.command().await, (id(1), recall()));
}

#[tokio::test]
async fn an_ask_ends_as_unknown() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(Timing { life: 50, ..PATIENT });
    let mut session = test.joined().await;
    link.ask(id(1), recall()).unwrap();
    assert_eq!(session.command().await.0, id(1));
    assert_eq!(soon(ends.replies.recv()).await, Some(Reply::Unknown { id: id(1) }));
    session.answer(id(1), Outcome::Done(Done::default())).await;
    link.ask(id(2), recall()).unwrap();
    let reply = soon(ends.replies.recv()).await;
    assert_eq!(reply, Some(Reply::Unknown { id: id(2) }), "a late answer was handed over");
    drop(session);
    drop(test.hub);
    link.ask(id(3), recall()).unwrap();
    assert_eq!(soon(ends.replies.recv()).await, Some(Reply::Unknown { id: id(3) }));
}

#[tokio::test]
async fn what_has_happened_survives_a_restart_and_keeps_its_order() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    for n in 1..=3 {
        link.tell(id(n), shown(n)).unwrap();
    }
    let mut session = test.joined().await;
    for n in 1..=3 {
        assert_eq!(session.command().await, (id(n), shown(n)));
    }
    session.answer(id(1), Outcome::Done(Done::default())).await;
    assert!(matches!(soon(ends.replies.recv()).await, Some(Reply::Answered { .. })));
    drop((link, ends, session));

    let (link, mut ends) = test.restarted(PATIENT).await;
    let mut session = test.joined().await;
    assert_eq!(session.command().await, (id(2), shown(2)));
    assert_eq!(session.command().await, (id(3), shown(3)));
    session.answer(id(3), Outcome::Rejected(Rejection::QueueEmpty)).await;
    session.refuse(RefusalReason::WrongForm, Some(id(2))).await;
    for _ in 0..2 {
        assert!(soon(ends.replies.recv()).await.is_some());
    }
    drop((link, ends, session));

    let (link, _ends) = test.restarted(PATIENT).await;
    let mut session = test.joined().await;
    link.tell(id(4), shown(4)).unwrap();
    assert_eq!(session.command().await.0, id(4), "an answered fact was sent again");
}

#[tokio::test]
async fn a_busy_hub_gets_what_has_happened_again() {
    let test = Test::new().await;
    let (link, _ends) = test.link(Timing { ping_every: 20, ..PATIENT });
    let mut session = test.joined().await;
    link.tell(id(1), shown(1)).unwrap();
    assert_eq!(session.command().await.0, id(1));
    session.refuse(RefusalReason::Busy, Some(id(1))).await;
    assert_eq!(session.command().await.0, id(1));
}

#[tokio::test]
async fn silence_is_a_lost_hub_and_any_message_is_life() {
    let test = Test::new().await;
    let silence = 1_000;
    let (_link, mut ends) = test.link(Timing { silence, ping_every: 20, ..PATIENT });
    let mut session = test.joined().await;
    let start = clock::boot();
    while clock::boot() - start < 1_500 {
        session.ping().await;
        session.send(HubMessage::View(lobby(5))).await;
    }
    state(&mut ends, LinkState::Connected { training: false }).await;
    let lost = soon(ends.state.wait_for(|state| matches!(state, LinkState::Lost { .. })));
    let LinkState::Lost { since } = *lost.await.unwrap() else { panic!("not lost") };
    assert!(since >= NOW && since.since(NOW) < Duration::from_secs(20), "{since:?}");
    let _session = test.joined().await;
    state(&mut ends, LinkState::Connected { training: false }).await;
}

#[tokio::test]
async fn a_hub_that_refuses_is_named_and_tried_again() {
    let test = Test::new().await;
    let (_link, mut ends) = test.link(PATIENT);
    for _ in 0..2 {
        let mut session = test.hub.session().await;
        session.hello().await;
        session.refuse(RefusalReason::FutureProtocol, None).await;
        state(&mut ends, LinkState::Refused { reason: RefusalReason::FutureProtocol }).await;
    }
    let _session = test.joined().await;
    state(&mut ends, LinkState::Connected { training: false }).await;
}

#[tokio::test]
async fn a_welcome_of_an_unknown_protocol_is_no_session() {
    let test = Test::new().await;
    let (_link, mut ends) = test.link(PATIENT);
    let mut session = test.hub.session().await;
    session.hello().await;
    session.send(HubMessage::Welcome(Welcome { protocol: 99, ..welcome() })).await;
    state(&mut ends, LinkState::Refused { reason: RefusalReason::OldProtocol }).await;
}

#[tokio::test]
async fn the_names_are_there_before_any_contact() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    assert_eq!(*ends.catalogue.borrow(), None);
    let mut session = test.joined().await;
    session.send(HubMessage::Catalogue(Box::new(catalogue(false)))).await;
    soon(ends.catalogue.wait_for(Option::is_some)).await.unwrap();
    drop((link, ends, session));
    let (_link, ends) = test.restarted(PATIENT).await;
    assert_eq!(ends.catalogue.borrow().as_deref(), Some(&catalogue(false)));
}

#[tokio::test]
async fn a_device_remembers_its_numbers_and_follows_no_older_hub() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    let mut session = test.joined().await;
    session.send(HubMessage::Catalogue(Box::new(catalogue(false)))).await;
    link.ask(id(1), issue()).unwrap();
    session.command().await;
    let done = Done { seq: 42, issued: Some(issued(&link, "A012")), ..Done::default() };
    session.answer(id(1), Outcome::Done(done)).await;
    assert!(soon(ends.replies.recv()).await.is_some());
    drop((link, ends, session));

    let (_link, mut ends) = test.restarted(PATIENT).await;
    let mut session = test.hub.session().await;
    let seen = session.hello().await.seen.unwrap();
    assert_eq!((seen.journal, seen.epoch, seen.seq), (journal(), 7, 42));
    session.send(HubMessage::Welcome(Welcome { epoch: 6, ..welcome() })).await;
    state(&mut ends, LinkState::Refused { reason: RefusalReason::Fenced }).await;
    let other = JournalId(Uuid::from_u128(99));
    let mut session = test.hub.session().await;
    session.hello().await;
    session.send(HubMessage::Welcome(Welcome { journal: other, ..welcome() })).await;
    let mut session = test.hub.session().await;
    session.hello().await;
    session.send(HubMessage::Welcome(Welcome { epoch: 8, ..welcome() })).await;
    state(&mut ends, LinkState::Connected { training: false }).await;
}

#[tokio::test]
async fn training_and_the_real_hall_never_mix() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    let mut session = test.joined().await;
    link.tell(id(1), shown(1)).unwrap();
    session.command().await;
    drop(session);

    let training = Welcome { training: true, journal: JournalId(Uuid::from_u128(5)), ..welcome() };
    let mut session = test.hub.session().await;
    session.hello().await;
    session.send(HubMessage::Welcome(training.clone())).await;
    state(&mut ends, LinkState::Connected { training: true }).await;
    link.tell(id(2), shown(2)).unwrap();
    assert_eq!(session.command().await.0, id(2), "a real fact went to a training hub");
    drop(session);

    let mut session = test.joined().await;
    assert_eq!(session.command().await.0, id(1));
    link.tell(id(3), shown(3)).unwrap();
    assert_eq!(session.command().await.0, id(3), "a training fact went to the real hub");
    drop(session);

    let mut session = test.hub.session().await;
    session.hello().await;
    session.send(HubMessage::Welcome(training)).await;
    state(&mut ends, LinkState::Connected { training: true }).await;
    link.tell(id(4), shown(4)).unwrap();
    assert_eq!(session.command().await.0, id(4), "an old training outlived the real hall");
}

#[tokio::test]
async fn the_chosen_counter_is_said_in_every_session() {
    let test = Test::new().await;
    let (link, _ends) = test.link(PATIENT);
    let mut session = test.joined().await;
    link.watch(Some(counter()));
    let watch = ClientMessage::Watch { counter: Some(counter()) };
    assert_eq!(session.next().await, watch);
    drop(session);
    let mut session = test.hub.session().await;
    assert_eq!(session.hello().await.role, console(Some(counter())));
    session.send(HubMessage::Welcome(welcome())).await;
    assert_eq!(session.next().await, watch);
}

#[tokio::test]
async fn how_the_device_is_is_said_in_every_session_and_when_it_changes() {
    let test = Test::new().await;
    let (link, _ends) = test.link(PATIENT);
    let says = |troubles: &[Trouble]| Health { troubles: troubles.to_vec(), can_speak: false };
    link.report(says(&[Trouble::PaperLow]));
    let mut session = test.joined().await;
    assert_eq!(session.next().await, ClientMessage::Health(says(&[Trouble::PaperLow])));
    link.report(says(&[Trouble::PaperLow]));
    link.report(says(&[Trouble::PaperOut]));
    assert_eq!(session.next().await, ClientMessage::Health(says(&[Trouble::PaperOut])));
    drop(session);
    let mut session = test.joined().await;
    assert_eq!(session.next().await, ClientMessage::Health(says(&[Trouble::PaperOut])));
}

#[tokio::test]
async fn only_the_newest_search_counts_and_none_outlives_its_session() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    link.search(search(1));
    let mut session = test.joined().await;
    state(&mut ends, LinkState::Connected { training: false }).await;
    link.search(search(2));
    assert_eq!(session.next().await, ClientMessage::Search(search(2)), "an old one was kept");
    session.send(HubMessage::Found(Box::new(found(2)))).await;
    soon(ends.found.wait_for(|answer| answer.as_deref() == Some(&found(2)))).await.unwrap();
    drop(session);
    let mut session = test.joined().await;
    link.ask(id(1), recall()).unwrap();
    assert_eq!(session.command().await.0, id(1), "an answered search went again");
}

#[tokio::test]
async fn a_newer_hub_is_understood_as_far_as_possible() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    let mut session = test.joined().await;
    session.text("no JSON").await;
    session.text(r#"{"weather":{"rain":true}}"#).await;
    link.ask(id(1), recall()).unwrap();
    session.command().await;
    let answer = r#"{"answer":{"id":"ID","outcome":{"rejected":{"code":"solar-eclipse"}}}}"#;
    session.text(&answer.replace("ID", &id(1).to_string())).await;
    assert_eq!(soon(ends.replies.recv()).await, Some(Reply::Unknown { id: id(1) }));
    let view = encode(&HubMessage::View(lobby(9)));
    session.text(&view.replace(r#""seq":9"#, r#""seq":9,"new_field":[1]"#)).await;
    soon(ends.views.wait_for(|view| view.as_ref().is_some_and(|view| view.seq == 9)))
        .await
        .unwrap();
    assert_eq!(*ends.state.borrow(), LinkState::Connected { training: false });
}

#[tokio::test]
async fn too_many_asks_are_refused_at_once_and_a_reply_makes_room() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    let most = LINK_COMMANDS_MAX as u128;
    for n in 0..most {
        link.ask(id(n), recall()).unwrap();
    }
    assert_eq!(link.ask(id(most), recall()), Err(LinkFull));
    let mut session = test.joined().await;
    session.answer(id(0), Outcome::Done(Done::default())).await;
    assert!(soon(ends.replies.recv()).await.is_some());
    link.ask(id(most), recall()).unwrap();
}

#[tokio::test]
async fn a_command_larger_than_a_message_is_refused_here() {
    let test = Test::new().await;
    let (link, mut ends) = test.link(PATIENT);
    let outcome = Some("x".repeat(crate::limits::MESSAGE_BYTES_MAX));
    link.ask(id(1), Command::Complete { counter: counter(), outcome }).unwrap();
    let reply = soon(ends.replies.recv()).await;
    let Some(Reply::Refused { refusal, .. }) = reply else { panic!("{reply:?}") };
    assert_eq!(refusal.reason, RefusalReason::TooLarge);
}

#[tokio::test]
async fn a_folder_is_for_one_link() {
    let test = Test::new().await;
    let (_link, _ends) = test.link(PATIENT);
    let second = start_with(&Handle::current(), test.config(), PATIENT);
    assert!(matches!(second, Err(StoreError::Taken { .. })));
}

struct Test {
    hub: Hub,
    folder: tempfile::TempDir,
}

impl Test {
    async fn new() -> Self {
        Self { hub: Hub::new().await, folder: tempfile::tempdir().unwrap() }
    }

    fn config(&self) -> LinkConfig {
        LinkConfig {
            hub: self.hub.address(),
            device: device(),
            role: console(None),
            program: "test".to_owned(),
            folder: self.folder.path().to_owned(),
        }
    }

    fn link(&self, timing: Timing) -> (Link, LinkEnds) {
        start_with(&Handle::current(), self.config(), timing).unwrap()
    }

    /// Starts a link as soon as the one before has let go of the folder.
    async fn restarted(&self, timing: Timing) -> (Link, LinkEnds) {
        let try_again = async {
            loop {
                match start_with(&Handle::current(), self.config(), timing) {
                    Ok(started) => return started,
                    Err(_) => tokio::task::yield_now().await,
                }
            }
        };
        soon(try_again).await
    }

    /// Waits for a connection that says hello, and welcomes it.
    async fn joined(&self) -> Session {
        soon(async {
            loop {
                // A link that has just ended may have left a connection behind.
                let mut session = self.hub.session().await;
                if let Some(ClientMessage::Hello(_)) = session.try_next().await {
                    session.send(HubMessage::Welcome(welcome())).await;
                    return session;
                }
            }
        })
        .await
    }
}

struct Hub(TcpListener);

impl Hub {
    async fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    fn address(&self) -> String {
        self.0.local_addr().unwrap().to_string()
    }

    async fn session(&self) -> Session {
        soon(async {
            loop {
                let (stream, _) = self.0.accept().await.unwrap();
                if let Ok(socket) = accept_async(stream).await {
                    return Session(socket);
                }
            }
        })
        .await
    }
}

struct Session(WebSocketStream<TcpStream>);

impl Session {
    async fn try_next(&mut self) -> Option<ClientMessage> {
        match soon(self.0.next()).await {
            Some(Ok(Message::Text(text))) => Some(decode_client(text.as_str()).unwrap()),
            _ => None,
        }
    }

    async fn next(&mut self) -> ClientMessage {
        self.try_next().await.expect("the link closed the connection")
    }

    async fn hello(&mut self) -> Hello {
        let next = self.next().await;
        let ClientMessage::Hello(hello) = next else { panic!("no hello: {next:?}") };
        hello
    }

    /// Returns the next command, past pings.
    async fn command(&mut self) -> (CommandId, Command) {
        loop {
            let next = self.next().await;
            if let ClientMessage::Command { id, command } = next {
                return (id, command);
            }
            assert!(matches!(next, ClientMessage::Ping { .. }), "no command: {next:?}");
        }
    }

    async fn ping(&mut self) {
        assert!(matches!(self.next().await, ClientMessage::Ping { .. }));
    }

    async fn send(&mut self, message: HubMessage) {
        self.text(&encode(&message)).await;
    }

    async fn answer(&mut self, id: CommandId, outcome: Outcome) {
        self.send(HubMessage::Answer { id, outcome }).await;
    }

    async fn refuse(&mut self, reason: RefusalReason, command: Option<CommandId>) {
        self.send(HubMessage::Refused(Refusal { reason, field: None, command })).await;
    }

    async fn text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }
}

/// Bounds every wait: what does not come is a failure, not a hanging test.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.expect("it did not come")
}

async fn state(ends: &mut LinkEnds, expected: LinkState) {
    soon(ends.state.wait_for(|state| *state == expected)).await.unwrap();
}

fn id(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

fn device() -> DeviceId {
    DeviceId::new("desk-3").unwrap()
}

fn counter() -> CounterId {
    CounterId::new("3").unwrap()
}

fn console(counter: Option<CounterId>) -> Role {
    Role::Console { counter }
}

fn search(search: u64) -> Search {
    let text = crate::search::NumberPart::new("A1").unwrap();
    Search { search, counter: counter(), text }
}

fn found(search: u64) -> Found {
    Found {
        search,
        waiting: vec![],
        waiting_total: 0,
        parked: vec![],
        parked_total: 0,
        no_show: vec![],
        no_show_total: 0,
        elsewhere: None,
    }
}

fn recall() -> Command {
    Command::Recall { counter: counter() }
}

fn shown(n: u128) -> Command {
    Command::ConfirmShown { ticket: TicketId(Uuid::from_u128(n)), by: Shown::Paper }
}

fn issue() -> Command {
    Command::Issue {
        voucher: None,
        services: vec![ServiceId::new("ktp").unwrap()],
        language: Language::Id,
        channel: Channel::Kiosk,
        token: Token::from_bits(1),
        priority: None,
    }
}

fn issued(link: &Link, number: &str) -> IssuedTicket {
    IssuedTicket {
        id: TicketId(Uuid::from_u128(1)),
        number: number.parse().unwrap(),
        queue: QueueId::new("a").unwrap(),
        service: ServiceId::new("ktp").unwrap(),
        language: Language::Id,
        token: None,
        issued_at: link.now(),
        ahead: 0,
        wait: None,
    }
}

fn journal() -> JournalId {
    JournalId(Uuid::from_u128(3))
}

fn welcome() -> Welcome {
    Welcome {
        protocol: 1,
        program: "hub".to_owned(),
        hall: HallId(Uuid::from_u128(2)),
        journal: journal(),
        epoch: 7,
        seq: 4,
        now: NOW,
        training: false,
    }
}

fn lobby(seq: u64) -> Envelope {
    let view = View::Lobby(LobbyView { counters: vec![] });
    Envelope { journal: journal(), epoch: 7, seq, now: NOW, view }
}

fn catalogue(training: bool) -> Catalogue {
    let words = Words::default;
    let id = HallId(Uuid::from_u128(2));
    Catalogue {
        revision: 1,
        service_day: ServiceDay(NaiveDate::from_ymd_opt(2027, 1, 15).unwrap()),
        hall: HallCard { id, kind: words(), name: words(), place: words(), paper_foot: words() },
        training,
        utc_offset: UtcOffset(420),
        languages: vec![Language::Id],
        phone_address: None,
        zones: vec![],
        agencies: vec![],
        queues: vec![],
        services: vec![],
        counters: vec![],
        kiosks: vec![],
        priorities: vec![],
        park_reasons: vec![],
        pause_reasons: vec![],
        ticker: vec![],
        pledge: words(),
        busiest_first: false,
    }
}
