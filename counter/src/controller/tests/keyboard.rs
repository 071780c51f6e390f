//! Keys and touches: what each asks, and when it asks nothing.

use super::*;

/// Every state of the desk and every key with an action: the command it asks for, if any.
#[test]
fn each_key_asks_in_each_state_for_what_it_says_and_for_nothing_else() {
    let counter = here;
    let open = || {
        let officer = Officer::new("Ratna W.").unwrap();
        Some(Command::OpenCounter { counter: here(), officer })
    };
    let undo = || Some(Command::Undo { counter: here() });
    let call = Some(Command::CallNext { counter: counter() });
    let serve = Some(Command::Serve { counter: counter() });
    let complete = || Some(Command::Complete { counter: here(), outcome: None });
    let both = Some(Command::CompleteAndCallNext { counter: counter(), outcome: None });
    let recall = Some(Command::Recall { counter: counter() });
    // Space, Enter, F2 recall, F8 no-show, F9 undo
    let table: [(&str, CounterView, [Option<Command>; 5]); 10] = [
        ("idle", idle(), [call, None, None, None, None]),
        ("empty", nobody_waits(), [None, None, None, None, None]),
        ("called", called(), [serve, None, recall, None, undo()]),
        ("serving", serving(), [both, complete(), None, None, None]),
        ("paused", with_state(CounterState::Paused), [open(), None, None, None, None]),
        ("closing", with_state(CounterState::Closing), [None, None, None, None, None]),
        ("closing, in hand", closing_in_hand(), [complete(), None, None, None, None]),
        ("closed", with_state(CounterState::Closed), [open(), None, None, None, None]),
        ("elsewhere", elsewhere(), [open(), None, None, None, None]),
        (
            "elsewhere, in hand",
            CounterView { device: None, ..serving() },
            [open(), None, None, None, None],
        ),
    ];
    let keys = [Key::Space, Key::Enter, Key::F(2), Key::F(8), Key::F(9)];
    for (name, view, commands) in table {
        for (key, command) in keys.into_iter().zip(commands) {
            let mut console = Console::at(idle());
            console.see(view.clone());
            console.wait_ms(600);
            assert_eq!(press(&mut console, key), command, "{name}, {key:?}");
        }
    }
}

#[test]
fn questions_open_only_where_they_have_a_meaning() {
    use DialogKind::{Cancel, Close, Help, Note, Park, Pause, Transfer};
    let keys = [4, 5, 6, 7, 10, 11, 1].map(Key::F);
    let (park, send, note) = (Some(Park), Some(Transfer), Some(Note));
    let (pause, close, help) = (Some(Pause), Some(Close), Some(Help));
    let state = with_state;
    let table: [(&str, CounterView, [Option<DialogKind>; 7]); 6] = [
        ("idle", idle(), [None, None, None, None, pause, close, help]),
        ("called", called(), [park, Some(Cancel), send, note, None, None, help]),
        ("serving", serving(), [park, None, send, note, None, None, help]),
        ("paused", state(CounterState::Paused), [None, None, None, None, None, close, help]),
        ("closing", state(CounterState::Closing), [None, None, None, None, None, None, help]),
        ("closed", state(CounterState::Closed), [None, None, None, None, None, None, help]),
    ];
    for (name, view, kinds) in table {
        for (key, kind) in keys.into_iter().zip(kinds) {
            let mut console = Console::at(idle());
            console.see(view.clone());
            console.wait_ms(600);
            assert_eq!(press(&mut console, key), None);
            assert_eq!(console.controller.dialog_kind(), kind, "{name}, {key:?}");
        }
    }
}

#[test]
fn a_counter_with_a_ticket_in_hand_says_what_to_finish_before_it_pauses() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(10));
    assert_eq!(notice(&console), "Selesaikan A012 lebih dahulu.");
}

