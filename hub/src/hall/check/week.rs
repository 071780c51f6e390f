//! Weekly hours: spans that are times, in order, apart from each other, with a last number in them.

use super::calendar::{Special, week_in};
use super::{Check, Thing, entry};
use crate::hall::fault::quoted;
use crate::hall::file::{QueueFile, WeekFile};
use crate::hall::hours::{DayHours, Hours, Season, WeekHours, minutes_of};
use chrono::NaiveTime;
use std::collections::BTreeMap;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The spans of each weekday, Monday first, in minutes after the begin of the service day.
pub(super) type Week = [Vec<(u16, u16)>; 7];

/// What hours a queue asks for.
pub(super) struct Asked<'a> {
    /// The key that names the week.
    pub(super) hours: &'a [&'a str],
    /// The name of the week.
    pub(super) week: &'a str,
    /// Its last number.
    pub(super) last: Last<'a>,
    /// The queue, with its key.
    pub(super) queue: (&'a str, &'a QueueFile),
}

/// The key and the time of a queue's last number, where the file gives one.
pub(super) struct Last<'a>(pub(super) Option<(&'a [&'a str], &'a str)>);

/// Everything that hours are made of.
pub(super) struct Calendar<'a> {
    /// The tables of hours.
    pub(super) weeks: BTreeMap<String, Week>,
    /// The seasons, with the tables that they put in place of others.
    pub(super) seasons: Vec<(Season, &'a BTreeMap<String, String>)>,
    /// Dates with hours of their own.
    pub(super) specials: Vec<Special<'a>>,
}

impl<'a> Check<'a> {
    /// Checks every table of hours once.
    pub(super) fn weeks(&mut self) -> BTreeMap<String, Week> {
        let file = self.file;
        let mut weeks = BTreeMap::new();
        for (name, days) in &file.hours {
            let mut week = Week::default();
            for (at, (day, texts)) in by_day(days).into_iter().enumerate() {
                week[at] = self.day(&["hours", name, day], texts);
            }
            if by_day(days).iter().all(|(_, texts)| texts.is_empty()) {
                let what = "tidak buka pada hari apa pun".to_owned();
                self.fault(&["hours", name], what, "tulis misalnya mon = [\"08:00-15:00\"]");
            }
            weeks.insert(name.clone(), week);
        }
        weeks
    }

    /// Works out a queue's hours, with its first and last number of each day.
    pub(super) fn hours(&mut self, calendar: &Calendar<'a>, asked: &Asked<'_>) -> Hours {
        self.resolve::<String>(asked.hours, Thing::Hours, asked.week);
        let Some(week) = calendar.weeks.get(asked.week) else { return Hours::default() };
        if let Some((path, text)) = asked.last.0
            && self.time(path, text).is_none()
        {
            return Hours::default();
        }
        let others = calendar.seasons.iter().filter_map(|(season, others)| {
            Some((*season, week_in(&calendar.weeks, others, asked.week)?))
        });
        let seasons = others.map(|(season, week)| (season, self.week_hours(week, &asked.last)));
        Hours {
            seasons: seasons.collect(),
            week: self.week_hours(week, &asked.last),
            exceptions: self.exceptions(&calendar.specials, asked.queue, &asked.last),
        }
    }

    fn week_hours(&mut self, week: &Week, last: &Last<'_>) -> WeekHours {
        let mut days = WeekHours::default();
        for (at, spans) in week.iter().enumerate() {
            match self.day_hours(spans, last) {
                Ok(hours) => days[at] = hours,
                Err(path) => {
                    let what = format!("nomor terakhir hari {} jatuh sebelum jam buka", DAYS[at]);
                    self.fault(path, what, "tulis waktu yang lebih lambat daripada jam buka");
                    break;
                }
            }
        }
        days
    }

