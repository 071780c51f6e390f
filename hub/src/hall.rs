//! The hall as `hall.toml` describes it: agencies, queues, services, counters, hours, rules.
//!
//! Built by `hall::file` from a checked file, so every id resolves and no prefix begins another.
//! The engine and the views read it; it knows no ticket and no clock.

pub mod check;
pub mod fault;
pub mod file;
pub mod fits;
pub mod hours;
pub mod rules;
pub mod shape;
pub mod source;

use antrean_shared::catalogue::{
    AgencyCard, Catalogue, CounterCard, HallCard, KioskCard, PriorityCard, QueueCard, ServiceCard,
    ServiceStandard, Words, ZoneCard,
};
use antrean_shared::id::{
    AgencyId, CounterId, DeviceId, HallId, KioskId, Officer, PriorityId, QueueId, ServiceId, ZoneId,
};
use antrean_shared::ticket::{Language, Prefix};
use antrean_shared::time::ServiceDay;
use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use file::Booking;
use hours::{DayRelease, Hours};
use rules::{Absence, Bookings, Rules};
use std::collections::{BTreeMap, BTreeSet};

/// A valid hall: every id resolves, no prefix begins another.
#[derive(Debug, Clone, PartialEq)]
pub struct Hall {
    /// Rises with every hall file that was applied; set by whoever applies it.
    pub revision: u64,
    /// What kind of place it is: "Mal Pelayanan Publik".
    pub kind: Words,
    /// Its name.
    pub name: Words,
    /// Where it is.
    pub place: Words,
    /// The hall's time zone.
    pub time_zone: Tz,
    /// The time of day at which the service day turns.
    pub day_starts: NaiveTime,
    /// Languages; the first is the hall's own.
    pub languages: Vec<Language>,
    /// Where a ticket's QR leads, without the token.
    pub phone_address: Option<String>,
    /// A line at the foot of the paper.
    pub paper_foot: Words,
    /// Zones in the file's order.
    pub zones: Vec<Zone>,
    /// Agencies in the file's order.
    pub agencies: Vec<Agency>,
    /// Queues by id.
    pub queues: BTreeMap<QueueId, Queue>,
    /// Ids of queues in the file's order.
    pub queue_order: Vec<QueueId>,
    /// Services by id.
    pub services: BTreeMap<ServiceId, Service>,
    /// Ids of services in the file's order.
    pub service_order: Vec<ServiceId>,
    /// Counters by id.
    pub counters: BTreeMap<CounterId, Counter>,
    /// Ids of counters in the file's order.
    pub counter_order: Vec<CounterId>,
    /// The only services of officers who do not serve everything, by the name of each in small letters.
    pub officers: BTreeMap<String, BTreeSet<ServiceId>>,
    /// Kiosks by id.
    pub kiosks: BTreeMap<KioskId, Kiosk>,
    /// Ids of kiosks in the file's order.
    pub kiosk_order: Vec<KioskId>,
    /// Priority classes in the file's order.
    pub priorities: Vec<Priority>,
    /// The reasons that officers choose from when they park a ticket.
    pub park_reasons: Vec<Words>,
    /// The reasons that officers choose from when they pause.
    pub pause_reasons: Vec<Words>,
    /// Running lines of the boards.
    pub ticker: Vec<Words>,
    /// What the hall promises to its visitors.
    pub pledge: Words,
    /// Whether kiosks show the agencies with the most people waiting first.
    pub busiest_first: bool,
    /// Public holidays and days of joint leave, with their names.
    pub holidays: BTreeMap<NaiveDate, Words>,
    /// The numbers that commands keep to.
    pub rules: Rules,
}

/// A part of the hall with its own boards and voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Id.
    pub id: ZoneId,
    /// Name.
    pub name: Words,
    /// The display that speaks for the zone.
    pub speaker: Option<DeviceId>,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Id.
    pub id: AgencyId,
    /// Full name.
    pub name: Words,
    /// The name on tiles and boards.
    pub short: Words,
    /// What it is for, in a few words.
    pub about: Words,
    /// Name of an icon in `assets/icons`.
    pub icon: String,
    /// Where it is.
    pub zone: ZoneId,
}

