//! The window without a display: sizes of what is touched, three touches to a number, both languages,
//! and pictures of every screen under `target/screens/kiosk` to be looked at.

mod soak;
mod staff;

use super::*;
use crate::controller::{Controller, Effect, Input};
use crate::fixture;
use crate::printer::{PrintResult, PrinterStatus};
use antrean_shared::catalogue::Words;
use antrean_shared::command::Command;
use antrean_shared::id::TicketId;
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::opening::{ClosedReason, Forced, Outage, SpecialDay, SpecialKind};
use antrean_shared::protocol::{Done, Outcome};
use antrean_shared::rejection::Rejection;
use antrean_shared::time::Timestamp;
use antrean_shared::view::IssuedTicket;
use i_slint_backend_testing::{
    self as backend, ElementHandle, TestingBackend, TestingBackendOptions,
};
use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

/// A kiosk whose touches go to a real controller, and whose clock the test turns.
struct Stage {
    ui: Ui,
    controller: Controller,
    touches: Rc<RefCell<Vec<Touch>>>,
    millis: u64,
    made: u16,
    language: Language,
    /// The ticket that the hub issued last.
    ticket: Option<TicketId>,
    /// What the printer says again and again.
    printer: Option<PrinterStatus>,
}

impl Stage {
    fn open(width: f32, height: f32) -> Self {
        let touches = Rc::new(RefCell::new(Vec::new()));
        let heard = touches.clone();
        let ui = Ui::new(move |touch| heard.borrow_mut().push(touch)).unwrap();
        let settings = fixture::settings();
        let controller = Controller::new(settings, fixture::now(0));
        let mut stage = Self {
            ui,
            controller,
            touches,
            millis: 0,
            made: 13,
            language: Language::Id,
            ticket: None,
            printer: None,
        };
        stage.ui.app().show().unwrap();
        stage.ui.app().window().set_size(slint::LogicalSize::new(width, height));
        let window =
            fit(stage.ui.app(), Panel { width_mm: None, lower_edge_mm: 750.0 }, (width, height));
        stage.hear(Input::Window(window));
        stage
    }

    /// A kiosk with everything it needs, at the start.
    fn ready(width: f32, height: f32) -> Self {
        let mut stage = Self::open(width, height);
        stage.hear(Input::Catalogue(fixture::catalogue()));
        stage.hear(Input::Link(LinkState::Connected { training: false }));
        stage.hear(Input::View(fixture::envelope(fixture::view(vec![]))));
        stage.hear(Input::Printer(PrinterStatus::Ready));
        stage.wait(500);
        stage
    }

    fn hear(&mut self, input: Input) -> Vec<Effect> {
        if let Input::Printer(status) = input {
            self.printer = Some(status);
        }
        let effects = self.controller.handle(input, fixture::now(self.millis));
        self.ui.show(&self.controller.screen());
        effects
    }

    fn wait(&mut self, millis: u64) -> Vec<Effect> {
        self.millis += millis;
        backend::mock_elapsed_time(Duration::from_millis(millis));
        self.hear(self.printer.map_or(Input::Tick, Input::Printer))
    }

    fn touch(&mut self, touch: Touch) -> Vec<Effect> {
        self.wait(500);
        self.made += 1;
        let fresh = fixture::fresh(u128::from(self.made));
        self.hear(Input::Touched { touch, fresh })
    }

    /// Touches what a screen reader calls `label`, on the window itself.
    fn press(&mut self, label: &str) -> Vec<Effect> {
        self.wait(500);
        let found: Vec<ElementHandle> =
            ElementHandle::find_by_accessible_label(self.ui.app(), label).collect();
        assert_eq!(found.len(), 1, "{label:?} is on the screen {} times", found.len());
        found[0].invoke_accessible_default_action();
        let touch = self.touches.borrow_mut().pop().expect("the touch reached nobody");
        self.touch(touch)
    }

    fn at_home(&mut self, language: Language) -> &mut Self {
        self.language = language;
        self.touch(Touch::Language(language));
        self
    }

