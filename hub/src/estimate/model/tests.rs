use super::*;
use crate::estimate::calibration::Tally;
use crate::estimate::{Today, Waited};
use antrean_shared::time::ServiceDay;
use chrono::NaiveDate;
use proptest::prelude::*;

/// Queues of the invented hall.
const QUEUES: u32 = 6;
/// Bytes that the day's snapshot has for a model.
const MODEL_BYTES_MAX: usize = 64 * 1024;

fn situation(queue: &str, ahead: u32) -> Situation {
    Situation {
        queue: queue.to_owned(),
        minute: 600.0,
        ahead,
        counters_open: 2,
        after_hours: false,
        called: 20,
        calls_per_minute: [None; 3],
        calls_per_minute_today: None,
        drawn_per_minute: None,
        minutes_since_call: None,
        last_wait_minutes: None,
        head_wait_minutes: None,
        usual_minutes_per_place: None,
        today: Today::default(),
    }
}

/// Returns a number below 1 that looks like chance and is the same each time.
fn chance(seed: u64) -> f64 {
    let mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed ^ (mixed >> 32)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// An invented hall in which twice the counters halve the wait, and one wait in ten is cut off.
fn days(days: std::ops::Range<u32>, each: u32) -> Vec<Case> {
    let mut cases = Vec::new();
    for day in days {
        for at in 0..each {
            let seed = u64::from(day * 10_000 + at);
            let queue = at % QUEUES;
            let ahead = 1 + (chance(seed) * 30.0) as u32;
            let counters_open = 1 + (chance(seed + 500_000_000) * 4.0) as u32;
            let noise = (chance(seed + 900_000_000) - 0.5).exp();
            let pace = 2.0 + f64::from(queue);
            let wait = pace * places(ahead).exp() / f64::from(counters_open) * noise;
            let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(day.into());
            let minute = 480.0 + f64::from(at) / f64::from(each) * 400.0;
            let known = situation(&format!("q{queue}"), ahead);
            let waited =
                if at % 10 == 9 { Waited::AtLeast(wait * 0.8) } else { Waited::Minutes(wait) };
            let situation = Situation { minute, counters_open, ..known };
            cases.push(Case { day: ServiceDay(date), situation, waited });
        }
    }
    cases
}

/// Returns mean error, share told too little by 10 minutes, and share inside the range.
fn score(cases: &[Case], estimate: impl Fn(&Situation) -> Estimate) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        if let Waited::Minutes(minutes) = case.waited {
            tally.count(&estimate(&case.situation), minutes);
        }
    }
    tally
}

#[test]
fn estimate_with_a_forest_beats_minutes_per_place_and_keeps_its_range() {
    let (seen, later) = (days(0..5, 600), days(5..7, 600));
    let model = Model::fit(&seen);
    assert!(model.correction.is_some());
    let plain = Model { correction: None, ..model.clone() };
    let forest = score(&later, |situation| model.estimate(situation).unwrap());
    let formula = score(&later, |situation| plain.estimate(situation).unwrap());
    let (forest_error, formula_error) =
        (forest.mean_error_minutes().unwrap(), formula.mean_error_minutes().unwrap());
    assert!(forest_error < 0.7 * formula_error, "{forest_error} against {formula_error}");
    let inside = forest.inside_share().unwrap();
    assert!((0.75..=0.85).contains(&inside), "{inside}");
}

#[test]
fn estimate_model_is_the_same_twice_and_after_the_snapshot() {
    let cases = days(0..4, 600);
    let text = serde_json::to_string(&Model::fit(&cases)).unwrap();
    assert!(text == serde_json::to_string(&Model::fit(&cases)).unwrap());
    assert!(text.len() <= MODEL_BYTES_MAX, "{} bytes", text.len());
    let back: Model = serde_json::from_str(&text).unwrap();
    assert!(text == serde_json::to_string(&back).unwrap());
    let situation = situation("q1", 7);
    assert_eq!(Model::fit(&cases).estimate(&situation), back.estimate(&situation));
}

#[test]
fn estimate_is_silent_where_nothing_honest_can_be_said() {
    let usual = Situation { usual_minutes_per_place: Some(3.0), ..situation("new", 4) };
    let rows = [
        (Situation { counters_open: 0, ..usual.clone() }, Err(Absent::NoCounterOpen)),
        (Situation { after_hours: true, ..usual.clone() }, Err(Absent::AfterHours)),
        (Situation { usual_minutes_per_place: None, ..usual.clone() }, Err(Absent::NothingKnown)),
        (Situation { usual_minutes_per_place: Some(0.0), ..usual }, Err(Absent::NothingKnown)),
    ];
    for (situation, expected) in rows {
        assert_eq!(Model::default().estimate(&situation), expected, "{situation:?}");
    }
}

