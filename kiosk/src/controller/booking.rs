//! "Saya punya janji temu atau kupon": the code off the visitor's paper or phone becomes a number.
//!
//! The hub tells a booking from a voucher, so both are typed in the same place and sent by the same command.

use super::{Controller, Effect, Fresh, Phase};
use crate::screen::CodeEntry;
use antrean_shared::code::BookingCode;
use antrean_shared::command::Command;
use antrean_shared::ticket::Channel;

/// Characters of the longest code.
const CODE_MAX: usize = 10;

/// A code that is being typed; the id of the coming ticket is made with it.
#[derive(Debug, Clone)]
pub(super) struct Code {
    text: String,
    fresh: Fresh,
}

impl Code {
    /// A code that was read at once.
    pub(super) fn of(text: &str, fresh: Fresh) -> Self {
        Self { text: text.to_owned(), fresh }
    }
}

impl Controller {
    pub(super) fn open_booking(&mut self, fresh: Fresh) {
        if let Phase::Home { .. } = self.phase {
            self.enter(Phase::Code(Code { text: String::new(), fresh }));
        }
    }

    pub(super) fn type_code(&mut self, key: char) {
        if let Phase::Code(Code { text, .. }) = &mut self.phase
            && key.is_ascii_alphanumeric()
            && text.len() < CODE_MAX
        {
            text.push(key.to_ascii_uppercase());
        }
    }

    pub(super) fn erase_code(&mut self, all: bool) {
        if let Phase::Code(Code { text, .. }) = &mut self.phase {
            text.truncate(if all { 0 } else { text.len().saturating_sub(1) });
        }
    }

    pub(super) fn code_shown(&self, code: &Code) -> CodeEntry {
        let whole = BookingCode::new(&code.text).is_ok();
        CodeEntry { typed: code.text.clone(), ready: whole && self.trouble().is_none() }
    }

    /// Asks for the number of the booking. Who has it already gets its paper once more.
    pub(super) fn check_in(&mut self) -> Vec<Effect> {
        let Phase::Code(Code { text, fresh }) = &self.phase else { return Vec::new() };
        let Ok(booking) = BookingCode::new(text) else { return Vec::new() };
        let Fresh { command: id, token, .. } = *fresh;
        if let Some(notice) = self.trouble_notice() {
            self.enter(notice);
            return Vec::new();
        }
        self.settle(id.ticket());
        self.enter(Phase::Issuing { id, booked: true });
        let (language, channel) = (self.language, Channel::Kiosk);
        vec![Effect::Ask { id, command: Command::CheckIn { booking, language, channel, token } }]
    }
}
