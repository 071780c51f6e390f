//! What the slip of a visitor says who waits for the next numbers: it is a place on a list, and no number.
//!
//! Pure; the same template arranges it. What a ticket says of its wait, a slip says of the hour at which
//! the numbers come free, and it is marked where a copy is.

use super::words::PaperWords;
use super::{Drawn, PhoneLink, Receipt};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::id::{KioskId, ServiceId, Token};
use antrean_shared::protocol::StandbyPlace;
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;
use chrono::{DateTime, FixedOffset};

/// A place on a list, as its slip needs it.
#[derive(Debug, Clone, Copy)]
pub struct Slip<'a> {
    pub place: &'a StandbyPlace,
    pub service: &'a ServiceId,
    /// The secret of the ticket that it will become.
    pub token: Token,
    pub language: Language,
    /// When the place was given, in hall time.
    pub at: Timestamp,
    pub copy: bool,
}

impl Receipt {
    pub fn of_slip(catalogue: &Catalogue, slip: Slip<'_>, kiosk: &KioskId) -> Self {
        let Slip { place, service, token, language, at, copy } = slip;
        let drawn =
            Drawn { id: place.id, queue: &place.queue, service, language, token: Some(token), at };
        let opens = place.release_at.at(catalogue.utc_offset);
        let paper = Self::without_number(catalogue, &drawn, kiosk);
        let mark = marked(language, copy);
        Self { copy: Some(mark), ..paper.with_place(place.place, opens) }
    }

    /// A slip to judge a template by, of the made-up hall of `sample`.
    pub fn sample_slip(language: Language, full: bool) -> Self {
        let opens = DateTime::parse_from_rfc3339("2022-12-05T13:00:00+07:00");
        let opens = opens.expect("the instant is written so");
        let paper = Self { priority: None, ..Self::sample(language, full) };
        Self { copy: Some(marked(language, full)), ..paper.with_place(3, opens) }
    }

    fn with_place(self, place: u32, opens: DateTime<FixedOffset>) -> Self {
        let words = PaperWords::of(self.language);
        let note = words.slip_note(opens);
        let phone = self.phone.map(|phone| PhoneLink { hint: words.slip.scan, ..phone });
        Self {
            number_label: words.slip.place,
            number: place.to_string(),
            note: if phone.is_some() { note } else { format!("{note} {}", words.slip.ask) },
            ahead: String::new(),
            wait_label: words.slip.opens,
            wait: words.clock(opens),
            phone,
            // It asks to keep a ticket.
            foot: String::new(),
            ..self
        }
    }
}

fn marked(language: Language, copy: bool) -> &'static str {
    let words = &PaperWords::of(language).slip;
    if copy { words.copy } else { words.mark }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt::sample;

    #[test]
    fn a_slip_says_that_it_is_no_number_and_what_happens_when() {
        let said = sample::slip(Language::Id, false).lines_as_text();
        let id = "Mal Pelayanan Publik Among Warga
Kota Batu
Urutan Anda
3
[ DAFTAR TUNGGU ]
Ini belum nomor antrean. Silakan berada di dekat sini pukul 13.00: saat itu nomor dibuka, \
dan Anda mendapat nomor menurut urutan ini. Jika nomor habis lagi, urutan Anda tetap berlaku \
untuk pembukaan berikutnya hari ini.
Dispendukcapil
Dinas Kependudukan dan Pencatatan Sipil
KTP elektronik
Loket 1–6
Tunggu di Lantai 1, Zona A
Nomor dibuka pukul 13.00
http://192.168.10.20:8780/t/00112233445566778899aabbccddeeff
Pindai: nomor Anda muncul di ponsel begitu dibuka.
Sen, 5 Des 2022 09.41
Kios 1 · 084S-N02Q
";
        assert_eq!(said, id);
        assert!(sample::slip(Language::Id, true).lines_as_text().contains("SALINAN"));
    }

    #[test]
    fn a_slip_without_a_phone_page_says_whom_to_ask() {
        for language in Language::ALL {
            let slip = sample::slip_without_phone(language);
            assert!(slip.phone.is_none());
            assert!(slip.note.ends_with(PaperWords::of(language).slip.ask), "{language}");
            assert!(
                !sample::slip(language, false).note.ends_with(PaperWords::of(language).slip.ask)
            );
        }
    }
}
