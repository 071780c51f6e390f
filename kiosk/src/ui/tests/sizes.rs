//! Whatever is touched is large enough, far enough from its neighbors and whole on the screen, and so is every word.

use super::scenes;
use super::stage::{COMFORTS, SHAPES, Stage};
use antrean_shared::ticket::Language;
use i_slint_backend_testing::{self as backend, ElementHandle};

/// Looks at every scene in every language on all panels.
fn look(comfort: usize) {
    backend::init_no_event_loop();
    let (mark, switches) = COMFORTS[comfort];
    let mut wrong = Vec::new();
    for (shape, (width, height)) in SHAPES {
        let mut stage = Stage::ready(width, height);
        for language in Language::ALL {
            for (scene, play) in scenes::all() {
                stage.again().at_home(language).switched(switches);
                play(&mut stage);
                stage.wait(300);
                let name = format!("{shape}-{mark}{language}-{scene}");
                wrong.extend(misplaced(&stage, (width, height), &name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn everything_has_its_size_and_place_as_it_comes() {
    look(0);
}

#[test]
fn everything_has_its_size_and_place_in_large_text() {
    look(1);
}

#[test]
fn everything_has_its_size_and_place_in_high_contrast() {
    look(2);
}

#[test]
fn everything_has_its_size_and_place_within_low_reach() {
    look(3);
}

#[test]
fn everything_has_its_size_and_place_with_everything_switched_on() {
    look(4);
}

/// What is too small, too near to something else, or not whole on the screen.
fn misplaced(stage: &Stage, (width, height): (f32, f32), scene: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let buttons = touchables(stage);
    let foot = ElementHandle::find_by_element_type_name(stage.ui.app(), "Foot").next().unwrap();
    let foot_top = foot.absolute_position().y;
    for (name, at, size) in &buttons {
        if size.width < 81.0 || size.height < 81.0 {
            wrong.push(format!("{scene}: {name} is {size:?}"));
        }
        let across = at.x >= 0.0 && at.x + size.width <= width + 0.5;
        let in_foot = at.y >= foot_top && at.y + size.height <= height;
        let above = at.y >= 0.0 && at.y + size.height <= foot_top + 0.5;
        if !across || !(in_foot || above) {
            wrong.push(format!("{scene}: {name} at {at:?} {size:?} is not whole"));
        }
    }
    // What is typed may be longer than its field: its end is seen.
    let fields = ElementHandle::find_by_element_type_name(stage.ui.app(), "TypedField");
    let typed =
        fields.flat_map(|field| field.query_descendants().match_inherits("Text").find_all());
    let typed: Vec<_> = typed.map(|text| text.absolute_position()).collect();
    let all = ElementHandle::find_by_element_type_name(stage.ui.app(), "Text");
    for text in all.filter(|text| !typed.contains(&text.absolute_position())) {
        let (at, size) = (text.absolute_position(), text.size());
        let across = at.x >= -0.5 && at.x + size.width <= width + 0.5;
        let down = at.y >= foot_top || at.y + size.height <= foot_top + 0.5;
        let seen = text.accessible_label().unwrap_or_default();
        if (!across || !down) && size.height > 0.0 {
            wrong.push(format!("{scene}: a text at {at:?} {size:?} is not whole: {seen}"));
        }
    }
    wrong.extend(too_near(scene, &buttons));
    wrong.extend(cut(stage, scene));
    wrong
}

/// Words that hang out of what is touched.
fn cut(stage: &Stage, scene: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for kind in TOUCHED {
        for button in ElementHandle::find_by_element_type_name(stage.ui.app(), kind) {
            let (at, size) = (button.absolute_position(), button.size());
            for text in button.query_descendants().match_inherits("Text").find_all() {
                let (its, own) = (text.absolute_position(), text.size());
                let down = (at.y - its.y).max(its.y + own.height - at.y - size.height);
                let across = (at.x - its.x).max(its.x + own.width - at.x - size.width);
                let outside = down.max(across);
                if outside > 0.5 && own.width > 0.0 {
                    let name = button.accessible_label().unwrap_or_default();
                    wrong.push(format!("{scene}: a text hangs {outside} out of {name}"));
                }
            }
        }
    }
    wrong
}

/// Every kind of element that is touched.
pub(super) const TOUCHED: [&str; 12] = [
    "BigButton",
    "Reachable",
    "AgencyTile",
    "ServiceRow",
    "LanguageButton",
    "PageButton",
    "Switch",
    "SearchButton",
    "Key",
    "Erase",
    "EraseAll",
    "PriorityChoice",
];

type Touchable = (String, slint::LogicalPosition, slint::LogicalSize);

fn touchables(stage: &Stage) -> Vec<Touchable> {
    let modal = ElementHandle::find_by_element_type_name(stage.ui.app(), "Modal").next().is_some();
    let mut found: Vec<Touchable> = Vec::new();
    for kind in TOUCHED {
        for element in ElementHandle::find_by_element_type_name(stage.ui.app(), kind) {
            let name = element.accessible_label().unwrap_or_default().to_string();
            let entry = (name, element.absolute_position(), element.size());
            // Some inherit from others, and are found as both.
            if (!modal || entry.0 == "Lanjutkan") && !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    found
}

/// What can be touched now, as a screen reader calls it.
pub(super) fn enabled(stage: &Stage) -> Vec<String> {
    let mut found: Vec<Touchable> = Vec::new();
    for kind in TOUCHED {
        for element in ElementHandle::find_by_element_type_name(stage.ui.app(), kind) {
            let name = element.accessible_label().unwrap_or_default().to_string();
            let entry = (name, element.absolute_position(), element.size());
            if element.accessible_enabled() != Some(false) && !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    found.into_iter().map(|(name, _, _)| name).collect()
}

fn too_near(scene: &str, buttons: &[Touchable]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (place, (name, at, size)) in buttons.iter().enumerate() {
        for (other, beside, its_size) in &buttons[place + 1..] {
            let across = (beside.x - (at.x + size.width)).max(at.x - (beside.x + its_size.width));
            let down = (beside.y - (at.y + size.height)).max(at.y - (beside.y + its_size.height));
            let gap = across.max(down);
            if gap < 15.9 {
                wrong.push(format!("{scene}: {name} and {other} are {gap} apart"));
            }
        }
    }
    wrong
}
