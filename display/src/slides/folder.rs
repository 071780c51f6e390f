//! What lies in the folder of slides, by the names and times of its files.

use super::{Slide, SlideKind, parts};
use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use thiserror::Error;

/// Files that have turns; what comes after them in the alphabet is left out.
const SLIDES_MAX: usize = 200;
/// Bytes of a text.
const TEXT_BYTES_MAX: u64 = 4096;
/// Lines of `ticker.txt`.
const TICKER_LINES_MAX: usize = 20;
/// Its folder within, for clips in sign language.
const SIGNS: &str = "signs";
/// The file whose lines run at the foot.
const TICKER_FILE: &str = "ticker.txt";

/// Says why a file has no turn.
#[derive(Debug, Error)]
pub enum SlideFault {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Read(#[from] io::Error),
    /// It is no picture.
    #[error("it is no picture that can be shown: {0}")]
    Picture(String),
    /// It is larger than any slide has to be.
    #[error("it has {0} bytes, more than a slide may have")]
    Bytes(u64),
    /// Nobody can read so much.
    #[error("a text has at most {TEXT_BYTES_MAX} bytes, in UTF-8")]
    Text,
}

/// The folder, and what was found in it last.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    seen: Option<BTreeMap<String, u64>>,
    missing: bool,
}

impl Shelf {
    /// A folder that has not been looked at.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, seen: None, missing: false }
    }

    /// Returns what lies in the folder, by name, if that has changed since it was last asked for.
    pub fn look(&mut self) -> Option<Vec<Slide>> {
        let stamps = self.stamps();
        if self.seen.as_ref() == Some(&stamps) {
            return None;
        }
        let slides = stamps.iter().flat_map(|(name, stamp)| self.slides(name, *stamp));
        let slides = slides.take(SLIDES_MAX).collect();
        self.seen = Some(stamps);
        Some(slides)
    }

    /// What lies in the folder and in that of signs: names, and stamps that change with the content.
    fn stamps(&mut self) -> BTreeMap<String, u64> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) => {
                if !std::mem::replace(&mut self.missing, true) {
                    tracing::warn!(folder = %self.folder.display(), %error, "there are no slides");
                }
                return BTreeMap::new();
            }
        };
        self.missing = false;
        let signs = self.folder.join(SIGNS);
        let stamped = |entry: DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let name =
                if entry.path().starts_with(&signs) { format!("{SIGNS}/{name}") } else { name };
            kind(&name)?;
            let file = fs::metadata(entry.path()).ok().filter(fs::Metadata::is_file)?;
            let time = file.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
            Some((name, nanos.wrapping_add(file.len())))
        };
        let of_signs = fs::read_dir(&signs).into_iter().flatten();
        entries.chain(of_signs).filter_map(Result::ok).filter_map(stamped).collect()
    }

    /// The turns of a file; a long text has several.
    fn slides(&self, name: &str, stamp: u64) -> Vec<Slide> {
        let whole = self.slide(name, stamp);
        let Some(Slide { kind: SlideKind::Text { heading, body }, .. }) = &whole else {
            return whole.into_iter().collect();
        };
        let part = |(place, body): (usize, String)| {
            let name = if place == 0 { name.to_owned() } else { format!("{name}#{}", place + 1) };
            Slide { name, stamp, kind: SlideKind::Text { heading: heading.clone(), body } }
        };
        parts(body).into_iter().enumerate().map(part).collect()
    }

    fn slide(&self, name: &str, stamp: u64) -> Option<Slide> {
        let kind = match kind(name)? {
            Kind::Picture => SlideKind::Picture,
            Kind::Video => SlideKind::Video,
            Kind::Sign => SlideKind::Sign,
            Kind::Text => match text(&self.folder.join(name)) {
                Ok(text) if name == TICKER_FILE => ticker(&text),
                Ok(text) => card(&text)?,
                Err(error) => {
                    tracing::warn!(slide = %name, %error, "a slide is left out");
                    return None;
                }
            },
        };
        Some(Slide { name: name.to_owned(), stamp, kind })
    }
}

enum Kind {
    Picture,
    Video,
    Sign,
    Text,
}

/// What a file is, by the end of its name; hidden and other files are not looked at.
fn kind(name: &str) -> Option<Kind> {
    let sign = name.strip_prefix(SIGNS).and_then(|rest| rest.strip_prefix('/'));
    if sign.unwrap_or(name).starts_with('.') {
        return None;
    }
    match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "mp4" | "webm" | "mkv" | "mov" if sign.is_some() => Some(Kind::Sign),
        _ if sign.is_some() => None,
        "png" | "jpg" | "jpeg" | "svg" => Some(Kind::Picture),
        "mp4" | "webm" | "mkv" | "mov" => Some(Kind::Video),
        "txt" => Some(Kind::Text),
        _ => None,
    }
}

fn text(path: &Path) -> Result<String, SlideFault> {
    if fs::metadata(path)?.len() > TEXT_BYTES_MAX {
        return Err(SlideFault::Text);
    }
    String::from_utf8(fs::read(path)?).map_err(|_| SlideFault::Text)
}

fn ticker(text: &str) -> SlideKind {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    SlideKind::Ticker(lines.take(TICKER_LINES_MAX).map(ToOwned::to_owned).collect())
}

/// The first line is the heading; an empty file has nothing to say.
fn card(text: &str) -> Option<SlideKind> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let (heading, body) = text.split_once('\n').unwrap_or((text, ""));
    let (heading, body) = (heading.trim().to_owned(), body.trim().to_owned());
    (!heading.is_empty()).then_some(SlideKind::Text { heading, body })
}
