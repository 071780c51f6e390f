//! As many random touches as in eight hours, as fast as they go, on the real window: nothing crashes,
//! memory stays flat, and no number is asked for without a finger.
//!
//! `SOAK_TOUCHES=28800` is a touch a second for eight hours; a plain run takes fewer.

use super::stage::{PORTRAIT, Stage};
use crate::controller::{Effect, Input, Touch};
use crate::fixture;
use crate::printer::{PrintResult, PrinterStatus};
use antrean_shared::command::Command;
use antrean_shared::link::Reply;
use antrean_shared::protocol::{Done, Outcome};
use antrean_shared::view::IssuedTicket;
use i_slint_backend_testing as backend;
use slint::ComponentHandle;
use slint::LogicalPosition;
use slint::platform::{PointerEventButton, WindowEvent};

const TOUCHES_USUAL: usize = 600;
/// Touches after which every screen and picture has been made once.
const WARM: usize = 400;
/// How much more memory the process may hold at the end.
const GROWTH_MAX: usize = 5 * 1024 * 1024;

struct Fingers {
    stage: Stage,
    seed: u64,
    issued: usize,
    /// Numbers asked for by time, hub or printer alone.
    by_itself: usize,
}

impl Fingers {
    fn chance(&mut self, below: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % below
    }

    fn place(&mut self) -> LogicalPosition {
        let (x, y) = (self.chance(1_080), self.chance(1_920));
        LogicalPosition::new(x as f32, y as f32)
    }

    fn event(&mut self, event: WindowEvent) {
        self.stage.ui.app().window().dispatch_event(event);
        let touches: Vec<Touch> = self.stage.touches.borrow_mut().drain(..).collect();
        for touch in touches {
            self.stage.made = self.stage.made.wrapping_add(1).max(1);
            let fresh =
                fixture::fresh(u128::from(self.stage.millis) << 16 | u128::from(self.stage.made));
            let effects = self.stage.hear(Input::Touched { touch, fresh });
            self.carry_out(effects, true);
        }
    }

    fn pass(&mut self, millis: u64) {
        let effects = self.stage.wait(millis);
        self.carry_out(effects, false);
    }

    /// Plays hub and printer: every number is issued and printed, one paper in ten jams.
    fn carry_out(&mut self, effects: Vec<Effect>, by_finger: bool) {
        for effect in effects {
            let follows = match effect {
                Effect::Ask { id, command } => {
                    if matches!(command, Command::Issue { .. } | Command::CheckIn { .. }) {
                        self.issued += 1;
                        self.by_itself += usize::from(!by_finger);
                    }
                    let ticket = IssuedTicket { id: id.ticket(), ..fixture::ticket(14) };
                    let done = Done { issued: Some(ticket), ..Done::default() };
                    let outcome = Outcome::Done(done);
                    self.stage.hear(Input::Reply(Reply::Answered { id, outcome }))
                }
                Effect::Print { ticket, copy, .. } => {
                    let jams = self.chance(10) == 0;
                    let outcome = if jams { Err(PrinterStatus::Jam) } else { Ok(()) };
                    self.stage.hear(Input::Printed(PrintResult { ticket, copy, outcome }))
                }
                Effect::Tell(_)
                | Effect::Record { .. }
                | Effect::Give { .. }
                | Effect::HandOver(_)
                | Effect::HandedOver { .. }
                | Effect::Machine(_)
                | Effect::Slide(_)
                | Effect::Report(_)
                | Effect::Focus(_)
                | Effect::Choose
                | Effect::Say(_)
                | Effect::Pause
                | Effect::Hush
                | Effect::KeepView(_)
                | Effect::Chime { .. } => Vec::new(),
            };
            self.carry_out(follows, by_finger);
        }
    }

    /// A tap, a long press, a slide, a palm; somewhere.
    fn touch(&mut self) {
        let at = self.place();
        let button = PointerEventButton::Left;
        let down = |position| WindowEvent::PointerPressed { position, button };
        let up = |position| WindowEvent::PointerReleased { position, button };
        self.event(WindowEvent::PointerMoved { position: at });
        match self.chance(10) {
            0 => {
                self.event(down(at));
                self.pass(2_000);
                self.event(up(at));
            }
            1 => {
                self.event(down(at));
                let there = self.place();
                self.event(WindowEvent::PointerMoved { position: there });
                self.event(up(there));
            }
            2 => {
                for _ in 0..8 {
                    self.event(down(at));
                    self.event(up(at));
                }
            }
            _ => {
                self.event(down(at));
                self.event(up(at));
            }
        }
        self.event(WindowEvent::PointerExited);
        let pause = 50 + self.chance(1_500);
        self.pass(pause);
    }
}

/// Bytes that the process holds now.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = text.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * rustix::param::page_size()
}

#[test]
fn soak_random_touches_crash_nothing_leak_nothing_and_no_number_comes_by_itself() {
    backend::init_no_event_loop();
    let touches = std::env::var("SOAK_TOUCHES").ok().and_then(|text| text.parse().ok());
    let touches: usize = touches.unwrap_or(TOUCHES_USUAL).max(WARM + 100);
    let stage = Stage::ready(PORTRAIT.0, PORTRAIT.1);
    let mut fingers = Fingers { stage, seed: 0x9e37_79b9_7f4a_7c15, issued: 0, by_itself: 0 };
    let mut before = 0;
    for touch in 0..touches {
        if touch == WARM {
            before = resident();
        }
        fingers.touch();
    }
    let grown = resident().saturating_sub(before);
    assert!(grown <= GROWTH_MAX, "{} KiB more than at the start", grown / 1024);
    for _ in 0..400 {
        fingers.pass(250);
    }
    assert_eq!(fingers.by_itself, 0, "a number without a finger");
    let Fingers { issued, .. } = fingers;
    assert!(issued > 0 || touches < 2_000, "random fingers never reached a number");
    tracing::info!(touches, issued, grown, "soaked");
}
