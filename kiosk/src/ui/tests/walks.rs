//! Eight people walk up to the kiosk: what each does on the window itself, to the number in hand, with pictures
//! under `target/screens/kiosk` (`walk-…`).

use super::stage::{PORTRAIT, SHORT, Stage, with_pixels};
use crate::controller::{Effect, Input, Touch};
use crate::printer::{PrintResult, PrinterStatus};
use crate::screen::Body;
use antrean_shared::command::Command;
use antrean_shared::link::Reply;
use antrean_shared::protocol::{Done, Outcome};
use antrean_shared::ticket::Language;
use antrean_shared::view::IssuedTicket;
use i_slint_backend_testing::ElementHandle;
use slint::platform::Key;

/// Somebody at the kiosk, step by step.
struct Walk {
    who: &'static str,
    step: u32,
    stage: Stage,
    /// Questions for a number, and papers that were printed as text.
    asked: Vec<Command>,
    papers: Vec<String>,
}

impl Walk {
    fn of(who: &'static str, (width, height): (f32, f32)) -> Self {
        with_pixels();
        let stage = Stage::ready(width, height);
        Self { who, step: 0, stage, asked: Vec::new(), papers: Vec::new() }
    }

    fn picture(&mut self, what: &str) -> &mut Self {
        self.step += 1;
        self.stage.picture(&format!("walk-{}-{}-{what}", self.who, self.step));
        self
    }

    /// What a finger finds under a name that begins so.
    fn find(&self, label: &str) -> ElementHandle {
        let all = ElementHandle::find_by_element_type_name(self.stage.ui.app(), "Pressable");
        let begins = |element: &ElementHandle| {
            element.accessible_label().is_some_and(|name| name.starts_with(label))
        };
        let found: Vec<ElementHandle> = all.filter(begins).collect();
        assert_eq!(found.len(), 1, "{}: {label:?} is there {} times", self.who, found.len());
        found.into_iter().next().unwrap()
    }

    fn press(&mut self, label: &str) -> &mut Self {
        self.stage.wait(500);
        self.find(label).invoke_accessible_default_action();
        let effects = self.stage.settle();
        self.happen(effects);
        self
    }

    /// The hub answers, the printer prints.
    fn happen(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask { id, command } = effect {
                let Command::Issue { language, .. } = &command else { panic!("{command:?}") };
                let ticket = id.ticket();
                let card =
                    IssuedTicket { id: ticket, language: *language, ..crate::fixture::ticket(14) };
                let done = Done { issued: Some(card), ..Done::default() };
                self.asked.push(command);
                let answer = Reply::Answered { id, outcome: Outcome::Done(done) };
                let printing = self.stage.hear(Input::Reply(answer));
                self.happen(printing);
            } else if let Effect::Print { ticket, receipt, copy } = effect {
                self.papers.push(receipt.lines_as_text());
                let outcome = Ok(());
                self.stage.hear(Input::Printed(PrintResult { ticket, copy, outcome }));
            }
        }
    }

    fn three_touches(&mut self, [service, take]: [&str; 2]) -> &mut Self {
        self.picture("start").press("Dispendukcapil").picture("services");
        self.press(service).picture("confirm").press(take).picture("number")
    }

    /// One number was asked for, for this service; one paper came out.
    fn served(&self, service: &str) -> &str {
        let [Command::Issue { services, .. }] = self.asked.as_slice() else {
            panic!("{}: {:?}", self.who, self.asked)
        };
        assert_eq!(services.iter().map(|id| id.as_str()).collect::<Vec<_>>(), [service]);
        let Body::Ticket(shown) = self.stage.controller.screen().body else {
            panic!("{}", self.who)
        };
        assert_eq!(shown.ticket.number, "A014");
        assert_eq!(self.papers.len(), 1);
        &self.papers[0]
    }
}

const INDONESIAN: [&str; 2] = ["Cetak KTP-el", "Ambil nomor"];

#[test]
fn a_blind_visitor_hears_the_way_and_presses_keys() {
    let mut walk = Walk::of("blind", PORTRAIT);
    walk.stage.press_key('*');
    for (name, step) in
        [("Dispendukcapil", "agency"), ("Cetak KTP-el", "service"), ("Ambil nomor", "take")]
    {
        for _ in 0..30 {
            walk.stage.press_key('2');
            if walk.stage.spoken.last().is_some_and(|said| said.starts_with(name)) {
                break;
            }
        }
        walk.picture(step);
        let effects = walk.stage.press_key(Key::Return);
        walk.happen(effects);
    }
    walk.picture("number").served("a02");
    assert!(walk.stage.spoken.iter().any(|said| said.contains("Nomor Anda A 0 1 4.")));
}

