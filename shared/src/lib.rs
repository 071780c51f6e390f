//! The contract between the hub and the three apps: what may be asked, what may be shown, and how
//! both travel.
//!
//! Contract modules (`id`, `code`, `time`, `ticket`, `catalogue`, `opening`, `command`, `rejection`, `view`,
//! `search`, `protocol`, `limits`) know neither tokio nor files. This crate decides nothing about queues.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod app;
pub mod catalogue;
pub mod code;
pub mod command;
pub mod config;
pub mod crash;
pub mod espeak;
pub mod health;
pub mod id;
pub mod keep;
pub mod limits;
pub mod link;
pub mod logging;
pub mod opening;
pub mod protocol;
pub mod rejection;
pub mod search;
pub mod ticket;
pub mod time;
pub mod view;
pub mod visit;
pub mod wait;
pub mod why;
