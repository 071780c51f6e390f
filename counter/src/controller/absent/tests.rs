use crate::controller::{Effect, Input};
use crate::fixture::{Desk as Console, called, counter, idle, serving, ticket};
use crate::keys::{Action, Key};
use crate::screen::{AtCounterScreen, Body, DialogKind, DialogScreen, Tab, TakeKind};
use antrean_shared::command::Command;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::view::CounterView;
use std::time::Duration;

fn press(console: &mut Console, key: Key) -> Option<Command> {
    console.input(Input::KeyDown { key, repeat: false });
    asked(console.input(Input::KeyUp(key)))
}

fn asked(effects: Vec<Effect>) -> Option<Command> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Ask { command, .. } => Some(command),
        Effect::Watch(_) | Effect::Search(_) | Effect::Remember(_) => None,
    })
}

fn at_counter(console: &Console) -> AtCounterScreen {
    match console.controller.screen().body {
        Body::AtCounter(screen) => *screen,
        Body::Starting(_) | Body::SignIn(_) => panic!("not at the counter"),
    }
}

fn notice(console: &Console) -> String {
    console.controller.screen().notice.map(|notice| notice.text).unwrap_or_default()
}

fn question(console: &Console) -> DialogScreen {
    console.controller.screen().dialog.expect("a question is open")
}

/// The absent A007 is chosen.
fn has_come(view: CounterView) -> Console {
    let mut console = Console::at(view);
    console.input(Input::PickTab(Tab::Missed));
    console.input(Input::PickRow(0));
    console
}

#[test]
fn a_called_visitor_is_skipped_and_nobody_else_is() {
    let skip = Some(Command::Skip { counter: counter("3") });
    let mut console = Console::at(called());
    let button = at_counter(&console).skip;
    assert!(button.shown && button.enabled);
    assert_eq!(press(&mut console, Key::F(3)), skip);
    let mut console = Console::at(called());
    assert_eq!(asked(console.input(Input::Press(Action::Skip))), skip);
    for view in [serving(), idle()] {
        let mut console = Console::at(view);
        assert!(!at_counter(&console).skip.shown);
        assert_eq!(press(&mut console, Key::F(3)), None);
        assert_eq!(asked(console.input(Input::Press(Action::Skip))), None);
    }
}

#[test]
fn a_chosen_ticket_keeps_its_key_so_that_nobody_is_skipped_by_mistake() {
    let mut console = Console::at(called());
    console.input(Input::PickRow(0));
    assert_eq!(press(&mut console, Key::F(3)), None);
    assert_eq!(notice(&console), "Selesaikan A012 lebih dahulu.");
    console.input(Input::KeyDown { key: Key::F(3), repeat: false });
    console.input(Input::PickRow(0));
    assert_eq!(asked(console.input(Input::KeyUp(Key::F(3)))), None, "it meant the chosen one");
}

#[test]
fn nobody_is_skipped_where_nobody_could_be_called_instead() {
    let mut console = Console::at(CounterView { waiting: vec![], waiting_total: 0, ..called() });
    assert!(!at_counter(&console).skip.enabled);
    assert_eq!(press(&mut console, Key::F(3)), None);
    assert_eq!(notice(&console), "Belum ada yang menunggu.");
    let mut console = Console::at(CounterView { state: CounterState::Closing, ..called() });
    assert!(!at_counter(&console).skip.enabled);
    assert_eq!(press(&mut console, Key::F(3)), None);
}

#[test]
fn an_absent_visitor_who_has_come_is_called_or_put_back_after_a_question() {
    let call = Command::CallTicket { counter: counter("3"), ticket: ticket("A007") };
    let back = Command::Return { ticket: ticket("A007") };
    for (keys, command) in [(&[][..], call), (&[Key::Down][..], back)] {
        let mut console = has_come(idle());
        let chosen = at_counter(&console).lists.chosen.unwrap();
        assert!(chosen.take == TakeKind::HasCome && chosen.take_state.enabled);
        assert_eq!(press(&mut console, Key::F(3)), None, "first the question");
        let asks = question(&console);
        assert_eq!((asks.kind, asks.about.as_str()), (DialogKind::HasCome, "A007"));
        let rows: Vec<_> = asks.rows.iter().map(|row| (&*row.title, &*row.detail)).collect();
        let return_row = ("Kembalikan ke antrean", "Boleh kembali sampai 09.54");
        assert_eq!(rows, [("Panggil sekarang", ""), return_row]);
        for key in keys {
            press(&mut console, *key);
        }
        assert_eq!(press(&mut console, Key::Enter), Some(command));
    }
}

