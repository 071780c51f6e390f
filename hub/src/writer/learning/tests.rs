use super::*;
use crate::hall::Hall;
use crate::hall::file::parse_written;
use crate::simulate::live::Live;
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, CounterId, Officer, Token};
use antrean_shared::ticket::{Channel, Language};
use std::time::Duration;
use uuid::Uuid;

const SAMPLE: &[u8] = include_bytes!("../../../../assets/halls/kota-batu.toml");

/// A hall whose counter for civil registration has just opened on a Thursday at nine.
struct Taught<'a> {
    live: Live<'a>,
    learning: Learning,
    commands: u128,
    counter: CounterId,
    rows: Vec<WaitRow>,
}

impl<'a> Taught<'a> {
    fn at(hall: &'a Hall) -> Self {
        let day = ServiceDay("2026-01-15".parse().unwrap());
        let live = Live::new(hall, hall.day_start(day).plus(Duration::from_secs(9 * 3_600)));
        let serves = |id: &&CounterId| hall.counters[*id].queues.contains(&"a".parse().unwrap());
        let counter = hall.counter_order.iter().find(serves).unwrap().clone();
        let (learning, rows) = (Learning::new(), vec![]);
        let mut taught = Self { live, learning, commands: 0, counter, rows };
        let officer = Officer::new("Budi").unwrap();
        taught.does(Command::OpenCounter { counter: taught.counter.clone(), officer });
        taught
    }

    /// Does as the writer does with one command.
    fn does(&mut self, command: Command) -> TicketId {
        self.commands += 1;
        let id = CommandId(Uuid::from_u128(self.commands));
        let decision = self.live.decide(id, command).unwrap();
        for event in &decision.events {
            self.rows.extend(self.learning.notice(&self.live.state, event, self.live.now));
            self.live.apply(std::slice::from_ref(event));
        }
        if let Some(situation) = decision.situation {
            self.learning.begins(id.ticket(), *situation);
        }
        id.ticket()
    }

    fn somebody_comes(&mut self) -> TicketId {
        self.does(Command::Issue {
            services: vec!["a01".parse().unwrap()],
            language: Language::Id,
            channel: Channel::Api,
            token: Token::from_bits(self.commands),
            priority: None,
            voucher: None,
        })
    }

    fn calls(&mut self) {
        self.does(Command::CallNext { counter: self.counter.clone() });
    }

    fn passes(&mut self, seconds: u64) {
        self.live.go_to(self.live.now.plus(Duration::from_secs(seconds)));
    }

    /// Returns the waits that were learnt from until now, in minutes.
    fn learnt(&mut self) -> Vec<(TicketId, f64)> {
        self.somebody_comes();
        let minutes = |row: &WaitRow| {
            let case: Case = serde_json::from_str(&row.case).unwrap();
            let Waited::Minutes(minutes) = case.waited else { panic!("{case:?}") };
            (row.ticket, minutes)
        };
        self.rows.iter().map(minutes).collect()
    }
}

fn hall() -> Hall {
    parse_written("hall.toml", SAMPLE).unwrap().0
}

#[test]
fn a_wait_is_learnt_from_once_its_call_stands() {
    let hall = hall();
    let mut taught = Taught::at(&hall);
    let visitor = taught.somebody_comes();
    taught.passes(300);
    taught.calls();
    taught.passes(60);
    assert_eq!(taught.learnt(), [], "the call may still be taken back");
    taught.passes(1);
    assert_eq!(taught.learnt(), [(visitor, 5.0)]);
    taught.passes(600);
    assert_eq!(taught.learnt().len(), 1, "learnt from once");
}

#[test]
fn a_wait_whose_call_is_taken_back_goes_on() {
    let hall = hall();
    let mut taught = Taught::at(&hall);
    let visitor = taught.somebody_comes();
    taught.passes(300);
    taught.calls();
    taught.passes(30);
    taught.does(Command::Undo { counter: taught.counter.clone() });
    taught.passes(270);
    assert_eq!(taught.learnt(), [], "nobody has been called");
    taught.calls();
    taught.passes(61);
    assert_eq!(taught.learnt(), [(visitor, 10.0)]);
}

#[test]
fn who_leaves_or_is_chosen_teaches_nothing_about_the_queue() {
    let hall = hall();
    let mut taught = Taught::at(&hall);
    let leaves = taught.somebody_comes();
    let chosen = taught.somebody_comes();
    let called = taught.somebody_comes();
    taught.does(Command::Cancel { ticket: leaves });
    taught.does(Command::CallTicket { counter: taught.counter.clone(), ticket: called });
    taught.does(Command::Cancel { ticket: called });
    taught.passes(120);
    taught.calls();
    taught.passes(61);
    assert_eq!(taught.learnt(), [(chosen, 2.0)]);
}

#[test]
fn the_end_of_the_day_settles_what_was_called_last() {
    let hall = hall();
    let mut taught = Taught::at(&hall);
    let visitor = taught.somebody_comes();
    let midnight = taught.live.day_ends();
    taught.live.go_to(Timestamp(midnight.0 - 20_000));
    taught.calls();
    let opens = crate::engine::wake(&hall, &taught.live.state, midnight);
    for event in &opens {
        taught.rows.extend(taught.learning.notice(&taught.live.state, event, midnight));
    }
    assert_eq!(taught.rows.iter().map(|row| row.ticket).collect::<Vec<_>>(), [visitor]);
}
