//! Stories of a hall, ordinary and odd, line by line. The language: `tests/harness/script.rs`.

use antrean_hub::engine::wake;
use antrean_hub::event::{CounterEvent, Event, TicketEvent};
use antrean_tests::hall::{asking_hall, device_id, small_hall};
use antrean_tests::script::{check, tell};

#[test]
fn an_ordinary_visit() {
    check(
        small_hall(),
        "07:55 counter 1 opens for Budi        -> counter 1 open
         08:00 k1 issues ktp-baru              -> A001 issued, ahead of A001 0, next at 1
         +2s   k1 shows A001 paper             -> A001 waiting, A001 shown paper, next at 1 A001
         08:10 counter 1 calls                 -> A001 called at 1, call utara 1 call
         08:11 counter 1 serves                -> A001 serving at 1, call utara 1 answered
         08:20 counter 1 completes             -> A001 completed at 1
         08:20 counter 1 calls                 -> refused queue-empty",
    );
}

#[test]
fn first_come_first_served_over_all_queues_of_a_counter() {
    check(
        small_hall(),
        "08:00 issue kk-baru    -> B001 waiting
         08:01 issue ktp-baru   -> A001 waiting
         08:02 issue pajak-tahunan -> C001 waiting
         08:03 issue ktp-hilang -> A002 waiting, ahead of A002 1
         08:10 counter 1 opens for Budi -> next at 1 B001 A001 A002
         counter 2 opens for Ani -> next at 2 A001       -- lost cards are not its skill
         counter 3 opens for Citra -> next at 3 B001 C001
         counter 2 calls -> A001 called at 2
         counter 1 calls -> B001 called at 1
         counter 3 calls -> C001 called at 3, call selatan 1 call, call utara 2 call
         counter 4 opens for Dewi
         counter 4 calls -> refused queue-empty
         counter info-1 opens for Eka
         counter info-1 calls -> refused queue-empty",
    );
}

#[test]
fn arrivals_of_one_instant_go_by_number() {
    check(
        small_hall(),
        "08:00 issue kk-baru
         issue ktp-baru
         issue ktp-baru
         counter 1 opens for Budi -> next at 1 A001 A002 B001",
    );
}

/// T01: two officers, one visitor.
#[test]
fn t01_two_officers_press_next_and_one_of_them_gets_the_visitor() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         counter 1 opens for Budi
         counter 2 opens for Ani
         counter 1 calls -> A001 called at 1
         counter 2 calls -> refused queue-empty
         counter 2 calls A001 -> refused ticket-held
         counter 1 calls -> refused counter-busy",
    );
}

/// T02, T03: a double touch, a resend and a resend on the next day are one ticket.
#[test]
fn t03_one_touch_is_one_ticket() {
    check(
        small_hall(),
        "08:00 k1 issues ktp-baru as #x -> A001 issued
         k1 resends #x -> A001 issued, #x number A001
         k2 issues stnk -> C001 issued
         k1 issues ktp-baru as #y -> A002 issued
         k1 shows #x paper
         k1 resends #x -> A001 waiting, ahead of A002 1
         k1 issues kk-baru as #x -> refused id-reused
         tue 08:00 k1 resends #x -> #x ended expired
         k1 issues ktp-baru -> A001 issued, ahead of A001 0",
    );
}

#[test]
fn an_issue_that_comes_after_its_ticket_was_handed_over_makes_no_second_one() {
    check(
        small_hall(),
        "08:00 issue ktp-baru as #x -> A001 waiting
         08:01 k1 admits A007 for ktp-baru given 07:50 #z1 -> A007 waiting
         k1 issues ktp-baru as #z1 -> nothing changes, A007 waiting
         issue ktp-baru -> A002 waiting",
    );
}

#[test]
fn a_number_given_back_before_its_issue_comes_is_never_drawn() {
    check(
        small_hall(),
        "08:00 k1 gives back #x
         k1 gives back #x -> nothing changes
         k1 issues ktp-baru as #x -> refused given-back
         k1 shows #x paper -> refused unknown-id
         k1 issues ktp-baru -> A001 issued
         tue 08:00 k1 issues ktp-baru as #x -> refused given-back
         wed 08:00 k1 issues ktp-baru as #x -> refused given-back",
    );
}