#[test]
fn while_a_visitor_is_in_hand_an_absent_one_is_put_back() {
    for view in [serving(), called(), CounterView { may_choose: false, ..idle() }] {
        let mut console = has_come(view);
        press(&mut console, Key::F(3));
        assert_eq!(question(&console).selected, Some(1), "the answer that is possible");
        assert!(!question(&console).rows[0].detail.is_empty(), "and why the other is not");
        console.input(Input::DialogRow(0));
        assert!(!question(&console).confirm.enabled);
        assert_eq!(press(&mut console, Key::Enter), None);
        assert!(!notice(&console).is_empty());
        console.input(Input::DialogRow(1));
        let back = Command::Return { ticket: ticket("A007") };
        assert_eq!(press(&mut console, Key::Enter), Some(back));
    }
}

#[test]
fn who_comes_too_late_is_not_put_back_even_while_the_question_is_open() {
    let mut console = has_come(idle());
    press(&mut console, Key::F(3));
    press(&mut console, Key::Down);
    console.now = console.now.plus(Duration::from_secs(21 * 60));
    assert_eq!(press(&mut console, Key::Enter), None);
    let over = "Waktu untuk kembali sudah habis, atau nomor ini sudah pernah kembali.";
    assert_eq!(notice(&console), over);
    press(&mut console, Key::Up);
    assert!(matches!(press(&mut console, Key::Enter), Some(Command::CallTicket { .. })));
}

#[test]
fn what_became_of_an_absent_visitor_is_said() {
    let mut console = has_come(serving());
    press(&mut console, Key::F(3));
    console.input(Input::KeyDown { key: Key::Enter, repeat: false });
    let effects = console.input(Input::KeyUp(Key::Enter));
    let [Effect::Ask { id, .. }] = effects[..] else { panic!("asked") };
    console.done(id, console.seq + 1);
    assert_eq!(notice(&console), "A007 kembali ke antrean dan dipanggil setelah beberapa orang.");
    assert_eq!(at_counter(&console).lists.selected, None);
    let mut console = has_come(serving());
    press(&mut console, Key::F(3));
    console.input(Input::KeyDown { key: Key::Enter, repeat: false });
    let effects = console.input(Input::KeyUp(Key::Enter));
    let [Effect::Ask { id, .. }] = effects[..] else { panic!("asked") };
    console.refuse(id, Rejection::ReturnUsed);
    assert_eq!(notice(&console), "Nomor ini sudah pernah kembali ke antrean.");
}

#[test]
fn the_question_ends_when_the_visitor_is_no_longer_absent() {
    let mut console = has_come(idle());
    press(&mut console, Key::F(3));
    console.see(CounterView { no_show: vec![], no_show_total: 0, ..idle() });
    assert!(console.controller.screen().dialog.is_none());
    assert!(notice(&console).starts_with("A007"));
}

#[test]
fn the_list_of_keys_names_what_a_shared_key_does() {
    let mut console = Console::at(called());
    press(&mut console, Key::F(1));
    let rows = question(&console).rows;
    let shared: Vec<_> =
        rows.iter().filter(|row| row.key == "F3").filter_map(|row| row.action).collect();
    assert_eq!(shared, [Action::Take, Action::Skip]);
    let caps: std::collections::BTreeSet<_> = fixture_caps(&rows);
    assert_eq!(caps.len() + 1, rows.len(), "no other key stands twice");
}

fn fixture_caps(rows: &[crate::screen::ChoiceLine]) -> std::collections::BTreeSet<&'static str> {
    rows.iter().map(|row| row.key).collect()
}
