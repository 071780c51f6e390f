//! Which panel a board stands on, for as long as it runs.
//!
//! Televisions are switched on after their computer, off at night, and changed for others; a window manager may
//! start late or not at all. Where none is there, nobody makes a window cover its panel, so the board takes
//! place and size of the panel by itself. A board whose panel is not there stands nowhere: on another one it
//! would cover the calls of another zone. Knows no window; its thread ends with the program.

use std::io;
use std::thread;
use x11rb::connection::Connection;
use x11rb::errors::ReplyError;
use x11rb::protocol::randr::{ConnectionExt as _, NotifyMask};
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ChangeWindowAttributesAux, ConnectionExt as _, EventMask, Window,
};
use x11rb::rust_connection::RustConnection;

/// By this a window manager says that it is there.
const MANAGER: &[u8] = b"_NET_SUPPORTING_WM_CHECK";

/// A panel, in pixels of the whole screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelArea {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl PanelArea {
    fn has(self, (x, y): (i32, i32)) -> bool {
        let inside = |at: i32, from: i32, length: u32| at >= from && at.abs_diff(from) < length;
        inside(x, self.x, self.width) && inside(y, self.y, self.height)
    }
}

/// Where a board belongs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// The panel; none: there is none at that place.
    pub panel: Option<PanelArea>,
    /// A window manager makes windows cover a panel when it is asked to.
    pub managed: bool,
}

/// Tells where a board belongs, at once and with every change. Where there is no X server, or one that does
/// not say which panels it has, tells nothing.
pub fn follow(
    at: Option<(i32, i32)>,
    tell: impl Fn(Seat) + Send + 'static,
) -> io::Result<Option<Seat>> {
    let Some((server, first)) = Server::open().and_then(|server| {
        let seat = server.seat(at).ok()?;
        Some((server, seat))
    }) else {
        return Ok(None);
    };
    thread::Builder::new().name("panel".to_owned()).spawn(move || {
        let mut last = first;
        // Ends with the X server, and so does the window.
        while server.connection.wait_for_event().is_ok() {
            let Ok(seat) = server.seat(at) else { return };
            if seat != last {
                last = seat;
                tell(seat);
            }
        }
    })?;
    Ok(Some(first))
}

struct Server {
    connection: RustConnection,
    root: Window,
    manager: Atom,
}

impl Server {
    fn open() -> Option<Self> {
        let (connection, screen) = x11rb::connect(None).ok()?;
        let root = connection.setup().roots.get(screen)?.root;
        Self::listening(connection, root).ok()
    }

    fn listening(connection: RustConnection, root: Window) -> Result<Self, ReplyError> {
        let manager = connection.intern_atom(false, MANAGER)?.reply()?.atom;
        let changes =
            NotifyMask::SCREEN_CHANGE | NotifyMask::CRTC_CHANGE | NotifyMask::OUTPUT_CHANGE;
        connection.randr_select_input(root, changes)?.check()?;
        let properties = ChangeWindowAttributesAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        connection.change_window_attributes(root, &properties)?.check()?;
        Ok(Self { connection, root, manager })
    }

    /// The window of the window manager, as a window names it.
    fn named_at(&self, window: Window) -> Result<Option<Window>, ReplyError> {
        let (manager, kind) = (self.manager, AtomEnum::WINDOW);
        let found = self.connection.get_property(false, window, manager, kind, 0, 1)?.reply()?;
        Ok(found.value32().and_then(|mut windows| windows.next()))
    }

    fn seat(&self, at: Option<(i32, i32)>) -> Result<Seat, ReplyError> {
        let (server, root) = (&self.connection, self.root);
        let managed = self.named_at(root)?.is_some_and(|window| {
            // One that has ended without a word leaves its window's name behind.
            self.named_at(window).is_ok_and(|own| own == Some(window))
        });
        let monitors = server.randr_get_monitors(root, true)?.reply()?.monitors;
        // The primary one first: it is the panel of a board whose settings name no place.
        let (first, others): (Vec<_>, Vec<_>) =
            monitors.iter().partition(|monitor| monitor.primary);
        let areas = first.into_iter().chain(others).map(|monitor| PanelArea {
            x: monitor.x.into(),
            y: monitor.y.into(),
            width: monitor.width.into(),
            height: monitor.height.into(),
        });
        Ok(Seat { panel: panel_at(&areas.collect::<Vec<_>>(), at), managed })
    }
}

/// The panel that a place is on; where no place is named, the first.
fn panel_at(panels: &[PanelArea], at: Option<(i32, i32)>) -> Option<PanelArea> {
    match at {
        Some(at) => panels.iter().find(|panel| panel.has(at)).copied(),
        None => panels.first().copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_stands_on_the_panel_that_its_place_is_on() {
        let area = |x, y, width, height| PanelArea { x, y, width, height };
        let panels = [area(0, 0, 1920, 1080), area(1920, 0, 1080, 1920), area(-800, 0, 800, 600)];
        for (at, panel) in [
            (None, Some(0)),
            (Some((0, 0)), Some(0)),
            (Some((1919, 1079)), Some(0)),
            (Some((1920, 0)), Some(1)),
            (Some((2000, 1919)), Some(1)),
            (Some((-800, 599)), Some(2)),
            (Some((-1, 0)), Some(2)),
            (Some((5000, 0)), None),
            (Some((100, 1080)), None),
        ] {
            let panel = panel.map(|panel: usize| panels[panel]);
            assert_eq!(panel_at(&panels, at), panel, "{at:?}");
        }
        assert_eq!(panel_at(&[], None), None);
    }
}
