//! The window: puts a `Screen` into Slint's globals, and tells when a flash's first frame is drawn.
//!
//! The only file that knows generated code. It decides nothing. Everything here runs on the UI thread.

mod convert;

use crate::config::DisplayConfig;
use crate::legibility::Sizes;
use crate::screen::{self, Board, Header, LinkNotice, Screen, Slot};
use crate::slides::{Pixels, Target};
use antrean_shared::ticket::Language;
use convert::{
    call_row, counter, counter_cell, day, hours_line, int, large_call, layout, page, queue_cell,
    refusal, service, sound,
};
use slint::{ComponentHandle, Model, ModelRc, SharedPixelBuffer, SharedString, VecModel};
use std::cell::{Cell, RefCell};
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
    cells: Rc<VecModel<g::CounterCell>>,
    hours: Rc<VecModel<g::HoursLine>>,
    flash: Rc<Flash>,
    language: Cell<Option<Language>>,
    /// The pictures of the present slide and the next.
    pictures: RefCell<Vec<(String, slint::Image)>>,
    target: Target,
}

/// Pictures that are kept: the present slide's and the next one's.
const PICTURES_MAX: usize = 2;

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
    pub fn new(config: &DisplayConfig, sizes: Sizes) -> Result<Self, slint::PlatformError> {
        let ui = Self {
            window: g::BoardWindow::new()?,
            rows: Rc::default(),
            queues: Rc::default(),
            cells: Rc::default(),
            hours: Rc::default(),
            flash: Rc::default(),
            language: Cell::new(None),
            pictures: RefCell::default(),
            target: Target::default(),
        };
        ui.window.global::<g::Theme>().set_high_contrast(config.high_contrast);
        ui.window.global::<g::FrameAdapter>().set_runs(config.ticker);
        let board = ui.window.global::<g::BoardAdapter>();
        board.set_layout(layout(config.layout));
        board.set_rows(ModelRc::from(Rc::clone(&ui.rows)));
        board.set_queues(ModelRc::from(Rc::clone(&ui.queues)));
        board.set_cells(ModelRc::from(Rc::clone(&ui.cells)));
        board.set_hours(ModelRc::from(Rc::clone(&ui.hours)));
        board.set_large_size(sizes.large as f32);
        board.set_list_size(sizes.list as f32);
        board.set_slot_high(sizes.slot as f32);
        let seen = Rc::clone(&ui.flash);
        board.on_drawing(move |serial| seen.drawing(serial));
        let (target, window) = (ui.target.clone(), ui.window.as_weak());
        board.on_slot_sized(move |width, height| {
            let scale = window.upgrade().map_or(1.0, |window| window.window().scale_factor());
            target.set((width * scale) as u32, (height * scale) as u32);
        });
        Ok(ui)
    }

    /// Returns Slint's window.
    pub fn window(&self) -> &slint::Window {
        self.window.window()
    }

    /// Puts the window on the panel.
    pub fn open(&self) -> Result<(), slint::PlatformError> {
        self.window.show()
    }

    /// Returns what tells how large slides are shown.
    pub fn target(&self) -> Target {
        self.target.clone()
    }

    /// Keeps the picture of a slide, or the next picture of a video, until another takes its place.
    pub fn keep_picture(&self, name: String, pixels: &Pixels) {
        let buffer = SharedPixelBuffer::clone_from_slice(&pixels.rgb, pixels.width, pixels.height);
        let image = slint::Image::from_rgb8(buffer);
        let mut pictures = self.pictures.borrow_mut();
        pictures.retain(|(kept, _)| *kept != name);
        if pictures.len() == PICTURES_MAX {
            pictures.remove(0);
        }
        pictures.push((name, image));
    }

    /// Shows the next picture of a video, if it is the video's turn.
    pub fn show_frame(&self, name: String, pixels: &Pixels, slot: &Slot) {
        if matches!(slot, Slot::Picture(shown) if *shown == name) {
            self.keep_picture(name, pixels);
            self.show_slot(slot);
        }
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
        frame.set_sound(sound(header.sound));
        frame.set_timed(header.time.is_some());
        if let Some(time) = header.time {
            frame.set_clock(time.format("%H.%M").to_string().into());
            frame.set_day(day(time.date_naive()));
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
        adapter.set_rows_page(page(board.rows_page));
        update(&self.queues, board.queues.iter().map(queue_cell));
        adapter.set_columns(int(board.columns));
        adapter.set_queues_page(page(board.queues_page));
        update(&self.cells, board.cells.iter().map(counter_cell));
        adapter.set_cell_columns(int(board.cell_columns));
        adapter.set_cells_page(page(board.cells_page));
        update(&self.hours, board.hours.iter().map(hours_line));
        adapter.set_service(service(&board.service));
        adapter.set_own(board.own.as_ref().map(counter_cell).unwrap_or_default());
        adapter.set_pledge(SharedString::from(&board.pledge));
        self.show_slot(&board.slot);
        adapter.set_covers(board.covers);
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

impl Ui {
    fn show_slot(&self, slot: &Slot) {
        let adapter = self.window.global::<g::BoardAdapter>();
        adapter.set_slot(match slot {
            Slot::Empty => g::SlotKind::Empty,
            Slot::Hours => g::SlotKind::Hours,
            Slot::Pledge(_) => g::SlotKind::Pledge,
            Slot::Text { heading, body } => {
                adapter.set_heading(heading.into());
                adapter.set_body(body.into());
                g::SlotKind::Text
            }
            Slot::Picture(name) => {
                let pictures = self.pictures.borrow();
                let picture = pictures.iter().find(|(kept, _)| kept == name);
                adapter.set_picture(picture.map(|(_, image)| image.clone()).unwrap_or_default());
                g::SlotKind::Picture
            }
        });
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

#[cfg(test)]
mod tests;
