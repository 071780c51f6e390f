//! What visitors have for another time: bookings and vouchers.

use super::HallState;
use crate::event::{Booked, Booking, VoucherGiven};
use antrean_shared::code::BookingCode;
use antrean_shared::id::{QueueId, TicketId};
use antrean_shared::time::Timestamp;
use std::collections::BTreeMap;

/// The bookings of one slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SlotCount {
    /// How many there are.
    pub booked: u32,
    /// How many of them have checked in.
    pub came: u32,
}

impl HallState {
    /// Returns the bookings of a queue's slot.
    pub fn slot(&self, queue: &QueueId, begins: Timestamp) -> SlotCount {
        let slots = self.slots.get(queue);
        slots.and_then(|slots| slots.get(&begins)).copied().unwrap_or_default()
    }

    pub(super) fn import(&mut self, bookings: &[Booked]) {
        for Booked { code, booking } in bookings {
            self.count(booking, |count| count.booked += 1);
            self.bookings.insert(code.clone(), booking.clone());
        }
    }

    /// Takes the bookings over that a day begins with.
    pub(super) fn take_bookings(&mut self, bookings: &BTreeMap<BookingCode, Booking>) {
        for (code, booking) in bookings {
            let came = u32::from(booking.ticket.is_some());
            self.count(booking, |count| {
                count.booked += 1;
                count.came += came;
            });
            self.bookings.insert(code.clone(), booking.clone());
        }
    }

    pub(super) fn give_voucher(&mut self, given: &VoucherGiven) {
        self.vouchers.insert(given.code.clone(), given.voucher.clone());
    }

    /// Notes that a ticket was drawn for a booking or with a voucher.
    pub(super) fn use_up(&mut self, id: TicketId) {
        self.mark(id, Some(id));
    }

    /// Lets a booking be checked in again, or a voucher be used, whose number was given back.
    pub(super) fn give_back_reservation(&mut self, id: TicketId) {
        self.mark(id, None);
    }

    fn mark(&mut self, id: TicketId, ticket: Option<TicketId>) {
        let (booking, voucher) = {
            let of = &self.tickets[&id];
            (of.booking.clone(), of.voucher.clone())
        };
        if let Some(voucher) = voucher.and_then(|code| self.vouchers.get_mut(&code)) {
            voucher.used_for = ticket;
        }
        let Some(booking) = booking.and_then(|code| self.bookings.get_mut(&code)) else { return };
        booking.ticket = ticket;
        let booking = booking.clone();
        self.count(&booking, |count| match ticket {
            Some(_) => count.came += 1,
            None => count.came -= 1,
        });
    }

    fn count(&mut self, booking: &Booking, count: impl FnOnce(&mut SlotCount)) {
        let slots = self.slots.entry(booking.queue.clone()).or_default();
        count(slots.entry(booking.slot).or_default());
    }

    /// Asserts that every booking is counted.
    pub(super) fn check_slots(&self) {
        let mut again = Self::default();
        again.take_bookings(&self.bookings);
        assert_eq!(again.slots, self.slots, "every booking is counted");
    }

    /// Asserts that a booking and its ticket know each other.
    pub(super) fn check_reservation(&self, id: TicketId) {
        let ticket = &self.tickets[&id];
        if let Some(booking) = ticket.booking.as_ref().and_then(|code| self.bookings.get(code)) {
            assert!(booking.ticket.is_some() || ticket.state().is_end(), "one booking, one ticket");
        }
    }
}
