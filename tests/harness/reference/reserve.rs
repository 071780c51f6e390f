//! Bookings and vouchers: what visitors have for another time.

use super::{Person, Reference};
use antrean_hub::engine::{Actor, Request};
use antrean_hub::hall::file::Booking as Bookable;
use antrean_hub::hall::rules::Bookings;
use antrean_hub::state::HallState;
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::Booking;
use antrean_shared::id::{QueueId, ServiceId, TicketId};
use antrean_shared::opening::{ClosedReason, Opening, Reserved};
use antrean_shared::ticket::{StopState, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use chrono::{Days, NaiveTime};
use std::time::Duration;

/// A booking.
#[derive(Debug, Clone)]
pub(super) struct Appointment {
    made: Booking,
    pub(super) slot: Timestamp,
    pub(super) ticket: Option<TicketId>,
}

/// A voucher.
#[derive(Debug, Clone)]
pub(super) struct Coupon {
    code: VoucherCode,
    queue: QueueId,
    services: Vec<ServiceId>,
    given_on: ServiceDay,
    used: Option<TicketId>,
}

/// What a visitor came with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Came {
    Plain,
    /// Too late for the booking.
    Late(BookingCode),
    /// In time: seconds of head start, and whether before all others.
    Booked(BookingCode, u64, bool),
    /// Seconds of head start.
    Voucher(VoucherCode, u64),
}

impl Came {
    pub(super) fn head_start(&self) -> u64 {
        match self {
            Self::Plain | Self::Late(_) => 0,
            Self::Booked(_, seconds, _) | Self::Voucher(_, seconds) => *seconds,
        }
    }

    pub(super) fn is_booked(&self) -> bool {
        matches!(self, Self::Booked(..))
    }
}

impl Reference {
    fn rules(&self, service: &ServiceId) -> Bookings {
        let queue = &self.hall.services[service].queue;
        self.hall.queues[queue].bookings.clone().unwrap_or_default()
    }

    /// Numbers that are set aside, minute by minute of the day.
    pub(super) fn reserved(&self, queue: &QueueId) -> Vec<Reserved> {
        let place = &self.hall.queues[queue];
        let Some(rules) = place.bookings.as_ref().filter(|_| place.quota.is_some()) else {
            return vec![];
        };
        let mut all: Vec<Reserved> = Vec::new();
        let mut add = |until, numbers: usize| {
            let numbers = u32::try_from(numbers).expect("a few");
            match all.iter_mut().find(|one| one.until == until) {
                Some(one) => one.numbers += numbers,
                None => all.push(Reserved { until, numbers }),
            }
        };
        for slot in self.hall.slots(queue, self.day) {
            let here = |one: &&Appointment| {
                self.hall.services[&one.made.service].queue == *queue && one.slot == slot
            };
            let booked = self.bookings.iter().filter(here);
            let missing = booked.clone().filter(|one| one.ticket.is_none()).count();
            add(slot, rules.places as usize - booked.count());
            add(slot.plus(rules.grace()), missing);
        }
        all.retain(|one| one.numbers > 0);
        all.sort_by_key(|one| one.until);
        all
    }

    pub(super) fn may_import(&self, made: &[Booking], found: &mut Vec<&'static str>) {
        if made.is_empty() {
            found.push("invalid");
        }
        for (place, one) in made.iter().enumerate() {
            let Some(service) = self.hall.services.get(&one.service) else {
                found.push("unknown-id");
                continue;
            };
            // What is said again is one booking.
            let mut known: Vec<&Booking> = self.bookings.iter().map(|known| &known.made).collect();
            for said in &made[..place] {
                if known.iter().all(|other| other.id != said.id) {
                    known.push(said);
                }
            }
            if let Some(known) = known.iter().find(|known| known.id == one.id) {
                if *known != one {
                    found.push("invalid");
                }
                continue;
            }
            let Ok(time) = NaiveTime::parse_from_str(&one.time, "%H:%M") else {
                found.push("invalid");
                continue;
            };
            let slot = self.hall.at_local(one.day.0.and_time(time));
            let slots = self.hall.slots(&service.queue, one.day);
            let same = |other: &&&Booking| {
                let theirs = &self.hall.services[&other.service].queue;
                (theirs, other.day, &other.time) == (&service.queue, one.day, &one.time)
            };
            let taken = known.iter().filter(same).count();
            let month = self.now.plus(Duration::from_secs(31 * 24 * 3_600));
            if service.booking == Bookable::No
                || slot < self.now
                || slot > month
                || !slots.contains(&slot)
                || taken >= self.rules(&one.service).places as usize
            {
                found.push("invalid");
            }
        }
    }

