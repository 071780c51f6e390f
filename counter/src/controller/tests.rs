//! What the tests of the console share, and its tests by subject.

mod answers;
mod keyboard;
mod places;
mod questions;
mod search;

use super::*;
use crate::fixture::{
    self, Desk as Console, called, counter, idle, nothing_found, number, serving, ticket,
};
use crate::screen::{Body, DeskScreen, LinkLine, ListHint, RowMark};
use antrean_shared::command::TransferTarget;
use antrean_shared::id::{Officer, QueueId, ServiceId};
use antrean_shared::link::LinkState;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::view::Announced;

/// Presses and releases a key, and returns what is asked of the hub.
pub(super) fn press(console: &mut Console, key: Key) -> Option<Command> {
    let down = console.input(Input::KeyDown { key, repeat: false });
    assert!(asked(down).is_none(), "{key:?} acts on release, never on press");
    asked(console.input(Input::KeyUp(key)))
}

pub(super) fn asked(effects: Vec<Effect>) -> Option<Command> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Ask { command, .. } => Some(command),
        Effect::Watch(_) | Effect::Search(_) | Effect::Remember(_) => None,
    })
}

pub(super) fn pending_id(console: &Console) -> CommandId {
    console.controller.pending.as_ref().expect("a command is under way").id
}

pub(super) fn at_counter(console: &Console) -> crate::screen::AtCounterScreen {
    match console.controller.screen().body {
        Body::AtCounter(screen) => *screen,
        Body::Starting(_) | Body::SignIn(_) => panic!("not at the counter"),
    }
}

pub(super) fn notice(console: &Console) -> String {
    console.controller.screen().notice.map(|notice| notice.text).unwrap_or_default()
}

pub(super) fn type_text(console: &mut Console, text: &str) {
    for c in text.chars() {
        let key = if c == ' ' { Key::Space } else { Key::Char(c) };
        console.input(Input::KeyDown { key, repeat: false });
        console.input(Input::KeyUp(key));
    }
}

pub(super) fn here() -> CounterId {
    counter("3")
}

pub(super) fn with_state(state: CounterState) -> CounterView {
    CounterView { state, ..idle() }
}

pub(super) fn nobody_waits() -> CounterView {
    CounterView { waiting: vec![], waiting_total: 0, longest_since: None, ..idle() }
}

pub(super) fn elsewhere() -> CounterView {
    CounterView { device: Some(DeviceId::new("tablet").unwrap()), ..idle() }
}

pub(super) fn closing_in_hand() -> CounterView {
    CounterView { state: CounterState::Closing, ..serving() }
}
