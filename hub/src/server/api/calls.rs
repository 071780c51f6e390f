//! A ticket's calls over HTTP: when each was shown and spoken, and where. Proof in a dispute.
//!
//! Read from the entries themselves, each with its number: whoever doubts an answer finds them in the journal,
//! under its chain of hashes.

use super::body::language;
use super::call::look;
use super::problem::Problem;
use super::tickets::ticket_id;
use crate::event::{Event, HallEvent, TicketEvent};
use crate::hall::Hall;
use crate::journal::{Entry, JournalError};
use crate::server::Hub;
use antrean_shared::command::{CallOutcome, CallReport};
use antrean_shared::id::{CounterId, DeviceId, TicketId, ZoneId};
use antrean_shared::time::Timestamp;
use antrean_shared::view::CallKind;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

/// A ticket's calls.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CallsAnswer {
    #[schema(value_type = uuid::Uuid)]
    ticket: TicketId,
    number: String,
    /// In the order in which they were made.
    calls: Vec<CallThing>,
}

/// A call of a ticket, and what displays told of it.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub(super) struct CallThing {
    /// Its number in the zone.
    call: u64,
    /// `call`, `recall` or `last`.
    #[schema(value_type = String)]
    kind: CallKind,
    #[schema(value_type = String)]
    zone: ZoneId,
    #[schema(value_type = String)]
    counter: CounterId,
    at: DateTime<FixedOffset>,
    /// The journal's entry in which it stands.
    entry: u64,
    /// What became of it on the boards.
    shown: Vec<ReportThing>,
    /// What became of it at the loudspeakers.
    spoken: Vec<ReportThing>,
}

/// What became of a call at a display, as the display told it.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub(super) struct ReportThing {
    #[schema(value_type = String)]
    display: DeviceId,
    /// When: of what is spoken, the end.
    at: DateTime<FixedOffset>,
    /// `done`, or why not: `silent`, `answered`, `missed`, `withdrawn`, `merged`, `too-old`, `hole`.
    #[schema(value_type = String)]
    outcome: CallOutcome,
    /// When the hub heard of it.
    told_at: DateTime<FixedOffset>,
    /// The journal's entry in which it stands.
    entry: u64,
}

/// Returns when each call of a ticket, of any day, was shown and spoken.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/calls", operation_id = "ticket_calls", params(("ticket" = Uuid, Path)), responses((status = 200, body = CallsAnswer)))]
pub(super) async fn calls(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<CallsAnswer>, Problem> {
    let language = language(&headers);
    let ticket = ticket_id(&id).map_err(|problem| problem.in_language(language))?;
    let found = look(&hub, language, move |world, journal| {
        let live = world.state.tickets.get(&ticket).map(|live| live.number);
        let number = match live {
            Some(number) => number,
            None => journal
                .past_ticket(ticket)
                .map_err(|fault| unreadable(&fault))?
                .map(|row| row.number)
                .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))?,
        };
        let entries = journal.calls(ticket).map_err(|fault| unreadable(&fault))?;
        let calls = told(&entries, ticket, &world.hall);
        Ok(CallsAnswer { ticket, number: number.to_string(), calls })
    });
    found.await.map(Json)
}

fn unreadable(fault: &JournalError) -> Problem {
    tracing::error!(%fault, "the calls of a ticket could not be read");
    Problem::busy()
}

/// Joins the entries about a ticket's calls, in order, to one list.
fn told(entries: &[Entry], ticket: TicketId, hall: &Hall) -> Vec<CallThing> {
    let at = |instant: Timestamp| instant.at(hall.offset(instant));
    let mut calls: Vec<CallThing> = Vec::new();
    for (entry, event) in entries.iter().flat_map(|of| of.events.iter().map(move |one| (of, one))) {
        if let Some((kind, counter, zone, call)) = made(event, ticket) {
            calls.push(CallThing {
                call,
                kind,
                zone: zone.clone(),
                counter: counter.clone(),
                at: at(entry.at),
                entry: entry.seq,
                shown: vec![],
                spoken: vec![],
            });
        }
        let Some(reported) = reported(event) else { continue };
        for report in reported.calls {
            let is = |of: &&mut CallThing| of.zone == *reported.zone && of.call == report.call;
            let Some(of) = calls.iter_mut().rev().find(is) else { continue };
            let list = if reported.is_spoken { &mut of.spoken } else { &mut of.shown };
            list.push(ReportThing {
                display: reported.display.clone(),
                at: at(report.at),
                outcome: report.outcome,
                told_at: at(entry.at),
                entry: entry.seq,
            });
        }
    }
    calls
}

/// The call of a ticket that an event is: its kind, its counter, its zone and its number there.
fn made(event: &Event, ticket: TicketId) -> Option<(CallKind, &CounterId, &ZoneId, u64)> {
    let Event::Ticket { id, event } = event else { return None };
    if *id != ticket {
        return None;
    }
    if let TicketEvent::Called { counter, zone, call, .. } = event {
        return Some((CallKind::Call, counter, zone, *call));
    }
    let TicketEvent::Recalled { counter, zone, call, kind, .. } = event else { return None };
    Some((*kind, counter, zone, *call))
}

/// What a display told of calls.
struct Reported<'a> {
    zone: &'a ZoneId,
    display: &'a DeviceId,
    calls: &'a [CallReport],
    is_spoken: bool,
}

fn reported(event: &Event) -> Option<Reported<'_>> {
    let Event::Hall(event) = event else { return None };
    if let HallEvent::CallsShown { zone, display, calls } = event {
        return Some(Reported { zone, display, calls, is_spoken: false });
    }
    let HallEvent::CallsSpoken { zone, display, calls, .. } = event else { return None };
    Some(Reported { zone, display, calls, is_spoken: true })
}
