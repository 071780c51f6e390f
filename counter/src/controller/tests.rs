use super::*;
use crate::fixture::{
    self, Desk as Console, called, counter, idle, nothing_found, number, serving, ticket,
};
use crate::screen::{Body, DeskScreen, LinkLine, ListHint, RowMark};
use antrean_shared::command::TransferTarget;
use antrean_shared::id::{Officer, QueueId, ServiceId};
use antrean_shared::link::LinkState;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::view::Announced;

/// Presses and releases a key, and returns what is asked of the hub.
fn press(console: &mut Console, key: Key) -> Option<Command> {
    let down = console.input(Input::KeyDown { key, repeat: false });
    assert!(asked(down).is_none(), "{key:?} acts on release, never on press");
    asked(console.input(Input::KeyUp(key)))
}

fn asked(effects: Vec<Effect>) -> Option<Command> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Ask { command, .. } => Some(command),
        Effect::Watch(_) | Effect::Search(_) | Effect::Remember(_) => None,
    })
}

fn pending_id(console: &Console) -> CommandId {
    console.controller.pending.as_ref().expect("a command is under way").id
}

fn at_counter(console: &Console) -> crate::screen::AtCounterScreen {
    match console.controller.screen().body {
        Body::AtCounter(screen) => *screen,
        Body::Starting(_) | Body::SignIn(_) => panic!("not at the counter"),
    }
}

fn notice(console: &Console) -> String {
    console.controller.screen().notice.map(|notice| notice.text).unwrap_or_default()
}

fn type_text(console: &mut Console, text: &str) {
    for c in text.chars() {
        let key = if c == ' ' { Key::Space } else { Key::Char(c) };
        console.input(Input::KeyDown { key, repeat: false });
        console.input(Input::KeyUp(key));
    }
}

fn here() -> CounterId {
    counter("3")
}

fn with_state(state: CounterState) -> CounterView {
    CounterView { state, ..idle() }
}

fn nobody_waits() -> CounterView {
    CounterView { waiting: vec![], waiting_total: 0, longest_since: None, ..idle() }
}

fn elsewhere() -> CounterView {
    CounterView { device: Some(DeviceId::new("tablet").unwrap()), ..idle() }
}

fn closing_in_hand() -> CounterView {
    CounterView { state: CounterState::Closing, ..serving() }
}

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

#[test]
fn what_the_hub_refuses_is_said_with_names_and_times() {
    let mut console = Console::at(idle());
    press(&mut console, Key::Space);
    let id = pending_id(&console);
    console.refuse(id, Rejection::OfficerElsewhere { counter: counter("5") });
    let said = console.controller.screen().notice.unwrap();
    assert_eq!(said.kind, NoticeKind::Refusal);
    assert_eq!(said.text, "Nama ini sedang bertugas di Loket 5. Tutup loket itu lebih dahulu.");
    assert!(press(&mut console, Key::Space).is_some(), "it may be tried again at once");
}

#[test]
fn an_outcome_that_is_not_known_is_said_so_and_the_next_view_is_the_truth() {
    let mut console = Console::at(called());
    press(&mut console, Key::Space);
    let id = pending_id(&console);
    console.wait_ms(10_000);
    console.input(Input::Reply(Box::new(Reply::Unknown { id })));
    assert_eq!(console.controller.screen().notice.unwrap().kind, NoticeKind::Warning);
    console.see(serving());
    let DeskScreen::InHand(hand) = at_counter(&console).desk else { panic!("served") };
    assert!(hand.serving);
}

#[test]
fn an_answer_to_somebody_elses_command_says_nothing() {
    let mut console = Console::at(idle());
    press(&mut console, Key::Space);
    let other = CommandId(uuid::Uuid::from_u128(4_711));
    console.refuse(other, Rejection::QueueEmpty);
    console.input(Input::Reply(Box::new(Reply::Unknown { id: other })));
    assert_eq!(notice(&console), "");
    assert!(console.controller.pending.is_some());
}

