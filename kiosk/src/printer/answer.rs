//! What a printer's status bytes mean. Pure; used by `wired`.
//!
//! `DLE EOT n` is answered at once, whatever else waits; `GS r 1` is answered in its turn, after
//! everything sent before it, so its answer says that a job has been worked through.

use super::PrinterStatus;
use escpos::errors::PrinterError;
use escpos::utils::{RealTimeStatusRequest, RealTimeStatusResponse as Response};

/// The four real-time questions; the first is the quickest way to learn that all is well.
pub const QUESTIONS: [RealTimeStatusRequest; 4] = [
    RealTimeStatusRequest::Printer,
    RealTimeStatusRequest::OfflineCause,
    RealTimeStatusRequest::ErrorCause,
    RealTimeStatusRequest::RollPaperSensor,
];

/// Asks for the paper sensor in turn.
pub const ASK_IN_TURN: [u8; 3] = [0x1d, b'r', 1];

/// Clears the printer's buffers at once (DLE DC4, function 8).
pub const FORGET: [u8; 10] = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];

/// Returns the bytes that ask a real-time question.
pub fn question(request: RealTimeStatusRequest) -> [u8; 3] {
    let (n, _) = request.into();
    [0x10, 0x04, n]
}

/// Tells the two kinds of answers apart: only a real-time one has bits 1 and 4 set.
pub fn is_real_time(byte: u8) -> bool {
    byte & 0b1001_0011 == 0b0001_0010
}

/// Tells whether a byte answers `GS r 1`: bits 4 and 7 are clear.
pub fn is_in_turn(byte: u8) -> bool {
    byte & 0b1001_0000 == 0
}

/// Tells whether the printer is online, from the answer to the first question.
pub fn is_online(byte: u8) -> bool {
    Response::parse(RealTimeStatusRequest::Printer, byte).is_ok_and(|said| said[&Response::Online])
}

/// Returns what the four answers together say; what a person can mend first comes first.
pub fn status(answers: [u8; 4]) -> Result<PrinterStatus, PrinterError> {
    let [printer, offline, error, paper] = answers;
    let printer = Response::parse(RealTimeStatusRequest::Printer, printer)?;
    let offline = Response::parse(RealTimeStatusRequest::OfflineCause, offline)?;
    let error = Response::parse(RealTimeStatusRequest::ErrorCause, error)?;
    let paper = Response::parse(RealTimeStatusRequest::RollPaperSensor, paper)?;
    let stuck = offline[&Response::ErrorOccurred]
        || error[&Response::RecoverableErrorOccurred]
        || error[&Response::AutocutterErrorOccurred]
        || error[&Response::UnrecoverableErrorOccurred]
        || error[&Response::AutoRecoverableErrorOccurred];
    Ok(if !offline[&Response::CoverClosed] {
        PrinterStatus::CoverOpen
    } else if offline[&Response::PrintingStopsDueToPaperEnd]
        || !paper[&Response::RollPaperEndSensorPaperPresent]
    {
        PrinterStatus::PaperOut
    } else if stuck || !printer[&Response::Online] {
        PrinterStatus::Jam
    } else if !paper[&Response::RollPaperNearEndSensorPaperAdequate] {
        PrinterStatus::PaperLow
    } else {
        PrinterStatus::Ready
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_bytes_become_what_a_person_can_mend() {
        for (bytes, expected) in [
            ([0x12, 0x12, 0x12, 0x12], PrinterStatus::Ready),
            ([0x16, 0x12, 0x12, 0x12], PrinterStatus::Ready),
            ([0x12, 0x12, 0x12, 0x1e], PrinterStatus::PaperLow),
            ([0x1a, 0x32, 0x12, 0x7e], PrinterStatus::PaperOut),
            ([0x12, 0x12, 0x12, 0x72], PrinterStatus::PaperOut),
            ([0x1a, 0x16, 0x12, 0x12], PrinterStatus::CoverOpen),
            ([0x1a, 0x36, 0x12, 0x7e], PrinterStatus::CoverOpen),
            ([0x1a, 0x52, 0x1a, 0x12], PrinterStatus::Jam),
            ([0x1a, 0x12, 0x12, 0x12], PrinterStatus::Jam),
        ] {
            assert_eq!(status(bytes).unwrap(), expected, "{bytes:02x?}");
            assert!(bytes.into_iter().all(is_real_time));
            assert!(!bytes.into_iter().any(is_in_turn));
        }
        assert!(status([0xff, 0x12, 0x12, 0x12]).is_err());
        assert!(is_online(0x12) && !is_online(0x1a) && !is_online(0));
        assert!(is_in_turn(0x00) && is_in_turn(0x0f));
    }
}
