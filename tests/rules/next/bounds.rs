//! What holds at one queue for any order of arrivals and calls: the bound on being passed, both guards,
//! arrival order without a head start, the ratio.

use antrean_hub::engine::{Actor, Request};
use antrean_hub::hall::file::Booking;
use antrean_hub::hall::rules::{Bookings, Calling, Order};
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::{self, Command, PriorityClaim};
use antrean_shared::id::{TicketId, Token};
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
use antrean_tests::hall::{counter_id, instant, officer, queue_id, service_id, small_hall};
use antrean_tests::pure_hub::{PureHub, command_id};
use proptest::prelude::*;
use std::time::Duration;

/// Somebody comes after so many seconds; then so many are called.
type Arrival = (u16, Kind, u8);

/// How somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Regular,
    Priority,
    /// For one of the next slots of five minutes.
    Booked(u8),
    /// With a voucher of the day before.
    Voucher,
}

/// A visitor of the queue.
#[derive(Debug, Clone, Copy)]
struct Visitor {
    id: TicketId,
    arrived: Timestamp,
    /// What the place follows from: the arrival less what the kind gives.
    key: Timestamp,
    kind: Kind,
}

impl Visitor {
    /// Counted by the guard.
    fn priority(&self) -> bool {
        matches!(self.kind, Kind::Priority | Kind::Voucher)
    }
}

/// A call, with those who waited when it was made, the called one included.
#[derive(Debug, Clone)]
struct Made {
    at: Timestamp,
    called: Visitor,
    waited: Vec<Visitor>,
}

fn run(calling: Calling, arrivals: &[Arrival]) -> Vec<Made> {
    let mut hall = small_hall();
    hall.rules.calling = calling;
    let pajak = hall.queues.get_mut(&queue_id("pajak")).expect("the hall has it");
    pajak.bookings = Some(Bookings { slot_minutes: 5, places: 100, ..Bookings::default() });
    hall.services.get_mut(&service_id("pajak-tahunan")).expect("the hall has it").booking =
        Booking::Possible;
    let mut day = Day { hub: PureHub::new(hall, instant(5, 7, 45, 0)), commands: 0 };
    let vouchers = arrivals.iter().filter(|(_, kind, _)| *kind == Kind::Voucher).count();
    day.gives_vouchers(vouchers);
    day.hub.go_to(instant(6, 7, 45, 0));
    day.send(Command::OpenCounter { counter: counter_id("4"), officer: officer("Dewi") });
    let (mut waiting, mut made): (Vec<Visitor>, Vec<Made>) = (vec![], vec![]);
    for (seconds, kind, calls) in arrivals {
        day.hub.go_to(day.hub.now.plus(Duration::from_secs(u64::from(*seconds))));
        waiting.push(day.comes(*kind));
        for _ in 0..*calls {
            let Some(called) = day.calls() else { break };
            let called = *waiting.iter().find(|one| one.id == called).expect("somebody who waits");
            made.push(Made { at: day.hub.now, called, waited: waiting.clone() });
            waiting.retain(|one| one.id != called.id);
        }
    }
    made
}

struct Day {
    hub: PureHub,
    commands: u128,
}

impl Day {
    fn send(&mut self, command: Command) -> Option<antrean_hub::engine::Decision> {
        self.commands += 1;
        let request = Request { id: command_id(self.commands), actor: Actor::Api, command };
        self.hub.send(&request).ok()
    }

