//! What there is to choose from: every name of the small hall, and a few that nobody knows.

use super::Wish;
use antrean_hub::hall::Hall;
use antrean_hub::state::HallState;
use antrean_shared::command::{CallOutcome, CallReport, Command, PriorityClaim, TransferTarget};
use antrean_shared::id::{AgencyId, DeviceId, QueueId, ServiceId, TicketId, Token, ZoneId};
use antrean_shared::time::Timestamp;
use antrean_tests::hall::{
    agency_id, counter_id, device_id, officer, priority_id, queue_id, service_id, zone_id,
};
use antrean_tests::pure_hub::PureHub;
use antrean_tests::verb::Verb;
use std::time::Duration;

/// How often each verb is wished for, in the order of `Verb::ALL`.
pub const OFTEN: [u32; 45] = [
    70, 12, 5, 5, 14, 5, 6, 14, 10, 8, 7, 5, 5, 5, 7, 8, 6, 5, 5, 4, 4, 4, 4, 4, 4, 9, 12, 3, 4, 2,
    3, 2, 2, 4, 3, 4, 12, 12, 14, 16, 2, 2, 2, 8, 8,
];

pub const COUNTERS: [&str; 6] = ["1", "2", "3", "4", "info-1", "99"];
pub const SERVICES: [&str; 6] =
    ["ktp-baru", "ktp-hilang", "kk-baru", "pajak-tahunan", "stnk", "paspor"];
pub const QUEUES: [&str; 4] = ["ktp", "kk", "pajak", "paspor"];
pub const OFFICERS: [&str; 4] = ["Ani", "Budi", "Citra", "Dewi"];
pub const PREFIXES: [&str; 5] = ["A", "B", "C", "XA", "XB"];

pub fn held(state: &HallState, wish: Wish) -> Option<&TicketId> {
    state.counters.values().nth(usize::from(wish.other) % 4).and_then(|live| live.hand.as_ref())
}

pub fn any_verb(number: u16) -> Verb {
    let mut left = u32::from(number) % OFTEN.iter().sum::<u32>();
    for (verb, often) in Verb::ALL.iter().zip(OFTEN) {
        if left < often {
            return *verb;
        }
        left -= often;
    }
    Verb::CallNext
}

/// Mostly two busy counters, now and then one without queues or none of the hall.
pub fn counter(wish: Wish) -> &'static str {
    match wish.counter % 40 {
        0..16 => "1",
        16..28 => "3",
        28..33 => "2",
        33..38 => "4",
        38 => "info-1",
        _ => "99",
    }
}

pub fn service(wish: Wish) -> ServiceId {
    let place = usize::from(wish.ticket) % 40;
    service_id(SERVICES[if place < 38 { place % 5 } else { 5 }])
}

/// Mostly the queue whose numbers come free in turn.
pub fn queue(wish: Wish) -> QueueId {
    let place = usize::from(wish.ticket) % 8;
    queue_id(QUEUES.get(place).copied().unwrap_or("kk"))
}

pub fn agency(wish: Wish) -> AgencyId {
    let agencies = ["dukcapil", "samsat", "dukcapil", "samsat", "imigrasi"];
    agency_id(agencies[usize::from(wish.other / 16) % 5])
}

/// One service or several, now and then none, one twice, or too many.
pub fn services(wish: Wish) -> Vec<ServiceId> {
    let first = service(wish);
    let several = match wish.counter % 16 {
        0..8 => 1,
        8..12 => 2,
        12..15 => 3,
        _ => usize::from(wish.other % 10),
    };
    let others = (0..several.saturating_sub(1)).map(|place| {
        let step = usize::from(wish.other / 8) % 4 + 1;
        service_id(SERVICES[(usize::from(wish.ticket) % 40 + (place + 1) * step) % 5])
    });
    let mut all: Vec<ServiceId> = [first].into_iter().chain(others).collect();
    all.truncate(several);
    all
}

