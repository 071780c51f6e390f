//! Keys of a keypad: what comes in, what they reach, and the two keys that the window carries out itself.

use super::{Ui, g};
use crate::controller::Direction;
use crate::guide::Element;
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle, SharedString};

/// What keys do at the window.
#[derive(Debug, Clone)]
pub enum Reach {
    Key(char),
    /// What has the ring now; none: nothing any more.
    Focused(Option<Element>),
}

impl Ui {
    /// Tells of every key, and of what the keys reach.
    pub fn on_reach(&self, reach: impl Fn(Reach) + Clone + 'static) {
        let adapter = self.adapter::<g::ReachAdapter>();
        let tell = reach.clone();
        adapter.on_reached(move |label, description, state| {
            let checked = match state {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            };
            let (label, description) = (label.into(), description.into());
            tell(Reach::Focused(Some(Element { label, description, checked })));
        });
        let tell = reach.clone();
        adapter.on_left(move || tell(Reach::Focused(None)));
        let passing = self.passing.clone();
        adapter.on_pressed(move |text, repeat| {
            let taken = !passing.get() && !is_tab(&text);
            if taken && !repeat {
                text.chars().next().into_iter().for_each(|key| reach(Reach::Key(key)));
            }
            taken
        });
        let passing = self.passing.clone();
        adapter.on_released(move |text| !passing.get() && !is_tab(&text));
    }

    /// Moves the ring.
    pub fn move_focus(&self, direction: Direction) {
        self.pass(match direction {
            Direction::Next => Key::Tab,
            Direction::Previous => Key::Backtab,
        });
    }

    /// Does what the reached element does.
    pub fn choose(&self) {
        self.pass(Key::Return);
    }

    fn pass(&self, key: Key) {
        let text = SharedString::from(key);
        self.passing.set(true);
        let window = self.app.window();
        window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        window.dispatch_event(WindowEvent::KeyReleased { text });
        self.passing.set(false);
    }
}

/// A technician's keyboard moves the ring by itself.
fn is_tab(text: &str) -> bool {
    [Key::Tab, Key::Backtab].into_iter().any(|key| text == SharedString::from(key).as_str())
}
