//! How many visitors of each priority class there were, over HTTP: totals of days, never who.

use super::call::look;
use super::problem::Problem;
use crate::journal::ClassCount;
use crate::server::Hub;
use antrean_shared::id::PriorityId;
use antrean_shared::ticket::Language;
use antrean_shared::time::ServiceDay;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Days that are listed.
const DAYS: u32 = 366;

/// Visitors of each priority class, by day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PrioritiesAnswer {
    /// Days with visitors who have priority, the newest first.
    days: Vec<PrioritiesDay>,
}

/// Visitors of each priority class on one day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PrioritiesDay {
    #[schema(value_type = String)]
    day: ServiceDay,
    /// How many named each class.
    #[schema(value_type = BTreeMap<String, i64>)]
    classes: BTreeMap<PriorityId, i64>,
    /// How many had priority without naming a class.
    unnamed: i64,
}

/// Returns how many visitors of each priority class there were, by day.
#[utoipa::path(get, path = "/api/v1/priorities", responses((status = 200, body = PrioritiesAnswer)))]
pub(super) async fn priorities(State(hub): State<Hub>) -> Result<Json<PrioritiesAnswer>, Problem> {
    let counts = look(&hub, Language::Id, |_, journal| {
        journal.classes(DAYS).map_err(|fault| {
            tracing::error!(%fault, "the totals of priority classes could not be read");
            Problem::busy()
        })
    });
    Ok(Json(PrioritiesAnswer { days: by_day(counts.await?) }))
}

fn by_day(counts: Vec<ClassCount>) -> Vec<PrioritiesDay> {
    let mut days: BTreeMap<ServiceDay, PrioritiesDay> = BTreeMap::new();
    for ClassCount { service_day: day, class, by } in counts {
        let none = PrioritiesDay { day, classes: BTreeMap::new(), unnamed: 0 };
        let entry = days.entry(day).or_insert(none);
        match class {
            Some(class) => drop(entry.classes.insert(class, by)),
            None => entry.unnamed = by,
        }
    }
    days.into_values().rev().collect()
}
