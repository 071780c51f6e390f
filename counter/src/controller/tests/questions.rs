//! The questions over the desk, and what their answers ask.

use super::*;

#[test]
fn a_visitor_who_leaves_is_withdrawn_after_a_question_that_names_the_number() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(5));
    assert_eq!(console.controller.dialog_kind(), None, "the one being served is completed");
    type_text(&mut console, "a016");
    press(&mut console, Key::F(5));
    let dialog = console.controller.screen().dialog.unwrap();
    assert_eq!((dialog.kind, dialog.about.as_str()), (DialogKind::Cancel, "A016"));
    let cancel = Command::Cancel { ticket: ticket("A016") };
    assert_eq!(press(&mut console, Key::Enter), Some(cancel));
    let id = pending_id(&console);
    console.done(id, console.seq);
    assert_eq!(notice(&console), "A016 dibatalkan.");
    let mut console = Console::at(called());
    press(&mut console, Key::F(5));
    assert_eq!(console.controller.screen().dialog.unwrap().about, "A012", "the one on the way");
    press(&mut console, Key::Escape);
    assert_eq!(console.controller.dialog_kind(), None);
    for (tab, about) in [(Tab::Parked, "A004"), (Tab::Missed, "A007")] {
        let mut console = Console::at(idle());
        console.input(Input::PickTab(tab));
        console.input(Input::PickRow(0));
        console.input(Input::Press(Action::Cancel));
        let dialog = console.controller.screen().dialog.unwrap();
        assert_eq!((dialog.kind, dialog.about.as_str()), (DialogKind::Cancel, about));
    }
}

#[test]
fn before_closing_it_is_said_whom_nobody_else_could_serve() {
    let alone = |view: CounterView| {
        let mut console = Console::at(view);
        press(&mut console, Key::F(11));
        let dialog = console.controller.screen().dialog.unwrap();
        (dialog.waiting, dialog.alone, dialog.alone_or_more)
    };
    assert_eq!(alone(idle()), (8, 0, false), "counters 1 and 4 are open for the same queue");
    let others = |view: &mut CounterView| view.others.retain(|other| other.counter == counter("2"));
    let mut view = idle();
    others(&mut view);
    assert_eq!(alone(view.clone()), (8, 10, false), "counter 2 is on a break; two are parked");
    view.waiting_total = 45;
    assert_eq!(alone(view), (45, 10, true));
}

#[test]
fn a_chosen_ticket_is_called_where_the_hall_allows_it() {
    let mut console = Console::at(idle());
    for _ in 0..3 {
        console.input(Input::KeyDown { key: Key::Down, repeat: true });
    }
    assert_eq!(
        press(&mut console, Key::F(3)),
        Some(Command::CallTicket { counter: here(), ticket: ticket("A015") })
    );
    let mut console = Console::at(CounterView { may_choose: false, ..idle() });
    console.input(Input::KeyDown { key: Key::Down, repeat: false });
    assert!(!at_counter(&console).lists.chosen.unwrap().take_state.shown);
    assert!(press(&mut console, Key::F(3)).is_none());
    assert_eq!(notice(&console), "Di sini nomor dipanggil menurut urutan.");
    console.input(Input::KeyDown { key: Key::Right, repeat: false });
    console.input(Input::KeyDown { key: Key::Down, repeat: false });
    assert!(press(&mut console, Key::F(3)).is_some(), "a parked visitor may always be resumed");
}

#[test]
fn a_choice_follows_its_ticket_and_ends_when_it_leaves_the_list() {
    let mut console = Console::at(idle());
    type_text(&mut console, "15");
    let mut view = idle();
    view.waiting.remove(0);
    console.see(view.clone());
    assert_eq!(at_counter(&console).lists.selected, Some(0));
    view.waiting.retain(|row| row.number != number("A015"));
    console.see(view);
    assert_eq!(at_counter(&console).lists.selected, None);
}

#[test]
fn while_a_visitor_is_in_hand_a_chosen_ticket_waits() {
    let mut console = Console::at(serving());
    type_text(&mut console, "A004");
    assert!(press(&mut console, Key::F(3)).is_none());
    assert_eq!(notice(&console), "Selesaikan A012 lebih dahulu.");
}