#[test]
fn a_number_is_given_back_in_each_state() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         k1 issues ktp-baru as #issued
         k1 gives back #issued -> A001 cancelled
         issue ktp-baru as #waiting
         k1 gives back #waiting -> A002 cancelled
         issue ktp-baru as #called
         counter 1 calls
         k1 gives back #called -> A003 cancelled, call utara 1 withdrawn
         counter 1 undoes -> refused undo-overtaken
         issue ktp-baru as #serving
         counter 1 calls
         counter 1 serves
         k1 gives back #serving -> refused ticket-serving
         counter 1 parks fotokopi
         k1 gives back #serving -> refused not-allowed-in-state
         counter 1 resumes A004
         counter 1 completes
         k1 gives back #serving -> refused ticket-ended
         issue ktp-baru as #missed
         counter 1 calls
         +45s counter 1 misses
         k1 gives back #missed -> refused not-allowed-in-state
         k1 gives back #waiting -> refused ticket-ended
         tue 08:00 k1 gives back #missed -> refused ticket-ended, #missed ended no_show",
    );
}

#[test]
fn doubt_means_waiting_after_90_seconds() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         k1 issues ktp-baru -> A001 issued
         +30s k1 issues ktp-baru -> A002 issued, ahead of A002 1
         +1s issue ktp-baru -> A003 waiting, next at 1 A003
         08:01:29 -> A001 issued, next at 1 A003
         08:01:30 -> A001 waiting, A001 shown unknown, A002 issued, next at 1 A001 A003
         08:01:50 k1 shows A002 screen -> A002 waiting, A002 shown screen
         08:02 k1 shows A001 paper -> A001 waiting, A001 shown paper
         k1 shows A001 paper -> nothing changes
         k1 shows A001 unknown -> refused invalid
         asleep until 08:30 -> next at 1 A001 A002 A003",
    );
}

#[test]
fn a_visitor_whose_paper_is_vouched_for_late_goes_on() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         k1 issues ktp-baru
         08:02 counter 1 calls -> A001 called at 1, A001 shown unknown
         k1 shows A001 paper -> A001 called at 1, A001 shown paper
         counter 1 undoes -> A001 waiting, A001 shown paper
         counter 1 calls
         counter 1 serves
         k1 shows A001 screen -> A001 serving, A001 shown screen
         counter 1 completes
         k1 shows A001 paper -> refused ticket-ended",
    );
}

#[test]
fn a_call_is_repeated_after_45_seconds_and_twice_at_most() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 1 recalls -> refused not-in-hand
         issue ktp-baru
         counter 1 calls -> call utara 1 call
         +44s counter 1 recalls -> refused recall-too-early
         +1s counter 1 recalls -> A001 called times 2, call utara 2 recall, call utara 1 merged
         +44s counter 1 recalls -> refused recall-too-early
         counter 1 misses -> refused no-show-too-early
         +1s counter 1 recalls -> A001 called times 3, call utara 3 last
         +45s counter 1 recalls -> refused recall-limit
         counter 1 misses -> A001 no_show at 1, call utara 3 missed
         counter 1 recalls -> refused not-in-hand",
    );
}

#[test]
fn the_45_seconds_begin_when_a_board_has_shown_the_call() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         board comes to utara
         issue ktp-baru
         counter 1 calls
         +45s counter 1 recalls -> refused recall-too-early
         board shows utara 1
         +44s counter 1 recalls -> refused recall-too-early
         counter 1 misses -> refused no-show-too-early
         +1s counter 1 recalls -> A001 called times 2
         +1s board shows utara 2
         +44s counter 1 misses -> refused no-show-too-early
         +1s counter 1 misses -> A001 no_show at 1",
    );
}

