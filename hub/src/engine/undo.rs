//! Taking a counter's last step back.

use super::context::{Context, Decision, counter_event};
use super::counter::closed_if_approved;
use crate::event::{CounterEvent, Phase, Place, WaitsFor};
use crate::state::UNDO_WITHIN;
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::rejection::{CounterState, Rejection};

pub(super) fn undo(context: &Context<'_>, counter: &CounterId) -> Result<Decision, Rejection> {
    context.counter(counter)?;
    let live = context.state.counters.get(counter);
    let step =
        live.and_then(|counter| counter.last_step.as_ref()).ok_or(Rejection::NothingToUndo)?;
    if context.now > step.at.plus(UNDO_WITHIN) {
        return Err(Rejection::UndoExpired);
    }
    let touched =
        |(id, _, changes): &(TicketId, Place, u32)| context.state.tickets[id].changes != *changes;
    let held = |(_, place, _): &(TicketId, Place, u32)| place.phase.holder() == Some(counter);
    let comes_back = step.tickets.iter().any(held);
    let busy = context
        .hand(counter)
        .is_some_and(|(hand, _)| !step.tickets.iter().any(|(id, ..)| *id == hand));
    if busy && comes_back || step.tickets.iter().any(touched) {
        return Err(Rejection::UndoOvertaken);
    }
    let closing = if busy || comes_back { vec![] } else { closed_if_approved(context, counter) };
    let closes = (!closing.is_empty()).then_some(counter);
    let stand = |place| still_open(context, closes, place);
    let places: Vec<_> = step.tickets.iter().map(|(id, place, _)| (*id, stand(place))).collect();
    let mut events = vec![counter_event(
        counter,
        CounterEvent::StepUndone { of: step.step, places, run: step.run },
    )];
    events.extend(closing);
    let mut decision = Decision::at(counter, events);
    decision.subject.ticket = step.tickets.first().map(|(id, ..)| *id);
    Ok(decision)
}

/// A ticket that waited for a counter or officer who is gone by now, or goes with this step, waits
/// for its queue.
fn still_open(context: &Context<'_>, closes: Option<&CounterId>, place: &Place) -> Place {
    let mut open = context
        .state
        .counters
        .iter()
        .filter(|(id, counter)| Some(*id) != closes && counter.state() != CounterState::Closed);
    let gone = match &place.phase {
        Phase::Waiting { waits_for: Some(WaitsFor::Counter(id)), .. } => {
            !open.any(|(open, _)| open == id)
        }
        Phase::Waiting { waits_for: Some(WaitsFor::Officer(officer)), .. } => {
            !open.any(|(_, counter)| counter.officer.as_ref() == Some(officer))
        }
        Phase::Waiting { waits_for: None, .. }
        | Phase::Issued
        | Phase::Called { .. }
        | Phase::Serving { .. }
        | Phase::Parked { .. }
        | Phase::NoShow { .. }
        | Phase::Completed { .. }
        | Phase::Cancelled { .. }
        | Phase::Expired { .. } => false,
    };
    let phase = if gone { Phase::WAITING } else { place.phase.clone() };
    Place { phase, ..place.clone() }
}
