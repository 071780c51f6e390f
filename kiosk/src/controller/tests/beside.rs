//! What goes on beside the screen's visits: push buttons, slides, numbers without paper, health.

use super::paper::{Row, step};
use super::*;
use crate::controller::sleep::{SlideShown, SlideTimes};
use crate::screen::asleep::Slide;
use antrean_shared::health::{Health, Trouble as Ill};
use antrean_shared::opening::Span;
use std::sync::Arc;

#[rustfmt::skip]
const FREE: [Row; 6] = [
    ("shown", "take answer", "ask", "paper failed"),
    ("no printer is asked for", "out take answer", "ask", "paper failed"),
    ("noted", "take answer photographed", "ask screen", "home"),
    ("nobody there", "take answer wait-60", "ask screen", "home"),
    ("given back", "take answer give-back", "ask give-back", "notice"),
    ("nothing to print", "take answer print-again", "ask", "paper failed"),
];

#[test]
fn without_paper_the_number_stands_on_the_screen_and_is_confirmed_by_it() {
    for (name, steps, done, body) in FREE {
        let mut play = Play::ready();
        play.controller.settings.paper = PaperMode::Free;
        for word in steps.split(' ') {
            play.step(&step(word));
        }
        assert_eq!(play.done.join(" "), done, "{name}: {steps}");
        assert_eq!(play.body(), body, "{name}: {steps}");
        if let Body::PaperFailed(failed) = play.screen().body {
            assert!(failed.paper_free && failed.may_give_back && failed.fault.is_none());
        }
    }
}

impl Play {
    fn press(&mut self, service: &str) {
        self.made += 1;
        self.millis += 100;
        let (service, fresh) = (service.parse().unwrap(), fixture::fresh(self.made));
        self.hear(Input::Pressed { service, fresh });
    }

    fn done(&self) -> String {
        self.done.join(" ")
    }
}

#[test]
fn one_press_is_one_ticket_and_a_hammered_button_no_second() {
    let mut play = Play::ready();
    for _ in 0..10 {
        play.press("a02");
    }
    play.step(&Step::Answer);
    play.press("a02");
    play.step(&Step::Printed { copy: false });
    play.press("no-such-service");
    assert_eq!((play.done().as_str(), play.body()), ("ask print paper record", "notice"));
    play.step(&Step::Wait(15_000));
    play.press("a02");
    play.step(&Step::Answer);
    assert_eq!(play.done(), "ask print paper record ask print");
    assert_eq!(play.body(), "home");
}

#[test]
fn presses_of_other_buttons_wait_their_turn() {
    let mut play = Play::ready();
    for service in ["a02", "g04", "g04"] {
        play.press(service);
    }
    assert_eq!(play.done(), "ask");
    play.step(&Step::Answer);
    play.step(&Step::Wait(500));
    assert_eq!(play.done(), "ask print", "one paper after the other");
    play.step(&Step::Printed { copy: false });
    assert_eq!(play.done(), "ask print paper record ask");
    play.step(&Step::Answer);
    play.step(&Step::Printed { copy: false });
    play.step(&Step::Wait(500));
    assert_eq!(play.done().matches("ask").count(), 2);
}

#[test]
fn a_press_disturbs_no_visit_and_a_visit_no_press() {
    let mut play = Play::ready();
    let [agency, service, take] = three_touches();
    play.step(&Step::Touch(agency));
    play.step(&Step::Touch(service));
    play.press("g04");
    play.step(&Step::Answer);
    let pressed = play.ticket().id;
    assert_eq!((play.body(), play.done().as_str()), ("confirm", "ask print"));
    play.step(&Step::Touch(take));
    assert_eq!(play.done(), "ask print ask");
    let failed = PrintResult { ticket: pressed, copy: false, outcome: Err(PrinterStatus::Jam) };
    play.hear(Input::Printed(failed));
    assert_eq!(play.body(), "issuing", "the visitor at the screen goes first");
    play.step(&Step::Answer);
    play.step(&Step::Printed { copy: false });
    assert_eq!((play.body(), play.done().as_str()), ("ticket", "ask print ask print paper record"));
}

#[test]
fn a_press_waits_while_a_number_is_on_its_way_to_the_screen() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    play.press("g04");
    assert_eq!(play.done(), "ask");
    play.step(&Step::Answer);
    play.step(&Step::Printed { copy: false });
    assert_eq!(play.done(), "ask print paper record ask");
}

#[test]
fn what_goes_wrong_with_a_press_is_shown_where_nobody_is() {
    for (steps, done, body) in [
        ("out press", "", "notice"),
        ("press unknown", "ask give-back", "notice"),
        ("press wait-12", "ask give-back", "home"),
        ("press rejected", "ask", "notice"),
        ("press not-asked", "ask", "notice"),
        ("press answer failed", "ask print", "paper failed"),
        ("press answer failed give-back", "ask print give-back", "notice"),
        ("press answer not-printed", "ask print", "paper failed"),
        ("press answer wait-31 printed", "ask print", "home"),
    ] {
        let mut play = Play::ready();
        for word in steps.split(' ') {
            if word == "press" { play.press("a02") } else { play.step(&step(word)) }
        }
        assert_eq!((play.body(), play.done().as_str()), (body, done), "{steps}");
    }
}

fn slide() -> SlideShown {
    let slide = Slide { width: 1, height: 1, rgb: vec![1, 2, 3] };
    SlideShown { slide: Some(Arc::new(slide)), is_any_broken: false }
}

