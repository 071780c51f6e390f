//! A board's 24 hours, as fast as they go, on the real window: 2,000 calls with their flashes and
//! announcements, 8,640 slides read from the disk, a lost link every six minutes. Memory stays flat.
//!
//! `SOAK_BOARD_HOURS=24` is the whole day (`make soak`); a plain run takes less.

use super::*;
use crate::controller::Effect;
use crate::slides::{Slide, SlideKind, SlideTask};
use antrean_shared::command::{CallOutcome, Command};
use antrean_shared::limits::BOARD_CALLS_MAX;
use std::collections::BTreeSet;

/// A step: a slide's time.
const STEP_MILLIS: u64 = 10_000;
const STEPS_AN_HOUR: u64 = 360;
/// 2,000 in 24 hours.
const MILLIS_A_CALL: u64 = 43_200;
const STEPS_A_LOSS: u64 = 36;
const SLIDES: [&str; 3] = ["a.svg", "c.svg", "d.svg"];
/// The first hour warms up: fonts, caches, pictures.
const GROWTH_BYTES_MAX: u64 = 5 * 1024 * 1024;
const HOURS_USUAL: u64 = 2;

struct Day {
    stage: Stage,
    calls: Vec<BoardCall>,
    flashed: BTreeSet<u64>,
    announced: BTreeSet<u64>,
    reported: BTreeSet<(bool, u64)>,
    fetched: u64,
    losses: u64,
}

impl Day {
    fn new() -> Self {
        let mut config = DisplayConfig::default();
        config.slides.folder = Some(slides());
        (config.slides.seconds, config.slides.hours) = (STEP_MILLIS / 1_000, false);
        let stage = Stage::new(config, (640, 360));
        let (flashed, announced, reported) = Default::default();
        let (calls, fetched, losses) = (vec![], 0, 0);
        let mut day = Self { stage, calls, flashed, announced, reported, fetched, losses };
        let slide = |(place, name): (usize, &&str)| Slide {
            name: (*name).to_owned(),
            stamp: place as u64,
            kind: SlideKind::Picture,
        };
        for name in SLIDES {
            let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">
                <rect width="1600" height="900" fill="#0B5559"/></svg>"##;
            std::fs::write(slides().join(name), drawing).unwrap();
        }
        day.stage.see(view(vec![]));
        day.take(Input::Slides(SLIDES.iter().enumerate().map(slide).collect()));
        day
    }

    /// Takes an input and does what the runtime would do.
    fn take(&mut self, input: Input) {
        let now = Moment::test(self.stage.millis);
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for effect in self.stage.controller.handle(input, now) {
                match effect {
                    Effect::Slide(SlideTask::Fetch(name)) => {
                        let target = self.stage.ui.target();
                        let picture = crate::slides::read_picture(&slides().join(&name), &target);
                        self.stage.ui.keep_picture(name.clone(), &picture.unwrap());
                        self.fetched += 1;
                        inputs.push(Input::Fetched(name, true));
                    }
                    Effect::Speak(said) => inputs.push(Input::Spoken(said.subject)),
                    Effect::Tell(_, command) => self.hear(&command),
                    Effect::Log(_)
                    | Effect::Save(_)
                    | Effect::Report(_)
                    | Effect::Slide(SlideTask::Play(_)) => {}
                }
            }
        }
        self.stage.show();
    }

    fn hear(&mut self, command: &Command) {
        let (Command::ReportShown { calls, .. } | Command::ReportSpoken { calls, .. }) = command
        else {
            panic!("{command:?}")
        };
        let spoken = matches!(command, Command::ReportSpoken { .. });
        let done = calls.iter().filter(|report| report.outcome == CallOutcome::Done);
        for report in done {
            assert!(self.reported.insert((spoken, report.call)), "{report:?} was told before");
            let known = if spoken { &mut self.announced } else { &mut self.flashed };
            known.insert(report.call);
        }
    }

    fn view(&self) -> Input {
        Input::View(envelope(view(self.calls.clone())))
    }

    /// A new call; those before it are served.
    fn call(&mut self) {
        let number = self.calls.last().map_or(0, |last| last.call) + 1;
        let ticket = format!("A{:03}", number % 999 + 1);
        let at = Moment::test(self.stage.millis).hub;
        for before in &mut self.calls {
            *before = ended(before.clone(), CallEnd::Answered);
        }
        self.calls.push(call(number, &ticket, "3", at));
        let old = self.calls.len().saturating_sub(BOARD_CALLS_MAX);
        self.calls.drain(..old);
        self.take(self.view());
        for _ in 0..7 {
            let _ = self.stage.draw();
            if let Some(call) = self.stage.ui.drawn().take() {
                self.take(Input::Drawn(call));
            }
            self.stage.millis += 250;
            self.take(Input::Tick);
        }
    }

    fn lose_and_find(&mut self) {
        self.losses += 1;
        let since = Moment::test(self.stage.millis).hub;
        self.take(Input::Link(LinkState::Lost { since }));
        let _ = self.stage.draw();
        self.take(Input::Link(LinkState::Connected { training: false }));
        self.take(self.view());
    }

    fn live(&mut self, from: u64, to: u64) {
        for step in from * STEPS_AN_HOUR..to * STEPS_AN_HOUR {
            let made = self.calls.last().map_or(0, |last| last.call);
            if (step + 1) * STEP_MILLIS / MILLIS_A_CALL > made {
                self.call();
            }
            if step % STEPS_A_LOSS == 0 {
                self.lose_and_find();
            }
            self.stage.millis = (step + 1) * STEP_MILLIS;
            self.take(Input::Tick);
            let _ = self.stage.draw();
        }
    }
}

/// Its own, for another test writes pictures at the same time.
fn slides() -> PathBuf {
    let folder = folder().join("soak");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Bytes of this process that are in memory.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = pages.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * 4096
}

#[test]
#[expect(clippy::print_stderr, reason = "make soak shows what was measured")]
fn soak_a_boards_day_leaves_memory_flat() {
    platform();
    let hours = std::env::var("SOAK_BOARD_HOURS").ok().and_then(|text| text.parse().ok());
    let hours: u64 = hours.unwrap_or(HOURS_USUAL).max(HOURS_USUAL);
    let mut day = Day::new();
    day.live(0, 1);
    let before = resident();
    day.live(1, hours);
    let after = resident();
    let made = day.calls.last().map_or(0, |last| last.call);
    eprintln!(
        "{hours} h: {made} calls, {} flashed, {} announced, {} slides read, {} links lost; {} KiB before, {} KiB after",
        day.flashed.len(),
        day.announced.len(),
        day.fetched,
        day.losses,
        before / 1024,
        after / 1024
    );
    assert_eq!(made, hours * 3_600_000 / MILLIS_A_CALL);
    // The last reports wait for their ten seconds.
    assert!(day.flashed.len() as u64 + 1 >= made && day.announced.len() as u64 + 1 >= made);
    assert!(day.fetched >= hours * STEPS_AN_HOUR - STEPS_AN_HOUR / 10, "{} slides", day.fetched);
    let grown = after.saturating_sub(before);
    assert!(grown <= GROWTH_BYTES_MAX, "{} KiB more than after an hour", grown / 1024);
}