#[test]
fn a_full_link_is_said() {
    let mut console = Console::at(idle());
    press(&mut console, Key::Space);
    let id = pending_id(&console);
    console.input(Input::Full(id));
    assert!(notice(&console).starts_with("Terlalu banyak perintah"));
    assert!(console.controller.pending.is_none());
}

#[test]
fn a_lost_link_keeps_the_view_says_since_when_and_comes_back_by_itself() {
    let mut console = Console::at(serving());
    let since = console.now;
    console.input(Input::Link(LinkState::Lost { since }));
    let screen = console.controller.screen();
    assert_eq!(screen.link, LinkLine::Lost("09.33".to_owned()));
    let desk = at_counter(&console);
    assert!(matches!(desk.desk, DeskScreen::InHand(_)), "the view is kept");
    for (name, button) in [
        ("main", &desk.main.state),
        ("complete", &desk.complete),
        ("park", &desk.park),
        ("transfer", &desk.transfer),
        ("note", &desk.note),
    ] {
        assert!(button.shown && !button.enabled, "{name}");
    }
    assert!(press(&mut console, Key::Space).is_none());
    assert!(notice(&console).starts_with("Terputus sejak 09.33."));
    assert_eq!(console.controller.screen().notice.unwrap().kind, NoticeKind::Warning);
    console.input(Input::Link(LinkState::Connected { training: false }));
    console.see(serving());
    assert!(at_counter(&console).main.state.enabled);
    assert!(press(&mut console, Key::Space).is_some());
}

#[test]
fn a_hub_that_does_not_want_this_console_any_more_is_said_with_its_reason() {
    let mut console = Console::at(serving());
    let reason = RefusalReason::Replaced;
    console.input(Input::Link(LinkState::Refused { reason }));
    assert!(!at_counter(&console).main.state.enabled);
    assert!(press(&mut console, Key::Space).is_none());
    assert!(notice(&console).starts_with("Perangkat lain dengan nama yang sama"));
    assert_eq!(console.controller.screen().notice.unwrap().kind, NoticeKind::Warning);
}

#[test]
fn recall_and_no_show_wait_for_their_instant_and_say_so() {
    let mut view = called();
    view.ticket.as_mut().unwrap().recall_from =
        Some(fixture::start_of_test().plus(Duration::from_secs(10)));
    let mut console = Console::at(view);
    let desk = at_counter(&console);
    assert_eq!((desk.recall.enabled, desk.recall.wait_seconds), (false, 10));
    assert_eq!((desk.no_show.enabled, desk.no_show.wait_seconds), (false, 20));
    assert!(press(&mut console, Key::F(8)).is_none());
    assert_eq!(notice(&console), "Tidak hadir dapat dicatat mulai 09.33.20.");
    assert!(press(&mut console, Key::F(2)).is_none());
    assert_eq!(notice(&console), "Panggilan ulang dapat dilakukan mulai 09.33.10.");
    console.wait_ms(20_000);
    assert_eq!(press(&mut console, Key::F(8)), Some(Command::NoShow { counter: here() }));
    let mut view = called();
    view.ticket.as_mut().unwrap().recall_from = None;
    let mut console = Console::at(view);
    assert!(at_counter(&console).recalls_used_up);
    assert!(press(&mut console, Key::F(2)).is_none());
    assert_eq!(notice(&console), "Panggilan ulang sudah mencapai batas.");
}

