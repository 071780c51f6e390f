//! A queue's hours: its week, its seasons and its special dates, and what they come to on one day.
//!
//! Times are minutes after the begin of the service day, so a day may end after midnight. Nothing
//! here knows what time it is now; `hall::check` builds only hours that hold.

use crate::hall::Hall;
use antrean_shared::catalogue::Words;
use antrean_shared::id::QueueId;
use antrean_shared::opening::{QueueToday, Release, Span, SpecialDay, SpecialKind};
use antrean_shared::time::{ServiceDay, Timestamp, UtcOffset};
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc,
};
use std::collections::BTreeMap;

/// How many days ahead the next opening is looked for: over a holiday with joint leave around it.
const DAYS_AHEAD_MAX: u64 = 31;

/// The hours of each weekday, Monday first; none: closed.
pub type WeekHours = [Option<DayHours>; 7];

/// When a queue's counters serve.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// Its week.
    pub week: WeekHours,
    /// Other weeks, by the dates for which they hold; not overlapping.
    pub seasons: Vec<(Season, WeekHours)>,
    /// Dates with hours of their own, or none.
    pub exceptions: BTreeMap<NaiveDate, Exception>,
}

/// A stretch of dates, both of which belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// The first date.
    pub from: NaiveDate,
    /// The last date.
    pub to: NaiveDate,
}

/// A date with hours of its own, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// What it is called.
    pub name: Words,
    /// The hours; none: closed.
    pub hours: Option<DayHours>,
}

/// Numbers that come free at one time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRelease {
    /// When, in minutes after the begin of the service day.
    pub at: u16,
    /// How many.
    pub numbers: u32,
}

/// A queue's date as the hall file has it.
struct Date<'a> {
    hours: Option<&'a DayHours>,
    special: Option<SpecialDay>,
}

/// The hours of one weekday, in minutes after the begin of the service day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayHours {
    /// Begin and end of each span, in order, not overlapping; at least one.
    pub spans: Vec<(u16, u16)>,
    /// From when numbers are drawn.
    pub draw_from: u16,
    /// From when no number is drawn any more.
    pub cut_off: u16,
}

impl Hours {
    /// Returns the hours of a date that is not special.
    fn usual(&self, day: NaiveDate) -> Option<&DayHours> {
        let season = self.seasons.iter().find(|(season, _)| season.holds(day));
        let week = season.map_or(&self.week, |(_, week)| week);
        week[day.weekday().num_days_from_monday() as usize].as_ref()
    }

    /// Returns the hours of a date: an exception's, none on a holiday, else those of its week.
    fn on(&self, day: NaiveDate, holidays: &BTreeMap<NaiveDate, Words>) -> Date<'_> {
        if let Some(exception) = self.exceptions.get(&day) {
            let special = SpecialDay { name: exception.name.clone(), kind: SpecialKind::Exception };
            return Date { hours: exception.hours.as_ref(), special: Some(special) };
        }
        let holiday = holidays.get(&day);
        let special = |name: &Words| SpecialDay { name: name.clone(), kind: SpecialKind::Holiday };
        let hours = self.usual(day).filter(|_| holiday.is_none());
        Date { hours, special: holiday.map(special) }
    }
}

impl Season {
    /// Tells whether a date belongs to it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// Tells whether any date belongs to both.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

impl Hall {
    /// Returns how far hall time is ahead of UTC at an instant.
    pub fn offset(&self, at: Timestamp) -> UtcOffset {
        let offset = self.time_zone.offset_from_utc_datetime(&utc(at));
        UtcOffset(offset.fix().local_minus_utc() / 60)
    }

    /// Returns the service day that an instant belongs to.
    pub fn service_day(&self, at: Timestamp) -> ServiceDay {
        let local = self.local(at);
        let turn = TimeDelta::minutes(i64::from(self.day_starts_minutes()));
        ServiceDay(local.checked_sub_signed(turn).unwrap_or(local).date())
    }

    /// Returns the instant at which a service day begins.
    pub fn day_start(&self, day: ServiceDay) -> Timestamp {
        self.instant(day, 0)
    }

