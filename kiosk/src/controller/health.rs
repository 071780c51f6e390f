//! What the kiosk says of itself to the hub, whole and anew with every change.

use super::{Controller, Effect};
use crate::printer::PrinterStatus;
use antrean_shared::health::{Health, Trouble};

impl Controller {
    /// Nothing before the printer has been heard once, or the hub would be told of every start.
    pub(super) fn report_health(&mut self) -> Vec<Effect> {
        if !self.is_paper_free() && !self.staff.has_heard_printer() {
            return Vec::new();
        }
        let health = Health { troubles: self.troubles(), can_speak: false };
        if self.reported.as_ref() == Some(&health) {
            return Vec::new();
        }
        self.reported = Some(health.clone());
        vec![Effect::Report(health)]
    }

    pub(super) fn note_touchscreen(&mut self, there: bool) -> Vec<Effect> {
        self.is_touch_gone = !there;
        Vec::new()
    }

    fn troubles(&self) -> Vec<Trouble> {
        let printer = match self.printer() {
            _ if self.is_paper_free() => None,
            _ if self.is_printer_stuck() => Some(Trouble::PrinterUnreachable),
            PrinterStatus::Ready => None,
            PrinterStatus::PaperLow => Some(Trouble::PaperLow),
            PrinterStatus::PaperOut => Some(Trouble::PaperOut),
            PrinterStatus::CoverOpen => Some(Trouble::CoverOpen),
            PrinterStatus::Jam => Some(Trouble::PaperJam),
            PrinterStatus::Unreachable => Some(Trouble::PrinterUnreachable),
        };
        let touch = self.is_touch_gone.then_some(Trouble::TouchGone);
        let buttons = self.dispenser.is_gone.then_some(Trouble::ButtonsGone);
        let slides = self.sleep.is_any_broken.then_some(Trouble::SlideBroken);
        let numbers = self.not_taken().next().map(|_| Trouble::NumbersRefused);
        printer.into_iter().chain(touch).chain(buttons).chain(slides).chain(numbers).collect()
    }
}
