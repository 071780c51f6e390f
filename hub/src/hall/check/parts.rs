//! The parts of a hall: zones, agencies, queues, services, counters, kiosks, priorities.
//!
//! Whatever is not active is checked and then left out, and so is what belongs to it.

use super::week::{Asked, Calendar, Last};
use super::{Check, Thing, chars, entry};
use crate::hall::fault::quoted;
use crate::hall::file::{AgencyFile, CounterFile, HallFile, KioskFile, QueueFile};
use crate::hall::{Agency, Counter, Kiosk, Priority, Queue, Service, Zone};
use antrean_shared::catalogue::Words;
use antrean_shared::id::{AgencyId, CounterId, KioskId, QueueId, ServiceId};
use std::collections::{BTreeMap, BTreeSet};

/// The icon of an agency that names none.
const ICON: &str = "landmark";

impl<'a> Check<'a> {
    pub(super) fn zones(&mut self) -> Vec<Zone> {
        let file = self.file;
        let mut zones = Vec::new();
        for key in self.source.order("zones") {
            let zone = &file.zones[key];
            let id = self.id("zones", key);
            let name = self.words(&["zones", key, "name"], &zone.name, chars::SIGN);
            self.some_words(&["zones", key, "about"], zone.about.as_ref(), chars::ABOUT);
            let speaker = zone.speaker.as_deref().and_then(|device| {
                let found = device.parse().ok();
                if found.is_none() {
                    let what = format!("{} bukan id sebuah papan", quoted(device));
                    let instead = "pakai huruf kecil, angka, dan tanda -, misalnya \"board-1\"";
                    self.fault(&["zones", key, "speaker"], what, instead);
                }
                found
            });
            zones.extend(id.map(|id| Zone { id, name, speaker }));
        }
        zones
    }

    pub(super) fn agencies(&mut self) -> Vec<Agency> {
        let file = self.file;
        let mut agencies = Vec::new();
        for key in self.source.order("agencies") {
            let agency = &file.agencies[key];
            let at = |field| ["agencies", key, field];
            let id = self.id("agencies", key);
            let name = self.words(&at("name"), &agency.name, chars::NAME);
            let short = self.short(key, agency);
            let about = self.some_words(&at("about"), agency.about.as_ref(), chars::ABOUT);
            let zone = self.resolve(&at("zone"), Thing::Zone, &agency.zone);
            self.resolve::<String>(&at("hours"), Thing::Hours, &agency.hours);
            // A queue whose agency is misspelled may be the one that is missed here.
            let served = file
                .queues
                .values()
                .any(|queue| queue.agency == *key || !file.agencies.contains_key(&queue.agency));
            if agency.active && !served {
                let what = "instansi ini belum punya antrean".to_owned();
                let instead = format!("tambahkan [queues.…] dengan agency = {}", quoted(key));
                self.fault(&["agencies", key], what, &instead);
            }
            let icon = agency.icon.clone().unwrap_or_else(|| ICON.to_owned());
            if let (Some(id), Some(zone), true) = (id, zone, agency.active) {
                agencies.push(Agency { id, name, short, about, icon, zone });
            }
        }
        agencies
    }

    /// The name that fits a tile: the short one, else the full one if it is short enough.
    fn short(&mut self, key: &str, agency: &'a AgencyFile) -> Words {
        match &agency.short {
            Some(short) => self.words(&["agencies", key, "short"], short, chars::TILE),
            None => {
                let faults = self.faults.len();
                let name = self.words(&["agencies", key, "name"], &agency.name, chars::NAME);
                let long = name.0.values().any(|name| name.chars().count() > chars::TILE);
                if long && self.faults.len() == faults {
                    let what = "belum ada, padahal nama lengkapnya terlalu panjang".to_owned();
                    let instead = format!("tulis nama sampai {} huruf: short = \"…\"", chars::TILE);
                    self.fault(&["agencies", key, "short"], what, &instead);
                }
                name
            }
        }
    }

