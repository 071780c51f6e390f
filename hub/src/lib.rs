//! The hub of a hall: the one place where queue rules live. It decides and remembers; it draws nothing.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod clock;
pub mod devices;
pub mod engine;
pub mod estimate;
pub mod estimate_cli;
pub mod event;
pub mod hall;
pub mod journal;
pub mod server;
pub mod simulate;
pub mod simulate_cli;
pub mod state;
pub mod views;
pub mod words;
pub mod world;
pub mod writer;
