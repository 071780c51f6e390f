//! The slide that lies over the window while nobody is there.

use super::convert::moment;
use super::{Ui, g};
use crate::screen::asleep::Asleep;
use slint::{Image, Rgb8Pixel, SharedPixelBuffer};
use std::sync::Arc;

impl Ui {
    pub(super) fn show_slide(&self, asleep: Option<&Asleep>) {
        let adapter = self.adapter::<g::SlideAdapter>();
        let shown = self.slide.borrow().clone();
        match asleep {
            Some(Asleep { slide, opens }) => {
                if !shown.is_some_and(|shown| Arc::ptr_eq(&shown, slide)) {
                    let buffer = SharedPixelBuffer::<Rgb8Pixel>::clone_from_slice(
                        &slide.rgb,
                        slide.width,
                        slide.height,
                    );
                    adapter.set_slide(Image::from_rgb8(buffer));
                    self.slide.replace(Some(slide.clone()));
                }
                adapter.set_opens(moment(opens.as_ref()));
                adapter.set_asleep(true);
            }
            None if shown.is_some() => {
                adapter.set_asleep(false);
                adapter.set_slide(Image::default());
                self.slide.replace(None);
            }
            None => {}
        }
    }
}
