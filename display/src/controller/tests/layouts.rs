//! What each layout shows, and what every layout says while nobody serves.

use super::*;
use crate::announcer::{FLASH_HALF, FLASHES};
use crate::config::ArrowsConfig;
use crate::layout::{Arrow, Layout};
use crate::screen::{CellState, CounterCell, HoursLine, Later, Service, Slot};
use antrean_shared::id::CounterId;
use antrean_shared::opening::{Forced, Span, SpecialDay, SpecialKind};
use antrean_shared::rejection::CounterState;

fn counter_id(id: &str) -> CounterId {
    CounterId::new(id).unwrap()
}

fn with_layout(layout: Layout) -> DisplayConfig {
    let counter = (layout == Layout::Counter).then(|| counter_id("3"));
    DisplayConfig { layout, counter, ..DisplayConfig::default() }
}

#[test]
fn a_grid_has_every_counter_in_its_turn_and_says_what_goes_on_there() {
    let mut controller = controller(with_layout(Layout::Grid));
    let calls = [
        serving(call(1, "B031", "9", MORNING)),
        ended(call(2, "E044", "20", MORNING), CallEnd::Answered),
        call(3, "C087", "14", MORNING),
    ];
    see(&mut controller, &calls, 0);
    let first = board(&controller, 16_000);
    let pages = first.cells_page.pages as u64;
    assert!(pages > 1 && first.rows.is_empty());
    let turns = (0..pages).flat_map(|turn| board(&controller, 16_000 + turn * 8_000).cells);
    let cells: Vec<_> = turns.collect();
    let state = |counter: &str| {
        let at = |cell: &&crate::screen::CounterCell| cell.counter.figure == counter;
        cells.iter().find(at).map(|cell| (cell.state, cell.number.as_str()))
    };
    assert_eq!(cells.len(), catalogue().counters.len());
    assert_eq!(state("9"), Some((CellState::Serving, "B031")));
    assert_eq!(state("14"), Some((CellState::Called, "C087")));
    let free = cells.iter().filter(|cell| cell.number.is_empty());
    let free: BTreeSet<_> = free.map(|cell| format!("{:?}", cell.state)).collect();
    assert_eq!(free.into_iter().collect::<Vec<_>>(), ["Closed", "Closing", "Paused", "Ready"]);
}

#[test]
fn a_hub_that_tells_only_of_calls_leaves_it_open_what_the_others_do() {
    let mut controller = controller(with_layout(Layout::Grid));
    let calls = vec![serving(call(1, "B031", "9", MORNING)), call(2, "C087", "14", MORNING)];
    let old = BoardView { counters: vec![], ..view(calls) };
    controller.handle(Input::View(envelope(old)), Moment::test(0));
    let pages = board(&controller, 16_000).cells_page.pages as u64;
    let turns = (0..pages).flat_map(|turn| board(&controller, 16_000 + turn * 8_000).cells);
    let state = |cell: CounterCell| (!cell.number.is_empty()).then_some(cell.state);
    let states: Vec<_> = turns.map(state).collect();
    assert_eq!(
        states.iter().flatten().collect::<Vec<_>>(),
        [&CellState::Serving, &CellState::Called]
    );
    assert_eq!(states.len(), catalogue().counters.len());
}

#[test]
fn a_counters_own_screen_says_what_goes_on_there() {
    let mut controller = controller(with_layout(Layout::Counter));
    for (state, number, expected) in [
        (CounterState::Open, None, CellState::Ready),
        (CounterState::Paused, None, CellState::Paused),
        (CounterState::Closing, None, CellState::Closing),
        (CounterState::Closed, None, CellState::Closed),
        (CounterState::Open, Some("A012"), CellState::Serving),
    ] {
        let mut shown = view(vec![]);
        let own = shown.counters.iter_mut().find(|own| own.counter.as_str() == "3").unwrap();
        (own.state, own.number) = (state, number.map(|number| number.parse().unwrap()));
        own.serving = number.is_some();
        controller.handle(Input::View(envelope(shown)), Moment::test(0));
        let board = board(&controller, 0);
        let own = board.own.unwrap();
        assert_eq!((own.state, own.number.as_str()), (expected, number.unwrap_or_default()));
        assert_eq!(board.large, None, "called elsewhere or before");
    }
}

