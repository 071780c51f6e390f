//! Every kind of fault, with the line, the key and the words that the technician reads.

use crate::hall::Hall;
use crate::hall::file::{Faults, parse};
use proptest::prelude::*;

/// A small valid hall; the cases below change one place of it.
const GOOD: &str = r#"kind = "Mal Pelayanan Publik"
name = { id = "Among Warga", en = "Among Warga" }
place = "Kota Batu"
time_zone = "WIB"
languages = ["id", "en"]
draw_from = "07:30"
last_ticket_minutes = 30
park_reasons = ["Melengkapi berkas"]
pause_reasons = ["Istirahat"]
ticker = ["Selamat datang"]

[hours.std]
mon = ["08:00-12:00", "13:00-15:00"]
fri = ["08:00-11:00"]

[zones.1]
name = "Lantai 1"
speaker = "board-1"

[agencies.dukcapil]
name = "Dinas Kependudukan dan Pencatatan Sipil"
short = "Dukcapil"
zone = "1"
hours = "std"

[agencies.pajak]
name = "Kantor Pajak"
zone = "1"
hours = "std"

[queues.a]
prefix = "A"
agency = "dukcapil"
quota = 50

[queues.ktp]
prefix = "KTP"
agency = "dukcapil"
last_ticket = "14:00"

[queues.c]
prefix = "C"
agency = "pajak"

[services.a01]
name = "Akta"
queue = "a"
usual_minutes = 12
requirements = ["Kartu Keluarga"]

[services.c01]
name = "NPWP"
queue = "c"
usual_minutes = 10

[counters.1]
name = "Loket 1"
zone = "1"
queues = ["a", "ktp"]
services = ["a01"]

[counters.2]
name = "Loket 2"
zone = "1"
queues = ["c"]

[counters.info]
name = "INFO"
zone = "1"

[kiosks.k1]
name = "Kios 1"
emergency_prefix = "XK"
agencies = ["dukcapil"]

[priorities.lansia]
name = "Lanjut usia"
"#;

fn parsed(text: &str) -> Result<Hall, Faults> {
    parse("hall.toml", text.as_bytes())
}

/// Changes one place of the good hall and compares the faults, one per line.
#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    assert_eq!(GOOD.matches(from).count(), 1, "{from:?} stands once in the good hall");
    let faults = parsed(&GOOD.replace(from, to)).unwrap_err().to_string();
    let faults: Vec<&str> = faults.lines().collect();
    assert_eq!(faults, expected, "{from:?} → {to:?}");
}

#[test]
fn the_good_hall_is_good() {
    parsed(GOOD).unwrap();
}

#[test]
fn unknown_and_missing_keys() {
    check(
        "quota = 50",
        "qouta = 50",
        &["hall.toml:34: queues.a.qouta: kunci ini tidak dikenal; tulis quota"],
    );
    check(
        "[zones.1]",
        "[warna.1]\n[zones.1]",
        &["hall.toml:16: warna: kunci ini tidak dikenal; hapus, atau pakai salah satu dari: \
           agencies, busiest_first, counters, day_starts, draw_from, exceptions, holidays, hours, kind, \
           kiosks, languages, last_ticket_minutes, name, officers, paper_foot, park_reasons, \
           pause_reasons, phone_address, place, pledge, priorities, queues, rules, seasons, services, simulation, ticker, \
           time_zone, zones"],
    );
    check(
        "prefix = \"KTP\"\n",
        "",
        &["hall.toml:36: queues.ktp.prefix: belum ada, padahal wajib; \
           tulis teks di antara tanda kutip: prefix = \"…\""],
    );
    check(
        "languages = [\"id\", \"en\"]\n",
        "",
        &["hall.toml:1: languages: belum ada, padahal wajib; \
           tulis daftar di antara kurung siku: languages = [\"…\"]"],
    );
    check(
        "prefix = \"KTP\"",
        "prefx = \"KTP\"",
        &["hall.toml:37: queues.ktp.prefx: kunci ini tidak dikenal; tulis prefix"],
    );
}

