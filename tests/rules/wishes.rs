//! What a random hall is made of: small numbers that become times, senders and commands.
//!
//! The simulation draws them from a seed, or lets proptest choose and shrink them. Half of all wishes
//! are what somebody might do next; the rest is nonsense, late, or somebody else's.

#[path = "wishes/choice.rs"]
mod choice;
#[path = "wishes/reserve.rs"]
mod reserve;
#[path = "wishes/visit.rs"]
mod visit;

use antrean_hub::engine::{Actor, Decision, Request};
use antrean_hub::event::{Event, Footing, TicketEvent};
use antrean_shared::command::{AdmittedTicket, Command};
use antrean_shared::id::{CommandId, TicketId, Token};
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::{Channel, Language, Shown, TicketNumber, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_tests::hall::{
    counter_id, device_id, kiosk_id, officer, queue_id, service_id, zone_id,
};
use antrean_tests::pure_hub::{PureHub, command_id, console, display, kiosk};
use antrean_tests::reference::Reference;
use antrean_tests::verb::Verb;
use choice::{
    COUNTERS, OFFICERS, PREFIXES, agency, any_verb, changed, claim, counter, held, other_service,
    queue, report, roll, service, services, target,
};
use std::collections::BTreeMap;
use std::time::Duration;

/// Small numbers that become one command.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// How much time passes before.
    pub time: u16,
    /// What is asked for.
    pub verb: u16,
    /// By whom.
    pub actor: u16,
    /// At which counter.
    pub counter: u16,
    /// About which ticket.
    pub ticket: u16,
    /// Everything else.
    pub other: u16,
}

/// A hub beside its reference, and a log of everything that was asked.
pub struct Day {
    /// The real rules.
    pub hub: PureHub,
    reference: Reference,
    /// Every ticket that was ever accepted.
    known: Vec<TicketId>,
    /// Commands that were sent, for resends.
    sent: Vec<Request>,
    /// The number that each ticket has, by day: no two may have the same.
    numbers: BTreeMap<(String, TicketNumber), TicketId>,
    /// One line for each wish.
    pub log: Vec<String>,
    /// How often each refusal or acceptance came.
    pub came_to: BTreeMap<String, u32>,
    commands: u128,
}

impl Day {
    /// Starts a day in a hall.
    pub fn new(hub: PureHub) -> Self {
        let reference = Reference::new(&hub.hall, hub.now);
        Self {
            hub,
            reference,
            known: Vec::new(),
            sent: Vec::new(),
            numbers: BTreeMap::new(),
            log: Vec::new(),
            came_to: BTreeMap::new(),
            commands: 0,
        }
    }

    /// Lets a wish's time pass and turns the wish into a command.
    pub fn wished(&mut self, wish: Wish) -> Request {
        self.pass_time(wish.time);
        if wish.actor % 97 == 13 || !self.hub.date_sure && wish.actor.is_multiple_of(8) {
            self.hub.date_sure = !self.hub.date_sure;
            self.reference.sure(self.hub.date_sure);
        }
        self.displays(wish);
        if wish.other % 89 == 5 {
            let hall = changed(&self.hub.hall, wish.ticket);
            self.reference.change_hall(&hall);
            self.hub.change_hall(hall);
            self.log.push(format!("{} another hall file", self.hub.now.0));
            *self.came_to.entry("another hall file".to_owned()).or_default() += 1;
            self.check();
        }
        let request = self.request(wish);
        self.log.push(format!("{} {request:?}", self.hub.now.0));
        request
    }

    /// A display comes or goes now and then; the other one is not the zone's speaker.
    fn displays(&mut self, wish: Wish) {
        if !wish.time.is_multiple_of(23) {
            return;
        }
        let display = if wish.other.is_multiple_of(3) { "board-2" } else { "board-1" };
        let zone = match wish.ticket % 4 {
            0 => None,
            1 => Some("selatan"),
            _ => Some("utara"),
        };
        self.hub.connect(display, zone);
        self.reference.connect(device_id(display), zone.map(zone_id));
    }

