//! Random bookings and vouchers: mostly such as the hall takes, soon and for few slots.

use super::Wish;
use super::choice::service;
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::{Booking, Command};
use antrean_shared::id::Token;
use antrean_shared::ticket::{Channel, Language};
use antrean_shared::time::ServiceDay;
use antrean_tests::hall::service_id;
use antrean_tests::pure_hub::PureHub;
use std::time::Duration;

/// One or two bookings of the next hours or of tomorrow, now and then known ones or nonsense.
pub fn import(hub: &PureHub, wish: Wish) -> Command {
    let count = usize::from(wish.other % 3);
    let bookings = 0..count.max(usize::from(!wish.actor.is_multiple_of(8)));
    Command::ImportBookings { bookings: bookings.map(|place| booking(hub, wish, place)).collect() }
}

fn booking(hub: &PureHub, wish: Wish, place: usize) -> Booking {
    let number = usize::from(wish.ticket) % 60 + place;
    let id: BookingCode = format!("JANJI{number:02}").parse().expect("a code");
    if let (0, Some(known)) = (wish.actor % 4, hub.state.bookings.get(&id)) {
        let time = hub.hall.local(known.slot).format("%H:%M").to_string();
        return Booking { id, service: known.service.clone(), day: known.day, time };
    }
    let ahead = match wish.counter % 16 {
        0 => Duration::from_secs(24 * 3_600),
        1 => Duration::from_secs(40 * 24 * 3_600),
        hours => Duration::from_secs(u64::from(hours % 5) * 1_800),
    };
    let soon = hub.hall.local(hub.now.plus(ahead));
    let minute = match wish.other % 16 {
        0 => "10",
        1 => "x",
        other if other % 2 == 0 => "00",
        _ => "30",
    };
    let wished = if wish.other % 8 < 7 { service_id("ktp-baru") } else { service(wish) };
    let time = format!("{}:{minute}", soon.format("%H"));
    Booking { id, service: wished, day: ServiceDay(soon.date()), time }
}

/// Mostly a booking that is there and has not come; now and then one that has, one that nobody made,
/// or a voucher's code.
pub fn check_in(hub: &PureHub, wish: Wish) -> Command {
    let all = &hub.state.bookings;
    let open: Vec<_> = all.iter().filter(|(_, one)| one.ticket.is_none()).collect();
    let place = usize::from(wish.ticket);
    let known = match wish.other % 8 {
        0 => return check_in_with(a_voucher(hub, wish), wish),
        1 => all.keys().nth(place % all.len().max(1)),
        _ => open.get(place % open.len().max(1)).map(|(code, _)| *code),
    };
    check_in_with(known.cloned(), wish)
}

fn check_in_with(booking: Option<BookingCode>, wish: Wish) -> Command {
    Command::CheckIn {
        booking: booking.unwrap_or_else(|| "TIADA99".parse().expect("a code")),
        language: Language::Id,
        channel: Channel::Kiosk,
        token: Token::from_bits(wish.other.into()),
    }
}

fn a_voucher(hub: &PureHub, wish: Wish) -> Option<BookingCode> {
    let all = &hub.state.vouchers;
    let code = all.keys().nth(usize::from(wish.ticket) % all.len().max(1))?;
    Some(code.as_str().parse().expect("a voucher's code is as long as a booking's may be"))
}

/// A new voucher, now and then one that was given before.
pub fn fresh(commands: u128, wish: Wish) -> VoucherCode {
    let before = if wish.other.is_multiple_of(16) { 5 } else { 0 };
    VoucherCode::from_bits(commands.saturating_sub(before))
}

/// Seldom a voucher: one that was given, or one that nobody knows.
pub fn used(hub: &PureHub, wish: Wish) -> Option<VoucherCode> {
    let all = &hub.state.vouchers;
    let place = usize::from(wish.ticket / 3) % all.len().max(1);
    let known = all.keys().nth(place).cloned();
    let unknown = VoucherCode::from_bits(u128::MAX);
    let voucher = if wish.time.is_multiple_of(32) { unknown } else { known.unwrap_or(unknown) };
    (wish.actor % 5 > 3 && !all.is_empty()).then_some(voucher)
}
