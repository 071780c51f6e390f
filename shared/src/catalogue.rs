//! What a hall is made of, as the apps know it: names, texts, places and today's hours.
//!
//! Sent when an app connects and when it changes; apps keep it on disk, so that a screen has words
//! before the hub answers. Figures that change with every ticket are in `view`.

use crate::id::{
    AgencyId, CounterId, DeviceId, HallId, KioskId, PriorityId, QueueId, ServiceId, ZoneId,
};
use crate::opening::QueueToday;
use crate::ticket::{Language, Prefix};
use crate::time::{ServiceDay, UtcOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in the hall's languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<Language, String>);

impl Words {
    /// Returns the text in a language, else in Indonesian, else in any, else nothing.
    pub fn get(&self, language: Language) -> &str {
        let by = |language| self.0.get(&language);
        by(language)
            .or_else(|| by(Language::Id))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// Everything about a hall that does not change with a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Rises with every change of the hall file or of the day.
    pub revision: u64,
    /// The service day that the hours are for.
    pub service_day: ServiceDay,
    /// The hall.
    pub hall: HallCard,
    /// Training mode: every screen and paper says LATIHAN.
    pub training: bool,
    /// How far hall time is ahead of UTC.
    pub utc_offset: UtcOffset,
    /// Languages in the hall's order; the first is its own.
    pub languages: Vec<Language>,
    /// Where a ticket's QR leads, without the token; none: no QR anywhere.
    pub phone_address: Option<String>,
    /// Zones in the hall file's order.
    pub zones: Vec<ZoneCard>,
    /// Agencies in the hall file's order.
    pub agencies: Vec<AgencyCard>,
    /// Queues in the hall file's order.
    pub queues: Vec<QueueCard>,
    /// Services in the hall file's order.
    pub services: Vec<ServiceCard>,
    /// Counters in the hall file's order.
    pub counters: Vec<CounterCard>,
    /// Kiosks in the hall file's order.
    pub kiosks: Vec<KioskCard>,
    /// Classes of visitors who are called earlier, in the hall file's order.
    #[serde(default)]
    pub priorities: Vec<PriorityCard>,
    /// The reasons that officers choose from when they park a ticket.
    pub park_reasons: Vec<Words>,
    /// The reasons that officers choose from when they pause.
    pub pause_reasons: Vec<Words>,
    /// Running lines of the boards.
    pub ticker: Vec<Words>,
    /// What the hall promises to its visitors, for slides and screens that have nothing else to say.
    #[serde(default)]
    pub pledge: Words,
    /// Kiosks show the agencies with the most people waiting first; else in the hall file's order.
    #[serde(default)]
    pub busiest_first: bool,
}

/// The hall itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallCard {
    /// The hall's id, made with its database.
    pub id: HallId,
    /// What kind of place it is: "Mal Pelayanan Publik".
    pub kind: Words,
    /// Its name: "Among Warga".
    pub name: Words,
    /// Where it is: "Kota Batu".
    pub place: Words,
    /// A line at the foot of the paper.
    pub paper_foot: Words,
}

/// A part of the hall with its own boards and voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneCard {
    /// Id.
    pub id: ZoneId,
    /// Name: "Lantai 1".
    pub name: Words,
    /// The display that speaks for the zone.
    pub speaker: Option<DeviceId>,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyCard {
    /// Id.
    pub id: AgencyId,
    /// Full name.
    pub name: Words,
    /// The name on tiles and boards.
    pub short: Words,
    /// What it is for, in a few words: "KTP, KK, akta".
    pub about: Words,
    /// Name of an icon in `assets/icons`.
    pub icon: String,
    /// Where it is.
    pub zone: ZoneId,
}

/// A queue: prefix, series, order, people waiting (contract.md 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueCard {
    /// Id.
    pub id: QueueId,
    /// The letters of its numbers.
    pub prefix: Prefix,
    /// Its agency.
    pub agency: AgencyId,
    /// A name of its own where an agency has several queues.
    pub name: Words,
    /// Today's hours.
    pub today: QueueToday,
}

/// A service: what people come for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCard {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: Words,
    /// Its queue.
    pub queue: QueueId,
    /// Minutes that one visitor usually takes.
    pub usual_minutes: u16,
    /// What to bring, a line each.
    pub requirements: Vec<Words>,
    /// What people say when they look for it, besides its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// What else the agency promises about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<ServiceStandard>,
}

/// The published standard of a service, besides what to bring; texts that are not there are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceStandard {
    /// What happens, a step each.
    pub procedure: Vec<Words>,
    /// How long it takes until the product is ready.
    pub time: Words,
    /// What it costs.
    pub cost: Words,
    /// What the visitor gets.
    pub product: Words,
    /// Where to complain.
    pub complaints: Words,
}

/// A class of visitors who are called earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityCard {
    /// Id.
    pub id: PriorityId,
    /// Name: "Ibu hamil".
    pub name: Words,
}

/// A counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterCard {
    /// Id.
    pub id: CounterId,
    /// What boards and voice call it: "Loket 3".
    pub name: Words,
    /// Where it is.
    pub zone: ZoneId,
    /// Queues by rank; none for an information desk.
    pub queues: Vec<QueueId>,
    /// The only services it can serve, or none if it can serve all of its queues'.
    pub services: Option<Vec<ServiceId>>,
}

/// A kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KioskCard {
    /// Id.
    pub id: KioskId,
    /// What the paper calls it: "Kios 1".
    pub name: Words,
    /// The agencies that it offers, or none if it offers all.
    pub agencies: Option<Vec<AgencyId>>,
    /// The letters of the numbers that it gives by itself while the hub is away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_prefix: Option<Prefix>,
}

impl Catalogue {
    /// Returns a queue's card.
    pub fn queue(&self, id: &QueueId) -> Option<&QueueCard> {
        self.queues.iter().find(|card| card.id == *id)
    }

    /// Returns an agency's card.
    pub fn agency(&self, id: &AgencyId) -> Option<&AgencyCard> {
        self.agencies.iter().find(|card| card.id == *id)
    }

    /// Returns a service's card.
    pub fn service(&self, id: &ServiceId) -> Option<&ServiceCard> {
        self.services.iter().find(|card| card.id == *id)
    }

    /// Returns a counter's card.
    pub fn counter(&self, id: &CounterId) -> Option<&CounterCard> {
        self.counters.iter().find(|card| card.id == *id)
    }

    /// Returns a zone's card.
    pub fn zone(&self, id: &ZoneId) -> Option<&ZoneCard> {
        self.zones.iter().find(|card| card.id == *id)
    }

    /// Returns a kiosk's card.
    pub fn kiosk(&self, id: &KioskId) -> Option<&KioskCard> {
        self.kiosks.iter().find(|card| card.id == *id)
    }

    /// Returns the counters that may serve a service, in the hall file's order.
    pub fn counters_for<'a>(
        &'a self,
        service: &'a ServiceCard,
    ) -> impl Iterator<Item = &'a CounterCard> {
        self.counters.iter().filter(move |counter| {
            let skilled = counter.services.as_ref().is_none_or(|only| only.contains(&service.id));
            skilled && counter.queues.contains(&service.queue)
        })
    }
}
