//! What a manager may ask "what if" about: `--set KEY=VALUE`.
//!
//! Changes a checked hall before it is simulated; the hall file stays as it is. Bounds are those of
//! the hall file's schema.

use crate::hall::file::{HallFile, QueueRulesFile, schema};
use crate::hall::rules::{Absence, Order, Rules};
use crate::hall::{Counter, Hall};
use antrean_shared::id::{CounterId, QueueId};
use antrean_shared::limits::SLUG_CHARS_MAX;
use thiserror::Error;

/// Counters that may serve a queue.
const COUNTERS_MAX: usize = 300;
/// The orders of calling.
const ORDERS: [Order; 3] = [Order::HeadStart, Order::Ratio, Order::Fifo];

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// There is no such key.
    #[error("--set {given}: kunci tidak dikenal; kunci yang ada: {keys}")]
    Unknown {
        /// What was asked for.
        given: String,
        /// The keys that there are.
        keys: String,
    },
    /// The key cannot have the value.
    #[error("--set {given}: {instead}; kunci yang ada: {keys}")]
    Value {
        /// What was asked for.
        given: String,
        /// What may be asked for.
        instead: String,
        /// The keys that there are.
        keys: String,
    },
}

/// A rule of the hall as a whole, by its name.
type Whole = (&'static str, fn(&mut Rules) -> &mut u32);
/// A rule that a queue may have otherwise than the hall.
type PerQueue = (&'static str, fn(&mut Absence) -> &mut u32, fn(&QueueRulesFile) -> Option<u32>);

const WHOLE: [Whole; 5] = [
    ("head_start_minutes", |rules| &mut rules.calling.head_start_minutes),
    ("priority_in_a_row_max", |rules| &mut rules.calling.priority_in_a_row_max),
    ("waited_too_long_minutes", |rules| &mut rules.calling.waited_too_long_minutes),
    ("rank_patience_minutes", |rules| &mut rules.calling.rank_patience_minutes),
    ("yields_max", |rules| &mut rules.yields_max),
];

const PER_QUEUE: [PerQueue; 5] = [
    (
        "recall_after_seconds",
        |absence| &mut absence.recall_after_seconds,
        |own| own.recall_after_seconds,
    ),
    ("recalls_max", |absence| &mut absence.recalls_max, |own| own.recalls_max),
    (
        "return_within_minutes",
        |absence| &mut absence.return_within_minutes,
        |own| own.return_within_minutes,
    ),
    (
        "return_after_places",
        |absence| &mut absence.return_after_places,
        |own| own.return_after_places,
    ),
    ("skip_grace_seconds", |absence| &mut absence.skip_grace_seconds, |own| own.skip_grace_seconds),
];

/// The rule that is a word.
const ORDER: &str = "order";

/// Changes a hall; `file` is what it was built from, `given` is `KEY=VALUE`.
pub fn change(hall: &mut Hall, file: &HallFile, given: &str) -> Result<(), ChangeError> {
    let keys = keys(hall);
    let wrong = |instead: String| ChangeError::Value {
        given: given.to_owned(),
        instead,
        keys: keys.clone(),
    };
    let unknown = || ChangeError::Unknown { given: given.to_owned(), keys: keys.clone() };
    let (key, value) =
        given.split_once('=').ok_or_else(|| wrong("tulis KUNCI=NILAI".to_owned()))?;
    let (table, name) = key.split_once('.').ok_or_else(unknown)?;
    match table {
        "counters" => {
            let known = hall.queues.keys().find(|id| id.as_str() == name).cloned();
            let queue = known.ok_or_else(unknown)?;
            let count = number(value, (1, COUNTERS_MAX as u64)).map_err(wrong)?;
            set_counters(hall, &queue, usize::try_from(count).unwrap_or(COUNTERS_MAX))
                .map_err(wrong)
        }
        "rules" if name == ORDER => {
            let order = ORDERS.into_iter().find(|order| order.name() == value);
            let names = ORDERS.map(Order::name).join(", ");
            let order = order.ok_or_else(|| wrong(format!("tulis salah satu dari: {names}")))?;
            hall.rules.calling.order = order;
            Ok(())
        }
        "rules" if names().any(|known| known == name) => {
            let value = number(value, bounds(name)).map_err(wrong)?;
            set_rule(hall, file, (name, u32::try_from(value).unwrap_or(u32::MAX)));
            Ok(())
        }
        _ => Err(unknown()),
    }
}

/// Names every key that may be set.
fn keys(hall: &Hall) -> String {
    let queues = hall.queue_order.iter().map(|id| format!("counters.{id}"));
    let rules = names().chain([ORDER]).map(|name| format!("rules.{name}"));
    queues.chain(rules).collect::<Vec<_>>().join(", ")
}

fn names() -> impl Iterator<Item = &'static str> {
    WHOLE.iter().map(|(name, _)| *name).chain(PER_QUEUE.iter().map(|(name, _, _)| *name))
}

fn number(value: &str, (min, max): (u64, u64)) -> Result<u64, String> {
    let number = value.parse().ok().filter(|number| (min..=max).contains(number));
    number.ok_or_else(|| format!("tulis bilangan dari {min} sampai {max}"))
}

/// Returns the least and the most that the hall file may say for a rule.
fn bounds(name: &str) -> (u64, u64) {
    let schema = schema();
    let rule = &schema["$defs"]["RulesFile"]["properties"][name];
    (rule["minimum"].as_u64().unwrap_or(0), rule["maximum"].as_u64().unwrap_or(u32::MAX.into()))
}

fn set_rule(hall: &mut Hall, file: &HallFile, (name, value): (&str, u32)) {
    for (_, rule) in WHOLE.iter().filter(|(known, _)| *known == name) {
        *rule(&mut hall.rules) = value;
    }
    for (_, rule, own) in PER_QUEUE.iter().filter(|(known, ..)| *known == name) {
        *rule(&mut hall.rules.absence) = value;
        for (id, queue) in &mut hall.queues {
            if own(&file.queues[id.as_str()].rules).is_none() {
                *rule(&mut queue.absence) = value;
            }
        }
    }
}

/// Lets so many counters serve a queue: copies of its last one come, or the last ones leave it. A
/// counter without any queue left is not there.
fn set_counters(hall: &mut Hall, queue: &QueueId, count: usize) -> Result<(), String> {
    let serving = |hall: &Hall| -> Vec<CounterId> {
        let serves = |id: &&CounterId| hall.counters[*id].queues.contains(queue);
        hall.counter_order.iter().filter(serves).cloned().collect()
    };
    let now = serving(hall);
    let last = now.last().ok_or("antrean ini tidak punya loket")?.clone();
    for copy in 2..count.saturating_sub(now.len()) + 2 {
        add_copy(hall, &last, copy)?;
    }
    for id in now.iter().skip(count) {
        let counter = hall.counters.get_mut(id).expect("a counter of the hall");
        counter.queues.retain(|served| served != queue);
        if counter.queues.is_empty() {
            hall.counters.remove(id);
            hall.counter_order.retain(|kept| kept != id);
        }
    }
    let unserved = hall.services.values().find(|service| {
        service.queue == *queue && !hall.counters.values().any(|one| one.may_serve(service))
    });
    match unserved {
        Some(service) => Err(format!("tidak ada lagi loket untuk layanan {}", service.id)),
        None => Ok(()),
    }
}

fn add_copy(hall: &mut Hall, of: &CounterId, copy: usize) -> Result<(), String> {
    let original = hall.counters[of].clone();
    let room = SLUG_CHARS_MAX - "-1000000".len();
    let stem: String = of.as_str().chars().take(room).collect();
    let free = |number: &usize| {
        let id = CounterId::new(format!("{stem}-{number}")).expect("a slug");
        (!hall.counters.contains_key(&id)).then_some(id)
    };
    let id = (copy..copy + 2 * COUNTERS_MAX).find_map(|number| free(&number));
    let id = id.ok_or("terlalu banyak loket")?;
    let mut name = original.name.clone();
    for text in name.0.values_mut() {
        text.push_str(&format!(" ({copy})"));
    }
    hall.counters.insert(id.clone(), Counter { id: id.clone(), name, ..original });
    hall.counter_order.push(id);
    Ok(())
}
