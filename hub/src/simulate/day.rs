//! One day of the hall: visitors and officers do what they would, the rules decide.
//!
//! Driven by what happens next, earliest first. An officer never asks for what the rules refuse;
//! where one would be refused all the same, the simulation ends, because its figures would lie.

use super::live::Live;
use super::people::Visitor;
use super::shift::{Shift, Work};
use super::tally::{Kind, Tally};
use crate::engine::answer_due;
use crate::engine::next::may_call;
use crate::estimate::promise::told;
use antrean_shared::code::BookingCode;
use antrean_shared::command::{Booking, Command, PriorityClaim};
use antrean_shared::id::{CommandId, CounterId, Officer, TicketId, Token};
use antrean_shared::limits::IMPORT_MAX;
use antrean_shared::rejection::{CounterState, Rejection};
use antrean_shared::ticket::{Channel, Language, TicketState};
use antrean_shared::time::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use uuid::Uuid;

/// Within so many minutes of the booked time a booked visitor is to be called (domain.md 6.2).
const BOOKED_WITHIN_MINUTES: u32 = 10;
/// What officers say when they pause.
const PAUSE_REASON: &str = "Istirahat";

/// What happens next; the counter or visitor by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// A visitor asks for a number.
    Arrives(usize),
    /// A counter begins to call.
    Begins(usize),
    /// A counter's span is over.
    Ends(usize),
    /// The called visitor stands at the counter.
    Comes(usize),
    /// The visitor's service is over.
    Finishes(usize),
    /// The called visitor has not come.
    Misses(usize),
    /// The visitor has not come after the recall either.
    GivesUp(usize),
}

/// A number that a visitor was given.
#[derive(Debug)]
struct Given {
    visitor: usize,
    passes: u32,
    promised_minutes: Option<u32>,
}

/// A day that goes on.
pub struct Day<'a, 'h> {
    live: &'a mut Live<'h>,
    tally: &'a mut Tally,
    visitors: &'a [Visitor],
    shifts: Vec<Shift>,
    given: BTreeMap<TicketId, Given>,
    happenings: BinaryHeap<Reverse<(Timestamp, u64, Happening)>>,
    order: u64,
}

impl<'a, 'h> Day<'a, 'h> {
    /// Prepares today.
    pub fn new(live: &'a mut Live<'h>, tally: &'a mut Tally, visitors: &'a [Visitor]) -> Self {
        let shifts = Shift::all(live);
        let mut day = Self {
            live,
            tally,
            visitors,
            shifts,
            given: BTreeMap::new(),
            happenings: BinaryHeap::new(),
            order: 0,
        };
        for (at, visitor) in visitors.iter().enumerate() {
            day.later(visitor.arrives, Happening::Arrives(at));
        }
        day.books();
        for shift in 0..day.shifts.len() {
            for span in day.shifts[shift].spans.clone() {
                day.later(span.from, Happening::Begins(shift));
                day.later(span.to, Happening::Ends(shift));
            }
        }
        day
    }

    /// Lets the day pass, up to the instant at which the next begins.
    pub fn run(mut self) {
        let ends = self.live.day_ends();
        while let Some(Reverse((at, _, happening))) = self.happenings.pop() {
            if at >= ends {
                break;
            }
            self.live.go_to(at);
            match happening {
                Happening::Arrives(visitor) => self.arrives(visitor),
                Happening::Begins(shift) => self.begins(shift),
                Happening::Ends(shift) if self.shifts[shift].idle_since.is_some() => {
                    self.rests(shift)
                }
                Happening::Ends(_) => {}
                Happening::Comes(shift) => self.comes(shift),
                Happening::Finishes(shift) => self.goes_on(shift, true),
                Happening::Misses(shift) => self.misses(shift),
                Happening::GivesUp(shift) => self.gives_up(shift),
            }
        }
        let tickets = self.live.state.tickets.values().map(crate::state::Ticket::state);
        let open = tickets.filter(|state| !state.is_end() && *state != TicketState::NoShow);
        self.tally.count.open += open.count() as u64;
        for shift in 0..self.shifts.len() {
            self.frees(shift, ends);
            self.shuts(shift, ends);
        }
    }

    fn later(&mut self, at: Timestamp, happening: Happening) {
        self.happenings.push(Reverse((at, self.order, happening)));
        self.order += 1;
    }

