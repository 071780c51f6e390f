//! What assistive technology is told of every screen in every language: a role, a name and a state for whatever
//! is touched, a name for whatever is read, in the language of the screen and in the order of reading.

use super::scenes;
use super::stage::{PORTRAIT, SHORT, Stage};
use crate::fixture;
use antrean_shared::ticket::Language;
use i_slint_backend_testing::{self as backend, AccessibleRole, ElementHandle, ElementQuery};
use slint::{LogicalPosition, LogicalSize};
use std::collections::BTreeSet;

/// An element as assistive technology finds it.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    role: AccessibleRole,
    label: String,
    description: String,
    enabled: bool,
    checkable: bool,
    checked: Option<bool>,
    valued: bool,
    at: LogicalPosition,
    size: LogicalSize,
}

impl Told {
    fn of(element: &ElementHandle) -> Option<Self> {
        let role = element.accessible_role()?;
        let label = element.accessible_label().unwrap_or_default().to_string();
        let valued = element.accessible_value().is_some_and(|value| !value.is_empty())
            && element.accessible_value_minimum().is_some()
            && element.accessible_value_maximum().is_some();
        Some(Self {
            role,
            label,
            description: element.accessible_description().unwrap_or_default().to_string(),
            enabled: element.accessible_enabled() == Some(true),
            checkable: element.accessible_checkable() == Some(true),
            checked: element.accessible_checked(),
            valued,
            at: element.absolute_position(),
            size: element.size(),
        })
    }

    fn holds(&self, at: LogicalPosition, size: LogicalSize) -> bool {
        at.x >= self.at.x - 1.0
            && at.y >= self.at.y - 1.0
            && at.x + size.width <= self.at.x + self.size.width + 1.0
            && at.y + size.height <= self.at.y + self.size.height + 1.0
    }

    /// Large letters hang over the element that tells them.
    fn covers(&self, at: LogicalPosition, size: LogicalSize) -> bool {
        let middle = LogicalPosition::new(at.x + size.width / 2.0, at.y + size.height / 2.0);
        self.holds(middle, LogicalSize::default())
    }

    fn same_place(&self, other: &Self) -> bool {
        self.role == other.role && self.at == other.at && self.size == other.size
    }
}

/// Everything on the screen that has a role, in the order of the tree.
fn told(stage: &Stage) -> Vec<Told> {
    let all = ElementQuery::from_root(stage.ui.app());
    let all =
        all.match_predicate(|element| element.accessible_role() != Some(AccessibleRole::None));
    let mut found: Vec<Told> = Vec::new();
    // A component and what it inherits from are found as several, and one of them carries the name.
    for next in all.find_all().iter().filter_map(Told::of) {
        match found.iter_mut().find(|known| known.same_place(&next)) {
            Some(known) if known.label.is_empty() => *known = next,
            Some(_) => {}
            None => found.push(next),
        }
    }
    found
}