#[test]
fn wrong_types_and_sizes() {
    check(
        "usual_minutes = 12",
        "usual_minutes = \"12\"",
        &["hall.toml:48: services.a01.usual_minutes: berisi teks, padahal harus bilangan bulat; \
           tulis bilangan tanpa tanda kutip: usual_minutes = 10"],
    );
    check(
        "queues = [\"c\"]",
        "queues = \"c\"",
        &["hall.toml:65: counters.2.queues: berisi teks, padahal harus daftar; \
           tulis daftar di antara kurung siku: queues = [\"…\"]"],
    );
    check(
        "draw_from = \"07:30\"",
        "draw_from = 07:30:00",
        &[
            "hall.toml:6: draw_from: berisi tanggal atau jam tanpa tanda kutip, padahal harus teks; \
           tulis teks di antara tanda kutip: draw_from = \"…\"",
        ],
    );
    check(
        "quota = 50",
        "quota = 0",
        &["hall.toml:34: queues.a.quota: angkanya terlalu kecil; tulis angka dari 1 sampai 9999"],
    );
    check(
        "usual_minutes = 12",
        "usual_minutes = 99999999999999999999",
        &["hall.toml:48: services.a01.usual_minutes: angkanya terlalu besar; \
           tulis angka dari 1 sampai 480"],
    );
    check(
        "languages = [\"id\", \"en\"]",
        "languages = [\"id\", \"ind\"]",
        &["hall.toml:5: languages[2]: \"ind\" bukan salah satu pilihan; tulis \"id\""],
    );
    check(
        "languages = [\"id\", \"en\"]",
        "languages = []",
        &["hall.toml:5: languages: masih kosong; isi sedikitnya 1"],
    );
    check(
        "[zones.1]\nname = \"Lantai 1\"\nspeaker = \"board-1\"",
        "[zones]",
        &["hall.toml:16: zones: masih kosong; isi sedikitnya 1"],
    );
}

#[test]
fn ids_that_dangle_or_are_none() {
    check(
        "prefix = \"A\"\nagency = \"dukcapil\"",
        "prefix = \"A\"\nagency = \"dukcapl\"",
        &["hall.toml:33: queues.a.agency: instansi \"dukcapl\" tidak ada; tulis \"dukcapil\""],
    );
    check(
        "agency = \"pajak\"",
        "agency = \"pjak\"",
        &["hall.toml:43: queues.c.agency: instansi \"pjak\" tidak ada; tulis \"pajak\""],
    );
    check(
        "queue = \"c\"",
        "queue = \"zz\"",
        &["hall.toml:53: services.c01.queue: antrean \"zz\" tidak ada; \
           tulis salah satu dari: a, ktp, c"],
    );
    check(
        "[\"a\", \"ktp\"]",
        "[\"a\", \"ktp\", \"x\"]",
        &["hall.toml:59: counters.1.queues[3]: antrean \"x\" tidak ada; tulis \"a\""],
    );
    check(
        "agencies = [\"dukcapil\"]",
        "agencies = [\"pajaks\"]",
        &["hall.toml:74: kiosks.k1.agencies[1]: instansi \"pajaks\" tidak ada; tulis \"pajak\""],
    );
    check(
        "\"Kantor Pajak\"\nzone = \"1\"\nhours = \"std\"",
        "\"Kantor Pajak\"\nzone = \"2\"\nhours = \"sdt\"",
        &[
            "hall.toml:28: agencies.pajak.zone: zona \"2\" tidak ada; tulis \"1\"",
            "hall.toml:29: agencies.pajak.hours: daftar jam \"sdt\" tidak ada; tulis \"std\"",
        ],
    );
    check(
        "[services.a01]",
        "[services.A_01]",
        &[
            "hall.toml:45: services.A_01: id \"A_01\" tidak sah; \
             pakai huruf kecil, angka, dan tanda - saja: \"a-01\"",
            "hall.toml:60: counters.1.services[1]: layanan \"a01\" tidak ada; tulis \"c01\"",
        ],
    );
    check(
        "speaker = \"board-1\"",
        "speaker = \"Papan 1\"",
        &["hall.toml:18: zones.1.speaker: \"Papan 1\" bukan id sebuah papan; \
           pakai huruf kecil, angka, dan tanda -, misalnya \"board-1\""],
    );
}

