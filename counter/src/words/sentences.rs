//! What the console says in whole sentences: why the hub refused, why a key did nothing, what is
//! not known. One line of Indonesian and one of English for each; the compiler demands every row.
//!
//! Called by the controller. The hub's codes never reach an officer.

use super::Words;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::TicketNumber;
use antrean_shared::time::Timestamp;

/// Why a key does nothing now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// It means nothing at this moment; its button is not on screen.
    NoMeaning,
    /// An earlier command is under way.
    UnderWay,
    /// Nothing is heard from the hub.
    Offline(Timestamp),
    /// The hub does not want this console.
    Refused(RefusalReason),
    /// The counter is paused, closing or closed.
    CounterIs(CounterState),
    /// No recall before this instant.
    RecallFrom(Timestamp),
    /// No recall any more.
    RecallsUsedUp,
    /// No absence before this instant.
    NoShowFrom(Timestamp),
    /// Not before the hall has heard the call, which is taken for granted at this instant.
    NotHeard(Timestamp),
    /// Nobody waits.
    NobodyWaits,
    /// A ticket has to be finished first.
    InHand(TicketNumber),
    /// The hall lets nobody choose.
    MayNotChoose,
    /// No ticket is chosen.
    NothingChosen,
    /// No name was typed.
    NoOfficer,
    /// No counter is chosen.
    NoCounter,
    /// No reason was chosen or typed.
    NoReason,
    /// No target was chosen.
    NoTarget,
    /// The absent visitor may not come back into the queue any more.
    ReturnOver,
    /// No line of a question was chosen.
    NothingPicked,
    /// What was typed is no number of a queue of this hall.
    NoSuchNumber,
    /// What was typed is no code.
    NoCode,
    /// The order is as it was.
    SameOrder,
}

