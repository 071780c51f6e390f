//! The lines of the questions over the desk that come from the hall: reasons, and where a visitor
//! may be sent.

use super::Controller;
use super::dialog::{Answer, Choice, Dialog};
use crate::screen::TransferTab;
use antrean_shared::catalogue::{Catalogue, QueueCard, Words as HallWords};
use antrean_shared::command::TransferTarget;

impl Controller {
    pub(super) fn reasons(&self, of: impl Fn(&Catalogue) -> &Vec<HallWords>) -> Vec<Choice> {
        let typed = Choice { title: String::new(), detail: String::new(), answer: Answer::Typed };
        let Some(catalogue) = &self.catalogue else { return vec![typed] };
        let own = catalogue.languages.first().copied().unwrap_or(self.language);
        let choice = |words: &HallWords| Choice {
            title: words.get(self.language).to_owned(),
            detail: String::new(),
            answer: Answer::Reason(words.get(own).to_owned()),
        };
        of(catalogue).iter().map(choice).chain([typed]).collect()
    }

    pub(super) fn targets(&self, dialog: &Dialog) -> Vec<Choice> {
        let Some(catalogue) = &self.catalogue else { return Vec::new() };
        let words = self.words();
        let to = |title: String, detail: String, target| Choice {
            title,
            detail,
            answer: Answer::To(target),
        };
        let others = || self.counter_view().map_or(&[][..], |view| &view.others).iter();
        let ticket = self.in_hand().filter(|ticket| Some(ticket.id) == dialog.ticket);
        match dialog.tab {
            TransferTab::Queue => {
                let elsewhere = |id| ticket.is_none_or(|ticket| ticket.queue != id);
                let queues = catalogue.queues.iter().filter(|card| elsewhere(card.id.clone()));
                let name = |card: &QueueCard| {
                    let agency = catalogue.agency(&card.agency);
                    agency.map_or("", |agency| agency.name.get(self.language)).to_owned()
                };
                queues
                    .map(|q| to(words.queue(&q.id), name(q), TransferTarget::Queue(q.id.clone())))
                    .collect()
            }
            TransferTab::Service => {
                let another = |id| ticket.is_none_or(|ticket| ticket.service != id);
                let services = catalogue.services.iter().filter(|card| another(card.id.clone()));
                services
                    .map(|card| {
                        let target = TransferTarget::Service(card.id.clone());
                        to(words.service(&card.id), words.queue(&card.queue), target)
                    })
                    .collect()
            }
            TransferTab::Counter => others()
                .map(|other| {
                    let name = words.counter(&other.counter);
                    let state = words.counter_state(other.state);
                    let officer = other.officer.as_ref().map_or("", |officer| officer.as_str());
                    let detail = [officer, &state, &words.waiting(other.waiting)].join(" · ");
                    let target = TransferTarget::Counter(other.counter.clone());
                    to(name, detail.trim_start_matches(" · ").to_owned(), target)
                })
                .collect(),
            TransferTab::Officer => others()
                .filter_map(|other| {
                    let officer = other.officer.clone()?;
                    let state = words.counter_state(other.state);
                    let detail = format!("{} · {state}", words.counter(&other.counter));
                    Some(to(officer.to_string(), detail, TransferTarget::Officer(officer)))
                })
                .collect(),
        }
    }
}
