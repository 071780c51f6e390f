//! A printer behind a device node such as `/dev/usb/lp0`, or a file. Moves bytes only; `wired`
//! knows what they mean.

use super::wired::{Open, Wire, none_if_late};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::Duration;

const WRITE_WITHIN: Duration = Duration::from_secs(5);

/// Opened non-blocking: the kernel's printer driver would otherwise wait for ever for a printer
/// that has nothing to say.
struct DeviceWire(File);

pub fn opener(path: PathBuf) -> Open {
    Box::new(move || {
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
        let node = OpenOptions::new().read(true).append(true).custom_flags(flags).open(&path)?;
        Ok(Box::new(DeviceWire(node)))
    })
}

impl DeviceWire {
    /// Waits until the node is ready for something; false if it is not in time.
    fn wait(&self, what: PollFlags, within: Duration) -> io::Result<bool> {
        let within = Timespec::try_from(within).map_err(|_| io::ErrorKind::InvalidInput)?;
        let mut nodes = [PollFd::new(&self.0, what)];
        Ok(poll(&mut nodes, Some(&within))? > 0)
    }
}

impl Wire for DeviceWire {
    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if !self.wait(PollFlags::OUT, WRITE_WITHIN)? {
                return Err(io::ErrorKind::TimedOut.into());
            }
            match self.0.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(sent) => bytes = &bytes[sent..],
                Err(error) => none_if_late(error).map(|_| ())?,
            }
        }
        Ok(())
    }

    fn read(&mut self, within: Duration) -> io::Result<Option<u8>> {
        if !self.wait(PollFlags::IN, within)? {
            return Ok(None);
        }
        let mut byte = [0];
        match self.0.read(&mut byte) {
            // The end of a file, and what usblp says when the printer has nothing to say.
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => none_if_late(error),
        }
    }
}
