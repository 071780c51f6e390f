//! Three displays of one zone that are killed, cut off and started again in any order: two never sound
//! together, but where one that stands in for a dead speaker is itself cut off: then for the rest of
//! one sentence. And every call is heard or has a reason.
//!
//! The hub of this test names the speaker as `hub/src/devices.rs` does: the one of the hall file, or
//! the first other one that can speak once that has been gone for ten seconds or says that it is mute.

use super::*;
use crate::announcer::{SPEAKER_GONE, Subject};
use antrean_shared::id::DeviceId;
use proptest::prelude::*;
use std::collections::BTreeMap;

const STEP: u64 = 250;
const GONE: u64 = SPEAKER_GONE.as_millis() as u64;
const NAMES: [&str; 3] = ["papan-1", "papan-2", "papan-3"];

/// What happens to the zone.
#[derive(Debug, Clone)]
enum Act {
    Call,
    Answer(usize),
    Recall(usize),
    Kill(usize),
    Start(usize),
    /// Cuts a display off; it notices after so long, and the hub after so long.
    Cut(usize, u64, u64),
    Mend(usize),
    /// Takes a display's sound card out, or puts it back.
    Card(usize, bool),
    Pass(u64),
}

fn act() -> impl Strategy<Value = Act> {
    let display = || prop_oneof![3 => Just(0_usize), 1 => 1_usize..3];
    prop_oneof![
        6 => Just(Act::Call),
        2 => (0_usize..6).prop_map(Act::Answer),
        1 => (0_usize..6).prop_map(Act::Recall),
        2 => display().prop_map(Act::Kill),
        3 => display().prop_map(Act::Start),
        2 => (display(), 0..4_500_u64, 0..4_500_u64).prop_map(|(d, own, hub)| Act::Cut(d, own, hub)),
        3 => display().prop_map(Act::Mend),
        2 => (display(), any::<bool>()).prop_map(|(which, there)| Act::Card(which, there)),
        6 => (0..15_000_u64).prop_map(Act::Pass),
    ]
}

/// A display's process and what outlives it.
struct Display {
    name: DeviceId,
    running: Option<Controller>,
    kept: Option<Kept>,
    /// Reports that the hub has not had.
    outbox: Vec<Command>,
    /// Cut off since, noticed here at, noticed by the hub at.
    cut: Option<(u64, u64, u64)>,
    told_lost: bool,
    /// It has a sound card; the hub knows.
    card: bool,
    can_speak: bool,
    /// The view that it had last on this link.
    seen: Option<BoardView>,
    /// What sounds, and until when.
    sounds: Option<(Subject, u64)>,
    /// When it ended what.
    heard: Vec<(u64, u64)>,
}

/// The hub, the displays and what was heard.
struct Zone {
    now: u64,
    displays: Vec<Display>,
    calls: Vec<BoardCall>,
    spoken: u64,
    reasons: BTreeSet<u64>,
    speaker: usize,
    /// Since when the hub knows each display to be there, or to be gone.
    there: [Result<u64, u64>; 3],
    /// Calls that may be heard again: unreported when their display was lost.
    excused: BTreeSet<u64>,
    together: u64,
    /// Two sounded, one of them cut off while it stood in: how long by now, and at most.
    lost_together: u64,
    longest: u64,
}

impl Zone {
    fn new() -> Self {
        let display = |name: &str| Display {
            name: DeviceId::new(name).unwrap(),
            running: None,
            kept: None,
            outbox: vec![],
            cut: None,
            told_lost: false,
            card: true,
            can_speak: true,
            seen: None,
            sounds: None,
            heard: vec![],
        };
        let mut zone = Self {
            now: 0,
            displays: NAMES.map(display).into(),
            calls: vec![],
            spoken: 0,
            reasons: BTreeSet::new(),
            speaker: 0,
            there: [Err(0); 3],
            excused: BTreeSet::new(),
            together: 0,
            lost_together: 0,
            longest: 0,
        };
        (0..3).for_each(|which| zone.start(which));
        zone
    }

    fn moment(&self) -> Moment {
        Moment::test(self.now)
    }

    fn happen(&mut self, act: &Act) {
        match act {
            Act::Call => self.call(),
            Act::Answer(back) => self.end(*back, CallEnd::Answered),
            Act::Recall(back) => {
                self.end(*back, CallEnd::Merged);
                self.call();
            }
            Act::Kill(which) => self.kill(*which),
            Act::Start(which) => self.start(*which),
            Act::Cut(which, own, hub) => {
                self.lose(*which);
                let cut = (self.now, self.now + own, self.now + hub);
                self.displays[*which].cut.get_or_insert(cut);
                self.displays[*which].seen = None;
            }
            Act::Mend(which) => {
                self.displays[*which].cut = None;
                if self.displays[*which].running.is_some() {
                    // The hub counts the visit, even if it ends before the next look.
                    self.there[*which] = Ok(self.now);
                }
            }
            Act::Card(which, there) => self.card(*which, *there),
            Act::Pass(millis) => {
                let until = self.now + millis;
                while self.now < until {
                    self.pass();
                }
            }
        }
    }

