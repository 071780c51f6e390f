//! What visitors have for another time: bookings and vouchers.

use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::id::{QueueId, ServiceId, TicketId};
use antrean_shared::time::{ServiceDay, Timestamp};
use serde::{Deserialize, Serialize};

/// A booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// What the visitor comes for.
    pub service: ServiceId,
    /// The queue of that service.
    pub queue: QueueId,
    /// The day.
    pub day: ServiceDay,
    /// When the slot begins.
    pub slot: Timestamp,
    /// The ticket of who has checked in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
}

/// A booking with its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// The code.
    pub code: BookingCode,
    /// The booking.
    pub booking: Booking,
}

/// A voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// The queue for which it is good.
    pub queue: QueueId,
    /// What the visitor still came for, the first in that queue.
    #[serde(default)]
    pub services: Vec<ServiceId>,
    /// The ticket that it was given for.
    pub given_for: TicketId,
    /// The first day on which it is good.
    pub valid_from: ServiceDay,
    /// The last day on which it is good.
    pub valid_until: ServiceDay,
    /// The ticket that it was used for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_for: Option<TicketId>,
}

/// A voucher with its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherGiven {
    /// The code.
    pub code: VoucherCode,
    /// The voucher.
    pub voucher: Voucher,
}