#[test]
fn a_call_that_no_board_reports_counts_after_two_minutes() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         board comes to utara
         issue ktp-baru
         counter 1 calls
         +130s board shows utara 1 -- too late to put anything off
         +34s counter 1 misses -> refused no-show-too-early
         +1s counter 1 recalls -> A001 called times 2
         board goes -- which helps nobody: the call was made while it was there
         +164s counter 1 misses -> refused no-show-too-early
         +1s counter 1 misses -> A001 no_show at 1",
    );
}

#[test]
fn where_a_speaker_is_there_a_call_has_to_be_spoken() {
    let mut hall = small_hall();
    hall.zones[0].speaker = Some(device_id("board-1"));
    check(
        hall,
        "08:00 counter 1 opens for Budi
         board comes to utara
         issue ktp-baru
         counter 1 calls
         board shows utara 1
         +46s counter 1 recalls -> refused recall-too-early
         board speaks utara 1
         +44s counter 1 recalls -> refused recall-too-early
         +1s counter 1 recalls -> A001 called times 2",
    );
}

#[test]
fn in_quiet_hours_a_call_counts_once_the_speaker_has_left_it_unspoken() {
    let mut hall = small_hall();
    hall.zones[0].speaker = Some(device_id("board-1"));
    check(
        hall,
        "08:00 counter 1 opens for Budi
         board comes to utara
         issue ktp-baru
         counter 1 calls
         board shows utara 1
         board hushes utara 1 -> spoken utara 1
         +44s counter 1 recalls -> refused recall-too-early
         +1s counter 1 recalls -> A001 called times 2",
    );
}

#[test]
fn a_board_elsewhere_announces_nothing_and_the_call_itself_counts() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         board comes to selatan
         issue ktp-baru
         counter 1 calls
         +44s counter 1 misses -> refused no-show-too-early
         +1s counter 1 misses -> A001 no_show at 1",
    );
}

#[test]
fn somebody_who_comes_after_all_is_called_by_choice() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         +44s counter 1 misses -> refused no-show-too-early
         +1s counter 1 misses -> A001 no_show at 1, next at 1
         counter 2 calls A001 -> A001 called at 2, A001 called times 2
         counter 2 undoes -> A001 no_show at 1, A001 called times 1
         counter 2 calls A001
         counter 2 serves
         counter 1 recalls -> refused not-in-hand
         counter 2 completes -> A001 completed at 2",
    );
}

#[test]
fn a_hall_without_choice_calls_in_order_only() {
    let mut hall = small_hall();
    hall.rules.may_choose = false;
    check(
        hall,
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue ktp-baru
         counter 1 calls A002 -> refused not-allowed
         cancel A002
         counter 1 calls A002 -> refused ticket-ended
         counter 1 calls -> A001 called at 1",
    );
}

#[test]
fn a_counter_asks_before_it_closes() {
    check(
        asking_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue ktp-baru
         counter 1 calls
         counter 1 closes -> counter 1 closing, warned of 1
         counter 1 calls -> refused counter-closed
         chief refuses counter 1 -> counter 1 open
         counter 1 closes
         counter 1 serves
         chief approves counter 1 -> counter 1 closing
         counter 1 completes and calls -> A001 completed, counter 1 closed, A002 waiting, unserved 1
         chief approves counter 1 -> refused not-allowed-in-state
         counter 1 undoes -> refused nothing-to-undo
         counter 1 opens for Budi
         counter 1 closes
         chief approves counter 1 -> counter 1 closed
         counter 1 opens for Ani
         counter 1 pauses makan
         counter 1 closes -> counter 1 closing
         chief refuses counter 1 -> counter 1 open",
    );
}

/// However the last visitor of a counter that may close leaves its hand, the counter closes.
#[test]
fn a_counter_that_may_close_does_so_when_its_hand_is_empty() {
    for ending in [
        "counter 1 undoes -> A001 waiting",
        "cancel A001 -> A001 cancelled",
        "counter 1 cancels A001 -> A001 cancelled",
        "k1 gives back A001 -> A001 cancelled",
        "counter 1 misses -> A001 no_show at 1",
        "counter 1 parks fotokopi -> A001 parked at 1",
        "counter 1 transfers to queue kk -> A001 waiting",
    ] {
        let story = format!(
            "08:00 counter 1 opens for Budi
             issue ktp-baru
             issue ktp-baru
             counter 1 calls
             counter 1 closes
             chief approves counter 1 -> counter 1 closing
             +45s {ending}, counter 1 closed, A002 waiting"
        );
        check(asking_hall(), &story);
    }
}

