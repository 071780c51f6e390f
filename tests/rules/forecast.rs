//! Who will be called before whom: the forecast against the calls that then come, when every counter
//! takes as long as it usually does and nobody else comes.

use antrean_hub::engine::Request;
use antrean_hub::engine::next::{Forecast, next_for};
use antrean_hub::hall::rules::Order;
use antrean_shared::command::{Command, PriorityClaim};
use antrean_shared::id::{CounterId, ServiceId, TicketId, Token};
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
use antrean_tests::hall::{counter_id, instant, officer, service_id, small_hall};
use antrean_tests::pure_hub::{PureHub, command_id, console};
use antrean_tests::script::check;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

const SERVICES: [&str; 4] = ["ktp-baru", "kk-baru", "pajak-tahunan", "stnk"];
const COUNTERS: [&str; 4] = ["1", "2", "3", "4"];

const ORDERS: [Order; 3] = [Order::HeadStart, Order::Ratio, Order::Fifo];

/// What the hall lays down: its order, and whether counter 4 prefers priority visitors, Budi knows one
/// service alone, and the last free counter of a queue is kept for short services.
type Laid = (usize, bool, bool, bool);

/// Somebody comes after so many seconds, for a service, with a priority or not.
type Arrival = (u16, usize, bool);

struct Day {
    hub: PureHub,
    commands: u128,
}

impl Day {
    fn new(arrivals: &[Arrival], open: u8, (order, prefers, skilled, keeps): Laid) -> Self {
        let mut hall = small_hall();
        hall.rules.calling.order = ORDERS[order];
        let desk = hall.counters.get_mut(&counter_id("4")).expect("the hall has it");
        desk.prefers_priority = prefers;
        if keeps {
            hall.queues.values_mut().for_each(|queue| queue.short_minutes = Some(8));
        }
        if skilled {
            hall.officers.insert("budi".to_owned(), [service_id("ktp-baru")].into());
        }
        for (service, minutes) in SERVICES.iter().zip([10, 7, 5, 12]) {
            let service = hall.services.get_mut(&service_id(service)).expect("the hall has it");
            service.usual_minutes = minutes;
        }
        let mut day = Self { hub: PureHub::new(hall, instant(5, 8, 0, 0)), commands: 0 };
        for (place, arrival) in arrivals.iter().enumerate() {
            day.comes(u128::try_from(place).expect("few"), *arrival);
        }
        for (place, counter) in COUNTERS.iter().enumerate().filter(|(at, _)| open >> at & 1 == 1) {
            let officer = officer(["Ani", "Budi", "Citra", "Dewi"][place]);
            day.send(counter, Command::OpenCounter { counter: counter_id(counter), officer });
        }
        day
    }

    fn comes(&mut self, place: u128, (seconds, service, priority): Arrival) {
        self.hub.go_to(self.hub.now.plus(Duration::from_secs(u64::from(seconds))));
        let salt = Token::from_bits(place);
        let issue = Command::Issue {
            services: vec![service_id(SERVICES[service])],
            language: Language::Id,
            channel: Channel::Counter,
            token: Token::from_bits(place + 1),
            priority: priority.then_some(PriorityClaim { class: None, salt }),
            voucher: None,
        };
        self.send("1", issue);
    }

    fn send(&mut self, counter: &str, command: Command) {
        self.commands += 1;
        let (id, actor) = (command_id(self.commands), console(counter));
        self.hub.send(&Request { id, actor, command }).expect("it is allowed");
    }

    fn forecast(&self) -> Forecast {
        self.hub.moment().forecast()
    }

    fn usual(&self, service: &ServiceId) -> Duration {
        Duration::from_secs(u64::from(self.hub.hall.services[service].usual_minutes) * 60)
    }

    /// Lets every open counter call, serve and complete until nobody is left; returns the calls.
    fn plays(mut self) -> Vec<(CounterId, TicketId)> {
        let open: Vec<_> = self.hub.state.counters.keys().cloned().collect();
        let mut free: Vec<(Timestamp, usize)> =
            (0..open.len()).map(|place| (self.hub.now, place)).collect();
        let mut made = Vec::new();
        while let Some(first) = free.iter().min().copied() {
            free.retain(|one| *one != first);
            let (at, place) = first;
            self.hub.go_to(at);
            let counter = open[place].clone();
            let desk = self.hub.hall.counters[&counter].clone();
            if self.hub.state.counters[&counter].hand.is_some() {
                let done = Command::Complete { counter: counter.clone(), outcome: None };
                self.send(counter.as_str(), done);
            }
            let next = next_for(&self.hub.hall, &self.hub.state, &desk, self.hub.now);
            let Some(next) = next else { continue };
            self.send(counter.as_str(), Command::CallNext { counter: counter.clone() });
            self.send(counter.as_str(), Command::Serve { counter: counter.clone() });
            let service = self.hub.state.tickets[&next.ticket].service.clone();
            made.push((counter, next.ticket));
            free.push((at.plus(self.usual(&service)), place));
        }
        made
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_calls_come_as_they_were_foretold(
        arrivals in prop::collection::vec((0_u16..900, 0..SERVICES.len(), any::<bool>()), 1..40),
        open in 1_u8..16,
        laid in (0..ORDERS.len(), any::<bool>(), any::<bool>(), any::<bool>()),
    ) {
        let day = Day::new(&arrivals, open, laid);
        let forecast = day.forecast();
        let waiting = day.hub.state.tickets.len();
        prop_assert!(forecast.steps() <= waiting + day.hub.state.counters.len());
        let counters: Vec<_> = day.hub.state.counters.keys().cloned().collect();
        let tickets = day.hub.state.tickets.clone();
        let foretold: Vec<_> = forecast
            .order()
            .iter()
            .map(|(place, ticket)| (counters[*place].clone(), *ticket))
            .collect();
        let made = day.plays();
        prop_assert_eq!(&foretold, &made);
        let mut per_queue = BTreeMap::new();
        for (_, ticket) in made {
            let before: &mut u32 = per_queue.entry(tickets[&ticket].queue.clone()).or_default();
            prop_assert_eq!(forecast.ahead(ticket), Some(*before));
            *before += 1;
        }
    }
}

/// The place in line that people are told is the one that the guards give, not the one by arrival.
#[test]
fn people_are_told_their_turn_by_the_calling_rule() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:01 issue pajak-tahunan
         08:02 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan        -> ahead of C001 3, ahead of C005 3
         08:03 counter 4 opens for Dewi      -> ahead of C003 0, ahead of C004 1
         counter 4 calls                     -> ahead of C001 1, ahead of C005 2, ahead of C002 3",
    );
}
