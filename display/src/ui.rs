//! The window: puts a `Screen` into Slint's globals, and tells when a flash's first frame is drawn.
//!
//! The only file that knows generated code. It decides nothing. Everything here runs on the UI thread.

use crate::legibility::Sizes;
use crate::screen::{self, Board, Header, LinkNotice, Screen};
use antrean_shared::protocol::RefusalReason;
use antrean_shared::ticket::Language;
use antrean_shared::wait::WaitRange;
use chrono::Datelike;
use slint::{ComponentHandle, Model, ModelRc, SharedString, VecModel};
use std::cell::Cell;
use std::rc::Rc;
use tokio::sync::Notify;

#[allow(
    clippy::restriction,
    clippy::pedantic,
    clippy::all,
    clippy::allow_attributes,
    missing_docs,
    reason = "generated"
)]
mod generated {
    slint::include_modules!();
}

use generated as g;

/// The board's window and what its lists hold.
pub struct Ui {
    window: g::BoardWindow,
    rows: Rc<VecModel<g::CallRow>>,
    queues: Rc<VecModel<g::QueueCell>>,
    flash: Rc<Flash>,
    language: Cell<Option<Language>>,
}

/// The flash that the window was last asked for, and how far it is.
#[derive(Debug, Default)]
struct Flash {
    /// Counts flashes, so that each is drawn anew.
    serial: Cell<i32>,
    /// The call whose first frame is waited for.
    undrawn: Cell<Option<u64>>,
    /// The call whose first frame has been drawn.
    drawn: Cell<Option<u64>>,
    notify: Notify,
}

/// Tells which flash has been drawn.
#[derive(Debug, Clone)]
pub struct Drawn(Rc<Flash>);

impl Drawn {
    /// Waits for the first frame of a flash.
    pub async fn next(&self) -> u64 {
        loop {
            if let Some(call) = self.0.drawn.take() {
                return call;
            }
            self.0.notify.notified().await;
        }
    }

    /// Takes the flash that was drawn since, if any.
    pub fn take(&self) -> Option<u64> {
        self.0.drawn.take()
    }
}

impl Ui {
    /// Makes the window, not yet shown.
    pub fn new(sizes: Sizes) -> Result<Self, slint::PlatformError> {
        let window = g::BoardWindow::new()?;
        let rows = Rc::new(VecModel::default());
        let queues = Rc::new(VecModel::default());
        let flash = Rc::new(Flash::default());
        let board = window.global::<g::BoardAdapter>();
        board.set_rows(ModelRc::from(Rc::clone(&rows)));
        board.set_queues(ModelRc::from(Rc::clone(&queues)));
        board.set_large_size(sizes.large as f32);
        board.set_list_size(sizes.list as f32);
        let seen = Rc::clone(&flash);
        board.on_drawing(move |serial| seen.drawing(serial));
        Ok(Self { window, rows, queues, flash, language: Cell::new(None) })
    }

    /// Returns Slint's window.
    pub fn window(&self) -> &slint::Window {
        self.window.window()
    }

    /// Puts the window on the panel.
    pub fn open(&self) -> Result<(), slint::PlatformError> {
        self.window.show()
    }

    /// Returns what tells of drawn flashes.
    pub fn drawn(&self) -> Drawn {
        Drawn(Rc::clone(&self.flash))
    }

    /// Shows a screen; `sizes` say how many rows the list is made for.
    pub fn show(&self, screen: &Screen, sizes: &Sizes) {
        self.select_language(screen.language);
        self.show_header(&screen.header);
        self.show_link(&screen.link);
        let frame = self.window.global::<g::FrameAdapter>();
        frame.set_has_board(screen.board.is_some());
        frame.set_ticker(screen.ticker.join("   ·   ").into());
        if let Some(board) = &screen.board {
            self.show_board(board, sizes);
        }
    }

    /// Says whether the lines at the foot run.
    pub fn run_ticker(&self, runs: bool) {
        self.window.global::<g::FrameAdapter>().set_runs(runs);
    }

    fn select_language(&self, language: Language) {
        if self.language.replace(Some(language)) == Some(language) {
            return;
        }
        let code = if language == Language::Id { "" } else { language.code() };
        if let Err(error) = slint::select_bundled_translation(code) {
            tracing::warn!(%error, %language, "no words in this language");
        }
    }

    fn show_header(&self, header: &Header) {
        let frame = self.window.global::<g::FrameAdapter>();
        frame.set_hall(SharedString::from(&header.hall));
        frame.set_zone(SharedString::from(&header.zone));
        frame.set_training(header.training);
        frame.set_silent(header.silent);
        frame.set_timed(header.time.is_some());
        if let Some(time) = header.time {
            frame.set_clock(time.format("%H.%M").to_string().into());
            frame.set_day(g::Day {
                weekday: int(time.weekday().num_days_from_monday()),
                day: int(time.day()),
                month: int(time.month0()),
                year: time.year(),
            });
        }
    }

    fn show_link(&self, link: &LinkNotice) {
        let frame = self.window.global::<g::FrameAdapter>();
        let (notice, since) = match link {
            LinkNotice::Current => (g::Notice::Current, ""),
            LinkNotice::Connecting(since) => (g::Notice::Connecting, since.as_str()),
            LinkNotice::Lost(since) => (g::Notice::Lost, since.as_str()),
            LinkNotice::Refused(reason) => {
                frame.set_refusal(refusal(*reason));
                (g::Notice::Refused, "")
            }
        };
        frame.set_notice(notice);
        frame.set_since(since.into());
        let stale = matches!(link, LinkNotice::Lost(_) | LinkNotice::Refused(_));
        self.window.global::<g::BoardAdapter>().set_stale(stale);
    }

