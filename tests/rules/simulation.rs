//! Random days from a seed, and shorter ones that proptest can shrink, against the slow reference.
//!
//! `SEED=17 cargo test -p antrean-tests --test rules seeded` runs one seed and prints its log; `SEEDS=5000`
//! runs as many, `SOAK_SECONDS=600` as many as fit (`make soak`).

use super::wishes::{Day, Wish};
use antrean_hub::hall::rules::Order;
use antrean_tests::hall::{
    asking_hall, counter_id, device_id, instant, limited_hall, queue_id, skilled_hall, small_hall,
    take_bookings,
};
use antrean_tests::pure_hub::PureHub;
use antrean_tests::verb::Verb;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

const SEEDS: u64 = 200;
const WISHES: usize = 500;

/// A generator whose whole state is one number (SplitMix64), so that a seed is a whole day.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn wish(&mut self) -> Wish {
        let mut number = || (self.throw() >> 48) as u16;
        Wish {
            time: number(),
            verb: number(),
            actor: number(),
            counter: number(),
            ticket: number(),
            other: number(),
        }
    }
}

fn hub(seed: u64) -> PureHub {
    let mut hall = match seed % 4 {
        0 => small_hall(),
        2 => limited_hall(),
        3 => skilled_hall(),
        _ => asking_hall(),
    };
    if seed % 6 < 4 {
        take_bookings(&mut hall);
        let queue = hall.queues.get_mut(&queue_id("ktp")).expect("the hall has it");
        queue.quota = [None, Some(30), Some(40), Some(60)][(seed % 4) as usize];
        queue.standby_max = 2;
        queue.bookings.as_mut().expect("it was given some").due_first = seed % 5 < 2;
    }
    hall.rules.outage_closes = seed % 5 < 2;
    hall.rules.may_choose = !seed.is_multiple_of(5);
    if seed % 8 < 4 {
        hall.zones[0].speaker = Some(device_id("board-1"));
    }
    if seed.is_multiple_of(3) {
        hall.queues.get_mut(&queue_id("kk")).expect("the hall has it").quota = Some(6);
    }
    if seed % 5 == 2 {
        hall.queues.get_mut(&queue_id("pajak")).expect("the hall has it").waiting_max = Some(3);
    }
    if seed % 5 < 2 {
        // Whoever comes to this queue later in the day finds nobody any more.
        let pajak = hall.queues.get_mut(&queue_id("pajak")).expect("the hall has it");
        for day in pajak.hours.week.iter_mut().flatten() {
            (day.spans, day.cut_off) = (vec![(480, 500)], 500);
        }
        let desk = hall.counters.get_mut(&counter_id("3")).expect("the hall has it");
        desk.queues.retain(|queue| *queue != queue_id("pajak"));
    }
    let calling = &mut hall.rules.calling;
    match seed % 7 {
        0 => calling.order = Order::Fifo,
        1 | 2 => calling.order = Order::Ratio,
        3 => calling.head_start_minutes = 0,
        _ => {}
    }
    (calling.priority_in_a_row_max, calling.waited_too_long_minutes) =
        if seed.is_multiple_of(9) { (1, 10) } else { (2, 60) };
    if seed % 6 == 1 {
        hall.counters.get_mut(&counter_id("3")).expect("the hall has it").prefers_priority = true;
    }
    PureHub::new(hall, instant(5, 7, 30, 0))
}

fn simulate(seed: u64, tell: impl Fn(&str)) -> Day {
    let mut dice = Dice(seed);
    let mut day = Day::new(hub(seed));
    for count in 0..WISHES {
        let request = day.wished(dice.wish());
        tell(day.log.last().map_or("", String::as_str));
        day.grant(request);
        if count.is_multiple_of(50) {
            day.check_replay();
        }
    }
    day.check_replay();
    day
}

#[test]
fn seeded_days_agree_with_the_reference() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("SEED") {
        let told = std::cell::RefCell::new(String::new());
        let run =
            AssertUnwindSafe(|| simulate(seed, |line| *told.borrow_mut() += &format!("{line}\n")));
        let agrees = std::panic::catch_unwind(run).is_ok();
        panic!("SEED={seed} agrees: {agrees}\n{}", told.take());
    }
    let (mut came_to, mut ran): (BTreeMap<String, u32>, u64) = (BTreeMap::new(), 0);
    let until = number("SOAK_SECONDS").map(|seconds| since_start() + Duration::from_secs(seconds));
    let seeds = if until.is_some() { u64::MAX } else { number("SEEDS").unwrap_or(SEEDS) };
    let goes_on = |seed: &u64| *seed < SEEDS || until.is_none_or(|until| since_start() < until);
    for seed in (0..seeds).take_while(goes_on) {
        let run = std::panic::catch_unwind(|| simulate(seed, |_| ()));
        ran += 1;
        let day = run.unwrap_or_else(|_| panic!("SEED={seed}: see above for what went wrong"));
        for (word, count) in day.came_to {
            *came_to.entry(word).or_default() += count;
        }
    }
    if until.is_some() {
        #[expect(clippy::print_stdout, reason = "whoever soaks wants to know how far it came")]
        {
            println!("{ran} random days agreed with the reference");
        }
    }
    // A simulation that asks for nothing proves nothing: each command was granted somewhere.
    for verb in Verb::ALL {
        let word = format!("{} accepted", verb.name());
        assert!(came_to.get(&word).is_some_and(|count| *count > 50), "{word}: {came_to:?}");
    }
    for word in
        ["another hall file", "went on", "came back", "was the last", "passed over", "target-full"]
    {
        assert!(came_to.get(word).is_some_and(|count| *count > 5), "{word}: {came_to:?}");
    }
    for way in ["with a voucher", "in time for a booking", "too late for a booking", "to go first"]
    {
        assert!(came_to.get(way).is_some_and(|count| *count > 20), "{way}: {came_to:?}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a soak is as long as it was told to be")]
fn since_start() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

#[test]
fn one_seed_is_one_day() {
    let logs = [simulate(7, |_| ()).log, simulate(7, |_| ()).log];
    assert_eq!(logs[0], logs[1]);
    assert_ne!(logs[0], simulate(8, |_| ()).log);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_short_day_agrees_with_the_reference(
        seed in 0_u64..6,
        numbers in prop::collection::vec(any::<[u16; 6]>(), 1..60),
    ) {
        let mut day = Day::new(hub(seed));
        for [time, verb, actor, counter, ticket, other] in numbers {
            let request = day.wished(Wish { time, verb, actor, counter, ticket, other });
            day.grant(request);
        }
        day.check_replay();
    }
}