#[test]
fn a_deaf_visitor_misses_nothing_that_sounds() {
    let mut walk = Walk::of("deaf", PORTRAIT);
    walk.press("Dispendukcapil");
    let effects = walk.stage.wait(31_000);
    assert_eq!(effects, [Effect::Chime { volume_percent: 60 }]);
    walk.picture("still-here");
    assert!(walk.stage.controller.screen().frame.leaving.is_some(), "what sounds is also seen");
    walk.press("Lanjutkan").press("Cetak KTP-el").press("Ambil nomor").picture("number");
    assert!(walk.stage.spoken.is_empty());
    walk.served("a02");
}

#[test]
fn a_seated_visitor_reaches_everything() {
    let mut walk = Walk::of("seated", PORTRAIT);
    walk.press("Layar rendah");
    // 1100 mm above the floor, on a panel whose lower edge hangs at 750 mm.
    let top = PORTRAIT.1 - 350.0 * 4.03;
    for label in ["Dispendukcapil", "Cetak KTP-el", "Ambil nomor", "Selesai"] {
        walk.picture("low");
        let y = walk.find(label).absolute_position().y;
        assert!(y >= top, "{label} lies {y} from the top, too high");
        if label == "Selesai" {
            walk.served("a02");
        }
        walk.press(label);
    }
    assert!(!walk.stage.controller.screen().frame.comfort.low_reach, "the next visitor stands");
}

#[test]
fn a_visitor_with_low_vision_has_large_letters_and_strong_contrast() {
    let mut walk = Walk::of("low-vision", SHORT);
    walk.press("Huruf besar").press("Kontras tinggi").three_touches(INDONESIAN);
    walk.served("a02");
}

#[test]
fn a_visitor_who_reads_little_needs_three_touches_and_one_number() {
    let mut walk = Walk::of("little-reading", PORTRAIT);
    let Body::Home(home) = walk.stage.controller.screen().body else { panic!() };
    assert!(home.tiles.iter().all(|tile| !tile.icon.is_empty()), "a picture on every tile");
    walk.three_touches(INDONESIAN);
    walk.served("a02");
    let number = ElementHandle::find_by_element_type_name(walk.stage.ui.app(), "TicketNumber");
    let height = number.map(|number| number.size().height).fold(0.0, f32::max);
    assert!(height > 200.0, "the number is {height} high");
}

#[test]
fn an_english_visitor_gets_an_english_paper_and_leaves_an_indonesian_kiosk() {
    let mut walk = Walk::of("english", PORTRAIT);
    walk.press("English").three_touches(["e-ID card reprint", "Take a number"]);
    assert!(walk.served("a02").contains("Queue number"), "{}", walk.papers[0]);
    walk.press("Done").picture("next-visitor");
    assert_eq!(walk.stage.controller.screen().frame.language, Language::Id);
}

#[test]
fn a_visitor_in_a_hurry_with_the_wrong_finger_gets_the_right_number_once() {
    let mut walk = Walk::of("hurry", PORTRAIT);
    walk.press("DPMPTSP").picture("wrong").press("Kembali").press("Dispendukcapil");
    walk.press("Perekaman KTP-el").picture("wrong-too").press("Kembali").press("Cetak KTP-el");
    let take = walk.find("Ambil nomor");
    walk.stage.wait(500);
    (0..20).for_each(|_| take.invoke_accessible_default_action());
    let effects = walk.stage.settle();
    walk.happen(effects);
    walk.picture("number").served("a02");
}

#[test]
fn a_technician_sees_what_is_the_matter_and_that_it_is_mended() {
    let mut walk = Walk::of("technician", PORTRAIT);
    walk.stage.hear(Input::Printer(PrinterStatus::PaperOut));
    walk.picture("no-paper").press("Dispendukcapil").press("Cetak KTP-el");
    walk.picture("nothing-can-be-taken");
    assert_eq!(walk.find("Ambil nomor").accessible_enabled(), Some(false));
    walk.stage.touch(Touch::Back);
    walk.stage.hear(Input::Printer(PrinterStatus::Ready));
    walk.press("Cetak KTP-el").press("Ambil nomor").picture("mended");
    walk.served("a02");
}
