//! What the board says in each state, and that it wakes when that changes.

mod layouts;
mod reporting;

use super::*;
use crate::fixture::{
    MORNING, announced, call, catalogue, device, ended, envelope, long_names, serving, view,
};
use crate::screen::{Board, CallState, CounterName, LinkNotice, Notice, Serving, Sound, Summons};
use antrean_shared::command::{CallOutcome, CallReport};
use antrean_shared::opening::Outage;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::view::{BoardCall, CallEnd, CallKind};
use std::collections::BTreeSet;

mod hand_over;

fn controller(config: DisplayConfig) -> Controller {
    let mut controller = Controller::new(config, device(), None, MORNING);
    let connected = LinkState::Connected { training: false };
    for input in [Input::Catalogue(Arc::new(catalogue())), Input::Link(connected)] {
        assert!(controller.handle(input, Moment::test(0)).is_empty());
    }
    controller
}

fn see(controller: &mut Controller, calls: &[BoardCall], millis: u64) -> Vec<Effect> {
    let input = Input::View(envelope(view(calls.to_vec())));
    controller.handle(input, Moment::test(millis))
}

fn board(controller: &Controller, millis: u64) -> Board {
    controller.screen(Moment::test(millis)).board.expect("a board")
}

#[test]
fn a_call_is_large_with_its_place_and_the_rest_stand_beside_it() {
    let mut controller = controller(DisplayConfig::default());
    let old = [
        serving(call(1, "C087", "14", MORNING)),
        ended(call(2, "B031", "9", MORNING), CallEnd::Missed),
        ended(call(3, "A011", "1", MORNING), CallEnd::Withdrawn),
        ended(call(4, "E044", "20", MORNING), CallEnd::Answered),
    ];
    see(&mut controller, &old, 0);
    let mut calls = old.to_vec();
    calls.push(call(5, "A012", "12", MORNING));
    see(&mut controller, &calls, 0);
    let shown = board(&controller, 0);
    let large = shown.large.unwrap();
    let counter = CounterName { words: "Loket".to_owned(), figure: "12".to_owned() };
    assert_eq!((large.number.as_str(), large.counter), ("A012", counter));
    assert_eq!((large.agency.as_str(), large.summons), ("Dispendukcapil", Summons::First));
    assert!(large.undrawn && large.fresh && large.lit);
    let rows: Vec<_> = shown.rows.iter().map(|row| (row.number.as_str(), row.state)).collect();
    let expected = [
        ("E044", CallState::Done),
        ("A011", CallState::Withdrawn),
        ("B031", CallState::Missed),
        ("C087", CallState::Serving),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_number_stands_on_the_board_once_however_often_it_was_called() {
    let mut controller = controller(DisplayConfig::default());
    let first = ended(call(1, "A001", "1", MORNING), CallEnd::Merged);
    let other = call(2, "B001", "9", MORNING);
    let last = BoardCall { kind: CallKind::Last, ..call(3, "A001", "1", MORNING) };
    see(&mut controller, &[first, other, last], 0);
    let shown = board(&controller, 0);
    assert_eq!(shown.large.unwrap().summons, Summons::Last);
    assert_eq!(shown.rows.len(), 1);
}

#[test]
fn only_as_many_rows_stand_as_fit_and_fewer_above_an_announcement() {
    let mut controller = controller(DisplayConfig::default());
    let calls: Vec<_> = (1..=20).map(|n| call(n, &format!("A{n:03}"), "1", MORNING)).collect();
    see(&mut controller, &calls, 0);
    assert_eq!(board(&controller, 0).rows.len(), 5);
    let input = Input::View(envelope(announced("Listrik padam pukul 12.00", view(calls))));
    controller.handle(input, Moment::test(0));
    let shown = board(&controller, 0);
    assert_eq!((shown.rows.len(), shown.rows[0].number.as_str()), (3, "A019"));
    let text = "Listrik padam pukul 12.00".to_owned();
    assert_eq!(shown.notice, Some(Notice::Announcement(text)));
}

#[test]
fn a_system_that_is_down_is_told_in_turn_with_the_announcements() {
    let mut controller = controller(DisplayConfig::default());
    let mut down = announced("Listrik padam pukul 12.00", view(vec![]));
    let (since, reason) = (MORNING, "server pusat".to_owned());
    let outage = Outage { since, reason: reason.clone(), until: None, closes: false };
    down.queues[0].live.outage = Some(outage);
    controller.handle(Input::View(envelope(down)), Moment::test(0));
    assert_eq!(board(&controller, 0).queues[0].serving, Serving::Down);
    let text = "Listrik padam pukul 12.00".to_owned();
    assert_eq!(board(&controller, 0).notice, Some(Notice::Announcement(text)));
    let agency = "Dispendukcapil".to_owned();
    assert_eq!(board(&controller, 8_000).notice, Some(Notice::Outage { agency, reason }));
}

#[test]
fn queues_take_turns_every_eight_seconds() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[], 0);
    let names = |millis| -> Vec<_> {
        board(&controller, millis).queues.iter().map(|queue| queue.name.clone()).collect()
    };
    assert_eq!(names(0).len(), 4);
    assert_eq!(names(7_999), names(0));
    assert_eq!(names(16_000)[3], "Taspen");
    assert_eq!(names(24_000), names(0));
    assert_eq!(controller.due(Moment::test(7_000)), Duration::from_secs(1));
}

