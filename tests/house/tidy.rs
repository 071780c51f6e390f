//! The rules of the house that a machine can check.

use antrean_hub::server::api::openapi::Description;
use antrean_shared::command::Command;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use utoipa::OpenApi;

/// Commands that come over the route of another, told apart by the body (api.md).
const SHARE_A_ROUTE: [(&str, &str); 5] = [
    ("withdraw_priority", "grant_priority"),
    ("force_close", "force_open"),
    ("end_force", "force_open"),
    ("drop_stop", "add_stop"),
    ("order_stops", "add_stop"),
];
const CODE_LINES_MAX: usize = 400;
const SLINT_LINES_MAX: usize = 250;
const CRATES: [&str; 6] = ["shared", "hub", "kiosk", "counter", "display", "tests"];
const APPS: [&str; 3] = ["kiosk", "counter", "display"];
/// Commands that come from the hub itself or over the link alone (contract.md 2).
const WITHOUT_ROUTE: [&str; 4] = ["confirm_shown", "give_back", "report_shown", "report_spoken"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests is a folder of the workspace")
        .to_owned()
}

/// Returns the files below a folder with one of the endings, in a fixed order.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn code() -> Vec<PathBuf> {
    CRATES.iter().flat_map(|name| files(&root().join(name), &["rs", "slint"])).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn dependencies(name: &str, tables: &[&str]) -> BTreeSet<String> {
    let manifest: toml::Table = read(&root().join(name).join("Cargo.toml")).parse().unwrap();
    let named = tables.iter().filter_map(|table| manifest.get(*table)?.as_table());
    named.flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn crates_depend_only_along_the_allowed_edges() {
    let all = ["dependencies", "dev-dependencies", "build-dependencies"];
    for name in ["hub", "kiosk", "counter", "display"] {
        let own: Vec<_> = dependencies(name, &all)
            .into_iter()
            .filter(|name| name.starts_with("antrean-"))
            .collect();
        assert_eq!(own, ["antrean-shared"], "{name} depends on shared alone");
    }
    let only = |crates: &[&str], dependency: &str| {
        for name in CRATES.iter().filter(|name| !crates.contains(name) && **name != "tests") {
            assert!(
                !dependencies(name, &all).contains(dependency),
                "{name} may not know {dependency}"
            );
        }
    };
    only(&APPS, "slint");
    only(&["hub"], "rusqlite");
    only(&["hub"], "axum");
    only(&["kiosk"], "escpos");
    only(&["kiosk"], "serialport");
    only(&["kiosk", "display"], "rodio");
}

#[test]
fn pure_modules_know_no_shell() {
    let shell = [
        "rusqlite",
        "axum",
        "tokio",
        "slint",
        "std::fs",
        "std::net",
        "std::time::Instant",
        "SystemTime",
    ];
    let pure = [
        "hub/src/engine.rs",
        "hub/src/engine",
        "hub/src/state.rs",
        "hub/src/state",
        "hub/src/estimate.rs",
        "hub/src/estimate",
        "hub/src/event.rs",
        "hub/src/views",
        "kiosk/src/controller.rs",
        "kiosk/src/controller",
        "kiosk/src/screen.rs",
        "kiosk/src/receipt.rs",
        "counter/src/controller.rs",
        "counter/src/controller",
        "counter/src/screen.rs",
        "display/src/controller.rs",
        "display/src/announcer.rs",
        "display/src/phrase.rs",
        "display/src/phrase",
        "display/src/screen.rs",
        "shared/src/id.rs",
        "shared/src/time.rs",
        "shared/src/ticket.rs",
        "shared/src/command.rs",
        "shared/src/view.rs",
        "shared/src/wait.rs",
        "shared/src/why.rs",
        "shared/src/search.rs",
        "shared/src/protocol.rs",
        "shared/src/limits.rs",
        "shared/src/opening.rs",
    ];
    for place in pure {
        let path = root().join(place);
        let paths = if path.is_dir() { files(&path, &["rs"]) } else { vec![path] };
        for path in paths {
            let text = read(&path);
            let code = text.split("#[cfg(test)]").next().unwrap();
            for word in shell {
                let used = code
                    .lines()
                    .any(|line| line.trim_start().starts_with("use ") && line.contains(word));
                assert!(!used, "{} is pure and may not use {word}", path.display());
            }
        }
    }
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for path in code() {
        let text = read(&path);
        let is_slint = path.extension().is_some_and(|ending| ending == "slint");
        let is_test =
            path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
        // Tests inside the file are left out; a line that names a file of tests ends nothing.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text);
        let lines = code.lines().count();
        let max = if is_slint { SLINT_LINES_MAX } else { CODE_LINES_MAX };
        if lines > max && !is_test {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "too long:\n{}", long.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
    for path in code() {
        for (number, line) in read(&path).lines().enumerate() {
            let stray = words
                .iter()
                .any(|word| line.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word));
            assert!(!stray, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn every_command_has_a_route_and_a_description() {
    let description = serde_json::to_value(Description::openapi()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let methods = paths.values().flat_map(|path| path.as_object().unwrap().values());
    let described: BTreeSet<_> =
        methods.filter_map(|method| method["operationId"].as_str()).collect();
    for name in Command::NAMES {
        let of = SHARE_A_ROUTE.iter().find(|(other, _)| *other == name).map_or(name, |(_, of)| of);
        assert_eq!(described.contains(of), !WITHOUT_ROUTE.contains(&name), "{name}");
    }
}

#[test]
fn every_text_on_a_screen_is_translated() {
    for app in APPS {
        let catalogue = |code: &str| format!("assets/lang/{code}/LC_MESSAGES/antrean-{app}.po");
        // English everywhere; a further language is complete where it has begun, but for the staff's
        // menu, which a language without words of its own shows in Indonesian.
        let begun = ["jv", "su"].into_iter().filter(|code| root().join(catalogue(code)).exists());
        for code in ["en"].into_iter().chain(begun) {
            let translated = translated(&read(&root().join(catalogue(code))));
            for path in files(&root().join(app).join("ui"), &["slint"]) {
                let of_staff =
                    code != "en" && path.components().any(|part| part.as_os_str() == "staff");
                for text in texts(&read(&path)) {
                    let known = of_staff || translated.contains(&text);
                    assert!(known, "{app}: {}: {text:?} is not in {code}", path.display());
                }
            }
        }
    }
}

/// Returns the first texts of all `@tr("…")`.
fn texts(slint: &str) -> Vec<String> {
    let starts = slint.match_indices("@tr(").map(|(at, word)| &slint[at + word.len()..]);
    starts.filter_map(|rest| quoted(rest.trim_start())).collect()
}

/// Reads the quoted text at the start.
fn quoted(text: &str) -> Option<String> {
    let rest = text.strip_prefix('"')?;
    let mut end = 0;
    let bytes = rest.as_bytes();
    while bytes.get(end)? != &b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    Some(rest[..end].to_owned())
}

/// Returns the source texts of a catalogue that have a translation.
fn translated(po: &str) -> BTreeSet<String> {
    let joined = po.replace("\"\n\"", "");
    let mut known = BTreeSet::new();
    let mut source = None;
    for line in joined.lines() {
        if let Some(rest) = line.strip_prefix("msgid ") {
            source = quoted(rest);
        } else if let Some(rest) =
            line.strip_prefix("msgstr").and_then(|rest| rest.find('"').map(|at| &rest[at..]))
        {
            let filled = quoted(rest).is_some_and(|text| !text.is_empty());
            known.extend(source.take().filter(|_| filled));
        }
    }
    known
}
