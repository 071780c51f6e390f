//! Stories of visits with several services (T28), also across agencies: what one counter finishes at
//! once, where the visit goes on, how an officer changes it, and what an undo brings back.

use antrean_hub::devices::Devices;
use antrean_hub::engine::{Displays, Today};
use antrean_hub::hall::fits::InUse;
use antrean_hub::journal::{Journal, MemoryJournal};
use antrean_hub::views::Views;
use antrean_hub::world::{KeptForecast, World};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CounterView, KioskView, NextStop, SentOn, View};
use antrean_tests::hall::{asking_hall, counter_id, kiosk_id, queue_id, service_id, small_hall};
use antrean_tests::pure_hub::PureHub;
use antrean_tests::script::{check, tell};

/// One number, and the first arrival decides the place at every stop.
#[test]
fn t28_one_number_serves_a_visit_to_two_agencies() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 4 opens for Dewi
         k1 issues ktp-baru+pajak-tahunan -> A001 issued, A001 stops ktp-baru:current pajak-tahunan:later
         k1 shows A001 paper -> next at 1 A001, next at 4
         08:05 issue pajak-tahunan -> C001 waiting, ahead of C001 0, next at 4 C001
         08:10 counter 1 calls -> A001 called at 1, A001 why oldest
         counter 1 serves
         08:20 counter 1 completes -> A001 waiting, A001 stops ktp-baru:done pajak-tahunan:current
         -> A001 queue pajak, A001 service pajak-tahunan, next at 4 A001 C001
         -> A001 came at 08:00, A001 waits since 08:20, ahead of A001 0, ahead of C001 1
         counter 1 calls -> refused queue-empty
         08:30 counter 4 calls -> A001 called at 4, A001 why later-stop
         counter 4 serves
         counter 4 completes -> A001 completed at 4, A001 stops ktp-baru:done pajak-tahunan:done
         issue pajak-tahunan -> C002 waiting",
    );
}

#[test]
fn t28_services_that_one_counter_may_serve_are_one_stop_there() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru+kk-baru+pajak-tahunan+ktp-hilang
         counter 1 calls
         counter 1 serves
         counter 1 completes
         -> A001 queue pajak, A001 stops ktp-baru:done kk-baru:done pajak-tahunan:current ktp-hilang:later
         issue ktp-baru+kk-baru
         counter 2 calls -> A002 called at 2      -- cards are all that it serves
         counter 2 serves
         counter 2 completes -> A002 queue kk, A002 stops ktp-baru:done kk-baru:current, next at 1 A002",
    );
}

/// A kiosk offers them all, every queue is open, and the refusal names the one that is not.
#[test]
fn t28_every_service_of_a_visit_has_to_be_given_now() {
    let mut hall = small_hall();
    let pajak = hall.queues.get_mut(&queue_id("pajak")).expect("the hall has it");
    pajak.quota = Some(1);
    check(
        hall,
        "08:00 k2 issues stnk+ktp-baru -> refused not-offered-here
         k1 issues ktp-baru+ktp-baru -> refused invalid
         k1 issues ktp-baru+paspor -> refused unknown-id
         k1 issues ktp-baru+stnk -> A001 issued
         k1 issues ktp-baru+stnk -> A002 issued     -- only the number's own queue counts it
         k1 issues stnk+ktp-baru -> C001 issued
         k1 issues ktp-baru+stnk -> refused quota-reached
         k1 admits A007 for ktp-baru+stnk given 08:00 -> A007 waiting, A007 stops ktp-baru:current stnk:later
         14:31 k1 issues ktp-baru+kk-baru -> refused cut-off",
    );
}

/// The wait counts from entering the stop, not from the arrival.
#[test]
fn t28_a_later_stop_waits_from_when_it_was_entered() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru+pajak-tahunan
         08:30 issue pajak-tahunan
         09:15 counter 1 calls
         counter 1 serves
         counter 1 completes -> A001 waits since 09:15
         counter 4 opens for Dewi
         09:30 -> next at 4 A001 C001              -- the first arrival decides
         09:31 -> next at 4 C001 A001              -- who has waited for an hour goes first
         10:16 -> next at 4 A001 C001              -- now both have: the earliest arrival
         counter 4 calls -> A001 why waited-too-long",
    );
}

