//! Fingers that do what fingers do: long, many, several at once, a whole palm. Never a wrong or second ticket.

use super::*;
use antrean_shared::id::ServiceId;

/// Touches of a finger that slides over a screen, or of a palm that lies on it: whatever is there.
fn everything_on(play: &Play) -> Vec<Touch> {
    let switches =
        [Touch::LargeText, Touch::Contrast, Touch::LowReach, Touch::Language(Language::En)];
    let own = match play.screen().body {
        Body::Home(home) => {
            let tiles = home.tiles.iter().map(|tile| Touch::Agency(tile.id.parse().unwrap()));
            tiles.chain([Touch::Search, Touch::Booking, Touch::Missed]).collect()
        }
        Body::Services(services) => {
            let rows = services.rows.iter().map(|row| Touch::Service(row.id.parse().unwrap()));
            rows.chain([Touch::Back]).collect()
        }
        Body::Confirm(_) => vec![
            Touch::Claim,
            Touch::ReadStandard,
            Touch::AddService,
            Touch::Back,
            Touch::TakeNumber,
        ],
        Body::Search(_) | Body::Code(_) | Body::Return(_) => {
            vec![Touch::Key('a'), Touch::Erase, Touch::EraseAll, Touch::CheckIn, Touch::ComeBack]
        }
        Body::Waiting
        | Body::Returning { .. }
        | Body::Standard(_)
        | Body::Issuing { .. }
        | Body::Printing { .. }
        | Body::Ticket(_)
        | Body::Standby(_)
        | Body::PaperFailed(_)
        | Body::Doubt { .. }
        | Body::Notice(_)
        | Body::Staff(_) => vec![Touch::Back, Touch::NextPage, Touch::TakeNumber],
    };
    own.into_iter().chain(switches).collect()
}

/// The services that were asked for, once for each question.
fn asked(effects: &[Effect]) -> Vec<Vec<ServiceId>> {
    let issue = |effect: &Effect| match effect {
        Effect::Ask { command: Command::Issue { services, .. }, .. } => Some(services.clone()),
        Effect::Ask { .. }
        | Effect::Tell(_)
        | Effect::Print { .. }
        | Effect::Record { .. }
        | Effect::Give { .. }
        | Effect::HandOver(_)
        | Effect::HandedOver { .. }
        | Effect::Focus(_)
        | Effect::Choose
        | Effect::Say(_)
        | Effect::Pause
        | Effect::Hush
        | Effect::KeepView(_)
        | Effect::Chime { .. }
        | Effect::Slide(_)
        | Effect::Report(_)
        | Effect::Machine(_) => None,
    };
    effects.iter().filter_map(issue).collect()
}

impl Play {
    /// A touch at this moment, with all that it causes.
    fn strike(&mut self, touch: Touch) -> Vec<Effect> {
        self.made += 1;
        let input = Input::Touched { touch, fresh: fixture::fresh(self.made) };
        self.controller.handle(input, fixture::now(self.millis))
    }
}

#[test]
fn a_palm_changes_the_screen_once_and_draws_nothing() {
    for steps in 0..2 {
        let mut play = Play::ready();
        for touch in three_touches().into_iter().take(steps) {
            play.step(&Step::Touch(touch));
        }
        play.millis += 500;
        let (before, mut effects) = (play.body(), Vec::new());
        let mut bodies = Vec::new();
        // Ten contacts within 80 ms, as a palm makes them.
        for touch in everything_on(&play).into_iter().take(10) {
            play.millis += 8;
            effects.extend(play.strike(touch));
            bodies.push(play.body());
        }
        bodies.dedup();
        assert!(bodies.iter().filter(|body| **body != before).count() <= 1, "{bodies:?}");
        assert!(effects.is_empty(), "{effects:?}");
    }
}

#[test]
fn two_fingers_on_two_services_choose_the_first() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    play.millis += 500;
    play.strike(Touch::Service("a02".parse().unwrap()));
    play.strike(Touch::Service("a03".parse().unwrap()));
    play.millis += 500;
    let effects = [play.strike(Touch::TakeNumber), play.strike(Touch::TakeNumber)].concat();
    assert_eq!(asked(&effects), [["a02".parse().unwrap()]]);
}

#[test]
fn back_and_take_at_once_are_one_of_them() {
    for (first, second, body, questions) in [
        (Touch::Back, Touch::TakeNumber, "services", 0),
        (Touch::TakeNumber, Touch::Back, "issuing", 1),
    ] {
        let mut play = chosen("dispendukcapil", "a02");
        play.millis += 500;
        let effects = [play.strike(first), play.strike(second)].concat();
        assert_eq!((play.body(), asked(&effects).len()), (body, questions));
    }
}

#[test]
fn a_storm_of_fingers_draws_only_what_stood_on_the_screen() {
    for seed in 1..40u64 {
        let mut play = Play::ready();
        let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut shown: Vec<String> = Vec::new();
        // A minute of fifty touches a second.
        for _ in 0..3_000 {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            play.millis += 20;
            if let Body::Confirm(confirm) = play.screen().body {
                shown = confirm.earlier.iter().cloned().chain([confirm.service]).collect();
            }
            let all = everything_on(&play);
            let touch = all[chance as usize % all.len()].clone();
            let effects = play.strike(touch);
            for services in asked(&effects) {
                assert_eq!(services.len(), shown.len(), "SEED={seed}");
                assert_eq!(play.body(), "issuing", "SEED={seed}");
            }
            let more = play.strike(Touch::TakeNumber);
            assert!(asked(&more).is_empty() || asked(&effects).is_empty(), "SEED={seed}: twice");
        }
    }
}

#[test]
fn a_finger_that_rests_and_keys_that_repeat_keep_a_visit_alive_but_take_nothing() {
    let mut play = chosen("dispendukcapil", "a02");
    for _ in 0..200 {
        play.millis += 1_000;
        play.hear(Input::Key { key: '2', fresh: fixture::fresh(1) });
    }
    assert_eq!(play.body(), "confirm");
    assert!(play.done.iter().all(|done| *done == "focus"), "{:?}", play.done);
}