/// A queue: prefix, series, order, people waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Id.
    pub id: QueueId,
    /// The letters of its numbers.
    pub prefix: Prefix,
    /// Its agency.
    pub agency: AgencyId,
    /// Its name; the agency's short name where the file gives none.
    pub name: Words,
    /// When its counters serve.
    pub hours: Hours,
    /// Numbers a day, where the hall limits them.
    pub quota: Option<u32>,
    /// When so many of them come free, in order; none: all of them at once.
    pub releases: Vec<DayRelease>,
    /// How many visitors may wait for the next release without a number.
    pub standby_max: u32,
    /// People waiting, beyond whom nobody is transferred into it.
    pub waiting_max: Option<u32>,
    /// Services of at most so many usual minutes are short; one counter is kept for them while they
    /// wait.
    pub short_minutes: Option<u16>,
    /// What holds for visitors who have booked; none: nobody can.
    pub bookings: Option<Bookings>,
    /// What holds for visitors who are not there when they are called.
    pub absence: Absence,
}

/// A service: what people come for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: Words,
    /// The agency of its queue.
    pub agency: AgencyId,
    /// Its queue.
    pub queue: QueueId,
    /// Minutes that one visitor usually takes.
    pub usual_minutes: u16,
    /// What to bring, a line each.
    pub requirements: Vec<Words>,
    /// What people say when they look for it, besides its name.
    pub keywords: Vec<String>,
    /// What else the agency promises about it.
    pub standard: Option<ServiceStandard>,
    /// Whether visitors may book it.
    pub booking: Booking,
}

/// A counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// Id.
    pub id: CounterId,
    /// What boards and voice call it.
    pub name: Words,
    /// Where it is.
    pub zone: ZoneId,
    /// Queues by rank; none for an information desk.
    pub queues: Vec<QueueId>,
    /// The only services it can serve, or none if it can serve all of its queues'.
    pub services: Option<BTreeSet<ServiceId>>,
    /// It calls priority visitors first, and others when none waits.
    pub prefers_priority: bool,
}

/// A kiosk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kiosk {
    /// Id.
    pub id: KioskId,
    /// What the paper calls it.
    pub name: Words,
    /// The letters of numbers given while the hub is away.
    pub emergency_prefix: Prefix,
    /// Whether it gives such numbers.
    pub emergency: bool,
    /// The agencies that it offers, or none if it offers all.
    pub agencies: Option<Vec<AgencyId>>,
}

/// A class of visitors who are called earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Id.
    pub id: PriorityId,
    /// Name.
    pub name: Words,
}

impl Counter {
    /// Tells whether the counter may serve a service: one of its queues', and not ruled out.
    pub fn may_serve(&self, service: &Service) -> bool {
        let skilled = self.services.as_ref().is_none_or(|only| only.contains(&service.id));
        skilled && self.queues.contains(&service.queue)
    }
}

