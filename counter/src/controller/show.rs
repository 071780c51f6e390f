//! From the newest view to what is on screen. It changes nothing.

mod desk;
mod question;

use super::sign_in::COLUMNS;
use super::{Controller, Phase, SignInField};
use crate::keys::Action;
use crate::screen::{
    Body, ButtonState, CounterTile, FieldLine, LinkLine, NoticeLine, Screen, SignInScreen,
    StartingScreen,
};
use crate::words::WhyNot;
use antrean_shared::id::Officer;
use antrean_shared::link::LinkState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::CounterFigures;

/// Columns of the grid of counters, for the window.
pub const GRID_COLUMNS: usize = COLUMNS;

impl Controller {
    /// Returns what is on screen.
    pub fn screen(&self) -> Screen {
        let notice = self.notice.as_ref();
        Screen {
            language: self.language,
            training: self.in_training(),
            strip: self.in_strip(),
            link: self.link_line(),
            notice: notice.map(|n| NoticeLine { kind: n.kind, text: n.text.clone() }),
            body: self.body(),
            dialog: self.question(),
        }
    }

    fn in_training(&self) -> bool {
        match self.link {
            LinkState::Connected { training } => training,
            LinkState::Connecting { .. } | LinkState::Lost { .. } | LinkState::Refused { .. } => {
                self.catalogue.as_ref().is_some_and(|catalogue| catalogue.training)
            }
        }
    }

    fn link_line(&self) -> LinkLine {
        match &self.link {
            LinkState::Connecting { .. } => LinkLine::Connecting,
            LinkState::Connected { .. } => LinkLine::Connected,
            LinkState::Lost { since } => LinkLine::Lost(self.words().clock(*since)),
            LinkState::Refused { .. } => LinkLine::Refused,
        }
    }

    fn body(&self) -> Body {
        match &self.phase {
            Phase::AtCounter(_) if self.catalogue.is_some() => {
                Body::AtCounter(Box::new(self.at_counter_screen()))
            }
            Phase::Choosing if self.catalogue.is_some() && self.lobby.is_some() => {
                Body::SignIn(self.sign_in_screen())
            }
            Phase::AtCounter(_) | Phase::Choosing | Phase::Resuming(_) => {
                Body::Starting(self.starting_screen())
            }
        }
    }

    fn starting_screen(&self) -> StartingScreen {
        let (since, refused) = match &self.link {
            LinkState::Connecting { since } | LinkState::Lost { since } => (Some(*since), None),
            LinkState::Refused { reason } => (None, Some(self.words().refused(*reason))),
            LinkState::Connected { .. } => (None, None),
        };
        // Before the catalogue nobody knows the hall's time zone.
        let known = since.filter(|_| self.catalogue.is_some());
        let since = known.map_or_else(String::new, |since| self.words().clock(since));
        StartingScreen { hub: self.hub.clone(), since, refused }
    }

    fn sign_in_screen(&self) -> SignInScreen {
        let field = |text: &str, field| FieldLine {
            text: text.to_owned(),
            focused: self.sign_in.focus == field && self.dialog.is_none(),
        };
        let tile = |figures: &&CounterFigures| CounterTile {
            name: self.words().counter(&figures.counter),
            agency: self.agency_of(&figures.counter),
            state: figures.state,
            officer: figures.officer.as_ref().map_or_else(String::new, Officer::to_string),
            waiting: figures.waiting,
        };
        let selected = self.chosen_place();
        let choices = self.choices();
        let chosen = selected.and_then(|place| choices.get(place)).map(tile);
        let hall = self.catalogue.as_ref().map(|c| c.hall.name.get(self.language).to_owned());
        let busy = self.is_busy(Action::Main);
        let enabled = self.looks_free(self.may_open().map(drop)).is_ok();
        let open = ButtonState { shown: true, enabled, busy, wait_seconds: 0 };
        SignInScreen {
            hall: hall.unwrap_or_default(),
            officer: field(&self.sign_in.officer, SignInField::Officer),
            filter: field(&self.sign_in.filter, SignInField::Filter),
            counters: choices.iter().map(tile).collect(),
            selected,
            chosen: chosen.map_or_else(String::new, |tile| tile.name),
            open,
        }
    }

    fn is_busy(&self, action: Action) -> bool {
        self.is_slow() && self.pending.as_ref().is_some_and(|pending| pending.action == action)
    }

    /// Returns how a button looks: whether it is there, whether it works, and when it will.
    fn button(&self, action: Action) -> ButtonState {
        let wait = |from: Timestamp| seconds_until(self.now, from);
        let (enabled, wait_seconds) = match self.may_in_view(action) {
            Ok(()) => (true, 0),
            Err(WhyNot::RecallFrom(from) | WhyNot::NoShowFrom(from)) => (false, wait(from)),
            Err(_) => (false, 0),
        };
        let meaning = self.has_meaning(action);
        let shown = meaning.is_ok() || matches!(meaning, Err(WhyNot::InHand(_)));
        ButtonState { shown, enabled, busy: self.is_busy(action), wait_seconds }
    }

    /// A button keeps its look while a question lies over it.
    fn may_in_view(&self, action: Action) -> Result<(), WhyNot> {
        match self.may(action) {
            Err(WhyNot::NoMeaning) if self.dialog.is_some() => self.has_meaning(action),
            other => self.looks_free(other),
        }
    }

    /// A command that has only just been sent does not show yet.
    fn looks_free(&self, may: Result<(), WhyNot>) -> Result<(), WhyNot> {
        match may {
            Err(WhyNot::UnderWay) if !self.is_slow() => Ok(()),
            other => other,
        }
    }
}

fn seconds_until(now: Timestamp, then: Timestamp) -> u32 {
    let millis = then.since(now).as_millis();
    u32::try_from(millis.div_ceil(1_000)).unwrap_or(u32::MAX)
}

/// Returns the whole minutes since an instant.
fn minutes_since(now: Timestamp, since: Timestamp) -> u32 {
    u32::try_from(now.since(since).as_secs() / 60).unwrap_or(u32::MAX)
}

/// Writes a stretch of time: `06:42`, `1:06:42`.
fn stopwatch(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_time_reads_like_a_clock() {
        assert_eq!(stopwatch(402), "06:42");
        assert_eq!(stopwatch(4_002), "1:06:42");
        assert_eq!(seconds_until(Timestamp(1_001), Timestamp(3_000)), 2);
        assert_eq!(seconds_until(Timestamp(3_000), Timestamp(1_000)), 0);
    }
}
