//! Signing in, leaving, the language, and figures that run.

use super::*;

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
