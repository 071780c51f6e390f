//! The hall as a whole over HTTP: what it is made of, how it is, texts on its boards.

use super::body::{Call, language};
use super::call::{Reading, command, look};
use super::problem::Problem;
use super::queue_thing::QueueThing;
use super::thing::CounterThing;
use crate::journal::Outcome;
use crate::server::Hub;
use crate::state::UNDO_WITHIN;
use crate::world::World;
use antrean_shared::command::Command;
use antrean_shared::health::{DeviceTrouble, Station, Trouble};
use antrean_shared::id::{
    AgencyId, DeviceId, HallId, KioskId, PriorityId, QueueId, ServiceId, ZoneId,
};
use antrean_shared::opening::Opening;
use antrean_shared::ticket::Language;
use antrean_shared::time::ServiceDay;
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
    refuse_past_closing: bool,
    outage_closes: bool,
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
    /// Kiosks and boards that need somebody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    troubles: Vec<TroubleThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phones: Option<String>,
}

/// A device that needs somebody.
#[derive(Debug, Serialize, ToSchema)]
struct TroubleThing {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    device: Option<DeviceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    kiosk: Option<KioskId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    zone: Option<ZoneId>,
    since: DateTime<FixedOffset>,
    #[schema(value_type = Vec<String>)]
    troubles: Vec<Trouble>,
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

/// Which day it is in the hall.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DateBody {
    #[schema(value_type = String)]
    date: ServiceDay,
    /// HH:MM; without it the clock's own time of day.
    #[serde(default)]
    time: Option<String>,
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
            troubles: troubles(world),
            phones,
        })
    });
    seen.await.map(Json)
}

fn troubles(world: &World) -> Vec<TroubleThing> {
    let thing = |trouble: DeviceTrouble| {
        let (kiosk, zone) = match trouble.station {
            Station::Kiosk(kiosk) => (Some(kiosk), None),
            Station::Display(zone) => (None, Some(zone)),
            Station::Console(_) => (None, None),
        };
        let (device, troubles) = (trouble.device, trouble.troubles);
        let since = trouble.since.at(world.hall.offset(trouble.since));
        TroubleThing { device, kiosk, zone, since, troubles }
    };
    world.devices.troubles((&world.hall, &world.state), world.now).into_iter().map(thing).collect()
}

/// Shows a text on the boards.
#[utoipa::path(post, path = "/api/v1/hall/announce", operation_id = "announce", request_body = AnnounceBody, responses((status = 200, body = Accepted)))]
pub(super) async fn announce(
    State(hub): State<Hub>,
    call: Call<AnnounceBody>,
) -> Result<Response, Problem> {
    let wish = Command::Announce { zone: call.body.zone.clone(), text: call.body.text.clone() };
    let reading = Reading {
        status: StatusCode::OK,
        path_fields: &[],
        render: |_: &World, _: &Outcome, _: Language| Accepted {},
    };
    command(&hub, &call, wish, reading).await
}

/// Says which day it is, where the hub's clock is in doubt.
#[utoipa::path(post, path = "/api/v1/hall/confirm-date", operation_id = "confirm_date", request_body = DateBody, responses((status = 200, body = Accepted)))]
pub(super) async fn confirm_date(
    State(hub): State<Hub>,
    call: Call<DateBody>,
) -> Result<Response, Problem> {
    let wish = Command::ConfirmDate { date: call.body.date, time: call.body.time.clone() };
    let reading = Reading {
        status: StatusCode::OK,
        path_fields: &[],
        render: |_: &World, _: &Outcome, _: Language| Accepted {},
    };
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
        queues: hall
            .queue_order
            .iter()
            .map(|id| QueueThing::live(world, &hall.queues[id], language))
            .collect(),
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
            refuse_past_closing: rules.refuse_past_closing,
            outage_closes: rules.outage_closes,
        },
    }
}

fn service(world: &World, service: &crate::hall::Service, language: Language) -> ServiceThing {
    ServiceThing {
        id: service.id.clone(),
        name: service.name.get(language).to_owned(),
        agency: service.agency.clone(),
        queue: service.queue.clone(),
        open: matches!(world.moment().opening(&service.queue), Opening::Open { .. }),
        usual_minutes: service.usual_minutes,
    }
}