#[test]
fn t04_a_counter_with_a_visitor_neither_pauses_nor_closes() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         counter 1 calls
         counter 1 pauses makan -> refused ticket-in-hand
         counter 1 closes -> refused ticket-in-hand
         counter 1 serves
         counter 1 completes
         counter 1 pauses -> refused invalid
         counter 1 pauses makan -> counter 1 paused
         counter 1 pauses makan -> refused not-allowed-in-state
         issue ktp-baru -> unserved 1
         counter 1 calls -> refused counter-closed
         counter 1 opens for Budi -> counter 1 open, unserved 0
         counter 1 closes -> counter 1 closed, warned of 1
         counter 1 closes -> refused not-allowed-in-state",
    );
}

/// T34, and a console that broke.
#[test]
fn one_officer_one_counter_and_a_second_console() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 1 opens for Ani -> refused counter-taken
         counter 2 opens for Budi -> refused officer-elsewhere
         counter 99 opens for Ani -> refused unknown-id
         counter 1 opens for Budi -> nothing changes
         issue ktp-baru
         counter 1 calls
         counter 1@tablet serves -> refused counter-taken
         counter 1@tablet opens for Budi -> A001 called at 1
         counter 1 serves -> refused counter-taken
         counter 1@tablet serves -> A001 serving at 1
         counter 1@tablet completes
         counter 1@tablet closes
         counter 1 opens for Ani -> counter 1 open",
    );
}

#[test]
fn the_person_in_charge_frees_a_counter() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         08:01 issue ktp-baru
         counter 1 opens for Budi
         counter 2 opens for Ani
         counter 1 calls -> A001 called at 1
         chief releases counter 1 -> A001 waiting, counter 1 closed, call utara 1 withdrawn, next at 2 A001 A002
         counter 1 opens for Citra
         counter 1 calls
         counter 1 serves
         chief releases counter 1 -> A001 parked at 1, counter 1 closed
         chief releases counter 1 -> refused not-allowed-in-state
         counter 2 resumes A001 -> A001 serving at 2",
    );
}

/// T14, T30: everything open at midnight.
#[test]
fn t14_t30_the_day_turns_with_everything_open() {
    let story = "08:00 counter 1 opens for Budi
         counter 3 opens for Citra
         counter 4 opens for Dewi
         counter 4 pauses makan
         issue ktp-baru as #completed
         counter 1 calls
         counter 1 serves
         counter 1 completes
         issue ktp-baru as #missed
         counter 1 calls
         +45s counter 1 misses
         issue ktp-baru as #parked
         counter 1 calls
         counter 1 parks fotokopi
         issue ktp-baru as #serving
         counter 1 calls
         counter 1 serves
         issue kk-baru as #called
         counter 3 calls
         issue ktp-baru as #waiting
         note A005 kursi roda
         14:29 k1 issues ktp-baru as #issued -> A006 issued
         23:59:59 -> A006 waiting, A004 serving at 1
         tue 00:00 -> #waiting ended expired, #issued ended expired, #called ended expired, \
             #serving ended expired, #parked ended expired, #missed ended no_show
         -- a day later everything begins anew, but calls go on counting
         counter 1 undoes -> refused nothing-to-undo
         cancel #parked -> refused ticket-ended
         07:30 issue ktp-baru -> A001 waiting, counter 1 closed, counter 4 closed
         counter 1 opens for Ani
         counter 1 calls -> call utara 5 call";
    check(small_hall(), story);
    let hub = tell(small_hall(), story);
    assert!(hub.state.texts.is_empty() && hub.state.due().is_some());
}