    fn call(&mut self) {
        let number = self.calls.len() as u64 + 1;
        self.calls.push(call(number, &format!("A{number:03}"), "1", self.moment().hub));
    }

    fn end(&mut self, back: usize, end: CallEnd) {
        let place = self.calls.len().checked_sub(1 + back);
        if let Some(old) = place.map(|place| &mut self.calls[place]).filter(|call| call.awaited) {
            *old = ended(old.clone(), end);
        }
    }

    fn start(&mut self, which: usize) {
        let now = self.moment();
        let display = &mut self.displays[which];
        if display.running.is_some() {
            return;
        }
        let kept = display.kept.clone();
        let config = DisplayConfig::default();
        let mut controller = Controller::new(config, display.name.clone(), kept, now.hub);
        let mut hall = catalogue();
        hall.zones[0].speaker = DeviceId::new(NAMES[0]).ok();
        let mut effects = controller.handle(Input::Catalogue(Arc::new(hall)), now);
        effects.extend(controller.handle(Input::SpeakerReady(display.card), now));
        display.running = Some(controller);
        (display.told_lost, display.seen) = (false, None);
        self.displays[which].cut = None;
        self.carry_out(which, effects);
    }

    fn kill(&mut self, which: usize) {
        self.lose(which);
        let display = &mut self.displays[which];
        (display.running, display.sounds) = (None, None);
    }

    fn card(&mut self, which: usize, there: bool) {
        let now = self.moment();
        self.displays[which].card = there;
        if !there {
            self.displays[which].sounds = None;
        }
        if let Some(mut controller) = self.displays[which].running.take() {
            let effects = controller.handle(Input::SpeakerReady(there), now);
            self.carry_out(which, effects);
            self.displays[which].running = Some(controller);
        }
    }

    /// What this display has said in the last ten seconds and is saying may be unknown to all others.
    fn lose(&mut self, which: usize) {
        let display = &self.displays[which];
        let recent = display.heard.iter().filter(|(_, at)| at + GONE >= self.now);
        self.excused.extend(recent.map(|(call, _)| *call));
        if let Some((Subject::Call(call), _)) = display.sounds {
            self.excused.insert(call);
        }
    }

    /// Lets a moment pass everywhere.
    fn pass(&mut self) {
        self.now += STEP;
        self.name_speaker();
        for which in 0..3 {
            self.live(which);
        }
        let sounding: Vec<_> =
            (0..3).filter(|which| self.displays[*which].sounds.is_some()).collect();
        let lost = |which: &&usize| **which > 0 && self.displays[**which].cut.is_some();
        if sounding.len() < 2 {
            self.lost_together = 0;
        } else if sounding.iter().any(|which| lost(&which)) {
            self.lost_together += STEP;
            self.longest = self.longest.max(self.lost_together);
        } else {
            self.together += STEP;
        }
    }

    /// The hub's rule.
    fn name_speaker(&mut self) {
        for (which, display) in self.displays.iter_mut().enumerate() {
            let noticed = display.cut.is_none_or(|(_, _, hub)| self.now < hub);
            let is_there = display.running.is_some() && noticed;
            if self.there[which].is_ok() != is_there {
                self.there[which] = if is_there { Ok(self.now) } else { Err(self.now) };
            }
            if display.cut.is_none() {
                display.can_speak = display.card;
            }
        }
        let speaks = |which: usize| self.displays[which].can_speak;
        let lost = match self.there[0] {
            Ok(_) => !speaks(0),
            Err(at) => self.now >= at + GONE,
        };
        let other = (1..3).find(|which| self.there[*which].is_ok() && speaks(*which));
        self.speaker = other.filter(|_| lost).unwrap_or(0);
    }

    fn view(&self) -> BoardView {
        let speaker = Some(self.displays[self.speaker].name.clone());
        BoardView { speaker, spoken: self.spoken, ..view(self.calls.clone()) }
    }

