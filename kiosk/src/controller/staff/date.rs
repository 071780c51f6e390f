//! The day and time on the menu's last page, set by plus and minus and sent as `ConfirmDate`.

use super::{Controller, Door, Effect, Fresh, Page, Step};
use antrean_shared::command::Command;
use antrean_shared::link::LinkState;
use antrean_shared::time::{ServiceDay, Timestamp, UtcOffset};
use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDateTime, TimeDelta, Timelike};

/// A part of a date that plus and minus change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatePart {
    Day,
    Month,
    Year,
    Hour,
    Minute,
}

/// What has been set so far; untouched it runs with the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateEntry {
    shown: NaiveDateTime,
    touched: bool,
}

impl DateEntry {
    pub fn of(now: DateTime<FixedOffset>) -> Self {
        Self { shown: now.naive_local(), touched: false }
    }

    /// What the page shows while the clock says `now`.
    pub fn at(self, now: DateTime<FixedOffset>) -> NaiveDateTime {
        if self.touched { self.shown } else { now.naive_local() }
    }

    fn stepped(self, now: DateTime<FixedOffset>, part: DatePart, step: Step) -> Self {
        let from = self.at(now);
        let up = step == Step::Up;
        let months = |months| {
            let months = Months::new(months);
            if up { from.checked_add_months(months) } else { from.checked_sub_months(months) }
        };
        // A clock's hand goes round without moving the day.
        let wheel = |value: u32, of: u32| (value + if up { 1 } else { of - 1 }) % of;
        let stepped = match part {
            DatePart::Day if up => from.checked_add_days(Days::new(1)),
            DatePart::Day => from.checked_sub_days(Days::new(1)),
            DatePart::Month => months(1),
            DatePart::Year => months(12),
            DatePart::Hour => from.with_hour(wheel(from.hour(), 24)),
            DatePart::Minute => from.with_minute(wheel(from.minute(), 60)),
        };
        let fits = |at: &NaiveDateTime| (2000..2100).contains(&at.year());
        Self { shown: stepped.filter(fits).unwrap_or(from), touched: true }
    }

    fn command(self, now: DateTime<FixedOffset>) -> Command {
        // The hub reads whole minutes: the one that is running has begun before its last event.
        let running = if self.touched { TimeDelta::zero() } else { TimeDelta::minutes(1) };
        let at = self.at(now) + running;
        let time = Some(format!("{:02}:{:02}", at.hour(), at.minute()));
        Command::ConfirmDate { date: ServiceDay(at.date()), time }
    }
}

impl Controller {
    fn offset(&self) -> UtcOffset {
        self.catalogue.as_ref().map_or(UtcOffset(0), |catalogue| catalogue.utc_offset)
    }

    pub(super) fn hall_clock(&self) -> DateTime<FixedOffset> {
        self.now.hall.at(self.offset())
    }

    pub(super) fn clock_of(&self, at: Timestamp) -> String {
        at.clock(self.offset())
    }

    pub(super) fn step_date(&mut self, part: DatePart, step: Step) {
        let now = self.hall_clock();
        if let Door::Menu(Page::Date(entry)) = &mut self.staff.door {
            *entry = entry.stepped(now, part, step);
            self.staff.said = None;
        }
    }

    pub(super) fn may_confirm_date(&self) -> bool {
        let connected = matches!(self.link, LinkState::Connected { .. });
        connected && self.catalogue.is_some() && self.staff.asked.is_none()
    }

    pub(super) fn confirm_date(&mut self, fresh: Fresh) -> Vec<Effect> {
        let Door::Menu(Page::Date(entry)) = self.staff.door else { return Vec::new() };
        if !self.may_confirm_date() {
            return Vec::new();
        }
        let command = entry.command(self.hall_clock());
        self.ask_hub(fresh, command)
    }
}