    fn switched(&mut self, switches: &[Touch]) -> &mut Self {
        for switch in switches {
            self.touch(switch.clone());
        }
        self
    }

    /// A hall in which an agency has two queues, the second without an officer.
    fn in_two_queues(&mut self) -> &mut Self {
        let hall = fixture::two_queues();
        let mut view = fixture::view_of(&hall, vec![]);
        view.queues[1].counters_open = 0;
        self.hear(Input::Catalogue(hall));
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    /// The system of the first agency is down.
    fn in_outage(&mut self) -> &mut Self {
        let mut view = fixture::view(vec![]);
        let (since, reason) = (fixture::NOW, "server pusat tidak menjawab".to_owned());
        let outage = Outage { since, reason, until: None, closes: false };
        view.queues[0].live.outage = Some(outage);
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    /// Each of the first agencies is closed for another reason.
    fn in_many_ways(&mut self) -> &mut Self {
        let mut catalogue = (*fixture::catalogue()).clone();
        let kinds = [SpecialKind::Holiday, SpecialKind::Exception];
        let names = ["Hari Raya Natal", "Rapat kerja"];
        for ((queue, kind), name) in catalogue.queues.iter_mut().zip(kinds).zip(names) {
            let name = Words([(Language::Id, name.to_owned())].into());
            queue.today.special = Some(SpecialDay { name, kind });
            queue.today.spans.clear();
        }
        let mut view = fixture::view_of(&catalogue, vec![]);
        let until = Timestamp(fixture::NOW.0 + 3_600_000);
        view.queues[2].live.forced = Some(Forced { open: false, until, reason: String::new() });
        view.queues[3].live.counters_closed = true;
        let (since, reason) = (fixture::NOW, "server pusat".to_owned());
        view.queues[4].live.outage = Some(Outage { since, reason, until: None, closes: true });
        self.hear(Input::Catalogue(catalogue.into()));
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    fn searching(&mut self, words: &str) -> &mut Self {
        self.touch(Touch::Search);
        self.wait(500);
        self.keys(words);
        self
    }

    fn keys(&mut self, words: &str) {
        for key in words.chars() {
            self.hear(Input::Touched { touch: Touch::Key(key), fresh: fixture::fresh(1) });
        }
    }

    fn at_services(&mut self, agency: &str) -> &mut Self {
        self.touch(Touch::Agency(agency.parse().unwrap()));
        self
    }

    fn at_confirm(&mut self, agency: &str, service: &str) -> &mut Self {
        self.at_services(agency).touch(Touch::Service(service.parse().unwrap()));
        self
    }

    fn at_printing(&mut self) -> &mut Self {
        self.at_confirm("dispendukcapil", "a02");
        self.taken()
    }

    /// The number of the choice is drawn and on its way to the printer.
    fn taken(&mut self) -> &mut Self {
        let effects = self.touch(Touch::TakeNumber);
        let [Effect::Ask { id, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        let mut ticket = fixture::ticket(14);
        ticket.id = id.ticket();
        self.ticket = Some(ticket.id);
        let done = Done { issued: Some(ticket), ..Done::default() };
        self.hear(Input::Reply(Reply::Answered { id: *id, outcome: Outcome::Done(done) }));
        self
    }

    fn printed(&mut self, outcome: Result<(), PrinterStatus>) -> &mut Self {
        let ticket = self.ticket.expect("a ticket is being printed");
        self.hear(Input::Printed(PrintResult { ticket, copy: false, outcome }));
        self
    }

    fn refused(&mut self, rejection: Rejection) -> &mut Self {
        self.at_confirm("dispendukcapil", "a02");
        let effects = self.touch(Touch::TakeNumber);
        let [Effect::Ask { id, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        let outcome = Outcome::Rejected(rejection);
        self.hear(Input::Reply(Reply::Answered { id: *id, outcome }));
        self
    }

    fn picture(&mut self, name: &str) {
        self.wait(300);
        let pixels = self.ui.app().window().take_snapshot().unwrap();
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screens/kiosk");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.png"));
        let (width, height) = (pixels.width(), pixels.height());
        image::save_buffer(file, pixels.as_bytes(), width, height, image::ColorType::Rgba8)
            .unwrap();
        let first = pixels.as_slice()[0];
        assert!(pixels.as_slice().iter().any(|pixel| *pixel != first), "{name} is empty");
    }
}

const PORTRAIT: (f32, f32) = (1080.0, 1920.0);
const WIDE: (f32, f32) = (1920.0, 1080.0);
const SHORT: (f32, f32) = (1366.0, 768.0);
const SHAPES: [(&str, (f32, f32)); 3] = [("portrait", PORTRAIT), ("wide", WIDE), ("short", SHORT)];

/// What may be switched on together.
const COMFORTS: [(&str, &[Touch]); 4] = [
    ("", &[]),
    ("large-", &[Touch::LargeText]),
    ("contrast-", &[Touch::Contrast]),
    ("all-", &[Touch::LargeText, Touch::Contrast, Touch::LowReach]),
];

fn with_pixels() {
    slint::platform::set_platform(Box::new(TestingBackend::new(TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    })))
    .unwrap();
}

type Scene = (&'static str, fn(&mut Stage));

/// Every screen and the states of it that look different.
const SCENES: [Scene; 50] = [
    ("code", |stage| {
        stage.touch(Touch::Booking);
    }),
    ("code-typed", |stage| {
        stage.touch(Touch::Booking);
        stage.wait(500);
        stage.keys("JANJI01");
    }),
    ("confirm-priority", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::Claim);
    }),
    ("ticket-priority", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::Claim);
        stage.taken().printed(Ok(())).wait(4_000);
    }),
    ("home-adding", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::AddService);
    }),
    ("confirm-two-services", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::AddService);
        stage.at_confirm("bpjs-kesehatan", "g04");
    }),
    ("standard", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::ReadStandard);
    }),
    ("standard-long", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let service = catalogue.services.iter_mut().find(|card| card.id.as_str() == "a02").unwrap();
        service.requirements = vec![service.requirements[0].clone(); 24];
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::ReadStandard);
    }),
    ("search", |stage| {
        stage.touch(Touch::Search);
    }),
    ("search-found", |stage| {
        stage.searching("ktp hil");
    }),
    ("search-nothing", |stage| {
        stage.searching("xyzzy");
    }),
    ("home", |_| {}),
    ("home-last-page", |stage| {
        stage.touch(Touch::NextPage);
        stage.touch(Touch::NextPage);
    }),
    ("home-closed", |stage| {
        stage.hear(Input::Catalogue(fixture::closed_hall()));
    }),
    ("home-offline", |stage| {
        stage.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    }),
    ("home-no-paper", |stage| {
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
    }),
    ("home-training", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        catalogue.training = true;
        stage.hear(Input::Catalogue(catalogue.into()));
    }),
    ("services", |stage| {
        stage.at_services("dispendukcapil");
    }),
    ("services-long", |stage| {
        stage.at_services("dinkes");
    }),
    ("services-leaving", |stage| {
        stage.at_services("dispendukcapil").wait(22_000);
    }),
    ("confirm", |stage| {
        stage.at_confirm("dispendukcapil", "a02");
    }),
    ("confirm-offline", |stage| {
        stage.at_confirm("dispendukcapil", "a02");
        stage.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    }),
    ("issuing", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::TakeNumber);
    }),
    ("printing", |stage| {
        stage.at_printing();
    }),
    ("ticket", |stage| {
        stage.at_printing().printed(Ok(())).wait(4_000);
    }),
    ("ticket-without-qr", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        catalogue.phone_address = None;
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_printing().printed(Ok(())).wait(4_000);
    }),
    ("paper-failed", |stage| {
        stage.hear(Input::Printer(PrinterStatus::PaperLow));
        stage.at_printing();
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
        stage.printed(Err(PrinterStatus::PaperOut));
    }),
    ("paper-failed-ready-again", |stage| {
        stage.at_printing().printed(Err(PrinterStatus::Jam));
    }),
    ("doubt", |stage| {
        let ticket = IssuedTicket { language: stage.language, ..fixture::ticket(9) };
        let doubts = vec![fixture::doubtful(ticket.id, ticket.clone())];
        stage.hear(Input::View(fixture::envelope(fixture::view(doubts))));
        stage.wait(2_500);
    }),
    ("refused-quota", |stage| {
        let opens_at = Some(Timestamp(fixture::NOW.0 + 22 * 3_600_000 - 660_000));
        stage.refused(Rejection::QuotaReached { queue: "a".parse().unwrap(), opens_at });
    }),
    ("refused-until-release", |stage| {
        let opens_at = Some(Timestamp(fixture::NOW.0 + 3_600_000));
        stage.refused(Rejection::QuotaReached { queue: "a".parse().unwrap(), opens_at });
    }),
    ("refused-hours", |stage| {
        stage.refused(Rejection::QueueClosed {
            queue: "a".parse().unwrap(),
            service: None,
            reason: ClosedReason::Hours,
            opens_at: Some(Timestamp(fixture::NOW.0 + 3 * 86_400_000)),
        });
    }),
    ("unknown", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::TakeNumber);
        stage.wait(12_500);
    }),
    ("given-back", |stage| {
        stage.at_printing().printed(Err(PrinterStatus::Jam)).touch(Touch::GiveBack);
    }),
    ("confirm-long", |stage| {
        stage.at_confirm("dinkes", "d06");
    }),
    ("confirm-no-counter", |stage| {
        stage.at_confirm("bapenda", "c01");
    }),
    ("confirm-much-to-bring", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let service = catalogue.services.iter_mut().find(|card| card.id.as_str() == "a02").unwrap();
        let line = service.requirements[0].clone();
        service.requirements = vec![line; 8];
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("dispendukcapil", "a02");
    }),
    ("confirm-much-to-bring-no-counter", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let service = catalogue.services.iter_mut().find(|card| card.id.as_str() == "c01").unwrap();
        service.requirements = vec![service.requirements[0].clone(); 8];
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("bapenda", "c01");
    }),
    ("services-no-counter", |stage| {
        stage.at_services("bapenda");
    }),
    ("services-two-queues", |stage| {
        stage.in_two_queues().at_services("dukcapil");
    }),
    ("confirm-two-queues", |stage| {
        stage.in_two_queues().at_confirm("dukcapil", "akta-kelahiran");
    }),
    ("home-outage", |stage| {
        stage.in_outage();
    }),
    ("confirm-outage", |stage| {
        stage.in_outage().at_confirm("dispendukcapil", "a02");
    }),
    ("home-closed-in-many-ways", |stage| {
        stage.in_many_ways();
    }),
    ("services-holiday", |stage| {
        stage.in_many_ways().at_services("dinkes");
    }),
    ("confirm-late", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let soon = Timestamp(fixture::NOW.0 + 20 * 60_000);
        for span in catalogue.queues.iter_mut().flat_map(|queue| &mut queue.today.spans) {
            span.to = soon;
        }
        catalogue.queues.iter_mut().for_each(|queue| queue.today.cut_off = Some(soon));
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("dispendukcapil", "a02");
    }),
    ("refused-outage", |stage| {
        stage.refused(Rejection::QueueClosed {
            queue: "a".parse().unwrap(),
            service: None,
            reason: ClosedReason::Outage,
            opens_at: None,
        });
    }),
    ("refused-counters-closed", |stage| {
        stage.refused(Rejection::QueueClosed {
            queue: "a".parse().unwrap(),
            service: None,
            reason: ClosedReason::CountersClosed,
            opens_at: Some(Timestamp(fixture::NOW.0 + 22 * 3_600_000 - 660_000)),
        });
    }),
    ("refused-standby-full", |stage| {
        stage.refused(Rejection::StandbyFull { standby_max: 15 });
    }),
    ("home-nobody-serves", |stage| {
        let mut view = fixture::view(vec![]);
        view.queues.iter_mut().for_each(|queue| queue.counters_open = 0);
        view.queues[1].waiting = 128;
        stage.hear(Input::View(fixture::envelope(view)));
    }),
];

