//! Visits with several services: what one counter finishes at once, where the visit goes on, and what
//! may be changed of it.

use super::{Bound, Leg, Person, Reference};
use antrean_shared::id::{CounterId, ServiceId, TicketId};
use antrean_shared::limits::STOPS_MAX;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{StopState, TicketState};
use antrean_shared::time::Timestamp;

impl Reference {
    /// A counter is done with somebody: the visit goes on, or is over.
    pub(super) fn complete(&mut self, counter: &CounterId, id: TicketId) {
        let now = self.now;
        let desk = self.hall.counters[counter].clone();
        let mut person = self.person(id).expect("somebody in hand").clone();
        let mut together = true;
        for leg in &mut person.legs {
            match leg.state {
                StopState::Current => leg.state = StopState::Done,
                StopState::Later => {
                    let elsewhere = leg.back.as_ref().is_some_and(|back| back != counter);
                    together &= !elsewhere && self.serves_service(&desk, &leg.service);
                    if together {
                        leg.state = StopState::Done;
                    }
                }
                StopState::Done | StopState::NotServed | StopState::Dropped => {}
            }
        }
        self.chair(counter).completed += 1;
        while let Some(place) = person.legs.iter().position(|leg| leg.state == StopState::Later) {
            let leg = person.legs[place].clone();
            if !self.is_served_today(&leg.service) {
                person.legs[place].state = StopState::NotServed;
                continue;
            }
            person.legs[place].state = StopState::Current;
            person.legs[place].back = None;
            person.queue = self.hall.services[&leg.service].queue.clone();
            person.service = leg.service.clone();
            person.entered = Some(match leg.back {
                Some(_) => person.entered.unwrap_or(person.first_arrived),
                None => now,
            });
            (person.arrived, person.stood_back) = (person.first_arrived, false);
            person.moves(TicketState::Waiting, "went on");
            person.bound =
                leg.back.filter(|back| self.sits_at(back, &leg.service)).map(Bound::Counter);
            *self.one(id) = person;
            return;
        }
        person.ended = now;
        person.moves(TicketState::Completed, "completed");
        *self.one(id) = person;
    }

    fn sits_at(&self, counter: &CounterId, service: &ServiceId) -> bool {
        let seat = self.seat(counter).expect("a counter of the hall");
        let seated = matches!(seat.state, CounterState::Open | CounterState::Paused);
        seated && self.serves_service(&self.hall.counters[counter], service)
    }

    /// A service whose queue's hours are over needs an open counter that has the skill.
    pub(super) fn is_served_today(&self, service: &ServiceId) -> bool {
        let queue = &self.hall.services[service].queue;
        let open = self.seats.iter().filter(|seat| seat.state == CounterState::Open);
        let mut desks = open.map(|seat| &self.hall.counters[&seat.id]);
        !self.is_over(queue) || desks.any(|desk| self.serves_service(desk, service))
    }

    pub(super) fn may_add(&self, id: TicketId, service: &ServiceId, found: &mut Vec<&'static str>) {
        if !self.hall.services.contains_key(service) {
            return found.push("unknown-id");
        }
        let Some(person) = self.person(id) else { return };
        if person.comes_to(service) || person.kept_without(service).len() >= STOPS_MAX {
            found.push("invalid");
        }
        if !self.is_served_today(service) {
            found.push("target-closed");
        }
    }

    pub(super) fn may_drop(
        &self,
        id: TicketId,
        service: &ServiceId,
        found: &mut Vec<&'static str>,
    ) {
        if !self.hall.services.contains_key(service) {
            return found.push("unknown-id");
        }
        let Some(person) = self.person(id) else { return };
        if !person.later().contains(&service) {
            found.push(if person.has_entered(service) { "stop-entered" } else { "invalid" });
        }
    }

