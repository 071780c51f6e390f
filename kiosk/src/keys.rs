//! What a key means: a numeric keypad moves and chooses, a scanner types a whole code and ends it with Enter.
//!
//! Pure; owned by `controller`. A scanner is told from a finger by its pace alone, so either may be plugged in.

use std::time::Duration;

/// No finger types two keys so quickly one after the other.
const QUICK: Duration = Duration::from_millis(60);
/// Fewer letters than this are no code.
const SCAN_MIN: usize = 4;
/// The longest address of a ticket page, with room.
const SCAN_MAX: usize = 256;

/// The keys that type nothing, as the window names them.
pub mod named {
    pub const BACKSPACE: char = '\u{0008}';
    pub const ENTER: char = '\n';
    pub const ESCAPE: char = '\u{001b}';
    pub const UP: char = '\u{F700}';
    pub const DOWN: char = '\u{F701}';
    pub const LEFT: char = '\u{F702}';
    pub const RIGHT: char = '\u{F703}';
    pub const F1: char = '\u{F704}';
}

/// What a pressed key means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    Next,
    Previous,
    /// Does what the focused element does.
    Choose,
    /// Starts the spoken guide, or has it read the screen once more.
    Help,
    /// Reads the focused element once more.
    Again,
    /// Lets the spoken guide wait, or go on.
    Pause,
    /// Ends the spoken guide.
    Hush,
    Louder,
    Softer,
    Back,
    Letter(char),
    /// A code read by a scanner.
    Scanned(String),
    /// Nothing, or a part of what a scanner types.
    Nothing,
}

/// The keys of the last moment.
#[derive(Debug, Default)]
pub struct Keys {
    typed: String,
    last: Option<Duration>,
}

impl Keys {
    /// Takes in a key at a steady time.
    pub fn press(&mut self, key: char, now: Duration) -> Pressed {
        let quick = self.last.is_some_and(|last| now.saturating_sub(last) <= QUICK);
        self.last = Some(now);
        if !quick {
            self.typed.clear();
        }
        if key == named::ENTER || key == '\r' {
            let typed = std::mem::take(&mut self.typed);
            let scanned = quick && typed.len() >= SCAN_MIN;
            return if scanned { Pressed::Scanned(typed) } else { Pressed::Choose };
        }
        if key.is_ascii_graphic() && self.typed.len() < SCAN_MAX {
            self.typed.push(key);
        }
        if quick && self.typed.len() > 1 { Pressed::Nothing } else { alone(key) }
    }
}

/// A key that a finger pressed.
fn alone(key: char) -> Pressed {
    match key {
        '2' | '6' | named::DOWN | named::RIGHT => Pressed::Next,
        '8' | '4' | named::UP | named::LEFT => Pressed::Previous,
        '*' | named::F1 => Pressed::Help,
        '5' => Pressed::Again,
        '7' => Pressed::Pause,
        '0' | named::ESCAPE => Pressed::Hush,
        '+' => Pressed::Louder,
        '-' => Pressed::Softer,
        '/' | named::BACKSPACE => Pressed::Back,
        letter if letter.is_ascii_alphabetic() => Pressed::Letter(letter),
        _ => Pressed::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &mut Keys, text: &str, start: u64, apart: u64) -> Vec<Pressed> {
        let at = |place: usize| Duration::from_millis(start + place as u64 * apart);
        text.chars().enumerate().map(|(place, key)| keys.press(key, at(place))).collect()
    }

    #[test]
    fn a_scanner_is_told_from_a_finger_by_its_pace() {
        let address = "https://antrean.example/t/0123456789abcdef";
        for (text, code) in [("JANJI01\n", "JANJI01"), (&format!("{address}\r"), address)] {
            let pressed = typed(&mut Keys::default(), text, 5_000, 4);
            assert_eq!(pressed.last(), Some(&Pressed::Scanned(code.to_owned())));
            let acted =
                pressed[1..pressed.len() - 1].iter().filter(|key| **key != Pressed::Nothing);
            assert_eq!(acted.count(), 0, "a part of a code moved something");
        }
        let slow = typed(&mut Keys::default(), "JANJI01\n", 5_000, 90);
        assert_eq!(slow.last(), Some(&Pressed::Choose));
        let mut keys = Keys::default();
        assert_eq!(typed(&mut keys, "22\n", 0, 30).last(), Some(&Pressed::Choose));
        typed(&mut keys, "JANJI01", 1_000, 4);
        let late = keys.press('\n', Duration::from_millis(1_500));
        assert_eq!(late, Pressed::Choose, "a code without its end is none");
    }

    #[test]
    fn the_keypad_and_the_arrows_mean_the_same() {
        for (keys, means) in [
            ("26\u{F701}\u{F703}", Pressed::Next),
            ("84\u{F700}\u{F702}", Pressed::Previous),
            ("*\u{F704}", Pressed::Help),
            ("0\u{001b}", Pressed::Hush),
            ("/\u{0008}", Pressed::Back),
            ("\n\r", Pressed::Choose),
            ("7", Pressed::Pause),
            ("19#\u{7f}", Pressed::Nothing),
        ] {
            for pressed in typed(&mut Keys::default(), keys, 0, 300) {
                assert_eq!(pressed, means, "{keys:?}");
            }
        }
    }

    #[test]
    fn a_scanner_that_never_ends_fills_no_memory() {
        let mut keys = Keys::default();
        typed(&mut keys, &"x".repeat(10_000), 0, 1);
        assert_eq!(keys.typed.len(), SCAN_MAX);
    }
}