#[test]
fn a_held_key_acts_once_and_a_repeat_never() {
    let mut console = Console::at(idle());
    assert!(console.input(Input::KeyDown { key: Key::Space, repeat: false }).is_empty());
    for _ in 0..5 {
        assert!(console.input(Input::KeyDown { key: Key::Space, repeat: true }).is_empty());
    }
    assert!(asked(console.input(Input::KeyUp(Key::Space))).is_some());
    assert!(asked(console.input(Input::KeyUp(Key::Space))).is_none());
    let mut console = Console::at(idle());
    console.input(Input::KeyDown { key: Key::Space, repeat: true });
    assert!(asked(console.input(Input::KeyUp(Key::Space))).is_none(), "it began somewhere else");
}

#[test]
fn the_keyboard_is_deaf_for_600_ms_after_the_main_action_changed_its_meaning() {
    for (ms, hears) in [(0, false), (599, false), (600, true)] {
        let mut console = Console::at(called());
        console.see(serving());
        console.wait_ms(ms);
        assert_eq!(press(&mut console, Key::Space).is_some(), hears, "{ms} ms");
    }
    let mut console = Console::at(called());
    console.see(serving());
    console.wait_ms(599);
    console.input(Input::KeyDown { key: Key::Space, repeat: false });
    console.wait_ms(100);
    assert!(asked(console.input(Input::KeyUp(Key::Space))).is_none(), "pressed while deaf");
    assert!(asked(console.input(Input::Press(Action::Main))).is_some(), "no longer deaf");
}

#[test]
fn a_touch_is_as_deaf_as_the_keyboard_and_the_list_of_keys_is_not() {
    let mut console = Console::at(called());
    console.see(serving());
    assert!(asked(console.input(Input::Press(Action::Complete))).is_none());
    press(&mut console, Key::F(1));
    assert_eq!(console.controller.dialog_kind(), Some(DialogKind::Help));
}

#[test]
fn a_key_released_into_another_meaning_does_nothing() {
    let mut console = Console::at(called());
    console.input(Input::KeyDown { key: Key::Space, repeat: false });
    console.see(serving());
    console.wait_ms(700);
    assert!(asked(console.input(Input::KeyUp(Key::Space))).is_none());
}

#[test]
fn a_clock_that_is_set_back_leaves_nobody_deaf() {
    let mut console = Console::at(called());
    console.see(serving());
    console.now = console.now.minus(Duration::from_secs(3_600));
    console.input(Input::Tick);
    assert!(press(&mut console, Key::Space).is_some());
}

#[test]
fn a_second_press_is_not_a_second_command_until_the_view_has_come() {
    let mut console = Console::at(idle());
    assert!(press(&mut console, Key::Space).is_some());
    let id = pending_id(&console);
    assert!(press(&mut console, Key::Space).is_none());
    console.done(id, console.seq + 1);
    assert!(press(&mut console, Key::Space).is_none(), "answered, but the view is not there yet");
    console.see(called());
    console.wait_ms(600);
    assert_eq!(press(&mut console, Key::Space), Some(Command::Serve { counter: here() }));
}

#[test]
fn buttons_turn_grey_only_when_the_answer_takes_its_time() {
    let mut console = Console::at(idle());
    press(&mut console, Key::Space);
    let state = |console: &Console| at_counter(console).main.state;
    assert!(state(&console).enabled && !state(&console).busy);
    console.wait_ms(200);
    assert!(!state(&console).enabled && state(&console).busy);
    press(&mut console, Key::Space);
    assert_eq!(notice(&console), "Perintah sebelumnya masih diproses.");
}

#[test]
fn a_command_that_changed_nothing_on_screen_does_not_block_for_ever() {
    let mut console = Console::at(serving());
    press(&mut console, Key::F(7));
    press(&mut console, Key::Enter);
    let id = pending_id(&console);
    console.done(id, console.seq + 5);
    console.wait_ms(1_499);
    assert!(press(&mut console, Key::Space).is_none());
    console.wait_ms(1);
    assert!(press(&mut console, Key::Space).is_some());
}
