//! The menu of what is done seldom: its lines, its questions, and what is said afterwards.

use super::Words;
use crate::screen::{Ask, OwnWords};
use antrean_shared::id::{AgencyId, KioskId, ServiceId};
use antrean_shared::opening::Outage;

/// What was done.
#[derive(Debug, Clone, Copy)]
pub enum Saying<'a> {
    Granted,
    Withdrawn,
    Yields,
    Added(&'a ServiceId),
    Dropped(&'a ServiceId),
    Ordered,
    SystemDown(&'a AgencyId),
    SystemUp(&'a AgencyId),
    Admitted,
    Prints(&'a KioskId),
}

impl Words<'_> {
    /// Returns an agency's short name.
    pub fn agency_short(&self, id: &AgencyId) -> String {
        let card = self.catalogue.and_then(|catalogue| catalogue.agency(id));
        card.map_or_else(|| id.to_string(), |card| card.short.get(self.language).to_owned())
    }

    fn kiosk(&self, id: &KioskId) -> String {
        let card = self.catalogue.and_then(|catalogue| catalogue.kiosk(id));
        card.map_or_else(|| id.to_string(), |card| card.name.get(self.language).to_owned())
    }

    /// Returns the line of the menu that opens a question.
    pub fn menu_line(&self, ask: Ask) -> String {
        let (id, en) = match ask {
            Ask::Menu => ("Lainnya", "More"),
            Ask::Grant => ("Beri prioritas", "Grant priority"),
            Ask::Withdraw => ("Cabut prioritas", "Withdraw priority"),
            Ask::AddStop => ("Tambah layanan", "Add a service"),
            Ask::DropStop => ("Batalkan layanan berikutnya", "Drop a further service"),
            Ask::OrderStops => ("Ubah urutan layanan", "Change the order of services"),
            Ask::Outage => ("Laporkan gangguan sistem", "Report that the system is down"),
            Ask::Roll => ("Masukkan nomor dari gulungan kertas", "Enter a number off a paper roll"),
            Ask::Booking => ("Terima janji temu atau kupon", "Check in an appointment or voucher"),
            Ask::Voucher => ("Beri kupon untuk hari lain", "Give a voucher for another day"),
            Ask::Print => ("Cetak salinan tiket", "Print a copy of the ticket"),
            Ask::Told => ("Catat", "Write down"),
        };
        self.say(id, en)
    }

    /// Returns the line that lets others go first.
    pub fn yields(&self) -> String {
        self.say("Dahulukan pengunjung lain", "Let others go first")
    }

    /// Returns the line that reports an outage.
    pub fn system_down(&self) -> String {
        self.menu_line(Ask::Outage)
    }

    /// Returns the line that ends an outage.
    pub fn system_up(&self) -> String {
        self.say("Sistem sudah pulih", "The system is up again")
    }

    /// Returns the choice of those who name no class.
    pub fn unnamed_class(&self) -> String {
        self.say("Tanpa menyebut golongan", "Without naming a group")
    }

    /// Returns reasons for taking a priority away.
    pub fn withdraw_reasons(&self) -> Vec<String> {
        vec![
            self.say("Diberikan karena keliru", "Given by mistake"),
            self.say("Atas permintaan pengunjung", "At the visitor's wish"),
            self.say("Bukan kelompok prioritas", "Not one of the groups with priority"),
        ]
    }

    /// Returns reasons why an agency's system is down; everybody reads them.
    pub fn outage_reasons(&self) -> Vec<String> {
        vec![
            self.say("Gangguan jaringan", "Network trouble"),
            self.say("Gangguan sistem pusat", "Trouble at the central system"),
            self.say("Listrik padam", "Power cut"),
            self.say("Pemeliharaan sistem", "System maintenance"),
        ]
    }

    /// Returns the words of a question about a ticket or an agency.
    pub fn own_words(&self, ask: Ask, about: &str) -> OwnWords {
        let menu = self.menu_line(ask);
        let title = match ask {
            Ask::Booking | Ask::Roll => menu,
            Ask::Menu if about.is_empty() => menu,
            Ask::Told => about.to_owned(),
            Ask::Menu
            | Ask::Grant
            | Ask::Withdraw
            | Ask::AddStop
            | Ask::DropStop
            | Ask::OrderStops
            | Ask::Outage
            | Ask::Print
            | Ask::Voucher => format!("{menu} – {about}"),
        };
        OwnWords {
            title,
            text: self.explained(ask),
            confirm: self.confirms(ask),
            back: match ask {
                Ask::Menu => self.say("Batal", "Cancel"),
                Ask::Told => String::new(),
                Ask::Grant
                | Ask::Withdraw
                | Ask::AddStop
                | Ask::DropStop
                | Ask::OrderStops
                | Ask::Outage
                | Ask::Roll
                | Ask::Booking
                | Ask::Print
                | Ask::Voucher => self.say("Kembali", "Back"),
            },
            field: self.placeholder(ask),
            ..OwnWords::default()
        }
    }

    fn explained(&self, ask: Ask) -> String {
        let (id, en) = match ask {
            Ask::Menu | Ask::Told => return String::new(),
            Ask::Grant => (
                "Pengunjung tidak harus menyebut golongannya. Golongan tidak pernah tampil di papan atau kertas.",
                "Visitors need not say which group. It never shows on boards or paper.",
            ),
            Ask::Withdraw => (
                "Urutannya kembali mengikuti waktu datang.",
                "The place follows from the time of arrival again.",
            ),
            Ask::AddStop => (
                "Layanan ini menyusul sesudah yang lain, dengan nomor yang sama.",
                "The service comes after the others, under the same number.",
            ),
            Ask::DropStop => (
                "Layanan yang dipilih tidak lagi menjadi bagian kunjungan ini.",
                "The chosen service is no longer part of this visit.",
            ),
            Ask::OrderStops => (
                "Panah kiri memajukan layanan yang dipilih, panah kanan memundurkannya.",
                "The left arrow moves the chosen service earlier, the right arrow later.",
            ),
            Ask::Outage => (
                "Papan, kios, dan ponsel pengunjung menampilkan pemberitahuan ini. Yang menunggu tetap pada urutannya.",
                "Boards, kiosks and visitors' phones show this. People who wait keep their place.",
            ),
            Ask::Roll => (
                "Ketik huruf dan angka yang tercetak. Panah atas dan bawah memilih layanan.",
                "Type the letters and digits on the paper. Up and down choose the service.",
            ),
            Ask::Booking => (
                "Ketik kode janji temu atau kode kupon pengunjung. Tanda hubung boleh dilewati.",
                "Type the visitor's appointment or voucher code. Hyphens may be left out.",
            ),
            Ask::Print => (
                "Salinan memuat tempat pengunjung pergi berikutnya. Pilih kios yang mencetak.",
                "The copy says where the visitor goes next. Choose the kiosk that prints it.",
            ),
            Ask::Voucher => (
                "Nomor ini berakhir. Pengunjung mendapat kode kupon, yang berlaku sekali pada hari lain dan mempercepat gilirannya.",
                "This number ends. The visitor gets a code that counts once on another day, for an earlier turn.",
            ),
        };
        self.say(id, en)
    }

    fn confirms(&self, ask: Ask) -> String {
        let (id, en) = match ask {
            Ask::Menu => ("Pilih", "Choose"),
            Ask::Grant => ("Beri prioritas", "Grant"),
            Ask::Withdraw => ("Cabut prioritas", "Withdraw"),
            Ask::AddStop => ("Tambah", "Add"),
            Ask::DropStop => ("Batalkan layanan", "Drop"),
            Ask::OrderStops => ("Simpan urutan", "Save the order"),
            Ask::Outage => ("Beri tahu semua", "Tell everybody"),
            Ask::Roll => ("Masukkan", "Enter"),
            Ask::Booking => ("Terima", "Check in"),
            Ask::Voucher => ("Beri kupon", "Give the voucher"),
            Ask::Print => ("Cetak", "Print"),
            Ask::Told => ("Sudah dicatat", "Noted"),
        };
        self.say(id, en)
    }

    fn placeholder(&self, ask: Ask) -> String {
        let (id, en) = match ask {
            Ask::Grant | Ask::Withdraw | Ask::Outage => {
                ("Atau ketik alasan lain", "Or type another reason")
            }
            Ask::AddStop => ("Ketik untuk mencari layanan", "Type to search for a service"),
            Ask::Roll => {
                ("Nomor di kertas, misalnya A901", "The number on the paper, such as A901")
            }
            Ask::Booking => ("Kode janji temu atau kupon", "Appointment or voucher code"),
            Ask::Menu | Ask::DropStop | Ask::OrderStops | Ask::Voucher | Ask::Print | Ask::Told => {
                return String::new();
            }
        };
        self.say(id, en)
    }

    /// Returns the caption over the times at which an outage may be over.
    pub fn until_caption(&self) -> String {
        self.say(
            "Perkiraan pulih (panah kiri dan kanan)",
            "Expected to be over (left and right arrows)",
        )
    }

    /// Returns what is said once something has been done.
    pub fn done_more(&self, saying: Saying<'_>, number: &str) -> String {
        let (id, en) = match saying {
            Saying::Granted => (
                format!("{number} kini prioritas dan didahulukan."),
                format!("{number} has priority now and goes earlier."),
            ),
            Saying::Withdrawn => (
                format!("Prioritas {number} dicabut."),
                format!("The priority of {number} was withdrawn."),
            ),
            Saying::Yields => (
                format!("{number} mendahulukan beberapa pengunjung lain."),
                format!("{number} lets a few others go first."),
            ),
            Saying::Added(service) => {
                let service = self.service(service);
                (
                    format!("{service} ditambahkan pada kunjungan {number}."),
                    format!("{service} was added to the visit of {number}."),
                )
            }
            Saying::Dropped(service) => {
                let service = self.service(service);
                (
                    format!("{service} tidak lagi menjadi bagian kunjungan {number}."),
                    format!("{service} is no longer part of the visit of {number}."),
                )
            }
            Saying::Ordered => (
                format!("Urutan layanan {number} diubah."),
                format!("The order of services of {number} was changed."),
            ),
            Saying::SystemDown(agency) => {
                let agency = self.agency_short(agency);
                (
                    format!("Gangguan sistem {agency} diumumkan."),
                    format!("The outage of {agency} was made known."),
                )
            }
            Saying::SystemUp(agency) => {
                let agency = self.agency_short(agency);
                (
                    format!("Sistem {agency} diumumkan sudah pulih."),
                    format!("It was made known that the system of {agency} is up again."),
                )
            }
            Saying::Prints(kiosk) => {
                let kiosk = self.kiosk(kiosk);
                (
                    format!("{kiosk} diminta mencetak salinan {number}."),
                    format!("{kiosk} was asked to print a copy of {number}."),
                )
            }
            Saying::Admitted => (
                format!("{number} ikut menunggu di antrean."),
                format!("{number} waits in the queue now."),
            ),
        };
        self.say(id, en)
    }

    /// Returns what an outage is, as the console says it.
    pub fn outage(&self, agency: &AgencyId, outage: &Outage) -> String {
        let (name, since) = (self.agency_short(agency), self.clock(outage.since));
        let until = outage.until.map_or_else(String::new, |until| {
            let until = self.day_and_clock(until);
            self.say(format!(" Perkiraan pulih {until}."), format!(" Expected back {until}."))
        });
        let reason = self.reason_of_outage(&outage.reason);
        self.say(
            format!("Sistem {name} terganggu sejak {since}: {reason}.{until}"),
            format!("The system of {name} has been down since {since}: {reason}.{until}"),
        )
    }

    /// Returns one of the console's own reasons in the officer's language, a typed one as it is.
    fn reason_of_outage(&self, reason: &str) -> String {
        use antrean_shared::ticket::Language;
        let lists = [Language::Id, Language::En]
            .map(|language| Words { language, ..*self }.outage_reasons());
        let place = lists.iter().find_map(|list| list.iter().position(|own| own == reason));
        let own = place.and_then(|place| self.outage_reasons().into_iter().nth(place));
        own.unwrap_or_else(|| reason.trim_end_matches('.').to_owned())
    }

    /// Returns what stands over a voucher's code.
    pub fn voucher_given(&self, number: &str) -> String {
        self.say(
            format!("{number} berakhir. Tuliskan kode ini untuk pengunjung; kode ini tidak ditampilkan lagi."),
            format!("{number} has ended. Write this code down for the visitor; it is not shown again."),
        )
    }

    /// Returns what is said when it is not known whether a voucher was given.
    pub fn voucher_unknown(&self, number: &str, code: &str) -> String {
        self.say(
            format!("Hub tidak menjawab. Bila {number} hilang dari daftar, kuponnya {code}."),
            format!("No answer from the hub. If {number} leaves the list, its voucher is {code}."),
        )
    }

    /// Returns what stands over the number of a booking.
    pub fn checked_in(&self, before: bool) -> String {
        if before {
            return self.say(
                "Janji temu ini sudah diterima sebelumnya. Nomornya tetap ini.",
                "This appointment was checked in before. It still has this number.",
            );
        }
        self.say(
            "Janji temu diterima. Sebutkan atau tuliskan nomor ini untuk pengunjung.",
            "The appointment is checked in. Tell the visitor this number or write it down.",
        )
    }
}
