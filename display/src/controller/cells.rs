//! Every counter of a zone with what goes on there and the number that is called or served, for a grid;
//! the same of one counter for its own screen.
//!
//! Used by the controller. A hub of an older release tells only of calls: a counter without one is then said
//! to call nobody, and no more.

use super::words::Names;
use super::{PAGE_EVERY, turn};
use crate::announcer::Large;
use crate::legibility::Sizes;
use crate::moment::Moment;
use crate::screen::{CellState, CounterCell, Page};
use antrean_shared::catalogue::CounterCard;
use antrean_shared::id::CounterId;
use antrean_shared::rejection::CounterState;
use antrean_shared::view::{BoardCall, BoardCounter};

/// Points from edge to edge of a grid.
const WIDTH: f64 = 1872.0;
/// Points of a cell beside its letters: edges, and the gap to the next.
const CELL_EDGES: f64 = 58.0;
/// The widest number and "Dipanggil" with its mark, as multiples of the letters' size.
const FIRST_LINE: f64 = 10.0;
/// An average letter of a name, and the arrow beside it, likewise.
const LETTER: f64 = 0.53;
const ARROW: f64 = 1.2;
/// Longer names shrink or break.
const NAME_CHARS_MAX: usize = 24;

/// The counters whose turn it is.
pub(super) struct Cells {
    pub cells: Vec<CounterCell>,
    pub columns: usize,
    pub page: Page,
}

/// What the hub tells of a zone's counters.
#[derive(Clone, Copy)]
pub(super) struct AtWork<'a> {
    pub calls: &'a [&'a BoardCall],
    pub counters: &'a [BoardCounter],
}

impl Cells {
    /// What a layout without counters has.
    pub(super) fn none() -> Self {
        Self { cells: Vec::new(), columns: 1, page: Page::ONLY }
    }
}

impl Names<'_> {
    /// Returns the counters whose turn it is; while a call is new, the turn is its counter's.
    pub(super) fn cells(
        &self,
        at_work: AtWork<'_>,
        large: Option<&Large<'_>>,
        (sizes, now): (&Sizes, Moment),
    ) -> Cells {
        let stands = |card: &&CounterCard| {
            let here = card.zone == *self.here && !card.queues.is_empty();
            here || at_work.call(&card.id).is_some()
        };
        let cards: Vec<_> = self.catalogue.counters.iter().filter(stands).collect();
        let columns = self.columns(&cards, sizes.list);
        let per_page = columns * sizes.rows;
        let pages = cards.len().div_ceil(per_page).max(1);
        let new = large.filter(|large| large.fresh);
        let place = new.and_then(|new| cards.iter().position(|card| card.id == new.call.counter));
        let page = place.map_or_else(|| turn(now, PAGE_EVERY, pages), |place| place / per_page);
        let turns = cards.into_iter().skip(page * per_page).take(per_page);
        let cells = turns.map(|card| self.cell(&card.id, at_work));
        Cells { cells: cells.collect(), columns, page: Page { page, pages } }
    }

    /// Returns what goes on at a counter.
    pub(super) fn cell(&self, id: &CounterId, at_work: AtWork<'_>) -> CounterCell {
        let told = at_work.counters.iter().find(|told| told.counter == *id);
        let (number, state) = match (told, at_work.call(id)) {
            (Some(told), _) => (told.number, told_state(told)),
            (None, Some(call)) if call.awaited => (Some(call.number), CellState::Called),
            (None, Some(call)) => (Some(call.number), CellState::Serving),
            (None, None) => (None, CellState::Unknown),
        };
        let number = number.map_or_else(String::new, |number| number.to_string());
        CounterCell { counter: self.counter(id), arrow: self.arrow(id), number, state }
    }

    /// How many cells stand side by side, so that their names keep their size.
    fn columns(&self, cards: &[&CounterCard], font: f64) -> usize {
        let wide = |card: &&CounterCard| {
            let chars = card.name.get(self.language).chars().count().min(NAME_CHARS_MAX);
            let arrow = if self.arrow(&card.id).is_some() { ARROW } else { 0.0 };
            chars as f64 * LETTER + arrow
        };
        let widest = cards.iter().map(wide).fold(FIRST_LINE, f64::max);
        (WIDTH / (widest * font + CELL_EDGES)).floor().clamp(1.0, 6.0) as usize
    }
}

impl<'a> AtWork<'a> {
    /// The call that a counter waits for or serves.
    fn call(self, id: &CounterId) -> Option<&'a BoardCall> {
        let active = |call: &&&BoardCall| call.counter == *id && (call.awaited || call.serving);
        self.calls.iter().find(active).copied()
    }
}

fn told_state(told: &BoardCounter) -> CellState {
    match told.state {
        _ if told.serving => CellState::Serving,
        _ if told.number.is_some() => CellState::Called,
        CounterState::Open => CellState::Ready,
        CounterState::Paused => CellState::Paused,
        CounterState::Closing => CellState::Closing,
        CounterState::Closed => CellState::Closed,
    }
}
