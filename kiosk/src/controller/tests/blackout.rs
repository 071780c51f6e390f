//! Every order of cuts and kills in a small world: kiosks with disk, link and printer, and one hub.
//!
//! What is on its way dies with a program; what is on a disk stays. In the end the hub is there, and has
//! every number that was printed, once.

use super::*;
use crate::controller::emergency::OwnNumbers;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::AdmittedTicket;
use antrean_shared::id::{KioskId, TicketId};
use antrean_shared::ticket::TicketNumber;
use antrean_shared::view::KioskView;
use std::collections::VecDeque;

/// What may happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// A visitor touches until a number is asked for.
    Take,
    /// The oldest fact comes to the disk or to the link's file.
    Write,
    /// The word that a number is on the disk comes back.
    Word,
    Paper,
    Jam,
    /// The kiosk's program dies and starts.
    Kill,
    /// The line is cut, or there again.
    Line,
    /// The hub takes the oldest command of the link; its answer may be lost with the line.
    Hub,
    /// The hub's oldest answer arrives.
    Answer,
}

#[derive(Debug, Clone)]
enum Fact {
    Tell(CommandId, Command),
    Give(AdmittedTicket),
    HandedOver(TicketId),
}

#[derive(Default)]
struct Hub {
    tickets: BTreeMap<TicketId, (TicketNumber, bool)>,
    numbers: BTreeMap<TicketNumber, TicketId>,
    answers: BTreeMap<CommandId, Outcome>,
    given_back: Vec<TicketId>,
    issued: u16,
}

struct Kiosk {
    id: &'static str,
    controller: Controller,
    connected: bool,
    /// Dies with the program.
    facts: VecDeque<Fact>,
    words: VecDeque<TicketId>,
    asks: VecDeque<(CommandId, Command)>,
    answers: VecDeque<Reply>,
    job: Option<(TicketId, bool)>,
    /// Stays.
    given: Vec<AdmittedTicket>,
    handed_over: Vec<TicketId>,
    outbox: VecDeque<(CommandId, Command)>,
    /// The outbox that this session has sent from.
    sent: usize,
}

struct World {
    millis: u64,
    made: u128,
    hub: Hub,
    kiosks: Vec<Kiosk>,
    /// Papers without SALINAN.
    papers: Vec<(TicketId, TicketNumber)>,
    /// What was asked of the hub, and what was given without it.
    asked: Vec<TicketId>,
    given: Vec<AdmittedTicket>,
}

impl Hub {
    fn take(&mut self, id: CommandId, command: &Command) -> Outcome {
        if let Some(known) = self.answers.get(&id) {
            return known.clone();
        }
        let outcome = self.decide(id, command);
        if matches!(outcome, Outcome::Done(_)) {
            self.answers.insert(id, outcome.clone());
        }
        outcome
    }

    fn decide(&mut self, id: CommandId, command: &Command) -> Outcome {
        let mut done = Done::default();
        #[expect(clippy::wildcard_enum_match_arm, reason = "anything else is no kiosk's")]
        match command {
            Command::Issue { .. } if self.given_back.contains(&id.ticket()) => {
                return Outcome::Rejected(Rejection::GivenBack);
            }
            Command::Issue { .. } => {
                self.issued += 1;
                let number: TicketNumber = format!("A{:03}", self.issued).parse().unwrap();
                self.add(id.ticket(), number);
                done.issued = Some(IssuedTicket { id: id.ticket(), number, ..fixture::ticket(1) });
            }
            Command::AdmitTicket { ticket } => {
                if !self.tickets.contains_key(&ticket.id) {
                    if let Some(other) = self.numbers.get(&ticket.number) {
                        let (number, ticket) = (ticket.number, *other);
                        return Outcome::Rejected(Rejection::NumberTaken { number, ticket });
                    }
                    self.add(ticket.id, ticket.number);
                }
            }
            Command::GiveBack { ticket } => match self.tickets.get_mut(ticket) {
                Some((_, cancelled)) => *cancelled = true,
                None => self.given_back.push(*ticket),
            },
            Command::ConfirmShown { ticket, .. } => {
                assert!(self.tickets.contains_key(ticket), "shown before the hub has it");
            }
            other => panic!("a kiosk does not say {other:?}"),
        }
        Outcome::Done(done)
    }

    fn add(&mut self, ticket: TicketId, number: TicketNumber) {
        assert_eq!(self.numbers.insert(number, ticket), None, "{number} twice");
        self.tickets.insert(ticket, (number, false));
    }
}

