//! Which device has which session: a new hello of a device ends its older session first.
//!
//! Tells the writer which devices are there and how they are.

use crate::devices::{Connected, Standing};
use antrean_shared::health::{Health, Station};
use antrean_shared::id::DeviceId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, watch};

/// The sessions that are open.
pub(super) struct Sessions {
    // A lock and not a channel: held for one map operation, and never across an await.
    open: Mutex<BTreeMap<DeviceId, Arc<Notify>>>,
    connected: watch::Sender<Connected>,
}

/// A device's place among the sessions; leaving it frees the place.
pub(super) struct Seat {
    sessions: Arc<Sessions>,
    device: DeviceId,
    replaced: Arc<Notify>,
}

impl Sessions {
    /// Starts with nobody; `connected` is where the writer hears of them.
    pub(super) fn new(connected: watch::Sender<Connected>) -> Self {
        Self { open: Mutex::default(), connected }
    }

    /// Seats a device and tells the one that sat there to go.
    pub(super) fn seat(self: &Arc<Self>, device: DeviceId, station: Station) -> Seat {
        let replaced = Arc::new(Notify::new());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(older) = open.insert(device.clone(), Arc::clone(&replaced)) {
            older.notify_one();
        }
        self.connected.send_modify(|connected| {
            let visits = connected.get(&device).map_or(0, |before| before.visits) + 1;
            let standing = Standing { station, health: None, visits, here: true };
            connected.insert(device.clone(), standing);
        });
        Seat { sessions: Arc::clone(self), device, replaced }
    }

    /// Returns how many devices are connected.
    pub(super) fn len(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Seat {
    /// Takes over what the device says of itself.
    pub(super) fn report(&self, health: Health) {
        self.sessions.connected.send_if_modified(|connected| {
            let Some(standing) = connected.get_mut(&self.device) else { return false };
            let new = standing.health.as_ref() != Some(&health);
            standing.health = Some(health);
            new
        });
    }

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
            self.sessions.connected.send_modify(|connected| {
                if let Some(standing) = connected.get_mut(&self.device) {
                    standing.here = false;
                }
            });
        }
    }
}
