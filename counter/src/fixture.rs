//! A small hall for tests: one agency with six counters and a few others, at 09.33 on a Monday.

mod hall;
mod visits;

pub use hall::catalogue;
pub use visits::{on_a_visit, sent_on, with_outage, with_priority};

use crate::controller::{Controller, Effect, Input, Stamp, Start};
use crate::memory::Memory;
use antrean_shared::catalogue::Words;
use antrean_shared::id::{
    CommandId, CounterId, DeviceId, JournalId, Officer, QueueId, ServiceId, TicketId, Token,
};
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::{Done, Envelope, Outcome};
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::search::Found;
use antrean_shared::ticket::{Language, Shown, TicketNumber, TicketState};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{
    Announced, CounterFigures, CounterView, LobbyView, MissedTicket, ParkedTicket, Step,
    TicketInHand, UndoOffer, View, WaitingTicket, Why,
};
use chrono::{TimeZone, Utc};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

pub const DEVICE: &str = "desk-3-counter";

thread_local! {
    /// The language of the settings file of every console that this test makes.
    pub static LANGUAGE: Cell<Option<Language>> = const { Cell::new(None) };
    /// Whether every console that this test makes was folded when it was last seen.
    pub static STRIP: Cell<bool> = const { Cell::new(false) };
}

/// 09.33.00 hall time.
pub fn start_of_test() -> Timestamp {
    Timestamp::from(Utc.with_ymd_and_hms(2026, 11, 23, 2, 33, 0).unwrap())
}

pub fn minutes_ago(minutes: u64) -> Timestamp {
    start_of_test().minus(Duration::from_secs(minutes * 60))
}

pub fn words(id: &str, en: &str) -> Words {
    Words(BTreeMap::from([(Language::Id, id.to_owned()), (Language::En, en.to_owned())]))
}

pub fn counter(id: &str) -> CounterId {
    CounterId::new(id).unwrap()
}

pub fn number(text: &str) -> TicketNumber {
    text.parse().unwrap()
}

/// The ticket with a number has a fixed id.
pub fn ticket(text: &str) -> TicketId {
    let bytes = text.bytes().fold(0u128, |sum, byte| sum << 8 | u128::from(byte));
    TicketId(Uuid::from_u128(bytes))
}

pub fn lobby() -> LobbyView {
    let officers = ["Sri Wahyuni", "Bagus P.", "", "Dewi Lestari"];
    let figures = |place: usize| {
        let officer = officers.get(place).and_then(|name| Officer::new(name).ok());
        CounterFigures {
            counter: counter(&(place + 1).to_string()),
            state: match (place, &officer) {
                (1, _) => CounterState::Paused,
                (_, Some(_)) => CounterState::Open,
                (_, None) => CounterState::Closed,
            },
            officer,
            waiting: if place < 6 { 8 } else { u32::try_from(place % 5).unwrap() },
        }
    };
    LobbyView { counters: (0..24).map(figures).collect() }
}

/// The view of counter 3, open at this device, with nobody in hand.
pub fn idle() -> CounterView {
    let waiting = |text: &str, service: &str, minutes: u64| WaitingTicket {
        id: ticket(text),
        number: number(text),
        service: ServiceId::new(service).unwrap(),
        since: minutes_ago(minutes),
        shown: Some(Shown::Paper),
        sent_here: false,
        priority: false,
        why: Why::Oldest,
    };
    let mut view = CounterView {
        counter: counter("3"),
        state: CounterState::Open,
        officer: Some(Officer::new("Ratna W.").unwrap()),
        device: Some(DeviceId::new(DEVICE).unwrap()),
        ticket: None,
        undo: None,
        sent_on: None,
        waiting: vec![
            waiting("A013", "ktp-cetak", 14),
            waiting("A014", "ktp-baru", 18),
            waiting("A015", "kk", 16),
            waiting("A016", "ktp-ambil", 12),
            waiting("A017", "kk", 8),
            waiting("A018", "kia", 7),
            waiting("A019", "akta", 4),
            waiting("A1020", "kk", 1),
        ],
        waiting_total: 8,
        longest_since: Some(minutes_ago(18)),
        parked: vec![
            ParkedTicket {
                id: ticket("A004"),
                number: number("A004"),
                service: ServiceId::new("akta").unwrap(),
                reason: "Melengkapi berkas".to_owned(),
                since: minutes_ago(35),
                until: Some(minutes_ago(3)),
                by: counter("3"),
            },
            ParkedTicket {
                id: ticket("A009"),
                number: number("A009"),
                service: ServiceId::new("ktp-cetak").unwrap(),
                reason: "Mesin foto antre".to_owned(),
                since: minutes_ago(12),
                until: Some(start_of_test().plus(Duration::from_secs(17 * 60))),
                by: counter("2"),
            },
        ],
        parked_total: 2,
        no_show: vec![MissedTicket {
            id: ticket("A007"),
            number: number("A007"),
            service: ServiceId::new("kk").unwrap(),
            since: minutes_ago(9),
            return_until: Some(start_of_test().plus(Duration::from_secs(21 * 60))),
            by: counter("3"),
        }],
        no_show_total: 1,
        completed: 31,
        may_choose: true,
        outages: vec![],
        devices: vec![],
        others: lobby().counters.into_iter().filter(|c| c.state != CounterState::Closed).collect(),
        waiting_change: None,
    };
    view.waiting[4].sent_here = true;
    view.waiting[6].shown = Some(Shown::Unknown);
    view
}

