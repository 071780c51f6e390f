//! Whether a changed hall file can be in force at once, or has to wait for the next day.
//!
//! Pure; asked by the writer when the file has changed (contract.md 9). A blocker makes the whole
//! file wait: a hall is changed whole or not at all.

use crate::hall::{Hall, Queue};
use crate::state::HallState;
use antrean_shared::id::{CounterId, QueueId, ServiceId};
use antrean_shared::rejection::CounterState;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What of the hall in force people rely on today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InUse {
    /// Queues that gave a number today.
    pub issued_queues: BTreeSet<QueueId>,
    /// People waiting, by queue; a queue without any is left out.
    pub waiting: BTreeMap<QueueId, usize>,
    /// Services of tickets that have not ended.
    pub live_services: BTreeSet<ServiceId>,
    /// Counters that are not closed or hold a ticket.
    pub counters_in_use: BTreeSet<CounterId>,
}

impl InUse {
    /// Collects what is in use from the state of the hall.
    pub fn of(state: &HallState) -> Self {
        let live = state.tickets.values().filter(|ticket| !ticket.state().is_end());
        let used = state.counters.iter().filter(|(_, counter)| {
            counter.state() != CounterState::Closed || counter.hand.is_some()
        });
        let issued = state.issued.iter().filter(|(_, numbers)| **numbers > 0);
        let lines = state.lines.iter().filter(|(_, line)| !line.is_empty());
        Self {
            issued_queues: issued.map(|(queue, _)| queue.clone()).collect(),
            waiting: lines.map(|(queue, line)| (queue.clone(), line.len())).collect(),
            live_services: live
                .flat_map(|ticket| ticket.later().chain([&ticket.service]))
                .cloned()
                .collect(),
            counters_in_use: used.map(|(counter, _)| counter.clone()).collect(),
        }
    }

    fn waiting_in(&self, queue: &QueueId) -> usize {
        self.waiting.get(queue).copied().unwrap_or(0)
    }
}

/// A reason why a changed hall file waits for the next day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// The key of the file that waits: `queues.c.prefix`.
    pub key: String,
    /// Why, for the person in charge.
    pub why: String,
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: berlaku besok: {}", self.key, self.why)
    }
}

/// Lists what keeps a new hall from taking the place of the one in force; nothing: it fits.
pub fn fits(in_use: &InUse, old: &Hall, new: &Hall) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    let mut block = |key: String, why: String| blockers.push(Blocker { key, why });
    if new.time_zone != old.time_zone {
        block("time_zone".to_owned(), "zona waktu hanya berganti antara dua hari".to_owned());
    }
    if new.day_starts != old.day_starts {
        block("day_starts".to_owned(), "jam ganti hari hanya berubah antara dua hari".to_owned());
    }
    for queue in old.queues.values() {
        let kept = new.queues.get(&queue.id);
        let used = in_use.issued_queues.contains(&queue.id) || in_use.waiting_in(&queue.id) > 0;
        match kept {
            None if used => block(format!("queues.{}", queue.id), in_line(in_use, queue)),
            Some(new) if used && new.prefix != queue.prefix => {
                block(format!("queues.{}.prefix", queue.id), in_line(in_use, queue));
            }
            None | Some(_) => {}
        }
    }
    for counter in in_use.counters_in_use.iter().filter(|id| old.counters.contains_key(id)) {
        if !new.counters.contains_key(counter) {
            block(format!("counters.{counter}"), format!("loket {counter} sedang dipakai"));
        }
    }
    for service in old.services.values() {
        let key = format!("services.{}", service.id);
        match new.services.get(&service.id) {
            None if in_use.live_services.contains(&service.id) => {
                block(key, format!("layanan {} masih ada di tiket yang berjalan", service.id));
            }
            Some(moved) if moved.queue != service.queue => {
                let queues = [old.queues.get(&service.queue), old.queues.get(&moved.queue)];
                let queues = queues.into_iter().flatten();
                if let Some(queue) = queues.into_iter().find(|one| in_use.waiting_in(&one.id) > 0) {
                    block(format!("{key}.queue"), in_line(in_use, queue));
                }
            }
            None | Some(_) => {}
        }
    }
    blockers
}

