//! The API's own description, generated from the handlers and their types.

use super::{
    boards, bookings, calls, counters, estimates, halls, priorities, queues, tickets, training,
    unserved, visit,
};
use axum::Json;
use utoipa::OpenApi;

/// The description of the API.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Antrean",
        description = "The queue of a public service hall",
        license(name = "GPL-3.0-only")
    ),
    paths(
        halls::hall,
        estimates::estimates,
        unserved::unserved,
        priorities::priorities,
        halls::health,
        halls::announce,
        halls::confirm_date,
        queues::force,
        queues::standby,
        queues::roll,
        queues::set_outage,
        queues::clear_outage,
        bookings::bookings,
        bookings::import,
        bookings::check_in,
        bookings::voucher,
        tickets::issue,
        tickets::ticket,
        calls::calls,
        tickets::cancel,
        tickets::come_back,
        tickets::give_way,
        visit::stops,
        tickets::priority,
        tickets::note,
        tickets::admit,
        counters::counter,
        counters::waiting,
        counters::open,
        counters::pause,
        counters::close,
        counters::release,
        counters::approve_closing,
        counters::call_next,
        counters::complete_and_call_next,
        counters::call,
        counters::recall,
        counters::serve,
        counters::complete,
        counters::no_show,
        counters::skip,
        counters::park,
        counters::resume,
        counters::transfer,
        counters::print_copy,
        counters::undo,
        boards::board,
        boards::stream,
        training::clock,
    )
)]
pub struct Description;

/// Returns the description as JSON.
pub(super) async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}
