//! What the hall offers at this moment: agencies, services, where to go and who is ahead.
//!
//! Pure; made anew for every screen from the catalogue and the newest view. Knows nothing of the
//! visit that is under way.

mod opening;
mod standby;

use crate::controller::emergency::OpenNumbers;
use crate::counters;
use crate::grid::{Grid, Window};
use crate::screen::{
    AgencyTile, Confirm, Day, Home, Line, LineKind, Moment, Nearness, Page, Place, QueueLine,
    ServiceRow, Services, Standard, Standing, TicketCard,
};
use crate::series;
use crate::standard;
use antrean_shared::catalogue::{AgencyCard, Catalogue, QueueCard, ServiceCard, Words};
use antrean_shared::id::{AgencyId, KioskId, QueueId, ServiceId};
use antrean_shared::opening::{ClosedReason, Opening, Outage};
use antrean_shared::ticket::Language;
use antrean_shared::time::{Timestamp, UtcOffset};
use antrean_shared::view::{IssuedTicket, KioskView, QueueFigures};
use antrean_shared::wait::WaitRange;
use chrono::Datelike;
use std::cmp::Reverse;
use std::time::Duration;

/// The hall as one kiosk offers it to one visitor.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    pub catalogue: &'a Catalogue,
    pub view: Option<&'a KioskView>,
    /// The order in which agencies stand; those that are not in it come last.
    pub order: &'a [AgencyId],
    pub kiosk: &'a KioskId,
    pub language: Language,
    pub now: Timestamp,
    /// The hub has been silent for so long that its figures say nothing any more.
    pub away: bool,
    /// What this kiosk gave by itself and the hub does not count; none while the hub is there.
    pub own: Option<&'a OpenNumbers>,
}

