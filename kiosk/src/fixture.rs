//! The sample hall on a Monday morning, for tests: names from the hall file itself, figures made up.
//!
//! Reads only what a picture needs; what a hall file means is the hub's to say.

use crate::controller::staff::StaffFacts;
use crate::controller::{Fresh, Now, PaperMode, Settings};
use antrean_shared::catalogue::{
    AgencyCard, Catalogue, CounterCard, HallCard, KioskCard, PriorityCard, QueueCard, ServiceCard,
    ServiceStandard, Words, ZoneCard,
};
use antrean_shared::id::{
    CommandId, HallId, JournalId, KioskId, QueueId, ServiceId, TicketId, Token,
};
use antrean_shared::opening::{Circumstances, QueueToday, Span};
use antrean_shared::protocol::Envelope;
use antrean_shared::ticket::{Language, Prefix, TicketNumber};
use antrean_shared::time::{ServiceDay, Timestamp, UtcOffset};
use antrean_shared::view::{DoubtfulTicket, IssuedTicket, KioskView, QueueFigures, View};
use antrean_shared::wait::WaitRange;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use uuid::Uuid;

/// Monday, 5 December 2022, 09.41 in the hall.
pub const NOW: Timestamp = Timestamp(1_670_208_060_000);
/// Midnight before it.
const MIDNIGHT: i64 = 1_670_173_200_000;

/// A time `millis` after the start of the program, at 09.41 and so much.
pub fn now(millis: u64) -> Now {
    let steady = Duration::from_millis(millis);
    Now { hall: NOW.plus(steady), steady }
}

pub fn kiosk() -> KioskId {
    KioskId::new("kiosk-1").unwrap()
}

pub fn settings() -> Settings {
    Settings {
        kiosk: kiosk(),
        idle: Duration::from_secs(30),
        paper: PaperMode::Told,
        slides: None,
        staff: StaffFacts::default(),
    }
}

pub fn fresh(count: u128) -> Fresh {
    let command = CommandId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + count));
    let bits = |seed: u128| Token::from_bits((seed << 112) + count);
    Fresh { command, token: bits(0x5eed), salt: bits(0x5a17) }
}

/// The ticket that the command `fresh(count)` issues in the first queue.
pub fn ticket(count: u16) -> IssuedTicket {
    let Fresh { command, token, .. } = fresh(u128::from(count));
    IssuedTicket {
        id: command.ticket(),
        number: TicketNumber::new(Prefix::new("A").unwrap(), count).unwrap(),
        queue: QueueId::new("a").unwrap(),
        service: ServiceId::new("a02").unwrap(),
        language: Language::Id,
        token: Some(token),
        issued_at: NOW,
        ahead: 14,
        wait: Some(WaitRange { low_minutes: 15, high_minutes: 30 }),
    }
}

pub fn view(doubtful: Vec<DoubtfulTicket>) -> KioskView {
    view_of(&catalogue(), doubtful)
}

/// The same hall, where kiosks give numbers of their own while the hub is away: XA, XB, XC.
pub fn with_emergency() -> Arc<Catalogue> {
    let mut hall = (*catalogue()).clone();
    for (kiosk, letters) in hall.kiosks.iter_mut().zip(["XA", "XB", "XC"]) {
        kiosk.emergency_prefix = Prefix::new(letters).ok();
    }
    Arc::new(hall)
}

/// The figures of a hall; nobody serves the queues `c` and `s`.
pub fn view_of(hall: &Catalogue, doubtful: Vec<DoubtfulTicket>) -> KioskView {
    let waiting = [14, 4, 22, 31, 12, 0, 11, 3, 6, 0, 8, 5, 7, 2, 0, 9, 1, 0, 2, 1, 0, 4, 1];
    let queues = hall.queues.iter().enumerate().map(|(place, queue)| QueueFigures {
        queue: queue.id.clone(),
        waiting: waiting.get(place).copied().unwrap_or(0),
        live: Circumstances {
            issued: if queue.id.as_str() == "f" { 50 } else { 20 },
            ..Circumstances::default()
        },
        standby: 0,
        counters_open: if matches!(queue.id.as_str(), "c" | "s") { 0 } else { 2 },
        wait: [Some((15, 30)), Some((25, 60)), None, Some((0, 15))][place % 4]
            .map(|(low_minutes, high_minutes)| WaitRange { low_minutes, high_minutes }),
    });
    KioskView {
        kiosk: kiosk(),
        service_day: hall.service_day,
        issuing: true,
        queues: queues.collect(),
        doubtful,
        copies: vec![],
        missed: vec![],
        emergency_last: 0,
    }
}

