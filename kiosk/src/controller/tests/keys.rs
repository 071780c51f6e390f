//! Keys of the keypad at a visit's edges: the question whether somebody is there, and its end.

use super::*;
use crate::controller::staff::{Levels, MachineSays};

fn press(play: &mut Play, key: char) {
    play.wait(500);
    play.hear(Input::Key { key, fresh: fixture::fresh(9_200) });
}

#[test]
fn a_key_says_that_somebody_is_there_and_nothing_else() {
    for key in ['2', '/', '\n', '*', 'k'] {
        let mut play = chosen("dispendukcapil", "a02");
        play.wait(31_000);
        assert!(play.screen().frame.leaving.is_some());
        press(&mut play, key);
        assert!(play.screen().frame.leaving.is_none());
        assert_eq!((play.done.join(" ").as_str(), play.body()), ("chime", "confirm"), "{key:?}");
    }
}

#[test]
fn the_guide_ends_with_the_visit() {
    let mut play = Play::ready();
    press(&mut play, '*');
    assert_eq!(play.done, ["say"]);
    play.wait(61_000);
    press(&mut play, '+');
    assert_eq!(play.done, ["say"], "the next visitor has asked for no guide");
}

#[test]
fn only_a_guide_that_speaks_can_pause() {
    let mut play = Play::ready();
    press(&mut play, '7');
    press(&mut play, '*');
    press(&mut play, '7');
    press(&mut play, '7');
    press(&mut play, '0');
    press(&mut play, '7');
    assert_eq!(play.done, ["say", "pause", "pause", "hush"]);
}

#[test]
fn a_screen_that_is_read_out_stands_longer() {
    for (guide, longer) in [(false, 0), (true, 30_000)] {
        let mut play = chosen("dispendukcapil", "a02");
        if guide {
            press(&mut play, '*');
        }
        play.wait(29_750 + longer);
        assert!(play.screen().frame.leaving.is_none());
        play.wait(500);
        assert!(play.screen().frame.leaving.is_some());
    }
}

/// How loud the next word of the guide is.
fn heard(play: &mut Play, key: char) -> u8 {
    play.wait(500);
    let input = Input::Key { key, fresh: fixture::fresh(9_200) };
    let effects = play.controller.handle(input, fixture::now(play.millis));
    let [Effect::Say(speech)] = effects.as_slice() else { panic!("{effects:?}") };
    speech.volume_percent
}

#[test]
fn the_visitors_volume_is_a_part_of_the_kiosks_and_ends_with_the_visit() {
    let mut play = Play::ready();
    press(&mut play, '+');
    assert_eq!(heard(&mut play, '*'), 60, "louder only for whoever listens");
    assert_eq!([heard(&mut play, '+'), heard(&mut play, '+')], [80, 100]);
    assert_eq!(heard(&mut play, '+'), 100);
    let kiosk_at = |gain| {
        let volume = gain;
        Input::Machine(MachineSays::Levels(Levels { volume, brightness: None, gain }))
    };
    play.hear(kiosk_at(Some(50)));
    assert_eq!([heard(&mut play, '+'), heard(&mut play, '-')], [50, 40]);
    play.wait(91_000);
    assert_eq!(heard(&mut play, '*'), 30, "the next visitor begins in the middle");
    play.hear(kiosk_at(None));
    assert_eq!(heard(&mut play, '*'), 60, "a mixer of the system does it by itself");
}

#[test]
fn the_chime_is_as_loud_as_the_kiosk() {
    for (gain, expected) in [(None, 60), (Some(50), 30), (Some(0), 0)] {
        let mut play = chosen("dispendukcapil", "a02");
        let levels = Levels { volume: gain, brightness: None, gain };
        play.hear(Input::Machine(MachineSays::Levels(levels)));
        play.wait(29_500);
        play.millis += 1_000;
        let input = Input::Printer(PrinterStatus::Ready);
        let effects = play.controller.handle(input, fixture::now(play.millis));
        assert_eq!(effects, [Effect::Chime { volume_percent: expected }]);
    }
}
