use super::change::{ChangeError, change};
use super::report::{Figures, Report};
use super::*;
use crate::hall::file::parse_written;

const SAMPLE: &[u8] = include_bytes!("../../../assets/halls/kota-batu.toml");
const VILLAGE: &[u8] = include_bytes!("../../../assets/halls/desa.toml");
const TOWN: &[u8] = include_bytes!("../../../assets/halls/sedang.toml");

fn plan(text: &[u8], set: &[&str], of: (u32, u64)) -> Plan {
    let (mut hall, file) = parse_written("hall.toml", text).unwrap();
    for given in set {
        change(&mut hall, &file, given).unwrap();
    }
    Plan::new(hall, &file, of)
}

fn run(text: &[u8], set: &[&str], of: (u32, u64)) -> Run {
    plan(text, set, of).run(&mut |_| {})
}

fn of_class<'r>(report: &'r Report, class: &str) -> &'r Figures {
    &report.classes.iter().find(|one| one.class == class).unwrap().figures
}

fn of_agency<'r>(report: &'r Report, agency: &str) -> &'r Figures {
    &report.agencies.iter().find(|one| one.agency.as_str() == agency).unwrap().figures
}

/// Returns the mean wait of all who claimed priority.
fn priority_wait(report: &Report) -> f64 {
    let classes = report.classes.iter().filter(|one| one.class != "regular");
    let sums = classes.map(|one| {
        let visitors = one.figures.visitors as f64;
        (visitors, visitors * one.figures.mean_wait_minutes.unwrap())
    });
    let (visitors, minutes) = sums.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    minutes / visitors
}

#[test]
fn simulate_gives_the_same_bytes_for_the_same_seed_and_others_for_another() {
    let bytes = |seed| serde_json::to_string(&run(SAMPLE, &[], (3, seed)).report).unwrap();
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1).replace("\"seed\":1", ""), bytes(2).replace("\"seed\":2", ""));
}

#[test]
fn simulate_meets_the_same_people_whatever_the_rules_are() {
    let visitors = |set: &[&str]| {
        let plan = plan(SAMPLE, set, (1, 5));
        let live = Live::new(&plan.hall, plan.hall.day_start(first_day()));
        plan.people.of_day(&live, (5, 0))
    };
    let usual = visitors(&[]);
    assert!(usual.len() > 200, "{}", usual.len());
    assert_eq!(usual, visitors(&["counters.a=7", "rules.head_start_minutes=0"]));
}

#[test]
fn simulate_loses_nobody() {
    for (text, set) in [
        (SAMPLE, vec![]),
        (SAMPLE, vec!["counters.a=1", "rules.recalls_max=0"]),
        (SAMPLE, vec!["rules.order=ratio"]),
        (VILLAGE, vec![]),
        (TOWN, vec!["rules.order=fifo"]),
    ] {
        let Run { report, count } = run(text, &set, (6, 3));
        let Count { issued, served, absent, open } = count;
        assert!(issued > 100 && served > 0 && absent > 0, "{set:?}: {count:?}");
        assert_eq!(issued, served + absent + open, "{set:?}");
        let by_class: u64 = report.classes.iter().map(|one| one.figures.visitors).sum();
        let by_agency: u64 = report.agencies.iter().map(|one| one.figures.visitors).sum();
        assert_eq!((by_class, by_agency), (issued, issued), "{set:?}");
    }
}

/// A queue that cannot be served in a day leaves people at its end, and they are counted.
#[test]
fn simulate_counts_those_for_whom_the_day_ends_first() {
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
    let text = text.replace("visits_per_day_typical = 330", "visits_per_day_typical = 1500");
    let count = run(text.as_bytes(), &["counters.a=1"], (2, 1)).count;
    assert!(count.open > 100, "{count:?}");
    assert_eq!(count.issued, count.served + count.absent + count.open);
}

#[test]
fn simulate_waits_are_shorter_with_one_more_counter() {
    let wait = |set: &[&str]| {
        of_agency(&run(SAMPLE, set, (10, 1)).report, "dispendukcapil").mean_wait_minutes.unwrap()
    };
    let (six, seven) = (wait(&[]), wait(&["counters.a=7"]));
    assert!(seven < six, "{seven} with seven, {six} with six");
    assert!(wait(&["counters.a=5"]) > six);
}

#[test]
fn simulate_waits_are_alike_without_a_head_start() {
    // Half of all claim priority, in every queue alike, so that both kinds are many.
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
    let text = text.replace("priority_percent = 12", "priority_percent = 50");
    let waits = |minutes: &str| {
        let report = run(text.as_bytes(), &[minutes], (15, 1)).report;
        (priority_wait(&report), of_class(&report, "regular").mean_wait_minutes.unwrap())
    };
    let (priority, regular) = waits("rules.head_start_minutes=0");
    assert!((priority / regular - 1.0).abs() < 0.1, "{priority} against {regular}");
    let (priority, regular) = waits("rules.head_start_minutes=20");
    assert!(priority < 0.9 * regular, "{priority} against {regular}");
}

