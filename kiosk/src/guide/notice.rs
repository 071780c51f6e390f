//! What the guide says of a notice: why there is no number, and what to do now. Used by `guide/body` alone.

use super::spelled;
use super::words::{closed, date, fault, moment, pick};
use crate::screen::{Matter, Notice};
use antrean_shared::ticket::Language;

pub(super) fn said(notice: &Notice, language: Language) -> String {
    let text = match language {
        Language::En => english(notice),
        Language::Id | Language::Jv | Language::Su => indonesian(notice),
    };
    // A voucher has a first day, and no hour.
    let opens = notice.opens.as_ref().filter(|_| notice.matter != Matter::VoucherTooEarly);
    let opens = opens.map(|opens| moment(opens, language));
    let opens = opens.map(|opens| format!("{opens}.")).unwrap_or_default();
    let back = pick(language, "Enter untuk kembali ke awal.", "Enter goes back to the start.");
    [text, opens, back].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn indonesian(notice: &Notice) -> String {
    let (number, subject) = (spelled(&notice.subject), &notice.subject);
    let day = notice.opens.as_ref().map(|opens| date(opens, Language::Id)).unwrap_or_default();
    let asked = |text: &str| format!("{text} Silakan bertanya kepada petugas.");
    match &notice.matter {
        Matter::Closed(reason) => format!("{subject}, {}.", closed(*reason, Language::Id)),
        Matter::GivenBack => format!("Nomor {number} sudah dikembalikan. Terima kasih."),
        Matter::Returned { after, zone } => {
            format!("Nomor {number} kembali ke antrean, setelah {after} orang. Tunggu di {zone}.")
        }
        Matter::NotMissed => {
            asked(&format!("Nomor {number} tidak tercatat terlewat, atau waktunya sudah habis."))
        }
        Matter::ReturnTooLate { minutes } => {
            format!("Waktu untuk kembali, {minutes} menit, sudah habis. Silakan ambil nomor baru.")
        }
        Matter::ReturnUsed => {
            "Nomor ini sudah pernah kembali. Silakan ambil nomor baru.".to_owned()
        }
        Matter::ReturnUnknown => {
            "Pusat antrean tidak menjawab. Silakan coba lagi kembali ke antrean.".to_owned()
        }
        Matter::NotScanned => {
            "Kode ini tidak dikenali. Silakan ketik kode atau nomor Anda.".to_owned()
        }
        Matter::BookingTooEarly => "Belum waktunya check-in.".to_owned(),
        Matter::BookingUnknown => asked("Kode tidak ditemukan."),
        Matter::VoucherUsed => asked("Kupon sudah dipakai."),
        Matter::VoucherUnknown => asked("Kupon tidak dikenal atau masa berlakunya habis."),
        Matter::VoucherTooEarly => format!("Kupon berlaku mulai tanggal {day}."),
        Matter::NotOfferedHere => asked("Layanan ini tidak ada di kios ini."),
        Matter::DateUnconfirmed => asked("Tanggal hari ini belum dipastikan."),
        Matter::LineageUnconfirmed => asked("Nomor hari ini sedang diperiksa."),
        Matter::StandbyFull => asked("Daftar tunggu sudah penuh."),
        Matter::Busy => {
            "Pusat antrean sedang sibuk. Belum ada nomor untuk Anda. Silakan coba sebentar lagi."
                .to_owned()
        }
        Matter::Unknown => {
            "Pusat antrean tidak menjawab, jadi tidak ada nomor untuk Anda. Silakan coba lagi."
                .to_owned()
        }
        Matter::Offline => asked("Sambungan terputus. Belum ada nomor untuk Anda."),
        Matter::Printer(status) => asked(&fault(*status, Language::Id)),
        Matter::Fault(code) => {
            format!("Nomor tidak dapat diambil. Kode untuk petugas: {code}.")
        }
    }
}

fn english(notice: &Notice) -> String {
    let (number, subject) = (spelled(&notice.subject), &notice.subject);
    let day = notice.opens.as_ref().map(|opens| date(opens, Language::En)).unwrap_or_default();
    let asked = |text: &str| format!("{text} Please ask a member of staff.");
    match &notice.matter {
        Matter::Closed(reason) => format!("{subject}, {}.", closed(*reason, Language::En)),
        Matter::GivenBack => format!("Number {number} has been given back. Thank you."),
        Matter::Returned { after, zone } => {
            format!("Number {number} is back in its queue, after {after} people. Wait at {zone}.")
        }
        Matter::NotMissed => {
            asked(&format!("Number {number} is not among the missed ones, or its time is over."))
        }
        Matter::ReturnTooLate { minutes } => {
            format!("The {minutes} minutes to come back are over. Please take a new number.")
        }
        Matter::ReturnUsed => {
            "This number has come back before. Please take a new number.".to_owned()
        }
        Matter::ReturnUnknown => {
            "The queue system did not answer. Please try once more to come back.".to_owned()
        }
        Matter::NotScanned => {
            "This code is not known here. Please type your code or number.".to_owned()
        }
        Matter::BookingTooEarly => "It is too early to check in.".to_owned(),
        Matter::BookingUnknown => asked("Code not found."),
        Matter::VoucherUsed => asked("The voucher has been used."),
        Matter::VoucherUnknown => asked("The voucher is not known, or its time is over."),
        Matter::VoucherTooEarly => format!("The voucher is valid from {day}."),
        Matter::NotOfferedHere => asked("This service is not at this kiosk."),
        Matter::DateUnconfirmed => asked("Today's date has not been confirmed."),
        Matter::LineageUnconfirmed => asked("Today's numbers are being checked."),
        Matter::StandbyFull => asked("The waiting list is full."),
        Matter::Busy => {
            "The queue system is busy. You have no number yet. Please try again in a moment."
                .to_owned()
        }
        Matter::Unknown => {
            "The queue system did not answer, so you have no number. Please try again.".to_owned()
        }
        Matter::Offline => asked("The connection is down. You have no number yet."),
        Matter::Printer(status) => asked(&fault(*status, Language::En)),
        Matter::Fault(code) => {
            format!("The number cannot be taken. Code for the staff: {code}.")
        }
    }
}
