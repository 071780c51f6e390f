//! The hub has been silent for so long that the kiosk helps itself.

use super::Scene;
use crate::controller::emergency::OwnNumbers;
use crate::controller::{Effect, Input, PaperMode, Touch};
use crate::fixture;
use crate::printer::PrinterStatus;
use crate::ui::tests::stage::Stage;
use antrean_shared::link::LinkState;

pub(super) const EMERGENCY: &[Scene] = &[
    ("emergency-home", |stage| {
        stage.alone();
    }),
    ("emergency-services", |stage| {
        stage.alone().at_services("dispendukcapil");
    }),
    ("emergency-confirm", |stage| {
        stage.alone().at_confirm("dispendukcapil", "a02");
    }),
    ("emergency-confirm-two-services", |stage| {
        stage.alone().at_confirm("dispendukcapil", "a02").touch(Touch::AddService);
        stage.at_confirm("bpjs-kesehatan", "g04");
    }),
    ("emergency-ticket", |stage| {
        stage.alone().at_confirm("dispendukcapil", "a02").given().printed(Ok(())).wait(4_000);
    }),
    ("emergency-ticket-priority", |stage| {
        stage.alone().at_confirm("dispendukcapil", "a02").touch(Touch::Claim);
        stage.given().printed(Ok(())).wait(4_000);
    }),
    ("emergency-paper-failed", |stage| {
        stage.alone().at_confirm("dispendukcapil", "a02").given();
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
        stage.printed(Err(PrinterStatus::PaperOut));
    }),
    ("emergency-paper-free", |stage| {
        stage.controller.settings_for_test().paper = PaperMode::Free;
        stage.alone().at_confirm("dispendukcapil", "a02").given();
    }),
];

impl Stage {
    /// A hall whose kiosks may help themselves.
    pub(in crate::ui::tests) fn with_emergency(&mut self) -> &mut Self {
        self.hear(Input::Own(OwnNumbers::default()));
        self.hear(Input::Catalogue(fixture::with_emergency()));
        self
    }

    pub(in crate::ui::tests) fn lose_hub(&mut self) {
        let since = fixture::now(self.millis).hall;
        self.hear(Input::Link(LinkState::Lost { since }));
    }

    /// The hub has been silent for half a minute, and somebody stands there all the while.
    pub(in crate::ui::tests) fn alone(&mut self) -> &mut Self {
        self.with_emergency().lose_hub();
        self.stay(30_000)
    }

    pub(in crate::ui::tests) fn stay(&mut self, millis: u64) -> &mut Self {
        let until = self.millis + millis;
        while self.millis < until {
            self.wait(4_500);
            self.touch(Touch::StillHere);
        }
        self
    }

    /// A number of the own series is on the disk and on its way to the printer.
    pub(in crate::ui::tests) fn given(&mut self) -> &mut Self {
        let effects = self.touch(Touch::TakeNumber);
        let Some(Effect::Give { ticket, .. }) = effects.first() else { panic!("{effects:?}") };
        let id = ticket.id;
        self.ticket = Some(id);
        self.hear(Input::Given { ticket: id, kept: true });
        self
    }
}
