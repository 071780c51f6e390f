//! The officer's counter console: one ticket in hand, one main action, the rest one key away.
//!
//! `controller` decides what a key or a view means and says what to ask of the hub; `screen` is
//! what is shown; `ui` carries it to the window; `runtime` brings both together. Which visitor is
//! next, and what is allowed, is the hub's to say.

pub mod config;
pub mod controller;
pub mod keys;
pub mod memory;
pub mod runtime;
pub mod screen;
pub mod ui;
pub mod words;

#[cfg(test)]
mod fixture;