/// Plays every scene in every language, upright and on the smallest panel.
#[test]
fn every_screen_is_told_whole_in_its_language_and_in_order() {
    backend::init_no_event_loop();
    let names = names_of_halls();
    let mut wrong = BTreeSet::new();
    for (shape, (width, height)) in [("portrait", PORTRAIT), ("short", SHORT)] {
        let mut stage = Stage::ready(width, height);
        for language in Language::ALL {
            for (scene, play) in scenes::all() {
                stage.again().at_home(language);
                play(&mut stage);
                stage.wait(300);
                let told = told(&stage);
                let found = unnamed(&told).chain(unsaid(&stage, &told));
                let found = found.chain(foreign(&told, language, &names)).chain(disordered(&told));
                wrong.extend(found.map(|found| format!("{shape}-{language}-{scene}: {found}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them: {wrong:#?}", wrong.len());
}

/// A name that can be read out: words or figures, and no place left open.
fn is_name(label: &str) -> bool {
    label.chars().any(char::is_alphanumeric) && !label.contains(['{', '}'])
}

/// Elements without a name, a state or a value; and figures with a sign between them, which say nothing by themselves.
fn unnamed(told: &[Told]) -> impl Iterator<Item = String> {
    let wrong = |element: &&Told| {
        let bare = element.label.contains(['/', '%'])
            && element.label.chars().all(|c| c.is_ascii_digit() || " /%".contains(c));
        let switched = !element.checkable || element.checked.is_some();
        let valued = element.role != AccessibleRole::ProgressIndicator || element.valued;
        bare || !(is_name(&element.label) && switched && valued)
    };
    told.iter().filter(wrong).map(|element| format!("{element:?}"))
}

/// What can be touched and is no button, and texts that nobody reads out.
fn unsaid(stage: &Stage, told: &[Told]) -> impl Iterator<Item = String> {
    let app = stage.ui.app();
    let touched = ElementHandle::find_by_element_type_name(app, "TouchArea").filter(|touch| {
        let (at, size) = (touch.absolute_position(), touch.size());
        let named = told.iter().any(|element| {
            let button = element.role == AccessibleRole::Button;
            // Beside a question nothing is chosen.
            let question = element.role == AccessibleRole::Groupbox;
            (button && element.at == at && element.size == size)
                || (question && element.holds(at, size))
        });
        // Nobody but the staff learns that the clock can be touched.
        let clock = at.y == 0.0 && at.x > 0.0 && size.width < 300.0;
        !(named || clock)
    });
    let silent = ElementHandle::find_by_element_type_name(app, "Text").filter(|text| {
        let (at, size) = (text.absolute_position(), text.size());
        text.accessible_role() == Some(AccessibleRole::None)
            && size.width > 0.0
            && size.height > 0.0
            && !told.iter().any(|element| is_name(&element.label) && element.covers(at, size))
    });
    let place = |of: ElementHandle| {
        format!("{:?} {:?} is told by nobody", of.absolute_position(), of.size())
    };
    touched.chain(silent).map(place)
}

/// Buttons that come before one that stands above them or left of them: line by line from the top, and a column to
/// its end before the next one.
fn disordered(told: &[Told]) -> impl Iterator<Item = String> {
    let reached = |element: &&Told| element.role == AccessibleRole::Button && element.enabled;
    let wrong = move |(first, then): &(&Told, &Told)| {
        let above = then.at.y + then.size.height <= first.at.y;
        let before = then.at.x + then.size.width <= first.at.x;
        let below = then.at.y >= first.at.y + first.size.height;
        let next_column = then.at.x >= first.at.x + first.size.width;
        // A question stands over the whole screen, wherever that was left.
        let asked = told.iter().any(|element| {
            element.role == AccessibleRole::Groupbox && element.holds(then.at, then.size)
        });
        !asked && ((above && !next_column) || (before && !below))
    };
    let buttons = told.iter().filter(reached);
    let pairs = buttons.zip(told.iter().filter(reached).skip(1)).filter(wrong);
    pairs.map(|(first, then)| format!("{:?} comes after {:?}", then.label, first.label))
}

/// Words of Indonesian that no other language of the kiosk has.
const INDONESIAN: [&str; 22] = [
    "silakan", "anda", "tidak", "belum", "sudah", "dapat", "atau", "menunggu", "untuk", "kembali",
    "sedang", "dari", "nomor", "akan", "hari", "buka", "orang", "yang", "ini", "itu", "dengan",
    "lagi",
];

/// Words that English does not share with them either.
const NOT_ENGLISH: [&str; 6] = ["loket", "menit", "mnt", "layanan", "antrean", "petugas"];

/// What stands in the hall file, which need not know every language; the longest first.
fn names_of_halls() -> Vec<String> {
    fn gather(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) => drop(found.insert(text.to_lowercase())),
            serde_json::Value::Array(several) => several.iter().for_each(|one| gather(one, found)),
            serde_json::Value::Object(fields) => fields.values().for_each(|one| gather(one, found)),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {
            }
        }
    }
    let mut found = BTreeSet::from(scenes::NAMES.map(str::to_lowercase));
    for hall in [fixture::catalogue(), fixture::two_queues()] {
        gather(&serde_json::to_value(&*hall).unwrap(), &mut found);
    }
    let mut found: Vec<String> = found.into_iter().filter(|text| text.len() > 2).collect();
    found.sort_by_key(|text| std::cmp::Reverse(text.len()));
    found
}

/// What is told in Indonesian on a screen of another language.
fn foreign(told: &[Told], language: Language, names: &[String]) -> impl Iterator<Item = String> {
    let is_foreign = move |text: &str| {
        language != Language::Id
            && text.split(|c: char| !c.is_alphabetic()).any(|word| {
                let english = language == Language::En && NOT_ENGLISH.contains(&word);
                english || INDONESIAN.contains(&word)
            })
    };
    let texts = told.iter().flat_map(|element| [&element.label, &element.description]);
    let wrong = texts.filter(move |text| {
        let mut rest = text.to_lowercase();
        if is_foreign(&rest) {
            names.iter().for_each(|known| rest = rest.replace(known, " "));
        }
        is_foreign(&rest)
    });
    wrong.cloned()
}
