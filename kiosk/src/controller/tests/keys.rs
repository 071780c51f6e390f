//! Keys of the keypad at a visit's edges: the question whether somebody is there, and its end.

use super::*;

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
