//! How large views grow on the sample hall at its worst: a link sends them whole, each time.

use antrean_hub::devices::Devices;
use antrean_hub::engine::{Actor, Displays, Today};
use antrean_hub::hall::{Hall, file};
use antrean_hub::journal::{Journal, MemoryJournal};
use antrean_hub::views::Views;
use antrean_hub::world::{KeptForecast, World};
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, Officer, ServiceId, Token};
use antrean_shared::limits::{
    BOARD_VIEW_BYTES_MAX, COUNTER_VIEW_BYTES_MAX, HUB_MESSAGE_BYTES_MAX, KIOSK_VIEW_BYTES_MAX,
    OFFICER_CHARS_MAX, STOPS_MAX, TEXT_CHARS_MAX,
};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
use antrean_shared::view::View;
use antrean_tests::pure_hub::{PureHub, command_id};

/// Visitors of one day: more than three times the sample hall's busiest.
const VISITORS: usize = 2_000;
const WAITING_CHANGE: &str = "queues.c.prefix: berlaku besok: masih ada 7 orang di antrean C";

struct Crowd {
    hub: PureHub,
    commands: u128,
}

impl Crowd {
    fn send(&mut self, actor: Actor, command: Command) {
        self.commands += 1;
        let request =
            antrean_hub::engine::Request { id: command_id(self.commands), actor, command };
        // What the hall refuses, such as a number above the quota, only makes the crowd smaller.
        drop(self.hub.send(&request));
    }

    fn at(&mut self, counter: &CounterId) {
        let words = "panjang ".repeat(TEXT_CHARS_MAX / 8);
        let counter = || counter.clone();
        let name = format!("{:0<width$}", counter(), width = OFFICER_CHARS_MAX);
        let officer = Officer::new(&name).expect("a long name");
        self.send(Actor::Api, Command::OpenCounter { counter: counter(), officer });
        for _ in 0..20 {
            self.send(Actor::Api, Command::CallNext { counter: counter() });
            let reason = words.clone();
            self.send(Actor::Api, Command::Park { counter: counter(), reason, until: None });
        }
        self.send(Actor::Api, Command::CallNext { counter: counter() });
    }
}

fn sample_hall() -> Hall {
    let text = include_str!("../../assets/halls/kota-batu.toml");
    let mut hall = file::parse("kota-batu.toml", text.as_bytes()).expect("the sample hall is good");
    hall.revision = 1;
    hall
}

/// The sample hall on a Monday at ten, with nobody in it.
fn morning(hall: &Hall) -> Crowd {
    let hub = PureHub::new(hall.clone(), antrean_tests::hall::instant(5, 10, 0, 0));
    Crowd { hub, commands: 0 }
}

/// The same with everybody there at once.
fn crowded() -> World {
    let hall = sample_hall();
    let mut crowd = morning(&hall);
    let kiosk = hall.kiosk_order[0].clone();
    let device = antrean_tests::hall::device_id("kiosk-1");
    for place in 0..VISITORS {
        let services = hall.service_order.iter().cycle().skip(place).take(STOPS_MAX);
        let actor = Actor::Kiosk { kiosk: kiosk.clone(), device: device.clone() };
        let command = Command::Issue {
            voucher: None,
            services: services.cloned().collect(),
            language: Language::Id,
            channel: Channel::Kiosk,
            token: Token::from_bits(u128::MAX),
            priority: None,
        };
        crowd.send(actor, command);
    }
    let later = crowd.hub.now.plus(std::time::Duration::from_secs(91));
    crowd.hub.go_to(later);
    hall.counter_order.iter().for_each(|counter| crowd.at(counter));
    world(crowd, hall)
}

fn world(crowd: Crowd, hall: Hall) -> World {
    let head = MemoryJournal::fresh().open().expect("a fresh journal opens");
    World {
        today: Today::of(&hall, crowd.hub.state.day.expect("a day is open").day),
        hall,
        state: crowd.hub.state,
        head,
        now: crowd.hub.now,
        wall: crowd.hub.now,
        date_sure: true,
        displays: Displays::default(),
        devices: Devices::default(),
        earliest: Timestamp(0),
        training: false,
        waiting_change: Some(WAITING_CHANGE.to_owned()),
        refused_change: None,
        forecast: KeptForecast::default(),
        told: std::sync::Mutex::default(),
    }
}

