//! Contrast of every text against its ground, from the theme.

use super::stage::{PORTRAIT, Stage};
use crate::ui::g;
use i_slint_backend_testing as backend;

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
