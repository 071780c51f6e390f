//! Which device has which session: a new hello of a device ends its older session first.
//!
//! Tells the writer which displays are there: a call counts as announced by what they report.

use crate::engine::Displays;
use antrean_shared::id::{DeviceId, ZoneId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, watch};

/// The sessions that are open.
pub(super) struct Sessions {
    // A lock and not a channel: held for one map operation, and never across an await.
    open: Mutex<BTreeMap<DeviceId, Arc<Notify>>>,
    displays: watch::Sender<Displays>,
}

/// A device's place among the sessions; leaving it frees the place.
pub(super) struct Seat {
    sessions: Arc<Sessions>,
    device: DeviceId,
    replaced: Arc<Notify>,
}

impl Sessions {
    /// Starts with nobody; `displays` is where the writer hears of them.
    pub(super) fn new(displays: watch::Sender<Displays>) -> Self {
        Self { open: Mutex::default(), displays }
    }

    /// Seats a device, a display with its zone, and tells the one that sat there to go.
    pub(super) fn seat(self: &Arc<Self>, device: DeviceId, zone: Option<ZoneId>) -> Seat {
        let replaced = Arc::new(Notify::new());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(older) = open.insert(device.clone(), Arc::clone(&replaced)) {
            older.notify_one();
        }
        self.note(&device, zone);
        Seat { sessions: Arc::clone(self), device, replaced }
    }

    /// Returns how many devices are connected.
    pub(super) fn len(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn note(&self, device: &DeviceId, zone: Option<ZoneId>) {
        self.displays.send_if_modified(|displays| match zone {
            Some(zone) => displays.insert(device.clone(), zone.clone()) != Some(zone),
            None => displays.remove(device).is_some(),
        });
    }
}

impl Seat {
    /// Waits until a newer session of the device takes over.
    pub(super) async fn replaced(&self) {
        self.replaced.notified().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.sessions.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.get(&self.device).is_some_and(|seated| Arc::ptr_eq(seated, &self.replaced)) {
            open.remove(&self.device);
            self.sessions.note(&self.device, None);
        }
    }
}
