//! Who speaks for a zone, and which devices need somebody (contract.md 6, 7).

use antrean_hub::devices::{Connected, Devices, Standing};
use antrean_hub::hall::Hall;
use antrean_hub::state::HallState;
use antrean_shared::health::{DeviceTrouble, Health, Station, Trouble};
use antrean_shared::time::Timestamp;
use antrean_tests::hall::{counter_id, device_id, small_hall};
use antrean_tests::script::tell;

const SECOND: i64 = 1_000;

/// A hall whose only zone has `board-1` as its speaker, and the devices that come and go in it.
struct Watch {
    hall: Hall,
    state: HallState,
    doors: Connected,
    devices: Devices,
}

impl Watch {
    fn new() -> Self {
        let mut hall = small_hall();
        hall.zones[0].speaker = Some(device_id("board-1"));
        let state = tell(hall.clone(), "").state;
        Self { hall, state, doors: Connected::new(), devices: Devices::new(Timestamp(0)) }
    }

    fn board(&mut self, seconds: i64, device: &str, can_speak: Option<bool>) {
        let health = can_speak.map(|can_speak| Health { troubles: vec![], can_speak });
        let station = Station::Display(self.hall.zones[0].id.clone());
        self.comes(device, station, health);
        self.devices.follow(&self.doors, Timestamp(seconds * SECOND));
    }

    fn kiosk(&mut self, seconds: i64, troubles: &[Trouble]) {
        let health = Some(Health { troubles: troubles.to_vec(), can_speak: false });
        let station = Station::Kiosk(self.hall.kiosk_order[0].clone());
        self.comes("kios", station, health);
        self.devices.follow(&self.doors, Timestamp(seconds * SECOND));
    }

    /// A device that is there says how it is; one that is not, comes.
    fn comes(&mut self, device: &str, station: Station, health: Option<Health>) {
        let before = self.doors.get(&device_id(device));
        let visits = before.map_or(1, |known| known.visits + u64::from(!known.here));
        let standing = Standing { station, health, visits, here: true };
        self.doors.insert(device_id(device), standing);
    }

    fn leaves(&mut self, device: &str) {
        self.doors.get_mut(&device_id(device)).expect("it came before").here = false;
    }

    fn goes(&mut self, seconds: i64, device: &str) {
        self.leaves(device);
        self.devices.follow(&self.doors, Timestamp(seconds * SECOND));
    }

    fn speaker(&self, seconds: i64) -> String {
        let speaker = self.devices.speaker(&self.hall.zones[0], Timestamp(seconds * SECOND));
        speaker.expect("the zone has a voice").to_string()
    }

    fn troubles(&self, seconds: i64) -> Vec<DeviceTrouble> {
        self.devices.troubles((&self.hall, &self.state), Timestamp(seconds * SECOND))
    }
}

#[test]
fn another_display_speaks_once_the_named_one_is_gone_for_ten_seconds() {
    let mut watch = Watch::new();
    watch.board(0, "board-1", None);
    watch.board(0, "board-2", Some(true));
    assert_eq!(watch.speaker(60), "board-1");
    watch.goes(100, "board-1");
    assert_eq!(watch.speaker(109), "board-1", "a moment's absence hands nothing over");
    assert_eq!(watch.devices.due(Timestamp(100 * SECOND)), Some(Timestamp(110 * SECOND)));
    assert_eq!(watch.speaker(110), "board-2");
    let displays = watch.devices.displays(&watch.hall, Timestamp(110 * SECOND));
    assert_eq!(displays.standing_in.values().next(), Some(&device_id("board-2")));
    watch.board(120, "board-1", Some(true));
    assert_eq!(watch.speaker(120), "board-1", "it takes its place again");
}

