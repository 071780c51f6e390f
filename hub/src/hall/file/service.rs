//! What a hall file says of a service.

use super::types::{Text, yes};
use schemars::JsonSchema;
use serde::Deserialize;

/// A service.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceFile {
    /// Name.
    pub name: Text,
    /// Its queue.
    pub queue: String,
    /// Minutes that one visitor usually takes.
    #[schemars(range(min = 1, max = 480))]
    pub usual_minutes: u16,
    /// What to bring, a line each.
    #[serde(default)]
    #[schemars(length(max = 12))]
    pub requirements: Vec<Text>,
    /// What people say when they look for it, besides its name: "ktp hilang".
    #[serde(default)]
    #[schemars(length(max = 30))]
    pub keywords: Vec<String>,
    /// What else the agency promises about it.
    #[serde(default)]
    pub standard: Option<StandardFile>,
    /// Whether visitors may or should book before they come.
    #[serde(default)]
    pub booking: Booking,
    /// False: no longer offered.
    #[serde(default = "yes")]
    pub active: bool,
}

/// The published standard of a service, besides what to bring.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardFile {
    /// What happens, a step each.
    #[serde(default)]
    #[schemars(length(max = 12))]
    pub procedure: Vec<Text>,
    /// How long it takes until the product is ready.
    #[serde(default)]
    pub time: Option<Text>,
    /// What it costs.
    #[serde(default)]
    pub cost: Option<Text>,
    /// What the visitor gets.
    #[serde(default)]
    pub product: Option<Text>,
    /// Where to complain.
    #[serde(default)]
    pub complaints: Option<Text>,
}

/// Whether visitors may or should book.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Booking {
    /// Walk in only.
    #[default]
    No,
    /// Walk in or book.
    Possible,
    /// Walk in or book; booked visitors whose time has come go before all others.
    First,
}
