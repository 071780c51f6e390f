//! The way into the menu, and what each touch in it does.

use super::*;
use crate::controller::{Direction, Input, Now, Touch};
use crate::fixture;
use crate::printer::{PrintResult, PrinterStatus};
use crate::screen::staff::{Entry, FactKind, StaffPage, StaffScreen};
use crate::screen::{Body, Matter};
use antrean_shared::link::LinkState;
use antrean_shared::protocol::Done;
use antrean_shared::ticket::Shown;

struct Menu {
    controller: Controller,
    millis: u64,
    made: u128,
}

impl Menu {
    /// A kiosk with everything it needs and a PIN.
    fn closed() -> Self {
        let mut settings = fixture::settings();
        settings.staff = StaffFacts {
            has_pin: true,
            hub: "192.168.10.2:8710".to_owned(),
            program: "antrean-kiosk 0.1.0".to_owned(),
            printer: "192.168.10.3:9100".to_owned(),
        };
        let controller = Controller::new(settings, fixture::now(0));
        let mut menu = Self { controller, millis: 1_000, made: 500 };
        menu.hear(Input::Catalogue(fixture::catalogue()));
        menu.hear(Input::Link(LinkState::Connected { training: false }));
        menu.hear(Input::View(fixture::envelope(fixture::view(vec![]))));
        menu.hear(Input::Printer(PrinterStatus::Ready));
        menu
    }

    fn at_door() -> Self {
        let mut menu = Self::closed();
        menu.touch(StaffTouch::OpenKey);
        menu
    }

    fn open() -> Self {
        let mut menu = Self::at_door();
        menu.pin(true);
        menu
    }

    fn now(&self) -> Now {
        fixture::now(self.millis)
    }

    fn hear(&mut self, input: Input) -> Vec<Effect> {
        self.controller.handle(input, self.now())
    }

    fn press(&mut self, key: char) -> Vec<Effect> {
        self.millis += 40;
        self.hear(Input::Key { key, fresh: fixture::fresh(1) })
    }

    fn touch(&mut self, touch: StaffTouch) -> Vec<Effect> {
        self.made += 1;
        self.millis += 100;
        let fresh = fixture::fresh(self.made);
        self.hear(Input::Touched { touch: Touch::Staff(touch), fresh })
    }

    fn pin(&mut self, right: bool) -> Vec<Effect> {
        for digit in "246810".chars() {
            self.touch(StaffTouch::Digit(digit));
        }
        let effects = self.touch(StaffTouch::Enter);
        assert_eq!(effects, [Effect::Machine(Order::CheckPin("246810".to_owned()))]);
        self.hear(Input::Machine(MachineSays::PinIs { right }))
    }

    fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.millis += 1_000;
            self.hear(Input::Printer(PrinterStatus::Ready));
        }
    }

    fn screen(&self) -> Option<StaffScreen> {
        let Body::Staff(screen) = self.controller.screen().body else { return None };
        Some(*screen)
    }

    fn entry(&self) -> Entry {
        let Some(StaffScreen::Pin { entry, .. }) = self.screen() else { panic!("no door") };
        entry
    }

    fn page(&self) -> StaffPage {
        let Some(StaffScreen::Menu { page, .. }) = self.screen() else { panic!("not in the menu") };
        page
    }

    fn said(&self) -> Option<Said> {
        let Some(StaffScreen::Menu { said, .. }) = self.screen() else { panic!("not in the menu") };
        said
    }
}

#[test]
fn five_quick_touches_on_the_clock_open_the_door_and_four_do_not() {
    for (touches, pause, open) in [(4, 300, false), (5, 300, true), (5, 1_100, false)] {
        let mut menu = Menu::closed();
        for _ in 0..touches {
            menu.millis += pause;
            menu.touch(StaffTouch::Clock);
        }
        assert_eq!(menu.screen().is_some(), open, "{touches} touches, {pause} ms apart");
    }
}