    /// Works out one day from its spans; the key at fault if its last number comes before it opens.
    pub(super) fn day_hours<'p>(
        &self,
        spans: &[(u16, u16)],
        last: &Last<'p>,
    ) -> Result<Option<DayHours>, &'p [&'p str]> {
        let (Some(first), Some(end)) = (spans.first(), spans.last()) else { return Ok(None) };
        let written = last.0.and_then(|(path, text)| Some((path, self.time_quietly(text)?)));
        let cut_off = match written {
            Some((_, time)) => self.minutes(time).min(end.1),
            None => end.1.saturating_sub(self.file.last_ticket_minutes),
        };
        if cut_off <= first.0 {
            return Err(written.map_or(&["last_ticket_minutes"][..], |(path, _)| path));
        }
        let draw_from = self.file.draw_from.as_deref().and_then(|time| self.time_quietly(time));
        let draw_from = draw_from.map_or(first.0, |time| self.minutes(time).min(first.0));
        Ok(Some(DayHours { spans: spans.to_vec(), draw_from, cut_off }))
    }

    /// Reads a time of day; one that is none is a fault.
    pub(super) fn time(&mut self, path: &[&str], text: &str) -> Option<NaiveTime> {
        let time = parse(text).filter(|minutes| *minutes < DAY).and_then(of_minutes);
        if time.is_none() {
            let meant = parse(&text.trim().replace('.', ":")).and_then(of_minutes);
            let meant = meant.map_or("07:30".to_owned(), |time| time.format("%H:%M").to_string());
            let what = format!("{} bukan jam", quoted(text));
            self.fault(path, what, &format!("tulis sebagai JJ:MM, misalnya \"{meant}\""));
        }
        time
    }

    fn time_quietly(&self, text: &str) -> Option<NaiveTime> {
        parse(text).filter(|minutes| *minutes < DAY).and_then(of_minutes)
    }

    pub(super) fn day(&mut self, path: &[&str], texts: &[String]) -> Vec<(u16, u16)> {
        let mut spans: Vec<((u16, u16), &str)> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let entry = entry(at);
            let path: Vec<&str> = path.iter().copied().chain([entry.as_str()]).collect();
            let Some(span) = self.span(&path, text) else { continue };
            let overlapped = spans.iter().find(|(other, _)| span.0 < other.1 && other.0 < span.1);
            if let Some((_, other)) = overlapped {
                let what = format!("{} bertumpang tindih dengan {}", quoted(text), quoted(other));
                self.fault(&path, what, "ubah salah satu supaya jamnya tidak beririsan");
                continue;
            }
            spans.push((span, text));
        }
        spans.sort();
        spans.into_iter().map(|(span, _)| span).collect()
    }

    fn span(&mut self, path: &[&str], text: &str) -> Option<(u16, u16)> {
        let ends = text.split_once('-').and_then(|(from, to)| Some((parse(from)?, parse(to)?)));
        let Some((from, to)) = ends.filter(|(from, _)| *from < DAY) else {
            let instead = format!("tulis sebagai JJ:MM-JJ:MM, misalnya {}", quoted(&meant(text)));
            self.fault(path, format!("{} bukan rentang jam", quoted(text)), &instead);
            return None;
        };
        let starts = minutes_of(self.day_starts);
        let after = |minutes: u16| (minutes + DAY - starts) % DAY;
        let span = (after(from), if after(to) == 0 { DAY } else { after(to) });
        if span.0 >= span.1 {
            let what = format!("{} berakhir sebelum mulai", quoted(text));
            let (from, to) = text.split_once('-').unwrap_or_default();
            let instead = if from == to || starts > 0 {
                "tulis jam tutup yang lebih lambat daripada jam buka".to_owned()
            } else {
                format!("tulis {}", quoted(&format!("{to}-{from}")))
            };
            self.fault(path, what, &instead);
            return None;
        }
        Some(span)
    }

    pub(super) fn minutes(&self, time: NaiveTime) -> u16 {
        (minutes_of(time) + DAY - minutes_of(self.day_starts)) % DAY
    }
}

const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];

/// The days of a week with their keys, Monday first.
fn by_day(week: &WeekFile) -> [(&'static str, &[String]); 7] {
    [
        ("mon", &week.mon),
        ("tue", &week.tue),
        ("wed", &week.wed),
        ("thu", &week.thu),
        ("fri", &week.fri),
        ("sat", &week.sat),
        ("sun", &week.sun),
    ]
}

/// Reads HH:MM as minutes from midnight; 24:00 is the end of a day.
fn parse(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= DAY).then_some(total)
}

fn of_minutes(minutes: u16) -> Option<NaiveTime> {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minutes) * 60, 0)
}

/// Guesses what a span was meant to be: "8.00 – 15.00" is "08:00-15:00".
fn meant(text: &str) -> String {
    let plain = text.replace(['–', '—'], "-").replace('.', ":").replace(' ', "");
    let padded = |part: &str| {
        let part = if part.contains(':') { part.to_owned() } else { format!("{part}:00") };
        if part.len() == 4 { format!("0{part}") } else { part }
    };
    let guess = plain.split_once('-').map(|(from, to)| (padded(from), padded(to)));
    let valid = guess.filter(|(from, to)| parse(from).is_some() && parse(to).is_some());
    valid.map_or("08:00-15:00".to_owned(), |(from, to)| format!("{from}-{to}"))
}
