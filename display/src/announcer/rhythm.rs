//! How long announcements take, and how they are shortened where many wait. Pure.
//!
//! A hall may want each call twice in two languages. While other calls wait, it is said once; where
//! waiting calls would grow too old, it is said in the visitor's language alone, and the chime sounds
//! only after a silence. The sentence itself is never shortened: who hears it once must understand it.

use super::{age_left, reason_against};
use crate::config::VoiceConfig;
use crate::moment::Moment;
use antrean_shared::ticket::Language;
use antrean_shared::view::BoardCall;
use std::time::Duration;

/// Chime and the pause after it.
pub(super) const CHIME: Duration = Duration::from_millis(1_400);
/// What separates an announcement without a chime from the one before it.
pub const WITHOUT_CHIME: Duration = Duration::from_millis(600);
/// A sentence: measured 5.2 to 7.1 s with the shipped voices.
const SENTENCE: Duration = Duration::from_millis(6_300);
/// An agency's name at its end.
const AGENCY: Duration = Duration::from_millis(1_500);
/// Between two sentences of a call.
const BETWEEN: Duration = Duration::from_secs(1);

/// How a call is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As the settings ask.
    Full,
    /// Not repeated: others wait.
    Once,
    /// In the visitor's language alone and without the agency: others would grow too old.
    Short,
}

/// What the length of an announcement depends on.
#[derive(Debug)]
pub(super) struct Rhythm {
    pub voice: VoiceConfig,
    /// The hall's languages.
    pub hall: Vec<Language>,
}

impl Rhythm {
    /// Returns how long a call's announcement takes, about.
    pub fn length(&self, call: &BoardCall, manner: Manner) -> Duration {
        let lead = if manner == Manner::Short { WITHOUT_CHIME } else { CHIME };
        if !self.voice.speak {
            return lead;
        }
        let languages = || self.voice.languages(&self.hall, call.language).len();
        let sentences = match manner {
            Manner::Full => languages() * usize::from(self.voice.repeat),
            Manner::Once => languages(),
            Manner::Short => 1,
        };
        let named = self.voice.agency && manner != Manner::Short;
        let sentence = if named { SENTENCE + AGENCY } else { SENTENCE };
        let sentences = u32::try_from(sentences).unwrap_or(u32::MAX);
        lead + sentence * sentences + BETWEEN * sentences.saturating_sub(1)
    }

    /// Returns how a call is announced while the calls `behind` it wait.
    pub fn manner<'a>(
        &self,
        call: &BoardCall,
        behind: impl Iterator<Item = &'a BoardCall> + Clone,
        now: Moment,
    ) -> Manner {
        let mut wait = behind.clone().filter(|call| reason_against(call, now).is_none());
        if wait.next().is_none() {
            Manner::Full
        } else if self.all_in_time(self.length(call, Manner::Once), behind, Manner::Once, now) {
            Manner::Once
        } else {
            Manner::Short
        }
    }

    /// Tells whether each of the calls is still young enough when its turn comes: the first after
    /// `until`, each other one after the announcement before it.
    pub fn all_in_time<'a>(
        &self,
        until: Duration,
        calls: impl Iterator<Item = &'a BoardCall>,
        manner: Manner,
        now: Moment,
    ) -> bool {
        let mut turn = until;
        let mut waiting = calls.filter(|call| reason_against(call, now).is_none());
        waiting.all(|call| {
            let in_time = age_left(call, now) > turn;
            turn += self.length(call, manner);
            in_time
        })
    }
}