/// What it was told on that visit it may still be saying.
#[test]
fn a_visit_between_two_looks_counts() {
    let mut watch = Watch::new();
    watch.board(0, "board-1", Some(true));
    watch.board(0, "board-2", Some(true));
    watch.goes(100, "board-1");
    let station = Station::Display(watch.hall.zones[0].id.clone());
    watch.comes("board-1", station, None);
    watch.goes(109, "board-1");
    assert_eq!(watch.speaker(118), "board-1");
    assert_eq!(watch.speaker(119), "board-2");
}

#[test]
fn a_display_that_cannot_speak_takes_nothing_over_and_gives_its_place_up_at_once() {
    let mut watch = Watch::new();
    watch.board(0, "board-2", Some(false));
    watch.board(0, "board-3", None);
    assert_eq!(watch.speaker(60), "board-1", "nobody is known to be able to");
    watch.board(60, "board-4", Some(true));
    assert_eq!(watch.speaker(60), "board-4", "the named one has never been there");
    watch.board(61, "board-1", Some(true));
    assert_eq!(watch.speaker(61), "board-1");
    watch.board(62, "board-1", Some(false));
    assert_eq!(watch.speaker(62), "board-4", "a mute speaker is none");
}

#[test]
fn where_none_is_named_the_first_display_that_can_speaks() {
    let mut watch = Watch::new();
    watch.hall.zones[0].speaker = None;
    watch.board(0, "board-1", Some(false));
    assert_eq!(watch.devices.speaker(&watch.hall.zones[0], Timestamp(0)), None);
    watch.board(1, "board-3", Some(true));
    assert_eq!(watch.speaker(1), "board-3");
    watch.board(2, "board-2", Some(true));
    assert_eq!(watch.speaker(2), "board-2", "by name, so that every hub says the same");
}

#[test]
fn officers_hear_of_what_a_kiosk_says_and_of_one_that_is_gone() {
    let mut watch = Watch::new();
    watch.hall.zones[0].speaker = None;
    let kiosk = Station::Kiosk(watch.hall.kiosk_order[0].clone());
    let one = |device: Option<&str>, since: i64, trouble| DeviceTrouble {
        device: device.map(device_id),
        station: kiosk.clone(),
        since: Timestamp(since * SECOND),
        troubles: vec![trouble],
    };
    assert_eq!(watch.troubles(29), vec![], "it may still be starting");
    assert_eq!(watch.troubles(30)[0], one(None, 0, Trouble::NotConnected));
    watch.kiosk(40, &[]);
    assert!(watch.troubles(40).iter().all(|other| other.station != kiosk));
    watch.kiosk(50, &[Trouble::PaperOut]);
    watch.kiosk(55, &[Trouble::PaperOut]);
    assert!(watch.troubles(55).contains(&one(Some("kios"), 50, Trouble::PaperOut)));
    watch.goes(60, "kios");
    assert!(watch.troubles(89).iter().all(|other| other.station != kiosk));
    assert!(watch.troubles(90).contains(&one(Some("kios"), 60, Trouble::NotConnected)));
}

/// A console that holds a visitor and has gone silent is told to the others; one that holds nobody may
/// be switched off.
#[test]
fn a_console_that_is_gone_with_a_visitor_in_hand_is_told() {
    let mut watch = Watch::new();
    let story = "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls";
    watch.state = tell(watch.hall.clone(), story).state;
    let device = watch.state.counters[&counter_id("1")].device.clone().expect("a console");
    let station = Station::Console(Some(counter_id("1")));
    watch.comes(device.as_str(), station.clone(), None);
    watch.devices.follow(&watch.doors, Timestamp(0));
    watch.goes(100, device.as_str());
    let told = |watch: &Watch, seconds| {
        let all = watch.troubles(seconds);
        all.iter().filter(|trouble| matches!(trouble.station, Station::Console(_))).count()
    };
    assert_eq!(told(&watch, 159), 0, "a network cable is put back within a minute");
    assert_eq!(told(&watch, 160), 1);
    watch.comes(device.as_str(), station, None);
    watch.devices.follow(&watch.doors, Timestamp(170 * SECOND));
    assert_eq!(told(&watch, 300), 0);
}
