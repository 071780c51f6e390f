//! What the hub is told of calls, and that the cursor's file holds it before anybody can forget it.
//!
//! Used by the controller alone.

use super::{Controller, Effect, Moment};
use crate::cursor::{Cursor, Kept};
use crate::reports::Report;
use antrean_shared::command::Command;
use antrean_shared::id::ZoneId;

impl Controller {
    /// Tells what the program before this one told last: it may have been killed before the link had it.
    pub(super) fn tell_again(&mut self) -> Vec<Effect> {
        let Some(zone) = self.zone_before.take() else { return Vec::new() };
        let (shown, spoken) = (self.shown.again(), self.spoken.again());
        self.told(&zone, shown, spoken)
    }

    /// Reports what is due. Nothing is told before the cursor's file holds it, and the file never says that
    /// a call was shown or spoken without saying what the hub may not know of it.
    pub(super) fn kept(&mut self, mut effects: Vec<Effect>, now: Moment) -> Vec<Effect> {
        let zone = self.board_view().map(|view| view.zone.clone());
        let told = zone.map_or_else(Vec::new, |zone| {
            let (shown, spoken) = (self.shown.take(now), self.spoken.take(now));
            self.told(&zone, shown, spoken)
        });
        let saves = |effect: &Effect| matches!(effect, Effect::Save(_));
        if let Some(cursor) = self.announcer.cursor()
            && !told.is_empty()
            && !effects.iter().any(saves)
        {
            effects.push(self.save(cursor.clone()));
        }
        for effect in &mut effects {
            if let Effect::Save(kept) = effect {
                kept.untold_shown.clone_from(self.shown.unreported());
                kept.untold_spoken.clone_from(self.spoken.unreported());
            }
        }
        effects.extend(told);
        effects
    }

    pub(super) fn save(&self, cursor: Cursor) -> Effect {
        let untold_shown = self.shown.unreported().clone();
        let untold_spoken = self.spoken.unreported().clone();
        Effect::Save(Box::new(Kept { cursor, untold_shown, untold_spoken }))
    }

    fn told(&self, zone: &ZoneId, shown: Option<Report>, spoken: Option<Report>) -> Vec<Effect> {
        let place = || (zone.clone(), self.device.clone());
        let shown = shown.map(|Report { id, calls }| {
            let (zone, display) = place();
            Effect::Tell(id, Command::ReportShown { zone, display, calls })
        });
        let spoken = spoken.map(|Report { id, calls }| {
            let (zone, display) = place();
            Effect::Tell(id, Command::ReportSpoken { zone, display, calls })
        });
        shown.into_iter().chain(spoken).collect()
    }
}
