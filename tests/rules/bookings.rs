//! Bookings, told as stories: in time, early, late, not at all, twice; and the numbers set aside for
//! them.

use antrean_hub::hall::Hall;
use antrean_hub::hall::hours::DayRelease;
use antrean_tests::hall::{booking_hall, queue_id};
use antrean_tests::script::check;

fn ktp(hall: &mut Hall) -> &mut antrean_hub::hall::Queue {
    hall.queues.get_mut(&queue_id("ktp")).expect("the hall has it")
}

fn due_first() -> Hall {
    let mut hall = booking_hall();
    ktp(&mut hall).bookings.as_mut().expect("it takes some").due_first = true;
    hall
}

/// T13: from an hour before until a quarter of an hour after the slot's begin.
#[test]
fn t13_early_and_late_inside_and_outside_the_window() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@09:30 JANJI02=ktp-baru@09:30 JANJI03=ktp-baru@10:00
         08:29:59 check in JANJI01   -> refused booking-too-early
         08:30 check in JANJI01      -> A001 waiting, A001 came at 09:30
         09:00 issue ktp-baru        -> A002 waiting, ahead of A002 0
         09:44:59 check in JANJI02   -> A003 waiting, A003 came at 09:44:59
         10:15 check in JANJI03      -> A004 waiting, A004 came at 10:15
         counter 1 opens for Budi    -> next at 1 A002 A001 A003 A004
         check in TIADA99            -> refused booking-unknown
         tue 08:30 check in JANJI01  -> refused booking-unknown",
    );
}

/// Who comes too late is a walk-in: without a head start, and only if numbers are left.
#[test]
fn t13_who_comes_too_late_has_no_head_start() {
    let mut hall = booking_hall();
    ktp(&mut hall).quota = Some(29);
    check(
        hall,
        "08:00 chief books JANJI01=ktp-baru@09:00 JANJI02=ktp-baru@09:00 JANJI03=ktp-baru@09:30
         09:10 issue ktp-baru
         09:14 check in JANJI01      -> ahead of A002 0
         09:14:30 issue ktp-baru
         09:15 check in JANJI02      -> A004 waiting, ahead of A004 3
         crowd 5 ktp-baru            -> numbers left ktp 0
         09:45 crowd 2 ktp-baru      -> numbers left ktp 0
         check in JANJI03            -> refused quota-reached",
    );
}

/// T11: a visitor who has booked a later time is called before it only if nobody else waits.
#[test]
fn t11_only_future_appointments_wait() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@09:00 JANJI02=ktp-baru@09:30
         counter 1 opens for Budi
         counter 1 calls             -> refused queue-empty
         08:30 check in JANJI02      -> A001 waiting
         check in JANJI01            -> A002 waiting, next at 1 A002 A001
         08:31 issue kk-baru         -> next at 1 B001 A002 A001 -- the second queue of the counter
         issue ktp-baru              -> next at 1 A003 B001 A002 A001
         counter 1 calls             -> A003 called at 1
         counter 1 serves
         counter 1 completes and calls -> B001 called at 1
         counter 1 serves
         counter 1 completes and calls -> A002 called at 1
         counter 1 serves
         08:40 counter 1 completes and calls -> A001 called at 1",
    );
}

/// A booking is an arrival: who came before the booked time less five minutes goes first.
#[test]
fn an_early_visitor_stands_at_the_booked_time() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@09:00
         08:10 check in JANJI01      -> A001 waiting
         08:54 issue ktp-baru        -> ahead of A002 0
         08:56 issue ktp-baru        -> ahead of A003 2
         counter 1 opens for Budi    -> next at 1 A002 A001 A003
         09:01 counter 1 calls       -> A002 why oldest
         counter 1 serves
         counter 1 completes and calls -> A001 why booking-due
         counter 1 serves
         counter 1 completes and calls -> A003 why oldest",
    );
}

