//! What the state looks like: the one place where phases become screens.

use super::visit::Choice;
use super::{
    About, Controller, DOUBT_SHOWN, LEAVING_WARNED, NOTICE_SHOWN, PAPER_FAILED_SHOWN, PaperFailure,
    Phase, TICKET_SHOWN,
};
use crate::offer::{self, Offer};
use crate::screen::{
    Body, Confirm, Countdown, Day, Frame, Home, Notice, PaperFailed, Screen, StandbyOffer,
    StandbyShown, Standing, TicketShown, Trouble,
};
use antrean_shared::catalogue::ServiceCard;
use std::time::Duration;

/// After how long without an answer the screen says that it takes longer.
const SLOW: Duration = Duration::from_secs(3);

impl Controller {
    /// What is shown now.
    pub fn screen(&self) -> Screen {
        Screen { frame: self.frame(), body: self.body(), asleep: self.asleep() }
    }

    fn frame(&self) -> Frame {
        let Some(catalogue) = &self.catalogue else {
            return Frame {
                hall_kind: String::new(),
                hall_name: String::new(),
                hall_place: String::new(),
                time: String::new(),
                day: Day::default(),
                training: false,
                language: self.language,
                languages: Vec::new(),
                comfort: self.comfort,
                trouble: None,
                touch_gone: self.is_touch_gone,
                leaving: None,
            };
        };
        let words = |words: &antrean_shared::catalogue::Words| words.get(self.language).to_owned();
        Frame {
            hall_kind: words(&catalogue.hall.kind),
            hall_name: words(&catalogue.hall.name),
            hall_place: words(&catalogue.hall.place),
            time: self.now.hall.clock(catalogue.utc_offset),
            day: offer::day(self.now.hall, catalogue.utc_offset),
            training: catalogue.training,
            language: self.language,
            languages: self.languages(),
            comfort: self.comfort,
            trouble: self.trouble(),
            touch_gone: self.is_touch_gone && matches!(self.phase, Phase::Home { .. }),
            leaving: self.leaving(),
        }
    }

    pub(super) fn leaving(&self) -> Option<Countdown> {
        let inner = !self.visit.earlier.is_empty() && matches!(self.phase, Phase::Home { .. })
            || matches!(
                self.phase,
                Phase::Services { .. }
                    | Phase::Search(_)
                    | Phase::Code(_)
                    | Phase::Missed(_)
                    | Phase::Confirm(_)
            );
        let (untouched, warned) = (self.untouched_for(), self.patience());
        let asked = untouched.checked_sub(warned).filter(|_| inner)?;
        Some(countdown(asked, LEAVING_WARNED))
    }

    fn body(&self) -> Body {
        if let Some(staff) = self.staff_screen() {
            return Body::Staff(Box::new(staff));
        }
        let Some(offer) = self.offer() else { return Body::Waiting };
        match &self.phase {
            Phase::Home { page } => Body::Home(Home {
                chosen: self.visit.earlier.len(),
                may_return: self.may_return() && self.visit.earlier.is_empty(),
                ..offer.home(self.window().home(), *page)
            }),
            Phase::Services { agency, page } => match offer.catalogue.agency(agency) {
                Some(agency) => Body::Services(offer.services(agency, self.window(), *page)),
                None => Body::Waiting,
            },
            Phase::Code(code) => Body::Code(self.code_shown(code)),
            Phase::Missed(missed) => Body::Return(self.missed_shown(missed)),
            Phase::Returning(returning) => Body::Returning {
                number: returning.missed.number.to_string(),
                slow: self.shown_for() >= SLOW,
            },
            Phase::Search(typed) => Body::Search(self.search_shown(typed)),
            Phase::Confirm(choice) => self.chosen(offer, choice),
            Phase::Issuing { .. } => Body::Issuing { slow: self.shown_for() >= SLOW },
            Phase::Printing { ticket, job } => {
                Body::Printing { number: ticket.number.to_string(), copy: job.copy }
            }
            Phase::Ticket { ticket, copy } => Body::Ticket(TicketShown {
                ticket: offer.ticket(ticket),
                copy: *copy,
                priority: self.visit.priority,
                back: countdown(self.shown_for(), self.reading(TICKET_SHOWN)),
            }),
            Phase::Standby(joined) => {
                let phone = offer.catalogue.phone_address.as_deref();
                let address = phone.map(|phone| format!("{phone}{}", joined.token));
                let (paper, back) = (joined.paper, self.standby_left(joined));
                let may_print = self.may_print_slip(joined);
                let shown = offer.standby_shown(&joined.place, &joined.service);
                let slip = StandbyShown { address, paper, may_print, back, ..shown };
                Body::Standby(Box::new(slip))
            }
            Phase::PaperFailed(failure) => Body::PaperFailed(self.paper_failed(offer, failure)),
            Phase::Doubt { ticket, sent } => Body::Doubt {
                ticket: offer.ticket(ticket),
                just_sent: sent.is_some(),
                back: countdown(self.shown_for(), self.reading(DOUBT_SHOWN)),
            },
            Phase::Notice { matter, about } => {
                let (subject, opens_at) = match about {
                    About::Nothing => (String::new(), None),
                    About::Agency { name, opens_at } => (name.clone(), *opens_at),
                    About::Number(number) => (number.clone(), None),
                };
                Body::Notice(Notice {
                    matter: matter.clone(),
                    subject,
                    opens: opens_at.map(|at| offer.moment(at)),
                    back: countdown(self.shown_for(), self.reading(NOTICE_SHOWN)),
                })
            }
        }
    }

