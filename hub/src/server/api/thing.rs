//! The API's own forms of tickets, counters and their like: RFC 3339 times, names in one language.
//!
//! Apart from the views on purpose: what other software relies on may not change with a screen.

use super::visit::{SentOnThing, StopThing};
use crate::engine::answer_due;
use crate::estimate::promise::told;
use crate::estimate::{Absent, Estimate};
use crate::event::{Field, Phase};
use crate::hall;
use crate::journal::{Outcome, TicketRow};
use crate::state::Ticket;
use crate::words::why_text;
use crate::world::World;
use antrean_shared::id::{CounterId, PriorityId, QueueId, TicketId, ZoneId};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Language, Shown, TicketState};
use antrean_shared::time::Timestamp;
use antrean_shared::view::Why;
use antrean_shared::wait::WaitRange;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

/// A ticket (api.md).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct TicketThing {
    #[schema(value_type = uuid::Uuid)]
    id: TicketId,
    number: String,
    #[schema(value_type = String)]
    queue: QueueId,
    stops: Vec<StopThing>,
    #[schema(value_type = String)]
    state: TicketState,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    shown: Option<Shown>,
    priority: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    priority_class: Option<PriorityId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[schema(value_type = String)]
    language: Language,
    issued_at: DateTime<FixedOffset>,
    #[serde(skip_serializing_if = "Option::is_none")]
    called_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serving_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    counter: Option<CounterId>,
    call_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    ahead: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<EstimateThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    estimate_absent: Option<Absent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall_from: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_until: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// How long somebody will probably wait, in minutes (api.md).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct EstimateThing {
    /// A multiple of 5; one of ten waits is shorter.
    low_minutes: u32,
    /// Half of the waits are shorter.
    likely_minutes: u32,
    /// A multiple of 5; one of ten waits is longer.
    high_minutes: u32,
}

/// Returns an estimate, or why there is none.
pub(super) fn estimated(
    estimate: Result<Estimate, Absent>,
) -> (Option<EstimateThing>, Option<Absent>) {
    match estimate {
        Ok(estimate) => {
            let WaitRange { low_minutes, high_minutes } = told(&estimate);
            let likely = estimate.likely_minutes.round().clamp(0.0, f64::from(high_minutes));
            // Between 0 and the high end, which is a whole number.
            let likely_minutes = (likely as u32).max(low_minutes);
            (Some(EstimateThing { low_minutes, likely_minutes, high_minutes }), None)
        }
        Err(absent) => (None, Some(absent)),
    }
}

/// A counter (api.md).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CounterThing {
    #[schema(value_type = String)]
    id: CounterId,
    name: String,
    #[schema(value_type = String)]
    zone: ZoneId,
    #[schema(value_type = Vec<String>)]
    queues: Vec<QueueId>,
    #[schema(value_type = String)]
    state: CounterState,
    #[serde(skip_serializing_if = "Option::is_none")]
    officer: Option<String>,
}

/// Why a ticket was called.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WhyThing {
    #[schema(value_type = String)]
    rule: Why,
    text: &'static str,
}

/// An answer with a ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct TicketAnswer {
    ticket: Option<TicketThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_on: Option<SentOnThing>,
}

/// An answer with a counter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CounterAnswer {
    counter: Option<CounterThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unserved: Option<u32>,
}

/// The answer to a call.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CallAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed: Option<TicketThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_on: Option<SentOnThing>,
}

/// The answer to an undo.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct UndoAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketThing>,
    counter: Option<CounterThing>,
}

impl TicketThing {
    /// Returns a ticket of today.
    pub(super) fn live(world: &World, id: TicketId) -> Option<Self> {
        let ticket = world.state.tickets.get(&id)?;
        let at = |instant: Timestamp| instant.at(world.hall.offset(world.now));
        let waits = matches!(ticket.state(), TicketState::Issued | TicketState::Waiting);
        let estimate = waits.then(|| estimated(world.estimate_of(id)));
        let (estimate, estimate_absent) = estimate.unwrap_or_default();
        let page = world.hall.phone_address.as_deref().zip(ticket.token);
        Some(Self {
            id,
            number: ticket.number.to_string(),
            queue: ticket.queue.clone(),
            stops: StopThing::all(&ticket.stops, ticket.state()),
            state: ticket.state(),
            shown: ticket.shown,
            priority: ticket.class.priority,
            priority_class: None,
            priority_reason: None,
            note: None,
            language: ticket.language,
            issued_at: at(ticket.issued_at),
            called_at: ticket.called_at.map(at),
            serving_at: ticket.serving_at.map(at),
            ended_at: ticket.phase.ended_at().map(at),
            counter: ticket.phase.counter().cloned(),
            call_count: ticket.call_count,
            ahead: world.ahead(id),
            estimate,
            estimate_absent,
            recall_from: recall_from(world, ticket).map(at),
            return_until: ticket.return_until().map(at),
            url: page.map(|(address, token)| format!("{address}{token}")),
        })
    }

