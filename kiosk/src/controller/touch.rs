//! What a touch does in each phase of the visit. Anything else that is touched does nothing.

use super::{About, Controller, DEAF, Effect, Fresh, Job, PaperFailure, Phase, Touch};
use crate::screen::{Matter, Standing, Trouble};
use antrean_shared::command::Command;
use antrean_shared::id::{AgencyId, ServiceId};
use antrean_shared::opening::Opening;
use antrean_shared::ticket::{Channel, Language, Shown};

impl Controller {
    pub(super) fn touch(&mut self, touch: Touch, fresh: Fresh) -> Vec<Effect> {
        self.touched = self.now.steady;
        if self.shown_for() < DEAF {
            return Vec::new();
        }
        match touch {
            Touch::Language(language) => self.speak(language),
            Touch::Agency(agency) => self.choose_agency(agency),
            Touch::Service(service) => self.choose_service(service, fresh),
            Touch::NextPage => self.turn_page(1),
            Touch::PreviousPage => self.turn_page(-1),
            Touch::Back => self.back(),
            Touch::StillHere => {}
            Touch::TakeNumber => return self.take_number(),
            Touch::Photographed => return self.photographed(),
            Touch::GiveBack => return self.give_back(),
            Touch::PrintAgain => return self.print_again(),
            Touch::PaperCameOut => return self.paper_came_out(),
            Touch::PaperMissing => return self.paper_missing(),
            Touch::NotMine => self.not_mine(),
        }
        Vec::new()
    }

    fn speak(&mut self, language: Language) {
        if self.languages().contains(&language) {
            self.language = language;
        }
    }

    fn choose_agency(&mut self, id: AgencyId) {
        let Phase::Home { .. } = self.phase else { return };
        let Some(offer) = self.offer() else { return };
        let Some(agency) = offer.agencies().into_iter().find(|agency| agency.id == id) else {
            return;
        };
        if offer.standing_of_agency(&agency.id) == Standing::Open {
            self.enter(Phase::Services { agency: id, page: 0 });
        }
    }

    fn choose_service(&mut self, id: ServiceId, fresh: Fresh) {
        let Phase::Services { agency, .. } = &self.phase else { return };
        let Some(offer) = self.offer() else { return };
        let chosen = offer.services_of(agency).into_iter().find(|service| service.id == id);
        let Some(service) = chosen else { return };
        if offer.standing(&service.queue) == Standing::Open {
            self.enter(Phase::Confirm { service: id, fresh });
        }
    }

    fn turn_page(&mut self, by: isize) {
        let pages = self.pages();
        let (Phase::Home { page } | Phase::Services { page, .. }) = &mut self.phase else {
            return;
        };
        let turned = page.saturating_add_signed(by);
        if turned < pages && turned != *page {
            *page = turned;
            self.entered = self.now.steady;
        }
    }

    fn pages(&self) -> usize {
        let Some(offer) = self.offer() else { return 1 };
        match &self.phase {
            Phase::Home { .. } => self.window.home().pages(offer.agencies().len()),
            Phase::Services { agency, .. } => {
                let services = offer.services_of(agency).len();
                offer.services_grid(self.window, agency).pages(services)
            }
            Phase::Confirm { .. }
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => 1,
        }
    }

