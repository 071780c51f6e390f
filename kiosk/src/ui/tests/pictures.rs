//! Pictures of every screen under `target/screens/kiosk`, to be looked at.

use super::scenes;
use super::stage::{COMFORTS, SHAPES, Stage, with_pixels};
use antrean_shared::ticket::Language;

/// The languages that are on; with `KIOSK_PICTURES=all` those that wait for a native speaker too.
fn languages() -> Vec<Language> {
    match std::env::var("KIOSK_PICTURES").as_deref() {
        Ok("all") => Language::ALL.to_vec(),
        Ok(_) | Err(_) => vec![Language::Id, Language::En],
    }
}

/// With `KIOSK_SCENES` only scenes whose names begin so, apart by commas: for work at one screen.
fn is_wanted(scene: &str) -> bool {
    let Ok(wanted) = std::env::var("KIOSK_SCENES") else { return true };
    wanted.split(',').any(|begin| scene.starts_with(begin))
}

fn draw(comfort: usize) {
    with_pixels();
    let (mark, switches) = COMFORTS[comfort];
    for (shape, (width, height)) in SHAPES {
        Stage::open(width, height).picture(&format!("{shape}-{mark}waiting"));
        let mut stage = Stage::ready(width, height);
        for language in languages() {
            let name = |scene: &str| format!("{shape}-{mark}{}-{scene}", language.code());
            for (scene, play) in scenes::all().filter(|(scene, _)| is_wanted(scene)) {
                stage.again().at_home(language).switched(switches);
                play(&mut stage);
                stage.picture(&name(scene));
            }
        }
    }
}

#[test]
fn every_screen_is_drawn_in_both_languages_and_on_all_panels() {
    draw(0);
}

#[test]
fn every_screen_is_drawn_in_large_text() {
    draw(1);
}

#[test]
fn every_screen_is_drawn_in_high_contrast() {
    draw(2);
}

#[test]
fn every_screen_is_drawn_within_low_reach() {
    draw(3);
}

#[test]
fn every_screen_is_drawn_with_everything_switched_on() {
    draw(4);
}
