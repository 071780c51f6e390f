//! Vouchers for visitors whom an outage keeps from being served, told as stories.

use antrean_hub::hall::Hall;
use antrean_hub::hall::rules::Order;
use antrean_tests::hall::small_hall;
use antrean_tests::script::check;

#[test]
fn a_voucher_gives_the_place_of_who_came_at_the_begin_of_another_day() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         counter 1 opens for Budi
         counter 1 gives voucher ABCDE23456 for A001 -> refused not-allowed -- nothing is the matter
         counter 1 reports dukcapil down
         counter 1 gives voucher ABCDE23456 for A001 -> A001 cancelled
         issue ktp-baru with ABCDE23456              -> refused voucher-unknown -- it is for another day
         counter 1 reports dukcapil up
         tue 08:10 issue ktp-baru                    -> A001 waiting
         08:20 issue ktp-baru
         08:30 issue ktp-baru with abcde-23456       -> A003 waiting, A003 came at 08:30, ahead of A003 0
         issue ktp-baru with ABCDE23456              -> refused voucher-used
         counter 1 opens for Budi                    -> next at 1 A003 A001 A002
         counter 1 calls                             -> A003 why voucher",
    );
}

#[test]
fn a_voucher_is_good_for_its_queue_and_for_its_days() {
    let mut hall = small_hall();
    hall.rules.voucher_days = 2;
    check(
        hall,
        "08:00 issue ktp-baru
         issue ktp-baru
         issue ktp-baru
         voucher AAAAAAAAAA for A001          -> A001 cancelled -- the person in charge asks
         voucher AAAAAAAAAA for A002          -> refused invalid
         voucher BBBBBBBBBB for A002          -> A002 cancelled
         voucher CCCCCCCCCC for A001          -> refused ticket-ended
         tue 08:00 issue kk-baru with AAAAAAAAAA -> refused invalid
         issue ktp-hilang with AAAAAAAAAA     -> A001 waiting
         wed 08:00 issue ktp-baru with AAAAAAAAAA -> refused voucher-used
         thu 08:00 issue ktp-baru with BBBBBBBBBB -> refused voucher-unknown",
    );
}

/// Kiosk and console ask for one code, whichever of the two the visitor has.
#[test]
fn a_voucher_is_taken_where_a_booking_is_and_brings_the_rest_of_the_visit() {
    check(
        small_hall(),
        "08:00 k1 issues kk-baru+pajak-tahunan+ktp-hilang
         k1 shows B001 paper
         counter 1 opens for Budi
         counter 1 calls
         counter 1 serves
         counter 1 completes                  -> B001 waiting, B001 queue pajak
         voucher AAAAAAAAAA for B001          -> B001 cancelled
         check in AAAAAAAAAA                  -> refused voucher-unknown
         check in BBBBBBBBBB                  -> refused booking-unknown
         tue 08:30 check in AAAAAAAAAA as #a
             -> C001 waiting, C001 stops pajak-tahunan:current ktp-hilang:later
         k1 gives back #a                     -> C001 cancelled
         check in AAAAAAAAAA                  -> C002 waiting, C002 came at 08:30
         check in AAAAAAAAAA                  -> refused voucher-used",
    );
}

/// Who never had the number can use the voucher again.
#[test]
fn a_number_that_was_given_back_leaves_the_voucher_as_it_was() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         voucher AAAAAAAAAA for A001
         tue 08:00 issue ktp-baru with AAAAAAAAAA as #a -> A001 waiting
         k1 gives back #a                     -> A001 cancelled
         issue ktp-baru with AAAAAAAAAA       -> A002 waiting
         cancel A002
         issue ktp-baru with AAAAAAAAAA       -> refused voucher-used",
    );
}

/// The head start ends where the hall's limit of waiting begins: whoever came before that has waited
/// too long and goes first.
#[test]
fn a_voucher_passes_nobody_who_has_waited_too_long_and_only_two_in_a_row_pass() {
    check(
        small_hall(),
        "08:00 crowd 4 pajak-tahunan
         voucher AAAAAAAAAA for C001
         voucher BBBBBBBBBB for C002
         voucher CCCCCCCCCC for C003
         voucher DDDDDDDDDD for C004
         tue 09:30 issue pajak-tahunan        -> C001 waiting
         10:20 issue pajak-tahunan
         10:31 issue pajak-tahunan with AAAAAAAAAA -> ahead of C003 1
         issue pajak-tahunan with BBBBBBBBBB
         issue pajak-tahunan with CCCCCCCCCC
         issue pajak-tahunan with DDDDDDDDDD
         counter 4 opens for Dewi             -> next at 4 C001 C003 C004 C002 C005 C006
         counter 4 calls                      -> C001 why waited-too-long
         counter 4 serves
         counter 4 completes and calls        -> C003 why voucher
         counter 4 serves
         counter 4 completes and calls        -> C004 why voucher
         counter 4 serves
         counter 4 completes and calls        -> C002 why two-priorities-in-a-row",
    );
}

#[test]
fn a_voucher_counts_in_every_order() {
    let with = |order| -> Hall {
        let mut hall = small_hall();
        hall.rules.calling.order = order;
        hall
    };
    for order in [Order::Fifo, Order::Ratio, Order::HeadStart] {
        check(
            with(order),
            "08:00 issue pajak-tahunan
             voucher AAAAAAAAAA for C001
             tue 08:10 issue pajak-tahunan
             08:30 issue pajak-tahunan with AAAAAAAAAA
             counter 4 opens for Dewi         -> next at 4 C002 C001",
        );
    }
}
