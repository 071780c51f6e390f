//! Paper rolls: numbers of a queue that the hall gives away by hand when no kiosk can.
//!
//! The series jumps over them; officers hand such tickets over one by one.

use super::context::{Actor, Context, Decision, invalid};
use crate::event::{Event, HallEvent};
use crate::hall::Queue;
use antrean_shared::id::QueueId;
use antrean_shared::limits::{ROLL_NUMBERS_MAX, ROLLS_MAX};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::{NumberRange, TicketNumber};

pub(super) fn open(
    context: &Context<'_>,
    queue: &QueueId,
    (from, to): (u16, u16),
) -> Result<Decision, Rejection> {
    let queue = context.queue(queue)?;
    let number = |count, field| {
        let made = TicketNumber::new(queue.prefix, count);
        made.map_err(|_| invalid(field, InvalidRule::NotARange))
    };
    let (first, last) = (number(from, "from")?, number(to, "to")?);
    if to < from || to - from >= ROLL_NUMBERS_MAX {
        return Err(invalid("to", InvalidRule::NotARange));
    }
    let range = NumberRange { from, to };
    let rolls = context.state.rolls(queue.prefix);
    if rolls.contains(&range) {
        return Ok(Decision::default());
    }
    if rolls.iter().any(|roll| roll.overlaps(&range)) {
        return Err(invalid("from", InvalidRule::Taken));
    }
    if rolls.len() >= ROLLS_MAX {
        return Err(invalid("queue", InvalidRule::TooMany));
    }
    if let Some((number, ticket)) = context.state.numbers.range(first..=last).next() {
        return Err(Rejection::NumberTaken { number: *number, ticket: *ticket });
    }
    let opened = HallEvent::RollOpened { queue: queue.id.clone(), prefix: queue.prefix, range };
    Ok(Decision { events: vec![Event::Hall(opened)], ..Decision::default() })
}

/// Refuses a number that an officer read off a paper roll and that is on none. A kiosk hands over
/// what it has given itself; the person in charge may bring in a paper of a queue without rolls,
/// whose number the hub does not know.
pub(super) fn check(
    context: &Context<'_>,
    actor: &Actor,
    (queue, number): (&Queue, TicketNumber),
) -> Result<(), Rejection> {
    let rolls = context.state.rolls(queue.prefix);
    let from_a_roll = match actor {
        Actor::Console { .. } => true,
        Actor::Api => !rolls.is_empty(),
        Actor::Kiosk { .. } | Actor::Display { .. } => false,
    };
    let on_one = rolls.iter().any(|roll| roll.holds(number.count()));
    if from_a_roll && number.prefix() == queue.prefix && !on_one {
        return Err(Rejection::OutsideRange { number, rolls: rolls.to_vec() });
    }
    Ok(())
}
