//! How long people are told to wait.

use serde::{Deserialize, Serialize};

/// A wait as people are told it: "15–30 menit".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitRange {
    /// Minutes, a multiple of 5.
    pub low_minutes: u32,
    /// Minutes, a greater multiple of 5.
    pub high_minutes: u32,
}
