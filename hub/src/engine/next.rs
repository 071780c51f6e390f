//! Who is next at a counter: the only calling rule (contract.md 10).
//!
//! The call, the officer's list and every place in line come from here. Each queue is a line sorted
//! by arrival within each class of head start, so only the first of each has to be looked at. At a
//! later stop of a visit the wait does not follow from the arrival: there the first of those who
//! have waited equally long, as far as the rule asks, is looked at.

mod allowed;
mod forecast;
mod short;

pub use allowed::may_call;
pub(super) use allowed::meant_for;
pub use forecast::Forecast;

use crate::event::Footing;
use crate::hall::rules::{Calling, Order};
use crate::hall::{Counter, Hall};
use crate::state::{Class, HallState, Line, Slot};
use antrean_shared::id::TicketId;
use antrean_shared::time::Timestamp;
use antrean_shared::view::Why;
use short::{is_longer, kept_for_short, other_hands};
use std::iter::Peekable;
use std::time::Duration;

/// A ticket that a counter calls next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub ticket: TicketId,
    /// The rule that chose it.
    pub why: Why,
    /// The counter's run of priority calls with this one (`TicketEvent::Called`).
    pub run: u32,
}

/// Returns the ticket that a counter calls next.
pub fn next_for(
    hall: &Hall,
    state: &HallState,
    counter: &Counter,
    now: Timestamp,
) -> Option<Choice> {
    in_order(hall, state, counter, now).next()
}

/// Returns everybody whom a counter may call, in the order in which it would if nothing else
/// happened.
pub fn in_order<'a>(
    hall: &'a Hall,
    state: &'a HallState,
    counter: &'a Counter,
    now: Timestamp,
) -> impl Iterator<Item = Choice> + 'a {
    let callable = move |ticket| may_call(hall, state, counter, (&state.tickets[&ticket], now));
    let lines = counter.queues.iter().enumerate();
    let lines = lines.filter_map(|(rank, queue)| Some((rank, state.lines.get(queue)?)));
    let calling = &hall.rules.calling;
    let sources = lines.flat_map(move |(rank, line)| {
        let queue = &counter.queues[rank];
        let others = other_hands(hall, state, (counter, queue));
        let short_minutes = kept_for_short(hall, queue, others);
        let lengths =
            if short_minutes.is_some() { &[Some(false), Some(true)][..] } else { &[None] };
        let is_long = move |slot: &Slot| {
            short_minutes.map(|short| is_longer(hall, &state.tickets[&slot.ticket], short))
        };
        let apart = line.classes().flat_map(move |(class, _)| {
            let patiences = patiences(class).iter();
            patiences
                .flat_map(move |patience| lengths.iter().map(move |long| (class, patience, long)))
        });
        apart.map(move |(class, patience, long)| {
            let alike = move |slot: &Slot| {
                patience.is_none_or(|patience| patience == Patience::of(calling, slot, now))
                    && *long == is_long(slot)
            };
            let slots = line.of(class).filter(alike);
            let slots = slots.filter(move |slot| callable(slot.ticket)).peekable();
            Source { rank, class, long: *long, slots }
        })
    });
    Calls {
        calling,
        prefers_priority: counter.prefers_priority,
        now,
        run: state.counters.get(&counter.id).map_or(0, |counter| counter.run),
        sources: sources.collect(),
    }
}

/// Returns how many of a line a counter of that queue alone would call before somebody, who need not
/// be in it.
pub fn ahead_in_line(
    calling: &Calling,
    line: &Line,
    (class, slot): (Class, Slot),
    now: Timestamp,
) -> usize {
    let others = line.classes().map(|(other, _)| other).filter(|other| *other != class);
    let sources = others.chain([class]).flat_map(|of| {
        patiences(of).iter().map(move |patience| {
            let alike = move |slot: &Slot| {
                patience.is_none_or(|patience| patience == Patience::of(calling, slot, now))
            };
            let before = line.of(of).filter(move |other| of != class || *other < slot);
            let slots = before.chain((of == class).then_some(slot)).filter(alike).peekable();
            Source { rank: 0, class: of, long: None, slots }
        })
    });
    let sources = sources.collect();
    let calls = Calls { calling, prefers_priority: false, now, run: 0, sources };
    calls.take_while(|call| call.ticket != slot.ticket).count()
}

/// How long somebody has waited, as far as the rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Patience {
    /// Long enough for a less important queue to be called from.
    for_rank: bool,
    /// So long that nobody else may go first.
    too_long: bool,
}

impl Patience {
    const ALL: [Option<Self>; 4] = [
        Some(Self { for_rank: false, too_long: false }),
        Some(Self { for_rank: false, too_long: true }),
        Some(Self { for_rank: true, too_long: false }),
        Some(Self { for_rank: true, too_long: true }),
    ];

