//! Bookings and vouchers over HTTP: what visitors have for another time. Never a name.

use super::body::{Call, language};
use super::call::{Reading, command, look};
use super::problem::Problem;
use super::thing::TicketThing;
use super::tickets::{random_bits, random_token, ticket_id};
use crate::event;
use crate::journal::Outcome;
use crate::server::Hub;
use crate::world::World;
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::{Booking, Command};
use antrean_shared::id::{QueueId, ServiceId, TicketId};
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::ServiceDay;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Bookings that were made elsewhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ImportBody {
    bookings: Vec<BookingBody>,
}

/// A booking: 6 to 10 letters and digits, a service, a day, and the begin of one of its slots.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookingBody {
    #[schema(value_type = String)]
    id: BookingCode,
    #[schema(value_type = String)]
    service: ServiceId,
    #[schema(value_type = String)]
    day: ServiceDay,
    /// HH:MM in the hall.
    time: String,
}

/// How many bookings of today and of days to come there are.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportAnswer {
    bookings_total: usize,
}

/// Which day's bookings.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Day {
    /// YYYY-MM-DD; without it today.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    day: Option<ServiceDay>,
}

/// A day's bookings, by slot.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BookingsAnswer {
    bookings: Vec<BookingThing>,
}

/// A booking as it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BookingThing {
    #[schema(value_type = String)]
    id: BookingCode,
    #[schema(value_type = String)]
    service: ServiceId,
    #[schema(value_type = String)]
    queue: QueueId,
    slot: DateTime<FixedOffset>,
    /// The ticket of who has checked in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    ticket: Option<TicketId>,
}

/// A visitor who has booked and is there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckInBody {
    #[schema(value_type = String)]
    booking: BookingCode,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    channel: Option<Channel>,
}

/// The ticket of a booking; if it was there before, its paper is only a copy.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CheckInAnswer {
    ticket: Option<TicketThing>,
    was_there: bool,
}

/// A voucher for the visitor; without a code the hub makes one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VoucherBody {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    voucher: Option<VoucherCode>,
}

/// The ticket that has ended, and the voucher for it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VoucherAnswer {
    ticket: Option<TicketThing>,
    voucher: Option<VoucherThing>,
}

/// A voucher.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VoucherThing {
    #[schema(value_type = String)]
    code: VoucherCode,
    #[schema(value_type = String)]
    queue: QueueId,
    #[schema(value_type = String)]
    valid_from: ServiceDay,
    #[schema(value_type = String)]
    valid_until: ServiceDay,
}

/// Brings in bookings; equal ones may come again.
#[utoipa::path(post, path = "/api/v1/bookings", operation_id = "import_bookings", request_body = ImportBody, responses((status = 200, body = ImportAnswer)))]
pub(super) async fn import(
    State(hub): State<Hub>,
    call: Call<ImportBody>,
) -> Result<Response, Problem> {
    let bookings = call.body.bookings.iter().cloned().map(Booking::from).collect();
    let render = |world: &World, _: &Outcome, _: Language| ImportAnswer {
        bookings_total: world.state.bookings.len(),
    };
    let reading = Reading { status: StatusCode::OK, path_fields: &[], render };
    command(&hub, &call, Command::ImportBookings { bookings }, reading).await
}

/// Returns the bookings of a day.
#[utoipa::path(get, path = "/api/v1/bookings", params(Day), responses((status = 200, body = BookingsAnswer)))]
pub(super) async fn bookings(
    State(hub): State<Hub>,
    Query(asked): Query<Day>,
    headers: HeaderMap,
) -> Result<Json<BookingsAnswer>, Problem> {
    let found = look(&hub, language(&headers), move |world, _| {
        let day = asked.day.unwrap_or_else(|| world.day());
        let of_day = world.state.bookings.iter().filter(|(_, booking)| booking.day == day);
        let mut bookings: Vec<_> =
            of_day.map(|(code, booking)| BookingThing::new(world, code, booking)).collect();
        bookings.sort_by(|one, other| (one.slot, &one.id).cmp(&(other.slot, &other.id)));
        Ok(BookingsAnswer { bookings })
    });
    found.await.map(Json)
}

/// Draws a number for a booking, or for what a voucher was given for.
#[utoipa::path(post, path = "/api/v1/check-in", operation_id = "check_in", request_body = CheckInBody, responses((status = 201, body = CheckInAnswer)))]
pub(super) async fn check_in(
    State(hub): State<Hub>,
    call: Call<CheckInBody>,
) -> Result<Response, Problem> {
    let wish = Command::CheckIn {
        booking: call.body.booking.clone(),
        language: call.body.language.unwrap_or(Language::Id),
        channel: call.body.channel.unwrap_or(Channel::Api),
        token: random_token()?,
    };
    let render = |world: &World, outcome: &Outcome, _: Language| CheckInAnswer {
        ticket: outcome.ticket.and_then(|id| TicketThing::live(world, id)),
        was_there: outcome.was_there,
    };
    let reading = Reading { status: StatusCode::CREATED, path_fields: &[], render };
    command(&hub, &call, wish, reading).await
}

/// Ends a ticket for a voucher, which is good on another day.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/voucher", operation_id = "take_voucher", params(("ticket" = uuid::Uuid, Path)), request_body = VoucherBody, responses((status = 200, body = VoucherAnswer)))]
pub(super) async fn voucher(
    State(hub): State<Hub>,
    Path(id): Path<String>,
    call: Call<VoucherBody>,
) -> Result<Response, Problem> {
    let ticket = ticket_id(&id)?;
    let voucher = match &call.body.voucher {
        Some(code) => code.clone(),
        None => VoucherCode::from_bits(random_bits()?),
    };
    let render = move |world: &World, outcome: &Outcome, _: Language| VoucherAnswer {
        ticket: outcome.ticket.and_then(|id| TicketThing::live(world, id)),
        voucher: VoucherThing::of(world, ticket),
    };
    let reading = Reading { status: StatusCode::OK, path_fields: &["ticket"], render };
    command(&hub, &call, Command::TakeVoucher { ticket, voucher }, reading).await
}

impl From<BookingBody> for Booking {
    fn from(body: BookingBody) -> Self {
        let BookingBody { id, service, day, time } = body;
        Self { id, service, day, time }
    }
}

impl BookingThing {
    fn new(world: &World, code: &BookingCode, booking: &event::Booking) -> Self {
        Self {
            id: code.clone(),
            service: booking.service.clone(),
            queue: booking.queue.clone(),
            slot: booking.slot.at(world.hall.offset(booking.slot)),
            ticket: booking.ticket,
        }
    }
}

impl VoucherThing {
    /// Returns the voucher that was given for a ticket.
    fn of(world: &World, ticket: TicketId) -> Option<Self> {
        let mut all = world.state.vouchers.iter();
        let (code, voucher) = all.find(|(_, voucher)| voucher.given_for == ticket)?;
        Some(Self {
            code: code.clone(),
            queue: voucher.queue.clone(),
            valid_from: voucher.valid_from,
            valid_until: voucher.valid_until,
        })
    }
}