    pub(super) fn import(&mut self, made: &[Booking]) {
        for one in made {
            if self.bookings.iter().all(|known| known.made.id != one.id) {
                let time = NaiveTime::parse_from_str(&one.time, "%H:%M").expect("a time");
                let slot = self.hall.at_local(one.day.0.and_time(time));
                self.bookings.push(Appointment { made: one.clone(), slot, ticket: None });
            }
        }
    }

    fn appointment(&self, code: &BookingCode) -> Option<&Appointment> {
        self.bookings.iter().find(|one| one.made.id == *code)
    }

    /// What a booking gives now.
    fn came_with(&self, one: &Appointment) -> Came {
        let (rules, code) = (self.rules(&one.made.service), one.made.id.clone());
        if self.now >= one.slot.plus(rules.grace()) {
            return Came::Late(code);
        }
        let first = self.hall.services[&one.made.service].booking == Bookable::First;
        Came::Booked(code, u64::from(rules.head_start_minutes) * 60, rules.due_first || first)
    }

    pub(super) fn is_checked_in(&self, code: &BookingCode) -> bool {
        self.appointment(code).is_some_and(|one| one.ticket.is_some())
    }

    pub(super) fn may_check_in(
        &self,
        request: &Request,
        code: &BookingCode,
        found: &mut Vec<&'static str>,
    ) {
        let Some(one) = self.appointment(code) else {
            let Some(coupon) = self.coupon(code) else { return found.push("booking-unknown") };
            self.may_draw(request, (&coupon.services, &None), found);
            if self.person(request.id.ticket()).is_none() {
                self.may_use((&coupon.services, &coupon.code), found);
            }
            return;
        };
        if one.ticket.is_some() {
            return;
        }
        let service = &one.made.service;
        if self.now < one.slot.minus(self.rules(service).early()) {
            found.push("booking-too-early");
        }
        if self.person(request.id.ticket()).is_some() {
            return;
        }
        let before = found.len();
        self.may_draw(request, (std::slice::from_ref(service), &None), found);
        if !self.came_with(one).is_booked() {
            return;
        }
        // The number is set aside: what says that none is left does not count, but hours do.
        let drawn = found.split_off(before);
        found.extend(drawn.into_iter().filter(|code| *code != "quota-reached"));
        let queue = &self.hall.services[service].queue;
        if let Opening::Closed { reason: ClosedReason::Quota, .. } = self.opening(queue) {
            let mut live = self.circumstances(queue);
            (live.issued, live.booked, live.reserved) = (0, 0, vec![]);
            let opening = self.hall.today(queue, self.day).opening(&live, self.now);
            if matches!(opening, Opening::Closed { .. }) {
                found.push("queue-closed");
            }
        }
    }

    pub(super) fn check_in(&mut self, request: &Request, code: &BookingCode) {
        let id = request.id.ticket();
        if self.is_checked_in(code) || self.person(id).is_some() {
            return;
        }
        let Some(one) = self.appointment(code).cloned() else {
            let Coupon { code, services, .. } = self.coupon(code).expect("a voucher").clone();
            self.draw(request, &services, &None);
            return self.use_voucher(id, &code);
        };
        let came = self.came_with(&one);
        self.draw(request, std::slice::from_ref(&one.made.service), &None);
        if came.is_booked() {
            let person = self.one(id);
            person.arrived = one.slot.max(person.issued_at);
            person.first_arrived = person.arrived;
        }
        self.one(id).came = came;
        let all = self.bookings.iter_mut();
        all.filter(|one| one.made.id == *code).for_each(|one| one.ticket = Some(id));
    }

    /// The voucher that was typed as if it were a booking.
    fn coupon(&self, code: &BookingCode) -> Option<&Coupon> {
        self.vouchers.iter().find(|one| one.code.as_str() == code.as_str())
    }

