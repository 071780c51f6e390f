//! What a touch does in each phase of the visit. Anything else that is touched does nothing.

use super::search::Typed;
use super::visit::Choice;
use super::{About, Controller, DEAF, Effect, Fresh, Job, Origin, PaperFailure, Phase, Touch};
use crate::printer::PrinterStatus;
use crate::screen::{Comfort, Matter, Standing, Trouble};
use antrean_shared::command::Command;
use antrean_shared::id::{AgencyId, ServiceId};
use antrean_shared::opening::Opening;
use antrean_shared::ticket::{Channel, Language, Shown};

impl Controller {
    pub(super) fn touch(&mut self, touch: Touch, fresh: Fresh) -> Vec<Effect> {
        self.touched = self.now.steady;
        if let Touch::Staff(touch) = touch {
            return self.staff_touch(touch, fresh);
        }
        if self.wake() || self.shown_for() < DEAF || self.has_just_moved() {
            return Vec::new();
        }
        match touch {
            Touch::Language(language) => self.speak(language),
            Touch::LargeText | Touch::Contrast | Touch::LowReach => self.switch(&touch),
            Touch::Agency(agency) => self.choose_agency(agency),
            Touch::Service(service) => self.choose_service(service, fresh),
            Touch::Search => self.open_search(),
            Touch::Booking => self.open_booking(fresh),
            Touch::CheckIn => return self.check_in(),
            Touch::Missed => self.open_missed(),
            Touch::ComeBack => return self.return_typed(fresh),
            Touch::Key(_) | Touch::Erase | Touch::EraseAll => self.typed(&touch),
            Touch::NextPage => self.turn_page(1),
            Touch::PreviousPage => self.turn_page(-1),
            Touch::Back => self.back(fresh),
            Touch::StillHere | Touch::Staff(_) => {}
            Touch::AddService => self.add_service(),
            Touch::Claim => self.claim(),
            Touch::ReadStandard => self.read_standard(),
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

    /// Language and switches hold for the visit; `start_over` ends them.
    fn switch(&mut self, touch: &Touch) {
        let Comfort { large_text, contrast, low_reach } = self.comfort;
        self.comfort = Comfort {
            large_text: large_text != (*touch == Touch::LargeText),
            contrast: contrast != (*touch == Touch::Contrast),
            low_reach: low_reach != (*touch == Touch::LowReach),
        };
        self.stay_on_a_page();
    }

    /// Larger letters make other pages.
    pub(super) fn stay_on_a_page(&mut self) {
        let last = self.pages() - 1;
        if let Phase::Home { page }
        | Phase::Services { page, .. }
        | Phase::Search(Typed { page, .. })
        | Phase::Confirm(Choice { reading: Some(page), .. }) = &mut self.phase
        {
            *page = last.min(*page);
        }
    }

    /// A key of the screen's own keyboard.
    fn typed(&mut self, touch: &Touch) {
        if let Touch::Key(key) = touch {
            self.type_key(*key);
            self.type_code(*key);
            self.type_number(*key);
        } else {
            let all = *touch == Touch::EraseAll;
            self.erase(all);
            self.erase_code(all);
            self.erase_number(all);
        }
    }

    fn choose_agency(&mut self, id: AgencyId) {
        let Phase::Home { .. } = self.phase else { return };
        let Some(offer) = self.offer() else { return };
        let Some(agency) = offer.agencies().into_iter().find(|agency| agency.id == id) else {
            return;
        };
        let open = offer.standing_of_agency(&agency.id) == Standing::Open;
        if open || offer.standby_of_agency(&agency.id) {
            self.enter(Phase::Services { agency: id, page: 0 });
        }
    }

    fn choose_service(&mut self, id: ServiceId, fresh: Fresh) {
        let Some(offer) = self.offer() else { return };
        let (listed, from) = match &self.phase {
            Phase::Services { agency, .. } => (offer.services_of(agency), Origin::Agency),
            Phase::Search(typed) => {
                let found = typed.found.iter().filter_map(|id| offer.catalogue.service(id));
                (found.collect(), Origin::Search(typed.clone()))
            }
            Phase::Home { .. }
            | Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Returning(_)
            | Phase::Confirm(_)
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => return,
        };
        let Some(service) = listed.into_iter().find(|service| service.id == id) else { return };
        let open = offer.standing(&service.queue) == Standing::Open;
        let standby = self.visit.earlier.is_empty() && offer.standby(&service.queue).is_some();
        if open || standby {
            self.enter(Phase::Confirm(Choice { service: id, fresh, from, reading: None }));
        }
    }

    fn turn_page(&mut self, by: isize) {
        let pages = self.pages();
        let (Phase::Home { page }
        | Phase::Services { page, .. }
        | Phase::Search(Typed { page, .. })
        | Phase::Confirm(Choice { reading: Some(page), .. })) = &mut self.phase
        else {
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
            Phase::Home { .. } => self.window().home().pages(offer.agencies().len()),
            Phase::Services { agency, .. } => {
                let services = offer.services_of(agency).len();
                offer.services_grid(self.window(), agency).pages(services)
            }
            Phase::Search(typed) => self.window().search().pages(typed.found.len()),
            Phase::Confirm(Choice { reading: None, .. }) => 1,
            Phase::Confirm(Choice { service, .. }) => {
                let services = self.services_with_earlier(service);
                let cards = services.iter().filter_map(|id| offer.catalogue.service(id));
                let cards: Vec<_> = cards.collect();
                offer.standard_pages(&cards, self.window()).len().max(1)
            }
            Phase::Code(_)
            | Phase::Missed(_)
            | Phase::Returning(_)
            | Phase::Issuing { .. }
            | Phase::Printing { .. }
            | Phase::Ticket { .. }
            | Phase::Standby(_)
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. }
            | Phase::Notice { .. } => 1,
        }
    }

    fn back(&mut self, fresh: Fresh) {
        match &self.phase {
            Phase::Services { agency, .. } => {
                let page = self.page_of_agency(agency);
                self.enter(Phase::Home { page });
            }
            Phase::Confirm(choice @ Choice { reading: Some(_), .. }) => {
                let choice = Choice { reading: None, ..choice.clone() };
                self.enter(Phase::Confirm(choice));
            }
            Phase::Confirm(Choice { service, from, .. }) => {
                let phase = match from.clone() {
                    Origin::Agency => self.services_with(service),
                    Origin::Search(typed) => Phase::Search(typed),
                };
                self.enter(phase);
            }
            Phase::Search(_) | Phase::Code(_) | Phase::Missed(_) => {
                self.enter(Phase::Home { page: 0 })
            }
            Phase::Notice { .. } | Phase::Ticket { .. } | Phase::Standby(_) => self.start_over(),
            Phase::Home { .. } => self.back_to_choice(fresh),
            Phase::Issuing { .. }
            | Phase::Returning(_)
            | Phase::Printing { .. }
            | Phase::PaperFailed(_)
            | Phase::Doubt { .. } => {}
        }
    }

    fn page_of_agency(&self, agency: &AgencyId) -> usize {
        let Some(offer) = self.offer() else { return 0 };
        let agencies = offer.agencies();
        let place = agencies.iter().position(|other| other.id == *agency).unwrap_or(0);
        place / self.window().home().even(agencies.len()).places()
    }

    fn services_with(&self, service: &ServiceId) -> Phase {
        let Some((offer, agency)) =
            self.offer().and_then(|offer| Some((offer, offer.agency_of(service)?)))
        else {
            return Phase::Home { page: 0 };
        };
        let services = offer.services_of(&agency.id);
        let place = services.iter().position(|other| other.id == *service).unwrap_or(0);
        let page = place / offer.services_grid(self.window(), &agency.id).places();
        Phase::Services { agency: agency.id.clone(), page }
    }

    fn take_number(&mut self) -> Vec<Effect> {
        let Phase::Confirm(Choice { service, fresh, reading: None, .. }) = &self.phase else {
            return Vec::new();
        };
        let (services, fresh) = (self.services_with_earlier(service), *fresh);
        if let Some(Trouble::Emergency { .. }) = self.trouble() {
            return self.take_own_number(services, fresh);
        }
        if let Some(notice) = self.trouble_notice() {
            self.enter(notice);
            return Vec::new();
        }
        let last = services.last().cloned();
        if let Some(joining) = last.and_then(|service| self.join_standby(&service, fresh)) {
            return vec![joining];
        }
        if let Some(closed) = services.iter().find_map(|service| self.closed_notice(service)) {
            self.enter(closed);
            return Vec::new();
        }
        let id = fresh.command;
        self.settle(id.ticket());
        self.enter(Phase::Issuing { id, booked: false });
        let command = Command::Issue {
            voucher: None,
            services,
            language: self.language,
            channel: Channel::Kiosk,
            token: fresh.token,
            priority: self.claimed(fresh),
        };
        vec![Effect::Ask { id, command }]
    }

    /// Why no number can be drawn at all, if it cannot.
    pub(super) fn trouble_notice(&self) -> Option<Phase> {
        let matter = match self.trouble()? {
            Trouble::Connecting
            | Trouble::Offline { .. }
            | Trouble::Emergency { .. }
            | Trouble::Refused { .. } => Matter::Offline,
            Trouble::DateUnconfirmed => Matter::DateUnconfirmed,
            Trouble::Printer(status) => Matter::Printer(status),
        };
        Some(Phase::Notice { matter, about: About::Nothing })
    }

    pub(super) fn closed_notice(&self, service: &ServiceId) -> Option<Phase> {
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
        self.forget_paper(ticket);
        self.enter(Phase::Notice { matter: Matter::GivenBack, about: About::Number(number) });
        vec![Effect::Tell(Command::GiveBack { ticket })]
    }

    fn print_again(&mut self) -> Vec<Effect> {
        if let Some(slip) = self.print_slip_again() {
            return vec![slip];
        }
        let Phase::PaperFailed(failure) = &self.phase else { return Vec::new() };
        if !self.may_print_again(failure) {
            return Vec::new();
        }
        let copy = failure.may_be_out || failure.job.copy;
        let job = Job { copy, ..failure.job };
        self.print(failure.ticket.clone(), job)
    }

    fn paper_came_out(&mut self) -> Vec<Effect> {
        let Phase::Doubt { ticket, sent } = &self.phase else { return Vec::new() };
        if let Some(job) = *sent {
            return self.paper_is_out(ticket.clone(), job.copy);
        }
        let ticket = ticket.id;
        self.start_over();
        vec![Effect::Tell(Command::ConfirmShown { ticket, by: Shown::Paper })]
    }

    /// The answer is perhaps a stranger's, and a printer that never answers may put the paper out
    /// later: the number is never given back from here.
    fn paper_missing(&mut self) -> Vec<Effect> {
        let Phase::Doubt { ticket, sent } = &self.phase else { return Vec::new() };
        let just_sent = sent.is_some();
        let ticket = ticket.clone();
        if just_sent {
            let job = Job { copy: true, may_give_back: false };
            let failure = PaperFailure::stopped(ticket, job, PrinterStatus::Unreachable);
            self.enter(Phase::PaperFailed(failure));
            return Vec::new();
        }
        self.print_once_more(ticket)
    }

    fn not_mine(&mut self) {
        if let Phase::Doubt { sent: None, .. } = self.phase {
            self.start_over();
        }
    }
}
