//! The keyboard of the console: every key, what it does, and the name on its cap.
//!
//! Read by the controller (what was pressed), by the screen (caps on buttons) and by the list of
//! keys (F1). Letters and digits have no action: they always search or type. The
//! stroke and the dot are part of no number, and every keyboard has them without Shift, twice where
//! there is a number pad.

use antrean_shared::ticket::Language;

/// A key, whatever widget has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Space,
    Enter,
    Escape,
    Backspace,
    Delete,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    /// A function key by its number.
    F(u8),
    /// Anything that types.
    Char(char),
}

/// A step through a list or a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
}

impl Motion {
    /// Leads towards the beginning, or to the very end.
    pub fn is_back(self) -> bool {
        matches!(self, Self::Up | Self::Left | Self::PageUp | Self::End)
    }
}

impl Key {
    /// Returns the step that a key makes.
    pub fn motion(self) -> Option<Motion> {
        match self {
            Self::Up => Some(Motion::Up),
            Self::Down => Some(Motion::Down),
            Self::Left => Some(Motion::Left),
            Self::Right => Some(Motion::Right),
            Self::PageUp => Some(Motion::PageUp),
            Self::PageDown => Some(Motion::PageDown),
            Self::Home => Some(Motion::Home),
            Self::End => Some(Motion::End),
            Self::Space
            | Self::Enter
            | Self::Escape
            | Self::Backspace
            | Self::Delete
            | Self::Tab
            | Self::BackTab
            | Self::F(_)
            | Self::Char(_) => None,
        }
    }
}

/// What a key or a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// The one action of the moment: call, serve, complete and call, open again.
    Main,
    /// Complete without calling.
    Complete,
    /// Call or take up the ticket chosen in the lists.
    Take,
    /// Let the called visitor wait a little and call the next one.
    Skip,
    /// Put an absent visitor back into the queue.
    PutBack,
    Recall,
    Park,
    Transfer,
    /// Withdraw the ticket chosen in the lists, or the one that was called.
    Cancel,
    Note,
    NoShow,
    Undo,
    Pause,
    Close,
    /// Go back to the choice of counters.
    Leave,
    /// Fold the console to the strip, or open it up again.
    Strip,
    Help,
    Language,
    /// The menu of what is done seldom.
    More,
    /// Print where the visitor who was finished with goes next.
    Print,
    /// An agency's system is up again.
    SystemUp,
}

/// Keys with an action, in the order of the list that F1 shows.
pub const KEYS: [(Key, Action); 17] = [
    (Key::Space, Action::Main),
    (Key::Enter, Action::Complete),
    (Key::F(2), Action::Recall),
    (Key::F(3), Action::Take),
    (Key::F(4), Action::Park),
    (Key::F(5), Action::Cancel),
    (Key::F(6), Action::Transfer),
    (Key::F(7), Action::Note),
    (Key::F(8), Action::NoShow),
    (Key::F(9), Action::Undo),
    (Key::F(10), Action::Pause),
    (Key::F(11), Action::Close),
    (Key::Char('/'), Action::More),
    (Key::Char('.'), Action::Print),
    (Key::Tab, Action::Strip),
    (Key::F(1), Action::Help),
    (Key::F(12), Action::Language),
];

/// Returns what a key does at a counter.
pub fn action(key: Key) -> Option<Action> {
    KEYS.iter().find(|(bound, _)| *bound == key).map(|(_, action)| *action)
}

/// Returns the name on the cap of an action's key.
pub fn cap(action: Action, language: Language) -> &'static str {
    // Where these are offered the other meaning of their key is impossible.
    let bound_as = match action {
        Action::Leave => Action::Complete,
        Action::Skip | Action::PutBack => Action::Take,
        Action::Main
        | Action::Complete
        | Action::Take
        | Action::Recall
        | Action::Park
        | Action::Transfer
        | Action::Cancel
        | Action::Note
        | Action::NoShow
        | Action::Undo
        | Action::Pause
        | Action::Close
        | Action::Strip
        | Action::Help
        | Action::Language
        | Action::More
        | Action::Print
        | Action::SystemUp => action,
    };
    let key = KEYS.iter().find(|(_, bound)| *bound == bound_as).map(|(key, _)| *key);
    key.map_or("", |key| name(key, language))
}

fn name(key: Key, language: Language) -> &'static str {
    const FUNCTION: [&str; 12] =
        ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"];
    match key {
        Key::Space => match language {
            Language::Id | Language::Jv | Language::Su => "Spasi",
            Language::En => "Space",
        },
        Key::Enter => "Enter",
        Key::Escape => "Esc",
        Key::F(number) => FUNCTION.get(usize::from(number).wrapping_sub(1)).unwrap_or(&""),
        Key::Tab | Key::BackTab => "Tab",
        Key::Char('/') => "/",
        Key::Char('.') => match language {
            Language::Id | Language::Jv | Language::Su => "Titik",
            Language::En => "Dot",
        },
        Key::Backspace
        | Key::Delete
        | Key::Up
        | Key::Down
        | Key::Left
        | Key::Right
        | Key::PageUp
        | Key::PageDown
        | Key::Home
        | Key::End
        | Key::Char(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_and_no_action_stands_twice_and_all_have_a_cap() {
        let actions: BTreeSet<Action> = KEYS.iter().map(|(_, action)| *action).collect();
        assert_eq!(actions.len(), KEYS.len());
        let caps: BTreeSet<&str> =
            KEYS.iter().map(|(_, action)| cap(*action, Language::En)).collect();
        assert_eq!(caps.len(), KEYS.len());
        assert!(!caps.contains(""));
    }

    #[test]
    fn letters_and_digits_never_act() {
        for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
            assert_eq!(action(Key::Char(c)), None);
        }
    }

    #[test]
    fn caps_speak_the_officers_language() {
        assert_eq!(cap(Action::Main, Language::Id), "Spasi");
        assert_eq!(cap(Action::Main, Language::En), "Space");
        assert_eq!(cap(Action::Recall, Language::Id), "F2");
        assert_eq!(cap(Action::Leave, Language::Id), "Enter");
        assert_eq!(cap(Action::Skip, Language::Id), "F3");
    }
}
