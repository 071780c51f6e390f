//! What stands between the bands: calls, queues, counters, texts for everybody.

use super::cells::{AtWork, Cells};
use super::words::Names;
use super::{Controller, PAGE_EVERY, rows, turn};
use crate::announcer::{FLASH_HALF, FLASHES, Large};
use crate::layout::Layout;
use crate::moment::Moment;
use crate::screen::{Board, Page, QueueCell, Service, Slot};
use crate::slides::parts;
use antrean_shared::id::QueueId;
use antrean_shared::ticket::Language;
use antrean_shared::view::{BoardCall, BoardView};

/// Rows of queues on one page.
const QUEUES_DOWN: usize = 2;
/// Characters of a queue's name for which half the width is enough, beside three figures.
const HALF_NAME_CHARS: usize = 22;

/// The queues whose turn it is.
struct Queues {
    cells: Vec<QueueCell>,
    columns: usize,
    page: Page,
}

impl Controller {
    /// Returns what stands between the bands; none: nothing has come from the hub yet.
    pub(super) fn board(&self, language: Language, now: Moment) -> Option<Board> {
        let (catalogue, view) = (self.catalogue.as_ref()?, self.board_view()?);
        let arrows = &self.config.arrows;
        let names = Names { catalogue, language, here: &view.zone, arrows, now: now.hub };
        let calls: Vec<_> = self.announcer.calls().collect();
        let service = names.service(view);
        let large = self.large(&calls, &service, now);
        let over = service != Service::Open && large.is_none();
        let notices = names.notices(view);
        let notice = notices.get(turn(now, PAGE_EVERY, notices.len())).cloned();
        let room = if notice.is_some() { self.sizes.rows_above_notice } else { self.sizes.rows };
        let (rows, rows_page) = match self.config.layout {
            Layout::Board | Layout::Portrait => rows::pick(&calls, large.as_ref(), room, now),
            Layout::Strip => {
                let awaited: Vec<_> = calls.iter().copied().filter(|call| call.awaited).collect();
                rows::pick(&awaited, large.as_ref(), room, now)
            }
            Layout::Grid | Layout::OneCall | Layout::Counter => (Vec::new(), Page::ONLY),
        };
        let rows = rows.into_iter().filter(|_| !over).map(|call| names.row(call)).collect();
        let at_work = AtWork { calls: &calls, counters: &view.counters };
        let cells = match self.config.layout {
            Layout::Grid => names.cells(at_work, large.as_ref(), (&self.sizes, now)),
            Layout::Board
            | Layout::OneCall
            | Layout::Portrait
            | Layout::Counter
            | Layout::Strip => Cells::none(),
        };
        let queues = self.queues(&names, view, now);
        let covers = self.config.whole_flash && self.config.flashes;
        Some(Board {
            rows,
            rows_page,
            cells: cells.cells,
            cell_columns: cells.columns,
            cells_page: cells.page,
            own: self.config.counter.as_ref().map(|counter| names.cell(counter, at_work)),
            covers: covers && large.as_ref().is_some_and(|large| self.flashes(large, now)),
            large: large.map(|large| names.large(large, self.config.flashes)),
            longest: names.longest_counter(),
            queues: queues.cells,
            columns: queues.columns,
            queues_page: queues.page,
            notice,
            hours: names.hours(view),
            slot: if over { Slot::Hours } else { self.slides.slot() },
            pledge: self.pledge(catalogue.pledge.get(language)),
            service,
        })
    }

    /// Tells whether the place for information is on the panel: not before anything has come, nor while nobody serves,
    /// nor on a counter's own screen while it calls.
    pub(super) fn shows_slides(&self, now: Moment) -> bool {
        let (Some(catalogue), Some(view)) = (&self.catalogue, self.board_view()) else {
            return false;
        };
        let (language, arrows) = (self.language(now), &self.config.arrows);
        let names = Names { catalogue, language, here: &view.zone, arrows, now: now.hub };
        let calls: Vec<_> = self.announcer.calls().collect();
        let service = names.service(view);
        match self.large(&calls, &service, now) {
            None => service == Service::Open,
            Some(_) => self.config.layout != Layout::Counter,
        }
    }

    /// The call in the large place. Once the counters have closed and nobody is expected or served any more,
    /// the last call of the day has no place; on a counter's own screen no ended call has.
    fn large(&self, calls: &[&BoardCall], service: &Service, now: Moment) -> Option<Large<'_>> {
        let at_work = calls.iter().any(|call| call.awaited || call.serving);
        let large = self.announcer.large(now)?;
        let stands = match self.config.layout {
            Layout::Counter => large.call.awaited || large.call.serving,
            Layout::Board | Layout::Grid | Layout::OneCall | Layout::Portrait | Layout::Strip => {
                at_work || *service == Service::Open
            }
        };
        (large.fresh || stands).then_some(large)
    }

    /// Tells whether a call's flashes are not over.
    fn flashes(&self, large: &Large<'_>, now: Moment) -> bool {
        let over = |drawn| now.run >= drawn + FLASH_HALF * (2 * FLASHES);
        let flashed = self.flashed.filter(|(call, _)| *call == large.call.call);
        large.fresh && (large.undrawn || flashed.is_some_and(|(_, drawn)| !over(drawn)))
    }

    /// The part of the pledge whose turn it is; a shorter translation shows its last part again.
    fn pledge(&self, text: &str) -> String {
        let Slot::Pledge(part) = self.slides.slot() else { return String::new() };
        let mut parts = parts(text);
        parts.swap_remove(part.min(parts.len() - 1))
    }

    fn queues(&self, names: &Names<'_>, view: &BoardView, now: Moment) -> Queues {
        let own = self.config.counter.as_ref().and_then(|own| names.catalogue.counter(own));
        let here = |queue: &QueueId| own.is_none_or(|own| own.queues.contains(queue));
        let all: Vec<_> = view.queues.iter().filter(|figures| here(&figures.queue)).collect();
        let long = |name: String| name.chars().count() > HALF_NAME_CHARS;
        let alone = all.len() == 1 || all.iter().any(|q| long(names.queue_name(&q.queue)));
        let columns = if alone { 1 } else { 2 };
        let per_page = columns * QUEUES_DOWN;
        let pages = all.len().div_ceil(per_page).max(1);
        let page = turn(now, PAGE_EVERY, pages);
        // The last page is as full as the others; what it needs for that is shown again.
        let first = (page * per_page).min(all.len().saturating_sub(per_page));
        let cells = all.into_iter().skip(first).take(per_page).map(|figures| names.queue(figures));
        Queues { cells: cells.collect(), columns, page: Page { page, pages } }
    }
}