/// Others do not stand behind a time that is still to come.
#[test]
fn who_lets_others_go_first_does_not_wait_for_the_booked() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@09:00
         08:10 check in JANJI01
         issue ktp-baru
         yield A002                  -> nothing changes
         issue ktp-baru
         yield A002                  -> ahead of A002 1
         counter 1 opens for Budi    -> next at 1 A003 A002 A001
         issue ktp-baru              -> next at 1 A003 A002 A004 A001",
    );
}

#[test]
fn checking_in_twice_gives_one_ticket() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@08:30
         k1 checks in JANJI01 as #a  -> A001 issued
         check in janji-01           -> nothing changes, was there
         k1 checks in JANJI01        -> nothing changes, was there
         k1 gives back #a            -> A001 cancelled
         check in JANJI01            -> A002 waiting -- the paper never came
         cancel A002
         check in JANJI01            -> nothing changes, was there, A002 cancelled",
    );
}

#[test]
fn a_kiosk_checks_in_what_it_offers_and_hours_hold() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@08:30 JANJI02=ktp-baru@14:00 JANJI03=ktp-baru@14:00
         k2 checks in JANJI01        -> refused not-offered-here
         date unsure
         k1 checks in JANJI01        -> refused date-unconfirmed
         date sure
         chief closes ktp until 08:20
         check in JANJI01            -> refused queue-closed
         14:00 check in JANJI02      -> A001 waiting
         14:30 check in JANJI03      -> refused cut-off",
    );
}

/// Places that nobody booked come free with the slot, those of who does not come 15 minutes later.
#[test]
fn numbers_that_are_set_aside_come_free_in_turn() {
    check(
        booking_hall(),
        "07:30 chief books JANJI01=ktp-baru@08:00 JANJI02=ktp-baru@09:00
               -> numbers left ktp 14
         crowd 14 ktp-baru           -> numbers left ktp 0
         issue ktp-baru              -> refused quota-reached, queue ktp closed quota until mon 08:00
         08:00 issue ktp-baru        -> A015 waiting
         issue ktp-baru              -> refused quota-reached, queue ktp closed quota until mon 08:15
         08:14:59 issue ktp-baru     -> refused quota-reached
         08:15 issue ktp-baru        -> A016 waiting
         issue ktp-baru              -> refused quota-reached, queue ktp closed quota until mon 08:30
         check in JANJI01            -> refused quota-reached -- too late, and nothing is left
         check in JANJI02            -> A017 waiting, numbers left ktp 0
         08:30 issue ktp-baru        -> A018 waiting
         issue ktp-baru              -> A019 waiting
         issue ktp-baru              -> refused quota-reached, queue ktp closed quota until mon 09:00
         09:00 issue ktp-baru        -> A020 waiting
         issue ktp-baru              -> refused quota-reached, queue ktp closed quota until mon 09:30",
    );
}

/// A booked place is not lost, even where more numbers were given than there are.
#[test]
fn a_booked_place_is_not_lost_to_walk_ins() {
    check(
        booking_hall(),
        "07:30 chief books JANJI01=ktp-baru@09:00
         chief opens ktp until 08:00
         crowd 40 ktp-baru
         08:00 issue ktp-baru        -> refused quota-reached
         check in JANJI01            -> A041 waiting",
    );
}

#[test]
fn who_waits_for_a_number_gets_one_that_was_set_aside() {
    let mut hall = booking_hall();
    ktp(&mut hall).standby_max = 3;
    check(
        hall,
        "07:30 chief books JANJI01=ktp-baru@08:00
         crowd 14 ktp-baru
         hopes for ktp-baru as #a    -> #a on list 1
         hopes for ktp-baru as #b    -> #b on list 2
         08:00                       -> #a number A015, #b on list 1
         08:15                       -> #b number A016",
    );
}

