//! The words that paper says, per language. Used by `receipt` alone.
//!
//! Javanese (krama) and Sundanese (lemes) are used where a hall's file lists them; no native speaker has
//! signed for their words yet.

use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;
use chrono::{DateTime, Datelike, FixedOffset};

/// Every word of the paper that does not come from the catalogue.
pub(super) struct PaperWords {
    pub number: &'static str,
    /// Above a number of the kiosk's own series.
    pub own_number: &'static str,
    pub own_note: &'static str,
    pub wait_at: &'static str,
    pub ahead: &'static str,
    pub wait: &'static str,
    minutes: &'static str,
    person: &'static str,
    people: &'static str,
    pub scan: &'static str,
    pub prepare: &'static str,
    more: &'static str,
    pub copy: &'static str,
    pub priority: &'static str,
    pub training: &'static str,
    /// Above the number of a test paper.
    pub test: &'static str,
    pub no_ticket: &'static str,
    pub test_foot: &'static str,
    pub slip: SlipWords,
    days: [&'static str; 7],
    months: [&'static str; 12],
}

/// The words of a place on the list for the next numbers.
pub(super) struct SlipWords {
    /// Stands where a copy says SALINAN.
    pub mark: &'static str,
    pub copy: &'static str,
    pub place: &'static str,
    pub opens: &'static str,
    clock: &'static str,
    note: &'static str,
    /// For a paper without the QR.
    pub ask: &'static str,
    /// Beside the QR.
    pub scan: &'static str,
}

const INDONESIAN: PaperWords = PaperWords {
    number: "Nomor antrean",
    own_number: "Nomor darurat",
    own_note: "Nomor ini berlaku. Simpan kertas ini: Anda dipanggil sesuai urutan kedatangan.",
    wait_at: "Tunggu di",
    ahead: "Di depan Anda",
    wait: "Tunggu sekitar",
    minutes: "menit",
    person: "orang",
    people: "orang",
    scan: "Pindai untuk memantau giliran dari ponsel.",
    prepare: "Siapkan:",
    more: "lainnya",
    copy: "SALINAN",
    priority: "PRIORITAS",
    training: "LATIHAN",
    test: "Cetak uji",
    no_ticket: "BUKAN TIKET",
    test_foot: "Tepi kiri dan kanan harus utuh, huruf jelas, dan kode dapat dipindai.",
    slip: SlipWords {
        mark: "DAFTAR TUNGGU",
        copy: "DAFTAR TUNGGU · SALINAN",
        place: "Urutan Anda",
        opens: "Nomor dibuka",
        clock: "pukul {}",
        note: "Ini belum nomor antrean. Silakan berada di dekat sini pukul {}: saat itu nomor dibuka, dan Anda mendapat nomor menurut urutan ini. Jika nomor habis lagi, urutan Anda tetap berlaku untuk pembukaan berikutnya hari ini.",
        ask: "Tunjukkan kertas ini kepada petugas untuk mengetahui nomor Anda.",
        scan: "Pindai: nomor Anda muncul di ponsel begitu dibuka.",
    },
    days: ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"],
    months: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
};

/// Officers look for SALINAN and LATIHAN on every paper, so these two stay and gain a second word.
const ENGLISH: PaperWords = PaperWords {
    number: "Queue number",
    own_number: "Emergency number",
    own_note: "This number is valid. Keep this paper: you are called in the order of arrival.",
    wait_at: "Please wait at",
    ahead: "Ahead of you",
    wait: "Wait about",
    minutes: "minutes",
    person: "person",
    people: "people",
    scan: "Scan to follow your turn on your phone.",
    prepare: "Please have ready:",
    more: "more",
    copy: "SALINAN · COPY",
    priority: "PRIORITAS · PRIORITY",
    training: "LATIHAN · TRAINING",
    test: "Test print",
    no_ticket: "BUKAN TIKET · NOT A TICKET",
    test_foot: "Both edges must be whole, letters clear, and the code must scan.",
    slip: SlipWords {
        mark: "DAFTAR TUNGGU · WAITLIST",
        copy: "DAFTAR TUNGGU · SALINAN",
        place: "Your place on the list",
        opens: "Numbers open",
        clock: "at {}",
        note: "This is not a queue number yet. Please be near here at {}: numbers open then, and you get one in the order of this list. If they run out again, your place holds for the next opening today.",
        ask: "Show this paper to a member of staff to learn your number.",
        scan: "Scan: your number appears on your phone once it is open.",
    },
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};

const JAVANESE: PaperWords = PaperWords {
    number: "Nomer antrean",
    own_number: "Nomer darurat",
    own_note: "Nomer punika lumampah. Dluwang punika mangga dipunsimpen: panjenengan dipuntimbali miturut urutan rawuh.",
    wait_at: "Mangga ngentosi ing",
    ahead: "Ngajeng panjenengan",
    wait: "Kinten-kinten ngentosi",
    minutes: "menit",
    person: "tiyang",
    people: "tiyang",
    scan: "Pindai kangge mirsani giliran saking ponsel.",
    prepare: "Mangga dipuncawisaken:",
    more: "malih",
    copy: "SALINAN",
    priority: "PRIORITAS",
    training: "LATIHAN",
    // Read by staff alone.
    test: INDONESIAN.test,
    no_ticket: INDONESIAN.no_ticket,
    test_foot: INDONESIAN.test_foot,
    slip: SlipWords {
        mark: "DAFTAR TUNGGU",
        copy: "DAFTAR TUNGGU · SALINAN",
        place: "Urutan panjenengan",
        opens: "Nomer dipunbikak",
        clock: "jam {}",
        note: "Punika dereng nomer antrean. Mangga wonten ing caket mriki jam {}: nalika punika nomer dipunbikak, lan panjenengan pikantuk nomer miturut urutan punika. Menawi nomeripun telas malih, urutan panjenengan tetep lumampah kangge bikakan salajengipun dinten punika.",
        ask: "Dluwang punika mangga dipuntedahaken dhateng petugas supados mangertos nomer panjenengan.",
        scan: "Pindai: nomer panjenengan katingal ing ponsel sasampunipun dipunbikak.",
    },
    days: ["Sen", "Sel", "Reb", "Kem", "Jem", "Set", "Min"],
    months: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
};

const SUNDANESE: PaperWords = PaperWords {
    number: "Nomer antrean",
    own_number: "Nomer darurat",
    own_note: "Ieu nomer lumaku. Kertas ieu mangga disimpen: Anjeun disauran dumasar urutan sumping.",
    wait_at: "Antosan di",
    ahead: "Payuneun Anjeun",
    wait: "Kira-kira ngantosan",
    minutes: "menit",
    person: "jalmi",
    people: "jalmi",
    scan: "Pindai kanggo ningali giliran tina ponsel.",
    prepare: "Mangga siapkeun:",
    more: "deui",
    copy: "SALINAN",
    priority: "PRIORITAS",
    training: "LATIHAN",
    // Read by staff alone.
    test: INDONESIAN.test,
    no_ticket: INDONESIAN.no_ticket,
    test_foot: INDONESIAN.test_foot,
    slip: SlipWords {
        mark: "DAFTAR TUNGGU",
        copy: "DAFTAR TUNGGU · SALINAN",
        place: "Urutan Anjeun",
        opens: "Nomer dibuka",
        clock: "tabuh {}",
        note: "Ieu sanés nomer antrean. Mangga aya di caket dieu tabuh {}: harita nomer dibuka, sareng Anjeun kénging nomer dumasar urutan ieu. Upami nomerna séép deui, urutan Anjeun tetep lumaku kanggo pembukaan salajengna dinten ieu.",
        ask: "Mangga témbongkeun kertas ieu ka petugas supados terang nomer Anjeun.",
        scan: "Pindai: nomer Anjeun némbongan dina ponsel saatos dibuka.",
    },
    days: ["Sen", "Sal", "Reb", "Kem", "Jum", "Sap", "Min"],
    months: ["Jan", "Péb", "Mar", "Apr", "Méi", "Jun", "Jul", "Agu", "Sép", "Okt", "Nop", "Dés"],
};

impl PaperWords {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Id => &INDONESIAN,
            Language::En => &ENGLISH,
            Language::Jv => &JAVANESE,
            Language::Su => &SUNDANESE,
        }
    }

