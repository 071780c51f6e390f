//! A slow, obvious hall that the real one must agree with: lists of people and of seats, searched anew
//! for every question.
//!
//! Written from contract.md 2 and 10, not from the engine. Where several refusals apply, any of them
//! is right; `refuse` lists them all. `follow` does what an accepted command does.

mod arrive;
mod date;
mod follow;
mod next;
mod open;
mod refuse;
mod reserve;
mod roll;
mod visit;

use super::pure_hub::PureHub;
use antrean_hub::engine::next::in_order;
use antrean_hub::engine::{Request, unserved};
use antrean_hub::event::Field;
use antrean_hub::hall::{Counter, Hall};
use antrean_shared::id::{
    AgencyId, CounterId, DeviceId, Officer, QueueId, ServiceId, TicketId, ZoneId,
};
use antrean_shared::opening::{Forced, Outage};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Prefix, Shown, StopState, TicketNumber, TicketState};
use antrean_shared::time::{ServiceDay, Timestamp};
use open::Hopeful;
use reserve::{Appointment, Came, Coupon};

/// The hall as lists.
#[derive(Debug, Clone)]
pub struct Reference {
    hall: Hall,
    now: Timestamp,
    day: ServiceDay,
    date_sure: bool,
    people: Vec<Person>,
    seats: Vec<Seat>,
    /// Ids that were given back before their `Issue` came.
    reserved: Vec<(TicketId, ServiceDay)>,
    /// How visits of past days ended.
    past: Vec<(TicketId, TicketState)>,
    /// Numbers of days that are over, as they were labelled.
    history: Vec<(ServiceDay, TicketNumber)>,
    /// Series that go on behind a number, since the clock was set back.
    jumped: Vec<(Prefix, u16)>,
    /// Calls per zone, in the order of the hall file.
    calls: Vec<u64>,
    /// The displays that are there, with their zones.
    displays: Vec<(DeviceId, ZoneId)>,
    /// Queues opened or closed by hand.
    forced: Vec<(QueueId, Forced)>,
    /// Agencies whose system is down.
    outages: Vec<(AgencyId, Outage)>,
    /// Bookings of today and later, however they ended.
    bookings: Vec<Appointment>,
    /// Vouchers ever given.
    vouchers: Vec<Coupon>,
    /// Numbers kept for paper rolls today.
    rolls: Vec<(QueueId, std::ops::RangeInclusive<u16>)>,
    /// Who waits for numbers to come free, in order.
    hopefuls: Vec<Hopeful>,
    /// Every report of today: zone, call, spoken or only shown, and when.
    reports: Vec<(ZoneId, u64, bool, Timestamp)>,
}

/// A visit.
#[derive(Debug, Clone, PartialEq)]
struct Person {
    id: TicketId,
    number: TicketNumber,
    /// The day of the number.
    day: ServiceDay,
    queue: QueueId,
    /// The queue of the day's first moment: quotas count there.
    drawn_for: QueueId,
    /// It was given without the hub.
    admitted: bool,
    service: ServiceId,
    /// Every service of the visit.
    legs: Vec<Leg>,
    issued_at: Timestamp,
    arrived: Timestamp,
    /// The arrival of the first moment.
    first_arrived: Timestamp,
    /// When a later stop was entered.
    entered: Option<Timestamp>,
    state: TicketState,
    /// The counter that holds the visitor, or was the last to.
    at: Option<CounterId>,
    bound: Option<Bound>,
    shown: Option<Shown>,
    noted: bool,
    /// Seconds of head start; none: no priority.
    head_start: Option<u64>,
    /// What the visitor came with.
    came: Came,
    /// The class of the priority is known.
    classed: bool,
    /// Why a priority was withdrawn is known.
    explained: bool,
    /// When the last text was written.
    texted: Timestamp,
    /// Not called before; was skipped.
    held: Option<Timestamp>,
    yields: u32,
    /// Was away, or let others go first.
    stood_back: bool,
    /// Came back after a missed call.
    came_back: bool,
    /// Until when to come back.
    return_until: Option<Timestamp>,
    ended: Timestamp,
    called: Option<Summons>,
    recalls: u32,
    calls: u32,
    /// What happened to the visitor, one entry each.
    story: Vec<&'static str>,
}

/// A service of a visit.
#[derive(Debug, Clone, PartialEq)]
struct Leg {
    service: ServiceId,
    state: StopState,
    /// The counter that gets the visitor back.
    back: Option<CounterId>,
}

