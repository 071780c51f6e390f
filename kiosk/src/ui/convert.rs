//! Plain data of `screen` into the shapes of the `.slint` files, one function each.

use super::generated as g;
use super::{PX_PER_MM, Panel, REACH_MM};
use crate::grid::Window;
use crate::printer::PrinterStatus;
use crate::qr;
use crate::screen::{
    AgencyTile, Countdown, Day, Line, LineKind, Moment, Nearness, QueueLine, ServiceRow, SlipPaper,
    Standing,
};
use antrean_shared::opening::ClosedReason;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;
use slint::{ComponentHandle, Image, Model, Rgb8Pixel, SharedPixelBuffer, VecModel};

/// Sets sizes for a window and returns it as `grid` counts it.
pub(super) fn fit(app: &g::App, panel: Panel, (width, height): (f32, f32)) -> Window {
    let px_per_mm = panel.width_mm.map_or(PX_PER_MM, |mm| width / mm).clamp(2.0, 20.0);
    app.global::<g::Theme>().set_px_per_mm(px_per_mm);
    // A coarser panel keeps the pixels of the pictures: letters are never smaller than theirs.
    let panel_scale = (px_per_mm / PX_PER_MM).max(1.0);
    let pixels = |length: f32| (length / panel_scale).round().max(1.0) as u32;
    // Whatever is touched keeps at least half of the panel.
    let too_high = height - (REACH_MM - panel.lower_edge_mm) * px_per_mm;
    let beyond_reach = too_high.clamp(0.0, height / 2.0);
    app.global::<g::Sizes>().set_beyond_reach(beyond_reach.round());
    let beyond_reach = (beyond_reach / panel_scale) as u32;
    let window = Window { beyond_reach, ..Window::of(pixels(width), pixels(height)) };
    app.global::<g::Sizes>().set_wide(window.is_wide());
    app.global::<g::Sizes>().set_short(window.is_short());
    window
}

/// Changes a list in place, so that what stays the same is not drawn again.
pub(super) fn update<T: Clone + PartialEq + 'static>(model: &VecModel<T>, new: Vec<T>) {
    while model.row_count() > new.len() {
        model.remove(model.row_count() - 1);
    }
    for (row, item) in new.into_iter().enumerate() {
        match model.row_data(row) {
            None => model.push(item),
            Some(old) if old != item => model.set_row_data(row, item),
            Some(_) => {}
        }
    }
}

/// Turns the window's words to a language; Indonesian is what the `.slint` files are written in.
pub(super) fn speak(language: Language) {
    let code = match language {
        Language::Id => "",
        Language::En | Language::Jv | Language::Su => language.code(),
    };
    if let Err(error) = slint::select_bundled_translation(code) {
        tracing::warn!(%error, code, "the language is not in the program");
    }
}

/// What a language is called in itself.
pub(super) fn own_name(language: Language) -> &'static str {
    match language {
        Language::Id => "Indonesia",
        Language::En => "English",
        Language::Jv => "Jawa",
        Language::Su => "Sunda",
    }
}

