//! Which call is announced next, if this display speaks for its zone (contract.md 7).
//!
//! A call is announced after its flash has begun, in order, one at a time: the cursor's `speaking`
//! is kept before the first sample, its `spoken` after the last. Texts for everybody come when no call
//! waits. Which display speaks is the hub's to say; this one sees to it that two never sound together.

use super::rhythm::{CHIME, Manner, Rhythm};
use super::{Handled, Step, Subject, age_left, reason_against};
use crate::cursor::Cursor;
use crate::moment::Moment;
use antrean_shared::command::CallOutcome;
use antrean_shared::id::DeviceId;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{Announcement, BoardCall, BoardView};
use std::collections::BTreeMap;
use std::time::Duration;

/// A speaker that has not been heard of for so long is replaced by the hub, and one that has not heard
/// from the hub for so long begins no announcement.
pub const SPEAKER_GONE: Duration = Duration::from_secs(10);
/// An announcement that has not ended after this long never will: the sound device hangs. Said three
/// times in two languages, the longest takes a little over a minute.
const SPEECH_MAX: Duration = Duration::from_secs(90);
/// What an announcement of the display that spoke before may take longer than is thought.
const HAND_OVER_MORE: Duration = Duration::from_secs(2);
/// Announcements that begin so soon after the last one follow it without a chime.
const FOLLOWS: Duration = Duration::from_secs(1);

/// A text for everybody is announced so long after it was put up; on the boards it stands on.
const TEXT_AGE_MAX: Duration = Duration::from_secs(300);
/// After so long another display has begun to say a text.
const TEXT_LEFT_TO_OTHERS: Duration = Duration::from_secs(30);

/// Who announces in the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    /// No view has said yet.
    Unknown,
    /// This display: the zone names it, or names nobody.
    Mine,
    /// The one that the zone names.
    Another,
    /// The zone names this display, whose settings keep it quiet.
    Mute,
    /// The zone names nobody, and this display is kept quiet by its settings.
    Quiet,
}

/// How the link to the hub stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contact {
    /// It is up.
    Current,
    /// The hub was last heard then, on the clock that never jumps.
    Lost(Duration),
    /// The hub does not take this display.
    Refused,
}

#[derive(Debug)]
pub(super) struct Voice {
    device: DeviceId,
    sound: bool,
    ready: bool,
    duty: Duty,
    /// The hall file names another display as the speaker.
    stands_in: bool,
    contact: Contact,
    /// How far the zone's announcements are, whoever made them.
    zone_spoken: u64,
    /// Texts for everybody, oldest first.
    texts: Vec<Announcement>,
    under_way: Option<UnderWay>,
    ended: Option<Duration>,
    taking_over: Option<TakingOver>,
}

#[derive(Debug, Clone, Copy)]
struct UnderWay {
    subject: Subject,
    since: Duration,
    length: Duration,
}

/// The display that spoke until now may be in the middle of a call.
#[derive(Debug, Clone, Copy)]
enum TakingOver {
    Begins,
    /// Its time is over then.
    Until(Duration),
}

/// What the voice goes by.
pub(super) struct Speech<'a> {
    pub calls: &'a BTreeMap<u64, BoardCall>,
    pub cursor: &'a mut Cursor,
    pub rhythm: &'a Rhythm,
}

impl Voice {
    pub(super) fn new(device: DeviceId, sound: bool) -> Self {
        Self {
            device,
            sound,
            ready: false,
            duty: Duty::Unknown,
            stands_in: false,
            contact: Contact::Current,
            zone_spoken: 0,
            texts: Vec::new(),
            under_way: None,
            ended: None,
            taking_over: None,
        }
    }

    pub(super) fn named(&mut self, speaker: Option<&DeviceId>) {
        self.stands_in = speaker.is_some_and(|speaker| *speaker != self.device);
    }

    /// Takes what a view says of the voice.
    pub(super) fn view(&mut self, view: &BoardView, now: Moment) -> Option<Step> {
        let was_cut_off = self.is_cut_off(now);
        self.contact = Contact::Current;
        self.zone_spoken = view.spoken;
        self.texts = view.announcements.clone();
        self.texts.sort_by_key(|text| text.at);
        let before = self.duty;
        self.duty = match &view.speaker {
            Some(speaker) if *speaker != self.device => Duty::Another,
            Some(_) | None if self.sound => Duty::Mine,
            Some(_) => Duty::Mute,
            None => Duty::Quiet,
        };
        let went_on = before == Duty::Mine && !was_cut_off;
        if !self.is_mine() || view.speaker.is_none() {
            self.taking_over = None;
        } else if !went_on {
            self.taking_over = Some(TakingOver::Begins);
        }
        (before == Duty::Mine && self.duty == Duty::Another).then_some(Step::TellNow)
    }

