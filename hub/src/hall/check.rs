//! What a hall file means: ids that resolve, hours that hold, prefixes that nobody confuses.
//!
//! Called by `hall::file` once the shape is right; turns the file into a `Hall` or into all of its
//! faults. It reads no file and no clock.

mod calendar;
mod parts;
mod prefixes;
mod standard;
#[cfg(test)]
mod tests;
mod week;

use crate::hall::Hall;
use crate::hall::fault::{Fault, nearest, quoted};
use crate::hall::file::{HallFile, QueueRulesFile, Text};
use crate::hall::rules::{Absence, Calling, Rules};
use crate::hall::source::Source;
use antrean_shared::catalogue::Words;
use antrean_shared::id::HallId;
use antrean_shared::limits::{HUB_MESSAGE_BYTES_MAX, SLUG_CHARS_MAX};
use antrean_shared::ticket::Language;
use antrean_shared::time::ServiceDay;
use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::str::FromStr;
use uuid::Uuid;

/// Characters of the texts of a hall file, by what has to hold them.
mod chars {
    pub const NAME: usize = 100;
    pub const TILE: usize = 24;
    pub const ABOUT: usize = 60;
    pub const LINE: usize = 120;
    pub const SIGN: usize = 40;
    pub const ADDRESS: usize = 150;
    pub const NEWS: usize = 200;
    pub const PLEDGE: usize = 400;
}

/// Checks a file and builds its hall, or lists what is wrong.
pub fn check(file: &HallFile, source: &Source<'_>) -> Result<Hall, Vec<Fault>> {
    let own = file.languages.first().map_or(Language::Id, |first| (*first).into());
    let day_starts = NaiveTime::MIN;
    let mut check = Check { file, source, own, day_starts, faults: Vec::new() };
    let hall = check.hall();
    if check.faults.is_empty() { Ok(hall) } else { Err(check.faults) }
}

/// The things of a hall file that others name by id.
#[derive(Debug, Clone, Copy)]
enum Thing {
    Hours,
    Zone,
    Agency,
    Queue,
    Service,
    Counter,
    Kiosk,
}

impl Thing {
    fn table(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Zone => "zones",
            Self::Agency => "agencies",
            Self::Queue => "queues",
            Self::Service => "services",
            Self::Counter => "counters",
            Self::Kiosk => "kiosks",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Hours => "daftar jam",
            Self::Zone => "zona",
            Self::Agency => "instansi",
            Self::Queue => "antrean",
            Self::Service => "layanan",
            Self::Counter => "loket",
            Self::Kiosk => "kios",
        }
    }
}