/// 45 wait, 30 of them listed, and 26 were set aside; the names of services are long.
pub fn crowded() -> CounterView {
    let mut view = idle();
    let waiting = view.waiting.clone();
    let row = |place: usize| WaitingTicket {
        id: ticket(&format!("A{:03}", place + 101)),
        number: number(&format!("A{:03}", place + 101)),
        service: ServiceId::new(if place % 3 == 1 { "ktp-cetak" } else { "pajak" }).unwrap(),
        ..waiting[(place + 3) % waiting.len()].clone()
    };
    view.waiting = (0..30).map(row).collect();
    view.waiting_total = 45;
    let parked = view.parked.clone();
    view.parked = (0..20)
        .map(|place| ParkedTicket {
            id: ticket(&format!("A{:03}", place + 201)),
            number: number(&format!("A{:03}", place + 201)),
            service: ServiceId::new("pajak").unwrap(),
            ..parked[place % 2].clone()
        })
        .collect();
    view.parked_total = 26;
    view
}

/// An answer that found nothing.
pub fn nothing_found(search: u64) -> Found {
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

/// A012 has been called at 09.32.20 and is on the way.
pub fn called() -> CounterView {
    let at = start_of_test().minus(Duration::from_secs(40));
    let ticket = TicketInHand {
        id: ticket("A012"),
        number: number("A012"),
        queue: QueueId::new("dukcapil").unwrap(),
        service: ServiceId::new("ktp-cetak").unwrap(),
        state: TicketState::Called,
        language: Language::Id,
        issued_at: minutes_ago(22),
        called_at: at,
        serving_at: None,
        call_count: 1,
        announced: Announced::Reported,
        recall_from: Some(start_of_test().minus(Duration::from_secs(10))),
        no_show_from: start_of_test().plus(Duration::from_secs(20)),
        shown: Some(Shown::Paper),
        priority: false,
        class: None,
        why: Some(Why::Oldest),
        note: None,
        stops: vec![],
        next_stop: None,
    };
    let undo = UndoOffer {
        step: Step::Call,
        number: ticket.number,
        until: at.plus(Duration::from_secs(60)),
    };
    CounterView { ticket: Some(ticket), undo: Some(undo), ..idle() }
}

/// A012 is being served for 6 minutes 42 seconds.
pub fn serving() -> CounterView {
    let mut view = called();
    let ticket = view.ticket.as_mut().unwrap();
    ticket.state = TicketState::Serving;
    ticket.called_at = minutes_ago(8);
    ticket.serving_at = Some(start_of_test().minus(Duration::from_secs(402)));
    ticket.recall_from = None;
    view.undo = None;
    view
}

pub fn envelope(seq: u64, view: View) -> Arc<Envelope> {
    Arc::new(Envelope {
        journal: JournalId(Uuid::from_u128(7)),
        epoch: 1,
        seq,
        now: start_of_test(),
        view,
    })
}

/// A controller with a clock that is turned by hand.
pub struct Desk {
    pub controller: Controller,
    pub now: Timestamp,
    commands: u128,
    pub seq: u64,
}

impl Desk {
    pub fn new(memory: Memory) -> (Self, Vec<Effect>) {
        let now = start_of_test();
        let (controller, effects) = Controller::new(Start {
            device: DeviceId::new(DEVICE).unwrap(),
            hub: "192.168.1.10:8710".to_owned(),
            memory,
            language: LANGUAGE.get(),
            counter: None,
            now,
        });
        (Self { controller, now, commands: 0, seq: 10 }, effects)
    }

    /// A console that has gone on at counter 3 after a restart, deafness over.
    pub fn at(view: CounterView) -> Self {
        let memory = Memory {
            counter: Some(counter("3")),
            counter_last: Some(counter("3")),
            officer: Some(Officer::new("Ratna W.").unwrap()),
            language: None,
            strip: STRIP.get(),
        };
        let (mut desk, _) = Self::new(memory);
        desk.input(Input::Catalogue(Arc::new(catalogue())));
        desk.input(Input::Link(LinkState::Connected { training: false }));
        desk.see(view);
        desk.wait_ms(600);
        desk
    }

    /// A console that chooses its counter.
    pub fn in_lobby() -> Self {
        let (mut desk, _) = Self::new(Memory::default());
        desk.input(Input::Catalogue(Arc::new(catalogue())));
        desk.input(Input::Link(LinkState::Connected { training: false }));
        desk.input(Input::View(envelope(10, View::Lobby(lobby()))));
        desk
    }

    pub fn input(&mut self, input: Input) -> Vec<Effect> {
        self.commands += 1;
        let id = CommandId(Uuid::from_u128(self.commands));
        self.controller.handle(input, Stamp { now: self.now, id, salt: Token::from_bits(9) })
    }

    pub fn wait_ms(&mut self, ms: u64) -> Vec<Effect> {
        self.now = self.now.plus(Duration::from_millis(ms));
        self.input(Input::Tick)
    }

    /// The next view comes.
    pub fn see(&mut self, view: CounterView) -> Vec<Effect> {
        self.seq += 1;
        let envelope = envelope(self.seq, View::Counter(Box::new(view)));
        self.input(Input::View(envelope))
    }

    /// How often the hub was asked for a number.
    pub fn searches(&self) -> u64 {
        self.controller.searches()
    }

    /// The hub answers the newest search.
    pub fn found(&mut self, found: Found) -> Vec<Effect> {
        self.input(Input::Found(Arc::new(found)))
    }

    pub fn done(&mut self, id: CommandId, seq: u64) -> Vec<Effect> {
        let done = Done { seq, ..Done::default() };
        self.input(Input::Reply(Box::new(Reply::Answered { id, outcome: Outcome::Done(done) })))
    }

    pub fn refuse(&mut self, id: CommandId, rejection: Rejection) -> Vec<Effect> {
        self.input(Input::Reply(Box::new(Reply::Answered {
            id,
            outcome: Outcome::Rejected(rejection),
        })))
    }
}
