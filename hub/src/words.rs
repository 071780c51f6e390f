//! What the hub itself says to people: on the ticket page, in the titles of refusals, and why somebody
//! is next.
//!
//! One table per place, complete in every language that it offers; ticket page and refusals fall back
//! from Javanese and Sundanese to Indonesian.

mod why;

pub use why::why_text;

use antrean_shared::ticket::{Language, TicketState};

/// A text of the ticket page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneWord {
    /// Above the number.
    YourNumber,
    /// Where a ticket is in its life.
    State(TicketState),
    /// Before the counter's name.
    GoTo,
    /// Before the number of people ahead.
    Ahead,
    /// After the number of people ahead, if it is one.
    Person,
    /// After any other number of people ahead.
    People,
    /// Nobody is ahead.
    NobodyAhead,
    /// Before a range of minutes.
    WaitAbout,
    /// After a range of minutes.
    Minutes,
    /// No open counter may serve the ticket (contract.md 2, "nobody waits unseen").
    Unserved,
    /// The agency's system is down; the reason follows.
    Outage,
    /// Before the place on the list for the next numbers.
    OnStandby,
    /// Before the time at which the next numbers come free.
    ReleasedAt,
    /// What happens then.
    ThenANumber,
    /// Before the services that the visit comes to afterwards.
    Afterwards,
    /// No such page.
    NoTicket,
}

/// Returns a text of the ticket page.
pub fn phone_word(language: Language, word: PhoneWord) -> &'static str {
    match language {
        Language::Id | Language::Jv | Language::Su => phone_word_id(word),
        Language::En => phone_word_en(word),
    }
}

fn phone_word_id(word: PhoneWord) -> &'static str {
    match word {
        PhoneWord::YourNumber => "Nomor antrean Anda",
        PhoneWord::State(TicketState::Issued | TicketState::Waiting) => "Menunggu dipanggil",
        PhoneWord::State(TicketState::Called) => "Nomor Anda dipanggil",
        PhoneWord::State(TicketState::Serving) => "Sedang dilayani",
        PhoneWord::State(TicketState::Parked) => "Ditunda oleh petugas",
        PhoneWord::State(TicketState::NoShow) => {
            "Anda tidak hadir saat dipanggil. Silakan hubungi petugas"
        }
        PhoneWord::State(TicketState::Completed) => "Selesai dilayani. Terima kasih",
        PhoneWord::State(TicketState::Cancelled) => "Nomor ini dibatalkan",
        PhoneWord::State(TicketState::Expired) => "Nomor ini tidak berlaku lagi",
        PhoneWord::GoTo => "Silakan menuju",
        PhoneWord::Ahead => "Di depan Anda",
        PhoneWord::Person | PhoneWord::People => "orang",
        PhoneWord::Afterwards => "Setelah itu:",
        PhoneWord::NobodyAhead => "Anda berikutnya",
        PhoneWord::WaitAbout => "Tunggu sekitar",
        PhoneWord::Minutes => "menit",
        PhoneWord::Unserved => {
            "Belum ada loket yang buka untuk layanan ini. Nomor Anda tetap berlaku; Anda dipanggil setelah loket buka."
        }
        PhoneWord::Outage => {
            "Sistem instansi ini sedang terganggu. Nomor Anda tetap berlaku. Sebabnya:"
        }
        PhoneWord::OnStandby => "Urutan Anda di daftar tunggu",
        PhoneWord::ReleasedAt => "Nomor berikutnya dibuka pukul",
        PhoneWord::ThenANumber => {
            "Halaman ini menampilkan nomor Anda begitu nomor dibuka. Silakan biarkan tetap terbuka."
        }
        PhoneWord::NoTicket => {
            "Nomor antrean ini tidak ditemukan atau sudah tidak berlaku. Silakan bertanya kepada petugas."
        }
    }
}