impl<'a> Offer<'a> {
    /// The agencies of this kiosk, in the order in which they stand.
    pub fn agencies(self) -> Vec<&'a AgencyCard> {
        let only = self.catalogue.kiosk(self.kiosk).and_then(|kiosk| kiosk.agencies.as_ref());
        let offered = |agency: &&AgencyCard| only.is_none_or(|only| only.contains(&agency.id));
        let mut agencies: Vec<_> = self.catalogue.agencies.iter().filter(offered).collect();
        let place = |id: &AgencyId| self.order.iter().position(|other| other == id);
        agencies.sort_by_key(|agency| place(&agency.id).unwrap_or(usize::MAX));
        agencies
    }

    /// The agencies with the most people waiting first, those that are closed last, ties in the hall
    /// file's order; nothing where the hall keeps its own order.
    pub fn busiest_first(self) -> Vec<AgencyId> {
        if !self.catalogue.busiest_first {
            return Vec::new();
        }
        let mut agencies: Vec<_> =
            self.catalogue.agencies.iter().map(|agency| &agency.id).collect();
        agencies.sort_by_key(|id| {
            let closed = self.standing_of_agency(id) != Standing::Open;
            (closed, Reverse(self.sum(id, |figures| figures.waiting)))
        });
        agencies.into_iter().cloned().collect()
    }

    /// The services of an agency, queue by queue, in the hall file's order.
    pub fn services_of(self, agency: &AgencyId) -> Vec<&'a ServiceCard> {
        let services = &self.catalogue.services;
        let of_queue = |queue: &'a QueueCard| services.iter().filter(|card| card.queue == queue.id);
        self.queues(agency).flat_map(of_queue).collect()
    }

    /// Places for an agency's services on a page; several queues take a line each above them.
    pub fn services_grid(self, window: Window, agency: &AgencyId) -> Grid {
        window.services(self.queues(agency).count()).even(self.services_of(agency).len())
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
            standby: self.standby_of_agency(&agency.id),
            outage: self.outage_of(&agency.id).is_some(),
            waiting: self.sum(&agency.id, |figures| figures.waiting),
            counters_open: self.sum(&agency.id, |figures| figures.counters_open),
            wait: self.wait_of_agency(&agency.id),
        }
    }

    fn row(self, service: &'a ServiceCard) -> ServiceRow {
        ServiceRow {
            id: service.id.to_string(),
            name: self.words(&service.name),
            agency: String::new(),
            minutes: u32::from(service.usual_minutes),
            counters: self.counters(service),
            prefix: self.own_line(&service.queue).map_or_else(String::new, |line| line.prefix),
            standing: self.standing(&service.queue),
            standby: self.standby(&service.queue).is_some(),
        }
    }

    /// A service among those of other agencies.
    pub fn found_row(self, service: &'a ServiceCard) -> ServiceRow {
        ServiceRow { agency: self.agency_name(&service.id), ..self.row(service) }
    }

    /// A page of the agencies, from 0.
    pub fn home(self, grid: Grid, page: usize) -> Home {
        let agencies = self.agencies();
        let open = |agency: &&AgencyCard| self.standing_of_agency(&agency.id) == Standing::Open;
        let any_open = agencies.iter().any(open);
        let grid = grid.even(agencies.len());
        let page_shown = grid.page(page, agencies.len());
        let tiles = grid.of_page(agencies, page).into_iter().map(|agency| self.tile(agency));
        Home { any_open, chosen: 0, may_return: false, tiles: tiles.collect(), page: page_shown }
    }

    /// A page of an agency's services, from 0.
    pub fn services(self, agency: &AgencyCard, window: Window, page: usize) -> Services {
        let services = self.services_of(&agency.id);
        let grid = self.services_grid(window, &agency.id);
        let page_shown = grid.page(page, services.len());
        let rows = grid.of_page(services, page).into_iter().map(|service| self.row(service));
        Services {
            agency: self.words(&agency.short),
            agency_full: self.words(&agency.name),
            waiting: self.sum(&agency.id, |figures| figures.waiting),
            counters_open: self.sum(&agency.id, |figures| figures.counters_open),
            wait: self.wait_of_agency(&agency.id),
            queues: self.queues(&agency.id).filter_map(|queue| self.own_line(&queue.id)).collect(),
            rows: rows.collect(),
            page: page_shown,
        }
    }

    pub fn confirm(self, service: &'a ServiceCard) -> Confirm {
        let figures = self.figures(&service.queue);
        Confirm {
            agency: self.agency_name(&service.id),
            service: self.words(&service.name),
            queue: self.own_line(&service.queue),
            minutes: u32::from(service.usual_minutes),
            place: self.place(service),
            ahead: figures.map(|figures| figures.waiting),
            counters_open: figures.map(|figures| figures.counters_open),
            wait: figures.and_then(|figures| figures.wait),
            requirements: service.requirements.iter().map(|line| self.words(line)).collect(),
            standing: self.standing(&service.queue),
            standby: self.standby(&service.queue),
            outage: self
                .live(&service.queue)
                .and_then(|live| Some(live.outage.as_ref()?.reason.clone())),
            late: self.late(&service.queue),
            earlier: Vec::new(),
            may_add: false,
            may_claim: !self.catalogue.priorities.is_empty(),
            priority: false,
            ready: false,
        }
    }

    /// A page of what services promise, from 0; each begins on a page of its own.
    pub fn standard(self, services: &[&ServiceCard], window: Window, page: usize) -> Standard {
        let pages = self.standard_pages(services, window);
        let page_shown = Page { number: page + 1, count: pages.len(), columns: 1, rows: 1 };
        let (service, lines) = pages.into_iter().nth(page).unzip();
        let of = |words: fn(Self, &ServiceCard) -> String| {
            service.map_or_else(String::new, |service| words(self, service))
        };
        Standard {
            agency: of(|offer, service| offer.agency_name(&service.id)),
            service: of(|offer, service| offer.words(&service.name)),
            lines: lines.unwrap_or_default(),
            page: page_shown,
        }
    }

    /// Every page with the service that it is about.
    pub fn standard_pages<'s>(
        self,
        services: &[&'s ServiceCard],
        window: Window,
    ) -> Vec<(&'s ServiceCard, Vec<Line>)> {
        let pages = services.iter().flat_map(|service| {
            let pages = standard::pages(self.standard_lines(service), window);
            pages.into_iter().map(|lines| (*service, lines))
        });
        pages.collect()
    }

    fn standard_lines(self, service: &ServiceCard) -> Vec<Line> {
        let place = self.place(service);
        let place = [place.zone, place.counters].into_iter().filter(|text| !text.is_empty());
        let place = place.collect::<Vec<_>>().join(" · ");
        let all = |texts: &[Words]| texts.iter().map(|text| self.words(text)).collect();
        let one = |text: &Words| Some(self.words(text)).filter(|text| !text.is_empty());
        let standard = service.standard.clone().unwrap_or_default();
        let sections: [(LineKind, Vec<String>); 7] = [
            (LineKind::Bring, all(&service.requirements)),
            (LineKind::Procedure, all(&standard.procedure)),
            (LineKind::Time, one(&standard.time).into_iter().collect()),
            (LineKind::Cost, one(&standard.cost).into_iter().collect()),
            (LineKind::Product, one(&standard.product).into_iter().collect()),
            (LineKind::Complaints, one(&standard.complaints).into_iter().collect()),
            (LineKind::Where, vec![place]),
        ];
        let filled = sections.into_iter().filter(|(_, texts)| !texts.is_empty());
        let lines = filled.flat_map(|(kind, texts)| {
            let heading = Line { kind, text: String::new() };
            let items = texts.into_iter().map(|text| Line { kind: LineKind::Item, text });
            [heading].into_iter().chain(items)
        });
        lines.collect()
    }

    pub fn ticket(self, ticket: &IssuedTicket) -> TicketCard {
        let service = self.catalogue.service(&ticket.service);
        let phone = self.catalogue.phone_address.as_deref();
        TicketCard {
            number: ticket.number.to_string(),
            agency: self.agency_name(&ticket.service),
            service: service.map_or_else(String::new, |service| self.words(&service.name)),
            place: service.map_or_else(Place::default, |service| self.place(service)),
            own: series::is_own(self.catalogue, ticket.number),
            ahead: ticket.ahead,
            counters_open: self.figures(&ticket.queue).map(|figures| figures.counters_open),
            wait: ticket.wait,
            address: phone.zip(ticket.token).map(|(phone, token)| format!("{phone}{token}")),
        }
    }

    /// Whether numbers are given in a queue.
    pub fn standing(self, queue: &QueueId) -> Standing {
        match self.opening_of(queue) {
            None | Some(Opening::Open { .. }) => Standing::Open,
            Some(Opening::Closed { reason, opens_at }) => self.closed(reason, opens_at, queue),
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
        let mut first = None;
        for queue in self.queues(agency) {
            let Opening::Closed { reason, opens_at } = self.opening(queue) else {
                return Standing::Open;
            };
            let key = |at: Option<Timestamp>| at.unwrap_or(Timestamp(i64::MAX));
            if first.is_none_or(|(_, soonest, _)| key(opens_at) < key(soonest)) {
                first = Some((reason, opens_at, &queue.id));
            }
        }
        first.map_or(Standing::Open, |(reason, opens_at, queue)| {
            self.closed(reason, opens_at, queue)
        })
    }

    fn closed(
        self,
        reason: ClosedReason,
        opens_at: Option<Timestamp>,
        queue: &QueueId,
    ) -> Standing {
        let named = matches!(reason, ClosedReason::Holiday | ClosedReason::Exception);
        let special = self.catalogue.queue(queue).and_then(|queue| queue.today.special.as_ref());
        let occasion = special.filter(|_| named).map(|special| self.words(&special.name));
        Standing::Closed {
            reason,
            opens: opens_at.map(|at| self.moment(at)),
            occasion: occasion.unwrap_or_default(),
        }
    }

    fn outage_of(self, agency: &AgencyId) -> Option<&'a Outage> {
        self.queues(agency).find_map(|queue| self.live(&queue.id)?.outage.as_ref())
    }

    /// The hour at which a queue's counters close, if a newcomer's turn may come after it.
    fn late(self, queue: &QueueId) -> Option<String> {
        let Opening::Open { closes_at } = self.opening_of(queue)? else { return None };
        let wait = self.figures(queue)?.wait?;
        let turn = self.now.plus(Duration::from_secs(u64::from(wait.high_minutes) * 60));
        (turn > closes_at).then(|| closes_at.clock(self.catalogue.utc_offset))
    }

    fn queues(self, agency: &AgencyId) -> impl Iterator<Item = &'a QueueCard> {
        self.catalogue.queues.iter().filter(move |queue| queue.agency == *agency)
    }

    /// The queue, where its agency has several of them.
    fn own_line(self, queue: &QueueId) -> Option<QueueLine> {
        let card = self.catalogue.queue(queue)?;
        let several = self.queues(&card.agency).nth(1).is_some();
        let figures = self.figures(queue);
        several.then(|| QueueLine {
            prefix: card.prefix.to_string(),
            name: self.words(&card.name),
            waiting: figures.map(|figures| figures.waiting),
            counters_open: figures.map(|figures| figures.counters_open),
            wait: figures.and_then(|figures| figures.wait),
        })
    }

    fn figures(self, queue: &QueueId) -> Option<&'a QueueFigures> {
        self.view?.queues.iter().find(|figures| figures.queue == *queue && !self.away)
    }

    fn sum(self, agency: &AgencyId, of: fn(&QueueFigures) -> u32) -> Option<u32> {
        let figures = self.queues(agency).filter_map(|queue| self.figures(&queue.id));
        figures.map(of).reduce(u32::saturating_add)
    }

    /// The range that holds those of all of its queues; none if one has none.
    fn wait_of_agency(self, agency: &AgencyId) -> Option<WaitRange> {
        let ranges = self.queues(agency).map(|queue| self.figures(&queue.id)?.wait);
        let ranges = ranges.collect::<Option<Vec<_>>>()?;
        ranges.into_iter().reduce(|all, one| WaitRange {
            low_minutes: all.low_minutes.min(one.low_minutes),
            high_minutes: all.high_minutes.max(one.high_minutes),
        })
    }

    fn place(self, service: &ServiceCard) -> Place {
        let counter = self.catalogue.counters_for(service).next();
        let agency = self.agency_of(&service.id);
        let zone = counter.map(|counter| &counter.zone).or(agency.map(|agency| &agency.zone));
        let zone = zone.and_then(|zone| self.catalogue.zone(zone));
        Place {
            zone: zone.map_or_else(String::new, |zone| self.words(&zone.name)),
            counters: self.counters(service),
        }
    }

    fn counters(self, service: &ServiceCard) -> String {
        counters::short_list(self.catalogue.counters_for(service), self.language)
    }

    fn words(self, words: &Words) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hall_before_and_after_its_hours_says_when_it_opens() {
        let (catalogue, kiosk) = (crate::fixture::catalogue(), crate::fixture::kiosk());
        let at = |hours: i64| {
            let now = Timestamp(crate::fixture::NOW.0 + hours * 3_600_000);
            let language = Language::Id;
            let offer = Offer {
                catalogue: &catalogue,
                view: None,
                order: &[],
                kiosk: &kiosk,
                language,
                now,
                away: false,
                own: None,
            };
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
}