/// The alternative: due appointments first, but after whoever has waited too long.
#[test]
fn t11_due_appointments_first() {
    check(
        due_first(),
        "07:51 issue ktp-baru
         08:00 chief books JANJI01=ktp-baru@09:00 JANJI02=ktp-baru@09:00
         08:10 issue ktp-baru
         issue lansia ktp-baru
         check in JANJI01            -> A004 waiting
         counter 1 opens for Budi    -> next at 1 A003 A001 A002 A004
         08:50 check in JANJI02      -> next at 1 A003 A001 A002 A004 A005
         08:59                       -> next at 1 A001 A003 A002 A004 A005
         09:00                       -> next at 1 A001 A004 A005 A003 A002
         counter 1 calls             -> A001 why waited-too-long
         counter 1 serves
         counter 1 completes and calls -> A004 why booking-due
         counter 1 serves
         counter 1 completes and calls -> A005 why booking-due
         counter 1 serves
         counter 1 completes and calls -> A003 why priority-head-start",
    );
}

/// Bookings that go before all others are counted apart: they neither use up the turns of priority
/// visitors nor make up for them.
#[test]
fn due_appointments_leave_the_guard_as_it_was() {
    check(
        due_first(),
        "08:00 chief books JANJI01=ktp-baru@08:30
         08:20 issue ktp-baru
         08:21 issue lansia ktp-baru
         issue lansia ktp-baru
         issue lansia ktp-baru
         counter 1 opens for Budi
         counter 1 calls             -> A002 called at 1
         counter 1 serves
         counter 1 completes and calls -> A003 called at 1
         counter 1 serves
         08:30 check in JANJI01
         counter 1 completes and calls -> A005 why booking-due
         counter 1 serves
         counter 1 completes and calls -> A001 why two-priorities-in-a-row",
    );
}

#[test]
fn bookings_come_in_once_and_only_where_there_is_a_place() {
    check(
        booking_hall(),
        "08:00 chief books JANJI01=ktp-baru@08:30
         chief books JANJI01=ktp-baru@08:30                      -> nothing changes
         chief books JANJI01=ktp-baru@09:00                      -> refused invalid
         chief books JANJI02=paspor@08:30                        -> refused unknown-id
         chief books JANJI02=ktp-hilang@08:30                    -> refused invalid
         chief books JANJI02=kk-baru@08:30                       -> refused invalid
         chief books JANJI02=ktp-baru@08:31                      -> refused invalid
         chief books JANJI02=ktp-baru@14:30                      -> refused invalid
         chief books JANJI02=ktp-baru@07:30                      -> refused invalid
         chief books JANJI02=ktp-baru@9                          -> refused invalid
         chief books JANJI02=ktp-baru@2022-12-10@09:00           -> refused invalid -- a Saturday
         chief books JANJI02=ktp-baru@2023-02-10@09:00           -> refused invalid
         chief books JANJI02=ktp-baru@08:30 JANJI03=ktp-baru@08:30 -> refused invalid -- two places
         check in JANJI02                                        -> refused booking-unknown
         chief books JANJI02=ktp-baru@08:30 JANJI03=ktp-baru@2022-12-06@09:00
         check in JANJI03                                        -> refused booking-too-early
         tue 08:10 check in JANJI03                              -> A001 waiting
         check in JANJI02                                        -> refused booking-unknown",
    );
}

/// The numbers that come free in turn are for those without a booking.
#[test]
fn who_has_booked_takes_no_number_that_comes_free_in_turn() {
    let mut hall = booking_hall();
    ktp(&mut hall).releases = [450, 600].map(|at| DayRelease { at, numbers: 2 }).to_vec();
    check(
        hall,
        "08:00 chief books JANJI01=ktp-baru@08:30 -> numbers left ktp 2
         check in JANJI01 -> A001 waiting, numbers left ktp 2
         issue ktp-baru -> numbers left ktp 1
         issue ktp-baru -> numbers left ktp 0
         issue ktp-baru -> refused quota-reached
         10:00 -> numbers left ktp 2",
    );
}