    pub(super) fn may_use(
        &self,
        (services, code): (&[ServiceId], &VoucherCode),
        found: &mut Vec<&'static str>,
    ) {
        let coupon = self.vouchers.iter().find(|one| one.code == *code);
        let Some(coupon) = coupon else { return found.push("voucher-unknown") };
        if coupon.used.is_some() {
            found.push("voucher-used");
        }
        if self.day <= coupon.given_on {
            found.push("voucher-unknown");
        }
        let service = services.first().and_then(|id| self.hall.services.get(id));
        if service.is_some_and(|service| service.queue != coupon.queue) {
            found.push("invalid");
        }
    }

    pub(super) fn use_voucher(&mut self, id: TicketId, code: &VoucherCode) {
        let queue = self.one(id).queue.clone();
        // A day without hours may be opened by hand.
        let spans = self.hall.today(&queue, self.day).spans;
        let since = spans.first().map_or(0, |first| self.now.since(first.from).as_secs() / 60);
        let most = u64::from(self.hall.rules.calling.waited_too_long_minutes);
        self.one(id).came = Came::Voucher(code.clone(), since.min(most) * 60);
        let all = self.vouchers.iter_mut().filter(|one| one.code == *code);
        all.for_each(|one| one.used = Some(id));
    }

    pub(super) fn may_take_voucher(
        &self,
        actor: &Actor,
        (id, code): (TicketId, &VoucherCode),
        found: &mut Vec<&'static str>,
    ) {
        if self.vouchers.iter().any(|one| one.code == *code) {
            found.push("invalid");
        }
        let Some(person) = self.person(id) else { return };
        if !matches!(person.state, TicketState::Waiting | TicketState::Parked) {
            found.push("not-allowed-in-state");
        }
        self.may_withdraw(actor, person, found);
        let agency = &self.hall.queues[&person.queue].agency;
        let down = self.outages.iter().any(|(id, _)| id == agency);
        if *actor != Actor::Api && !down {
            found.push("not-allowed");
        }
    }

    pub(super) fn take_voucher(&mut self, id: TicketId, code: &VoucherCode) {
        self.cancel_now(id);
        let person = self.one(id);
        let later = person.legs.iter().filter(|leg| leg.state == StopState::Later);
        let mut services = vec![person.service.clone()];
        for leg in later {
            if !services.contains(&leg.service) {
                services.push(leg.service.clone());
            }
        }
        let (queue, code, given_on) = (person.queue.clone(), code.clone(), self.day);
        self.vouchers.push(Coupon { code, queue, services, given_on, used: None });
    }

    /// A number that was given back leaves what it was drawn with as it was.
    pub(super) fn free(&mut self, id: TicketId) {
        for one in self.bookings.iter_mut().filter(|one| one.ticket == Some(id)) {
            one.ticket = None;
        }
        for one in self.vouchers.iter_mut().filter(|one| one.used == Some(id)) {
            one.used = None;
        }
    }

    /// Compares who has used what.
    pub(super) fn agree_on_reservations(&self, state: &HallState) {
        let theirs: Vec<_> = state.bookings.iter().map(|(code, one)| (code, one.ticket)).collect();
        let mut ours: Vec<_> = self.bookings.iter().map(|one| (&one.made.id, one.ticket)).collect();
        ours.sort_unstable();
        assert_eq!(theirs, ours, "bookings");
        let theirs: Vec<_> =
            state.vouchers.iter().map(|(code, one)| (code, one.used_for)).collect();
        let mut ours: Vec<_> = self.vouchers.iter().map(|one| (&one.code, one.used)).collect();
        ours.sort_unstable();
        assert_eq!(theirs, ours, "vouchers");
    }

    /// What is over is forgotten.
    pub(super) fn forget(&mut self) {
        let days = Days::new(self.hall.rules.voucher_days.into());
        self.bookings.retain(|one| one.made.day >= self.day);
        self.vouchers.retain(|one| one.given_on.0 + days >= self.day.0);
    }
}

impl Person {
    /// Somebody who has booked and whose turn has not come.
    pub(super) fn is_early(&self, now: Timestamp) -> bool {
        self.came.is_booked() && self.entered.is_none() && self.key().0 > now
    }

    /// Somebody who has booked a time that has come, where that counts before all else.
    pub(super) fn is_due_first(&self, now: Timestamp) -> bool {
        let first = matches!(self.came, Came::Booked(_, _, true)) && self.entered.is_none();
        first && !self.stood_back && self.arrived <= now
    }
}
