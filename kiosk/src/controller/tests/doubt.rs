//! Tickets of which the kiosk does not know whether their paper came out.

use super::*;
use crate::controller::staff::StaffTouch;

#[test]
fn tickets_of_this_run_are_never_asked_about() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    play.step(&Step::Ready { doubt: true });
    play.step(&Step::Answer);
    play.step(&Step::Printed { copy: false });
    play.step(&Step::Wait(12_000));
    play.step(&Step::Ready { doubt: true });
    play.step(&Step::Wait(5_000));
    assert_eq!(play.body(), "home");
}

#[test]
fn a_question_interrupts_a_choice_but_not_a_number() {
    for (touches, body) in [(1, "doubt"), (2, "doubt"), (3, "issuing")] {
        let mut play = Play::ready();
        play.asked = Some(fixture::fresh(7).command);
        let old = play.ticket();
        for touch in three_touches().into_iter().take(touches) {
            play.step(&Step::Touch(touch));
        }
        let doubts = vec![fixture::doubtful(old.id, old)];
        play.hear(Input::View(fixture::envelope(fixture::view(doubts))));
        play.step(&Step::Wait(2_500));
        assert_eq!(play.body(), body);
    }
}

#[test]
fn a_question_waits_until_the_staff_menu_is_left() {
    let mut play = Play::ready();
    play.asked = Some(fixture::fresh(7).command);
    let old = play.ticket();
    play.step(&Step::Touch(Touch::Staff(StaffTouch::OpenKey)));
    let doubts = vec![fixture::doubtful(old.id, old)];
    play.hear(Input::View(fixture::envelope(fixture::view(doubts))));
    play.step(&Step::Wait(5_000));
    assert_eq!(play.body(), "staff");
    play.step(&Step::Touch(Touch::Staff(StaffTouch::Close)));
    assert_eq!(play.body(), "doubt");
}
