//! The strip: its buttons by label, and pictures of every scene under `target/pictures/counter`.

use super::*;
use crate::fixture::STRIP;
use antrean_shared::link::Reply;

const SIZE: (u32, u32) = (760, 84);

fn strip(view: CounterView) -> House {
    STRIP.set(true);
    let house = House::new(Desk::at(view));
    STRIP.set(false);
    house.ui.window().window().set_size(LogicalSize::new(760., 84.));
    testing::mock_elapsed_time(Duration::from_millis(100));
    house
}

#[test]
fn touches_of_the_strip_ask_for_the_same_as_its_keys() {
    testing::init_no_event_loop();
    let here = || fixture::counter("3");
    let table = [
        (idle(), "Panggil, A013", Command::CallNext { counter: here() }),
        (called(), "Mulai layani", Command::Serve { counter: here() }),
        (called(), "Panggil ulang", Command::Recall { counter: here() }),
        (called(), "Urungkan: panggil A012", Command::Undo { counter: here() }),
        (serving(), "Selesai", Command::Complete { counter: here(), outcome: None }),
        (
            serving(),
            "Selesai & panggil, A013",
            Command::CompleteAndCallNext { counter: here(), outcome: None },
        ),
    ];
    for (view, label, asked) in table {
        assert_eq!(command(strip(view).click(label)), Some(asked), "{label}");
    }
    let mut late = called();
    late.ticket.as_mut().unwrap().no_show_from = fixture::start_of_test();
    let absent = Some(Command::NoShow { counter: here() });
    assert_eq!(command(strip(late).click("Tidak hadir")), absent);
}

#[test]
fn a_touch_opens_the_whole_console_and_folds_it_again() {
    testing::init_no_event_loop();
    let mut house = strip(serving());
    house.click("Besarkan konsol");
    assert!(house.shows("Menunggu 8") && !house.shows("Besarkan konsol"));
    house.ui.window().window().set_size(LogicalSize::new(1280., 800.));
    house.click("Kecilkan konsol");
    assert!(house.shows("Besarkan konsol") && !house.shows("Menunggu 8"));
    house.key(Code::Tab);
    assert!(house.shows("Menunggu 8"));
}

#[test]
fn a_reason_is_touched_in_the_strip() {
    testing::init_no_event_loop();
    let mut house = strip(serving());
    house.click("Tunda");
    house.click("Alasan berikutnya");
    house.click("Alasan berikutnya");
    assert_eq!(house.find("Alasan").accessible_value().unwrap(), "Menunggu berkas dicetak");
    let Some(Command::Park { reason, .. }) = command(house.click("Tunda")) else {
        panic!("parked")
    };
    assert_eq!(reason, "Menunggu berkas dicetak");
}

#[test]
fn every_target_of_the_strip_is_inside_it_and_at_least_40_px_in_both_directions() {
    testing::init_no_event_loop();
    for (name, make) in STRIP_SCENES {
        let house = open(make);
        let window = house.ui.window();
        let role = testing::AccessibleRole::Button;
        let mut ends = Vec::new();
        for button in
            testing::ElementQuery::from_root(window).match_accessible_role(role).find_all()
        {
            let (size, at) = (button.size(), button.absolute_position());
            let label = button.accessible_label().unwrap_or_default();
            assert!(size.width >= 40. && size.height >= 40., "{name}: {label} is {size:?}");
            assert!(at.x >= 0. && at.x + size.width <= 760., "{name}: {label} at {at:?}");
            assert!(at.y >= 0. && at.y + size.height <= 84., "{name}: {label} at {at:?}");
            ends.push((at.x as i32, (at.x + size.width) as i32, label));
        }
        ends.sort();
        ends.dedup();
        for pair in ends.windows(2) {
            assert!(pair[0].1 + 4 <= pair[1].0, "{name}: {pair:?} are too close");
        }
        assert!(!ends.is_empty(), "{name}");
    }
}

fn open(make: fn() -> Desk) -> House {
    STRIP.set(true);
    let house = House::new(make());
    STRIP.set(false);
    house.ui.window().window().set_size(LogicalSize::new(760., 84.));
    testing::mock_elapsed_time(Duration::from_millis(100));
    house
}

/// Every scene of the strip, in both languages, at its real size.
#[test]
fn pictures_of_the_strip() {
    draw();
    for (name, make) in STRIP_SCENES {
        for language in [Language::Id, Language::En] {
            fixture::LANGUAGE.set(Some(language));
            picture(&open(make), &format!("strip-{name}-{language}"), SIZE.0, SIZE.1);
        }
    }
}