    pub(super) fn may_order(
        &self,
        id: TicketId,
        services: &[ServiceId],
        found: &mut Vec<&'static str>,
    ) {
        if services.iter().any(|service| !self.hall.services.contains_key(service)) {
            found.push("unknown-id");
        }
        let Some(person) = self.person(id) else { return };
        let (mut own, mut wanted) = (person.later(), services.iter().collect::<Vec<_>>());
        own.sort_unstable();
        wanted.sort_unstable();
        if own != wanted {
            found.push("invalid");
            if services.iter().any(|service| person.has_entered(service)) {
                found.push("stop-entered");
            }
        }
    }

    pub(super) fn add(&mut self, id: TicketId, service: &ServiceId) {
        let person = self.one(id);
        person.legs = person.kept_without(service);
        person.legs.push(Leg::new(service, StopState::Later));
        person.story.push("added");
    }

    pub(super) fn drop_one(&mut self, id: TicketId, service: &ServiceId) {
        let person = self.one(id);
        let mut legs = person.legs.iter_mut();
        let leg = legs.find(|leg| leg.state == StopState::Later && leg.service == *service);
        leg.expect("a service to come").state = StopState::Dropped;
        person.story.push("dropped");
    }

    pub(super) fn put_in_order(&mut self, id: TicketId, services: &[ServiceId]) {
        let person = self.one(id);
        let before = person.legs.clone();
        let mut later: Vec<Leg> = before.clone();
        later.retain(|leg| leg.state == StopState::Later);
        let mut wanted = services.iter();
        for leg in &mut person.legs {
            if leg.state == StopState::Later {
                let next = wanted.next().expect("as many as are to come");
                let place = later.iter().position(|one| one.service == *next);
                *leg = later.remove(place.expect("one of those to come"));
            }
        }
        if person.legs != before {
            person.story.push("ordered");
        }
    }

    /// The services of somebody who is sent to another one, and back if a counter wants that.
    pub(super) fn legs_to(
        person: &Person,
        service: &ServiceId,
        back: Option<CounterId>,
    ) -> Vec<Leg> {
        let mut legs = Vec::new();
        for leg in &person.legs {
            match leg.state {
                StopState::Current => {
                    legs.push(Leg::new(service, StopState::Current));
                    if back.is_some() {
                        let back = back.clone();
                        legs.push(Leg { back, ..Leg::new(&leg.service, StopState::Later) });
                    }
                }
                StopState::Later if leg.back.is_none() && leg.service == *service => {}
                StopState::Later | StopState::Done | StopState::NotServed | StopState::Dropped => {
                    legs.push(leg.clone());
                }
            }
        }
        legs
    }
}

impl Person {
    /// Since when the wait counts.
    pub(super) fn since(&self) -> Timestamp {
        self.entered.map_or(self.arrived, |entered| entered.max(self.arrived))
    }

    fn later(&self) -> Vec<&ServiceId> {
        let later = self.legs.iter().filter(|leg| leg.state == StopState::Later);
        later.map(|leg| &leg.service).collect()
    }

    fn comes_to(&self, service: &ServiceId) -> bool {
        self.later().contains(&service) || self.service == *service
    }

    fn has_entered(&self, service: &ServiceId) -> bool {
        let behind = |state| !matches!(state, StopState::Later | StopState::Dropped);
        self.legs.iter().any(|leg| behind(leg.state) && leg.service == *service)
    }

    /// The services, without one that was dropped before.
    fn kept_without(&self, service: &ServiceId) -> Vec<Leg> {
        let gone = |leg: &&Leg| leg.state == StopState::Dropped && leg.service == *service;
        self.legs.iter().filter(|leg| !gone(leg)).cloned().collect()
    }
}

impl Leg {
    pub(super) fn new(service: &ServiceId, state: StopState) -> Self {
        Self { service: service.clone(), state, back: None }
    }

    /// The services of a visit that begins.
    pub(super) fn all(services: &[ServiceId]) -> Vec<Self> {
        let mut legs: Vec<Self> =
            services.iter().map(|service| Self::new(service, StopState::Later)).collect();
        legs[0].state = StopState::Current;
        legs
    }
}
