//! The part of the guide that changes with the visit: one function for each screen.

use super::spelled;
use super::words::{ahead, fault, moment, page, pick, standing, wait};
use crate::screen::{
    Body, CodeEntry, Confirm, Home, LineKind, PaperFailed, Place, ReturnEntry, Screen, Search,
    Services, Standard, StandbyShown, Standing, TicketCard, TicketShown, Trouble,
};
use antrean_shared::ticket::Language;

/// What tells one screen from another of its kind.
pub(super) fn subject(body: &Body) -> String {
    match body {
        Body::Waiting => "waiting".to_owned(),
        Body::Home(home) => format!("home {} {}", home.page.number, home.chosen),
        Body::Services(services) => {
            format!("services {} {}", services.agency, services.page.number)
        }
        Body::Search(search) => format!("search {} {}", search.typed, search.page.number),
        Body::Code(code) => format!("code {}", code.typed),
        Body::Return(entry) => format!("return {}", entry.typed),
        Body::Returning { number, .. } => format!("returning {number}"),
        Body::Confirm(confirm) => format!("confirm {} {:?}", confirm.service, confirm.earlier),
        Body::Standard(standard) => {
            format!("standard {} {}", standard.service, standard.page.number)
        }
        Body::Issuing { slow } => format!("issuing {slow}"),
        Body::Printing { number, .. } => format!("printing {number}"),
        Body::Ticket(shown) => format!("ticket {}", shown.ticket.number),
        Body::Standby(shown) => format!("standby {}", shown.place),
        Body::PaperFailed(failed) => format!("failed {} {:?}", failed.ticket.number, failed.fault),
        Body::Doubt { ticket, .. } => format!("doubt {}", ticket.number),
        Body::Staff(_) => "staff".to_owned(),
        Body::Notice(notice) => format!("notice {:?} {}", notice.matter, notice.subject),
    }
}

/// What stands on it.
pub(super) fn said(screen: &Screen) -> String {
    let language = screen.frame.language;
    let of = |indonesian: &str, english: &str| pick(language, indonesian, english);
    match &screen.body {
        Body::Waiting => of(
            "Kios sedang menyambung. Silakan tunggu sebentar, atau minta nomor kepada petugas.",
            "This kiosk is connecting. Please wait a moment, or ask a member of staff for a number.",
        ),
        Body::Home(shown) => home(shown, &screen.frame.hall_name, language),
        Body::Services(shown) => services(shown, language),
        Body::Search(shown) => search(shown, language),
        Body::Code(shown) => code(shown, language),
        Body::Return(shown) => returning(shown, language),
        Body::Returning { number, .. } => {
            let number = spelled(number);
            of(
                &format!("Nomor {number} sedang dikembalikan ke antrean."),
                &format!("Number {number} is going back to its queue."),
            )
        }
        Body::Staff(_) => of("Menu petugas.", "Staff menu."),
        Body::Confirm(shown) => {
            let own = matches!(screen.frame.trouble, Some(Trouble::Emergency { .. }));
            confirm(shown, own, language)
        }
        Body::Standard(shown) => standard(shown, language),
        Body::Issuing { slow: false } => of(
            "Nomor Anda sedang dibuat. Silakan tunggu sebentar.",
            "Getting your number. Please wait.",
        ),
        Body::Issuing { slow: true } => of(
            "Perlu waktu lebih lama. Silakan tunggu sebentar lagi.",
            "This takes longer than usual. Please wait a moment more.",
        ),
        Body::Printing { number, .. } => {
            let number = spelled(number);
            of(
                &format!("Nomor {number} sedang dicetak."),
                &format!("Number {number} is being printed."),
            )
        }
        Body::Ticket(shown) => ticket(shown, language),
        Body::Standby(shown) => standby(shown, language),
        Body::PaperFailed(shown) => failed(shown, language),
        Body::Doubt { ticket, .. } => {
            let number = spelled(&ticket.number);
            of(
                &format!(
                    "Apakah kertas nomor {number} sudah keluar? Kertas keluar di bawah layar."
                ),
                &format!(
                    "Has the paper for number {number} come out? It comes out below the screen."
                ),
            )
        }
        Body::Notice(shown) => super::notice::said(shown, language),
    }
}

