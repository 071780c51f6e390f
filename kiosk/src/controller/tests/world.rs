//! Chance decides: touches, losses, faults and restarts in any order, against a small hub, a small
//! outbox and a printer that keeps its papers. Whatever happens, what the contract promises holds.

use super::*;
use antrean_shared::ticket::TicketState;
use antrean_shared::view::DoubtfulTicket;
use std::collections::VecDeque;

/// How long the hub names a doubtful ticket.
const DOUBTFUL_MILLIS: u64 = 5 * 60_000;

#[derive(Debug, Clone)]
struct Ticket {
    card: IssuedTicket,
    issued: u64,
    /// What the kiosk has said, once the hub knows it.
    confirmed: bool,
    cancelled: bool,
}

/// A printed paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Paper {
    ticket: TicketId,
    copy: bool,
}

struct World {
    seed: u64,
    millis: u64,
    controller: Controller,
    made: u128,
    connected: bool,
    printer: PrinterStatus,
    /// Questions on their way, with the time at which they die.
    asks: Vec<(CommandId, u64)>,
    /// Facts that the hub does not know yet; they survive a restart.
    outbox: VecDeque<Command>,
    /// Since when the link could have sent them.
    owed: u64,
    hub: BTreeMap<TicketId, Ticket>,
    reserved: Vec<TicketId>,
    job: Option<Paper>,
    papers: Vec<Paper>,
    /// Every fact ever told.
    told: Vec<Command>,
    asked: Vec<CommandId>,
    /// Papers and facts that have been looked at.
    checked: usize,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut world = Self {
            seed: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            millis: 0,
            controller: controller(0),
            made: 0,
            connected: true,
            printer: PrinterStatus::Ready,
            asks: vec![],
            outbox: VecDeque::new(),
            owed: 0,
            hub: BTreeMap::new(),
            reserved: vec![],
            job: None,
            papers: vec![],
            told: vec![],
            asked: vec![],
            checked: 0,
        };
        world.start();
        world
    }

    /// A number below `below`.
    fn chance(&mut self, below: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % below
    }

    fn start(&mut self) {
        self.controller = controller(self.millis);
        self.hear(Input::Catalogue(fixture::catalogue()));
        self.hear(Input::Printer(self.printer));
        self.set_link(true);
    }

    fn hear(&mut self, input: Input) {
        let by_itself = !matches!(
            &input,
            Input::Touched { .. } | Input::Reply(Reply::Answered { outcome: Outcome::Done(_), .. })
        );
        let effects = self.controller.handle(input, fixture::now(self.millis));
        for effect in effects {
            self.carry_out(effect, by_itself);
        }
    }

    fn carry_out(&mut self, effect: Effect, by_itself: bool) {
        match effect {
            Effect::Ask { id, .. } => {
                assert!(!self.asked.contains(&id), "asked twice with one id");
                self.asked.push(id);
                self.asks.push((id, self.millis + 10_000));
            }
            Effect::Tell(command) => {
                self.owed = if self.outbox.is_empty() { self.millis } else { self.owed };
                self.told.push(command.clone());
                self.outbox.push_back(command);
            }
            Effect::Print { ticket, copy, .. } => {
                assert!(!by_itself, "printed by itself");
                assert!(self.job.is_none(), "two jobs at once");
                if self.chance(20) == 0 {
                    self.hear(Input::NotPrinted { ticket, copy });
                } else {
                    self.job = Some(Paper { ticket, copy });
                }
            }
            Effect::Give { .. } | Effect::HandOver(_) | Effect::HandedOver { .. } => {
                panic!("this hall allows no numbers without the hub")
            }
            Effect::Record { .. }
            | Effect::Machine(_)
            | Effect::Slide(_)
            | Effect::Report(_)
            | Effect::Focus(_)
            | Effect::Choose
            | Effect::Say(_)
            | Effect::Pause
            | Effect::Hush
            | Effect::KeepView(_)
            | Effect::Chime { .. } => {}
        }
    }

    /// Time passes. A link that is up sends what it owes well within `DOUBT_STANDS`.
    fn advance(&mut self, millis: u64) {
        self.millis += millis;
        if self.connected && !self.outbox.is_empty() && self.millis > self.owed + 900 {
            self.deliver();
        }
    }

    fn step(&mut self) {
        match self.chance(100) {
            0..=54 => self.touch(),
            55..=67 => self.pass(250),
            68 => self.pass(9_000),
            69..=80 => self.let_hub_decide(),
            81..=92 => self.let_printer_end(),
            93 => self.set_link(!self.connected),
            94..=95 => self.set_link(true),
            96 => {
                let bad = [PrinterStatus::PaperOut, PrinterStatus::Jam];
                let all = [PrinterStatus::Ready; 4].into_iter().chain(bad).collect::<Vec<_>>();
                self.printer = all[self.chance(6) as usize];
                self.hear(Input::Printer(self.printer));
            }
            97 => self.restart(),
            _ => self.deliver(),
        }
        if self.papers.len() + self.told.len() > self.checked {
            self.checked = self.papers.len() + self.told.len();
            self.check();
        }
    }

    fn touch(&mut self) {
        let [agency, service, take] = three_touches();
        let all = match self.controller.screen().body {
            Body::Home(_) => {
                vec![agency.clone(), agency, Touch::Search, Touch::LargeText, Touch::Back]
            }
            Body::Search(_) => vec![Touch::Key('k'), Touch::Key('t'), service, Touch::Back],
            Body::Services(_) => vec![service, Touch::Back],
            Body::Confirm(_) => {
                let besides = [Touch::Back, Touch::Claim, Touch::AddService, Touch::ReadStandard];
                [take.clone(), take.clone(), take].into_iter().chain(besides).collect()
            }
            Body::Code(_) | Body::Return(_) => vec![Touch::Back],
            Body::Standard(_) => vec![take, Touch::NextPage, Touch::Back],
            Body::PaperFailed(_) => vec![Touch::Photographed, Touch::GiveBack, Touch::PrintAgain],
            Body::Doubt { .. } => vec![Touch::PaperCameOut, Touch::PaperMissing, Touch::NotMine],
            Body::Waiting
            | Body::Returning { .. }
            | Body::Issuing { .. }
            | Body::Printing { .. }
            | Body::Ticket(_)
            | Body::Staff(_)
            | Body::Standby(_)
            | Body::Notice(_) => vec![Touch::Back, Touch::TakeNumber, Touch::GiveBack],
        };
        let touch = all[self.chance(all.len() as u64) as usize].clone();
        self.made += 1;
        let millis = self.chance(900);
        self.advance(millis);
        let fresh = fixture::fresh(self.made);
        self.hear(Input::Touched { touch, fresh });
    }

    fn pass(&mut self, millis: u64) {
        self.advance(millis);
        let (dead, alive) = self.asks.iter().partition(|(_, until)| *until <= self.millis);
        self.asks = alive;
        let dead: Vec<(CommandId, u64)> = dead;
        for (id, _) in dead {
            self.hear(Input::Reply(Reply::Unknown { id }));
        }
        self.hear(Input::Printer(self.printer));
    }

    /// The hub decides the oldest question; its answer may be lost on the way.
    fn let_hub_decide(&mut self) {
        if !self.connected || self.asks.is_empty() {
            return;
        }
        let (id, until) = self.asks.remove(0);
        let ticket = id.ticket();
        let issued = self.millis;
        let outcome = if self.reserved.contains(&ticket) {
            Outcome::Rejected(Rejection::GivenBack)
        } else {
            let card = IssuedTicket { id: ticket, ..fixture::ticket(14) };
            let fresh = Ticket { card, issued, confirmed: false, cancelled: false };
            let card = self.hub.entry(ticket).or_insert(fresh).card.clone();
            Outcome::Done(Done { issued: Some(card), ..Done::default() })
        };
        if self.chance(4) == 0 {
            self.asks.push((id, until));
        } else {
            self.hear(Input::Reply(Reply::Answered { id, outcome }));
        }
        self.push_view();
    }

    fn let_printer_end(&mut self) {
        let Some(paper) = self.job.take() else { return };
        let Paper { ticket, copy } = paper;
        let outcome = if self.printer == PrinterStatus::Ready && self.chance(4) > 0 {
            self.papers.push(paper);
            Ok(())
        } else {
            if self.chance(3) == 0 {
                self.papers.push(paper);
            }
            Err(PrinterStatus::Jam)
        };
        self.hear(Input::Printed(PrintResult { ticket, copy, outcome }));
    }

    /// The program dies: what was on its way dies with it, paper in the printer may still come out.
    fn restart(&mut self) {
        self.asks.clear();
        if let Some(paper) = self.job.take()
            && self.chance(2) == 0
        {
            self.papers.push(paper);
        }
        self.advance(500);
        self.start();
    }

    /// The outbox reaches the hub, in order.
    fn deliver(&mut self) {
        while self.connected
            && let Some(command) = self.outbox.pop_front()
        {
            let (id, given_back) = subject(&command);
            match self.hub.get_mut(&id) {
                Some(ticket) if given_back => ticket.cancelled = true,
                Some(ticket) => {
                    assert!(!ticket.cancelled, "confirmed after it was given back");
                    ticket.confirmed = true;
                }
                None => {
                    assert!(given_back, "confirmed before it was drawn");
                    self.reserved.push(id);
                }
            }
        }
        self.push_view();
    }

    fn set_link(&mut self, connected: bool) {
        self.connected = connected;
        self.owed = self.millis;
        let state = if connected {
            LinkState::Connected { training: false }
        } else {
            LinkState::Lost { since: fixture::NOW }
        };
        self.hear(Input::Link(state));
        self.push_view();
    }

    fn push_view(&mut self) {
        if !self.connected {
            return;
        }
        let open = |ticket: &&Ticket| {
            let recent = self.millis < ticket.issued + DOUBTFUL_MILLIS;
            recent && !ticket.confirmed && !ticket.cancelled
        };
        let doubtful = self.hub.values().filter(open).map(|ticket| DoubtfulTicket {
            ticket: ticket.card.clone(),
            state: TicketState::Issued,
        });
        let view = fixture::view(doubtful.collect());
        self.hear(Input::View(fixture::envelope(view)));
    }

    fn check(&self) {
        for paper in &self.papers {
            let same = |other: &&Paper| other.ticket == paper.ticket && !other.copy;
            assert!(self.papers.iter().filter(same).count() <= 1, "two papers without SALINAN");
            assert!(self.hub.contains_key(&paper.ticket), "a paper that the hub does not know");
        }
        for (place, command) in self.told.iter().enumerate() {
            let (of, back) = subject(command);
            for later in &self.told[place + 1..] {
                let (id, other) = subject(later);
                assert!(id != of || other == back, "both kept and given back");
            }
        }
    }

    /// Everybody goes home; the hub hears everything.
    fn settle(&mut self) {
        self.printer = PrinterStatus::Ready;
        self.hear(Input::Printer(self.printer));
        self.set_link(true);
        for _ in 0..400 {
            self.let_hub_decide();
            self.let_printer_end();
            self.deliver();
            self.pass(250);
        }
        self.check();
        assert!(self.outbox.is_empty() && self.asks.is_empty() && self.job.is_none());
        assert!(matches!(self.controller.screen().body, Body::Home(_)), "the kiosk is stuck");
    }

    /// Numbers that were given back although their paper lies somewhere.
    fn dead_papers(&self) -> usize {
        let dead = |paper: &&Paper| self.hub.get(&paper.ticket).is_some_and(|t| t.cancelled);
        self.papers.iter().filter(dead).count()
    }
}

