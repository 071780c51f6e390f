//! The channels by which the controller hears of everything outside.

use super::facts::Given;
use crate::buttons::BoxSays;
use crate::controller::Input;
use crate::controller::sleep::SlideShown;
use crate::controller::staff::MachineSays;
use crate::printer::PrinterThread;
use antrean_shared::link::LinkEnds;
use tokio::sync::{mpsc, watch};

/// Everything that the controller hears.
pub(super) struct Outside {
    pub(super) received: mpsc::Receiver<Input>,
    pub(super) ends: LinkEnds,
    pub(super) paper: PrinterThread,
    pub(super) says: mpsc::Receiver<MachineSays>,
    /// Of the box with buttons, where there is one.
    pub(super) pressed: Option<mpsc::Receiver<BoxSays>>,
    pub(super) slide: Option<mpsc::Receiver<SlideShown>>,
    /// Whether the touchscreen is there.
    pub(super) touchscreen: mpsc::Receiver<bool>,
    pub(super) given: mpsc::Receiver<Given>,
    pub(super) ticks: watch::Receiver<()>,
}

impl Outside {
    /// Waits for what comes next; none: one of the sources has ended, so the program ends.
    pub(super) async fn next(&mut self) -> Option<Input> {
        let Self { received, ends, paper, says, pressed, slide, touchscreen, given, ticks } = self;
        tokio::select! {
            input = received.recv() => input,
            reply = ends.replies.recv() => reply.map(Input::Reply),
            says = says.recv() => says.map(Input::Machine),
            says = next_of(pressed) => says.map(|says| match says {
                BoxSays::Pressed { service, fresh } => Input::Pressed { service, fresh },
                BoxSays::There(there) => Input::Buttons { there },
            }),
            there = touchscreen.recv() => there.map(|there| Input::Touchscreen { there }),
            given = given.recv() => {
                given.map(|Given { ticket, kept }| Input::Given { ticket, kept })
            }
            slide = next_of(slide) => slide.map(Input::Slide),
            result = paper.results.recv() => result.map(Input::Printed),
            changed = paper.status.changed() => {
                changed.ok().map(|()| Input::Printer(*paper.status.borrow_and_update()))
            }
            changed = ends.state.changed() => {
                changed.ok().map(|()| Input::Link(ends.state.borrow_and_update().clone()))
            }
            changed = ends.hub.changed() => {
                let newest = changed.ok().map(|()| ends.hub.borrow_and_update().clone());
                newest.map(|newest| newest.map_or(Input::Tick, Input::HubVersion))
            }
            changed = ends.catalogue.changed() => {
                let newest = changed.ok().map(|()| ends.catalogue.borrow_and_update().clone());
                newest.map(|newest| newest.map_or(Input::Tick, Input::Catalogue))
            }
            changed = ends.views.changed() => {
                let newest = changed.ok().map(|()| ends.views.borrow_and_update().clone());
                newest.map(|newest| newest.map_or(Input::Tick, Input::View))
            }
            changed = ticks.changed() => changed.ok().map(|()| Input::Tick),
        }
    }

    /// What was there before anybody looked, such as the catalogue of yesterday.
    pub(super) fn mark_all_changed(&mut self) {
        self.ends.state.mark_changed();
        self.ends.catalogue.mark_changed();
        self.ends.views.mark_changed();
        self.paper.status.mark_changed();
    }
}

/// What comes next of a source that not every kiosk has.
async fn next_of<T>(source: &mut Option<mpsc::Receiver<T>>) -> Option<T> {
    match source {
        Some(source) => source.recv().await,
        None => std::future::pending().await,
    }
}