#[test]
fn until_the_hall_has_heard_a_call_its_instants_are_the_latest_and_may_come_nearer() {
    let mut view = called();
    let latest = fixture::start_of_test().plus(Duration::from_secs(125));
    let ticket = view.ticket.as_mut().unwrap();
    ticket.announced = Announced::Awaited;
    (ticket.recall_from, ticket.no_show_from) = (Some(latest), latest);
    let mut console = Console::at(view.clone());
    let desk = at_counter(&console);
    assert!(!desk.recall.enabled && !desk.no_show.enabled);
    assert_eq!((desk.recall.wait_seconds, desk.no_show.wait_seconds), (0, 0), "nobody knows yet");
    assert!(desk.main.state.enabled, "the visitor may be here all the same");
    assert!(press(&mut console, Key::F(2)).is_none());
    assert_eq!(
        notice(&console),
        "Panggilan ini belum diumumkan. Panggil ulang dan tidak hadir menyusul, paling lambat 09.35.05."
    );
    let heard = console.now.plus(Duration::from_secs(45));
    let ticket = view.ticket.as_mut().unwrap();
    ticket.announced = Announced::Reported;
    (ticket.recall_from, ticket.no_show_from) = (Some(heard), heard);
    console.see(view.clone());
    assert_eq!(at_counter(&console).recall.wait_seconds, 45);
    console.wait_ms(45_000);
    assert!(at_counter(&console).recall.enabled);
    view.ticket.as_mut().unwrap().announced = Announced::Awaited;
    view.ticket.as_mut().unwrap().recall_from = Some(latest);
    let mut console = Console::at(view);
    console.wait_ms(125_000);
    assert!(press(&mut console, Key::F(2)).is_some(), "after two minutes it counts as heard");
}

#[test]
fn undo_is_offered_while_it_lasts() {
    let mut console = Console::at(called());
    let offer = at_counter(&console).undo.unwrap();
    assert_eq!((offer.number.as_str(), offer.seconds), ("A012", 20));
    console.wait_ms(20_000);
    assert!(at_counter(&console).undo.is_none());
    assert!(press(&mut console, Key::F(9)).is_none());
}

#[test]
fn letters_and_digits_search_in_every_list_and_escape_ends_it() {
    let mut console = Console::at(idle());
    type_text(&mut console, "a01");
    let lists = at_counter(&console).lists;
    assert_eq!((lists.query.as_str(), lists.tab, lists.selected), ("A01", Tab::Waiting, Some(0)));
    assert_eq!(lists.rows.len(), 7, "A1020 does not hold A01");
    console.input(Input::KeyDown { key: Key::Backspace, repeat: false });
    type_text(&mut console, "99");
    let lists = at_counter(&console).lists;
    assert_eq!((lists.tab, lists.rows.len()), (Tab::Waiting, 0));
    assert_eq!(lists.hint, ListHint::None, "a flash of words would only disturb");
    console.wait_ms(200);
    assert_eq!(at_counter(&console).lists.hint, ListHint::Searching);
    console.input(Input::KeyDown { key: Key::Escape, repeat: false });
    type_text(&mut console, "004");
    assert_eq!(at_counter(&console).lists.tab, Tab::Parked, "found in another list");
    assert_eq!(
        press(&mut console, Key::F(3)),
        Some(Command::Resume { counter: here(), ticket: ticket("A004") })
    );
}

fn waits(text: &str) -> antrean_shared::view::WaitingTicket {
    antrean_shared::view::WaitingTicket {
        id: ticket(text),
        number: number(text),
        ..idle().waiting[0].clone()
    }
}

fn searched(effects: Vec<Effect>) -> Option<(u64, String)> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Search(search) => Some((search.search, search.text.to_string())),
        Effect::Ask { .. } | Effect::Watch(_) | Effect::Remember(_) => None,
    })
}

