//! What the hall offers at this moment: agencies, services, where to go and who is ahead.
//!
//! Pure; made anew for every screen from the catalogue and the newest view. Knows nothing of the
//! visit that is under way.

use crate::grid::Grid;
use crate::screen::{
    AgencyTile, Confirm, Day, Home, Moment, Nearness, Place, ServiceRow, Services, Standing,
    TicketCard,
};
use antrean_shared::catalogue::{AgencyCard, Catalogue, CounterCard, QueueCard, ServiceCard};
use antrean_shared::id::{AgencyId, KioskId, QueueId, ServiceId};
use antrean_shared::opening::Opening;
use antrean_shared::ticket::Language;
use antrean_shared::time::{Timestamp, UtcOffset};
use antrean_shared::view::{IssuedTicket, KioskView, QueueFigures};
use chrono::Datelike;

/// The hall as one kiosk offers it to one visitor.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    pub catalogue: &'a Catalogue,
    pub view: Option<&'a KioskView>,
    pub kiosk: &'a KioskId,
    pub language: Language,
    pub now: Timestamp,
}

impl<'a> Offer<'a> {
    /// The agencies of this kiosk, in the hall file's order.
    pub fn agencies(self) -> Vec<&'a AgencyCard> {
        let only = self.catalogue.kiosk(self.kiosk).and_then(|kiosk| kiosk.agencies.as_ref());
        let offered = |agency: &&AgencyCard| only.is_none_or(|only| only.contains(&agency.id));
        self.catalogue.agencies.iter().filter(offered).collect()
    }

    /// The services of an agency, in the hall file's order.
    pub fn services_of(self, agency: &AgencyId) -> Vec<&'a ServiceCard> {
        let of_agency = |service: &&ServiceCard| {
            self.catalogue.queue(&service.queue).is_some_and(|queue| queue.agency == *agency)
        };
        self.catalogue.services.iter().filter(of_agency).collect()
    }

    /// The agency of a service.
    pub fn agency_of(self, service: &ServiceId) -> Option<&'a AgencyCard> {
        let service = self.catalogue.service(service)?;
        self.catalogue.agency(&self.catalogue.queue(&service.queue)?.agency)
    }

    fn tile(self, agency: &AgencyCard) -> AgencyTile {
        AgencyTile {
            id: agency.id.to_string(),
            name: self.words(&agency.short),
            about: self.words(&agency.about),
            icon: agency.icon.clone(),
            standing: self.standing_of_agency(&agency.id),
            waiting: self.sum(&agency.id, |figures| figures.waiting),
        }
    }

    fn row(self, service: &'a ServiceCard) -> ServiceRow {
        ServiceRow {
            id: service.id.to_string(),
            name: self.words(&service.name),
            minutes: u32::from(service.usual_minutes),
            counters: self.counters(service),
            standing: self.standing(&service.queue),
        }
    }

    /// A page of the agencies, from 0.
    pub fn home(self, grid: Grid, page: usize) -> Home {
        let agencies = self.agencies();
        let open = |agency: &&AgencyCard| self.standing_of_agency(&agency.id) == Standing::Open;
        let any_open = agencies.iter().any(open);
        let grid = grid.even(agencies.len());
        let page_shown = grid.page(page, agencies.len());
        let tiles = grid.of_page(agencies, page).into_iter().map(|agency| self.tile(agency));
        Home { any_open, tiles: tiles.collect(), page: page_shown }
    }

    /// A page of an agency's services, from 0.
    pub fn services(self, agency: &AgencyCard, grid: Grid, page: usize) -> Services {
        let services = self.services_of(&agency.id);
        let grid = grid.even(services.len());
        let page_shown = grid.page(page, services.len());
        let rows = grid.of_page(services, page).into_iter().map(|service| self.row(service));
        Services {
            agency: self.words(&agency.short),
            agency_full: self.words(&agency.name),
            waiting: self.sum(&agency.id, |figures| figures.waiting),
            counters_open: self.sum(&agency.id, |figures| figures.counters_open),
            rows: rows.collect(),
            page: page_shown,
        }
    }

    pub fn confirm(self, service: &'a ServiceCard) -> Confirm {
        let figures = self.figures(&service.queue);
        Confirm {
            agency: self.agency_name(&service.id),
            service: self.words(&service.name),
            minutes: u32::from(service.usual_minutes),
            place: self.place(service),
            ahead: figures.map(|figures| figures.waiting),
            counters_open: figures.map(|figures| figures.counters_open),
            requirements: service.requirements.iter().map(|line| self.words(line)).collect(),
            standing: self.standing(&service.queue),
            ready: false,
        }
    }

    pub fn ticket(self, ticket: &IssuedTicket) -> TicketCard {
        let service = self.catalogue.service(&ticket.service);
        let phone = self.catalogue.phone_address.as_deref();
        TicketCard {
            number: ticket.number.to_string(),
            agency: self.agency_name(&ticket.service),
            service: service.map_or_else(String::new, |service| self.words(&service.name)),
            place: service.map_or_else(Place::default, |service| self.place(service)),
            ahead: ticket.ahead,
            counters_open: self.figures(&ticket.queue).map(|figures| figures.counters_open),
            address: phone.zip(ticket.token).map(|(phone, token)| format!("{phone}{token}")),
        }
    }

    /// Whether numbers are given in a queue.
    pub fn standing(self, queue: &QueueId) -> Standing {
        match self.opening_of(queue) {
            None | Some(Opening::Open { .. }) => Standing::Open,
            Some(Opening::Closed { reason, opens_at }) => {
                Standing::Closed { reason, opens: opens_at.map(|at| self.moment(at)) }
            }
        }
    }

    pub fn opening_of(self, queue: &QueueId) -> Option<Opening> {
        self.catalogue.queue(queue).map(|queue| self.opening(queue))
    }

    /// The short name of a service's agency.
    pub fn agency_name(self, service: &ServiceId) -> String {
        self.agency_of(service).map_or_else(String::new, |agency| self.words(&agency.short))
    }

    /// The instant as the visitor thinks of it.
    pub fn moment(self, at: Timestamp) -> Moment {
        let offset = self.catalogue.utc_offset;
        let date = |instant: Timestamp| instant.at(offset).date_naive();
        let nearness = match (date(at) - date(self.now)).num_days() {
            0 => Nearness::Today,
            1 => Nearness::Tomorrow,
            2..=6 => Nearness::ThisWeek,
            _ => Nearness::Later,
        };
        Moment { nearness, day: day(at, offset), time: at.clock(offset) }
    }

    /// An agency is open if any of its queues is; else it opens with the first of them.
    pub fn standing_of_agency(self, agency: &AgencyId) -> Standing {
        let openings = self.queues(agency).map(|queue| self.opening(queue));
        let mut first = None;
        for opening in openings {
            let Opening::Closed { reason, opens_at } = opening else { return Standing::Open };
            let key = |at: Option<Timestamp>| at.unwrap_or(Timestamp(i64::MAX));
            if first.is_none_or(|(_, soonest)| key(opens_at) < key(soonest)) {
                first = Some((reason, opens_at));
            }
        }
        first.map_or(Standing::Open, |(reason, opens_at)| Standing::Closed {
            reason,
            opens: opens_at.map(|at| self.moment(at)),
        })
    }

    fn opening(self, queue: &QueueCard) -> Opening {
        let today = |view: &&KioskView| view.service_day == self.catalogue.service_day;
        let issued = self.view.filter(today).and(self.figures(&queue.id));
        queue.today.opening(issued.map_or(0, |figures| figures.issued), self.now)
    }

    fn queues(self, agency: &AgencyId) -> impl Iterator<Item = &'a QueueCard> {
        self.catalogue.queues.iter().filter(move |queue| queue.agency == *agency)
    }

    fn figures(self, queue: &QueueId) -> Option<&'a QueueFigures> {
        self.view?.queues.iter().find(|figures| figures.queue == *queue)
    }

    fn sum(self, agency: &AgencyId, of: fn(&QueueFigures) -> u32) -> Option<u32> {
        let figures = self.queues(agency).filter_map(|queue| self.figures(&queue.id));
        figures.map(of).reduce(u32::saturating_add)
    }

    fn place(self, service: &'a ServiceCard) -> Place {
        let counter = self.catalogue.counters_for(service).next();
        let agency = self.agency_of(&service.id);
        let zone = counter.map(|counter| &counter.zone).or(agency.map(|agency| &agency.zone));
        let zone = zone.and_then(|zone| self.catalogue.zone(zone));
        Place {
            zone: zone.map_or_else(String::new, |zone| self.words(&zone.name)),
            counters: self.counters(service),
        }
    }

    fn counters(self, service: &'a ServiceCard) -> String {
        let name = |counter: &'a CounterCard| counter.name.get(self.language);
        let names: Vec<&str> = self.catalogue.counters_for(service).map(name).collect();
        join_names(&names)
    }

    fn words(self, words: &antrean_shared::catalogue::Words) -> String {
        words.get(self.language).to_owned()
    }
}

