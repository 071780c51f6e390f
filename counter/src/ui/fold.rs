//! The two sizes of the window: the whole console and the strip, each where it was last.

use super::generated::{CounterWindow, FrameAdapter};
use slint::{ComponentHandle, Global, PhysicalPosition, PhysicalSize, Timer};
use std::cell::Cell;
use std::time::Duration;

/// How long the window needs to hear that its limits have changed; before that it would keep to the old ones.
const LIMITS_HEARD: Duration = Duration::from_millis(100);

/// Where the window was in each of its sizes.
#[derive(Default)]
pub struct Places {
    whole: Cell<Option<(PhysicalPosition, PhysicalSize)>>,
    strip: Cell<Option<PhysicalPosition>>,
}

impl Places {
    /// Shows the strip or the whole console; costs nothing where that is shown already.
    pub fn fold(&self, window: &CounterWindow, strip: bool) {
        let frame = FrameAdapter::get(window);
        if frame.get_strip() == strip {
            return;
        }
        let here = window.window().position();
        if strip {
            self.whole.set(Some((here, window.window().size())));
        } else {
            self.strip.set(Some(here));
        }
        frame.set_strip(strip);
        frame.set_framed(true);
        let (place, size) = if strip {
            (self.strip.get(), None)
        } else {
            self.whole.get().map(|(place, size)| (Some(place), Some(size))).unwrap_or_default()
        };
        let weak = window.as_weak();
        Timer::single_shot(LIMITS_HEARD, move || {
            let Some(window) = weak.upgrade() else { return };
            let frame = FrameAdapter::get(&window);
            if frame.get_strip() != strip {
                return;
            }
            frame.set_framed(strip);
            frame.set_above(strip);
            if !strip && window.get_whole_screen() {
                return;
            }
            if let Some(size) = size {
                window.window().set_size(size);
            }
            if let Some(place) = place {
                window.window().set_position(place);
            }
        });
    }
}