#[test]
fn a_number_beyond_the_first_thirty_is_found_by_the_hub_and_called() {
    let mut console = Console::at(idle());
    type_text(&mut console, "a04");
    let last = console.input(Input::KeyDown { key: Key::Char('5'), repeat: false });
    assert_eq!(searched(last), Some((4, "A045".to_owned())));
    let old = Found { waiting: vec![waits("A041")], waiting_total: 1, ..nothing_found(3) };
    console.found(old);
    assert_eq!(at_counter(&console).lists.rows.len(), 0, "an answer to an older text");
    let found = Found { waiting: vec![waits("A045")], waiting_total: 1, ..nothing_found(4) };
    console.found(found);
    let lists = at_counter(&console).lists;
    assert_eq!((lists.tab, lists.selected, lists.hint), (Tab::Waiting, Some(0), ListHint::None));
    assert_eq!(lists.chosen.unwrap().number, "A045");
    let call = Some(Command::CallTicket { counter: here(), ticket: ticket("A045") });
    assert_eq!(press(&mut console, Key::F(3)), call);
    let id = pending_id(&console);
    console.done(id, console.seq);
    assert_eq!(at_counter(&console).lists.query, "", "it has been dealt with");
}

#[test]
fn the_very_number_is_chosen_wherever_it_is_listed() {
    let mut console = Console::at(idle());
    type_text(&mut console, "a4");
    let lists = at_counter(&console).lists;
    assert_eq!(lists.tab, Tab::Parked, "A004, and not A014 of the open list");
    assert_eq!(lists.chosen.unwrap().number, "A004");
}

#[test]
fn an_answer_never_changes_what_a_pressed_key_is_about() {
    let mut console = Console::at(idle());
    type_text(&mut console, "a01");
    console.input(Input::KeyDown { key: Key::F(3), repeat: false });
    let found = Found { waiting: vec![waits("A010"), waits("A013")], ..nothing_found(3) };
    console.found(Found { waiting_total: 2, ..found });
    assert_eq!(at_counter(&console).lists.chosen.unwrap().number, "A010");
    assert!(asked(console.input(Input::KeyUp(Key::F(3)))).is_none(), "it was about A013");
}

#[test]
fn what_an_officer_chose_stays_chosen_when_the_hub_answers() {
    let mut console = Console::at(idle());
    type_text(&mut console, "a01");
    console.input(Input::KeyDown { key: Key::Down, repeat: false });
    let found = Found { waiting: vec![waits("A010"), waits("A014")], ..nothing_found(3) };
    console.found(Found { waiting_total: 2, ..found });
    assert_eq!(at_counter(&console).lists.chosen.unwrap().number, "A014");
}

#[test]
fn a_search_is_asked_again_when_the_view_changed_or_nothing_came_and_not_else() {
    let mut console = Console::at(idle());
    let first = console.input(Input::KeyDown { key: Key::Char('9'), repeat: false });
    assert_eq!(searched(first), Some((1, "9".to_owned())));
    assert_eq!(searched(console.wait_ms(1_999)), None);
    assert_eq!(searched(console.wait_ms(1)), Some((2, "9".to_owned())));
    assert_eq!(searched(console.found(nothing_found(2))), None);
    assert_eq!(searched(console.wait_ms(60_000)), None);
    assert_eq!(searched(console.see(idle())), Some((3, "9".to_owned())));
    let since = console.now;
    assert_eq!(searched(console.input(Input::Link(LinkState::Lost { since }))), None);
    assert_eq!(searched(console.wait_ms(5_000)), None, "nobody hears it");
    let back = console.input(Input::Link(LinkState::Connected { training: false }));
    assert_eq!(searched(back), Some((4, "9".to_owned())));
    let gone = console.input(Input::KeyDown { key: Key::Backspace, repeat: false });
    assert_eq!(searched(gone), None);
    assert_eq!(searched(console.wait_ms(5_000)), None, "nothing is typed any more");
}