#[test]
fn t28_of_two_later_stops_the_one_that_has_waited_too_long_goes_first() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru+pajak-tahunan
         issue kk-baru+pajak-tahunan
         counter 1 calls B001
         counter 1 serves
         08:10 counter 1 completes -> B001 waits since 08:10
         09:00 counter 1 calls
         counter 1 serves
         counter 1 completes -> A001 waits since 09:00
         counter 4 opens for Dewi
         09:10 -> next at 4 A001 B001
         +1s -> next at 4 B001 A001
         counter 4 calls -> B001 called at 4, B001 why waited-too-long
         counter 4 completes -> refused not-serving
         counter 4 serves
         counter 4 completes and calls -> A001 called at 4, A001 why later-stop",
    );
}

/// Who came early is not at once long enough in a less important queue.
#[test]
fn t28_patience_with_ranks_counts_from_entering_the_stop() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 3 opens for Citra
         issue ktp-baru+pajak-tahunan
         counter 1 calls
         counter 1 serves
         08:20 issue kk-baru
         08:30 counter 1 completes -> A001 queue pajak
         08:35 -> next at 3 B001 A001
         +1s -> next at 3 A001 B001",
    );
}

#[test]
fn t28_a_head_start_holds_at_every_stop() {
    check(
        small_hall(),
        "08:00 issue pajak-tahunan
         08:10 issue lansia ktp-baru+pajak-tahunan
         08:11 counter 1 opens for Budi
         counter 1 calls
         counter 1 serves
         counter 1 completes -> A001 priority, A001 queue pajak
         counter 4 opens for Dewi -> next at 4 A001 C001
         counter 1 withdraws from A001 salah -> next at 4 C001 A001",
    );
}

/// Nobody waits unseen: what nobody serves any more today is passed over.
#[test]
fn t28_a_stop_that_nobody_serves_any_more_is_passed_over() {
    check(
        small_hall(),
        "14:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru+pajak-tahunan
         issue ktp-baru+pajak-tahunan+kk-baru
         issue ktp-baru+pajak-tahunan
         counter 2 calls
         counter 2 serves
         15:01 counter 2 completes -> A001 completed at 2, A001 stops ktp-baru:done pajak-tahunan:not-served
         counter 2 calls
         counter 2 serves
         counter 2 completes -> A002 queue kk, A002 stops ktp-baru:done pajak-tahunan:not-served kk-baru:current
         counter 4 opens for Dewi
         counter 2 calls
         counter 2 serves
         counter 2 completes -> A003 queue pajak, next at 4 A003",
    );
}

#[test]
fn t28_an_officer_adds_drops_and_orders_what_is_still_to_come() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         counter 1 calls
         counter 1 serves
         counter 1 adds stnk to A001 -> A001 serving, A001 stops ktp-baru:current stnk:later
         counter 1 adds stnk to A001 -> refused invalid
         counter 1 adds ktp-baru to A001 -> refused invalid
         counter 1 adds paspor to A001 -> refused unknown-id
         counter 1 adds kk-baru to A001 -> A001 stops ktp-baru:current stnk:later kk-baru:later
         counter 1 orders A001 kk-baru stnk -> A001 stops ktp-baru:current kk-baru:later stnk:later
         counter 1 orders A001 kk-baru stnk -> nothing changes
         counter 1 orders A001 kk-baru -> refused invalid
         counter 1 orders A001 ktp-baru stnk -> refused stop-entered
         counter 1 drops ktp-baru from A001 -> refused stop-entered
         counter 1 drops pajak-tahunan from A001 -> refused invalid
         counter 1 drops kk-baru from A001 -> A001 stops ktp-baru:current kk-baru:dropped stnk:later
         counter 1 drops kk-baru from A001 -> refused invalid
         counter 1 completes -> A001 queue pajak, A001 stops ktp-baru:done kk-baru:dropped stnk:current
         counter 1 adds kk-baru to A001 -> A001 stops ktp-baru:done stnk:current kk-baru:later
         cancel A001
         counter 1 adds pajak-tahunan to A001 -> refused ticket-ended
         counter 1 drops kk-baru from A001 -> refused ticket-ended
         counter 1 orders A001 kk-baru -> refused ticket-ended
         issue ktp-baru
         15:01 counter 1 adds stnk to A002 -> refused target-closed
         counter 1 adds kk-baru to A002 -> A002 stops ktp-baru:current kk-baru:later",
    );
}

