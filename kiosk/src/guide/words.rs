//! Sentences of the guide that several screens need. Used by `guide` and `guide/body` alone.

use crate::printer::PrinterStatus;
use crate::screen::{Moment, Nearness, Standing};
use antrean_shared::opening::ClosedReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;

/// The text in the listener's language.
pub(super) fn pick(language: Language, indonesian: &str, english: &str) -> String {
    match language {
        Language::En => english.to_owned(),
        Language::Id | Language::Jv | Language::Su => indonesian.to_owned(),
    }
}

pub(super) fn welcome(language: Language) -> String {
    pick(
        language,
        "Panduan suara. Tombol bawah atau dua untuk maju, tombol atas atau delapan untuk mundur, Enter untuk memilih. \
         Bintang membacakan layar lagi, lima membacakan pilihan lagi, garis miring untuk kembali, tambah dan kurang untuk \
         suara, tujuh untuk jeda, nol untuk berhenti.",
        "Spoken guide. Down or two goes forward, up or eight goes back, Enter chooses. Star reads the screen again, five \
         reads the choice again, slash returns, plus and minus change the volume, seven pauses, zero stops.",
    )
}

pub(super) fn leaving(language: Language) -> String {
    pick(
        language,
        "Anda masih di sini? Tekan tombol apa saja untuk melanjutkan. Tanpa tombol, layar kembali ke awal.",
        "Are you still here? Press any key to continue. Without a key, the screen goes back to the start.",
    )
}

pub(super) fn checked(on: bool, language: Language) -> String {
    match on {
        true => pick(language, "Dipilih", "On"),
        false => pick(language, "Belum dipilih", "Off"),
    }
}

pub(super) fn fault(status: PrinterStatus, language: Language) -> String {
    match status {
        PrinterStatus::Ready | PrinterStatus::PaperLow => String::new(),
        PrinterStatus::PaperOut => {
            pick(language, "Kertas printer habis.", "The printer is out of paper.")
        }
        PrinterStatus::CoverOpen => {
            pick(language, "Tutup printer terbuka.", "The printer's cover is open.")
        }
        PrinterStatus::Jam => {
            pick(language, "Kertas tersangkut di printer.", "Paper is stuck in the printer.")
        }
        PrinterStatus::Unreachable => {
            pick(language, "Printer tidak menjawab.", "The printer does not answer.")
        }
    }
}

pub(super) fn page(number: usize, count: usize, language: Language) -> String {
    if count < 2 {
        return String::new();
    }
    match language {
        Language::En => format!("Page {number} of {count}."),
        Language::Id | Language::Jv | Language::Su => format!("Halaman {number} dari {count}."),
    }
}

pub(super) fn ahead(people: u32, language: Language) -> String {
    match (people, language) {
        (0, Language::En) => "Nobody is ahead of you.".to_owned(),
        (1, Language::En) => "One person is ahead of you.".to_owned(),
        (_, Language::En) => format!("{people} people are ahead of you."),
        (0, _) => "Tidak ada orang di depan Anda.".to_owned(),
        (_, _) => format!("{people} orang di depan Anda."),
    }
}

pub(super) fn wait(range: WaitRange, language: Language) -> String {
    let WaitRange { low_minutes: low, high_minutes: high } = range;
    match language {
        Language::En => format!("The wait is about {low} to {high} minutes."),
        Language::Id | Language::Jv | Language::Su => {
            format!("Perkiraan tunggu {low} sampai {high} menit.")
        }
    }
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

/// The hub is away, and the kiosk will soon give numbers of its own.
pub(super) fn emergency_near(language: Language) -> String {
    pick(
        language,
        "Sambungan ke pusat antrean terputus. Silakan tunggu sekitar setengah menit, lalu nomor dapat diambil.",
        "The connection to the queue system is down. Please wait about half a minute; then numbers can be taken.",
    )
}

/// The hub is away, and the kiosk gives numbers of its own.
pub(super) fn emergency(language: Language) -> String {
    pick(
        language,
        "Sambungan ke pusat antrean terputus, tetapi Anda dapat mengambil nomor darurat di sini. Nomor itu berlaku.",
        "The connection to the queue system is down, but you can take an emergency number here. It is valid.",
    )
}

pub(super) fn closed(reason: ClosedReason, language: Language) -> String {
    match reason {
        ClosedReason::Forced => pick(language, "ditutup sementara", "closed for now"),
        ClosedReason::Exception => pick(language, "jadwal khusus hari ini", "special hours today"),
        ClosedReason::Holiday => pick(language, "hari libur", "holiday"),
        ClosedReason::CountersClosed => {
            pick(language, "loket sudah tutup", "its counters have closed")
        }
        ClosedReason::Hours => pick(language, "di luar jam layanan", "outside opening hours"),
        ClosedReason::Break => pick(language, "sedang istirahat", "on a break"),
        ClosedReason::CutOff => {
            pick(language, "waktu mengambil nomor sudah habis", "too late for a number today")
        }
        ClosedReason::Quota => {
            pick(language, "nomor yang dibuka sudah habis", "no numbers are left for now")
        }
        ClosedReason::Outage => pick(language, "sistemnya terganggu", "its system is down"),
    }
}

const MONTHS: [[&str; 2]; 12] = [
    ["Januari", "January"],
    ["Februari", "February"],
    ["Maret", "March"],
    ["April", "April"],
    ["Mei", "May"],
    ["Juni", "June"],
    ["Juli", "July"],
    ["Agustus", "August"],
    ["September", "September"],
    ["Oktober", "October"],
    ["November", "November"],
    ["Desember", "December"],
];

/// The day of a moment, without its weekday and year.
pub(super) fn date(moment: &Moment, language: Language) -> String {
    let [indonesian, english] =
        MONTHS.get(moment.day.month.saturating_sub(1) as usize).copied().unwrap_or_default();
    format!("{} {}", moment.day.day, pick(language, indonesian, english))
}

/// When something opens.
pub(super) fn moment(moment: &Moment, language: Language) -> String {
    let time = moment.time.replace('.', ":");
    let date = date(moment, language);
    match (moment.nearness, language) {
        (Nearness::Today, Language::En) => format!("opens today at {time}"),
        (Nearness::Tomorrow, Language::En) => format!("opens tomorrow at {time}"),
        (Nearness::ThisWeek | Nearness::Later, Language::En) => {
            format!("opens on {date} at {time}")
        }
        (Nearness::Today, _) => format!("buka hari ini pukul {time}"),
        (Nearness::Tomorrow, _) => format!("buka besok pukul {time}"),
        (Nearness::ThisWeek | Nearness::Later, _) => {
            format!("buka tanggal {date} pukul {time}")
        }
    }
}
