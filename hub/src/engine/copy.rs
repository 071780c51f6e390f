//! Printing a visitor's paper once more, at a kiosk, because an officer asks for it.

use super::context::{Context, Decision, ticket_event, unknown};
use super::hand::not_in;
use crate::event::TicketEvent;
use antrean_shared::id::{CounterId, KioskId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;
use std::time::Duration;

/// How long a kiosk may take to print it. The visitor stands there waiting; a paper that comes out
/// later lies in the tray for a stranger.
const PRINTED_WITHIN: Duration = Duration::from_secs(60);

pub(super) fn print(
    context: &Context<'_>,
    counter: &CounterId,
    (id, kiosk): (TicketId, &KioskId),
) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let ticket = context.live_ticket(id)?;
    if ticket.state() == TicketState::Issued {
        return Err(not_in(TicketState::Issued));
    }
    if !context.hall.kiosks.contains_key(kiosk) {
        return Err(unknown("kiosk", kiosk));
    }
    let until = context.now.plus(PRINTED_WITHIN);
    let event = ticket_event(id, TicketEvent::CopyAsked { kiosk: kiosk.clone(), until });
    Ok(Decision::about(id, vec![event]))
}
