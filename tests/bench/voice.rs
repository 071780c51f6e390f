//! From an officer's call to the first sample of its chime, while the speaker is silent.
//!
//! The display plays into a pipe, so the sound card's own buffer is not in it; everything before is:
//! commit, view, flash, cursor on the disk, loudspeaker's thread.

use crate::Place;
use crate::hub::Hub;
use crate::program::{self, Program};
use crate::report::{Report, Row};
use crate::sample::{Sample, ms};
use crate::windows::COUNTER;
use antrean_tests::children::Children;
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

const PART: &str = "voice";
const CALLS: usize = 30;
const SIZE: (u32, u32) = (1_920, 1_080);
/// The bar of issue 6 for the slowest of a hundred.
const BAR: Duration = Duration::from_millis(250);
const HEARD_WITHIN: Duration = Duration::from_secs(15);
/// A call keeps the large place for three seconds; then the board is at rest.
const REST: Duration = Duration::from_millis(3_400);

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir_in(&place.disk)?;
    let children = Children::default();
    let hub = Hub::start(&place.hall, &folder.path().join("hub"), None)?;
    let screen = Screen::start(&children, "voice", SIZE, folder.path())?;
    let pipe = folder.path().join("heard.pipe");
    let made = wait::helper(Command::new("mkfifo").arg(&pipe))?;
    ensure!(made.status.success(), "mkfifo {} failed", pipe.display());
    let heard = listen(&pipe)?;
    let mut command = Command::new(program::path("antrean-display")?);
    command.args(["--hub", &hub.address, "--windowed", "--device", "bench-voice", "--still"]);
    command.args(["--size", &format!("{}x{}", SIZE.0, SIZE.1)]);
    command.arg("--state").arg(folder.path().join("state")).arg("--speaker-record").arg(&pipe);
    screen.give(&mut command);
    let _display = Program::start("antrean-display", &mut command, folder.path())?;
    screen.await_window()?;
    let times = calls(place, &hub, &heard)?;
    let (p50, p99) = (times.p50(), times.p99());
    report.add(
        PART,
        Row {
            what: "call → first sample, speaker silent".to_owned(),
            measured: format!("p50 {} p99 {}", ms(p50), ms(p99)),
            bar: Some((format!("p99 at most {}", ms(BAR)), p99 <= BAR)),
            figures: json!({
                "calls": times.count(), "p50_us": p50.as_micros(), "p99_us": p99.as_micros(),
            }),
            ..Row::default()
        },
    );
    Ok(())
}

fn calls(place: &Place, hub: &Hub, heard: &mpsc::Receiver<Instant>) -> Result<Sample> {
    let counter = place.hall.hall.counter_order.iter().find(|id| id.as_str() == COUNTER);
    let service = counter.and_then(|counter| place.hall.service_at(counter));
    let service = service.context("the sample hall has no counter 1")?;
    hub.post(&format!("/counters/{COUNTER}/open"), &json!({ "officer": "Ratna W." }))?;
    let mut times = Sample::default();
    for call in 0..=CALLS {
        hub.post("/tickets", &json!({ "services": [service] }))?;
        wait::pass(REST);
        while heard.try_recv().is_ok() {}
        let begun = wait::now();
        hub.post(&format!("/counters/{COUNTER}/call-next"), &json!({}))?;
        let first = heard.recv_timeout(HEARD_WITHIN).context("nothing was heard")?;
        // The first one also waits for the display to have joined.
        if call > 0 {
            times.add(first.saturating_duration_since(begun));
        }
        hub.post(&format!("/counters/{COUNTER}/serve"), &json!({}))?;
        hub.post(&format!("/counters/{COUNTER}/complete"), &json!({}))?;
    }
    Ok(times)
}

/// Tells when samples come out of a pipe; the thread ends with the program.
fn listen(pipe: &Path) -> Result<mpsc::Receiver<Instant>> {
    // Open for writing too: the pipe does not end between two announcements.
    let mut pipe = File::options().read(true).write(true).open(pipe).context("the pipe")?;
    let (said, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 65_536];
        while pipe.read(&mut buffer).is_ok_and(|count| count > 0) {
            if said.send(wait::now()).is_err() {
                break;
            }
        }
    });
    Ok(heard)
}
