//! Why there is no number: what is missing, what the hub refuses.

use super::*;

#[test]
fn what_is_missing_is_said_and_nothing_is_asked() {
    let unsure = || {
        let view = KioskView { issuing: false, ..fixture::view(vec![]) };
        Input::View(fixture::envelope(view))
    };
    let refused = LinkState::Refused { reason: RefusalReason::UnknownId };
    let since = fixture::NOW.clock(fixture::catalogue().utc_offset);
    for (input, trouble, matter) in [
        (
            Input::Link(LinkState::Lost { since: fixture::NOW }),
            Trouble::Offline { since, soon: false },
            Matter::Offline,
        ),
        (
            Input::Link(refused),
            Trouble::Refused { reason: RefusalReason::UnknownId },
            Matter::Offline,
        ),
        (unsure(), Trouble::DateUnconfirmed, Matter::DateUnconfirmed),
        (
            Input::Printer(PrinterStatus::CoverOpen),
            Trouble::Printer(PrinterStatus::CoverOpen),
            Matter::Printer(PrinterStatus::CoverOpen),
        ),
    ] {
        let mut play = Play::ready();
        play.hear(input);
        assert_eq!(play.screen().frame.trouble, Some(trouble));
        play.step(&Step::Take);
        assert_eq!(play.done, Vec::<&str>::new());
        let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(notice.matter, matter);
    }
}

#[test]
fn what_is_known_stays_on_the_screen_without_the_hub() {
    let mut play = Play::ready();
    let Body::Home(known) = play.screen().body else { panic!() };
    play.step(&Step::LinkLost);
    assert_eq!(play.screen().body, Body::Home(known));
    play.step(&Step::LinkBack);
    assert_eq!(play.screen().frame.trouble, None);
}

#[test]
fn every_refusal_has_its_own_words() {
    let queue = || "a".parse().unwrap();
    let opens_at = Some(fixture::NOW);
    let closed =
        |reason| Rejection::QueueClosed { queue: queue(), service: None, reason, opens_at };
    for (rejection, matter, subject) in [
        (closed(ClosedReason::Hours), Matter::Closed(ClosedReason::Hours), "Dispendukcapil"),
        (closed(ClosedReason::Break), Matter::Closed(ClosedReason::Break), "Dispendukcapil"),
        (
            Rejection::QuotaReached { queue: queue(), opens_at },
            Matter::Closed(ClosedReason::Quota),
            "Dispendukcapil",
        ),
        (
            Rejection::CutOff { queue: queue(), opens_at },
            Matter::Closed(ClosedReason::CutOff),
            "Dispendukcapil",
        ),
        (Rejection::NotOfferedHere { service: "a02".parse().unwrap() }, Matter::NotOfferedHere, ""),
        (Rejection::DateUnconfirmed, Matter::DateUnconfirmed, ""),
        (Rejection::LineageUnconfirmed, Matter::LineageUnconfirmed, ""),
        (Rejection::GivenBack, Matter::Fault("given-back".to_owned()), ""),
        (
            Rejection::Invalid { field: "services".to_owned(), rule: InvalidRule::TooMany },
            Matter::Fault("invalid".to_owned()),
            "",
        ),
    ] {
        let mut play = Play::ready();
        play.step(&Step::Take);
        play.step(&Step::Reject(rejection.clone()));
        let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!((notice.matter, notice.subject.as_str()), (matter, subject), "{rejection:?}");
        assert_eq!(notice.opens.is_some(), !subject.is_empty());
    }
}
