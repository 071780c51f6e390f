//! What a board costs while its foot runs and calls flash, and while it plays a video: shares of a core.

use crate::Place;
use crate::hub::Hub;
use crate::program::{self, Program};
use crate::report::{Report, Row};
use crate::sample::ms;
use crate::windows::COUNTER;
use antrean_tests::children::Children;
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const PART: &str = "display";
const SIZE: (u32, u32) = (1_920, 1_080);
const LASTS: Duration = Duration::from_secs(60);
/// A busy zone: a call has flashed, and the next one comes.
const CALL_EVERY: Duration = Duration::from_secs(10);
/// After which the board knows the hall and has drawn it, and a video has begun.
const SETTLES_IN: Duration = Duration::from_secs(6);
/// The bars of issue 6, in per cent of a core.
const TICKER_MAX: f64 = 3.0;
const VIDEO_MAX: f64 = 20.0;
const VIDEO_SECONDS: u32 = 30;
/// As the display asks of its child.
const VIDEO_SHOWN: &str = "scale=960:540";

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    let limit = format!("a whole frame copied in {}", ms(frame_copied()));
    let ticker = share(place, "ticker = true\n", true)?;
    report.add(PART, row("board, ticker and a flash every 10 s", ticker, (limit, TICKER_MAX)));
    let slides = tempfile::tempdir_in(&place.disk)?;
    let video = make_video(slides.path())?;
    let alone = decoded_alone(&video)?;
    let settings = format!(
        "ticker = false\n[slides]\nfolder = {:?}\nhours = false\n",
        slides.path().display().to_string()
    );
    let shown = share(place, &settings, false)?;
    let limit = format!("ffmpeg alone {alone:.1} % of a core");
    report.add(PART, row("board with a video of 1920×1080, child too", shown, (limit, VIDEO_MAX)));
    Ok(())
}

fn row(what: &str, share: f64, (limit, bar): (String, f64)) -> Row {
    Row {
        what: what.to_owned(),
        measured: format!("{share:.1} % of a core over {} s", LASTS.as_secs()),
        limit,
        bar: Some((format!("under {bar} % of a core"), share < bar)),
        figures: json!({ "percent": share }),
        ..Row::default()
    }
}

/// Opens a board with these settings and returns what share of a core it takes, its children with it.
fn share(place: &Place, settings: &str, with_calls: bool) -> Result<f64> {
    let folder = tempfile::tempdir_in(&place.disk)?;
    let children = Children::default();
    let hub = Hub::start(&place.hall, &folder.path().join("hub"), None)?;
    let screen = Screen::start(&children, "board", SIZE, folder.path())?;
    let config = folder.path().join("display.toml");
    std::fs::write(&config, settings)?;
    let mut command = Command::new(program::path("antrean-display")?);
    command.args(["--hub", &hub.address, "--windowed", "--device", "bench-board"]);
    command.args(["--size", &format!("{}x{}", SIZE.0, SIZE.1)]);
    command.arg("--config").arg(&config).arg("--state").arg(folder.path().join("state"));
    command.arg("--speaker-file").arg(folder.path().join("heard.txt"));
    screen.give(&mut command);
    let display = Program::start("antrean-display", &mut command, folder.path())?;
    screen.await_window()?;
    hub.post(&format!("/counters/{COUNTER}/open"), &json!({ "officer": "Ratna W." }))?;
    wait::pass(SETTLES_IN);
    let (begun, before) = (wait::now(), display.processor_with_children()?);
    while begun.elapsed() < LASTS {
        if with_calls {
            call(place, &hub)?;
        }
        wait::pass(CALL_EVERY);
    }
    let spent = display.processor_with_children()?.saturating_sub(before);
    Ok(spent.as_secs_f64() / begun.elapsed().as_secs_f64() * 100.0)
}

/// Somebody comes, is called and served.
fn call(place: &Place, hub: &Hub) -> Result<()> {
    let counter = place.hall.hall.counter_order.iter().find(|id| id.as_str() == COUNTER);
    let service = counter.and_then(|counter| place.hall.service_at(counter));
    let service = service.context("the sample hall has no counter 1")?;
    hub.post("/tickets", &json!({ "services": [service] }))?;
    for step in ["call-next", "serve", "complete"] {
        hub.post(&format!("/counters/{COUNTER}/{step}"), &json!({}))?;
    }
    Ok(())
}

/// Makes a video with something moving everywhere.
fn make_video(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("video.mp4");
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i"]);
    command.arg(format!("testsrc2=size={}x{}:rate=25:duration={VIDEO_SECONDS}", SIZE.0, SIZE.1));
    command.args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]).arg(&path);
    let made =
        command.status().context("a video needs ffmpeg; install it: apt-get install ffmpeg")?;
    ensure!(made.success(), "ffmpeg makes no video");
    Ok(path)
}

/// Returns what share of a core ffmpeg itself takes to show a video at its own pace.
fn decoded_alone(video: &Path) -> Result<f64> {
    let before = program::own_children_processor()?;
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-i"]).arg(video);
    command.args(["-vf", VIDEO_SHOWN, "-pix_fmt", "rgb24", "-f", "null", "-"]);
    ensure!(command.status()?.success(), "ffmpeg shows no video");
    let spent = program::own_children_processor()?.saturating_sub(before);
    Ok(spent.as_secs_f64() / f64::from(VIDEO_SECONDS) * 100.0)
}

/// How long this machine takes to copy the pixels of a whole panel.
fn frame_copied() -> Duration {
    let frame = vec![7_u8; (SIZE.0 * SIZE.1 * 4) as usize];
    let mut copy = vec![0_u8; frame.len()];
    let begun = wait::now();
    for _ in 0..10 {
        copy.copy_from_slice(std::hint::black_box(&frame));
        std::hint::black_box(&mut copy);
    }
    begun.elapsed() / 10
}
