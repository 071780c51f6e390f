//! What an accepted command does to the lists, and what time does to them.

use super::{Bound, Person, Reference, Seat, Step, Summons};
use antrean_hub::engine::{Actor, Request};
use antrean_shared::command::{CallOutcome, CallReport, Command, TransferTarget};
use antrean_shared::id::{CounterId, DeviceId, QueueId, ServiceId, TicketId, ZoneId};
use antrean_shared::opening::Forced;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Shown, TicketState};
use antrean_shared::time::Timestamp;
use std::time::Duration;

impl Reference {
    /// Lets time pass while the hub is awake at each instant at which numbers come free.
    pub fn pass_awake(&mut self, now: Timestamp) {
        let day_end = self.day_end();
        let today = |at: &Timestamp| *at <= now && *at < day_end;
        while let Some(at) = self.next_release().filter(today) {
            self.pass(at);
        }
        self.pass(now);
    }

    /// Lets time pass.
    pub fn pass(&mut self, now: Timestamp) {
        self.now = now;
        let day = self.hall.service_day(now);
        if day != self.day {
            return self.turn_day(day);
        }
        self.release_numbers();
        for person in &mut self.people {
            let doubtful = person.state == TicketState::Issued;
            if doubtful && now.since(person.issued_at) >= Duration::from_secs(90) {
                person.shown = Some(Shown::Unknown);
                person.moves(TicketState::Waiting, "doubted");
            }
            let last = person.ended.max(person.texted);
            let undoable = now.since(last) <= Duration::from_secs(60);
            let gone = person.state.is_end()
                || person.state == TicketState::NoShow
                    && person.return_until.is_none_or(|until| now > until);
            if gone && !undoable {
                (person.noted, person.classed, person.explained) = (false, false, false);
            }
        }
    }

