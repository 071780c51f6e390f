//! Puts the window on its panel, and again whenever the panels change.

use crate::config::DisplayConfig;
use crate::controller::Input;
use crate::panel::{self, PanelArea, Seat};
use crate::runtime::{Ended, RuntimeError, WindowKind};
use crate::ui::Ui;
use antrean_shared::health::Trouble;
use slint::{CloseRequestResponse, PhysicalPosition, PhysicalSize, Window};
use std::cell::Cell;
use std::rc::Rc;
use tokio::sync::mpsc;

/// Changes that wait for the window.
const SEATS_MAX: usize = 8;

/// What the panels want of this run.
#[derive(Clone, Default)]
pub(crate) struct Wish(Rc<Cell<Ended>>);

impl Wish {
    pub(crate) fn ended(&self) -> Ended {
        self.0.get()
    }
}

/// Shows the window on its panel and keeps it there; the controller hears whether there is a panel.
pub(crate) fn open(
    ui: &Rc<Ui>,
    config: &DisplayConfig,
    kind: WindowKind,
    inputs: &mpsc::Sender<Input>,
) -> Result<Wish, RuntimeError> {
    let wish = Wish::default();
    ui.window().on_close_requested(|| {
        let _ = slint::quit_event_loop(); // fails only when the loop has ended already
        CloseRequestResponse::HideWindow
    });
    if let Some((x, y)) = config.at {
        ui.window().set_position(PhysicalPosition::new(x, y));
    }
    if let WindowKind::Sized(width, height) = kind {
        ui.window().set_size(PhysicalSize::new(width, height));
        ui.open()?;
        return Ok(wish);
    }
    let (told, seats) = mpsc::channel(SEATS_MAX);
    let tell = move |seat| {
        let _ = told.blocking_send(seat); // closed: the display is ending
    };
    let first = panel::follow(config.at, tell)?;
    match first {
        Some(Seat { managed: false, panel }) => stand(ui.window(), panel),
        Some(Seat { managed: true, .. }) | None => ui.window().set_fullscreen(true),
    }
    if first.is_none_or(|seat| !seat.managed || seat.panel.is_some()) {
        ui.open()?;
    }
    if let Some(first) = first {
        let follow = Follow { ui: ui.clone(), inputs: inputs.clone(), wish: wish.clone() };
        slint::spawn_local(follow.live(first, seats))?;
    }
    Ok(wish)
}

struct Follow {
    ui: Rc<Ui>,
    inputs: mpsc::Sender<Input>,
    wish: Wish,
}

impl Follow {
    async fn live(self, first: Seat, mut seats: mpsc::Receiver<Seat>) {
        let mut seat = first;
        loop {
            tracing::info!(?seat, "where the board belongs");
            let missing = seat.panel.is_none();
            if self.inputs.send(Input::Trouble(Trouble::PanelMissing, missing)).await.is_err() {
                return;
            }
            let Some(next) = seats.recv().await else { return };
            if seat.managed || next.managed {
                // Window managers move a window that they know to a panel of their own choice.
                self.wish.0.set(Ended::Moved);
                let _ = slint::quit_event_loop(); // fails only when the loop has ended already
                return;
            }
            seat = next;
            stand(self.ui.window(), seat.panel);
        }
    }
}

/// Covers the panel; without one the window stays where no panel is.
fn stand(window: &Window, panel: Option<PanelArea>) {
    if let Some(panel) = panel {
        window.set_position(PhysicalPosition::new(panel.x, panel.y));
        window.set_size(PhysicalSize::new(panel.width, panel.height));
    }
}