    /// Returns a queue's hours on a service day; a queue that the hall does not have is closed.
    pub fn today(&self, queue: &QueueId, day: ServiceDay) -> QueueToday {
        let Some(queue) = self.queues.get(queue) else { return QueueToday::default() };
        let Date { hours, special } = queue.hours.on(day.0, &self.holidays);
        let at = |minutes| self.instant(day, minutes);
        let span = |&(from, to): &(u16, u16)| Span { from: at(from), to: at(to) };
        let next_day_from = (1..=DAYS_AHEAD_MAX).find_map(|ahead| {
            let later = ServiceDay(day.0.checked_add_days(Days::new(ahead))?);
            let hours = queue.hours.on(later.0, &self.holidays).hours?;
            let released = queue.releases.first().map_or(0, |release| release.at);
            Some(self.instant(later, hours.draw_from.max(released)))
        });
        let release = |one: &DayRelease| Release { at: at(one.at), numbers: one.numbers };
        QueueToday {
            spans: hours.map_or_else(Vec::new, |hours| hours.spans.iter().map(span).collect()),
            draw_from: hours.map(|hours| at(hours.draw_from)),
            cut_off: hours.map(|hours| at(hours.cut_off)),
            quota: queue.quota,
            next_day_from,
            special,
            releases: queue.releases.iter().map(release).collect(),
            standby_max: queue.standby_max,
        }
    }

    /// Returns when the slots of a queue begin on a day: those that are whole and begin before the
    /// last number; none where nobody books.
    pub fn slots(&self, queue: &QueueId, day: ServiceDay) -> Vec<Timestamp> {
        let Some(queue) = self.queues.get(queue) else { return vec![] };
        let Some(bookings) = &queue.bookings else { return vec![] };
        let Some(hours) = queue.hours.on(day.0, &self.holidays).hours else { return vec![] };
        let length = u16::try_from(bookings.slot_minutes).unwrap_or(u16::MAX).max(1);
        let of_span = |&(from, to): &(u16, u16)| {
            let begins = (from..to).step_by(length.into());
            begins.filter(move |begin| begin.saturating_add(length) <= to)
        };
        let begins = hours.spans.iter().flat_map(of_span);
        begins.filter(|begin| *begin < hours.cut_off).map(|at| self.instant(day, at)).collect()
    }

    /// Returns the date and time of day in the hall at an instant.
    pub fn local(&self, at: Timestamp) -> NaiveDateTime {
        self.time_zone.from_utc_datetime(&utc(at)).naive_local()
    }

    /// Returns the instant of a date and time of day in the hall.
    pub fn at_local(&self, local: NaiveDateTime) -> Timestamp {
        let found = self.time_zone.from_local_datetime(&local).earliest();
        // Where clocks are put forward, an hour of the day does not exist: the next one does.
        let found = found.or_else(|| {
            self.time_zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest()
        });
        found.map_or_else(|| Timestamp::from(local.and_utc()), Timestamp::from)
    }

    /// Returns the instant of a time of day on a service day, which may end after midnight.
    pub fn at_time(&self, day: ServiceDay, time: NaiveTime) -> Timestamp {
        let turned = time < self.day_starts;
        let date = if turned { day.0.checked_add_days(Days::new(1)) } else { Some(day.0) };
        self.at_local(date.unwrap_or(day.0).and_time(time))
    }

    fn day_starts_minutes(&self) -> u16 {
        minutes_of(self.day_starts)
    }

    fn instant(&self, day: ServiceDay, minutes: u16) -> Timestamp {
        let minutes = self.day_starts_minutes() + minutes;
        let midnight = day.0.and_time(NaiveTime::MIN);
        let local = midnight.checked_add_signed(TimeDelta::minutes(minutes.into()));
        self.at_local(local.unwrap_or(midnight))
    }
}

/// Returns the minutes from midnight to a time of day.
pub fn minutes_of(time: NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).expect("a day has 1440 minutes")
}