    fn turn_day(&mut self, day: antrean_shared::time::ServiceDay) {
        for person in self.people.drain(..) {
            self.history.push((person.day, person.number));
            let stays = person.state.is_end() || person.state == TicketState::NoShow;
            self.past.push((person.id, if stays { person.state } else { TicketState::Expired }));
        }
        self.day = day;
        self.reports.clear();
        self.hopefuls.clear();
        self.rolls.clear();
        self.jump_numbers(&[day]);
        self.forget();
        self.forced.retain(|(_, how)| self.now < how.until);
        self.reserved.retain(|(_, given)| (day.0 - given.0).num_days() <= 8);
        for seat in &mut self.seats {
            *seat = Seat { completed: 0, run: 0, used: false, ..seat.closed() };
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub(super) fn follow(&mut self, request: &Request) {
        match &request.command {
            Command::Issue { services, priority, voucher, .. } => {
                let known = self.person(request.id.ticket()).is_some();
                self.draw(request, services, priority);
                if let Some(voucher) = voucher.as_ref().filter(|_| !known) {
                    self.use_voucher(request.id.ticket(), voucher);
                }
            }
            Command::CheckIn { booking, .. } => self.check_in(request, booking),
            Command::ImportBookings { bookings } => self.import(bookings),
            Command::TakeVoucher { ticket, voucher } => self.take_voucher(*ticket, voucher),
            Command::AdmitTicket { ticket } => self.admit_in(ticket),
            Command::ConfirmShown { ticket, by } => {
                let person = self.one(*ticket);
                person.shown = Some(*by);
                if person.state == TicketState::Issued {
                    person.moves(TicketState::Waiting, "shown");
                }
            }
            Command::GiveBack { ticket } => {
                if self.person(*ticket).is_some() {
                    self.free(*ticket);
                    return self.cancel_now(*ticket);
                }
                let waited = self.hopefuls.len();
                self.hopefuls.retain(|one| one.id != *ticket);
                if self.hopefuls.len() < waited {
                    return;
                }
                if self.reserved.iter().all(|(id, _)| id != ticket) {
                    self.reserved.push((*ticket, self.day));
                }
            }
            Command::Cancel { ticket } if self.person(*ticket).is_none() => {
                self.hopefuls.retain(|one| one.id != *ticket);
            }
            Command::Cancel { ticket } => self.cancel_now(*ticket),
            // A paper is not the hub's to count.
            Command::PrintCopy { .. } => {}
            Command::SetNote { ticket, text, .. } => {
                let now = self.now;
                let person = self.one(*ticket);
                person.noted = !text.trim().is_empty();
                if person.noted {
                    person.texted = now;
                }
            }
            Command::CallNext { counter } => {
                let next = self.next(counter).expect("somebody waits");
                self.step(counter, &[next.0], |all| all.call_next(counter, next));
            }
            Command::CallTicket { counter, ticket } => {
                self.step(counter, &[*ticket], |all| all.call(counter, *ticket));
            }
            Command::Recall { counter } => {
                let id = self.held(counter);
                let summons = self.ring(counter);
                let person = self.one(id);
                person.called = Some(summons);
                person.recalls += 1;
                person.calls += 1;
            }
            Command::Serve { counter } => {
                let id = self.held(counter);
                self.step(counter, &[id], |all| all.one(id).moves(TicketState::Serving, "served"));
            }
            Command::Complete { counter, .. } => {
                let id = self.held(counter);
                self.step(counter, &[id], |all| all.complete(counter, id));
            }
            Command::CompleteAndCallNext { counter, .. } => self.complete_and_call(counter),
            Command::NoShow { counter } => {
                let id = self.held(counter);
                self.step(counter, &[id], |all| all.misses(id));
            }
            Command::Skip { counter } => {
                let id = self.held(counter);
                let next = self.next(counter).expect("somebody waits");
                self.step(counter, &[id, next.0], |all| {
                    all.skips(id);
                    all.call_next(counter, next);
                });
            }
            Command::Return { ticket } => {
                let now = self.now;
                let arrived = self.arrival_behind(*ticket, false).unwrap_or(now);
                let person = self.one(*ticket);
                (person.arrived, person.came_back, person.stood_back) = (arrived, true, true);
                person.moves(TicketState::Waiting, "returned");
            }
            Command::Yield { ticket } => {
                if let Some(arrived) = self.arrival_behind(*ticket, true) {
                    let person = self.one(*ticket);
                    person.arrived = arrived;
                    person.yields += 1;
                    person.stood_back = true;
                    let held = person.held;
                    person.moves(TicketState::Waiting, "yielded");
                    person.held = held;
                }
            }
            Command::AddStop { ticket, service } => self.add(*ticket, service),
            Command::DropStop { ticket, service } => self.drop_one(*ticket, service),
            Command::OrderStops { ticket, services } => self.put_in_order(*ticket, services),
            Command::GrantPriority { ticket, priority, reason } => {
                let mut person = self.one(*ticket).clone();
                if !person.priority() || priority.class.is_some() || reason.is_some() {
                    self.claims(&mut person, &Some(priority.clone()));
                }
                if reason.is_some() {
                    (person.explained, person.texted) = (true, self.now);
                }
                *self.one(*ticket) = person;
            }
            Command::WithdrawPriority { ticket, .. } => {
                let now = self.now;
                let person = self.one(*ticket);
                if person.priority() {
                    (person.head_start, person.classed, person.explained) = (None, false, true);
                    person.texted = now;
                }
            }
            Command::Park { counter, .. } => {
                let id = self.held(counter);
                self.step(counter, &[id], |all| all.one(id).moves(TicketState::Parked, "parked"));
            }
            Command::Resume { counter, ticket } => self.step(counter, &[*ticket], |all| {
                let person = all.one(*ticket);
                person.moves(TicketState::Serving, "resumed");
                person.at = Some(counter.clone());
            }),
            Command::Transfer { counter, ticket, to, come_back } => {
                let id = ticket.unwrap_or_else(|| self.held(counter));
                self.step(counter, &[id], |all| all.send_on(id, to, come_back.then_some(counter)));
            }
            Command::Undo { counter } => self.take_back(counter),
            Command::OpenCounter { counter, officer } => {
                let device = match &request.actor {
                    Actor::Console { device }
                    | Actor::Kiosk { device, .. }
                    | Actor::Display { device } => Some(device.clone()),
                    Actor::Api => None,
                };
                let seat = self.chair(counter);
                seat.state = CounterState::Open;
                seat.used = true;
                seat.officer = Some(officer.clone());
                let api = || DeviceId::new("api").expect("a slug");
                seat.device = Some(device.or(seat.device.take()).unwrap_or_else(api));
            }
            Command::PauseCounter { counter, .. } => {
                let seat = self.chair(counter);
                seat.state = CounterState::Paused;
                seat.step = None;
            }
            Command::CloseCounter { counter, .. } => {
                if self.hall.rules.closing_needs_approval {
                    self.chair(counter).state = CounterState::Closing;
                } else {
                    self.close(counter);
                }
            }
            Command::ApproveClosing { counter, approve: false, .. } => {
                let seat = self.chair(counter);
                (seat.state, seat.approved) = (CounterState::Open, false);
            }
            Command::ApproveClosing { counter, approve: true, .. } => {
                self.chair(counter).approved = true;
            }
            Command::ReleaseCounter { counter, .. } => self.release(counter),
            Command::ForceOpen { queue, until, reason } => {
                let until = until.unwrap_or(self.day_end());
                let reason = reason.trim().to_owned();
                self.force(queue, Some(Forced { open: true, until, reason }));
            }
            Command::ForceClose { queue, until, reason } => {
                let until = until.unwrap_or(self.day_end());
                let reason = reason.trim().to_owned();
                self.force(queue, Some(Forced { open: false, until, reason }));
            }
            Command::EndForce { queue } => self.force(queue, None),
            Command::SetOutage { agency, reason, until } => {
                self.report_outage(agency, (reason, *until));
            }
            Command::ClearOutage { agency } => self.outages.retain(|(id, _)| id != agency),
            Command::JoinStandby { queue, service, .. } => self.join(request, queue, service),
            Command::OpenRoll { queue, from, to } => self.open_roll(queue, (*from, *to)),
            Command::ConfirmDate { date, time } => self.confirm_date(*date, time.as_deref()),
            Command::Announce { .. } => {}
            Command::ReportShown { zone, calls, .. } => self.hear(zone, calls, false),
            Command::ReportSpoken { zone, calls, .. } => self.hear(zone, calls, true),
        }
        self.close_the_finished();
    }

    fn hear(&mut self, zone: &ZoneId, calls: &[CallReport], spoken: bool) {
        let now = self.now;
        let counts = [CallOutcome::Done, CallOutcome::Silent];
        let done = calls.iter().filter(|report| counts.contains(&report.outcome));
        self.reports
            .extend(done.map(|report| (zone.clone(), report.call, spoken, report.at.min(now))));
    }

    pub(super) fn cancel_now(&mut self, id: TicketId) {
        let now = self.now;
        let person = self.one(id);
        person.ended = now;
        person.moves(TicketState::Cancelled, "cancelled");
        person.at = None;
    }

    /// Does something that may be taken back.
    fn step(&mut self, counter: &CounterId, ids: &[TicketId], act: impl FnOnce(&mut Self)) {
        let copies = |all: &Self| ids.iter().filter_map(|id| all.person(*id).cloned()).collect();
        let before: Vec<Person> = copies(self);
        let run = self.chair(counter).run;
        act(self);
        let after: Vec<Person> = copies(self);
        let at = self.now;
        self.chair(counter).step = Some(Step { at, before, after, run });
    }

    fn complete_and_call(&mut self, counter: &CounterId) {
        let id = self.held(counter);
        let open = self.chair(counter).state == CounterState::Open;
        match self.next(counter).filter(|_| open) {
            None => self.step(counter, &[id], |all| all.complete(counter, id)),
            Some(next) => self.step(counter, &[id, next.0], |all| {
                all.complete(counter, id);
                all.call_next(counter, next);
            }),
        }
    }

    /// Marks somebody as absent; who has not come back before may do so.
    fn misses(&mut self, id: TicketId) {
        let now = self.now;
        let queue = self.person(id).expect("somebody in hand").queue.clone();
        let within = self.hall.queues[&queue].absence.return_within_minutes;
        let until = now.plus(Duration::from_secs(u64::from(within) * 60));
        let person = self.one(id);
        person.return_until = Some(until).filter(|_| !person.came_back);
        person.ended = now;
        person.moves(TicketState::NoShow, "missed");
    }

    fn skips(&mut self, id: TicketId) {
        let now = self.now;
        let queue = self.person(id).expect("somebody in hand").queue.clone();
        let grace = self.hall.queues[&queue].absence.skip_grace_seconds;
        let person = self.one(id);
        person.moves(TicketState::Waiting, "skipped");
        person.held = Some(now.plus(Duration::from_secs(grace.into())));
    }

    fn call_next(&mut self, counter: &CounterId, (id, run): (TicketId, u32)) {
        self.call(counter, id);
        self.chair(counter).run = run;
    }

    fn call(&mut self, counter: &CounterId, id: TicketId) {
        let summons = self.ring(counter);
        let person = self.one(id);
        person.moves(TicketState::Called, "called");
        person.at = Some(counter.clone());
        person.called = Some(summons);
        person.recalls = 0;
        person.calls += 1;
    }

    /// A call or recall is a call of its own in the counter's zone.
    fn ring(&mut self, counter: &CounterId) -> Summons {
        let zone = self.hall.counters[counter].zone.clone();
        let place = self.hall.zones.iter().position(|known| known.id == zone);
        let place = place.expect("a counter stands in a zone");
        self.calls[place] += 1;
        let speaker = self.hall.zones[place].speaker.as_ref();
        let mut here = self.displays.iter().filter(|(_, theirs)| *theirs == zone);
        Summons {
            call: self.calls[place],
            at: self.now,
            shown: here.clone().next().is_some(),
            spoken: here.any(|(device, _)| Some(device) == speaker),
            zone,
        }
    }

    fn send_on(&mut self, id: TicketId, to: &TransferTarget, back: Option<&CounterId>) {
        let person = self.person(id).expect("somebody is sent").clone();
        let (queue, service) = self.destination(&person, to).expect("a place to go");
        let legs = Self::legs_to(&person, &service, back.cloned());
        let person = self.one(id);
        (person.queue, person.service, person.legs) = (queue, service, legs);
        person.moves(TicketState::Waiting, "transferred");
        person.at = None;
        person.bound = match to {
            TransferTarget::Queue(_) | TransferTarget::Service(_) => None,
            TransferTarget::Counter(id) => Some(Bound::Counter(id.clone())),
            TransferTarget::Officer(name) => Some(Bound::Officer(name.clone())),
        };
    }

    /// Where a target is: it keeps the service where it can.
    pub(super) fn destination(
        &self,
        person: &Person,
        to: &TransferTarget,
    ) -> Result<(QueueId, ServiceId), &'static str> {
        let services = || self.hall.service_order.iter().map(|id| &self.hall.services[id]);
        match to {
            TransferTarget::Service(id) => {
                let service = self.hall.services.get(id).ok_or("unknown-id")?;
                Ok((service.queue.clone(), id.clone()))
            }
            TransferTarget::Queue(id) => {
                self.hall.queues.get(id).ok_or("unknown-id")?;
                if *id == person.queue {
                    return Ok((id.clone(), person.service.clone()));
                }
                let first = services().find(|service| service.queue == *id);
                Ok((id.clone(), first.expect("a queue has a service").id.clone()))
            }
            TransferTarget::Counter(id) => self.to_seat(person, self.seat(id).ok_or("unknown-id")?),
            TransferTarget::Officer(name) => {
                let sits = |seat: &&Seat| seat.officer.as_ref() == Some(name);
                self.to_seat(person, self.seats.iter().find(sits).ok_or("target-closed")?)
            }
        }
    }

    fn to_seat(&self, person: &Person, seat: &Seat) -> Result<(QueueId, ServiceId), &'static str> {
        if !matches!(seat.state, CounterState::Open | CounterState::Paused) {
            return Err("target-closed");
        }
        let desk = &self.hall.counters[&seat.id];
        if self.serves(desk, person) {
            return Ok((person.queue.clone(), person.service.clone()));
        }
        for queue in &desk.queues {
            let own = self.hall.service_order.iter().map(|id| &self.hall.services[id]);
            let mut own =
                own.filter(|one| one.queue == *queue && self.serves_service(desk, &one.id));
            if let Some(service) = own.next() {
                return Ok((queue.clone(), service.id.clone()));
            }
        }
        Err("target-closed")
    }

