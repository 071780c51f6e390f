//! The menu of what is done seldom: for the chosen ticket or the one in hand, and for the counter
//! itself. Each line leads to one short question (`ask`), or asks the hub at once.
//!
//! The lines stay as they were when the menu was opened, so that a digit means what was read.

mod ask;
mod reply;
mod send;

pub(super) use reply::Under;

use super::dialog::{Answer, Choice, Dialog};
use super::{Controller, Effect};
use crate::screen::{Ask, DialogKind};
use antrean_shared::id::{AgencyId, KioskId, PriorityId, ServiceId, TicketId};
use antrean_shared::opening::Outage;
use antrean_shared::ticket::{StopState, TicketNumber};
use antrean_shared::time::Timestamp;

/// What such a question knows besides its text and the chosen line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct More {
    /// The lines of the menu.
    pub items: Vec<Choice>,
    /// The lines of an order that is being changed.
    pub order: Vec<ServiceId>,
    /// The agency that a question about an outage is about.
    pub agency: Option<AgencyId>,
    /// What is shown large, the sentence to it, and since when.
    pub told: Option<Told>,
}

/// Something to write down or to say aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub large: String,
    pub sentence: String,
    pub since: Timestamp,
}

/// A line that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    /// A line of the menu.
    Item(Item),
    /// A class of priority; none: not named.
    Class(Option<PriorityId>),
    Service(ServiceId),
    /// The kiosk that prints.
    Kiosk(KioskId),
}

/// What a line of the menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// Opens a question.
    Ask(Ask),
    /// Opens the question about an agency's outage.
    Outage(AgencyId),
    /// Says that an agency's system is up again.
    SystemUp(AgencyId),
    /// Lets others go first.
    Yield,
}

/// The ticket that the menu is about.
struct Subject {
    id: TicketId,
    number: String,
    service: ServiceId,
    place: Place,
    /// Unknown where the view does not tell.
    priority: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Hand,
    Waiting,
    Parked,
    Missed,
}

impl Controller {
    pub(super) fn open_more(&mut self) -> Vec<Effect> {
        let subject = self.subject();
        let items = self.items(subject.as_ref());
        let (ticket, number) = subject.map(|subject| (subject.id, subject.number)).unzip();
        let kind = DialogKind::More(Ask::Menu);
        self.dialog = Some(Dialog {
            selected: Some(0),
            more: More { items, ..More::default() },
            ..Dialog::about(kind, ticket, number.unwrap_or_default())
        });
        self.notice = None;
        Vec::new()
    }

    /// Returns the chosen ticket of the lists, else the one in hand.
    fn subject(&self) -> Option<Subject> {
        let Some(id) = self.lists.selected else {
            let held = self.in_hand()?;
            return Some(Subject {
                id: held.id,
                number: held.number.to_string(),
                service: held.service.clone(),
                place: Place::Hand,
                priority: Some(held.priority),
            });
        };
        let waiting = self
            .waiting_rows()
            .into_iter()
            .map(|row| (row.id, row.number, &row.service, Place::Waiting, Some(row.priority)));
        let parked = self.parked_rows();
        let parked =
            parked.iter().map(|row| (row.id, row.number, &row.service, Place::Parked, None));
        let missed = self.missed_rows();
        let missed =
            missed.iter().map(|row| (row.id, row.number, &row.service, Place::Missed, None));
        let mut all = waiting.chain(parked).chain(missed);
        let (id, number, service, place, priority) = all.find(|(row, ..)| *row == id)?;
        Some(Subject { id, number: number.to_string(), service: service.clone(), place, priority })
    }

