//! Which call takes the large place, which goes silently into the list, and which is announced
//! (contract.md 7). Pure: told views, drawn frames, ended sounds and the time, it answers with steps.
//!
//! The order of the steps is a promise. A flash is asked for by `large`; when its first frame has been
//! drawn, its line is logged, then the cursor moves. So a display that is killed between the two
//! flashes that one call again, and no other. It knows nothing of files, sounds or screens.

mod flash;
mod rhythm;
mod step;
mod voice;

use crate::config::DisplayConfig;
use crate::cursor::{Cursor, Series};
use crate::moment::Moment;
use antrean_shared::command::CallOutcome;
use antrean_shared::id::DeviceId;
use antrean_shared::ticket::{Language, TicketNumber};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{BoardCall, BoardView, CallEnd, CallKind};
use flash::Flash;
use rhythm::Rhythm;
use std::collections::BTreeMap;
use std::time::Duration;
use voice::{Speech, Voice};

pub use flash::{FLASH_FULL, FLASH_HALF, FLASH_MIN, FLASHES};
pub use rhythm::{Manner, WITHOUT_CHIME};
pub use step::{CallLine, Handled, LineOutcome, Step, Subject};
pub(crate) use voice::Contact;
pub use voice::SPEAKER_GONE;

/// A call older than this is not flashed nor announced any more.
pub const CALL_AGE_MAX: Duration = Duration::from_secs(120);
/// The call in the large place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Large<'a> {
    /// The call.
    pub call: &'a BoardCall,
    /// Its flash waits for its first frame.
    pub undrawn: bool,
    /// It is new: its seconds are not over.
    pub fresh: bool,
    /// The light half of a flash, or no flash.
    pub lit: bool,
}

/// Follows the calls of one zone.
#[derive(Debug)]
pub struct Announcer {
    cursor: Option<Cursor>,
    /// The cursor as it was given out to be kept.
    kept: Option<Cursor>,
    /// The cursor was made from an empty board: the first call has nothing below it to miss.
    unbased: bool,
    calls: BTreeMap<u64, BoardCall>,
    flash: Option<Flash>,
    voice: Voice,
    rhythm: Rhythm,
}

impl Announcer {
    /// Goes on from a cursor that was kept, or from none.
    pub fn new(cursor: Option<Cursor>, device: DeviceId, config: &DisplayConfig) -> Self {
        let voice = Voice::new(device, config.may_speak());
        let rhythm = Rhythm { voice: config.voice.clone(), hall: Vec::new() };
        let kept = cursor.clone();
        let calls = BTreeMap::new();
        Self { cursor, kept, unbased: false, calls, flash: None, voice, rhythm }
    }

    /// Takes the languages of the hall, the first one first, and the display that the hall file names
    /// as the zone's speaker.
    pub fn hall(&mut self, languages: &[Language], speaker: Option<&DeviceId>) {
        self.rhythm.hall = languages.to_vec();
        self.voice.named(speaker);
    }

    /// The link to the hub has changed.
    pub(crate) fn contact(&mut self, contact: Contact, now: Moment) -> Vec<Step> {
        let mut steps = Vec::new();
        self.voice.contact(contact, now);
        self.go_on(now, &mut steps);
        steps
    }

    /// Takes a new view.
    pub fn view(&mut self, series: Series, view: &BoardView, now: Moment) -> Vec<Step> {
        let mut steps = Vec::new();
        self.calls = view.calls.iter().map(|call| (call.call, call.clone())).collect();
        steps.extend(self.voice.view(view, now));
        let newest = self.calls.keys().next_back().copied();
        let follows = |cursor: &Cursor| {
            cursor.series == series && newest.is_none_or(|newest| newest >= cursor.shown)
        };
        if !self.cursor.as_ref().is_some_and(follows) {
            let shown = newest.unwrap_or(view.spoken);
            let spoken = shown.max(view.spoken);
            let announced = view.announcements.iter().map(|text| text.at).max();
            let cursor = Cursor { series, shown, speaking: None, spoken, announced };
            tracing::info!(?cursor, was = ?self.cursor, "new to these calls: nothing old is flashed");
            self.unbased = newest.is_none();
            self.flash = None;
            self.voice.hush();
            self.cursor = Some(cursor);
        }
        self.go_on(now, &mut steps);
        steps
    }