#[test]
fn languages_take_turns_but_never_under_a_new_call() {
    let languages = vec![Language::Id, Language::En];
    let mut controller = controller(DisplayConfig { languages, ..DisplayConfig::default() });
    see(&mut controller, &[], 0);
    let language = |controller: &Controller, at| controller.screen(Moment::test(at)).language;
    assert_eq!(language(&controller, 23_999), Language::Id);
    assert_eq!(language(&controller, 24_000), Language::En);
    see(&mut controller, &[call(1, "A001", "1", MORNING)], 24_000);
    controller.handle(Input::Drawn(1), Moment::test(24_000));
    assert_eq!(language(&controller, 32_999), Language::Id);
    assert_eq!(language(&controller, 33_000), Language::En);
    assert_eq!(board(&controller, 33_000).large.unwrap().counter.words, "Counter");
}

#[test]
fn a_lost_link_keeps_the_board_and_says_since_when() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[call(1, "A001", "1", MORNING)], 0);
    let lost = LinkState::Lost { since: MORNING.plus(Duration::from_secs(60)) };
    controller.handle(Input::Link(lost), Moment::test(70_000));
    let screen = controller.screen(Moment::test(70_000));
    assert_eq!(screen.link, LinkNotice::Lost("09.42".to_owned()));
    assert!(screen.board.unwrap().large.is_some());
    controller.handle(Input::Link(LinkState::Connected { training: true }), Moment::test(80_000));
    let screen = controller.screen(Moment::test(80_000));
    assert!(screen.link == LinkNotice::Current && screen.header.training);
}

#[test]
fn before_the_first_view_there_is_no_board_that_could_look_empty() {
    let mut controller = Controller::new(DisplayConfig::default(), device(), None, MORNING);
    let screen = controller.screen(Moment::test(0));
    assert_eq!((screen.board, screen.link), (None, LinkNotice::Connecting(String::new())));
    controller.handle(Input::Catalogue(Arc::new(catalogue())), Moment::test(0));
    let screen = controller.screen(Moment::test(0));
    assert_eq!((screen.board, screen.link), (None, LinkNotice::Connecting("09.41".to_owned())));
    assert_eq!(screen.header.hall, "Mal Pelayanan Publik Among Warga · Kota Batu");
    let refused = LinkState::Refused { reason: RefusalReason::UnknownId };
    controller.handle(Input::Link(refused), Moment::test(0));
    let screen = controller.screen(Moment::test(0));
    assert_eq!(screen.link, LinkNotice::Refused(RefusalReason::UnknownId));
}

#[test]
fn without_running_text_the_lines_take_turns() {
    let mut controller = controller(DisplayConfig { ticker: false, ..DisplayConfig::default() });
    see(&mut controller, &[], 0);
    let lines = |at| controller.screen(Moment::test(at)).ticker;
    assert_eq!(lines(0), ["Layanan SKCK tutup pukul 14.00"]);
    assert!(lines(8_000)[0].starts_with("Loket prioritas"));
}

#[test]
fn without_flashes_a_new_call_is_always_lit() {
    let mut controller = controller(DisplayConfig { flashes: false, ..DisplayConfig::default() });
    see(&mut controller, &[], 0);
    see(&mut controller, &[call(1, "A001", "1", MORNING)], 0);
    controller.handle(Input::Drawn(1), Moment::test(0));
    assert!((0..20).all(|step| board(&controller, step * 100).large.unwrap().lit));
}

