//! A journal with a past: days on which every visitor drew a number, was called, served and completed.
//!
//! The hub's own engine decides and its own journal keeps every entry; only the clock is turned by hand
//! and the batches are large.

use crate::hub::SampleHall;
use antrean_hub::clock::Ticks;
use antrean_hub::engine::{Actor, Decision, Request, wake};
use antrean_hub::event::{self, Event, HallEvent};
use antrean_hub::hall::Hall;
use antrean_hub::journal::{
    Answer, Batch, Entry, FIRST_EPOCH, Journal, Outcome, SqliteJournal, TicketRow,
};
use antrean_hub::state::HallState;
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, CounterId, Officer, ServiceId, TicketId, Token};
use antrean_shared::ticket::{Channel, Language, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_tests::pure_hub::PureHub;
use anyhow::{Context, Result, anyhow};
use chrono::Days;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

/// Entries that are written at a time; a running hub writes at most 256 commands.
const BATCH: usize = 2_048;
/// Batches that wait for the journal.
const AHEAD: usize = 4;
/// Days whose answers are still kept (contract.md 3).
const ANSWER_DAYS: u64 = 8;
/// When visitors come, after the start of the day.
const FIRST_COMES: Duration = Duration::from_secs(8 * 60 * 60);
const COME_FOR: Duration = Duration::from_secs(6 * 60 * 60);

/// How much past there is. The last day is yesterday.
#[derive(Debug, Clone, Copy)]
pub struct Past {
    pub days: u64,
    pub tickets_a_day: u32,
}

/// Writes a journal with such a past into a folder.
pub fn fill(folder: &Path, hall: &SampleHall, past: Past) -> Result<()> {
    let mut journal = SqliteJournal::open_folder(folder)?;
    let head = journal.open()?;
    let (out, batches) = sync_channel::<Batch>(AHEAD);
    let written = std::thread::spawn(move || -> Result<()> {
        let mut head = head;
        for batch in batches {
            head = journal.append(head, &batch)?;
        }
        Ok(())
    });
    let filled = write_days(hall, past, out);
    let written = written.join().map_err(|_| anyhow!("the journal's thread ended early"))?;
    written.and(filled)
}

fn write_days(hall: &SampleHall, past: Past, out: SyncSender<Batch>) -> Result<()> {
    let mut own = hall.hall.clone();
    own.revision = 1;
    let today = own.service_day(Ticks::read().wall);
    let works = workplaces(hall);
    let start = |ago: u64| {
        let date = today.0.checked_sub_days(Days::new(ago)).context("the beginning of time")?;
        Ok::<_, anyhow::Error>(own.day_start(ServiceDay(date)))
    };
    let first = start(past.days)?;
    let mut hub = PureHub::new(own.clone(), first);
    hub.state = HallState::default();
    let (batch, touched) = (Batch::default(), BTreeSet::new());
    let mut filler = Filler { hub, out, batch, touched, seq: 0 };
    let event = Event::Hall(HallEvent::FileChanged { revision: 1 });
    filler.enter(CommandId::fresh(), ("hub", "change_hall"), vec![event]);
    filler.batch.hall = Some((1, hall.text.clone()));
    for ago in (1..=past.days).rev() {
        filler.open_day(&own, start(ago)?);
        filler.day(&works, past.tickets_a_day, ago <= ANSWER_DAYS)?;
    }
    filler.send()
}

struct Filler {
    hub: PureHub,
    out: SyncSender<Batch>,
    batch: Batch,
    touched: BTreeSet<TicketId>,
    seq: u64,
}

impl Filler {
    fn open_day(&mut self, hall: &Hall, now: Timestamp) {
        self.hub.now = now;
        let opening = wake(hall, &self.hub.state, now);
        self.enter(CommandId::fresh(), ("hub", "wake"), opening);
        // Knows the hours of its first day only; what is true goes on.
        let state = std::mem::take(&mut self.hub.state);
        self.hub = PureHub::new(hall.clone(), now);
        self.hub.state = state;
    }

    /// One day: each visitor is called and served as the next one comes.
    fn day(&mut self, works: &[(ServiceId, CounterId)], tickets: u32, answers: bool) -> Result<()> {
        let opens = self.hub.now.plus(FIRST_COMES);
        self.hub.now = opens;
        for counter in works.iter().map(|(_, counter)| counter).collect::<BTreeSet<_>>() {
            let (counter, officer) =
                (counter.clone(), Officer::new(&format!("Petugas {counter}"))?);
            self.take(Command::OpenCounter { counter, officer }, answers)?;
        }
        for number in 0..tickets {
            self.hub.now = opens.plus(COME_FOR * number / tickets);
            let (service, counter) = &works[number as usize % works.len()];
            let (services, counter) = (vec![service.clone()], counter.clone());
            let token = Token::from_bits(uuid::Uuid::new_v4().as_u128());
            let (language, channel) = (Language::Id, Channel::Api);
            let priority = None;
            let wish =
                Command::Issue { services, language, channel, token, priority, voucher: None };
            self.take(wish, answers)?;
            let desk = self.hub.state.counters.get(&counter);
            let call = match desk.and_then(|desk| desk.hand) {
                Some(_) => Command::CompleteAndCallNext { counter: counter.clone(), outcome: None },
                None => Command::CallNext { counter: counter.clone() },
            };
            self.take(call, answers)?;
            self.take(Command::Serve { counter }, answers)?;
        }
        Ok(())
    }

    fn take(&mut self, command: Command, answer: bool) -> Result<()> {
        let name = command.name();
        let request = Request { id: CommandId::fresh(), actor: Actor::Api, command };
        let decided = self.hub.decide(&request);
        let Decision { events, subject, .. } =
            decided.map_err(|rejection| anyhow!("{name} was refused: {}", rejection.code()))?;
        self.enter(request.id, ("api", name), events);
        if answer {
            let outcome = Outcome {
                seq: self.seq,
                ticket: subject.ticket,
                completed: subject.completed,
                why: subject.why,
                unserved: subject.unserved,
                was_there: subject.was_there,
                counter: subject.counter,
                sent_on: subject.sent_on,
            };
            let (command, body_hash) = (request.id, [0; 32]);
            self.batch.answers.push(Answer { command, key: None, body_hash, outcome });
        }
        if self.batch.entries.len() >= BATCH { self.send() } else { Ok(()) }
    }

    /// Applies events as the writer does, and keeps the rows of the tickets that they touch.
    fn enter(&mut self, command: CommandId, (who, kind): (&str, &str), events: Vec<Event>) {
        self.seq += 1;
        for event in &events {
            if let Event::Hall(HallEvent::DayOpened(_)) = event {
                self.keep_rows();
            }
            self.hub.state.apply(event, self.hub.now);
            if let Event::Ticket { id, .. } = event {
                self.touched.insert(*id);
            }
        }
        self.batch.entries.push(Entry {
            seq: self.seq,
            epoch: FIRST_EPOCH,
            at: self.hub.now,
            command,
            actor: who.to_owned(),
            device: who.to_owned(),
            kind: kind.to_owned(),
            version: event::VERSION,
            events,
        });
    }

    fn keep_rows(&mut self) {
        let touched = std::mem::take(&mut self.touched);
        let rows = touched.into_iter().filter_map(|id| row(&self.hub.state, id));
        self.batch.tickets.extend(rows);
    }

    fn send(&mut self) -> Result<()> {
        self.keep_rows();
        let batch = std::mem::take(&mut self.batch);
        self.out.send(batch).map_err(|_| anyhow!("the journal took no more"))
    }
}

/// Returns a ticket's row as the hub keeps it.
fn row(state: &HallState, id: TicketId) -> Option<TicketRow> {
    let (day, ticket) = (state.day?.day, state.tickets.get(&id)?);
    Some(TicketRow {
        id,
        service_day: day,
        number: ticket.number,
        queue: ticket.queue.clone(),
        service: ticket.service.clone(),
        stops: ticket.stops.clone(),
        state: ticket.state(),
        channel: ticket.channel,
        language: ticket.language,
        token: ticket.token,
        issued_at: ticket.issued_at,
        called_at: ticket.called_at,
        serving_at: ticket.serving_at,
        ended_at: ticket.phase.ended_at(),
        counter: ticket.phase.counter().cloned(),
        call_count: ticket.call_count,
        priority: ticket.class.priority,
        inaccurate: ticket.state() == TicketState::Expired,
        in_outage: ticket.in_outage,
    })
}

/// For every service a counter that serves it.
fn workplaces(hall: &SampleHall) -> Vec<(ServiceId, CounterId)> {
    let desk = |service: &ServiceId| {
        let mut counters = hall.hall.counter_order.iter().map(|id| &hall.hall.counters[id]);
        counters.find(|desk| hall.hall.serves(desk, service)).map(|desk| desk.id.clone())
    };
    hall.services().iter().filter_map(|id| Some((id.clone(), desk(id)?))).collect()
}
