//! What is true in the hall now: today's tickets, lines, counters and calls.
//!
//! Changed by `apply` alone, live and in replay. It knows no clock, no file and no hall file; it
//! refuses nothing, because what has happened has happened.

mod apply;
mod check;
mod epoch;
mod flow;
mod hall;
mod line;
mod moves;
mod reservation;
mod roll;
mod standby;
mod texts;
mod ticket;
mod visit;

pub use flow::{Flow, minutes};
pub use line::{Class, Line, Slot};
pub use reservation::SlotCount;
pub use standby::Standby;
pub use texts::Texts;
pub use ticket::Ticket;
pub use visit::begun;

use crate::estimate::Model;
use crate::estimate::calibration::Calibration;
use crate::event::{AgencyOutage, AnnouncedBy, Booking, Given, Learnt, Phase, Place, Voucher};
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::id::{
    AgencyId, CounterId, DeviceId, KioskId, Officer, QueueId, TicketId, Token, ZoneId,
};
use antrean_shared::opening::{Forced, Outage};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Language, NumberRange, Prefix, TicketNumber};
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::{CallEnd, CallKind, Step};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

/// How long nobody may vouch for a ticket's paper before it waits all the same (contract.md 8).
pub const DOUBT_AFTER: Duration = Duration::from_secs(90);
/// How long a counter may take its last step back (contract.md 2).
pub const UNDO_WITHIN: Duration = Duration::from_secs(60);
/// How long after it was made a call counts as announced though nobody reported it (contract.md 2).
pub const UNREPORTED_AFTER: Duration = Duration::from_secs(120);

/// The state of a hall on one service day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HallState {
    /// The day; none before the first one was opened.
    pub day: Option<Day>,
    /// The epoch of the journal.
    pub epoch: u64,
    /// The hall file in force.
    pub hall_revision: u64,
    /// Today's tickets, ended ones included.
    pub tickets: BTreeMap<TicketId, Ticket>,
    /// The secrets of today's ticket pages.
    pub tokens: BTreeMap<Token, TicketId>,
    /// Today's numbers: each occurs once.
    pub numbers: BTreeMap<TicketNumber, TicketId>,
    /// The last count of each series today.
    pub series: BTreeMap<Prefix, u16>,
    /// What was given on days to come, by a clock that was ahead.
    pub given: Given,
    /// Numbers kept for paper rolls today.
    pub rolls: BTreeMap<Prefix, Vec<NumberRange>>,
    /// Numbers given per queue today.
    pub issued: BTreeMap<QueueId, u32>,
    /// Issued and waiting tickets per queue, in order.
    pub lines: BTreeMap<QueueId, Line>,
    /// What has moved in each queue.
    pub flows: BTreeMap<QueueId, Flow>,
    /// What the waits of past days have taught, as it is kept.
    pub learnt: Option<Learnt>,
    /// The same, to be asked.
    pub model: Model,
    /// How the promises of the last days came true.
    pub calibration: Calibration,
    /// Tickets without a word about their paper, oldest first.
    pub unconfirmed: BTreeSet<(Timestamp, TicketId)>,
    /// Parked tickets.
    pub parked: BTreeSet<TicketId>,
    /// Tickets whose visitor did not come.
    pub missed: BTreeSet<TicketId>,
    /// Counters that anybody has used; the others are closed.
    pub counters: BTreeMap<CounterId, Counter>,
    /// Zones in which anything was called.
    pub zones: BTreeMap<ZoneId, Zone>,
    /// Given-back ids, with the day they were given back on.
    pub reserved: BTreeMap<TicketId, ServiceDay>,
    /// Papers that kiosks are to print once more.
    pub copies: Vec<Copy>,
    /// Erasable texts about tickets.
    pub texts: BTreeMap<TicketId, Texts>,
    /// Texts to be erased, by when.
    pub erasures: BTreeSet<(Timestamp, TicketId)>,
    /// Texts on the boards, newest first.
    pub announcements: VecDeque<Announced>,
    /// Queues that were opened or closed by hand.
    pub forced: BTreeMap<QueueId, Forced>,
    /// Agencies whose system is down.
    pub outages: BTreeMap<AgencyId, AgencyOutage>,
    /// How long the systems of queues were down today, in outages that are over.
    pub were_down: BTreeMap<QueueId, Duration>,
    /// Bookings of today and of days to come.
    pub bookings: BTreeMap<BookingCode, Booking>,
    /// How many of them there are for each slot, and how many have come.
    pub slots: BTreeMap<QueueId, BTreeMap<Timestamp, SlotCount>>,
    /// Vouchers that are good or will be, used ones too.
    pub vouchers: BTreeMap<VoucherCode, Voucher>,
    /// Visitors without a number, who wait for those that come free next.
    pub standby: BTreeMap<QueueId, Standby>,
    /// When the last thing happened.
    pub last_event: Option<Timestamp>,
}