    /// Sends a command and compares the hall with its reference.
    pub fn grant(&mut self, request: Request) {
        let kept = self.hub.has_seen(request.id);
        let outcome = self.hub.send(&request);
        let word = match &outcome {
            Ok(_) => format!("{} accepted", Verb::of(&request.command).name()),
            Err(rejection) => rejection.code(),
        };
        self.log.push(format!("    {outcome:?}"));
        self.note_stops(&outcome);
        *self.came_to.entry(word).or_default() += 1;
        for way in outcome.iter().flat_map(ways) {
            *self.came_to.entry(way.to_owned()).or_default() += 1;
        }
        if kept {
            let repeated = matches!(outcome, Ok(_) | Err(Rejection::IdReused));
            return assert!(repeated, "an answer that was kept is given again");
        }
        let refusals = self.reference.send(&request);
        match outcome {
            Ok(_) => assert!(refusals.is_empty(), "{request:?}: accepted, refused as {refusals:?}"),
            Err(rejection) => {
                let code = rejection.code();
                assert!(refusals.contains(&code.as_str()), "{request:?}: {code}, not {refusals:?}");
            }
        }
        self.sent.push(request);
        self.check();
    }

    /// Builds the state anew and compares.
    pub fn check_replay(&self) {
        assert_eq!(self.hub.replayed(), self.hub.state, "the replayed state is the same");
    }

    /// Mostly seconds, now and then minutes, seldom an hour, a night or three of them.
    fn pass_time(&mut self, time: u16) {
        let opens = |days| {
            let today = self.hub.state.day.expect("a day is open").day.0;
            let day = today.checked_add_days(chrono::Days::new(days)).expect("a day to come");
            let begin = self.hub.hall.day_start(antrean_shared::time::ServiceDay(day));
            begin.plus(Duration::from_secs(7 * 3_600 + 45 * 60))
        };
        let after = |seconds| self.hub.now.plus(Duration::from_secs(seconds));
        let evening = self.hub.now > opens(0).plus(Duration::from_secs(8 * 3_600));
        let later = match time % 512 {
            0 => opens(3),
            1 => opens(1),
            2..34 if evening => opens(1),
            2..4 => after(3_600),
            4..32 => after(600),
            32..144 => after(45),
            144..160 => after(60),
            160..176 => after(90),
            other => after(u64::from(other) / 32),
        };
        let later = later.max(self.hub.now).plus(Duration::from_millis(u64::from(time % 3)));
        if time.is_multiple_of(2) {
            self.hub.go_to(later);
            self.reference.pass_awake(later);
        } else {
            self.hub.sleep_to(later);
            self.reference.pass(later);
        }
        self.check();
    }

    fn check(&mut self) {
        let state = &self.hub.state;
        state.check_all();
        self.reference.agree(&self.hub);
        let due = state.due().expect("the day always ends");
        assert!(due > self.hub.now, "whatever was due is done");
        let mut hands = BTreeMap::new();
        for (id, counter) in &state.counters {
            if let Some(hand) = counter.hand {
                assert!(hands.insert(hand, id).is_none(), "a ticket in two hands");
            }
        }
        for (number, ticket) in &state.numbers {
            let day = state.tickets[ticket].day.to_string();
            let first = self.numbers.entry((day.clone(), *number)).or_insert(*ticket);
            assert_eq!(first, ticket, "{number} twice on {day}");
        }
        for ticket in &self.known {
            assert!(self.hub.state_of(*ticket).is_some(), "{ticket} is lost");
        }
        let new = state.tickets.keys().filter(|id| !self.known.contains(id)).copied();
        let new: Vec<TicketId> = new.collect();
        self.known.extend(new);
    }

    fn request(&mut self, wish: Wish) -> Request {
        if wish.other % 16 == 3 && !self.sent.is_empty() {
            let sent = &self.sent[usize::from(wish.ticket) % self.sent.len()];
            return sent.clone();
        }
        self.commands += 1;
        let mut id = command_id(self.commands);
        // Now and then an id that something else has had.
        if wish.other % 32 == 5 {
            id = self.ticket(wish).command();
        }
        let command = self.command(wish);
        Request { id, actor: self.actor(wish, &command), command }
    }

