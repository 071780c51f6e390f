//! Where a number is that a counter cannot take up, what to tell the visitor, and other sentences
//! about one ticket.

use super::Words;
use antrean_shared::id::CounterId;
use antrean_shared::search::Whereabouts;
use antrean_shared::ticket::{TicketNumber, TicketState};
use antrean_shared::time::Timestamp;

impl Words<'_> {
    /// Returns where a ticket is, as seen from a counter.
    pub fn whereabouts(&self, place: &Whereabouts, here: Option<&CounterId>) -> String {
        let Whereabouts { number, queue, state, counter } = place;
        let queue = self.queue(queue);
        let at = match counter {
            Some(counter) if Some(counter) == here => self.say("loket ini", "this counter"),
            Some(counter) => self.counter(counter),
            None => self.say("loket lain", "another counter"),
        };
        match state {
            TicketState::Issued => self.say(
                format!("{number} baru diambil dan mungkin belum tercetak. Nomor ini ikut menunggu paling lambat 90 detik lagi."),
                format!("{number} was just taken and may not be printed yet. It joins the queue within 90 seconds."),
            ),
            TicketState::Waiting => self.say(
                format!("{number} menunggu di antrean {queue}, tetapi tidak untuk loket ini. Mohon pengunjung menunggu panggilan di sana."),
                format!("{number} is waiting in the {queue} queue, not for this counter. Please ask the visitor to wait for that call."),
            ),
            TicketState::Called => self.say(
                format!("{number} sedang dipanggil ke {at}. Mohon arahkan pengunjung ke sana."),
                format!("{number} is being called to {at}. Please show the visitor the way."),
            ),
            TicketState::Serving => self.say(
                format!("{number} sedang dilayani di {at}."),
                format!("{number} is being served at {at}."),
            ),
            TicketState::Parked => self.say(
                format!("{number} ditunda oleh {at} di antrean {queue}, yang tidak dilayani loket ini."),
                format!("{number} was parked by {at} in the queue {queue}, which this counter does not serve."),
            ),
            TicketState::NoShow => self.say(
                format!("{number} tidak hadir saat dipanggil {at} di antrean {queue}, yang tidak dilayani loket ini."),
                format!("{number} did not come when {at} called, in the queue {queue}, which this counter does not serve."),
            ),
            TicketState::Completed => self.say(
                format!("{number} sudah selesai dilayani di {at}. Untuk keperluan lain, pengunjung mengambil nomor baru."),
                format!("{number} has been served at {at}. For anything else the visitor takes a new number."),
            ),
            TicketState::Cancelled => self.say(
                format!("{number} sudah dibatalkan. Pengunjung yang masih perlu dilayani mengambil nomor baru."),
                format!("{number} was cancelled. A visitor who still needs a service takes a new number."),
            ),
            TicketState::Expired => self.say(
                format!("{number} sudah tidak berlaku. Pengunjung mengambil nomor baru."),
                format!("{number} is no longer valid. The visitor takes a new number."),
            ),
        }
    }

    /// Returns what is said when today has no such number.
    pub fn unknown_number(&self, number: TicketNumber) -> String {
        self.say(
            format!("Hub tidak mengenal nomor {number} hari ini. Periksa kembali nomor dan tanggal di kertas pengunjung."),
            format!("The hub knows no number {number} today. Check the number and the date on the visitor's paper."),
        )
    }

    /// Returns what is said while no display has reported a call.
    pub fn not_heard(&self, from: Timestamp) -> String {
        let from = self.clock_exact(from);
        self.say(
            format!("Panggilan ini belum diumumkan. Panggil ulang dan tidak hadir menyusul, paling lambat {from}."),
            format!("This call has not been announced yet. Recall and no-show follow, at the latest at {from}."),
        )
    }

    /// Returns what is said when a ticket has been withdrawn.
    pub fn cancelled(&self, number: &str) -> String {
        self.say(format!("{number} dibatalkan."), format!("{number} cancelled."))
    }
}