fn in_line(in_use: &InUse, queue: &Queue) -> String {
    match in_use.waiting_in(&queue.id) {
        0 => format!("hari ini sudah ada nomor {}", queue.prefix),
        waiting => format!("masih ada {waiting} orang di antrean {}", queue.prefix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::file::parse;

    const SEDANG: &str = include_str!("../../../assets/halls/sedang.toml");

    fn hall(text: &str) -> Hall {
        parse("sedang.toml", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// A morning: A and C have given numbers, 7 people wait for C, counter 4 serves.
    fn in_use() -> InUse {
        let queue = |id| QueueId::new(id).unwrap();
        InUse {
            issued_queues: [queue("a"), queue("c")].into(),
            waiting: [(queue("c"), 7)].into(),
            live_services: [ServiceId::new("nib").unwrap()].into(),
            counters_in_use: [CounterId::new("4").unwrap()].into(),
        }
    }

    #[track_caller]
    fn check(changes: &[(&str, &str)], expected: &[&str]) {
        let text = changes.iter().fold(SEDANG.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{from:?} stands once");
            text.replace(from, to)
        });
        let blockers = fits(&in_use(), &hall(SEDANG), &hall(&text));
        let blockers: Vec<String> = blockers.iter().map(ToString::to_string).collect();
        assert_eq!(blockers, expected, "{changes:?}");
    }

    #[test]
    fn what_disturbs_nobody_is_in_force_at_once() {
        check(&[], &[]);
        check(&[("name = \"Bina Warga\"", "name = \"Bina Karya\"")], &[]);
        check(&[("quota = 60", "quota = 10")], &[]);
        check(&[("draw_from = \"07:45\"", "draw_from = \"08:00\"")], &[]);
        check(&[("may_choose = false", "may_choose = true")], &[]);
        check(&[("[counters.12]", "[counters.12]\nactive = false")], &[]);
        check(&[("[services.pengaduan]", "[services.lain]")], &[]);
        check(&[("prefix = \"G\"", "prefix = \"H\"")], &[]);
        check(&[("[queues.d]\nprefix = \"D\"", "[queues.d]\nprefix = \"K\"")], &[]);
    }

    #[test]
    fn what_people_rely_on_today_waits_until_tomorrow() {
        check(
            &[("time_zone = \"WITA\"", "time_zone = \"WIT\"")],
            &["time_zone: berlaku besok: zona waktu hanya berganti antara dua hari"],
        );
        check(
            &[("time_zone = \"WITA\"", "time_zone = \"WITA\"\nday_starts = \"04:00\"")],
            &["day_starts: berlaku besok: jam ganti hari hanya berubah antara dua hari"],
        );
        check(
            &[("prefix = \"C\"", "prefix = \"H\"")],
            &["queues.c.prefix: berlaku besok: masih ada 7 orang di antrean C"],
        );
        check(
            &[("prefix = \"A\"", "prefix = \"H\"")],
            &["queues.a.prefix: berlaku besok: hari ini sudah ada nomor A"],
        );
        check(
            &[("[queues.c]", "[queues.c]\nactive = false")],
            &[
                "queues.c: berlaku besok: masih ada 7 orang di antrean C",
                "services.nib: berlaku besok: layanan nib masih ada di tiket yang berjalan",
            ],
        );
        check(
            &[
                ("[counters.4]", "[counters.4]\nactive = false"),
                ("queues = [\"c\"]", "queues = [\"c\", \"d\"]"),
            ],
            &["counters.4: berlaku besok: loket 4 sedang dipakai"],
        );
        check(
            &[(
                "queue = \"c\"\nusual_minutes = 12\nbooking = \"first\"",
                "queue = \"d\"\nusual_minutes = 12\nbooking = \"first\"",
            )],
            &["services.izin-praktik.queue: berlaku besok: masih ada 7 orang di antrean C"],
        );
    }

    #[test]
    fn an_untouched_hall_has_nothing_in_use() {
        assert_eq!(InUse::of(&HallState::default()), InUse::default());
    }
}
