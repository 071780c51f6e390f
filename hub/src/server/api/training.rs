//! The settable clock of training mode.

use super::body::Call;
use super::problem::Problem;
use crate::server::Hub;
use crate::writer::Job;
use antrean_shared::time::Timestamp;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;
use tokio::sync::oneshot;
use utoipa::ToSchema;

/// Where to move hub time: exactly one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockBody {
    #[serde(default)]
    now: Option<DateTime<FixedOffset>>,
    #[serde(default)]
    advance_seconds: Option<u32>,
}

/// Hub time.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClockAnswer {
    now: DateTime<FixedOffset>,
}

/// Moves hub time forward, in training only.
#[utoipa::path(post, path = "/api/v1/training/clock", request_body = ClockBody, responses((status = 200, body = ClockAnswer)))]
pub(super) async fn clock(
    State(hub): State<Hub>,
    call: Call<ClockBody>,
) -> Result<Json<ClockAnswer>, Problem> {
    let refused = |problem: Problem| problem.in_language(call.language);
    let looked =
        hub.look(|world, _| (world.training, world.now, world.hall.offset(world.now))).await;
    let (training, now, offset) = looked.map_err(|_| refused(Problem::busy()))?;
    if !training {
        return Err(refused(Problem::new(StatusCode::FORBIDDEN, "not-allowed")));
    }
    let to = match (call.body.now, call.body.advance_seconds) {
        (Some(to), None) => Timestamp::from(to),
        (None, Some(seconds)) => now.plus(Duration::from_secs(u64::from(seconds))),
        (None, None) => return Err(refused(Problem::field("wrong-form", "now"))),
        (Some(_), Some(_)) => return Err(refused(Problem::field("wrong-form", "advance_seconds"))),
    };
    let (sender, receiver) = oneshot::channel();
    let reply = Box::new(move |moved| {
        if sender.send(moved).is_err() {
            tracing::debug!("the caller of the training clock hung up");
        }
    });
    hub.post(Job::Advance { to, reply }).map_err(|_| refused(Problem::busy()))?;
    match receiver.await {
        Ok(Ok(now)) => Ok(Json(ClockAnswer { now: now.at(offset) })),
        Ok(Err(now)) => {
            let backwards = Problem::new(StatusCode::CONFLICT, "clock-backwards");
            Err(refused(backwards.with("now", json!(now.at(offset)))))
        }
        Err(_) => Err(refused(Problem::busy())),
    }
}
