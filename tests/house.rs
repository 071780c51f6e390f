//! What must hold across real programs, windows and the tree itself.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test prints its counts and ends by a panic"
)]

#[path = "house/crash.rs"]
mod crash;
#[path = "house/http.rs"]
mod http;
#[path = "house/tidy.rs"]
mod tidy;