/// The last call of a visitor.
#[derive(Debug, Clone, PartialEq)]
struct Summons {
    zone: ZoneId,
    call: u64,
    at: Timestamp,
    /// A display was there to show it.
    shown: bool,
    /// The zone's speaker was there to speak it.
    spoken: bool,
}

/// Whom a visitor waits for.
#[derive(Debug, Clone, PartialEq)]
enum Bound {
    Counter(CounterId),
    Officer(Officer),
}

/// A counter.
#[derive(Debug, Clone)]
struct Seat {
    id: CounterId,
    state: CounterState,
    /// Somebody has opened it today.
    used: bool,
    /// It may close once its hand is empty.
    approved: bool,
    officer: Option<Officer>,
    device: Option<DeviceId>,
    step: Option<Step>,
    /// Priority visitors called in a row while a regular one waited.
    run: u32,
    completed: u32,
}

/// A step that may be taken back: the people as they were before, and as they were right after.
#[derive(Debug, Clone)]
struct Step {
    at: Timestamp,
    before: Vec<Person>,
    after: Vec<Person>,
    run: u32,
}

impl Reference {
    /// Starts with an empty hall.
    pub fn new(hall: &Hall, now: Timestamp) -> Self {
        let seat = |id: &CounterId| Seat {
            id: id.clone(),
            state: CounterState::Closed,
            used: false,
            approved: false,
            officer: None,
            device: None,
            step: None,
            run: 0,
            completed: 0,
        };
        Self {
            hall: hall.clone(),
            now,
            day: hall.service_day(now),
            date_sure: true,
            people: Vec::new(),
            seats: hall.counter_order.iter().map(seat).collect(),
            reserved: Vec::new(),
            past: Vec::new(),
            history: Vec::new(),
            jumped: Vec::new(),
            calls: vec![0; hall.zones.len()],
            displays: Vec::new(),
            forced: Vec::new(),
            outages: Vec::new(),
            bookings: Vec::new(),
            vouchers: Vec::new(),
            rolls: Vec::new(),
            hopefuls: Vec::new(),
            reports: Vec::new(),
        }
    }

    /// Puts another hall file into force.
    pub fn change_hall(&mut self, hall: &Hall) {
        self.hall = hall.clone();
    }

    /// Says whether the date is certain.
    pub fn sure(&mut self, sure: bool) {
        self.date_sure = sure;
    }

    /// Connects a display, or takes it away.
    pub fn connect(&mut self, display: DeviceId, zone: Option<ZoneId>) {
        self.displays.retain(|(other, _)| *other != display);
        self.displays.extend(zone.map(|zone| (display, zone)));
    }

