//! What happened, in past tense: the only thing that changes the hall's state.
//!
//! Events are stored for ever. A kind never changes its meaning: a new meaning is a new kind, and
//! `VERSION` rises with it. Every value that was decided stands in the event; `apply` computes
//! nothing from the clock or the hall file.

mod arrival;
mod day;
mod epoch;
mod field;
mod place;
mod reservation;
mod stop;

pub use arrival::{Footing, Priority, Promise, StandbyJoined, TicketAdmitted, TicketIssued};
pub use day::{AgencyOutage, DayOpened, Learnt, ZoneMark};
pub use epoch::{EpochRaised, Given, RaisedWhy, far_behind};
pub use field::Field;
pub use place::{Phase, Place, WaitsFor};
pub use reservation::{Booked, Booking, Voucher, VoucherGiven};
pub use stop::{Stop, WentOn};

use antrean_shared::command::CallReport;
use antrean_shared::id::{
    AgencyId, CounterId, DeviceId, KioskId, Officer, QueueId, ServiceId, TicketId, ZoneId,
};
use antrean_shared::opening::{Forced, Outage};
use antrean_shared::ticket::{NumberRange, Prefix, Shown, TicketNumber};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{CallKind, Step, Why};
use serde::{Deserialize, Serialize};

/// The version of the event kinds below, stored with every entry.
pub const VERSION: u32 = 1;

/// A fact of the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// About the hall as a whole.
    Hall(HallEvent),
    /// About one ticket.
    Ticket {
        /// Which.
        id: TicketId,
        /// What.
        event: TicketEvent,
    },
    /// About one counter.
    Counter {
        /// Which.
        id: CounterId,
        /// What.
        event: CounterEvent,
    },
}

/// What happened to the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HallEvent {
    /// A service day began. The only snapshot: a new day starts from this alone (contract.md 3).
    DayOpened(Box<DayOpened>),
    /// A hall file came into force.
    FileChanged {
        /// Its number, from 1.
        revision: u64,
    },
    /// The waits of past days were learnt from.
    WaitsLearnt(Learnt),
    /// A queue was opened or closed by hand, or its hours decide again.
    QueueForced {
        /// The queue.
        queue: QueueId,
        /// How; none: its hours decide.
        forced: Option<Forced>,
    },
    /// An agency's system went down.
    OutageSet {
        /// The agency.
        agency: AgencyId,
        /// Since when and why.
        outage: Outage,
        /// The agency's queues.
        queues: Vec<QueueId>,
    },
    /// An agency's system is up again.
    OutageCleared {
        /// The agency.
        agency: AgencyId,
    },
    /// Somebody has said which day it is; hub time goes on from there.
    DateConfirmed {
        /// What time it was in truth.
        at: Timestamp,
    },
    /// Time goes back, which it never does within an epoch: a new one begins with this entry.
    EpochRaised(Box<EpochRaised>),
    /// A visitor waits for the numbers that come free next.
    StandbyJoined(Box<StandbyJoined>),
    /// The visitor no longer wishes to wait for a number.
    StandbyLeft {
        /// The ticket that was to be.
        ticket: TicketId,
    },
    /// Numbers came free; who has none yet waits for the next, or for none any more.
    StandbyMoved {
        /// The queue.
        queue: QueueId,
        /// When more come free; none: not any more today.
        release_at: Option<Timestamp>,
    },
    /// A visitor was given a voucher for another day.
    VoucherGiven(Box<VoucherGiven>),
    /// Bookings came in.
    BookingsImported {
        /// The new ones.
        bookings: Vec<Booked>,
    },
    /// Numbers of a queue are kept for a paper roll.
    RollOpened {
        /// The queue.
        queue: QueueId,
        /// The letters of its numbers.
        prefix: Prefix,
        /// Which numbers.
        range: NumberRange,
    },
    /// A text was put on the boards.
    Announced {
        /// The zone; none means all.
        zone: Option<ZoneId>,
        /// The text.
        text: String,
    },
    /// A display has shown calls.
    CallsShown {
        /// The zone.
        zone: ZoneId,
        /// The display.
        display: DeviceId,
        /// The calls, none earlier than it was made or later than it was reported.
        calls: Vec<CallReport>,
    },
    /// A display has announced calls.
    CallsSpoken {
        /// The zone.
        zone: ZoneId,
        /// The display.
        display: DeviceId,
        /// The calls, none earlier than it was made or later than it was reported.
        calls: Vec<CallReport>,
        /// The zone's highest call that was spoken or need not be.
        spoken: u64,
    },
}

