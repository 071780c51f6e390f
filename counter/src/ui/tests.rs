//! Two ways of looking: by label without a picture, and as pictures at real size under `target`.

mod more;
mod scenes;
mod strip;

use super::*;
use crate::controller::Effect;
use crate::fixture::{self, Desk, called, idle, serving};
use crate::keys::Key;
use crate::screen::Tab;
use antrean_shared::command::Command;
use antrean_shared::id::{DeviceId, QueueId, ServiceId};
use antrean_shared::link::LinkState;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::search::{Found, Whereabouts};
use antrean_shared::ticket::TicketState;
use antrean_shared::view::{Announced, CounterView, Step, UndoOffer, WaitingTicket};
use i_slint_backend_testing::{
    self as testing, ElementHandle, TestingBackend, TestingBackendOptions,
};
use scenes::{SCENES, Scene, heard, in_state, rich, with_undo};
use slint::platform::{Key as Code, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, LogicalSize, PhysicalSize};
use std::path::Path;
use std::time::Duration;

/// A window over a controller, with touches and keys coming back as inputs.
struct House {
    desk: Desk,
    ui: Ui,
    inputs: Rc<RefCell<Vec<Input>>>,
}

impl House {
    fn new(desk: Desk) -> Self {
        let inputs: Rc<RefCell<Vec<Input>>> = Rc::default();
        let sink = inputs.clone();
        let ui = Ui::new(move |input| sink.borrow_mut().push(input)).unwrap();
        ui.show(&desk.controller.screen());
        ui.window().show().unwrap();
        ui.window().window().set_size(LogicalSize::new(1280., 800.));
        ui.window().window().dispatch_event(WindowEvent::WindowActiveChanged(true));
        Self { desk, ui, inputs }
    }

    /// Hands waiting inputs over and shows what came of them.
    fn settle(&mut self) -> Vec<Effect> {
        let inputs: Vec<Input> = self.inputs.borrow_mut().drain(..).collect();
        let effects = inputs.into_iter().flat_map(|input| self.desk.input(input)).collect();
        self.ui.show(&self.desk.controller.screen());
        testing::mock_elapsed_time(Duration::from_millis(20));
        effects
    }

    fn key(&mut self, code: impl Into<SharedString>) -> Vec<Effect> {
        let text: SharedString = code.into();
        let window = self.ui.window().window();
        window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        window.dispatch_event(WindowEvent::KeyReleased { text });
        self.settle()
    }

    fn find(&self, label: &str) -> ElementHandle {
        let mut found = ElementHandle::find_by_accessible_label(self.ui.window(), label);
        found.next().unwrap_or_else(|| panic!("nothing is labelled {label:?}"))
    }

    fn shows(&self, label: &str) -> bool {
        ElementHandle::find_by_accessible_label(self.ui.window(), label).next().is_some()
    }

    fn click(&mut self, label: &str) -> Vec<Effect> {
        self.find(label).mock_single_click(PointerEventButton::Left);
        testing::mock_elapsed_time(Duration::from_millis(400));
        self.settle()
    }
}

fn command(effects: Vec<Effect>) -> Option<Command> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Ask { command, .. } => Some(command),
        Effect::Watch(_) | Effect::Search(_) | Effect::Remember(_) => None,
    })
}

#[test]
fn touches_and_keys_ask_for_the_same() {
    testing::init_no_event_loop();
    let call = Some(Command::CallNext { counter: fixture::counter("3") });
    assert_eq!(command(House::new(Desk::at(idle())).click("Panggil")), call);
    let here = || fixture::counter("3");
    let both = Some(Command::CompleteAndCallNext { counter: here(), outcome: None });
    let label = "Selesai & panggil berikutnya, A013 · 14 mnt menunggu · Cetak KTP-el (hilang, rusak, ubah data)";
    assert_eq!(command(House::new(Desk::at(serving())).click(label)), both);
    assert_eq!(command(House::new(Desk::at(serving())).key(Code::Space)), both);
    let complete = Some(Command::Complete { counter: here(), outcome: None });
    assert_eq!(command(House::new(Desk::at(serving())).click("Selesai")), complete);
    assert_eq!(command(House::new(Desk::at(serving())).key(Code::Return)), complete);
    let recall = Some(Command::Recall { counter: here() });
    assert_eq!(command(House::new(Desk::at(called())).click("Panggil ulang")), recall);
    assert_eq!(command(House::new(Desk::at(called())).key(Code::F2)), recall);
    let undo = Some(Command::Undo { counter: here() });
    assert_eq!(command(House::new(Desk::at(called())).click("Urungkan: panggil A012")), undo);
    assert_eq!(command(House::new(Desk::at(called())).key(Code::F9)), undo);
}

#[test]
fn keys_work_after_every_kind_of_touch_and_question() {
    testing::init_no_event_loop();
    let mut house = House::new(Desk::at(idle()));
    house.click("Ditunda 2");
    house.click("A004, Akta kelahiran");
    assert!(house.shows("Lanjutkan A004"));
    house.click("Daftar tombol");
    house.find("Tutup daftar").mock_single_click(PointerEventButton::Left);
    house.settle();
    house.key(Code::F10);
    assert!(house.shows("Mulai istirahat"));
    // A touch into the sheet takes the focus there, and it goes with the sheet.
    house.click("Rapat singkat");
    house.key(Code::Escape);
    assert!(!house.shows("Mulai istirahat"));
    testing::mock_elapsed_time(Duration::from_millis(50));
    house.key("a");
    house.key("0");
    assert_eq!(house.find("Cari nomor").accessible_value().unwrap(), "A0");
    let call = command(house.key(Code::Space));
    assert_eq!(call, Some(Command::CallNext { counter: fixture::counter("3") }));
}

