//! What holds at one queue for any order of arrivals and calls: the bound on being passed, both guards,
//! arrival order without a head start, the ratio.

use antrean_hub::engine::{Actor, Request};
use antrean_hub::hall::rules::{Calling, Order};
use antrean_shared::command::{Command, PriorityClaim};
use antrean_shared::id::{TicketId, Token};
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
use antrean_tests::hall::{counter_id, instant, officer, service_id, small_hall};
use antrean_tests::pure_hub::{PureHub, command_id};
use proptest::prelude::*;
use std::time::Duration;

/// Somebody comes after so many seconds, with priority or not; then so many are called.
type Arrival = (u16, bool, u8);

/// A visitor of the queue.
#[derive(Debug, Clone, Copy)]
struct Visitor {
    id: TicketId,
    arrived: Timestamp,
    priority: bool,
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
    let mut day = Day { hub: PureHub::new(hall, instant(5, 7, 45, 0)), commands: 0 };
    day.send(Command::OpenCounter { counter: counter_id("4"), officer: officer("Dewi") });
    let (mut waiting, mut made): (Vec<Visitor>, Vec<Made>) = (vec![], vec![]);
    for (seconds, priority, calls) in arrivals {
        day.hub.go_to(day.hub.now.plus(Duration::from_secs(u64::from(*seconds))));
        let id = day.comes(*priority);
        let arrived = day.hub.state.tickets[&id].arrived;
        waiting.push(Visitor { id, arrived, priority: *priority });
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

    fn comes(&mut self, priority: bool) -> TicketId {
        let salt = Token::from_bits(1);
        let issue = Command::Issue {
            services: vec![service_id("pajak-tahunan")],
            language: Language::Id,
            channel: Channel::Api,
            token: Token::from_bits(2),
            priority: priority.then_some(PriorityClaim { class: None, salt }),
        };
        let decision = self.send(issue).expect("the queue is open");
        decision.subject.ticket.expect("a ticket")
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
    prop::collection::vec((0..400_u16, any::<bool>(), 0..3_u8), 1..50)
}

fn regular_waits(made: &Made) -> bool {
    made.waited.iter().any(|one| !one.priority && one.id != made.called.id)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    /// Passes of a regular visitor <= priority visitors whose key precedes his; none after W.
    #[test]
    fn t12_nobody_is_passed_more_often_than_the_bound(
        arrivals in arrivals(),
        head_start_minutes in 0..40_u32,
        waited_too_long_minutes in 5..90_u32,
    ) {
        let head_start = Duration::from_secs(u64::from(head_start_minutes) * 60);
        let limit = Duration::from_secs(u64::from(waited_too_long_minutes) * 60);
        let calling = Calling { head_start_minutes, waited_too_long_minutes, ..Calling::default() };
        let made = run(calling, &arrivals);
        let everybody: Vec<Visitor> = made.iter().flat_map(|one| one.waited.clone()).collect();
        for visitor in everybody.iter().filter(|one| !one.priority) {
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
                .filter(|one| one.priority && one.arrived > visitor.arrived)
                .filter(|one| one.arrived.minus(head_start) <= visitor.arrived)
                .map(|one| one.id)
                .collect();
            before.sort_unstable();
            before.dedup();
            prop_assert!(passed <= before.len(), "passed {passed} times, bound {}", before.len());
        }
    }

    /// Of any three calls in a row while a regular visitor waits, one is a regular's or the oldest's.
    #[test]
    fn the_guard_lets_two_priority_visitors_pass_in_a_row(arrivals in arrivals()) {
        let made = run(Calling::default(), &arrivals);
        let limit = Duration::from_secs(60 * 60);
        for three in made.windows(3) {
            let all = three.iter().all(|call| call.called.priority && regular_waits(call));
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
            let all = calls.iter().all(|call| call.called.priority && regular_waits(call));
            prop_assert!(!all, "{calls:?}");
        }
        for (place, call) in made.iter().enumerate() {
            let priority = call.waited.iter().any(|one| one.priority);
            let passed_over = priority && !call.called.priority;
            let mut before = made[..place].iter().rev().take(m as usize);
            let full = before.len() == m as usize
                && before.all(|one| one.called.priority && regular_waits(one));
            prop_assert!(!passed_over || full, "a regular visitor before his turn: {call:?}");
        }
    }
}
