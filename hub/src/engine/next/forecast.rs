//! In which order those who wait will be called, if nobody else comes and nothing else happens.
//!
//! Every open counter calls by the calling rule whenever it will probably be free. One forecast
//! serves all who wait (contract.md 10).

use super::short::{is_longer, kept_for_short};
use super::{Head, Patience, Rule, in_time, meant_for};
use crate::engine::skill::serves;
use crate::hall::{Counter, Hall};
use crate::state::{Class, DOUBT_AFTER, HallState, Slot, Ticket};
use antrean_shared::id::{QueueId, ServiceId, TicketId};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::time::Duration;

/// Who is called before whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    ahead: BTreeMap<TicketId, u32>,
    order: Vec<(usize, TicketId)>,
    steps: usize,
}

impl Forecast {
    /// Lets the open counters call everybody whom they may, on paper.
    pub fn of(hall: &Hall, state: &HallState, now: Timestamp) -> Self {
        let mut run = Run::new(hall, state, now);
        while run.step() {}
        run.found
    }

    /// Returns how many people of the same queue are called before a ticket; none if no open counter
    /// calls it.
    pub fn ahead(&self, ticket: TicketId) -> Option<u32> {
        self.ahead.get(&ticket).copied()
    }

    /// Returns the calls in order, each with the place of its counter among the open ones.
    pub fn order(&self) -> &[(usize, TicketId)] {
        &self.order
    }

    /// Returns how often the calling rule was asked.
    pub fn steps(&self) -> usize {
        self.steps
    }
}

/// The tickets of one class in one queue; all before `first` are called.
struct List<'a> {
    class: Class,
    slots: Vec<(Slot, &'a Ticket)>,
    first: usize,
}

/// An open counter.
struct Desk<'a> {
    counter: &'a Counter,
    run: u32,
    /// Who will probably be there until it is free.
    hand: Option<&'a Ticket>,
}

struct Run<'a> {
    hall: &'a Hall,
    state: &'a HallState,
    lists: BTreeMap<&'a QueueId, Vec<List<'a>>>,
    desks: Vec<Desk<'a>>,
    free: BinaryHeap<Reverse<(Timestamp, usize)>>,
    called: BTreeSet<TicketId>,
    per_queue: BTreeMap<&'a QueueId, u32>,
    /// Some queue keeps a counter for short services; asked at every step, it would cost a quarter.
    keeps_for_short: bool,
    found: Forecast,
}

impl<'a> Run<'a> {
    fn new(hall: &'a Hall, state: &'a HallState, now: Timestamp) -> Self {
        let mut run = Self {
            hall,
            state,
            lists: BTreeMap::new(),
            desks: Vec::new(),
            free: BinaryHeap::new(),
            called: BTreeSet::new(),
            per_queue: BTreeMap::new(),
            keeps_for_short: hall.queues.values().any(|queue| queue.short_minutes.is_some()),
            found: Forecast::default(),
        };
        for (id, live) in &state.counters {
            let counter = hall.counters.get(id).filter(|_| live.state() == CounterState::Open);
            let Some(counter) = counter else { continue };
            let hand = live.hand.map(|hand| &state.tickets[&hand]);
            let free_at = hand.map_or(now, |ticket| run.done_at(ticket, now));
            run.free.push(Reverse((free_at, run.desks.len())));
            run.desks.push(Desk { counter, run: live.run, hand });
            run.add_lists(counter);
        }
        run
    }

    /// Adds those who wait in the queues of a counter.
    fn add_lists(&mut self, counter: &'a Counter) {
        for queue in &counter.queues {
            let Some(line) = self.state.lines.get(queue) else { continue };
            let tickets = &self.state.tickets;
            self.lists.entry(queue).or_insert_with(|| {
                let classes = line.classes().map(|(class, slots)| List {
                    class,
                    slots: slots.map(|slot| (slot, &tickets[&slot.ticket])).collect(),
                    first: 0,
                });
                classes.collect()
            });
        }
    }

    /// Returns when the visitor in hand will probably be done.
    fn done_at(&self, ticket: &Ticket, now: Timestamp) -> Timestamp {
        let since = ticket.serving_at.filter(|_| ticket.state() == TicketState::Serving);
        since.unwrap_or(now).plus(self.usual(&ticket.service)).max(now)
    }

    fn usual(&self, service: &ServiceId) -> Duration {
        let minutes = self.hall.services.get(service).map_or(1, |service| service.usual_minutes);
        Duration::from_secs(u64::from(minutes) * 60)
    }