#[test]
fn the_door_never_opens_over_a_number_that_is_on_its_way() {
    let mut menu = Menu::closed();
    let agency = Touch::Agency("dispendukcapil".parse().unwrap());
    let service = Touch::Service("a02".parse().unwrap());
    for touch in [agency, service, Touch::TakeNumber] {
        menu.millis += 500;
        menu.hear(Input::Touched { touch, fresh: fixture::fresh(1) });
    }
    assert!(matches!(menu.controller.screen().body, Body::Issuing { .. }));
    menu.touch(StaffTouch::OpenKey);
    assert!(matches!(menu.controller.screen().body, Body::Issuing { .. }));
}

#[test]
fn the_pin_goes_to_the_machine_and_only_the_right_one_opens() {
    let mut menu = Menu::at_door();
    assert_eq!(menu.touch(StaffTouch::Enter), [], "too short");
    assert_eq!(menu.pin(false), []);
    assert_eq!(menu.entry(), Entry::Wrong);
    assert_eq!(menu.pin(true), [Effect::Machine(Order::Look)]);
    assert!(matches!(menu.page(), StaffPage::State(_)));
    assert_eq!(format!("{:?}", Order::CheckPin("246810".to_owned())), "CheckPin");
}

#[test]
fn a_keyboard_types_the_pin_and_its_digits_move_nothing() {
    let mut menu = Menu::at_door();
    let mut press =
        |keys: &str| -> Vec<Effect> { keys.chars().flat_map(|key| menu.press(key)).collect() };
    assert_eq!(press("2468109\u{0008}"), []);
    assert_eq!(press("\n"), [Effect::Machine(Order::CheckPin("246810".to_owned()))]);
    let mut menu = Menu::at_door();
    menu.press('\u{001b}');
    assert!(menu.controller.staff_screen().is_none(), "Escape leaves the door");
    assert_eq!(menu.press('2'), [Effect::Focus(Direction::Next)]);
}

#[test]
fn each_wrong_pin_after_the_third_doubles_the_pause() {
    let mut menu = Menu::at_door();
    for seconds in [0, 0, 30, 60, 120, 240, 480, 600, 600] {
        menu.pin(false);
        match menu.entry() {
            Entry::Wrong => assert_eq!(seconds, 0),
            Entry::Paused { seconds: paused } => assert_eq!(paused, seconds),
            other @ (Entry::Fresh | Entry::Checking) => panic!("{other:?}"),
        }
        menu.touch(StaffTouch::Digit('2'));
        let Some(StaffScreen::Pin { typed, .. }) = menu.screen() else { panic!("closed") };
        assert_eq!(typed, usize::from(seconds == 0), "typing while paused");
        menu.touch(StaffTouch::Erase);
        for _ in 0..seconds.div_ceil(20) {
            menu.wait(20);
            menu.touch(StaffTouch::Erase);
        }
    }
    menu.pin(true);
    menu.touch(StaffTouch::Close);
    menu.touch(StaffTouch::OpenKey);
    menu.pin(false);
    assert_eq!(menu.entry(), Entry::Wrong, "the right PIN starts the count anew");
}

#[test]
fn a_pause_is_not_shortened_by_closing_the_door() {
    let mut menu = Menu::at_door();
    for _ in 0..3 {
        menu.pin(false);
    }
    menu.touch(StaffTouch::Close);
    menu.touch(StaffTouch::OpenKey);
    assert!(matches!(menu.entry(), Entry::Paused { .. }));
}

#[test]
fn without_a_pin_the_menu_stays_shut_and_says_so() {
    let mut menu = Menu::closed();
    menu.controller.settings.staff.has_pin = false;
    menu.touch(StaffTouch::OpenKey);
    menu.touch(StaffTouch::Digit('1'));
    assert!(matches!(menu.screen(), Some(StaffScreen::NoPin { .. })));
    menu.hear(Input::Machine(MachineSays::PinIs { right: true }));
    assert!(matches!(menu.screen(), Some(StaffScreen::NoPin { .. })));
}

