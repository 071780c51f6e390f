//! Which device has which session: a new hello of a device ends its older session first.

use antrean_shared::id::DeviceId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// The sessions that are open.
#[derive(Default)]
pub(super) struct Sessions {
    // A lock and not a channel: held for one map operation, and never across an await.
    open: Mutex<BTreeMap<DeviceId, Arc<Notify>>>,
}

/// A device's place among the sessions; leaving it frees the place.
pub(super) struct Seat {
    sessions: Arc<Sessions>,
    device: DeviceId,
    replaced: Arc<Notify>,
}

impl Sessions {
    /// Seats a device, and tells the one that sat there to go.
    pub(super) fn seat(self: &Arc<Self>, device: DeviceId) -> Seat {
        let replaced = Arc::new(Notify::new());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(older) = open.insert(device.clone(), Arc::clone(&replaced)) {
            older.notify_one();
        }
        Seat { sessions: Arc::clone(self), device, replaced }
    }

    /// Returns how many devices are connected.
    pub(super) fn len(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).len()
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
        }
    }
}