    fn of(calling: &Calling, slot: &Slot, now: Timestamp) -> Self {
        let over =
            |minutes: u32| now.since(slot.since) > Duration::from_secs(u64::from(minutes) * 60);
        Self {
            for_rank: over(calling.rank_patience_minutes),
            too_long: over(calling.waited_too_long_minutes),
        }
    }
}

/// Returns what a class has to be looked at apart for. Where the wait follows from the arrival, the
/// first in line has waited longest, and that says enough.
fn patiences(class: Class) -> &'static [Option<Patience>] {
    if class.later_stop { &Patience::ALL } else { &[None] }
}

/// The tickets of one class in one queue that a counter may call.
struct Source<I: Iterator<Item = Slot>> {
    rank: usize,
    class: Class,
    /// For a long service, where short ones are looked at apart.
    long: Option<bool>,
    slots: Peekable<I>,
}

/// The first ticket of a source.
#[derive(Debug, Clone, Copy)]
struct Head {
    source: usize,
    rank: usize,
    class: Class,
    long: Option<bool>,
    slot: Slot,
}

/// A counter's calls one after the other.
struct Calls<'a, I: Iterator<Item = Slot>> {
    calling: &'a Calling,
    prefers_priority: bool,
    now: Timestamp,
    run: u32,
    sources: Vec<Source<I>>,
}

impl<I: Iterator<Item = Slot>> Iterator for Calls<'_, I> {
    type Item = Choice;

    fn next(&mut self) -> Option<Choice> {
        let heads = self.sources.iter_mut().enumerate().filter_map(|(source, line)| {
            let (rank, class, long) = (line.rank, line.class, line.long);
            line.slots.peek().map(|slot| Head { source, rank, class, long, slot: *slot })
        });
        let heads = in_time(heads.collect(), self.now);
        let rule = Rule {
            calling: self.calling,
            prefers_priority: self.prefers_priority,
            now: self.now,
            run: self.run,
        };
        let (head, why) = rule.choose(&heads)?;
        self.run = rule.run_after(head, &heads);
        self.sources[head.source].slots.next();
        Some(Choice { ticket: head.slot.ticket, why, run: self.run })
    }
}

/// Leaves out those who have booked a later time, unless nobody else waits: rather an early visitor
/// than an idle officer.
fn in_time(heads: Vec<Head>, now: Timestamp) -> Vec<Head> {
    let early = |head: &Head| head.class.is_early(head.slot.arrived, now);
    if heads.iter().all(early) {
        return heads;
    }
    heads.into_iter().filter(|head| !early(head)).collect()
}

/// The rule at one call.
struct Rule<'a> {
    calling: &'a Calling,
    prefers_priority: bool,
    now: Timestamp,
    run: u32,
}

