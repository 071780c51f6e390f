//! The benchmark's pauses: between two touches, between two looks at a screen, while programs idle.

use std::time::Duration;

#[expect(
    clippy::disallowed_methods,
    reason = "a screen and another process tell nobody when they are done"
)]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}
