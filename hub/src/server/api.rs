//! The HTTP API for other software (api.md): every call becomes the same `Command` as one over the
//! link, with the same refusals.

mod boards;
mod body;
mod bookings;
mod call;
mod calls;
mod counters;
mod estimates;
mod halls;
pub mod openapi;
mod priorities;
mod problem;
mod queue_thing;
mod queues;
mod thing;
mod tickets;
mod training;
mod unserved;
mod visit;

use super::Hub;
use axum::Router;
use axum::routing::{get, post};
use problem::{Problem, refused_method};

/// Returns the routes under `/api/v1`.
pub fn router() -> Router<Hub> {
    Router::new().nest(
        "/api/v1",
        things()
            .merge(counter_steps())
            .fallback(not_found)
            .method_not_allowed_fallback(refused_method),
    )
}

fn things() -> Router<Hub> {
    Router::new()
        .route("/openapi.json", get(openapi::document))
        .route("/health", get(halls::health))
        .route("/estimates", get(estimates::estimates))
        .route("/unserved", get(unserved::unserved))
        .route("/priorities", get(priorities::priorities))
        .route("/hall", get(halls::hall))
        .route("/hall/announce", post(halls::announce))
        .route("/hall/confirm-date", post(halls::confirm_date))
        .route("/queues/{queue}/force", post(queues::force))
        .route("/queues/{queue}/standby", post(queues::standby))
        .route("/queues/{queue}/roll", post(queues::roll))
        .route("/agencies/{agency}/outage", post(queues::set_outage).delete(queues::clear_outage))
        .route("/bookings", get(bookings::bookings).post(bookings::import))
        .route("/check-in", post(bookings::check_in))
        .route("/tickets/{ticket}/voucher", post(bookings::voucher))
        .route("/tickets", post(tickets::issue))
        .route("/tickets/admit", post(tickets::admit))
        .route("/tickets/{ticket}", get(tickets::ticket))
        .route("/tickets/{ticket}/calls", get(calls::calls))
        .route("/tickets/{ticket}/cancel", post(tickets::cancel))
        .route("/tickets/{ticket}/return", post(tickets::come_back))
        .route("/tickets/{ticket}/yield", post(tickets::give_way))
        .route("/tickets/{ticket}/stops", post(visit::stops))
        .route("/tickets/{ticket}/priority", post(tickets::priority))
        .route("/tickets/{ticket}/note", post(tickets::note))
        .route("/board", get(boards::board))
        .route("/board/stream", get(boards::stream))
        .route("/training/clock", post(training::clock))
}

fn counter_steps() -> Router<Hub> {
    Router::new()
        .route("/counters/{counter}", get(counters::counter))
        .route("/counters/{counter}/waiting", get(counters::waiting))
        .route("/counters/{counter}/open", post(counters::open))
        .route("/counters/{counter}/pause", post(counters::pause))
        .route("/counters/{counter}/close", post(counters::close))
        .route("/counters/{counter}/release", post(counters::release))
        .route("/counters/{counter}/approve-closing", post(counters::approve_closing))
        .route("/counters/{counter}/call-next", post(counters::call_next))
        .route("/counters/{counter}/complete-and-call-next", post(counters::complete_and_call_next))
        .route("/counters/{counter}/call", post(counters::call))
        .route("/counters/{counter}/recall", post(counters::recall))
        .route("/counters/{counter}/serve", post(counters::serve))
        .route("/counters/{counter}/complete", post(counters::complete))
        .route("/counters/{counter}/skip", post(counters::skip))
        .route("/counters/{counter}/no-show", post(counters::no_show))
        .route("/counters/{counter}/park", post(counters::park))
        .route("/counters/{counter}/resume", post(counters::resume))
        .route("/counters/{counter}/transfer", post(counters::transfer))
        .route("/counters/{counter}/print-copy", post(counters::print_copy))
        .route("/counters/{counter}/undo", post(counters::undo))
}

async fn not_found() -> Problem {
    Problem::new(axum::http::StatusCode::NOT_FOUND, "unknown-route")
}
