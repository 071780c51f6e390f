//! Looking for a number.

use super::*;

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
