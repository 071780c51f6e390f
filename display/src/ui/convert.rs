//! What Rust says, as the window's own types say it. No decisions.

use super::g;
use crate::layout::{Arrow, Layout};
use crate::screen::{self, CellState, Later, Page, Service, Sound};
use antrean_shared::protocol::RefusalReason;
use antrean_shared::wait::WaitRange;
use chrono::{Datelike, NaiveDate};
use slint::SharedString;

pub(super) fn layout(layout: Layout) -> g::Layout {
    match layout {
        Layout::Board => g::Layout::Board,
        Layout::Grid => g::Layout::Grid,
        Layout::OneCall => g::Layout::OneCall,
        Layout::Portrait => g::Layout::Portrait,
        Layout::Counter => g::Layout::Counter,
        Layout::Strip => g::Layout::Strip,
    }
}

pub(super) fn sound(sound: Sound) -> g::Sound {
    match sound {
        Sound::Usual => g::Sound::Usual,
        Sound::Quiet => g::Sound::Quiet,
        Sound::Missing => g::Sound::Missing,
    }
}

pub(super) fn page(page: Page) -> g::Page {
    g::Page { page: int(page.page), pages: int(page.pages) }
}

pub(super) fn day(day: NaiveDate) -> g::Day {
    g::Day {
        weekday: int(day.weekday().num_days_from_monday()),
        day: int(day.day()),
        month: int(day.month0()),
        year: day.year(),
    }
}

pub(super) fn counter_cell(cell: &screen::CounterCell) -> g::CounterCell {
    g::CounterCell {
        counter: counter(&cell.counter),
        arrow: arrow(cell.arrow),
        number: SharedString::from(&cell.number),
        state: match cell.state {
            CellState::Called => g::CellState::Called,
            CellState::Serving => g::CellState::Serving,
            CellState::Ready => g::CellState::Ready,
            CellState::Paused => g::CellState::Paused,
            CellState::Closing => g::CellState::Closing,
            CellState::Closed => g::CellState::Closed,
            CellState::Unknown => g::CellState::Unknown,
        },
    }
}

pub(super) fn hours_line(line: &screen::HoursLine) -> g::HoursLine {
    let (queues, spans) = (SharedString::from(&line.queues), SharedString::from(&line.spans));
    g::HoursLine { queues, spans }
}

pub(super) fn service(service: &Service) -> g::ServiceState {
    let none = || (String::new(), None);
    let (kind, from, (name, next)) = match service {
        Service::Open => (g::ServiceKind::Open, "", none()),
        Service::NotYet { from } => (g::ServiceKind::NotYet, from.as_str(), none()),
        Service::Break { until, friday: true } => {
            (g::ServiceKind::FridayBreak, until.as_str(), none())
        }
        Service::Break { until, friday: false } => (g::ServiceKind::Break, until.as_str(), none()),
        Service::Over { next } => (g::ServiceKind::Over, "", (String::new(), next.as_ref())),
        Service::Off { name, next } => (g::ServiceKind::Off, "", (name.clone(), next.as_ref())),
        Service::Stopped { reason } => (g::ServiceKind::Stopped, "", (reason.clone(), None)),
    };
    g::ServiceState {
        kind,
        from: from.into(),
        name: name.into(),
        has_next: next.is_some(),
        next: next.map(|Later { day: date, .. }| day(*date)).unwrap_or_default(),
        next_clock: next.map(|next| SharedString::from(&next.clock)).unwrap_or_default(),
    }
}

fn arrow(arrow: Option<Arrow>) -> g::Arrow {
    match arrow {
        None => g::Arrow::None,
        Some(Arrow::Left) => g::Arrow::Left,
        Some(Arrow::Right) => g::Arrow::Right,
        Some(Arrow::Up) => g::Arrow::Up,
        Some(Arrow::Down) => g::Arrow::Down,
        Some(Arrow::UpLeft) => g::Arrow::UpLeft,
        Some(Arrow::UpRight) => g::Arrow::UpRight,
    }
}

pub(super) fn large_call(large: &screen::LargeCall) -> g::LargeCall {
    g::LargeCall {
        number: SharedString::from(&large.number),
        counter: counter(&large.counter),
        agency: SharedString::from(&large.agency),
        zone: SharedString::from(&large.zone),
        arrow: arrow(large.arrow),
        summons: match large.summons {
            screen::Summons::First => g::Summons::First,
            screen::Summons::Again => g::Summons::Again,
            screen::Summons::Last => g::Summons::Last,
        },
        state: state(large.state),
        fresh: large.fresh,
        lit: large.lit,
    }
}

pub(super) fn call_row(row: &screen::CallRow) -> g::CallRow {
    g::CallRow {
        number: SharedString::from(&row.number),
        counter: counter(&row.counter),
        agency: SharedString::from(&row.agency),
        arrow: arrow(row.arrow),
        state: state(row.state),
    }
}

pub(super) fn queue_cell(queue: &screen::QueueCell) -> g::QueueCell {
    let (serving, counters) = match queue.serving {
        screen::Serving::Open(counters) => (g::Serving::Open, int(counters)),
        screen::Serving::NotYet => (g::Serving::NotYet, 0),
        screen::Serving::Closed => (g::Serving::Closed, 0),
        screen::Serving::Down => (g::Serving::Down, 0),
    };
    let wait = queue.wait.unwrap_or(WaitRange { low_minutes: 0, high_minutes: 0 });
    g::QueueCell {
        wait_low: int(wait.low_minutes),
        wait_high: int(wait.high_minutes),
        name: SharedString::from(&queue.name),
        waiting: int(queue.waiting),
        serving,
        counters,
    }
}

pub(super) fn counter(name: &screen::CounterName) -> g::CounterName {
    let (first, second) = name.halves();
    g::CounterName {
        words: SharedString::from(&name.words),
        first: first.into(),
        second: second.into(),
        figure: SharedString::from(&name.figure),
    }
}

fn state(state: screen::CallState) -> g::CallState {
    match state {
        screen::CallState::Awaited => g::CallState::Awaited,
        screen::CallState::Serving => g::CallState::Serving,
        screen::CallState::Done => g::CallState::Done,
        screen::CallState::Missed => g::CallState::Missed,
        screen::CallState::Withdrawn => g::CallState::Withdrawn,
    }
}

pub(super) fn refusal(reason: RefusalReason) -> g::Refusal {
    match reason {
        RefusalReason::FutureProtocol | RefusalReason::OldProtocol => g::Refusal::Version,
        RefusalReason::UnknownId => g::Refusal::Zone,
        RefusalReason::Replaced => g::Refusal::Replaced,
        RefusalReason::Fenced
        | RefusalReason::TooLarge
        | RefusalReason::NotJson
        | RefusalReason::WrongForm
        | RefusalReason::HelloFirst
        | RefusalReason::NotAllowed
        | RefusalReason::Busy => g::Refusal::Other,
    }
}

/// A count as Slint has it; no hall comes near the bound.
pub(super) fn int<T: TryInto<i32>>(count: T) -> i32 {
    count.try_into().unwrap_or(i32::MAX)
}