impl Words<'_> {
    /// Returns why a key does nothing; nothing to say where its button is not on screen.
    pub fn why_not(&self, why: &WhyNot) -> Option<String> {
        Some(match why {
            WhyNot::NoMeaning => return None,
            WhyNot::UnderWay => self.say(
                "Perintah sebelumnya masih diproses.",
                "The previous command is still under way.",
            ),
            WhyNot::Offline(since) => {
                let since = self.clock(*since);
                self.say(
                    format!("Terputus sejak {since}. Tindakan dapat dilakukan setelah tersambung kembali."),
                    format!("Connection lost at {since}. Actions will work again once it is back."),
                )
            }
            WhyNot::Refused(reason) => return Some(self.refused(*reason)),
            WhyNot::CounterIs(state) => {
                return Some(self.rejection(&Rejection::CounterClosed { state: *state }));
            }
            WhyNot::RecallFrom(from) => {
                return Some(self.rejection(&Rejection::RecallTooEarly { recall_from: *from }));
            }
            WhyNot::RecallsUsedUp => self.say(
                "Panggilan ulang sudah mencapai batas.",
                "The visitor has been recalled as often as allowed.",
            ),
            WhyNot::NoShowFrom(from) => {
                return Some(self.rejection(&Rejection::NoShowTooEarly { allowed_from: *from }));
            }
            WhyNot::NotHeard(from) => return Some(self.not_heard(*from)),
            WhyNot::NobodyWaits => return Some(self.rejection(&Rejection::QueueEmpty)),
            WhyNot::InHand(number) => {
                return Some(self.rejection(&Rejection::TicketInHand { number: *number }));
            }
            WhyNot::MayNotChoose => self.say(
                "Di sini nomor dipanggil menurut urutan.",
                "In this hall numbers are called in order.",
            ),
            WhyNot::NothingChosen => self.say(
                "Pilih nomor lebih dahulu: ketik nomornya atau gunakan tombol panah.",
                "Choose a number first: type it or use the arrow keys.",
            ),
            WhyNot::NoOfficer => self.say("Ketik nama petugas.", "Type the officer's name."),
            WhyNot::NoCounter => self.say("Pilih loket.", "Choose a counter."),
            WhyNot::NoReason => self.say("Pilih atau ketik alasan.", "Choose or type a reason."),
            WhyNot::NoTarget => self.say("Pilih tujuan.", "Choose where to."),
            WhyNot::NothingPicked => self.say("Pilih salah satu.", "Choose one of them."),
            WhyNot::NoSuchNumber => self.say(
                "Ketik nomor dengan huruf antreannya, misalnya A901.",
                "Type the number with the letters of its queue, such as A901.",
            ),
            WhyNot::NoCode => self.say(
                "Kode terdiri atas 6 sampai 10 huruf dan angka.",
                "A code has 6 to 10 letters and digits.",
            ),
            WhyNot::SameOrder => self.say(
                "Urutannya belum berubah. Geser dengan panah kiri atau kanan.",
                "The order has not changed. Move with the left or right arrow.",
            ),
            WhyNot::ReturnOver => self.say(
                "Waktu untuk kembali sudah habis, atau nomor ini sudah pernah kembali.",
                "The time to come back is over, or this number has come back before.",
            ),
        })
    }

    /// Returns what is said when no answer came in time.
    pub fn outcome_unknown(&self) -> String {
        self.say(
            "Hub tidak menjawab, hasilnya belum diketahui. Layar menunjukkan keadaan sebenarnya begitu tersambung.",
            "No answer from the hub. The screen will be correct once reconnected.",
        )
    }

    /// Returns what is said when too many commands are under way.
    pub fn link_full(&self) -> String {
        self.say(
            "Terlalu banyak perintah belum terjawab. Coba lagi sebentar.",
            "Too many commands are unanswered. Try again in a moment.",
        )
    }

    /// Returns what is said when after a closing the hall has people whom nobody may serve.
    pub fn unserved(&self, count: u32) -> String {
        let tickets = if count == 1 { "ticket" } else { "tickets" };
        self.say(
            format!("{count} nomor kini tidak dapat dilayani loket mana pun yang buka. Beri tahu penanggung jawab."),
            format!("No open counter can serve {count} {tickets} now. Tell the person in charge."),
        )
    }

    /// Returns what is said when the ticket of a dialog is no longer in hand.
    pub fn moved_on(&self, number: &str) -> String {
        self.say(
            format!("{number} sudah tidak berada di loket ini."),
            format!("{number} is no longer at this counter."),
        )
    }

    /// Returns what is said after a ticket has left the desk without a trace on screen.
    pub fn note_kept(&self, number: &str) -> String {
        self.say(format!("Catatan {number} disimpan."), format!("Note on {number} saved."))
    }

    /// Returns why the hub does not accept a message of this program.
    pub fn refused(&self, reason: RefusalReason) -> String {
        match reason {
            RefusalReason::TooLarge | RefusalReason::NotJson | RefusalReason::WrongForm => self
                .say(
                    "Hub tidak memahami perintah ini. Beri tahu teknisi.",
                    "The hub does not understand this command. Tell a technician.",
                ),
            RefusalReason::FutureProtocol => self.say(
                "Program loket lebih baru daripada hub. Hub perlu diperbarui.",
                "This program is newer than the hub. The hub has to be updated.",
            ),
            RefusalReason::OldProtocol => self.say(
                "Program loket terlalu lama untuk hub. Program ini perlu diperbarui.",
                "This program is too old for the hub and has to be updated.",
            ),
            RefusalReason::HelloFirst | RefusalReason::Busy => self.say(
                "Hub sedang sibuk. Coba lagi sebentar.",
                "The hub is busy. Try again in a moment.",
            ),
            RefusalReason::UnknownId => self.say(
                "Loket ini tidak ada di pengaturan antrean. Pilih loket lain.",
                "This hall has no such counter. Choose another one.",
            ),
            RefusalReason::NotAllowed => self
                .say("Hub tidak mengizinkan perangkat ini.", "The hub does not allow this device."),
            RefusalReason::Fenced => self.say(
                "Hub ini memakai data lama dan berhenti. Beri tahu teknisi.",
                "This hub has old data and has stopped. Tell a technician.",
            ),
            RefusalReason::Replaced => self.say(
                "Perangkat lain dengan nama yang sama telah tersambung. Beri tahu teknisi.",
                "Another device with the same name has connected. Tell a technician.",
            ),
        }
    }
}

#[cfg(test)]
mod tests;