#[test]
fn the_hub_is_told_of_each_flash_at_most_every_ten_seconds() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[], 0);
    see(&mut controller, &[call(1, "A001", "1", MORNING)], 0);
    let told = |effects: Vec<Effect>| -> Vec<Command> {
        let tell = |effect| match effect {
            Effect::Tell(_, command) => Some(command),
            Effect::Log(_)
            | Effect::Save(_)
            | Effect::Speak(_)
            | Effect::Report(_)
            | Effect::Slide(_) => None,
        };
        effects.into_iter().filter_map(tell).collect()
    };
    let report = |call, at| CallReport { call, at, outcome: CallOutcome::Done };
    let shown = |calls| {
        let (zone, display) = (crate::fixture::zone(), device());
        Command::ReportShown { zone, display, calls }
    };
    let first = told(controller.handle(Input::Drawn(1), Moment::test(100)));
    assert_eq!(first, [shown(vec![report(1, MORNING.plus(Duration::from_millis(100)))])]);
    let calls = [call(1, "A001", "1", MORNING), call(2, "A002", "1", MORNING)];
    assert!(told(see(&mut controller, &calls, 4_000)).is_empty());
    assert!(told(controller.handle(Input::Drawn(2), Moment::test(4_000))).is_empty());
    assert!(controller.due(Moment::test(4_000)) <= Duration::from_millis(6_100));
    assert!(told(controller.handle(Input::Tick, Moment::test(10_099))).is_empty());
    let second = told(controller.handle(Input::Tick, Moment::test(10_100)));
    assert_eq!(second, [shown(vec![report(2, MORNING.plus(Duration::from_secs(4)))])]);
}

#[test]
fn a_speaker_without_sound_says_so_on_the_board() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[], 0);
    assert!(controller.screen(Moment::test(0)).header.sound == Sound::Missing);
    controller.handle(Input::SpeakerReady(true), Moment::test(0));
    assert_eq!(controller.screen(Moment::test(0)).header.sound, Sound::Usual);
}

#[test]
fn the_hub_hears_how_the_display_is_whenever_that_changes() {
    let said = |troubles: &[Trouble], can_speak| {
        vec![Effect::Report(Health { troubles: troubles.to_vec(), can_speak })]
    };
    let mut controller = controller(DisplayConfig::default());
    let mut handle = |input| controller.handle(input, Moment::test(0));
    let missing = |is_so| Input::Trouble(Trouble::ClipMissing, is_so);
    assert!(handle(missing(true)).is_empty(), "nobody knows of the loudspeaker yet");
    assert_eq!(handle(Input::SpeakerReady(true)), said(&[Trouble::ClipMissing], true));
    assert!(handle(Input::SpeakerReady(true)).is_empty());
    let both = [Trouble::NoSound, Trouble::ClipMissing];
    assert_eq!(handle(Input::SpeakerReady(false)), said(&both, false));
    assert_eq!(handle(missing(false)), said(&[Trouble::NoSound], false));
    let config = DisplayConfig { sound: false, ..DisplayConfig::default() };
    let mut quiet = self::controller(config);
    let told = quiet.handle(Input::SpeakerReady(false), Moment::test(0));
    assert_eq!(told, said(&[], false), "it is meant to be quiet");
}

/// In a hall that says everything twice in two languages and names the agency.
#[test]
fn while_others_wait_a_call_is_said_once_and_in_a_rush_in_its_own_language() {
    let voice = toml::from_str("repeat = 2\nagency = true").unwrap();
    let config = DisplayConfig { voice, ..DisplayConfig::default() };
    let mut controller = controller(config);
    controller.handle(Input::SpeakerReady(true), Moment::test(0));
    see(&mut controller, &[], 0);
    let calls: Vec<_> = (1..=30)
        .map(|n| BoardCall {
            language: Language::En,
            ..call(n, &format!("A{n:03}"), "12", MORNING)
        })
        .collect();
    let mut spoken = |calls: &[BoardCall], number: u64| {
        let millis = (number - 1) * 3_000;
        see(&mut controller, calls, millis);
        let over = Input::Spoken(crate::announcer::Subject::Call(number - 1));
        controller.handle(over, Moment::test(millis));
        let effects = controller.handle(Input::Drawn(number), Moment::test(millis));
        let speak = effects.into_iter().find_map(|effect| match effect {
            Effect::Speak(utterance) => Some(utterance),
            Effect::Log(_)
            | Effect::Save(_)
            | Effect::Tell(..)
            | Effect::Report(_)
            | Effect::Slide(_) => None,
        });
        let said = speak.unwrap();
        let languages: Vec<_> = said.sentences.iter().map(|sentence| sentence.language).collect();
        (languages, said.sentences[0].parts.len(), said.chime)
    };
    let (id, en) = (Language::Id, Language::En);
    assert_eq!(spoken(&calls[..1], 1), (vec![id, en, id, en], 4, true), "alone");
    assert_eq!(spoken(&calls[..3], 2), (vec![id, en], 4, true), "another waits");
    assert_eq!(spoken(&calls, 3), (vec![en], 3, false), "many wait, and it follows another");
}

