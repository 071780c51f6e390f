//! Withdrawing a ticket.

use super::context::{Actor, Context, Decision, ticket_event};
use super::counter::closed_if_approved;
use crate::event::TicketEvent;
use crate::state::Ticket;
use antrean_shared::id::{DeviceId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;

pub(super) fn cancel(
    context: &Context<'_>,
    actor: &Actor,
    id: TicketId,
) -> Result<Decision, Rejection> {
    if context.state.on_standby(id).is_some() {
        return Ok(super::standby::leave(id));
    }
    let ticket = context.live_ticket(id)?;
    if ticket.state() == TicketState::Serving {
        return Err(Rejection::TicketServing { counter: ticket.phase.holder().cloned() });
    }
    match actor {
        Actor::Api => {}
        Actor::Console { device } => check_cancels(context, device, ticket)?,
        Actor::Kiosk { .. } | Actor::Display { .. } => return Err(Rejection::NotAllowed),
    }
    Ok(withdrawn(context, id, false))
}

/// Refuses a console none of whose counters may serve the ticket, or holds it if one does.
pub(super) fn check_cancels(
    context: &Context<'_>,
    device: &DeviceId,
    ticket: &Ticket,
) -> Result<(), Rejection> {
    let live = context.state.counters.iter();
    let own = live.filter(|(_, counter)| counter.device.as_ref() == Some(device));
    let desks: Vec<_> = own.filter_map(|(id, _)| context.hall.counters.get(id)).collect();
    if !desks.iter().any(|desk| context.may_serve(desk, ticket)) {
        return Err(Rejection::NotAllowed);
    }
    match ticket.phase.holder() {
        Some(holder) if !desks.iter().any(|desk| desk.id == *holder) => {
            Err(Rejection::TicketHeld { counter: Some(holder.clone()) })
        }
        Some(_) | None => Ok(()),
    }
}

/// Withdraws a ticket; a counter that was only waiting for this visitor to go closes.
pub(super) fn withdrawn(context: &Context<'_>, id: TicketId, given_back: bool) -> Decision {
    let mut events = vec![ticket_event(id, TicketEvent::Cancelled { given_back })];
    if let Some(holder) = context.state.tickets[&id].phase.holder() {
        events.extend(closed_if_approved(context, holder));
    }
    Decision::about(id, events)
}
