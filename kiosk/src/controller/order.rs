//! In which order the agencies stand: the hall's own, or the busiest first.
//!
//! Nothing moves under a finger: the order changes only while nobody is before the screen.

use super::{Controller, DEAF, Phase};
use antrean_shared::id::AgencyId;
use std::time::Duration;

/// How long the order stands at a kiosk that nobody touches.
const STANDS: Duration = Duration::from_secs(5 * 60);

/// The order that is shown; empty: the hall's own.
#[derive(Debug, Default)]
pub(super) struct Order {
    pub(super) agencies: Vec<AgencyId>,
    /// When it was made, and when it became another one.
    made: Option<Duration>,
    changed: Option<Duration>,
}

impl Controller {
    /// Makes the order anew where the last visitor has gone, or nobody has come for a while.
    pub(super) fn turn_order(&mut self) {
        let idle = self.is_at_start() && !self.staff_is_in();
        let now = self.now.steady;
        let gone = self.untouched_for() >= self.settings.idle;
        let due = self
            .order
            .made
            .is_none_or(|made| gone && (self.touched > made || now.saturating_sub(made) >= STANDS));
        if idle && due && self.view().is_some() {
            self.order_agencies();
        }
    }

    /// Makes the order anew.
    pub(super) fn order_agencies(&mut self) {
        let Some(offer) = self.offer() else { return };
        let agencies = offer.busiest_first();
        self.order.made = Some(self.now.steady);
        if agencies != self.order.agencies {
            self.order.agencies = agencies;
            self.order.changed = self.order.made;
        }
    }

    /// The tiles have moved only now: a finger on its way means the one that stood there.
    pub(super) fn has_just_moved(&self) -> bool {
        let at_home = matches!(self.phase, Phase::Home { .. });
        let since = self.order.changed.map(|at| self.now.steady.saturating_sub(at));
        at_home && since.is_some_and(|since| since < DEAF)
    }
}