#[test]
fn things_that_stand_twice() {
    check(
        "[queues.c]",
        "[queues.a]",
        &["hall.toml:41: queues.a: sudah ditulis lebih dahulu (baris 31); \
           hapus salah satu, atau beri nama lain"],
    );
    check(
        "quota = 50",
        "prefix = \"B\"",
        &["hall.toml:34: queues.a.prefix: sudah ditulis lebih dahulu (baris 32); \
           hapus salah satu, atau beri nama lain"],
    );
    check(
        "draw_from = \"07:30\"",
        "place = \"Batu\"",
        &["hall.toml:6: place: sudah ditulis lebih dahulu (baris 3); \
           hapus salah satu, atau beri nama lain"],
    );
    check(
        "[\"a\", \"ktp\"]",
        "[\"a\", \"ktp\", \"a\"]",
        &["hall.toml:59: counters.1.queues[3]: \"a\" ditulis dua kali; hapus salah satu"],
    );
    check(
        "languages = [\"id\", \"en\"]",
        "languages = [\"id\", \"en\", \"id\"]",
        &["hall.toml:5: languages[3]: bahasa \"id\" ditulis dua kali; hapus salah satu"],
    );
}

#[test]
fn prefixes_that_could_be_confused() {
    check(
        "prefix = \"C\"",
        "prefix = \"K\"",
        &["hall.toml:42: queues.c.prefix: awalan \"K\" juga awal dari \"KTP\" (baris 37); \
           pakai huruf lain, misalnya \"B\""],
    );
    check(
        "prefix = \"C\"",
        "prefix = \"A\"",
        &["hall.toml:42: queues.c.prefix: awalan \"A\" sudah dipakai (baris 32); \
           pakai huruf lain, misalnya \"B\""],
    );
    check(
        "emergency_prefix = \"XK\"",
        "emergency_prefix = \"AK\"",
        &[
            "hall.toml:73: kiosks.k1.emergency_prefix: awalan \"AK\" dimulai dengan \"A\" (baris 32); \
           pakai huruf lain, misalnya \"B\"",
        ],
    );
    check(
        "prefix = \"C\"",
        "prefix = \"c\"",
        &["hall.toml:42: queues.c.prefix: awalan \"c\" tidak sah; tulis \"C\""],
    );
    check(
        "prefix = \"C\"",
        "prefix = \"I\"",
        &["hall.toml:42: queues.c.prefix: awalan \"I\" tidak sah; \
           tulis satu sampai tiga huruf besar, tetapi bukan I, O, P, Q, atau X saja"],
    );
}

#[test]
fn hours_that_do_not_hold() {
    check(
        "\"13:00-15:00\"",
        "\"11:30-15:00\"",
        &[
            "hall.toml:13: hours.std.mon[2]: \"11:30-15:00\" bertumpang tindih dengan \"08:00-12:00\"; \
           ubah salah satu supaya jamnya tidak beririsan",
        ],
    );
    check(
        "\"08:00-11:00\"",
        "\"8.00 – 11\"",
        &["hall.toml:14: hours.std.fri[1]: \"8.00 – 11\" bukan rentang jam; \
           tulis sebagai JJ:MM-JJ:MM, misalnya \"08:00-11:00\""],
    );
    check(
        "\"08:00-11:00\"",
        "\"11:00-08:00\"",
        &["hall.toml:14: hours.std.fri[1]: \"11:00-08:00\" berakhir sebelum mulai; \
           tulis \"08:00-11:00\""],
    );
    check(
        "\"08:00-11:00\"",
        "\"08:00-25:00\"",
        &["hall.toml:14: hours.std.fri[1]: \"08:00-25:00\" bukan rentang jam; \
           tulis sebagai JJ:MM-JJ:MM, misalnya \"08:00-15:00\""],
    );
    check(
        "draw_from = \"07:30\"",
        "draw_from = \"7.30\"",
        &["hall.toml:6: draw_from: \"7.30\" bukan jam; tulis sebagai JJ:MM, misalnya \"07:30\""],
    );
    check(
        "last_ticket = \"14:00\"",
        "last_ticket = \"07:00\"",
        &[
            "hall.toml:39: queues.ktp.last_ticket: nomor terakhir hari Senin jatuh sebelum jam buka; \
           tulis waktu yang lebih lambat daripada jam buka",
        ],
    );
    check(
        "last_ticket_minutes = 30",
        "last_ticket_minutes = 180",
        &["hall.toml:7: last_ticket_minutes: nomor terakhir hari Jumat jatuh sebelum jam buka; \
           tulis waktu yang lebih lambat daripada jam buka"],
    );
    check(
        "mon = [\"08:00-12:00\", \"13:00-15:00\"]\nfri = [\"08:00-11:00\"]",
        "",
        &["hall.toml:12: hours.std: tidak buka pada hari apa pun; \
           tulis misalnya mon = [\"08:00-15:00\"]"],
    );
    check(
        "time_zone = \"WIB\"",
        "time_zone = \"WIBB\"",
        &["hall.toml:4: time_zone: zona waktu \"WIBB\" tidak dikenal; \
           tulis \"WIB\", \"WITA\", \"WIT\", atau nama seperti \"Asia/Jakarta\""],
    );
}

