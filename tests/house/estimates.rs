//! A real hub learns from its own day: waits of yesterday, promises of today.

use antrean_tests::process::{Api, HubProcess, open_hall};
use antrean_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;

const VISITORS: usize = 40;
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn the_waits_of_a_day_are_learnt_from_on_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let hall = folder.path().join("hall.toml");
    std::fs::write(&hall, open_hall()).unwrap();
    let hub = HubProcess::start(&hall, None, "127.0.0.1:0");
    let api = Api::new(&hub.address);
    let post = |path: &str, body: &Value| api.post(path, body, None).unwrap();
    let open = || post("/counters/1/open", &json!({ "officer": "Ani" }));
    let range = || queue_a(&api)["estimate"].clone();

    open();
    assert!(api.get("/estimates").unwrap().body["learnt_on"].is_null());
    let width = |range: &Value| {
        let end = |name: &str| range[name].as_f64().unwrap();
        end("high_minutes") - end("low_minutes")
    };
    for _ in 0..VISITORS {
        let ticket = post("/tickets", &json!({ "services": ["a01"] })).body["ticket"].clone();
        assert!(ticket["estimate"]["likely_minutes"].is_number(), "{ticket}");
        post("/training/clock", &json!({ "advance_seconds": 60 }));
        for step in ["call-next", "serve", "complete"] {
            assert_eq!(post(&format!("/counters/1/{step}"), &json!({})).status, 200, "{step}");
        }
    }
    let unlearnt = range();
    let today = api.get("/estimates").unwrap().body["days"][0].clone();
    assert_eq!(today["queues"][0]["called"], json!(VISITORS));

    post("/training/clock", &json!({ "advance_seconds": 24 * 3_600 }));
    let day = api.get("/hall").unwrap().body["service_day"].clone();
    let learnt = || api.get("/estimates").unwrap().body["learnt_on"] == day;
    wait::until("learning", PATIENCE, || Ok(learnt().then_some(()))).unwrap();
    let days = api.get("/estimates").unwrap().body["days"].clone();
    assert_eq!(days[0], today, "yesterday is kept");
    open();
    let learnt = range();
    assert!(width(&learnt) < width(&unlearnt), "{learnt} after {unlearnt}");
}

fn queue_a(api: &Api) -> Value {
    let hall = api.get("/hall").unwrap().body;
    let queues = hall["queues"].as_array().unwrap();
    queues.iter().find(|queue| queue["id"] == "a").unwrap().clone()
}