#[test]
fn a_new_call_brings_its_counter_on_the_grid() {
    let mut controller = controller(with_layout(Layout::Grid));
    see(&mut controller, &[], 0);
    for (number, counter) in [(1, "1"), (2, "50")] {
        let millis = number * 20_000;
        let at = MORNING.plus(Duration::from_millis(millis));
        let ticket = if counter == "1" { "A001" } else { "XA012" };
        see(&mut controller, &[call(number, ticket, counter, at)], millis);
        for later in [0, 7_000] {
            let cells = board(&controller, millis + later).cells;
            assert!(cells.iter().any(|cell| cell.number == ticket), "{counter} after {later} ms");
        }
    }
}

#[test]
fn a_counters_own_screen_knows_its_own_calls_alone() {
    let mut controller = controller(with_layout(Layout::Counter));
    controller.handle(Input::SpeakerReady(true), Moment::test(0));
    see(&mut controller, &[], 0);
    let other = call(1, "B001", "9", MORNING);
    assert_eq!(see(&mut controller, std::slice::from_ref(&other), 0), []);
    assert_eq!(board(&controller, 0).large, None);
    let own = call(4, "A012", "3", MORNING);
    see(&mut controller, &[other, call(2, "C001", "14", MORNING), own.clone()], 0);
    let large = board(&controller, 0).large.expect("its own call");
    assert_eq!((large.number.as_str(), large.fresh), ("A012", true));
    let told = controller.handle(Input::Drawn(4), Moment::test(100));
    let reported = told.iter().filter_map(|effect| match effect {
        Effect::Tell(_, Command::ReportShown { calls, .. }) => Some(calls.len()),
        Effect::Speak(_) => panic!("it sounds"),
        Effect::Tell(..)
        | Effect::Log(_)
        | Effect::Save(_)
        | Effect::Report(_)
        | Effect::Slide(_) => None,
    });
    assert_eq!(reported.collect::<Vec<_>>(), [1], "nothing of what it never saw");
    see(&mut controller, &[ended(own, CallEnd::Missed)], 20_000);
    assert_eq!(board(&controller, 20_000).large, None, "an ended call has no place there");
    assert_eq!(board(&controller, 20_000).own.unwrap().counter.figure, "3");
}

#[test]
fn a_strip_lists_those_who_are_expected() {
    let mut controller = controller(with_layout(Layout::Strip));
    let calls = [
        serving(call(1, "B031", "9", MORNING)),
        call(2, "C087", "14", MORNING),
        call(3, "A012", "3", MORNING),
    ];
    see(&mut controller, &calls, 0);
    let rows = board(&controller, 0).rows;
    assert_eq!(rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["C087"]);
}

#[test]
fn a_call_covers_the_panel_while_it_flashes_and_no_longer() {
    let over = 100 + u64::try_from((FLASH_HALF * (2 * FLASHES)).as_millis()).unwrap();
    for (whole_flash, flashes) in [(true, true), (false, true), (true, false)] {
        let config = DisplayConfig { whole_flash, flashes, ..DisplayConfig::default() };
        let mut controller = controller(config);
        see(&mut controller, &[], 0);
        see(&mut controller, &[call(1, "A001", "1", MORNING)], 0);
        let covers = whole_flash && flashes;
        assert_eq!(board(&controller, 0).covers, covers, "not drawn yet");
        controller.handle(Input::Drawn(1), Moment::test(100));
        assert_eq!(board(&controller, over - 1).covers, covers);
        assert!(!board(&controller, over).covers);
        assert!(controller.due(Moment::test(over - 1)) <= Duration::from_millis(1));
    }
}

#[test]
fn a_counters_own_arrow_goes_before_its_zones() {
    let arrows = ArrowsConfig {
        zones: [(crate::fixture::zone(), Arrow::Up)].into(),
        counters: [(counter_id("14"), Arrow::Left)].into(),
    };
    let mut controller = controller(DisplayConfig { arrows, ..DisplayConfig::default() });
    see(&mut controller, &[call(1, "C087", "14", MORNING), call(2, "A012", "3", MORNING)], 0);
    let shown = board(&controller, 0);
    assert_eq!(shown.large.unwrap().arrow, Some(Arrow::Up));
    assert_eq!(shown.rows[0].arrow, Some(Arrow::Left));
}

#[test]
fn an_hour_without_volume_is_told_where_the_voice_is() {
    let quieter = "quieter = [{ from = \"09:41\", to = \"09:42\", volume = 0 }]";
    let voice = toml::from_str(quieter).unwrap();
    let mut controller = controller(DisplayConfig { voice, ..DisplayConfig::default() });
    controller.handle(Input::SpeakerReady(true), Moment::test(0));
    see(&mut controller, &[], 0);
    let sound = |millis| controller.screen(Moment::test(millis)).header.sound;
    assert_eq!((sound(0), sound(60_000)), (Sound::Quiet, Sound::Usual));
}