    /// Mostly the device that such a command comes from.
    fn actor(&self, wish: Wish, command: &Command) -> Actor {
        match wish.actor % 24 {
            0 => return Actor::Api,
            1 => return kiosk("k2"),
            2 => return console(COUNTERS[usize::from(wish.actor / 24) % COUNTERS.len()]),
            3 => return display("board-1"),
            4 => {
                let kiosk = kiosk_id("k9");
                return Actor::Kiosk { kiosk, device: device_id("k9") };
            }
            _ => {}
        }
        match Verb::of(command) {
            Verb::Issue
            | Verb::JoinStandby
            | Verb::CheckIn
            | Verb::ConfirmShown
            | Verb::GiveBack
            | Verb::AdmitTicket => kiosk("k1"),
            Verb::ReportShown | Verb::ReportSpoken => display("board-1"),
            Verb::ReleaseCounter
            | Verb::ApproveClosing
            | Verb::ForceOpen
            | Verb::ForceClose
            | Verb::EndForce
            | Verb::OpenRoll
            | Verb::ImportBookings
            | Verb::ConfirmDate
            | Verb::Announce
            | Verb::Return
            | Verb::Yield => Actor::Api,
            Verb::TakeVoucher if wish.actor.is_multiple_of(2) => Actor::Api,
            Verb::TakeVoucher
            | Verb::CallNext
            | Verb::CallTicket
            | Verb::Recall
            | Verb::Serve
            | Verb::Complete
            | Verb::CompleteAndCallNext
            | Verb::NoShow
            | Verb::Skip
            | Verb::Park
            | Verb::Resume
            | Verb::Transfer
            | Verb::Cancel
            | Verb::AddStop
            | Verb::DropStop
            | Verb::OrderStops
            | Verb::GrantPriority
            | Verb::WithdrawPriority
            | Verb::SetNote
            | Verb::PrintCopy
            | Verb::Undo
            | Verb::OpenCounter
            | Verb::PauseCounter
            | Verb::SetOutage
            | Verb::ClearOutage
            | Verb::CloseCounter => console(counter(wish)),
        }
    }

    /// Every other wish is what somebody at the counter might do next, the rest is anything.
    fn verb(&self, wish: Wish) -> Verb {
        use Verb as V;
        let number = wish.verb / 2;
        if wish.verb.is_multiple_of(2) {
            return any_verb(number);
        }
        let id = counter_id(counter(wish));
        let live = self.hub.state.counters.get(&id);
        let hand =
            live.and_then(|live| live.hand).map(|hand| self.hub.state.tickets[&hand].state());
        let choice: &[Verb] = match (self.hub.state.counter_state(&id), hand) {
            (_, Some(TicketState::Called)) => &[
                V::Recall,
                V::Recall,
                V::Serve,
                V::Serve,
                V::Serve,
                V::NoShow,
                V::Skip,
                V::Park,
                V::Transfer,
                V::Undo,
            ],
            (_, Some(_)) => &[
                V::Complete,
                V::Complete,
                V::AddStop,
                V::CompleteAndCallNext,
                V::CompleteAndCallNext,
                V::Park,
                V::Transfer,
                V::Undo,
                V::CloseCounter,
            ],
            (CounterState::Open, None) => &[
                V::CallNext,
                V::CallNext,
                V::CallNext,
                V::CallTicket,
                V::Resume,
                V::Resume,
                V::Undo,
                V::Transfer,
                V::PauseCounter,
                V::CloseCounter,
            ],
            (CounterState::Closing, None) => &[V::ApproveClosing, V::Undo],
            (CounterState::Closed | CounterState::Paused, None) => &[V::OpenCounter],
        };
        choice[usize::from(number) % choice.len()]
    }

