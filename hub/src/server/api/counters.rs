//! Counters over HTTP: an officer's steps, and what a console would show.

use super::body::{Call, language};
use super::call::{Reading, command, look};
use super::problem::Problem;
use super::thing::{
    CallAnswer, CounterAnswer, CounterThing, TicketAnswer, TicketThing, UndoAnswer, WhyThing,
    call_answer, counter_answer, ticket_answer, undo_answer,
};
use super::tickets::Nothing;
use crate::engine::next::{Choice, in_order};
use crate::engine::serves;
use crate::hall;
use crate::server::{Hub, search};
use crate::state::UNDO_WITHIN;
use crate::world::World;
use antrean_shared::command::{Command, TransferTarget};
use antrean_shared::id::{CounterId, KioskId, Officer, QueueId, ServiceId, TicketId};
use antrean_shared::limits::COUNTER_WAITING_MAX;
use antrean_shared::search::NumberPart;
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Who sits at a counter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficerBody {
    #[schema(value_type = String)]
    officer: Officer,
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReasonBody {
    reason: String,
}

/// Why, if there is anything to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MaybeReasonBody {
    #[serde(default)]
    reason: Option<String>,
}

/// The answer to a counter that asked to close.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApproveBody {
    approve: bool,
    #[serde(default)]
    reason: Option<String>,
}

/// What came of a visit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeBody {
    #[serde(default)]
    outcome: Option<String>,
}

/// A ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketBody {
    ticket: Uuid,
}

/// Whose paper is printed once more, and where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CopyBody {
    ticket: Uuid,
    #[schema(value_type = String)]
    kiosk: KioskId,
}

/// Why a visitor is set aside, and until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParkBody {
    reason: String,
    #[serde(default)]
    until: Option<DateTime<FixedOffset>>,
}

/// Where a visitor is sent: exactly one of queue, counter, service, officer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TransferBody {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    queue: Option<QueueId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    counter: Option<CounterId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    service: Option<ServiceId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    officer: Option<Officer>,
    #[serde(default)]
    ticket: Option<Uuid>,
    /// The visitor comes back to this counter afterwards.
    #[serde(default, rename = "return")]
    come_back: bool,
}

/// Which waiting tickets to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// A part of a number.
    #[serde(default)]
    search: Option<String>,
}

/// A waiting ticket.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaitingThing {
    ticket: TicketThing,
    why: WhyThing,
}

/// The full list of those who wait.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaitingAnswer {
    waiting: Vec<WaitingThing>,
}

/// What a console would show.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConsoleAnswer {
    counter: CounterThing,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketThing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undo_until: Option<DateTime<FixedOffset>>,
    waiting: Vec<WaitingThing>,
    waiting_total: usize,
    parked: Vec<TicketThing>,
    no_show: Vec<TicketThing>,
    today: TodayThing,
}

/// Figures of a counter's day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TodayThing {
    completed: u32,
    /// Visitors whom its officers chose out of turn, those taken back too.
    chosen: u32,
}

fn counter_id(text: String) -> Result<CounterId, Problem> {
    CounterId::new(text).map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
}

const COUNTER: &[&str] = &["counter"];

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, $answer:ty, $render:path,
       |$call:ident, $counter:ident| $command:expr;)*) => { $(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, operation_id = $operation, params(("counter" = String, Path)), request_body = $body, responses((status = 200, body = $answer)))]
        pub(super) async fn $name(
            State(hub): State<Hub>,
            Path(id): Path<String>,
            call: Call<$body>,
        ) -> Result<Response, Problem> {
            let $counter = counter_id(id).map_err(|problem| problem.in_language(call.language))?;
            let $call = &call.body;
            let wish: Result<Command, Problem> = $command;
            let wish = wish.map_err(|problem| problem.in_language(call.language))?;
            command(&hub, &call, wish, Reading { status: StatusCode::OK, path_fields: COUNTER, render: $render }).await
        }
    )* };
}

