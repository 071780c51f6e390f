//! What happens by itself: a doubtful ticket, the erasure of texts, the turn of the day.
//!
//! The hub wakes when something is due and journals what it does like any command: replay has no
//! timers (contract.md 5).

use super::context::{counter_event, ticket_event};
use super::standby;
use super::today::Today;
use super::wait::Moment;
use crate::estimate::calibration::Calibration;
use crate::event::{CounterEvent, DayOpened, Event, HallEvent, TicketEvent, ZoneMark, far_behind};
use crate::hall::Hall;
use crate::state::{DOUBT_AFTER, HallState};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Prefix, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use chrono::Days;
use std::collections::BTreeMap;

/// How many days a given-back id is remembered (contract.md 3).
const RESERVED_DAYS: Days = Days::new(8);

/// Returns what is due at `now`; nothing if nothing is.
pub fn wake(hall: &Hall, state: &HallState, now: Timestamp) -> Vec<Event> {
    let Some(day) = state.day else { return open_first_day(hall, state, now) };
    if now >= day.ends_at {
        let mut events = close_day(state);
        events.push(opened(hall, state, now));
        return events;
    }
    let doubtful =
        state.unconfirmed.iter().take_while(|(issued_at, _)| issued_at.plus(DOUBT_AFTER) <= now);
    let doubted = doubtful.map(|(_, id)| ticket_event(*id, TicketEvent::Doubted));
    let overdue = state.erasures.iter().take_while(|(at, _)| *at <= now);
    let erased = overdue.map(|(_, id)| ticket_event(*id, TicketEvent::TextsErased));
    let events: Vec<Event> = doubted.chain(erased).collect();
    if events.is_empty() { released(hall, state, now) } else { events }
}

/// Gives one visitor of each list whose numbers come free a number. Whoever is woken asks again until
/// nothing is due.
fn released(hall: &Hall, state: &HallState, now: Timestamp) -> Vec<Event> {
    let due = state.standby.iter().filter(|(_, list)| list.release_at <= now);
    let due: Vec<_> = due.map(|(queue, _)| queue).collect();
    let (Some(day), false) = (state.day, due.is_empty()) else { return vec![] };
    let today = Today::of(hall, day.day);
    let moment = Moment { hall, today: &today, state, now };
    due.into_iter().flat_map(|queue| standby::release(moment, queue)).collect()
}

/// Returns the event that opens the first day of a journal.
pub fn open_first_day(hall: &Hall, state: &HallState, now: Timestamp) -> Vec<Event> {
    vec![opened(hall, state, now)]
}

/// Ends everything that is still going on; a no-show is final as it is.
fn close_day(state: &HallState) -> Vec<Event> {
    let erased = state.texts.keys().map(|id| ticket_event(*id, TicketEvent::TextsErased));
    let live = state.tickets.iter().filter(|(_, ticket)| match ticket.state() {
        TicketState::Issued
        | TicketState::Waiting
        | TicketState::Called
        | TicketState::Serving
        | TicketState::Parked => true,
        TicketState::NoShow
        | TicketState::Completed
        | TicketState::Cancelled
        | TicketState::Expired => false,
    });
    let expired = live.map(|(id, _)| ticket_event(*id, TicketEvent::Expired));
    let open = state.counters.iter().filter(|(_, counter)| counter.state() != CounterState::Closed);
    let closed = open.map(|(id, _)| counter_event(id, CounterEvent::Closed { reason: None }));
    erased.chain(expired).chain(closed).collect()
}

fn opened(hall: &Hall, state: &HallState, now: Timestamp) -> Event {
    let day = hall.service_day(now);
    let next = ServiceDay(day.0.checked_add_days(Days::new(1)).unwrap_or(day.0));
    let oldest = day.0.checked_sub_days(RESERVED_DAYS).unwrap_or(day.0);
    let reserved = state.reserved.iter().filter(|(_, given_on)| given_on.0 >= oldest);
    let forced = state.forced.iter().filter(|(_, forced)| now < forced.until);
    let mark =
        |zone: &crate::state::Zone| ZoneMark { last_call: zone.last_call, spoken: zone.spoken };
    Event::Hall(HallEvent::DayOpened(Box::new(DayOpened {
        day,
        ends_at: hall.day_start(next),
        hall_revision: state.hall_revision,
        epoch: state.epoch,
        zones: state.zones.iter().map(|(id, zone)| (id.clone(), mark(zone))).collect(),
        reserved: reserved.map(|(id, given_on)| (*id, *given_on)).collect(),
        learnt: state.learnt.clone(),
        calibration: calibrated(state),
        forced: forced.map(|(queue, forced)| (queue.clone(), forced.clone())).collect(),
        outages: state.outages.clone(),
        bookings: still(&state.bookings, |booking| booking.day >= day),
        series: state.given.get(&day).map(behind_all).unwrap_or_default(),
        given: state
            .given
            .range(day..)
            .skip_while(|(of, _)| **of == day)
            .map(|(of, series)| (*of, series.clone()))
            .collect(),
        vouchers: still(&state.vouchers, |voucher| voucher.valid_until >= day),
    })))
}

/// Returns where series go on far enough behind what they have given.
pub(super) fn behind_all(series: &BTreeMap<Prefix, u16>) -> BTreeMap<Prefix, u16> {
    series.iter().map(|(prefix, last)| (*prefix, far_behind(*last))).collect()
}

/// Returns what is still good of what one day leaves to the next.
fn still<K: Clone + Ord, V: Clone>(
    all: &BTreeMap<K, V>,
    good: impl Fn(&V) -> bool,
) -> BTreeMap<K, V> {
    let good = all.iter().filter(|(_, one)| good(one));
    good.map(|(code, one)| (code.clone(), one.clone())).collect()
}

/// Returns how the promises of the last days came true, the day that ends included.
fn calibrated(state: &HallState) -> Calibration {
    let mut calibration = state.calibration.clone();
    let told = state.flows.iter().filter(|(_, flow)| flow.sums.tally.called > 0);
    let tallies: BTreeMap<_, _> =
        told.map(|(queue, flow)| (queue.clone(), flow.sums.tally)).collect();
    if let Some(day) = state.day.filter(|_| !tallies.is_empty()) {
        calibration.keep(day.day, tallies);
    }
    calibration
}
