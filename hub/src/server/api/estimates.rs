//! How the promised waits came true, over HTTP.

use super::call::look;
use super::problem::Problem;
use crate::estimate::calibration::Tally;
use crate::server::Hub;
use crate::world::World;
use antrean_shared::id::QueueId;
use antrean_shared::ticket::Language;
use antrean_shared::time::ServiceDay;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

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
    let today = state.flows.iter().map(|(queue, flow)| (queue, &flow.sums.tally));
    let today: Vec<_> = today.filter(|(_, tally)| tally.called > 0).collect();
    let today = (!today.is_empty()).then(|| of_day(world.day(), today));
    let before = state.calibration.days().iter().rev();
    let before = before.map(|(day, queues)| of_day(*day, queues.iter().collect()));
    CalibrationAnswer {
        learnt_on: state.learnt.as_ref().map(|learnt| learnt.day),
        days: today.into_iter().chain(before).collect(),
    }
}