/// Makes the picture of a QR code, one pixel a module, and says how many it is wide.
pub(super) fn picture(address: &str) -> (Image, i32) {
    let Some(code) = qr::modules(address) else { return (Image::default(), 0) };
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(code.side as u32, code.side as u32);
    for (pixel, dark) in buffer.make_mut_slice().iter_mut().zip(&code.dark) {
        let shade = if *dark { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    (Image::from_rgb8(buffer), int(code.side))
}

/// A range; an upper end of 0 means that nothing is said.
pub(super) fn wait(range: Option<WaitRange>) -> g::WaitData {
    let end = |minutes: u32| figure(Some(minutes));
    range.map_or_else(Default::default, |range| g::WaitData {
        low: end(range.low_minutes),
        high: end(range.high_minutes),
    })
}

pub(super) fn tile(tile: &AgencyTile) -> g::TileData {
    g::TileData {
        id: (&tile.id).into(),
        name: (&tile.name).into(),
        about: (&tile.about).into(),
        icon: (&tile.icon).into(),
        standing: standing(&tile.standing),
        standby: tile.standby,
        outage: tile.outage,
        waiting: figure(tile.waiting),
        counters_open: figure(tile.counters_open),
        wait: wait(tile.wait),
    }
}

pub(super) fn row(row: &ServiceRow) -> g::RowData {
    g::RowData {
        id: (&row.id).into(),
        name: (&row.name).into(),
        agency: (&row.agency).into(),
        minutes: figure(Some(row.minutes)),
        counters: (&row.counters).into(),
        letters: (&row.prefix).into(),
        standing: standing(&row.standing),
        standby: row.standby,
    }
}

pub(super) fn line(line: &Line) -> g::LineData {
    let kind = match line.kind {
        LineKind::Bring => g::LineKind::Bring,
        LineKind::Procedure => g::LineKind::Procedure,
        LineKind::Time => g::LineKind::Time,
        LineKind::Cost => g::LineKind::Cost,
        LineKind::Product => g::LineKind::Product,
        LineKind::Complaints => g::LineKind::Complaints,
        LineKind::Where => g::LineKind::Place,
        LineKind::Item => g::LineKind::Item,
    };
    g::LineData { kind, text: (&line.text).into() }
}

pub(super) fn queue(queue: &QueueLine) -> g::QueueData {
    g::QueueData {
        letters: (&queue.prefix).into(),
        name: (&queue.name).into(),
        waiting: figure(queue.waiting),
        counters_open: figure(queue.counters_open),
        wait: wait(queue.wait),
    }
}

pub(super) fn standing(standing: &Standing) -> g::StandingData {
    match standing {
        Standing::Open => g::StandingData { open: true, ..Default::default() },
        Standing::Closed { reason, opens, occasion } => {
            let (reason, opens) = (closed(*reason), moment(opens.as_ref()));
            g::StandingData { open: false, reason, opens, occasion: occasion.into() }
        }
    }
}

pub(super) fn moment(of: Option<&Moment>) -> g::MomentData {
    let Some(of) = of else { return g::MomentData::default() };
    let nearness = match of.nearness {
        Nearness::Today => g::Nearness::Today,
        Nearness::Tomorrow => g::Nearness::Tomorrow,
        Nearness::ThisWeek => g::Nearness::ThisWeek,
        Nearness::Later => g::Nearness::Later,
    };
    g::MomentData { known: true, nearness, day: day(of.day), time: (&of.time).into() }
}

pub(super) fn day(day: Day) -> g::DayData {
    let number = |number: u32| figure(Some(number));
    g::DayData {
        weekday: number(day.weekday),
        day: number(day.day),
        month: number(day.month),
        year: day.year,
    }
}

pub(super) fn countdown(of: Countdown) -> g::CountdownData {
    g::CountdownData { seconds: figure(Some(of.seconds)), left: of.left }
}

pub(super) fn closed(reason: ClosedReason) -> g::Closed {
    match reason {
        ClosedReason::Forced => g::Closed::Forced,
        ClosedReason::Exception => g::Closed::Exception,
        ClosedReason::Holiday => g::Closed::Holiday,
        ClosedReason::CountersClosed => g::Closed::CountersClosed,
        ClosedReason::Outage => g::Closed::Outage,
        ClosedReason::Hours => g::Closed::Hours,
        ClosedReason::Break => g::Closed::Rest,
        ClosedReason::CutOff => g::Closed::CutOff,
        ClosedReason::Quota => g::Closed::Quota,
    }
}

pub(super) fn fault(status: PrinterStatus) -> g::PrinterFault {
    match status {
        PrinterStatus::Ready | PrinterStatus::PaperLow => g::PrinterFault::None,
        PrinterStatus::PaperOut => g::PrinterFault::PaperOut,
        PrinterStatus::CoverOpen => g::PrinterFault::CoverOpen,
        PrinterStatus::Jam => g::PrinterFault::Jam,
        PrinterStatus::Unreachable => g::PrinterFault::Unreachable,
    }
}

pub(super) fn slip_paper(paper: SlipPaper) -> g::SlipPaper {
    match paper {
        SlipPaper::Free => g::SlipPaper::Free,
        SlipPaper::Printing => g::SlipPaper::Printing,
        SlipPaper::Out => g::SlipPaper::Out,
        SlipPaper::Unseen => g::SlipPaper::Unseen,
        SlipPaper::Failed(_) => g::SlipPaper::Failed,
    }
}

/// The stable code of a refusal, for whoever mends the kiosk.
pub(super) fn code(reason: RefusalReason) -> String {
    let value = serde_json::to_value(reason).expect("a reason is plain data");
    value.as_str().expect("a reason is a word").to_owned()
}

/// A figure that is not known is below zero.
pub(super) fn figure(figure: Option<u32>) -> i32 {
    figure.map_or(-1, |figure| i32::try_from(figure).unwrap_or(i32::MAX))
}

pub(super) fn int(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