    /// Returns the ticket in a counter's hand, with what only that counter may know.
    pub(super) fn in_hand(world: &World, id: TicketId) -> Option<Self> {
        let text = |field| world.state.text(id, field);
        Some(Self {
            priority_class: text(Field::Class).and_then(|class| class.parse().ok()),
            priority_reason: text(Field::Reason).map(str::to_owned),
            note: text(Field::Note).map(str::to_owned),
            ..Self::live(world, id)?
        })
    }

    /// Returns a ticket of a past day.
    pub(super) fn past(world: &World, row: &TicketRow) -> Self {
        let at = |instant: Timestamp| instant.at(world.hall.offset(instant));
        Self {
            id: row.id,
            number: row.number.to_string(),
            queue: row.queue.clone(),
            stops: StopThing::all(&row.stops, row.state),
            state: row.state,
            shown: None,
            priority: row.priority,
            priority_class: None,
            priority_reason: None,
            note: None,
            language: row.language,
            issued_at: at(row.issued_at),
            called_at: row.called_at.map(at),
            serving_at: row.serving_at.map(at),
            ended_at: row.ended_at.map(at),
            counter: row.counter.clone(),
            call_count: row.call_count,
            ahead: None,
            estimate: None,
            estimate_absent: None,
            recall_from: None,
            return_until: None,
            url: None,
        }
    }
}

fn recall_from(world: &World, ticket: &Ticket) -> Option<Timestamp> {
    let Phase::Called { recalls, .. } = &ticket.phase else { return None };
    let due = answer_due(&world.hall, &world.state, ticket);
    due.filter(|_| *recalls < world.hall.absence(&ticket.queue).recalls_max)
}

impl CounterThing {
    /// Returns a counter as it is.
    pub(super) fn live(world: &World, desk: &hall::Counter, language: Language) -> Self {
        let officer =
            world.state.counters.get(&desk.id).and_then(|counter| counter.officer.as_ref());
        Self {
            id: desk.id.clone(),
            name: desk.name.get(language).to_owned(),
            zone: desk.zone.clone(),
            queues: desk.queues.clone(),
            state: world.state.counter_state(&desk.id),
            officer: officer.map(ToString::to_string),
        }
    }
}

impl WhyThing {
    /// Returns a reason in words.
    pub(super) fn new(why: Why, language: Language) -> Self {
        Self { rule: why, text: why_text(why, language) }
    }
}

fn counter_of(world: &World, outcome: &Outcome, language: Language) -> Option<CounterThing> {
    let desk = outcome.counter.as_ref().and_then(|id| world.hall.counters.get(id))?;
    Some(CounterThing::live(world, desk, language))
}

/// Renders an answer with a ticket.
pub(super) fn ticket_answer(world: &World, outcome: &Outcome, _: Language) -> TicketAnswer {
    TicketAnswer {
        ticket: outcome.ticket.and_then(|id| TicketThing::live(world, id)),
        sent_on: SentOnThing::of(world, outcome),
    }
}

/// Renders an answer with a counter.
pub(super) fn counter_answer(
    world: &World,
    outcome: &Outcome,
    language: Language,
) -> CounterAnswer {
    CounterAnswer { counter: counter_of(world, outcome, language), unserved: outcome.unserved }
}

/// Renders the answer to a call.
pub(super) fn call_answer(world: &World, outcome: &Outcome, language: Language) -> CallAnswer {
    CallAnswer {
        ticket: outcome.ticket.and_then(|id| TicketThing::live(world, id)),
        why: outcome.why.map(|why| WhyThing::new(why, language)),
        completed: outcome.completed.and_then(|id| TicketThing::live(world, id)),
        sent_on: SentOnThing::of(world, outcome),
    }
}

/// Renders the answer to an undo.
pub(super) fn undo_answer(world: &World, outcome: &Outcome, language: Language) -> UndoAnswer {
    UndoAnswer {
        ticket: outcome.ticket.and_then(|id| TicketThing::live(world, id)),
        counter: counter_of(world, outcome, language),
    }
}
