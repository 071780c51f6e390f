//! How many visitors of a day named each priority class: counted when it is claimed, because who it
//! was is erased.

use crate::event::{Event, Field, Priority, TicketEvent};
use crate::journal::ClassCount;
use crate::world::World;
use antrean_shared::id::{PriorityId, TicketId};

/// Returns what a command's events change, before they are applied. `named` is the class that the
/// command brings.
pub(super) fn counts(world: &World, events: &[Event], named: Option<&str>) -> Vec<ClassCount> {
    let mut counts = Vec::new();
    let mut count = |class, by| {
        counts.push(ClassCount { service_day: world.day(), class, by });
    };
    for event in events {
        let Event::Ticket { id, event } = event else { continue };
        if let Some(before) = known(world, *id).filter(|_| event.changes_priority()) {
            count(before, -1);
        }
        if let Some(priority) = granted(event) {
            let class = priority.class.as_ref().and(named);
            count(class.and_then(|class| class.parse().ok()), 1);
        }
    }
    counts
}

/// Returns the class of a visitor with priority, if one was named.
fn known(world: &World, id: TicketId) -> Option<Option<PriorityId>> {
    world.state.tickets.get(&id).filter(|ticket| ticket.class.priority)?;
    let class = world.state.text(id, Field::Class);
    Some(class.and_then(|class| class.parse().ok()))
}

fn granted(event: &TicketEvent) -> Option<&Priority> {
    if let TicketEvent::PriorityGranted(priority) = event {
        return Some(priority);
    }
    if let TicketEvent::Admitted(admitted) = event {
        return admitted.priority.as_ref().filter(|_| !admitted.expired);
    }
    let TicketEvent::Issued(issued) = event else { return None };
    issued.priority.as_ref()
}
