//! Which numbers kiosks have given by themselves. Pure; used by screens and paper.

use antrean_shared::catalogue::Catalogue;
use antrean_shared::ticket::TicketNumber;

/// Tells whether a number is of some kiosk's own series: nobody knew how many were ahead when it was given.
pub fn is_own(catalogue: &Catalogue, number: TicketNumber) -> bool {
    catalogue.kiosks.iter().any(|kiosk| kiosk.emergency_prefix == Some(number.prefix()))
}
