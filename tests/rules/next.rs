//! Who is next (contract.md 10): stories of each rule, and what holds for any order of arrivals.

#[path = "next/bounds.rs"]
mod bounds;

use antrean_hub::hall::Hall;
use antrean_hub::hall::rules::Order;
use antrean_tests::hall::{counter_id, queue_id, small_hall};
use antrean_tests::script::{check, tell};

fn with_order(order: Order) -> Hall {
    let mut hall = small_hall();
    hall.rules.calling.order = order;
    hall
}

/// T12: a head start of 20 minutes passes whoever came up to 20 minutes earlier, and nobody else.
#[test]
fn t12_a_head_start_passes_those_who_came_shortly_before() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan             -> C001 regular, ahead of C001 0
         08:10 issue pajak-tahunan             -> ahead of C002 1
         08:25 issue lansia pajak-tahunan      -> C003 priority, ahead of C003 1
         08:26 counter 4 opens for Dewi        -> next at 4 C001 C003 C002, ahead of C002 2
         counter 4 calls                       -> C001 why oldest
         counter 4 serves
         08:30 counter 4 completes and calls   -> C003 called at 4, C003 why priority-head-start
         counter 4 serves
         08:35 counter 4 completes and calls   -> C002 why oldest",
    );
}

/// T12: after two priority visitors a regular one is called, and two more may follow.
#[test]
fn t12_two_priorities_in_a_row_and_then_a_regular_visitor() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:01 issue pajak-tahunan
         08:02 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         08:03 counter 4 opens for Dewi        -> next at 4 C003 C004 C001 C005 C006 C002
         counter 4 calls                       -> C003 why priority-head-start
         counter 4 serves
         counter 4 completes and calls         -> C004 why priority-head-start
         counter 4 serves
         counter 4 completes and calls         -> C001 why two-priorities-in-a-row
         counter 4 serves
         counter 4 completes and calls         -> C005 why priority-head-start",
    );
}

#[test]
fn a_call_that_was_taken_back_does_not_count_for_the_guard() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:01 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         counter 4 opens for Dewi
         counter 4 calls                       -> C002 called at 4
         counter 4 undoes                      -> C002 waiting
         counter 4 calls                       -> C002 called at 4
         counter 4 serves
         counter 4 completes and calls         -> C003 called at 4
         counter 4 undoes                      -> C002 serving, C003 waiting, next at 4 C003 C001 C004
         counter 4 completes and calls         -> C003 called at 4
         counter 4 serves
         counter 4 completes and calls         -> C001 why two-priorities-in-a-row",
    );
}

#[test]
fn a_visitor_whom_the_officer_chose_leaves_the_guard_as_it_was() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         issue pajak-tahunan
         08:01 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         counter 4 opens for Dewi
         counter 4 calls C005                  -> C005 why chosen
         counter 4 serves
         counter 4 completes and calls         -> C003 why priority-head-start
         counter 4 serves
         counter 4 completes and calls         -> C004 why priority-head-start",
    );
}

/// T12: after an hour nobody goes first any more, not even by the other guard.
#[test]
fn t12_nobody_passes_a_visitor_who_has_waited_too_long() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:50 issue pajak-tahunan
         08:55 issue priority pajak-tahunan
         09:00 counter 4 opens for Dewi        -> next at 4 C001 C003 C002
         09:00:01 counter 4 calls              -> C001 why waited-too-long
         counter 4 serves
         09:56 issue priority pajak-tahunan
         09:57 counter 4 completes and calls   -> C002 why waited-too-long
         counter 4 serves
         counter 4 completes and calls         -> C003 why waited-too-long
         counter 4 serves
         counter 4 completes and calls         -> C004 why oldest",
    );
}

#[test]
fn only_priority_visitors_wait_after_two_in_a_row() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan as #regular
         08:01 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         counter 4 opens for Dewi
         counter 4 calls                       -> C002 called at 4
         counter 4 serves
         counter 4 completes and calls         -> C003 called at 4
         counter 4 serves
         cancel C001
         counter 4 completes and calls         -> C004 why only-priority-waiting",
    );
}

#[test]
fn without_a_head_start_everybody_is_called_by_arrival() {
    let mut hall = small_hall();
    hall.rules.calling.head_start_minutes = 0;
    check(
        hall,
        "08:00 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         08:01 issue pajak-tahunan
         08:02 issue priority pajak-tahunan
         counter 4 opens for Dewi              -> next at 4 C001 C002 C003 C004 C005
         counter 4 calls                       -> C001 why oldest",
    );
}

