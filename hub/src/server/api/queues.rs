//! Queues over HTTP: opened or closed by hand, lists for the next numbers, and an agency's outage.

use super::body::Call;
use super::call::{Reading, command};
use super::problem::Problem;
use super::queue_thing::{OutageThing, QueueThing};
use super::thing::TicketThing;
use super::tickets::{Nothing, random_token};
use crate::journal::Outcome;
use crate::server::Hub;
use crate::world::World;
use antrean_shared::command::Command;
use antrean_shared::id::{AgencyId, QueueId, ServiceId, TicketId};
use antrean_shared::protocol::StandbyPlace;
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A queue opened or closed by hand; null: its hours decide again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ForceBody {
    open: Option<bool>,
    /// Until when; without it until the service day ends.
    #[serde(default)]
    until: Option<DateTime<FixedOffset>>,
    /// Why; needed to open or close.
    #[serde(default)]
    reason: Option<String>,
}

/// A queue as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueueAnswer {
    queue: Option<QueueThing>,
}

/// The first and the last number of a paper roll, without their letters.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RollBody {
    from: u16,
    to: u16,
}

/// A visitor who would wait for the next numbers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StandbyBody {
    #[schema(value_type = String)]
    service: ServiceId,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    channel: Option<Channel>,
}

/// The number that was drawn, or the place on the list for the next ones.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandbyAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standby: Option<StandbyThing>,
}

/// A place on the list for the next numbers. The id becomes the ticket's.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandbyThing {
    #[schema(value_type = uuid::Uuid)]
    id: TicketId,
    #[schema(value_type = String)]
    queue: QueueId,
    place: u32,
    release_at: DateTime<FixedOffset>,
}

/// Why an agency's system is down, and until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutageBody {
    reason: String,
    #[serde(default)]
    until: Option<DateTime<FixedOffset>>,
}

/// What is the matter with an agency's system now; nothing once it is up again.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OutageAnswer {
    outage: Option<OutageThing>,
}

/// Opens or closes a queue by hand, or lets its hours decide again.
#[utoipa::path(post, path = "/api/v1/queues/{queue}/force", operation_id = "force_open", params(("queue" = String, Path)), request_body = ForceBody, responses((status = 200, body = QueueAnswer)))]
pub(super) async fn force(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<ForceBody>,
) -> Result<Response, Problem> {
    let queue = queue_id(&id).map_err(|problem| problem.in_language(call.language))?;
    let (until, reason) = (call.body.until.map(Timestamp::from), call.body.reason.clone());
    let wish = match (call.body.open, reason) {
        (None, _) => Command::EndForce { queue },
        (Some(_), None) => {
            return Err(Problem::field("wrong-form", "reason").in_language(call.language));
        }
        (Some(true), Some(reason)) => Command::ForceOpen { queue, until, reason },
        (Some(false), Some(reason)) => Command::ForceClose { queue, until, reason },
    };
    about_queue(&hub, &call, wish, id).await
}

/// Keeps numbers of a queue for a paper roll.
#[utoipa::path(post, path = "/api/v1/queues/{queue}/roll", operation_id = "open_roll", params(("queue" = String, Path)), request_body = RollBody, responses((status = 200, body = QueueAnswer)))]
pub(super) async fn roll(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<RollBody>,
) -> Result<Response, Problem> {
    let queue = queue_id(&id).map_err(|problem| problem.in_language(call.language))?;
    let wish = Command::OpenRoll { queue, from: call.body.from, to: call.body.to };
    about_queue(&hub, &call, wish, id).await
}

async fn about_queue<B>(
    hub: &Hub,
    call: &Call<B>,
    wish: Command,
    id: String,
) -> Result<Response, Problem> {
    let render = move |world: &World, _: &Outcome, language: Language| {
        let queue = id.parse().ok().and_then(|id: QueueId| world.hall.queues.get(&id));
        QueueAnswer { queue: queue.map(|queue| QueueThing::live(world, queue, language)) }
    };
    let reading = Reading { status: StatusCode::OK, path_fields: &["queue"], render };
    command(hub, call, wish, reading).await
}

/// Puts a visitor on the list for the numbers that come free next; draws a number if there is one.
#[utoipa::path(post, path = "/api/v1/queues/{queue}/standby", operation_id = "join_standby", params(("queue" = String, Path)), request_body = StandbyBody, responses((status = 201, body = StandbyAnswer)))]
pub(super) async fn standby(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<StandbyBody>,
) -> Result<Response, Problem> {
    let wish = Command::JoinStandby {
        queue: queue_id(&id).map_err(|problem| problem.in_language(call.language))?,
        service: call.body.service.clone(),
        language: call.body.language.unwrap_or(Language::Id),
        channel: call.body.channel.unwrap_or(Channel::Api),
        token: random_token()?,
    };
    let render = |world: &World, outcome: &Outcome, _: Language| StandbyAnswer {
        ticket: outcome.ticket.and_then(|id| TicketThing::live(world, id)),
        standby: outcome.ticket.and_then(|id| StandbyThing::live(world, id)),
    };
    let reading = Reading { status: StatusCode::CREATED, path_fields: &["queue"], render };
    command(&hub, &call, wish, reading).await
}

/// Tells everybody that an agency's system is down.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/outage", operation_id = "set_outage", params(("agency" = String, Path)), request_body = OutageBody, responses((status = 200, body = OutageAnswer)))]
pub(super) async fn set_outage(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<OutageBody>,
) -> Result<Response, Problem> {
    let wish = Command::SetOutage {
        agency: agency_id(&id).map_err(|problem| problem.in_language(call.language))?,
        reason: call.body.reason.clone(),
        until: call.body.until.map(Timestamp::from),
    };
    about_agency(&hub, &call, wish, id).await
}

/// Tells everybody that an agency's system is up again.
#[utoipa::path(delete, path = "/api/v1/agencies/{agency}/outage", operation_id = "clear_outage", params(("agency" = String, Path)), responses((status = 200, body = OutageAnswer)))]
pub(super) async fn clear_outage(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<Nothing>,
) -> Result<Response, Problem> {
    let agency = agency_id(&id).map_err(|problem| problem.in_language(call.language))?;
    about_agency(&hub, &call, Command::ClearOutage { agency }, id).await
}

async fn about_agency<B>(
    hub: &Hub,
    call: &Call<B>,
    wish: Command,
    id: String,
) -> Result<Response, Problem> {
    let render = move |world: &World, _: &Outcome, _: Language| {
        let agency = id.parse().ok().and_then(|id: AgencyId| world.state.outages.get(&id));
        OutageAnswer { outage: agency.map(|down| OutageThing::new(world, &down.outage)) }
    };
    let reading = Reading { status: StatusCode::OK, path_fields: &["agency"], render };
    command(hub, call, wish, reading).await
}

fn queue_id(text: &str) -> Result<QueueId, Problem> {
    text.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
}

fn agency_id(text: &str) -> Result<AgencyId, Problem> {
    text.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
}

impl StandbyThing {
    /// Returns a visitor's place on a list.
    pub(super) fn live(world: &World, id: TicketId) -> Option<Self> {
        let StandbyPlace { id, queue, place, release_at } = world.standby_place(id)?;
        let release_at = release_at.at(world.hall.offset(release_at));
        Some(Self { id, queue, place, release_at })
    }
}
