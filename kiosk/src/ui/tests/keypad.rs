//! The whole visit with a numeric keypad, and without sight: what the keys reach, and what is said.

use super::scenes;
use super::stage::{PORTRAIT, SHAPES, Stage};
use crate::controller::{Effect, Input, Touch};
use crate::guide;
use crate::printer::PrinterStatus;
use crate::screen::{Body, Place};
use antrean_shared::command::Command;
use antrean_shared::link::Reply;
use antrean_shared::protocol::{Done, Outcome};
use antrean_shared::ticket::Language;
use antrean_shared::view::IssuedTicket;
use i_slint_backend_testing as backend;
use slint::ComponentHandle;
use slint::platform::{Key, WindowEvent};
use std::collections::BTreeSet;

/// Goes on until the guide says something that begins so; a listener's only way to find a thing.
fn listen_for(stage: &mut Stage, words: &str) {
    for _ in 0..30 {
        stage.press_key('2');
        if stage.spoken.last().is_some_and(|said| said.starts_with(words)) {
            return;
        }
    }
    panic!("{words:?} was never said: {:#?}", stage.spoken);
}

fn enter(stage: &mut Stage) -> Vec<Effect> {
    stage.press_key(Key::Return)
}

#[test]
fn a_visitor_who_does_not_see_gets_a_number_with_keys_alone() {
    backend::init_no_event_loop();
    for (language, [first, agency, services, service, confirm, take, number]) in [
        (
            Language::Id,
            [
                "Panduan suara.",
                "Dispendukcapil.",
                "Silakan pilih layanan.",
                "Cetak KTP-el",
                "Untuk mengambil nomor, pilih Ambil nomor.",
                "Ambil nomor",
                "Nomor Anda A 0 1 4. Sekali lagi: A 0 1 4.",
            ],
        ),
        (
            Language::En,
            [
                "Spoken guide.",
                "Dispendukcapil.",
                "Please choose a service.",
                "e-ID card reprint",
                "To take a number, choose Take a number.",
                "Take a number",
                "Your number is A 0 1 4. Once more: A 0 1 4.",
            ],
        ),
    ] {
        let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
        stage.at_home(language);
        let said = |stage: &Stage, words: &str| {
            let last = stage.spoken.last().cloned().unwrap_or_default();
            assert!(last.contains(words), "{words:?} is not in {last:?}");
        };
        stage.press_key('*');
        said(&stage, first);
        listen_for(&mut stage, agency);
        enter(&mut stage);
        said(&stage, services);
        listen_for(&mut stage, service);
        enter(&mut stage);
        said(&stage, confirm);
        listen_for(&mut stage, take);
        let effects = enter(&mut stage);
        let asked = effects.iter().find_map(|effect| {
            let Effect::Ask { id, command: Command::Issue { language: of, .. } } = effect else {
                return None;
            };
            Some((*id, *of))
        });
        let (id, of) = asked.expect("a number was asked for");
        assert_eq!(of, language);
        let ticket = id.ticket();
        let issued = IssuedTicket { id: ticket, language, ..crate::fixture::ticket(14) };
        let done = Done { issued: Some(issued), ..Done::default() };
        stage.hear(Input::Reply(Reply::Answered { id, outcome: Outcome::Done(done) }));
        stage.ticket = Some(ticket);
        stage.printed(Ok(()));
        said(&stage, number);
        enter(&mut stage);
        assert!(matches!(stage.controller.screen().body, Body::Home(_)));
    }
}

#[test]
fn every_element_is_reached_once_in_a_round_and_backwards_too() {
    backend::init_no_event_loop();
    let (width, height) = PORTRAIT;
    let mut stage = Stage::ready(width, height);
    for (scene, play) in scenes::all() {
        stage.again();
        stage.press_key('*');
        play(&mut stage);
        stage.wait(500);
        stage.settle();
        if stage.controller.screen().frame.leaving.is_some() {
            continue;
        }
        let touchable = super::sizes::enabled(&stage);
        let round = |stage: &mut Stage, key: char| {
            let mut reached = Vec::new();
            for _ in 0..=touchable.len() {
                stage.spoken.clear();
                stage.press_key(key);
                reached.extend(stage.spoken.last().cloned());
            }
            reached
        };
        let forward = round(&mut stage, '2');
        assert_eq!(forward.len(), touchable.len() + 1, "{scene}: {forward:#?} of {touchable:#?}");
        assert_eq!(forward.first(), forward.last(), "{scene}: a round ends where it began");
        let mut backward = round(&mut stage, '8');
        backward.truncate(touchable.len());
        backward.reverse();
        assert_eq!(backward, forward[..touchable.len()], "{scene}");
    }
}

