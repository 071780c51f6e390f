//! A QR code as rows of dark and light modules, its quiet zone included. Pure; `ui` makes a picture of it.

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, as its standard asks for.
const QUIET: usize = 4;

/// A square of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    pub side: usize,
    /// Row by row; true is dark.
    pub dark: Vec<bool>,
}

/// Returns the code of a text, or none if the text is longer than any code can hold.
pub fn modules(text: &str) -> Option<Modules> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (inner, colors) = (code.width(), code.to_colors());
    let side = inner + 2 * QUIET;
    let inside = |place: usize| place.checked_sub(QUIET).filter(|place| *place < inner);
    let dark = |x: usize, y: usize| {
        inside(x).zip(inside(y)).is_some_and(|(x, y)| colors[y * inner + x] == Color::Dark)
    };
    let dark = (0..side * side).map(|place| dark(place % side, place / side)).collect();
    Some(Modules { side, dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_its_corner() {
        let code = modules("http://127.0.0.1:8710/t/00ff").unwrap();
        let at = |x: usize, y: usize| code.dark[y * code.side + x];
        assert!((0..code.side).all(|x| !at(x, QUIET - 1) && !at(QUIET - 1, x)));
        assert!((0..7).all(|step| at(QUIET + step, QUIET) && at(QUIET, QUIET + step)));
        assert!(modules(&"x".repeat(5_000)).is_none());
    }
}