impl Kiosk {
    fn new(id: &'static str, millis: u64) -> Self {
        Self {
            id,
            controller: of(id, millis),
            connected: false,
            facts: VecDeque::new(),
            words: VecDeque::new(),
            asks: VecDeque::new(),
            answers: VecDeque::new(),
            job: None,
            given: vec![],
            handed_over: vec![],
            outbox: VecDeque::new(),
            sent: 0,
        }
    }

    /// What `record::own` reads.
    fn own(&self) -> OwnNumbers {
        let day = fixture::catalogue().service_day;
        let last = self.given.iter().map(|ticket| ticket.number.count()).max().unwrap_or(0);
        let open = self.given.iter().filter(|ticket| !self.handed_over.contains(&ticket.id));
        OwnNumbers {
            last: [(day, Some(last))].into(),
            open: open.map(|ticket| (day, ticket.clone())).collect(),
            written: self.given.iter().map(|ticket| ticket.issued_at).max(),
        }
    }

    fn is_on_its_way(&self, turn: Turn) -> bool {
        match turn {
            Turn::Take | Turn::Kill | Turn::Line => true,
            Turn::Write => !self.facts.is_empty(),
            Turn::Word => !self.words.is_empty(),
            Turn::Paper | Turn::Jam => self.job.is_some(),
            Turn::Hub => self.connected && (self.sent < self.outbox.len() || !self.asks.is_empty()),
            Turn::Answer => self.connected && !self.answers.is_empty(),
        }
    }
}

fn of(kiosk: &str, millis: u64) -> Controller {
    let settings = Settings { kiosk: KioskId::new(kiosk).unwrap(), ..fixture::settings() };
    Controller::new(settings, fixture::now(millis))
}