    fn arrives(&mut self, at: usize) {
        let visitor = &self.visitors[at];
        let id = self.command_id();
        let claim = visitor.priority.as_ref();
        let command = match visitor.booked {
            Some(_) => self.check_in(at, id),
            None => Command::Issue {
                voucher: None,
                services: vec![visitor.service.clone()],
                language: Language::Id,
                channel: Channel::Kiosk,
                token: Token::from_bits(id.0.as_u128()),
                priority: claim.map(|claim| PriorityClaim {
                    class: claim.named.clone(),
                    salt: Token::from_bits(id.0.as_u128()),
                }),
            },
        };
        let decision = match self.live.decide(id, command) {
            Ok(decision) => decision,
            Err(refused) => return self.tally.refused(&refused),
        };
        self.live.apply(&decision.events);
        let ticket = id.ticket();
        let promise = self.live.state.tickets[&ticket].promise;
        let promised_minutes = match visitor.booked {
            Some(_) => Some(BOOKED_WITHIN_MINUTES),
            None => promise.map(|promise| told(&promise.into()).high_minutes),
        };
        let given = Given { visitor: at, passes: 0, promised_minutes };
        self.given.insert(ticket, given);
        let kind = self.kind(at);
        self.tally.issued(&kind, promised_minutes.is_some());
        self.calls_longest_idle(ticket);
    }

    /// Brings in what was booked for the day.
    fn books(&mut self) {
        let day = self.live.state.day.expect("a day was opened").day;
        let hall = self.live.hall;
        let booked = self.visitors.iter().enumerate().filter_map(|(at, visitor)| {
            let time = hall.local(visitor.booked?).format("%H:%M").to_string();
            Some(Booking { id: booking_code(at), service: visitor.service.clone(), day, time })
        });
        let bookings: Vec<Booking> = booked.collect();
        for some in bookings.chunks(IMPORT_MAX) {
            self.officer(Command::ImportBookings { bookings: some.to_vec() });
        }
    }

    fn check_in(&self, visitor: usize, id: CommandId) -> Command {
        Command::CheckIn {
            booking: booking_code(visitor),
            language: Language::Id,
            channel: Channel::Kiosk,
            token: Token::from_bits(id.0.as_u128()),
        }
    }

    /// Lets the free counter call that has waited longest for somebody like this.
    fn calls_longest_idle(&mut self, ticket: TicketId) {
        let (hall, state, now) = (self.live.hall, &self.live.state, self.live.now);
        let waiting = &state.tickets[&ticket];
        let free = self.shifts.iter().enumerate().filter_map(|(at, shift)| {
            let may = may_call(hall, state, &hall.counters[&shift.id], (waiting, now));
            shift.idle_since.filter(|_| may).map(|since| (since, at))
        });
        if let Some((_, shift)) = free.min() {
            self.calls(shift, false);
        }
    }

    fn begins(&mut self, shift: usize) {
        let counter = self.shifts[shift].id.clone();
        if self.live.state.counter_state(&counter) == CounterState::Open {
            return;
        }
        let officer = Officer::new(&format!("Petugas {counter}")).expect("an officer's name");
        self.officer(Command::OpenCounter { counter, officer });
        self.shifts[shift].open_since = Some(self.live.now);
        self.goes_on(shift, false);
    }

    fn comes(&mut self, shift: usize) {
        let counter = self.shifts[shift].id.clone();
        let visitor = &self.visitors[self.in_hand(&counter).1];
        self.later(self.live.now.plus(visitor.service_time), Happening::Finishes(shift));
        self.officer(Command::Serve { counter });
    }

    fn misses(&mut self, shift: usize) {
        let counter = self.shifts[shift].id.clone();
        self.officer(Command::Recall { counter });
        self.later(self.answer_due(shift), Happening::GivesUp(shift));
    }

    fn gives_up(&mut self, shift: usize) {
        let counter = self.shifts[shift].id.clone();
        self.officer(Command::NoShow { counter });
        self.tally.count.absent += 1;
        self.frees(shift, self.live.now);
        self.goes_on(shift, false);
    }

    /// The officer finishes with a visitor, if there is one, and does what comes next.
    fn goes_on(&mut self, shift: usize, finishes: bool) {
        let work = self.shifts[shift].work(self.live.now);
        if work == Work::Break && finishes {
            let counter = self.shifts[shift].id.clone();
            self.officer(Command::Complete { counter, outcome: None });
            self.finished(shift);
        }
        if work == Work::Break || !self.calls(shift, finishes) {
            self.rests(shift);
        }
    }

    fn finished(&mut self, shift: usize) {
        self.tally.count.served += 1;
        self.frees(shift, self.live.now);
    }

    /// Nobody may be called: the counter waits, pauses or closes, by the hour.
    fn rests(&mut self, shift: usize) {
        let counter = self.shifts[shift].id.clone();
        let work = self.shifts[shift].work(self.live.now);
        self.shifts[shift].idle_since = (work == Work::Calling).then_some(self.live.now);
        match work {
            Work::Calling => {}
            Work::Break => {
                self.officer(Command::PauseCounter { counter, reason: PAUSE_REASON.to_owned() });
                self.shuts(shift, self.live.now);
            }
            Work::Over => {
                self.officer(Command::CloseCounter { counter: counter.clone(), reason: None });
                if self.live.state.counter_state(&counter) == CounterState::Closing {
                    self.officer(Command::ApproveClosing { counter, approve: true, reason: None });
                }
                self.shuts(shift, self.live.now);
            }
        }
    }