#[test]
fn every_screen_is_said_in_words_and_in_the_visitors_language() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    for (scene, play) in scenes::all() {
        let said = Language::ALL.map(|language| {
            stage.again().at_home(language);
            play(&mut stage);
            guide::screen(&stage.controller.screen())
        });
        for text in &said {
            assert!(text.split(' ').count() >= 3, "{scene}: {text:?}");
            let signs = ['·', '–', '“', '…', '{', '*'];
            assert!(!text.contains(signs), "{scene}: {text:?}");
            assert!(text.ends_with(['.', '?', ':']), "{scene}: {text:?}");
        }
        assert_eq!(BTreeSet::from(said.clone()).len(), Language::ALL.len(), "{scene}: {said:#?}");
    }
}

/// Where a screen sends its visitor.
fn place(body: &Body) -> Option<&Place> {
    if let Body::Confirm(confirm) = body {
        return Some(&confirm.place);
    }
    if let Body::PaperFailed(failed) = body {
        return Some(&failed.ticket.place);
    }
    if let Body::Ticket(shown) = body { Some(&shown.ticket.place) } else { None }
}

#[test]
fn who_cannot_see_hears_the_place_the_people_ahead_and_only_a_wait_that_will_be() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let mut heard = [0, 0];
    for (scene, play) in scenes::all() {
        stage.again().at_home(Language::Id);
        play(&mut stage);
        let screen = stage.controller.screen();
        let said = guide::screen(&screen);
        if let Body::Confirm(confirm) = &screen.body {
            let comes = confirm.counters_open != Some(0) && confirm.standby.is_none();
            let told = comes && confirm.wait.is_some();
            assert_eq!(said.contains("Perkiraan tunggu"), told, "{scene}: {said}");
            heard[usize::from(told)] += 1;
            if let Some(people) = confirm.ahead.filter(|people| *people > 0) {
                assert!(said.contains(&format!("{people} orang")), "{scene}: {said}");
            }
        }
        let Some(place) = place(&screen.body) else { continue };
        assert!(said.contains(&place.zone), "{scene}: {said}");
    }
    assert!(heard.iter().all(|scenes| *scenes > 0), "{heard:?}");
}

#[test]
fn nothing_is_said_before_the_guide_is_started_nor_after_it_is_stopped() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.press_key('2');
    stage.touch(Touch::NextPage);
    assert!(stage.spoken.is_empty(), "{:?}", stage.spoken);
    stage.press_key(Key::F1);
    assert_eq!(stage.spoken.len(), 1);
    let read = stage.spoken[0].clone();
    stage.press_key('*');
    assert!(read.ends_with(&stage.spoken[1]), "the screen is read once more, without the keys");
    stage.press_key('2');
    stage.press_key('5');
    assert_eq!(stage.spoken[2], stage.spoken[3], "the element is read once more");
    for (key, said) in [('+', "Suara 4."), ('+', "Suara 5."), ('+', "Suara 5."), ('-', "Suara 4.")]
    {
        stage.press_key(key);
        assert_eq!(stage.spoken.last().unwrap(), said);
    }
    let count = stage.spoken.len();
    let held = WindowEvent::KeyPressRepeated { text: "+".into() };
    stage.wait(500);
    stage.ui.app().window().dispatch_event(held);
    stage.settle();
    assert_eq!(stage.spoken.len(), count, "a key that is held is one key");
    assert_eq!(stage.press_key('0'), [Effect::Hush]);
    stage.touch(Touch::Agency("dispendukcapil".parse().unwrap()));
    stage.press_key('2');
    assert_eq!(stage.spoken.len(), count);
}

#[test]
fn figures_that_change_are_not_read_again_but_trouble_is() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.press_key('*');
    let mut view = crate::fixture::view(vec![]);
    view.queues[0].waiting = 99;
    stage.hear(Input::View(crate::fixture::envelope(view)));
    stage.wait(5_000);
    assert_eq!(stage.spoken.len(), 1);
    stage.hear(Input::Printer(PrinterStatus::PaperOut));
    assert!(stage.spoken.last().unwrap().starts_with("Kertas printer habis."));
    assert_eq!(stage.spoken.len(), 2);
}

#[test]
fn the_ring_is_drawn_around_what_the_keys_have_reached() {
    super::stage::with_pixels();
    for (shape, (width, height)) in SHAPES {
        let mut stage = Stage::ready(width, height);
        stage.wait(300);
        let before = stage.pixels();
        stage.press_key('2');
        let after = stage.pixels();
        let changed = before.iter().zip(&after).filter(|(one, other)| one != other).count();
        assert!(changed > 800, "{shape}: a ring of {changed} pixels");
        stage.picture(&format!("{shape}-id-home-ring"));
    }
}