    /// The link has changed. A view makes it current too, and is the only thing that does once another
    /// display may have taken over.
    pub(super) fn contact(&mut self, contact: Contact, now: Moment) {
        if contact != Contact::Current || !self.is_cut_off(now) {
            self.contact = contact;
        }
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
        self.taking_over = None;
    }

    /// Tells whether a call is being announced now.
    pub(super) fn says(&self, call: u64) -> bool {
        self.under_way.is_some_and(|speech| speech.subject == Subject::Call(call))
    }

    /// Tells whether a call is being announced here or is still to be.
    pub(super) fn will_say(&self, call: &BoardCall, cursor: &Cursor, now: Moment) -> bool {
        let waits = || cursor.spoken < call.call && reason_against(call, now).is_none();
        let able = self.duty == Duty::Mine && self.ready && !self.is_cut_off(now);
        self.says(call.call) || able && waits()
    }

    pub(super) fn another_speaks(&self) -> bool {
        self.duty == Duty::Another
    }

    /// Returns how long what is under way will still take, about.
    pub(super) fn rest(&self, now: Moment) -> Duration {
        let end = self.under_way.map(|speech| speech.since + speech.length);
        end.map_or(Duration::ZERO, |end| end.saturating_sub(now.run))
    }

    pub(super) fn ended(
        &mut self,
        (subject, outcome): (Subject, CallOutcome),
        cursor: &mut Cursor,
        now: Moment,
    ) -> Vec<Step> {
        if self.under_way.take_if(|speech| speech.subject == subject).is_none() {
            return Vec::new();
        }
        self.ended = Some(now.run);
        let mut steps = Vec::new();
        match subject {
            Subject::Text(at) => cursor.announced = cursor.announced.max(Some(at)),
            Subject::Call(call) => {
                cursor.speaking = None;
                cursor.spoken = cursor.spoken.max(call);
                steps.push(Step::Save(cursor.clone()));
                steps.push(Step::Spoken(Handled { from: call, to: call, at: now.hub, outcome }));
            }
        }
        if self.duty == Duty::Another {
            steps.push(Step::TellNow);
        }
        steps
    }

