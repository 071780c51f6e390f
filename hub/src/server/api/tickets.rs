//! Tickets over HTTP: drawing, looking, waiting anew, withdrawing, priority, notes, admitting.

use super::body::{Call, language};
use super::call::{Reading, command, look};
use super::problem::Problem;
use super::thing::{TicketAnswer, TicketThing, ticket_answer};
use crate::server::Hub;
use antrean_shared::code::VoucherCode;
use antrean_shared::command::{AdmittedTicket, Command, PriorityClaim};
use antrean_shared::id::{PriorityId, QueueId, ServiceId, TicketId, Token};
use antrean_shared::ticket::{Channel, Language, TicketNumber};
use antrean_shared::time::Timestamp;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a visitor comes for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IssueBody {
    /// Services in the order of the visit; one number for all.
    #[schema(value_type = Vec<String>)]
    services: Vec<ServiceId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    channel: Option<Channel>,
    /// The visitor is to be called earlier: the id of a class, or true without naming one.
    #[serde(default)]
    priority: Option<Claim>,
    /// What the visitor has for a place that an outage took away.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    voucher: Option<VoucherCode>,
}

/// A claim to be called earlier: true, or the id of a class.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Claim {
    /// True: no class is named; false: no claim.
    Plain(bool),
    /// The class.
    Class(String),
}

impl Claim {
    /// Returns the claim as commands carry it.
    fn claimed(this: Option<&Self>) -> Result<Option<PriorityClaim>, Problem> {
        let class = match this {
            None | Some(Self::Plain(false)) => return Ok(None),
            Some(Self::Plain(true)) => None,
            Some(Self::Class(class)) => {
                let class = PriorityId::new(class.clone());
                Some(class.map_err(|_| Problem::field("unknown-id", "priority"))?)
            }
        };
        Ok(Some(PriorityClaim { class, salt: random_token()? }))
    }
}

/// A priority granted or withdrawn: exactly one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityBody {
    /// The class, or true without naming one.
    #[serde(default)]
    grant: Option<Claim>,
    /// Why it is granted, where that is not said by the class.
    #[serde(default)]
    reason: Option<String>,
    /// Why the priority goes.
    #[serde(default)]
    withdraw: Option<String>,
}

/// A note for whoever holds the ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteBody {
    text: String,
}

/// A ticket that was given without the hub.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AdmitBody {
    id: Uuid,
    #[schema(value_type = String)]
    number: TicketNumber,
    #[schema(value_type = String)]
    queue: QueueId,
    #[schema(value_type = Vec<String>)]
    services: Vec<ServiceId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    token: Option<Token>,
    issued_at: DateTime<FixedOffset>,
    /// The visitor is to be called earlier: the id of a class, or true without naming one.
    #[serde(default)]
    priority: Option<Claim>,
}

/// No fields.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Makes the 128 random bits of a ticket page or a salt.
pub(super) fn random_token() -> Result<Token, Problem> {
    random_bits().map(Token::from_bits)
}

/// Makes 128 random bits.
pub(super) fn random_bits() -> Result<u128, Problem> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|_| Problem::busy())?;
    Ok(u128::from_le_bytes(bits))
}

/// Reads a ticket's id from a path.
pub(super) fn ticket_id(text: &str) -> Result<TicketId, Problem> {
    text.parse().map(TicketId).map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
}

/// Draws a number.
#[utoipa::path(post, path = "/api/v1/tickets", operation_id = "issue", request_body = IssueBody, responses((status = 201, body = TicketAnswer)))]
pub(super) async fn issue(
    State(hub): State<Hub>,
    call: Call<IssueBody>,
) -> Result<Response, Problem> {
    let wish = Command::Issue {
        services: call.body.services.clone(),
        language: call.body.language.unwrap_or(Language::Id),
        channel: call.body.channel.unwrap_or(Channel::Api),
        token: random_token()?,
        priority: Claim::claimed(call.body.priority.as_ref())?,
        voucher: call.body.voucher.clone(),
    };
    command(
        &hub,
        &call,
        wish,
        Reading { status: StatusCode::CREATED, path_fields: &[], render: ticket_answer },
    )
    .await
}

