//! The code of a booking or a voucher becomes a number.

use super::*;

#[test]
fn a_booking_becomes_a_number_and_its_paper_is_printed_once() {
    for (typed, asked) in
        [("JANJI", false), ("JANJI01", true), ("janji-01 ", true), ("ABCDE-23456", true)]
    {
        let mut play = Play::ready();
        play.step(&Step::Touch(Touch::Booking));
        play.step(&Step::Wait(500));
        typed.chars().for_each(|key| play.touch(Touch::Key(key)));
        let Body::Code(code) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(code.ready, asked, "{typed}");
        play.step(&Step::Touch(Touch::CheckIn));
        assert_eq!(play.done.len(), usize::from(asked), "{typed}");
        if asked {
            play.step(&Step::Touch(Touch::CheckIn));
            play.step(&Step::Answer);
            assert_eq!((play.done.join(" ").as_str(), play.body()), ("ask print", "printing"));
        }
    }
}

#[test]
fn a_booking_that_has_its_number_gets_a_copy_of_it() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Booking));
    play.step(&Step::Wait(500));
    "JANJI01".chars().for_each(|key| play.touch(Touch::Key(key)));
    play.step(&Step::Touch(Touch::CheckIn));
    let has = IssuedTicket { id: fixture::fresh(1).command.ticket(), ..fixture::ticket(7) };
    play.reply(Outcome::Done(Done { issued: Some(has), ..Done::default() }));
    assert_eq!(play.done.join(" "), "ask print-copy");
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Booking));
    play.step(&Step::Wait(500));
    "JANJI01".chars().for_each(|key| play.touch(Touch::Key(key)));
    play.step(&Step::Touch(Touch::CheckIn));
    play.step(&Step::Reject(Rejection::BookingUnknown));
    let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(notice.matter, Matter::BookingUnknown);
}

/// A kiosk at which this code has been typed.
fn typed(code: &str) -> Play {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Booking));
    play.step(&Step::Wait(500));
    code.chars().for_each(|key| play.touch(Touch::Key(key)));
    play
}

#[test]
fn a_check_in_carries_the_code_the_language_and_the_secret_of_its_ticket() {
    let mut play = typed("janji01");
    play.step(&Step::Touch(Touch::Language(Language::En)));
    play.millis += 500;
    let fresh = fixture::fresh(999);
    let input = Input::Touched { touch: Touch::CheckIn, fresh };
    let effects = play.controller.handle(input, fixture::now(play.millis));
    let [Effect::Ask { id, command: Command::CheckIn { booking, language, channel, token } }] =
        effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!((booking.to_string(), *language), ("JANJI01".to_owned(), Language::En));
    assert_eq!(*channel, antrean_shared::ticket::Channel::Kiosk);
    // Id and secret were made when the screen appeared: a second touch is the same ticket.
    assert!(*id != fresh.command && *token != fresh.token);
}

#[test]
fn a_booking_without_paper_still_shows_its_number() {
    let mut play = typed("JANJI01");
    play.step(&Step::Touch(Touch::CheckIn));
    play.step(&Step::Printer(PrinterStatus::PaperOut));
    let has = IssuedTicket { id: fixture::fresh(1).command.ticket(), ..fixture::ticket(7) };
    play.reply(Outcome::Done(Done { issued: Some(has), ..Done::default() }));
    assert_eq!(play.done.join(" "), "ask");
    let Body::PaperFailed(failed) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!((failed.ticket.number.as_str(), failed.may_give_back), ("A007", false));
    play.step(&Step::Printer(PrinterStatus::Ready));
    play.step(&Step::Touch(Touch::PrintAgain));
    assert_eq!(play.done.join(" "), "ask print-copy", "it may have a paper already");
}

#[test]
fn a_foreign_ticket_is_an_answer_to_a_check_in_alone() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    let foreign = IssuedTicket { id: fixture::fresh(1).command.ticket(), ..fixture::ticket(7) };
    play.reply(Outcome::Done(Done { issued: Some(foreign), ..Done::default() }));
    assert_eq!((play.done.join(" ").as_str(), play.body()), ("ask give-back", "notice"));
}

#[test]
fn who_comes_too_early_hears_from_when() {
    let mut play = typed("JANJI01");
    play.step(&Step::Touch(Touch::CheckIn));
    let from = Timestamp(fixture::NOW.0 + 90 * 60_000);
    play.step(&Step::Reject(Rejection::BookingTooEarly { from }));
    let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(notice.matter, Matter::BookingTooEarly);
    assert_eq!(notice.opens.map(|opens| opens.time), Some("11.11".to_owned()));
}

#[test]
fn without_hub_or_printer_no_code_is_asked_for() {
    for (step, matter) in [
        (Step::LinkLost, Matter::Offline),
        (Step::Printer(PrinterStatus::Jam), Matter::Printer(PrinterStatus::Jam)),
    ] {
        let mut play = typed("JANJI01");
        play.step(&step);
        let Body::Code(code) = play.screen().body else { panic!("{}", play.body()) };
        assert!(!code.ready);
        play.step(&Step::Touch(Touch::CheckIn));
        let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!((notice.matter, play.done.len()), (matter, 0));
    }
}

#[test]
fn a_voucher_is_typed_or_scanned_as_it_is_written() {
    let mut entered = typed("ABCDE-23456");
    entered.millis += 500;
    let typed = Input::Touched { touch: Touch::CheckIn, fresh: fixture::fresh(1) };
    let scanned = Input::Scanned { code: "ABCDE-23456".to_owned(), fresh: fixture::fresh(1) };
    for (mut play, input) in [(entered, typed), (Play::ready(), scanned)] {
        let effects = play.controller.handle(input, fixture::now(play.millis));
        let [Effect::Ask { command: Command::CheckIn { booking, .. }, .. }] = effects.as_slice()
        else {
            panic!("{effects:?}")
        };
        assert_eq!(booking.as_str(), "ABCDE23456");
    }
}

#[test]
fn a_voucher_before_its_first_day_says_which_that_is() {
    let day = |date: &str| Some(ServiceDay(date.parse().unwrap()));
    for (valid_from, matter, from) in [
        (None, Matter::VoucherUnknown, None),
        (day("2022-12-06"), Matter::VoucherTooEarly, Some((1, 6, 12, 2022))),
        (day("2023-01-02"), Matter::VoucherTooEarly, Some((0, 2, 1, 2023))),
    ] {
        let mut play = typed("ABCDE23456");
        play.step(&Step::Touch(Touch::CheckIn));
        play.step(&Step::Reject(Rejection::VoucherUnknown { valid_from }));
        let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(notice.matter, matter);
        let told = notice.opens.map(|opens| opens.day);
        assert_eq!(told.map(|day| (day.weekday, day.day, day.month, day.year)), from);
    }
}

#[test]
fn a_voucher_that_was_used_says_so() {
    let mut play = typed("ABCDE23456");
    play.step(&Step::Touch(Touch::CheckIn));
    play.step(&Step::Reject(Rejection::VoucherUsed));
    let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(notice.matter, Matter::VoucherUsed);
}
