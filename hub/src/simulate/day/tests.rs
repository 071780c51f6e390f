use super::super::people::Claim;
use super::super::tally::Group;
use super::*;
use crate::hall::Hall;
use crate::hall::file::parse_written;
use crate::simulate::change::change;
use antrean_shared::time::ServiceDay;
use std::time::Duration;

const SAMPLE: &[u8] = include_bytes!("../../../../assets/halls/kota-batu.toml");
const THURSDAY: &str = "2026-01-15";
const FRIDAY: &str = "2026-01-16";

/// Returns the sample hall with one counter for civil registration.
fn hall(set: &[&str]) -> Hall {
    let (mut hall, file) = parse_written("hall.toml", SAMPLE).unwrap();
    for given in [&["counters.a=1"], set].concat() {
        change(&mut hall, &file, given).unwrap();
    }
    hall
}

/// Someone who comes to civil registration at a time of day, for so many minutes.
fn visitor(hall: &Hall, day: &str, (time, minutes): (&str, u64)) -> Visitor {
    let (hours, rest) = time.split_once(':').unwrap();
    let since = hours.parse::<u64>().unwrap() * 60 + rest.parse::<u64>().unwrap();
    let start = hall.day_start(ServiceDay(day.parse().unwrap()));
    Visitor {
        arrives: start.plus(Duration::from_secs(since * 60)),
        service: "a01".parse().unwrap(),
        queue: "a".parse().unwrap(),
        booked: None,
        priority: None,
        way_time: Some(Duration::ZERO),
        service_time: Duration::from_secs(minutes * 60),
    }
}

fn with_priority(visitor: Visitor) -> Visitor {
    Visitor { priority: Some(Claim { class: 0, named: None }), ..visitor }
}

fn spent(hall: &Hall, day: &str, visitors: &[Visitor]) -> Tally {
    let mut tally = Tally::new(hall);
    let mut live = Live::new(hall, hall.day_start(ServiceDay(day.parse().unwrap())));
    Day::new(&mut live, &mut tally, visitors).run();
    tally
}

/// Returns the waits in whole minutes, shortest first.
fn waits(group: &Group) -> Vec<u64> {
    let each = |(seconds, count): (&u64, &u64)| vec![seconds / 60; *count as usize];
    group.waits.iter().flat_map(each).collect()
}

fn minutes(time: Duration) -> f64 {
    time.as_secs_f64() / 60.0
}

#[test]
fn simulate_calls_nobody_in_a_break_and_finishes_who_is_there() {
    let hall = hall(&[]);
    let [first, second] = [("10:50", 30), ("10:55", 10)].map(|of| visitor(&hall, FRIDAY, of));
    let tally = spent(&hall, FRIDAY, &[first, second]);
    // The first is served until 11.20; the second waits from 10.55 until the break ends at 13.00.
    assert_eq!(waits(&tally.regular), [0, 125]);
    let worked = tally.counters[&"1".parse().unwrap()];
    // 08.00 to 11.20 and 13.00 to 14.30.
    assert_eq!((minutes(worked.open), minutes(worked.busy)), (290.0, 40.0));
    assert_eq!((tally.count.served, tally.count.open), (2, 0));
}

#[test]
fn simulate_serves_whoever_still_waits_when_the_hours_are_over() {
    let hall = hall(&[]);
    let visitors = [("14:20", 50), ("14:25", 10)].map(|of| visitor(&hall, THURSDAY, of));
    let tally = spent(&hall, THURSDAY, &visitors);
    assert_eq!(waits(&tally.regular), [0, 45]);
    let worked = tally.counters[&"1".parse().unwrap()];
    assert_eq!(minutes(worked.open), 440.0, "from 08.00 to 15.20");
}

#[test]
fn simulate_recalls_once_and_then_marks_as_absent() {
    let hall = hall(&[]);
    let [away, next] = [("09:00", 10), ("09:00", 10)].map(|of| visitor(&hall, THURSDAY, of));
    let tally = spent(&hall, THURSDAY, &[Visitor { way_time: None, ..away }, next]);
    assert_eq!(tally.regular.waits.keys().collect::<Vec<_>>(), [&0, &90], "twice 45 seconds");
    assert_eq!((tally.count.served, tally.count.absent), (1, 1));
    let worked = tally.counters[&"1".parse().unwrap()];
    assert_eq!(minutes(worked.busy), 11.5);
}

#[test]
fn simulate_counts_who_is_passed() {
    let of = [("09:00", 60), ("09:10", 5), ("09:20", 5), ("09:25", 5), ("09:40", 5)];
    let visitors = |hall: &Hall| {
        let [first, regular, one, other, late] = of.map(|of| visitor(hall, THURSDAY, of));
        [first, regular, with_priority(one), with_priority(other), with_priority(late)]
    };
    for (set, passes, told) in [
        (&[][..], 2, "of three with priority two came within twenty minutes"),
        (&["rules.head_start_minutes=40"], 2, "at most two in a row"),
        (&["rules.head_start_minutes=40", "rules.priority_in_a_row_max=9"], 3, "no guard"),
        (&["rules.order=fifo"], 0, "in the order in which they came"),
    ] {
        let hall = hall(set);
        let tally = spent(&hall, THURSDAY, &visitors(&hall));
        assert_eq!(tally.regular.passes_max, passes, "{told}");
        assert_eq!(tally.agencies[&"dispendukcapil".parse().unwrap()].passes_max, passes);
    }
}

#[test]
fn simulate_promises_only_while_a_counter_is_open() {
    let hall = hall(&[]);
    let visitors = [("07:40", 10), ("09:00", 10)].map(|of| visitor(&hall, THURSDAY, of));
    let tally = spent(&hall, THURSDAY, &visitors);
    assert_eq!((tally.regular.visitors, tally.regular.promised, tally.regular.kept), (2, 1, 1));
}

#[test]
fn simulate_lets_the_counter_call_that_has_waited_longest() {
    let hall = hall(&["counters.a=3"]);
    let times = ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40"];
    let visitors = times.map(|time| visitor(&hall, THURSDAY, (time, 10)));
    let tally = spent(&hall, THURSDAY, &visitors);
    for counter in ["1", "1-2", "1-3"] {
        let worked = tally.counters[&counter.parse().unwrap()];
        assert_eq!(minutes(worked.busy), 20.0, "{counter}");
    }
}

#[test]
fn simulate_calls_who_has_booked_soon_after_the_booked_time() {
    let hall = hall(&[]);
    let slot = visitor(&hall, THURSDAY, ("09:00", 0)).arrives;
    let booked = |time| Visitor { booked: Some(slot), ..visitor(&hall, THURSDAY, (time, 5)) };
    let line = ["08:31", "08:32", "08:33", "08:58"].map(|of| visitor(&hall, THURSDAY, (of, 9)));
    let mut visitors = vec![booked("08:50")];
    visitors.extend(line);
    visitors.sort_by_key(|visitor| visitor.arrives);
    let tally = spent(&hall, THURSDAY, &visitors);
    // The counter is free at 08.58: a booking for 09.00 counts from 08.55, before who comes then.
    assert_eq!((tally.booked.visitors, tally.booked.kept), (1, 1));
    assert_eq!(waits(&tally.booked), [0]);
    assert_eq!(tally.regular.visitors, 4);
}
