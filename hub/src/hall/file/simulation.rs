//! What a hall file says of its visitors, for the simulation.

use schemars::JsonSchema;
use serde::Deserialize;

/// What `antrean-hub simulate` draws its visitors from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SimulationFile {
    /// Visitors on an ordinary day; without it 12 for each counter that has a queue.
    #[schemars(range(min = 1, max = 100_000))]
    pub visits_per_day_typical: Option<u32>,
    /// Visitors on a busy day; without it nine fifths of an ordinary day.
    #[schemars(range(min = 1, max = 100_000))]
    pub visits_per_day_peak: Option<u32>,
    /// Coefficient of variation of service times, around the usual minutes.
    #[schemars(range(min = 0.0, max = 5.0))]
    pub service_time_variation: f64,
    /// Visitors who do not come when they are called, in percent.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub no_show_percent: f64,
    /// Visitors who claim priority, in percent.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub priority_percent: f64,
    /// The same in queues with `priority_heavy`.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub priority_heavy_percent: f64,
    /// Places of bookings that somebody takes, in percent.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub booked_percent: f64,
    /// Seconds that a visitor takes from the call to the counter, on average.
    #[schemars(range(max = 600))]
    pub way_time_seconds: u32,
}

impl Default for SimulationFile {
    fn default() -> Self {
        Self {
            visits_per_day_typical: None,
            visits_per_day_peak: None,
            service_time_variation: 0.8,
            no_show_percent: 6.0,
            priority_percent: 12.0,
            priority_heavy_percent: 45.0,
            booked_percent: 0.0,
            way_time_seconds: 40,
        }
    }
}