/// The ticket that a fact is about, and whether it is given back.
fn subject(command: &Command) -> (TicketId, bool) {
    if let Command::ConfirmShown { ticket, .. } = command {
        return (*ticket, false);
    }
    let Command::GiveBack { ticket } = command else { panic!("a kiosk does not tell {command:?}") };
    (*ticket, true)
}

#[test]
fn whatever_happens_there_is_one_paper_and_it_lives() {
    let (mut papers, mut copies, mut questions, mut lived) = (0, 0, 0, 0);
    for seed in 0..150 {
        let mut world = World::new(seed);
        for _ in 0..400 {
            let before = matches!(world.controller.screen().body, Body::Doubt { .. });
            world.step();
            let after = matches!(world.controller.screen().body, Body::Doubt { .. });
            questions += usize::from(!before && after);
        }
        world.settle();
        papers += world.papers.len();
        copies += world.papers.iter().filter(|paper| paper.copy).count();
        lived += world.hub.values().filter(|ticket| ticket.confirmed).count();
        // Only a visitor who gives back a number after a failed print can leave a dead paper.
        let mut quiet = World::new(seed);
        quiet.run_without_giving_back();
        assert_eq!(quiet.dead_papers(), 0, "SEED={seed}");
    }
    let counts = format!("{papers} papers, {copies} copies, {questions} questions, {lived} lived");
    assert!(papers > 300 && copies > 30 && questions > 50 && lived > 300, "{counts}");
}

impl World {
    /// The same chances, but no finger ever touches "Kembalikan nomor".
    fn run_without_giving_back(&mut self) {
        for _ in 0..400 {
            let failed = matches!(self.controller.screen().body, Body::PaperFailed(_));
            if failed && self.chance(2) == 0 {
                self.made += 1;
                self.advance(500);
                let fresh = fixture::fresh(self.made);
                self.hear(Input::Touched { touch: Touch::Photographed, fresh });
            } else if failed {
                self.pass(1_000);
                self.let_printer_end();
            } else {
                self.step();
            }
        }
        self.settle();
    }
}