    /// `9 orang`
    pub fn count_of_people(&self, count: u32) -> String {
        let word = if count == 1 { self.person } else { self.people };
        format!("{count} {word}")
    }

    /// `15–30 menit`
    pub fn range(&self, wait: WaitRange) -> String {
        format!("{}–{} {}", wait.low_minutes, wait.high_minutes, self.minutes)
    }

    /// `pukul 13.00`
    pub fn clock(&self, at: DateTime<FixedOffset>) -> String {
        self.slip.clock.replace("{}", &at.format("%H.%M").to_string())
    }

    /// What holds for a place on a list until its numbers come free.
    pub fn slip_note(&self, at: DateTime<FixedOffset>) -> String {
        self.slip.note.replace("{}", &at.format("%H.%M").to_string())
    }

    /// `+2 lainnya`: what of a list did not fit.
    pub fn more(&self, count: usize) -> String {
        format!("+{count} {}", self.more)
    }

    /// `Sen, 5 Des 2022 09.41`: the month in letters, because 05-12 is May to some visitors.
    pub fn instant(&self, at: DateTime<FixedOffset>) -> String {
        let weekday = self.days[at.weekday().num_days_from_monday() as usize];
        let month = self.months[at.month0() as usize];
        format!("{weekday}, {} {month} {} {}", at.day(), at.year(), at.format("%H.%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_has_every_word() {
        for language in Language::ALL {
            let w = PaperWords::of(language);
            let plain = [
                w.number,
                w.own_number,
                w.own_note,
                w.wait_at,
                w.ahead,
                w.wait,
                w.minutes,
                w.person,
                w.people,
                w.scan,
                w.prepare,
                w.more,
                w.copy,
                w.priority,
                w.training,
                w.test,
                w.no_ticket,
                w.test_foot,
                w.slip.mark,
                w.slip.copy,
                w.slip.place,
                w.slip.opens,
                w.slip.clock,
                w.slip.note,
                w.slip.ask,
                w.slip.scan,
            ];
            for word in plain.iter().chain(&w.days).chain(&w.months) {
                assert!(!word.trim().is_empty(), "{language}");
                assert!(!word.contains('!'), "{language}: {word}");
            }
            assert_eq!(w.days.iter().collect::<BTreeSet<_>>().len(), 7, "{language}");
            assert_eq!(w.months.iter().collect::<BTreeSet<_>>().len(), 12, "{language}");
            assert!(w.copy.starts_with("SALINAN") && w.training.starts_with("LATIHAN"));
            assert!(w.slip.copy.contains("SALINAN") && w.slip.mark.starts_with("DAFTAR TUNGGU"));
            assert!(w.slip.clock.contains("{}") && w.slip.note.contains("{}"), "{language}");
        }
        let notes = Language::ALL.map(|language| PaperWords::of(language).slip.note);
        assert_eq!(BTreeSet::from(notes).len(), 4, "a language speaks another one");
        let ahead = Language::ALL.map(|language| PaperWords::of(language).ahead);
        assert_eq!(BTreeSet::from(ahead).len(), 4, "a language speaks another one");
        assert_eq!(PaperWords::of(Language::En).count_of_people(1), "1 person");
    }
}
