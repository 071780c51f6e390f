//! Vouchers: the place of another day for visitors whom an outage keeps from being served.

use super::cancel::check_cancels;
use super::context::{Actor, Context, Decision, invalid, ticket_event};
use super::hand::not_in;
use crate::event::{Event, Footing, HallEvent, TicketEvent, Voucher, VoucherGiven};
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::id::{QueueId, ServiceId, TicketId};
use antrean_shared::limits::VOUCHERS_MAX;
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::TicketState;
use antrean_shared::time::ServiceDay;
use chrono::Days;

pub(super) fn take(
    context: &Context<'_>,
    actor: &Actor,
    id: TicketId,
    code: &VoucherCode,
) -> Result<Decision, Rejection> {
    let ticket = context.live_ticket(id)?;
    match ticket.state() {
        TicketState::Waiting | TicketState::Parked => {}
        state @ (TicketState::Issued
        | TicketState::Called
        | TicketState::Serving
        | TicketState::NoShow
        | TicketState::Completed
        | TicketState::Cancelled
        | TicketState::Expired) => return Err(not_in(state)),
    }
    match actor {
        Actor::Api => {}
        Actor::Console { device } => {
            check_cancels(context, device, ticket)?;
            if context.state.outage(&ticket.queue).is_none() {
                return Err(Rejection::NotAllowed);
            }
        }
        Actor::Kiosk { .. } | Actor::Display { .. } => return Err(Rejection::NotAllowed),
    }
    if context.state.vouchers.contains_key(code) {
        return Err(invalid("voucher", InvalidRule::Taken));
    }
    if context.state.vouchers.len() >= VOUCHERS_MAX {
        return Err(invalid("voucher", InvalidRule::TooMany));
    }
    let voucher = Voucher {
        queue: ticket.queue.clone(),
        services: ticket.services_left(),
        given_for: id,
        valid_from: days_after(context, 1),
        valid_until: days_after(context, context.hall.rules.voucher_days),
        used_for: None,
    };
    let given = VoucherGiven { code: code.clone(), voucher };
    let events = vec![
        ticket_event(id, TicketEvent::Cancelled { given_back: false }),
        Event::Hall(HallEvent::VoucherGiven(Box::new(given))),
    ];
    Ok(Decision::about(id, events))
}

/// Returns the voucher that a visitor has typed where codes of bookings are asked for, and what the
/// visitor comes for: nobody has to know which of the two a code is.
pub(super) fn named<'a>(
    context: &Context<'a>,
    code: &BookingCode,
) -> Option<(VoucherCode, &'a [ServiceId])> {
    let code = VoucherCode::new(code.as_str()).ok()?;
    let voucher = context.state.vouchers.get(&code)?;
    Some((code, &voucher.services))
}

/// Returns what a voucher does for the place: the visitor counts as come when the day's hours began,
/// but no earlier than the hall's limit of waiting. Whoever came before that has waited too long and
/// goes first anyway, and the arrival itself, from which that limit counts, stays what it is.
pub(super) fn footing(
    context: &Context<'_>,
    queue: &QueueId,
    code: &VoucherCode,
) -> Result<Footing, Rejection> {
    let unknown = |valid_from| Rejection::VoucherUnknown { valid_from };
    let voucher = context.state.vouchers.get(code).ok_or(unknown(None))?;
    if voucher.used_for.is_some() {
        return Err(Rejection::VoucherUsed);
    }
    let today = days_after(context, 0);
    if today < voucher.valid_from {
        return Err(unknown(Some(voucher.valid_from)));
    }
    if today > voucher.valid_until {
        return Err(unknown(None));
    }
    if voucher.queue != *queue {
        return Err(invalid("services", InvalidRule::WrongQueue));
    }
    let begun = context.today[queue].spans.first().map(|first| context.now.since(first.from));
    // Whole minutes, so that a line has few classes.
    let minutes = begun.map_or(0, |begun| begun.as_secs() / 60);
    let limit = context.hall.rules.calling.waited_too_long_minutes;
    let minutes = u32::try_from(minutes).unwrap_or(limit).min(limit);
    Ok(Footing::Voucher { head_start_seconds: minutes * 60 })
}

fn days_after(context: &Context<'_>, days: u32) -> ServiceDay {
    let today =
        context.state.day.map_or_else(|| context.hall.service_day(context.now), |day| day.day);
    ServiceDay(today.0.checked_add_days(Days::new(days.into())).unwrap_or(today.0))
}