#[test]
fn views_of_the_crowded_sample_hall_keep_to_their_bounds() {
    let world = crowded();
    let views = Views::project(&world, None);
    let largest = |bodies: &mut dyn Iterator<Item = usize>| bodies.max().unwrap_or(0);
    let kiosk = largest(&mut views.kiosks.values().map(|body| body.len()));
    let counter = largest(&mut views.counters.values().map(|body| body.len()));
    let board = largest(&mut views.boards.values().map(|body| body.len()));
    let says = |body: &str| body.contains(WAITING_CHANGE);
    assert!(views.counters.values().all(|body| says(body)));
    let (lobby, catalogue) = (views.lobby.len(), views.catalogue.len());
    assert!(world.state.tickets.len() > 1_000, "{} people", world.state.tickets.len());
    assert!(kiosk <= KIOSK_VIEW_BYTES_MAX, "a kiosk's view has {kiosk} bytes");
    assert!(counter <= COUNTER_VIEW_BYTES_MAX, "a counter's view has {counter} bytes");
    assert!(lobby <= COUNTER_VIEW_BYTES_MAX, "the lobby has {lobby} bytes");
    assert!(board <= BOARD_VIEW_BYTES_MAX, "a board's view has {board} bytes");
    assert!(catalogue <= HUB_MESSAGE_BYTES_MAX, "the catalogue has {catalogue} bytes");
}

impl Crowd {
    fn comes_for(&mut self, services: Vec<ServiceId>) {
        self.send(
            Actor::Api,
            Command::Issue {
                voucher: None,
                services,
                language: Language::Id,
                channel: Channel::Counter,
                token: Token::from_bits(7),
                priority: None,
            },
        );
    }

    fn opens(&mut self, counter: &CounterId) {
        let officer = Officer::new(&format!("Ani Wijaya {counter}")).expect("a name");
        self.send(Actor::Api, Command::OpenCounter { counter: counter.clone(), officer });
    }

    fn calls(&mut self, hall: &Hall, counter: &CounterId) {
        let queues = &hall.counters[counter].queues;
        let served = |id: &&ServiceId| queues.contains(&hall.services[*id].queue);
        let service = hall.service_order.iter().find(served).expect("a service");
        self.comes_for(vec![service.clone()]);
        self.send(Actor::Api, Command::CallNext { counter: counter.clone() });
    }
}

/// The counters of the first zone: the first calls, the second serves, the third pauses, the fourth serves
/// its last visitor, the fifth waits, the rest are closed.
fn at_work(hall: &Hall) -> (World, Vec<CounterId>) {
    let mut crowd = morning(hall);
    let here = |id: &&CounterId| {
        let desk = &hall.counters[*id];
        desk.zone == hall.zones[0].id && !desk.queues.is_empty()
    };
    let desks: Vec<_> = hall.counter_order.iter().filter(here).cloned().collect();
    for (place, desk) in desks.iter().enumerate().take(5) {
        crowd.opens(desk);
        if [0, 1, 3].contains(&place) {
            crowd.calls(hall, desk);
        }
    }
    let desk = |place: usize| desks[place].clone();
    crowd.send(Actor::Api, Command::Serve { counter: desk(1) });
    crowd.send(Actor::Api, Command::Serve { counter: desk(3) });
    let reason = "Sakit perut".to_owned();
    crowd.send(Actor::Api, Command::PauseCounter { counter: desk(2), reason });
    let reason = Some("Pulang cepat".to_owned());
    crowd.send(Actor::Api, Command::CloseCounter { counter: desk(3), reason });
    (world(crowd, hall.clone()), desks)
}

#[test]
fn a_board_says_what_each_counter_does_and_of_nobody_who_sits_there() {
    let mut hall = sample_hall();
    hall.rules.closing_needs_approval = true;
    let (world, desks) = at_work(&hall);
    let views = Views::project(&world, None);
    let body = &views.boards[&hall.zones[0].id];
    let View::Board(board) = serde_json::from_str(body).expect("a view") else { panic!("a board") };
    let told: Vec<_> = board.counters.iter().map(|told| told.counter.clone()).collect();
    assert_eq!(told, desks, "in the hall file's order, and no desk that calls nobody");
    let state = |place: usize| {
        let told = &board.counters[place];
        (told.state, told.number.is_some(), told.serving)
    };
    let expected = [
        (CounterState::Open, true, false),
        (CounterState::Open, true, true),
        (CounterState::Paused, false, false),
        (CounterState::Closing, true, true),
        (CounterState::Open, false, false),
        (CounterState::Closed, false, false),
    ];
    assert_eq!([0, 1, 2, 3, 4, 5].map(state), expected);
    for word in ["Ani", "Sakit", "Pulang"] {
        assert!(!body.contains(word), "{word} in {body}");
    }
}
