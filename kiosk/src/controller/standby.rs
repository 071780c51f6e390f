//! The list for the next numbers: joined like a number is drawn, answered with a place instead.

use super::{Controller, Effect, Fresh, Phase};
use antrean_shared::command::Command;
use antrean_shared::id::{ServiceId, Token};
use antrean_shared::protocol::StandbyPlace;
use antrean_shared::ticket::Channel;

/// A place on the list, with what its slip says.
#[derive(Debug, Clone)]
pub(super) struct OnStandby {
    pub(super) place: StandbyPlace,
    pub(super) service: ServiceId,
    /// The secret of the ticket that it will become.
    pub(super) token: Token,
}

impl Controller {
    /// Asks for a place on the list, where the one chosen service has one.
    pub(super) fn join_standby(&mut self, service: &ServiceId, fresh: Fresh) -> Option<Effect> {
        let offer = self.offer()?;
        let queue = offer.catalogue.service(service)?.queue.clone();
        if !self.visit.earlier.is_empty() || offer.standby(&queue).is_none() {
            return None;
        }
        let Fresh { command: id, token, .. } = fresh;
        self.joining = Some((service.clone(), token));
        self.settle(id.ticket());
        self.enter(Phase::Issuing { id, booked: false });
        let (service, language, channel) = (service.clone(), self.language, Channel::Kiosk);
        let command = Command::JoinStandby { queue, service, language, channel, token };
        Some(Effect::Ask { id, command })
    }

    /// The hub has put the visitor on the list.
    pub(super) fn joined(&mut self, place: StandbyPlace) -> Vec<Effect> {
        if let Some((service, token)) = self.joining.take() {
            self.enter(Phase::Standby(OnStandby { place, service, token }));
        }
        Vec::new()
    }
}