    fn back(&mut self) {
        match &self.phase {
            Phase::Services { agency, .. } => {
                let page = self.page_of_agency(agency);
                self.enter(Phase::Home { page });
            }
            Phase::Confirm { service, .. } => {
                let phase = self.services_with(service);
                self.enter(phase);
            }
            Phase::Notice { .. } | Phase::Ticket { .. } => self.start_over(),
            Phase::Home { .. }
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. } => {}
        }
    }

    fn page_of_agency(&self, agency: &AgencyId) -> usize {
        let Some(offer) = self.offer() else { return 0 };
        let agencies = offer.agencies();
        let place = agencies.iter().position(|other| other.id == *agency).unwrap_or(0);
        place / self.window.home().even(agencies.len()).places()
    }

    fn services_with(&self, service: &ServiceId) -> Phase {
        let Some((offer, agency)) =
            self.offer().and_then(|offer| Some((offer, offer.agency_of(service)?)))
        else {
            return Phase::Home { page: 0 };
        };
        let services = offer.services_of(&agency.id);
        let place = services.iter().position(|other| other.id == *service).unwrap_or(0);
        let page = place / offer.services_grid(self.window, &agency.id).places();
        Phase::Services { agency: agency.id.clone(), page }
    }

    fn take_number(&mut self) -> Vec<Effect> {
        let Phase::Confirm { service, fresh } = &self.phase else { return Vec::new() };
        let (service, fresh) = (service.clone(), *fresh);
        if let Some(trouble) = self.trouble() {
            let matter = match trouble {
                Trouble::Connecting | Trouble::Offline { .. } | Trouble::Refused { .. } => {
                    Matter::Offline
                }
                Trouble::DateUnconfirmed => Matter::DateUnconfirmed,
                Trouble::Printer(status) => Matter::Printer(status),
            };
            self.enter(Phase::Notice { matter, about: About::Nothing });
            return Vec::new();
        }
        if let Some(closed) = self.closed_notice(&service) {
            self.enter(closed);
            return Vec::new();
        }
        let id = fresh.command;
        self.settle(id.ticket());
        self.enter(Phase::Issuing { id });
        let command = Command::Issue {
            voucher: None,
            services: vec![service],
            language: self.language,
            channel: Channel::Kiosk,
            token: fresh.token,
            priority: None,
        };
        vec![Effect::Ask { id, command }]
    }

    fn closed_notice(&self, service: &ServiceId) -> Option<Phase> {
        let offer = self.offer()?;
        let queue = &offer.catalogue.service(service)?.queue;
        match offer.opening_of(queue)? {
            Opening::Open { .. } => None,
            Opening::Closed { reason, opens_at } => {
                let name = offer.agency_name(service);
                let about = About::Agency { name, opens_at };
                Some(Phase::Notice { matter: Matter::Closed(reason), about })
            }
        }
    }

    fn photographed(&mut self) -> Vec<Effect> {
        let Phase::PaperFailed(failure) = &self.phase else { return Vec::new() };
        let ticket = failure.ticket.id;
        self.start_over();
        vec![Effect::Tell(Command::ConfirmShown { ticket, by: Shown::Screen })]
    }

    fn give_back(&mut self) -> Vec<Effect> {
        let Phase::PaperFailed(failure) = &self.phase else { return Vec::new() };
        if !failure.may_give_back() {
            return Vec::new();
        }
        let (ticket, number) = (failure.ticket.id, failure.ticket.number.to_string());
        self.enter(Phase::Notice { matter: Matter::GivenBack, about: About::Number(number) });
        vec![Effect::Tell(Command::GiveBack { ticket })]
    }

    fn print_again(&mut self) -> Vec<Effect> {
        let Phase::PaperFailed(failure) = &self.phase else { return Vec::new() };
        if !self.may_print_again(failure) {
            return Vec::new();
        }
        let copy = failure.may_be_out || failure.job.copy;
        let job = Job { copy, ..failure.job };
        self.print(failure.ticket.clone(), job)
    }

    fn paper_came_out(&mut self) -> Vec<Effect> {
        let Phase::Doubt { ticket } = &self.phase else { return Vec::new() };
        let ticket = ticket.id;
        self.start_over();
        vec![Effect::Tell(Command::ConfirmShown { ticket, by: Shown::Paper })]
    }

    /// The answer is perhaps a stranger's: the number is never given back from here.
    fn paper_missing(&mut self) -> Vec<Effect> {
        let Phase::Doubt { ticket } = &self.phase else { return Vec::new() };
        let (ticket, job) = (ticket.clone(), Job { copy: true, may_give_back: false });
        if self.may_print() {
            return self.print(ticket, job);
        }
        let fault = Some(self.printer);
        self.enter(Phase::PaperFailed(PaperFailure { ticket, job, fault, may_be_out: true }));
        Vec::new()
    }

    fn not_mine(&mut self) {
        if let Phase::Doubt { .. } = self.phase {
            self.start_over();
        }
    }
}