    /// The first frame of a call's flash is on the panel.
    pub fn drawn(&mut self, call: u64, now: Moment) -> Vec<Step> {
        let mut steps = Vec::new();
        let waits = |flash: &&mut Flash| flash.call == call && flash.drawn.is_none();
        if let (Some(flash), Some(cursor)) = (self.flash.as_mut().filter(waits), &mut self.cursor) {
            flash.drawn = Some(now.run);
            cursor.shown = call;
            let number = self.calls.get(&call).map(|call| call.number);
            steps.push(Step::Log(CallLine {
                call,
                to: None,
                number,
                at: now.hub,
                outcome: LineOutcome::Flashed,
                reason: None,
            }));
            steps.push(Step::Save(cursor.clone()));
            let outcome = CallOutcome::Done;
            steps.push(Step::Shown(Handled { from: call, to: call, at: now.hub, outcome }));
        }
        self.go_on(now, &mut steps);
        steps
    }

    /// Something was announced to the last sample, or nothing was to be heard of it.
    pub fn spoken(&mut self, subject: Subject, outcome: CallOutcome, now: Moment) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(cursor) = &mut self.cursor {
            steps = self.voice.ended((subject, outcome), cursor, now);
        }
        self.go_on(now, &mut steps);
        steps
    }

    /// The loudspeaker can be used, or cannot.
    pub fn speaker_ready(&mut self, ready: bool, now: Moment) -> Vec<Step> {
        let mut steps = Vec::new();
        self.voice.ready(ready);
        self.go_on(now, &mut steps);
        steps
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Moment) -> Vec<Step> {
        let mut steps = Vec::new();
        self.go_on(now, &mut steps);
        steps
    }

    /// Returns the call in the large place: the one that flashes, else the newest that had its turn.
    pub fn large(&self, now: Moment) -> Option<Large<'_>> {
        let is_new = |flash: &Flash| !flash.is_over(now) || self.voice.says(flash.call);
        let flash = self.flash.filter(is_new);
        if let Some((flash, call)) = flash.and_then(|f| self.calls.get(&f.call).map(|c| (f, c))) {
            let undrawn = flash.drawn.is_none();
            return Some(Large { call, undrawn, fresh: true, lit: flash.is_lit(now) });
        }
        let shown = self.cursor.as_ref()?.shown;
        let stands = |call: &&BoardCall| call.ended != Some(CallEnd::Merged);
        let call = self.calls.range(..=shown).rev().map(|(_, call)| call).find(stands)?;
        Some(Large { call, undrawn: false, fresh: false, lit: true })
    }

    /// Returns how far this display has come.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }

    /// Returns a text for everybody that was put up then.
    pub fn text(&self, at: Timestamp) -> Option<&str> {
        self.voice.text(at)
    }

    /// Returns every call that the view carries, newest first.
    pub fn calls(&self) -> impl Iterator<Item = &BoardCall> {
        self.calls.values().rev()
    }

    /// Tells whether this display announces for its zone.
    pub fn speaks(&self) -> bool {
        self.voice.is_mine()
    }

    /// Returns how long after `now` something changes by itself.
    pub fn due(&self, now: Moment) -> Option<Duration> {
        let flash_due = self.flash.and_then(|flash| match flash.drawn {
            Some(drawn) => {
                let held = self.held_for_another(flash, drawn).filter(|until| *until > now.run);
                let until = Flash::changes(drawn, now).into_iter().chain(held).min();
                until.map(|until| until - now.run)
            }
            None => self.calls.get(&flash.call).map(|call| age_left(call, now)),
        });
        let voice_due =
            self.cursor.as_ref().and_then(|cursor| self.voice.due(&self.calls, cursor, now));
        flash_due.into_iter().chain(voice_due).min()
    }

    fn go_on(&mut self, now: Moment, steps: &mut Vec<Step>) {
        self.take_turns(now, steps);
        let Some(cursor) = &mut self.cursor else { return };
        let speech = Speech { calls: &self.calls, cursor, rhythm: &self.rhythm };
        self.voice.go_on(speech, now, steps);
        let last_saved = steps.iter().rev().find_map(|step| match step {
            Step::Save(cursor) => Some(cursor),
            Step::Log(_)
            | Step::Shown(_)
            | Step::Spoken(_)
            | Step::Speak { .. }
            | Step::TellNow => None,
        });
        let kept = last_saved.or(self.kept.as_ref());
        if kept != Some(cursor) {
            steps.push(Step::Save(cursor.clone()));
        }
        self.kept = Some(cursor.clone());
    }

    /// Tells whether another call may take the large place: this one has stood for its time, and its
    /// announcement is over, unless calls behind it would then be too old for a flash.
    fn gives_way(&self, flash: Flash, now: Moment) -> bool {
        let (Some(drawn), true) = (flash.drawn, flash.has_stood(now)) else { return false };
        let call = self.calls.get(&flash.call);
        let says =
            |cursor: &Cursor| call.is_some_and(|call| self.voice.will_say(call, cursor, now));
        let here = self.cursor.as_ref().is_some_and(says);
        let there = self.held_for_another(flash, drawn).is_some_and(|until| now.run < until);
        if !here && !there {
            return true;
        }
        let rest = self.voice.rest(now);
        let behind = self.calls.range(flash.call + 1..).map(|(_, call)| call);
        !self.rhythm.all_in_time(rest, behind, Manner::Short, now)
    }

    /// Returns until when the zone's other display announces a call, about: it tells the hub, which
    /// tells this one, only every ten seconds.
    fn held_for_another(&self, flash: Flash, drawn: Duration) -> Option<Duration> {
        let call = self.calls.get(&flash.call).filter(|call| call.awaited)?;
        let length = || drawn + self.rhythm.length(call, Manner::Once);
        self.voice.another_speaks().then(length)
    }

    /// Handles the calls above `shown` in order until one has to wait for the large place.
    fn take_turns(&mut self, now: Moment, steps: &mut Vec<Step>) {
        let gives_way = self.flash.is_some_and(|flash| self.gives_way(flash, now));
        let Some(cursor) = &mut self.cursor else { return };
        while let Some((&next, call)) = self.calls.range(cursor.shown + 1..).next() {
            if next > cursor.shown + 1 {
                let hole = (cursor.shown + 1, next - 1);
                cursor.shown = next - 1;
                if std::mem::take(&mut self.unbased) {
                    cursor.spoken = cursor.spoken.max(cursor.shown);
                } else {
                    tracing::warn!(from = hole.0, to = hole.1, "calls that this board never saw");
                    let (from, to) = hole;
                    let hole = Handled { from, to, at: now.hub, outcome: CallOutcome::Hole };
                    silent(hole, None, steps);
                }
            }
            self.unbased = false;
            let Some(reason) = reason_against(call, now) else {
                if gives_way || self.flash.is_none() {
                    self.flash = Some(Flash { call: next, drawn: None });
                }
                break;
            };
            if self.flash.is_some_and(|flash| flash.call == next) {
                self.flash = None;
            }
            cursor.shown = next;
            let handled = Handled { from: next, to: next, at: now.hub, outcome: reason };
            silent(handled, Some(call.number), steps);
        }
    }
}