fn home(home: &Home, hall: &str, language: Language) -> String {
    let first = match (home.any_open, home.chosen > 0) {
        (_, true) => pick(
            language,
            "Silakan pilih layanan berikutnya. Nomornya tetap satu.",
            "Please choose the next service. It stays one number.",
        ),
        (false, _) => {
            pick(language, "Saat ini semua instansi tutup.", "All agencies are closed now.")
        }
        (true, _) => match language {
            Language::En => format!("Welcome to {hall}. Please choose an agency."),
            Language::Id | Language::Jv | Language::Su => {
                format!("Selamat datang di {hall}. Silakan pilih instansi.")
            }
        },
    };
    let shut: Vec<String> = home
        .tiles
        .iter()
        .filter(|tile| tile.standing != Standing::Open)
        .map(|tile| format!("{}, {}.", tile.name, standing(&tile.standing, language)))
        .collect();
    let closed = match shut.is_empty() {
        true => String::new(),
        false => format!("{} {}", pick(language, "Yang tutup:", "Closed:"), shut.join(" ")),
    };
    join(&[first, page(home.page.number, home.page.count, language), closed])
}

fn services(services: &Services, language: Language) -> String {
    let first = match language {
        Language::En => format!("{}. Please choose a service.", services.agency_full),
        Language::Id | Language::Jv | Language::Su => {
            format!("{}. Silakan pilih layanan.", services.agency_full)
        }
    };
    let line = services.waiting.map(|people| ahead(people, language)).unwrap_or_default();
    let shut = services.rows.iter().filter(|row| row.standing != Standing::Open);
    let shut: Vec<String> =
        shut.map(|row| format!("{}, {}.", row.name, standing(&row.standing, language))).collect();
    let page = page(services.page.number, services.page.count, language);
    join(&[first, line, page, shut.join(" ")])
}

fn search(search: &Search, language: Language) -> String {
    let typed = &search.typed;
    let found = match (typed.is_empty(), search.rows.len()) {
        (true, _) => pick(
            language,
            "Cari layanan. Pilih huruf satu per satu; layanan yang cocok ada sebelum huruf.",
            "Search services. Choose letter by letter; services that match stand before the letters.",
        ),
        (false, 0) => pick(language, "tidak ada yang cocok.", "nothing matches."),
        (false, count) => match language {
            Language::En => format!("{count} match on this page."),
            Language::Id | Language::Jv | Language::Su => format!("{count} cocok di halaman ini."),
        },
    };
    let typed = if typed.is_empty() { String::new() } else { format!("{typed}:") };
    join(&[typed, found])
}

fn code(code: &CodeEntry, language: Language) -> String {
    match (code.typed.is_empty(), code.ready) {
        (true, _) => pick(
            language,
            "Saya punya janji temu atau kupon. Silakan pindai kode pada bukti janji temu atau kupon, atau pilih huruf satu per satu.",
            "I have a booking or a voucher. Please scan its code, or choose it letter by letter.",
        ),
        (false, true) => join(&[
            spelled(&code.typed),
            pick(language, ". Lalu pilih Ambil nomor.", ". Then choose Take a number."),
        ]),
        (false, false) => spelled(&code.typed),
    }
}

fn returning(entry: &ReturnEntry, language: Language) -> String {
    match (entry.typed.is_empty(), entry.ready) {
        (true, _) => pick(
            language,
            "Nomor saya terlewat. Silakan pindai tiket Anda, atau pilih huruf dan angka nomor Anda.",
            "I missed my call. Please scan your ticket, or choose the letters and figures of your number.",
        ),
        (false, true) => join(&[
            spelled(&entry.typed),
            pick(language, ". Lalu pilih Kembali ke antrean.", ". Then choose Back to the queue."),
        ]),
        (false, false) => spelled(&entry.typed),
    }
}

fn at(place: &Place, language: Language) -> String {
    if place.zone.is_empty() && place.counters.is_empty() {
        return String::new();
    }
    let told = [place.zone.as_str(), place.counters.as_str()];
    let told = told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    format!("{} {told}.", pick(language, "Tempat:", "Where:"))
}

