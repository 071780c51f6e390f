use crate::controller::Input;
use crate::fixture::{self, Desk as Console, LANGUAGE, called, idle, on_a_visit, serving};
use crate::screen::{AtCounterScreen, Body, DeskScreen, HandScreen, RowMark, Tab};
use antrean_shared::id::{PriorityId, ServiceId};
use antrean_shared::ticket::{Language, StopState};
use antrean_shared::view::{CounterView, SentOn, Why};
use std::time::Duration;

fn screen(view: CounterView) -> AtCounterScreen {
    at_counter(&Console::at(view))
}

fn at_counter(console: &Console) -> AtCounterScreen {
    match console.controller.screen().body {
        Body::AtCounter(screen) => *screen,
        Body::Starting(_) | Body::SignIn(_) => panic!("not at the counter"),
    }
}

fn hand(view: CounterView) -> HandScreen {
    let DeskScreen::InHand(hand) = screen(view).desk else { panic!("nobody in hand") };
    *hand
}

#[test]
fn the_visitor_in_hand_shows_priority_and_why_it_was_called() {
    let plain = hand(called());
    assert!(!plain.priority && plain.class.is_empty());
    assert_eq!(plain.why, "Datang paling awal");
    let mut view = called();
    let ticket = view.ticket.as_mut().unwrap();
    ticket.priority = true;
    ticket.class = PriorityId::new("ibu-hamil").ok();
    ticket.why = Some(Why::PriorityHeadStart);
    let first = hand(view.clone());
    assert!(first.priority);
    assert_eq!((first.class.as_str(), first.why.as_str()), ("Ibu hamil", "Prioritas didahulukan"));
    view.ticket.as_mut().unwrap().why = None;
    assert_eq!(hand(view).why, "");
}

#[test]
fn every_reason_of_a_call_has_words_of_its_own_in_both_languages() {
    let all = [
        Why::Oldest,
        Why::PriorityHeadStart,
        Why::TwoPrioritiesInARow,
        Why::WaitedTooLong,
        Why::LowerRankWaited,
        Why::Returned,
        Why::LaterStop,
        Why::BookingDue,
        Why::Voucher,
        Why::KeptForShort,
        Why::Ratio,
        Why::OnlyPriorityWaiting,
        Why::Chosen,
    ];
    let mut said = std::collections::BTreeSet::new();
    for language in [Language::Id, Language::En] {
        LANGUAGE.set(Some(language));
        for why in all {
            let mut view = called();
            view.ticket.as_mut().unwrap().why = Some(why);
            said.insert(hand(view).why);
        }
    }
    assert_eq!(said.len(), 2 * all.len(), "{said:?}");
}

#[test]
fn a_visit_with_several_services_says_what_comes_after_here() {
    assert_eq!(hand(serving()).goes_on, "");
    let on = hand(on_a_visit(serving()));
    assert_eq!(on.goes_on, "Setelah ini: Akta kelahiran (Loket 2 atau Loket 4) · layanan 1 dari 3");
    assert_eq!(on.also_here, "Kartu Keluarga");
    let mut last = on_a_visit(serving());
    let ticket = last.ticket.as_mut().unwrap();
    ticket.next_stop = None;
    for (stop, state) in
        ticket.stops.iter_mut().zip([StopState::Done, StopState::Dropped, StopState::Current])
    {
        (stop.state, stop.here) = (state, false);
    }
    let last = hand(last);
    assert_eq!(last.goes_on, "Kunjungan selesai setelah ini · layanan 2 dari 2");
    assert_eq!(last.also_here, "");
    let mut many = on_a_visit(serving());
    let next = many.ticket.as_mut().unwrap().next_stop.as_mut().unwrap();
    next.counters = ["1", "2", "4", "5"].map(fixture::counter).to_vec();
    assert!(hand(many).goes_on.contains("Akta kelahiran (salah satu dari 4 loket)"));
}

#[test]
fn after_completing_it_is_said_where_the_visitor_goes_next_while_that_can_be_taken_back() {
    let mut console = Console::at(fixture::sent_on(idle()));
    let said = |console: &Console| at_counter(console).undo.map(|undo| undo.sent_on);
    assert_eq!(said(&console).unwrap(), "A012 → Loket 2 atau Loket 4, Akta kelahiran");
    console.wait_ms(60_000);
    assert_eq!(said(&console), None);
    let mut over = fixture::sent_on(idle());
    over.sent_on = Some(SentOn {
        number: fixture::number("A012"),
        next: None,
        not_served: vec![ServiceId::new("akta").unwrap()],
    });
    let over = screen(over).undo.unwrap().sent_on;
    assert_eq!(over, "A012: kunjungan selesai · hari ini tidak dilayani lagi: Akta kelahiran");
    let view = CounterView { sent_on: None, ..fixture::sent_on(idle()) };
    assert_eq!(screen(view).undo.unwrap().sent_on, "");
}

#[test]
fn a_waiting_priority_visitor_is_marked_and_says_why_once_chosen() {
    let mut view = idle();
    view.waiting[1].priority = true;
    view.waiting[1].why = Why::Ratio;
    let mut console = Console::at(view);
    let marks: Vec<bool> = at_counter(&console).lists.rows.iter().map(|row| row.priority).collect();
    assert_eq!(marks.iter().filter(|mark| **mark).count(), 1);
    assert!(marks[1]);
    console.input(Input::PickRow(1));
    let chosen = at_counter(&console).lists.chosen.unwrap().detail;
    assert_eq!(chosen, "PRIORITAS · Giliran menurut perbandingan");
    console.input(Input::PickRow(0));
    assert_eq!(at_counter(&console).lists.chosen.unwrap().detail, "Datang paling awal");
}

#[test]
fn an_absent_visitor_shows_until_when_to_come_back() {
    let mut view = idle();
    let mut used = view.no_show[0].clone();
    (used.id, used.return_until) = (fixture::ticket("A008"), None);
    view.no_show.push(used);
    let mut console = Console::at(view);
    console.input(Input::PickTab(Tab::Missed));
    let marks = |console: &Console| -> Vec<RowMark> {
        at_counter(console).lists.rows.into_iter().map(|row| row.mark).collect()
    };
    assert_eq!(marks(&console), [RowMark::MayReturnUntil("09.54".into()), RowMark::None]);
    console.input(Input::PickRow(0));
    let detail = |console: &Console| at_counter(console).lists.chosen.unwrap().detail;
    assert_eq!(detail(&console), "Loket 3 · Boleh kembali sampai 09.54");
    console.now = console.now.plus(Duration::from_secs(21 * 60));
    console.input(Input::Tick);
    assert_eq!(marks(&console), [RowMark::None, RowMark::None], "the time is over");
    assert_eq!(detail(&console), "Loket 3 · Tidak dapat kembali ke antrean");
}
