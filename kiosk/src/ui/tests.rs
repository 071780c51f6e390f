//! The window without a display: sizes of what is touched, three touches to a number, every language,
//! and pictures of every screen under `target/screens/kiosk` to be looked at.

mod access;
mod contrast;
mod hub_loss;
mod keypad;
mod pictures;
mod scenes;
mod sizes;
mod soak;
mod staff;
mod stage;
mod told;
mod walks;

use crate::controller::Effect;
use antrean_shared::command::Command;
use i_slint_backend_testing::{self as backend, ElementHandle};
use stage::{PORTRAIT, Stage};

#[test]
fn three_touches_on_the_window_ask_for_a_number() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.press("Dispendukcapil. KTP, KK, akta. 14 menunggu · 15–30 mnt");
    stage.press("Cetak KTP-el (hilang/rusak/ubah data). Loket 1–6 · Biasanya 8 menit");
    let effects = stage.press("Ambil nomor");
    let [Effect::Ask { command: Command::Issue { services, .. }, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(services[0].as_str(), "a02");
}

/// Nobody knows how long an outage takes, and a number can be drawn all the same.
#[test]
fn the_start_says_of_an_outage_what_can_be_done_and_no_minutes() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let (_, play) = scenes::all().find(|(scene, _)| *scene == "home-outage").unwrap();
    play(&mut stage);
    let tile = "Dispendukcapil. Sistem terganggu. Nomor tetap dapat diambil. 14 menunggu";
    assert_eq!(ElementHandle::find_by_accessible_label(stage.ui.app(), tile).count(), 1);
}

#[test]
fn a_touched_language_turns_every_word_at_once() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    stage.press("English");
    let there = |stage: &Stage, label: &str| {
        ElementHandle::find_by_accessible_label(stage.ui.app(), label).count()
    };
    assert_eq!(there(&stage, "Welcome."), 1);
    let tile = "Dispendukcapil. ID card, family card, certificates. 14 waiting · 15–30 min";
    assert_eq!(there(&stage, tile), 1);
    stage.press("Indonesia");
    assert_eq!(there(&stage, "Selamat datang."), 1);
    assert_eq!(there(&stage, tile), 0);
}

/// A line that is begun and not ended tells the wrong thing to bring.
#[test]
fn what_to_bring_stands_whole_or_not_at_all() {
    let line = |letters: usize| "a".repeat(letters);
    let all = [line(10), line(60), line(60), line(5)];
    assert_eq!(super::whole_within(&all, 5), 3);
    assert_eq!(super::whole_within(&all, 4), 2);
    assert_eq!(super::whole_within(&[line(200)], 5), 0);
}
