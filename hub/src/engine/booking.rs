//! Bookings: brought in from elsewhere, checked in at the hall, and the numbers set aside for them.
//!
//! A booking is a reserved arrival time, not a priority: whoever checks in early stands at the booked
//! time, whoever comes too late is a walk-in.

use super::context::{Context, Decision, invalid, unknown};
use super::issue::{self, Brought, Wish};
use super::request::Request;
use super::voucher;
use super::wait::Moment;
use crate::event::{Booked, Booking, Event, Footing, HallEvent};
use crate::hall::file::Booking as Bookable;
use antrean_shared::code::BookingCode;
use antrean_shared::command::Booking as Made;
use antrean_shared::id::{QueueId, Token};
use antrean_shared::limits::{BOOKINGS_MAX, IMPORT_MAX};
use antrean_shared::opening::Reserved;
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::Timestamp;
use chrono::NaiveTime;
use std::collections::BTreeMap;
use std::time::Duration;

/// How far ahead a booking may lie.
const AHEAD_MAX: Duration = Duration::from_secs(31 * 24 * 60 * 60);

/// A booking that is being checked in.
pub(super) struct CheckIn<'a> {
    pub code: &'a BookingCode,
    /// The begin of the slot.
    pub comes: Timestamp,
    /// That of a walk-in, where it is too late.
    pub footing: Footing,
}

pub(super) fn import(context: &Context<'_>, made: &[Made]) -> Result<Decision, Rejection> {
    if made.is_empty() {
        return Err(invalid("bookings", InvalidRule::Empty));
    }
    if made.len() > IMPORT_MAX {
        return Err(invalid("bookings", InvalidRule::TooMany));
    }
    let mut import = Import { context, new: BTreeMap::new(), slots: BTreeMap::new() };
    for (place, made) in made.iter().enumerate() {
        import.take(place, made)?;
    }
    let Import { new, .. } = import;
    if context.state.bookings.len() + new.len() > BOOKINGS_MAX {
        return Err(invalid("bookings", InvalidRule::TooMany));
    }
    let bookings: Vec<Booked> =
        new.into_iter().map(|(code, booking)| Booked { code, booking }).collect();
    if bookings.is_empty() {
        return Ok(Decision::default());
    }
    let events = vec![Event::Hall(HallEvent::BookingsImported { bookings })];
    Ok(Decision { events, ..Decision::default() })
}

/// What an import has brought so far.
struct Import<'a> {
    context: &'a Context<'a>,
    new: BTreeMap<BookingCode, Booking>,
    /// New ones for each slot.
    slots: BTreeMap<(QueueId, Timestamp), u32>,
}

impl Import<'_> {
    fn take(&mut self, place: usize, made: &Made) -> Result<(), Rejection> {
        let field = |name: &str| format!("bookings[{place}].{name}");
        let Context { hall, state, now, .. } = *self.context;
        let service = hall.services.get(&made.service);
        let service = service.ok_or_else(|| unknown(&field("service"), &made.service))?;
        let time = NaiveTime::parse_from_str(&made.time, "%H:%M");
        let time = time.map_err(|_| invalid(&field("time"), InvalidRule::NotATime))?;
        let slot = hall.at_time(made.day, time);
        let booking = Booking {
            service: service.id.clone(),
            queue: service.queue.clone(),
            day: made.day,
            slot,
            ticket: None,
        };
        if let Some(known) = state.bookings.get(&made.id).or_else(|| self.new.get(&made.id)) {
            let same = Booking { ticket: None, ..known.clone() } == booking;
            return if same { Ok(()) } else { Err(invalid(&field("id"), InvalidRule::Taken)) };
        }
        let rules = hall.queues[&service.queue].bookings.as_ref();
        let Some(rules) = rules.filter(|_| service.booking != Bookable::No) else {
            return Err(invalid(&field("service"), InvalidRule::NotBookable));
        };
        if slot < now || slot > now.plus(AHEAD_MAX) {
            return Err(invalid(&field("day"), InvalidRule::NotAhead));
        }
        if !hall.slots(&service.queue, made.day).contains(&slot) {
            return Err(invalid(&field("time"), InvalidRule::NotOneOf));
        }
        let count = self.slots.entry((service.queue.clone(), slot)).or_default();
        if state.slot(&service.queue, slot).booked + *count >= rules.places {
            return Err(invalid(&field("time"), InvalidRule::TooMany));
        }
        *count += 1;
        self.new.insert(made.id.clone(), booking);
        Ok(())
    }
}

pub(super) fn check_in(
    context: &Context<'_>,
    request: &Request,
    code: &BookingCode,
    (language, channel, token): (Language, Channel, Token),
) -> Result<Decision, Rejection> {
    let Some(booking) = context.state.bookings.get(code) else {
        let (voucher, services) = voucher::named(context, code).ok_or(Rejection::BookingUnknown)?;
        let brought = Brought::Voucher(&voucher);
        let wish = Wish { services, language, channel, token, priority: &None, brought };
        return issue::issue(context, request, wish);
    };
    if let Some(ticket) = booking.ticket {
        let mut known = Decision::about(ticket, vec![]);
        known.subject.was_there = true;
        return Ok(known);
    }
    let service = context.service(&booking.service)?;
    let rules = context.hall.queues[&service.queue].bookings.clone().unwrap_or_default();
    // A number is good for one service day, which may turn shortly before.
    let from = booking.slot.minus(rules.early()).max(context.hall.day_start(booking.day));
    if context.now < from {
        return Err(Rejection::BookingTooEarly { from });
    }
    let footing = if context.now < booking.slot.plus(rules.grace()) {
        let due_first = rules.due_first || service.booking == Bookable::First;
        Footing::Booked { head_start_seconds: rules.head_start_minutes * 60, due_first }
    } else {
        Footing::WalkIn
    };
    let comes = if footing.is_booked() { booking.slot } else { context.now };
    let brought = Brought::Booking(CheckIn { code, comes, footing });
    let services = std::slice::from_ref(&booking.service);
    let wish = Wish { services, language, channel, token, priority: &None, brought };
    issue::issue(context, request, wish)
}

impl Moment<'_> {
    /// Returns the numbers of a queue's quota that are set aside: until the slot begins all of its
    /// places, then for a while those of who has booked and not come.
    pub(super) fn reserved(&self, queue: &QueueId) -> Vec<Reserved> {
        let rules = self.hall.queues.get(queue).filter(|queue| queue.quota.is_some());
        let Some(rules) = rules.and_then(|queue| queue.bookings.as_ref()) else { return vec![] };
        let mut reserved: BTreeMap<Timestamp, u32> = BTreeMap::new();
        for slot in self.today.slots(queue) {
            let count = self.state.slot(queue, *slot);
            *reserved.entry(*slot).or_default() += rules.places.saturating_sub(count.booked);
            let until = slot.plus(rules.grace());
            *reserved.entry(until).or_default() += count.booked.saturating_sub(count.came);
        }
        let some = reserved.into_iter().filter(|(_, numbers)| *numbers > 0);
        some.map(|(until, numbers)| Reserved { until, numbers }).collect()
    }
}
