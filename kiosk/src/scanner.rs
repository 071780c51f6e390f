//! A scanner of codes on a serial line: each line that it sends is one code.
//!
//! A thread of its own reads and opens the port again when it has gone; scanners that type like a keyboard
//! need none of this (`keys`). It knows nothing of tickets or bookings.

use serialport::SerialPort;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What almost every scanner is set to.
const BAUD: u32 = 9_600;
/// How often the thread looks whether the kiosk has ended.
const LOOK: Duration = Duration::from_millis(500);
/// How long a port that has gone is left alone.
const AGAIN: Duration = Duration::from_secs(5);
/// The longest address of a ticket page, with room; what is longer is no code.
const LINE_MAX: usize = 256;

/// Starts the thread. It ends when `read` says that nobody listens any more.
pub fn start(port: PathBuf, read: impl Fn(String) -> bool + Send + 'static) -> std::io::Result<()> {
    let thread = std::thread::Builder::new().name("kiosk-scanner".to_owned());
    thread.spawn(move || {
        let mut gone = false;
        loop {
            match open(&port) {
                Ok(mut line) => {
                    gone = false;
                    if !listen(line.as_mut(), &read) {
                        return;
                    }
                }
                Err(error) if !gone => {
                    gone = true;
                    tracing::warn!(%error, port = %port.display(), "no scanner; looked for again");
                }
                Err(_) => {}
            }
            std::thread::park_timeout(AGAIN);
        }
    })?;
    Ok(())
}

fn open(port: &Path) -> serialport::Result<Box<dyn SerialPort>> {
    serialport::new(port.to_string_lossy(), BAUD).timeout(LOOK).open()
}

/// Reads until the port has gone (true) or nobody listens (false).
fn listen(line: &mut dyn Read, read: &impl Fn(String) -> bool) -> bool {
    let mut lines = Lines::default();
    let mut bytes = [0; 64];
    loop {
        match line.read(&mut bytes) {
            Ok(0) => return true,
            Ok(count) => {
                for code in lines.take(&bytes[..count]) {
                    if !read(code) {
                        return false;
                    }
                }
            }
            Err(error) if error.kind() == ErrorKind::TimedOut => {}
            Err(error) => {
                tracing::warn!(%error, "the scanner has gone");
                return true;
            }
        }
    }
}

/// Bytes as they come, cut into codes.
#[derive(Debug, Default)]
struct Lines {
    line: Vec<u8>,
    /// The line was too long; it is dropped to its end.
    spoilt: bool,
}

impl Lines {
    fn take(&mut self, bytes: &[u8]) -> Vec<String> {
        let mut codes = Vec::new();
        for byte in bytes {
            match byte {
                b'\r' | b'\n' => {
                    let line = std::mem::take(&mut self.line);
                    let spoilt = std::mem::take(&mut self.spoilt);
                    let text = String::from_utf8(line).unwrap_or_default();
                    if !spoilt && !text.trim().is_empty() {
                        codes.push(text.trim().to_owned());
                    }
                }
                _ if self.line.len() >= LINE_MAX => self.spoilt = true,
                byte => self.line.push(*byte),
            }
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::io::Cursor;

    #[test]
    fn each_line_is_one_code_however_it_arrives() {
        let mut lines = Lines::default();
        assert!(lines.take(b"JANJ").is_empty());
        assert_eq!(lines.take(b"I01\r\n"), ["JANJI01"]);
        assert_eq!(lines.take(b"\n\r\nA\rB\n"), ["A", "B"]);
        assert!(lines.take(&[b'x'; 400]).is_empty());
        assert!(lines.take(b"\n").is_empty(), "too long to be a code");
        assert_eq!(lines.take(b"JANJI02\n"), ["JANJI02"]);
        assert!(lines.take(b"\xff\xfe\n").is_empty());
    }

    #[test]
    fn a_port_that_ends_is_opened_again_but_not_for_nobody() {
        let read = RefCell::new(Vec::new());
        let hear = |code: String| {
            read.borrow_mut().push(code);
            read.borrow().len() < 3
        };
        assert!(listen(&mut Cursor::new(b"A\nB\n".to_vec()), &hear));
        assert!(!listen(&mut Cursor::new(b"C\nD\n".to_vec()), &hear));
        assert_eq!(*read.borrow(), ["A", "B", "C"]);
    }

    #[test]
    fn a_code_comes_through_a_real_line() {
        let (mut scanner, mut kiosk) = serialport::TTYPort::pair().unwrap();
        kiosk.set_timeout(LOOK).unwrap();
        std::io::Write::write_all(&mut scanner, b"JANJI01\r").unwrap();
        let read = RefCell::new(Vec::new());
        let hear = |code: String| {
            read.borrow_mut().push(code);
            false
        };
        assert!(!listen(&mut kiosk, &hear));
        assert_eq!(*read.borrow(), ["JANJI01"]);
    }
}