    fn comes(&mut self, kind: Kind) -> Visitor {
        let (id, seconds) = match kind {
            Kind::Regular => (self.draws(false, None), 0),
            Kind::Priority => {
                let minutes = self.hub.hall.rules.calling.head_start_minutes;
                (self.draws(true, None), u64::from(minutes) * 60)
            }
            Kind::Booked(ahead) => (self.checks_in(ahead), 5 * 60),
            Kind::Voucher => {
                let since = self.hub.now.since(instant(6, 8, 0, 0)).as_secs() / 60;
                let most = self.hub.hall.rules.calling.waited_too_long_minutes;
                let unused = self.hub.state.vouchers.iter().find(|(_, one)| one.used_for.is_none());
                let code = unused.expect("one for each").0.clone();
                (self.draws(false, Some(code)), since.min(most.into()) * 60)
            }
        };
        let arrived = self.hub.state.tickets[&id].arrived;
        Visitor { id, arrived, key: arrived.minus(Duration::from_secs(seconds)), kind }
    }

    fn draws(&mut self, priority: bool, voucher: Option<VoucherCode>) -> TicketId {
        let salt = Token::from_bits(1);
        let issue = Command::Issue {
            services: vec![service_id("pajak-tahunan")],
            language: Language::Id,
            channel: Channel::Api,
            token: Token::from_bits(2),
            priority: priority.then_some(PriorityClaim { class: None, salt }),
            voucher,
        };
        let decision = self.send(issue).expect("the queue is open");
        decision.subject.ticket.expect("a ticket")
    }

    fn checks_in(&mut self, ahead: u8) -> TicketId {
        let day = self.hub.hall.service_day(self.hub.now);
        let slots = self.hub.hall.slots(&queue_id("pajak"), day);
        let mut later = slots.into_iter().filter(|slot| *slot >= self.hub.now);
        let slot = later.nth(ahead.into()).expect("the day is long");
        let time = self.hub.hall.local(slot).format("%H:%M").to_string();
        let id: BookingCode = format!("JANJI{}", self.commands).parse().expect("a code");
        let service = service_id("pajak-tahunan");
        let bookings = vec![command::Booking { id: id.clone(), service, day, time }];
        self.send(Command::ImportBookings { bookings }).expect("there is a place");
        let (language, channel, token) = (Language::Id, Channel::Api, Token::from_bits(2));
        let checked_in = Command::CheckIn { booking: id, language, channel, token };
        self.send(checked_in).expect("within the hour").subject.ticket.expect("a ticket")
    }

    fn gives_vouchers(&mut self, count: usize) {
        for bits in 0..count {
            let ticket = self.draws(false, None);
            let voucher = VoucherCode::from_bits(bits as u128);
            self.send(Command::TakeVoucher { ticket, voucher }).expect("who is in charge asks");
        }
    }

    /// Calls, serves and finishes with whoever is next.
    fn calls(&mut self) -> Option<TicketId> {
        let counter = || counter_id("4");
        let called = self.send(Command::CallNext { counter: counter() })?.subject.ticket;
        self.send(Command::Serve { counter: counter() }).expect("called before");
        self.send(Command::Complete { counter: counter(), outcome: None }).expect("served before");
        called
    }
}

fn arrivals() -> impl Strategy<Value = Vec<Arrival>> {
    let kind = prop_oneof![Just(Kind::Regular), Just(Kind::Priority)];
    prop::collection::vec((0..400_u16, kind, 0..3_u8), 1..50)
}

/// With visitors who have booked or bring a voucher.
fn everybody() -> impl Strategy<Value = Vec<Arrival>> {
    let kind = prop_oneof![
        3 => Just(Kind::Regular),
        1 => Just(Kind::Priority),
        2 => (0..8_u8).prop_map(Kind::Booked),
        1 => Just(Kind::Voucher),
    ];
    prop::collection::vec((0..400_u16, kind, 0..3_u8), 1..50)
}

