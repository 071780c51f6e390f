//! A small hall and its calls, for this crate's tests.

use crate::announcer::Subject;
use crate::config::VoiceConfig;
use crate::phrase::Utterance;
use antrean_shared::catalogue::{
    AgencyCard, Catalogue, CounterCard, HallCard, QueueCard, Words, ZoneCard,
};
use antrean_shared::id::{
    AgencyId, CommandId, CounterId, DeviceId, HallId, JournalId, QueueId, ZoneId,
};
use antrean_shared::opening::{Circumstances, QueueToday, Span};
use antrean_shared::protocol::Envelope;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Language, Prefix};
use antrean_shared::time::{ServiceDay, Timestamp, UtcOffset};
use antrean_shared::view::{
    Announcement, BoardCall, BoardCounter, BoardView, CallEnd, CallKind, QueueFigures, View,
};
use antrean_shared::wait::WaitRange;
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

/// 5 December 2022, 09.41 in Kota Batu.
pub const MORNING: Timestamp = Timestamp(1_670_208_060_000);

/// Agencies: prefix, id, short name, counters.
const AGENCIES: [(&str, &str, &str, &[&str]); 9] = [
    ("A", "dukcapil", "Dispendukcapil", &["1", "2", "3", "12"]),
    ("B", "dpmptsp", "DPMPTSP", &["9"]),
    ("C", "samsat", "Samsat", &["14"]),
    ("E", "bpjs-kes", "BPJS Kesehatan", &["20"]),
    ("H", "bpjs-tk", "BPJS Ketenagakerjaan", &["25"]),
    ("K", "imigrasi", "Imigrasi & Hukum", &["31"]),
    ("S", "teknis", "Dinas Teknis", &["41"]),
    ("T", "bank", "Bank Daerah", &["44"]),
    ("XA", "taspen", "Taspen", &["50"]),
];

pub fn words(id: &str, en: &str) -> Words {
    Words([(Language::Id, id.to_owned()), (Language::En, en.to_owned())].into())
}

fn both(text: &str) -> Words {
    words(text, text)
}

pub fn day() -> ServiceDay {
    ServiceDay(NaiveDate::from_ymd_opt(2022, 12, 5).unwrap())
}

pub fn zone() -> ZoneId {
    ZoneId::new("zona-1").unwrap()
}

pub fn device() -> DeviceId {
    DeviceId::new("papan-1").unwrap()
}

pub fn journal(number: u128) -> JournalId {
    JournalId(Uuid::from_u128(number))
}

/// The hall of the tests; its counter "meja" has a name too long for one line.
pub fn catalogue() -> Catalogue {
    let queue = |id: &str| QueueId::new(id).unwrap();
    let counter = |id: &str, name: Words, of: &str| CounterCard {
        id: CounterId::new(id).unwrap(),
        name,
        zone: zone(),
        queues: vec![queue(of)],
        services: None,
    };
    let mut counters = vec![counter(
        "meja",
        words("Meja informasi dan pendampingan 2", "Information and assistance desk 2"),
        "dukcapil",
    )];
    for (_, id, _, numbers) in AGENCIES {
        let named = |number: &&str| {
            let name = words(&format!("Loket {number}"), &format!("Counter {number}"));
            counter(number, name, id)
        };
        counters.extend(numbers.iter().map(named));
    }
    let today = QueueToday {
        spans: vec![Span { from: hours(-2), to: hours(6) }],
        draw_from: None,
        cut_off: None,
        quota: None,
        next_day_from: None,
        ..QueueToday::default()
    };
    Catalogue {
        revision: 1,
        service_day: day(),
        hall: HallCard {
            id: HallId(Uuid::from_u128(1)),
            kind: words("Mal Pelayanan Publik", "Public Service Mall"),
            name: both("Among Warga"),
            place: both("Kota Batu"),
            paper_foot: Words::default(),
        },
        training: false,
        utc_offset: UtcOffset(420),
        languages: vec![Language::Id, Language::En],
        phone_address: None,
        zones: vec![zone_card()],
        agencies: AGENCIES.map(agency).into(),
        queues: AGENCIES
            .map(|(prefix, id, _, _)| QueueCard {
                id: queue(id),
                prefix: Prefix::new(prefix).unwrap(),
                agency: AgencyId::new(id).unwrap(),
                name: Words::default(),
                // The bank is closed today.
                today: QueueToday {
                    spans: if id == "bank" { vec![] } else { today.spans.clone() },
                    ..today.clone()
                },
            })
            .into(),
        services: vec![],
        counters,
        kiosks: vec![],
        priorities: vec![],
        park_reasons: vec![],
        pause_reasons: vec![],
        pledge: Words::default(),
        busiest_first: false,
        ticker: ticker(),
    }
}