#[test]
fn fifo_knows_no_priority() {
    check(
        with_order(Order::Fifo),
        "08:00 issue pajak-tahunan
         08:01 issue priority pajak-tahunan    -> C002 priority
         counter 4 opens for Dewi              -> next at 4 C001 C002
         counter 4 calls                       -> C001 why oldest
         counter 4 serves
         counter 4 completes and calls         -> C002 why oldest",
    );
}

/// T12: with the ratio 2 : 1 two priority visitors come for each regular one, however late they are.
#[test]
fn t12_the_ratio_is_kept() {
    check(
        with_order(Order::Ratio),
        "08:00 issue pajak-tahunan
         issue pajak-tahunan
         08:40 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         counter 4 opens for Dewi              -> next at 4 C003 C004 C001 C005 C002
         counter 4 calls                       -> C003 why ratio
         counter 4 serves
         counter 4 completes and calls         -> C004 why ratio
         counter 4 serves
         counter 4 completes and calls         -> C001 why ratio
         counter 4 serves
         counter 4 completes and calls         -> C005 why ratio",
    );
}

#[test]
fn a_counter_may_prefer_priority_visitors_and_take_others_when_none_waits() {
    let mut hall = small_hall();
    hall.counters.get_mut(&counter_id("4")).expect("the hall has it").prefers_priority = true;
    check(
        hall,
        "08:00 issue pajak-tahunan
         08:40 issue priority pajak-tahunan
         issue priority pajak-tahunan
         issue priority pajak-tahunan
         counter 4 opens for Dewi              -> next at 4 C002 C003 C004 C001
         counter 3 opens for Citra             -> next at 3 C001 C002 C003 C004
         counter 4 calls                       -> C002 why priority-head-start
         counter 3 calls                       -> C001 why oldest",
    );
}

/// Counter 3 serves `kk` first and `pajak` second.
#[test]
fn a_counter_stays_with_its_first_queue_until_somebody_has_waited_in_another() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:04 issue kk-baru
         issue kk-baru
         counter 3 opens for Citra             -> next at 3 B001 B002 C001
         08:05 counter 3 calls                 -> B001 why oldest
         counter 3 serves
         08:05:01 counter 3 completes and calls -> C001 why lower-rank-waited
         counter 3 serves
         counter 3 completes and calls         -> B002 why oldest",
    );
}

/// T06: how often and when to call again belongs to the queue.
#[test]
fn t06_two_queues_of_a_counter_have_their_own_limits() {
    let mut hall = small_hall();
    let kk = hall.queues.get_mut(&queue_id("kk")).expect("the hall has it");
    (kk.absence.recalls_max, kk.absence.recall_after_seconds) = (1, 10);
    check(
        hall,
        "08:00 issue ktp-baru
         issue kk-baru
         counter 1 opens for Budi
         counter 1 calls                       -> A001 called at 1
         +10s counter 1 recalls                -> refused recall-too-early
         +35s counter 1 recalls                -> call utara 2 recall
         +45s counter 1 recalls                -> call utara 3 last
         +45s counter 1 recalls                -> refused recall-limit
         counter 1 misses                      -> A001 no_show
         counter 1 calls                       -> B001 called at 1
         +10s counter 1 recalls                -> call utara 5 last
         +10s counter 1 recalls                -> refused recall-limit
         counter 1 misses                      -> B001 no_show",
    );
}

/// T07: whoever was skipped is not offered within the grace time, at no counter.
#[test]
fn t07_a_skipped_visitor_is_not_called_within_the_grace_time() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:01 issue pajak-tahunan
         08:02 issue pajak-tahunan
         counter 3 opens for Citra
         counter 4 opens for Dewi
         counter 4 calls                       -> C001 called at 4
         counter 4 skips                       -> C001 waiting, C002 called at 4, call selatan 1 withdrawn
         +1s                                   -> next at 4 C003
         counter 3 calls                       -> C003 called at 3
         counter 4 skips                       -> refused queue-empty, C002 called at 4
         08:04 counter 4 skips                 -> C002 waiting, C001 called at 4, C001 why oldest
         counter 4 undoes                      -> C002 called at 4, C001 waiting, next at 4 C001",
    );
}

/// Back within the time: behind three others, once.
#[test]
fn a_visitor_who_missed_the_call_comes_back_behind_three_others_once() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         counter 4 opens for Dewi
         counter 4 calls                       -> C001 called at 4
         08:01 return C001                     -> refused not-allowed-in-state
         counter 4 misses                      -> C001 no_show
         08:30 return C001                     -> C001 waiting, ahead of C001 3, next at 4 C002 C003 C004 C001 C005
         return C001                           -> refused not-allowed-in-state
         counter 4 calls                       -> C002 called at 4
         counter 4 serves
         counter 4 completes and calls
         counter 4 serves
         counter 4 completes and calls
         counter 4 serves
         counter 4 completes and calls         -> C001 called at 4, C001 why returned
         +45s counter 4 misses                 -> C001 no_show
         return C001                           -> refused return-used",
    );
}

