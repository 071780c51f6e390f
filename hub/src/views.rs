//! What each app may show, made from the world after a commit (contract.md 6).
//!
//! Bodies are serialised once and shared; an unchanged body keeps its old bytes, so that a session
//! sees by the pointer whether it has anything to send.

mod board;
pub(crate) mod counter;
mod kiosk;
pub(crate) mod visit;

use crate::hall::Zone;
use crate::journal::Head;
use crate::world::World;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::id::{CounterId, KioskId, QueueId, ZoneId};
use antrean_shared::protocol::{HubMessage, encode};
use antrean_shared::rejection::CounterState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{BoardView, QueueFigures, View};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A view's JSON, shared by all who show it.
pub type Body = Arc<str>;

/// Every view of the hall at one entry of the journal.
#[derive(Debug, Clone)]
pub struct Views {
    /// Where the journal stood.
    pub head: Head,
    /// Hub time when they were made.
    pub now: Timestamp,
    /// The catalogue, as the message that carries it.
    pub catalogue: Body,
    /// Its revision.
    pub catalogue_revision: u64,
    /// Per kiosk.
    pub kiosks: BTreeMap<KioskId, Body>,
    /// For consoles without a counter.
    pub lobby: Body,
    /// Per counter.
    pub counters: BTreeMap<CounterId, Body>,
    /// Per zone.
    pub boards: BTreeMap<ZoneId, Body>,
}

impl Views {
    /// Returns views without content, for a hub that has not opened a day yet.
    pub(crate) fn empty(world: &World) -> Self {
        Self {
            head: world.head,
            now: world.now,
            catalogue: Arc::from(""),
            catalogue_revision: 0,
            kiosks: BTreeMap::new(),
            lobby: Arc::from(""),
            counters: BTreeMap::new(),
            boards: BTreeMap::new(),
        }
    }

    /// Makes all views; bodies that are as they were in `old` keep their bytes.
    pub fn project(world: &World, old: Option<&Self>) -> Self {
        let figures = figures(world);
        let devices = counter::devices(world);
        let hall = &world.hall;
        let kiosks = hall.kiosks.values().map(|kiosk| {
            let before = old.and_then(|old| old.kiosks.get(&kiosk.id));
            (kiosk.id.clone(), body(&View::Kiosk(kiosk::view(world, kiosk, &figures)), before))
        });
        let counters = hall.counters.values().map(|desk| {
            let before = old.and_then(|old| old.counters.get(&desk.id));
            (
                desk.id.clone(),
                body(
                    &View::Counter(Box::new(counter::view(world, desk, (&figures, &devices)))),
                    before,
                ),
            )
        });
        let boards = hall.zones.iter().map(|zone| {
            let before = old.and_then(|old| old.boards.get(&zone.id));
            (zone.id.clone(), body(&View::Board(board::view(world, zone, &figures)), before))
        });
        let (catalogue, catalogue_revision) = match old {
            Some(old) if old.catalogue_revision == revision(world) => {
                (Arc::clone(&old.catalogue), old.catalogue_revision)
            }
            Some(_) | None => catalogue(world),
        };
        Self {
            head: world.head,
            now: world.now,
            catalogue,
            catalogue_revision,
            kiosks: kiosks.collect(),
            lobby: body(&View::Lobby(counter::lobby(world, &figures)), old.map(|old| &old.lobby)),
            counters: counters.collect(),
            boards: boards.collect(),
        }
    }

    /// Puts a body into its envelope: the message that a session sends.
    pub fn envelope(&self, body: &Body, now: Timestamp) -> String {
        let Head { journal, epoch, seq, .. } = &self.head;
        let now = now.0;
        format!(
            r#"{{"view":{{"journal":"{journal}","epoch":{epoch},"seq":{seq},"now":{now},"view":{body}}}}}"#
        )
    }
}

/// The live figures of the hall's queues, worked out once per projection.
pub(crate) type Figures = BTreeMap<QueueId, QueueFigures>;

/// Works out the live figures of every queue.
pub(crate) fn figures(world: &World) -> Figures {
    let state = &world.state;
    let open = |queue: &QueueId| {
        let desks = world.hall.counters.values().filter(|desk| desk.queues.contains(queue));
        desks.filter(|desk| state.counter_state(&desk.id) == CounterState::Open).count()
    };
    let figure = |queue: &QueueId| QueueFigures {
        queue: queue.clone(),
        waiting: state.ahead_of_newcomer(queue),
        live: world.moment().circumstances(queue),
        standby: state
            .standby
            .get(queue)
            .map_or(0, |list| u32::try_from(list.people.len()).unwrap_or(u32::MAX)),
        counters_open: u32::try_from(open(queue)).unwrap_or(u32::MAX),
        wait: world.newcomers_wait(queue),
    };
    world.hall.queue_order.iter().map(|queue| (queue.clone(), figure(queue))).collect()
}

/// Makes the board view of one zone.
pub(crate) fn board(world: &World, zone: &Zone) -> BoardView {
    board::view(world, zone, &figures(world))
}

fn body(view: &View, before: Option<&Body>) -> Body {
    let text = encode(view);
    match before {
        Some(before) if **before == *text => Arc::clone(before),
        Some(_) | None => Arc::from(text),
    }
}

fn revision(world: &World) -> u64 {
    world.hall.catalogue_revision(world.day())
}

fn catalogue(world: &World) -> (Body, u64) {
    let catalogue: Catalogue = world.hall.catalogue(world.head.hall, world.day(), world.training);
    let revision = catalogue.revision;
    (Arc::from(encode(&HubMessage::Catalogue(Box::new(catalogue)))), revision)
}