/// A paper that a kiosk is to print once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The ticket.
    pub ticket: TicketId,
    /// The kiosk.
    pub kiosk: KioskId,
    /// Not printed after this.
    pub until: Timestamp,
}

/// A service day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub day: ServiceDay,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When the next one begins.
    pub ends_at: Timestamp,
}

/// A counter that is or was in use today.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counter {
    /// Whether it calls.
    pub mode: CounterMode,
    /// Who sits there.
    pub officer: Option<Officer>,
    /// The console.
    pub device: Option<DeviceId>,
    /// The ticket that it holds.
    pub hand: Option<TicketId>,
    /// The step that may be taken back.
    pub last_step: Option<LastStep>,
    /// Priority visitors whom it has called in a row by the rules while a regular one waited.
    pub run: u32,
    /// Visitors served today.
    pub completed: u32,
    /// Visitors called out of turn today because the officer chose them, those taken back too.
    pub chosen: u32,
    /// It was open today.
    pub was_open: bool,
}

/// Whether a counter calls, with why not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CounterMode {
    /// Nobody sits there.
    #[default]
    Closed,
    /// It calls.
    Open,
    /// The officer is away.
    Paused {
        /// Why.
        reason: String,
    },
    /// It finishes the ticket in hand and calls nobody.
    Closing {
        /// Why.
        reason: Option<String>,
        /// It closes as soon as its hand is empty.
        approved: bool,
    },
}

/// A step that may be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct LastStep {
    /// What.
    pub step: Step,
    /// The number it was done with.
    pub number: TicketNumber,
    /// When.
    pub at: Timestamp,
    /// Where each ticket stood before, and its `changes` right after the step.
    pub tickets: Vec<(TicketId, Place, u32)>,
    /// The counter's run of priority calls before.
    pub run: u32,
}

/// The calls of a zone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Zone {
    /// The last call's number.
    pub last_call: u64,
    /// The highest call that was spoken or need not be.
    pub spoken: u64,
    /// The newest calls and the older ones still awaited, oldest first.
    pub calls: VecDeque<Call>,
}

/// A summons.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Its number in the zone.
    pub call: u64,
    /// Who.
    pub ticket: TicketId,
    /// The number that is called.
    pub number: TicketNumber,
    /// Where to.
    pub counter: CounterId,
    /// The ticket's queue.
    pub queue: QueueId,
    /// When.
    pub at: Timestamp,
    /// What kind.
    pub kind: CallKind,
    /// What makes it count as announced.
    pub announced_by: AnnouncedBy,
    /// When that happened, once it was reported.
    pub reported: Option<Timestamp>,
    /// Why nobody is expected any more.
    pub ended: Option<CallEnd>,
    /// The visitor's language.
    pub language: Language,
}

/// A text on the boards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// When.
    pub at: Timestamp,
    /// The zone; none means all.
    pub zone: Option<ZoneId>,
    /// The text.
    pub text: String,
}

