//! Every scene of the desk, as a picture at every size and in both languages.

use super::*;
use antrean_shared::health::{DeviceTrouble, Station, Trouble};

/// Every screen, in both languages, as pictures under `target/pictures/counter`.
#[test]
fn pictures_of_every_screen() {
    draw();
    for (name, make) in SCENES {
        for language in [Language::Id, Language::En] {
            fixture::LANGUAGE.set(Some(language));
            let house = House::new(make());
            for (width, height) in [(1280, 800), (1024, 768), (1024, 700)] {
                picture(&house, &format!("{name}-{language}-{width}x{height}"), width, height);
            }
        }
    }
}

pub(super) type Scene = (&'static str, fn() -> Desk);

pub(super) const SCENES: [Scene; 46] = [
    ("01-starting", || Desk::new(crate::memory::Memory::default()).0),
    ("02-sign-in", || signing_in("")),
    ("03-sign-in-found", || signing_in("polres")),
    ("04-called", || Desk::at(called())),
    ("05-serving", || Desk::at(rich(serving()))),
    ("06-idle", || Desk::at(with_undo(idle()))),
    ("07-empty", || Desk::at(CounterView { waiting: vec![], waiting_total: 0, ..idle() })),
    ("08-paused", || in_state(CounterState::Paused)),
    ("09-closing", || in_state(CounterState::Closing)),
    ("10-closed", || in_state(CounterState::Closed)),
    ("11-elsewhere", || {
        let mut desk = Desk::at(idle());
        desk.see(CounterView { device: Some(DeviceId::new("tablet").unwrap()), ..idle() });
        desk.wait_ms(600);
        desk
    }),
    ("12-lost", || {
        let mut desk = Desk::at(serving());
        let since = desk.now;
        desk.input(Input::Link(LinkState::Lost { since }));
        desk.input(Input::Press(Action::Main));
        desk
    }),
    ("13-refused", || {
        let mut desk = Desk::at(with_undo(idle()));
        let effects = desk.input(Input::Press(Action::Main));
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("asked") };
        desk.refuse(*id, Rejection::OfficerElsewhere { counter: fixture::counter("5") });
        desk
    }),
    ("14-under-way", || {
        let mut desk = Desk::at(called());
        desk.input(Input::Press(Action::Main));
        desk.wait_ms(300);
        desk
    }),
    ("15-parked", || listing(Tab::Parked)),
    ("16-missed", || listing(Tab::Missed)),
    ("17-park", || asking(Action::Park, &[Key::Down, Key::Right])),
    ("18-transfer", || asking(Action::Transfer, &[Key::Right, Key::Down, Key::Down])),
    ("19-transfer-counter", || asking(Action::Transfer, &[Key::Right, Key::Right, Key::Down])),
    ("20-note", || asking(Action::Note, &[Key::Char('K'), Key::Char('K')])),
    ("21-pause-close", || {
        let mut desk = Desk::at(idle());
        desk.input(Input::Press(Action::Close));
        desk
    }),
    ("22-help", || asking(Action::Help, &[])),
    ("23-crowded", || Desk::at(fixture::crowded())),
    ("24-crowded-chosen", || {
        let mut desk = Desk::at(fixture::crowded());
        desk.input(Input::PickRow(6));
        desk
    }),
    ("25-crowded-parked", || {
        let mut desk = Desk::at(fixture::crowded());
        desk.input(Input::PickTab(Tab::Parked));
        desk.input(Input::PickRow(0));
        desk
    }),
    ("26-search-found", || {
        let mut desk = searching("a14");
        let row = &fixture::crowded().waiting[0];
        let waiting = ["A140", "A141", "A142", "A143", "A144"].map(|number| WaitingTicket {
            id: fixture::ticket(number),
            number: fixture::number(number),
            ..row.clone()
        });
        let search = desk.searches();
        desk.found(Found {
            waiting: waiting.to_vec(),
            waiting_total: 5,
            ..fixture::nothing_found(search)
        });
        desk
    }),
    ("27-search-elsewhere", || {
        let mut desk = searching("b3");
        let elsewhere = Some(Whereabouts {
            number: fixture::number("B003"),
            queue: QueueId::new("perizinan").unwrap(),
            state: TicketState::Waiting,
            counter: None,
        });
        let search = desk.searches();
        desk.found(Found { elsewhere, ..fixture::nothing_found(search) });
        desk
    }),
    ("28-search-nothing", || {
        let mut desk = searching("99");
        let search = desk.searches();
        desk.found(fixture::nothing_found(search));
        desk
    }),
    ("29-cancel", || {
        let mut desk = searching("a103");
        desk.input(Input::Press(Action::Cancel));
        desk
    }),
    ("30-close-alone", || {
        let mut view = fixture::crowded();
        view.others.retain(|other| other.state == CounterState::Paused);
        let mut desk = Desk::at(view);
        desk.input(Input::Press(Action::Close));
        desk
    }),
    ("31-long-name", || {
        let mut view = rich(serving());
        view.waiting = fixture::crowded().waiting;
        let ticket = view.ticket.as_mut().unwrap();
        ticket.service = ServiceId::new("pajak").unwrap();
        ticket.number = fixture::number("XA1012");
        let mut desk = Desk::at(view);
        desk.input(Input::PickRow(1));
        desk
    }),
    ("32-long-name-next", || {
        let mut desk = Desk::at(fixture::crowded());
        desk.input(Input::Press(Action::Take));
        desk
    }),
    ("35-link-refused", || {
        let mut desk = Desk::at(serving());
        let reason = antrean_shared::protocol::RefusalReason::Replaced;
        desk.input(Input::Link(LinkState::Refused { reason }));
        desk.input(Input::Press(Action::Main));
        desk
    }),
    ("33-unheard", || Desk::at(heard(Announced::Awaited))),
    ("34-no-display", || Desk::at(heard(Announced::NoDisplay))),
    ("37-priority-called", || Desk::at(fixture::with_priority(called()))),
    ("38-priority-visit", || {
        Desk::at(fixture::with_priority(fixture::on_a_visit(rich(serving()))))
    }),
    ("39-visit", || Desk::at(fixture::on_a_visit(serving()))),
    ("40-sent-on", || Desk::at(fixture::sent_on(idle()))),
    ("41-sent-on-serving", || {
        let mut view = fixture::sent_on(fixture::with_priority(called()));
        view.undo.as_mut().unwrap().step = Step::CompleteAndCall;
        Desk::at(view)
    }),
    ("43-has-come", || has_come(idle())),
    ("44-has-come-serving", || has_come(serving())),
    ("45-called-chosen", || {
        let mut desk = Desk::at(heard(Announced::Awaited));
        desk.input(Input::PickRow(0));
        desk
    }),
    ("42-priority-chosen", || {
        let mut desk = Desk::at(fixture::with_priority(idle()));
        desk.input(Input::PickRow(4));
        desk
    }),
    ("36-hall-tomorrow", || {
        let why = "queues.c.prefix: berlaku besok: masih ada 7 orang di antrean C";
        Desk::at(CounterView { waiting_change: Some(why.to_owned()), ..fixture::crowded() })
    }),
    ("46-device", || Desk::at(CounterView { devices: paper_out(), ..fixture::crowded() })),
];

