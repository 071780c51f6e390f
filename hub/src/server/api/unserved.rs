//! Who waits unseen, over HTTP: the list of the person in charge (contract.md 2).

use super::body::language;
use super::call::look;
use super::problem::Problem;
use super::thing::TicketThing;
use crate::engine;
use crate::server::Hub;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

/// Visitors whom no open counter may serve.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UnservedAnswer {
    /// Whoever came first first.
    unserved: Vec<TicketThing>,
}

/// Returns the visitors whom no open counter may serve: to be sent elsewhere, or told.
#[utoipa::path(get, path = "/api/v1/unserved", responses((status = 200, body = UnservedAnswer)))]
pub(super) async fn unserved(
    State(hub): State<Hub>,
    headers: HeaderMap,
) -> Result<Json<UnservedAnswer>, Problem> {
    let seen = look(&hub, language(&headers), |world, _| {
        let alone = engine::unserved(&world.moment(), None).into_iter();
        let unserved = alone.filter_map(|id| TicketThing::live(world, id)).collect();
        Ok(UnservedAnswer { unserved })
    });
    seen.await.map(Json)
}