impl HallState {
    /// Returns what changes next by itself, and when: the hub wakes then (contract.md 5).
    pub fn due(&self) -> Option<Timestamp> {
        let day_end = self.day.map(|day| day.ends_at);
        let doubt = self.unconfirmed.first().map(|(issued_at, _)| issued_at.plus(DOUBT_AFTER));
        let erasure = self.erasures.first().map(|(at, _)| *at);
        let release = self.standby.values().map(|list| list.release_at).min();
        [day_end, doubt, erasure, release].into_iter().flatten().min()
    }

    /// Returns the minute of the service day, counted from 24 hours before its end.
    pub fn minute_of(&self, at: Timestamp) -> f64 {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        self.day.map_or(0.0, |day| minutes(at.since(day.ends_at.minus(DAY))))
    }

    /// Returns a counter's state; one that nobody has used is closed.
    pub fn counter_state(&self, id: &CounterId) -> CounterState {
        self.counters.get(id).map_or(CounterState::Closed, Counter::state)
    }

    /// Returns what is the matter with a queue's system.
    pub fn outage(&self, queue: &QueueId) -> Option<&Outage> {
        let mut outages = self.outages.values();
        outages.find(|outage| outage.queues.contains(queue)).map(|found| &found.outage)
    }

    /// Returns how long a queue's system was down today.
    pub fn down_today(&self, queue: &QueueId, now: Timestamp) -> Duration {
        let over = self.were_down.get(queue).copied().unwrap_or_default();
        self.outage(queue).map_or(over, |outage| over + self.of_today(outage, now))
    }

    /// Returns how many of today's numbers of a queue an outage let wait longer.
    pub fn waits_in_outage(&self, queue: &QueueId) -> usize {
        if self.outages.is_empty() && self.were_down.is_empty() {
            return 0;
        }
        let theirs = |ticket: &&Ticket| ticket.in_outage && ticket.drawn_for == *queue;
        self.tickets.values().filter(theirs).count()
    }

    /// Returns how much of an outage lies between the begin of the day and `now`.
    fn of_today(&self, outage: &Outage, now: Timestamp) -> Duration {
        let begun = self.day.map_or(outage.since, |day| day.opened_at.max(outage.since));
        now.since(begun)
    }

    /// Returns how many people a newcomer to a queue finds ahead.
    pub fn ahead_of_newcomer(&self, queue: &QueueId) -> u32 {
        self.lines.get(queue).map_or(0, |line| u32::try_from(line.len()).unwrap_or(u32::MAX))
    }

    /// Returns the arrival of a newcomer of a class to a queue. Whoever has booked comes at the booked
    /// time, others later than all who wait.
    pub fn arrival_of_newcomer(
        &self,
        queue: &QueueId,
        class: Class,
        comes: Timestamp,
    ) -> Timestamp {
        let line = self.lines.get(queue).filter(|_| !class.footing.is_booked());
        line.map_or(comes, |line| line.arrival(comes))
    }

    /// Returns the call that a called ticket answers to, while the boards know it.
    pub fn call_of(&self, ticket: &Ticket) -> Option<&Call> {
        let Phase::Called { zone, call, .. } = &ticket.phase else { return None };
        self.zones.get(zone)?.calls.iter().rev().find(|made| made.call == *call)
    }

    /// Returns when a called ticket's call counts as announced (contract.md 2): recall and no-show
    /// count from there. It may still come to lie earlier, when a report comes in.
    pub fn announced_at(&self, ticket: &Ticket) -> Option<Timestamp> {
        let Phase::Called { since, .. } = &ticket.phase else { return None };
        let unreported = since.plus(UNREPORTED_AFTER);
        let reported = self.call_of(ticket).and_then(|call| match call.announced_by {
            AnnouncedBy::Call => Some(*since),
            AnnouncedBy::Speaker | AnnouncedBy::Display => call.reported,
        });
        Some(reported.map_or(unreported, |at| at.min(unreported)))
    }
}

impl Counter {
    /// Returns the mode without its data.
    pub fn state(&self) -> CounterState {
        match self.mode {
            CounterMode::Closed => CounterState::Closed,
            CounterMode::Open => CounterState::Open,
            CounterMode::Paused { .. } => CounterState::Paused,
            CounterMode::Closing { .. } => CounterState::Closing,
        }
    }
}