steps!(
    /// Opens a counter.
    open, "/api/v1/counters/{counter}/open", "open_counter", OfficerBody, CounterAnswer, counter_answer,
        |body, counter| Ok(Command::OpenCounter { counter, officer: body.officer.clone() });
    /// Pauses a counter.
    pause, "/api/v1/counters/{counter}/pause", "pause_counter", ReasonBody, CounterAnswer, counter_answer,
        |body, counter| Ok(Command::PauseCounter { counter, reason: body.reason.clone() });
    /// Closes a counter, or asks for it.
    close, "/api/v1/counters/{counter}/close", "close_counter", MaybeReasonBody, CounterAnswer, counter_answer,
        |body, counter| Ok(Command::CloseCounter { counter, reason: body.reason.clone() });
    /// Frees a counter whose officer is gone.
    release, "/api/v1/counters/{counter}/release", "release_counter", ReasonBody, CounterAnswer, counter_answer,
        |body, counter| Ok(Command::ReleaseCounter { counter, reason: body.reason.clone() });
    /// Answers a counter that asked to close.
    approve_closing, "/api/v1/counters/{counter}/approve-closing", "approve_closing", ApproveBody, CounterAnswer, counter_answer,
        |body, counter| Ok(Command::ApproveClosing { counter, approve: body.approve, reason: body.reason.clone() });
    /// Calls the next visitor.
    call_next, "/api/v1/counters/{counter}/call-next", "call_next", Nothing, CallAnswer, call_answer,
        |_body, counter| Ok(Command::CallNext { counter });
    /// Finishes with the visitor and calls the next.
    complete_and_call_next, "/api/v1/counters/{counter}/complete-and-call-next", "complete_and_call_next", OutcomeBody, CallAnswer, call_answer,
        |body, counter| Ok(Command::CompleteAndCallNext { counter, outcome: body.outcome.clone() });
    /// Calls a chosen visitor.
    call, "/api/v1/counters/{counter}/call", "call_ticket", TicketBody, TicketAnswer, ticket_answer,
        |body, counter| Ok(Command::CallTicket { counter, ticket: TicketId(body.ticket) });
    /// Summons the called visitor again.
    recall, "/api/v1/counters/{counter}/recall", "recall", Nothing, TicketAnswer, ticket_answer,
        |_body, counter| Ok(Command::Recall { counter });
    /// Starts to serve the called visitor.
    serve, "/api/v1/counters/{counter}/serve", "serve", Nothing, TicketAnswer, ticket_answer,
        |_body, counter| Ok(Command::Serve { counter });
    /// Finishes with the visitor.
    complete, "/api/v1/counters/{counter}/complete", "complete", OutcomeBody, TicketAnswer, ticket_answer,
        |body, counter| Ok(Command::Complete { counter, outcome: body.outcome.clone() });
    /// Puts the called visitor back for a while and calls the next.
    skip, "/api/v1/counters/{counter}/skip", "skip", Nothing, CallAnswer, call_answer,
        |_body, counter| Ok(Command::Skip { counter });
    /// Says that the called visitor did not come.
    no_show, "/api/v1/counters/{counter}/no-show", "no_show", Nothing, TicketAnswer, ticket_answer,
        |_body, counter| Ok(Command::NoShow { counter });
    /// Sets the visitor in hand aside.
    park, "/api/v1/counters/{counter}/park", "park", ParkBody, TicketAnswer, ticket_answer,
        |body, counter| Ok(Command::Park { counter, reason: body.reason.clone(), until: body.until.map(Timestamp::from) });
    /// Goes on serving a parked visitor.
    resume, "/api/v1/counters/{counter}/resume", "resume", TicketBody, TicketAnswer, ticket_answer,
        |body, counter| Ok(Command::Resume { counter, ticket: TicketId(body.ticket) });
    /// Sends a visitor elsewhere.
    transfer, "/api/v1/counters/{counter}/transfer", "transfer", TransferBody, TicketAnswer, ticket_answer,
        |body, counter| transfer_command(counter, body);
    /// Prints a visitor's paper once more at a kiosk.
    print_copy, "/api/v1/counters/{counter}/print-copy", "print_copy", CopyBody, TicketAnswer, ticket_answer,
        |body, counter| Ok(Command::PrintCopy { counter, ticket: TicketId(body.ticket), kiosk: body.kiosk.clone() });
    /// Takes the counter's last step back.
    undo, "/api/v1/counters/{counter}/undo", "undo", Nothing, UndoAnswer, undo_answer,
        |_body, counter| Ok(Command::Undo { counter });
);