impl Hall {
    /// Returns an agency.
    pub fn agency(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == *id)
    }

    /// Tells whether a counter may serve a service, whoever sits there.
    pub fn serves(&self, desk: &Counter, service: &ServiceId) -> bool {
        self.services.get(service).is_some_and(|service| desk.may_serve(service))
    }

    /// Tells whether an officer serves a service: whoever is not in the hall file serves everything.
    pub fn is_skilled(&self, officer: &Officer, service: &ServiceId) -> bool {
        let only = self.officers.get(&officer.as_str().to_lowercase());
        only.is_none_or(|only| only.contains(service))
    }

    /// Returns what holds for visitors of a queue who are not there when they are called.
    pub fn absence(&self, queue: &QueueId) -> &Absence {
        self.queues.get(queue).map_or(&self.rules.absence, |queue| &queue.absence)
    }

    /// Tells whether a kiosk offers a service.
    pub fn offers(&self, kiosk: &Kiosk, service: &Service) -> bool {
        kiosk.agencies.as_ref().is_none_or(|only| only.contains(&service.agency))
    }

    /// Returns what the apps know of the hall on a service day.
    pub fn catalogue(&self, hall: HallId, day: ServiceDay, training: bool) -> Catalogue {
        Catalogue {
            revision: self.catalogue_revision(day),
            service_day: day,
            hall: HallCard {
                id: hall,
                kind: self.kind.clone(),
                name: self.name.clone(),
                place: self.place.clone(),
                paper_foot: self.paper_foot.clone(),
            },
            training,
            utc_offset: self.offset(self.day_start(day)),
            languages: self.languages.clone(),
            phone_address: self.phone_address.clone(),
            zones: self.zones.iter().map(Zone::card).collect(),
            agencies: self.agencies.iter().map(Agency::card).collect(),
            queues: self.queue_order.iter().map(|id| self.queue_card(id, day)).collect(),
            services: self.service_order.iter().map(|id| self.services[id].card()).collect(),
            counters: self.counter_order.iter().map(|id| self.counters[id].card()).collect(),
            kiosks: self.kiosk_order.iter().map(|id| self.kiosks[id].card()).collect(),
            priorities: self.priorities.iter().map(Priority::card).collect(),
            park_reasons: self.park_reasons.clone(),
            pause_reasons: self.pause_reasons.clone(),
            ticker: self.ticker.clone(),
            pledge: self.pledge.clone(),
            busiest_first: self.busiest_first,
        }
    }

    /// Returns the catalogue's revision: it changes with the file and with the day.
    pub fn catalogue_revision(&self, day: ServiceDay) -> u64 {
        const DAYS: u64 = 10_000_000;
        let days = u64::try_from(day.0.num_days_from_ce()).unwrap_or(0);
        self.revision.saturating_mul(DAYS).saturating_add(days)
    }

    fn queue_card(&self, id: &QueueId, day: ServiceDay) -> QueueCard {
        let queue = &self.queues[id];
        QueueCard {
            id: queue.id.clone(),
            prefix: queue.prefix,
            agency: queue.agency.clone(),
            name: queue.name.clone(),
            today: self.today(id, day),
        }
    }
}

impl Zone {
    fn card(&self) -> ZoneCard {
        ZoneCard { id: self.id.clone(), name: self.name.clone(), speaker: self.speaker.clone() }
    }
}

impl Agency {
    fn card(&self) -> AgencyCard {
        AgencyCard {
            id: self.id.clone(),
            name: self.name.clone(),
            short: self.short.clone(),
            about: self.about.clone(),
            icon: self.icon.clone(),
            zone: self.zone.clone(),
        }
    }
}

impl Service {
    fn card(&self) -> ServiceCard {
        ServiceCard {
            id: self.id.clone(),
            name: self.name.clone(),
            queue: self.queue.clone(),
            usual_minutes: self.usual_minutes,
            requirements: self.requirements.clone(),
            keywords: self.keywords.clone(),
            standard: self.standard.clone(),
        }
    }
}

impl Counter {
    fn card(&self) -> CounterCard {
        CounterCard {
            id: self.id.clone(),
            name: self.name.clone(),
            zone: self.zone.clone(),
            queues: self.queues.clone(),
            services: self.services.as_ref().map(|only| only.iter().cloned().collect()),
        }
    }
}

impl Kiosk {
    fn card(&self) -> KioskCard {
        KioskCard {
            id: self.id.clone(),
            name: self.name.clone(),
            agencies: self.agencies.clone(),
            emergency_prefix: self.emergency.then_some(self.emergency_prefix),
        }
    }
}

impl Priority {
    fn card(&self) -> PriorityCard {
        PriorityCard { id: self.id.clone(), name: self.name.clone() }
    }
}
