//! When numbers are given: by hand, by outage, by who sits where; and the list for those that come
//! free later.

use super::{Person, Reference};
use antrean_hub::engine::{Actor, Request};
use antrean_shared::id::{AgencyId, QueueId, ServiceId, TicketId};
use antrean_shared::opening::{Circumstances, ClosedReason, Forced, Opening, Outage};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::{ServiceDay, Timestamp};
use std::time::Duration;

/// Somebody on the list for the next numbers.
#[derive(Debug, Clone)]
pub(super) struct Hopeful {
    pub id: TicketId,
    pub queue: QueueId,
    pub service: ServiceId,
    pub release_at: Timestamp,
}

impl Reference {
    /// Returns what decides besides a queue's hours.
    pub(super) fn circumstances(&self, queue: &QueueId) -> Circumstances {
        let drawn = |person: &&Person| person.drawn_for == *queue;
        let used = self
            .seats
            .iter()
            .filter(|seat| seat.used && self.hall.counters[&seat.id].queues.contains(queue));
        let used: Vec<CounterState> = used.map(|seat| seat.state).collect();
        let agency = &self.hall.queues[queue].agency;
        Circumstances {
            issued: u32::try_from(self.people.iter().filter(drawn).count()).unwrap_or(u32::MAX),
            booked: self.booked(queue),
            forced: self.forced.iter().find(|(id, _)| id == queue).map(|(_, how)| how.clone()),
            counters_closed: !used.is_empty()
                && used.iter().all(|state| *state == CounterState::Closed),
            outage: self.outages.iter().find(|(id, _)| id == agency).map(|(_, it)| it.clone()),
            reserved: self.reserved(queue),
        }
    }

    /// Numbers that a booking had set aside, in a queue whose others come free in turn.
    fn booked(&self, queue: &QueueId) -> u32 {
        let booked = self.people.iter().filter(|one| one.drawn_for == *queue);
        let booked = booked.filter(|one| one.came.is_booked()).count();
        let in_turn = !self.hall.queues[queue].releases.is_empty();
        if in_turn { u32::try_from(booked).unwrap_or(u32::MAX) } else { 0 }
    }

    pub(super) fn opening(&self, queue: &QueueId) -> Opening {
        self.hall.today(queue, self.day).opening(&self.circumstances(queue), self.now)
    }

    pub(super) fn is_over(&self, queue: &QueueId) -> bool {
        self.hall
            .today(queue, self.day)
            .is_over(self.circumstances(queue).forced.as_ref(), self.now)
    }

    /// Returns when more of today's numbers come free, where none is left until then.
    fn later_today(&self, queue: &QueueId) -> Option<Timestamp> {
        let Opening::Closed { opens_at: Some(at), .. } = self.opening(queue) else { return None };
        (self.now < at && self.hall.service_day(at) == self.day).then_some(at)
    }

    fn waits_for_release(&self, queue: &QueueId) -> Option<Timestamp> {
        match self.opening(queue) {
            Opening::Closed { reason: ClosedReason::Quota, .. } => self.later_today(queue),
            Opening::Open { .. } | Opening::Closed { .. } => None,
        }
    }

    pub(super) fn may_join(
        &self,
        request: &Request,
        (queue, service): (&QueueId, &ServiceId),
        found: &mut Vec<&'static str>,
    ) {
        let known = self.hall.services.get(service);
        if !self.hall.queues.contains_key(queue) || known.is_none() {
            return found.push("unknown-id");
        }
        if known.is_some_and(|known| known.queue != *queue) {
            return found.push("invalid");
        }
        if self.hopefuls.iter().any(|one| one.id == request.id.ticket()) {
            return;
        }
        let Some(_) = self.waits_for_release(queue) else {
            return self.may_draw(request, (std::slice::from_ref(service), &None), found);
        };
        if self.person(request.id.ticket()).is_some() {
            return;
        }
        self.may_be_new(request, service, found);
        let waiting = self.hopefuls.iter().filter(|one| one.queue == *queue).count();
        let standby_max = self.hall.queues[queue].standby_max as usize;
        if standby_max == 0 {
            found.push("quota-reached");
        } else if waiting >= standby_max {
            found.push("standby-full");
        }
    }