    pub(super) fn queues(&mut self) -> BTreeMap<QueueId, Queue> {
        let file = self.file;
        let (weeks, seasons) = (self.weeks(), self.seasons());
        let calendar = Calendar { weeks, seasons, specials: self.specials() };
        if let Some(time) = &file.draw_from {
            self.time(&["draw_from"], time);
        }
        let mut queues = BTreeMap::new();
        for key in self.source.order("queues") {
            let queue = &file.queues[key];
            let at = |field| ["queues", key, field];
            let id = self.id::<QueueId>("queues", key);
            let prefix = self.prefix(&at("prefix"), &queue.prefix);
            let Some(agency) =
                self.resolve::<AgencyId>(&at("agency"), Thing::Agency, &queue.agency)
            else {
                continue;
            };
            let home = &file.agencies[&queue.agency];
            let home_at = |field| ["agencies", queue.agency.as_str(), field];
            let (own_hours, own_last) = (at("hours"), at("last_ticket"));
            let (home_hours, home_last) = (home_at("hours"), home_at("last_ticket"));
            let (hours_at, week) = match &queue.hours {
                Some(week) => (&own_hours[..], week),
                None => (&home_hours[..], &home.hours),
            };
            let last = queue.last_ticket.as_deref().map(|time| (&own_last[..], time));
            let home_last = home.last_ticket.as_deref().map(|time| (&home_last[..], time));
            let last = Last(last.or(home_last));
            let asked = Asked { hours: hours_at, week, last, queue: (key, queue) };
            let hours = self.hours(&calendar, &asked);
            let releases = self.releases(key, queue);
            let name = match &queue.name {
                Some(name) => self.words(&at("name"), name, chars::SIGN),
                None => self.short(&queue.agency, home),
            };
            if let (Some(id), Some(prefix), true) = (id, prefix, self.is_queue_active(queue)) {
                let queue = Queue {
                    id: id.clone(),
                    prefix,
                    agency,
                    name,
                    hours,
                    quota: queue.quota,
                    releases,
                    standby_max: queue.standby_max,
                    short_minutes: queue.short_minutes,
                    waiting_max: queue.waiting_max,
                    bookings: queue.bookings.as_ref().map(Into::into),
                    absence: self.absence(&queue.rules),
                };
                queues.insert(queue.id.clone(), queue);
            }
        }
        queues
    }

    pub(super) fn services(
        &mut self,
        queues: &BTreeMap<QueueId, Queue>,
    ) -> BTreeMap<ServiceId, Service> {
        let file = self.file;
        let mut services = BTreeMap::new();
        for key in self.source.order("services") {
            let service = &file.services[key];
            let at = |field| ["services", key, field];
            let id = self.id::<ServiceId>("services", key);
            let name = self.words(&at("name"), &service.name, chars::NAME);
            let requirements = self.list(&at("requirements"), &service.requirements, chars::LINE);
            let keywords = self.keywords(key, &service.keywords);
            let standard = service.standard.as_ref().map(|text| self.standard(key, text));
            let queue = self.resolve::<QueueId>(&at("queue"), Thing::Queue, &service.queue);
            let home = queue.and_then(|queue| queues.get(&queue));
            if let (Some(id), Some(home), true) = (id, home, service.active) {
                let service = Service {
                    id: id.clone(),
                    name,
                    agency: home.agency.clone(),
                    queue: home.id.clone(),
                    usual_minutes: service.usual_minutes,
                    requirements,
                    keywords,
                    standard,
                    booking: service.booking,
                };
                services.insert(id, service);
            }
        }
        services
    }

    pub(super) fn counters(
        &mut self,
        services: &BTreeMap<ServiceId, Service>,
    ) -> BTreeMap<CounterId, Counter> {
        let file = self.file;
        let mut counters = BTreeMap::new();
        for key in self.source.order("counters") {
            let counter = &file.counters[key];
            let id = self.id::<CounterId>("counters", key);
            let name = self.words(&["counters", key, "name"], &counter.name, chars::TILE);
            let zone = self.resolve(&["counters", key, "zone"], Thing::Zone, &counter.zone);
            let queues = self.counter_queues(key, counter);
            let only = self.counter_services(key, counter);
            let only = only.map(|mut only| {
                only.retain(|service| services.contains_key(service));
                only
            });
            if let (Some(id), Some(zone), true) = (id, zone, counter.active) {
                let prefers_priority = counter.prefers_priority;
                let id_ = id.clone();
                let desk =
                    Counter { id: id_, name, zone, queues, services: only, prefers_priority };
                counters.insert(id, desk);
            }
        }
        counters
    }

    fn counter_queues(&mut self, key: &str, counter: &CounterFile) -> Vec<QueueId> {
        let file = self.file;
        let mut queues = Vec::new();
        for (at, queue) in counter.queues.iter().enumerate() {
            let place = entry(at);
            let path = ["counters", key, "queues", &place];
            self.once(&path, &counter.queues[..at], queue);
            let id = self.resolve::<QueueId>(&path, Thing::Queue, queue);
            let active = file.queues.get(queue).is_some_and(|queue| self.is_queue_active(queue));
            queues.extend(id.filter(|id| active && !queues.contains(id)));
        }
        queues
    }

    fn counter_services(
        &mut self,
        key: &str,
        counter: &CounterFile,
    ) -> Option<BTreeSet<ServiceId>> {
        let file = self.file;
        let listed = counter.services.as_ref()?;
        let mut services = BTreeSet::new();
        for (at, service) in listed.iter().enumerate() {
            let place = entry(at);
            let path = ["counters", key, "services", &place];
            self.once(&path, &listed[..at], service);
            services.extend(self.resolve::<ServiceId>(&path, Thing::Service, service));
            let queue = file.services.get(service).map(|service| &service.queue);
            if let Some(queue) = queue.filter(|queue| !counter.queues.contains(queue)) {
                let what = format!("layanan {} bukan dari antrean loket ini", quoted(service));
                let instead =
                    format!("hapus, atau tambahkan {} ke daftar queues loket ini", quoted(queue));
                self.fault(&path, what, &instead);
            }
        }
        Some(services)
    }

