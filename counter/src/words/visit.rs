//! Why a visitor is called before others, and how a visit with several services goes on.

use super::Words;
use antrean_shared::id::{CounterId, PriorityId};
use antrean_shared::ticket::StopState;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{NextStop, SentOn, StopView, TicketInHand, Why};

/// So many counters are named one by one.
const COUNTERS_NAMED: usize = 3;

impl Words<'_> {
    /// Returns why a visitor is or was next, in a few words.
    pub fn why_called(&self, why: Why) -> String {
        let (id, en) = match why {
            Why::Oldest => ("Datang paling awal", "Came first"),
            Why::PriorityHeadStart => ("Prioritas didahulukan", "Priority goes first"),
            Why::TwoPrioritiesInARow => ("Giliran pengunjung biasa", "A regular visitor's turn"),
            Why::WaitedTooLong => ("Sudah menunggu terlalu lama", "Has waited too long"),
            Why::LowerRankWaited => {
                ("Cukup lama menunggu di antrean tambahan", "Has waited long in a further queue")
            }
            Why::Returned => ("Kembali ke antrean", "Came back to the queue"),
            Why::LaterStop => ("Lanjutan kunjungan", "Continues a visit"),
            Why::BookingDue => ("Janji temu sudah waktunya", "An appointment is due"),
            Why::Voucher => ("Memakai kupon dari hari lain", "Uses a voucher of another day"),
            Why::KeptForShort => ("Layanan singkat didahulukan", "Short services go first here"),
            Why::Ratio => ("Giliran menurut perbandingan", "Turn by the set ratio"),
            Why::OnlyPriorityWaiting => ("Hanya prioritas yang menunggu", "Only priority waits"),
            Why::Chosen => ("Dipilih petugas", "Chosen by an officer"),
        };
        self.say(id, en)
    }

    /// Returns the name of a class of priority; one that the hall no longer has, readably.
    pub fn class(&self, id: &PriorityId) -> String {
        let cards = self.catalogue.map_or(&[][..], |catalogue| &catalogue.priorities);
        let card = cards.iter().find(|card| card.id == *id);
        let name = card.map(|card| card.name.get(self.language).to_owned());
        name.unwrap_or_else(|| id.as_str().replace(['-', '_'], " "))
    }

    /// Returns the mark of a visitor who is called earlier.
    pub fn priority(&self) -> String {
        self.say("PRIORITAS", "PRIORITY")
    }

    /// Returns how the visit goes on after this counter; nothing for a single service.
    pub fn goes_on(&self, ticket: &TicketInHand) -> String {
        let stops: Vec<&StopView> = ticket.stops.iter().filter(|stop| counts(stop.state)).collect();
        if stops.len() < 2 && ticket.next_stop.is_none() {
            return String::new();
        }
        let current = |stop: &&StopView| stop.state == StopState::Current;
        let place = stops.iter().position(current).map_or(1, |place| place + 1);
        let of = stops.len().max(place);
        let part =
            self.say(format!("layanan {place} dari {of}"), format!("service {place} of {of}"));
        match &ticket.next_stop {
            Some(next) => {
                let next = self.stop(next);
                self.say(
                    format!("Setelah ini: {next} · {part}"),
                    format!("After this: {next} · {part}"),
                )
            }
            None => self.say(
                format!("Kunjungan selesai setelah ini · {part}"),
                format!("The visit is over after this · {part}"),
            ),
        }
    }

    /// Returns the further services that this counter finishes together with the current one.
    pub fn also_here(&self, ticket: &TicketInHand) -> String {
        let here = ticket.stops.iter().filter(|stop| stop.here && stop.state == StopState::Later);
        let names: Vec<String> = here.map(|stop| self.service(&stop.service)).collect();
        names.join(" + ")
    }

    /// Returns where the visitor goes next: `A012 → Loket 7, Akta kelahiran`.
    pub fn sent_on(&self, sent: &SentOn) -> String {
        let SentOn { number, next, not_served } = sent;
        let mut text = match next {
            Some(next) => {
                let (to, service) = (self.counters(&next.counters), self.service(&next.service));
                let to = if to.is_empty() { self.queue(&next.queue) } else { to };
                format!("{number} → {to}, {service}")
            }
            None => self.say(
                format!("{number}: kunjungan selesai"),
                format!("{number}: the visit is over"),
            ),
        };
        if !not_served.is_empty() {
            let names: Vec<String> = not_served.iter().map(|id| self.service(id)).collect();
            let names = names.join(", ");
            text += &self.say(
                format!(" · hari ini tidak dilayani lagi: {names}"),
                format!(" · no longer served today: {names}"),
            );
        }
        text
    }

    /// Returns until when an absent visitor may come back into the queue.
    pub fn may_return(&self, until: Option<Timestamp>) -> String {
        match until.map(|until| self.clock(until)) {
            Some(until) => self.say(
                format!("Boleh kembali sampai {until}"),
                format!("May come back until {until}"),
            ),
            None => self.say("Tidak dapat kembali ke antrean", "Can no longer come back"),
        }
    }

    /// Returns a stop and where it is: `Akta kelahiran (Loket 7)`.
    fn stop(&self, next: &NextStop) -> String {
        let service = self.service(&next.service);
        match self.counters(&next.counters) {
            counters if counters.is_empty() => service,
            counters => format!("{service} ({counters})"),
        }
    }

    fn counters(&self, ids: &[CounterId]) -> String {
        if ids.len() > COUNTERS_NAMED {
            let count = ids.len();
            return self
                .say(format!("salah satu dari {count} loket"), format!("any of {count} counters"));
        }
        let names: Vec<String> = ids.iter().map(|id| self.counter(id)).collect();
        names.join(&self.say(" atau ", " or "))
    }

    /// Returns the answer that calls an absent visitor who has come.
    pub fn call_now(&self) -> String {
        self.say("Panggil sekarang", "Call now")
    }

    /// Returns the answer that puts an absent visitor back.
    pub fn put_back(&self) -> String {
        self.say("Kembalikan ke antrean", "Put back into the queue")
    }

    /// Returns what is said after an absent visitor was put back.
    pub fn was_put_back(&self, number: &str) -> String {
        self.say(
            format!("{number} kembali ke antrean dan dipanggil setelah beberapa orang."),
            format!("{number} is back in the queue and is called after a few others."),
        )
    }
}

/// Whether a stop is still part of the visit.
fn counts(state: StopState) -> bool {
    match state {
        StopState::Later | StopState::Current | StopState::Done => true,
        StopState::NotServed | StopState::Dropped => false,
    }
}