#[test]
fn what_nobody_touches_closes_by_itself() {
    for (mut menu, seconds) in [(Menu::at_door(), 30), (Menu::open(), 90)] {
        menu.wait(seconds - 1);
        assert!(menu.screen().is_some());
        menu.wait(1);
        assert_eq!(menu.screen(), None);
    }
}

#[test]
fn the_first_page_says_what_is_wrong_and_since_when() {
    let mut menu = Menu::open();
    menu.millis += 120_000;
    menu.touch(StaffTouch::Turn(StaffTab::State));
    menu.hear(Input::Printer(PrinterStatus::PaperOut));
    menu.hear(Input::HubVersion("0.1.0".into()));
    menu.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    menu.millis += 5_000;
    menu.hear(Input::Printer(PrinterStatus::PaperOut));
    let StaffPage::State(facts) = menu.page() else { panic!("another page") };
    let brief: Vec<_> =
        facts.iter().map(|f| (f.kind, f.well, f.text.as_str(), f.since.as_str())).collect();
    assert_eq!(
        brief[..2],
        [
            (FactKind::Printer(PrinterStatus::PaperOut), false, "192.168.10.3:9100", "09.43"),
            (FactKind::Lost, false, "", "09.41"),
        ]
    );
    assert!(brief.iter().all(|fact| fact.0 != FactKind::Issuing));
    let told = |kind| brief.iter().find(|fact| fact.0 == kind).map(|fact| fact.2);
    assert_eq!(told(FactKind::Hub), Some("192.168.10.2:8710 · antrean-hub 0.1.0"));
    assert_eq!(told(FactKind::Kiosk), Some("kiosk-1"));
    assert_eq!(told(FactKind::Program), Some("antrean-kiosk 0.1.0"));
    assert!(told(FactKind::Hall).is_some_and(|hall| hall.starts_with("Among Warga")));
}

#[test]
fn a_test_paper_is_printed_once_and_its_end_is_told() {
    for (outcome, said) in [
        (Ok(()), Said::Printed),
        (Err(PrinterStatus::CoverOpen), Said::NotPrinted(PrinterStatus::CoverOpen)),
    ] {
        let mut menu = Menu::open();
        menu.touch(StaffTouch::Turn(StaffTab::Papers));
        let effects = menu.touch(StaffTouch::TestPrint);
        let [Effect::Print { ticket, receipt, copy: true }] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        assert_eq!((receipt.number.as_str(), receipt.copy), ("0000", Some("BUKAN TIKET")));
        assert_eq!(menu.touch(StaffTouch::TestPrint), [], "one at a time");
        assert_eq!(menu.said(), Some(Said::Printing));
        let result = PrintResult { ticket: *ticket, copy: true, outcome };
        assert_eq!(menu.hear(Input::Printed(result)), [], "the hub hears nothing of it");
        assert_eq!(menu.said(), Some(said));
    }
}

