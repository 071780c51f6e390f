//! Full for now: the list for the numbers that come free later today.

use super::*;
use crate::screen::{SlipPaper, StandbyShown};
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
    play.on_list();
    let (slip, shown) = slip_of(&play);
    assert_eq!(slip, SlipPaper::Printing);
    assert_eq!((shown.place, shown.opens.time.as_str()), (3, "12.41"));
    assert!(shown.address.is_some(), "the QR leads to the number once it is there");
    assert_eq!(play.done.join(" "), "print");
    play.step(&Step::Printed { copy: false });
    assert_eq!((slip_of(&play).0, play.done.join(" ").as_str()), (SlipPaper::Out, "print"));
    play.step(&Step::Wait(12_000));
    assert_eq!(play.body(), "home");
    assert!(play.controller.may_print(), "the printer is free for the next one");
}

impl Play {
    /// The hub has given the third place on the list.
    fn on_list(&mut self) {
        let id = self.asked.unwrap().ticket();
        let release_at = Timestamp(fixture::NOW.0 + 3 * 3_600_000);
        let place = StandbyPlace { id, queue: "a".parse().unwrap(), place: 3, release_at };
        self.reply(Outcome::Done(Done { standby: Some(Box::new(place)), ..Done::default() }));
    }
}

/// At the third place, its slip at the printer.
fn on_list(paper: PaperMode) -> Play {
    let mut play = full(5, 2);
    play.controller.settings.paper = paper;
    choose(&mut play, "dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::TakeNumber));
    play.on_list();
    play.done.clear();
    play
}

fn slip_of(play: &Play) -> (SlipPaper, StandbyShown) {
    let Body::Standby(shown) = play.screen().body else { panic!("{}", play.body()) };
    (shown.paper, *shown)
}

#[test]
fn what_the_screen_says_of_a_slip_is_what_the_printer_said() {
    for (paper, steps, expected, stands) in [
        (PaperMode::Told, vec![Step::Printed { copy: false }], SlipPaper::Out, 12),
        (PaperMode::Asked, vec![Step::Printed { copy: false }], SlipPaper::Unseen, 40),
        (PaperMode::Free, vec![], SlipPaper::Free, 40),
        (
            PaperMode::Told,
            vec![Step::Failed { copy: false }],
            SlipPaper::Failed(PrinterStatus::PaperOut),
            40,
        ),
        (
            PaperMode::Told,
            vec![Step::NotPrinted { copy: false }],
            SlipPaper::Failed(PrinterStatus::Unreachable),
            40,
        ),
        (
            PaperMode::Told,
            vec![Step::Wait(30_000)],
            SlipPaper::Failed(PrinterStatus::Unreachable),
            40,
        ),
    ] {
        let mut play = on_list(paper);
        steps.iter().for_each(|step| play.step(step));
        let shown = slip_of(&play);
        assert_eq!(shown.0, expected, "{steps:?}");
        assert_eq!(shown.1.back.seconds, stands, "{steps:?}");
        play.step(&Step::Wait(u64::from(stands) * 1_000 - 2_000));
        assert_eq!(play.body(), "standby", "{steps:?}");
        play.step(&Step::Wait(2_000));
        assert_eq!(play.body(), "home", "{steps:?}");
        assert!(play.done.is_empty(), "a place is no ticket: {:?}", play.done);
    }
}

#[test]
fn a_slip_that_did_not_come_can_be_printed_again_and_says_so_if_one_may_be_out() {
    for (end, copy) in
        [(Step::Failed { copy: false }, true), (Step::NotPrinted { copy: false }, false)]
    {
        let mut play = on_list(PaperMode::Told);
        play.step(&Step::Touch(Touch::PrintAgain));
        assert!(play.done.is_empty(), "while it is being printed");
        play.step(&Step::Printer(PrinterStatus::PaperOut));
        play.step(&end);
        play.step(&Step::Touch(Touch::PrintAgain));
        assert!(play.done.is_empty() && !slip_of(&play).1.may_print, "without paper");
        play.step(&Step::Printer(PrinterStatus::Ready));
        assert!(slip_of(&play).1.may_print);
        play.step(&Step::Touch(Touch::PrintAgain));
        assert_eq!(play.done, [if copy { "print-copy" } else { "print" }]);
        play.step(&Step::Printed { copy });
        assert_eq!(slip_of(&play).0, SlipPaper::Out);
        play.step(&Step::Touch(Touch::PrintAgain));
        assert_eq!(play.done.len(), 1, "one is enough");
    }
}

#[test]
fn a_slip_whose_visitor_has_left_blocks_nobody() {
    let mut play = on_list(PaperMode::Told);
    play.step(&Step::Touch(Touch::Back));
    assert_eq!(play.body(), "home");
    play.step(&Step::Printed { copy: false });
    assert_eq!((play.body(), play.done.len()), ("home", 0));
    assert!(play.controller.may_print());
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
