//! When one may draw a number, told as stories; the order of precedence is a table in
//! `shared/src/opening.rs`.

use antrean_hub::hall::Hall;
use antrean_hub::hall::hours::{DayHours, Exception, Season};
use antrean_shared::catalogue::Words;
use antrean_tests::hall::{limited_hall, queue_id, small_hall};
use antrean_tests::script::{check, tell};
use chrono::NaiveDate;

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 12, day).expect("a day of December")
}

/// The small hall with a holiday on Tuesday, fasting hours from Wednesday to Thursday, and a Saturday
/// on which `ktp` serves.
fn special_hall() -> Hall {
    let mut hall = small_hall();
    hall.holidays.insert(date(6), Words::default());
    for queue in hall.queues.values_mut() {
        let fasting = DayHours { spans: vec![(480, 840)], draw_from: 480, cut_off: 810 };
        let mut week = queue.hours.week.clone();
        week[..5].fill(Some(fasting));
        queue.hours.seasons.push((Season { from: date(7), to: date(8) }, week));
    }
    let saturday = DayHours { spans: vec![(540, 720)], draw_from: 540, cut_off: 690 };
    let exception = |hours| Exception { name: Words::default(), hours };
    let ktp = &mut hall.queues.get_mut(&queue_id("ktp")).expect("the hall has it").hours;
    ktp.exceptions.insert(date(10), exception(Some(saturday.clone())));
    let pajak = &mut hall.queues.get_mut(&queue_id("pajak")).expect("the hall has it").hours;
    pajak.exceptions.insert(date(6), exception(Some(saturday)));
    pajak.exceptions.insert(date(9), exception(None));
    hall
}

#[test]
fn t16_holidays_seasons_and_exceptions_come_before_the_week() {
    check(
        special_hall(),
        "15:00 -> queue ktp closed hours until wed 08:00, queue pajak closed hours until tue 09:00
         tue 10:00 -> queue ktp closed holiday until wed 08:00, queue pajak open
         issue ktp-baru -> refused queue-closed
         issue stnk -> C001 waiting
         12:00 -> queue pajak closed hours until wed 08:00
         wed 07:45 -> queue ktp closed hours until wed 08:00
         13:29 -> queue ktp open
         13:30 -> queue ktp closed cut-off until thu 08:00
         fri 09:00 -> queue ktp open, queue pajak closed exception until mon 07:30
         sat 08:00 -> queue ktp closed hours until sat 09:00, queue kk closed hours until mon 07:30
         10:00 issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn t16_the_person_in_charge_opens_and_closes_by_hand() {
    check(
        small_hall(),
        "06:00 chief opens ktp until 07:00 -> queue ktp open
         issue ktp-baru -> A001 waiting
         07:00 -> queue ktp closed hours until mon 07:30
         09:00 chief closes ktp until 10:00 -> queue ktp closed forced until mon 10:00
         issue ktp-baru -> refused queue-closed
         issue kk-baru -> B001 waiting
         chief lets ktp be -> queue ktp open
         chief lets ktp be -> nothing changes
         chief closes ktp -> queue ktp closed forced until tue 07:30
         tue 08:00 -> queue ktp open",
    );
}

#[test]
fn a_queue_stays_closed_by_hand_over_the_turn_of_the_day_until_its_end() {
    check(
        small_hall(),
        "09:00 chief closes ktp until +1500m -> queue ktp closed forced until tue 10:00
         tue 09:59 -> queue ktp closed forced until tue 10:00
         10:00 -> queue ktp open",
    );
}

#[test]
fn t17_the_last_counter_that_closes_ends_the_numbers_for_today() {
    check(
        small_hall(),
        "07:45 issue ktp-baru -> A001 waiting, queue ktp open -- nobody has opened yet: the hours decide
         counter 1 opens for Ani
         counter 2 opens for Budi
         counter 2 closes -> queue ktp open
         issue ktp-baru -> A002 waiting
         counter 1 pauses salat -> queue ktp open
         counter 1 closes -> queue ktp closed counters-closed until tue 07:30, unserved 2
         issue ktp-baru -> refused queue-closed
         issue stnk -> C001 waiting -- another queue goes on
         counter 2 opens for Budi -> queue ktp open, unserved 1
         counter 2 calls -> A001 called
         counter 2 serves
         counter 2 completes
         counter 2 closes -> queue ktp closed counters-closed until tue 07:30
         tue 07:30 -> queue ktp open",
    );
}

#[test]
fn an_outage_is_told_by_the_agencys_officers_and_outlives_the_day() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Ani
         counter 4 opens for Dewi
         counter 4 reports dukcapil down -> refused not-allowed
         counter 1 reports dukcapil down until 10:00 -> queue ktp open
         issue ktp-baru -> A001 waiting -- numbers are given, with a warning
         counter 1 reports dukcapil down until 10:00 -> nothing changes
         tue 08:00 counter 1 opens for Ani
         counter 1 reports dukcapil up
         counter 1 reports dukcapil up -> nothing changes
         chief reports imigrasi down -> refused unknown-id",
    );
}