    /// Calls whoever is next, after the visitor in hand if there is one; tells whether anybody was.
    fn calls(&mut self, shift: usize, finishes: bool) -> bool {
        let counter = self.shifts[shift].id.clone();
        let command = if finishes {
            Command::CompleteAndCallNext { counter: counter.clone(), outcome: None }
        } else {
            Command::CallNext { counter: counter.clone() }
        };
        let id = self.command_id();
        let decision = match self.live.decide(id, command) {
            Ok(decision) => decision,
            Err(Rejection::QueueEmpty) => return false,
            Err(refused) => panic!("counter {counter} may call, but: {refused:?}"),
        };
        if let Some(called) = decision.subject.ticket {
            self.passes(&counter, called);
        }
        self.live.apply(&decision.events);
        if finishes {
            self.finished(shift);
        }
        if let Some(called) = decision.subject.ticket {
            self.called(shift, called);
        }
        decision.subject.ticket.is_some()
    }

    /// Counts for everybody whom the counter could have called and who came earlier.
    fn passes(&mut self, counter: &CounterId, called: TicketId) {
        let (hall, state, now) = (self.live.hall, &self.live.state, self.live.now);
        let ticket = &state.tickets[&called];
        let counter = &hall.counters[counter];
        let earlier = state.lines[&ticket.queue].classes().flat_map(|(_, slots)| {
            slots.take_while(|slot| slot.arrived < ticket.arrived).map(|slot| slot.ticket)
        });
        let could =
            earlier.filter(|other| may_call(hall, state, counter, (&state.tickets[other], now)));
        for passed in could.collect::<Vec<_>>() {
            let given = self.given.get_mut(&passed).expect("who waits was given a number");
            given.passes += 1;
            let (visitor, passes) = (given.visitor, given.passes);
            self.tally.passed(&self.kind(visitor), passes);
        }
    }

    fn called(&mut self, shift: usize, called: TicketId) {
        let now = self.live.now;
        self.shifts[shift].idle_since = None;
        self.shifts[shift].hand_since = Some(now);
        let Given { visitor: at, promised_minutes, .. } = self.given[&called];
        let visitor = &self.visitors[at];
        let ticket = &self.live.state.tickets[&called];
        let waited =
            now.since(visitor.booked.map_or(ticket.issued_at, |slot| slot.max(ticket.issued_at)));
        let kind = self.kind(at);
        self.tally.called(&kind, (waited, promised_minutes));
        match visitor.way_time {
            Some(way) => self.later(now.plus(way), Happening::Comes(shift)),
            None if self.live.hall.absence(&visitor.queue).recalls_max == 0 => {
                self.later(self.answer_due(shift), Happening::GivesUp(shift));
            }
            None => self.later(self.answer_due(shift), Happening::Misses(shift)),
        }
    }

    fn answer_due(&self, shift: usize) -> Timestamp {
        let (ticket, _) = self.in_hand(&self.shifts[shift].id);
        let ticket = &self.live.state.tickets[&ticket];
        answer_due(self.live.hall, &self.live.state, ticket).expect("the visitor was called")
    }

    fn in_hand(&self, counter: &CounterId) -> (TicketId, usize) {
        let ticket = self.live.state.counters[counter].hand.expect("the counter holds a ticket");
        (ticket, self.given[&ticket].visitor)
    }

    fn frees(&mut self, shift: usize, now: Timestamp) {
        let shift = &mut self.shifts[shift];
        if let Some(since) = shift.hand_since.take() {
            self.tally.busy(&shift.id, now.since(since));
        }
    }

    fn shuts(&mut self, shift: usize, now: Timestamp) {
        let shift = &mut self.shifts[shift];
        if let Some(since) = shift.open_since.take() {
            self.tally.open(&shift.id, now.since(since));
        }
    }

    fn kind(&self, visitor: usize) -> Kind {
        let visitor = &self.visitors[visitor];
        Kind {
            class: visitor.priority.as_ref().map(|claim| claim.class),
            booked: visitor.booked.is_some(),
            agency: self.live.hall.services[&visitor.service].agency.clone(),
        }
    }

    /// Carries out what an officer does and the rules allow.
    fn officer(&mut self, command: Command) {
        let (id, told) = (self.command_id(), format!("{command:?}"));
        match self.live.decide(id, command) {
            Ok(decision) => self.live.apply(&decision.events),
            Err(refused) => panic!("{told} is allowed, but: {refused:?}"),
        }
    }

    /// Returns an id that no other command of the day has.
    fn command_id(&mut self) -> CommandId {
        self.order += 1;
        CommandId(Uuid::from_u128(self.order.into()))
    }
}

/// Returns the code of a visitor's booking.
fn booking_code(visitor: usize) -> BookingCode {
    BookingCode::new(&format!("SIM{visitor:05}")).expect("a code of letters and digits")
}

#[cfg(test)]
mod tests;
