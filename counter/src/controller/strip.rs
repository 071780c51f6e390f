//! The strip: the same console, small enough to stay beside other software.
//!
//! What the strip has no room for (the lists and most questions) opens the whole console until it
//! has been dealt with.

use super::{Controller, Effect, Phase};
use crate::screen::DialogKind;

impl Controller {
    /// Tells whether the strip is what is on screen.
    pub(super) fn in_strip(&self) -> bool {
        let at_counter = matches!(self.phase, Phase::AtCounter(_)) && self.catalogue.is_some();
        let fits = self.dialog_kind().is_none_or(fits_in_strip);
        let lists_rest = self.lists.query.is_empty() && self.lists.selected.is_none();
        self.memory.strip && at_counter && fits && lists_rest
    }

    /// Folds the console to the strip or opens it up; a search or a choice ends with the folding.
    pub(super) fn fold(&mut self) -> Vec<Effect> {
        self.memory.strip = !self.in_strip();
        if self.memory.strip {
            self.end_search();
        }
        vec![Effect::Remember(self.memory.clone())]
    }
}

/// Questions that are a choice of one line.
fn fits_in_strip(kind: DialogKind) -> bool {
    match kind {
        DialogKind::Park | DialogKind::Pause => true,
        DialogKind::Transfer
        | DialogKind::Cancel
        | DialogKind::Close
        | DialogKind::Note
        | DialogKind::HasCome
        | DialogKind::Help
        | DialogKind::More(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::controller::Input;
    use crate::fixture::{self, Desk, STRIP, called, idle, serving};
    use crate::keys::Key;
    use crate::screen::NoticeKind;
    use antrean_shared::command::Command;
    use antrean_shared::rejection::CounterState;
    use antrean_shared::view::CounterView;

    fn press(desk: &mut Desk, key: Key) -> Vec<Effect> {
        let mut effects = desk.input(Input::KeyDown { key, repeat: false });
        effects.extend(desk.input(Input::KeyUp(key)));
        effects
    }

    fn command(effects: Vec<Effect>) -> Option<Command> {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Ask { command, .. } => Some(command),
            Effect::Watch(_) | Effect::Search(_) | Effect::Remember(_) => None,
        })
    }

    fn folded(view: CounterView) -> Desk {
        STRIP.set(true);
        let desk = Desk::at(view);
        STRIP.set(false);
        assert!(desk.controller.screen().strip);
        desk
    }

    #[test]
    fn one_key_folds_and_opens_up_and_it_is_remembered() {
        let mut desk = Desk::at(serving());
        for strip in [true, false] {
            let remembers = |e: &Effect| matches!(e, Effect::Remember(m) if m.strip == strip);
            assert!(press(&mut desk, Key::Tab).iter().any(remembers));
            assert_eq!(desk.controller.screen().strip, strip);
        }
        assert!(!press(&mut desk, Key::Tab).is_empty());
        desk.see(called());
        assert!(desk.controller.screen().strip, "whatever lies on the desk");
    }

    #[test]
    fn only_a_desk_is_folded() {
        STRIP.set(true);
        assert!(
            !Desk::new(crate::memory::Memory { strip: true, ..Default::default() })
                .0
                .controller
                .screen()
                .strip
        );
        assert!(!Desk::in_lobby().controller.screen().strip);
        STRIP.set(false);
        let mut lobby = Desk::in_lobby();
        press(&mut lobby, Key::Tab);
        assert!(!lobby.controller.memory.strip, "there it moves to the next field");
    }

    #[test]
    fn every_key_asks_for_the_same_as_in_the_whole_console() {
        let state = |state| CounterView { state, ..idle() };
        let views = [
            idle(),
            called(),
            serving(),
            state(CounterState::Paused),
            state(CounterState::Closing),
            state(CounterState::Closed),
        ];
        for view in views {
            for (key, action) in crate::keys::KEYS {
                let asked = |mut desk: Desk| {
                    desk.see(view.clone());
                    desk.wait_ms(600);
                    let asked = command(press(&mut desk, key));
                    (asked, desk.controller.dialog_kind())
                };
                assert_eq!(asked(folded(idle())), asked(Desk::at(idle())), "{action:?}");
            }
        }
    }

    #[test]
    fn what_has_no_room_opens_the_whole_console_until_it_is_dealt_with() {
        for key in [6, 7, 1].map(Key::F) {
            let mut desk = folded(serving());
            press(&mut desk, key);
            assert!(!desk.controller.screen().strip, "{key:?}");
            press(&mut desk, Key::Escape);
            assert!(desk.controller.screen().strip, "{key:?}");
        }
        for key in [Key::Char('a'), Key::Down] {
            let mut desk = folded(idle());
            press(&mut desk, key);
            assert!(!desk.controller.screen().strip, "{key:?}");
            press(&mut desk, Key::Tab);
            assert!(desk.controller.screen().strip, "{key:?}, the search ends");
            assert!(desk.controller.lists.query.is_empty());
        }
        let mut desk = folded(idle());
        press(&mut desk, Key::Down);
        let asked = press(&mut desk, Key::F(3));
        let [Effect::Ask { id, .. }] = asked[..] else { panic!("asked") };
        desk.done(id, desk.seq + 1);
        desk.see(called());
        assert!(desk.controller.screen().strip, "the chosen one is in hand");
    }

    #[test]
    fn a_visitor_is_set_aside_without_leaving_the_strip() {
        let mut desk = folded(called());
        press(&mut desk, Key::F(4));
        press(&mut desk, Key::Enter);
        let notice = desk.controller.screen().notice.map(|notice| notice.kind);
        assert_eq!(notice, Some(NoticeKind::Hint), "no reason yet");
        press(&mut desk, Key::Down);
        assert!(desk.controller.screen().strip);
        let reason = "Melengkapi berkas".to_owned();
        let park = Command::Park { counter: fixture::counter("3"), reason, until: None };
        assert_eq!(command(press(&mut desk, Key::Enter)), Some(park));
    }
}
