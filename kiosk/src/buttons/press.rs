//! Frames of the button box, and which of them are a press. Pure.

use std::collections::BTreeMap;
use std::time::Duration;

/// Contacts bounce for some milliseconds, and a trembling finger presses twice.
const BOUNCE: Duration = Duration::from_millis(700);
/// A button that was never let go of counts again after this: its `U` was lost.
const HELD_MAX: Duration = Duration::from_secs(5);

/// A change of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// 1 to 99.
    pub button: u8,
    pub is_down: bool,
}

/// Reads a line without its LF; none if it is no whole frame.
pub fn frame(line: &[u8]) -> Option<Frame> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let [b'B', tens, ones, change, b'*', high, low] = line else { return None };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| byte - b'0');
    let hex = |byte: &u8| char::from(*byte).to_digit(16);
    let told = hex(high)? * 16 + hex(low)?;
    let sum = line[..4].iter().fold(0, |sum, byte| sum ^ byte);
    let button = digit(tens)? * 10 + digit(ones)?;
    let is_down = match change {
        b'D' => true,
        b'U' => false,
        _ => return None,
    };
    (u32::from(sum) == told && button > 0).then_some(Frame { button, is_down })
}

/// Remembers which buttons are held and which were pressed lately.
#[derive(Debug, Default)]
pub struct Presses {
    down_since: BTreeMap<u8, Duration>,
    counted: BTreeMap<u8, Duration>,
}

impl Presses {
    /// Tells whether a frame is a press of its own.
    pub fn counts(&mut self, frame: Frame, now: Duration) -> bool {
        let Frame { button, is_down } = frame;
        if !is_down {
            self.down_since.remove(&button);
            return false;
        }
        let since = self.down_since.insert(button, now);
        let held = since.is_some_and(|since| now.saturating_sub(since) < HELD_MAX);
        let last = self.counted.get(&button);
        let bounced = last.is_some_and(|last| now.saturating_sub(*last) < BOUNCE);
        let counts = !held && !bounced;
        if counts {
            self.counted.insert(button, now);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_whole_or_nothing() {
        let down = |button| Some(Frame { button, is_down: true });
        for (line, read) in [
            (&b"B03D*05\r"[..], down(3)),
            (b"B03D*05", down(3)),
            (b"B03U*14\r", Some(Frame { button: 3, is_down: false })),
            (b"B99D*06", down(99)),
            (b"B03D*06", None),
            (b"B00D*06", None),
            (b"B3D*05", None),
            (b"xB03D*05", None),
            (b"B03X*29", None),
            (b"", None),
        ] {
            assert_eq!(frame(line), read, "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn one_press_counts_once_however_the_contact_bounces() {
        let mut presses = Presses::default();
        let mut count = |millis: u64, button, is_down| {
            presses.counts(Frame { button, is_down }, Duration::from_millis(millis))
        };
        assert!(count(1_000, 1, true));
        for bounce in 0..20 {
            assert!(!count(1_001 + bounce, 1, bounce % 2 == 0), "{bounce}");
        }
        assert!(count(1_100, 2, true), "another button is another press");
        assert!(!count(1_200, 1, false));
        assert!(!count(1_500, 1, true), "a trembling finger");
        assert!(!count(1_600, 1, false));
        assert!(count(1_701, 1, true), "the next visitor");
        assert!(!count(3_000, 1, true), "still held");
        assert!(count(9_000, 1, true), "let go of unheard");
    }
}