fn draw(comfort: usize) {
    with_pixels();
    let (mark, switches) = COMFORTS[comfort];
    for (shape, (width, height)) in SHAPES {
        for language in [Language::Id, Language::En] {
            let name = |scene: &str| format!("{shape}-{mark}{}-{scene}", language.code());
            Stage::open(width, height).picture(&name("waiting"));
            for (scene, play) in SCENES {
                let mut stage = Stage::ready(width, height);
                stage.at_home(language).switched(switches);
                play(&mut stage);
                stage.picture(&name(scene));
            }
        }
    }
}

#[test]
fn every_screen_is_drawn_in_both_languages_and_on_all_panels() {
    draw(0);
}

#[test]
fn every_screen_is_drawn_in_large_text() {
    draw(1);
}

#[test]
fn every_screen_is_drawn_in_high_contrast() {
    draw(2);
}

#[test]
fn every_screen_is_drawn_with_everything_switched_on() {
    draw(3);
}

#[test]
fn three_touches_on_the_window_ask_for_a_number() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.press("Dispendukcapil. KTP, KK, akta. 14 menunggu · 15–30 mnt");
    stage.press("Cetak KTP-el (hilang/rusak/ubah data). Loket 1–6 · Biasanya 8 menit");
    let effects = stage.press("Ambil nomor");
    let [Effect::Ask { command: Command::Issue { services, .. }, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(services[0].as_str(), "a02");
}

#[test]
fn everything_that_is_touched_measures_twenty_millimetres_and_lies_four_apart() {
    backend::init_no_event_loop();
    let mut wrong = Vec::new();
    for (shape, (width, height)) in SHAPES {
        for (mark, switches) in COMFORTS {
            for (scene, play) in SCENES {
                let mut stage = Stage::ready(width, height);
                stage.switched(switches);
                play(&mut stage);
                stage.wait(300);
                let name = format!("{shape}-{mark}{scene}");
                wrong.extend(misplaced(&stage, (width, height), &name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is too small, too near to something else, or not whole on the screen.
fn misplaced(stage: &Stage, (width, height): (f32, f32), scene: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let buttons = touchables(stage);
    let foot = ElementHandle::find_by_element_type_name(stage.ui.app(), "Foot").next().unwrap();
    let foot_top = foot.absolute_position().y;
    for (name, at, size) in &buttons {
        if size.width < 81.0 || size.height < 81.0 {
            wrong.push(format!("{scene}: {name} is {size:?}"));
        }
        let across = at.x >= 0.0 && at.x + size.width <= width + 0.5;
        let in_foot = at.y >= foot_top && at.y + size.height <= height;
        let above = at.y >= 0.0 && at.y + size.height <= foot_top + 0.5;
        if !across || !(in_foot || above) {
            wrong.push(format!("{scene}: {name} at {at:?} {size:?} is not whole"));
        }
    }
    for text in ElementHandle::find_by_element_type_name(stage.ui.app(), "Text") {
        let (at, size) = (text.absolute_position(), text.size());
        let across = at.x >= -0.5 && at.x + size.width <= width + 0.5;
        let down = at.y >= foot_top || at.y + size.height <= foot_top + 0.5;
        let seen = text.accessible_label().unwrap_or_default();
        if (!across || !down) && size.height > 0.0 {
            wrong.push(format!("{scene}: a text at {at:?} {size:?} is not whole: {seen}"));
        }
    }
    wrong.extend(too_near(scene, &buttons));
    wrong
}

/// Every kind of element that is touched.
const TOUCHED: [&str; 11] = [
    "BigButton",
    "AgencyTile",
    "ServiceRow",
    "LanguageButton",
    "PageButton",
    "Switch",
    "SearchButton",
    "Key",
    "Erase",
    "EraseAll",
    "PriorityChoice",
];

type Touchable = (String, slint::LogicalPosition, slint::LogicalSize);

fn touchables(stage: &Stage) -> Vec<Touchable> {
    let modal = ElementHandle::find_by_element_type_name(stage.ui.app(), "Modal").next().is_some();
    let mut found: Vec<Touchable> = Vec::new();
    for kind in TOUCHED {
        for element in ElementHandle::find_by_element_type_name(stage.ui.app(), kind) {
            let name = element.accessible_label().unwrap_or_default().to_string();
            let entry = (name, element.absolute_position(), element.size());
            // Some inherit from others, and are found as both.
            if (!modal || entry.0 == "Lanjutkan") && !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    found
}

fn too_near(scene: &str, buttons: &[Touchable]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (place, (name, at, size)) in buttons.iter().enumerate() {
        for (other, beside, its_size) in &buttons[place + 1..] {
            let across = (beside.x - (at.x + size.width)).max(at.x - (beside.x + its_size.width));
            let down = (beside.y - (at.y + size.height)).max(at.y - (beside.y + its_size.height));
            let gap = across.max(down);
            if gap < 15.9 {
                wrong.push(format!("{scene}: {name} and {other} are {gap} apart"));
            }
        }
    }
    wrong
}

#[test]
fn a_touched_language_turns_every_word_at_once() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.press("English");
    let there = |stage: &Stage, label: &str| {
        ElementHandle::find_by_accessible_label(stage.ui.app(), label).count()
    };
    assert_eq!(there(&stage, "Welcome."), 1);
    let tile = "Dispendukcapil. ID card, family card, certificates. 14 waiting · 15–30 min";
    assert_eq!(there(&stage, tile), 1);
    stage.press("Indonesia");
    assert_eq!(there(&stage, "Selamat datang."), 1);
    assert_eq!(there(&stage, tile), 0);
}

/// How well a color stands out from another, by WCAG 2.1.
fn contrast(one: slint::Color, other: slint::Color) -> f32 {
    let light = |color: slint::Color| {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red()) + 0.7152 * part(color.green()) + 0.0722 * part(color.blue())
    };
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    if one > other { one / other } else { other / one }
}

#[test]
fn every_text_stands_out_from_its_ground() {
    backend::init_no_event_loop();
    let stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let theme = stage.ui.adapter::<g::Theme>();
    for (strong, least) in [(false, 4.5), (true, 7.0)] {
        theme.set_high_contrast(strong);
        for (name, text, ground) in [
            ("ink on paper", theme.get_ink(), theme.get_paper()),
            ("ink on card", theme.get_ink(), theme.get_card()),
            ("ink on a pressed card", theme.get_ink(), theme.get_card_pressed()),
            ("second ink on paper", theme.get_ink_second(), theme.get_paper()),
            ("second ink on card", theme.get_ink_second(), theme.get_card()),
            ("second ink on grey", theme.get_ink_second(), theme.get_grey_soft()),
            ("disabled", theme.get_ink_disabled(), theme.get_card_disabled()),
            ("brand on card", theme.get_brand(), theme.get_card()),
            ("on brand", theme.get_on_brand(), theme.get_brand()),
            ("on pressed brand", theme.get_on_brand(), theme.get_brand_pressed()),
            ("on deep", theme.get_on_deep(), theme.get_deep()),
            ("second on deep", theme.get_on_deep_second(), theme.get_deep()),
            ("on mint", theme.get_on_mint(), theme.get_mint()),
            ("strong on mint", theme.get_on_mint_strong(), theme.get_mint()),
            ("on amber", theme.get_on_amber(), theme.get_amber()),
            ("on pressed amber", theme.get_on_amber(), theme.get_amber_pressed()),
            ("on soft amber", theme.get_on_amber_soft(), theme.get_amber_soft()),
            ("plum", theme.get_plum(), theme.get_plum_soft()),
            ("red on card", theme.get_red(), theme.get_card()),
            ("green on its ground", theme.get_green_strong(), theme.get_green_soft()),
            ("on green", theme.get_on_green(), theme.get_green()),
        ] {
            let found = contrast(text, ground);
            assert!(found >= least, "{name}: {found} with high contrast {strong}");
        }
    }
}
