//! The queue rules against contract.md: every pair of state and command, stories, random days.
//!
//! Uses hub and shared only; each file of `rules/` says what it proves.

#[path = "rules/bookings.rs"]
mod bookings;
#[path = "rules/devices.rs"]
mod devices;
#[path = "rules/forecast.rs"]
mod forecast;
#[path = "rules/next.rs"]
mod next;
#[path = "rules/opening.rs"]
mod opening;
#[path = "rules/orders.rs"]
mod orders;
#[path = "rules/refusals.rs"]
mod refusals;
#[path = "rules/rolls.rs"]
mod rolls;
#[path = "rules/scenarios.rs"]
mod scenarios;
#[path = "rules/simulation.rs"]
mod simulation;
#[path = "rules/skills.rs"]
mod skills;
#[path = "rules/states.rs"]
mod states;
#[path = "rules/stops.rs"]
mod stops;
#[path = "rules/transfer.rs"]
mod transfer;
#[path = "rules/undo.rs"]
mod undo;
#[path = "rules/unseen.rs"]
mod unseen;
#[path = "rules/views.rs"]
mod views;
#[path = "rules/vouchers.rs"]
mod vouchers;
#[path = "rules/waits.rs"]
mod waits;
#[path = "rules/wishes.rs"]
mod wishes;
