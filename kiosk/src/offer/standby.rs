//! The list for numbers that come free later today: who may join it, and how far it reaches.

use super::Offer;
use crate::screen::{SlipPaper, StandbyOffer, StandbyShown};
use antrean_shared::id::{AgencyId, QueueId, ServiceId};
use antrean_shared::opening::{ClosedReason, Opening};
use antrean_shared::protocol::StandbyPlace;

impl Offer<'_> {
    /// The list of a queue whose numbers are given but for those that come free later today; none: nobody
    /// may join one.
    pub fn standby(self, queue: &QueueId) -> Option<StandbyOffer> {
        let Opening::Closed { reason: ClosedReason::Quota, opens_at: Some(opens_at) } =
            self.opening_of(queue)?
        else {
            return None;
        };
        let (card, figures) = (self.catalogue.queue(queue)?, self.figures(queue)?);
        let opens = card.today.next_release(&figures.live, self.now)?;
        let free = opens == opens_at && figures.standby < card.today.standby_max;
        free.then(|| StandbyOffer { waiting: figures.standby, opens: self.moment(opens) })
    }

    /// Whether any queue of an agency has a list to join.
    pub fn standby_of_agency(self, agency: &AgencyId) -> bool {
        self.queues(agency).any(|queue| self.standby(&queue.id).is_some())
    }

    /// A place on the list, as a slip on the screen.
    pub fn standby_shown(self, place: &StandbyPlace, service: &ServiceId) -> StandbyShown {
        let card = self.catalogue.service(service);
        let name = self.catalogue.queue(&place.queue).map(|queue| self.words(&queue.name));
        StandbyShown {
            agency: self.agency_name(service),
            service: card.map_or_else(String::new, |card| self.words(&card.name)),
            queue: name.unwrap_or_default(),
            place: place.place,
            opens: self.moment(place.release_at),
            at: card.map(|card| self.place(card)).unwrap_or_default(),
            address: None,
            paper: SlipPaper::Free,
            may_print: false,
            back: crate::screen::Countdown { seconds: 0, left: 0.0 },
        }
    }
}
