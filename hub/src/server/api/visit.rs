//! Visits with several stops over HTTP: how far one has come, where it goes on, and changing it.

use super::body::Call;
use super::problem::Problem;
use super::thing::TicketAnswer;
use super::tickets::{about_ticket, ticket_id};
use crate::event::Stop;
use crate::journal::Outcome;
use crate::server::Hub;
use crate::views::visit;
use crate::world::World;
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, QueueId, ServiceId};
use antrean_shared::opening::ClosedReason;
use antrean_shared::ticket::{StopState, TicketState};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A stop of a ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct StopThing {
    #[schema(value_type = String)]
    service: ServiceId,
    /// `later`, `current`, `done`, `not-served` or `dropped`.
    #[schema(value_type = String)]
    state: StopState,
    /// Why nobody served it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    reason: Option<ClosedReason>,
}

/// What became of a visit with several stops when a counter was done with the visitor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct SentOnThing {
    /// Where the visitor waits now; none: the visit is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextThing>,
    /// Services that nobody serves any more today.
    #[schema(value_type = Vec<String>)]
    not_served: Vec<ServiceId>,
}

/// Where a visit goes on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct NextThing {
    #[schema(value_type = String)]
    queue: QueueId,
    #[schema(value_type = String)]
    service: ServiceId,
    /// The counters that serve it: those that are open, else all of them.
    #[schema(value_type = Vec<String>)]
    counters: Vec<CounterId>,
}

/// A change of what a visit has yet to come to: exactly one of the three.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StopsBody {
    /// A service more, at the end.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    add: Option<ServiceId>,
    /// A service less.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    drop: Option<ServiceId>,
    /// The services to come, in their new order.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    order: Option<Vec<ServiceId>>,
}

impl StopThing {
    /// Returns the stops of a ticket. What is open when a ticket ends will never be served.
    pub(super) fn all(stops: &[Stop], ticket: TicketState) -> Vec<Self> {
        stops.iter().map(|stop| Self::of(stop, ticket)).collect()
    }

    fn of(stop: &Stop, ticket: TicketState) -> Self {
        let open = stop.is_current() || stop.is_later();
        let state = if open && ticket.is_end() { StopState::NotServed } else { stop.state };
        Self { service: stop.service.clone(), state, reason: stop.reason }
    }
}

impl SentOnThing {
    /// Returns where the visitor of an answer goes on, if it says so.
    pub(super) fn of(world: &World, outcome: &Outcome) -> Option<Self> {
        let sent = visit::sent_on(world, outcome.sent_on?)?;
        let next = sent.next.map(|next| NextThing {
            queue: next.queue,
            service: next.service,
            counters: next.counters,
        });
        Some(Self { next, not_served: sent.not_served })
    }
}

/// Adds a service to a visit, drops one, or puts those to come in another order.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/stops", operation_id = "add_stop", params(("ticket" = uuid::Uuid, Path)), request_body = StopsBody, responses((status = 200, body = TicketAnswer)))]
pub(super) async fn stops(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<StopsBody>,
) -> Result<Response, Problem> {
    let ticket = ticket_id(&id)?;
    let StopsBody { add, drop, order } = &call.body;
    let wish = match (add.clone(), drop.clone(), order.clone()) {
        (Some(service), None, None) => Command::AddStop { ticket, service },
        (None, Some(service), None) => Command::DropStop { ticket, service },
        (None, None, Some(services)) => Command::OrderStops { ticket, services },
        (None, None, None) => {
            return Err(Problem::field("wrong-form", "add").in_language(call.language));
        }
        (Some(_), Some(_), _) => {
            return Err(Problem::field("wrong-form", "drop").in_language(call.language));
        }
        (_, _, Some(_)) => {
            return Err(Problem::field("wrong-form", "order").in_language(call.language));
        }
    };
    about_ticket(&hub, &call, wish).await
}
