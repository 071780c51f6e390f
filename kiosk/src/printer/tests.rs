//! Real wires on this machine: a listener on loopback, a pair of pseudo-terminals, a file.

mod emulator;

use super::*;
use answer::{ASK_IN_TURN, FORGET};
use serialport::{SerialPort, TTYPort};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const READY: [u8; 4] = [0x12, 0x12, 0x12, 0x12];
const PAPER_OUT: [u8; 4] = [0x1a, 0x32, 0x12, 0x7e];
const JOB: &[u8] = b"\x1b@A014\n\x1dVA\x01";

#[test]
fn a_network_printer_prints_once_and_is_asked_before_and_after() {
    let (address, printer) = listen(vec![Manners::default()]);
    let mut wired = network(address);
    assert_eq!(wired.status(), PrinterStatus::Ready);
    assert_eq!(wired.print(&job()), Ok(()));
    drop(wired);
    let heard = printer.join().unwrap();
    assert_eq!(count(&heard, JOB), 1);
    let at = find(&heard, JOB).unwrap();
    assert!(heard[..at].ends_with(&[0x10, 0x04, 1]), "asked right before the job");
    assert!(heard[at + JOB.len()..].starts_with(&ASK_IN_TURN), "asked in turn behind it");
    assert_eq!(count(&heard, &FORGET), 0);
}

#[test]
fn a_printer_that_knows_real_time_status_only_is_enough() {
    let (address, printer) = listen(vec![Manners { in_turn: false, ..Manners::default() }]);
    let mut wired = network(address);
    assert_eq!(wired.print(&job()), Ok(()));
    drop(wired);
    assert_eq!(count(&printer.join().unwrap(), JOB), 1);
}

#[test]
fn paper_that_ends_inside_the_job_fails_it_and_nothing_comes_out_later() {
    let manners = Manners { after_job: Some(PAPER_OUT), ..Manners::default() };
    let (address, printer) = listen(vec![manners]);
    let mut wired = network(address);
    assert_eq!(wired.status(), PrinterStatus::Ready);
    assert_eq!(wired.print(&job()), Err(PrinterStatus::PaperOut));
    assert_eq!(wired.print(&job()), Err(PrinterStatus::PaperOut));
    drop(wired);
    let heard = printer.join().unwrap();
    assert_eq!(count(&heard, JOB), 1, "the second job was not even sent");
    assert_eq!(count(&heard, &FORGET), 1);
}

#[test]
fn a_job_that_broke_off_is_forgotten_before_anything_else_once_the_printer_is_back() {
    let unplugged = Manners { hangs_up_after: Some(5), ..Manners::default() };
    let (address, printer) = listen(vec![unplugged, Manners::default()]);
    let mut wired = network(address);
    assert_eq!(wired.status(), PrinterStatus::Ready);
    assert_eq!(wired.print(&job()), Err(PrinterStatus::Unreachable));
    assert_eq!(wired.print(&job()), Ok(()));
    drop(wired);
    let heard = printer.join().unwrap();
    let first = find(&heard, JOB).unwrap();
    let forgotten = find(&heard, &FORGET).expect("the printer was not told to forget");
    let second = first + 1 + find(&heard[first + 1..], JOB).unwrap();
    assert!(first < forgotten && forgotten < second);
    assert_eq!(count(&heard, &FORGET), 1);
}

#[test]
fn a_printer_that_says_nothing_is_unreachable_unless_it_never_does() {
    let mute = Manners { mute: true, ..Manners::default() };
    let (address, _printer) = listen(vec![mute, mute]);
    assert_eq!(network(address).status(), PrinterStatus::Unreachable);
    assert_eq!(network(address).print(&job()), Err(PrinterStatus::Unreachable));

    let (address, printer) = listen(vec![mute]);
    let mut wired = open(&PrinterConfig { answers: false, ..config(Link::Network { address }) });
    assert_eq!(wired.status(), PrinterStatus::Ready);
    assert_eq!(wired.print(&job()), Ok(()));
    drop(wired);
    assert_eq!(printer.join().unwrap(), JOB);
}

#[test]
fn bytes_that_nobody_asked_for_are_not_taken_for_an_answer() {
    let manners = Manners { chatter: &[0x1a, 0x32, 0x32, 0xff], ..Manners::default() };
    let (address, _printer) = listen(vec![manners]);
    let mut wired = network(address);
    assert!(wired.status().may_print());
    assert_eq!(wired.print(&job()), Ok(()));
}

#[test]
fn a_printer_that_hung_up_is_reached_again_at_once() {
    let hasty = Manners { hangs_up_after: Some(4), ..Manners::default() };
    let (address, printer) = listen(vec![hasty, Manners::default()]);
    let mut wired = network(address);
    assert_eq!(wired.status(), PrinterStatus::Ready);
    assert_eq!(wired.print(&job()), Ok(()));
    drop(wired);
    assert_eq!(count(&printer.join().unwrap(), JOB), 1);
}

#[test]
fn a_printer_that_comes_back_is_found_at_the_next_question() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let mut wired = network(address);
    assert_eq!(wired.status(), PrinterStatus::Unreachable);
    assert_eq!(wired.print(&job()), Err(PrinterStatus::Unreachable));
    let listener = TcpListener::bind(address).unwrap();
    let printer = serve(listener, vec![Manners::default()]);
    assert_eq!(wired.status(), PrinterStatus::Ready);
    drop(wired);
    printer.join().unwrap();
}