fn confirm(confirm: &Confirm, own: bool, language: Language) -> String {
    let name = format!("{}, {}.", confirm.service, confirm.agency);
    let state = standing(&confirm.standing, language);
    let state = if state.is_empty() { state } else { format!("{state}.") };
    let people = confirm.ahead.map(|people| ahead(people, language)).unwrap_or_default();
    let range = confirm.wait.map(|range| wait(range, language)).unwrap_or_default();
    let nobody = match confirm.counters_open {
        Some(0) => pick(language, "Belum ada loket yang buka.", "No counter is open yet."),
        Some(_) | None => String::new(),
    };
    let bring = confirm.requirements.join("; ");
    let bring = match bring.is_empty() {
        true => bring,
        false => format!("{} {bring}.", pick(language, "Yang perlu dibawa:", "What to bring:")),
    };
    let next = match (confirm.ready, &confirm.standby) {
        (true, Some(list)) => match language {
            Language::En => format!(
                "{} on the waiting list. To join it, choose Join the waiting list.",
                list.waiting
            ),
            Language::Id | Language::Jv | Language::Su => format!(
                "{} orang di daftar tunggu. Untuk ikut, pilih Masuk daftar tunggu.",
                list.waiting
            ),
        },
        (true, None) if own => pick(
            language,
            "Untuk mengambilnya, pilih Ambil nomor darurat.",
            "To take one, choose Emergency number.",
        ),
        (true, None) => pick(
            language,
            "Untuk mengambil nomor, pilih Ambil nomor.",
            "To take a number, choose Take a number.",
        ),
        (false, _) => String::new(),
    };
    let place = at(&confirm.place, language);
    join(&[name, state, place, people, range, nobody, bring, next])
}

fn standard(standard: &Standard, language: Language) -> String {
    let heading = |kind: LineKind| match kind {
        LineKind::Bring => pick(language, "Yang perlu dibawa:", "What to bring:"),
        LineKind::Procedure => pick(language, "Langkah pelayanan:", "How it goes:"),
        LineKind::Time => pick(language, "Lama pelayanan:", "How long it takes:"),
        LineKind::Cost => pick(language, "Biaya:", "Cost:"),
        LineKind::Product => pick(language, "Hasil:", "What you get:"),
        LineKind::Complaints => pick(language, "Pengaduan:", "Complaints:"),
        LineKind::Where => pick(language, "Tempat:", "Where:"),
        LineKind::Item => String::new(),
    };
    let lines = standard.lines.iter().map(|line| match line.kind {
        LineKind::Item => format!("{}.", line.text),
        LineKind::Bring
        | LineKind::Procedure
        | LineKind::Time
        | LineKind::Cost
        | LineKind::Product
        | LineKind::Complaints
        | LineKind::Where => heading(line.kind),
    });
    let page = page(standard.page.number, standard.page.count, language);
    join(&[format!("{}.", standard.service), page, lines.collect::<Vec<_>>().join(" ")])
}

/// What holds for a number that the kiosk gave by itself.
fn own(language: Language) -> String {
    pick(
        language,
        "Ini nomor darurat dan tetap berlaku. Anda dipanggil sesuai urutan kedatangan.",
        "This is an emergency number and it is valid. You are called in the order of arrival.",
    )
}

/// The number twice: it is what a listener has to keep.
fn numbered(ticket: &TicketCard, language: Language) -> String {
    let number = spelled(&ticket.number);
    let people = if ticket.own { own(language) } else { ahead(ticket.ahead, language) };
    let range = ticket.wait.map(|range| wait(range, language)).unwrap_or_default();
    let again = match language {
        Language::En => format!("Your number is {number}. Once more: {number}."),
        Language::Id | Language::Jv | Language::Su => {
            format!("Nomor Anda {number}. Sekali lagi: {number}.")
        }
    };
    join(&[again, at(&ticket.place, language), people, range])
}

fn ticket(shown: &TicketShown, language: Language) -> String {
    let paper = pick(
        language,
        "Kertas keluar di bawah layar. Nomor Anda akan disebut lewat pengeras suara.",
        "The paper comes out below the screen. Your number will be announced.",
    );
    join(&[numbered(&shown.ticket, language), paper])
}

fn standby(shown: &StandbyShown, language: Language) -> String {
    let (place, opens) = (shown.place, moment(&shown.opens, language));
    let first = match language {
        Language::En => {
            format!("You are number {place} on the waiting list. {} {opens}.", shown.queue)
        }
        Language::Id | Language::Jv | Language::Su => {
            format!("Anda di urutan {place} daftar tunggu. {} {opens}.", shown.queue)
        }
    };
    let next = pick(
        language,
        "Tidak ada kertas. Silakan datang kepada petugas saat nomor dibuka.",
        "There is no paper. Please come to a member of staff when the numbers are given.",
    );
    join(&[first, at(&shown.at, language), next])
}

fn failed(shown: &PaperFailed, language: Language) -> String {
    let why = shown.fault.map(|status| fault(status, language)).unwrap_or_default();
    let first = pick(
        language,
        "Kertas tidak keluar. Nomor Anda tetap berlaku.",
        "No paper came out. Your number is still valid.",
    );
    let next = pick(
        language,
        "Silakan ingat nomor ini, lalu pilih Sudah saya catat.",
        "Please remember this number, then choose I have noted it.",
    );
    join(&[first, why, numbered(&shown.ticket, language), next])
}

fn join(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