fn phone_word_en(word: PhoneWord) -> &'static str {
    match word {
        PhoneWord::YourNumber => "Your queue number",
        PhoneWord::State(TicketState::Issued | TicketState::Waiting) => "Waiting to be called",
        PhoneWord::State(TicketState::Called) => "Your number is called",
        PhoneWord::State(TicketState::Serving) => "Being served",
        PhoneWord::State(TicketState::Parked) => "Set aside by an officer",
        PhoneWord::State(TicketState::NoShow) => {
            "You were called and not there. Please speak to an officer"
        }
        PhoneWord::State(TicketState::Completed) => "Served. Thank you",
        PhoneWord::State(TicketState::Cancelled) => "This number was cancelled",
        PhoneWord::State(TicketState::Expired) => "This number is no longer valid",
        PhoneWord::GoTo => "Please go to",
        PhoneWord::Ahead => "Ahead of you:",
        PhoneWord::Person => "person",
        PhoneWord::People => "people",
        PhoneWord::Afterwards => "After that:",
        PhoneWord::NobodyAhead => "You are next",
        PhoneWord::WaitAbout => "Wait about",
        PhoneWord::Minutes => "minutes",
        PhoneWord::Unserved => {
            "No counter is open for this service yet. Your number stays valid; you will be called once a counter opens."
        }
        PhoneWord::Outage => "This agency's system is down. Your number stays valid. The reason:",
        PhoneWord::OnStandby => "Your place on the waiting list",
        PhoneWord::ReleasedAt => "The next numbers are given at",
        PhoneWord::ThenANumber => {
            "This page shows your number once numbers are given. Please keep it open."
        }
        PhoneWord::NoTicket => {
            "This queue number was not found or is no longer valid. Please ask an officer."
        }
    }
}