fn silent(handled: Handled, number: Option<TicketNumber>, steps: &mut Vec<Step>) {
    steps.push(Step::Log(CallLine {
        call: handled.from,
        to: (handled.to > handled.from).then_some(handled.to),
        number,
        at: handled.at,
        outcome: LineOutcome::Silent,
        reason: Some(handled.outcome),
    }));
    steps.push(Step::Shown(handled));
}

/// Why a call is neither flashed nor announced; none: it is.
fn reason_against(call: &BoardCall, now: Moment) -> Option<CallOutcome> {
    let ended = match call.ended {
        Some(CallEnd::Answered) => Some(CallOutcome::Answered),
        Some(CallEnd::Missed) => Some(CallOutcome::Missed),
        Some(CallEnd::Withdrawn) => Some(CallOutcome::Withdrawn),
        Some(CallEnd::Merged) => Some(CallOutcome::Merged),
        None => None,
    };
    if call.kind == CallKind::Withdrawn {
        return Some(CallOutcome::Withdrawn);
    }
    if !call.awaited {
        return Some(ended.unwrap_or(CallOutcome::Answered));
    }
    (now.hub.since(call.at) > CALL_AGE_MAX).then_some(CallOutcome::TooOld)
}

/// How long a call may still be flashed or announced, and a moment.
fn age_left(call: &BoardCall, now: Moment) -> Duration {
    call.at.plus(CALL_AGE_MAX).since(now.hub) + Duration::from_millis(1)
}

#[cfg(test)]
mod tests;
