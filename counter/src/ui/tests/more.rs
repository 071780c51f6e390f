//! The menu of what is done seldom: by label, and as pictures.

use super::*;
use crate::fixture::{on_a_visit, with_outage, with_priority};
use crate::screen::Ask;
use antrean_shared::id::AgencyId;
use antrean_shared::link::Reply;
use antrean_shared::protocol::{Done, Outcome, TicketBrief};

#[test]
fn the_menu_is_a_touch_or_a_key_and_its_lines_are_digits_or_touches() {
    testing::init_no_event_loop();
    let mut house = House::new(Desk::at(serving()));
    house.key("/");
    assert!(house.shows("Beri prioritas"));
    house.key(Code::Escape);
    house.click("Lainnya");
    house.click("Tambah layanan");
    house.click("Pilih");
    house.key("s");
    house.key("k");
    house.key("c");
    let added = Command::AddStop {
        ticket: fixture::ticket("A012"),
        service: ServiceId::new("skck").unwrap(),
    };
    assert_eq!(command(house.click("Tambah")), Some(added));
}

/// Opens the menu and follows its line, then presses keys.
fn asked(view: CounterView, ask: Option<Ask>, keys: &str) -> Desk {
    follow(Desk::at(view), ask, keys)
}

fn follow(mut desk: Desk, ask: Option<Ask>, keys: &str) -> Desk {
    desk.input(Input::Press(Action::More));
    if let Some(ask) = ask {
        let lines = desk.controller.screen().dialog.unwrap().rows;
        let title =
            crate::words::Words { language: desk.controller.screen().language, catalogue: None }
                .menu_line(ask);
        let place = lines.iter().position(|line| line.title == title).unwrap();
        desk.input(Input::DialogRow(place));
        desk.input(Input::DialogConfirm);
    }
    for c in keys.chars() {
        let key = match c {
            '>' => Key::Right,
            'v' => Key::Down,
            '!' => Key::Enter,
            c => Key::Char(c),
        };
        desk.input(Input::KeyDown { key, repeat: false });
        desk.input(Input::KeyUp(key));
    }
    desk
}

fn chosen(place: usize) -> Desk {
    let mut desk = Desk::at(idle());
    desk.input(Input::PickRow(place));
    desk
}

fn told() -> Desk {
    let mut desk = asked(idle(), Some(Ask::Booking), "JANJI01");
    let effects = desk.input(Input::DialogConfirm);
    let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("asked") };
    let ticket = TicketBrief {
        id: fixture::ticket("A031"),
        number: fixture::number("A031"),
        state: TicketState::Waiting,
    };
    let done = Done { seq: desk.seq + 1, ticket: Some(ticket), ..Done::default() };
    desk.input(Input::Reply(Box::new(Reply::Answered { id: *id, outcome: Outcome::Done(done) })));
    desk
}

fn refused() -> Desk {
    let mut desk = asked(idle(), Some(Ask::Outage), "Basis data");
    let effects = desk.input(Input::DialogConfirm);
    let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("asked") };
    desk.refuse(
        *id,
        Rejection::UnknownId {
            field: "agency".into(),
            id: AgencyId::new("dukcapil").unwrap().to_string(),
        },
    );
    desk
}

/// A012 was finished with at this console.
fn finished(view: CounterView) -> Desk {
    let mut desk = Desk::at(serving());
    let effects = desk.input(Input::Press(Action::Complete));
    let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("asked") };
    desk.done(*id, desk.seq + 1);
    desk.see(view);
    desk.wait_ms(600);
    desk
}

#[test]
fn pictures_of_the_menu_and_its_questions() {
    draw();
    let scenes: [Scene; 17] = [
        ("50-more-idle", || asked(idle(), None, "")),
        ("51-more-visit", || asked(on_a_visit(serving()), None, "v")),
        ("52-more-chosen", || follow(chosen(1), None, "vv")),
        ("53-grant", || asked(serving(), Some(Ask::Grant), "")),
        ("54-withdraw", || asked(with_priority(serving()), Some(Ask::Withdraw), "v")),
        ("55-add-stop", || asked(serving(), Some(Ask::AddStop), "a")),
        ("56-order", || asked(on_a_visit(serving()), Some(Ask::OrderStops), ">")),
        ("57-outage", || asked(idle(), Some(Ask::Outage), "vv>>")),
        ("58-roll", || asked(idle(), Some(Ask::Roll), "A901")),
        ("59-roll-wrong", || asked(idle(), Some(Ask::Roll), "9!")),
        ("60-told", told),
        ("61-refused", refused),
        ("62-outage-idle", || Desk::at(with_outage(idle()))),
        ("63-outage-called-chosen", || {
            let mut desk = Desk::at(with_outage(heard(Announced::Awaited)));
            desk.input(Input::PickRow(0));
            desk
        }),
        ("64-voucher", || {
            let mut desk = Desk::at(with_outage(idle()));
            desk.input(Input::PickRow(1));
            follow(desk, Some(Ask::Voucher), "")
        }),
        ("65-sent-on", || finished(fixture::sent_on(idle()))),
        ("66-sent-on-crowded", || finished(fixture::sent_on(fixture::crowded()))),
    ];
    for (name, make) in scenes {
        for language in [Language::Id, Language::En] {
            fixture::LANGUAGE.set(Some(language));
            let house = House::new(make());
            for (width, height) in [(1280, 800), (1024, 700)] {
                picture(&house, &format!("{name}-{language}-{width}x{height}"), width, height);
            }
        }
    }
}
