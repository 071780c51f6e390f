//! A console looks for numbers over the link of a real hub: beyond the first thirty of its view, in
//! other queues, and where there are none.

use antrean_shared::id::{CounterId, DeviceId};
use antrean_shared::limits::{COUNTER_WAITING_MAX, SEARCH_FOUND_MAX};
use antrean_shared::link::{self, Link, LinkConfig, LinkEnds};
use antrean_shared::protocol::{Envelope, Role};
use antrean_shared::search::{Found, NumberPart, Search};
use antrean_shared::ticket::TicketState;
use antrean_shared::view::View;
use antrean_tests::process::{Api, HubProcess, open_hall};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

struct Desk {
    link: Link,
    ends: LinkEnds,
    searches: u64,
}

impl Desk {
    async fn find(&mut self, text: &str) -> Arc<Found> {
        self.searches += 1;
        let search = self.searches;
        let text = NumberPart::new(text).unwrap();
        self.link.search(Search { search, counter: counter(), text });
        let is_it = |found: &Option<Arc<Found>>| found.as_ref().is_some_and(|f| f.search == search);
        let answer = tokio::time::timeout(PATIENCE, self.ends.found.wait_for(is_it));
        answer.await.expect("the hub answers").unwrap().clone().unwrap()
    }
}

fn counter() -> CounterId {
    CounterId::new("1").unwrap()
}

#[test]
fn every_number_of_today_is_found_or_said_to_be_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let hall = folder.path().join("hall.toml");
    std::fs::write(&hall, open_hall()).unwrap();
    let hub = HubProcess::start(&hall, None, "127.0.0.1:0");
    let api = Api::new(&hub.address);
    let draw = |service: &str| {
        let body = json!({ "services": [service], "channel": "api" });
        api.post("/tickets", &body, None).unwrap().body["ticket"]["number"].clone()
    };
    for number in 1..=42 {
        assert_eq!(draw("a01"), json!(format!("A{number:03}")));
    }
    assert_eq!(draw("b01"), json!("B001"));

    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let config = LinkConfig {
        hub: hub.address.clone(),
        device: DeviceId::new("desk-1").unwrap(),
        role: Role::Console { counter: Some(counter()) },
        program: "test".to_owned(),
        folder: folder.path().join("desk"),
    };
    let (link, ends) = link::start(runtime.handle(), config).unwrap();
    runtime.block_on(look(Desk { link, ends, searches: 0 }));

    let over_http = |text: &str| api.get(&format!("/counters/1/waiting?search={text}")).unwrap();
    let found = over_http("a42").body["waiting"].clone();
    assert_eq!(found[0]["ticket"]["number"], json!("A042"), "the same rule finds it over HTTP");
    assert_eq!(over_http("A-1").status, 422);
}

async fn look(mut desk: Desk) {
    // The first view may be from before the last visitors came.
    let all = |view: &Option<Arc<Envelope>>| match view.as_ref().map(|envelope| &envelope.view) {
        Some(View::Counter(view)) => view.waiting_total == 42,
        Some(View::Kiosk(_) | View::Lobby(_) | View::Board(_)) | None => false,
    };
    let view = tokio::time::timeout(PATIENCE, desk.ends.views.wait_for(all)).await.unwrap();
    let view = view.unwrap().clone().unwrap();
    let View::Counter(view) = &view.view else { panic!("no counter") };
    assert_eq!(view.waiting.len(), COUNTER_WAITING_MAX);

    for typed in ["A042", "a42"] {
        let found = desk.find(typed).await;
        let numbers: Vec<String> = found.waiting.iter().map(|row| row.number.to_string()).collect();
        assert_eq!((numbers, found.waiting_total), (vec!["A042".to_owned()], 1), "{typed}");
        assert_eq!(found.elsewhere, None);
    }
    let found = desk.find("A").await;
    assert_eq!((found.waiting.len(), found.waiting_total), (SEARCH_FOUND_MAX, 42));
    let found = desk.find("a4").await;
    assert_eq!(found.waiting[0].number.to_string(), "A004", "the very number comes first");
    let found = desk.find("B1").await;
    let place = found.elsewhere.clone().expect("B001 is in another queue");
    assert_eq!((place.number.to_string().as_str(), place.state), ("B001", TicketState::Waiting));
    let found = desk.find("A043").await;
    assert_eq!((found.waiting_total, found.elsewhere.clone()), (0, None), "nobody has it");
}
