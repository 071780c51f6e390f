//! Dates: holidays, seasons that do not overlap, exceptions that name what they are for.

use super::week::{Last, Week};
use super::{Check, Thing, chars, entry};
use crate::hall::fault::quoted;
use crate::hall::file::{ExceptionFile, QueueFile};
use crate::hall::hours::{DayRelease, Exception, Season};
use antrean_shared::catalogue::Words;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Dates with hours of their own, checked once for all queues.
pub(super) struct Special<'a> {
    key: &'a str,
    file: &'a ExceptionFile,
    name: Words,
    dates: Vec<NaiveDate>,
    spans: Vec<(u16, u16)>,
}

impl<'a> Check<'a> {
    pub(super) fn holidays(&mut self) -> BTreeMap<NaiveDate, Words> {
        let file = self.file;
        let mut holidays = BTreeMap::new();
        for (text, name) in &file.holidays {
            let date = self.date(&["holidays", text], text);
            let name = self.words(&["holidays", text], name, chars::SIGN);
            holidays.extend(date.map(|date| (date, name)));
        }
        holidays
    }

    /// Checks every season once; returns each with the weeks that it puts in place of others.
    pub(super) fn seasons(&mut self) -> Vec<(Season, &'a BTreeMap<String, String>)> {
        let file = self.file;
        let mut seasons: Vec<(Season, &BTreeMap<String, String>)> = Vec::new();
        for key in self.source.order("seasons") {
            let season = &file.seasons[key];
            self.id::<String>("seasons", key);
            for (usual, other) in &season.hours {
                let path = ["seasons", key, "hours", usual];
                self.resolve::<String>(&path, Thing::Hours, usual);
                self.resolve::<String>(&path, Thing::Hours, other);
            }
            let from = self.date(&["seasons", key, "from"], &season.from);
            let to = self.date(&["seasons", key, "to"], &season.to);
            let (Some(from), Some(to)) = (from, to) else { continue };
            let dates = Season { from, to };
            if to < from {
                let what = format!("{} sebelum {}", quoted(&season.to), quoted(&season.from));
                let path = ["seasons", key, "to"];
                self.fault(&path, what, "tulis tanggal terakhir yang sama atau sesudahnya");
            } else if seasons.iter().any(|(other, _)| other.overlaps(dates)) {
                let what = "tanggalnya beririsan dengan masa lain".to_owned();
                self.fault(&["seasons", key], what, "ubah from atau to salah satunya");
            } else {
                seasons.push((dates, &season.hours));
            }
        }
        seasons
    }

    /// Checks every exception once.
    pub(super) fn specials(&mut self) -> Vec<Special<'a>> {
        let file = self.file;
        let mut specials = Vec::new();
        for key in self.source.order("exceptions") {
            let exception = &file.exceptions[key];
            self.id::<String>("exceptions", key);
            let name = self.words(&["exceptions", key, "name"], &exception.name, chars::SIGN);
            let mut dates = Vec::new();
            for (at, text) in exception.dates.iter().enumerate() {
                dates.extend(self.date(&["exceptions", key, "dates", &entry(at)], text));
            }
            let lists = [
                ("agencies", Thing::Agency, &exception.agencies),
                ("queues", Thing::Queue, &exception.queues),
            ];
            for (field, thing, ids) in lists {
                for (at, id) in ids.iter().flatten().enumerate() {
                    let path = ["exceptions", key, field, &entry(at)];
                    self.resolve::<String>(&path, thing, id);
                }
            }
            let spans = self.day(&["exceptions", key, "spans"], &exception.spans);
            specials.push(Special { key, file: exception, name, dates, spans });
        }
        specials
    }

    /// Returns the special dates of a queue; the later in the file counts.
    pub(super) fn exceptions(
        &mut self,
        specials: &[Special<'a>],
        (key, queue): (&str, &QueueFile),
        last: &Last<'_>,
    ) -> BTreeMap<NaiveDate, Exception> {
        let mut exceptions = BTreeMap::new();
        for special in specials.iter().filter(|special| special.is_for(key, queue)) {
            // A last number written for the week need not fit a day that opens later.
            let hours = self.day_hours(&special.spans, last);
            let hours = hours.or_else(|_| self.day_hours(&special.spans, &Last(None)));
            let hours = hours.unwrap_or_else(|_| {
                let what = "nomor terakhir jatuh sebelum jam buka".to_owned();
                let path = ["exceptions", special.key, "spans"];
                self.fault(&path, what, "perpanjang jamnya, atau kurangi last_ticket_minutes");
                None
            });
            for date in &special.dates {
                let exception = Exception { name: special.name.clone(), hours: hours.clone() };
                exceptions.insert(*date, exception);
            }
        }
        exceptions
    }

    /// Returns when a queue's numbers come free, in order.
    pub(super) fn releases(&mut self, key: &str, queue: &QueueFile) -> Vec<DayRelease> {
        let mut releases: Vec<DayRelease> = Vec::new();
        for (at, release) in queue.releases.iter().enumerate() {
            let path = ["queues", key, "releases", &entry(at)];
            let Some(time) = self.time(&path, &release.at) else { continue };
            let at = self.minutes(time);
            if releases.last().is_some_and(|before| before.at >= at) {
                let what = format!("{} tidak sesudah jam sebelumnya", quoted(&release.at));
                self.fault(&path, what, "urutkan menurut jam, masing-masing sekali");
            }
            releases.push(DayRelease { at, numbers: release.numbers });
        }
        let divided = queue.bookings.is_some() && queue.quota.is_some();
        if releases.is_empty() && !divided && queue.standby_max > 0 {
            let what = "ada daftar tunggu, padahal nomor tidak dibuka bertahap".to_owned();
            let instead = "tambahkan releases = [{ at = \"10:00\", numbers = 20 }], atau hapus";
            self.fault(&["queues", key, "standby_max"], what, instead);
        }
        releases
    }

    fn date(&mut self, path: &[&str], text: &str) -> Option<NaiveDate> {
        let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if date.is_none() {
            let what = format!("{} bukan tanggal", quoted(text));
            self.fault(path, what, "tulis sebagai TTTT-BB-HH, misalnya \"2026-12-25\"");
        }
        date
    }
}

impl Special<'_> {
    fn is_for(&self, key: &str, queue: &QueueFile) -> bool {
        let names = |ids: &Option<Vec<String>>, id: &str| ids.iter().flatten().any(|one| one == id);
        let all = self.file.agencies.is_none() && self.file.queues.is_none();
        all || names(&self.file.agencies, &queue.agency) || names(&self.file.queues, key)
    }
}

/// Returns the week that holds for a queue in a season.
pub(super) fn week_in<'w>(
    weeks: &'w BTreeMap<String, Week>,
    others: &BTreeMap<String, String>,
    usual: &str,
) -> Option<&'w Week> {
    others.get(usual).and_then(|other| weeks.get(other))
}
