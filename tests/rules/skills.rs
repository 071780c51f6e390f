//! Who may serve what, and the counter that is kept for short services, told as stories.

use antrean_tests::hall::skilled_hall;
use antrean_tests::script::check;

#[test]
fn a_counter_is_kept_for_a_short_service_while_the_others_are_busy_with_long_ones() {
    check(
        skilled_hall(),
        "08:00 counter 1 opens for Ani
         counter 2 opens for Budi
         issue ktp-baru
         issue ktp-baru
         issue ktp-hilang -> next at 1 A001 A002 A003, next at 2 A001 A002 A003
         counter 1 calls -> A001 called, next at 2 A003 A002
         counter 2 calls -> A003 called, A003 why kept-for-short
         counter 1 serves
         counter 1 completes -> next at 1 A002
         issue ktp-hilang -> next at 1 A002 A004 -- counter 2 serves a short one already",
    );
}

#[test]
fn nobody_waits_too_long_for_a_counter_kept_for_others() {
    check(
        skilled_hall(),
        "08:00 counter 1 opens for Ani
         counter 2 opens for Budi
         issue ktp-baru
         issue ktp-baru
         counter 1 calls
         09:00 issue ktp-hilang -> next at 2 A003 A002
         09:00:01 -> next at 2 A002 A003
         counter 2 calls -> A002 called, A002 why waited-too-long",
    );
}

#[test]
fn a_counter_alone_is_kept_for_nobody() {
    check(
        skilled_hall(),
        "08:00 counter 1 opens for Ani
         issue ktp-baru
         issue ktp-hilang -> next at 1 A001 A002",
    );
}

#[test]
fn an_officer_serves_what_he_or_she_can() {
    check(
        skilled_hall(),
        "08:00 counter 2 opens for Citra
         issue ktp-baru -> unserved 1
         counter 2 calls -> refused queue-empty
         issue ktp-hilang -> next at 2 A002
         counter 2 calls -> A002 called at 2
         counter 2 transfers to service ktp-baru -> A002 service ktp-baru, unserved 2
         counter 2 closes
         counter 2 opens for Budi -> unserved 0
         counter 2 calls A001 -> A001 called at 2",
    );
}