    pub(super) fn join(&mut self, request: &Request, queue: &QueueId, service: &ServiceId) {
        let id = request.id.ticket();
        if self.person(id).is_some() || self.hopefuls.iter().any(|one| one.id == id) {
            return;
        }
        let Some(release_at) = self.waits_for_release(queue) else {
            return self.draw(request, std::slice::from_ref(service), &None);
        };
        let first = self.hopefuls.iter().find(|one| one.queue == *queue);
        let release_at = first.map_or(release_at, |one| one.release_at);
        let (queue, service) = (queue.clone(), service.clone());
        self.hopefuls.push(Hopeful { id, queue, service, release_at });
    }

    /// Gives numbers to those who have waited for them.
    pub(super) fn release_numbers(&mut self) {
        while let Some(due) = self.hopefuls.iter().find(|one| one.release_at <= self.now).cloned() {
            let queue = &due.queue;
            if matches!(self.opening(queue), Opening::Open { .. }) {
                self.hopefuls.retain(|one| one.id != due.id);
                self.give_number(due.id, &[due.service], TicketState::Waiting);
                continue;
            }
            match self.later_today(queue) {
                None => self.hopefuls.retain(|one| one.queue != *queue),
                Some(at) => {
                    let all = self.hopefuls.iter_mut().filter(|one| one.queue == *queue);
                    all.for_each(|one| one.release_at = at);
                }
            }
        }
    }

    /// Returns the next instant at which numbers come free that somebody waits for.
    pub(super) fn next_release(&self) -> Option<Timestamp> {
        self.hopefuls.iter().map(|one| one.release_at).min()
    }

    pub(super) fn is_ahead(&self, until: Option<Timestamp>, found: &mut Vec<&'static str>) {
        let month = Duration::from_secs(31 * 24 * 3_600);
        if until.is_some_and(|until| until <= self.now || until > self.now.plus(month)) {
            found.push("invalid");
        }
    }

    pub(super) fn may_force(
        &self,
        (queue, reason): (&QueueId, &str),
        until: Option<Timestamp>,
        found: &mut Vec<&'static str>,
    ) {
        if !self.hall.queues.contains_key(queue) {
            found.push("unknown-id");
        }
        if reason.trim().is_empty() {
            found.push("invalid");
        }
        self.is_ahead(until, found);
    }

    pub(super) fn may_report_outage(
        &self,
        actor: &Actor,
        agency: &AgencyId,
        found: &mut Vec<&'static str>,
    ) {
        if self.hall.agencies.iter().all(|known| known.id != *agency) {
            found.push("unknown-id");
        }
        let Actor::Console { device } = actor else { return };
        let mine = self.seats.iter().filter(|seat| seat.device.as_ref() == Some(device));
        let mut queues = mine.flat_map(|seat| &self.hall.counters[&seat.id].queues);
        if !queues.any(|queue| self.hall.queues[queue].agency == *agency) {
            found.push("not-allowed");
        }
    }

    pub(super) fn force(&mut self, queue: &QueueId, how: Option<Forced>) {
        self.forced.retain(|(id, _)| id != queue);
        self.forced.extend(how.map(|how| (queue.clone(), how)));
    }

    /// The end of the day, where nothing else was said.
    pub(super) fn day_end(&self) -> Timestamp {
        let next = self.day.0.succ_opt().expect("a day to come");
        self.hall.day_start(ServiceDay(next))
    }

    pub(super) fn report_outage(
        &mut self,
        agency: &AgencyId,
        (reason, until): (&str, Option<Timestamp>),
    ) {
        let before = self.outages.iter().find(|(id, _)| id == agency);
        let since = before.map_or(self.now, |(_, outage)| outage.since);
        let closes = self.hall.rules.outage_closes;
        self.outages.retain(|(id, _)| id != agency);
        let reason = reason.trim().to_owned();
        self.outages.push((agency.clone(), Outage { since, reason, until, closes }));
    }
}
