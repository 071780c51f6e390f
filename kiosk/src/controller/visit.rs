//! What a visitor adds to a choice before the number is drawn: further services, a claim, a look at
//! what the service promises.

use super::{Controller, Fresh, Origin, Phase};
use antrean_shared::command::PriorityClaim;
use antrean_shared::id::ServiceId;
use antrean_shared::limits;

/// What has been chosen besides the service on the confirming screen; it ends with the visit.
#[derive(Debug, Clone, Default)]
pub(super) struct Visit {
    /// Services chosen before it, with where each was chosen.
    pub(super) earlier: Vec<(ServiceId, Origin)>,
    /// The visitor says to be one of those who are called earlier.
    pub(super) priority: bool,
}

/// A choice that waits to be confirmed.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) service: ServiceId,
    pub(super) fresh: Fresh,
    pub(super) from: Origin,
    /// The page of the service's standard that is being read, if it is.
    pub(super) reading: Option<usize>,
}

impl Controller {
    /// The services of the visit in the order in which they were chosen, each once.
    pub(super) fn services_with_earlier(&self, last: &ServiceId) -> Vec<ServiceId> {
        let earlier = self.visit.earlier.iter().map(|(service, _)| service);
        let mut services: Vec<ServiceId> =
            earlier.filter(|other| *other != last).cloned().collect();
        services.push(last.clone());
        services
    }

    pub(super) fn may_add(&self, last: &ServiceId) -> bool {
        self.services_with_earlier(last).len() < limits::STOPS_MAX
    }

    /// Keeps the choice and goes on choosing.
    pub(super) fn add_service(&mut self) {
        let Phase::Confirm(Choice { service, from, .. }) = &self.phase else { return };
        if self.may_add(service) {
            let chosen = (service.clone(), from.clone());
            self.visit.earlier.retain(|(other, _)| *other != chosen.0);
            self.visit.earlier.push(chosen);
            self.enter(Phase::Home { page: 0 });
        }
    }

    /// Goes back to the newest of the earlier choices, which then stands alone or last.
    pub(super) fn back_to_choice(&mut self, fresh: Fresh) {
        if let Some((service, from)) = self.visit.earlier.pop() {
            self.enter(Phase::Confirm(Choice { service, fresh, from, reading: None }));
        }
    }

    pub(super) fn claim(&mut self) {
        if let Phase::Confirm(Choice { reading: None, .. }) = self.phase {
            self.visit.priority = !self.visit.priority;
        }
    }

    pub(super) fn read_standard(&mut self) {
        let Phase::Confirm(choice) = &self.phase else { return };
        let reading = Some(choice.reading.unwrap_or(0));
        self.enter(Phase::Confirm(Choice { reading, ..choice.clone() }));
    }

    /// Nobody has to name a class.
    pub(super) fn claimed(&self, fresh: Fresh) -> Option<PriorityClaim> {
        self.visit.priority.then_some(PriorityClaim { class: None, salt: fresh.salt })
    }
}
