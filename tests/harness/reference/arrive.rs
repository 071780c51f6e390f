//! How a visit begins: a number drawn here, or one that was given without the hub.

use super::reserve::Came;
use super::{Leg, Person, Reference};
use antrean_hub::engine::{Actor, Request};
use antrean_hub::hall::rules::Order;
use antrean_shared::command::{AdmittedTicket, PriorityClaim};
use antrean_shared::id::{QueueId, ServiceId, TicketId};
use antrean_shared::limits::STOPS_MAX;
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::ticket::{Shown, TicketNumber, TicketState};
use antrean_shared::time::Timestamp;

impl Reference {
    pub(super) fn may_draw(
        &self,
        request: &Request,
        (services, priority): (&[ServiceId], &Option<PriorityClaim>),
        found: &mut Vec<&'static str>,
    ) {
        if self.person(request.id.ticket()).is_some() {
            return;
        }
        self.may_want(services, found);
        self.may_claim(priority, found);
        for service in services.iter().filter_map(|id| self.hall.services.get(id)) {
            self.may_be_new(request, &service.id, found);
            match self.opening(&service.queue) {
                Opening::Open { .. } => {}
                Opening::Closed { reason: ClosedReason::Quota, .. } => found.push("quota-reached"),
                Opening::Closed { reason: ClosedReason::CutOff, .. } => found.push("cut-off"),
                Opening::Closed { .. } => found.push("queue-closed"),
            }
        }
    }

    /// At least one service, none twice, and not too many.
    fn may_want(&self, services: &[ServiceId], found: &mut Vec<&'static str>) {
        let mut once = services.to_vec();
        once.sort_unstable();
        once.dedup();
        if services.is_empty() || services.len() > STOPS_MAX || once.len() < services.len() {
            found.push("invalid");
        }
        if services.iter().any(|id| !self.hall.services.contains_key(id)) {
            found.push("unknown-id");
        }
    }

    /// Whether a visitor may come at all: as this id, to this kiosk, on a certain date.
    pub(super) fn may_be_new(
        &self,
        request: &Request,
        service: &ServiceId,
        found: &mut Vec<&'static str>,
    ) {
        let id = request.id.ticket();
        if self.reserved.iter().any(|(reserved, _)| *reserved == id) {
            found.push("given-back");
        }
        if let Actor::Kiosk { kiosk, .. } = &request.actor {
            let agency = &self.hall.services[service].agency;
            let agencies = self.hall.kiosks.get(kiosk).map(|kiosk| &kiosk.agencies);
            let offered =
                agencies.is_some_and(|only| only.as_ref().is_none_or(|only| only.contains(agency)));
            if !offered {
                found.push("not-offered-here");
            }
        }
        if !self.date_sure {
            found.push("date-unconfirmed");
        }
    }

    pub(super) fn may_claim(&self, claim: &Option<PriorityClaim>, found: &mut Vec<&'static str>) {
        let class = claim.as_ref().and_then(|claim| claim.class.as_ref());
        if class.is_some_and(|id| self.hall.priorities.iter().all(|known| known.id != *id)) {
            found.push("unknown-id");
        }
    }

    pub(super) fn may_come_in(
        &self,
        actor: &Actor,
        given: &AdmittedTicket,
        found: &mut Vec<&'static str>,
    ) {
        let known = self.person(given.id).is_some();
        if known || self.past.iter().any(|(past, _)| *past == given.id) {
            return;
        }
        let Some(queue) = self.hall.queues.get(&given.queue) else {
            return found.push("unknown-id");
        };
        self.may_want(&given.services, found);
        let first = given.services.first().and_then(|id| self.hall.services.get(id));
        if first.is_some_and(|service| service.queue != queue.id) {
            found.push("invalid");
        }
        self.may_claim(&given.priority, found);
        let prefix = given.number.prefix();
        let emergency = self.hall.kiosks.values().any(|kiosk| kiosk.emergency_prefix == prefix);
        if prefix != queue.prefix && !emergency {
            found.push("invalid");
        }
        let of_today = self.hall.service_day(given.issued_at.min(self.now)) >= self.day;
        if of_today && self.people.iter().any(|person| person.number == given.number) {
            found.push("number-taken");
        }
        if of_today {
            self.may_be_typed(actor, (queue, given.number), found);
        }
    }