#[test]
fn queues_and_services_that_nobody_would_serve() {
    check(
        "[\"a\", \"ktp\"]",
        "[\"a\"]",
        &["hall.toml:36: queues.ktp: belum ada loket yang melayani antrean ini; \
           tambahkan \"ktp\" ke daftar queues sebuah loket"],
    );
    check(
        "services = [\"a01\"]",
        "services = [\"c01\"]",
        &[
            "hall.toml:45: services.a01: tidak ada loket yang boleh melayani layanan ini; \
             tambahkan \"a01\" ke daftar services sebuah loket",
            "hall.toml:60: counters.1.services[1]: layanan \"c01\" bukan dari antrean loket ini; \
             hapus, atau tambahkan \"c\" ke daftar queues loket ini",
        ],
    );
    check(
        "services = [\"a01\"]",
        "services = []",
        &[
            "hall.toml:45: services.a01: tidak ada loket yang boleh melayani layanan ini; \
             tambahkan \"a01\" ke daftar services sebuah loket",
            "hall.toml:60: counters.1.services: masih kosong; isi sedikitnya 1",
        ],
    );
    check(
        "prefix = \"C\"\nagency = \"pajak\"",
        "prefix = \"C\"\nagency = \"dukcapil\"",
        &["hall.toml:26: agencies.pajak: instansi ini belum punya antrean; \
           tambahkan [queues.…] dengan agency = \"pajak\""],
    );
}

#[test]
fn texts_that_no_screen_could_show() {
    check(
        "name = \"Akta\"",
        "name = \"  \"",
        &["hall.toml:46: services.a01.name: teksnya kosong; tulis teks yang akan ditampilkan"],
    );
    check(
        "name = \"Akta\"",
        "name = { en = \"Certificate\" }",
        &["hall.toml:46: services.a01.name: belum ada teks dalam bahasa utama (id); \
           tambahkan id = \"…\""],
    );
    check(
        "name = \"Akta\"",
        "name = { id = \"Akta\", eng = \"Certificate\" }",
        &["hall.toml:46: services.a01.name.eng: kunci ini tidak dikenal; tulis en"],
    );
    check(
        "\"Kartu Keluarga\"",
        "\"Kartu\\nKeluarga\"",
        &[
            "hall.toml:49: services.a01.requirements[1]: teksnya berisi ganti baris atau tanda yang \
           tidak tampak; tulis dalam satu baris",
        ],
    );
    check(
        "short = \"Dukcapil\"\n",
        "",
        &["hall.toml:20: agencies.dukcapil.short: belum ada, padahal nama lengkapnya terlalu \
           panjang; tulis nama sampai 24 huruf: short = \"…\""],
    );
    check(
        "short = \"Dukcapil\"",
        "short = \"Dinas Kependudukan Kabupaten\"",
        &["hall.toml:22: agencies.dukcapil.short: teksnya 28 huruf, terlalu panjang untuk \
           tempatnya; persingkat sampai 24 huruf"],
    );
    check(
        "draw_from",
        "phone_address = \"antrean.go.id\"\ndraw_from",
        &[
            "hall.toml:6: phone_address: \"antrean.go.id\" bukan alamat halaman tiket; tulis misalnya \
           \"https://antrean.contoh.go.id/t/\", atau hapus baris ini bila tanpa kode QR",
        ],
    );
}