#[test]
fn every_queue_has_its_turn_and_every_page_is_full() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[], 0);
    let queues = |turn: u64| {
        let board = board(&controller, turn * 8_000);
        let names = board.queues.iter().map(|queue| queue.name.clone()).collect::<Vec<_>>();
        (board.queues_page.page, board.queues_page.pages, names)
    };
    let pages: Vec<_> = (0..3).map(queues).collect();
    assert!(pages.iter().all(|(_, count, names)| (*count, names.len()) == (3, 4)), "{pages:?}");
    let seen: BTreeSet<_> = pages.iter().flat_map(|(_, _, names)| names).collect();
    assert_eq!(seen.len(), 9);
    assert_eq!(queues(3), pages[0]);
}

#[test]
fn a_long_name_of_a_queue_gets_the_whole_width() {
    let mut controller = controller(DisplayConfig::default());
    controller.handle(Input::Catalogue(Arc::new(long_names())), Moment::test(0));
    see(&mut controller, &[], 0);
    let board = board(&controller, 0);
    assert_eq!((board.columns, board.queues.len(), board.queues_page.pages), (1, 2, 5));
}

#[test]
fn a_queue_without_an_open_counter_says_whether_one_may_still_open() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[], 0);
    let serving = |page: u64, name: &str| {
        let board = board(&controller, page * 8_000);
        board.queues.into_iter().find(|queue| queue.name == name).unwrap().serving
    };
    assert_eq!(serving(0, "Dispendukcapil"), Serving::Open(4));
    assert_eq!(serving(0, "Samsat"), Serving::NotYet);
    assert_eq!(serving(1, "Bank Daerah"), Serving::Closed);
}

/// The sentences that a call is announced with, and how loud.
fn said(config: DisplayConfig, call: BoardCall) -> (Vec<String>, u8) {
    let mut controller = controller(config);
    controller.handle(Input::SpeakerReady(true), Moment::test(0));
    see(&mut controller, &[], 0);
    let number = call.call;
    see(&mut controller, &[call], 0);
    let effects = controller.handle(Input::Drawn(number), Moment::test(0));
    let speak = effects.into_iter().find_map(|effect| match effect {
        Effect::Speak(utterance) => Some(utterance),
        Effect::Log(_)
        | Effect::Save(_)
        | Effect::Tell(..)
        | Effect::Report(_)
        | Effect::Slide(_) => None,
    });
    let utterance = speak.unwrap();
    assert_eq!(utterance.subject, crate::announcer::Subject::Call(number));
    let sentences = utterance.sentences.iter().map(ToString::to_string).collect();
    (sentences, utterance.volume_percent)
}

#[test]
fn a_call_is_said_in_the_halls_language_and_then_in_the_tickets() {
    let with = |voice: &str| DisplayConfig {
        voice: toml::from_str(voice).unwrap(),
        ..DisplayConfig::default()
    };
    let called = call(1, "A012", "12", MORNING);
    let english = BoardCall { language: Language::En, kind: CallKind::Recall, ..called.clone() };
    let id = "Nomor antrean, a, nol satu dua. Silakan menuju Loket dua belas.";
    let id_again = format!("Panggilan ulang. {id}");
    let en_again = "Second call. Queue number, A, zero one two. Please proceed to Counter twelve.";
    let agency = "Nomor antrean, a, dua belas. Silakan menuju Loket dua belas, Dispendukcapil.";
    assert_eq!(said(with(""), called.clone()), (vec![id.to_owned()], 100));
    assert_eq!(said(with(""), english.clone()).0, [id_again.as_str(), en_again]);
    assert_eq!(said(with("languages = [\"en\"]"), english).0, [en_again]);
    assert_eq!(said(with("repeat = 2"), called.clone()).0, [id, id]);
    assert_eq!(said(with("agency = true\nnumbers = \"number\""), called.clone()).0, [agency]);
    let first = BoardCall { priority: true, ..called.clone() };
    let priority = "Nomor antrean prioritas, a, nol satu dua. Silakan menuju Loket dua belas.";
    assert_eq!(said(with(""), first).0, [priority]);
    assert_eq!(said(with("speak = false"), called.clone()).0, Vec::<String>::new());
    let quieter = "quieter = [{ from = \"09:41\", to = \"09:42\", volume = 30 }]";
    assert_eq!(said(with(quieter), called).1, 30, "09.41 in the hall");
}
