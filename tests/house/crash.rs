//! A hub that is killed in the middle: every acknowledged number exists once, and none twice.

use antrean_tests::process::{Api, HubProcess, open_hall};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

const CLIENTS: usize = 4;
const KILLS: usize = 8;
/// Numbers that are given between two kills.
const TICKETS_A_ROUND: usize = 40;

/// Draws numbers until told to stop; a call without an answer is repeated with its key.
fn draw(address: &Mutex<String>, stop: &AtomicBool, client: usize) -> Vec<(String, Value)> {
    let mut acknowledged = Vec::new();
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        let key = format!("client-{client}-{count}");
        let body = json!({ "services": ["a01"] });
        let reply = loop {
            let api = Api::new(&address.lock().unwrap().clone());
            match api.post("/tickets", &body, Some(&key)) {
                Some(reply) => break reply,
                None if stop.load(Ordering::Relaxed) => return acknowledged,
                None => std::thread::yield_now(),
            }
        };
        assert_eq!(reply.status, 201, "{}", reply.body);
        acknowledged.push((key, reply.body["ticket"].clone()));
        count += 1;
    }
    acknowledged
}

fn start(hall: &Path, data: &Path) -> HubProcess {
    HubProcess::start(hall, Some(data), "127.0.0.1:0")
}

#[test]
fn a_killed_hub_loses_no_number_and_gives_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (hall, data) = (folder.path().join("hall.toml"), folder.path().join("data"));
    std::fs::write(&hall, open_hall()).unwrap();
    let mut hub = start(&hall, &data);
    let address = Arc::new(Mutex::new(hub.address.clone()));
    let stop = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (address, stop) = (Arc::clone(&address), Arc::clone(&stop));
            std::thread::spawn(move || draw(&address, &stop, client))
        })
        .collect();
    for round in 1..=KILLS {
        let api = Api::new(&hub.address);
        let wanted = (round * TICKETS_A_ROUND) as u64;
        while api.get("/health").and_then(|reply| reply.body["seq"].as_u64()).unwrap_or(0) < wanted
        {
            std::thread::yield_now();
        }
        hub.kill();
        hub = start(&hall, &data);
        *address.lock().unwrap() = hub.address.clone();
    }
    stop.store(true, Ordering::Relaxed);
    let acknowledged: Vec<_> =
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
    let api = Api::new(&hub.address);
    let mut numbers = BTreeMap::new();
    for (key, ticket) in &acknowledged {
        let found = api.get(&format!("/tickets/{}", ticket["id"].as_str().unwrap())).unwrap();
        assert_eq!(found.status, 200, "{key} was acknowledged and is gone");
        assert_eq!(found.body["ticket"]["number"], ticket["number"]);
        let twice = numbers.insert(ticket["number"].to_string(), key);
        assert!(twice.is_none(), "{} was given to {key} and {twice:?}", ticket["number"]);
    }
    let waiting = api.get("/hall").unwrap().body["queues"][0]["waiting"].as_u64().unwrap();
    let ids: BTreeSet<_> =
        acknowledged.iter().map(|(_, ticket)| ticket["id"].to_string()).collect();
    assert_eq!(ids.len(), acknowledged.len());
    let unanswered = waiting as usize - acknowledged.len();
    assert!(
        unanswered <= CLIENTS,
        "only calls cut off at the very end may stay without an answer: {unanswered}"
    );
    println!(
        "{KILLS} kills, {} numbers acknowledged, 0 lost, 0 twice, {unanswered} cut off",
        acknowledged.len()
    );
}