#[test]
fn faults_of_several_kinds_come_at_once_in_order() {
    let text = GOOD.replace("prefix = \"C\"", "prefix = \"A\"").replace("quota = 50", "qota = 50");
    let faults = parsed(&text.replace("[\"a\", \"ktp\"]", "[\"a\", \"kpt\"]")).unwrap_err();
    let lines: Vec<_> =
        faults.faults.iter().map(|fault| (fault.line, fault.key.as_str())).collect();
    let expected = [
        (34, "queues.a.qota"),
        (36, "queues.ktp"),
        (42, "queues.c.prefix"),
        (59, "counters.1.queues[2]"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn text_that_is_no_hall_file_at_all() {
    for (text, expected) in [
        (
            &b""[..],
            "hall.toml:1: agencies: belum ada, padahal wajib; tulis bagian berjudul [agencies]",
        ),
        (b"name = \"x\nplace = \"y\"", "hall.toml:1: (berkas): tidak terbaca sebagai TOML ("),
        (b"a = 1\n[queues.a]\nprefix \"A\"", "hall.toml:3: queues.a: tidak terbaca sebagai TOML ("),
        (b"a = 1\n\xff\xfe\x00", "hall.toml:2: (berkas): berisi data yang bukan teks UTF-8; "),
        (b"\x00\x01\x02", "hall.toml:1: (berkas): tidak terbaca sebagai TOML ("),
    ] {
        let faults = parse("hall.toml", text).unwrap_err().to_string();
        assert!(faults.starts_with(expected), "{faults}");
    }
}

#[test]
fn what_nests_without_end_is_refused_not_followed() {
    for opening in ["a = [", "a = {b = ", "[a."] {
        let text = opening.repeat(50_000);
        assert!(parsed(&text).is_err(), "{opening}");
    }
}

#[test]
fn what_is_not_active_is_left_out_with_all_that_belongs_to_it() {
    let text = GOOD.replace("[agencies.pajak]", "[agencies.pajak]\nactive = false");
    let hall = parsed(&text).unwrap();
    let ids = |ids: Vec<String>| ids.join(" ");
    assert_eq!(ids(hall.queue_order.iter().map(ToString::to_string).collect()), "a ktp");
    assert_eq!(ids(hall.service_order.iter().map(ToString::to_string).collect()), "a01");
    assert!(hall.counters.values().all(|counter| counter.queues.len() != 1));
    assert_eq!(hall.agencies.len(), 1);
    // Its prefix is free for others again.
    parsed(&text.replace("\"XK\"", "\"CK\"")).unwrap();
}

proptest! {
    #[test]
    fn noise_is_refused_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(parse("hall.toml", &bytes).is_err());
    }

    #[test]
    fn a_damaged_hall_is_never_a_panic(
        at in 0..GOOD.len(), length in 0_usize..40, with in "[ -~\n]{0,20}",
    ) {
        damaged(GOOD, (at, length), &with);
    }

    #[test]
    fn a_line_that_moved_is_never_a_panic(from in 0_usize..80, to in 0_usize..80) {
        let mut lines: Vec<&str> = GOOD.lines().collect();
        let line = lines.remove(from % lines.len());
        lines.insert(to % lines.len(), line);
        let _ = parsed(&lines.join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_damaged_sample_hall_is_never_a_panic(
        at in 0..SAMPLE.len(), length in 0_usize..400, with in "\\PC{0,20}",
    ) {
        damaged(SAMPLE, (at, length), &with);
    }
}

const SAMPLE: &str = include_str!("../../../../assets/halls/kota-batu.toml");

fn damaged(text: &str, (at, length): (usize, usize), with: &str) {
    let mut bytes = text.as_bytes().to_vec();
    let end = (at + length).min(bytes.len());
    bytes.splice(at..end, with.bytes());
    if let Err(faults) = parse("hall.toml", &bytes) {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        assert!(!faults.faults.is_empty());
        assert!(faults.faults.iter().all(|fault| (1..=lines).contains(&fault.line)), "{faults}");
        assert_eq!(faults.to_string().lines().count(), faults.faults.len(), "one line a fault");
    }
}

/// Adds a part to the good hall and compares the faults, one per line.
#[track_caller]
fn check_added(part: &str, expected: &[&str]) {
    let faults = parsed(&format!("{GOOD}\n{part}")).err().map(|faults| faults.to_string());
    let faults = faults.unwrap_or_default();
    let faults: Vec<&str> = faults.lines().collect();
    assert_eq!(faults, expected, "{part}");
}

#[test]
fn dates_that_are_none_or_overlap() {
    check_added("[holidays]\n2026-12-25 = \"Hari Raya Natal\"\n2027-01-01 = \"Tahun Baru\"", &[]);
    check_added(
        "[holidays]\n25-12-2026 = \"Hari Raya Natal\"",
        &[
            "hall.toml:80: holidays.25-12-2026: \"25-12-2026\" bukan tanggal; tulis sebagai TTTT-BB-HH, \
           misalnya \"2026-12-25\"",
        ],
    );
    let season = |name: &str, from: &str, to: &str, hours: &str| {
        format!(
            "[seasons.{name}]\nfrom = \"{from}\"\nto = \"{to}\"\nhours = {{ std = \"{hours}\" }}\n"
        )
    };
    let one = season("ramadan", "2027-02-08", "2027-03-09", "std");
    check_added(&one, &[]);
    check_added(
        &season("ramadan", "2027-03-09", "2027-02-08", "std"),
        &[
            "hall.toml:81: seasons.ramadan.to: \"2027-02-08\" sebelum \"2027-03-09\"; tulis tanggal \
           terakhir yang sama atau sesudahnya",
        ],
    );
    check_added(
        &format!("{one}{}", season("panjang", "2027-03-09", "2027-03-20", "std")),
        &[
            "hall.toml:83: seasons.panjang: tanggalnya beririsan dengan masa lain; ubah from atau to \
           salah satunya",
        ],
    );
    check_added(
        &season("ramadan", "2027-02-08", "2027-03-09", "sdt"),
        &["hall.toml:82: seasons.ramadan.hours.std: daftar jam \"sdt\" tidak ada; tulis \"std\""],
    );
    let exception = "[exceptions.rapat]\nname = \"Rapat kerja\"\ndates = [\"2026-12-30\"]\n";
    check_added(exception, &[]);
    check_added(
        &format!("{exception}spans = [\"08:00-08:20\"]\nqueues = [\"a\", \"q\"]"),
        &[
            "hall.toml:82: exceptions.rapat.spans: nomor terakhir jatuh sebelum jam buka; \
             perpanjang jamnya, atau kurangi last_ticket_minutes",
            "hall.toml:83: exceptions.rapat.queues[2]: antrean \"q\" tidak ada; tulis \"a\"",
        ],
    );
}

#[test]
fn numbers_that_come_free_in_turn() {
    check(
        "quota = 50",
        "releases = [{ at = \"7.30\", numbers = 20 }]",
        &[
            "hall.toml:34: queues.a.releases[1]: \"7.30\" bukan jam; tulis sebagai JJ:MM, misalnya \"07:30\"",
        ],
    );
    check(
        "quota = 50",
        "releases = [{ at = \"10:00\", numbers = 20 }, { at = \"07:30\", numbers = 20 }]",
        &["hall.toml:34: queues.a.releases[2]: \"07:30\" tidak sesudah jam sebelumnya; urutkan \
           menurut jam, masing-masing sekali"],
    );
    check(
        "quota = 50",
        "standby_max = 10",
        &["hall.toml:34: queues.a.standby_max: ada daftar tunggu, padahal nomor tidak dibuka \
           bertahap; tambahkan releases = [{ at = \"10:00\", numbers = 20 }], atau hapus"],
    );
}

#[test]
fn officers_who_do_not_serve_everything() {
    check_added("[officers.sari]\nname = \"Sari\"\nservices = [\"a01\"]", &[]);
    check_added(
        "[officers.sari]\nname = \"Sari\"\nservices = [\"a10\"]\n[officers.lain]\nname = \"sari \"\n\
         services = [\"c01\"]",
        &[
            "hall.toml:81: officers.sari.services[1]: layanan \"a10\" tidak ada; tulis \"a01\"",
            "hall.toml:83: officers.lain.name: \"sari \" ditulis dua kali; pakai nama lengkap yang \
             membedakan keduanya",
        ],
    );
}