/// What happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketEvent {
    /// Its number was drawn.
    Issued(Box<TicketIssued>),
    /// It was given without the hub and came in.
    Admitted(Box<TicketAdmitted>),
    /// The visitor has seen the number.
    Shown {
        /// How.
        by: Shown,
    },
    /// Nobody vouched for the paper in time: it waits all the same (contract.md 8).
    Doubted,
    /// Its id was given back before its `Issue` came; a late one is refused.
    Reserved,
    /// The visitor was called.
    Called {
        /// Where to.
        counter: CounterId,
        /// The zone that shows the call.
        zone: ZoneId,
        /// The call's number in the zone.
        call: u64,
        /// What makes it count as announced.
        announced_by: AnnouncedBy,
        /// The rule that chose the ticket.
        why: Why,
        /// Priority visitors whom the counter has called in a row while a regular one waited, this
        /// call included; none: the officer chose, and the run stays as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        run: Option<u32>,
    },
    /// The called visitor was called again.
    Recalled {
        /// Where to.
        counter: CounterId,
        /// The zone that shows the call.
        zone: ZoneId,
        /// The call's number in the zone.
        call: u64,
        /// What makes it count as announced.
        announced_by: AnnouncedBy,
        /// Recall or last.
        kind: CallKind,
    },
    /// Serving began.
    Served {
        /// Where.
        counter: CounterId,
    },
    /// The visitor was finished with.
    Completed {
        /// Where.
        counter: CounterId,
        /// What came of it.
        outcome: Option<String>,
        /// How each stop of the visit ended.
        stops: Vec<Stop>,
    },
    /// The visitor was finished with at one stop and waits for the next.
    WentOn(Box<WentOn>),
    /// The visit got other stops to come, or another order of them.
    StopsChanged {
        /// Every stop of the visit.
        stops: Vec<Stop>,
    },
    /// The called visitor did not come.
    Missed {
        /// Where.
        counter: CounterId,
        /// Until when the visitor may come back; none: not any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_until: Option<Timestamp>,
    },
    /// The called visitor was not there and waits again, place kept.
    Skipped {
        /// Where.
        counter: CounterId,
        /// Not called before.
        held_until: Timestamp,
    },
    /// The visitor who had missed the call waits again, behind some others.
    Returned {
        /// The instant that decides the new place.
        arrived: Timestamp,
    },
    /// The visitor let some others go first.
    Yielded {
        /// The instant that decides the new place.
        arrived: Timestamp,
    },
    /// The visitor is called earlier from now on.
    PriorityGranted(Priority),
    /// The visitor is no longer called earlier; the class's text is erased.
    PriorityWithdrawn {
        /// SHA-256 of salt and reason, in hexadecimal; the reason stands in the private table.
        reason: String,
    },
    /// The visitor was set aside.
    Parked {
        /// By whom.
        counter: CounterId,
        /// Why.
        reason: String,
        /// When the visitor is expected back.
        until: Option<Timestamp>,
    },
    /// The parked visitor was taken up again.
    Resumed {
        /// Where.
        counter: CounterId,
    },
    /// The visitor was sent elsewhere; number and arrival stay.
    Transferred {
        /// By which counter.
        by: CounterId,
        /// The queue to wait in.
        queue: QueueId,
        /// What the visitor comes for.
        service: ServiceId,
        /// The counter or officer to wait for, if one was named.
        waits_for: Option<WaitsFor>,
        /// Every stop of the visit as it is now.
        stops: Vec<Stop>,
    },
    /// It waited for one counter or officer and waits for its queue again, place kept.
    Unbound,
    /// It was called and went back to its place because its counter was released.
    Released,
    /// It was withdrawn.
    Cancelled {
        /// The visitor never had the number.
        given_back: bool,
    },
    /// The day ended before it did: its times are not to be trusted.
    Expired,
    /// A note was left; its text stands in the private table.
    NoteSet {
        /// SHA-256 of salt and text, in hexadecimal.
        hash: String,
    },
    /// An officer asked a kiosk to print the paper once more.
    CopyAsked {
        /// The kiosk.
        kiosk: KioskId,
        /// Not printed after this.
        until: Timestamp,
    },
    /// The note was taken away for good.
    NoteErased,
    /// Every text about the visitor was taken away for good.
    TextsErased,
}

/// What happened to a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CounterEvent {
    /// An officer sat down, or the console moved to another device.
    Opened {
        /// Who.
        officer: Officer,
        /// The console.
        device: DeviceId,
    },
    /// It paused.
    Paused {
        /// Why.
        reason: String,
    },
    /// It asked to close, or may close once its ticket is done.
    Closing {
        /// Why.
        reason: Option<String>,
        /// The person in charge has agreed.
        approved: bool,
    },
    /// It asked to close and goes on.
    Reopened {
        /// Why.
        reason: Option<String>,
    },
    /// It closed.
    Closed {
        /// Why.
        reason: Option<String>,
    },
    /// It did something that it may take back for a while.
    StepTaken {
        /// What.
        step: Step,
        /// The number it was done with.
        number: TicketNumber,
        /// Where each ticket stood before.
        before: Vec<(TicketId, Place)>,
        /// The counter's run of priority calls before (`TicketEvent::Called`).
        #[serde(default)]
        run: u32,
    },
    /// It took its last step back.
    StepUndone {
        /// What it was.
        of: Step,
        /// Where each ticket stands again.
        places: Vec<(TicketId, Place)>,
        /// The counter's run of priority calls, as it was.
        #[serde(default)]
        run: u32,
    },
}

/// What makes a call count as announced: it depends on what was connected when the call was made
/// (contract.md 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncedBy {
    /// The zone's speaker reports that it spoke the call to the end.
    Speaker,
    /// No speaker was there: a display reports that it showed the call.
    Display,
    /// No display was there: the call itself.
    Call,
}
