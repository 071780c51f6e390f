//! The HTTP API from outside: a visitor's whole way, refusals, and what a bad caller is told.

use antrean_tests::process::{Api, HubProcess, Reply, open_hall};
use serde_json::{Value, json};
use std::path::PathBuf;

struct Hall {
    api: Api,
    hub: HubProcess,
    _folder: tempfile::TempDir,
}

fn training() -> Hall {
    let folder = tempfile::tempdir().unwrap();
    let hall: PathBuf = folder.path().join("hall.toml");
    std::fs::write(&hall, open_hall()).unwrap();
    let hub = HubProcess::start(&hall, None, "127.0.0.1:0");
    Hall { api: Api::new(&hub.address), hub, _folder: folder }
}

impl Hall {
    fn post(&self, path: &str, body: Value) -> Reply {
        self.api.post(path, &body, None).expect("the hub answers")
    }

    fn done(&self, path: &str, body: Value) -> Value {
        let reply = self.post(path, body);
        assert!(reply.status < 300, "{path}: {} {}", reply.status, reply.body);
        reply.body
    }

    fn refused(&self, path: &str, body: Value) -> (u16, String) {
        let reply = self.post(path, body);
        let kind =
            reply.body["type"].as_str().unwrap_or_default().trim_start_matches("urn:antrean:");
        (reply.status, kind.to_owned())
    }

    fn advance(&self, seconds: u32) {
        self.done("/training/clock", json!({ "advance_seconds": seconds }));
    }
}

#[test]
fn a_visitor_walks_through_the_whole_hall() {
    let hall = training();
    let drawn = hall.done("/tickets", json!({ "services": ["a01"], "channel": "api" }));
    assert_eq!(
        (&drawn["ticket"]["number"], &drawn["ticket"]["state"]),
        (&json!("A001"), &json!("waiting"))
    );
    assert_eq!(drawn["ticket"]["ahead"], json!(0));
    hall.done("/counters/1/open", json!({ "officer": "Ratna" }));
    let called = hall.done("/counters/1/call-next", json!({}));
    assert_eq!(
        (&called["ticket"]["number"], &called["why"]["rule"]),
        (&json!("A001"), &json!("oldest"))
    );
    assert_eq!(hall.refused("/counters/1/recall", json!({})), (409, "recall-too-early".to_owned()));
    hall.advance(45);
    let again = hall.done("/counters/1/recall", json!({}));
    assert_eq!(again["ticket"]["call_count"], json!(2));
    let board = hall.api.get("/board?zone=1").unwrap().body;
    assert_eq!(board["calls"][0]["kind"], json!("recall"));
    assert_eq!(board["calls"][1]["awaited"], json!(false));
    hall.done("/counters/1/serve", json!({}));
    let done = hall.done("/counters/1/complete-and-call-next", json!({}));
    assert_eq!(done["completed"]["state"], json!("completed"));
    assert!(done.get("ticket").is_none(), "nobody else waits");
    assert_eq!(hall.api.get("/counters/1").unwrap().body["today"]["completed"], json!(1));
}

#[test]
fn the_calls_of_a_ticket_are_told_on_later_days_too() {
    let hall = training();
    let drawn = hall.done("/tickets", json!({ "services": ["a01"] }));
    let other = hall.done("/tickets", json!({ "services": ["a01"] }));
    let path = |of: &Value| format!("/tickets/{}/calls", of["ticket"]["id"].as_str().unwrap());
    hall.done("/counters/1/open", json!({ "officer": "Ratna" }));
    hall.done("/counters/1/call-next", json!({}));
    hall.advance(45);
    hall.done("/counters/1/recall", json!({}));
    let told = hall.api.get(&path(&drawn)).unwrap().body;
    let kinds: Vec<&Value> =
        told["calls"].as_array().unwrap().iter().map(|call| &call["kind"]).collect();
    assert_eq!((&told["number"], kinds), (&json!("A001"), vec![&json!("call"), &json!("recall")]));
    let first = &told["calls"][0];
    assert_eq!((&first["counter"], &first["zone"]), (&json!("1"), &json!("1")));
    assert_eq!(
        (&first["shown"], &first["spoken"]),
        (&json!([]), &json!([])),
        "no display was there"
    );
    assert_eq!(hall.api.get(&path(&other)).unwrap().body["calls"], json!([]));
    hall.advance(24 * 3_600);
    let later = hall.api.get(&path(&drawn)).unwrap().body;
    assert_eq!(later, told, "the day is over, and its calls are as they were");
    let nobody = uuid::Uuid::now_v7();
    assert_eq!(hall.api.get(&format!("/tickets/{nobody}/calls")).unwrap().status, 404);
}