const STRIP_SCENES: [Scene; 28] = [
    ("27-priority-visit", || {
        Desk::at(fixture::with_priority(fixture::on_a_visit(rich(serving()))))
    }),
    ("28-priority-called", || Desk::at(fixture::with_priority(heard(Announced::Awaited)))),
    ("01-called", || Desk::at(called())),
    ("02-called-early", || {
        let mut view = called();
        let ticket = view.ticket.as_mut().unwrap();
        ticket.recall_from = Some(fixture::start_of_test().plus(Duration::from_secs(112)));
        ticket.no_show_from = fixture::start_of_test().plus(Duration::from_secs(112));
        Desk::at(view)
    }),
    ("03-unheard", || Desk::at(announced(Announced::Awaited))),
    ("04-no-display", || Desk::at(announced(Announced::NoDisplay))),
    ("05-serving", || Desk::at(serving())),
    ("06-serving-rich", || Desk::at(rich(CounterView { undo: undone(Step::Serve), ..serving() }))),
    ("07-long", || Desk::at(long(serving(), "XA012"))),
    ("08-large", || Desk::at(long(called(), "A1000"))),
    ("09-next", || Desk::at(with_undo(idle()))),
    ("10-next-long", || {
        let mut view = idle();
        view.waiting[0].number = fixture::number("XA1012");
        view.waiting[0].service = ServiceId::new("pajak").unwrap();
        view.waiting_total = 128;
        Desk::at(view)
    }),
    ("11-empty", || {
        Desk::at(CounterView { waiting: vec![], waiting_total: 0, ..with_undo(idle()) })
    }),
    ("12-paused", || in_state(CounterState::Paused)),
    ("13-closing", || in_state(CounterState::Closing)),
    ("14-closing-in-hand", || Desk::at(CounterView { state: CounterState::Closing, ..serving() })),
    ("15-closed", || in_state(CounterState::Closed)),
    ("16-elsewhere", || {
        let mut desk = Desk::at(idle());
        desk.see(CounterView { device: Some(DeviceId::new("tablet").unwrap()), ..idle() });
        desk.wait_ms(600);
        desk
    }),
    ("17-lost", || lost(serving())),
    ("18-lost-told", || {
        let mut desk = lost(serving());
        desk.input(Input::Press(Action::Main));
        desk
    }),
    ("19-lost-idle", || lost(CounterView { waiting: vec![], waiting_total: 0, ..idle() })),
    ("20-refused", || {
        let mut desk = Desk::at(idle());
        refuse(&mut desk, Rejection::OfficerElsewhere { counter: fixture::counter("5") });
        desk
    }),
    ("21-refused-long", || {
        let mut desk = Desk::at(long(called(), "XA012"));
        refuse(&mut desk, Rejection::UndoOvertaken);
        desk
    }),
    ("22-unknown", || {
        let mut desk = Desk::at(serving());
        let effects = desk.input(Input::Press(Action::Main));
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("asked") };
        desk.input(Input::Reply(Box::new(Reply::Unknown { id: *id })));
        desk
    }),
    ("23-under-way", || {
        let mut desk = Desk::at(serving());
        desk.input(Input::Press(Action::Main));
        desk.wait_ms(300);
        desk
    }),
    ("24-training", || {
        let mut desk = Desk::at(called());
        desk.input(Input::Link(LinkState::Connected { training: true }));
        desk
    }),
    ("25-park", || parking(&[Key::Down, Key::Right])),
    ("26-park-typed", || {
        parking(&[Key::Char('F'), Key::Char('o'), Key::Char('t'), Key::Char('o')])
    }),
];

fn parking(keys: &[Key]) -> Desk {
    let mut desk = Desk::at(serving());
    desk.input(Input::Press(Action::Park));
    for key in keys {
        desk.input(Input::KeyDown { key: *key, repeat: false });
    }
    desk
}

fn lost(view: CounterView) -> Desk {
    let mut desk = Desk::at(view);
    let since = desk.now;
    desk.input(Input::Link(LinkState::Lost { since }));
    desk
}

fn refuse(desk: &mut Desk, rejection: Rejection) {
    let effects = desk.input(Input::Press(Action::Main));
    let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("asked") };
    desk.refuse(*id, rejection);
}

fn announced(how: Announced) -> CounterView {
    let mut view = called();
    view.ticket.as_mut().unwrap().announced = how;
    view
}

fn long(mut view: CounterView, number: &str) -> CounterView {
    let ticket = view.ticket.as_mut().unwrap();
    ticket.number = fixture::number(number);
    ticket.service = ServiceId::new("pajak").unwrap();
    ticket.serving_at = ticket.serving_at.map(|at| at.minus(Duration::from_secs(3_600)));
    view.waiting_total = 128;
    view
}

fn undone(step: Step) -> Option<UndoOffer> {
    let until = fixture::start_of_test().plus(Duration::from_secs(38));
    Some(UndoOffer { step, number: fixture::number("A012"), until })
}
