//! How long it will take (domain.md 7.3): what is promised, when nothing is said, and that a promise
//! shrinks only slowly.

use antrean_hub::engine::Moment;
use antrean_hub::estimate::promise::Told;
use antrean_hub::estimate::{Absent, Estimate};
use antrean_hub::event::Promise;
use antrean_hub::state::Ticket;
use antrean_shared::id::TicketId;
use antrean_tests::hall::{booking_hall, queue_id, small_hall};
use antrean_tests::pure_hub::PureHub;
use antrean_tests::script::tell;
use std::time::Duration;

fn moment(hub: &PureHub) -> Moment<'_> {
    Moment { hall: &hub.hall, today: hub.today(), state: &hub.state, now: hub.now }
}

fn ticket(hub: &PureHub, number: &str) -> TicketId {
    hub.state.numbers[&number.parse().expect("a number")]
}

fn estimate_of(hub: &PureHub, number: &str) -> Result<Estimate, Absent> {
    let id = ticket(hub, number);
    moment(hub).estimate_of(&moment(hub).forecast(), id)
}

/// T35: with no counter, one, and several; never negative, and in order.
#[test]
fn t35_estimates_with_no_counter_one_and_several() {
    let none = tell(small_hall(), "08:00 issue pajak-tahunan");
    assert_eq!(moment(&none).estimate(&queue_id("pajak"), 1), Err(Absent::NoCounterOpen));
    assert_eq!(none.state.tickets[&ticket(&none, "C001")].promise, None, "nothing is promised");
    for counters in
        ["counter 3 opens for Citra", "counter 3 opens for Citra\n counter 4 opens for Dewi"]
    {
        let hub = tell(small_hall(), &format!("08:00 {counters}\n issue pajak-tahunan"));
        assert!(hub.state.tickets[&ticket(&hub, "C001")].promise.is_some());
        let mut before = 0.0;
        for ahead in 0..50 {
            let estimate = moment(&hub).estimate(&queue_id("pajak"), ahead).expect("open");
            assert!(0.0 <= estimate.low_minutes);
            assert!(estimate.low_minutes <= estimate.likely_minutes);
            assert!(estimate.likely_minutes <= estimate.high_minutes);
            assert!(before <= estimate.likely_minutes, "a longer line never waits less");
            before = estimate.likely_minutes;
        }
    }
}

#[test]
fn nothing_is_said_after_hours() {
    let hub = tell(small_hall(), "08:00 counter 3 opens for Citra\n 15:00");
    assert_eq!(moment(&hub).estimate(&queue_id("pajak"), 0), Err(Absent::AfterHours));
}

#[test]
fn a_promise_shrinks_only_slowly_when_those_before_leave() {
    let crowd = "issue pajak-tahunan\n".repeat(9);
    let story = format!("08:00 counter 4 opens for Dewi\n {crowd} issue pajak-tahunan");
    let before = estimate_of(&tell(small_hall(), &story), "C010").expect("open");
    let leave: String = (1..10).map(|number| format!("cancel C{number:03}\n")).collect();
    let after = tell(small_hall(), &format!("{story}\n +2m {leave}"));
    let kept = estimate_of(&after, "C010").expect("open");
    let fresh = moment(&after).estimate(&queue_id("pajak"), 0).expect("open");
    assert!(fresh.high_minutes < before.high_minutes / 3.0, "nobody is left before");
    assert!((kept.high_minutes - (before.high_minutes - 3.0)).abs() < 0.1, "two minutes and half");
}

/// T30 and the calibration: who was called counts against the promise, who was forgotten does not.
#[test]
fn promises_are_counted_when_they_come_true() {
    let hub = tell(
        small_hall(),
        "08:00 counter 4 opens for Dewi
         issue pajak-tahunan
         issue pajak-tahunan
         08:01 counter 4 calls
         counter 4 serves
         tue 07:45",
    );
    let days: Vec<_> = hub.state.calibration.days().iter().collect();
    assert_eq!(days.len(), 1);
    let tally = days[0].1[&queue_id("pajak")];
    assert_eq!((tally.called, tally.too_little), (1, 0));
}

/// Nobody who has booked is told to be called before the booked time.
#[test]
fn who_has_booked_is_told_no_less_than_until_the_booked_time() {
    let hub = tell(
        booking_hall(),
        "08:00 counter 1 opens for Budi
         chief books JANJI01=ktp-baru@09:30
         08:45 check in JANJI01 -> A001 waiting",
    );
    let told = estimate_of(&hub, "A001").expect("a counter is open");
    assert!(told.low_minutes >= 45.0, "{told:?}");
}

#[test]
fn what_was_told_last_is_shortened_slowly_too() {
    let hub = tell(small_hall(), "08:00 counter 4 opens for Dewi\n issue pajak-tahunan");
    let id = ticket(&hub, "C001");
    let mut asks = hub.state.tickets[&id].clone();
    asks.promise = Some(Promise { low_seconds: 1_200, likely_seconds: 2_400, high_seconds: 4_800 });
    let mut told = Told::default();
    let mut tell = |asks: &Ticket, likely: f64, minutes: u64| {
        let new = Estimate {
            low_minutes: likely / 2.0,
            likely_minutes: likely,
            high_minutes: likely * 2.0,
        };
        let now = hub.now.plus(Duration::from_secs(minutes * 60));
        told.tell((id, asks), new, now).likely_minutes
    };
    assert_eq!(tell(&asks, 40.0, 0), 40.0, "the promise of the number says it");
    assert_eq!(tell(&asks, 80.0, 10), 80.0, "it grows at once");
    assert_eq!(tell(&asks, 30.0, 12), 77.0);
    assert_eq!(tell(&asks, 30.0, 14), 74.0, "from what was told last");
    let elsewhere = Ticket { entered: Some(hub.now), ..asks };
    assert_eq!(tell(&elsewhere, 10.0, 15), 10.0, "another stop");
    assert_eq!(tell(&elsewhere, 5.0, 16), 8.5, "without a promise of its own");
}
