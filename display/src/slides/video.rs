//! Videos of slides: an ffmpeg child makes pictures of them, at their own pace, without their sound.
//!
//! The child ends with its video, when another slide begins, or with the display. Without ffmpeg a video is
//! left out and slides go on.

use super::{Pixels, Target};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// What makes pictures of videos.
const PLAYER: &str = "ffmpeg";
/// Larger pictures cost more than a board's processor has to spare.
const WIDTH_MAX: u32 = 960;
const HEIGHT_MAX: u32 = 540;
/// Pictures a second.
const RATE: &str = "25";

/// What comes of a video.
#[derive(Debug)]
pub(super) enum Frame {
    Picture(Pixels),
    End,
    Broken,
}

/// A video that plays; dropped, it ends.
#[derive(Debug)]
pub(super) struct Playing(Arc<Mutex<Child>>);

impl Drop for Playing {
    fn drop(&mut self) {
        // A child that has ended by itself cannot be killed; its thread waits for it either way.
        let _ = self.0.lock().map(|mut child| child.kill());
    }
}

/// Tells whether videos can be played on this machine.
pub fn has_player() -> bool {
    let asked = Command::new(PLAYER).arg("-version").stdout(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// Starts to play; frames come from a thread of their own.
pub(super) fn play(
    path: &Path,
    target: &Target,
    tell: impl Fn(Frame) + Send + 'static,
) -> io::Result<Playing> {
    let (width, height) = target.get();
    // Video formats want even sizes.
    let (width, height) = (width.min(WIDTH_MAX) & !1, height.min(HEIGHT_MAX) & !1);
    let fit = format!(
        "scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:-1:-1"
    );
    let mut child = Command::new(PLAYER)
        .args(["-v", "error", "-nostdin", "-re", "-i"])
        .arg(path)
        .args(["-an", "-sn", "-r", RATE, "-vf", &fit])
        .args(["-pix_fmt", "rgb24", "-f", "rawvideo", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut frames = child.stdout.take().expect("it is piped");
    // Shared because the thread waits for the end that whoever drops `Playing` may bring about.
    let child = Arc::new(Mutex::new(child));
    let waited = Arc::clone(&child);
    let thread = std::thread::Builder::new().name("display-video".to_owned());
    thread.spawn(move || {
        let mut count = 0_u64;
        let mut rgb = vec![0; width as usize * height as usize * 3];
        while frames.read_exact(&mut rgb).is_ok() {
            count += 1;
            tell(Frame::Picture(Pixels { width, height, rgb: rgb.clone() }));
        }
        drop(frames);
        let status = waited.lock().map(|mut child| child.wait());
        if count == 0 {
            tracing::warn!(?status, "a video has no picture");
        }
        tell(if count == 0 { Frame::Broken } else { Frame::End });
    })?;
    Ok(Playing(child))
}
