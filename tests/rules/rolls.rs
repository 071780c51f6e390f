//! Numbers off a paper roll, told as stories.

use antrean_tests::hall::small_hall;
use antrean_tests::script::check;

/// T39: a number is valid once a day, whoever gives it.
#[test]
fn t39_the_series_jumps_over_a_roll_and_officers_type_what_is_on_it() {
    check(
        small_hall(),
        "08:00 issue ktp-baru                            -> A001 waiting
         chief opens roll ktp 3 5
         issue ktp-baru                                  -> A002 waiting
         issue ktp-baru                                  -> A006 waiting
         counter 1 opens for Budi
         counter 1 admits A004 for ktp-baru given 07:59  -> A004 waiting, next at 1 A004 A001 A002 A006
         counter 1 admits A004 for ktp-baru given 08:00  -> refused number-taken
         counter 1 admits A007 for ktp-baru given 08:00  -> refused outside-range
         counter 1 admits A002 for ktp-baru given 08:00  -> refused number-taken
         counter 1 admits XA001 for ktp-baru given 08:00 -> XA001 waiting -- a kiosk's emergency number
         counter 1 admits B007 for kk-baru given 08:00   -> refused outside-range -- no roll is open there
         chief admits B007 for kk-baru given 08:00       -> B007 waiting -- a paper that the hub has lost
         k1 admits A007 for ktp-baru given 08:00         -> A007 waiting -- a kiosk hands over its own
         issue ktp-baru                                  -> A008 waiting
         tue 08:00 issue ktp-baru                        -> A001 waiting
         issue ktp-baru
         issue ktp-baru                                  -> A003 waiting -- a roll is for one day",
    );
}

/// A kiosk's own numbers stand where their visitors came, not where the hub heard of them.
#[test]
fn numbers_given_without_the_hub_are_called_in_the_place_of_their_arrival() {
    check(
        small_hall(),
        "08:00 issue ktp-baru                            -> A001 waiting
         08:10 issue ktp-baru                            -> A002 waiting
         counter 1 opens for Budi
         k1 admits XA002 for ktp-baru given 08:06        -> XA002 waiting, next at 1 A001 XA002 A002
         k1 admits XA001 for ktp-baru given 08:05        -> XA001 waiting, next at 1 A001 XA001 XA002 A002",
    );
}

#[test]
fn a_roll_keeps_numbers_that_nobody_has() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         issue ktp-baru
         chief opens roll ktp 2 5          -> refused number-taken
         chief opens roll ktp 0 5          -> refused invalid
         chief opens roll ktp 5 3          -> refused invalid
         chief opens roll ktp 9990 10001   -> refused invalid
         chief opens roll ktp 100 600      -> refused invalid
         chief opens roll paspor 1 5       -> refused unknown-id
         chief opens roll ktp 100 599
         chief opens roll ktp 100 599      -> nothing changes
         chief opens roll ktp 599 700      -> refused invalid
         chief opens roll ktp 600 700
         chief opens roll kk 100 599       -- another series
         counter 1 opens for Budi
         counter 1 admits A650 for ktp-baru given 08:00 -> A650 waiting
         counter 1 admits A701 for ktp-baru given 08:00 -> refused outside-range",
    );
}

/// A ticket of yesterday has expired, whatever roll it was on.
#[test]
fn yesterdays_paper_is_not_asked_for_todays_roll() {
    check(
        small_hall(),
        "tue 08:00 chief opens roll ktp 3 5
         k1 admits A100 for ktp-baru given yesterday@09:00 as #a
         counter 1 opens for Budi
         counter 1 admits A101 for ktp-baru given yesterday@09:00",
    );
}