#[test]
fn a_ticket_of_today_is_printed_again_as_a_copy_and_told() {
    let mut menu = Menu::open();
    let day = fixture::catalogue().service_day;
    let tickets: Vec<IssuedTicket> = (10..20).map(fixture::ticket).collect();
    menu.hear(Input::Machine(MachineSays::PrintedEarlier { day, tickets }));
    menu.touch(StaffTouch::Turn(StaffTab::Papers));
    let StaffPage::Papers { papers, ready: true } = menu.page() else { panic!("not ready") };
    let numbers: Vec<&str> = papers.iter().map(|paper| paper.number.as_str()).collect();
    assert_eq!(numbers, ["A019", "A018", "A017", "A016", "A015", "A014"]);

    let ticket = papers[1].ticket;
    let effects = menu.touch(StaffTouch::Reprint(ticket));
    let [Effect::Print { ticket: printed, receipt, copy: true }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!((*printed, receipt.copy), (ticket, Some("SALINAN")));
    let effects = menu.hear(Input::Printed(PrintResult { ticket, copy: true, outcome: Ok(()) }));
    let shown = Command::ConfirmShown { ticket, by: Shown::Paper };
    assert!(
        matches!(&effects[..], [Effect::Tell(told), Effect::Record { copy: true, .. }] if *told == shown)
    );
    assert_eq!(menu.said(), Some(Said::Printed));

    let mut other = Menu::open();
    let yesterday = ServiceDay(day.0.pred_opt().unwrap());
    let tickets = vec![fixture::ticket(9)];
    other.hear(Input::Machine(MachineSays::PrintedEarlier { day: yesterday, tickets }));
    other.touch(StaffTouch::Turn(StaffTab::Papers));
    assert!(matches!(other.page(), StaffPage::Papers { papers, .. } if papers.is_empty()));
}

#[test]
fn the_date_is_confirmed_as_it_stands_on_the_page() {
    let mut menu = Menu::open();
    menu.touch(StaffTouch::Turn(StaffTab::Date));
    for (part, step) in [
        (DatePart::Day, Step::Down),
        (DatePart::Year, Step::Up),
        (DatePart::Hour, Step::Up),
        (DatePart::Minute, Step::Down),
    ] {
        menu.touch(StaffTouch::Date(part, step));
    }
    let effects = menu.touch(StaffTouch::ConfirmDate);
    let [Effect::Ask { id, command }] = effects.as_slice() else { panic!("{effects:?}") };
    let date = ServiceDay("2023-12-04".parse().unwrap());
    assert_eq!(*command, Command::ConfirmDate { date, time: Some("10:40".to_owned()) });
    assert_eq!(menu.touch(StaffTouch::ConfirmDate), [], "one question at a time");
    assert_eq!(menu.said(), Some(Said::Asking));
    let too_early = Outcome::Rejected(Rejection::DateTooEarly { earliest: fixture::NOW });
    for (outcome, said) in
        [(Outcome::Done(Done::default()), Said::DateConfirmed), (too_early, Said::DateTooEarly)]
    {
        let mut menu = Menu::open();
        menu.touch(StaffTouch::Turn(StaffTab::Date));
        menu.touch(StaffTouch::ConfirmDate);
        let id = fixture::fresh(menu.made).command;
        menu.hear(Input::Reply(Reply::Answered { id, outcome }));
        assert_eq!(menu.said(), Some(said));
    }
    menu.hear(Input::Reply(Reply::Unknown { id: *id }));
    assert_eq!(menu.said(), Some(Said::NotAnswered));
}

#[test]
fn an_untouched_date_is_the_next_full_minute_so_that_nothing_lies_after_it() {
    let mut menu = Menu::open();
    menu.touch(StaffTouch::Turn(StaffTab::Date));
    let effects = menu.touch(StaffTouch::ConfirmDate);
    let [Effect::Ask { command: Command::ConfirmDate { date, time }, .. }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!((date.to_string().as_str(), time.as_deref()), ("2022-12-05", Some("09:42")));
}

#[test]
fn the_date_waits_for_a_hub_that_listens() {
    let mut menu = Menu::open();
    menu.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    menu.touch(StaffTouch::Turn(StaffTab::Date));
    assert_eq!(menu.touch(StaffTouch::ConfirmDate), []);
}

#[test]
fn levels_move_by_tens_and_only_where_the_system_allows() {
    let mut menu = Menu::open();
    menu.touch(StaffTouch::Turn(StaffTab::Settings));
    assert_eq!(menu.touch(StaffTouch::Volume(Step::Up)), []);
    let levels = Levels { volume: Some(95), brightness: Some(15), gain: None };
    menu.hear(Input::Machine(MachineSays::Levels(levels)));
    let order = |order| [Effect::Machine(order)];
    assert_eq!(menu.touch(StaffTouch::Volume(Step::Up)), order(Order::Volume(100)));
    assert_eq!(menu.touch(StaffTouch::Volume(Step::Down)), order(Order::Volume(85)));
    assert_eq!(menu.touch(StaffTouch::Brightness(Step::Down)), order(Order::Brightness(10)));
}

#[test]
fn the_first_language_is_kept_and_holds_for_the_next_visitor() {
    let mut menu = Menu::open();
    let effects = menu.touch(StaffTouch::OwnLanguage(Language::En));
    assert_eq!(effects, [Effect::Machine(Order::KeepLanguage(Language::En))]);
    menu.touch(StaffTouch::Close);
    assert_eq!(menu.controller.screen().frame.language, Language::En);
    menu.hear(Input::Machine(MachineSays::OwnLanguage(Language::Jv)));
    menu.touch(StaffTouch::Close);
    assert_eq!(menu.controller.screen().frame.language, Language::Id, "not spoken here");
}

#[test]
fn ending_the_program_takes_two_touches_on_one_button() {
    let mut menu = Menu::open();
    menu.touch(StaffTouch::Turn(StaffTab::Settings));
    assert_eq!(menu.touch(StaffTouch::End(EndOfRun::Restart)), []);
    assert_eq!(menu.touch(StaffTouch::End(EndOfRun::Leave)), []);
    menu.touch(StaffTouch::Turn(StaffTab::Settings));
    assert_eq!(menu.touch(StaffTouch::End(EndOfRun::Leave)), []);
    let effects = menu.touch(StaffTouch::End(EndOfRun::Leave));
    assert_eq!(effects, [Effect::Machine(Order::End(EndOfRun::Leave))]);
    let mut closed = Menu::closed();
    closed.touch(StaffTouch::End(EndOfRun::Leave));
    assert_eq!(closed.touch(StaffTouch::End(EndOfRun::Leave)), [], "never from outside");
}

#[test]
fn the_menu_opens_over_a_notice_and_without_a_hall() {
    let mut menu = Menu::closed();
    menu.controller
        .enter(Phase::Notice { matter: Matter::Offline, about: crate::controller::About::Nothing });
    menu.touch(StaffTouch::OpenKey);
    assert!(menu.screen().is_some());
    let mut controller = Controller::new(fixture::settings(), fixture::now(0));
    let fresh = fixture::fresh(1);
    let touch = Touch::Staff(StaffTouch::OpenKey);
    controller.handle(Input::Touched { touch, fresh }, fixture::now(1_000));
    assert!(matches!(controller.screen().body, Body::Staff(_)));
}

#[test]
fn a_number_that_was_given_back_is_not_printed_again() {
    let mut menu = Menu::closed();
    let agency = Touch::Agency("dispendukcapil".parse().unwrap());
    let service = Touch::Service("a02".parse().unwrap());
    for touch in [agency, service, Touch::TakeNumber] {
        menu.millis += 500;
        menu.hear(Input::Touched { touch, fresh: fixture::fresh(3) });
    }
    let id = fixture::fresh(3).command;
    // The id of the choice was made when the confirming screen appeared.
    let ticket = IssuedTicket { id: id.ticket(), ..fixture::ticket(14) };
    let done = Done { issued: Some(ticket), ..Done::default() };
    menu.hear(Input::Reply(Reply::Answered { id, outcome: Outcome::Done(done) }));
    let outcome = Err(PrinterStatus::Jam);
    menu.hear(Input::Printed(PrintResult { ticket: id.ticket(), copy: false, outcome }));
    let papers =
        |menu: &Menu| menu.controller.staff.papers.of(fixture::catalogue().service_day).count();
    assert_eq!(papers(&menu), 1);
    menu.millis += 500;
    menu.hear(Input::Touched { touch: Touch::GiveBack, fresh: fixture::fresh(4) });
    assert_eq!(papers(&menu), 0);
}