/// What the day ends with is told to the journal: reports read it there, and texts are erased from it.
#[test]
fn t14_the_end_of_the_day_closes_counters_and_erases_texts() {
    let hub = tell(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         note A001 kursi roda",
    );
    let ends_at = hub.state.day.expect("a day is open").ends_at;
    let events = wake(&hub.hall, &hub.state, ends_at);
    let has = |wanted: &dyn Fn(&Event) -> bool| events.iter().filter(|event| wanted(event)).count();
    assert_eq!(
        has(&|event| matches!(event, Event::Counter { event: CounterEvent::Closed { .. }, .. })),
        1
    );
    assert_eq!(
        has(&|event| matches!(event, Event::Ticket { event: TicketEvent::TextsErased, .. })),
        1
    );
}

#[test]
fn t14_a_hub_that_slept_over_days_wakes_once() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         k1 issues ktp-baru as #x
         asleep until thu 08:00 -> #x ended expired, counter 1 closed
         issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn numbers_given_without_the_hub_are_jumped_over() {
    check(
        small_hall(),
        "08:00 issue ktp-baru -> A001 waiting
         k1 admits A003 for ktp-baru given 07:50 -> A003 waiting, A003 came at 07:50
         k1 admits XA001 for kk-baru given 07:54 -> XA001 waiting, XA001 queue kk
         issue ktp-baru -> A002 waiting
         issue ktp-baru -> A004 waiting
         counter 1 opens for Budi -> next at 1 A003 XA001 A001 A002 A004
         k1 admits A002 for ktp-baru given 07:59 -> refused number-taken
         k1 admits B009 for ktp-baru given 07:59 -> refused invalid
         k1 admits A900 for ktp-baru given 09:59 -> A900 came at 08:00",
    );
}

#[test]
fn a_paper_of_yesterday_has_expired() {
    check(
        small_hall(),
        "14:00 issue ktp-baru -> A001 waiting
         tue 08:00 k1 admits XA001 for ktp-baru given yesterday@14:10 #x -> #x ended expired
         k1 admits XA001 for ktp-baru given yesterday@14:10 #x -> nothing changes
         k1 admits XA001 for ktp-baru given 07:59 -> XA001 waiting
         k1 issues ktp-baru as #x -> refused ticket-ended
         cancel #x -> refused ticket-ended
         wed 00:10 k1 issues ktp-baru -> refused queue-closed",
    );
}

#[test]
fn a_kiosk_gives_what_it_offers() {
    check(
        small_hall(),
        "08:00 k2 issues ktp-baru -> refused not-offered-here
         k2 issues stnk -> C001 issued
         k1 issues paspor -> refused unknown-id
         issue ktp-baru -> A001 waiting",
    );
}

#[test]
fn a_note_is_erased_when_the_end_cannot_be_undone() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         note A001 -> nothing changes
         note A001 kursi roda -> A001 noted
         note A001 -> A001 unnoted
         note A001 kursi roda
         counter 1 calls
         counter 1 serves
         counter 1 completes -> A001 noted
         +60s counter 1 undoes -> A001 serving, A001 noted
         counter 1 completes
         +61s -> A001 completed, A001 unnoted
         note A001 terlambat -> refused ticket-ended",
    );
}

#[test]
fn boards_report_their_own_calls() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         board speaks utara 1 -> refused invalid
         issue ktp-baru
         counter 1 calls
         board shows utara 1 -> spoken utara 0
         board speaks utara 1 -> spoken utara 1, A001 called at 1
         board speaks timur 1 -> refused unknown-id
         tue 08:00 -> spoken utara 1",
    );
}

/// T17: whoever has a number is told when nobody will call it.
#[test]
fn nobody_waits_unseen() {
    check(
        small_hall(),
        "08:00 issue ktp-baru
         issue ktp-hilang
         issue stnk -> unserved 3
         counter 2 opens for Ani -> unserved 2
         counter 1 opens for Budi -> unserved 1
         counter 1 closes -> warned of 2, unserved 2
         counter 4 opens for Dewi -> unserved 1
         counter 4 pauses makan -> unserved 2
         cancel A002 -> unserved 1",
    );
}