/// The day of an instant.
pub fn day(at: Timestamp, offset: UtcOffset) -> Day {
    let date = at.at(offset).date_naive();
    Day {
        weekday: date.weekday().num_days_from_monday(),
        day: date.day(),
        month: date.month(),
        year: date.year(),
    }
}

/// Joins the names of counters: "Loket 1–4, 7"; names that are not a word and a number stand alone.
fn join_names(names: &[&str]) -> String {
    let mut text = String::new();
    let mut word = "";
    let mut numbers = names.iter().map(|name| split_number(name)).peekable();
    while let Some((stem, first)) = numbers.next() {
        if !text.is_empty() {
            text.push_str(", ");
        }
        if stem != word || first.is_none() {
            text.push_str(stem);
        }
        word = if first.is_some() { stem } else { "" };
        let Some(first) = first else { continue };
        text.push_str(&first.to_string());
        let mut last = first;
        while numbers.next_if_eq(&(stem, Some(last + 1))).is_some() {
            last += 1;
        }
        if last > first {
            text.push_str(if last == first + 1 { ", " } else { "–" });
            text.push_str(&last.to_string());
        }
    }
    text
}

fn split_number(name: &str) -> (&str, Option<u32>) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    match name[stem.len()..].parse() {
        Ok(number) if stem.ends_with(' ') => (stem, Some(number)),
        Ok(_) | Err(_) => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hall_before_and_after_its_hours_says_when_it_opens() {
        let (catalogue, kiosk) = (crate::fixture::catalogue(), crate::fixture::kiosk());
        let at = |hours: i64| {
            let now = Timestamp(crate::fixture::NOW.0 + hours * 3_600_000);
            let language = Language::Id;
            let offer = Offer { catalogue: &catalogue, view: None, kiosk: &kiosk, language, now };
            let home = offer.home(Grid { columns: 2, rows: 6 }, 0);
            let Standing::Closed { opens: Some(opens), .. } = home.tiles[0].standing.clone() else {
                return (home.any_open, None);
            };
            (home.any_open, Some((opens.nearness, opens.time)))
        };
        let half_past_seven = "07.30".to_owned();
        assert_eq!(at(0), (true, None));
        assert_eq!(at(-4), (false, Some((Nearness::Today, half_past_seven.clone()))));
        assert_eq!(at(7), (false, Some((Nearness::Tomorrow, half_past_seven))));
    }

    #[test]
    fn counters_are_named_once_and_in_ranges() {
        for (names, text) in [
            (&["Loket 1", "Loket 2", "Loket 3", "Loket 4"][..], "Loket 1–4"),
            (&["Loket 1", "Loket 2"], "Loket 1, 2"),
            (&["Loket 1", "Loket 2", "Loket 3", "Loket 7"], "Loket 1–3, 7"),
            (&["Loket 4"], "Loket 4"),
            (&["Kasir", "Loket 4", "Meja A", "Loket 5"], "Kasir, Loket 4, Meja A, Loket 5"),
            (&["Ruang2"], "Ruang2"),
            (&[], ""),
        ] {
            assert_eq!(join_names(names), text, "{names:?}");
        }
    }
}
