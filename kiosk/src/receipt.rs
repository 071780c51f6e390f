//! What a visitor's paper says, in the visitor's language.
//!
//! Pure. The controller makes a `Receipt` from the catalogue and the ticket that the hub issued;
//! the printer thread has it drawn (`layout`) or written (`printer::escpos`). Knows neither the
//! printer nor the clock.

pub mod design;
pub mod fold;
pub mod layout;
pub mod letters;
mod paper;
pub mod picture;
#[cfg(test)]
pub mod sample;
mod sheet;
mod slip;
pub mod template;
mod words;

use crate::{counters, series};
use antrean_shared::catalogue::{Catalogue, QueueCard, ServiceCard};
use antrean_shared::id::{KioskId, QueueId, ServiceId, TicketId, Token};
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;
use antrean_shared::view::IssuedTicket;
use antrean_shared::wait::WaitRange;
use chrono::{DateTime, FixedOffset};
pub use slip::Slip;
use words::PaperWords;

/// Everything on the paper, in the order of the paper. An empty text takes no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub language: Language,
    /// LATIHAN, in training mode.
    pub training: Option<&'static str>,
    /// "Mal Pelayanan Publik".
    pub kind: String,
    /// "Among Warga".
    pub name: String,
    /// "Kota Batu".
    pub place: String,
    /// "Nomor antrean", or "Nomor darurat".
    pub number_label: &'static str,
    /// "A014"; on a slip the place on the list.
    pub number: String,
    /// SALINAN, on a copy; on a slip that it is one.
    pub copy: Option<&'static str>,
    /// PRIORITAS, never which class, for a visitor who is called earlier.
    pub priority: Option<&'static str>,
    /// What holds for a number of a kiosk's own series, or for a place on a list; else empty.
    pub note: String,
    /// The agency as boards call it.
    pub agency: String,
    /// The agency in full, where that is another text.
    pub agency_name: String,
    pub service: String,
    /// "Loket 1–6".
    pub counters: String,
    pub zone_label: &'static str,
    pub zone: String,
    pub ahead_label: &'static str,
    /// "9 orang"; empty where nobody knew it.
    pub ahead: String,
    pub wait_label: &'static str,
    /// "15–30 menit", or when a list's numbers come free; empty where nothing honest can be said.
    pub wait: String,
    pub phone: Option<PhoneLink>,
    /// "Sen, 5 Des 2022 09.41".
    pub issued: String,
    /// "Kios 1 · 7Q4M-K2XD".
    pub origin: String,
    pub prepare_label: &'static str,
    /// What to bring, in the hall file's order.
    pub prepare: Vec<String>,
    pub foot: String,
}

/// The ticket's page, for a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneLink {
    pub address: String,
    pub hint: &'static str,
}

impl Receipt {
    pub fn new(catalogue: &Catalogue, ticket: &IssuedTicket, kiosk: &KioskId, copy: bool) -> Self {
        let words = PaperWords::of(ticket.language);
        let own = series::is_own(catalogue, ticket.number);
        let drawn = Drawn {
            id: ticket.id,
            queue: &ticket.queue,
            service: &ticket.service,
            language: ticket.language,
            token: ticket.token,
            at: ticket.issued_at,
        };
        Self {
            number_label: if own { words.own_number } else { words.number },
            number: ticket.number.to_string(),
            copy: copy.then_some(words.copy),
            note: if own { words.own_note } else { "" }.to_owned(),
            ahead: if own { String::new() } else { words.count_of_people(ticket.ahead) },
            wait: ticket.wait.map_or_else(String::new, |wait| words.range(wait)),
            ..Self::without_number(catalogue, &drawn, kiosk)
        }
    }

