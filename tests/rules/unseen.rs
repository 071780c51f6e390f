//! Nobody waits unseen (contract.md 2): who is counted as waiting for nobody, and who is set free.

use antrean_tests::hall::{counter_id, queue_id, small_hall};
use antrean_tests::script::{check, tell};

#[test]
fn who_waits_for_a_counter_that_is_away_is_counted() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         counter 1 transfers to counter 2 -> next at 2 A001, unserved 0
         counter 2 pauses makan -> next at 1, unserved 1
         counter 2 opens for Ani -> next at 2 A001, unserved 0
         counter 2 closes -> warned of 0, next at 1 A001, unserved 0",
    );
}

#[test]
fn who_waits_for_a_counter_whose_closing_is_not_confirmed_yet_is_counted() {
    let mut hall = small_hall();
    hall.rules.closing_needs_approval = true;
    check(
        hall,
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         counter 1 transfers to counter 2
         counter 2 closes -> counter 2 closing, warned of 0, unserved 1
         chief approves counter 2 -> counter 2 closed, next at 1 A001, unserved 0",
    );
}

/// As long as the visitor may still come back somebody has to be there.
#[test]
fn who_may_still_come_back_is_counted() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         counter 1 calls
         +45s counter 1 misses -> A001 no_show, unserved 0
         counter 1 closes -> warned of 1, unserved 1
         08:30:45 -> unserved 1
         08:30:46 -> unserved 0",
    );
}

/// A hall file that takes a queue from a counter sets free who was sent there.
#[test]
fn a_preference_for_a_counter_that_may_not_serve_any_more_is_none() {
    let mut hub = tell(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         counter 1 transfers to counter 2 -> next at 1",
    );
    let desk = hub.hall.counters.get_mut(&counter_id("2")).expect("the hall has it");
    desk.queues.retain(|queue| *queue != queue_id("ktp"));
    let first = &hub.hall.counters[&counter_id("1")];
    let next = antrean_hub::engine::next::next_for(&hub.hall, &hub.state, first, hub.now);
    assert!(next.is_some(), "counter 1 may call who was sent to counter 2");
    assert!(antrean_hub::engine::unserved(&hub.moment(), None).is_empty());
}

/// A closing that nobody has confirmed ends with the day like any other.
#[test]
fn t14_a_closing_ends_with_the_day() {
    let mut hall = small_hall();
    hall.rules.closing_needs_approval = true;
    check(
        hall,
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         counter 1 calls
         counter 1 closes -> counter 1 closing
         tue 00:00 -> counter 1 closed
         07:30 counter 1 opens for Ani -> counter 1 open",
    );
}