#[test]
fn a_number_that_is_not_listed_is_said_to_be_where_it_is() {
    let hint = |typed: &str, elsewhere: Option<(TicketState, Option<&str>)>| {
        let mut console = Console::at(idle());
        type_text(&mut console, typed);
        let elsewhere = elsewhere.map(|(state, at)| antrean_shared::search::Whereabouts {
            number: number("B003"),
            queue: QueueId::new("perizinan").unwrap(),
            state,
            counter: at.map(counter),
        });
        let search = console.controller.searches;
        console.found(Found { elsewhere, ..nothing_found(search) });
        let hint = at_counter(&console).lists.hint;
        if let ListHint::Said(text) = &hint { text.clone() } else { format!("{hint:?}") }
    };
    assert_eq!(
        hint("b3", Some((TicketState::Serving, Some("7")))),
        "B003 sedang dilayani di Loket 7."
    );
    assert_eq!(
        hint("b003", Some((TicketState::Waiting, None))),
        "B003 menunggu di antrean DPMPTSP, tetapi tidak untuk loket ini. Mohon pengunjung menunggu panggilan di sana."
    );
    assert!(hint("a4711", None).starts_with("Hub tidak mengenal nomor A4711 hari ini."));
    assert_eq!(hint("99", None), "NotFound");
    let mut console = Console::at(idle());
    let since = console.now;
    console.input(Input::Link(LinkState::Lost { since }));
    type_text(&mut console, "99");
    assert_eq!(at_counter(&console).lists.hint, ListHint::NotFoundInView);
}

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

#[test]
fn an_officer_signs_in_by_keyboard_alone() {
    let mut console = Console::in_lobby();
    assert!(press(&mut console, Key::Enter).is_none());
    assert_eq!(notice(&console), "Ketik nama petugas.");
    type_text(&mut console, "Ratna W.");
    console.input(Input::KeyDown { key: Key::Tab, repeat: false });
    type_text(&mut console, "loket 3");
    let officer = Officer::new("Ratna W.").unwrap();
    assert_eq!(
        press(&mut console, Key::Enter),
        Some(Command::OpenCounter { counter: here(), officer: officer.clone() })
    );
    let id = pending_id(&console);
    let effects = console.done(id, 12);
    assert!(effects.contains(&Effect::Watch(Some(here()))));
    let memory = Memory {
        counter: Some(here()),
        counter_last: Some(here()),
        officer: Some(officer),
        language: None,
        strip: false,
    };
    assert!(effects.contains(&Effect::Remember(memory)));
    assert_eq!(at_counter(&console).desk, DeskScreen::Loading);
    console.seq = 11;
    console.see(idle());
    assert!(matches!(at_counter(&console).desk, DeskScreen::Next(_)));
    console.wait_ms(600);
    assert!(press(&mut console, Key::Space).is_some());
}

#[test]
fn a_taken_counter_is_said_by_whom() {
    let mut console = Console::in_lobby();
    type_text(&mut console, "Ratna");
    console.input(Input::PickCounter(0));
    press(&mut console, Key::Enter);
    let id = pending_id(&console);
    let officer = Officer::new("Sri Wahyuni").unwrap();
    console.refuse(id, Rejection::CounterTaken { officer });
    assert_eq!(notice(&console), "Loket ini sedang dipakai oleh Sri Wahyuni.");
    assert!(matches!(console.controller.screen().body, Body::SignIn(_)));
}

#[test]
fn a_restarted_console_goes_on_only_where_the_hub_says_it_still_sits() {
    let memory = Memory { counter: Some(here()), ..Memory::default() };
    let start = |view: CounterView| {
        let (mut console, effects) = Console::new(memory.clone());
        assert_eq!(effects, [Effect::Watch(Some(here()))]);
        console.input(Input::Catalogue(Arc::new(fixture::catalogue())));
        console.input(Input::Link(LinkState::Connected { training: false }));
        assert!(matches!(console.controller.screen().body, Body::Starting(_)));
        let effects = console.see(view);
        (console, effects)
    };
    let (console, effects) = start(serving());
    assert!(effects.is_empty());
    assert!(matches!(at_counter(&console).desk, DeskScreen::InHand(_)));
    for gone in [elsewhere(), with_state(CounterState::Closed)] {
        let (_, effects) = start(gone);
        assert!(effects.contains(&Effect::Watch(None)), "back to the choice of counters");
    }
}