/// A next stop that was only entered is part of the step.
#[test]
fn t29_a_completion_with_a_next_stop_is_taken_back_whole() {
    let before = "08:00 counter 1 opens for Budi
         counter 4 opens for Dewi
         issue ktp-baru+kk-baru+pajak-tahunan
         08:01 issue ktp-baru
         08:05 counter 1 calls A001
         08:06 counter 1 serves";
    let undone =
        "counter 1 undoes -> A001 serving at 1, A001 queue ktp, next at 4, A001 came at 08:00
         -> A001 stops ktp-baru:current kk-baru:later pajak-tahunan:later, A001 waits since 08:00";
    let served = tell(small_hall(), before);
    for step in
        ["counter 1 completes -> A001 queue pajak", "counter 1 completes and calls -> A002 called"]
    {
        let story =
            format!("{before}\n 08:07 {step}, next at 4 A001\n +59s {undone}, A002 waiting");
        let hub = tell(small_hall(), &story);
        let [was, is] = [&served, &hub].map(|hub| {
            let mut ticket =
                hub.state.tickets[&hub.state.numbers[&"A001".parse().unwrap()]].clone();
            ticket.changes = 0;
            ticket
        });
        assert_eq!(was, is, "state, times and place are as they were");
        assert_eq!(hub.state.counters[&counter_id("1")].completed, 0);
    }
    for later in
        ["counter 4 calls", "counter 4 calls\n counter 4 undoes", "counter 4 adds stnk to A001"]
    {
        let story = format!(
            "{before}\n counter 1 completes\n {later}\n counter 1 undoes -> refused undo-overtaken"
        );
        check(small_hall(), &story);
    }
}

/// A counter that may close does so after the last stop here; the visit goes on elsewhere.
#[test]
fn t28_a_visit_goes_on_from_a_counter_that_closes() {
    check(
        asking_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru+stnk
         counter 1 calls
         counter 1 serves
         counter 1 closes
         chief approves counter 1
         counter 1 completes and calls -> counter 1 closed, A001 waiting, A001 queue pajak
         counter 4 opens for Dewi -> next at 4 A001",
    );
}

/// What a visitor did at the first stop does not make the second one's figures.
#[test]
fn t28_only_the_wait_for_the_first_stop_is_learnt_from() {
    let hub = tell(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 4 opens for Dewi
         issue ktp-baru+pajak-tahunan
         08:10 counter 1 calls
         counter 1 serves
         08:40 counter 1 completes
         08:50 counter 4 calls
         tue 07:45",
    );
    let (_, queues) = hub.state.calibration.days().iter().next().expect("a day that is over");
    let called = |id| queues.get(&queue_id(id)).map(|tally| tally.called);
    assert_eq!((called("ktp"), called("pajak")), (Some(1), None));
}

#[test]
fn t28_a_later_stop_is_not_promised_what_the_first_was() {
    let story = "08:00 counter 1 opens for Budi
         counter 4 opens for Dewi
         crowd 20 ktp-baru
         issue ktp-baru+pajak-tahunan
         counter 1 calls A021
         counter 1 serves
         counter 1 completes -> A021 queue pajak, ahead of A021 0";
    let hub = tell(small_hall(), story);
    let id = hub.state.numbers[&"A021".parse().unwrap()];
    let world = world(hub);
    let told = world.estimate_of(id).expect("open");
    let fresh = world.moment().estimate(&queue_id("pajak"), 0).expect("open");
    assert_eq!(told, fresh);
}

