//! Which call is announced next, if this display speaks for its zone (contract.md 7).
//!
//! A call is announced after its flash has begun, in order, one at a time: the cursor's `speaking`
//! is kept before the first sample, its `spoken` after the last.

use super::{Handled, Step, age_left, reason_against};
use crate::cursor::Cursor;
use crate::moment::Moment;
use antrean_shared::command::CallOutcome;
use antrean_shared::id::DeviceId;
use antrean_shared::view::{BoardCall, BoardView};
use std::collections::BTreeMap;
use std::time::Duration;

/// An announcement that has not ended after this long never will: the sound device hangs. Said three
/// times in two languages, the longest takes a little over a minute.
const SPEECH_MAX: Duration = Duration::from_secs(90);

/// Who announces in the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    /// No view has said yet.
    Unknown,
    /// This display: the zone names it, or names nobody.
    Mine,
    /// The one that the zone names.
    Another,
    /// Nobody else, and this one is kept quiet by its settings.
    Quiet,
}

#[derive(Debug)]
pub(super) struct Voice {
    device: DeviceId,
    sound: bool,
    ready: bool,
    duty: Duty,
    /// How far the zone's announcements are, whoever made them.
    zone_spoken: u64,
    under_way: Option<UnderWay>,
}

#[derive(Debug, Clone, Copy)]
struct UnderWay {
    call: u64,
    since: Duration,
}

/// What the voice goes by.
pub(super) struct Speech<'a> {
    pub calls: &'a BTreeMap<u64, BoardCall>,
    pub cursor: &'a mut Cursor,
}

impl Voice {
    pub(super) fn new(device: DeviceId, sound: bool) -> Self {
        let duty = Duty::Unknown;
        Self { device, sound, ready: false, duty, zone_spoken: 0, under_way: None }
    }

    pub(super) fn view(&mut self, view: &BoardView) {
        self.zone_spoken = view.spoken;
        self.duty = match &view.speaker {
            Some(speaker) if *speaker != self.device => Duty::Another,
            Some(_) | None if self.sound => Duty::Mine,
            Some(_) | None => Duty::Quiet,
        };
    }

    pub(super) fn is_mine(&self) -> bool {
        self.duty == Duty::Mine
    }

    pub(super) fn ready(&mut self, ready: bool) {
        self.ready = ready;
        if !ready {
            self.under_way = None;
        }
    }

    /// Forgets what is under way: its number belongs to other calls.
    pub(super) fn hush(&mut self) {
        self.under_way = None;
    }

    pub(super) fn ended(&mut self, call: u64, cursor: &mut Cursor, now: Moment) -> Vec<Step> {
        if self.under_way.take_if(|speech| speech.call == call).is_none() {
            return Vec::new();
        }
        cursor.speaking = None;
        cursor.spoken = cursor.spoken.max(call);
        let handled = Handled { from: call, to: call, at: now.hub, outcome: CallOutcome::Done };
        vec![Step::Save(cursor.clone()), Step::Spoken(handled)]
    }

    /// Returns how long after `now` an announcement counts as hung, or one that waits is too old.
    pub(super) fn due(
        &self,
        calls: &BTreeMap<u64, BoardCall>,
        cursor: &Cursor,
        now: Moment,
    ) -> Option<Duration> {
        if let Some(speech) = self.under_way {
            return Some((speech.since + SPEECH_MAX).saturating_sub(now.run));
        }
        let next = calls.range(cursor.spoken + 1..).next().filter(|_| self.is_mine());
        next.map(|(_, call)| age_left(call, now))
    }

    pub(super) fn go_on(&mut self, speech: Speech<'_>, now: Moment, steps: &mut Vec<Step>) {
        let cursor = speech.cursor;
        if let Some(hung) = self.under_way.take_if(|speech| now.run >= speech.since + SPEECH_MAX) {
            tracing::error!(call = hung.call, "the announcement never ended");
            self.ready = false;
        }
        cursor.spoken = cursor.spoken.max(self.zone_spoken);
        match self.duty {
            Duty::Mine => {}
            Duty::Unknown | Duty::Another => return,
            Duty::Quiet => {
                cursor.spoken = cursor.spoken.max(cursor.shown);
                return;
            }
        }
        while self.under_way.is_none() && cursor.spoken < cursor.shown {
            let next = speech.calls.range(cursor.spoken + 1..=cursor.shown).next();
            let next_number = next.map_or(cursor.shown + 1, |(number, _)| *number);
            if next_number > cursor.spoken + 1 {
                let hole = (cursor.spoken + 1, next_number - 1);
                steps.push(unspoken(hole, CallOutcome::Hole, now));
                cursor.spoken = next_number - 1;
            }
            let Some((_, call)) = next else { break };
            if let Some(reason) = reason_against(call, now) {
                steps.push(unspoken((next_number, next_number), reason, now));
                cursor.spoken = next_number;
            } else if self.ready {
                self.under_way = Some(UnderWay { call: next_number, since: now.run });
                cursor.speaking = Some(next_number);
                steps.push(Step::Save(cursor.clone()));
                steps.push(Step::Speak(next_number));
            } else {
                break;
            }
        }
        cursor.speaking = cursor.speaking.filter(|call| *call > cursor.spoken);
    }
}

fn unspoken((from, to): (u64, u64), outcome: CallOutcome, now: Moment) -> Step {
    Step::Spoken(Handled { from, to, at: now.hub, outcome })
}
