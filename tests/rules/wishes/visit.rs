//! Wishes about visits with several services.

use super::choice::service;
use super::{Day, Wish};
use antrean_hub::engine::Decision;
use antrean_hub::event::{Event, Stop, TicketEvent};
use antrean_shared::command::Command;
use antrean_shared::id::{ServiceId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::StopState;

impl Day {
    pub(super) fn drop_stop(&self, wish: Wish, any: TicketId) -> Command {
        let ticket = self.with_stops(wish).unwrap_or(any);
        let later = self.later(ticket);
        let own = later.get(usize::from(wish.other / 4) % later.len().max(1)).cloned();
        let own = own.filter(|_| !wish.other.is_multiple_of(4));
        Command::DropStop { ticket, service: own.unwrap_or_else(|| service(wish)) }
    }

    pub(super) fn order_stops(&self, wish: Wish, any: TicketId) -> Command {
        let ticket = self.with_stops(wish).unwrap_or(any);
        let mut services = self.later(ticket);
        let turned = usize::from(wish.other / 4) % services.len().max(1);
        services.rotate_left(turned);
        if wish.other.is_multiple_of(4) {
            services.push(service(wish));
        }
        Command::OrderStops { ticket, services }
    }

    /// Mostly somebody whose visit has more to come, those who have most first.
    fn with_stops(&self, wish: Wish) -> Option<TicketId> {
        let tickets = self.hub.state.tickets.iter();
        let live = tickets.filter(|(_, ticket)| !ticket.state().is_end());
        let mut all: Vec<TicketId> = live.map(|(id, _)| *id).collect();
        all.retain(|id| !self.later(*id).is_empty());
        all.sort_by_key(|id| std::cmp::Reverse(self.later(*id).len()));
        let place = usize::from(wish.ticket) % all.len().clamp(1, 4);
        all.get(place).copied().filter(|_| !wish.other.is_multiple_of(5))
    }

    fn later(&self, ticket: TicketId) -> Vec<ServiceId> {
        let ticket = self.hub.state.tickets.get(&ticket);
        ticket.map_or_else(Vec::new, |ticket| ticket.later().cloned().collect())
    }

    /// Counts how visits went on, so that a simulation can say that they did.
    pub(super) fn note_stops(&mut self, outcome: &Result<Decision, Rejection>) {
        let Ok(decision) = outcome else { return };
        for event in &decision.events {
            let Event::Ticket { event, .. } = event else { continue };
            let (how, stops): (_, &[Stop]) = if let TicketEvent::WentOn(went) = event {
                (if went.waits_for.is_some() { "came back" } else { "went on" }, &went.stops)
            } else if let TicketEvent::Completed { stops, .. } = event
                && stops.len() > 1
            {
                ("was the last", stops)
            } else {
                continue;
            };
            *self.came_to.entry(how.to_owned()).or_default() += 1;
            if stops.iter().any(|stop| stop.state == StopState::NotServed) {
                *self.came_to.entry("passed over".to_owned()).or_default() += 1;
            }
        }
    }
}
