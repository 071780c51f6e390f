//! What the hub says, and what is said while it says nothing.

use super::*;

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
