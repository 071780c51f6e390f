//! The busiest first: the tiles stand still while somebody looks at them.

use super::*;
use antrean_shared::id::AgencyId;

/// A kiosk of a hall that wants the busiest first.
fn busiest() -> Play {
    let mut play = Play::start();
    let hall = Catalogue { busiest_first: true, ..(*fixture::catalogue()).clone() };
    play.hear(Input::Catalogue(hall.into()));
    play.hear(Input::Printer(PrinterStatus::Ready));
    play.hear(Input::Link(LinkState::Connected { training: false }));
    play.hear(Input::View(fixture::envelope(fixture::view(vec![]))));
    play.wait(500);
    play
}

/// The first tiles with how many wait there.
fn tiles(play: &Play) -> Vec<(String, Option<u32>)> {
    let Body::Home(home) = play.screen().body else { panic!("{}", play.body()) };
    home.tiles.into_iter().map(|tile| (tile.id, tile.waiting)).take(4).collect()
}

/// So many people wait in the first queue, which is that of the first agency.
fn now_wait(play: &mut Play, waiting: u32) {
    let mut view = fixture::view(vec![]);
    view.queues[0].waiting = waiting;
    play.hear(Input::View(fixture::envelope(view)));
}

fn first(play: &Play) -> String {
    tiles(play)[0].0.clone()
}

#[test]
fn the_busiest_come_first_ties_in_the_halls_order_and_closed_ones_last() {
    let play = busiest();
    let waiting: Vec<_> = tiles(&play).into_iter().filter_map(|(_, waiting)| waiting).collect();
    assert_eq!(waiting, [31, 22, 14, 12]);
    let own = Play::ready();
    assert_eq!(first(&own), "dispendukcapil", "a hall with an order of its own keeps it");

    let offer = play.controller.offer().unwrap();
    let order = offer.busiest_first();
    let place = |id: &AgencyId| offer.catalogue.agencies.iter().position(|card| card.id == *id);
    let figures = |id: &AgencyId| {
        let tile = offer.home(crate::grid::Grid { columns: 9, rows: 9 }, 0).tiles;
        let tile = tile.into_iter().find(|tile| tile.id == id.as_str()).unwrap();
        (tile.standing != crate::screen::Standing::Open, tile.waiting)
    };
    for pair in order.windows(2) {
        let ((closed, waiting), (later_closed, later)) = (figures(&pair[0]), figures(&pair[1]));
        assert!((closed, waiting < later) <= (later_closed, false), "{pair:?}");
        if (closed, waiting) == (later_closed, later) {
            assert!(place(&pair[0]) < place(&pair[1]), "{pair:?}");
        }
    }

    let mut play = busiest();
    let mut hall = Catalogue { busiest_first: true, ..(*fixture::catalogue()).clone() };
    hall.queues[3].today.spans.clear();
    play.hear(Input::Catalogue(hall.into()));
    play.wait(301_000);
    assert_eq!(tiles(&play)[0].1, Some(22), "who is closed waits for nobody");
}

#[test]
fn the_order_stands_still_until_the_visitor_has_gone() {
    let mut play = busiest();
    let before = first(&play);
    assert_ne!(before, "dispendukcapil");
    play.step(&Step::Touch(Touch::Search));
    play.step(&Step::Touch(Touch::Back));
    now_wait(&mut play, 90);
    assert_eq!(first(&play), before, "somebody is there");
    play.wait(29_500);
    assert_eq!(first(&play), before);
    play.wait(1_000);
    assert_eq!(first(&play), "dispendukcapil", "the visitor has gone");

    // Asked whether somebody is there, and somebody is.
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    now_wait(&mut play, 0);
    play.wait(40_000);
    play.step(&Step::Touch(Touch::StillHere));
    play.step(&Step::Touch(Touch::Back));
    assert_eq!(first(&play), "dispendukcapil");
    now_wait(&mut play, 90);

    // A number is drawn and the screen goes back to the start: ordered anew at once.
    now_wait(&mut play, 0);
    assert_eq!(first(&play), "dispendukcapil");
    for step in [Step::Take, Step::Answer, Step::Printed { copy: false }, Step::Wait(12_000)] {
        play.step(&step);
    }
    assert_eq!(first(&play), before);
}

#[test]
fn an_untouched_kiosk_is_ordered_anew_now_and_then_and_no_finger_meets_another_tile() {
    let mut play = busiest();
    let before = first(&play);
    now_wait(&mut play, 90);
    play.wait(290_000);
    assert_eq!(first(&play), before, "somebody may be reading");
    let mut waited = 0;
    while first(&play) == before {
        assert!(waited < 20_000, "never ordered anew");
        play.wait(250);
        waited += 250;
    }
    play.touch(Touch::Agency(before.parse().unwrap()));
    assert_eq!(play.body(), "home", "the finger meant the tile that has just moved away");
    play.wait(400);
    play.touch(Touch::Agency(before.parse().unwrap()));
    assert_eq!(play.body(), "services");
}