#[test]
fn estimate_trusts_the_hall_file_until_thirty_cases() {
    let cases = days(0..1, QUEUES * 40);
    let own = |count: usize| {
        let (kept, mut of_queue) = (Vec::new(), 0);
        cases.iter().fold(kept, |mut kept: Vec<Case>, case| {
            let ended = matches!(case.waited, Waited::Minutes(_));
            if case.situation.queue == "q1" && ended && of_queue < count {
                of_queue += 1;
                kept.push(case.clone());
            }
            kept
        })
    };
    let asked = Situation { usual_minutes_per_place: Some(10.0), ..situation("q1", 7) };
    let prior = Model::default().estimate(&asked).unwrap();
    let usual = 10.0 * 8.0_f64.powf(0.8) * RANGE_OF_HALL_FILE.likely.exp();
    assert!((prior.likely_minutes - usual).abs() < 1e-9);
    assert_eq!(Model::fit(&own(29)).estimate(&asked).unwrap(), prior);
    let learnt = Model::fit(&own(30)).estimate(&asked).unwrap();
    assert!(learnt.likely_minutes < prior.likely_minutes / 3.0, "{learnt:?}");
}

#[test]
fn estimate_takes_the_halls_own_range_from_two_hundred_cases() {
    let cases: Vec<_> = days(0..2, 200)
        .into_iter()
        .filter(|case| matches!(case.waited, Waited::Minutes(_)))
        .collect();
    let range = |count: usize| Model::fit(&cases[..count]).range;
    assert_eq!(range(199), None);
    assert!(range(200).is_some_and(|own| own != RANGE_OF_PLACES));
    let told = Model::fit(&cases[..199]).estimate(&situation("q1", 7)).unwrap();
    let spread = (told.high_minutes / told.low_minutes).ln();
    assert!((spread - (RANGE_OF_PLACES.high - RANGE_OF_PLACES.low)).abs() < 1e-9);
}

#[test]
fn estimate_without_a_forest_follows_today() {
    let mut slow = Today::default();
    for call in 0..100 {
        slow.called(500.0 + f64::from(call), 60.0, 3);
    }
    let usual = Situation { usual_minutes_per_place: Some(5.0), ..situation("c", 3) };
    let today = Situation { today: slow, ..usual.clone() };
    let model = Model::default();
    let (usual, today) = (model.estimate(&usual).unwrap(), model.estimate(&today).unwrap());
    assert!(today.likely_minutes > 1.7 * usual.likely_minutes);
}

#[test]
fn estimate_takes_a_wait_that_did_not_end_as_longer_than_it_lasted() {
    let cases = days(0..7, 600);
    let ended = |case: &&Case| matches!(case.waited, Waited::Minutes(_));
    let ended: Vec<_> = cases.iter().filter(ended).cloned().collect();
    let mut cut_off = ended.clone();
    for case in cut_off.iter_mut().filter(|case| case.situation.ahead > 20) {
        case.waited = Waited::AtLeast(300.0);
    }
    let asked = situation("q3", 28);
    let likely = |cases: &[Case]| Model::fit(cases).estimate(&asked).unwrap().likely_minutes;
    assert!(likely(&cut_off) > 1.5 * likely(&ended));
}

proptest! {
    #[test]
    fn estimate_of_places_grows_with_the_line(
        ahead in 0..500_u32,
        usual in 0.1..60.0_f64,
        waits in proptest::collection::vec(0.0..300.0_f64, 0..40),
    ) {
        let mut today = Today::default();
        for (minute, wait) in waits.iter().enumerate() {
            today.called(480.0 + minute as f64, *wait, 3);
        }
        let asked = Situation { usual_minutes_per_place: Some(usual), today, ..situation("c", ahead) };
        let longer = Situation { ahead: ahead + 1, ..asked.clone() };
        let model = Model::default();
        let (one, more) = (model.estimate(&asked).unwrap(), model.estimate(&longer).unwrap());
        prop_assert!(one.low_minutes <= one.likely_minutes && one.likely_minutes <= one.high_minutes);
        prop_assert!(one.likely_minutes < more.likely_minutes);
        prop_assert!(more.high_minutes.is_finite() && one.low_minutes > 0.0);
    }
}