    /// What stands on a paper whatever it gives.
    fn without_number(catalogue: &Catalogue, drawn: &Drawn<'_>, kiosk: &KioskId) -> Self {
        let language = drawn.language;
        let words = PaperWords::of(language);
        let place = Places::find(catalogue, drawn);
        let hall = &catalogue.hall;
        let kiosk_name = catalogue.kiosk(kiosk).map_or("", |card| card.name.get(language));
        let code = check_code(drawn.id);
        let origin = [kiosk_name, &code].into_iter().filter(|text| !text.is_empty());
        Self {
            language,
            training: catalogue.training.then_some(words.training),
            kind: hall.kind.get(language).to_owned(),
            name: hall.name.get(language).to_owned(),
            place: hall.place.get(language).to_owned(),
            number_label: words.number,
            number: String::new(),
            copy: None,
            priority: None,
            note: String::new(),
            agency: place.agency,
            agency_name: place.agency_name,
            service: place.service,
            counters: place.counters,
            zone_label: words.wait_at,
            zone: place.zone,
            ahead_label: words.ahead,
            ahead: String::new(),
            wait_label: words.wait,
            wait: String::new(),
            phone: phone_link(catalogue, drawn.token, words),
            issued: words.instant(drawn.at.at(catalogue.utc_offset)),
            origin: origin.collect::<Vec<_>>().join(" · "),
            prepare_label: words.prepare,
            prepare: place.prepare,
            foot: hall.paper_foot.get(language).to_owned(),
        }
    }

    /// A paper to judge a template by: of a made-up hall; `full`: with every mark that papers may have.
    pub fn sample(language: Language, full: bool) -> Self {
        let words = PaperWords::of(language);
        let english = language == Language::En;
        let text = |id: &str, en: &str| if english { en } else { id }.to_owned();
        Self {
            language,
            training: full.then_some(words.training),
            kind: text("Mal Pelayanan Publik", "Public Service Mall"),
            name: "Contoh Sari".to_owned(),
            place: "Kota Contoh".to_owned(),
            number_label: words.number,
            number: "A014".to_owned(),
            copy: full.then_some(words.copy),
            priority: full.then_some(words.priority),
            note: if full { words.own_note } else { "" }.to_owned(),
            agency: "Dispendukcapil".to_owned(),
            agency_name: "Dinas Kependudukan dan Pencatatan Sipil".to_owned(),
            service: text("KTP elektronik", "Electronic ID card"),
            counters: text("Loket 1–6", "Counters 1–6"),
            zone_label: words.wait_at,
            zone: text("Lantai 1, Zona A", "Floor 1, Zone A"),
            ahead_label: words.ahead,
            ahead: words.count_of_people(9),
            wait_label: words.wait,
            wait: words.range(WaitRange { low_minutes: 15, high_minutes: 30 }),
            phone: Some(PhoneLink {
                address: "http://192.168.10.20:8780/t/00112233445566778899aabbccddeeff".to_owned(),
                hint: words.scan,
            }),
            issued: text("Sen, 5 Des 2022 09.41", "Mon, 5 Dec 2022 09.41"),
            origin: text("Kios 1 · 084S-N02Q", "Kiosk 1 · 084S-N02Q"),
            prepare_label: words.prepare,
            prepare: vec![text("fotokopi Kartu Keluarga", "copy of the family card")],
            foot: text(
                "Simpan tiket ini sampai selesai dilayani.",
                "Please keep this ticket until you have been served.",
            ),
        }
    }

    /// A paper that shows what printer, width and letters do; nobody can take it for a ticket.
    pub fn test(
        language: Language,
        kiosk: &KioskId,
        program: &str,
        at: DateTime<FixedOffset>,
    ) -> Self {
        let words = PaperWords::of(language);
        Self {
            language,
            training: None,
            kind: program.to_owned(),
            name: String::new(),
            place: String::new(),
            number_label: words.test,
            number: "0000".to_owned(),
            copy: Some(words.no_ticket),
            priority: None,
            note: String::new(),
            agency: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_owned(),
            agency_name: "abcdefghijklmnopqrstuvwxyz".to_owned(),
            service: "0123456789 é è ê ë ñ – · …".to_owned(),
            counters: String::new(),
            zone_label: "",
            zone: String::new(),
            ahead_label: "",
            ahead: String::new(),
            wait_label: "",
            wait: String::new(),
            phone: Some(PhoneLink { address: "ANTREAN-TEST".to_owned(), hint: words.test }),
            issued: words.instant(at),
            origin: kiosk.to_string(),
            prepare_label: "",
            prepare: Vec::new(),
            foot: words.test_foot.to_owned(),
        }
    }