    /// Lets the counter that is free first call; tells whether any counter is left.
    fn step(&mut self) -> bool {
        let Some(Reverse((at, place))) = self.free.pop() else { return false };
        self.found.steps += 1;
        self.desks[place].hand = None;
        let Desk { counter, run, .. } = self.desks[place];
        let mut heads = in_time(self.heads(counter, (at, false)), at);
        if heads.is_empty() {
            heads = self.heads(counter, (at, true));
        }
        let calling = &self.hall.rules.calling;
        let prefers_priority = counter.prefers_priority;
        let rule = Rule { calling, prefers_priority, now: at, run };
        let Some((head, _)) = rule.choose(&heads) else { return true };
        let (ticket, run) = (head.slot.ticket, rule.run_after(head, &heads));
        let hand = &self.state.tickets[&ticket];
        self.desks[place] = Desk { counter, run, hand: Some(hand) };
        self.call(place, ticket);
        self.free.push(Reverse((at.plus(self.usual(&hand.service)), place)));
        true
    }

    fn call(&mut self, place: usize, id: TicketId) {
        let queue = &self.state.tickets[&id].queue;
        let before = self.per_queue.entry(queue).or_default();
        self.found.ahead.insert(id, *before);
        self.found.order.push((place, id));
        *before += 1;
        self.called.insert(id);
        for list in self.lists.get_mut(queue).into_iter().flatten() {
            let called = |(slot, _): &&(Slot, &Ticket)| self.called.contains(&slot.ticket);
            list.first += list.slots[list.first..].iter().take_while(called).count();
        }
    }

    /// Returns the first of each kind that a counter may call; `late`: also those who are held back
    /// or whose paper is not known of yet, since the counter has nobody else.
    fn heads(&self, counter: &'a Counter, (at, late): (Timestamp, bool)) -> Vec<Head> {
        let mut heads = Vec::new();
        for (rank, queue) in counter.queues.iter().enumerate() {
            let short =
                if self.keeps_for_short { self.kept_for_short((counter, queue)) } else { None };
            let may_call = |ticket: &Ticket| self.may_call(counter, ticket, (at, late));
            for (source, list) in self.lists.get(queue).into_iter().flatten().enumerate() {
                let kinds = self.first_of_each_kind(list, (short, at), may_call);
                heads.extend(kinds.into_iter().map(|(long, slot)| Head {
                    source,
                    rank,
                    class: list.class,
                    long,
                    slot,
                }));
            }
        }
        heads
    }

    /// Returns up to how many minutes a service is short, if a counter will be kept for those.
    fn kept_for_short(&self, (counter, queue): (&Counter, &QueueId)) -> Option<u16> {
        let others = self
            .desks
            .iter()
            .filter(|other| other.counter.id != counter.id && other.counter.queues.contains(queue));
        kept_for_short(self.hall, queue, others.map(|other| other.hand))
    }

    /// Returns the first of a list, or of those in it that the rule looks at apart.
    fn first_of_each_kind(
        &self,
        list: &List<'_>,
        (short, at): (Option<u16>, Timestamp),
        may_call: impl Fn(&Ticket) -> bool,
    ) -> Vec<(Option<bool>, Slot)> {
        let (mut kinds, mut found) = (Vec::new(), Vec::new());
        for (slot, ticket) in &list.slots[list.first..] {
            if self.called.contains(&slot.ticket) || !may_call(ticket) {
                continue;
            }
            let later = list.class.later_stop;
            let patience = later.then(|| Patience::of(&self.hall.rules.calling, slot, at));
            let long = short.map(|short| is_longer(self.hall, ticket, short));
            if !kinds.contains(&(patience, long)) {
                kinds.push((patience, long));
                found.push((long, *slot));
            }
            let all = if short.is_none() { 1 } else { 2 };
            if !later && kinds.len() == all {
                break;
            }
        }
        found
    }

    fn may_call(&self, counter: &Counter, ticket: &Ticket, (at, late): (Timestamp, bool)) -> bool {
        let issued = ticket.state() == TicketState::Issued;
        let held = ticket.held_until().or(issued.then(|| ticket.issued_at.plus(DOUBT_AFTER)));
        (late || held.is_none_or(|until| until <= at))
            && meant_for(self.hall, self.state, counter, ticket)
            && serves(self.hall, self.state, counter, &ticket.service)
    }
}
