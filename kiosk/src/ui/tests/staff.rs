//! The staff menu on the window: every page in every shape, and the way in with real presses.

use super::scenes::Scene;
use super::stage::{COMFORTS, PORTRAIT, SHAPES, Stage, with_pixels};
use crate::controller::PaperMode;
use crate::controller::sleep::{SlideShown, SlideTimes};
use crate::controller::staff::{Levels, MachineSays, StaffTab, StaffTouch};
use crate::controller::{Effect, Input, Touch};
use crate::fixture;
use crate::printer::PrinterStatus;
use crate::screen::asleep::Slide;
use crate::screen::staff::EndOfRun;
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::protocol::Outcome;
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::Language;
use i_slint_backend_testing as backend;
use slint::ComponentHandle;
use std::sync::Arc;
use std::time::Duration;

impl Stage {
    fn staff(&mut self, touch: StaffTouch) -> &mut Self {
        self.touch(Touch::Staff(touch));
        self
    }

    fn in_menu(&mut self, tab: StaffTab) -> &mut Self {
        self.controller.set_staff_for_test("192.168.10.2:8710", "192.168.10.3:9100");
        self.staff(StaffTouch::OpenKey);
        for digit in "246810".chars() {
            self.staff(StaffTouch::Digit(digit));
        }
        self.staff(StaffTouch::Enter);
        self.hear(Input::Machine(MachineSays::PinIs { right: true }));
        let levels = Levels { volume: Some(60), brightness: Some(80), gain: None };
        self.hear(Input::Machine(MachineSays::Levels(levels)));
        self.staff(StaffTouch::Turn(tab))
    }
}

const PAGES: [Scene; 11] = [
    ("x-paper-free", |stage| {
        stage.controller.settings_for_test().paper = PaperMode::Free;
        stage.at_printing();
    }),
    ("x-mute-printer", |stage| {
        stage.controller.settings_for_test().paper = PaperMode::Asked;
        stage.at_printing().printed(Ok(()));
    }),
    ("x-slide", |stage| {
        let (after, each) = (Duration::from_secs(20), Duration::from_secs(10));
        stage.controller.settings_for_test().slides = Some(SlideTimes { after, each });
        stage.hear(Input::Catalogue(fixture::closed_hall()));
        stage.touch(Touch::StillHere);
        stage.wait(20_000);
        let rgb = (0..600 * 400).flat_map(|at| [(at % 256) as u8, 90, 120]).collect();
        let slide = Some(Arc::new(Slide { width: 600, height: 400, rgb }));
        stage.hear(Input::Slide(SlideShown { slide, is_any_broken: false }));
    }),
    ("no-pin", |stage| {
        stage.staff(StaffTouch::OpenKey);
    }),
    ("pin", |stage| {
        stage.controller.set_staff_for_test("", "");
        stage
            .staff(StaffTouch::OpenKey)
            .staff(StaffTouch::Digit('2'))
            .staff(StaffTouch::Digit('4'));
    }),
    ("state", |stage| {
        stage.in_menu(StaffTab::State);
    }),
    ("state-wrong", |stage| {
        stage.in_menu(StaffTab::State);
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
        stage.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    }),
    ("papers", |stage| {
        stage.in_menu(StaffTab::Papers);
        let day = fixture::catalogue().service_day;
        let tickets = (14..20).map(fixture::ticket).collect();
        stage.hear(Input::Machine(MachineSays::PrintedEarlier { day, tickets }));
        stage.staff(StaffTouch::TestPrint);
    }),
    ("settings", |stage| {
        stage.in_menu(StaffTab::Settings).staff(StaffTouch::End(EndOfRun::Restart));
    }),
    ("date", |stage| {
        stage.in_menu(StaffTab::Date);
    }),
    ("date-answered", |stage| {
        stage.in_menu(StaffTab::Date);
        let effects = stage.touch(Touch::Staff(StaffTouch::ConfirmDate));
        let [Effect::Ask { id, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        let outcome = Outcome::Rejected(Rejection::DateTooEarly { earliest: fixture::NOW });
        stage.hear(Input::Reply(Reply::Answered { id: *id, outcome }));
    }),
];

#[test]
fn every_page_of_the_staff_menu_has_its_picture() {
    with_pixels();
    for (shape, (width, height)) in SHAPES {
        for (comfort, switches) in [COMFORTS[0], COMFORTS[3]] {
            for language in [Language::Id, Language::En] {
                for (name, scene) in PAGES {
                    let mut stage = Stage::ready(width, height);
                    stage.at_home(language).switched(switches);
                    scene(&mut stage);
                    if !name.starts_with("x-") {
                        // The door begins anew, as for the next visitor.
                        stage.at_home(language).switched(switches);
                    }
                    let code = language.code();
                    stage.picture(&format!("staff-{name}-{shape}-{comfort}{code}"));
                }
            }
        }
    }
}

#[test]
fn the_menu_opens_by_five_touches_on_the_window_and_its_keys_work() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.controller.set_staff_for_test("", "");
    for _ in 0..5 {
        let at = slint::LogicalPosition::new(PORTRAIT.0 - 90.0, 60.0);
        let window = stage.ui.app().window();
        let button = slint::platform::PointerEventButton::Left;
        window
            .dispatch_event(slint::platform::WindowEvent::PointerPressed { position: at, button });
        window
            .dispatch_event(slint::platform::WindowEvent::PointerReleased { position: at, button });
        let touch = stage.touches.borrow_mut().pop().expect("the clock feels nothing");
        stage.touch(touch);
    }
    for digit in ["2", "4", "6", "8", "1", "0"] {
        stage.press(digit);
    }
    let effects = stage.press("Masuk");
    assert!(matches!(effects.as_slice(), [Effect::Machine(_)]), "{effects:?}");
    stage.hear(Input::Machine(MachineSays::PinIs { right: true }));
    stage.press("Cetak");
    let effects = stage.press("Cetak uji");
    assert!(matches!(effects.as_slice(), [Effect::Print { copy: true, .. }]), "{effects:?}");
    stage.press("Setelan");
    stage.press("Mulai ulang kios");
    let effects = stage.press("Sentuh lagi: mulai ulang");
    assert!(matches!(effects.as_slice(), [Effect::Machine(_)]), "{effects:?}");
}