#[test]
fn parking_takes_a_reason_of_the_hall_and_a_time_of_return() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(4));
    assert!(press(&mut console, Key::Enter).is_none());
    assert_eq!(notice(&console), "Pilih atau ketik alasan.");
    console.input(Input::KeyDown { key: Key::Down, repeat: false });
    console.input(Input::KeyDown { key: Key::Right, repeat: false });
    let until = Timestamp(fixture::start_of_test().0 + 16 * 60_000);
    assert_eq!(
        press(&mut console, Key::Enter),
        Some(Command::Park {
            counter: here(),
            reason: "Melengkapi berkas".to_owned(),
            until: Some(until),
        }),
        "a quarter of an hour, on the full minute"
    );
}

#[test]
fn a_reason_of_the_hall_goes_to_the_record_in_its_own_language() {
    let mut console = Console::at(idle());
    press(&mut console, Key::F(12));
    press(&mut console, Key::F(10));
    console.input(Input::KeyDown { key: Key::Down, repeat: false });
    assert_eq!(console.controller.screen().dialog.unwrap().rows[0].title, "Meal");
    let reason = "Istirahat makan".to_owned();
    assert_eq!(
        press(&mut console, Key::Enter),
        Some(Command::PauseCounter { counter: here(), reason })
    );
}

#[test]
fn a_typed_reason_keeps_its_blanks_and_asks_for_nothing_on_the_way() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(4));
    type_text(&mut console, "Ambil foto 3 x 4");
    let command = press(&mut console, Key::Enter);
    let reason = "Ambil foto 3 x 4".to_owned();
    assert_eq!(command, Some(Command::Park { counter: here(), reason, until: None }));
    assert!(console.controller.lists.query.is_empty());
}

#[test]
fn a_visitor_is_sent_to_a_queue_a_service_a_counter_or_an_officer() {
    let target = |rights: usize, typed: &str| {
        let mut console = Console::at(serving());
        press(&mut console, Key::F(6));
        for _ in 0..rights {
            console.input(Input::KeyDown { key: Key::Right, repeat: false });
        }
        type_text(&mut console, typed);
        match press(&mut console, Key::Enter) {
            Some(Command::Transfer { ticket: None, to, .. }) => to,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(target(0, "polres"), TransferTarget::Queue(QueueId::new("polres").unwrap()));
    assert_eq!(target(1, "kartu kel"), TransferTarget::Service(ServiceId::new("kk").unwrap()));
    assert_eq!(target(2, "loket 2"), TransferTarget::Counter(counter("2")));
    assert_eq!(target(3, "dewi"), TransferTarget::Officer(Officer::new("Dewi Lestari").unwrap()));
}

#[test]
fn a_waiting_ticket_can_be_sent_elsewhere_while_nobody_is_in_hand() {
    let mut console = Console::at(idle());
    type_text(&mut console, "A016");
    press(&mut console, Key::F(6));
    type_text(&mut console, "dpmptsp");
    let to = TransferTarget::Queue(QueueId::new("perizinan").unwrap());
    let expected =
        Command::Transfer { counter: here(), ticket: Some(ticket("A016")), to, come_back: false };
    assert_eq!(press(&mut console, Key::Enter), Some(expected));
}

#[test]
fn a_question_about_a_ticket_that_has_left_ends_and_says_so() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(4));
    console.see(idle());
    assert_eq!(console.controller.dialog_kind(), None);
    assert_eq!(notice(&console), "A012 sudah tidak berada di loket ini.");
}

#[test]
fn enter_held_over_a_question_does_not_reach_the_desk() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(1));
    console.input(Input::KeyDown { key: Key::Enter, repeat: false });
    console.input(Input::DialogDismiss);
    assert!(asked(console.input(Input::KeyUp(Key::Enter))).is_none());
}

#[test]
fn a_note_is_kept_with_random_bits_from_outside() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(7));
    type_text(&mut console, "Bawa KK asli");
    assert_eq!(
        press(&mut console, Key::Enter),
        Some(Command::SetNote {
            ticket: ticket("A012"),
            text: "Bawa KK asli".to_owned(),
            salt: Token::from_bits(9),
        })
    );
    let id = pending_id(&console);
    console.done(id, console.seq);
    assert_eq!(notice(&console), "Catatan A012 disimpan.");
}
