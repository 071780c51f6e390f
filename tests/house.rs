//! What must hold across real programs, windows and the tree itself.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test prints its counts and ends by a panic"
)]

#[path = "house/assistive.rs"]
mod assistive;
#[path = "house/clock.rs"]
mod clock;
#[path = "house/crash.rs"]
mod crash;
#[path = "house/emergency.rs"]
mod emergency;
#[path = "house/estimates.rs"]
mod estimates;
#[path = "house/full_screen.rs"]
mod full_screen;
#[path = "house/hall_file.rs"]
mod hall_file;
#[path = "house/http.rs"]
mod http;
#[path = "house/link.rs"]
mod link;
#[path = "house/panels.rs"]
mod panels;
#[path = "house/search.rs"]
mod search;
#[path = "house/tidy.rs"]
mod tidy;
#[path = "house/voice.rs"]
mod voice;
#[path = "house/whole.rs"]
mod whole;
