//! The pointer of the screen, which a finger does not need.
//!
//! Slint shows one over everything that can be touched, and a session that hides it may be missing: so the kiosk
//! asks the X server itself, which shows the pointer again when the program ends.

use thiserror::Error;
use x11rb::connection::Connection;
use x11rb::errors::{ConnectError, ConnectionError, ReplyError};
use x11rb::protocol::xfixes::ConnectionExt;
use x11rb::rust_connection::RustConnection;

/// The first version of the extension that hides pointers.
const XFIXES: (u32, u32) = (4, 0);

/// A screen without a pointer, for as long as this is kept.
#[derive(Debug)]
pub struct HiddenPointer {
    _screen: RustConnection,
}

/// Says why the pointer stays.
#[derive(Debug, Error)]
pub enum PointerError {
    #[error("the X server is not reached")]
    Connect(#[from] ConnectError),
    #[error("the X server has gone")]
    Gone(#[from] ConnectionError),
    #[error("the X server does not hide its pointer")]
    Refused(#[from] ReplyError),
}

impl HiddenPointer {
    /// Hides it if that is possible; a kiosk whose pointer stays works as well.
    pub fn try_hide() -> Option<Self> {
        let hidden = Self::hide();
        hidden.inspect_err(|error| tracing::warn!(%error, "the pointer stays on the screen")).ok()
    }

    fn hide() -> Result<Self, PointerError> {
        let (screen, number) = x11rb::connect(None)?;
        screen.xfixes_query_version(XFIXES.0, XFIXES.1)?.reply()?;
        let root = screen.setup().roots[number].root;
        screen.xfixes_hide_cursor(root)?.check()?;
        Ok(Self { _screen: screen })
    }
}
