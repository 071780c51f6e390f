//! Whether the counters of a zone serve, and today's opening hours, as visitors are told.
//!
//! Used by the controller. Serving goes by the spans of the hall file and by what was opened or closed by
//! hand; whether numbers are still given (quota, cut-off) is the kiosk's to say.

use super::words::Names;
use crate::screen::{HoursLine, Later, Service};
use antrean_shared::catalogue::QueueCard;
use antrean_shared::opening::{Forced, Opening, QueueToday};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{BoardView, QueueFigures};
use chrono::{Datelike, Weekday};
use std::collections::BTreeMap;

/// Lines of hours beside that of all other queues.
const LINES_MAX: usize = 4;

impl Names<'_> {
    /// Tells whether the counters serve.
    pub(super) fn service(&self, view: &BoardView) -> Service {
        let queues: Vec<(&QueueCard, &QueueFigures)> = view
            .queues
            .iter()
            .filter_map(|figures| Some((self.catalogue.queue(&figures.queue)?, figures)))
            .collect();
        if queues.is_empty() || queues.iter().any(|(card, figures)| self.serves(card, figures)) {
            return Service::Open;
        }
        let forced = queues.iter().filter_map(|(_, figures)| self.forced(figures)).next();
        if let Some(forced) = forced {
            return Service::Stopped { reason: forced.reason.clone() };
        }
        let spans = || queues.iter().flat_map(|(card, _)| &card.today.spans);
        if let Some(next) = spans().map(|span| span.from).filter(|from| *from > self.now).min() {
            return self.later_today(next, spans().any(|span| span.to <= self.now));
        }
        let opens = |(card, figures): &(&QueueCard, &QueueFigures)| match card
            .today
            .opening(&figures.live, self.now)
        {
            Opening::Closed { opens_at, .. } => opens_at,
            Opening::Open { .. } => None,
        };
        let next = queues.iter().filter_map(opens).min().map(|at| self.later(at));
        let special = queues.iter().find_map(|(card, _)| card.today.special.as_ref());
        match special.filter(|_| spans().next().is_none()) {
            Some(special) => {
                Service::Off { name: special.name.get(self.language).to_owned(), next }
            }
            None => Service::Over { next },
        }
    }

    /// Returns today's opening hours: the queues that differ, then all others.
    pub(super) fn hours(&self, view: &BoardView) -> Vec<HoursLine> {
        let mut by_spans: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for figures in &view.queues {
            let Some(card) = self.catalogue.queue(&figures.queue) else { continue };
            let names = by_spans.entry(self.spans(&card.today)).or_default();
            let name = self.queue_name(&figures.queue);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut lines: Vec<_> = by_spans.into_iter().collect();
        lines.sort_by_key(|(spans, names)| (names.len(), spans.clone()));
        let most = lines.pop();
        let differ = lines.into_iter().take(LINES_MAX);
        let line =
            |(spans, names): (String, Vec<String>)| HoursLine { queues: names.join(", "), spans };
        let all = most.map(|(spans, _)| HoursLine { queues: String::new(), spans });
        differ.map(line).chain(all).collect()
    }

    fn forced<'b>(&self, figures: &'b QueueFigures) -> Option<&'b Forced> {
        figures.live.forced.as_ref().filter(|forced| self.now < forced.until)
    }

    fn serves(&self, card: &QueueCard, figures: &QueueFigures) -> bool {
        let by_hours = || card.today.spans.iter().any(|span| span.holds(self.now));
        let open = self.forced(figures).map_or_else(by_hours, |forced| forced.open);
        open || figures.counters_open > 0
    }

    fn later_today(&self, next: Timestamp, begun: bool) -> Service {
        let clock = next.clock(self.catalogue.utc_offset);
        if !begun {
            return Service::NotYet { from: clock };
        }
        let friday = self.now.at(self.catalogue.utc_offset).weekday() == Weekday::Fri;
        Service::Break { until: clock, friday }
    }

    fn later(&self, at: Timestamp) -> Later {
        let offset = self.catalogue.utc_offset;
        Later { day: at.at(offset).date_naive(), clock: at.clock(offset) }
    }

    fn spans(&self, today: &QueueToday) -> String {
        let offset = self.catalogue.utc_offset;
        let span = |span: &antrean_shared::opening::Span| {
            format!("{}–{}", span.from.clock(offset), span.to.clock(offset))
        };
        today.spans.iter().map(span).collect::<Vec<_>>().join(", ")
    }
}