fn regular_waits(made: &Made) -> bool {
    made.waited.iter().any(|one| !one.priority() && one.id != made.called.id)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    /// Passes of a regular visitor <= visitors with priority, a booking or a voucher whose key precedes
    /// his; none after W.
    #[test]
    fn t12_nobody_is_passed_more_often_than_the_bound(
        arrivals in everybody(),
        head_start_minutes in 0..40_u32,
        waited_too_long_minutes in 5..90_u32,
    ) {
        let limit = Duration::from_secs(u64::from(waited_too_long_minutes) * 60);
        let calling = Calling { head_start_minutes, waited_too_long_minutes, ..Calling::default() };
        let made = run(calling, &arrivals);
        let everybody: Vec<Visitor> = made.iter().flat_map(|one| one.waited.clone()).collect();
        for visitor in everybody.iter().filter(|one| one.kind == Kind::Regular) {
            let passes = made.iter().filter(|call| {
                let waits = call.waited.iter().any(|one| one.id == visitor.id);
                waits && call.called.id != visitor.id && call.called.arrived > visitor.arrived
            });
            let mut passed = 0;
            for pass in passes {
                prop_assert!(pass.at.since(visitor.arrived) <= limit, "passed after W: {pass:?}");
                passed += 1;
            }
            let mut before: Vec<TicketId> = everybody
                .iter()
                .filter(|one| one.kind != Kind::Regular && one.arrived > visitor.arrived)
                .filter(|one| one.key <= visitor.arrived)
                .map(|one| one.id)
                .collect();
            before.sort_unstable();
            before.dedup();
            prop_assert!(passed <= before.len(), "passed {passed} times, bound {}", before.len());
        }
    }

    /// Nobody who has booked is called before the time while somebody waits whose turn has come.
    #[test]
    fn t11_no_future_appointment_is_called_while_others_wait(arrivals in everybody()) {
        let calling = Calling { waited_too_long_minutes: 1_440, ..Calling::default() };
        for call in run(calling, &arrivals) {
            let booked = |one: &Visitor| matches!(one.kind, Kind::Booked(_)) && one.key > call.at;
            let others = call.waited.iter().any(|one| !booked(one));
            prop_assert!(!(booked(&call.called) && others), "{call:?}");
        }
    }

    /// Of any three calls in a row while a regular visitor waits, one is a regular's or the oldest's.
    #[test]
    fn the_guard_lets_two_priority_visitors_pass_in_a_row(arrivals in arrivals()) {
        let made = run(Calling::default(), &arrivals);
        let limit = Duration::from_secs(60 * 60);
        for three in made.windows(3) {
            let all = three.iter().all(|call| call.called.priority() && regular_waits(call));
            let late = three[2].at.since(three[2].called.arrived) > limit;
            prop_assert!(!all || late, "{three:?}");
        }
    }

    #[test]
    fn without_a_head_start_the_order_is_that_of_arrival(arrivals in arrivals()) {
        for calling in [
            Calling { head_start_minutes: 0, ..Calling::default() },
            Calling { order: Order::Fifo, ..Calling::default() },
        ] {
            for call in run(calling, &arrivals) {
                let first = call.waited.iter().map(|one| one.arrived).min();
                prop_assert_eq!(Some(call.called.arrived), first);
            }
        }
    }

    /// With the ratio m : 1 a regular visitor waits for at most m priority calls.
    #[test]
    fn t12_the_ratio_holds_for_any_order_of_arrivals(arrivals in arrivals(), m in 1..5_u32) {
        let calling = Calling {
            order: Order::Ratio,
            priority_in_a_row_max: m,
            waited_too_long_minutes: 1_440,
            ..Calling::default()
        };
        let made = run(calling, &arrivals);
        for calls in made.windows(m as usize + 1) {
            let all = calls.iter().all(|call| call.called.priority() && regular_waits(call));
            prop_assert!(!all, "{calls:?}");
        }
        for (place, call) in made.iter().enumerate() {
            let priority = call.waited.iter().any(|one| one.priority());
            let passed_over = priority && !call.called.priority();
            let mut before = made[..place].iter().rev().take(m as usize);
            let full = before.len() == m as usize
                && before.all(|one| one.called.priority() && regular_waits(one));
            prop_assert!(!passed_over || full, "a regular visitor before his turn: {call:?}");
        }
    }
}
