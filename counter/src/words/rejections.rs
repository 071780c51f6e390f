//! Why the hub refused, in whole sentences. The compiler demands every row.

use super::Words;
use antrean_shared::opening::ClosedReason;
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::time::Timestamp;

impl Words<'_> {
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
            Rejection::DateTooEarly { earliest } => {
                let earliest = self.day_and_clock(*earliest);
                self.say(
                    format!("Tanggal ini sebelum {earliest}. Periksa tahun dan bulannya."),
                    format!("This date lies before {earliest}. Check year and month."),
                )
            }
            Rejection::StandbyFull { standby_max } => self.say(
                format!("Daftar tunggu sudah penuh ({standby_max} orang)."),
                format!("The waiting list is full ({standby_max} people)."),
            ),
            Rejection::BookingUnknown => {
                self.say("Janji temu ini tidak ditemukan.", "This booking was not found.")
            }
            Rejection::BookingTooEarly { from } => {
                let from = self.day_and_clock(*from);
                self.say(
                    format!("Check-in untuk janji temu ini dibuka {from}."),
                    format!("Check-in for this booking opens {from}."),
                )
            }
            Rejection::VoucherUsed => {
                self.say("Kupon ini sudah dipakai.", "This voucher has been used.")
            }
            Rejection::VoucherUnknown { valid_from: Some(day) } => self.say(
                format!("Kupon ini berlaku mulai {day}."),
                format!("This voucher is good from {day} on."),
            ),
            Rejection::VoucherUnknown { valid_from: None } => self.say(
                "Kupon ini tidak dikenal atau tidak berlaku lagi.",
                "This voucher is not known or no longer good.",
            ),
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
            Rejection::OutsideRange { rolls, .. } if rolls.is_empty() => self.say(
                "Belum ada gulungan kertas untuk antrean ini. Silakan hubungi penanggung jawab.",
                "No paper roll is open for this queue. Please ask the person in charge.",
            ),
            Rejection::OutsideRange { number, rolls } => {
                let rolls: Vec<String> =
                    rolls.iter().map(|roll| format!("{}–{}", roll.from, roll.to)).collect();
                let rolls = rolls.join(", ");
                self.say(
                    format!("Nomor {number} tidak ada pada gulungan kertas ({rolls})."),
                    format!("Number {number} is on no paper roll ({rolls})."),
                )
            }
            Rejection::QueueEmpty => {
                self.say("Belum ada yang menunggu.", "Nobody is waiting.")
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
            Rejection::NotAllowed => self.say(
                "Aturan antrean di sini tidak mengizinkannya.",
                "This hall does not allow it.",
            ),
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
            Rejection::ReturnTooLate { return_within_minutes } => self.say(
                format!("Sudah lewat {return_within_minutes} menit sejak tidak hadir."),
                format!("More than {return_within_minutes} minutes have passed since the absence."),
            ),
            Rejection::ReturnUsed => self.say(
                "Nomor ini sudah pernah kembali ke antrean.",
                "This number has come back into the queue before.",
            ),
            Rejection::YieldLimit { yields_max } => self.say(
                format!("Sudah {yields_max} kali mempersilakan orang lain, yaitu batasnya."),
                format!("Others were let go first {yields_max} times, which is the limit."),
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
            Rejection::StopEntered { service } => {
                let service = self.service(service);
                self.say(
                    format!("Kunjungan sudah sampai pada {service}."),
                    format!("The visit has come to {service} already."),
                )
            }
            Rejection::TargetClosed { reason: Some(reason) } => {
                let why = self.why_closed(*reason);
                self.say(
                    format!("Tujuan itu tidak melayani lagi hari ini: {why}."),
                    format!("Nobody will serve there any more today: {why}."),
                )
            }
            Rejection::TargetClosed { reason: None } => self.say(
                "Loket atau petugas itu sedang tidak melayani. Silakan pilih tujuan lain.",
                "That counter or officer is not at work now. Please choose another.",
            ),
            Rejection::TargetFull { waiting_max } => self.say(
                format!("Tujuan itu penuh: paling banyak {waiting_max} orang boleh menunggu di sana."),
                format!("That queue is full: at most {waiting_max} people may wait there."),
            ),
            Rejection::UndoExpired => self.say(
                "Waktu untuk mengurungkan sudah lewat.",
                "The time to undo this step is over.",
            ),
            Rejection::UndoOvertaken => self.say(
                "Tidak dapat diurungkan: nomor itu sudah diproses lebih lanjut.",
                "Cannot undo: this ticket has already moved on.",
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

    fn why_closed(&self, reason: ClosedReason) -> String {
        match reason {
            ClosedReason::Forced => {
                self.say("ditutup oleh penanggung jawab", "the person in charge has closed it")
            }
            ClosedReason::Exception => {
                self.say("hari ini jadwalnya khusus", "today has special hours")
            }
            ClosedReason::Holiday => self.say("hari ini libur", "today is a holiday"),
            ClosedReason::CountersClosed => {
                self.say("semua loketnya sudah tutup", "all its counters have closed")
            }
            ClosedReason::Outage => self.say("sistemnya sedang terganggu", "its system is down"),
            ClosedReason::Hours => self.say("di luar jam layanan", "it is outside its hours"),
            ClosedReason::Break => self.say("sedang istirahat", "it is on a break"),
            ClosedReason::CutOff => {
                self.say("pengambilan nomor hari ini sudah ditutup", "today's numbers have ended")
            }
            ClosedReason::Quota => {
                self.say("kuota hari ini sudah habis", "today's numbers are all given")
            }
        }
    }

    fn queue_closed(
        &self,
        queue: &str,
        reason: ClosedReason,
        opens_at: Option<Timestamp>,
    ) -> String {
        let why = self.why_closed(reason);
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
            InvalidRule::Empty => self.say("Isian tidak boleh kosong.", "The text is missing."),
            InvalidRule::Twice => self.say(
                "Layanan itu sudah termasuk dalam kunjungan ini.",
                "That service is part of the visit already.",
            ),
            InvalidRule::TooMany => self.say("Jumlahnya terlalu banyak.", "There are too many."),
            InvalidRule::NotARange => self.say(
                "Nomor pertama dan terakhir tidak sesuai, atau terlalu banyak.",
                "The first and the last number do not fit, or they are too far apart.",
            ),
            InvalidRule::Taken => self.say("Sudah dipakai.", "It is in use already."),
            InvalidRule::NotBookable => self
                .say("Layanan itu tidak menerima janji temu.", "That service takes no bookings."),
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
            InvalidRule::NotAhead => self.say(
                "Waktunya harus sesudah sekarang dan paling lama 31 hari lagi.",
                "The time has to be after now and at most 31 days ahead.",
            ),
            InvalidRule::NotATime => {
                self.say("Tulis jam sebagai JJ:MM.", "Write the time as HH:MM.")
            }
            InvalidRule::NotOneOf => {
                self.say("Pilihan itu tidak tersedia.", "That choice is not offered.")
            }
        }
    }
}