    /// Everybody of the step stands again where he or she stood; shown and note stay.
    fn take_back(&mut self, counter: &CounterId) {
        let step = self.chair(counter).step.take().expect("a step to take back");
        for before in step.before {
            let bound = before.bound.clone().filter(|bound| match bound {
                Bound::Counter(id) => {
                    self.seat(id).is_some_and(|seat| seat.state != CounterState::Closed)
                }
                Bound::Officer(name) => {
                    self.seats.iter().any(|seat| seat.officer.as_ref() == Some(name))
                }
            });
            let done = self.person(before.id).and_then(|now| now.story.last().copied());
            if matches!(done, Some("completed" | "went on")) {
                self.chair(counter).completed -= 1;
            }
            let person = self.one(before.id);
            let now = std::mem::replace(person, Person { bound, ..before });
            (person.shown, person.noted, person.story) = (now.shown, now.noted, now.story);
            (person.head_start, person.classed) = (now.head_start, now.classed);
            (person.explained, person.texted) = (now.explained, now.texted);
            person.story.push("undone");
        }
        self.chair(counter).run = step.run;
    }

    fn release(&mut self, counter: &CounterId) {
        if let Some(person) = self.hand(counter) {
            let (id, called) = (person.id, person.state == TicketState::Called);
            let person = self.one(id);
            if called {
                person.moves(TicketState::Waiting, "released");
                (person.at, person.bound) = (None, None);
            } else {
                person.moves(TicketState::Parked, "released");
            }
        }
        self.close(counter);
    }