    fn items(&self, subject: Option<&Subject>) -> Vec<Choice> {
        let words = self.words();
        let line = |title: String, detail: String, item| Choice {
            title,
            detail,
            answer: Answer::More(Pick::Item(item)),
        };
        let mut items = Vec::new();
        if let Some(subject) = subject {
            let about = |ask| line(words.menu_line(ask), subject.number.clone(), Item::Ask(ask));
            let asks = self.asks_about(subject);
            items.extend(asks.into_iter().map(about));
            if subject.place == Place::Waiting {
                items.push(line(words.yields(), subject.number.clone(), Item::Yield));
            }
        }
        for agency in self.own_agencies() {
            let name = words.agency_short(&agency);
            items.push(match self.outage_of(&agency) {
                Some(_) => line(words.system_up(), name, Item::SystemUp(agency)),
                None => line(words.system_down(), name, Item::Outage(agency)),
            });
        }
        let here = self.counter_id().map_or_else(String::new, |id| words.counter(id));
        for ask in [Ask::Booking, Ask::Roll] {
            items.push(line(words.menu_line(ask), here.clone(), Item::Ask(ask)));
        }
        items
    }

    fn asks_about(&self, subject: &Subject) -> Vec<Ask> {
        let mut asks = Vec::new();
        let grants = subject.priority != Some(true) && subject.place != Place::Missed;
        let withdraws = subject.priority != Some(false) && subject.place != Place::Missed;
        asks.extend(grants.then_some(Ask::Grant));
        asks.extend(withdraws.then_some(Ask::Withdraw));
        let to_come = if subject.place == Place::Hand { self.stops_to_come().len() } else { 0 };
        asks.extend((subject.place != Place::Missed).then_some(Ask::AddStop));
        asks.extend((to_come > 0).then_some(Ask::DropStop));
        asks.extend((to_come > 1).then_some(Ask::OrderStops));
        let waits = matches!(subject.place, Place::Waiting | Place::Parked);
        asks.extend((waits && self.is_down(&subject.service)).then_some(Ask::Voucher));
        let kiosks = self.catalogue.as_ref().is_some_and(|catalogue| !catalogue.kiosks.is_empty());
        asks.extend(kiosks.then_some(Ask::Print));
        asks
    }

    /// Returns the visitor who was finished with last and goes on elsewhere, if a kiosk can print
    /// where.
    pub(super) fn sent_on_now(&self) -> Option<(TicketId, TicketNumber)> {
        self.catalogue.as_ref().filter(|catalogue| !catalogue.kiosks.is_empty())?;
        let on = self.counter_view()?.sent_on.as_ref().filter(|on| on.next.is_some())?;
        self.sent.filter(|(_, number)| *number == on.number)
    }

    /// Returns the services that the visit of the ticket in hand has not come to yet.
    pub(super) fn stops_to_come(&self) -> Vec<ServiceId> {
        let stops = self.in_hand().map_or(&[][..], |ticket| &ticket.stops);
        let later = stops.iter().filter(|stop| stop.state == StopState::Later);
        later.map(|stop| stop.service.clone()).collect()
    }

    /// Returns the agencies whose queues this counter serves, each once.
    fn own_agencies(&self) -> Vec<AgencyId> {
        let own = self.catalogue.as_ref().zip(self.counter_id());
        let Some((catalogue, card)) = own.and_then(|(c, id)| Some((c, c.counter(id)?))) else {
            return Vec::new();
        };
        let mut agencies: Vec<AgencyId> = Vec::new();
        for queue in card.queues.iter().filter_map(|id| catalogue.queue(id)) {
            if !agencies.contains(&queue.agency) {
                agencies.push(queue.agency.clone());
            }
        }
        agencies
    }

    /// Returns an agency's outage, if its system is down.
    fn outage_of(&self, agency: &AgencyId) -> Option<&Outage> {
        let down = self.counter_view()?.outages.iter().find(|down| down.agency == *agency)?;
        Some(&down.outage)
    }

    fn is_down(&self, service: &ServiceId) -> bool {
        let agency = self.catalogue.as_ref().and_then(|catalogue| {
            Some(&catalogue.queue(&catalogue.service(service)?.queue)?.agency)
        });
        agency.is_some_and(|agency| self.outage_of(agency).is_some())
    }

    /// Returns this counter's agencies whose system is down.
    pub(super) fn outages(&self) -> Vec<(AgencyId, &Outage)> {
        let down = self.counter_view().map_or(&[][..], |view| &view.outages);
        down.iter().map(|down| (down.agency.clone(), &down.outage)).collect()
    }
}

#[cfg(test)]
mod tests;
