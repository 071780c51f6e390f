//! What the hub told last, kept over a start: queues that were closed by hand, outages, numbers given.
//!
//! Only what decides whether a number may be drawn, and only for its own day. The hub's own word takes its
//! place as soon as there is one; figures that people would be told are left out, because they are old.

use super::{Controller, Effect};
use antrean_shared::link::LinkState;
use antrean_shared::protocol::Envelope;
use antrean_shared::view::{KioskView, QueueFigures};
use std::sync::Arc;
use std::time::Duration;

/// How often it is written at most: so much of what happened a power cut may take away.
pub const KEPT_EVERY: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub(super) struct Memory {
    /// What is on the disk, or on its way there.
    kept: Option<KioskView>,
    /// When it was written in this run.
    since: Option<Duration>,
    /// The view that it has been compared with.
    compared: Option<Arc<Envelope>>,
}

impl Controller {
    /// Takes in what an earlier run has kept.
    pub(super) fn remember_view(&mut self, view: &KioskView) -> Vec<Effect> {
        self.memory.kept = Some(lasting(view));
        Vec::new()
    }

    /// Has what the hub tells kept, where it differs from what is.
    pub(super) fn keep_view(&mut self) -> Option<Effect> {
        let real = self.catalogue.as_ref().is_some_and(|catalogue| !catalogue.training);
        let envelope = self.envelope.as_ref().filter(|_| real)?;
        let same = |other: &Arc<Envelope>| Arc::ptr_eq(other, envelope);
        if self.memory.compared.as_ref().is_some_and(same) {
            return None;
        }
        let recent = |since: Duration| self.now.steady.saturating_sub(since) < KEPT_EVERY;
        if self.memory.since.is_some_and(recent) {
            return None;
        }
        let view = lasting(self.view()?);
        self.memory.compared = Some(envelope.clone());
        if self.memory.kept.as_ref() == Some(&view) {
            return None;
        }
        self.memory.since = Some(self.now.steady);
        self.memory.kept = Some(view.clone());
        Some(Effect::KeepView(Box::new(view)))
    }

    /// What an earlier run has kept of today, until the hub says something.
    pub(super) fn remembered(&self) -> Option<&KioskView> {
        let there = matches!(self.link, LinkState::Connected { .. });
        if self.envelope.is_some() || there {
            return None;
        }
        let catalogue = self.catalogue.as_ref()?;
        let today = self.now.hall.at(catalogue.utc_offset).date_naive();
        let of_today = |view: &&KioskView| {
            view.service_day.0 == today && view.service_day == catalogue.service_day
        };
        self.memory.kept.as_ref().filter(of_today).filter(|_| !catalogue.training)
    }
}

/// What of a view still holds when it is old.
fn lasting(view: &KioskView) -> KioskView {
    let queues = view.queues.iter().map(|figures| QueueFigures {
        queue: figures.queue.clone(),
        live: figures.live.clone(),
        waiting: 0,
        standby: 0,
        counters_open: 0,
        wait: None,
    });
    KioskView {
        kiosk: view.kiosk.clone(),
        service_day: view.service_day,
        issuing: view.issuing,
        emergency_last: view.emergency_last,
        queues: queues.collect(),
        doubtful: Vec::new(),
        copies: Vec::new(),
        missed: Vec::new(),
    }
}