/// Whoever says it again, with another reason, does not make it younger.
#[test]
fn an_outage_is_as_old_as_its_first_report() {
    check(
        small_hall(),
        "08:00 chief reports dukcapil down -> outage dukcapil since 08:00
         08:30 chief reports dukcapil down until 10:00 -> outage dukcapil since 08:00",
    );
}

#[test]
fn an_outage_is_kept_apart_in_the_figures() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         chief reports dukcapil down
         08:20 issue ktp-baru -> queue ktp down 20 minutes, queue ktp kept apart 2
         08:30 chief reports dukcapil up -> queue ktp down 30 minutes
         09:00 issue ktp-baru -> queue ktp down 30 minutes, queue ktp kept apart 2
         10:00 chief reports dukcapil down
         10:05 -> queue ktp down 35 minutes, queue pajak down 0 minutes
         tue 00:10 -> queue ktp down 10 minutes, queue ktp kept apart 0",
    );
}

#[test]
fn an_outage_closes_where_the_hall_wants_it() {
    let mut hall = small_hall();
    hall.rules.outage_closes = true;
    check(
        hall,
        "08:00 chief reports dukcapil down until 10:00 -> queue ktp closed outage until mon 10:00
         issue ktp-baru -> refused queue-closed
         issue stnk -> C001 waiting
         10:00 -> queue ktp closed outage until unknown -- it is up when somebody says so
         chief reports dukcapil up -> queue ktp open",
    );
}

