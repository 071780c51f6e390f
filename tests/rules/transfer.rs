//! Stories of visitors who are set aside or sent elsewhere: who may, and what place they keep.

use antrean_tests::hall::{queue_id, small_hall};
use antrean_tests::script::check;

/// Parked here, taken up here and there; who is not set aside is not taken up.
#[test]
fn t08_a_parked_visitor_is_taken_up_here_and_at_another_counter() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         counter 4 opens for Dewi
         issue ktp-baru
         counter 1 calls
         counter 1 serves
         counter 1 parks -> refused invalid
         counter 1 parks fotokopi -> A001 parked at 1, next at 1, unserved 0
         counter 1 recalls -> refused not-in-hand
         counter 1 resumes A001 -> A001 serving at 1
         counter 2 resumes A001 -> refused ticket-held
         counter 1 parks fotokopi
         counter 4 resumes A001 -> refused not-allowed
         counter 2 resumes A001 -> A001 serving at 2
         counter 1 resumes A001 -> refused ticket-held
         counter 2 completes -> A001 completed at 2
         counter 1 resumes A001 -> refused ticket-ended
         issue ktp-baru
         counter 1 resumes A002 -> refused not-allowed-in-state
         counter 1 calls
         counter 1 parks fotokopi -> A002 parked at 1
         issue ktp-baru
         counter 1 calls -> A003 called at 1
         counter 1 resumes A002 -> refused counter-busy
         +45s counter 1 misses
         counter 1 resumes A003 -> refused not-allowed-in-state",
    );
}

#[test]
fn t27_a_visitor_is_held_and_goes_on() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         08:10 counter 1 calls
         08:12 counter 1 serves
         08:15 counter 1 parks fotokopi -> A001 parked at 1
         issue ktp-baru
         counter 1 calls -> A002 called at 1       -- the counter goes on meanwhile
         counter 1 serves
         counter 1 completes
         08:40 counter 1 resumes A001 -> A001 serving at 1, A001 called times 1
         counter 1 completes -> A001 completed at 1, A001 came at 08:00",
    );
}

#[test]
fn t27_a_visitor_leaves_after_drawing_a_number_or_while_waiting() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         k1 issues ktp-baru as #x
         k1 gives back #x -> A001 cancelled
         issue ktp-baru
         issue ktp-baru -> ahead of A003 1
         cancel A002 -> A002 cancelled, ahead of A003 0, next at 1 A003
         counter 1 calls -> A003 called at 1
         cancel A003 -> A003 cancelled
         counter 1 serves -> refused not-called
         counter 1 calls -> refused queue-empty
         issue ktp-baru -> A004 waiting",
    );
}

/// The number and the waiting clock stay, and the place follows from them.
#[test]
fn t09_a_transfer_keeps_number_and_waiting_clock() {
    check(
        small_hall(),
        "08:00 issue ktp-baru -> A001 came at 08:00
         08:05 issue kk-baru
         08:06 counter 1 opens for Budi
         counter 3 opens for Citra -> next at 3 B001
         counter 1 calls A001
         counter 1 serves
         counter 1 transfers to queue kk -> A001 waiting, A001 came at 08:00, next at 3 A001 B001
         -> A001 waits since 08:00, next at 1 A001 B001
         counter 1 recalls -> refused not-in-hand
         counter 3 calls -> A001 called at 3, A001 queue kk, A001 service kk-baru",
    );
}

#[test]
fn a_transfer_reaches_queue_counter_service_and_officer() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         counter 3 opens for Citra
         issue ktp-baru
         counter 1 calls
         counter 1 transfers to service ktp-hilang -> A001 waiting, A001 service ktp-hilang
         counter 2 calls -> refused queue-empty
         counter 1 calls
         counter 1 transfers to counter 2 -> A001 service ktp-baru, next at 2 A001, next at 1
         counter 2 calls
         counter 2 transfers to officer Citra -> A001 service kk-baru, next at 3 A001, next at 1
         counter 3 calls
         counter 3 transfers to queue pajak -> A001 queue pajak, A001 service pajak-tahunan
         counter 3 transfers A001 to counter 4 -> refused target-closed
         counter 3 transfers A001 to officer Dewi -> refused target-closed
         counter 3 transfers A001 to counter 99 -> refused unknown-id
         counter 1 transfers A001 to queue ktp -> refused not-allowed
         counter 3 transfers A001 to queue ktp -> A001 queue ktp, next at 1 A001
         counter 3 transfers to queue ktp -> refused not-in-hand",
    );
}

#[test]
fn only_who_holds_a_visitor_sends_him_on() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         counter 2 transfers A001 to queue kk -> refused ticket-held
         counter 2 cancels A001 -> refused ticket-held
         counter 1 cancels A001 -> A001 cancelled, call utara 1 withdrawn
         counter 2 transfers A001 to queue kk -> refused ticket-ended
         issue pajak-tahunan
         counter 1 cancels C001 -> refused not-allowed
         counter 3 cancels C001 -> refused not-allowed
         cancel C001 -> C001 cancelled
         k1 issues ktp-baru
         counter 1 transfers A002 to queue kk -> refused not-allowed-in-state",
    );
}