impl Rule<'_> {
    fn choose<'h>(&self, heads: &'h [Head]) -> Option<(&'h Head, Why)> {
        let (head, why) = self.choose_among(self.open(heads))?;
        let passed =
            |other: &Head| self.gives_way(other, heads) && self.place(other) < self.place(head);
        let kept = why == Why::Oldest && head.long == Some(false) && heads.iter().any(passed);
        Some((head, if kept { Why::KeptForShort } else { why }))
    }

    fn choose_among<'h>(&self, open: Vec<&'h Head>) -> Option<(&'h Head, Why)> {
        let waited = |head: &&&Head| self.patience(head).too_long;
        if let Some(late) = open.iter().filter(waited).min_by_key(|head| head.slot) {
            return Some((late, Why::WaitedTooLong));
        }
        let first = |among: &[&'h Head]| among.iter().copied().min_by_key(|head| self.place(head));
        let booked: Vec<_> = open.iter().copied().filter(|head| self.is_due_first(head)).collect();
        if let Some(due) = first(&booked) {
            return Some((due, Why::BookingDue));
        }
        let preferred: Vec<_> = open.iter().copied().filter(|head| head.class.priority).collect();
        if let Some(head) = first(&preferred).filter(|_| self.prefers_priority) {
            return Some((head, self.why(head, &open)));
        }
        let freely = first(&open)?;
        let regular: Vec<_> = open.iter().copied().filter(|head| !self.goes_first(head)).collect();
        match first(&regular).filter(|_| self.run >= self.calling.priority_in_a_row_max) {
            Some(head)
                if self.goes_first(freely) && !head.class.returned && !head.class.later_stop =>
            {
                Some((head, self.guard()))
            }
            Some(head) => Some((head, self.why(head, &open))),
            None => Some((freely, self.why(freely, &open))),
        }
    }

    /// Returns the run of priority calls with a call. Booked visitors who go before all others are
    /// counted apart.
    fn run_after(&self, head: &Head, heads: &[Head]) -> u32 {
        if self.is_due_first(head) {
            return self.run;
        }
        let regular = self.open(heads).iter().any(|other| !self.goes_first(other));
        if self.goes_first(head) && regular { self.run.saturating_add(1) } else { 0 }
    }

    /// Returns those of the best queue that has anybody, and of each other one in which somebody
    /// has waited long enough.
    fn open<'h>(&self, heads: &'h [Head]) -> Vec<&'h Head> {
        let best = heads.iter().map(|head| head.rank).min();
        let patient = |rank| {
            let of_rank = |head: &&Head| head.rank == rank;
            heads.iter().filter(of_rank).any(|head| self.patience(head).for_rank)
        };
        let turn = heads.iter().filter(|head| Some(head.rank) == best || patient(head.rank));
        turn.filter(|head| !self.gives_way(head, heads)).collect()
    }

    /// Tells whether a long service gives way to a short one of the queue: the counter is kept for it.
    fn gives_way(&self, head: &Head, heads: &[Head]) -> bool {
        let short = |other: &Head| other.rank == head.rank && other.long == Some(false);
        head.long == Some(true) && !self.patience(head).too_long && heads.iter().any(short)
    }

    fn patience(&self, head: &Head) -> Patience {
        Patience::of(self.calling, &head.slot, self.now)
    }

    /// Tells whether the order sets the visitor before others who came earlier.
    fn goes_first(&self, head: &Head) -> bool {
        match self.calling.order {
            Order::HeadStart => {
                let by_voucher =
                    matches!(head.class.footing, Footing::Voucher { head_start_seconds: 1.. });
                by_voucher || head.class.priority && head.class.head_start_seconds > 0
            }
            Order::Ratio => head.class.has_a_turn(),
            Order::Fifo => false,
        }
    }

    /// Tells whether the visitor has booked a time that has come, where such visitors go first.
    fn is_due_first(&self, head: &Head) -> bool {
        let first = matches!(head.class.footing, Footing::Booked { due_first: true, .. });
        let elsewhere = head.class.returned || head.class.later_stop;
        first && !elsewhere && head.slot.arrived <= self.now
    }

    /// Returns what the order sorts by, smallest first. A booked time or a voucher is an arrival in
    /// every order.
    fn place(&self, head: &Head) -> (bool, Timestamp, Slot) {
        let arrived = head.slot.arrived;
        let came = Class { head_start_seconds: 0, ..head.class }.key(arrived);
        match self.calling.order {
            Order::HeadStart => (false, head.class.key(arrived), head.slot),
            Order::Ratio => (!head.class.has_a_turn(), came, head.slot),
            Order::Fifo => (false, came, head.slot),
        }
    }

    /// Tells whether it is the priority that sets a visitor before others, and not something else.
    fn by_priority(&self, class: Class) -> bool {
        match self.calling.order {
            Order::Ratio => true,
            Order::HeadStart | Order::Fifo => {
                class.head_start_seconds >= class.footing.head_start_seconds()
            }
        }
    }

    /// Returns what the turn of a regular visitor is called.
    fn guard(&self) -> Why {
        match self.calling.order {
            Order::Ratio => Why::Ratio,
            Order::HeadStart | Order::Fifo => Why::TwoPrioritiesInARow,
        }
    }

    /// Returns the reason for a choice among `open` that no guard has made.
    fn why(&self, head: &Head, open: &[&Head]) -> Why {
        let earlier = open.iter().any(|other| other.slot < head.slot);
        let best = open.iter().map(|other| other.rank).min();
        if head.class.returned {
            Why::Returned
        } else if head.class.later_stop {
            Why::LaterStop
        } else if head.class.priority && earlier && self.by_priority(head.class) {
            match self.calling.order {
                Order::Ratio => Why::Ratio,
                Order::HeadStart | Order::Fifo => Why::PriorityHeadStart,
            }
        } else if let Some(why) = of_footing(head.class).filter(|_| earlier) {
            why
        } else if head.class.priority
            && self.goes_first(head)
            && self.run >= self.calling.priority_in_a_row_max
        {
            Why::OnlyPriorityWaiting
        } else if Some(head.rank) > best {
            Why::LowerRankWaited
        } else {
            Why::Oldest
        }
    }
}

/// Returns the reason that lies in what a visitor came with.
fn of_footing(class: Class) -> Option<Why> {
    match class.footing {
        Footing::WalkIn => None,
        Footing::Voucher { .. } => Some(Why::Voucher),
        Footing::Booked { .. } => Some(Why::BookingDue),
    }
}