impl World {
    fn new(kiosks: &[&'static str]) -> Self {
        let mut world = Self {
            millis: 0,
            made: 0,
            hub: Hub::default(),
            kiosks: kiosks.iter().map(|id| Kiosk::new(id, 0)).collect(),
            papers: vec![],
            asked: vec![],
            given: vec![],
        };
        for at in 0..world.kiosks.len() {
            world.start(at);
        }
        world
    }

    fn start(&mut self, at: usize) {
        let kiosk = &mut self.kiosks[at];
        kiosk.controller = of(kiosk.id, self.millis);
        (kiosk.connected, kiosk.sent) = (false, 0);
        let own = kiosk.own();
        self.hear(at, Input::Own(own));
        self.hear(at, Input::Catalogue(small_hall()));
        self.pass(at, 30_000);
    }

    fn hear(&mut self, at: usize, input: Input) {
        let now = fixture::now(self.millis);
        for effect in self.kiosks[at].controller.handle(input, now) {
            let kiosk = &mut self.kiosks[at];
            match effect {
                Effect::Ask { id, command } => {
                    self.asked.push(id.ticket());
                    kiosk.asks.push_back((id, command));
                }
                Effect::Tell(command) => {
                    self.made += 1;
                    let id = fixture::fresh(1_000_000 + self.made).command;
                    kiosk.facts.push_back(Fact::Tell(id, command));
                }
                Effect::Give { ticket, .. } => {
                    self.given.push((*ticket).clone());
                    kiosk.facts.push_back(Fact::Give(*ticket));
                }
                Effect::HandOver(ticket) => {
                    let id = CommandId(ticket.id.0);
                    kiosk.facts.push_back(Fact::Tell(id, Command::AdmitTicket { ticket }));
                }
                Effect::HandedOver { ticket, .. } => {
                    kiosk.facts.push_back(Fact::HandedOver(ticket));
                }
                Effect::Print { ticket, copy, .. } => {
                    let printed = kiosk.given.iter().any(|given| given.id == ticket);
                    assert!(printed || self.asked.contains(&ticket), "printed before it was kept");
                    kiosk.job = Some((ticket, copy));
                }
                Effect::Record { .. }
                | Effect::Machine(_)
                | Effect::Slide(_)
                | Effect::Report(_)
                | Effect::Focus(_)
                | Effect::Choose
                | Effect::Say(_)
                | Effect::Hush
                | Effect::Pause
                | Effect::KeepView(_)
                | Effect::Chime { .. } => {}
            }
        }
    }

    fn pass(&mut self, at: usize, millis: u64) {
        self.millis += millis;
        self.hear(at, Input::Printer(PrinterStatus::Ready));
    }

    fn take_turn(&mut self, at: usize, turn: Turn) {
        match turn {
            Turn::Take => self.visit(at),
            Turn::Write => self.write(at),
            Turn::Word => {
                let ticket = self.kiosks[at].words.pop_front().expect("a word is on its way");
                self.hear(at, Input::Given { ticket, kept: true });
            }
            Turn::Paper | Turn::Jam => self.print(at, turn == Turn::Paper),
            Turn::Kill => self.kill(at),
            Turn::Line => self.switch(at),
            Turn::Hub => self.send(at),
            Turn::Answer => {
                let reply = self.kiosks[at].answers.pop_front().expect("an answer is on its way");
                self.hear(at, Input::Reply(reply));
            }
        }
    }

    /// Goes to the start, and from there to "Ambil nomor".
    fn visit(&mut self, at: usize) {
        self.pass(at, 500);
        let clear = [Touch::Back, Touch::Photographed, Touch::NotMine];
        for touch in clear.into_iter().chain(three_touches()) {
            self.made += 1;
            self.pass(at, 500);
            let fresh = fixture::fresh(self.made);
            self.hear(at, Input::Touched { touch, fresh });
        }
    }

    fn write(&mut self, at: usize) {
        let kiosk = &mut self.kiosks[at];
        match kiosk.facts.pop_front().expect("something is to be written") {
            Fact::Tell(id, command) => {
                if kiosk.outbox.iter().all(|(known, _)| *known != id) {
                    kiosk.outbox.push_back((id, command));
                }
            }
            Fact::Give(ticket) => {
                kiosk.words.push_back(ticket.id);
                kiosk.given.push(ticket);
            }
            Fact::HandedOver(ticket) => kiosk.handed_over.push(ticket),
        }
    }

    fn print(&mut self, at: usize, comes: bool) {
        let (ticket, copy) = self.kiosks[at].job.take().expect("a job is at the printer");
        if comes && !copy {
            self.paper(ticket);
        }
        let outcome = if comes { Ok(()) } else { Err(PrinterStatus::Jam) };
        self.hear(at, Input::Printed(PrintResult { ticket, copy, outcome }));
    }

    fn paper(&mut self, ticket: TicketId) {
        let own = self.given.iter().find(|given| given.id == ticket).map(|given| given.number);
        let number = own.unwrap_or_else(|| self.hub.tickets[&ticket].0);
        self.papers.push((ticket, number));
    }

    /// Everything on its way dies; paper that the printer has begun comes out.
    fn kill(&mut self, at: usize) {
        let kiosk = &mut self.kiosks[at];
        kiosk.facts.clear();
        kiosk.words.clear();
        kiosk.asks.clear();
        kiosk.answers.clear();
        if let Some((ticket, false)) = kiosk.job.take() {
            self.paper(ticket);
        }
        self.start(at);
    }

    fn switch(&mut self, at: usize) {
        let kiosk = &mut self.kiosks[at];
        kiosk.connected = !kiosk.connected;
        kiosk.sent = 0;
        // Answers that have not arrived are lost; facts are sent again, questions too.
        kiosk.answers.clear();
        if kiosk.connected {
            self.hear(at, Input::Link(LinkState::Connected { training: false }));
            let last = self.last_known(at);
            let view = KioskView { emergency_last: last, ..fixture::view(vec![]) };
            self.hear(at, Input::View(fixture::envelope(view)));
        } else {
            self.hear(at, Input::Link(LinkState::Lost { since: fixture::now(self.millis).hall }));
            self.pass(at, 30_000);
        }
    }

    fn last_known(&self, at: usize) -> u16 {
        let prefix = ["XA", "XB"][at];
        let own = self.hub.numbers.keys().filter(|number| number.prefix().as_str() == prefix);
        own.map(|number| number.count()).max().unwrap_or(0)
    }

    /// The link sends facts first; a fact stays in its file until its answer has arrived.
    fn send(&mut self, at: usize) {
        let kiosk = &mut self.kiosks[at];
        let (id, command) = match kiosk.outbox.get(kiosk.sent).cloned() {
            Some(told) => {
                kiosk.sent += 1;
                told
            }
            None => kiosk.asks.pop_front().expect("something is to be sent"),
        };
        let outcome = self.hub.take(id, &command);
        self.kiosks[at].answers.push_back(Reply::Answered { id, outcome });
    }

    /// What the link does with an answer before the kiosk hears it.
    fn arrive(&mut self, at: usize) {
        let kiosk = &mut self.kiosks[at];
        let Some(Reply::Answered { id, .. }) = kiosk.answers.front() else { return };
        if let Some(place) = kiosk.outbox.iter().position(|(told, _)| told == id) {
            kiosk.outbox.remove(place);
            kiosk.sent = kiosk.sent.saturating_sub(1);
        }
    }

    fn check(&self) {
        for (place, (ticket, number)) in self.papers.iter().enumerate() {
            for (other, same) in &self.papers[place + 1..] {
                assert!(ticket != other && number != same, "{number} was printed twice");
            }
        }
        for given in &self.given {
            assert!(!self.asked.contains(&given.id), "a number of the hub and one of the kiosk");
        }
    }

    /// Everything comes back and stays; then the judge counts.
    fn settle(&mut self) {
        for at in 0..self.kiosks.len() {
            if !self.kiosks[at].connected {
                self.switch(at);
            }
            for _ in 0..400 {
                let next = [Turn::Write, Turn::Word, Turn::Paper, Turn::Hub, Turn::Answer];
                let Some(turn) = next.into_iter().find(|turn| self.kiosks[at].is_on_its_way(*turn))
                else {
                    break;
                };
                self.go(at, turn);
                self.pass(at, 100);
            }
            let kiosk = &self.kiosks[at];
            assert!(
                kiosk.outbox.is_empty() && kiosk.facts.is_empty(),
                "{} has not told all",
                kiosk.id
            );
            assert_eq!(kiosk.own().open, [], "{} has not noted all", kiosk.id);
            for given in &kiosk.given {
                let there = self.hub.numbers.get(&given.number);
                assert_eq!(there, Some(&given.id), "{} is lost", given.number);
            }
        }
        self.check();
        for (ticket, number) in &self.papers {
            assert_eq!(self.hub.numbers.get(number), Some(ticket), "{number} is not in the hub");
            assert!(!self.hub.tickets[ticket].1, "{number} is a dead paper");
        }
    }

    fn go(&mut self, at: usize, turn: Turn) {
        if turn == Turn::Answer {
            self.arrive(at);
        }
        self.take_turn(at, turn);
    }
}

/// A hall of one agency and one service, so that a start costs little.
fn small_hall() -> Arc<Catalogue> {
    static HALL: std::sync::OnceLock<Arc<Catalogue>> = std::sync::OnceLock::new();
    let small = || {
        let mut hall = (*fixture::with_emergency()).clone();
        hall.services.retain(|service| service.id.as_str() == "a02");
        hall.queues.retain(|queue| queue.id.as_str() == "a");
        hall.agencies.retain(|agency| agency.id.as_str() == "dispendukcapil");
        Arc::new(hall)
    };
    HALL.get_or_init(small).clone()
}

const TURNS: [Turn; 9] = [
    Turn::Take,
    Turn::Write,
    Turn::Word,
    Turn::Paper,
    Turn::Jam,
    Turn::Kill,
    Turn::Line,
    Turn::Hub,
    Turn::Answer,
];

#[test]
fn whatever_order_of_cuts_and_kills_no_number_is_lost_or_given_twice() {
    const DEPTH: usize = 7;
    let (mut choices, mut worlds) = (vec![0_usize; DEPTH], 0_u32);
    let (mut papers, mut given) = (0, 0);
    loop {
        let (mut world, mut open) = (World::new(&["kiosk-1"]), Vec::new());
        // It begins with a visitor and ends with another.
        world.go(0, Turn::Take);
        let mut story = Vec::new();
        for choice in &choices {
            let next: Vec<_> =
                TURNS.into_iter().filter(|turn| world.kiosks[0].is_on_its_way(*turn)).collect();
            story.push(next[*choice]);
            open.push(next.len());
            world.go(0, next[*choice]);
        }
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            world.go(0, Turn::Take);
            world.settle();
        }));
        assert!(told.is_ok(), "{story:?}");
        worlds += 1;
        (papers, given) = (papers + world.papers.len(), given + world.given.len());
        let Some(place) = (0..DEPTH).rev().find(|place| choices[*place] + 1 < open[*place]) else {
            break;
        };
        choices[place] += 1;
        choices[place + 1..].fill(0);
    }
    assert!(worlds > 10_000 && papers > 10_000 && given > 10_000, "{worlds} {papers} {given}");
}

#[test]
fn two_kiosks_and_chance_lose_no_number_and_give_none_twice() {
    let (mut papers, mut own) = (0, 0);
    for seed in 1..300_u64 {
        let mut world = World::new(&["kiosk-1", "kiosk-2"]);
        let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut draw = |below: usize| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            chance as usize % below
        };
        for _ in 0..400 {
            let at = draw(2);
            // Cuts and kills are rarer than steps, or nothing would ever end.
            let turns = [TURNS[draw(9)], TURNS[draw(5)], TURNS[7 + draw(2)]];
            let turn = turns[draw(3)];
            if world.kiosks[at].is_on_its_way(turn) {
                world.go(at, turn);
                world.check();
            }
        }
        world.settle();
        papers += world.papers.len();
        own += world.papers.iter().filter(|(_, n)| n.prefix().as_str().starts_with('X')).count();
    }
    assert!(papers > 800 && own > 500, "{papers} papers, {own} of them without the hub");
}
