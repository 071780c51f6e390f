//! A printer behind a raw TCP port, usually 9100. Moves bytes only; `wired` knows what they mean.

use super::wired::{Open, Wire, none_if_late};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const CONNECT_WITHIN: Duration = Duration::from_millis(1_500);
const WRITE_WITHIN: Duration = Duration::from_secs(5);

struct NetworkWire(TcpStream);

pub fn opener(address: SocketAddr) -> Open {
    Box::new(move || {
        let stream = TcpStream::connect_timeout(&address, CONNECT_WITHIN)?;
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(WRITE_WITHIN))?;
        Ok(Box::new(NetworkWire(stream)))
    })
}

impl Wire for NetworkWire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn read(&mut self, within: Duration) -> io::Result<Option<u8>> {
        let mut byte = [0];
        // The shortest time-out of a socket is a tick of the kernel, several milliseconds.
        let read = if within.is_zero() {
            self.0.set_nonblocking(true)?;
            let read = self.0.read(&mut byte);
            self.0.set_nonblocking(false)?;
            read
        } else {
            self.0.set_read_timeout(Some(within))?;
            self.0.read(&mut byte)
        };
        match read {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => none_if_late(error),
        }
    }
}
