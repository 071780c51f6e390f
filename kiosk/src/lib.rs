//! The ticket kiosk: a visitor touches, a number is drawn at the hub, a paper comes out.
//!
//! `controller` decides what the machine does, `screen` says what it shows, `ui` draws it, `runtime`
//! carries it out. `receipt` and `printer` make the paper. `main.rs` starts it all.

pub mod buttons;
pub mod config;
pub mod controller;
mod counters;
#[cfg(test)]
mod fixture;
pub mod grid;
pub mod guide;
pub mod keys;
pub mod machine;
pub mod memory;
pub mod need;
pub mod offer;
pub mod printer;
pub mod qr;
pub mod receipt;
pub mod record;
pub mod runtime;
pub mod scanner;
pub mod screen;
pub mod series;
pub mod slides;
pub mod sound;
pub mod standard;
pub mod touchscreen;
pub mod ui;
