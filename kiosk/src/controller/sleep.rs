//! Slides while the hall is closed and nobody touches the screen; awake at the minute of opening.

use super::{Controller, Effect, Phase};
use crate::screen::asleep::{Asleep, Slide};
use std::sync::Arc;
use std::time::Duration;

/// When slides come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlideTimes {
    /// After how long without a touch.
    pub after: Duration,
    /// How long each stands.
    pub each: Duration,
}

/// What the slides' thread says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlideShown {
    /// None: there is none that can be shown.
    pub slide: Option<Arc<Slide>>,
    /// A file of the folder cannot be shown.
    pub is_any_broken: bool,
}

#[derive(Debug, Default)]
pub(super) struct Sleep {
    slide: Option<Arc<Slide>>,
    /// How many have been asked for.
    asked: usize,
    asked_at: Option<Duration>,
    pub(super) is_any_broken: bool,
}

impl Controller {
    /// Closed, at the start and untouched for a while.
    fn is_time_to_sleep(&self) -> bool {
        let Some(times) = self.settings.slides else { return false };
        let idle = matches!(self.phase, Phase::Home { page: 0 })
            && self.visit.earlier.is_empty()
            && !self.staff_is_in()
            && self.untouched_for() >= times.after;
        idle && self.offer().is_some_and(|offer| !offer.home(self.window().home(), 0).any_open)
    }

    /// Asks for the next slide when it is time.
    pub(super) fn turn_slides(&mut self) -> Vec<Effect> {
        let Some(times) = self.settings.slides.filter(|_| self.is_time_to_sleep()) else {
            self.sleep.slide = None;
            self.sleep.asked_at = None;
            return Vec::new();
        };
        let now = self.now.steady;
        if self.sleep.asked_at.is_some_and(|at| now.saturating_sub(at) < times.each) {
            return Vec::new();
        }
        self.sleep.asked_at = Some(now);
        self.sleep.asked += 1;
        vec![Effect::Slide(self.sleep.asked - 1)]
    }

    pub(super) fn slide_came(&mut self, shown: SlideShown) {
        self.sleep.is_any_broken = shown.is_any_broken;
        if self.sleep.asked_at.is_some() {
            self.sleep.slide = shown.slide;
        }
    }

    /// What lies over everything while the kiosk sleeps.
    pub(super) fn asleep(&self) -> Option<Asleep> {
        let slide = self.sleep.slide.clone()?;
        let offer = self.offer()?;
        let queues = offer.catalogue.queues.iter();
        let opens = queues.filter_map(|queue| match offer.opening_of(&queue.id)? {
            antrean_shared::opening::Opening::Closed { opens_at, .. } => opens_at,
            antrean_shared::opening::Opening::Open { .. } => None,
        });
        let opens = opens.min().map(|at| offer.moment(at));
        Some(Asleep { slide, opens })
    }

    /// The touch that wakes does nothing else.
    pub(super) fn wake(&mut self) -> bool {
        let slept = self.sleep.slide.take().is_some();
        self.sleep.asked_at = None;
        if slept {
            // What lies under the finger is deaf for a moment, as on every new screen.
            self.entered = self.now.steady;
        }
        slept
    }
}
