//! Small batches for the tests of the journals.

use super::{Answer, Batch, ClassCount, Entry, Head, Outcome, PrivateChange, TicketRow, WaitRow};
use crate::estimate::calibration::Calibration;
use crate::event::{self, AnnouncedBy, DayOpened, Event, Field, HallEvent, Stop, TicketEvent};
use antrean_shared::command::{CallOutcome, CallReport};
use antrean_shared::id::{CommandId, TicketId, Token};
use antrean_shared::ticket::{
    Channel, Language, Prefix, Shown, StopState, TicketNumber, TicketState,
};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::{CallKind, Why};
use std::collections::BTreeMap;
use uuid::Uuid;

/// 2026-11-22, in the morning.
pub const START: Timestamp = Timestamp(1_795_305_600_000);

pub fn day(number: u32) -> ServiceDay {
    ServiceDay(chrono::NaiveDate::from_ymd_opt(2026, 11, number).unwrap())
}

pub fn number(count: u16) -> TicketNumber {
    TicketNumber::new(Prefix::new("A").unwrap(), count).unwrap()
}

pub fn command(number: u64) -> CommandId {
    CommandId(Uuid::from_u128(u128::from(number)))
}

pub fn ticket_id(number: u64) -> TicketId {
    command(number).ticket()
}

pub fn day_opened() -> Event {
    Event::Hall(HallEvent::DayOpened(Box::new(DayOpened {
        day: day(22),
        ends_at: START,
        hall_revision: 1,
        epoch: 1,
        zones: BTreeMap::new(),
        reserved: BTreeMap::new(),
        learnt: None,
        calibration: Calibration::default(),
        forced: BTreeMap::new(),
        outages: BTreeMap::new(),
        bookings: BTreeMap::new(),
        vouchers: BTreeMap::new(),
        series: Default::default(),
        given: Default::default(),
    })))
}

pub fn announced(text: &str) -> Event {
    Event::Hall(HallEvent::Announced { zone: None, text: text.to_owned() })
}

pub fn shown(ticket: u64) -> Event {
    Event::Ticket { id: ticket_id(ticket), event: TicketEvent::Shown { by: Shown::Paper } }
}

pub fn called(ticket: u64, zone: &str, call: u64) -> Event {
    let event = TicketEvent::Called {
        counter: "3".parse().unwrap(),
        zone: zone.parse().unwrap(),
        call,
        announced_by: AnnouncedBy::Speaker,
        why: Why::Oldest,
        run: None,
    };
    Event::Ticket { id: ticket_id(ticket), event }
}

pub fn recalled(ticket: u64, zone: &str, call: u64) -> Event {
    let event = TicketEvent::Recalled {
        counter: "3".parse().unwrap(),
        zone: zone.parse().unwrap(),
        call,
        announced_by: AnnouncedBy::Speaker,
        kind: CallKind::Recall,
    };
    Event::Ticket { id: ticket_id(ticket), event }
}

pub fn shown_calls(zone: &str, calls: &[u64]) -> Event {
    let (zone, display) = (zone.parse().unwrap(), "papan-1".parse().unwrap());
    Event::Hall(HallEvent::CallsShown { zone, display, calls: reports(calls) })
}

pub fn spoken(zone: &str, calls: &[u64]) -> Event {
    let (zone, display) = (zone.parse().unwrap(), "papan-1".parse().unwrap());
    let spoken = calls.iter().copied().max().unwrap_or_default();
    Event::Hall(HallEvent::CallsSpoken { zone, display, calls: reports(calls), spoken })
}

fn reports(calls: &[u64]) -> Vec<CallReport> {
    let outcome = CallOutcome::Done;
    calls.iter().map(|call| CallReport { call: *call, at: START, outcome }).collect()
}

/// An entry behind `head`, whose command's number is its own.
pub fn entry(head: Head, events: Vec<Event>) -> Entry {
    let seq = head.seq + 1;
    Entry {
        seq,
        epoch: head.epoch,
        at: Timestamp(START.0 + i64::try_from(seq).unwrap() * 1_000),
        command: command(seq),
        actor: "Sari".to_owned(),
        device: "loket-1".to_owned(),
        kind: "confirm_shown".to_owned(),
        version: event::VERSION,
        events,
    }
}

pub fn answer(entry: &Entry, key: Option<[u8; 32]>) -> Answer {
    let outcome = Outcome {
        seq: entry.seq,
        ticket: Some(entry.command.ticket()),
        completed: None,
        why: None,
        unserved: Some(2),
        was_there: false,
        counter: None,
        sent_on: None,
    };
    Answer { command: entry.command, key, body_hash: [7; 32], outcome }
}

pub fn row(ticket: u64, count: u16) -> TicketRow {
    TicketRow {
        id: ticket_id(ticket),
        service_day: day(22),
        number: number(count),
        queue: "dukcapil".parse().unwrap(),
        service: "ktp".parse().unwrap(),
        stops: vec![Stop::new("ktp".parse().unwrap(), StopState::Current)],
        state: TicketState::NoShow,
        channel: Channel::Kiosk,
        language: Language::Jv,
        token: Some(Token::from_bits(u128::from(ticket))),
        issued_at: START,
        called_at: Some(Timestamp(START.0 + 1)),
        serving_at: None,
        ended_at: None,
        counter: Some("loket-1".parse().unwrap()),
        call_count: 2,
        priority: true,
        inaccurate: false,
        in_outage: false,
    }
}

pub fn note(ticket: u64, text: &str) -> PrivateChange {
    let (salt, text) = ("salt".to_owned(), text.to_owned());
    PrivateChange::Keep { ticket: ticket_id(ticket), field: Field::Note, salt, text }
}

/// One more visitor of a class on a day, or so many.
pub fn class_count(on: u32, class: Option<&str>, by: i64) -> ClassCount {
    let class = class.map(|class| class.parse().unwrap());
    ClassCount { service_day: day(on), class, by }
}

/// A batch of one entry about the ticket of its number, with something for every table.
pub fn batch(head: Head) -> Batch {
    let next = head.seq + 1;
    let calls = [called(next, "1", next), spoken("1", &[next])];
    let events = [shown(next), announced("Silakan menunggu")].into_iter().chain(calls);
    let entry = entry(head, events.collect());
    let seq = entry.seq;
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seq.to_be_bytes());
    Batch {
        answers: vec![answer(&entry, Some(key))],
        privates: vec![note(seq, "kursi roda")],
        tickets: vec![row(seq, u16::try_from(seq).unwrap())],
        waits: vec![WaitRow {
            ticket: ticket_id(seq),
            service_day: day(22),
            case: seq.to_string(),
        }],
        classes: vec![class_count(22, Some("lansia"), 1)],
        hall: Some((seq, format!("# revision {seq}"))),
        entries: vec![entry],
    }
}
