//! Which panel a board stands on where nobody arranges windows: an X server without a window manager.
//!
//! A window manager makes a window cover its panel when it is asked to; without one nothing would happen, so
//! the board takes place and size of the panel by itself. Asked once by the runtime; knows no window.

use x11rb::connection::Connection;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _};

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

/// Returns the panel at a place, or the first one, if no window manager is there. None: there is one, or no
/// X server, or one that does not say which panels it has.
pub fn unmanaged(at: Option<(i32, i32)>) -> Option<PanelArea> {
    let (server, screen) = x11rb::connect(None).ok()?;
    let root = server.setup().roots.get(screen)?.root;
    let manager = server.intern_atom(false, MANAGER).ok()?.reply().ok()?.atom;
    let found = server.get_property(false, root, manager, AtomEnum::WINDOW, 0, 1).ok()?;
    if found.reply().ok()?.value_len > 0 {
        return None;
    }
    let monitors = server.randr_get_monitors(root, true).ok()?.reply().ok()?.monitors;
    // The primary one first: it is the panel of a board whose settings name no place.
    let (first, others): (Vec<_>, Vec<_>) = monitors.iter().partition(|monitor| monitor.primary);
    let areas = first.into_iter().chain(others).map(|monitor| PanelArea {
        x: monitor.x.into(),
        y: monitor.y.into(),
        width: monitor.width.into(),
        height: monitor.height.into(),
    });
    panel_at(&areas.collect::<Vec<_>>(), at)
}

/// The panel that a place is on; where it is on none, or no place is named, the first.
fn panel_at(panels: &[PanelArea], at: Option<(i32, i32)>) -> Option<PanelArea> {
    let named = at.and_then(|at| panels.iter().find(|panel| panel.has(at)));
    named.or(panels.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_stands_on_the_panel_that_its_place_is_on() {
        let area = |x, y, width, height| PanelArea { x, y, width, height };
        let panels = [area(0, 0, 1920, 1080), area(1920, 0, 1080, 1920), area(-800, 0, 800, 600)];
        for (at, panel) in [
            (None, 0),
            (Some((0, 0)), 0),
            (Some((1919, 1079)), 0),
            (Some((1920, 0)), 1),
            (Some((2000, 1919)), 1),
            (Some((-800, 599)), 2),
            (Some((-1, 0)), 2),
            (Some((5000, 0)), 0),
            (Some((100, 1080)), 0),
        ] {
            assert_eq!(panel_at(&panels, at), Some(panels[panel]), "{at:?}");
        }
        assert_eq!(panel_at(&[], None), None);
    }
}
