//! The keyboard: which key means what at this moment, and when a press counts.
//!
//! What asks something of the hub acts on release, never on a repeat, and not while the console is
//! deaf (decisions.md). Typing and moving act on press and may repeat.

use super::{Controller, Desk, Effect, Meaning, Phase, SignInField, Stamp};
use crate::keys::{self, Action, Key, Motion};
use crate::screen::DialogKind;
use antrean_shared::id::TicketId;

/// A key that is down and will act when it comes up, if it still means the same then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Armed {
    key: Key,
    meant: Meant,
    meaning: Meaning,
    /// The ticket that was chosen in the lists.
    chosen: Option<TicketId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    Act(Action),
    /// Answer the open dialog.
    Confirm(DialogKind),
    /// Answer it with the line of a digit.
    Pick(DialogKind, usize),
}

impl Controller {
    pub(super) fn key_down(&mut self, key: Key, repeat: bool) -> Vec<Effect> {
        let Some(meant) = self.meant(key) else { return self.type_or_move(key, repeat) };
        if repeat {
            return Vec::new();
        }
        let hears = !self.deaf() || meant.is_harmless();
        let chosen = self.lists.selected;
        self.armed = hears.then_some(Armed { key, meant, meaning: self.meaning, chosen });
        Vec::new()
    }

    pub(super) fn key_up(&mut self, key: Key, stamp: Stamp) -> Vec<Effect> {
        let Some(armed) = self.armed.take_if(|armed| armed.key == key) else { return Vec::new() };
        if armed.meaning != self.meaning || self.meant(key) != Some(armed.meant) {
            return Vec::new();
        }
        // An answer of the hub may have moved the choice while the key was down.
        let about_chosen = |a| {
            matches!(a, Meant::Act(Action::Take | Action::Transfer | Action::Cancel | Action::More))
        };
        if about_chosen(armed.meant) && armed.chosen != self.lists.selected {
            return Vec::new();
        }
        match armed.meant {
            Meant::Act(action) => self.act(action, stamp),
            Meant::Confirm(_) => self.confirm(stamp),
            Meant::Pick(_, place) => {
                self.dialog_row(place);
                self.confirm(stamp)
            }
        }
    }

    /// A touched button: it has been released by now, so only deafness is left to check.
    pub(super) fn press(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        if self.deaf() && !Meant::Act(action).is_harmless() {
            return Vec::new();
        }
        self.act(action, stamp)
    }

    fn meant(&self, key: Key) -> Option<Meant> {
        if let Some(kind) = self.dialog_kind() {
            let language = keys::action(key).filter(|action| *action == Action::Language);
            let confirm = (key == Key::Enter).then_some(Meant::Confirm(kind));
            let digit = self.digit(kind, key).map(|place| Meant::Pick(kind, place));
            return confirm.or(digit).or(language.map(Meant::Act));
        }
        let action = match self.phase {
            Phase::AtCounter(_) => keys::action(key).map(|action| self.in_context(action)),
            Phase::Choosing | Phase::Resuming(_) => {
                let opens = (key == Key::Enter).then_some(Action::Main);
                let anywhere = |a: &Action| matches!(a, Action::Help | Action::Language);
                opens.or_else(|| keys::action(key).filter(anywhere))
            }
        };
        action.map(Meant::Act)
    }

    /// Enter completes; where there is no visitor it leads back to the counters. The key of chosen
    /// tickets skips where none is chosen and a visitor was called.
    fn in_context(&self, action: Action) -> Action {
        let away = matches!(self.desk(), Desk::Closed | Desk::Elsewhere);
        if action == Action::Complete && away {
            Action::Leave
        } else if action == Action::Take && self.skips() {
            Action::Skip
        } else {
            action
        }
    }

    fn type_or_move(&mut self, key: Key, repeat: bool) -> Vec<Effect> {
        if key == Key::Escape && repeat {
            return Vec::new();
        }
        if self.dialog.is_some() {
            return self.type_in_dialog(key);
        }
        match self.phase {
            Phase::AtCounter(_) => self.type_in_lists(key),
            Phase::Choosing => self.type_in_sign_in(key),
            Phase::Resuming(_) => Vec::new(),
        }
    }

    pub(super) fn pick_field(&mut self, field: SignInField) -> Vec<Effect> {
        self.sign_in.focus = field;
        Vec::new()
    }
}

impl Controller {
    /// Returns the line that a digit chooses in a question, unless it goes on with a text.
    fn digit(&self, kind: DialogKind, key: Key) -> Option<usize> {
        let DialogKind::More(ask) = kind else { return None };
        let Key::Char(c @ '1'..='9') = key else { return None };
        let typing = self.dialog.as_ref().is_some_and(|dialog| !dialog.text.is_empty());
        let place = usize::try_from(c.to_digit(10)?).ok()?;
        (ask.has_digits() && !typing).then(|| place - 1)
    }
}

impl Meant {
    /// Asks nothing of the hub.
    fn is_harmless(self) -> bool {
        match self {
            Self::Act(action) => {
                matches!(action, Action::Strip | Action::Help | Action::Language)
            }
            Self::Confirm(kind) => kind == DialogKind::Help,
            Self::Pick(..) => false,
        }
    }
}

/// Adds a typed character, up to a number of them; tells whether the text changed.
pub(super) fn type_into(text: &mut String, key: Key, chars_max: usize) -> bool {
    let typed = match key {
        Key::Char(c) if !c.is_control() => Some(c),
        Key::Space => Some(' '),
        Key::Backspace => return text.pop().is_some(),
        Key::Delete => {
            let changed = !text.is_empty();
            text.clear();
            return changed;
        }
        Key::Char(_)
        | Key::Enter
        | Key::Escape
        | Key::Tab
        | Key::BackTab
        | Key::Up
        | Key::Down
        | Key::Left
        | Key::Right
        | Key::PageUp
        | Key::PageDown
        | Key::Home
        | Key::End
        | Key::F(_) => None,
    };
    let fits = typed.filter(|_| text.chars().count() < chars_max);
    text.extend(fits);
    fits.is_some()
}

/// Returns where a moving key leads in a grid of so many columns; none if it moves nothing.
pub(super) fn moved(key: Key, from: Option<usize>, length: usize, columns: usize) -> Option<usize> {
    const PAGE_ROWS: usize = 6;
    let last = length.checked_sub(1)?;
    let motion = key.motion()?;
    let Some(from) = from else {
        return Some(if motion.is_back() { last } else { 0 });
    };
    let rows_back = |rows: usize| from.checked_sub(columns * rows).unwrap_or(from % columns);
    let rows_on = |rows: usize| (1..=rows).map(|row| from + columns * row).rfind(|to| *to <= last);
    Some(match motion {
        Motion::Left => from.saturating_sub(1),
        Motion::Right => (from + 1).min(last),
        Motion::Up => rows_back(1),
        Motion::Down => rows_on(1).unwrap_or(from),
        Motion::PageUp => rows_back(PAGE_ROWS),
        Motion::PageDown => rows_on(PAGE_ROWS).unwrap_or(from),
        Motion::Home => 0,
        Motion::End => last,
    })
}