/// Refusals in words: type, Indonesian, English.
const PROBLEMS: &[(&str, &str, &str)] = &[
    ("queue-closed", "Antrean ini sedang tutup", "This queue is closed"),
    ("quota-reached", "Nomor hari ini sudah habis", "Today's numbers are gone"),
    (
        "cut-off",
        "Pengambilan nomor sudah ditutup untuk hari ini",
        "No more numbers are given today",
    ),
    (
        "not-offered-here",
        "Layanan ini tidak tersedia di kios ini",
        "This kiosk does not offer the service",
    ),
    ("given-back", "Nomor ini sudah dikembalikan", "This number was given back"),
    (
        "date-unconfirmed",
        "Tanggal belum dipastikan; nomor belum dapat diberikan",
        "The date is not confirmed; no numbers are given",
    ),
    (
        "date-too-early",
        "Tanggal ini lebih lama dari program antrean; periksa tahun dan bulannya",
        "This date is older than the queue program; check year and month",
    ),
    (
        "standby-full",
        "Daftar tunggu nomor berikutnya sudah penuh",
        "The list for the next numbers is full",
    ),
    ("booking-unknown", "Janji temu ini tidak ditemukan", "This booking was not found"),
    (
        "booking-too-early",
        "Belum waktunya check-in untuk janji temu ini",
        "It is too early to check in for this booking",
    ),
    ("voucher-used", "Kupon ini sudah dipakai", "This voucher has been used"),
    (
        "voucher-unknown",
        "Kupon ini tidak dikenal atau tidak berlaku hari ini",
        "This voucher is not known or not good today",
    ),
    (
        "lineage-unconfirmed",
        "Nomor menunggu laporan semua kios",
        "Numbers wait until every kiosk has reported",
    ),
    ("ticket-ended", "Nomor ini sudah berakhir", "This ticket has ended"),
    ("ticket-serving", "Pengunjung sedang dilayani", "The visitor is being served"),
    (
        "outside-range",
        "Nomor ini tidak ada pada gulungan kertas antrean itu",
        "The number is on none of the queue's paper rolls",
    ),
    ("number-taken", "Nomor ini sudah dipakai tiket lain", "Another ticket has this number"),
    (
        "queue-empty",
        "Tidak ada yang menunggu untuk loket ini",
        "Nobody is waiting for this counter",
    ),
    ("counter-busy", "Loket ini masih memegang satu nomor", "The counter still holds a ticket"),
    ("counter-closed", "Loket ini tidak sedang buka", "The counter is not open"),
    ("not-allowed", "Tidak diizinkan", "Not allowed"),
    ("ticket-held", "Nomor ini sedang ditangani loket lain", "Another counter holds the ticket"),
    ("recall-too-early", "Belum waktunya memanggil ulang", "Too early to call again"),
    (
        "recall-limit",
        "Sudah dipanggil ulang sebanyak yang diperbolehkan",
        "Called again as often as allowed",
    ),
    (
        "return-too-late",
        "Sudah lewat waktu untuk kembali ke antrean",
        "It is too late to come back into the queue",
    ),
    (
        "return-used",
        "Nomor ini sudah pernah kembali ke antrean",
        "This number has come back into the queue before",
    ),
    (
        "yield-limit",
        "Sudah mempersilakan orang lain sebanyak yang diperbolehkan",
        "Has let others go first as often as allowed",
    ),
    (
        "not-called",
        "Tidak ada nomor yang sedang dipanggil di loket ini",
        "No called ticket in hand",
    ),
    ("not-serving", "Tidak ada yang sedang dilayani di loket ini", "Nobody is being served here"),
    ("no-show-too-early", "Belum waktunya menandai tidak hadir", "Too early to mark as absent"),
    ("not-in-hand", "Loket ini tidak memegang nomor", "No ticket in hand"),
    (
        "stop-entered",
        "Kunjungan sudah sampai pada layanan ini",
        "The visit has come to this service already",
    ),
    ("target-closed", "Tujuan sudah tutup", "Nobody will serve there today"),
    ("target-full", "Tujuan sudah penuh", "No more visitors are taken there"),
    (
        "undo-expired",
        "Langkah terakhir sudah terlalu lama untuk diurungkan",
        "The last step is too long ago",
    ),
    (
        "undo-overtaken",
        "Nomor ini sudah ditangani lebih lanjut",
        "This ticket has already moved on",
    ),
    ("nothing-to-undo", "Tidak ada langkah yang dapat diurungkan", "There is no step to take back"),
    (
        "counter-taken",
        "Loket ini sudah dipakai petugas lain",
        "Another officer sits at this counter",
    ),
    (
        "officer-elsewhere",
        "Petugas ini sedang bertugas di loket lain",
        "The officer is signed in elsewhere",
    ),
    ("ticket-in-hand", "Selesaikan dahulu nomor yang dipegang", "Finish the ticket in hand first"),
    ("unknown-id", "Tidak ditemukan", "Not found"),
    (
        "not-allowed-in-state",
        "Tidak dapat dilakukan pada keadaan ini",
        "Not possible in this state",
    ),
    ("invalid", "Ada isian yang tidak sesuai", "A value is not allowed"),
    (
        "id-reused",
        "Perintah dengan tanda pengenal ini sudah ada",
        "This id came with another command",
    ),
    (
        "poisoned",
        "Perintah ini pernah mengganggu sistem dan tidak dijalankan lagi",
        "This command failed before and is left alone",
    ),
    (
        "idempotency-key-reused",
        "Kunci ini sudah dipakai untuk isi yang lain",
        "This key came with another body",
    ),
    (
        "idempotency-key-malformed",
        "Idempotency-Key harus 1 sampai 64 karakter ASCII yang terlihat",
        "Idempotency-Key has 1 to 64 visible ASCII characters",
    ),
    ("busy", "Sistem sedang sibuk, silakan coba lagi", "The hub is busy, please try again"),
    ("too-large", "Isi permintaan terlalu besar", "The body is too large"),
    (
        "not-json-type",
        "Isi permintaan harus application/json",
        "The body has to be application/json",
    ),
    ("not-json", "Isi permintaan bukan JSON", "The body is not JSON"),
    (
        "wrong-form",
        "Ada isian yang tidak dikenal, kurang, atau salah jenis",
        "A field is unknown, missing or of the wrong type",
    ),
    ("unknown-route", "Alamat ini tidak ada", "There is no such address"),
    (
        "method-not-allowed",
        "Cara memanggil alamat ini tidak sesuai",
        "This address has no such method",
    ),
    ("clock-backwards", "Waktu latihan hanya dapat dimajukan", "Training time only goes forward"),
];

/// Returns what a refusal is called; a kind without words is a bug, and its code stands in for them.
pub fn problem_title(kind: &str, language: Language) -> String {
    let known = PROBLEMS.iter().find(|(code, ..)| *code == kind);
    debug_assert!(known.is_some(), "no words for {kind}");
    match (known, language) {
        (Some((_, _, english)), Language::En) => (*english).to_owned(),
        (Some((_, indonesian, _)), Language::Id | Language::Jv | Language::Su) => {
            (*indonesian).to_owned()
        }
        (None, _) => kind.to_owned(),
    }
}