#[test]
fn simulate_guards_keep_regular_visitors_from_being_passed_more_often() {
    let off = ["rules.priority_in_a_row_max=1000", "rules.waited_too_long_minutes=1440"];
    let passes = |set: &[&str]| {
        of_class(&run(SAMPLE, &[&["counters.a=5"], set].concat(), (10, 1)).report, "regular")
            .passes_max
    };
    let (with, without) = (passes(&[]), passes(&off));
    assert!(with > 0 && without >= with, "{with} with the guards, {without} without");
    assert_eq!(passes(&["rules.order=fifo"]), 0);
}

#[test]
fn simulate_figures_keep_their_order() {
    let report = run(SAMPLE, &[], (5, 9)).report;
    let figures = of_class(&report, "regular");
    let at = [figures.median_wait_minutes, figures.p95_wait_minutes, figures.longest_wait_minutes];
    assert!(at.is_sorted() && at[0] < at[2], "{figures:?}");
    assert!((0.0..=1.0).contains(&figures.promise_kept_share.unwrap()));
    let busy = |counter: &report::CounterFigures| {
        counter.busy_share.is_none_or(|share| (0.0..=1.0).contains(&share))
    };
    assert!(report.counters.iter().all(busy));
    let dukcapil = report.counters[0].busy_share.unwrap();
    assert!((0.45..0.8).contains(&dukcapil), "six counters of Dukcapil are well used: {dukcapil}");
}

#[test]
fn simulate_refuses_numbers_beyond_a_quota() {
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap().replace("quota = 400", "quota = 20");
    let Run { report, count } = run(text.as_bytes(), &[], (2, 1));
    assert_eq!(of_agency(&report, "dispendukcapil").visitors, 40);
    assert!(report.refused["quota-reached"] > 100, "{:?}", report.refused);
    assert_eq!(count.issued, count.served + count.absent + count.open);
}

#[test]
fn simulate_changes_only_what_there_is() {
    let (hall, file) = parse_written("hall.toml", SAMPLE).unwrap();
    let tried = |given: &str| change(&mut hall.clone(), &file, given);
    for unknown in ["counters.nobody=3", "rules.undo_seconds=5", "rules=1", "hours.std=1"] {
        let said = tried(unknown).unwrap_err();
        assert!(matches!(said, ChangeError::Unknown { .. }), "{unknown}: {said}");
    }
    for bad in [
        "counters.a=0",
        "counters.a=x",
        "counters.a",
        "rules.head_start_minutes=241",
        "rules.priority_in_a_row_max=0",
        "rules.recalls_max=-1",
        "rules.order=first",
    ] {
        let said = tried(bad).unwrap_err();
        assert!(matches!(said, ChangeError::Value { .. }), "{bad}: {said}");
    }
}

#[test]
fn simulate_changes_reach_rules_and_counters() {
    let (mut hall, file) = parse_written("hall.toml", VILLAGE).unwrap();
    for given in ["rules.recall_after_seconds=33", "rules.order=ratio", "rules.yields_max=7"] {
        change(&mut hall, &file, given).unwrap();
    }
    assert_eq!(hall.rules.absence.recall_after_seconds, 33);
    let own = |id: &str| file.queues[id].rules.recall_after_seconds.unwrap_or(33);
    for queue in hall.queues.values() {
        assert_eq!(queue.absence.recall_after_seconds, own(queue.id.as_str()), "{}", queue.id);
    }
    assert_eq!((hall.rules.calling.order.name(), hall.rules.yields_max), ("ratio", 7));
    let serving = |hall: &Hall, id: &str| {
        let serves = |one: &&crate::hall::Counter| one.queues.iter().any(|own| own.as_str() == id);
        hall.counters.values().filter(serves).count()
    };
    change(&mut hall, &file, "counters.a=4").unwrap();
    assert_eq!((serving(&hall, "a"), hall.counters.len(), hall.counter_order.len()), (4, 4, 4));
    change(&mut hall, &file, "counters.a=1").unwrap();
    assert_eq!((serving(&hall, "a"), serving(&hall, "b")), (1, 3), "the others keep their queues");
}

#[test]
fn simulate_refuses_a_hall_file_with_impossible_people() {
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
    for (right, line) in [
        ("no_show_percent = 6", "no_show_percent = 101"),
        ("priority_percent = 12", "priority_percent = -1"),
        ("way_time_seconds = 40", "way_time_seconds = 601"),
    ] {
        let text = text.replace(right, line);
        let said = parse_written("hall.toml", text.as_bytes()).unwrap_err().to_string();
        let key = line.split(' ').next().unwrap();
        assert!(said.contains(&format!("simulation.{key}")), "{said}");
    }
}

/// The share that came in time is the answer to "is a booked visitor called within 10 minutes?".
#[test]
fn simulate_lets_people_book_where_the_hall_file_says_so() {
    let text = std::str::from_utf8(SAMPLE).unwrap();
    let books = text.replace("booked_percent = 0", "booked_percent = 60");
    assert_ne!(books, text);
    let report = run(books.as_bytes(), &[], (5, 1)).report;
    let booked = of_class(&report, "booked");
    assert!(booked.visitors > 50, "{}", booked.visitors);
    let agency = of_agency(&report, "dispendukcapil");
    assert!(booked.mean_wait_minutes < agency.mean_wait_minutes, "who booked waits less");
    let without = run(SAMPLE, &[], (5, 1)).report;
    assert!(without.classes.iter().all(|one| one.class != "booked"));
}