struct Check<'a> {
    file: &'a HallFile,
    source: &'a Source<'a>,
    /// The hall's own language: the one that every text must have.
    own: Language,
    day_starts: NaiveTime,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn hall(&mut self) -> Hall {
        let file = self.file;
        let time_zone = self.time_zone();
        self.day_starts = self.time(&["day_starts"], &file.day_starts).unwrap_or_default();
        let queues = self.queues();
        let services = self.services(&queues);
        let counters = self.counters(&services);
        self.every_queue_is_served(&queues, &services);
        let officers = self.officers(&services);
        let kiosks = self.kiosks();
        self.prefixes();
        let hall = Hall {
            revision: 0,
            kind: self.words(&["kind"], &file.kind, chars::ABOUT),
            name: self.words(&["name"], &file.name, chars::ABOUT),
            place: self.words(&["place"], &file.place, chars::ABOUT),
            time_zone,
            day_starts: self.day_starts,
            languages: self.languages(),
            phone_address: self.phone_address(),
            paper_foot: self.some_words(&["paper_foot"], file.paper_foot.as_ref(), chars::LINE),
            zones: self.zones(),
            agencies: self.agencies(),
            queue_order: self.kept(Thing::Queue, &queues),
            queues,
            service_order: self.kept(Thing::Service, &services),
            services,
            counter_order: self.kept(Thing::Counter, &counters),
            counters,
            officers,
            kiosk_order: self.kept(Thing::Kiosk, &kiosks),
            kiosks,
            priorities: self.priorities(),
            park_reasons: self.list(&["park_reasons"], &file.park_reasons, chars::ABOUT),
            pause_reasons: self.list(&["pause_reasons"], &file.pause_reasons, chars::ABOUT),
            ticker: self.list(&["ticker"], &file.ticker, chars::NEWS),
            pledge: self.some_words(&["pledge"], file.pledge.as_ref(), chars::PLEDGE),
            busiest_first: file.busiest_first,
            holidays: self.holidays(),
            rules: self.rules(),
        };
        self.fits_a_message(&hall);
        hall
    }

    fn rules(&self) -> Rules {
        let rules = &self.file.rules;
        Rules {
            calling: Calling {
                order: rules.order.into(),
                head_start_minutes: rules.head_start_minutes,
                priority_in_a_row_max: rules.priority_in_a_row_max,
                waited_too_long_minutes: rules.waited_too_long_minutes,
                rank_patience_minutes: rules.rank_patience_minutes,
            },
            absence: self.absence(&QueueRulesFile::default()),
            yields_max: rules.yields_max,
            may_choose: rules.may_choose,
            closing_needs_approval: rules.closing_needs_approval,
            refuse_past_closing: rules.refuse_past_closing,
            outage_closes: rules.outage_closes,
            voucher_days: rules.voucher_days,
            say_priority: rules.say_priority,
        }
    }

    /// Returns a queue's rules for absence; what it leaves out is the hall's.
    fn absence(&self, own: &QueueRulesFile) -> Absence {
        let hall = &self.file.rules;
        Absence {
            recall_after_seconds: own.recall_after_seconds.unwrap_or(hall.recall_after_seconds),
            recalls_max: own.recalls_max.unwrap_or(hall.recalls_max),
            return_within_minutes: own.return_within_minutes.unwrap_or(hall.return_within_minutes),
            return_after_places: own.return_after_places.unwrap_or(hall.return_after_places),
            skip_grace_seconds: own.skip_grace_seconds.unwrap_or(hall.skip_grace_seconds),
        }
    }

    fn time_zone(&mut self) -> Tz {
        let name = self.file.time_zone.as_str();
        let indonesian = match name {
            "WIB" => Some(Tz::Asia__Jakarta),
            "WITA" => Some(Tz::Asia__Makassar),
            "WIT" => Some(Tz::Asia__Jayapura),
            _ => None,
        };
        indonesian.or_else(|| name.parse().ok()).unwrap_or_else(|| {
            let what = format!("zona waktu {} tidak dikenal", quoted(name));
            let instead = "tulis \"WIB\", \"WITA\", \"WIT\", atau nama seperti \"Asia/Jakarta\"";
            self.fault(&["time_zone"], what, instead);
            Tz::Asia__Jakarta
        })
    }

    fn languages(&mut self) -> Vec<Language> {
        let mut languages = Vec::new();
        for (at, language) in self.file.languages.iter().enumerate() {
            let language = Language::from(*language);
            if languages.contains(&language) {
                let what = format!("bahasa {} ditulis dua kali", quoted(language.code()));
                self.fault(&["languages", &entry(at)], what, "hapus salah satu");
            } else {
                languages.push(language);
            }
        }
        languages
    }

    fn phone_address(&mut self) -> Option<String> {
        let address = self.file.phone_address.as_ref()?;
        let host = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
        let fits = address.len() <= chars::ADDRESS && address.bytes().all(|b| b.is_ascii_graphic());
        if !fits || host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
            let what = format!("{} bukan alamat halaman tiket", quoted(address));
            let instead = "tulis misalnya \"https://antrean.contoh.go.id/t/\", \
                           atau hapus baris ini bila tanpa kode QR";
            self.fault(&["phone_address"], what, instead);
        }
        Some(address.clone())
    }

    /// The apps accept a catalogue only up to a size.
    fn fits_a_message(&mut self, hall: &Hall) {
        if !self.faults.is_empty() {
            return;
        }
        let day = ServiceDay(NaiveDate::default());
        let catalogue = hall.catalogue(HallId(Uuid::nil()), day, false);
        let bytes = serde_json::to_vec(&catalogue).expect("a catalogue is plain data").len();
        // Room for what a message adds around it, and for longer times of day.
        if bytes + bytes / 8 > HUB_MESSAGE_BYTES_MAX {
            let what = format!("isinya {} KiB setelah disusun, terlalu besar", bytes / 1024);
            self.fault(&[], what, "kurangi layanan atau persingkat teks persyaratan");
        }
    }

    /// Checks a text and puts it into the hall's languages.
    fn words(&mut self, path: &[&str], text: &'a Text, chars_max: usize) -> Words {
        let each = match text {
            Text::One(text) => vec![(self.own, text.as_str())],
            Text::Each(each) => {
                let texts = [
                    (Language::Id, &each.id),
                    (Language::En, &each.en),
                    (Language::Jv, &each.jv),
                    (Language::Su, &each.su),
                ];
                let written =
                    |(language, text): (_, &'a Option<String>)| Some((language, text.as_deref()?));
                texts.into_iter().filter_map(written).collect()
            }
        };
        for (_, text) in &each {
            self.one_text(path, text, chars_max);
        }
        if !each.iter().any(|(language, _)| *language == self.own) {
            let own = self.own.code();
            let what = format!("belum ada teks dalam bahasa utama ({own})");
            self.fault(path, what, &format!("tambahkan {own} = \"…\""));
        }
        Words(each.into_iter().map(|(language, text)| (language, text.trim().to_owned())).collect())
    }

    fn one_text(&mut self, path: &[&str], text: &str, chars_max: usize) {
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.fault(path, "teksnya kosong".to_owned(), "tulis teks yang akan ditampilkan");
        } else if text.chars().any(char::is_control) {
            let what = "teksnya berisi ganti baris atau tanda yang tidak tampak".to_owned();
            self.fault(path, what, "tulis dalam satu baris");
        } else if length > chars_max {
            let what = format!("teksnya {length} huruf, terlalu panjang untuk tempatnya");
            self.fault(path, what, &format!("persingkat sampai {chars_max} huruf"));
        }
    }

    fn some_words(&mut self, path: &[&str], text: Option<&'a Text>, chars_max: usize) -> Words {
        text.map(|text| self.words(path, text, chars_max)).unwrap_or_default()
    }

    fn list(&mut self, path: &[&str], texts: &'a [Text], chars_max: usize) -> Vec<Words> {
        let words = texts.iter().enumerate().map(|(at, text)| {
            let entry = entry(at);
            let path: Vec<&str> = path.iter().copied().chain([entry.as_str()]).collect();
            self.words(&path, text, chars_max)
        });
        words.collect()
    }

    /// Makes an id of a table's key.
    fn id<T: FromStr>(&mut self, table: &str, key: &str) -> Option<T> {
        let made = key.parse().ok();
        if made.is_none() {
            let what = format!("id {} tidak sah", quoted(key));
            let slug = slug(key);
            let instead = if slug.is_empty() {
                "pakai huruf kecil, angka, dan tanda - saja".to_owned()
            } else {
                format!("pakai huruf kecil, angka, dan tanda - saja: {}", quoted(&slug))
            };
            self.fault(&[table, key], what, &instead);
        }
        made
    }

    /// Resolves an id that a key names; a dangling one is a fault there.
    fn resolve<T: FromStr>(&mut self, path: &[&str], thing: Thing, id: &str) -> Option<T> {
        let known = self.source.order(thing.table());
        if known.contains(&id) {
            return id.parse().ok();
        }
        // An empty table is a fault of its own, and there is nothing to propose.
        if known.is_empty() {
            return None;
        }
        let thing = thing.name();
        let what = format!("{thing} {} tidak ada", quoted(id));
        let instead = match nearest(id, known.iter().copied()) {
            Some(near) => format!("tulis {}", quoted(near)),
            None => format!("tulis salah satu dari: {}", few(&known)),
        };
        self.fault(path, what, &instead);
        None
    }

    /// Reports an entry that a list names twice.
    fn once(&mut self, path: &[&str], before: &[String], id: &str) {
        if before.iter().any(|seen| seen == id) {
            let what = format!("{} ditulis dua kali", quoted(id));
            self.fault(path, what, "hapus salah satu");
        }
    }

    /// Returns the ids of a table's things that are in use, in the file's order.
    fn kept<Id: FromStr + Ord, T>(&self, thing: Thing, things: &BTreeMap<Id, T>) -> Vec<Id> {
        let ids = self.source.order(thing.table()).into_iter().filter_map(|key| key.parse().ok());
        ids.filter(|id| things.contains_key(id)).collect()
    }

    fn fault(&mut self, path: &[&str], what: String, instead: &str) {
        self.faults.push(self.source.fault(path, what, instead.to_owned()));
    }
}

/// Writes the place of a list's entry, counted from one.
fn entry(at: usize) -> String {
    format!("[{}]", at + 1)
}

fn few(names: &[&str]) -> String {
    const FEW: usize = 6;
    let end = if names.len() > FEW { ", …" } else { "" };
    names.iter().take(FEW).copied().collect::<Vec<_>>().join(", ") + end
}

fn slug(text: &str) -> String {
    let dashed = text.to_lowercase().replace([' ', '_', '.', '/'], "-");
    let kept = dashed.chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-');
    kept.take(SLUG_CHARS_MAX).collect::<String>().trim_matches('-').to_owned()
}
