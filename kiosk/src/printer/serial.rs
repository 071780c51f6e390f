//! A printer on a serial line. Moves bytes only; `wired` knows what they mean.

use super::wired::{Open, Wire, none_if_late};
use serialport::{SerialPort, TTYPort};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

const WRITE_WITHIN: Duration = Duration::from_secs(5);
/// The port is in blocking mode: a larger piece could wait in the kernel for a printer that holds
/// the line, and never come back.
const PIECE: usize = 64;

struct SerialWire(TTYPort);

pub fn opener(path: PathBuf, baud: u32) -> Open {
    Box::new(move || {
        let name = path.to_string_lossy();
        let port = serialport::new(name, baud).timeout(WRITE_WITHIN).open_native()?;
        Ok(Box::new(SerialWire(port)))
    })
}

impl Wire for SerialWire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.set_timeout(WRITE_WITHIN)?;
        bytes.chunks(PIECE).try_for_each(|piece| self.0.write_all(piece))
    }

    fn read(&mut self, within: Duration) -> io::Result<Option<u8>> {
        self.0.set_timeout(within)?;
        let mut byte = [0];
        match self.0.read(&mut byte) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => none_if_late(error),
        }
    }
}