/// The officer sees the stops in hand, and then where the visitor goes next, while that can be undone.
#[test]
fn t28_the_console_says_where_the_visitor_goes_next() {
    let story = "08:00 counter 1 opens for Budi
         counter 4 opens for Dewi
         issue ktp-baru+kk-baru+stnk
         counter 1 calls
         counter 1 serves";
    let leads = || {
        let (queue, service) = (queue_id("pajak"), service_id("stnk"));
        NextStop { queue, service, counters: vec![counter_id("4")] }
    };
    let ticket = counter(tell(small_hall(), story), "1").ticket.expect("in hand");
    let here: Vec<bool> = ticket.stops.iter().map(|stop| stop.here).collect();
    assert_eq!((here, ticket.next_stop), (vec![true, true, false], Some(leads())));
    let done = counter(tell(small_hall(), &format!("{story}\n counter 1 completes")), "1");
    let number = "A001".parse().unwrap();
    assert_eq!(done.sent_on, Some(SentOn { number, next: Some(leads()), not_served: vec![] }));
    let called = format!("{story}\n counter 1 completes\n counter 4 calls");
    assert_eq!(counter(tell(small_hall(), &called), "1").sent_on, None);
    let late = format!("{story}\n 15:01 counter 4 closes\n counter 1 completes");
    let sent_on = counter(tell(small_hall(), &late), "1").sent_on;
    let not_served = vec![service_id("stnk")];
    assert_eq!(sent_on, Some(SentOn { number, next: None, not_served }));
}

/// The paper that the officer asks for at completion says where the visitor goes now. It comes out
/// within a minute or not at all, and once.
#[test]
fn t28_the_officer_prints_where_the_visitor_goes_next() {
    let story = "08:00 counter 1 opens for Budi
         counter 4 opens for Dewi
         issue ktp-baru+stnk
         counter 1 calls
         counter 1 serves
         counter 1 completes
         08:05 counter 1 prints A001 at k1";
    let printed = |more: &str| kiosk(tell(small_hall(), &format!("{story}\n{more}"))).copies;
    let [copy] = &printed("")[..] else { panic!("one paper") };
    assert_eq!(
        (&copy.ticket.queue, &copy.ticket.service),
        (&queue_id("pajak"), &service_id("stnk"))
    );
    assert_eq!(printed("counter 1 prints A001 at k1").len(), 1);
    assert_eq!(printed("08:05:59 board goes").len(), 1);
    assert_eq!(printed("08:06 board goes"), []);
    assert_eq!(printed("k1 shows A001 paper"), []);
    assert_eq!(printed("counter 1 prints A001 at k2"), []);
}

/// A hall file without a service that somebody still comes to has to wait for the next day.
#[test]
fn t28_a_service_to_come_is_in_use() {
    let hub = tell(small_hall(), "08:00 issue ktp-baru+stnk");
    let in_use = InUse::of(&hub.state);
    assert_eq!(in_use.live_services, ["ktp-baru", "stnk"].map(service_id).into());
}

fn world(hub: PureHub) -> World {
    World {
        today: Today::of(&hub.hall, hub.state.day.expect("a day is open").day),
        hall: hub.hall,
        state: hub.state,
        head: MemoryJournal::fresh().open().expect("a fresh journal opens"),
        now: hub.now,
        wall: hub.now,
        date_sure: true,
        displays: Displays::default(),
        devices: Devices::default(),
        earliest: Timestamp(0),
        training: false,
        waiting_change: None,
        refused_change: None,
        forecast: KeptForecast::default(),
        told: std::sync::Mutex::default(),
    }
}

fn counter(hub: PureHub, id: &str) -> CounterView {
    let views = Views::project(&world(hub), None);
    match serde_json::from_str(&views.counters[&counter_id(id)]).expect("a view") {
        View::Counter(view) => *view,
        View::Kiosk(_) | View::Lobby(_) | View::Board(_) => panic!("a counter's view"),
    }
}

fn kiosk(hub: PureHub) -> KioskView {
    let views = Views::project(&world(hub), None);
    match serde_json::from_str(&views.kiosks[&kiosk_id("k1")]).expect("a view") {
        View::Kiosk(view) => view,
        View::Counter(_) | View::Lobby(_) | View::Board(_) => panic!("a kiosk's view"),
    }
}

/// Whoever is due back first stands first in the list, before those of whom nobody knows when.
#[test]
fn t08_who_is_due_back_first_is_first_of_the_parked() {
    let hub = tell(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue ktp-baru
         issue ktp-baru
         counter 1 calls
         counter 1 parks fotokopi
         counter 1 calls
         counter 1 parks bank until 09:30
         counter 1 calls
         counter 1 parks makan until 09:00",
    );
    let parked = counter(hub, "1").parked;
    let numbers: Vec<_> = parked.iter().map(|ticket| ticket.number.to_string()).collect();
    assert_eq!(numbers, ["A003", "A002", "A001"]);
}