    fn show_board(&self, board: &Board, sizes: &Sizes) {
        let adapter = self.window.global::<g::BoardAdapter>();
        let notice = board.notice.as_ref();
        let rows_max = if notice.is_some() { sizes.rows_above_notice } else { sizes.rows };
        adapter.set_rows_max(int(rows_max));
        let (text, down) = match notice {
            None => ("", ""),
            Some(screen::Notice::Announcement(text)) => (text.as_str(), ""),
            Some(screen::Notice::Outage { agency, reason }) => (reason.as_str(), agency.as_str()),
        };
        adapter.set_announcement(text.into());
        adapter.set_down(down.into());
        update(&self.rows, board.rows.iter().map(call_row));
        update(&self.queues, board.queues.iter().map(queue_cell));
        adapter.set_columns(int(board.columns));
        adapter.set_page(int(board.page));
        adapter.set_pages(int(board.pages));
        adapter.set_longest(counter(&board.longest));
        adapter.set_called(board.large.is_some());
        if let Some(large) = &board.large {
            adapter.set_large(large_call(large));
            if large.undrawn && self.flash.undrawn.get() != Some(large.call) {
                self.flash.undrawn.set(Some(large.call));
                self.flash.serial.set(self.flash.serial.get().wrapping_add(1));
                adapter.set_flash(self.flash.serial.get());
            } else if !large.undrawn {
                self.flash.undrawn.set(None);
            }
        }
    }
}

impl Flash {
    /// Called by the renderer while it draws the frame; whoever waits is woken after that frame is on
    /// the panel, because drawing, showing and waiting share one thread.
    fn drawing(&self, serial: i32) -> slint::Color {
        if serial == self.serial.get()
            && let Some(call) = self.undrawn.get()
        {
            self.drawn.set(Some(call));
            self.notify.notify_one();
        }
        slint::Color::default()
    }
}

/// Changes a list in place, row by row.
fn update<T: Clone + PartialEq + 'static>(
    model: &VecModel<T>,
    rows: impl ExactSizeIterator<Item = T>,
) {
    while model.row_count() > rows.len() {
        model.remove(model.row_count() - 1);
    }
    for (index, row) in rows.enumerate() {
        match model.row_data(index) {
            Some(old) if old == row => {}
            Some(_) => model.set_row_data(index, row),
            None => model.push(row),
        }
    }
}

fn large_call(large: &screen::LargeCall) -> g::LargeCall {
    g::LargeCall {
        number: SharedString::from(&large.number),
        counter: counter(&large.counter),
        agency: SharedString::from(&large.agency),
        zone: SharedString::from(&large.zone),
        summons: match large.summons {
            screen::Summons::First => g::Summons::First,
            screen::Summons::Again => g::Summons::Again,
            screen::Summons::Last => g::Summons::Last,
        },
        state: state(large.state),
        fresh: large.fresh,
        lit: large.lit,
    }
}

fn call_row(row: &screen::CallRow) -> g::CallRow {
    g::CallRow {
        number: SharedString::from(&row.number),
        counter: counter(&row.counter),
        agency: SharedString::from(&row.agency),
        state: state(row.state),
    }
}

fn queue_cell(queue: &screen::QueueCell) -> g::QueueCell {
    let (serving, counters) = match queue.serving {
        screen::Serving::Open(counters) => (g::Serving::Open, int(counters)),
        screen::Serving::NotYet => (g::Serving::NotYet, 0),
        screen::Serving::Closed => (g::Serving::Closed, 0),
        screen::Serving::Down => (g::Serving::Down, 0),
    };
    let wait = queue.wait.unwrap_or(WaitRange { low_minutes: 0, high_minutes: 0 });
    g::QueueCell {
        wait_low: int(wait.low_minutes),
        wait_high: int(wait.high_minutes),
        name: SharedString::from(&queue.name),
        waiting: int(queue.waiting),
        serving,
        counters,
    }
}

fn counter(name: &screen::CounterName) -> g::CounterName {
    let (first, second) = name.halves();
    g::CounterName {
        words: SharedString::from(&name.words),
        first: first.into(),
        second: second.into(),
        figure: SharedString::from(&name.figure),
    }
}

fn state(state: screen::CallState) -> g::CallState {
    match state {
        screen::CallState::Awaited => g::CallState::Awaited,
        screen::CallState::Serving => g::CallState::Serving,
        screen::CallState::Done => g::CallState::Done,
        screen::CallState::Missed => g::CallState::Missed,
        screen::CallState::Withdrawn => g::CallState::Withdrawn,
    }
}

fn refusal(reason: RefusalReason) -> g::Refusal {
    match reason {
        RefusalReason::FutureProtocol | RefusalReason::OldProtocol => g::Refusal::Version,
        RefusalReason::UnknownId => g::Refusal::Zone,
        RefusalReason::Replaced => g::Refusal::Replaced,
        RefusalReason::Fenced
        | RefusalReason::TooLarge
        | RefusalReason::NotJson
        | RefusalReason::WrongForm
        | RefusalReason::HelloFirst
        | RefusalReason::NotAllowed
        | RefusalReason::Busy => g::Refusal::Other,
    }
}

/// A count as Slint has it; no hall comes near the bound.
fn int<T: TryInto<i32>>(count: T) -> i32 {
    count.try_into().unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests;
