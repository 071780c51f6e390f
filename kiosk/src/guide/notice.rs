//! What the guide says of a notice: why there is no number, and what to do now. Used by `guide/body` alone.

use super::sentences::{notices as say, shared};
use super::spelled;
use super::words::{closed, date, fault, moment};
use crate::screen::{Matter, Notice};
use antrean_shared::ticket::Language;

pub(super) fn said(notice: &Notice, language: Language) -> String {
    let text = matter(notice, language);
    // A voucher has a first day, and no hour.
    let opens = notice.opens.as_ref().filter(|_| notice.matter != Matter::VoucherTooEarly);
    let opens = opens.map(|opens| moment(opens, language));
    let opens = opens.map(|opens| format!("{opens}.")).unwrap_or_default();
    let back = say::BACK.say(language);
    [text, opens, back].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn matter(notice: &Notice, language: Language) -> String {
    let number = spelled(&notice.subject);
    let asked = |text: &str| say::ASK.with(language, &[text]);
    match &notice.matter {
        Matter::Closed(reason) => format!("{}, {}.", notice.subject, closed(*reason, language)),
        Matter::GivenBack => say::GIVEN_BACK.with(language, &[&number]),
        Matter::Returned { after, zone } => {
            say::RETURNED.with(language, &[&number, &after.to_string(), zone])
        }
        Matter::NotMissed => asked(&say::NOT_MISSED.with(language, &[&number])),
        Matter::ReturnTooLate { minutes } => {
            say::RETURN_TOO_LATE.with(language, &[&minutes.to_string()])
        }
        Matter::ReturnUsed => say::RETURN_USED.say(language),
        Matter::ReturnUnknown => say::RETURN_UNKNOWN.say(language),
        Matter::NotScanned => say::NOT_SCANNED.say(language),
        Matter::BookingTooEarly => say::BOOKING_TOO_EARLY.say(language),
        Matter::BookingUnknown => asked(say::BOOKING_UNKNOWN.of(language)),
        Matter::VoucherUsed => asked(say::VOUCHER_USED.of(language)),
        Matter::VoucherUnknown => asked(say::VOUCHER_UNKNOWN.of(language)),
        Matter::VoucherTooEarly => {
            let day = notice.opens.as_ref().map(|opens| date(opens, language));
            say::VOUCHER_TOO_EARLY.with(language, &[&day.unwrap_or_default()])
        }
        Matter::NotOfferedHere => asked(say::NOT_OFFERED.of(language)),
        Matter::DateUnconfirmed => asked(shared::DATE_OPEN.of(language)),
        Matter::LineageUnconfirmed => asked(say::NUMBERS_CHECKED.of(language)),
        Matter::StandbyFull => asked(say::LIST_FULL.of(language)),
        Matter::Busy => say::BUSY.say(language),
        Matter::Unknown => say::UNKNOWN.say(language),
        Matter::Offline => asked(say::OFFLINE.of(language)),
        Matter::Printer(status) => asked(&fault(*status, language)),
        Matter::Fault(code) => say::FAULT.with(language, &[code]),
    }
}
