//! What a hall file says, as it is written: the types only mirror the file.
//!
//! Their documentation is what editors show beside each key, through the JSON Schema. What a value
//! has to keep to besides its shape is in `check`.

use super::calendar::{ExceptionFile, ReleaseFile, SeasonFile};
use super::rules::{BookingsFile, QueueRulesFile, RulesFile};
use super::service::ServiceFile;
use super::simulation::SimulationFile;
use antrean_shared::ticket::Language;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A table whose keys are ids.
pub type ById<T> = BTreeMap<String, T>;

/// The hall file. Every id is a lower-case slug and stays for ever: deactivate, never reuse.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Antrean: hall.toml")]
pub struct HallFile {
    /// What kind of place it is: "Mal Pelayanan Publik".
    pub kind: Text,
    /// The hall's name: "Among Warga".
    pub name: Text,
    /// Where it is: "Kota Batu".
    pub place: Text,
    /// WIB, WITA, WIT, or an IANA name such as "Asia/Jakarta".
    pub time_zone: String,
    /// When the service day turns and numbers start again, HH:MM.
    #[serde(default = "midnight")]
    pub day_starts: String,
    /// Languages of screens and paper; the first is the hall's own.
    #[schemars(length(min = 1, max = 4))]
    pub languages: Vec<LanguageCode>,
    /// Where a ticket's QR leads, without the token; without it no QR is printed.
    #[serde(default)]
    pub phone_address: Option<String>,
    /// A line at the foot of the paper.
    #[serde(default)]
    pub paper_foot: Option<Text>,
    /// From when the ticket machine gives numbers, HH:MM; without it from the first opening on.
    #[serde(default)]
    pub draw_from: Option<String>,
    /// Minutes before the end of the day at which the last number is given.
    #[serde(default)]
    #[schemars(range(max = 480))]
    pub last_ticket_minutes: u16,
    /// Running lines of the boards.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub ticker: Vec<Text>,
    /// What the hall promises to its visitors.
    #[serde(default)]
    pub pledge: Option<Text>,
    /// Whether kiosks show the agencies with the most people waiting first.
    #[serde(default)]
    pub busiest_first: bool,
    /// Reasons to choose from when an officer sets a visitor aside.
    #[schemars(length(min = 1, max = 12))]
    pub park_reasons: Vec<Text>,
    /// Reasons to choose from when an officer pauses.
    #[schemars(length(min = 1, max = 12))]
    pub pause_reasons: Vec<Text>,
    /// The numbers that commands keep to.
    #[serde(default)]
    pub rules: RulesFile,
    /// What `antrean-hub simulate` draws its visitors from.
    #[serde(default)]
    pub simulation: Option<SimulationFile>,
    /// Weekly hours, by a name of your own.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 50))]
    pub hours: ById<WeekFile>,
    /// Public holidays and days of joint leave, national and regional: a name for each date
    /// YYYY-MM-DD. Everything is closed then.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 200))]
    pub holidays: BTreeMap<String, Text>,
    /// Stretches of dates with other weekly hours, such as the month of fasting.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 20))]
    pub seasons: ById<SeasonFile>,
    /// Dates with hours of their own, or none; they count more than a holiday.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 200))]
    pub exceptions: ById<ExceptionFile>,
    /// Parts of the hall with their own boards and voice.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 20))]
    pub zones: ById<ZoneFile>,
    /// Agencies.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 100))]
    pub agencies: ById<AgencyFile>,
    /// Queues: a prefix, a series of numbers, people waiting.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 200))]
    pub queues: ById<QueueFile>,
    /// Services: what people come for.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 1000))]
    pub services: ById<ServiceFile>,
    /// Counters, and information desks without queues.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 300))]
    pub counters: ById<CounterFile>,
    /// Officers who do not serve everything that their counter does. Others serve all of it.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 500))]
    pub officers: ById<OfficerFile>,
    /// Kiosks.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 30))]
    pub kiosks: ById<KioskFile>,
    /// Classes of visitors who are called earlier.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 20))]
    pub priorities: ById<PriorityFile>,
}

/// A text: in the hall's own language, or one per language.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    /// In the hall's own language.
    One(String),
    /// One per language.
    Each(TextEach),
}

/// A text in several languages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct TextEach {
    /// Indonesian.
    #[serde(default)]
    pub id: Option<String>,
    /// English.
    #[serde(default)]
    pub en: Option<String>,
    /// Javanese (krama).
    #[serde(default)]
    pub jv: Option<String>,
    /// Sundanese (lemes).
    #[serde(default)]
    pub su: Option<String>,
}

/// A language by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LanguageCode {
    /// Indonesian.
    Id,
    /// English.
    En,
    /// Javanese (krama).
    Jv,
    /// Sundanese (lemes).
    Su,
}

impl From<LanguageCode> for Language {
    fn from(code: LanguageCode) -> Self {
        match code {
            LanguageCode::Id => Self::Id,
            LanguageCode::En => Self::En,
            LanguageCode::Jv => Self::Jv,
            LanguageCode::Su => Self::Su,
        }
    }
}

/// A week of hours: each day a list of spans "HH:MM-HH:MM"; a day without a list is closed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WeekFile {
    /// Monday.
    #[schemars(length(max = 6))]
    pub mon: Vec<String>,
    /// Tuesday.
    #[schemars(length(max = 6))]
    pub tue: Vec<String>,
    /// Wednesday.
    #[schemars(length(max = 6))]
    pub wed: Vec<String>,
    /// Thursday.
    #[schemars(length(max = 6))]
    pub thu: Vec<String>,
    /// Friday.
    #[schemars(length(max = 6))]
    pub fri: Vec<String>,
    /// Saturday.
    #[schemars(length(max = 6))]
    pub sat: Vec<String>,
    /// Sunday.
    #[schemars(length(max = 6))]
    pub sun: Vec<String>,
}

