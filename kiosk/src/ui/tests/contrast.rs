//! Contrast of every text against its ground: from the theme, and from the pixels of every screen.

use super::stage::{PORTRAIT, Stage};
use crate::controller::Touch;
use crate::ui::g;
use i_slint_backend_testing::{self as backend, ElementHandle};

/// How well a color stands out from another, by WCAG 2.1.
fn contrast(one: slint::Color, other: slint::Color) -> f32 {
    let light = |color: slint::Color| {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red()) + 0.7152 * part(color.green()) + 0.0722 * part(color.blue())
    };
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    if one > other { one / other } else { other / one }
}

#[test]
fn every_text_stands_out_from_its_ground() {
    backend::init_no_event_loop();
    let stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let theme = stage.ui.adapter::<g::Theme>();
    for (strong, least) in [(false, 4.5), (true, 7.0)] {
        theme.set_high_contrast(strong);
        for (name, text, ground) in [
            ("ink on paper", theme.get_ink(), theme.get_paper()),
            ("ink on card", theme.get_ink(), theme.get_card()),
            ("ink on a pressed card", theme.get_ink(), theme.get_card_pressed()),
            ("second ink on paper", theme.get_ink_second(), theme.get_paper()),
            ("second ink on card", theme.get_ink_second(), theme.get_card()),
            ("second ink on grey", theme.get_ink_second(), theme.get_grey_soft()),
            ("disabled", theme.get_ink_disabled(), theme.get_card_disabled()),
            ("brand on card", theme.get_brand(), theme.get_card()),
            ("on brand", theme.get_on_brand(), theme.get_brand()),
            ("on pressed brand", theme.get_on_brand(), theme.get_brand_pressed()),
            ("on deep", theme.get_on_deep(), theme.get_deep()),
            ("second on deep", theme.get_on_deep_second(), theme.get_deep()),
            ("on mint", theme.get_on_mint(), theme.get_mint()),
            ("strong on mint", theme.get_on_mint_strong(), theme.get_mint()),
            ("on amber", theme.get_on_amber(), theme.get_amber()),
            ("on pressed amber", theme.get_on_amber(), theme.get_amber_pressed()),
            ("on soft amber", theme.get_on_amber_soft(), theme.get_amber_soft()),
            ("plum", theme.get_plum(), theme.get_plum_soft()),
            ("red on card", theme.get_red(), theme.get_card()),
            ("green on its ground", theme.get_green_strong(), theme.get_green_soft()),
            ("on green", theme.get_on_green(), theme.get_green()),
        ] {
            let found = contrast(text, ground);
            assert!(found >= least, "{name}: {found} with high contrast {strong}");
        }
    }
}

/// The two shades that stand out most from each other in a part of the picture.
fn pixel_contrast(pixels: &[[u8; 4]], width: u32, at: [u32; 4]) -> f32 {
    let [left, top, right, bottom] = at;
    let color = |pixel: &[u8; 4]| slint::Color::from_rgb_u8(pixel[0], pixel[1], pixel[2]);
    let shade = |pixel: &[u8; 4]| {
        2_126 * u32::from(pixel[0]) + 7_152 * u32::from(pixel[1]) + 722 * u32::from(pixel[2])
    };
    let rows = top..bottom;
    let part =
        rows.flat_map(|row| &pixels[(row * width + left) as usize..(row * width + right) as usize]);
    let part: Vec<&[u8; 4]> = part.collect();
    let dark = part.iter().min_by_key(|pixel| shade(pixel));
    let light = part.iter().max_by_key(|pixel| shade(pixel));
    dark.zip(light).map_or(21.0, |(dark, light)| contrast(color(dark), color(light)))
}

/// Looks at the pixels of every word of every scene.
fn look(switches: &[Touch], least: f32) {
    super::stage::with_pixels();
    let (width, height) = PORTRAIT;
    let mut stage = Stage::ready(width, height);
    let mut wrong = Vec::new();
    let mut words = 0;
    for (scene, play) in super::scenes::all() {
        stage.again().switched(switches);
        play(&mut stage);
        let pixels = stage.pixels();
        // Below a question over the whole window everything is dimmed on purpose.
        if stage.controller.screen().frame.leaving.is_some() {
            continue;
        }
        for text in ElementHandle::find_by_element_type_name(stage.ui.app(), "Text") {
            let (at, size) = (text.absolute_position(), text.size());
            let edge = |value: f32, most: f32| value.clamp(0.0, most) as u32;
            let (left, top) = (edge(at.x, width), edge(at.y, height));
            let (right, bottom) =
                (edge(at.x + size.width, width), edge(at.y + size.height, height));
            if right < left + 8 || bottom < top + 8 {
                continue;
            }
            words += 1;
            let found = pixel_contrast(&pixels, width as u32, [left, top, right, bottom]);
            if found < least {
                wrong.push(format!("{scene}: {found:.1} at {left}, {top}"));
            }
        }
    }
    assert!(words > 800, "only {words} texts were looked at");
    assert!(wrong.is_empty(), "{} of {words}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_word_stands_out_on_the_picture_itself() {
    look(&[], 4.5);
}

#[test]
fn every_word_stands_out_strongly_in_high_contrast() {
    look(&[Touch::Contrast], 7.0);
}
