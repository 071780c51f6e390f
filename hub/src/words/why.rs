//! The reasons of the calling rule in words.

use antrean_shared::ticket::Language;
use antrean_shared::view::Why;

/// Returns why a ticket is or was next, in words.
pub fn why_text(why: Why, language: Language) -> &'static str {
    match language {
        Language::Id => why_text_id(why),
        Language::En => why_text_en(why),
        Language::Jv => why_text_jv(why),
        Language::Su => why_text_su(why),
    }
}

fn why_text_id(why: Why) -> &'static str {
    match why {
        Why::Oldest => "Datang paling awal di antara yang mendapat giliran di sini",
        Why::PriorityHeadStart => "Pengunjung prioritas didahulukan",
        Why::TwoPrioritiesInARow => {
            "Giliran pengunjung biasa, setelah beberapa pengunjung prioritas berturut-turut"
        }
        Why::WaitedTooLong => "Menunggu paling lama, melewati batas waktu tunggu",
        Why::LowerRankWaited => "Sudah cukup lama menunggu di antrean tambahan loket ini",
        Why::BookingDue => "Janji temunya sudah tiba",
        Why::Voucher => "Membawa voucher karena gangguan sistem pada hari lain",
        Why::Returned => "Kembali setelah tidak hadir atau mempersilakan orang lain",
        Why::LaterStop => "Lanjutan kunjungan; urutan menurut waktu datang pertama",
        Why::KeptForShort => "Layanan singkat; loket lain sedang melayani layanan yang lama",
        Why::Ratio => "Giliran menurut perbandingan prioritas dan biasa",
        Why::OnlyPriorityWaiting => "Hanya pengunjung prioritas yang sedang menunggu",
        Why::Chosen => "Dipilih oleh petugas",
    }
}

fn why_text_en(why: Why) -> &'static str {
    match why {
        Why::Oldest => "Came first among those whose turn it is here",
        Why::PriorityHeadStart => "Priority visitors are called earlier",
        Why::TwoPrioritiesInARow => {
            "A regular visitor's turn, after several priority visitors in a row"
        }
        Why::WaitedTooLong => "Has waited longest, beyond the limit",
        Why::LowerRankWaited => "Has waited long enough in a further queue of this counter",
        Why::BookingDue => "The booked time has come",
        Why::Voucher => "Has a voucher from a day on which the system was down",
        Why::Returned => "Is back after an absence or after letting others go first",
        Why::LaterStop => {
            "Comes from an earlier stop of the visit; the place is that of the first arrival"
        }
        Why::KeptForShort => "A short service; the other counters are busy with long ones",
        Why::Ratio => "The turn by the ratio of priority and regular visitors",
        Why::OnlyPriorityWaiting => "Only priority visitors are waiting",
        Why::Chosen => "Chosen by the officer",
    }
}

fn why_text_jv(why: Why) -> &'static str {
    match why {
        Why::Oldest => "Rawuh paling rumiyin ing antawisipun ingkang pikantuk giliran ing mriki",
        Why::PriorityHeadStart => "Tamu prioritas dipunrumiyinaken",
        Why::TwoPrioritiesInARow => {
            "Giliran tamu limrah, sasampunipun sawetawis tamu prioritas urut-urutan"
        }
        Why::WaitedTooLong => "Nengga paling dangu, nglangkungi wates wekdal nengga",
        Why::LowerRankWaited => "Sampun cekap dangu nengga ing antrean tambahan loket menika",
        Why::BookingDue => "Wekdal janjian sampun dumugi",
        Why::Voucher => "Mbekta voucer amargi sistem risak ing dinten sanes",
        Why::Returned => "Wangsul sasampunipun boten wonten utawi ngaturi tiyang sanes rumiyin",
        Why::LaterStop => "Lajengan kunjungan; urutan miturut wekdal rawuh ingkang sepisan",
        Why::KeptForShort => {
            "Layanan ingkang cekak; loket sanes nembe ngladosi layanan ingkang dangu"
        }
        Why::Ratio => "Giliran miturut bandingan prioritas lan limrah",
        Why::OnlyPriorityWaiting => "Namung tamu prioritas ingkang nembe nengga",
        Why::Chosen => "Dipunpilih dening petugas",
    }
}

fn why_text_su(why: Why) -> &'static str {
    match why {
        Why::Oldest => "Sumping pangheulana di antawis anu kenging giliran di dieu",
        Why::PriorityHeadStart => "Tamu prioritas dipayunkeun",
        Why::TwoPrioritiesInARow => {
            "Giliran tamu biasa, saparantos sababaraha tamu prioritas ngaruntuy"
        }
        Why::WaitedTooLong => "Ngantos pangamina, ngalangkungan wates waktos ngantos",
        Why::LowerRankWaited => "Parantos cekap lami ngantos di antrean tambahan loket ieu",
        Why::BookingDue => "Waktos jangjina parantos dugi",
        Why::Voucher => "Nyandak voucer margi gangguan sistem dina dinten sanes",
        Why::Returned => "Wangsul saparantos teu aya atanapi ngayunkeun nu sanes",
        Why::LaterStop => "Terasan kunjungan; runtuyan dumasar waktos sumping nu munggaran",
        Why::KeptForShort => "Layanan anu sakedap; loket sanes nuju ngalayanan nu lami",
        Why::Ratio => "Giliran dumasar babandingan prioritas sareng biasa",
        Why::OnlyPriorityWaiting => "Mung tamu prioritas anu nuju ngantos",
        Why::Chosen => "Dipilih ku petugas",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_said_in_every_language() {
        let all = [
            Why::Oldest,
            Why::PriorityHeadStart,
            Why::TwoPrioritiesInARow,
            Why::WaitedTooLong,
            Why::LowerRankWaited,
            Why::BookingDue,
            Why::Voucher,
            Why::Returned,
            Why::LaterStop,
            Why::KeptForShort,
            Why::Ratio,
            Why::OnlyPriorityWaiting,
            Why::Chosen,
        ];
        for why in all {
            let all = Language::ALL.map(|language| why_text(why, language));
            let different: std::collections::BTreeSet<_> = all.into_iter().collect();
            assert_eq!(different.len(), all.len(), "{why:?}: {all:?}");
        }
    }
}
