//! Pictures of slides: PNG, JPEG and SVG, made as large as they are shown.

use super::SlideFault;
use image::{ImageReader, Limits, imageops};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes of a picture's file.
const PICTURE_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Pixels from edge to edge, and the memory of decoding.
const PIXELS_MAX: u32 = 16_384;
const MEMORY_MAX: u64 = 512 * 1024 * 1024;
/// Before the window has a size.
const TARGET_USUAL: (u32, u32) = (960, 540);
/// Where a slide names no font, or one that the machine does not have.
const FACES: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
];
const FACE: &str = "Atkinson Hyperlegible Next";

/// A picture: three bytes a pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green and blue.
    pub rgb: Vec<u8>,
}

/// How large slides are shown, in pixels; the window sets it and the thread reads it.
#[derive(Debug, Clone, Default)]
pub struct Target(Arc<AtomicU64>);

impl Target {
    /// Sets width and height.
    pub fn set(&self, width: u32, height: u32) {
        self.0.store(u64::from(width) << 32 | u64::from(height), Ordering::Relaxed);
    }

    /// Returns width and height, at least 2 each.
    pub fn get(&self) -> (u32, u32) {
        let both = self.0.load(Ordering::Relaxed);
        if both == 0 {
            return TARGET_USUAL;
        }
        let (width, height) = ((both >> 32) as u32, (both & u64::from(u32::MAX)) as u32);
        (width.max(2), height.max(2))
    }
}

/// Reads a picture as large as it fits. What can be seen through is white.
pub fn read(path: &Path, target: &Target) -> Result<Pixels, SlideFault> {
    let bytes = fs::metadata(path)?.len();
    if bytes > PICTURE_BYTES_MAX {
        return Err(SlideFault::Bytes(bytes));
    }
    let is_svg = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    let content = fs::read(path)?;
    if is_svg { drawing(&content, target.get()) } else { photo(&content, target.get()) }
}

fn photo(content: &[u8], (width, height): (u32, u32)) -> Result<Pixels, SlideFault> {
    let fault = |error: image::ImageError| SlideFault::Picture(error.to_string());
    let mut limits = Limits::default();
    limits.max_image_width = Some(PIXELS_MAX);
    limits.max_image_height = Some(PIXELS_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::new(std::io::Cursor::new(content)).with_guessed_format()?;
    reader.limits(limits);
    let picture = reader.decode().map_err(fault)?;
    let fitted = picture.resize(width, height, imageops::FilterType::Triangle).into_rgba8();
    let (width, height) = fitted.dimensions();
    let rgb = fitted.pixels().flat_map(|pixel| {
        let [red, green, blue, alpha] = pixel.0;
        let over = |part: u8| {
            let mixed = u16::from(part) * u16::from(alpha) + 255 * u16::from(255 - alpha);
            (mixed / 255) as u8
        };
        [over(red), over(green), over(blue)]
    });
    Ok(Pixels { width, height, rgb: rgb.collect() })
}

fn drawing(content: &[u8], (width, height): (u32, u32)) -> Result<Pixels, SlideFault> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fault = |words: String| SlideFault::Picture(words);
    let options = usvg::Options {
        fontdb: Arc::clone(FONTS.get_or_init(fonts)),
        font_family: FACE.to_owned(),
        ..usvg::Options::default()
    };
    let tree =
        usvg::Tree::from_data(content, &options).map_err(|error| fault(error.to_string()))?;
    let size = tree.size();
    let scale = (width as f32 / size.width()).min(height as f32 / size.height());
    let across = (size.width() * scale).round().max(1.0) as u32;
    let down = (size.height() * scale).round().max(1.0) as u32;
    let mut pixmap = Pixmap::new(across, down).ok_or_else(|| fault("it has no size".to_owned()))?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let rgb = pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    Ok(Pixels { width: across, height: down, rgb: rgb.collect() })
}

fn fonts() -> Arc<fontdb::Database> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    for face in FACES {
        fonts.load_font_data(face.to_vec());
    }
    fonts.set_sans_serif_family(FACE);
    Arc::new(fonts)
}
