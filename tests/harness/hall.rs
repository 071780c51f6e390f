//! A small hall for tests of the rules: three queues, four counters, an information desk, two kiosks.
//!
//! Used by everything in `tests` that needs a hall but no hall file. Every weekday has one unbroken
//! span, Friday has a break, the weekend is closed.

use antrean_hub::hall::file::Booking as Bookable;
use antrean_hub::hall::hours::{DayHours, DayRelease, Hours};
use antrean_hub::hall::rules::{Absence, Bookings, Rules};
use antrean_hub::hall::{Agency, Counter, Hall, Kiosk, Priority, Queue, Service, Zone};
use antrean_shared::catalogue::Words;
use antrean_shared::id::{
    AgencyId, CounterId, DeviceId, KioskId, Officer, PriorityId, QueueId, ServiceId, ZoneId,
};
use antrean_shared::ticket::{Language, Prefix};
use antrean_shared::time::Timestamp;
use chrono::{NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Hours from 8.00 to 15.00, numbers from 7.30 to 14.30; Friday rests from 11.00 to 13.00.
pub fn week() -> Hours {
    let usual = DayHours { spans: vec![(480, 900)], draw_from: 450, cut_off: 870 };
    let friday = DayHours { spans: vec![(480, 660), (780, 870)], draw_from: 450, cut_off: 840 };
    let mut week = [const { None }; 7];
    week[..4].fill(Some(usual));
    week[4] = Some(friday);
    Hours { week, ..Hours::default() }
}

/// Builds the hall: queue `ktp` (A) and `kk` (B) of one agency, `pajak` (C) of another.
pub fn small_hall() -> Hall {
    let counters = [
        counter("1", "utara", &["ktp", "kk"], None),
        counter("2", "utara", &["ktp"], Some(&["ktp-baru"])),
        counter("3", "selatan", &["kk", "pajak"], None),
        counter("4", "selatan", &["pajak"], None),
        counter("info-1", "utara", &[], None),
    ];
    let queues = [
        queue("ktp", "A", "dukcapil"),
        queue("kk", "B", "dukcapil"),
        queue("pajak", "C", "samsat"),
    ];
    let services = [
        service("ktp-baru", "ktp", "dukcapil"),
        service("ktp-hilang", "ktp", "dukcapil"),
        service("kk-baru", "kk", "dukcapil"),
        service("pajak-tahunan", "pajak", "samsat"),
        service("stnk", "pajak", "samsat"),
    ];
    let kiosks = [kiosk("k1", "XA", None), kiosk("k2", "XB", Some(&["samsat"]))];
    Hall {
        revision: 1,
        kind: words("Mal Pelayanan Publik"),
        name: words("MPP Contoh"),
        place: words("Contoh"),
        time_zone: chrono_tz::Asia::Jakarta,
        day_starts: NaiveTime::MIN,
        languages: vec![Language::Id, Language::En],
        phone_address: None,
        paper_foot: words("Terima kasih"),
        pledge: words("Kami melayani dengan hati"),
        busiest_first: false,
        zones: ["utara", "selatan"].map(zone).to_vec(),
        agencies: vec![agency("dukcapil", "utara"), agency("samsat", "selatan")],
        queue_order: queues.iter().map(|queue| queue.id.clone()).collect(),
        queues: by_id(queues, |queue| queue.id.clone()),
        service_order: services.iter().map(|service| service.id.clone()).collect(),
        services: by_id(services, |service| service.id.clone()),
        counter_order: counters.iter().map(|counter| counter.id.clone()).collect(),
        counters: by_id(counters, |counter| counter.id.clone()),
        officers: BTreeMap::new(),
        kiosk_order: kiosks.iter().map(|kiosk| kiosk.id.clone()).collect(),
        kiosks: by_id(kiosks, |kiosk| kiosk.id.clone()),
        priorities: ["lansia", "hamil"].map(priority).to_vec(),
        park_reasons: vec![words("Fotokopi")],
        pause_reasons: vec![words("Istirahat")],
        ticker: vec![],
        holidays: BTreeMap::new(),
        rules: Rules::default(),
    }
}

/// Builds the same hall where a counter has to ask before it closes.
pub fn asking_hall() -> Hall {
    let mut hall = small_hall();
    hall.rules.closing_needs_approval = true;
    hall
}

/// Builds the same hall where the numbers of `kk` come free in turn: 2 at 7.30, 2 at 9.00, 2 at 10.00,
/// with a list of 3.
pub fn limited_hall() -> Hall {
    let mut hall = small_hall();
    let queue = hall.queues.get_mut(&queue_id("kk")).expect("the hall has it");
    queue.releases = [450, 540, 600].map(|at| DayRelease { at, numbers: 2 }).to_vec();
    queue.standby_max = 3;
    hall
}

/// Builds the same hall where `ktp-hilang` is short and counters of `ktp` are kept for it, and where
/// Citra serves nothing else of `ktp`.
pub fn skilled_hall() -> Hall {
    let mut hall = small_hall();
    let short = service_id("ktp-hilang");
    hall.services.get_mut(&short).expect("the hall has it").usual_minutes = 3;
    hall.queues.get_mut(&queue_id("ktp")).expect("the hall has it").short_minutes = Some(5);
    hall.counters.get_mut(&counter_id("2")).expect("the hall has it").services = None;
    let only = ["ktp-hilang", "kk-baru"].map(service_id).into();
    hall.officers.insert("citra".to_owned(), only);
    hall
}

/// Builds the same hall where `ktp-baru` can be booked: 2 places every half an hour, of 40 numbers a
/// day; 13 slots come before the last number.
pub fn booking_hall() -> Hall {
    let mut hall = small_hall();
    take_bookings(&mut hall);
    hall
}

/// Lets `ktp-baru` of a hall be booked.
pub fn take_bookings(hall: &mut Hall) {
    let queue = hall.queues.get_mut(&queue_id("ktp")).expect("the hall has it");
    queue.bookings = Some(Bookings { places: 2, ..Bookings::default() });
    queue.quota = Some(40);
    hall.services.get_mut(&service_id("ktp-baru")).expect("the hall has it").booking =
        Bookable::Possible;
}

/// Returns an instant of December 2022 in Jakarta; day 5 is a Monday.
pub fn instant(day: u32, hour: u32, minute: u32, second: u32) -> Timestamp {
    instant_in(chrono_tz::Asia::Jakarta, day, (hour, minute, second))
}

/// Returns an instant of December 2022 in a time zone of Indonesia.
pub fn instant_in(zone: Tz, day: u32, (hour, minute, second): (u32, u32, u32)) -> Timestamp {
    let date = NaiveDate::from_ymd_opt(2022, 12, day).expect("a day of December");
    let local = date.and_hms_opt(hour, minute, second).expect("a time of day");
    let found = zone.from_local_datetime(&local).single();
    Timestamp::from(found.expect("Indonesia never changes its clocks"))
}

/// Names a counter.
pub fn counter_id(text: &str) -> CounterId {
    CounterId::new(text).expect("tests name slugs")
}

/// Names a queue.
pub fn queue_id(text: &str) -> QueueId {
    QueueId::new(text).expect("tests name slugs")
}

/// Names a service.
pub fn service_id(text: &str) -> ServiceId {
    ServiceId::new(text).expect("tests name slugs")
}

/// Names an agency.
pub fn agency_id(text: &str) -> AgencyId {
    AgencyId::new(text).expect("tests name slugs")
}

/// Names a priority class.
pub fn priority_id(text: &str) -> PriorityId {
    PriorityId::new(text).expect("tests name slugs")
}

/// Names a kiosk.
pub fn kiosk_id(text: &str) -> KioskId {
    KioskId::new(text).expect("tests name slugs")
}

/// Names a device.
pub fn device_id(text: &str) -> DeviceId {
    DeviceId::new(text).expect("tests name slugs")
}

/// Names a zone.
pub fn zone_id(text: &str) -> ZoneId {
    ZoneId::new(text).expect("tests name slugs")
}

/// Names an officer.
pub fn officer(text: &str) -> Officer {
    Officer::new(text).expect("tests name officers")
}

fn words(text: &str) -> Words {
    Words(BTreeMap::from([(Language::Id, text.to_owned())]))
}

fn by_id<K: Ord, T, const N: usize>(things: [T; N], id: impl Fn(&T) -> K) -> BTreeMap<K, T> {
    things.into_iter().map(|thing| (id(&thing), thing)).collect()
}

fn zone(id: &str) -> Zone {
    Zone { id: zone_id(id), name: words(id), speaker: None }
}

fn priority(id: &str) -> Priority {
    Priority { id: priority_id(id), name: words(id) }
}

fn agency(id: &str, zone: &str) -> Agency {
    Agency {
        id: agency_id(id),
        name: words(id),
        short: words(id),
        about: words(id),
        icon: "landmark".to_owned(),
        zone: zone_id(zone),
    }
}

fn queue(id: &str, prefix: &str, agency: &str) -> Queue {
    Queue {
        id: queue_id(id),
        prefix: Prefix::new(prefix).expect("tests name prefixes"),
        agency: agency_id(agency),
        name: words(id),
        hours: week(),
        quota: None,
        releases: vec![],
        standby_max: 0,
        short_minutes: None,
        waiting_max: None,
        bookings: None,
        absence: Absence::default(),
    }
}

fn service(id: &str, queue: &str, agency: &str) -> Service {
    Service {
        id: service_id(id),
        name: words(id),
        agency: agency_id(agency),
        queue: queue_id(queue),
        usual_minutes: 10,
        requirements: vec![],
        keywords: vec![],
        standard: None,
        booking: Bookable::No,
    }
}

fn counter(id: &str, zone: &str, queues: &[&str], services: Option<&[&str]>) -> Counter {
    Counter {
        id: counter_id(id),
        name: words(id),
        zone: zone_id(zone),
        queues: queues.iter().map(|queue| queue_id(queue)).collect(),
        services: services.map(|only| only.iter().map(|service| service_id(service)).collect()),
        prefers_priority: false,
    }
}

fn kiosk(id: &str, prefix: &str, agencies: Option<&[&str]>) -> Kiosk {
    Kiosk {
        id: kiosk_id(id),
        name: words(id),
        emergency_prefix: Prefix::new(prefix).expect("tests name prefixes"),
        emergency: true,
        agencies: agencies.map(|only| only.iter().map(|agency| agency_id(agency)).collect()),
    }
}
