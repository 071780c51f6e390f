//! A receipt printer on loopback: answers what a printer is asked, and says when the first byte of each
//! job came.

use antrean_tests::wait;
use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// `DLE EOT n` asks at once; the answer: all is well.
const ASK: [u8; 2] = [0x10, 0x04];
const WELL: u8 = 0x12;
/// `GS r 1` asks in its turn, so it stands behind a job; the answer: paper is there.
const ASK_IN_TURN: [u8; 3] = [0x1d, b'r', 1];
const PAPER: u8 = 0x00;

pub struct Printer {
    pub address: SocketAddr,
    begun: mpsc::Receiver<Instant>,
}

impl Printer {
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("listening as a printer")?;
        let address = listener.local_addr()?;
        let (send, begun) = mpsc::channel();
        // Ends with this program, which is its only user.
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // A kiosk that hung up connects anew.
                drop(serve(stream, &send));
            }
        });
        Ok(Self { address, begun })
    }

    /// Waits for the first byte of the next job.
    pub fn begins(&self, within: Duration) -> Result<Instant> {
        self.begun.recv_timeout(within).context("nothing came to the printer")
    }
}

fn serve(mut stream: TcpStream, begun: &mpsc::Sender<Instant>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut heard: Vec<u8> = Vec::new();
    let mut in_job = false;
    let mut bytes = [0; 65_536];
    loop {
        let count = stream.read(&mut bytes)?;
        if count == 0 {
            return Ok(());
        }
        let at = wait::now();
        heard.extend(&bytes[..count]);
        while !in_job {
            match heard.as_slice() {
                [first, second, _, ..] if [*first, *second] == ASK => {
                    heard.drain(..3);
                    stream.write_all(&[WELL])?;
                }
                [first, second, third, ..] if [*first, *second, *third] == ASK_IN_TURN => {
                    heard.drain(..3);
                    stream.write_all(&[PAPER])?;
                }
                // A question whose rest is on its way.
                [0x10] | [0x10, 0x04] | [0x1d] | [0x1d, b'r'] | [] => break,
                [_, ..] => {
                    in_job = true;
                    if begun.send(at).is_err() {
                        return Ok(());
                    }
                }
            }
        }
        // The kiosk waits for the answer, so nothing stands behind this question.
        if in_job && heard.ends_with(&ASK_IN_TURN) {
            heard.clear();
            in_job = false;
            stream.write_all(&[PAPER])?;
        }
    }
}
