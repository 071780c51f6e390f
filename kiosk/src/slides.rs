//! The hall's slides: pictures of a folder, one after the other, made as large as the window.
//!
//! A thread of its own reads and shrinks them, because a photograph takes longer than a frame. The
//! folder is read anew for every slide, so slides can be changed while the kiosk runs.

use crate::controller::sleep::SlideShown;
use crate::screen::asleep::Slide;
use image::imageops::FilterType;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc;

/// Slides that are asked for and not made; one at a time is asked for.
const ASKED_MAX: usize = 2;
/// Files of a folder that are looked at.
const FILES_MAX: usize = 500;
/// Pixels of a picture in one direction; more would take the memory of a small kiosk.
const PIXELS_MAX: u32 = 8_000;

/// The `[slides]` table of `kiosk.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlidesConfig {
    /// Folder with PNG and JPEG files, shown in the order of their names.
    pub folder: PathBuf,
    /// After how many minutes without a touch, while the hall is closed.
    #[serde(default)]
    pub after_minutes: Minutes,
    /// How many seconds each stands.
    #[serde(default)]
    pub each_seconds: Seconds,
}

/// 1 to 240.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub struct Minutes(u64);

impl Default for Minutes {
    fn default() -> Self {
        Self(5)
    }
}

impl TryFrom<u64> for Minutes {
    type Error = &'static str;
    fn try_from(minutes: u64) -> Result<Self, Self::Error> {
        if (1..=240).contains(&minutes) { Ok(Self(minutes)) } else { Err("write 1 to 240 minutes") }
    }
}

/// 3 to 600.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub struct Seconds(u64);

impl Default for Seconds {
    fn default() -> Self {
        Self(12)
    }
}

impl TryFrom<u64> for Seconds {
    type Error = &'static str;
    fn try_from(seconds: u64) -> Result<Self, Self::Error> {
        if (3..=600).contains(&seconds) { Ok(Self(seconds)) } else { Err("write 3 to 600 seconds") }
    }
}

impl SlidesConfig {
    pub fn times(&self) -> crate::controller::sleep::SlideTimes {
        let after = Duration::from_secs(60 * self.after_minutes.0);
        crate::controller::sleep::SlideTimes {
            after,
            each: Duration::from_secs(self.each_seconds.0),
        }
    }
}

/// A slide that is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Counts on for ever; the folder begins again behind its last.
    pub place: usize,
    /// The window, in pixels.
    pub width: u32,
    pub height: u32,
}

/// Hands wishes to the thread.
#[derive(Debug, Clone)]
pub struct SlidesHandle(SyncSender<Wanted>);

impl SlidesHandle {
    /// Asks without waiting; a wish that finds no room is made again with the next slide.
    pub fn ask(&self, wanted: Wanted) {
        if let Err(error) = self.0.try_send(wanted) {
            tracing::debug!(%error, "a slide was not asked for");
        }
    }
}

/// Starts the thread; it ends with its last handle.
pub fn start(folder: PathBuf) -> (SlidesHandle, mpsc::Receiver<SlideShown>) {
    let (asked, queue) = sync_channel(ASKED_MAX);
    let (made, shown) = mpsc::channel(ASKED_MAX);
    thread::Builder::new()
        .name("slides".to_owned())
        .spawn(move || run(&folder, &queue, &made))
        .expect("a machine that shows a screen has room for one more thread");
    (SlidesHandle(asked), shown)
}

fn run(folder: &Path, asked: &Receiver<Wanted>, made: &mpsc::Sender<SlideShown>) {
    while let Ok(wanted) = asked.recv() {
        if made.blocking_send(show(folder, wanted)).is_err() {
            return;
        }
    }
}

/// Makes the wanted slide, or the next one behind it that can be shown.
fn show(folder: &Path, wanted: Wanted) -> SlideShown {
    let files = files(folder);
    let mut is_any_broken = false;
    for step in 0..files.len() {
        let path = &files[(wanted.place + step) % files.len()];
        match read(path, wanted) {
            Ok(slide) => return SlideShown { slide: Some(Arc::new(slide)), is_any_broken },
            Err(error) => {
                is_any_broken = true;
                tracing::warn!(path = %path.display(), %error, "this slide cannot be shown");
            }
        }
    }
    SlideShown { slide: None, is_any_broken }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let is_picture = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ["png", "jpg", "jpeg"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_picture).collect();
    files.sort();
    files.truncate(FILES_MAX);
    files
}

fn read(path: &Path, wanted: Wanted) -> Result<Slide, image::ImageError> {
    let mut reader = image::ImageReader::open(path)?.with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(PIXELS_MAX);
    limits.max_image_height = Some(PIXELS_MAX);
    reader.limits(limits);
    let image = reader.decode()?;
    let fits = image.width() <= wanted.width && image.height() <= wanted.height;
    let (width, height) = (wanted.width.max(1), wanted.height.max(1));
    let small = if fits { image } else { image.resize(width, height, FilterType::Triangle) };
    let pixels = small.into_rgb8();
    Ok(Slide { width: pixels.width(), height: pixels.height(), rgb: pixels.into_raw() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    #[test]
    fn slides_follow_their_names_fit_the_window_and_pass_over_what_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        let wanted = |place| Wanted { place, width: 300, height: 400 };
        let none = SlideShown { slide: None, is_any_broken: false };
        assert_eq!(show(folder.path(), wanted(0)), none);
        assert_eq!(show(&folder.path().join("none"), wanted(0)), none);
        let picture = |side, red| RgbImage::from_pixel(side, side, Rgb([red, 0, 0]));
        picture(1_200, 200).save(folder.path().join("1-large.png")).unwrap();
        picture(100, 100).save(folder.path().join("3-small.jpg")).unwrap();
        fs::write(folder.path().join("2-broken.png"), "no picture").unwrap();
        fs::write(folder.path().join("notes.txt"), "not looked at").unwrap();
        for (place, side, broken) in
            [(0, 300, false), (1, 100, true), (2, 100, false), (3, 300, false)]
        {
            let shown = show(folder.path(), wanted(place));
            let slide = shown.slide.unwrap();
            assert_eq!((slide.width, slide.height), (side, side), "{place}");
            assert_eq!(slide.rgb.len(), (3 * side * side) as usize);
            assert_eq!(shown.is_any_broken, broken, "{place}");
        }
        fs::remove_file(folder.path().join("1-large.png")).unwrap();
        fs::remove_file(folder.path().join("3-small.jpg")).unwrap();
        let broken = SlideShown { slide: None, is_any_broken: true };
        assert_eq!(show(folder.path(), wanted(5)), broken);
    }

    #[test]
    fn a_table_says_when_or_is_refused() {
        let read = |text: &str| toml::from_str::<SlidesConfig>(text);
        let times = read("folder = \"slides\"").unwrap().times();
        assert_eq!((times.after.as_secs(), times.each.as_secs()), (300, 12));
        assert!(read("folder = \"slides\"\neach_seconds = 1").is_err());
        assert!(read("folder = \"slides\"\nafter_minutes = 0").is_err());
        assert!(read("each_seconds = 5").is_err());
    }
}