pub fn envelope(view: KioskView) -> Arc<Envelope> {
    let journal = JournalId(Uuid::from_u128(2));
    Arc::new(Envelope { journal, epoch: 1, seq: 1, now: NOW, view: View::Kiosk(view) })
}

pub fn doubtful(id: TicketId, ticket: IssuedTicket) -> DoubtfulTicket {
    let ticket = IssuedTicket { id, ..ticket };
    DoubtfulTicket { ticket, state: antrean_shared::ticket::TicketState::Issued }
}

pub fn catalogue() -> Arc<Catalogue> {
    static HALL: OnceLock<Arc<Catalogue>> = OnceLock::new();
    HALL.get_or_init(|| Arc::new(read("kota-batu"))).clone()
}

/// A hall in which one agency has two queues.
pub fn two_queues() -> Arc<Catalogue> {
    Arc::new(read("sedang"))
}

/// The same hall on a day off.
pub fn closed_hall() -> Arc<Catalogue> {
    let mut hall = (*catalogue()).clone();
    for queue in &mut hall.queues {
        queue.today.next_day_from =
            queue.today.draw_from.map(|from| Timestamp(from.0 + 86_400_000));
        queue.today.spans.clear();
    }
    Arc::new(hall)
}

#[derive(Default, Deserialize)]
struct HallFile {
    kind: Text,
    name: Text,
    place: Text,
    paper_foot: Text,
    phone_address: Option<String>,
    hours: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    zones: BTreeMap<String, Thing>,
    #[serde(default)]
    priorities: BTreeMap<String, Thing>,
    kiosks: BTreeMap<String, Thing>,
    agencies: BTreeMap<String, Thing>,
    queues: BTreeMap<String, Thing>,
    counters: BTreeMap<String, Thing>,
    services: BTreeMap<String, Thing>,
}

/// Any table of the hall file.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Thing {
    name: Text,
    short: Text,
    about: Text,
    icon: String,
    zone: String,
    hours: String,
    prefix: String,
    agency: String,
    quota: Option<u32>,
    queues: Vec<String>,
    services: Option<Vec<String>>,
    queue: String,
    usual_minutes: u16,
    requirements: Vec<Text>,
    keywords: Vec<String>,
    standard: Option<Standard>,
}

/// What a service promises.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Standard {
    procedure: Vec<Text>,
    time: Text,
    cost: Text,
    product: Text,
    complaints: Text,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Several(BTreeMap<Language, String>),
}

impl Default for Text {
    fn default() -> Self {
        Self::Several(BTreeMap::new())
    }
}

impl Text {
    fn words(&self) -> Words {
        match self {
            Self::One(text) => Words(BTreeMap::from([(Language::Id, text.clone())])),
            Self::Several(words) => Words(words.clone()),
        }
    }
}

fn load(hall: &str) -> HallFile {
    let path = format!("{}/../assets/halls/{hall}.toml", env!("CARGO_MANIFEST_DIR"));
    antrean_shared::config::load(Some(Path::new(&path))).unwrap()
}

fn read(hall: &str) -> Catalogue {
    let file = load(hall);
    // The file's own order is that of the prefixes: A to Z, then XA to XE.
    let mut queues: Vec<(&String, &Thing)> = file.queues.iter().collect();
    queues.sort_by_key(|(id, _)| (id.len(), (*id).clone()));
    let agency = |queue: &Thing| {
        let thing = &file.agencies[&queue.agency];
        AgencyCard {
            id: queue.agency.parse().unwrap(),
            name: thing.name.words(),
            short: thing.short.words(),
            about: thing.about.words(),
            icon: thing.icon.clone(),
            zone: thing.zone.parse().unwrap(),
        }
    };
    let queue = |(id, queue): (&String, &Thing)| QueueCard {
        id: id.parse().unwrap(),
        prefix: Prefix::new(&queue.prefix).unwrap(),
        agency: queue.agency.parse().unwrap(),
        name: queue.name.words(),
        today: today(&file.hours[hours_of(&file, queue)], queue.quota),
    };
    let zone = |(id, thing): (&String, &Thing)| ZoneCard {
        id: id.parse().unwrap(),
        name: thing.name.words(),
        speaker: None,
    };
    let mut agencies: Vec<AgencyCard> = queues.iter().map(|(_, thing)| agency(thing)).collect();
    agencies.dedup_by(|one, other| one.id == other.id);
    Catalogue {
        revision: 1,
        service_day: ServiceDay(NaiveDate::from_ymd_opt(2022, 12, 5).unwrap()),
        hall: HallCard {
            id: HallId(Uuid::from_u128(1)),
            kind: file.kind.words(),
            name: file.name.words(),
            place: file.place.words(),
            paper_foot: file.paper_foot.words(),
        },
        training: false,
        utc_offset: UtcOffset(420),
        languages: vec![Language::Id, Language::En],
        phone_address: file.phone_address.clone(),
        zones: file.zones.iter().map(zone).collect(),
        agencies,
        queues: queues.iter().map(|entry| queue(*entry)).collect(),
        services: in_order(&file.services)
            .iter()
            .map(|id| service(id, &file.services[id]))
            .collect(),
        counters: in_order(&file.counters)
            .iter()
            .map(|id| counter(id, &file.counters[id]))
            .collect(),
        kiosks: file.kiosks.iter().map(kiosk_card).collect(),
        priorities: file.priorities.iter().map(priority).collect(),
        park_reasons: vec![],
        pause_reasons: vec![],
        ticker: vec![],
        pledge: Words::default(),
        busiest_first: false,
    }
}