    /// Returns how long after `now` an announcement counts as hung, one that waits is too old, or the
    /// display that spoke before has had its time.
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
        let over = match self.taking_over {
            Some(TakingOver::Until(until)) => Some(until.saturating_sub(now.run)),
            Some(TakingOver::Begins) | None => None,
        };
        next.map(|(_, call)| age_left(call, now)).into_iter().chain(over).min()
    }

    pub(super) fn go_on(&mut self, speech: Speech<'_>, now: Moment, steps: &mut Vec<Step>) {
        if let Some(hung) = self.under_way.take_if(|speech| now.run >= speech.since + SPEECH_MAX) {
            tracing::error!(subject = ?hung.subject, "the announcement never ended");
            self.ready = false;
        }
        speech.cursor.spoken = speech.cursor.spoken.max(self.zone_spoken);
        self.leave_texts(speech.cursor, now);
        match self.duty {
            Duty::Mine => {}
            Duty::Unknown | Duty::Another => return,
            Duty::Mute | Duty::Quiet => {
                self.stay_silent(speech, now, steps);
                return;
            }
        }
        self.take_over(&speech, now);
        let Speech { calls, cursor, rhythm } = speech;
        while self.under_way.is_none() && cursor.spoken < cursor.shown {
            let next = calls.range(cursor.spoken + 1..=cursor.shown).next();
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
            } else if self.may_begin(now) {
                let behind = calls.range(next_number + 1..).map(|(_, call)| call);
                let manner = rhythm.manner(call, behind, now);
                cursor.speaking = Some(next_number);
                steps.push(Step::Save(cursor.clone()));
                let length = rhythm.length(call, manner);
                steps.push(self.begin((Subject::Call(next_number), length), manner, now));
            } else {
                break;
            }
        }
        cursor.speaking = cursor.speaking.filter(|call| *call > cursor.spoken);
        let mut waiting = calls.range(cursor.spoken + 1..);
        let call_waits = waiting.any(|(_, call)| reason_against(call, now).is_none());
        if self.under_way.is_none() && !call_waits && self.may_begin(now) {
            let next = self.texts.iter().find(|text| cursor.announced < Some(text.at));
            if let Some((at, length)) = next.map(|text| (text.at, text_length(text))) {
                steps.push(self.begin((Subject::Text(at), length), Manner::Once, now));
            }
        }
    }

    /// Passes over what was shown. Where the zone relies on this display, officers wait for its word.
    fn stay_silent(&self, speech: Speech<'_>, now: Moment, steps: &mut Vec<Step>) {
        let Speech { calls, cursor, .. } = speech;
        let passed =
            calls.range(cursor.spoken + 1..).take_while(|(call, _)| **call <= cursor.shown);
        if self.duty == Duty::Mute {
            steps.extend(passed.map(|(call, of)| {
                let outcome = reason_against(of, now).unwrap_or(CallOutcome::Silent);
                unspoken((*call, *call), outcome, now)
            }));
        }
        cursor.spoken = cursor.spoken.max(cursor.shown);
    }

    /// Passes over the texts that need not be announced here any more.
    fn leave_texts(&self, cursor: &mut Cursor, now: Moment) {
        let most = if self.is_mine() { TEXT_AGE_MAX } else { TEXT_LEFT_TO_OTHERS };
        let said = |text: &Announcement| {
            self.under_way.is_some_and(|s| s.subject == Subject::Text(text.at))
        };
        let left = self.texts.iter().filter(|text| now.hub.since(text.at) > most && !said(text));
        cursor.announced = cursor.announced.max(left.map(|text| text.at).max());
    }

    /// Returns a text that is up.
    pub(super) fn text(&self, at: Timestamp) -> Option<&str> {
        self.texts.iter().find(|text| text.at == at).map(|text| text.text.as_str())
    }

    fn begin(
        &mut self,
        (subject, length): (Subject, Duration),
        manner: Manner,
        now: Moment,
    ) -> Step {
        self.under_way = Some(UnderWay { subject, since: now.run, length });
        let follows = self.ended.is_some_and(|ended| now.run <= ended + FOLLOWS);
        Step::Speak { subject, manner, chime: manner != Manner::Short || !follows }
    }

    fn may_begin(&self, now: Moment) -> bool {
        self.ready && self.taking_over.is_none() && !self.is_cut_off(now)
    }

    /// Another display may speak by now, and this one would not know. The hub gives the speaker of the
    /// hall file ten seconds, and one that stands in for it none.
    fn is_cut_off(&self, now: Moment) -> bool {
        match self.contact {
            Contact::Current => false,
            Contact::Lost(heard) => self.stands_in || now.run >= heard + SPEAKER_GONE,
            Contact::Refused => true,
        }
    }

    /// Waits as long as the announcement can take in which the display that spoke before may be: of a
    /// call that it has not reported, answered meanwhile or not, or of a text. A report says nothing of
    /// what is under way, so it does not end the wait.
    fn take_over(&mut self, speech: &Speech<'_>, now: Moment) {
        self.taking_over = match self.taking_over {
            Some(TakingOver::Begins) => {
                let unreported = speech.calls.range(self.zone_spoken + 1..);
                let calls = unreported.map(|(_, call)| speech.rhythm.length(call, Manner::Full));
                let unsaid = |text: &&Announcement| speech.cursor.announced < Some(text.at);
                let texts = self.texts.iter().filter(unsaid).map(text_length);
                let longest = calls.chain(texts).max();
                longest.map(|length| TakingOver::Until(now.run + length + HAND_OVER_MORE))
            }
            // Cut off, it would not hear that the other has said it all meanwhile.
            Some(TakingOver::Until(until))
                if now.run < until || !matches!(self.contact, Contact::Current) =>
            {
                self.taking_over
            }
            Some(TakingOver::Until(_)) | None => None,
        };
    }
}

/// How long a text takes, about: espeak-ng says some fourteen characters a second.
fn text_length(text: &Announcement) -> Duration {
    let chars = u32::try_from(text.text.chars().count()).unwrap_or(u32::MAX);
    CHIME + Duration::from_millis(80) * chars
}

fn unspoken((from, to): (u64, u64), outcome: CallOutcome, now: Moment) -> Step {
    Step::Spoken(Handled { from, to, at: now.hub, outcome })
}