#[test]
fn whoever_waited_for_an_officer_gets_the_old_place_back() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         08:01 issue ktp-baru
         08:02 issue ktp-baru
         counter 1 opens for Budi
         counter 2 opens for Ani
         counter 1 calls A002
         counter 1 transfers to officer Ani -> next at 1 A001 A003, next at 2 A001 A002 A003
         counter 1 calls A003
         counter 1 transfers to counter 2 -> next at 1 A001
         counter 2 pauses makan -> next at 1 A001
         counter 2 closes -> next at 1 A001 A002 A003
         counter 2 opens for Ani -> next at 2 A001 A002 A003",
    );
}

#[test]
fn after_hours_only_an_open_counter_takes_visitors_over() {
    check(
        small_hall(),
        "14:00 issue ktp-baru
         issue ktp-baru
         counter 1 opens for Budi
         15:01 counter 1 calls -> A001 called at 1
         counter 1 transfers to queue pajak -> refused target-closed
         counter 1 transfers to service kk-baru -> A001 queue kk
         counter 4 opens for Dewi
         counter 1 transfers A002 to queue pajak -> A002 queue pajak, next at 4 A002",
    );
}

/// Back to the counter that had sent the visitor, as a later stop of the visit.
#[test]
fn t10_a_transfer_comes_back_to_its_sender() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         counter 3 opens for Citra
         issue ktp-baru+stnk
         08:01 issue ktp-baru
         08:02 issue ktp-baru
         counter 1 calls
         counter 1 serves
         08:05 counter 1 transfers to queue kk and back -> next at 3 A001
         -> A001 stops kk-baru:current ktp-baru:later stnk:later, A001 waits since 08:00
         08:06 counter 3 calls
         counter 3 serves
         08:10 counter 3 completes -> A001 waiting, A001 queue ktp, A001 service ktp-baru
         -> A001 stops kk-baru:done ktp-baru:current stnk:later, A001 came at 08:00, A001 waits since 08:00
         -> next at 1 A001 A002 A003, next at 2 A002 A003
         counter 3 undoes -> A001 serving at 3, next at 1 A002 A003
         counter 3 completes
         counter 1 calls -> A001 called at 1, A001 why later-stop
         counter 1 serves
         counter 1 completes -> A001 queue pajak, A001 stops kk-baru:done ktp-baru:done stnk:current",
    );
}

#[test]
fn t10_a_sender_who_is_gone_by_then_gets_nobody_back() {
    let sent = "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         counter 3 opens for Citra
         issue ktp-baru
         counter 1 calls
         counter 1 serves
         counter 1 transfers to service kk-baru and back
         counter 3 calls
         counter 3 serves";
    let closed = "counter 1 closes\n counter 3 completes -> A001 queue ktp, next at 2 A001";
    check(small_hall(), &format!("{sent}\n {closed}"));
    // Who closes while the visitor is on the way back leaves him to the queue.
    let later = "counter 3 completes -> next at 2\n counter 1 closes -> next at 2 A001";
    check(small_hall(), &format!("{sent}\n {later}"));
    let paused = "counter 1 pauses makan\n counter 3 completes -> next at 2";
    check(small_hall(), &format!("{sent}\n {paused}"));
}

/// Sent on to a service that would have come later anyway, a visitor goes there once.
#[test]
fn a_transfer_to_a_later_stop_does_not_double_it() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru+pajak-tahunan+stnk
         counter 1 calls
         counter 1 transfers to service stnk -> A001 stops stnk:current pajak-tahunan:later
         counter 4 opens for Dewi
         counter 4 calls
         counter 4 transfers to service ktp-hilang and back
         -> A001 stops ktp-hilang:current stnk:later pajak-tahunan:later
         counter 1 calls
         counter 1 adds kk-baru to A001
         counter 1 transfers to service kk-baru and back
         -> A001 stops kk-baru:current ktp-hilang:later stnk:later pajak-tahunan:later",
    );
}

#[test]
fn a_queue_that_is_full_takes_nobody_over() {
    let mut hall = small_hall();
    hall.queues.get_mut(&queue_id("kk")).expect("the hall has it").waiting_max = Some(2);
    check(
        hall,
        "08:00 counter 1 opens for Budi
         counter 3 opens for Citra
         issue ktp-baru
         issue kk-baru
         issue ktp-baru
         counter 1 calls
         counter 1 transfers to queue kk -> A001 queue kk
         counter 1 calls A002
         counter 1 transfers to service kk-baru -> refused target-full
         counter 1 transfers to counter 3 -> refused target-full
         counter 1 transfers A001 to counter 3 -> A001 queue kk    -- it waits there already
         issue kk-baru -> B002 waiting
         counter 3 calls
         counter 3 calls -> refused counter-busy
         counter 1 transfers to queue pajak -> A002 queue pajak",
    );
}

/// What goes back to another counter is not finished here, though it might be served here.
#[test]
fn t10_a_visitor_comes_back_for_the_service_that_both_counters_know() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         counter 1 transfers to counter 2 and back -> A001 stops ktp-baru:current ktp-baru:later
         counter 2 calls
         counter 2 serves
         counter 2 completes -> A001 stops ktp-baru:done ktp-baru:current, next at 1 A001, next at 2",
    );
}
