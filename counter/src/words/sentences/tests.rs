use super::*;
use crate::fixture::{self, counter, number, ticket};
use antrean_shared::id::{Officer, QueueId, ServiceId};
use antrean_shared::opening::ClosedReason;
use antrean_shared::rejection::CounterState;
use antrean_shared::rejection::InvalidRule;
use antrean_shared::ticket::{Language, TicketState};
use std::time::Duration;

/// One of each refusal.
fn all() -> Vec<Rejection> {
    let at = fixture::start_of_test();
    let tomorrow = at.plus(Duration::from_secs(86_400));
    let queue = || QueueId::new("dukcapil").unwrap();
    let service = || ServiceId::new("kk").unwrap();
    vec![
        Rejection::QueueClosed {
            queue: queue(),
            service: Some(service()),
            reason: ClosedReason::Break,
            opens_at: Some(at),
        },
        Rejection::QuotaReached { queue: queue(), opens_at: Some(tomorrow) },
        Rejection::CutOff { queue: queue(), opens_at: None },
        Rejection::NotOfferedHere { service: service() },
        Rejection::GivenBack,
        Rejection::DateUnconfirmed,
        Rejection::LineageUnconfirmed,
        Rejection::TicketEnded { state: TicketState::Completed },
        Rejection::TicketServing { counter: Some(counter("4")) },
        Rejection::TicketServing { counter: None },
        Rejection::NumberTaken { number: number("A012"), ticket: ticket("A012") },
        Rejection::QueueEmpty,
        Rejection::CounterBusy { number: number("A012") },
        Rejection::CounterClosed { state: CounterState::Paused },
        Rejection::NotAllowed,
        Rejection::TicketHeld { counter: Some(counter("4")) },
        Rejection::TicketHeld { counter: None },
        Rejection::RecallTooEarly { recall_from: at },
        Rejection::RecallLimit { recalls_max: 3 },
        Rejection::NotCalled,
        Rejection::NotServing,
        Rejection::NoShowTooEarly { allowed_from: at },
        Rejection::NotInHand,
        Rejection::StopEntered { service: service() },
        Rejection::TargetClosed { reason: Some(ClosedReason::Hours) },
        Rejection::TargetClosed { reason: None },
        Rejection::TargetFull { waiting_max: 20 },
        Rejection::UndoExpired,
        Rejection::UndoOvertaken,
        Rejection::NothingToUndo,
        Rejection::CounterTaken { officer: Officer::new("Ratna W.").unwrap() },
        Rejection::OfficerElsewhere { counter: counter("4") },
        Rejection::TicketInHand { number: number("A012") },
        Rejection::UnknownId { field: "counter".to_owned(), id: "99".to_owned() },
        Rejection::NotAllowedInState { state: "no_show".to_owned() },
        Rejection::Invalid { field: "reason".to_owned(), rule: InvalidRule::Empty },
        Rejection::IdReused,
        Rejection::Poisoned,
    ]
}

fn words(language: Language, catalogue: &antrean_shared::catalogue::Catalogue) -> Words<'_> {
    Words { language, catalogue: Some(catalogue) }
}

#[test]
fn every_refusal_is_a_sentence_of_its_own_in_both_languages() {
    let catalogue = fixture::catalogue();
    let mut said = std::collections::BTreeSet::new();
    for rejection in all() {
        let id = words(Language::Id, &catalogue).rejection(&rejection);
        let en = words(Language::En, &catalogue).rejection(&rejection);
        assert_ne!(id, en, "{rejection:?}");
        for text in [id, en] {
            assert!(text.ends_with('.') && !text.contains('!'), "{text}");
            assert!(!text.contains(&rejection.code()), "a code is not for an officer: {text}");
            assert!(said.insert(text.clone()), "said twice: {text}");
        }
    }
}

#[test]
fn names_times_and_numbers_are_filled_in() {
    let catalogue = fixture::catalogue();
    let id = |rejection| words(Language::Id, &catalogue).rejection(&rejection);
    let en = |rejection| words(Language::En, &catalogue).rejection(&rejection);
    let at = fixture::start_of_test();
    assert_eq!(
        id(Rejection::NoShowTooEarly { allowed_from: at }),
        "Tidak hadir dapat dicatat mulai 09.33.00."
    );
    assert_eq!(
        en(Rejection::TicketHeld { counter: Some(counter("4")) }),
        "Counter 4 has this ticket."
    );
    assert_eq!(
        id(Rejection::QueueClosed {
            queue: QueueId::new("dukcapil").unwrap(),
            service: None,
            reason: ClosedReason::Hours,
            opens_at: Some(at.plus(Duration::from_secs(86_400))),
        }),
        "Antrean Dispendukcapil tidak memberi nomor: di luar jam layanan. Buka lagi Selasa 09.33."
    );
    assert_eq!(
        id(Rejection::NotAllowedInState { state: "no_show".to_owned() }),
        "Tidak dapat dilakukan: keadaannya sekarang tidak hadir."
    );
}

#[test]
fn every_reason_of_a_refused_message_is_a_sentence() {
    let reasons = [
        RefusalReason::TooLarge,
        RefusalReason::NotJson,
        RefusalReason::WrongForm,
        RefusalReason::FutureProtocol,
        RefusalReason::OldProtocol,
        RefusalReason::HelloFirst,
        RefusalReason::UnknownId,
        RefusalReason::NotAllowed,
        RefusalReason::Fenced,
        RefusalReason::Busy,
        RefusalReason::Replaced,
    ];
    for reason in reasons {
        for language in Language::ALL {
            assert!(Words { language, catalogue: None }.refused(reason).ends_with('.'));
        }
    }
}