    /// Mostly in a while, now and then with the day, too late, or too far ahead.
    fn until(&self, wish: Wish) -> Option<Timestamp> {
        let after = |seconds| Some(self.hub.now.plus(Duration::from_secs(seconds)));
        match wish.other % 9 {
            0 => None,
            1 => Some(self.hub.now),
            2 => after(40 * 24 * 3_600),
            3 => after(20 * 3_600),
            _ => after(1_200),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    fn command(&self, wish: Wish) -> Command {
        let counter = counter_id(counter(wish));
        let reason = || if wish.other % 11 == 7 { " ".to_owned() } else { "alasan".to_owned() };
        let ticket = self.ticket(wish);
        match self.verb(wish) {
            Verb::Issue => Command::Issue {
                services: services(wish),
                language: Language::Id,
                channel: Channel::Kiosk,
                token: Token::from_bits(wish.other.into()),
                priority: (wish.actor % 5 < 2).then(|| claim(wish)),
                voucher: reserve::used(&self.hub, wish),
            },
            Verb::TakeVoucher => {
                let ticket = self.waiting(wish).or(self.aside(wish)).unwrap_or(ticket);
                Command::TakeVoucher { ticket, voucher: reserve::fresh(self.commands, wish) }
            }
            Verb::ImportBookings => reserve::import(&self.hub, wish),
            Verb::CheckIn => reserve::check_in(&self.hub, wish),
            Verb::ConfirmShown => {
                let by = [Shown::Paper, Shown::Screen, Shown::Paper, Shown::Unknown];
                Command::ConfirmShown { ticket, by: by[usize::from(wish.other) % 4] }
            }
            Verb::GiveBack => {
                let unknown = command_id(self.commands + u128::from(wish.other % 4)).ticket();
                Command::GiveBack {
                    ticket: if wish.other.is_multiple_of(3) { unknown } else { ticket },
                }
            }
            Verb::JoinStandby => Command::JoinStandby {
                queue: queue(wish),
                service: if wish.other % 4 < 3 { service_id("kk-baru") } else { service(wish) },
                language: Language::Id,
                channel: Channel::Kiosk,
                token: Token::from_bits(wish.other.into()),
            },
            Verb::ForceOpen => {
                let (queue, until) = (queue(wish), self.until(wish));
                Command::ForceOpen { queue, until, reason: reason() }
            }
            Verb::ForceClose => {
                let (queue, until) = (queue(wish), self.until(wish));
                Command::ForceClose { queue, until, reason: reason() }
            }
            Verb::EndForce => Command::EndForce { queue: queue(wish) },
            Verb::SetOutage => {
                let (agency, until) = (agency(wish), self.until(wish));
                Command::SetOutage { agency, until, reason: reason() }
            }
            Verb::ClearOutage => Command::ClearOutage { agency: agency(wish) },
            Verb::OpenRoll => roll(&self.hub, wish),
            Verb::ConfirmDate => {
                let today = self.hub.hall.service_day(self.hub.now).0;
                let date = match wish.other % 8 {
                    0 => today.pred_opt(),
                    1 => today.succ_opt(),
                    _ => Some(today),
                };
                let date = ServiceDay(date.expect("a day in between"));
                Command::ConfirmDate { date, time: None }
            }
            Verb::AdmitTicket => Command::AdmitTicket { ticket: Box::new(self.admitted(wish)) },
            Verb::CallNext => Command::CallNext { counter },
            Verb::CallTicket => Command::CallTicket { counter, ticket },
            Verb::Recall => Command::Recall { counter },
            Verb::Serve => Command::Serve { counter },
            Verb::Complete => Command::Complete { counter, outcome: None },
            Verb::CompleteAndCallNext => Command::CompleteAndCallNext { counter, outcome: None },
            Verb::NoShow => Command::NoShow { counter },
            Verb::Skip => Command::Skip { counter },
            Verb::Return => Command::Return { ticket: self.missed(wish).unwrap_or(ticket) },
            Verb::Yield => Command::Yield { ticket: self.waiting(wish).unwrap_or(ticket) },
            Verb::AddStop => Command::AddStop { ticket, service: other_service(wish) },
            Verb::DropStop => self.drop_stop(wish, ticket),
            Verb::OrderStops => self.order_stops(wish, ticket),
            Verb::GrantPriority => {
                let why = (wish.counter % 4 < 2).then(reason);
                Command::GrantPriority { ticket, priority: claim(wish), reason: why }
            }
            Verb::WithdrawPriority => {
                let salt = Token::from_bits(6);
                Command::WithdrawPriority { ticket, reason: reason(), salt }
            }
            Verb::Park => Command::Park { counter, reason: reason(), until: None },
            Verb::Resume => Command::Resume { counter, ticket: self.aside(wish).unwrap_or(ticket) },
            Verb::Transfer => {
                let ticket = (wish.other.is_multiple_of(3)).then_some(ticket);
                let come_back = wish.actor.is_multiple_of(2);
                Command::Transfer { counter, ticket, to: target(wish), come_back }
            }
            Verb::Cancel => Command::Cancel { ticket },
            Verb::SetNote => {
                let text = if wish.other.is_multiple_of(4) { "" } else { "kursi roda" }.to_owned();
                Command::SetNote { ticket, text, salt: Token::from_bits(5) }
            }
            Verb::PrintCopy => Command::PrintCopy { counter, ticket, kiosk: kiosk_id("k1") },
            Verb::Undo => Command::Undo { counter },
            Verb::OpenCounter => {
                let own = COUNTERS.iter().position(|one| *one == counter.as_str()).unwrap_or(0);
                let seat = if wish.other.is_multiple_of(9) { usize::from(wish.other) } else { own };
                Command::OpenCounter { counter, officer: officer(OFFICERS[seat % 4]) }
            }
            Verb::PauseCounter => Command::PauseCounter { counter, reason: reason() },
            Verb::CloseCounter => Command::CloseCounter { counter, reason: None },
            Verb::ReleaseCounter => Command::ReleaseCounter { counter, reason: reason() },
            Verb::ApproveClosing => Command::ApproveClosing {
                counter,
                approve: !wish.other.is_multiple_of(4),
                reason: None,
            },
            Verb::Announce => Command::Announce { zone: None, text: "Selamat pagi".to_owned() },
            Verb::ReportShown => {
                let (zone, display, calls) = report(&self.hub, wish);
                Command::ReportShown { zone, display, calls }
            }
            Verb::ReportSpoken => {
                let (zone, display, calls) = report(&self.hub, wish);
                Command::ReportSpoken { zone, display, calls }
            }
        }
    }

    /// A ticket of the last few, any ticket, the one in the counter's hand, or nonsense.
    fn ticket(&self, wish: Wish) -> TicketId {
        let place = usize::from(wish.ticket / 8);
        let recent = self.known.len().saturating_sub(8);
        let found = match wish.ticket % 8 {
            0 => None,
            1 => self.known.get(place % self.known.len().max(1)),
            2 | 3 => held(&self.hub.state, wish),
            _ => self.known[recent..].get(place % 8),
        };
        found.copied().unwrap_or_else(|| command_id(u128::from(wish.ticket) + 1_000_000).ticket())
    }

    /// Mostly somebody who was parked.
    fn aside(&self, wish: Wish) -> Option<TicketId> {
        let parked = &self.hub.state.parked;
        let place = usize::from(wish.ticket) % parked.len().max(1);
        parked.iter().nth(place).copied().filter(|_| !wish.other.is_multiple_of(4))
    }

    /// Mostly somebody who missed the call.
    fn missed(&self, wish: Wish) -> Option<TicketId> {
        let missed = &self.hub.state.missed;
        let place = usize::from(wish.ticket) % missed.len().max(1);
        missed.iter().nth(place).copied().filter(|_| !wish.other.is_multiple_of(4))
    }

    /// Mostly somebody who waits.
    fn waiting(&self, wish: Wish) -> Option<TicketId> {
        let all: Vec<TicketId> =
            self.hub.state.lines.values().flat_map(|line| line.tickets()).collect();
        let place = usize::from(wish.ticket) % all.len().max(1);
        all.get(place).copied().filter(|_| !wish.other.is_multiple_of(4))
    }

    fn admitted(&self, wish: Wish) -> AdmittedTicket {
        let prefix = PREFIXES[usize::from(wish.other) % 5];
        let number = format!("{prefix}{:03}", wish.ticket % 40 + 1);
        let services = services(wish);
        let first = services.first().and_then(|id| self.hub.hall.services.get(id));
        let queue = first.map(|service| service.queue.clone());
        let known = wish.ticket % 8 == 1;
        let fresh = command_id(self.commands + 5_000_000).ticket();
        AdmittedTicket {
            id: if known { self.ticket(wish) } else { fresh },
            number: number.parse().expect("a number"),
            queue: queue.unwrap_or_else(|| queue_id("paspor")),
            services,
            language: None,
            token: None,
            issued_at: match wish.other % 6 {
                0 => self.hub.now.minus(Duration::from_secs(24 * 3_600)),
                1 => self.hub.now.plus(Duration::from_secs(600)),
                _ => self.hub.now.minus(Duration::from_secs(300)),
            },
            priority: wish.actor.is_multiple_of(5).then(|| claim(wish)),
        }
    }
}

/// Says how somebody has come, besides just so.
fn ways(decision: &Decision) -> impl Iterator<Item = &'static str> + '_ {
    decision.events.iter().filter_map(|event| {
        let Event::Ticket { event: TicketEvent::Issued(issued), .. } = event else { return None };
        match issued.footing {
            Footing::WalkIn => issued.booking.as_ref().map(|_| "too late for a booking"),
            Footing::Voucher { .. } => Some("with a voucher"),
            Footing::Booked { due_first: false, .. } => Some("in time for a booking"),
            Footing::Booked { due_first: true, .. } => Some("to go first"),
        }
    })
}

/// An id is the same for a command and for the ticket that it issues.
#[test]
fn a_ticket_is_named_by_the_command_that_issued_it() {
    let id: CommandId = command_id(7);
    assert_eq!(id.ticket().command(), id);
}
