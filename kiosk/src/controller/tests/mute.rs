//! A printer that never answers, and one that has stopped answering.

use super::paper::{Row, step};
use super::*;

#[rustfmt::skip]
const MUTE: [Row; 7] = [
    ("asked", "take answer printed", "ask print", "doubt"),
    ("it came out", "take answer printed came-out", "ask print paper record", "ticket"),
    ("it did not", "take answer printed missing", "ask print", "paper failed"),
    ("paper may come later", "take answer printed missing give-back", "ask print", "paper failed"),
    ("once more", "take answer printed missing print-again printed-copy came-out", "ask print print-copy paper record-copy", "ticket"),
    ("nobody says", "take answer printed wait-30", "ask print screen", "home"),
    ("it is mine", "take answer printed not-mine", "ask print", "doubt"),
];

#[test]
fn the_visitor_says_what_the_printer_cannot() {
    for (name, steps, done, body) in MUTE {
        let mut play = Play::ready();
        play.controller.settings.paper = PaperMode::Asked;
        for word in steps.split(' ') {
            play.step(&step(word));
        }
        assert_eq!(play.done.join(" "), done, "{name}: {steps}");
        assert_eq!(play.body(), body, "{name}: {steps}");
    }
}

#[test]
fn no_number_is_drawn_for_a_printer_that_was_ready_long_ago() {
    for (silence, body, done) in [(8_000, "issuing", "ask"), (8_001, "notice", "")] {
        let mut play = Play::ready();
        let [agency, service, take] = three_touches();
        play.step(&Step::Touch(agency));
        play.step(&Step::Touch(service));
        play.hear(Input::Printer(PrinterStatus::Ready));
        play.printer = None;
        play.millis += silence;
        play.touch(take);
        assert_eq!((play.body(), play.done.join(" ").as_str()), (body, done));
    }
}

#[test]
fn a_long_job_is_no_silence() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    play.step(&Step::Answer);
    play.printer = None;
    play.step(&Step::Wait(20_000));
    play.step(&Step::Printed { copy: false });
    assert_eq!(play.screen().frame.trouble, None);
}