    fn close(&mut self, counter: &CounterId) {
        let officer = self.chair(counter).officer.clone();
        let here = |bound: &Bound| match bound {
            Bound::Counter(id) => id == counter,
            Bound::Officer(name) => Some(name) == officer.as_ref(),
        };
        for person in &mut self.people {
            if person.state == TicketState::Waiting && person.bound.as_ref().is_some_and(here) {
                person.bound = None;
                person.story.push("unbound");
            }
        }
        let seat = self.chair(counter);
        *seat = seat.closed();
    }

    /// A counter that may close does so as soon as its hand is empty.
    fn close_the_finished(&mut self) {
        let done = |seat: &&Seat| {
            seat.state == CounterState::Closing && seat.approved && self.hand(&seat.id).is_none()
        };
        let ids: Vec<CounterId> =
            self.seats.iter().filter(done).map(|seat| seat.id.clone()).collect();
        ids.iter().for_each(|id| self.close(id));
    }

    fn next(&mut self, counter: &CounterId) -> Option<(TicketId, u32)> {
        self.seat(counter).and_then(|seat| self.order(seat).first().copied())
    }

    fn held(&self, counter: &CounterId) -> TicketId {
        self.hand(counter).expect("a ticket in hand").id
    }

    pub(super) fn one(&mut self, id: TicketId) -> &mut Person {
        self.people.iter_mut().find(|person| person.id == id).expect("somebody who is here")
    }

    pub(super) fn chair(&mut self, id: &CounterId) -> &mut Seat {
        self.seats.iter_mut().find(|seat| seat.id == *id).expect("a counter of the hall")
    }
}

impl Person {
    pub(super) fn moves(&mut self, state: TicketState, what: &'static str) {
        self.state = state;
        self.held = None;
        if state == TicketState::Waiting {
            self.at = None;
        }
        if state != TicketState::Waiting {
            self.bound = None;
        }
        self.story.push(what);
    }
}

impl Seat {
    fn closed(&self) -> Self {
        Self {
            id: self.id.clone(),
            state: CounterState::Closed,
            used: self.used,
            approved: false,
            officer: None,
            device: None,
            step: None,
            run: self.run,
            completed: self.completed,
        }
    }
}
