//! Dates that are unlike the others, as a hall file writes them.

use super::types::Text;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A stretch of dates with other weekly hours, such as the month of fasting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeasonFile {
    /// The first date, YYYY-MM-DD.
    pub from: String,
    /// The last date, YYYY-MM-DD.
    pub to: String,
    /// Which table of `hours` takes the place of which; the others stay as they are.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 50))]
    pub hours: BTreeMap<String, String>,
}

/// Dates with hours of their own, or none; they count more than a holiday.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionFile {
    /// What visitors read: "Rapat kerja".
    pub name: Text,
    /// The dates, YYYY-MM-DD.
    #[schemars(length(min = 1, max = 100))]
    pub dates: Vec<String>,
    /// Spans "HH:MM-HH:MM"; none: closed.
    #[serde(default)]
    #[schemars(length(max = 6))]
    pub spans: Vec<String>,
    /// The only agencies it is for; without it and without `queues` all.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    pub agencies: Option<Vec<String>>,
    /// The only queues it is for.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    pub queues: Option<Vec<String>>,
}

/// Numbers that come free at one time of day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseFile {
    /// The time of day, HH:MM.
    pub at: String,
    /// How many.
    #[schemars(range(min = 1, max = 9999))]
    pub numbers: u32,
}