    fn live(&mut self, which: usize) {
        let now = self.moment();
        let (view, cut) = (self.view(), self.displays[which].cut);
        let Some(mut controller) = self.displays[which].running.take() else { return };
        let mut inputs = vec![];
        let told_lost = self.displays[which].told_lost;
        match cut {
            None => {
                if told_lost {
                    inputs.push(Input::Link(LinkState::Connected { training: false }));
                }
                if self.displays[which].seen.as_ref() != Some(&view) {
                    self.displays[which].seen = Some(view.clone());
                    inputs.push(Input::View(envelope(view)));
                }
            }
            Some((since, own, _)) if self.now >= own && !told_lost => {
                let since = Moment::test(since).hub;
                inputs.push(Input::Link(LinkState::Lost { since }));
            }
            Some(_) => {}
        }
        self.displays[which].told_lost = cut.is_some_and(|(_, own, _)| self.now >= own);
        if let Some((subject, _)) = self.displays[which].sounds.take_if(|(_, end)| *end <= self.now)
        {
            inputs.push(Input::Spoken(subject));
            if let Subject::Call(call) = subject {
                self.displays[which].heard.push((call, self.now));
                if cut.is_some() {
                    self.excused.insert(call);
                }
            }
        }
        inputs.push(Input::Tick);
        for input in inputs {
            let effects = controller.handle(input, now);
            self.carry_out(which, effects);
        }
        let large = controller.announcer.large(now).filter(|large| large.undrawn);
        if let Some(call) = large.map(|large| large.call.call) {
            let effects = controller.handle(Input::Drawn(call), now);
            self.carry_out(which, effects);
        }
        self.displays[which].running = Some(controller);
        if cut.is_none() {
            self.hear(which);
        }
    }

    fn carry_out(&mut self, which: usize, effects: Vec<Effect>) {
        for effect in effects {
            let display = &mut self.displays[which];
            match effect {
                Effect::Log(_) | Effect::Report(_) | Effect::Slide(_) => {}
                Effect::Save(kept) => display.kept = Some(*kept),
                Effect::Speak(utterance) => {
                    assert!(display.sounds.is_none(), "one at a time");
                    // Sentences take 6.6 to 9 s.
                    let length = 6_600 + (self.now / STEP % 24) * 100;
                    display.sounds = Some((utterance.subject, self.now + length));
                    if let (Subject::Call(call), Some(_)) = (utterance.subject, display.cut) {
                        self.excused.insert(call);
                    }
                }
                Effect::Tell(_, command) => display.outbox.push(command),
            }
        }
    }

    /// The hub takes what a display reports.
    fn hear(&mut self, which: usize) {
        for command in std::mem::take(&mut self.displays[which].outbox) {
            let Command::ReportSpoken { calls, .. } = command else { continue };
            for report in calls {
                self.spoken = self.spoken.max(report.call);
                if report.outcome != CallOutcome::Done {
                    self.reasons.insert(report.call);
                }
            }
        }
    }

    fn heard(&self) -> BTreeMap<u64, usize> {
        let mut heard = BTreeMap::new();
        for (call, _) in self.displays.iter().flat_map(|display| &display.heard) {
            *heard.entry(*call).or_insert(0) += 1;
        }
        heard
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn displays_that_come_and_go_speak_one_at_a_time_and_lose_no_call(acts in prop::collection::vec(act(), 1..60)) {
        let mut zone = Zone::new();
        zone.happen(&Act::Pass(1_000));
        for act in &acts {
            zone.happen(act);
            zone.pass();
        }
        for which in 0..3 {
            zone.happen(&Act::Mend(which));
            zone.happen(&Act::Start(which));
            zone.happen(&Act::Card(which, true));
        }
        zone.happen(&Act::Pass(200_000));
        prop_assert_eq!(zone.together, 0, "milliseconds of two voices at once");
        prop_assert!(zone.longest < 9_000, "{} ms, longer than a sentence", zone.longest);
        let heard = zone.heard();
        for call in 1..=zone.calls.len() as u64 {
            let times = heard.get(&call).copied().unwrap_or(0);
            let reason = zone.reasons.contains(&call) || !zone.calls[call as usize - 1].awaited;
            prop_assert!(times > 0 || reason, "call {call}: neither sound nor reason");
            prop_assert!(times <= 1 || zone.excused.contains(&call), "call {call}: {times} times");
        }
        for display in &zone.displays {
            prop_assert!(display.heard.is_sorted_by(|a, b| a.0 < b.0 || zone.excused.contains(&b.0)));
        }
    }
}

#[test]
fn a_dead_speaker_is_replaced_within_twenty_seconds_and_speaks_again_when_it_is_back() {
    let mut zone = Zone::new();
    zone.happen(&Act::Pass(1_000));
    zone.happen(&Act::Call);
    zone.happen(&Act::Pass(9_000));
    zone.happen(&Act::Kill(0));
    zone.happen(&Act::Call);
    zone.happen(&Act::Pass(30_000));
    let (call, at) = zone.displays[1].heard[0];
    assert_eq!(call, 2);
    assert!(at - 10_000 < 30_000, "{at}");
    zone.happen(&Act::Call);
    zone.happen(&Act::Pass(3_000));
    zone.happen(&Act::Start(0));
    zone.happen(&Act::Call);
    zone.happen(&Act::Pass(25_000));
    let heard = |which: usize| -> Vec<u64> {
        zone.displays[which].heard.iter().map(|(call, _)| *call).collect()
    };
    assert_eq!((heard(0), heard(1)), (vec![1, 4], vec![2, 3]), "a sentence is never cut");
    assert_eq!(zone.together, 0);
}
