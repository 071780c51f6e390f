//! The board of a hall, and its voice: shows one zone's calls, each flashed once (contract.md 7).
//!
//! Pure: `controller` with `announcer`, `phrase`, `reports` and `screen`; `legibility` knows how large
//! letters must be in each `layout`. Shell: `check`, `runtime`, `ui`, `keeper`, `slides`, `speaker`, `voice`.
//! Public for the tests of the whole house.

pub mod announcer;
pub mod check;
pub mod config;
pub mod controller;
pub mod cursor;
#[cfg(test)]
mod fixture;
pub mod keeper;
pub mod layout;
pub mod legibility;
pub mod moment;
mod panel;
pub mod phrase;
pub mod reports;
pub mod runtime;
pub mod screen;
pub mod slides;
pub mod speaker;
pub mod ui;
pub mod voice;
mod window;
