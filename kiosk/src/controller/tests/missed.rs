//! Numbers that missed their call come back, typed or scanned; and what a scanner may read.

use super::*;
use antrean_shared::id::TicketId;
use antrean_shared::view::MissedNumber;

fn missed(count: u16) -> MissedNumber {
    let ticket = fixture::ticket(count);
    MissedNumber {
        ticket: ticket.id,
        number: ticket.number,
        queue: ticket.queue,
        return_until: Timestamp(fixture::NOW.0 + 20 * 60_000),
        after_places: 3,
    }
}

/// A kiosk at which A007 may come back.
fn with_missed() -> Play {
    let mut play = Play::ready();
    let view = KioskView { missed: vec![missed(7)], ..fixture::view(vec![]) };
    play.hear(Input::View(fixture::envelope(view)));
    play
}

fn typed(number: &str) -> Play {
    let mut play = with_missed();
    play.step(&Step::Touch(Touch::Missed));
    play.step(&Step::Wait(500));
    number.chars().for_each(|key| play.touch(Touch::Key(key)));
    play
}

/// The ticket of the `Return` that an input asks for.
fn returned(play: &mut Play, input: Input) -> Option<TicketId> {
    play.millis += 500;
    let effects = play.controller.handle(input, fixture::now(play.millis));
    effects.iter().find_map(|effect| {
        let Effect::Ask { id, command: Command::Return { ticket } } = effect else { return None };
        play.asked = Some(*id);
        Some(*ticket)
    })
}

fn come_back(play: &mut Play) -> Option<TicketId> {
    play.made += 1;
    let fresh = fixture::fresh(play.made);
    returned(play, Input::Touched { touch: Touch::ComeBack, fresh })
}

fn notice(play: &Play) -> Matter {
    let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
    notice.matter
}

#[test]
fn a_typed_number_comes_back_and_hears_after_how_many_and_where() {
    for (text, ready) in [("A00", false), ("A007", true), ("a 007#", true)] {
        let mut play = typed(text);
        let Body::Return(entry) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(entry.ready, ready, "{text}");
        assert_eq!(come_back(&mut play), ready.then(|| missed(7).ticket), "{text}");
        if ready {
            assert_eq!(come_back(&mut play), None, "asked twice");
            play.reply(Outcome::Done(Done::default()));
            let zone = "Lantai 1, Zona 1".to_owned();
            assert_eq!(notice(&play), Matter::Returned { after: 3, zone });
            play.step(&Step::Touch(Touch::Back));
            assert_eq!(play.body(), "home");
        }
    }
}

#[test]
fn why_a_number_does_not_come_back_is_said() {
    let refused = [
        (
            Rejection::ReturnTooLate { return_within_minutes: 30 },
            Matter::ReturnTooLate { minutes: 30 },
        ),
        (Rejection::ReturnUsed, Matter::ReturnUsed),
        (
            Rejection::TicketEnded { state: antrean_shared::ticket::TicketState::Completed },
            Matter::NotMissed,
        ),
    ];
    for (rejection, matter) in refused {
        let mut play = typed("A007");
        come_back(&mut play).unwrap();
        play.step(&Step::Reject(rejection));
        assert_eq!(notice(&play), matter);
    }
    let mut unknown = typed("A008");
    assert_eq!(come_back(&mut unknown), None);
    assert_eq!(notice(&unknown), Matter::NotMissed);
    for step in [Step::Unknown, Step::Refused(RefusalReason::Busy), Step::Wait(12_000)] {
        let mut play = typed("A007");
        come_back(&mut play).unwrap();
        play.step(&step);
        assert_eq!(notice(&play), Matter::ReturnUnknown);
        assert!(!play.done.contains(&"give-back"), "a number of somebody was given back");
    }
    let mut play = typed("A007");
    come_back(&mut play).unwrap();
    let (id, outcome) = (fixture::fresh(9_100).command, Outcome::Done(Done::default()));
    play.hear(Input::Reply(Reply::Answered { id, outcome }));
    assert_eq!(play.body(), "returning", "the answer to another question");
    let mut alone = typed("A007");
    alone.step(&Step::LinkLost);
    assert_eq!(come_back(&mut alone), None);
    assert_eq!(notice(&alone), Matter::Offline);
}

#[test]
fn the_way_back_is_shown_while_somebody_may_take_it() {
    let shown = |play: &Play| {
        let Body::Home(home) = play.screen().body else { panic!("{}", play.body()) };
        home.may_return
    };
    let mut play = with_missed();
    assert!(shown(&play));
    play.hear(Input::View(fixture::envelope(fixture::view(vec![]))));
    assert!(!shown(&play));
}

#[test]
fn a_scanned_ticket_of_this_kiosk_comes_back_like_its_typed_number() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    let token = fixture::fresh(9_000).token;
    let ticket = IssuedTicket { token: Some(token), number: missed(7).number, ..play.ticket() };
    play.reply(Outcome::Done(Done { issued: Some(ticket), ..Done::default() }));
    play.step(&Step::Printed { copy: false });
    play.step(&Step::Wait(12_000));
    let view = KioskView { missed: vec![missed(7)], ..fixture::view(vec![]) };
    play.hear(Input::View(fixture::envelope(view)));
    let fresh = fixture::fresh(9_001);
    let scan = |code: String| Input::Scanned { code, fresh };
    let address = format!("https://antrean.example/t/{token}");
    assert_eq!(returned(&mut play, scan(address)), Some(missed(7).ticket));
    let foreign = fixture::fresh(9_002).token;
    let mut play = with_missed();
    assert_eq!(returned(&mut play, scan(format!("https://antrean.example/t/{foreign}"))), None);
    assert_eq!(notice(&play), Matter::NotScanned);
}

#[test]
fn a_scanned_booking_is_checked_in_at_once_but_interrupts_nobody() {
    let fresh = fixture::fresh(9_003);
    let scan = || Input::Scanned { code: "JANJI-01".to_owned(), fresh };
    let mut play = Play::ready();
    play.hear(scan());
    assert_eq!((play.done.join(" ").as_str(), play.body()), ("ask", "issuing"));
    play.hear(scan());
    assert_eq!(play.done, ["ask"], "the same paper twice before the scanner");
    let mut busy = chosen("dispendukcapil", "a02");
    busy.hear(scan());
    assert_eq!((busy.body(), busy.done.len()), ("confirm", 0));
    let mut nonsense = Play::ready();
    nonsense.hear(Input::Scanned { code: "4006381333931-000".to_owned(), fresh });
    assert_eq!(notice(&nonsense), Matter::NotScanned);
}

#[test]
fn a_scanner_that_types_is_as_good_as_one_on_a_wire() {
    let mut play = Play::ready();
    play.millis += 1_000;
    for key in "JANJI01\n".chars() {
        play.millis += 5;
        play.hear(Input::Key { key, fresh: fixture::fresh(9_004) });
    }
    assert_eq!((play.done.join(" ").as_str(), play.body()), ("ask", "issuing"));
}

#[test]
fn secrets_of_a_day_are_kept_within_bounds() {
    let mut controller = Play::ready().controller;
    for count in 0..5_050 {
        let token = Some(fixture::fresh(count).token);
        controller.remember(&IssuedTicket { token, ..fixture::ticket(7) });
    }
    assert_eq!(controller.known.len(), 5_000);
}
