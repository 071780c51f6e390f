//! Every refusal of the contract is reached, with the values that it carries.

use antrean_hub::engine::{Actor, Request};
use antrean_shared::command::Command;
use antrean_shared::id::Token;
use antrean_shared::limits::TEXT_CHARS_MAX;
use antrean_shared::opening::ClosedReason;
use antrean_shared::rejection::{CounterState, InvalidRule, Rejection};
use antrean_shared::ticket::{Channel, Language, NumberRange, TicketState};
use antrean_shared::time::ServiceDay;
use antrean_tests::hall::{
    asking_hall, booking_hall, counter_id, instant, limited_hall, officer, queue_id, service_id,
    small_hall,
};
use antrean_tests::pure_hub::{EARLIEST, PureHub, command_id, console, kiosk};
use antrean_tests::script::tell;
use std::collections::BTreeSet;

/// Refusals that no rule of this stage gives: the writer's, and those of parts to come.
const ELSEWHERE: [&str; 3] = ["id-reused", "lineage-unconfirmed", "poisoned"];

/// A story, who asks, what for, and the refusal that has to come.
type Case = (&'static str, Actor, Command, Rejection);

fn issue(service: &str) -> Command {
    Command::Issue {
        voucher: None,
        services: vec![service_id(service)],
        language: Language::Id,
        channel: Channel::Kiosk,
        token: Token::from_bits(1),
        priority: None,
    }
}

fn check_in(booking: &str) -> Command {
    Command::CheckIn {
        booking: booking.parse().expect("a code"),
        language: Language::Id,
        channel: Channel::Kiosk,
        token: Token::from_bits(1),
    }
}

fn with_voucher(code: &str) -> Command {
    let Command::Issue { services, language, channel, token, priority, .. } = issue("ktp-baru")
    else {
        unreachable!("a number is drawn")
    };
    let voucher = Some(code.parse().expect("a voucher"));
    Command::Issue { services, language, channel, token, priority, voucher }
}

fn tuesday() -> ServiceDay {
    small_hall().service_day(instant(6, 8, 0, 0))
}

fn long_ago() -> ServiceDay {
    ServiceDay(chrono::NaiveDate::from_ymd_opt(2022, 1, 5).expect("a date"))
}

fn number(text: &str) -> antrean_shared::ticket::TicketNumber {
    text.parse().expect("a number")
}

/// Refusals of `Issue`, `GiveBack` and `AdmitTicket`.
#[expect(clippy::too_many_lines, reason = "a table")]
fn kiosk_cases() -> Vec<Case> {
    let ktp = || queue_id("ktp");
    let closed = |reason, opens_at| Rejection::QueueClosed {
        queue: ktp(),
        service: Some(service_id("ktp-baru")),
        reason,
        opens_at: Some(opens_at),
    };
    let tomorrow = Some(instant(6, 7, 30, 0));
    let first = command_id(1).ticket();
    vec![
        ("", kiosk("k1"), issue("ktp-baru"), closed(ClosedReason::Hours, instant(5, 7, 30, 0))),
        (
            "16:00",
            kiosk("k1"),
            issue("ktp-baru"),
            closed(ClosedReason::Hours, instant(6, 7, 30, 0)),
        ),
        (
            "fri 12:00",
            kiosk("k1"),
            issue("ktp-baru"),
            closed(ClosedReason::Break, instant(9, 13, 0, 0)),
        ),
        (
            "sat 09:00",
            kiosk("k1"),
            issue("ktp-baru"),
            closed(ClosedReason::Hours, instant(12, 7, 30, 0)),
        ),
        (
            "14:30",
            kiosk("k1"),
            issue("ktp-baru"),
            Rejection::CutOff { queue: ktp(), opens_at: tomorrow },
        ),
        (
            "08:00 crowd 9999 ktp-baru",
            kiosk("k1"),
            issue("ktp-baru"),
            Rejection::QuotaReached { queue: ktp(), opens_at: tomorrow },
        ),
        (
            "08:00",
            kiosk("k2"),
            issue("kk-baru"),
            Rejection::NotOfferedHere { service: service_id("kk-baru") },
        ),
        ("08:00 date unsure", kiosk("k1"), issue("kk-baru"), Rejection::DateUnconfirmed),
        (
            "08:00 issue ktp-baru",
            kiosk("k1"),
            Command::ConfirmDate { date: long_ago(), time: Some("07:59".to_owned()) },
            Rejection::DateTooEarly { earliest: EARLIEST },
        ),
        (
            "08:00",
            kiosk("k1"),
            Command::Issue {
                voucher: None,
                services: vec![],
                language: Language::Id,
                channel: Channel::Kiosk,
                token: Token::from_bits(1),
                priority: None,
            },
            Rejection::Invalid { field: "services".to_owned(), rule: InvalidRule::Empty },
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n counter 1 serves",
            kiosk("k1"),
            Command::GiveBack { ticket: command_id(2).ticket() },
            Rejection::TicketServing { counter: Some(counter_id("1")) },
        ),
        (
            "08:00 issue ktp-baru",
            kiosk("k1"),
            Command::AdmitTicket {
                ticket: Box::new(antrean_shared::command::AdmittedTicket {
                    id: command_id(99).ticket(),
                    number: number("A001"),
                    queue: ktp(),
                    services: vec![service_id("ktp-baru")],
                    language: None,
                    token: None,
                    issued_at: instant(5, 8, 0, 0),
                    priority: None,
                }),
            },
            Rejection::NumberTaken { number: number("A001"), ticket: first },
        ),
        (
            "08:00 chief opens roll ktp 500 549",
            console("1"),
            Command::AdmitTicket {
                ticket: Box::new(antrean_shared::command::AdmittedTicket {
                    id: command_id(99).ticket(),
                    number: number("A550"),
                    queue: ktp(),
                    services: vec![service_id("ktp-baru")],
                    language: None,
                    token: None,
                    issued_at: instant(5, 8, 0, 0),
                    priority: None,
                }),
            },
            Rejection::OutsideRange {
                number: number("A550"),
                rolls: vec![NumberRange { from: 500, to: 549 }],
            },
        ),
        ("08:00", kiosk("k1"), check_in("JANJI01"), Rejection::BookingUnknown),
        (
            "08:00 chief books JANJI01=ktp-baru@09:30",
            kiosk("k1"),
            check_in("JANJI01"),
            Rejection::BookingTooEarly { from: instant(5, 8, 30, 0) },
        ),
        (
            "08:00 issue ktp-baru\n voucher ABCDE23456 for A001\n tue 08:00 \
             issue ktp-baru with ABCDE23456",
            Actor::Api,
            with_voucher("ABCDE23456"),
            Rejection::VoucherUsed,
        ),
        (
            "08:00 issue ktp-baru\n voucher ABCDE23456 for A001",
            Actor::Api,
            with_voucher("ABCDE23456"),
            Rejection::VoucherUnknown { valid_from: Some(tuesday()) },
        ),
        (
            "08:00",
            Actor::Api,
            with_voucher("ABCDE23456"),
            Rejection::VoucherUnknown { valid_from: None },
        ),
    ]
}

/// Refusals at a counter: what it holds, what it is, and when.
#[expect(clippy::too_many_lines, reason = "a table")]
fn counter_cases() -> Vec<Case> {
    let one = || counter_id("1");
    let first = command_id(2).ticket();
    let called = "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls";
    let from = instant(5, 8, 0, 45);
    vec![
        (
            "08:00 counter 1 opens for Budi",
            console("1"),
            Command::CallNext { counter: one() },
            Rejection::QueueEmpty,
        ),
        (
            called,
            console("1"),
            Command::CallNext { counter: one() },
            Rejection::CounterBusy { number: number("A001") },
        ),
        (
            "08:00 counter 1 opens for Budi\n counter 1 pauses makan",
            console("1"),
            Command::CallNext { counter: one() },
            Rejection::CounterClosed { state: CounterState::Paused },
        ),
        (
            called,
            console("1"),
            Command::Recall { counter: one() },
            Rejection::RecallTooEarly { recall_from: from },
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n +45s counter 1 recalls\n \
             +45s counter 1 recalls\n +45s",
            console("1"),
            Command::Recall { counter: one() },
            Rejection::RecallLimit { recalls_max: 2 },
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n +45s counter 1 misses\n +31m",
            Actor::Api,
            Command::Return { ticket: first },
            Rejection::ReturnTooLate { return_within_minutes: 30 },
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n +45s counter 1 misses\n \
             return A001\n counter 1 calls\n +45s counter 1 misses",
            Actor::Api,
            Command::Return { ticket: first },
            Rejection::ReturnUsed,
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n issue ktp-baru\n issue ktp-baru\n \
             yield A001\n issue ktp-baru\n yield A001",
            Actor::Api,
            Command::Yield { ticket: first },
            Rejection::YieldLimit { yields_max: 2 },
        ),
        (
            called,
            console("1"),
            Command::NoShow { counter: one() },
            Rejection::NoShowTooEarly { allowed_from: from },
        ),
        (
            "08:00 counter 1 opens for Budi",
            console("1"),
            Command::Serve { counter: one() },
            Rejection::NotCalled,
        ),
        (
            called,
            console("1"),
            Command::Complete { counter: one(), outcome: None },
            Rejection::NotServing,
        ),
        (
            "08:00 counter 1 opens for Budi",
            console("1"),
            Command::Recall { counter: one() },
            Rejection::NotInHand,
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 2 opens for Ani\n counter 1 calls",
            console("2"),
            Command::Resume { counter: counter_id("2"), ticket: first },
            Rejection::TicketHeld { counter: Some(one()) },
        ),
        (
            called,
            console("1"),
            Command::CloseCounter { counter: one(), reason: None },
            Rejection::TicketInHand { number: number("A001") },
        ),
        (
            called,
            console("2"),
            Command::Serve { counter: one() },
            Rejection::CounterTaken { officer: officer("Budi") },
        ),
        (
            called,
            console("2"),
            Command::OpenCounter { counter: counter_id("2"), officer: officer("Budi") },
            Rejection::OfficerElsewhere { counter: one() },
        ),
        (
            called,
            console("1"),
            Command::PauseCounter { counter: counter_id("99"), reason: "makan".to_owned() },
            Rejection::UnknownId { field: "counter".to_owned(), id: "99".to_owned() },
        ),
        (
            called,
            Actor::Api,
            Command::ApproveClosing { counter: one(), approve: true, reason: None },
            Rejection::NotAllowedInState { state: "open".to_owned() },
        ),
    ]
}

/// Refusals about a step, a ticket that is over, a text, and who may ask.
#[expect(clippy::too_many_lines, reason = "a table")]
fn other_cases() -> Vec<Case> {
    let one = || counter_id("1");
    let first = command_id(2).ticket();
    let called = "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls";
    let late = "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n +61s";
    let cancelled =
        "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n cancel A001";
    let long = "x".repeat(TEXT_CHARS_MAX + 1);
    vec![
        ("", console("1"), Command::Undo { counter: one() }, Rejection::NothingToUndo),
        (late, console("1"), Command::Undo { counter: one() }, Rejection::UndoExpired),
        (cancelled, console("1"), Command::Undo { counter: one() }, Rejection::UndoOvertaken),
        (
            cancelled,
            Actor::Api,
            Command::Cancel { ticket: first },
            Rejection::TicketEnded { state: TicketState::Cancelled },
        ),
        (
            "08:00 counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls\n tue 08:00",
            Actor::Api,
            Command::Cancel { ticket: first },
            Rejection::TicketEnded { state: TicketState::Expired },
        ),
        (
            called,
            console("1"),
            Command::Park { counter: one(), reason: "  ".to_owned(), until: None },
            Rejection::Invalid { field: "reason".to_owned(), rule: InvalidRule::Empty },
        ),
        (
            called,
            console("1"),
            Command::SetNote { ticket: first, text: long, salt: Token::from_bits(1) },
            Rejection::Invalid { field: "text".to_owned(), rule: InvalidRule::TooLong },
        ),
        (
            called,
            console("1"),
            Command::Transfer {
                counter: one(),
                ticket: None,
                to: antrean_shared::command::TransferTarget::Counter(counter_id("4")),
                come_back: false,
            },
            Rejection::TargetClosed { reason: None },
        ),
        (
            "14:00 issue ktp-baru\n counter 1 opens for Budi\n 15:01 counter 1 calls",
            console("1"),
            Command::Transfer {
                counter: one(),
                ticket: None,
                to: antrean_shared::command::TransferTarget::Queue(queue_id("pajak")),
                come_back: false,
            },
            Rejection::TargetClosed { reason: Some(ClosedReason::Hours) },
        ),
        (
            called,
            console("1"),
            Command::DropStop { ticket: first, service: service_id("ktp-baru") },
            Rejection::StopEntered { service: service_id("ktp-baru") },
        ),
        (
            called,
            console("1"),
            Command::AddStop { ticket: first, service: service_id("ktp-baru") },
            Rejection::Invalid { field: "service".to_owned(), rule: InvalidRule::Twice },
        ),
        (
            called,
            console("1"),
            Command::OrderStops { ticket: first, services: vec![service_id("kk-baru")] },
            Rejection::Invalid { field: "services".to_owned(), rule: InvalidRule::NotOneOf },
        ),
        (
            called,
            console("1"),
            Command::Announce { zone: None, text: "Halo".to_owned() },
            Rejection::NotAllowed,
        ),
    ]
}

/// Tells a story and sends one more command.
fn refused(case: &Case) -> Rejection {
    let (story, actor, command, _) = case;
    let hall = if story.contains("books") { booking_hall() } else { small_hall() };
    let mut hub: PureHub = tell(hall, story);
    let request =
        Request { id: command_id(77_777), actor: actor.clone(), command: command.clone() };
    let before = hub.state.clone();
    let rejection = hub.send(&request).expect_err("a refusal");
    assert!(hub.state == before, "a refusal changes nothing");
    rejection
}

#[test]
fn each_refusal_is_given_with_its_values() {
    for case in kiosk_cases().iter().chain(&counter_cases()).chain(&other_cases()) {
        assert_eq!(refused(case), case.3, "{} / {:?}", case.0, case.2);
    }
}

/// The refusals that the type knows, as its decoder lists them.
fn codes() -> BTreeSet<String> {
    let unknown = serde_json::json!({ "code": "?" });
    let error = serde_json::from_value::<Rejection>(unknown).expect_err("no such refusal");
    let text = error.to_string();
    text.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn no_refusal_is_left_out() {
    let given_back = tell(
        asking_hall(),
        "08:00 k1 gives back #x\n k1 issues ktp-baru as #x -> refused given-back",
    );
    assert_eq!(given_back.state.tickets.len(), 0);
    tell(
        limited_hall(),
        "08:00 issue kk-baru\n issue kk-baru\n hopes for kk-baru\n hopes for kk-baru
         hopes for kk-baru\n hopes for kk-baru -> refused standby-full",
    );
    let mut full = small_hall();
    full.queues.get_mut(&queue_id("kk")).expect("the hall has it").waiting_max = Some(1);
    tell(
        full,
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue kk-baru
         counter 1 calls
         counter 1 transfers to queue kk -> refused target-full",
    );
    let cases = [kiosk_cases(), counter_cases(), other_cases()].concat();
    let mut reached: BTreeSet<String> = cases.iter().map(|case| case.3.code()).collect();
    reached.extend(["given-back", "standby-full", "target-full"].map(str::to_owned));
    reached.extend(ELSEWHERE.map(str::to_owned));
    assert_eq!(reached, codes());
}
