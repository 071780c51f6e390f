//! Whether a queue gives numbers, as far as this kiosk knows.

use super::Offer;
use antrean_shared::catalogue::QueueCard;
use antrean_shared::id::QueueId;
use antrean_shared::opening::{Circumstances, Opening};
use antrean_shared::view::KioskView;

impl<'a> Offer<'a> {
    /// What the hub has told of another day says nothing of today; what this kiosk gave by itself counts
    /// as given.
    pub(super) fn opening(self, queue: &QueueCard) -> Opening {
        let today = |view: &&KioskView| view.service_day == self.catalogue.service_day;
        let live = self.view.filter(today).and(self.live(&queue.id)).cloned();
        let mut live = live.unwrap_or_default();
        let own = self.own.map_or(0, |own| own.given(self.catalogue.service_day, &queue.id));
        live.issued = live.issued.saturating_add(own);
        queue.today.opening(&live, self.now)
    }

    /// What has happened to a queue, as far as the hub has told.
    pub(super) fn live(self, queue: &QueueId) -> Option<&'a Circumstances> {
        let told = self.view?.queues.iter().find(|figures| figures.queue == *queue)?;
        Some(&told.live)
    }
}
