//! The hall as a whole over HTTP: what it is made of, how it is, texts on its boards.

use super::body::{Call, language};
use super::call::{Reading, command, look};
use super::problem::Problem;
use super::thing::{CounterThing, EstimateThing, estimated};
use crate::estimate::Absent;
use crate::estimate::calibration::Tally;
use crate::hall::Queue;
use crate::server::Hub;
use crate::state::UNDO_WITHIN;
use crate::world::World;
use antrean_shared::command::Command;
use antrean_shared::id::{AgencyId, HallId, PriorityId, QueueId, ServiceId, ZoneId};
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::ticket::{Language, Prefix};
use antrean_shared::time::{ServiceDay, Timestamp};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The hall.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HallAnswer {
    #[schema(value_type = uuid::Uuid)]
    id: HallId,
    name: String,
    time_zone: String,
    now: DateTime<FixedOffset>,
    #[schema(value_type = String)]
    service_day: ServiceDay,
    training: bool,
    agencies: Vec<AgencyThing>,
    queues: Vec<QueueThing>,
    services: Vec<ServiceThing>,
    counters: Vec<CounterThing>,
    priorities: Vec<PriorityThing>,
    rules: RulesThing,
}

/// An agency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AgencyThing {
    #[schema(value_type = String)]
    id: AgencyId,
    name: String,
    #[schema(value_type = String)]
    zone: ZoneId,
}

/// A queue with whether it gives numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueueThing {
    #[schema(value_type = String)]
    id: QueueId,
    #[schema(value_type = String)]
    prefix: Prefix,
    #[schema(value_type = String)]
    agency: AgencyId,
    open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    closed_reason: Option<ClosedReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quota_left: Option<u32>,
    waiting: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<EstimateThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    estimate_absent: Option<Absent>,
}

/// A service.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ServiceThing {
    #[schema(value_type = String)]
    id: ServiceId,
    name: String,
    #[schema(value_type = String)]
    agency: AgencyId,
    #[schema(value_type = String)]
    queue: QueueId,
    open: bool,
    usual_minutes: u16,
}

/// A priority class.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PriorityThing {
    #[schema(value_type = String)]
    id: PriorityId,
    name: String,
}

/// The numbers of the rules in force.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RulesThing {
    order: &'static str,
    head_start_minutes: u32,
    priority_in_a_row_max: u32,
    waited_too_long_minutes: u32,
    rank_patience_minutes: u32,
    recall_after_seconds: u32,
    recalls_max: u32,
    return_within_minutes: u32,
    return_after_places: u32,
    skip_grace_seconds: u32,
    yields_max: u32,
    undo_seconds: u64,
}

/// How the hub is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HealthAnswer {
    status: &'static str,
    hall: HallHealth,
    date_confirmed: bool,
    erasure_pending: bool,
    #[schema(value_type = uuid::Uuid)]
    journal: antrean_shared::id::JournalId,
    epoch: u64,
    seq: u64,
    devices: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    phones: Option<String>,
}

/// The hall file in force.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HallHealth {
    revision: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting_change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused_change: Option<String>,
}

/// A text for the boards.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnnounceBody {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    zone: Option<ZoneId>,
    text: String,
}

/// An empty answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Accepted {}

/// Returns what the hall is made of, with what gives numbers now.
#[utoipa::path(get, path = "/api/v1/hall", responses((status = 200, body = HallAnswer)))]
pub(super) async fn hall(
    State(hub): State<Hub>,
    headers: HeaderMap,
) -> Result<Json<HallAnswer>, Problem> {
    let language = language(&headers);
    look(&hub, language, move |world, _| Ok(answer(world, language))).await.map(Json)
}

/// Returns how the hub is.
#[utoipa::path(get, path = "/api/v1/health", responses((status = 200, body = HealthAnswer)))]
pub(super) async fn health(State(hub): State<Hub>) -> Result<Json<HealthAnswer>, Problem> {
    let (devices, phones) = (hub.sessions.len(), hub.phones.as_deref().map(str::to_owned));
    let seen = look(&hub, Language::Id, move |world, journal| {
        Ok(HealthAnswer {
            status: "ready",
            hall: HallHealth {
                revision: world.hall.revision,
                waiting_change: world.waiting_change.clone(),
                refused_change: world.refused_change.clone(),
            },
            date_confirmed: world.date_sure,
            erasure_pending: journal.erasure_pending(),
            journal: world.head.journal,
            epoch: world.head.epoch,
            seq: world.head.seq,
            devices,
            phones,
        })
    });
    seen.await.map(Json)
}

/// How the promised waits came true.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CalibrationAnswer {
    /// The day from which on the model in use holds; none: the hall file's usual minutes alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    learnt_on: Option<ServiceDay>,
    /// Days with promises, today included, the newest first.
    days: Vec<CalibrationDay>,
}

/// How one day's promises came true.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CalibrationDay {
    #[schema(value_type = String)]
    day: ServiceDay,
    queues: Vec<CalibrationQueue>,
}

/// How one queue's promises came true on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CalibrationQueue {
    #[schema(value_type = String)]
    queue: QueueId,
    /// Visitors called who had been promised a wait.
    called: u32,
    /// The share of them called within their range.
    inside_share: Option<f64>,
    /// The mean distance between the likely wait and the actual one.
    mean_error_minutes: Option<f64>,
    /// The share of them who waited over 10 minutes longer than was likely.
    told_too_little_share: Option<f64>,
}