fn has_come(view: CounterView) -> Desk {
    let mut desk = Desk::at(view);
    desk.input(Input::PickTab(Tab::Missed));
    desk.input(Input::PickRow(0));
    desk.input(Input::Press(Action::Take));
    desk
}

pub(super) fn heard(announced: Announced) -> CounterView {
    let mut view = called();
    let ticket = view.ticket.as_mut().unwrap();
    ticket.announced = announced;
    ticket.recall_from = Some(fixture::start_of_test().plus(Duration::from_secs(125)));
    ticket.no_show_from = fixture::start_of_test().plus(Duration::from_secs(125));
    view
}

fn searching(text: &str) -> Desk {
    let mut desk = Desk::at(fixture::crowded());
    for c in text.chars() {
        desk.input(Input::KeyDown { key: Key::Char(c), repeat: false });
    }
    desk
}

fn signing_in(filter: &str) -> Desk {
    let mut desk = Desk::in_lobby();
    for c in "Ratna W.".chars() {
        desk.input(Input::KeyDown { key: Key::Char(c), repeat: false });
    }
    desk.input(Input::KeyDown { key: Key::Tab, repeat: false });
    desk.input(Input::PickCounter(2));
    for c in filter.chars() {
        desk.input(Input::KeyDown { key: Key::Char(c), repeat: false });
    }
    desk
}

pub(super) fn in_state(state: CounterState) -> Desk {
    let mut desk = Desk::at(idle());
    desk.see(CounterView { state, ..idle() });
    desk.wait_ms(600);
    desk
}

pub(super) fn rich(mut view: CounterView) -> CounterView {
    let ticket = view.ticket.as_mut().unwrap();
    ticket.language = Language::En;
    ticket.shown = Some(antrean_shared::ticket::Shown::Unknown);
    ticket.note =
        Some("Berkas asli sudah diperiksa, tinggal tanda tangan kepala keluarga.".to_owned());
    view.waiting_total = 45;
    view
}

pub(super) fn with_undo(mut view: CounterView) -> CounterView {
    view.undo = Some(UndoOffer {
        step: Step::Complete,
        number: fixture::number("A012"),
        until: fixture::start_of_test().plus(Duration::from_secs(38)),
    });
    view
}

fn listing(tab: Tab) -> Desk {
    let mut desk = Desk::at(idle());
    desk.input(Input::PickTab(tab));
    desk.input(Input::KeyDown { key: Key::Down, repeat: false });
    desk
}

fn asking(action: Action, keys: &[Key]) -> Desk {
    let mut desk = Desk::at(serving());
    desk.input(Input::Press(action));
    for key in keys {
        desk.input(Input::KeyDown { key: *key, repeat: false });
    }
    desk
}

fn paper_out() -> Vec<DeviceTrouble> {
    let kiosk = |id: &str, trouble| DeviceTrouble {
        device: None,
        station: Station::Kiosk(id.parse().unwrap()),
        since: fixture::minutes_ago(4),
        troubles: vec![trouble],
    };
    vec![kiosk("2", Trouble::NotConnected), kiosk("1", Trouble::PaperOut)]
}
