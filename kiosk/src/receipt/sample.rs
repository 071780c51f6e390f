//! A hall and a ticket for the tests of paper and printer. The names of the long one are the
//! longest of the sample hall.

use super::{Receipt, Slip};
use antrean_shared::catalogue::{Catalogue, Words};
use antrean_shared::id::KioskId;
use antrean_shared::protocol::StandbyPlace;
use antrean_shared::ticket::Language;
use antrean_shared::view::IssuedTicket;
use serde_json::{Value, from_value, json};

pub fn catalogue() -> Catalogue {
    let counter = |n: u32| {
        json!({"id": n.to_string(), "name": words(&format!("Loket {n}"), &format!("Counter {n}")),
            "zone": "1", "queues": ["a"], "services": null})
    };
    let value = json!({
        "revision": 1,
        "service_day": "2022-12-05",
        "hall": {
            "id": "01890000-0000-7000-8000-000000000001",
            "kind": words("Mal Pelayanan Publik", "Public Service Mall"),
            "name": words("Among Warga", "Among Warga"),
            "place": words("Kota Batu", "Kota Batu"),
            "paper_foot": words("Simpan tiket ini sampai selesai dilayani.",
                "Please keep this ticket until you have been served."),
        },
        "training": false,
        "utc_offset": 420,
        "languages": ["id", "en"],
        "phone_address": "http://192.168.10.20:8780/t/",
        "zones": [{"id": "1", "name": words("Lantai 1, Zona A", "Floor 1, Zone A"), "speaker": null}],
        "agencies": [{
            "id": "dukcapil",
            "name": words("Dinas Kependudukan dan Pencatatan Sipil",
                "Population and Civil Registration Office"),
            "short": words("Dispendukcapil", "Dispendukcapil"),
            "about": words("KTP, KK, akta", "ID card, family card"),
            "icon": "id-card", "zone": "1",
        }],
        "queues": [{
            "id": "a", "prefix": "A", "agency": "dukcapil", "name": {},
            "today": {"spans": [], "draw_from": null, "cut_off": null, "quota": null,
                "next_day_from": null},
        }],
        "services": [{
            "id": "a01", "name": words("KTP elektronik", "Electronic ID card"), "queue": "a",
            "usual_minutes": 12, "requirements": [],
        }],
        "counters": (1..=6).map(counter).collect::<Vec<_>>(),
        "kiosks": [{"id": "k1", "name": words("Kios 1", "Kiosk 1"), "agencies": null}],
        "park_reasons": [], "pause_reasons": [], "ticker": [],
    });
    from_value(value).unwrap()
}

pub fn ticket() -> IssuedTicket {
    from_value(json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "number": "A014", "queue": "a", "service": "a01", "language": "id",
        "token": "00112233445566778899aabbccddeeff",
        "issued_at": 1_670_208_060_000_i64,
        "ahead": 9,
        "wait": { "low_minutes": 15, "high_minutes": 30 },
    }))
    .unwrap()
}

pub fn kiosk() -> KioskId {
    KioskId::new("k1").unwrap()
}

pub fn receipt() -> Receipt {
    Receipt::new(&catalogue(), &ticket(), &kiosk(), false)
}

/// The third place on the list for the numbers of 13.00.
pub fn slip(language: Language, copy: bool) -> Receipt {
    slip_of(&catalogue(), language, copy)
}

pub fn slip_without_phone(language: Language) -> Receipt {
    slip_of(&Catalogue { phone_address: None, ..catalogue() }, language, false)
}

fn slip_of(catalogue: &Catalogue, language: Language, copy: bool) -> Receipt {
    let IssuedTicket { id, queue, service, token, issued_at: at, .. } = ticket();
    let release_at = antrean_shared::time::Timestamp(1_670_220_000_000);
    let place = StandbyPlace { id, queue, place: 3, release_at };
    let token = token.unwrap();
    let slip = Slip { place: &place, service: &service, token, language, at, copy };
    Receipt::of_slip(catalogue, slip, &kiosk())
}

/// Everything at its longest, in training and as a copy.
pub fn longest(language: Language) -> Receipt {
    let mut catalogue = catalogue();
    catalogue.training = true;
    let agency = &mut catalogue.agencies[0];
    agency.short = both("DPMPTSP dan Gerai Bersama", "One-Stop Investment Office");
    agency.name = both(
        "Gerai Bersama Dinas Teknis (PUPR, Perkim, LH, Perhubungan)",
        "Cooperatives, Micro-enterprise and Manpower Office",
    );
    catalogue.zones[0].name = both(
        "Lantai 1 – sosial, kesehatan, tenaga kerja, utilitas",
        "Floor 1 – social affairs, health, labour, utilities",
    );
    let service = &mut catalogue.services[0];
    service.name = both(
        "Sertifikat produksi pangan industri rumah tangga (SPP-IRT)",
        "Good processed-food and drug-distribution practice certificates",
    );
    service.requirements = (1..=6)
        .map(|n| both(&format!("fotokopi dokumen {n}"), &format!("copy of document {n}")))
        .collect();
    catalogue.kiosks[0].name = both("Kios pintu masuk timur", "Kiosk at the east entrance");
    let number = "XA1000".parse().unwrap();
    let ticket = IssuedTicket { language, number, ahead: 1, ..ticket() };
    Receipt::new(&catalogue, &ticket, &kiosk(), true)
}

fn words(id: &str, en: &str) -> Value {
    json!({"id": id, "en": en})
}

fn both(id: &str, en: &str) -> Words {
    from_value(words(id, en)).unwrap()
}
