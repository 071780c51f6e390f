//! Paper rolls: numbers that only officers give.

use super::Reference;
use antrean_hub::engine::Actor;
use antrean_hub::hall::Queue;
use antrean_shared::id::QueueId;
use antrean_shared::ticket::TicketNumber;

impl Reference {
    pub(super) fn may_open_roll(
        &self,
        queue: &QueueId,
        (from, to): (u16, u16),
        found: &mut Vec<&'static str>,
    ) {
        let Some(queue) = self.hall.queues.get(queue) else { return found.push("unknown-id") };
        if from == 0 || to > 9_999 || to < from || to - from >= 500 {
            return found.push("invalid");
        }
        let own = |id: &QueueId| *id == queue.id;
        let rolls = || self.rolls.iter().filter(|(id, _)| own(id)).map(|(_, roll)| roll);
        if rolls().any(|roll| *roll == (from..=to)) {
            return;
        }
        let shares = (from..=to).any(|count| rolls().any(|roll| roll.contains(&count)));
        if shares || rolls().count() >= 20 {
            found.push("invalid");
        }
        let given = |number: TicketNumber| {
            number.prefix() == queue.prefix && (from..=to).contains(&number.count())
        };
        if self.people.iter().any(|person| given(person.number)) {
            found.push("number-taken");
        }
    }

    pub(super) fn open_roll(&mut self, queue: &QueueId, (from, to): (u16, u16)) {
        let roll = (queue.clone(), from..=to);
        if !self.rolls.contains(&roll) {
            self.rolls.push(roll);
        }
    }

    /// Whether nobody may draw the number because it is on a roll.
    pub(super) fn is_on_roll(&self, queue: &QueueId, count: u16) -> bool {
        self.rolls.iter().any(|(id, roll)| id == queue && roll.contains(&count))
    }

    /// An officer types what stands on a roll.
    pub(super) fn may_be_typed(
        &self,
        actor: &Actor,
        (queue, number): (&Queue, TicketNumber),
        found: &mut Vec<&'static str>,
    ) {
        let rolled = self.rolls.iter().any(|(id, _)| *id == queue.id);
        let console = matches!(actor, Actor::Console { .. });
        let typed = console || *actor == Actor::Api && rolled;
        let on_one = self.is_on_roll(&queue.id, number.count());
        if typed && number.prefix() == queue.prefix && !on_one {
            found.push("outside-range");
        }
    }
}
