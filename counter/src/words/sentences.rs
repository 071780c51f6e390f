//! What the console says in whole sentences: why the hub refused, why a key did nothing, what is
//! not known. One line of Indonesian and one of English for each; the compiler demands every row.
//!
//! Called by the controller. The hub's codes never reach an officer.

use super::Words;
use antrean_shared::opening::ClosedReason;
use antrean_shared::protocol::RefusalReason;
use antrean_shared::rejection::{CounterState, InvalidRule, Rejection};
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
                    format!("Connection lost since {since}. Actions are possible again once it is back."),
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
                "Di aula ini nomor dipanggil menurut urutan.",
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
        })
    }

    /// Returns what is said when no answer came in time.
    pub fn outcome_unknown(&self) -> String {
        self.say(
            "Hub tidak menjawab, hasilnya belum diketahui. Layar menunjukkan keadaan sebenarnya begitu tersambung.",
            "The hub did not answer, so the outcome is not known. The screen shows the truth once connected.",
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
        self.say(
            format!("{count} nomor di aula ini kini tidak dapat dilayani loket mana pun yang buka. Beri tahu penanggung jawab."),
            format!("Tickets in this hall that no open counter can serve now: {count}. Tell the person in charge."),
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
                "Loket ini tidak ada di aula ini. Pilih loket lain.",
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

    /// Returns why the hub refused a command.
    #[expect(
        clippy::too_many_lines,
        reason = "a table with one row a refusal; the compiler demands each"
    )]
    pub fn rejection(&self, rejection: &Rejection) -> String {
        match rejection {
            Rejection::QueueClosed { queue, service: _, reason, opens_at } => {
                self.queue_closed(&self.queue(queue), *reason, *opens_at)
            }
            Rejection::QuotaReached { queue, opens_at } => {
                self.queue_closed(&self.queue(queue), ClosedReason::Quota, *opens_at)
            }
            Rejection::CutOff { queue, opens_at } => {
                self.queue_closed(&self.queue(queue), ClosedReason::CutOff, *opens_at)
            }
            Rejection::NotOfferedHere { service } => {
                let service = self.service(service);
                self.say(
                    format!("{service} tidak tersedia di sini."),
                    format!("{service} is not offered here."),
                )
            }
            Rejection::GivenBack => {
                self.say("Nomor ini sudah dikembalikan.", "This number was given back.")
            }
            Rejection::DateUnconfirmed => self.say(
                "Tanggal hub belum dipastikan; nomor belum dapat diberikan. Beri tahu penanggung jawab.",
                "The hub's date is not confirmed; no numbers are given. Tell the person in charge.",
            ),
            Rejection::LineageUnconfirmed => self.say(
                "Hub baru dipulihkan dan menunggu laporan semua kios. Beri tahu penanggung jawab.",
                "The hub was just restored and waits for every kiosk. Tell the person in charge.",
            ),
            Rejection::TicketEnded { state } => {
                let state = self.ticket_state(*state);
                self.say(format!("Nomor ini {state}."), format!("This ticket is {state}."))
            }
            Rejection::TicketServing { counter: Some(counter) } => {
                let counter = self.counter(counter);
                self.say(
                    format!("Nomor ini sedang dilayani di {counter}."),
                    format!("This visitor is being served at {counter}."),
                )
            }
            Rejection::TicketServing { counter: None } => {
                self.say("Nomor ini sedang dilayani.", "This visitor is being served.")
            }
            Rejection::NumberTaken { number, ticket: _ } => self.say(
                format!("Nomor {number} sudah dipakai tiket lain hari ini."),
                format!("Number {number} is taken by another ticket of today."),
            ),
            Rejection::QueueEmpty => {
                self.say("Belum ada yang menunggu.", "Nobody is waiting yet.")
            }
            Rejection::CounterBusy { number } => self.say(
                format!("Loket ini masih menangani {number}."),
                format!("This counter still has {number}."),
            ),
            Rejection::CounterClosed { state } => {
                let state = self.counter_state(*state);
                self.say(
                    format!("Loket ini {state}; tidak ada yang dapat dipanggil."),
                    format!("This counter is {state}; nobody can be called."),
                )
            }
            Rejection::NotAllowed => {
                self.say("Aula ini tidak mengizinkannya.", "This hall does not allow it.")
            }
            Rejection::TicketHeld { counter: Some(counter) } => {
                let counter = self.counter(counter);
                self.say(
                    format!("Nomor ini sedang ditangani {counter}."),
                    format!("{counter} has this ticket."),
                )
            }
            Rejection::TicketHeld { counter: None } => self.say(
                "Nomor ini tidak berada di loket ini.",
                "This ticket is not at this counter.",
            ),
            Rejection::RecallTooEarly { recall_from } => {
                let from = self.clock_exact(*recall_from);
                self.say(
                    format!("Panggilan ulang dapat dilakukan mulai {from}."),
                    format!("A recall is possible from {from}."),
                )
            }
            Rejection::RecallLimit { recalls_max } => self.say(
                format!("Panggilan ulang sudah {recalls_max} kali, yaitu batasnya."),
                format!("The visitor was recalled {recalls_max} times, which is the limit."),
            ),
            Rejection::NotCalled => {
                self.say("Tidak ada nomor yang sedang dipanggil.", "No visitor is on the way here.")
            }
            Rejection::NotServing => self.say(
                "Tidak ada pengunjung yang sedang dilayani.",
                "No visitor is being served here.",
            ),
            Rejection::NoShowTooEarly { allowed_from } => {
                let from = self.clock_exact(*allowed_from);
                self.say(
                    format!("Tidak hadir dapat dicatat mulai {from}."),
                    format!("A no-show can be recorded from {from}."),
                )
            }
            Rejection::NotInHand => {
                self.say("Tidak ada nomor di loket ini.", "There is no ticket at this counter.")
            }
            Rejection::TargetClosed => self.say(
                "Tujuan itu tidak melayani lagi hari ini.",
                "Nobody will serve there any more today.",
            ),
            Rejection::TargetFull => {
                self.say("Tujuan itu tidak menerima lagi.", "No more visitors are taken there.")
            }
            Rejection::UndoExpired => self.say(
                "Waktu untuk mengurungkan sudah lewat.",
                "The time to undo this step is over.",
            ),
            Rejection::UndoOvertaken => self.say(
                "Tidak dapat diurungkan: nomor itu sudah diproses lebih lanjut.",
                "It cannot be undone: somebody has gone on with that ticket.",
            ),
            Rejection::NothingToUndo => {
                self.say("Tidak ada yang dapat diurungkan.", "There is nothing to undo.")
            }
            Rejection::CounterTaken { officer } => self.say(
                format!("Loket ini sedang dipakai oleh {officer}."),
                format!("{officer} is using this counter."),
            ),
            Rejection::OfficerElsewhere { counter } => {
                let counter = self.counter(counter);
                self.say(
                    format!("Nama ini sedang bertugas di {counter}. Tutup loket itu lebih dahulu."),
                    format!("This officer is at {counter}. Close that counter first."),
                )
            }
            Rejection::TicketInHand { number } => self.say(
                format!("Selesaikan {number} lebih dahulu."),
                format!("Finish {number} first."),
            ),
            Rejection::UnknownId { field: _, id } => self.say(
                format!("Hub tidak mengenal “{id}”."),
                format!("The hub does not know “{id}”."),
            ),
            Rejection::NotAllowedInState { state } => {
                let state = self.state_word(state);
                self.say(
                    format!("Tidak dapat dilakukan: keadaannya sekarang {state}."),
                    format!("Not possible now: it is {state}."),
                )
            }
            Rejection::Invalid { field: _, rule } => self.invalid(*rule),
            Rejection::IdReused => self.say(
                "Perintah ini tidak dikirim ulang dengan benar. Silakan ulangi.",
                "The command was not resent correctly. Please repeat it.",
            ),
            Rejection::Poisoned => self.say(
                "Perintah ini pernah menghentikan hub dan tidak dijalankan lagi. Beri tahu teknisi.",
                "This command has stopped the hub before and is left alone. Tell a technician.",
            ),
        }
    }

    fn queue_closed(
        &self,
        queue: &str,
        reason: ClosedReason,
        opens_at: Option<Timestamp>,
    ) -> String {
        let why = match reason {
            ClosedReason::Hours => self.say("di luar jam layanan", "it is outside its hours"),
            ClosedReason::Break => self.say("sedang istirahat", "it is on a break"),
            ClosedReason::CutOff => {
                self.say("pengambilan nomor hari ini sudah ditutup", "today's numbers have ended")
            }
            ClosedReason::Quota => {
                self.say("kuota hari ini sudah habis", "today's numbers are all given")
            }
        };
        let again = opens_at.map_or_else(String::new, |at| {
            let at = self.day_and_clock(at);
            self.say(format!(" Buka lagi {at}."), format!(" It opens again {at}."))
        });
        self.say(
            format!("Antrean {queue} tidak memberi nomor: {why}.{again}"),
            format!("{queue} gives no numbers: {why}.{again}"),
        )
    }

    fn invalid(&self, rule: InvalidRule) -> String {
        match rule {
            InvalidRule::OneService => {
                self.say("Pilih tepat satu layanan.", "Choose exactly one service.")
            }
            InvalidRule::Empty => self.say("Isian tidak boleh kosong.", "The text is missing."),
            InvalidRule::TooLong => self.say("Isian terlalu panjang.", "The text is too long."),
            InvalidRule::WrongPrefix => self.say(
                "Huruf nomor tidak sesuai dengan antrean itu.",
                "The number's letters are not that queue's.",
            ),
            InvalidRule::WrongQueue => self.say(
                "Layanan itu bukan milik antrean tersebut.",
                "That service does not belong to that queue.",
            ),
            InvalidRule::InFuture => {
                self.say("Waktunya tidak dapat diterima.", "That time cannot be accepted.")
            }
            InvalidRule::NotOneOf => {
                self.say("Pilihan itu tidak tersedia.", "That choice is not offered.")
            }
        }
    }
}

#[cfg(test)]
mod tests;
