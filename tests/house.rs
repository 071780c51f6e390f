//! What must hold across real programs, windows and the tree itself.

#![allow(clippy::print_stdout, reason = "a test may print its counts")]

#[path = "house/crash.rs"]
mod crash;
#[path = "house/http.rs"]
mod http;
#[path = "house/tidy.rs"]
mod tidy;
