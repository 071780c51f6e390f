//! What the paper of one kiosk looks like: its template and the hall's logo.
//!
//! Made once at start. The logo is shrunk and dithered here, because thermal paper knows no gray.

use super::paper::Paper;
use super::picture::Picture;
use super::template::{Template, TemplateError};
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, Luma, imageops::BiLevel};
use thiserror::Error;

/// Dots that a logo may be high: 20 mm.
const LOGO_DOTS_HIGH: u32 = 160;
/// Bytes and pixels of a logo file; more is a photograph.
pub const LOGO_BYTES_MAX: u64 = 4 * 1024 * 1024;
const LOGO_PIXELS_MAX: u32 = 4_000;

/// Everything that the settings say of the paper but its width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Design {
    pub template: Template,
    pub logo: Option<Logo>,
}

/// A logo for each width of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    wide: Picture,
    narrow: Picture,
}

/// Says what is wrong with a design; the file is named by whoever read it.
#[derive(Debug, Error)]
pub enum DesignError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("this is no PNG that can be read ({0}); save the logo as PNG again")]
    NotAPng(String),
    #[error("{0}×{1} pixels are too many; save the logo with at most {LOGO_PIXELS_MAX} across")]
    TooLarge(u32, u32),
    #[error("the logo is empty: nothing in it is darker than the paper")]
    Empty,
}

impl Logo {
    /// Makes a logo of the bytes of a PNG.
    pub fn read(png: &[u8]) -> Result<Self, DesignError> {
        let strange = |error: image::ImageError| DesignError::NotAPng(error.to_string());
        let format = image::ImageFormat::Png;
        let reader = image::ImageReader::with_format(std::io::Cursor::new(png), format);
        let (width, height) = reader.into_dimensions().map_err(strange)?;
        if width > LOGO_PIXELS_MAX || height > LOGO_PIXELS_MAX {
            return Err(DesignError::TooLarge(width, height));
        }
        let image = on_white(&image::load_from_memory_with_format(png, format).map_err(strange)?);
        let logo = Self { wide: fitted(&image, Paper::Mm80), narrow: fitted(&image, Paper::Mm58) };
        let ink = logo.wide.ink(0, logo.wide.height());
        ink.map(|_| logo).ok_or(DesignError::Empty)
    }

    pub fn on(&self, paper: Paper) -> &Picture {
        match paper {
            Paper::Mm80 => &self.wide,
            Paper::Mm58 => &self.narrow,
        }
    }
}

/// What is transparent is paper.
fn on_white(image: &DynamicImage) -> GrayImage {
    let pixels = image.to_luma_alpha8();
    GrayImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [gray, alpha] = pixels.get_pixel(x, y).0.map(u32::from);
        Luma([((gray * alpha + 255 * (255 - alpha)) / 255) as u8])
    })
}

/// Shrinks a logo to the paper, never enlarges it, and dithers it.
fn fitted(image: &GrayImage, paper: Paper) -> Picture {
    let room = (paper.dots() - 2 * paper.sizes().margin) as u32;
    let (width, height) = image.dimensions();
    let scale = (f64::from(room) / f64::from(width))
        .min(f64::from(LOGO_DOTS_HIGH) / f64::from(height))
        .min(1.0);
    let dots = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
    let mut small = imageops::resize(image, dots(width), dots(height), FilterType::Lanczos3);
    imageops::dither(&mut small, &BiLevel);
    let mut picture = Picture::new(small.width() as usize);
    picture.grow(small.height() as usize);
    for (x, y, pixel) in small.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < 128) {
        debug_assert!(pixel.0[0] == 0, "dithered");
        picture.set(x as usize, y as usize);
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn png(image: RgbaImage) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn black(picture: &Picture) -> usize {
        let (width, height) = (picture.width(), picture.height());
        (0..height).map(|y| (0..width).filter(|x| picture.get(*x, y)).count()).sum()
    }

    #[test]
    fn gray_becomes_as_many_black_dots_as_it_is_dark() {
        for (gray, part) in [(0, 1.0), (64, 0.75), (128, 0.5), (192, 0.25)] {
            let image = RgbaImage::from_pixel(200, 100, Rgba([gray, gray, gray, 255]));
            let logo = Logo::read(&png(image)).unwrap();
            let there = black(logo.on(Paper::Mm80)) as f64 / 20_000.0;
            assert!((there - part).abs() < 0.05, "{gray}: {there}");
        }
    }

    #[test]
    fn what_is_transparent_is_paper_and_nothing_but_paper_is_refused() {
        let mut image = RgbaImage::from_pixel(80, 80, Rgba([0, 0, 0, 0]));
        assert!(matches!(Logo::read(&png(image.clone())), Err(DesignError::Empty)));
        (0..40).for_each(|x| image.put_pixel(x, 7, Rgba([0, 0, 0, 255])));
        let logo = Logo::read(&png(image)).unwrap();
        assert_eq!(black(logo.on(Paper::Mm80)), 40);
    }

    #[test]
    fn a_logo_fits_the_paper_and_keeps_its_shape() {
        let image = RgbaImage::from_pixel(2_000, 250, Rgba([0, 0, 0, 255]));
        let logo = Logo::read(&png(image)).unwrap();
        for (paper, width) in [(Paper::Mm80, 528), (Paper::Mm58, 368)] {
            let picture = logo.on(paper);
            assert_eq!((picture.width(), picture.height()), (width, width / 8));
        }
        let high = RgbaImage::from_pixel(300, 1_600, Rgba([0, 0, 0, 255]));
        assert_eq!(Logo::read(&png(high)).unwrap().on(Paper::Mm80).height(), 160);
        let huge = RgbaImage::from_pixel(4_001, 1, Rgba([0, 0, 0, 255]));
        assert!(matches!(Logo::read(&png(huge)), Err(DesignError::TooLarge(4_001, 1))));
        assert!(matches!(Logo::read(b"GIF89a"), Err(DesignError::NotAPng(_))));
    }
}
