//! What a refusal of the hub becomes on the screen.

use super::{About, Controller, Phase};
use crate::screen::Matter;
use antrean_shared::id::QueueId;
use antrean_shared::opening::ClosedReason;
use antrean_shared::rejection::Rejection;
use antrean_shared::time::{ServiceDay, Timestamp};
use chrono::NaiveTime;

impl Controller {
    pub(super) fn refused(&self, rejection: Rejection) -> Phase {
        let closed = |matter, queue: QueueId, opens_at: Option<Timestamp>| Phase::Notice {
            matter,
            about: About::Agency { name: self.agency_of_queue(&queue), opens_at },
        };
        let plain = |matter| Phase::Notice { matter, about: About::Nothing };
        let code = rejection.code();
        match rejection {
            Rejection::QueueClosed { queue, reason, opens_at, .. } => {
                closed(Matter::Closed(reason), queue, opens_at)
            }
            Rejection::QuotaReached { queue, opens_at } => {
                closed(Matter::Closed(ClosedReason::Quota), queue, opens_at)
            }
            Rejection::CutOff { queue, opens_at } => {
                closed(Matter::Closed(ClosedReason::CutOff), queue, opens_at)
            }
            Rejection::NotOfferedHere { .. } => plain(Matter::NotOfferedHere),
            Rejection::DateUnconfirmed => plain(Matter::DateUnconfirmed),
            Rejection::LineageUnconfirmed => plain(Matter::LineageUnconfirmed),
            Rejection::StandbyFull { .. } => plain(Matter::StandbyFull),
            Rejection::BookingUnknown => plain(Matter::BookingUnknown),
            Rejection::BookingTooEarly { from } => Phase::Notice {
                matter: Matter::BookingTooEarly,
                about: About::Agency { name: String::new(), opens_at: Some(from) },
            },
            Rejection::VoucherUsed => plain(Matter::VoucherUsed),
            Rejection::VoucherUnknown { valid_from: None } => plain(Matter::VoucherUnknown),
            Rejection::VoucherUnknown { valid_from: Some(day) } => Phase::Notice {
                matter: Matter::VoucherTooEarly,
                about: About::Agency { name: String::new(), opens_at: self.beginning(day) },
            },
            Rejection::ReturnTooLate { return_within_minutes } => {
                plain(Matter::ReturnTooLate { minutes: return_within_minutes })
            }
            Rejection::ReturnUsed => plain(Matter::ReturnUsed),
            Rejection::GivenBack
            | Rejection::DateTooEarly { .. }
            | Rejection::TicketEnded { .. }
            | Rejection::TicketServing { .. }
            | Rejection::NumberTaken { .. }
            | Rejection::OutsideRange { .. }
            | Rejection::QueueEmpty
            | Rejection::CounterBusy { .. }
            | Rejection::CounterClosed { .. }
            | Rejection::NotAllowed
            | Rejection::TicketHeld { .. }
            | Rejection::RecallTooEarly { .. }
            | Rejection::RecallLimit { .. }
            | Rejection::YieldLimit { .. }
            | Rejection::NotCalled
            | Rejection::NotServing
            | Rejection::NoShowTooEarly { .. }
            | Rejection::NotInHand
            | Rejection::StopEntered { .. }
            | Rejection::TargetClosed { .. }
            | Rejection::TargetFull { .. }
            | Rejection::UndoExpired
            | Rejection::UndoOvertaken
            | Rejection::NothingToUndo
            | Rejection::CounterTaken { .. }
            | Rejection::OfficerElsewhere { .. }
            | Rejection::TicketInHand { .. }
            | Rejection::UnknownId { .. }
            | Rejection::NotAllowedInState { .. }
            | Rejection::Invalid { .. }
            | Rejection::IdReused
            | Rejection::Poisoned => plain(Matter::Fault(code)),
        }
    }

    /// When the day begins in the hall.
    fn beginning(&self, day: ServiceDay) -> Option<Timestamp> {
        let zone = self.catalogue.as_ref()?.utc_offset.fixed();
        day.0.and_time(NaiveTime::MIN).and_local_timezone(zone).single().map(Timestamp::from)
    }

    fn agency_of_queue(&self, queue: &QueueId) -> String {
        let name = self.offer().and_then(|offer| {
            let agency = &offer.catalogue.queue(queue)?.agency;
            Some(offer.catalogue.agency(agency)?.short.get(self.language).to_owned())
        });
        name.unwrap_or_default()
    }
}