fn priority((id, thing): (&String, &Thing)) -> PriorityCard {
    PriorityCard { id: id.parse().unwrap(), name: thing.name.words() }
}

fn kiosk_card((id, thing): (&String, &Thing)) -> KioskCard {
    KioskCard {
        id: id.parse().unwrap(),
        name: thing.name.words(),
        agencies: None,
        emergency_prefix: None,
    }
}

fn hours_of<'a>(file: &'a HallFile, queue: &'a Thing) -> &'a String {
    if queue.hours.is_empty() { &file.agencies[&queue.agency].hours } else { &queue.hours }
}

fn in_order(things: &BTreeMap<String, Thing>) -> Vec<String> {
    let mut ids: Vec<String> = things.keys().cloned().collect();
    ids.sort_by_key(|id| (id.len(), id.clone()));
    ids
}

fn service(id: &str, thing: &Thing) -> ServiceCard {
    ServiceCard {
        id: id.parse().unwrap(),
        name: thing.name.words(),
        queue: thing.queue.parse().unwrap(),
        usual_minutes: thing.usual_minutes,
        requirements: thing.requirements.iter().map(Text::words).collect(),
        keywords: thing.keywords.clone(),
        standard: thing.standard.as_ref().map(|standard| ServiceStandard {
            procedure: standard.procedure.iter().map(Text::words).collect(),
            time: standard.time.words(),
            cost: standard.cost.words(),
            product: standard.product.words(),
            complaints: standard.complaints.words(),
        }),
    }
}

fn counter(id: &str, thing: &Thing) -> CounterCard {
    CounterCard {
        id: id.parse().unwrap(),
        name: thing.name.words(),
        zone: thing.zone.parse().unwrap(),
        queues: thing.queues.iter().map(|queue| queue.parse().unwrap()).collect(),
        services: thing
            .services
            .as_ref()
            .map(|only| only.iter().map(|service| service.parse().unwrap()).collect()),
    }
}

/// The Monday of a week's hours; numbers from half an hour before until half an hour before the end.
fn today(week: &BTreeMap<String, Vec<String>>, quota: Option<u32>) -> QueueToday {
    let days = ["mon", "tue", "wed", "thu", "fri"];
    let spans_of = |place: usize| -> Vec<Span> {
        let spans = week.get(days[place]).map(Vec::as_slice).unwrap_or_default();
        spans.iter().map(|text| span(text, place)).collect()
    };
    let spans = spans_of(0);
    let half = Duration::from_secs(1_800);
    let next = (1..days.len()).find_map(|place| spans_of(place).first().copied());
    QueueToday {
        draw_from: spans.first().map(|first| first.from.minus(half)),
        cut_off: spans.last().map(|last| last.to.minus(half)),
        quota,
        next_day_from: next.map(|first| first.from.minus(half)),
        spans,
        ..QueueToday::default()
    }
}

fn span(text: &str, day: usize) -> Span {
    let at = |clock: &str| {
        let (hours, minutes) = clock.split_once(':').unwrap();
        let minutes = hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap();
        Timestamp(MIDNIGHT + (day as i64 * 1_440 + minutes) * 60_000)
    };
    let (from, to) = text.split_once('-').unwrap();
    Span { from: at(from), to: at(to) }
}