fn minutes(after: i64) -> antrean_shared::time::Timestamp {
    antrean_shared::time::Timestamp(MORNING.0 + after * 60_000)
}

/// What the board says of a hall whose queues all have these spans, in minutes after 09.41.
fn service(spans: &[(i64, i64)], special: Option<SpecialDay>, forced: Option<Forced>) -> Service {
    let mut hall = catalogue();
    for queue in &mut hall.queues {
        let span = |(from, to): &(i64, i64)| Span { from: minutes(*from), to: minutes(*to) };
        queue.today.spans = spans.iter().map(span).collect();
        queue.today.special.clone_from(&special);
        queue.today.next_day_from = Some(minutes(22 * 60));
    }
    let mut view = view(vec![]);
    for queue in &mut view.queues {
        (queue.counters_open, queue.live.forced) = (0, forced.clone());
    }
    let mut controller = controller(DisplayConfig::default());
    controller.handle(Input::Catalogue(Arc::new(hall)), Moment::test(0));
    controller.handle(Input::View(envelope(view)), Moment::test(0));
    let board = board(&controller, 0);
    assert_eq!(board.slot == Slot::Hours, board.service != Service::Open);
    board.service
}

#[test]
fn a_board_says_when_and_why_nobody_serves() {
    let next = Some(Later {
        day: chrono::NaiveDate::from_ymd_opt(2022, 12, 6).unwrap(),
        clock: "07.41".to_owned(),
    });
    let christmas = SpecialDay {
        name: crate::fixture::words("Hari Raya Natal", "Christmas Day"),
        kind: SpecialKind::Holiday,
    };
    let by_hand = |open| Forced { open, until: minutes(60), reason: "Rapat".to_owned() };
    let text = |clock: &str| clock.to_owned();
    for (spans, special, forced, expected) in [
        (&[(-60, 60)][..], None, None, Service::Open),
        (&[(19, 60)], None, None, Service::NotYet { from: text("10.00") }),
        (
            &[(-60, 0), (79, 120)],
            None,
            None,
            Service::Break { until: text("11.00"), friday: false },
        ),
        (&[(-60, 0)], None, None, Service::Over { next: next.clone() }),
        (&[], None, None, Service::Over { next: next.clone() }),
        (&[], Some(christmas), None, Service::Off { name: text("Hari Raya Natal"), next }),
        (&[(-60, 60)], None, Some(by_hand(false)), Service::Stopped { reason: text("Rapat") }),
        (&[(19, 60)], None, Some(by_hand(true)), Service::Open),
    ] {
        assert_eq!(service(spans, special, forced), expected, "{spans:?}");
    }
}

#[test]
fn after_hours_the_last_call_goes_once_nobody_is_expected() {
    let mut hall = catalogue();
    for queue in &mut hall.queues {
        queue.today.spans = vec![Span { from: minutes(-60), to: minutes(0) }];
    }
    let mut controller = controller(DisplayConfig::default());
    controller.handle(Input::Catalogue(Arc::new(hall)), Moment::test(0));
    let show = |controller: &mut Controller, calls: Vec<BoardCall>| {
        let mut view = view(calls);
        view.queues.iter_mut().for_each(|queue| queue.counters_open = 0);
        controller.handle(Input::View(envelope(view)), Moment::test(30_000));
        let board = board(controller, 30_000);
        (board.large.is_some(), board.rows.len())
    };
    let last = call(2, "A012", "3", MORNING);
    let before = ended(call(1, "A011", "3", MORNING), CallEnd::Answered);
    assert_eq!(show(&mut controller, vec![before.clone(), last.clone()]), (true, 1));
    assert_eq!(show(&mut controller, vec![before.clone(), serving(last.clone())]), (true, 1));
    assert_eq!(show(&mut controller, vec![before, ended(last, CallEnd::Answered)]), (false, 0));
}

#[test]
fn todays_hours_name_the_queues_that_differ() {
    let mut controller = controller(DisplayConfig::default());
    see(&mut controller, &[], 0);
    let line = |queues: &str, spans: &str| HoursLine {
        queues: queues.to_owned(),
        spans: spans.to_owned(),
    };
    let expected = [line("Bank Daerah", ""), line("", "07.41–15.41")];
    assert_eq!(board(&controller, 0).hours, expected);
}