#[test]
fn numbers_come_free_in_turn_and_the_list_goes_first() {
    check(
        limited_hall(),
        "07:30 issue kk-baru -> B001 waiting
         issue kk-baru -> B002 waiting
         issue kk-baru -> refused quota-reached
         hopes for kk-baru as #a -> #a on list 1
         hopes for kk-baru as #b -> #b on list 2
         hopes for kk-baru as #c -> #c on list 3
         hopes for kk-baru -> refused standby-full
         cancel #b -> #b on list none
         hopes for kk-baru as #d -> #c on list 2, #d on list 3
         09:00 -> B003 waiting, #a number B003, #c number B004, #d on list 1
         issue kk-baru -> refused quota-reached
         10:00 -> #d number B005
         issue kk-baru -> B006 waiting
         hopes for kk-baru -> refused quota-reached -- nothing comes free any more
         issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn who_hopes_for_a_number_while_there_is_one_gets_it() {
    check(
        limited_hall(),
        "07:30 hopes for kk-baru as #a -> #a number B001
         resend #a -> #a number B001
         hopes for kk-baru as #b -> #b number B002
         hopes for kk-baru as #c -> #c on list 1
         resend #c -> #c on list 1
         chief closes kk until 09:30
         09:00 -> #c on list 1, queue kk closed forced until mon 09:30
         09:30 -> #c number B003 -- it has waited for the queue to open again
         hopes for kk-baru as #d -> #d number B004
         hopes for kk-baru as #e -> #e on list 1
         chief closes kk
         tue 08:00 -> #e unknown, queue kk open",
    );
}

#[test]
fn t14_a_doubtful_date_is_confirmed_and_time_goes_on_from_there() {
    check(
        small_hall(),
        "08:00 date unsure
         issue ktp-baru -> refused date-unconfirmed
         chief says it is 2012-12-04 09:00 -> refused date-too-early
         chief says it is 2022-12-05 9.30 -> refused invalid
         k1 says it is 2022-12-08 09:30 -> queue ktp open
         thu 09:31 issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn t14_a_clock_that_was_ahead_takes_nobodys_place_or_paper() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru -> A001 waiting
         issue ktp-baru -> A002 waiting
         counter 1 calls -> A001 called
         10:00 date unsure
         chief says it is 2022-12-05 09:00 -> queue ktp open, A001 called, A002 waiting
         counter 1 misses -> A001 no_show -- it was called two hours ago by any clock
         issue ktp-baru -> A003 waiting, ahead of A003 1
         counter 1 calls -> A002 called
         counter 1 serves -> A002 serving
         counter 1 returns A001 -> A001 waiting",
    );
}

#[test]
fn t14_a_day_that_was_taken_for_another_goes_on_with_numbers_that_nobody_has() {
    check(
        small_hall(),
        "thu 08:00 counter 1 opens for Budi
         issue ktp-baru -> A001 waiting
         issue ktp-baru -> A002 waiting
         date unsure
         chief says it is 2022-12-06 08:30 -> A001 waiting, A002 waiting, A001 inaccurate
         issue ktp-baru -> A100 waiting, ahead of A100 2, A100 accurate
         issue kk-baru -> B001 waiting
         counter 1 calls -> A001 called, queue ktp has called 0 -- its wait says nothing
         counter 1 serves -> A001 serving",
    );
}

#[test]
fn t15_number_100_follows_99() {
    check(
        small_hall(),
        "08:00 crowd 98 ktp-baru
         issue ktp-baru -> A099 waiting
         08:01 issue ktp-baru -> A100 waiting, ahead of A100 99
         issue ktp-baru -> A101 waiting, ahead of A101 100",
    );
}

#[test]
fn t15_number_1000_follows_999() {
    check(
        small_hall(),
        "08:00 crowd 998 ktp-baru
         issue ktp-baru -> A999 waiting
         08:01 issue ktp-baru -> A1000 waiting, ahead of A1000 999
         issue ktp-baru -> A1001 waiting, ahead of A1001 1000",
    );
}

#[test]
fn t16_a_quota_counts_every_number_of_the_day() {
    let mut hall = small_hall();
    hall.queues.get_mut(&queue_id("ktp")).expect("the hall has it").quota = Some(3);
    check(
        hall,
        "07:29 issue ktp-baru -> refused queue-closed
         07:30 issue ktp-baru
         issue ktp-hilang
         cancel A001
         k1 admits XA001 for ktp-baru given 07:20 -> XA001 waiting
         issue ktp-baru -> refused quota-reached
         issue kk-baru -> B001 waiting
         k1 admits XA002 for ktp-baru given 07:20 -> XA002 waiting
         tue 08:00 issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn t16_friday_rests_and_the_last_number_comes_before_the_end() {
    check(
        small_hall(),
        "14:29:59 issue ktp-baru
         14:30 issue ktp-baru -> refused cut-off
         15:00 issue ktp-baru -> refused queue-closed
         fri 10:59 issue ktp-baru -> A001 waiting
         11:00 issue ktp-baru -> refused queue-closed
         counter 1 opens for Budi
         counter 1 calls -> A001 called at 1     -- who has a number is served
         12:59 issue ktp-baru -> refused queue-closed
         13:00 issue ktp-baru -> A002 waiting
         14:00 issue ktp-baru -> refused cut-off
         sat 09:00 issue ktp-baru -> refused queue-closed
         mon 08:00 issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn no_number_is_drawn_on_a_doubtful_date() {
    check(
        small_hall(),
        "08:00 date unsure
         k1 issues ktp-baru -> refused date-unconfirmed
         counter 1 opens for Budi
         k1 admits A001 for ktp-baru given 07:50 -> A001 waiting
         counter 1 calls -> A001 called at 1
         date sure
         k1 issues ktp-baru -> A002 issued",
    );
}

/// A console that only sent somebody on has not opened its counter.
#[test]
fn a_counter_that_was_never_open_does_not_close_its_queue() {
    check(
        small_hall(),
        "08:00 issue kk-baru
         counter 1 transfers B001 to queue ktp -> B001 queue ktp, counter 1 closed
         issue ktp-baru -> A001 waiting
         counter 1 opens for Budi
         counter 1 closes -> queue ktp closed counters-closed until tue 07:30",
    );
}

#[test]
fn no_number_is_given_to_whom_it_would_bring_past_closing_where_the_hall_wants_it() {
    let mut hall = small_hall();
    let story = "14:00 counter 1 opens for Ani
         counter 4 opens for Dewi
         crowd 40 ktp-baru";
    check(hall.clone(), story);
    hall.rules.refuse_past_closing = true;
    check(hall, &format!("{story} -> refused cut-off\n issue stnk -> C001 waiting"));
}

#[test]
fn t02_two_kiosks_give_one_number_after_the_other() {
    check(
        small_hall(),
        "08:00 k1 issues stnk -> C001 issued
         k2 issues stnk -> C002 issued, ahead of C002 1",
    );
}

#[test]
fn a_wait_under_an_outage_teaches_nothing_of_the_queue() {
    let hub = tell(
        small_hall(),
        "08:00 issue ktp-baru
         issue stnk
         chief reports dukcapil down
         issue kk-baru
         chief reports dukcapil up
         issue ktp-baru",
    );
    let plain = hub
        .state
        .tickets
        .values()
        .map(|ticket| (ticket.number.to_string(), ticket.waits_plainly()));
    let mut plain: Vec<_> = plain.collect();
    plain.sort();
    let expected = [("A001", false), ("A002", true), ("B001", false), ("C001", true)];
    assert_eq!(plain, expected.map(|(number, plainly)| (number.to_owned(), plainly)));
}
