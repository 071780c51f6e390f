//! The door of the menu: the PIN, and the pauses behind wrong ones.

use super::{
    Controller, Door, Effect, Order, PAUSE_FIRST, PAUSE_MAX, PIN_DIGITS, Page, Phase, StaffTouch,
    TRIES_FREE,
};
use crate::keys::named;

impl Controller {
    /// Only where no number is on its way to somebody.
    pub(super) fn open_door(&mut self) {
        let free = match self.phase {
            Phase::Home { .. }
            | Phase::Services { .. }
            | Phase::Search(_)
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Confirm(_)
            | Phase::Notice { .. } => true,
            Phase::Issuing { .. }
            | Phase::Returning(_)
            | Phase::Standby(_)
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. } => false,
        };
        self.staff.marks.clear();
        if free {
            self.start_over();
            self.staff.door = Door::Pin { typed: String::new(), wrong: false };
        }
    }

    /// Where a PIN is asked, the digits of a keyboard or keypad are digits; elsewhere they move the ring.
    pub(in crate::controller) fn typed_at_door(&self, key: char) -> Option<StaffTouch> {
        let Door::Pin { .. } = self.staff.door else { return None };
        match key {
            '0'..='9' => Some(StaffTouch::Digit(key)),
            named::BACKSPACE => Some(StaffTouch::Erase),
            named::ENTER | '\r' if !self.points() => Some(StaffTouch::Enter),
            named::ESCAPE => Some(StaffTouch::Close),
            _ => None,
        }
    }

    pub(super) fn pin_touch(&mut self, touch: &StaffTouch) -> Vec<Effect> {
        if !self.settings.staff.has_pin || self.now.steady < self.staff.paused_until {
            return Vec::new();
        }
        let Door::Pin { typed, wrong } = &mut self.staff.door else { return Vec::new() };
        match touch {
            StaffTouch::Digit(digit) if digit.is_ascii_digit() => {
                *wrong = false;
                if typed.len() < *PIN_DIGITS.end() {
                    typed.push(*digit);
                }
            }
            StaffTouch::Erase => {
                typed.pop();
            }
            StaffTouch::Enter if PIN_DIGITS.contains(&typed.len()) => {
                let pin = std::mem::take(typed);
                self.staff.door = Door::Checking { typed: pin.len() };
                return vec![Effect::Machine(Order::CheckPin(pin))];
            }
            StaffTouch::Clock
            | StaffTouch::OpenKey
            | StaffTouch::Digit(_)
            | StaffTouch::Enter
            | StaffTouch::Close
            | StaffTouch::Turn(_)
            | StaffTouch::TestPrint
            | StaffTouch::Reprint(_)
            | StaffTouch::Volume(_)
            | StaffTouch::Brightness(_)
            | StaffTouch::OwnLanguage(_)
            | StaffTouch::Date(..)
            | StaffTouch::ConfirmDate
            | StaffTouch::End(_) => {}
        }
        Vec::new()
    }

    pub(super) fn pin_is(&mut self, right: bool) -> Vec<Effect> {
        let Door::Checking { .. } = self.staff.door else { return Vec::new() };
        self.staff.touched = self.now.steady;
        if right {
            self.staff.wrong = 0;
            self.staff.door = Door::Menu(Page::State);
            return vec![Effect::Machine(Order::Look)];
        }
        self.staff.wrong += 1;
        self.staff.door = Door::Pin { typed: String::new(), wrong: true };
        if let Some(doublings) = self.staff.wrong.checked_sub(TRIES_FREE) {
            let pause = PAUSE_FIRST.saturating_mul(1 << doublings.min(16)).min(PAUSE_MAX);
            self.staff.paused_until = self.now.steady + pause;
        }
        Vec::new()
    }
}