/// A part of the hall.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneFile {
    /// Name, as boards and paper show it.
    pub name: Text,
    /// What is there, in a few words.
    #[serde(default)]
    pub about: Option<Text>,
    /// The display that speaks for the zone; without it the first one that is there.
    #[serde(default)]
    pub speaker: Option<String>,
}

/// An agency.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyFile {
    /// Full name.
    pub name: Text,
    /// The name on tiles and boards; without it the full name.
    #[serde(default)]
    pub short: Option<Text>,
    /// What it is for, in a few words: "KTP, KK, akta".
    #[serde(default)]
    pub about: Option<Text>,
    /// Name of an icon in `assets/icons`; an unknown one is shown as a building.
    #[serde(default)]
    pub icon: Option<String>,
    /// Its zone.
    pub zone: String,
    /// Its hours: a table of `hours`.
    pub hours: String,
    /// The time of its last number, HH:MM, instead of `last_ticket_minutes`.
    #[serde(default)]
    pub last_ticket: Option<String>,
    /// Whom it belongs to: pemda, pemprov, vertikal, bumn, bumd, badan_publik.
    #[serde(default)]
    pub kind: Option<String>,
    /// The party of the agreement under which it is here.
    #[serde(default)]
    pub partner: Option<String>,
    /// A note for whoever edits the file; shown nowhere.
    #[serde(default)]
    pub note: Option<String>,
    /// False: no longer here. Its queues and services are left out too.
    #[serde(default = "yes")]
    pub active: bool,
}

/// A queue.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueFile {
    /// The letters of its numbers: one to three, never I, O, P, Q or X alone.
    pub prefix: String,
    /// Its agency.
    pub agency: String,
    /// A name of its own where an agency has several queues.
    #[serde(default)]
    pub name: Option<Text>,
    /// Hours other than its agency's.
    #[serde(default)]
    pub hours: Option<String>,
    /// The time of its last number, HH:MM, other than its agency's.
    #[serde(default)]
    pub last_ticket: Option<String>,
    /// Numbers a day, where they are limited.
    #[serde(default)]
    #[schemars(range(min = 1, max = 9999))]
    pub quota: Option<u32>,
    /// When so many of the day's numbers come free, in order; without it all of them at once.
    #[serde(default)]
    #[schemars(length(max = 12))]
    pub releases: Vec<ReleaseFile>,
    /// How many visitors may put themselves on the list for the next release.
    #[serde(default)]
    #[schemars(range(max = 500))]
    pub standby_max: u32,
    /// People waiting beyond whom nobody is transferred into the queue; numbers are given all the same.
    #[serde(default)]
    #[schemars(range(min = 1, max = 9999))]
    pub waiting_max: Option<u32>,
    /// Services of at most so many usual minutes are short; while they wait, one counter is kept for
    /// them. Without it none is.
    #[serde(default)]
    #[schemars(range(min = 1, max = 480))]
    pub short_minutes: Option<u16>,
    /// Slots for visitors who book; without it its services cannot be booked.
    #[serde(default)]
    pub bookings: Option<BookingsFile>,
    /// Rules other than the hall's.
    #[serde(default)]
    pub rules: QueueRulesFile,
    /// Its share of the hall's visitors, in percent; for the simulation. Without it an equal share.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 100.0))]
    pub arrival_share_percent: Option<f64>,
    /// Whether far more of its visitors than elsewhere have priority; for the simulation.
    #[serde(default)]
    pub priority_heavy: bool,
    /// False: no longer in use. Its services are left out too.
    #[serde(default = "yes")]
    pub active: bool,
}

/// A counter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CounterFile {
    /// What boards and voice call it: "Loket 3".
    pub name: Text,
    /// Its zone.
    pub zone: String,
    /// Its queues, the most important first; none for an information desk.
    #[serde(default)]
    #[schemars(length(max = 50))]
    pub queues: Vec<String>,
    /// The only services it can serve; without it all of its queues'.
    #[serde(default)]
    #[schemars(length(min = 1, max = 1000))]
    pub services: Option<Vec<String>>,
    /// Whether it calls priority visitors first, and others when none waits.
    #[serde(default)]
    pub prefers_priority: bool,
    /// False: no longer in use.
    #[serde(default = "yes")]
    pub active: bool,
}

/// An officer who does not serve everything.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficerFile {
    /// The name with which the officer signs in.
    pub name: String,
    /// The only services that the officer serves, wherever he or she sits.
    #[schemars(length(min = 1, max = 1000))]
    pub services: Vec<String>,
}

/// A kiosk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskFile {
    /// What the paper calls it: "Kios 1".
    pub name: Text,
    /// The letters of numbers given while the hub is away.
    pub emergency_prefix: String,
    /// Whether it gives such numbers at all; false where it stands on the hub's own machine.
    #[serde(default = "yes")]
    pub emergency: bool,
    /// The only agencies it offers; without it all.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    pub agencies: Option<Vec<String>>,
    /// False: no longer in use.
    #[serde(default = "yes")]
    pub active: bool,
}

/// A class of visitors who are called earlier.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorityFile {
    /// Name.
    pub name: Text,
}

fn midnight() -> String {
    "00:00".to_owned()
}

pub(super) fn yes() -> bool {
    true
}