/// A service that has nothing to do with the ticket.
pub fn other_service(wish: Wish) -> ServiceId {
    let place = usize::from(wish.other / 8) % 40;
    service_id(SERVICES[if place < 38 { place % 5 } else { 5 }])
}

/// Mostly a few numbers soon to come, now and then given ones, too many, or none.
pub fn roll(hub: &PureHub, wish: Wish) -> Command {
    let queue = queue(wish);
    let prefix = hub.hall.queues.get(&queue).map(|queue| queue.prefix);
    let last = prefix.and_then(|prefix| hub.state.series.get(&prefix)).copied().unwrap_or(0);
    let from = match wish.other % 8 {
        0 => 0,
        1 => last,
        2 => last.saturating_sub(3),
        ahead => last + ahead,
    };
    let to = match wish.actor % 16 {
        0 => from.saturating_sub(1),
        1 => from + 500,
        length => from + length % 4,
    };
    Command::OpenRoll { queue, from, to }
}

/// With a class, without, or with one that nobody knows.
pub fn claim(wish: Wish) -> PriorityClaim {
    let class = match wish.other % 8 {
        0 => Some("ningrat"),
        1..5 => Some("lansia"),
        _ => None,
    };
    PriorityClaim { class: class.map(priority_id), salt: Token::from_bits(wish.other.into()) }
}

pub fn target(wish: Wish) -> TransferTarget {
    let place = usize::from(wish.other / 16);
    match wish.other % 4 {
        0 => TransferTarget::Queue(queue_id(QUEUES[place % 4])),
        1 => TransferTarget::Counter(counter_id(COUNTERS[place % 6])),
        2 => TransferTarget::Service(service_id(SERVICES[place % 6])),
        _ => TransferTarget::Officer(officer(OFFICERS[place % 4])),
    }
}

/// Mostly about one of the zone's last calls, at about the time at which it was made.
pub fn report(hub: &PureHub, wish: Wish) -> (ZoneId, DeviceId, Vec<CallReport>) {
    let zone = ["timur", "selatan", "utara", "utara"][usize::from(wish.other % 9).min(3)];
    let zone = zone_id(zone);
    let last = hub.state.zones.get(&zone).map_or(0, |zone| zone.last_call);
    let call = match wish.ticket % 8 {
        0 => u64::from(wish.ticket % 30),
        near => last.saturating_sub(u64::from(near / 3)),
    };
    let at = match wish.other % 5 {
        0 => Timestamp(0),
        1 => hub.now.plus(Duration::from_secs(60)),
        seconds => hub.now.minus(Duration::from_secs(u64::from(seconds - 2))),
    };
    let outcome = match wish.other % 7 {
        1 => CallOutcome::TooOld,
        2 => CallOutcome::Silent,
        _ => CallOutcome::Done,
    };
    (zone, device_id("board-1"), vec![CallReport { call, at, outcome }])
}

/// Returns a hall with other rules, of those that a hall file may change at any time.
pub fn changed(hall: &Hall, number: u16) -> Hall {
    let mut hall = hall.clone();
    let rules = &mut hall.rules;
    match number % 8 {
        0 => rules.calling.head_start_minutes = u32::from(number % 3) * 15,
        1 => rules.calling.priority_in_a_row_max = 1 + u32::from(number % 3),
        2 => rules.calling.waited_too_long_minutes = 10 + u32::from(number % 50),
        3 => rules.calling.rank_patience_minutes = u32::from(number % 40),
        4 => rules.may_choose = !rules.may_choose,
        5 => rules.closing_needs_approval = !rules.closing_needs_approval,
        6 => rules.outage_closes = !rules.outage_closes,
        _ => {
            let desk = hall.counters.get_mut(&counter_id("3")).expect("the hall has it");
            desk.prefers_priority = !desk.prefers_priority;
        }
    }
    hall
}
