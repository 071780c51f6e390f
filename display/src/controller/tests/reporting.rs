//! What the hub is told of calls: all of it, once, wherever a display is killed.

use super::*;
use crate::config::VoiceConfig;
use std::collections::BTreeMap;

const STEP: u64 = 500;
const CALLS: u64 = 5;

/// A display that is killed after so many effects and started again, and what outlives it.
struct Display {
    config: DisplayConfig,
    running: Controller,
    lives: usize,
    kept: Option<Kept>,
    told: BTreeMap<CommandId, Command>,
    sounds: Option<Utterance>,
    millis: u64,
}

impl Display {
    fn new(config: DisplayConfig, lives: usize) -> Self {
        let running = Controller::new(config.clone(), device(), None, MORNING);
        let (kept, told, sounds) = (None, BTreeMap::new(), None);
        let mut display = Self { config, running, lives, kept, told, sounds, millis: 0 };
        display.start();
        display
    }

    fn start(&mut self) {
        let (kept, now) = (self.kept.clone(), Moment::test(self.millis));
        self.running = Controller::new(self.config.clone(), device(), kept, now.hub);
        self.sounds = None;
        let connected = LinkState::Connected { training: false };
        for input in [
            Input::Catalogue(Arc::new(catalogue())),
            Input::Link(connected),
            Input::SpeakerReady(true),
        ] {
            self.take(input);
        }
    }

    fn take(&mut self, input: Input) {
        for effect in self.running.handle(input, Moment::test(self.millis)) {
            if self.lives == 0 {
                self.lives = usize::MAX;
                return self.start();
            }
            self.lives -= 1;
            match effect {
                Effect::Save(kept) => self.kept = Some(*kept),
                Effect::Tell(id, command) => {
                    let before = self.told.insert(id, command.clone());
                    assert!(before.is_none_or(|before| before == command), "one name, two reports");
                }
                Effect::Speak(utterance) => self.sounds = Some(utterance),
                Effect::Log(_) | Effect::Report(_) | Effect::Slide(_) => {}
            }
        }
    }

    /// A call every three seconds, each drawn at once and said half a second later.
    fn live(&mut self) {
        while self.millis < 60_000 {
            let made = (1..=CALLS).filter(|n| n * 3_000 <= self.millis);
            let at = |n: u64| MORNING.plus(Duration::from_millis(n * 3_000));
            let mut board = view(made.map(|n| call(n, &format!("A{n:03}"), "1", at(n))).collect());
            board.speaker = Some(device());
            self.take(Input::View(envelope(board)));
            match self.sounds.take() {
                Some(said) if said.volume_percent == 0 => self.take(Input::Silent(said.subject)),
                Some(said) => self.take(Input::Spoken(said.subject)),
                None => self.take(Input::Tick),
            }
            let large = self.running.announcer.large(Moment::test(self.millis));
            if let Some(call) = large.filter(|large| large.undrawn).map(|large| large.call.call) {
                self.take(Input::Drawn(call));
            }
            self.millis += STEP;
        }
    }

    /// What was told of each call, and whether of its sound.
    fn reports(&self) -> Vec<(bool, u64, CallOutcome)> {
        let mut told: Vec<_> = self
            .told
            .values()
            .flat_map(|command| {
                let spoken = matches!(command, Command::ReportSpoken { .. });
                let (Command::ReportShown { calls, .. } | Command::ReportSpoken { calls, .. }) =
                    command
                else {
                    panic!("{command:?}")
                };
                calls.iter().map(move |report| (spoken, report.call, report.outcome))
            })
            .collect();
        told.sort_unstable();
        told
    }
}

fn expected(of_sound: CallOutcome) -> Vec<(bool, u64, CallOutcome)> {
    let shown = (1..=CALLS).map(|call| (false, call, CallOutcome::Done));
    shown.chain((1..=CALLS).map(|call| (true, call, of_sound))).collect()
}

#[test]
fn a_display_that_is_killed_at_any_point_reports_every_call_once() {
    let mut whole = Display::new(DisplayConfig::default(), 100_000);
    whole.live();
    let effects = 100_000 - whole.lives;
    assert!(effects > 30, "{effects}");
    for lives in 0..=effects {
        let mut display = Display::new(DisplayConfig::default(), lives);
        display.live();
        assert_eq!(display.reports(), expected(CallOutcome::Done), "killed after {lives} effects");
    }
}

#[test]
fn what_is_shown_in_quiet_hours_is_never_said_to_have_been_announced() {
    let voice = VoiceConfig { volume: 0, ..VoiceConfig::default() };
    let kept_quiet = DisplayConfig { sound: false, ..DisplayConfig::default() };
    for config in [DisplayConfig { voice, ..DisplayConfig::default() }, kept_quiet] {
        let mut display = Display::new(config, usize::MAX);
        display.live();
        assert_eq!(display.reports(), expected(CallOutcome::Silent));
    }
}

#[test]
fn a_quiet_display_reports_no_sound_where_the_zone_names_nobody() {
    let config = DisplayConfig { sound: false, ..DisplayConfig::default() };
    let mut controller = controller(config);
    see(&mut controller, &[], 0);
    see(&mut controller, &[call(1, "A001", "1", MORNING)], 0);
    let effects = controller.handle(Input::Drawn(1), Moment::test(0));
    let spoken = |effect: &Effect| matches!(effect, Effect::Tell(_, Command::ReportSpoken { .. }));
    assert!(!effects.iter().any(spoken), "{effects:?}");
}

#[test]
fn what_was_told_before_a_start_keeps_its_zone() {
    let mut before = Display::new(DisplayConfig::default(), usize::MAX);
    before.live();
    let mut kept = before.kept.expect("it was kept");
    kept.cursor.series.zone = antrean_shared::id::ZoneId::new("lantai-9").unwrap();
    let config = DisplayConfig::default();
    let mut after = Controller::new(config, device(), Some(kept), MORNING);
    let told = after.handle(Input::Tick, Moment::test(0));
    let zones: Vec<_> = told
        .iter()
        .filter_map(|effect| match effect {
            Effect::Tell(
                id,
                Command::ReportShown { zone, .. } | Command::ReportSpoken { zone, .. },
            ) => Some((before.told.contains_key(id), zone.as_str())),
            Effect::Tell(..)
            | Effect::Log(_)
            | Effect::Save(_)
            | Effect::Speak(_)
            | Effect::Report(_)
            | Effect::Slide(_) => None,
        })
        .collect();
    assert_eq!(zones, [(true, "lantai-9"), (true, "lantai-9")]);
}