    /// The confirming screen, or what the service on it promises.
    fn chosen(&self, offer: Offer<'_>, choice: &Choice) -> Body {
        let services = self.services_with_earlier(&choice.service);
        let cards = services.iter().filter_map(|id| offer.catalogue.service(id));
        let cards: Vec<_> = cards.collect();
        let (Some(first), Some(last)) = (cards.first(), cards.last()) else {
            return Body::Waiting;
        };
        if let Some(page) = choice.reading {
            return Body::Standard(offer.standard(&cards, self.window(), page));
        }
        let standings = cards.iter().map(|card| offer.standing(&card.queue));
        let closed = standings.clone().find(|standing| *standing != Standing::Open);
        let standing = closed.unwrap_or(Standing::Open);
        let standby = last_standby(offer, &cards);
        let open = standing == Standing::Open || standby.is_some();
        let ready = match self.trouble() {
            None => open,
            Some(Trouble::Emergency { .. }) => standing == Standing::Open,
            Some(_) => false,
        };
        let earlier = &cards[..cards.len() - 1];
        let chosen = offer.confirm(last);
        // The visit begins in the queue of the first service.
        let begins = if earlier.is_empty() { chosen.clone() } else { offer.confirm(first) };
        // It would be a wait for a counter that nobody has opened, or for numbers that are not there yet.
        let waits = standby.is_none() && begins.counters_open != Some(0);
        Body::Confirm(Box::new(Confirm {
            agency: chosen.agency,
            service: chosen.service,
            requirements: to_bring(offer, &cards),
            wait: begins.wait.filter(|_| waits),
            earlier: earlier.iter().map(|card| card.name.get(self.language).to_owned()).collect(),
            may_add: standby.is_none() && self.may_add(&choice.service),
            may_claim: standby.is_none() && begins.may_claim,
            standby,
            priority: self.visit.priority,
            standing,
            ready,
            ..begins
        }))
    }

    fn paper_failed(&self, offer: Offer<'_>, failure: &PaperFailure) -> PaperFailed {
        PaperFailed {
            ticket: offer.ticket(&failure.ticket),
            fault: failure.fault,
            paper_free: failure.on_screen,
            may_give_back: failure.may_give_back(),
            may_print: self.may_print_again(failure),
            back: countdown(self.shown_for(), self.reading(PAPER_FAILED_SHOWN)),
        }
    }
}

/// What all services of a visit ask for; what two of them ask for, once.
fn to_bring(offer: Offer<'_>, cards: &[&ServiceCard]) -> Vec<String> {
    cards.iter().fold(Vec::new(), |before, card| {
        let asked = offer.confirm(card).requirements;
        let more: Vec<_> = asked.into_iter().filter(|thing| !before.contains(thing)).collect();
        [before, more].concat()
    })
}

/// The list that a visit to one service may join.
fn last_standby(offer: Offer<'_>, cards: &[&ServiceCard]) -> Option<StandbyOffer> {
    let [card] = cards else { return None };
    offer.standby(&card.queue)
}

pub(super) fn countdown(gone: Duration, whole: Duration) -> Countdown {
    let left = whole.saturating_sub(gone);
    let seconds = left.as_millis().div_ceil(1_000);
    Countdown {
        seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
        left: left.as_secs_f32() / whole.as_secs_f32().max(0.001),
    }
}
