//! Full for now: the list for the numbers that come free later today.

use super::*;
use antrean_shared::opening::{Release, Span};
use antrean_shared::protocol::StandbyPlace;

/// A hall whose first queue has given its numbers until 13.00, with room for so many on its list.
fn full(standby_max: u32, standby: u32) -> Play {
    let mut play = Play::ready();
    fill(&mut play, standby_max, standby);
    play
}

fn fill(play: &mut Play, standby_max: u32, standby: u32) {
    fill_around(play, (standby_max, standby), false);
}

/// `rest`: the counters rest from two to four hours from now.
fn fill_around(play: &mut Play, (standby_max, standby): (u32, u32), rest: bool) {
    let mut hall = (*fixture::catalogue()).clone();
    let at = Timestamp(fixture::NOW.0 + 3 * 3_600_000);
    let today = &mut hall.queues[0].today;
    today.quota = Some(40);
    today.releases =
        vec![Release { at: today.draw_from.unwrap(), numbers: 20 }, Release { at, numbers: 20 }];
    today.standby_max = standby_max;
    if rest {
        let hour = |hours: i64| Timestamp(fixture::NOW.0 + hours * 3_600_000);
        let day = today.spans[0];
        today.spans = vec![Span { to: hour(2), ..day }, Span { from: hour(4), ..day }];
    }
    let mut view = fixture::view_of(&hall, vec![]);
    view.queues[0].standby = standby;
    play.hear(Input::Catalogue(hall.into()));
    play.hear(Input::View(fixture::envelope(view)));
}

#[test]
fn a_full_queue_with_a_list_is_joined_like_a_number_is_drawn() {
    let mut play = full(5, 2);
    choose(&mut play, "dispendukcapil", "a02");
    let Body::Confirm(confirm) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(confirm.standby.map(|list| list.waiting), Some(2));
    assert!(confirm.ready && !confirm.may_add && !confirm.may_claim);
    play.millis += 500;
    let input = Input::Touched { touch: Touch::TakeNumber, fresh: fixture::fresh(77) };
    let effects = play.controller.handle(input, fixture::now(play.millis));
    let [Effect::Ask { id, command: Command::JoinStandby { queue, service, .. } }] =
        effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!((queue.as_str(), service.as_str()), ("a", "a02"));
    play.asked = Some(*id);
    let release_at = Timestamp(fixture::NOW.0 + 3 * 3_600_000);
    let place = StandbyPlace { id: id.ticket(), queue: queue.clone(), place: 3, release_at };
    let done = Done { standby: Some(Box::new(place)), ..Done::default() };
    play.reply(Outcome::Done(done));
    let Body::Standby(shown) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!((shown.place, shown.opens.time.as_str()), (3, "12.41"));
    assert!(shown.address.is_some(), "the QR leads to the number once it is there");
    play.step(&Step::Wait(40_000));
    assert_eq!((play.body(), play.done.len()), ("home", 0));
}

#[test]
fn without_room_on_the_list_a_full_queue_cannot_be_chosen() {
    for (most, waiting) in [(0, 0), (5, 5)] {
        let mut play = full(most, waiting);
        play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
        assert_eq!(play.body(), "home");
    }
}

#[test]
fn numbers_that_come_free_while_nobody_may_draw_have_no_list() {
    let mut play = Play::ready();
    fill_around(&mut play, (5, 2), true);
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    assert_eq!(play.body(), "home");
}

#[test]
fn a_number_that_is_free_after_all_is_printed() {
    let mut play = full(5, 0);
    choose(&mut play, "dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::TakeNumber));
    play.step(&Step::Answer);
    assert_eq!((play.done.join(" ").as_str(), play.body()), ("ask print", "printing"));
}

#[test]
fn a_visit_to_several_services_joins_no_list() {
    let mut play = full(5, 2);
    choose(&mut play, "bpjs-kesehatan", "g04");
    play.step(&Step::Touch(Touch::AddService));
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    play.step(&Step::Touch(Touch::Service("a02".parse().unwrap())));
    assert_eq!(play.body(), "services", "its list cannot be joined beside another service");

    let mut play = chosen("bpjs-kesehatan", "g04");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "dispendukcapil", "a02");
    fill(&mut play, 5, 2);
    play.step(&Step::Touch(Touch::TakeNumber));
    assert_eq!((play.body(), play.done.len()), ("notice", 0), "full since it was chosen");
}