    /// The same paper for a visitor who is called earlier.
    pub fn of_priority(self, claimed: bool) -> Self {
        let word = PaperWords::of(self.language).priority;
        Self { priority: claimed.then_some(word), ..self }
    }

    /// Returns what the paper says, line by line.
    pub fn lines_as_text(&self) -> String {
        let boxed = |mark: Option<&str>| mark.map(|word| format!("[ {word} ]")).unwrap_or_default();
        let labelled = |label: &str, value: &str| match value {
            "" => String::new(),
            value => format!("{label} {value}"),
        };
        let (address, hint) = self.phone.as_ref().map_or(("", ""), |p| (&p.address, p.hint));
        let mut text = String::new();
        for line in [
            &boxed(self.training),
            &self.hall(),
            &self.place,
            self.number_label,
            &self.number,
            &boxed(self.copy),
            &boxed(self.priority),
            &self.note,
            &self.agency,
            &self.agency_name,
            &self.service,
            &self.counters,
            &labelled(self.zone_label, &self.zone),
            &labelled(self.ahead_label, &self.ahead),
            &labelled(self.wait_label, &self.wait),
            address,
            hint,
            &self.issued,
            &self.origin,
            &self.preparations(self.prepare.len()),
            &self.foot,
        ] {
            if !line.is_empty() {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    /// Returns what the place is, and its name.
    pub fn hall(&self) -> String {
        format!("{} {}", self.kind, self.name).trim().to_owned()
    }

    /// Returns the first `count` things to bring as one text that says how many it leaves out.
    pub fn preparations(&self, count: usize) -> String {
        let shown = count.min(self.prepare.len());
        if shown == 0 {
            return String::new();
        }
        let mut parts = self.prepare[..shown].to_vec();
        if shown < self.prepare.len() {
            parts.push(PaperWords::of(self.language).more(self.prepare.len() - shown));
        }
        format!("{} {}", self.prepare_label, parts.join("; "))
    }
}

/// Returns eight characters of a ticket's id by which two papers are told apart, without I, L, O, U.
pub fn check_code(ticket: TicketId) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = ticket.0.as_u128();
    let letter = |place: u32| char::from(LETTERS[(bits >> (5 * place)) as usize & 31]);
    let half = |from: u32| (from - 4..from).rev().map(letter).collect::<String>();
    format!("{}-{}", half(8), half(4))
}

/// What a paper is of.
struct Drawn<'a> {
    id: TicketId,
    queue: &'a QueueId,
    service: &'a ServiceId,
    language: Language,
    token: Option<Token>,
    at: Timestamp,
}

#[derive(Default)]
struct Places {
    agency: String,
    agency_name: String,
    service: String,
    counters: String,
    zone: String,
    prepare: Vec<String>,
}

impl Places {
    /// A card that the catalogue does not have leaves its text empty: the number counts.
    fn find(catalogue: &Catalogue, drawn: &Drawn<'_>) -> Self {
        let language = drawn.language;
        let mut places = Self::default();
        if let Some(service) = catalogue.service(drawn.service) {
            places.add_service(catalogue, service, language);
        }
        if let Some(queue) = catalogue.queue(drawn.queue) {
            places.add_agency(catalogue, queue, language);
        }
        places
    }

    fn add_service(&mut self, catalogue: &Catalogue, card: &ServiceCard, language: Language) {
        self.service = card.name.get(language).to_owned();
        self.counters = counters::short_list(catalogue.counters_for(card), language);
        let prepare = card.requirements.iter().map(|line| line.get(language).trim().to_owned());
        self.prepare = prepare.filter(|line| !line.is_empty()).collect();
    }

