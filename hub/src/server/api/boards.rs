//! What a zone's boards show, over HTTP: once, or as a stream of whole boards.

use super::body::language;
use super::call::look;
use super::problem::Problem;
use crate::server::Hub;
use crate::views;
use crate::world::World;
use antrean_shared::id::{CounterId, DeviceId, JournalId, QueueId, ZoneId};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::Language;
use antrean_shared::view::{BoardCall, CallKind};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use chrono::{DateTime, FixedOffset};
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use utoipa::{IntoParams, ToSchema};

/// Which board.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Where {
    /// The zone.
    zone: Option<String>,
}

/// What a zone's boards show.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BoardAnswer {
    #[schema(value_type = uuid::Uuid)]
    journal: JournalId,
    epoch: u64,
    seq: u64,
    now: DateTime<FixedOffset>,
    calls: Vec<CallThing>,
    queues: Vec<BoardQueue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    speaker: Option<DeviceId>,
    spoken: u64,
    counters: Vec<CounterThing>,
}

/// A counter of the zone that calls visitors.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CounterThing {
    #[schema(value_type = String)]
    id: CounterId,
    #[schema(value_type = String)]
    state: CounterState,
    /// The number that it has called or serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    serving: bool,
}

/// A call.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CallThing {
    call: u64,
    number: String,
    #[schema(value_type = String)]
    counter: CounterId,
    #[schema(value_type = String)]
    zone: ZoneId,
    at: DateTime<FixedOffset>,
    #[schema(value_type = String)]
    kind: CallKind,
    awaited: bool,
}

/// A queue of the zone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BoardQueue {
    #[schema(value_type = String)]
    id: QueueId,
    waiting: u32,
    counters_open: u32,
}

/// Returns a zone's board.
#[utoipa::path(get, path = "/api/v1/board", params(Where), responses((status = 200, body = BoardAnswer)))]
pub(super) async fn board(
    State(hub): State<Hub>,
    Query(place): Query<Where>,
    headers: HeaderMap,
) -> Result<Json<BoardAnswer>, Problem> {
    let language = language(&headers);
    let zone = zone(place).map_err(|problem| problem.in_language(language))?;
    seen(&hub, zone, language).await.map(Json)
}

/// Returns a zone's board again and again, whole, whenever it changes.
#[utoipa::path(get, path = "/api/v1/board/stream", params(Where), responses((status = 200, content_type = "text/event-stream", body = BoardAnswer)))]
pub(super) async fn stream(
    State(hub): State<Hub>,
    Query(place): Query<Where>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let language = language(&headers);
    let zone = zone(place).map_err(|problem| problem.in_language(language))?;
    seen(&hub, zone.clone(), language).await?;
    let mut views = hub.views.clone();
    views.mark_changed();
    let boards = futures_util::stream::unfold((hub, views, None), move |(hub, mut views, last)| {
        let zone = zone.clone();
        async move {
            loop {
                views.changed().await.ok()?;
                let body = views.borrow_and_update().boards.get(&zone).cloned()?;
                if last.as_ref() == Some(&body) {
                    continue;
                }
                let board = seen(&hub, zone.clone(), language).await.ok()?;
                let event = Event::default().json_data(board).expect("a board is plain data");
                return Some((Ok(event), (hub, views, Some(body))));
            }
        }
    });
    Ok(Sse::new(boards).keep_alive(KeepAlive::default()))
}

fn zone(place: Where) -> Result<ZoneId, Problem> {
    let text = place.zone.ok_or_else(|| Problem::field("wrong-form", "zone"))?;
    ZoneId::new(text).map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
}

async fn seen(hub: &Hub, zone: ZoneId, language: Language) -> Result<BoardAnswer, Problem> {
    let unknown = || Problem::new(StatusCode::NOT_FOUND, "unknown-id");
    look(hub, language, move |world, _| answer(world, &zone).ok_or_else(unknown)).await
}

fn answer(world: &World, zone: &ZoneId) -> Option<BoardAnswer> {
    let zone = world.hall.zones.iter().find(|known| known.id == *zone)?;
    let view = views::board(world, zone);
    let offset = world.hall.offset(world.now);
    let thing = |call: &BoardCall| CallThing {
        call: call.call,
        number: call.number.to_string(),
        counter: call.counter.clone(),
        zone: zone.id.clone(),
        at: call.at.at(offset),
        kind: call.kind,
        awaited: call.awaited,
    };
    let queues = view.queues.iter().map(|queue| BoardQueue {
        id: queue.queue.clone(),
        waiting: queue.waiting,
        counters_open: queue.counters_open,
    });
    let counters = view.counters.iter().map(|told| CounterThing {
        id: told.counter.clone(),
        state: told.state,
        number: told.number.map(|number| number.to_string()),
        serving: told.serving,
    });
    Some(BoardAnswer {
        journal: world.head.journal,
        epoch: world.head.epoch,
        seq: world.head.seq,
        now: world.now.at(offset),
        calls: view.calls.iter().map(thing).collect(),
        queues: queues.collect(),
        speaker: view.speaker,
        spoken: view.spoken,
        counters: counters.collect(),
    })
}