fn utc(at: Timestamp) -> NaiveDateTime {
    DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or(DateTime::<Utc>::MIN_UTC).naive_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::file::parse;
    use antrean_shared::opening::{Circumstances, ClosedReason, Opening};
    use chrono::NaiveDate;

    const SAMPLE: &[u8] = include_bytes!("../../../assets/halls/kota-batu.toml");

    fn sample() -> Hall {
        parse("kota-batu.toml", SAMPLE).unwrap()
    }

    fn day(month: u32, day: u32) -> ServiceDay {
        ServiceDay(NaiveDate::from_ymd_opt(2026, month, day).unwrap())
    }

    /// Writes a queue's day in hall time: spans, first and last number, the next day's first one.
    #[track_caller]
    fn check(hall: &Hall, queue: &str, on: ServiceDay, expected: &str) {
        let today = hall.today(&QueueId::new(queue).unwrap(), on);
        let time = |at: Timestamp| at.at(hall.offset(at)).format("%d %H:%M").to_string();
        let spans: Vec<String> = today
            .spans
            .iter()
            .map(|span| format!("{}–{}", time(span.from), time(span.to)))
            .collect();
        let some = |at: Option<Timestamp>| at.map_or("-".to_owned(), time);
        let written = format!(
            "[{}] draw {} cut {} next {}",
            spans.join(", "),
            some(today.draw_from),
            some(today.cut_off),
            some(today.next_day_from)
        );
        assert_eq!(written, expected, "{queue} on {on}");
    }

    #[test]
    fn the_sample_halls_days_are_those_of_its_file() {
        let hall = sample();
        // 2026-11-20 is a Friday.
        let friday =
            "[20 08:00–20 11:00, 20 13:00–20 14:30] draw 20 07:30 cut 20 14:00 next 23 07:30";
        check(&hall, "a", day(11, 20), friday);
        check(&hall, "e", day(11, 20), friday);
        check(
            &hall,
            "e",
            day(11, 19),
            "[19 08:00–19 15:00] draw 19 07:30 cut 19 14:00 next 20 07:30",
        );
        check(
            &hall,
            "a",
            day(11, 19),
            "[19 08:00–19 15:00] draw 19 07:30 cut 19 14:30 next 20 07:30",
        );
        check(
            &hall,
            "k",
            day(11, 19),
            "[19 08:30–19 14:00] draw 19 07:30 cut 19 13:30 next 24 07:30",
        );
        check(&hall, "k", day(11, 20), "[] draw - cut - next 24 07:30");
        check(
            &hall,
            "z",
            day(11, 18),
            "[18 09:00–18 14:00] draw 18 07:30 cut 18 13:30 next 25 07:30",
        );
        check(&hall, "nobody", day(11, 18), "[] draw - cut - next -");
    }

    #[test]
    fn the_break_of_a_friday_is_a_break() {
        let hall = sample();
        let today = hall.today(&QueueId::new("a").unwrap(), day(11, 20));
        let noon = hall.day_start(day(11, 20)).plus(std::time::Duration::from_secs(12 * 3600));
        let Opening::Closed { reason, opens_at } = today.opening(&Circumstances::default(), noon)
        else {
            panic!("open")
        };
        assert_eq!((reason, opens_at), (ClosedReason::Break, Some(today.spans[1].from)));
    }

    #[test]
    fn a_day_may_turn_late_and_end_after_midnight() {
        let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
        let text = text.replace("day_starts = \"00:00\"", "day_starts = \"05:00\"");
        let text = text.replace("tue = [\"08:00-14:30\"]", "tue = [\"20:00-02:00\"]");
        let hall = parse("hall.toml", text.as_bytes()).unwrap();
        let tuesday = day(11, 24);
        check(&hall, "t", tuesday, "[24 20:00–25 02:00] draw 24 07:30 cut 25 01:30 next 25 07:30");
        let start = hall.day_start(tuesday);
        assert_eq!(start.clock(hall.offset(start)), "05.00");
        assert_eq!(hall.service_day(start), tuesday);
        assert_eq!(hall.service_day(Timestamp(start.0 - 1)), day(11, 23));
        assert_eq!(hall.service_day(Timestamp(start.0 + 24 * 3_600_000 - 1)), tuesday);
    }

    #[test]
    fn the_three_zones_of_the_country_are_hours_apart() {
        let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
        for (zone, minutes) in [("WIB", 420), ("WITA", 480), ("WIT", 540), ("Asia/Jayapura", 540)] {
            let text = text.replace("\"WIB\"", &format!("\"{zone}\""));
            let hall = parse("hall.toml", text.as_bytes()).unwrap();
            let start = hall.day_start(day(11, 20));
            assert_eq!(hall.offset(start), UtcOffset(minutes), "{zone}");
            assert_eq!(start.clock(hall.offset(start)), "00.00");
        }
    }
}
