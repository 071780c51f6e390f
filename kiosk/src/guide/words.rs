//! Parts of sentences that several screens need. Used by `guide` and `guide/body` alone.

use super::sentences::{Sentence, shared};
use crate::printer::PrinterStatus;
use crate::screen::{Moment, Nearness, Standing};
use antrean_shared::opening::ClosedReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;

pub(super) fn checked(on: bool, language: Language) -> String {
    if on { shared::SWITCHED_ON } else { shared::SWITCHED_OFF }.say(language)
}

pub(super) fn fault(status: PrinterStatus, language: Language) -> String {
    let said = match status {
        PrinterStatus::Ready | PrinterStatus::PaperLow => return String::new(),
        PrinterStatus::PaperOut => shared::PAPER_OUT,
        PrinterStatus::CoverOpen => shared::COVER_OPEN,
        PrinterStatus::Jam => shared::PAPER_JAM,
        PrinterStatus::Unreachable => shared::PRINTER_SILENT,
    };
    said.say(language)
}

pub(super) fn page(number: usize, count: usize, language: Language) -> String {
    if count < 2 {
        return String::new();
    }
    shared::PAGE.with(language, &[&number.to_string(), &count.to_string()])
}

pub(super) fn ahead(people: u32, language: Language) -> String {
    match people {
        0 => shared::AHEAD_NONE.say(language),
        1 => shared::AHEAD_ONE.say(language),
        _ => shared::AHEAD.with(language, &[&people.to_string()]),
    }
}

pub(super) fn wait(range: WaitRange, language: Language) -> String {
    let WaitRange { low_minutes: low, high_minutes: high } = range;
    shared::WAIT.with(language, &[&low.to_string(), &high.to_string()])
}

/// Why a queue is closed, and when it opens; nothing while it is open.
pub(super) fn standing(standing: &Standing, language: Language) -> String {
    let Standing::Closed { reason, opens, occasion } = standing else { return String::new() };
    let why = if occasion.is_empty() { closed(*reason, language) } else { occasion.clone() };
    match opens {
        None => why,
        Some(opens) => format!("{why}, {}", moment(opens, language)),
    }
}

pub(super) fn closed(reason: ClosedReason, language: Language) -> String {
    let said = match reason {
        ClosedReason::Forced => shared::CLOSED_FORCED,
        ClosedReason::Exception => shared::CLOSED_EXCEPTION,
        ClosedReason::Holiday => shared::CLOSED_HOLIDAY,
        ClosedReason::CountersClosed => shared::CLOSED_COUNTERS,
        ClosedReason::Hours => shared::CLOSED_HOURS,
        ClosedReason::Break => shared::CLOSED_BREAK,
        ClosedReason::CutOff => shared::CLOSED_CUT_OFF,
        ClosedReason::Quota => shared::CLOSED_QUOTA,
        ClosedReason::Outage => shared::CLOSED_OUTAGE,
    };
    said.say(language)
}

const MONTHS: [Sentence; 12] = [
    Sentence { id: "Januari", en: "January", jv: "Januari", su: "Januari" },
    Sentence { id: "Februari", en: "February", jv: "Februari", su: "Pébruari" },
    Sentence { id: "Maret", en: "March", jv: "Maret", su: "Maret" },
    Sentence { id: "April", en: "April", jv: "April", su: "April" },
    Sentence { id: "Mei", en: "May", jv: "Mei", su: "Méi" },
    Sentence { id: "Juni", en: "June", jv: "Juni", su: "Juni" },
    Sentence { id: "Juli", en: "July", jv: "Juli", su: "Juli" },
    Sentence { id: "Agustus", en: "August", jv: "Agustus", su: "Agustus" },
    Sentence { id: "September", en: "September", jv: "September", su: "Séptémber" },
    Sentence { id: "Oktober", en: "October", jv: "Oktober", su: "Oktober" },
    Sentence { id: "November", en: "November", jv: "November", su: "Nopémber" },
    Sentence { id: "Desember", en: "December", jv: "Desember", su: "Désémber" },
];

/// The day of a moment, without its weekday and year.
pub(super) fn date(moment: &Moment, language: Language) -> String {
    let month = MONTHS.get(moment.day.month.saturating_sub(1) as usize);
    format!("{} {}", moment.day.day, month.map_or("", |month| month.of(language)))
}

/// When something opens.
pub(super) fn moment(moment: &Moment, language: Language) -> String {
    let time = moment.time.replace('.', ":");
    match moment.nearness {
        Nearness::Today => shared::OPENS_TODAY.with(language, &[&time]),
        Nearness::Tomorrow => shared::OPENS_TOMORROW.with(language, &[&time]),
        Nearness::ThisWeek | Nearness::Later => {
            shared::OPENS_ON.with(language, &[&date(moment, language), &time])
        }
    }
}
