//! How large views grow on the sample hall at its worst: a link sends them whole, each time.

use antrean_hub::devices::Devices;
use antrean_hub::engine::{Actor, Displays, Today};
use antrean_hub::hall::file;
use antrean_hub::journal::{Journal, MemoryJournal};
use antrean_hub::views::Views;
use antrean_hub::world::{KeptForecast, World};
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, Officer, Token};
use antrean_shared::limits::{
    BOARD_VIEW_BYTES_MAX, COUNTER_VIEW_BYTES_MAX, HUB_MESSAGE_BYTES_MAX, KIOSK_VIEW_BYTES_MAX,
    OFFICER_CHARS_MAX, STOPS_MAX, TEXT_CHARS_MAX,
};
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
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

/// The sample hall on a Monday at ten, with everybody there at once.
fn crowded() -> World {
    let text = include_str!("../../assets/halls/kota-batu.toml");
    let mut hall = file::parse("kota-batu.toml", text.as_bytes()).expect("the sample hall is good");
    hall.revision = 1;
    let mut crowd = Crowd {
        hub: PureHub::new(hall.clone(), antrean_tests::hall::instant(5, 10, 0, 0)),
        commands: 0,
    };
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