/// Returns how the promised waits came true, per queue and day.
#[utoipa::path(get, path = "/api/v1/estimates", responses((status = 200, body = CalibrationAnswer)))]
pub(super) async fn estimates(State(hub): State<Hub>) -> Result<Json<CalibrationAnswer>, Problem> {
    look(&hub, Language::Id, |world, _| Ok(calibration(world))).await.map(Json)
}

fn calibration(world: &World) -> CalibrationAnswer {
    let state = &world.state;
    let of_day = |day, tallies: Vec<(&QueueId, &Tally)>| {
        let queues = tallies.into_iter().map(|(queue, tally)| CalibrationQueue {
            queue: queue.clone(),
            called: tally.called,
            inside_share: tally.inside_share(),
            mean_error_minutes: tally.mean_error_minutes(),
            told_too_little_share: tally.too_little_share(),
        });
        CalibrationDay { day, queues: queues.collect() }
    };
    let today = state.flows.iter().map(|(queue, flow)| (queue, &flow.tally));
    let today: Vec<_> = today.filter(|(_, tally)| tally.called > 0).collect();
    let today = (!today.is_empty()).then(|| of_day(world.day(), today));
    let before = state.calibration.days().iter().rev();
    let before = before.map(|(day, queues)| of_day(*day, queues.iter().collect()));
    CalibrationAnswer {
        learnt_on: state.learnt.as_ref().map(|learnt| learnt.day),
        days: today.into_iter().chain(before).collect(),
    }
}

/// Shows a text on the boards.
#[utoipa::path(post, path = "/api/v1/hall/announce", operation_id = "announce", request_body = AnnounceBody, responses((status = 200, body = Accepted)))]
pub(super) async fn announce(
    State(hub): State<Hub>,
    call: Call<AnnounceBody>,
) -> Result<Response, Problem> {
    let wish = Command::Announce { zone: call.body.zone.clone(), text: call.body.text.clone() };
    let reading =
        Reading { status: StatusCode::OK, path_fields: &[], render: |_, _, _| Accepted {} };
    command(&hub, &call, wish, reading).await
}

fn answer(world: &World, language: Language) -> HallAnswer {
    let hall = &world.hall;
    let rules = &hall.rules;
    let (calling, absence) = (&rules.calling, &rules.absence);
    HallAnswer {
        id: world.head.hall,
        name: hall.name.get(language).to_owned(),
        time_zone: hall.time_zone.name().to_owned(),
        now: world.now.at(hall.offset(world.now)),
        service_day: world.day(),
        training: world.training,
        agencies: hall
            .agencies
            .iter()
            .map(|agency| AgencyThing {
                id: agency.id.clone(),
                name: agency.name.get(language).to_owned(),
                zone: agency.zone.clone(),
            })
            .collect(),
        queues: hall.queue_order.iter().map(|id| queue(world, &hall.queues[id])).collect(),
        services: hall
            .service_order
            .iter()
            .map(|id| service(world, &hall.services[id], language))
            .collect(),
        counters: hall
            .counter_order
            .iter()
            .map(|id| CounterThing::live(world, &hall.counters[id], language))
            .collect(),
        priorities: hall
            .priorities
            .iter()
            .map(|class| PriorityThing {
                id: class.id.clone(),
                name: class.name.get(language).to_owned(),
            })
            .collect(),
        rules: RulesThing {
            order: calling.order.name(),
            head_start_minutes: calling.head_start_minutes,
            priority_in_a_row_max: calling.priority_in_a_row_max,
            waited_too_long_minutes: calling.waited_too_long_minutes,
            rank_patience_minutes: calling.rank_patience_minutes,
            recall_after_seconds: absence.recall_after_seconds,
            recalls_max: absence.recalls_max,
            return_within_minutes: absence.return_within_minutes,
            return_after_places: absence.return_after_places,
            skip_grace_seconds: absence.skip_grace_seconds,
            yields_max: rules.yields_max,
            undo_seconds: UNDO_WITHIN.as_secs(),
        },
    }
}

fn opening(world: &World, queue: &QueueId) -> Opening {
    let issued = world.state.issued.get(queue).copied().unwrap_or(0);
    world.today[queue].opening(issued, world.now)
}

fn queue(world: &World, queue: &Queue) -> QueueThing {
    let at = |instant: Timestamp| instant.at(world.hall.offset(instant));
    let (open, closed_reason, opens_at, closes_at) = match opening(world, &queue.id) {
        Opening::Open { closes_at } => (true, None, None, Some(closes_at)),
        Opening::Closed { reason, opens_at } => (false, Some(reason), opens_at, None),
    };
    let issued = world.state.issued.get(&queue.id).copied().unwrap_or(0);
    let waiting = world.state.ahead_of_newcomer(&queue.id);
    let (estimate, estimate_absent) = estimated(world.moment().estimate(&queue.id, waiting));
    QueueThing {
        id: queue.id.clone(),
        prefix: queue.prefix,
        agency: queue.agency.clone(),
        open,
        closed_reason,
        opens_at: opens_at.map(at),
        closes_at: closes_at.map(at),
        quota_left: queue.quota.map(|quota| quota.saturating_sub(issued)),
        waiting,
        estimate,
        estimate_absent,
    }
}

fn service(world: &World, service: &crate::hall::Service, language: Language) -> ServiceThing {
    ServiceThing {
        id: service.id.clone(),
        name: service.name.get(language).to_owned(),
        agency: service.agency.clone(),
        queue: service.queue.clone(),
        open: matches!(opening(world, &service.queue), Opening::Open { .. }),
        usual_minutes: service.usual_minutes,
    }
}
