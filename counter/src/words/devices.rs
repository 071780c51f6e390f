//! What is the matter with kiosks and boards, and what to do about it.

use super::Words;
use antrean_shared::health::{DeviceTrouble, Station, Trouble};

impl Words<'_> {
    /// Returns what officers should know of the hall's devices: the most pressing first, the rest as a
    /// number; nothing if all is well.
    pub fn devices(&self, devices: &[DeviceTrouble]) -> String {
        let worst = |device: &DeviceTrouble| device.troubles.iter().copied().min_by_key(rank);
        let pressing = devices.iter().filter_map(|device| Some((device, worst(device)?)));
        let Some((first, trouble)) = pressing.min_by_key(|(_, trouble)| rank(trouble)) else {
            return String::new();
        };
        let since = self.day_and_clock(first.since);
        let (what, to_do) = self.trouble(trouble);
        let name = self.station(&first.station);
        let told = self.say(
            format!("{name}: {what} sejak {since}. {to_do}"),
            format!("{name}: {what} since {since}. {to_do}"),
        );
        match devices.len() - 1 {
            0 => told,
            others => self.say(
                format!("{told} Dan {others} perangkat lain."),
                format!("{told} And {others} more devices."),
            ),
        }
    }

    fn station(&self, station: &Station) -> String {
        match station {
            Station::Kiosk(id) => {
                let card = self.catalogue.and_then(|catalogue| catalogue.kiosk(id));
                let name = card.map(|card| card.name.get(self.language).to_owned());
                name.unwrap_or_else(|| id.to_string())
            }
            Station::Display(id) => {
                let card = self.catalogue.and_then(|catalogue| catalogue.zone(id));
                let zone = card.map_or(id.as_str(), |card| card.name.get(self.language));
                self.say(format!("Papan {zone}"), format!("Board of {zone}"))
            }
            Station::Console(Some(id)) => self.counter(id),
            Station::Console(None) => self.say("Konsol", "Console"),
        }
    }

    /// Returns what is the matter, as the middle of a sentence, and what to do.
    fn trouble(&self, trouble: Trouble) -> (String, String) {
        let ((id, to_do_id), (en, to_do_en)) = match trouble {
            Trouble::NotConnected => (
                ("tidak terhubung", "Periksa listrik dan kabel jaringannya."),
                ("not connected", "Check its power and network cable."),
            ),
            Trouble::PaperLow => (
                ("kertas hampir habis", "Siapkan gulungan baru."),
                ("paper is low", "Have a new roll ready."),
            ),
            Trouble::PaperOut => {
                (("kertas habis", "Silakan isi kertas."), ("out of paper", "Please load paper."))
            }
            Trouble::CoverOpen => (
                ("penutup printer terbuka", "Silakan tutup sampai rapat."),
                ("printer cover open", "Please close it firmly."),
            ),
            Trouble::PaperJam => (
                ("kertas macet", "Buka penutup printer dan keluarkan kertasnya."),
                ("paper jam", "Open the printer and take the paper out."),
            ),
            Trouble::PrinterUnreachable => (
                ("printer tidak menjawab", "Periksa listrik dan kabel printer."),
                ("the printer does not answer", "Check its power and cable."),
            ),
            Trouble::TouchGone => (
                ("layar sentuh tidak menjawab", "Periksa kabel layar."),
                ("the touchscreen does not answer", "Check its cable."),
            ),
            Trouble::ButtonsGone => (
                ("kotak tombol tidak menjawab", "Periksa kabelnya."),
                ("the button box does not answer", "Check its cable."),
            ),
            Trouble::PanelMissing => {
                (("televisi mati", "Nyalakan televisinya."), ("television off", "Switch it on."))
            }
            Trouble::NoSound => (
                (
                    "tidak bersuara",
                    "Panggil pengunjung dengan suara Anda, dan periksa pengeras suara.",
                ),
                ("no sound", "Call visitors out yourself, and check the loudspeaker."),
            ),
            Trouble::ClipMissing => (
                ("sebagian rekaman suara tidak ada", "Beri tahu teknisi."),
                ("some voice recordings are missing", "Tell the technician."),
            ),
            Trouble::SlideBroken => (
                ("ada gambar yang tidak dapat ditampilkan", "Beri tahu teknisi."),
                ("a slide cannot be shown", "Tell the technician."),
            ),
            Trouble::VideoMissing => (
                ("video tidak dapat diputar", "Beri tahu teknisi."),
                ("videos cannot be played", "Tell the technician."),
            ),
            Trouble::NumbersRefused => (
                (
                    "ada nomor darurat yang ditolak pusat",
                    "Lihat nomornya di menu petugas kios, lalu layani pemegang kertasnya.",
                ),
                (
                    "the hub refuses an emergency number",
                    "See which in the kiosk's staff menu, and serve whoever holds the paper.",
                ),
            ),
            Trouble::LettersSmall => (
                ("huruf terlalu kecil untuk jaraknya", "Beri tahu teknisi."),
                ("letters are too small for the distance", "Tell the technician."),
            ),
        };
        (self.say(id, en), self.say(to_do_id, to_do_en))
    }
}

/// What stops visitors comes before what only hides something from them.
fn rank(trouble: &Trouble) -> u8 {
    match trouble {
        Trouble::PaperOut
        | Trouble::PaperJam
        | Trouble::CoverOpen
        | Trouble::PrinterUnreachable => 0,
        Trouble::PanelMissing | Trouble::NoSound | Trouble::TouchGone | Trouble::ButtonsGone => 1,
        Trouble::NotConnected | Trouble::NumbersRefused => 2,
        Trouble::PaperLow => 3,
        Trouble::LettersSmall | Trouble::VideoMissing | Trouble::SlideBroken => 4,
        Trouble::ClipMissing => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use antrean_shared::ticket::Language;
    use antrean_shared::time::Timestamp;

    fn device(station: Station, troubles: &[Trouble]) -> DeviceTrouble {
        DeviceTrouble { device: None, station, since: Timestamp(0), troubles: troubles.to_vec() }
    }

    #[test]
    fn the_most_pressing_device_is_told_and_the_others_counted() {
        let catalogue = fixture::catalogue();
        let words = |language| Words { language, catalogue: Some(&catalogue) };
        let kiosk = |id: &str| Station::Kiosk(id.parse().unwrap());
        let devices = [
            device(kiosk("2"), &[Trouble::NotConnected]),
            device(kiosk("1"), &[Trouble::PaperLow, Trouble::PaperOut]),
        ];
        let told = words(Language::Id).devices(&devices);
        assert!(told.starts_with("Kios 1: kertas habis sejak "), "{told}");
        assert!(told.ends_with("Silakan isi kertas. Dan 1 perangkat lain."), "{told}");
        let told = words(Language::En).devices(&devices[..1]);
        assert!(told.starts_with("Kiosk 2: not connected since "), "{told}");
        assert_eq!(words(Language::Id).devices(&[]), "");
    }

    #[test]
    fn every_trouble_says_what_to_do() {
        let words = Words { language: Language::Id, catalogue: None };
        for trouble in Trouble::ALL {
            let (what, to_do) = words.trouble(trouble);
            assert!(!what.ends_with('.') && to_do.ends_with('.'), "{what} {to_do}");
        }
    }
}