#[test]
fn what_does_not_work_now_is_told_to_screen_readers_too() {
    testing::init_no_event_loop();
    let mut desk = Desk::at(called());
    let since = desk.now;
    let house = House::new(Desk::at(called()));
    assert_eq!(house.find("Tidak hadir").accessible_enabled(), Some(false));
    assert_eq!(house.find("Tidak hadir").accessible_description().unwrap(), "20 dtk");
    assert_eq!(house.find("Panggil ulang").accessible_enabled(), Some(true));
    desk.input(Input::Link(LinkState::Lost { since }));
    let house = House::new(desk);
    assert!(house.shows("Terputus sejak 09.33"));
    assert_eq!(house.find("Panggil ulang").accessible_enabled(), Some(false));
}

#[test]
fn every_target_is_at_least_40_px_high_at_every_size() {
    testing::init_no_event_loop();
    for (width, height) in [(1024., 700.), (1280., 800.), (1920., 1080.)] {
        let mut desk = Desk::at(called());
        desk.input(Input::PickRow(0));
        let house = House::new(desk);
        house.ui.window().window().set_size(LogicalSize::new(width, height));
        testing::mock_elapsed_time(Duration::from_millis(20));
        for label in [
            "Panggil ulang",
            "Tunda",
            "Alihkan",
            "Lewati",
            "Tidak hadir",
            "Catatan",
            "Menunggu 8",
            "Ditunda 2",
            "Daftar tombol",
            "Istirahat",
            "Tutup loket",
            "Batalkan A013",
            "Urungkan: panggil A012",
            "Mulai layani, Pengunjung sudah di loket",
        ] {
            let (size, place) = (house.find(label).size(), house.find(label).absolute_position());
            assert!(size.height >= 40., "{label} is {} high at {width}x{height}", size.height);
            assert!(size.width >= 40., "{label} is {} wide at {width}x{height}", size.width);
            let inside = place.x + size.width <= width && place.y + size.height <= height;
            assert!(inside && place.x >= 0., "{label} at {place:?} is outside {width}x{height}");
        }
        let lists = house.find("Menunggu 8").absolute_position().x;
        let missed = house.find("Tidak hadir 1");
        assert!(missed.absolute_position().x + missed.size().width <= width - 18., "at {width}");
        for label in ["Catatan", "Urungkan: panggil A012"] {
            let (size, place) = (house.find(label).size(), house.find(label).absolute_position());
            assert!(
                place.x + size.width < lists - 18.,
                "{label} reaches into the lists at {width}"
            );
        }
    }
}

#[test]
fn long_names_push_no_button_into_the_lists() {
    draw();
    let (_, make) = SCENES.into_iter().find(|(name, _)| *name == "31-long-name").unwrap();
    let house = House::new(make());
    for (width, height) in [(1024., 700.), (1280., 800.)] {
        house.ui.window().window().set_size(LogicalSize::new(width, height));
        testing::mock_elapsed_time(Duration::from_millis(20));
        let lists = house.find("Menunggu 45").absolute_position().x;
        for label in ["Selesai", "Catatan"] {
            let right = house.find(label).absolute_position().x + house.find(label).size().width;
            assert!(right < lists - 18., "{label} reaches to {right} of {lists} at {width}");
        }
    }
}

#[test]
fn the_window_speaks_english_when_told_to() {
    testing::init_no_event_loop();
    let mut house = House::new(Desk::at(called()));
    house.key(Code::F12);
    assert!(house.shows("Start serving, The visitor is at the counter"));
    assert!(house.shows("Recall") && house.shows("Undo: call A012"));
    house.key(Code::F12);
    assert!(house.shows("Panggil ulang"));
}

#[test]
fn every_text_of_the_window_is_translated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let po = root.join("../assets/lang/en/LC_MESSAGES/antrean-counter.po");
    let po = std::fs::read_to_string(po).unwrap();
    let mut folders = vec![root.join("ui"), root.join("../shared/ui")];
    let mut texts = std::collections::BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let source = std::fs::read_to_string(path).unwrap();
                let parts = source.split("@tr(\"").skip(1);
                texts.extend(parts.map(|part| part.split('"').next().unwrap().to_owned()));
            }
        }
    }
    assert!(texts.len() > 90);
    for text in texts {
        let entry = po.split_once(&format!("msgid \"{text}\"\n")).map(|(_, rest)| rest);
        let said = entry.and_then(|rest| rest.lines().find(|line| line.starts_with("msgstr")));
        assert!(said.is_some_and(|line| !line.ends_with(" \"\"")), "no English for {text:?}");
    }
}

#[test]
fn keys_without_a_use_go_on_to_others() {
    assert_eq!(key_of(&SharedString::from(Code::F8)), Some(Key::F(8)));
    assert_eq!(key_of("a"), Some(Key::Char('a')));
    assert_eq!(key_of(" "), Some(Key::Space));
    assert_eq!(key_of(&SharedString::from(Code::Shift)), None);
    assert_eq!(key_of(&SharedString::from(Code::Insert)), None);
    assert_eq!(key_of(&SharedString::from(Code::F13)), None);
}

/// Makes windows draw with real letters.
fn draw() {
    let backend = TestingBackend::new(TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    });
    slint::platform::set_platform(Box::new(backend)).unwrap();
}

fn picture(house: &House, name: &str, width: u32, height: u32) {
    let window = house.ui.window().window();
    window.set_size(PhysicalSize::new(width, height));
    testing::mock_elapsed_time(Duration::from_millis(500));
    let pixels = window.take_snapshot().unwrap();
    assert_eq!((pixels.width(), pixels.height()), (width, height));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/pictures/counter");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.png"));
    let color = image::ExtendedColorType::Rgba8;
    image::save_buffer(path, pixels.as_bytes(), width, height, color).unwrap();
}
