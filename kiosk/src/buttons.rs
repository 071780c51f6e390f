//! A box with push buttons on a serial line: its frames, and the thread that reads them.
//!
//! One frame a change, in ASCII: `B`, two digits of the button (01 to 99), `D` for down or `U` for up,
//! `*`, the exclusive or of all bytes before it as two hexadecimal digits, CR, LF. Button 3 pressed is
//! `B03D*05`. What is anything else is passed over. The line is opened anew, for ever.

mod press;

use crate::controller::Fresh;
use antrean_shared::id::ServiceId;
use press::{Frame, Presses, frame};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// Presses that wait; a row of fingers makes no more.
const PRESSES_MAX: usize = 16;
const READ_WITHIN: Duration = Duration::from_millis(500);
/// How long a box that is gone is left alone.
const OPEN_EVERY: Duration = Duration::from_secs(2);
/// A frame has ten bytes; a line that is longer is noise.
const LINE_BYTES_MAX: usize = 64;

/// The `[buttons]` table of `kiosk.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ButtonsConfig {
    /// The serial line, such as `/dev/serial/by-id/…`.
    pub path: PathBuf,
    #[serde(default = "baud_default")]
    pub baud: u32,
    /// The service that each button issues for, by the button's number.
    pub services: Services,
}

fn baud_default() -> u32 {
    9_600
}

/// Buttons 1 to 99, each with a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BTreeMap<String, ServiceId>")]
pub struct Services(BTreeMap<u8, ServiceId>);

impl TryFrom<BTreeMap<String, ServiceId>> for Services {
    type Error = String;

    fn try_from(table: BTreeMap<String, ServiceId>) -> Result<Self, String> {
        let number = |name: String, service| match name.parse() {
            Ok(number @ 1..=99) => Ok((number, service)),
            Ok(_) | Err(_) => Err(format!(
                "\"{name}\" is no button; write 1 to 99, such as services = {{ 1 = \"a02\" }}"
            )),
        };
        table
            .into_iter()
            .map(|(name, service)| number(name, service))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// What the box says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoxSays {
    Pressed {
        service: ServiceId,
        fresh: Fresh,
    },
    /// The line can be read, or it cannot.
    There(bool),
}

/// Starts the thread; it ends when nobody listens any more. `fresh` makes ids for a press.
pub fn start(config: ButtonsConfig, fresh: fn() -> Fresh) -> mpsc::Receiver<BoxSays> {
    let (says, heard) = mpsc::channel(PRESSES_MAX);
    thread::Builder::new()
        .name("buttons".to_owned())
        .spawn(move || run(&config, fresh, &says))
        .expect("a machine that shows a screen has room for one more thread");
    heard
}

#[expect(
    clippy::disallowed_methods,
    reason = "a device's own thread reads the steady clock and waits"
)]
fn run(config: &ButtonsConfig, fresh: fn() -> Fresh, says: &mpsc::Sender<BoxSays>) {
    let started = Instant::now();
    let mut there = None;
    while !says.is_closed() {
        let line = open(&config.path, config.baud);
        if there != Some(line.is_ok()) {
            there = Some(line.is_ok());
            if says.blocking_send(BoxSays::There(line.is_ok())).is_err() {
                return;
            }
        }
        match line {
            Ok(mut line) => {
                let error = listen(&mut line, config, says, &|| (fresh(), started.elapsed()));
                tracing::warn!(path = %config.path.display(), %error, "the button box is gone");
            }
            Err(error) => {
                tracing::debug!(path = %config.path.display(), %error, "no button box");
                thread::sleep(OPEN_EVERY);
            }
        }
    }
}

fn open(path: &Path, baud: u32) -> io::Result<Box<dyn serialport::SerialPort>> {
    let port = serialport::new(path.to_string_lossy(), baud).timeout(READ_WITHIN);
    Ok(port.open()?)
}

/// Reads frames until the line fails or nobody listens.
fn listen(
    line: &mut impl Read,
    config: &ButtonsConfig,
    says: &mpsc::Sender<BoxSays>,
    next: &dyn Fn() -> (Fresh, Duration),
) -> io::Error {
    let mut presses = Presses::default();
    let mut bytes = Vec::new();
    let mut buffer = [0; 64];
    loop {
        let count = match line.read(&mut buffer) {
            Ok(0) => return io::ErrorKind::UnexpectedEof.into(),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::TimedOut && !says.is_closed() => 0,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(error) => return error,
        };
        for byte in &buffer[..count] {
            if *byte != b'\n' {
                bytes.push(*byte);
                bytes.truncate(LINE_BYTES_MAX);
                continue;
            }
            let heard: Option<Frame> = frame(&bytes);
            bytes.clear();
            let (fresh, at) = next();
            let pressed = heard.filter(|frame| presses.counts(*frame, at));
            let service = pressed.and_then(|frame| config.services.0.get(&frame.button).cloned());
            if let Some(service) = service {
                // A press that finds no room is a finger that hammers.
                if let Err(error) = says.try_send(BoxSays::Pressed { service, fresh }) {
                    tracing::warn!(%error, "a press was dropped");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