    fn add_agency(&mut self, catalogue: &Catalogue, queue: &QueueCard, language: Language) {
        let Some(card) = catalogue.agency(&queue.agency) else { return };
        let (short, name) = (card.short.get(language), card.name.get(language));
        self.agency = if short.is_empty() { name } else { short }.to_owned();
        self.agency_name = if self.agency == name { "" } else { name }.to_owned();
        self.zone = catalogue.zone(&card.zone).map_or("", |z| z.name.get(language)).to_owned();
    }
}

fn phone_link(
    catalogue: &Catalogue,
    token: Option<Token>,
    words: &PaperWords,
) -> Option<PhoneLink> {
    let address = format!("{}{}", catalogue.phone_address.as_ref()?, token?);
    Some(PhoneLink { address, hint: words.scan })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_says_it_in_the_visitors_language() {
        let id = "Mal Pelayanan Publik Among Warga
Kota Batu
Nomor antrean
A014
Dispendukcapil
Dinas Kependudukan dan Pencatatan Sipil
KTP elektronik
Loket 1–6
Tunggu di Lantai 1, Zona A
Di depan Anda 9 orang
Tunggu sekitar 15–30 menit
http://192.168.10.20:8780/t/00112233445566778899aabbccddeeff
Pindai untuk memantau giliran dari ponsel.
Sen, 5 Des 2022 09.41
Kios 1 · 084S-N02Q
Simpan tiket ini sampai selesai dilayani.
";
        assert_eq!(sample::receipt().lines_as_text(), id);
        let english = IssuedTicket { language: Language::En, ahead: 1, ..sample::ticket() };
        let mut catalogue = sample::catalogue();
        catalogue.training = true;
        let text = Receipt::new(&catalogue, &english, &sample::kiosk(), true).lines_as_text();
        for line in [
            "[ LATIHAN · TRAINING ]",
            "Queue number",
            "[ SALINAN · COPY ]",
            "Electronic ID card",
            "Counters 1–6",
            "Please wait at Floor 1, Zone A",
            "Ahead of you 1 person",
            "Wait about 15–30 minutes",
            "Mon, 5 Dec 2022 09.41",
        ] {
            assert!(text.lines().any(|there| there == line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn no_address_or_no_token_means_no_code() {
        let mut catalogue = sample::catalogue();
        let tokenless = IssuedTicket { token: None, ..sample::ticket() };
        assert_eq!(Receipt::new(&catalogue, &tokenless, &sample::kiosk(), false).phone, None);
        catalogue.phone_address = None;
        let receipt = Receipt::new(&catalogue, &sample::ticket(), &sample::kiosk(), false);
        assert_eq!(receipt.phone, None);
        assert!(!receipt.lines_as_text().contains("ponsel"));
    }

    #[test]
    fn a_card_that_is_missing_never_costs_the_number() {
        let mut catalogue = sample::catalogue();
        catalogue.services.clear();
        catalogue.queues.clear();
        catalogue.kiosks.clear();
        let receipt = Receipt::new(&catalogue, &sample::ticket(), &sample::kiosk(), false);
        assert_eq!((receipt.number.as_str(), receipt.origin.as_str()), ("A014", "084S-N02Q"));
        assert_eq!((receipt.agency, receipt.service), (String::new(), String::new()));
    }

    #[test]
    fn tickets_of_one_second_have_different_check_codes() {
        let code = |bits: u128| check_code(TicketId(uuid::Uuid::from_u128(bits)));
        assert_eq!(code(0), "0000-0000");
        assert_eq!(code(31), "0000-000Z");
        assert_eq!(code(32 << 35), "0000-0000");
        assert_eq!(code(1 << 35), "1000-0000");
        assert_ne!(code(1), code(2));
    }
}