#[test]
fn too_late_to_come_back() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         issue pajak-tahunan
         counter 4 opens for Dewi
         counter 4 calls
         08:01 counter 4 misses                -> C001 no_show
         counter 4 calls
         08:02 counter 4 misses                -> C002 no_show
         08:31 return C001                     -> C001 waiting, next at 4 C001
         08:32:01 return C002                  -> refused return-too-late",
    );
}

#[test]
fn nobody_comes_back_to_a_queue_that_nobody_serves_any_more() {
    check(
        small_hall(),
        "14:20 issue pajak-tahunan
         counter 4 opens for Dewi
         14:50 counter 4 calls
         14:55 counter 4 misses                -> C001 no_show
         14:58 counter 4 closes
         15:01 return C001                     -> refused queue-closed
         counter 3 opens for Citra
         return C001                           -> C001 waiting",
    );
}

#[test]
fn a_visitor_may_let_three_others_go_first_twice() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         issue pajak-tahunan
         counter 4 opens for Dewi
         yield C001                            -> ahead of C001 3, next at 4 C002 C003 C004 C001 C005 C006
         yield C002                            -> ahead of C002 3, next at 4 C003 C004 C001 C002 C005 C006
         yield C001                            -> ahead of C001 5, next at 4 C003 C004 C002 C005 C006 C001
         yield C001                            -> refused yield-limit
         counter 4 calls                       -> C003 called at 4
         yield C003                            -> refused not-allowed-in-state
         yield C006                            -> ahead of C006 4
         yield C006                            -> nothing changes",
    );
}

/// An officer may grant and withdraw; the place follows from the arrival time.
#[test]
fn the_place_follows_from_the_arrival_when_priority_is_granted_or_withdrawn() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:05 issue pajak-tahunan
         counter 4 opens for Dewi              -> next at 4 C001 C002
         counter 4 grants hamil to C002        -> C002 priority, C002 class kept, next at 4 C002 C001
         counter 4 grants ningrat to C002      -> refused unknown-id
         counter 4 withdraws from C002 keliru  -> C002 regular, C002 class erased, next at 4 C001 C002
         counter 4 withdraws from C002         -> refused invalid",
    );
}

/// Visitors need no reason; an officer may write one, which lives no longer than a class does.
#[test]
fn a_priority_is_granted_for_a_reason_that_is_erased_with_the_end() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         issue priority pajak-tahunan
         counter 4 opens for Dewi
         counter 4 grants priority to C001                     -> C001 priority, C001 reason erased
         counter 4 grants priority to C002 kaki patah          -> C002 priority, C002 reason kept
         counter 4 grants priority to C001 baru keluar rawat   -> C001 reason kept, C001 class erased
         cancel C002
         08:01                                                 -> C002 reason kept
         08:01:01                                              -> C002 reason erased, C001 reason kept",
    );
}

/// The class is erased 60 seconds after the end, and of a no-show once nobody can come back.
#[test]
fn a_class_is_erased_when_the_end_can_no_longer_be_undone() {
    check(
        small_hall(),
        "08:00 issue lansia pajak-tahunan      -> C001 class kept
         issue lansia pajak-tahunan            -> C002 class kept
         counter 4 opens for Dewi
         counter 4 calls
         counter 4 serves
         08:10 counter 4 completes             -> C001 class kept
         08:11                                 -> C001 class kept
         08:11:01                              -> C001 class erased
         counter 4 calls
         08:12 counter 4 misses                -> C002 class kept
         08:42                                 -> C002 class kept
         08:42:01                              -> C002 class erased",
    );
}

/// A visitor called out of turn stays in the figures, also when the call was taken back.
#[test]
fn whoever_an_officer_chooses_is_counted() {
    let hub = tell(
        small_hall(),
        "08:00 issue pajak-tahunan
         issue pajak-tahunan
         counter 4 opens for Dewi
         counter 4 calls C002          -> C002 why chosen
         counter 4 undoes
         counter 4 calls C002
         counter 4 serves
         counter 4 completes and calls -> C001 why oldest
         counter 4 undoes
         counter 4 completes
         counter 4 closes",
    );
    assert_eq!(hub.state.counters[&counter_id("4")].chosen, 2);
}