    /// Officers who do not serve everything; two with one name could not be told apart.
    pub(super) fn officers(
        &mut self,
        services: &BTreeMap<ServiceId, Service>,
    ) -> BTreeMap<String, BTreeSet<ServiceId>> {
        let file = self.file;
        let mut officers = BTreeMap::new();
        for key in self.source.order("officers") {
            let officer = &file.officers[key];
            self.id::<String>("officers", key);
            let mut only = BTreeSet::new();
            for (at, service) in officer.services.iter().enumerate() {
                let path = ["officers", key, "services", &entry(at)];
                self.once(&path, &officer.services[..at], service);
                only.extend(self.resolve::<ServiceId>(&path, Thing::Service, service));
            }
            only.retain(|service| services.contains_key(service));
            let path = ["officers", key, "name"];
            self.one_text(&path, &officer.name, chars::ABOUT);
            if officers.insert(officer.name.trim().to_lowercase(), only).is_some() {
                let what = format!("{} ditulis dua kali", quoted(&officer.name));
                self.fault(&path, what, "pakai nama lengkap yang membedakan keduanya");
            }
        }
        officers
    }

    /// A number that nobody can call is worse than none: every queue and service needs a counter.
    pub(super) fn every_queue_is_served(
        &mut self,
        queues: &BTreeMap<QueueId, Queue>,
        services: &BTreeMap<ServiceId, Service>,
    ) {
        let file = self.file;
        let unserved = |queue: &&QueueId| serving(file, queue).next().is_none();
        for queue in queues.keys().filter(unserved) {
            let what = "belum ada loket yang melayani antrean ini".to_owned();
            let id = queue.as_str();
            let instead = format!("tambahkan {} ke daftar queues sebuah loket", quoted(id));
            self.fault(&["queues", id], what, &instead);
        }
        for service in services.values() {
            let id = service.id.as_str();
            let may = |counter: &CounterFile| {
                counter.services.as_ref().is_none_or(|only| only.iter().any(|one| one == id))
            };
            let mut counters = serving(file, &service.queue).peekable();
            if counters.peek().is_some() && !counters.any(may) {
                let what = "tidak ada loket yang boleh melayani layanan ini".to_owned();
                let instead = format!("tambahkan {} ke daftar services sebuah loket", quoted(id));
                self.fault(&["services", id], what, &instead);
            }
        }
    }

    pub(super) fn kiosks(&mut self) -> BTreeMap<KioskId, Kiosk> {
        let file = self.file;
        let mut kiosks = BTreeMap::new();
        for key in self.source.order("kiosks") {
            let kiosk = &file.kiosks[key];
            let id = self.id::<KioskId>("kiosks", key);
            let name = self.words(&["kiosks", key, "name"], &kiosk.name, chars::TILE);
            let prefix_at = ["kiosks", key, "emergency_prefix"];
            let prefix = self.prefix(&prefix_at, &kiosk.emergency_prefix);
            let agencies = self.kiosk_agencies(key, kiosk);
            if let (Some(id), Some(emergency_prefix), true) = (id, prefix, kiosk.active) {
                let emergency = kiosk.emergency;
                let kiosk = Kiosk { id: id.clone(), name, emergency_prefix, emergency, agencies };
                kiosks.insert(id, kiosk);
            }
        }
        kiosks
    }

    fn kiosk_agencies(&mut self, key: &str, kiosk: &KioskFile) -> Option<Vec<AgencyId>> {
        let file = self.file;
        let listed = kiosk.agencies.as_ref()?;
        let mut agencies = Vec::new();
        for (at, agency) in listed.iter().enumerate() {
            let place = entry(at);
            let path = ["kiosks", key, "agencies", &place];
            self.once(&path, &listed[..at], agency);
            let id = self.resolve::<AgencyId>(&path, Thing::Agency, agency);
            let active = file.agencies.get(agency).is_some_and(|agency| agency.active);
            agencies.extend(id.filter(|id| active && !agencies.contains(id)));
        }
        Some(agencies)
    }

    pub(super) fn priorities(&mut self) -> Vec<Priority> {
        let file = self.file;
        let mut priorities = Vec::new();
        for key in self.source.order("priorities") {
            let id = self.id("priorities", key);
            let path = ["priorities", key, "name"];
            let name = self.words(&path, &file.priorities[key].name, chars::ABOUT);
            priorities.extend(id.map(|id| Priority { id, name }));
        }
        priorities
    }

    pub(super) fn is_queue_active(&self, queue: &QueueFile) -> bool {
        let agency = self.file.agencies.get(&queue.agency);
        queue.active && agency.is_none_or(|agency| agency.active)
    }
}

/// The counters of a queue as the file has them: one with a fault of its own serves too.
fn serving<'f>(file: &'f HallFile, queue: &'f QueueId) -> impl Iterator<Item = &'f CounterFile> {
    let active = file.counters.values().filter(|counter| counter.active);
    active.filter(move |counter| counter.queues.iter().any(|one| one == queue.as_str()))
}