/// Returns a ticket of any day.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}", params(("ticket" = Uuid, Path)), responses((status = 200, body = TicketAnswer)))]
pub(super) async fn ticket(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<serde_json::Value>, Problem> {
    let language = language(&headers);
    let id = ticket_id(&id).map_err(|problem| problem.in_language(language))?;
    let found = look(&hub, language, move |world, journal| {
        if let Some(live) = TicketThing::live(world, id) {
            return Ok(live);
        }
        let row = journal.past_ticket(id).map_err(|fault| {
            tracing::error!(%fault, "a past ticket could not be read");
            Problem::busy()
        })?;
        row.map(|row| TicketThing::past(world, &row))
            .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
    });
    Ok(Json(serde_json::json!({ "ticket": found.await? })))
}

/// Withdraws a ticket.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/cancel", operation_id = "cancel", params(("ticket" = Uuid, Path)), responses((status = 200, body = TicketAnswer)))]
pub(super) async fn cancel(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<Nothing>,
) -> Result<Response, Problem> {
    let ticket = ticket_id(&id)?;
    about_ticket(&hub, &call, Command::Cancel { ticket }).await
}

/// Puts a visitor who missed the call back into the queue.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/return", operation_id = "return", params(("ticket" = Uuid, Path)), responses((status = 200, body = TicketAnswer)))]
pub(super) async fn come_back(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<Nothing>,
) -> Result<Response, Problem> {
    let ticket = ticket_id(&id)?;
    about_ticket(&hub, &call, Command::Return { ticket }).await
}

/// Lets a few others go first.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/yield", operation_id = "yield", params(("ticket" = Uuid, Path)), responses((status = 200, body = TicketAnswer)))]
pub(super) async fn give_way(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<Nothing>,
) -> Result<Response, Problem> {
    let ticket = ticket_id(&id)?;
    about_ticket(&hub, &call, Command::Yield { ticket }).await
}

/// Grants or withdraws a priority.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/priority", operation_id = "grant_priority", params(("ticket" = Uuid, Path)), request_body = PriorityBody, responses((status = 200, body = TicketAnswer)))]
pub(super) async fn priority(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<PriorityBody>,
) -> Result<Response, Problem> {
    let ticket = ticket_id(&id)?;
    let claim = Claim::claimed(call.body.grant.as_ref())?;
    let wish = match (claim, &call.body.withdraw) {
        (Some(priority), None) => {
            Command::GrantPriority { ticket, priority, reason: call.body.reason.clone() }
        }
        (None, Some(reason)) => {
            Command::WithdrawPriority { ticket, reason: reason.clone(), salt: random_token()? }
        }
        (Some(_), Some(_)) => {
            return Err(Problem::field("wrong-form", "withdraw").in_language(call.language));
        }
        (None, None) => {
            return Err(Problem::field("wrong-form", "grant").in_language(call.language));
        }
    };
    about_ticket(&hub, &call, wish).await
}

/// Leaves a note on a ticket.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/note", operation_id = "set_note", params(("ticket" = Uuid, Path)), request_body = NoteBody, responses((status = 200, body = TicketAnswer)))]
pub(super) async fn note(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<NoteBody>,
) -> Result<Response, Problem> {
    let (ticket, salt) = (ticket_id(&id)?, random_token()?);
    about_ticket(&hub, &call, Command::SetNote { ticket, text: call.body.text.clone(), salt }).await
}

/// Hands over a ticket that was given without the hub.
#[utoipa::path(post, path = "/api/v1/tickets/admit", operation_id = "admit_ticket", request_body = AdmitBody, responses((status = 200, body = TicketAnswer)))]
pub(super) async fn admit(
    State(hub): State<Hub>,
    call: Call<AdmitBody>,
) -> Result<Response, Problem> {
    let given = &call.body;
    let ticket = AdmittedTicket {
        id: TicketId(given.id),
        number: given.number,
        queue: given.queue.clone(),
        services: given.services.clone(),
        language: given.language,
        token: given.token,
        issued_at: Timestamp::from(given.issued_at),
        priority: Claim::claimed(given.priority.as_ref())?,
    };
    let reading = Reading { status: StatusCode::OK, path_fields: &[], render: ticket_answer };
    command(&hub, &call, Command::AdmitTicket { ticket: Box::new(ticket) }, reading).await
}

/// Carries out a command about the ticket of a path.
pub(super) async fn about_ticket<B>(
    hub: &Hub,
    call: &Call<B>,
    wish: Command,
) -> Result<Response, Problem> {
    let reading =
        Reading { status: StatusCode::OK, path_fields: &["ticket"], render: ticket_answer };
    command(hub, call, wish, reading).await
}