    pub(super) fn draw(
        &mut self,
        request: &Request,
        services: &[ServiceId],
        priority: &Option<PriorityClaim>,
    ) {
        let id = request.id.ticket();
        if self.person(id).is_some() {
            return;
        }
        let from_kiosk = matches!(request.actor, Actor::Kiosk { .. });
        let state = if from_kiosk { TicketState::Issued } else { TicketState::Waiting };
        self.hopefuls.retain(|one| one.id != id);
        self.give_number(id, services, state);
        let mut person = self.one(id).clone();
        self.claims(&mut person, priority);
        *self.one(id) = person;
    }

    /// Gives somebody the next number of the first service's queue.
    pub(super) fn give_number(&mut self, id: TicketId, services: &[ServiceId], state: TicketState) {
        let queue = self.hall.services[&services[0]].queue.clone();
        let prefix = self.hall.queues[&queue].prefix;
        let drawn = self.people.iter().filter(|one| !one.admitted && one.number.prefix() == prefix);
        let jumped = self.jumped.iter().filter(|(of, _)| *of == prefix).map(|(_, last)| *last);
        let last = drawn.map(|one| one.number.count()).chain(jumped).max();
        let mut count = last.unwrap_or(0) + 1;
        let taken = |count| {
            self.people
                .iter()
                .any(|one| (one.number.prefix(), one.number.count()) == (prefix, count))
        };
        while taken(count) || self.is_on_roll(&queue, count) {
            count += 1;
        }
        let number = TicketNumber::new(prefix, count).expect("a day has fewer than 9,999 visitors");
        let person = self.newcomer((id, number), (queue, services), self.now);
        let arrived = self.arrival(&person.queue);
        self.people.push(Person { state, arrived, first_arrived: arrived, ..person });
    }

    pub(super) fn admit_in(&mut self, given: &AdmittedTicket) {
        let known = self.past.iter().any(|(id, _)| *id == given.id);
        if known || self.person(given.id).is_some() {
            return;
        }
        let issued_at = given.issued_at.min(self.now);
        if self.hall.service_day(issued_at) < self.day {
            self.past.push((given.id, TicketState::Expired));
            return;
        }
        let place = (given.queue.clone(), given.services.as_slice());
        let person = self.newcomer((given.id, given.number), place, issued_at);
        self.hopefuls.retain(|one| one.id != given.id);
        let mut person = Person { admitted: true, shown: Some(Shown::Paper), ..person };
        self.claims(&mut person, &given.priority);
        self.people.push(person);
    }

    /// Gives somebody the hall's head start.
    pub(super) fn claims(&self, person: &mut Person, claim: &Option<PriorityClaim>) {
        let Some(claim) = claim else { return };
        person.head_start = Some(self.head_start());
        person.classed = claim.class.is_some();
        if person.classed {
            person.texted = self.now;
        }
    }

    /// Seconds that a priority counts for: none where the order is not that of the head start.
    fn head_start(&self) -> u64 {
        let calling = &self.hall.rules.calling;
        match calling.order {
            Order::HeadStart => u64::from(calling.head_start_minutes) * 60,
            Order::Ratio | Order::Fifo => 0,
        }
    }

    fn newcomer(
        &self,
        (id, number): (TicketId, TicketNumber),
        (queue, services): (QueueId, &[ServiceId]),
        issued_at: Timestamp,
    ) -> Person {
        Person {
            id,
            number,
            day: self.day,
            drawn_for: queue.clone(),
            queue,
            admitted: false,
            service: services[0].clone(),
            legs: Leg::all(services),
            issued_at,
            arrived: issued_at,
            first_arrived: issued_at,
            entered: None,
            state: TicketState::Waiting,
            at: None,
            bound: None,
            shown: None,
            noted: false,
            head_start: None,
            came: Came::Plain,
            classed: false,
            explained: false,
            texted: Timestamp(0),
            held: None,
            yields: 0,
            stood_back: false,
            came_back: false,
            return_until: None,
            ended: issued_at,
            called: None,
            recalls: 0,
            calls: 0,
            story: vec!["came"],
        }
    }
}
