//! A hall file that is changed while the hall runs: in force at once, tomorrow, or refused.

use antrean_tests::process::{Api, HubProcess, open_hall};
use antrean_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;

const NOTICED_WITHIN: Duration = Duration::from_secs(20);

/// Waits until the hub says of its hall file what is expected.
fn health(api: &Api, what: &str, is: impl Fn(&Value) -> bool) -> Value {
    let look = || {
        let hall = api.get("/health").map(|reply| reply.body["hall"].clone());
        Ok(hall.filter(&is))
    };
    wait::until(what, NOTICED_WITHIN, look).unwrap_or_else(|error| panic!("{error:#}"))
}

#[test]
fn a_changed_hall_file_is_in_force_at_once_tomorrow_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("hall.toml"), folder.path().join("data"));
    let write = |text: &str| std::fs::write(&file, text).unwrap();
    let first = open_hall();
    write(&first);
    let hub = HubProcess::start(&file, Some(&data), "127.0.0.1:0");
    let api = Api::new(&hub.address);
    let name = || api.get("/hall").unwrap().body["agencies"][0]["name"].clone();
    let old = name();
    health(&api, "the first file", |hall| hall["revision"] == 1);

    let renamed = first.replacen(old.as_str().unwrap(), "Dinas Kependudukan Baru", 1);
    assert_ne!(renamed, first);
    write(&renamed);
    health(&api, "a new name", |hall| hall["revision"] == 2);
    assert_eq!(name(), json!("Dinas Kependudukan Baru"));

    let drawn = api.post("/tickets", &json!({ "services": ["a01"] }), None).unwrap();
    assert_eq!(drawn.status, 201, "{}", drawn.body);
    let prefix = "prefix = \"A\"";
    assert!(renamed.contains(prefix));
    write(&renamed.replacen(prefix, "prefix = \"QQ\"", 1));
    let waits = health(&api, "a new prefix", |hall| hall["waiting_change"].is_string());
    let why = waits["waiting_change"].as_str().unwrap();
    assert!(why.contains("berlaku besok: masih ada 1 orang"), "{why}");
    assert_eq!(waits["revision"], 2, "the old file is in force until the day turns");

    write(&format!("{renamed}\nunknown_key = 1\n"));
    let refused = health(&api, "an unknown key", |hall| hall["refused_change"].is_string());
    let why = refused["refused_change"].as_str().unwrap();
    assert!(why.contains("hall.toml:") && why.contains("unknown_key"), "{why}");
    assert_eq!((&refused["revision"], &refused["waiting_change"]), (&json!(2), &Value::Null));

    write(&renamed);
    health(&api, "the file as it was", |hall| hall["refused_change"].is_null());
    assert_eq!(name(), json!("Dinas Kependudukan Baru"));
}