#[test]
fn a_remembered_counter_that_the_hall_does_not_know_is_let_go() {
    let (mut console, _) = Console::new(Memory { counter: Some(here()), ..Memory::default() });
    let effects =
        console.input(Input::Link(LinkState::Refused { reason: RefusalReason::UnknownId }));
    assert!(effects.contains(&Effect::Watch(None)));
}

#[test]
fn closing_leads_back_to_the_counters_once_the_view_says_closed() {
    let mut console = Console::at(idle());
    press(&mut console, Key::F(11));
    assert_eq!(
        press(&mut console, Key::Enter),
        Some(Command::CloseCounter { counter: here(), reason: None })
    );
    let id = pending_id(&console);
    let done = antrean_shared::protocol::Done {
        seq: console.seq + 1,
        unserved: Some(3),
        ..Default::default()
    };
    let outcome = antrean_shared::protocol::Outcome::Done(done);
    console.input(Input::Reply(Box::new(Reply::Answered { id, outcome })));
    let effects = console.see(with_state(CounterState::Closed));
    assert!(effects.contains(&Effect::Watch(None)));
    assert!(notice(&console).starts_with("3 nomor kini tidak dapat dilayani"));
}

#[test]
fn a_counter_closed_by_others_says_so_and_stays_until_the_officer_chooses() {
    let mut console = Console::at(idle());
    let effects = console.see(with_state(CounterState::Closed));
    assert!(effects.is_empty());
    assert_eq!(at_counter(&console).desk, DeskScreen::Closed);
    console.wait_ms(600);
    console.input(Input::KeyDown { key: Key::Enter, repeat: false });
    let effects = console.input(Input::KeyUp(Key::Enter));
    assert!(effects.contains(&Effect::Watch(None)));
}

#[test]
fn a_view_of_another_counter_is_not_this_desks() {
    let mut console = Console::at(serving());
    let before = console.controller.screen();
    console.see(CounterView { counter: counter("4"), ..idle() });
    assert_eq!(console.controller.screen(), before);
}

#[test]
fn the_language_changes_at_once_and_is_remembered() {
    let mut console = Console::at(idle());
    console.input(Input::KeyDown { key: Key::F(12), repeat: false });
    let effects = console.input(Input::KeyUp(Key::F(12)));
    let remembers =
        |e: &Effect| matches!(e, Effect::Remember(m) if m.language == Some(Language::En));
    assert!(effects.iter().any(remembers));
    assert_eq!(at_counter(&console).counter, "Counter 3");
}

#[test]
fn figures_run_with_hub_time() {
    let mut console = Console::at(serving());
    console.wait_ms(400);
    let DeskScreen::InHand(shown) = at_counter(&console).desk else { panic!("in hand") };
    assert_eq!((shown.timer.as_str(), shown.usual_minutes, shown.waited_minutes), ("06:43", 8, 14));
    assert_eq!(shown.usual_gone, 839);
    let lists = at_counter(&console).lists;
    assert_eq!(lists.rows[4].mark, RowMark::SentHere);
    assert_eq!(lists.rows[6].mark, RowMark::PaperUnsure);
}

#[test]
fn a_notice_goes_away_by_itself() {
    let mut console = Console::at(nobody_waits());
    press(&mut console, Key::Space);
    assert_eq!(notice(&console), "Belum ada yang menunggu.");
    console.wait_ms(12_000);
    assert_eq!(notice(&console), "");
}

#[test]
fn an_ended_ticket_state_is_named_in_both_languages() {
    for state in TicketState::ALL {
        for language in [Language::Id, Language::En] {
            let words = Words { language, catalogue: None };
            let text = words.rejection(&Rejection::TicketEnded { state });
            assert!(text.ends_with('.') && !text.contains('{'), "{text}");
        }
    }
}