fn ticker() -> Vec<Words> {
    vec![
        words("Layanan SKCK tutup pukul 14.00", "Police records close at 14.00"),
        words(
            "Loket prioritas untuk lansia, penyandang disabilitas, ibu hamil, dan pembawa balita",
            "Priority counters for the elderly, people with disabilities and young children",
        ),
    ]
}

fn hours(after: i64) -> Timestamp {
    Timestamp(MORNING.0 + after * 3_600_000)
}

/// The same hall with every name as long as a hall file may have it.
pub fn long_names() -> Catalogue {
    let mut hall = catalogue();
    hall.hall.name = both("Among Warga Sejahtera");
    hall.hall.place = both("Kabupaten Kepulauan Tanimbar");
    for agency in &mut hall.agencies {
        agency.short = both("Kependudukan dan Sipil II");
    }
    for (place, queue) in hall.queues.iter_mut().enumerate() {
        if place % 2 == 0 {
            queue.name = words(
                "Perekaman dan pengambilan KTP elektronik",
                "Enrolment and collection of e-ID cards",
            );
        }
    }
    for counter in &mut hall.counters {
        let number = counter.id.as_str().to_owned();
        if number == "3" || number == "14" {
            counter.name = words("Loket pendaftaran 12", "Registration counter 12");
        }
    }
    hall.ticker = vec![both(
        "Mohon maaf, mulai hari Senin pengambilan KTP elektronik dan kartu keluarga dipindahkan ke lantai 2; \
         pengunjung yang sudah memegang nomor tetap dilayani di lantai ini sampai selesai pukul 15.00",
    )];
    hall
}

fn zone_card() -> ZoneCard {
    let name = words(
        "Lantai 1 – perizinan dan kependudukan",
        "Floor 1 – licensing and civil registration",
    );
    ZoneCard { id: zone(), name, speaker: None }
}

fn agency((_, id, short, _): (&str, &str, &str, &[&str])) -> AgencyCard {
    AgencyCard {
        id: AgencyId::new(id).unwrap(),
        name: both(short),
        short: both(short),
        about: Words::default(),
        icon: "landmark".to_owned(),
        zone: zone(),
    }
}

/// A call that is awaited, made at `at`.
pub fn call(call: u64, number: &str, counter: &str, at: Timestamp) -> BoardCall {
    let digits = number.find(|c: char| c.is_ascii_digit()).unwrap();
    let agency = AGENCIES.iter().find(|agency| agency.0 == &number[..digits]).unwrap();
    BoardCall {
        call,
        number: number.parse().unwrap(),
        counter: CounterId::new(counter).unwrap(),
        queue: QueueId::new(agency.1).unwrap(),
        at,
        kind: CallKind::Call,
        awaited: true,
        serving: false,
        ended: None,
        language: Language::Id,
        priority: false,
    }
}

pub fn ended(call: BoardCall, end: CallEnd) -> BoardCall {
    BoardCall { awaited: false, ended: Some(end), ..call }
}

pub fn serving(call: BoardCall) -> BoardCall {
    BoardCall { serving: true, ..ended(call, CallEnd::Answered) }
}

