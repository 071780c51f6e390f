//! What assistive technology is told: a role, a name and a state for everything that can be touched.

use super::scenes;
use super::sizes::TOUCHED;
use super::stage::{PORTRAIT, Stage};
use antrean_shared::ticket::Language;
use i_slint_backend_testing::{self as backend, AccessibleRole, ElementHandle};
use std::collections::BTreeSet;

#[test]
fn everything_that_is_touched_has_a_role_a_name_and_a_state() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let mut wrong = BTreeSet::new();
    for language in [Language::Id, Language::En] {
        for (scene, play) in scenes::all() {
            stage.again().at_home(language);
            play(&mut stage);
            stage.wait(300);
            for kind in TOUCHED {
                for element in ElementHandle::find_by_element_type_name(stage.ui.app(), kind) {
                    let label = element.accessible_label().unwrap_or_default();
                    let named = !label.trim().is_empty() && !label.contains(['{', '}']);
                    let role = element.accessible_role() == Some(AccessibleRole::Button);
                    let told = element.accessible_enabled().is_some();
                    let switch = element.accessible_checkable() != Some(true)
                        || element.accessible_checked().is_some();
                    if !(named && role && told && switch) {
                        wrong.insert(format!("{scene}: {kind} {label:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_two_buttons_of_a_screen_have_the_same_name() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    for (scene, play) in scenes::all() {
        stage.again();
        play(&mut stage);
        stage.wait(300);
        let names = super::sizes::enabled(&stage);
        let several: BTreeSet<&String> = names.iter().collect();
        assert_eq!(several.len(), names.len(), "{scene}: {names:#?}");
    }
}

#[test]
fn what_is_switched_on_says_so() {
    backend::init_no_event_loop();
    let mut stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let checked = |stage: &Stage, label: &str| {
        let found = ElementHandle::find_by_accessible_label(stage.ui.app(), label).next();
        found.and_then(|element| element.accessible_checked())
    };
    for label in ["Huruf besar", "Kontras tinggi", "Layar rendah untuk kursi roda"] {
        assert_eq!(checked(&stage, label), Some(false), "{label}");
        stage.press(label);
        assert_eq!(checked(&stage, label), Some(true), "{label}");
    }
    assert_eq!(checked(&stage, "Indonesia"), Some(true));
    assert_eq!(checked(&stage, "English"), Some(false));
}
