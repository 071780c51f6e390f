//! Who is called earlier: claimed by the visitor, granted or withdrawn by an officer.
//!
//! The rules see a head start, never the class (contract.md 3).

use super::context::{Context, Decision, PrivateText, required, ticket_event, unknown};
use super::text::sealed;
use crate::event::{Field, Priority, TicketEvent};
use antrean_shared::command::PriorityClaim;
use antrean_shared::id::{TicketId, Token};
use antrean_shared::rejection::Rejection;

/// Returns what a claim gives, with the class for the private table.
pub(super) fn granted(
    context: &Context<'_>,
    ticket: TicketId,
    claim: &PriorityClaim,
) -> Result<(Priority, Option<PrivateText>), Rejection> {
    let sealed = match &claim.class {
        None => None,
        Some(class) if context.hall.priorities.iter().any(|known| known.id == *class) => {
            Some(sealed(ticket, Field::Class, (claim.salt, class.as_str())))
        }
        Some(class) => return Err(unknown("priority", class)),
    };
    let (class, private) = sealed.unzip();
    let head_start_seconds = context.hall.rules.calling.head_start_seconds();
    Ok((Priority { head_start_seconds, class, reason: None }, private))
}

pub(super) fn grant(
    context: &Context<'_>,
    id: TicketId,
    claim: &PriorityClaim,
    reason: Option<&str>,
) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    let (priority, class) = granted(context, id, claim)?;
    let reason = reason.map(|reason| required("reason", reason)).transpose()?;
    if ticket.class.priority && claim.class.is_none() && reason.is_none() {
        return Ok(Decision::about(id, vec![]));
    }
    let (reason, written) =
        reason.map(|reason| sealed(id, Field::Reason, (claim.salt, reason))).unzip();
    let event = ticket_event(id, TicketEvent::PriorityGranted(Priority { reason, ..priority }));
    let private = class.into_iter().chain(written).collect();
    Ok(Decision { private, ..Decision::about(id, vec![event]) })
}

pub(super) fn withdraw(
    context: &Context<'_>,
    id: TicketId,
    (salt, reason): (Token, &str),
) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    let reason = required("reason", reason)?;
    if !ticket.class.priority {
        return Ok(Decision::about(id, vec![]));
    }
    let (reason, private) = sealed(id, Field::Reason, (salt, reason));
    let event = ticket_event(id, TicketEvent::PriorityWithdrawn { reason });
    Ok(Decision { private: vec![private], ..Decision::about(id, vec![event]) })
}