#[test]
fn a_serial_printer_answers_over_itsline() {
    let (printer, path, line) = terminal(Manners::default());
    let mut wired = open(&config(Link::Serial { path, baud: 9_600 }));
    assert_eq!(wired.status(), PrinterStatus::Ready);
    let long = Job { bytes: [&vec![b'x'; 20_000], JOB].concat(), ..job() };
    assert_eq!(wired.print(&long), Ok(()));
    drop(wired);
    drop(line);
    let heard = printer.join().unwrap();
    assert_eq!((count(&heard, JOB), count(&heard, b"x")), (1, 20_000));
}

#[test]
fn a_device_node_answers_like_a_printer() {
    let manners = Manners { after_job: Some(PAPER_OUT), ..Manners::default() };
    let (printer, path, line) = terminal(manners);
    let mut wired = open(&config(Link::Device { path }));
    assert_eq!(wired.status(), PrinterStatus::Ready);
    assert_eq!(wired.print(&job()), Err(PrinterStatus::PaperOut));
    drop(wired);
    drop(line);
    assert_eq!(count(&printer.join().unwrap(), JOB), 1);
}

#[test]
fn a_file_takes_the_job_and_a_missing_one_is_unreachable() {
    let folder = Folder::new();
    let path = folder.0.join("lp0");
    let link = Link::Device { path: path.clone() };
    let mut silent = open(&PrinterConfig { answers: false, ..config(link.clone()) });
    assert_eq!(silent.status(), PrinterStatus::Unreachable);
    assert_eq!(silent.print(&job()), Err(PrinterStatus::Unreachable));
    assert!(!path.exists(), "a wrong path must not become a file");
    File::create(&path).unwrap();
    assert_eq!(silent.print(&job()), Ok(()));
    assert_eq!(fs::read(&path).unwrap(), JOB);
    assert_eq!(open(&config(link)).status(), PrinterStatus::Unreachable);
}

/// A folder of its own for a test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("antrean-printer-{}", uuid::Uuid::new_v4()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

pub fn job() -> Job {
    Job { title: "A014".to_owned(), text: "Nomor antrean A014\n".to_owned(), bytes: JOB.to_vec() }
}

pub fn config(link: Link) -> PrinterConfig {
    PrinterConfig { link, ..PrinterConfig::simulated("paper") }
}

fn network(address: SocketAddr) -> Box<dyn Printer> {
    open(&config(Link::Network { address }))
}

/// How a printer of these tests behaves on one connection.
#[derive(Clone, Copy)]
struct Manners {
    answers: [u8; 4],
    after_job: Option<[u8; 4]>,
    in_turn: bool,
    mute: bool,
    /// What it says behind its first answer in turn, unasked.
    chatter: &'static [u8],
    /// Real-time questions after which it hangs up.
    hangs_up_after: Option<usize>,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            answers: READY,
            after_job: None,
            in_turn: true,
            mute: false,
            chatter: &[],
            hangs_up_after: None,
        }
    }
}

fn listen(connections: Vec<Manners>) -> (SocketAddr, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    (listener.local_addr().unwrap(), serve(listener, connections))
}

/// Plays a printer, one connection after the other, and returns all that it heard.
fn serve(listener: TcpListener, connections: Vec<Manners>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut heard = Vec::new();
        for manners in connections {
            let (stream, _) = listener.accept().unwrap();
            heard.extend(play(stream, manners));
        }
        heard
    })
}

/// Plays a printer at one end of a pseudo-terminal; the last value keeps the other end open.
fn terminal(manners: Manners) -> (JoinHandle<Vec<u8>>, PathBuf, TTYPort) {
    let (mut near, far) = TTYPort::pair().unwrap();
    let path = PathBuf::from(far.name().unwrap());
    near.set_timeout(Duration::from_secs(10)).unwrap();
    (thread::spawn(move || play(near, manners)), path, far)
}

/// Reads byte by byte until the other end is gone; a printer out of paper works nothing off.
fn play(mut wire: impl Read + Write, manners: Manners) -> Vec<u8> {
    let mut heard: Vec<u8> = Vec::new();
    let mut questions = 0;
    let mut chatter = manners.chatter;
    let mut byte = [0];
    loop {
        match wire.read(&mut byte) {
            Ok(1) => heard.push(byte[0]),
            Ok(_) => return heard,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return heard,
        }
        let stopped = manners.after_job.filter(|_| find(&heard, JOB).is_some());
        let answers = stopped.unwrap_or(manners.answers);
        let answer = match heard.as_slice() {
            _ if manners.mute => Vec::new(),
            [.., 0x10, 0x04, n @ 1..=4] => {
                questions += 1;
                vec![answers[usize::from(n - 1)]]
            }
            [.., 0x1d, b'r', 1] if manners.in_turn && stopped.is_none() => {
                [&[0x00][..], std::mem::take(&mut chatter)].concat()
            }
            _ => Vec::new(),
        };
        if manners.hangs_up_after.is_some_and(|most| questions > most) {
            return heard;
        }
        if !answer.is_empty() && wire.write_all(&answer).is_err() {
            return heard;
        }
    }
}

fn find(heard: &[u8], what: &[u8]) -> Option<usize> {
    heard.windows(what.len()).position(|part| part == what)
}

fn count(heard: &[u8], what: &[u8]) -> usize {
    heard.windows(what.len()).filter(|part| *part == what).count()
}
