//! Waiting for something to be so: looks again and again, and gives up after a limit.
//!
//! Every wait of the demo and of the tests with windows goes through here, so none is without a
//! bound and none is a fixed pause.

use anyhow::{Context, Result};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const LOOK_EVERY: Duration = Duration::from_millis(40);
/// For what is over in a moment.
const LOOK_CLOSELY_EVERY: Duration = Duration::from_millis(1);
/// How long a small helper program, such as xdotool, may take.
const HELPER_MAX: Duration = Duration::from_secs(20);

/// Returns what `look` finds; an error that names `what` once the limit is over.
pub fn until<T>(what: &str, limit: Duration, look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    look_every(LOOK_EVERY, limit, look)?
        .with_context(|| format!("{what}: not within {} s", limit.as_secs()))
}

/// Returns what `look` finds as soon as it can be found; none once the limit is over.
pub fn at_once<T>(limit: Duration, look: impl FnMut() -> Result<Option<T>>) -> Result<Option<T>> {
    look_every(LOOK_CLOSELY_EVERY, limit, look)
}

/// Lets a moment pass that is part of what is tried out, not a wait for something to be so.
pub fn pass(moment: Duration) {
    pause(moment);
}

fn look_every<T>(
    every: Duration,
    limit: Duration,
    mut look: impl FnMut() -> Result<Option<T>>,
) -> Result<Option<T>> {
    let begun = now();
    loop {
        if let Some(found) = look()? {
            return Ok(Some(found));
        }
        if begun.elapsed() > limit {
            return Ok(None);
        }
        pause(every);
    }
}

/// Runs a small helper program to its end and returns what it wrote.
pub fn helper(command: &mut Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let started =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| anyhow::anyhow!("{name} does not start: {error}"))?;
    let ended = until(&format!("waiting for {name}"), HELPER_MAX, || Ok(child.try_wait()?));
    if ended.is_err() {
        // It may have ended meanwhile.
        drop(child.kill());
    }
    let output = child.wait_with_output()?;
    ended.map(|_| output)
}

#[expect(clippy::disallowed_methods, reason = "real programs run on the real clock")]
pub fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a window and another process tell nobody when they are done"
)]
fn pause(length: Duration) {
    std::thread::sleep(length);
}
