//! The folder of slides: what lies in it, read by one thread while the display runs.
//!
//! Started by the runtime. The thread looks every two seconds, tells the controller of every change, reads
//! the pictures that it asks for and plays the videos. A file that cannot be shown is told once and left
//! out. Nothing here waits for the window.

mod folder;
mod parts;
mod picture;
mod video;

pub use folder::{Shelf, SlideFault};
pub use parts::parts;
pub use picture::{Pixels, Target, read as read_picture};
pub use video::has_player;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How often the folder is looked at.
pub const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Tasks that wait for the thread; the controller asks for one slide after the other.
const TASKS_MAX: usize = 16;

/// A file that has turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slide {
    /// Its name in the folder.
    pub name: String,
    /// Another stamp is another content.
    pub stamp: u64,
    /// What it is.
    pub kind: SlideKind,
}

/// What a file of the folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlideKind {
    /// PNG, JPEG or SVG.
    Picture,
    /// What ffmpeg plays.
    Video,
    /// A clip in sign language, played when a call is new: `signs/call.mp4`.
    Sign,
    /// A text.
    Text {
        /// Its first line.
        heading: String,
        /// The others.
        body: String,
    },
    /// Lines for the foot: `ticker.txt`.
    Ticker(Vec<String>),
}

/// What the thread has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlideTask {
    /// Read a picture.
    Fetch(String),
    /// Play a video; what was played before ends.
    Play(String),
}

/// What the thread tells.
#[derive(Debug)]
pub enum SlideNews {
    /// What lies in the folder now.
    Found(Vec<Slide>),
    /// A picture, ready to be shown.
    Picture(String, Pixels),
    /// The next picture of a video; it may be dropped.
    Frame(String, Pixels),
    /// A slide cannot be shown.
    Broken(String),
    /// A video has come to its end.
    Played(String),
}

/// Starts the thread; it ends when the returned channel is dropped. `target` says how large pictures are shown.
pub fn start(
    folder: PathBuf,
    target: Target,
    tell: impl Fn(SlideNews) + Send + Sync + Clone + 'static,
) -> std::io::Result<mpsc::SyncSender<SlideTask>> {
    let (tasks, waiting) = mpsc::sync_channel(TASKS_MAX);
    let thread = std::thread::Builder::new().name("display-slides".to_owned());
    thread.spawn(move || {
        let mut shelf = Shelf::new(folder.clone());
        let mut video = None;
        loop {
            if let Some(found) = shelf.look() {
                tell(SlideNews::Found(found));
            }
            match waiting.recv_timeout(LOOK_EVERY) {
                Ok(SlideTask::Fetch(name)) => tell(fetch(&folder, name, &target)),
                Ok(SlideTask::Play(name)) => {
                    drop(video.take());
                    video = play(&folder, name, (&target, tell.clone()));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    })?;
    Ok(tasks)
}

fn fetch(folder: &Path, name: String, target: &Target) -> SlideNews {
    match picture::read(&folder.join(&name), target) {
        Ok(pixels) => SlideNews::Picture(name, pixels),
        Err(error) => {
            tracing::warn!(slide = %name, %error, "a slide cannot be shown and is left out");
            SlideNews::Broken(name)
        }
    }
}

fn play(
    folder: &Path,
    name: String,
    (target, tell): (&Target, impl Fn(SlideNews) + Clone + Send + 'static),
) -> Option<video::Playing> {
    let (told, tell_frames) = (name.clone(), tell.clone());
    let playing = video::play(&folder.join(&name), target, move |frame| {
        tell_frames(match frame {
            video::Frame::Picture(pixels) => SlideNews::Frame(told.clone(), pixels),
            video::Frame::End => SlideNews::Played(told.clone()),
            video::Frame::Broken => SlideNews::Broken(told.clone()),
        });
    });
    playing
        .inspect_err(|error| {
            tracing::warn!(slide = %name, %error, "a video cannot be played and is left out");
            tell(SlideNews::Broken(name.clone()));
        })
        .ok()
}

#[cfg(test)]
mod tests;