/// A hall that opens at 10.00, at 09.41.
fn before_opening() -> Play {
    let mut play = Play::ready();
    let (after, each) = (Duration::from_secs(60), Duration::from_secs(10));
    play.controller.settings.slides = Some(SlideTimes { after, each });
    let mut catalogue = (*fixture::catalogue()).clone();
    let opens = fixture::NOW.plus(Duration::from_secs(19 * 60));
    for queue in &mut catalogue.queues {
        queue.today.draw_from = None;
        queue.today.spans = vec![Span { from: opens, to: opens.plus(Duration::from_secs(3_600)) }];
    }
    play.hear(Input::Catalogue(catalogue.into()));
    play
}

#[test]
fn slides_come_while_the_hall_is_closed_and_go_at_the_minute_of_opening() {
    let mut play = before_opening();
    play.step(&Step::Wait(58_000));
    assert_eq!(play.done(), "");
    play.step(&Step::Wait(2_000));
    assert_eq!(play.done(), "slide");
    play.hear(Input::Slide(slide()));
    assert!(play.screen().asleep.unwrap().opens.is_some());
    play.step(&Step::Wait(20_000));
    assert_eq!(play.done(), "slide slide slide");
    let opening = 19 * 60_000;
    play.step(&Step::Wait(opening - 250 - play.millis - 500));
    assert!(play.screen().asleep.is_some());
    let asked = play.done.len();
    play.step(&Step::Wait(500));
    assert_eq!(play.screen().asleep, None, "awake at 10.00");
    play.step(&Step::Wait(300_000));
    assert_eq!(play.done.len(), asked, "no slides while numbers are given");
}

#[test]
fn the_touch_that_wakes_does_nothing_else() {
    let mut play = before_opening();
    play.step(&Step::Wait(61_000));
    play.hear(Input::Slide(slide()));
    play.step(&Step::Touch(Touch::Search));
    assert_eq!((play.screen().asleep, play.body()), (None, "home"));
    play.millis += 300;
    play.touch(Touch::Search);
    assert_eq!(play.body(), "home", "a second touch of a trembling hand");
    play.hear(Input::Slide(slide()));
    assert_eq!(play.screen().asleep, None, "a slide that comes late stays away");
    play.step(&Step::Touch(Touch::Search));
    assert_eq!(play.body(), "search");
}

#[test]
fn the_hub_hears_what_is_the_matter_once_and_when_it_is_over() {
    let mut play = Play::start();
    let mut reports: Vec<Vec<Ill>> = Vec::new();
    let mut hear = |play: &mut Play, input: Input, millis: u64| {
        play.millis += millis;
        for effect in play.controller.handle(input, fixture::now(play.millis)) {
            if let Effect::Report(Health { troubles, .. }) = effect {
                reports.push(troubles);
            }
        }
    };
    hear(&mut play, Input::Tick, 1_000);
    for status in [
        PrinterStatus::Ready,
        PrinterStatus::Ready,
        PrinterStatus::PaperLow,
        PrinterStatus::CoverOpen,
        PrinterStatus::Jam,
        PrinterStatus::PaperOut,
    ] {
        hear(&mut play, Input::Printer(status), 100);
    }
    hear(&mut play, Input::Buttons { there: false }, 100);
    hear(&mut play, Input::Tick, 9_000);
    hear(&mut play, Input::Printer(PrinterStatus::Ready), 100);
    let broken = SlideShown { slide: None, is_any_broken: true };
    hear(&mut play, Input::Slide(broken), 100);
    hear(&mut play, Input::Touchscreen { there: true }, 100);
    hear(&mut play, Input::Touchscreen { there: false }, 100);
    hear(&mut play, Input::Buttons { there: true }, 100);
    hear(&mut play, Input::Touchscreen { there: true }, 100);
    assert_eq!(
        reports,
        [
            vec![],
            vec![Ill::PaperLow],
            vec![Ill::CoverOpen],
            vec![Ill::PaperJam],
            vec![Ill::PaperOut],
            vec![Ill::PaperOut, Ill::ButtonsGone],
            vec![Ill::PrinterUnreachable, Ill::ButtonsGone],
            vec![Ill::ButtonsGone],
            vec![Ill::ButtonsGone, Ill::SlideBroken],
            vec![Ill::TouchGone, Ill::ButtonsGone, Ill::SlideBroken],
            vec![Ill::TouchGone, Ill::SlideBroken],
            vec![Ill::SlideBroken],
        ]
    );
}

#[test]
fn a_touchscreen_that_is_gone_is_said_on_the_screen_and_keeps_no_number_back() {
    let mut play = Play::ready();
    play.hear(Input::Touchscreen { there: false });
    let frame = play.screen().frame;
    assert!(frame.touch_gone && frame.trouble.is_none(), "the hub can be asked all the same");
    choose(&mut play, "dispendukcapil", "a02");
    let Body::Confirm(confirm) = play.screen().body else { panic!("{}", play.body()) };
    assert!(confirm.ready && !play.screen().frame.touch_gone, "whoever came this far has keys");
    play.step(&Step::Wait(51_000));
    assert!(play.screen().frame.touch_gone, "for whoever stood there and for the next one");
    play.hear(Input::Touchscreen { there: true });
    assert!(!play.screen().frame.touch_gone);
}