/// The board's view with these calls, in any order.
pub fn view(mut calls: Vec<BoardCall>) -> BoardView {
    calls.sort_by_key(|call| std::cmp::Reverse(call.call));
    let counters = counters(&calls);
    let figures = |(index, agency): (usize, &(&str, &str, &str, &[&str]))| QueueFigures {
        queue: QueueId::new(agency.1).unwrap(),
        waiting: [12, 4, 0, 23, 7, 1, 3, 0, 108][index],
        live: Circumstances { issued: 30, ..Circumstances::default() },
        standby: 0,
        counters_open: [4, 1, 0, 2, 1, 1, 1, 0, 1][index],
        wait: [Some((25, 45)), Some((0, 10)), None, Some((90, 130))][index % 4]
            .map(|(low_minutes, high_minutes)| WaitRange { low_minutes, high_minutes }),
    };
    BoardView {
        zone: zone(),
        service_day: day(),
        calls,
        queues: AGENCIES.iter().enumerate().map(figures).collect(),
        speaker: None,
        spoken: 0,
        announcements: vec![],
        counters,
    }
}

/// What a zone's counters do while these calls stand: those without one take turns in being open, paused,
/// closing and closed.
pub fn counters(calls: &[BoardCall]) -> Vec<BoardCounter> {
    let states = [
        CounterState::Open,
        CounterState::Closed,
        CounterState::Paused,
        CounterState::Open,
        CounterState::Closing,
    ];
    let cards = catalogue().counters.into_iter().filter(|card| !card.queues.is_empty());
    let told = |(place, card): (usize, CounterCard)| {
        let active = |call: &&BoardCall| call.counter == card.id && (call.awaited || call.serving);
        let call = calls.iter().find(active);
        BoardCounter {
            counter: card.id.clone(),
            state: if call.is_some() { CounterState::Open } else { states[place % states.len()] },
            number: call.map(|call| call.number),
            serving: call.is_some_and(|call| call.serving),
        }
    };
    cards.enumerate().map(told).collect()
}

pub fn announced(text: &str, view: BoardView) -> BoardView {
    BoardView { announcements: vec![Announcement { at: MORNING, text: text.to_owned() }], ..view }
}

pub fn envelope(view: BoardView) -> Arc<Envelope> {
    let view = View::Board(view);
    Arc::new(Envelope { journal: journal(7), epoch: 1, seq: 1, now: MORNING, view })
}

/// The chime of a call, and no word.
pub fn chime(call: u64) -> Utterance {
    let subject = Subject::Call(call);
    Utterance { subject, chime: true, sentences: Vec::new(), volume_percent: 100 }
}

/// The settings of a voice that finds what the sources hold.
pub fn shipped_voices() -> VoiceConfig {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/voices");
    VoiceConfig { folder: Some(folder), ..VoiceConfig::default() }
}

/// A folder of its own for a test, gone with it.
pub struct Folder(pub std::path::PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("antrean-{}", CommandId::fresh()));
        antrean_shared::keep::make_folder(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0); // a leftover in the temporary folder harms nobody
    }
}

/// The same hall with thirty queues, each with a counter of its own.
pub fn hall_of_thirty() -> Catalogue {
    let mut hall = catalogue();
    for number in hall.queues.len()..30 {
        let id = format!("dinas-{number}");
        let name = format!("Dinas nomor {number}");
        let agency = AgencyCard {
            id: AgencyId::new(&id).unwrap(),
            short: both(&name),
            ..hall.agencies[1].clone()
        };
        let queue = QueueCard {
            id: QueueId::new(&id).unwrap(),
            agency: agency.id.clone(),
            ..hall.queues[1].clone()
        };
        let named = words(&format!("Loket {}", number + 60), &format!("Counter {}", number + 60));
        hall.counters.push(CounterCard {
            id: CounterId::new(format!("loket-{number}")).unwrap(),
            name: named,
            zone: zone(),
            queues: vec![queue.id.clone()],
            services: None,
        });
        hall.agencies.push(agency);
        hall.queues.push(queue);
    }
    hall
}

/// The view of that hall with this call and the ones that were before.
pub fn view_of_thirty(last: BoardCall) -> BoardView {
    let mut view = view(vec![call(6, "C087", "14", MORNING), last]);
    let first = view.queues[0].clone();
    let cards = hall_of_thirty().queues;
    let missing = cards.into_iter().skip(view.queues.len());
    view.queues.extend(missing.map(|card| QueueFigures { queue: card.id, ..first.clone() }));
    view
}