fn transfer_command(from: CounterId, body: &TransferBody) -> Result<Command, Problem> {
    let TransferBody { queue, counter, service, officer, ticket, come_back } = body;
    let queue = queue.clone().map(TransferTarget::Queue);
    let counter = counter.clone().map(TransferTarget::Counter);
    let service = service.clone().map(TransferTarget::Service);
    let officer = officer.clone().map(TransferTarget::Officer);
    let mut targets = [queue, counter, service, officer].into_iter().flatten();
    match (targets.next(), targets.next()) {
        (Some(to), None) => {
            let (ticket, come_back) = (ticket.map(TicketId), *come_back);
            Ok(Command::Transfer { counter: from, ticket, to, come_back })
        }
        (None, _) => Err(Problem::field("wrong-form", "queue")),
        (Some(_), Some(_)) => Err(Problem::field("wrong-form", "counter")),
    }
}

/// Returns what a console would show.
#[utoipa::path(get, path = "/api/v1/counters/{counter}", params(("counter" = String, Path)), responses((status = 200, body = ConsoleAnswer)))]
pub(super) async fn counter(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<ConsoleAnswer>, Problem> {
    let language = language(&headers);
    at_desk(&hub, id, language, move |world, desk| console(world, desk, language)).await.map(Json)
}

/// Returns everybody whom the counter may call, in calling order.
#[utoipa::path(get, path = "/api/v1/counters/{counter}/waiting", params(("counter" = String, Path), Search), responses((status = 200, body = WaitingAnswer)))]
pub(super) async fn waiting(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    Query(wanted): Query<Search>,
    headers: HeaderMap,
) -> Result<Json<WaitingAnswer>, Problem> {
    let language = language(&headers);
    let part = wanted.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let part = part.map(NumberPart::new).transpose();
    let wrong = |_| Problem::field("wrong-form", "search").in_language(language);
    let part = part.map_err(wrong)?;
    let list = move |world: &World, desk: &hall::Counter| {
        let found = search::waiting(world, desk, part.as_ref());
        WaitingAnswer {
            waiting: found.filter_map(|choice| waiting_thing(world, choice, language)).collect(),
        }
    };
    at_desk(&hub, id, language, list).await.map(Json)
}

/// Looks at a counter of the hall.
async fn at_desk<T: Send + 'static>(
    hub: &Hub,
    id: String,
    language: Language,
    seen: impl FnOnce(&World, &hall::Counter) -> T + Send + 'static,
) -> Result<T, Problem> {
    let id = counter_id(id).map_err(|problem| problem.in_language(language))?;
    let looked = look(hub, language, move |world, _| {
        let desk = world.hall.counters.get(&id);
        desk.map(|desk| seen(world, desk))
            .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "unknown-id"))
    });
    looked.await
}

fn console(world: &World, desk: &hall::Counter, language: Language) -> ConsoleAnswer {
    let live = world.state.counters.get(&desk.id);
    let things = |ids: &std::collections::BTreeSet<TicketId>| {
        let mine = ids.iter().filter(|id| {
            serves(&world.hall, &world.state, desk, &world.state.tickets[*id].service)
        });
        mine.filter_map(|id| TicketThing::live(world, *id)).collect()
    };
    let order: Vec<_> = in_order(&world.hall, &world.state, desk, world.now).collect();
    let first = order.iter().take(COUNTER_WAITING_MAX);
    let undo = live.and_then(|live| live.last_step.as_ref()).map(|step| step.at.plus(UNDO_WITHIN));
    ConsoleAnswer {
        counter: CounterThing::live(world, desk, language),
        ticket: live.and_then(|live| live.hand).and_then(|id| TicketThing::in_hand(world, id)),
        undo_until: undo
            .filter(|until| *until >= world.now)
            .map(|until| until.at(world.hall.offset(world.now))),
        waiting: first.filter_map(|next| waiting_thing(world, *next, language)).collect(),
        waiting_total: order.len(),
        parked: things(&world.state.parked),
        no_show: things(&world.state.missed),
        today: TodayThing {
            completed: live.map_or(0, |live| live.completed),
            chosen: live.map_or(0, |live| live.chosen),
        },
    }
}

fn waiting_thing(world: &World, choice: Choice, language: Language) -> Option<WaitingThing> {
    TicketThing::live(world, choice.ticket)
        .map(|ticket| WaitingThing { ticket, why: WhyThing::new(choice.why, language) })
}
