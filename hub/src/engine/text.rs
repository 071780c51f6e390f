//! Texts about visitors that can be erased: an entry holds their hash, the private table the text.

use super::context::{Context, Decision, PrivateText, bounded, ticket_event};
use crate::event::{Field, TicketEvent};
use antrean_shared::id::{TicketId, Token};
use antrean_shared::rejection::Rejection;
use sha2::{Digest, Sha256};

/// Returns the hash that stands for a text in an entry, with the text for the private table.
pub(super) fn sealed(
    ticket: TicketId,
    field: Field,
    (salt, text): (Token, &str),
) -> (String, PrivateText) {
    let salt = salt.to_string();
    let hash = Sha256::new().chain_update(&salt).chain_update(text).finalize();
    let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    (hash, PrivateText { ticket, field, salt, text: text.to_owned() })
}

pub(super) fn set_note(
    context: &Context<'_>,
    id: TicketId,
    (salt, text): (Token, &str),
) -> Result<Decision, Rejection> {
    context.live_ticket(id)?;
    let text = bounded("text", text)?;
    if text.is_empty() {
        let noted = context.state.has_text(id, Field::Note);
        let events = if noted { vec![ticket_event(id, TicketEvent::NoteErased)] } else { vec![] };
        return Ok(Decision::about(id, events));
    }
    let (hash, private) = sealed(id, Field::Note, (salt, text));
    let decision = Decision::about(id, vec![ticket_event(id, TicketEvent::NoteSet { hash })]);
    Ok(Decision { private: vec![private], ..decision })
}