    /// Answers a command: every refusal that applies; none means that it was carried out.
    pub fn send(&mut self, request: &Request) -> Vec<&'static str> {
        let refusals = self.refusals(request);
        if refusals.is_empty() {
            self.follow(request);
        }
        refusals
    }

    /// Compares every visible thing with the real hall.
    pub fn agree(&self, hub: &PureHub) {
        let state = &hub.state;
        assert_eq!(state.tickets.len(), self.people.len(), "the same people are here");
        for person in &self.people {
            let ticket = &state.tickets[&person.id];
            let name = person.number;
            assert_eq!(ticket.state(), person.state, "{name}: state");
            assert_eq!(ticket.number, name, "{name}: number");
            assert_eq!(
                (&ticket.queue, &ticket.service),
                (&person.queue, &person.service),
                "{name}"
            );
            assert_eq!(ticket.phase.counter(), person.at.as_ref(), "{name}: counter");
            assert_eq!(ticket.shown, person.shown, "{name}: shown");
            assert_eq!(ticket.arrived, person.arrived, "{name}: arrived");
            assert_eq!(ticket.call_count, person.calls, "{name}: calls");
            assert_eq!(ticket.entered, person.entered, "{name}: entered");
            let legs = ticket.stops.iter().map(|stop| (&stop.service, stop.state, &stop.back_to));
            let own = person.legs.iter().map(|leg| (&leg.service, leg.state, &leg.back));
            assert!(legs.eq(own), "{name}: {:?}, not {:?}", ticket.stops, person.legs);
            let texts = [Field::Note, Field::Class, Field::Reason];
            assert_eq!(
                texts.map(|field| state.has_text(person.id, field)),
                [person.noted, person.classed, person.explained],
                "{name}: texts"
            );
            assert_eq!(ticket.class.priority, person.priority(), "{name}: priority");
            assert_eq!(
                (ticket.yields, ticket.came_back),
                (person.yields, person.came_back),
                "{name}: moved"
            );
            if let Some(line) = state.lines.get(&person.queue).filter(|_| person.waits()) {
                let ahead = line.ahead_of(ticket.class, ticket.slot(person.id));
                assert_eq!(ahead, self.ahead(person), "{name}: ahead");
            }
        }
        for (seat, desk) in self.seats.iter().zip(&hub.hall.counter_order) {
            let live = state.counters.get(&seat.id);
            assert_eq!(state.counter_state(&seat.id), seat.state, "{desk}: state");
            assert_eq!(
                live.and_then(|live| live.hand),
                self.hand(&seat.id).map(|one| one.id),
                "{desk}: hand"
            );
            assert_eq!(live.and_then(|live| live.officer.clone()), seat.officer, "{desk}: officer");
            assert_eq!(live.map_or(0, |live| live.completed), seat.completed, "{desk}: completed");
            let order = in_order(&hub.hall, state, &hub.hall.counters[&seat.id], hub.now);
            let order: Vec<_> = order.map(|choice| (choice.ticket, choice.run)).collect();
            assert_eq!(order, self.order(seat), "{desk}: who is next");
        }
        for queue in self.hall.queues.keys() {
            assert_eq!(hub.moment().opening(queue), self.opening(queue), "{queue}: opening");
            assert_eq!(
                hub.moment().circumstances(queue).reserved,
                self.circumstances(queue).reserved,
                "{queue}: set aside"
            );
            let list = state.standby.get(queue).into_iter().flat_map(|list| &list.people);
            let list: Vec<_> = list.map(|one| one.ticket).collect();
            let hopefuls = self.hopefuls.iter().filter(|one| one.queue == *queue);
            assert_eq!(list, hopefuls.map(|one| one.id).collect::<Vec<_>>(), "{queue}: list");
        }
        self.agree_on_reservations(state);
        for (zone, calls) in hub.hall.zones.iter().zip(&self.calls) {
            let last = state.zones.get(&zone.id).map_or(0, |zone| zone.last_call);
            assert_eq!(last, *calls, "{}: calls", zone.id);
        }
        let alone = self.people.iter().filter(|person| self.is_unserved(person)).count();
        assert_eq!(unserved(&hub.moment(), None).len(), alone, "nobody waits unseen");
    }

    fn person(&self, id: TicketId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    fn seat(&self, id: &CounterId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == *id)
    }

    fn hand(&self, counter: &CounterId) -> Option<&Person> {
        self.people.iter().find(|one| one.state.is_in_hand() && one.at.as_ref() == Some(counter))
    }

    fn is_unserved(&self, person: &Person) -> bool {
        use TicketState as S;
        let open = |seat: &&Seat| seat.state == CounterState::Open;
        let comes_back = person.state == S::NoShow
            && !person.came_back
            && person.return_until.is_some_and(|until| self.now <= until);
        (comes_back || matches!(person.state, S::Issued | S::Waiting | S::Parked))
            && !self.seats.iter().filter(open).any(|seat| {
                self.is_meant(seat, person) && self.serves(&self.hall.counters[&seat.id], person)
            })
    }
}

impl Reference {
    /// Whether a counter lists a service's queue, and it and its officer have the skill.
    fn serves_service(&self, desk: &Counter, service: &ServiceId) -> bool {
        let able = desk.services.as_ref().is_none_or(|only| only.contains(service));
        let seat = self.seat(&desk.id).and_then(|seat| seat.officer.as_ref());
        let skills = seat.and_then(|name| self.hall.officers.get(&name.as_str().to_lowercase()));
        let skilled = skills.is_none_or(|only| only.contains(service));
        desk.queues.contains(&self.hall.services[service].queue) && able && skilled
    }

    /// Whether a counter may serve a visitor.
    fn serves(&self, desk: &Counter, person: &Person) -> bool {
        desk.queues.contains(&person.queue) && self.serves_service(desk, &person.service)
    }
}

impl Person {
    fn waits(&self) -> bool {
        matches!(self.state, TicketState::Issued | TicketState::Waiting)
    }
}