#[test]
fn a_visit_goes_on_at_another_agency() {
    let hall = training();
    let drawn = hall.done("/tickets", json!({ "services": ["a01", "b01"] }));
    let id = drawn["ticket"]["id"].as_str().unwrap();
    let stops = format!("/tickets/{id}/stops");
    for (body, field) in [
        (json!({}), "add"),
        (json!({ "add": "b02", "drop": "b01" }), "drop"),
        (json!({ "drop": "b01", "order": ["b01"] }), "order"),
    ] {
        let reply = hall.post(&stops, body);
        assert_eq!((reply.status, &reply.body["field"]), (422, &json!(field)));
    }
    hall.done(&stops, json!({ "add": "b02" }));
    hall.done(&stops, json!({ "order": ["b02", "b01"] }));
    let dropped = hall.done(&stops, json!({ "drop": "b01" }));
    let states = |reply: &Value| {
        let stops = reply["ticket"]["stops"].as_array().unwrap().iter();
        let stop = |stop: &Value| {
            format!("{} {}", stop["service"].as_str().unwrap(), stop["state"].as_str().unwrap())
        };
        stops.map(stop).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(states(&dropped), "a01 current, b02 later, b01 dropped");
    let entered = (409, "stop-entered".to_owned());
    assert_eq!(hall.refused(&stops, json!({ "drop": "a01" })), entered);
    hall.done("/counters/1/open", json!({ "officer": "Ratna" }));
    hall.done("/counters/1/call-next", json!({}));
    hall.done("/counters/1/serve", json!({}));
    let done = hall.done("/counters/1/complete", json!({}));
    assert_eq!(states(&done), "a01 done, b02 current, b01 dropped");
    assert_eq!(done["ticket"]["state"], json!("waiting"));
    assert_eq!(done["sent_on"]["next"]["service"], json!("b02"));
    let desk = done["sent_on"]["next"]["counters"][0].as_str().unwrap();
    hall.done(&format!("/counters/{desk}/open"), json!({ "officer": "Sari" }));
    let called = hall.done(&format!("/counters/{desk}/call-next"), json!({}));
    assert_eq!(
        (&called["ticket"]["number"], &called["why"]["rule"]),
        (&json!("A001"), &json!("later-stop"))
    );
    let sent = json!({ "counter": "1", "return": true });
    let sent = hall.done(&format!("/counters/{desk}/transfer"), sent);
    assert_eq!(states(&sent), "a01 done, a01 current, b02 later, b01 dropped");
    hall.advance(24 * 3_600);
    let past = hall.api.get(&format!("/tickets/{id}")).unwrap().body;
    assert_eq!(states(&past), "a01 done, a01 not-served, b02 not-served, b01 dropped");
}

#[test]
fn a_step_can_be_taken_back_for_a_minute() {
    let hall = training();
    hall.done("/tickets", json!({ "services": ["a01"] }));
    hall.done("/counters/1/open", json!({ "officer": "Ratna" }));
    hall.done("/counters/1/call-next", json!({}));
    assert_eq!(hall.done("/counters/1/undo", json!({}))["ticket"]["state"], json!("waiting"));
    assert_eq!(hall.refused("/counters/1/undo", json!({})), (409, "nothing-to-undo".to_owned()));
    hall.done("/counters/1/call-next", json!({}));
    hall.advance(61);
    assert_eq!(hall.refused("/counters/1/undo", json!({})), (409, "undo-expired".to_owned()));
}

#[test]
fn a_key_gives_the_same_ticket_again_and_never_another() {
    let hall = training();
    let body = json!({ "services": ["a01"] });
    let first = hall.api.post("/tickets", &body, Some("one")).unwrap();
    let second = hall.api.post("/tickets", &body, Some("one")).unwrap();
    assert_eq!((first.status, &first.body["ticket"]["id"]), (201, &second.body["ticket"]["id"]));
    assert_eq!(second.status, 201);
    let other = hall.api.post("/tickets", &json!({ "services": ["a02"] }), Some("one")).unwrap();
    assert_eq!(
        (other.status, &other.body["type"]),
        (422, &json!("urn:antrean:idempotency-key-reused"))
    );
    assert_eq!(hall.api.post("/tickets", &body, Some("not visible")).unwrap().status, 400);
}

#[test]
fn day_totals_of_priority_classes_name_nobody() {
    let hall = training();
    for priority in [json!("lansia"), json!("lansia"), json!(true), json!("hamil")] {
        hall.done("/tickets", json!({ "services": ["a01"], "priority": priority }));
    }
    let plain = hall.done("/tickets", json!({ "services": ["a01"] }));
    let id = plain["ticket"]["id"].as_str().unwrap();
    hall.done(&format!("/tickets/{id}/priority"), json!({ "grant": "disabilitas" }));
    hall.done(&format!("/tickets/{id}/priority"), json!({ "grant": "hamil" }));
    let last = hall.done("/tickets", json!({ "services": ["a01"], "priority": "hamil" }));
    let id = last["ticket"]["id"].as_str().unwrap();
    hall.done(&format!("/tickets/{id}/priority"), json!({ "withdraw": "keliru" }));
    let totals = hall.api.get("/priorities").unwrap().body;
    assert_eq!(totals["days"][0]["classes"], json!({ "hamil": 2, "lansia": 2 }));
    assert_eq!(totals["days"][0]["unnamed"], json!(1));
}

#[test]
fn bad_input_is_named_and_changes_nothing() {
    let hall = training();
    let before = hall.api.get("/health").unwrap().body["seq"].clone();
    let raw = |kind: &str, body: &[u8]| {
        let reply = hall.api.post_raw("/tickets", kind, body).expect("the hub answers");
        (
            reply.status,
            reply.body["type"]
                .as_str()
                .unwrap_or_default()
                .trim_start_matches("urn:antrean:")
                .to_owned(),
        )
    };
    let json_kind = "application/json";
    assert_eq!(raw(json_kind, b"{"), (400, "not-json".to_owned()));
    assert_eq!(raw("text/plain", b"{}"), (415, "not-json-type".to_owned()));
    assert_eq!(raw(json_kind, &vec![b' '; 70_000]), (413, "too-large".to_owned()));
    for (body, field) in [
        (json!({}), "services"),
        (json!({ "services": ["a01"], "colour": 1 }), "colour"),
        (json!({ "services": "a01" }), "services"),
        (json!({ "services": [] }), "services"),
        (json!({ "services": ["a01", "a01"] }), "services"),
        (json!({ "services": ["zz99"] }), "services"),
        (json!({ "services": ["A 01"] }), "services[0]"),
    ] {
        let reply = hall.post("/tickets", body.clone());
        assert_eq!(
            (reply.status, &reply.body["field"]),
            (422, &json!(field)),
            "{body}: {}",
            reply.body
        );
    }
    assert_eq!(hall.refused("/counters/99/call-next", json!({})), (404, "unknown-id".to_owned()));
    assert_eq!(hall.api.get("/tickets/nonsense").unwrap().status, 404);
    assert_eq!(hall.api.get("/nowhere").unwrap().status, 404);
    assert_eq!(hall.api.get("/counters/1/open").unwrap().status, 405);
    assert_eq!(hall.api.get("/health").unwrap().body["seq"], before, "nothing was written");
}

#[test]
fn the_ticket_page_stands_behind_its_token_alone() {
    let hall = training();
    let ticket = hall.done("/tickets", json!({ "services": ["a01"] }));
    let url = ticket["ticket"]["url"].as_str().unwrap();
    let token = url.rsplit('/').next().unwrap();
    let page = |token: &str| {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent: ureq::Agent = config.build().into();
        let mut response =
            agent.get(format!("http://{}/t/{token}", hall.hub.phones)).call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    };
    let (status, text) = page(token);
    assert_eq!(status, 200);
    assert!(text.contains("A001") && text.contains("Menunggu dipanggil"), "{text}");
    let unserved = "Belum ada loket yang buka";
    assert!(text.contains(unserved), "no counter is open: {text}");
    hall.done("/counters/1/open", json!({ "officer": "Rina" }));
    let (_, text) = page(token);
    assert!(!text.contains(unserved), "counter 1 may serve it: {text}");
    let id = ticket["ticket"]["id"].as_str().unwrap();
    hall.done(&format!("/tickets/{id}/stops"), json!({ "add": "b01" }));
    let (_, text) = page(token);
    assert!(text.contains("Setelah itu:"), "what comes afterwards is said: {text}");
    assert_eq!(page(&"0".repeat(32)).0, 404);
    assert_eq!(page("A001").0, 404);
}

#[test]
fn bookings_vouchers_and_rolls_come_over_http() {
    let hall = training();
    let today = hall.api.get("/hall").unwrap().body;
    let (day, now) = (&today["service_day"], today["now"].as_str().unwrap());
    let hour: u32 = now[11..13].parse().unwrap();
    let booking = |id: &str, service: &str| json!({ "id": id, "service": service, "day": day, "time": format!("{:02}:00", hour + 1) });
    let known = json!({ "bookings": [booking("JANJI01", "a01")] });
    assert_eq!(hall.done("/bookings", known.clone())["bookings_total"], json!(1));
    assert_eq!(hall.done("/bookings", known)["bookings_total"], json!(1));
    let other = hall.post("/bookings", json!({ "bookings": [booking("JANJI02", "b01")] }));
    assert_eq!((other.status, &other.body["field"]), (422, &json!("bookings[0].service")));
    let listed = hall.api.get("/bookings").unwrap().body;
    assert_eq!(listed["bookings"][0]["id"], json!("JANJI01"));
    let came = hall.done("/check-in", json!({ "booking": "janji-01" }));
    assert_eq!((&came["ticket"]["number"], &came["was_there"]), (&json!("A001"), &json!(false)));
    let again = hall.done("/check-in", json!({ "booking": "JANJI01" }));
    assert_eq!(
        (&again["ticket"]["id"], &again["was_there"]),
        (&came["ticket"]["id"], &json!(true))
    );
    let unknown = hall.refused("/check-in", json!({ "booking": "TIADA99" }));
    assert_eq!(unknown, (409, "booking-unknown".to_owned()));

    let id = came["ticket"]["id"].as_str().unwrap();
    let given = hall.done(&format!("/tickets/{id}/voucher"), json!({}));
    assert_eq!(given["ticket"]["state"], json!("cancelled"));
    let code = given["voucher"]["code"].as_str().unwrap();
    assert_eq!(code.len(), 10, "{code}");
    let with = json!({ "services": ["a01"], "voucher": code });
    let early = hall.post("/tickets", with.clone());
    assert_eq!((early.status, &early.body["valid_from"]), (409, &given["voucher"]["valid_from"]));
    // Kiosk and console ask for one code, whichever of the two a visitor has.
    let typed = json!({ "booking": code });
    assert_eq!(hall.refused("/check-in", typed.clone()), (409, "voucher-unknown".to_owned()));
    let id = hall.done("/tickets", json!({ "services": ["a01"] }))["ticket"]["id"].clone();
    let other = hall.done(&format!("/tickets/{}/voucher", id.as_str().unwrap()), json!({}));
    let other = json!({ "booking": other["voucher"]["code"] });
    hall.advance(24 * 3_600);
    hall.done("/tickets", with.clone());
    let drawn = hall.done("/check-in", other.clone());
    assert_eq!((&drawn["ticket"]["queue"], &drawn["was_there"]), (&json!("a"), &json!(false)));
    for refused in [
        hall.refused("/tickets", with),
        hall.refused("/check-in", typed),
        hall.refused("/check-in", other),
    ] {
        assert_eq!(refused, (409, "voucher-used".to_owned()));
    }

    let rolled = hall.done("/queues/a/roll", json!({ "from": 800, "to": 849 }));
    assert_eq!(rolled["queue"]["rolls"], json!([{ "from": 800, "to": 849 }]));
    let taken = hall.refused("/queues/a/roll", json!({ "from": 1, "to": 5 }));
    assert_eq!(taken, (409, "number-taken".to_owned()));
    assert_eq!(hall.refused("/queues/zz/roll", json!({ "from": 1, "to": 5 })).0, 404);
}
