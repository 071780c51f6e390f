//! Every pair of state and command against contract.md 2, written down once more by hand.
//!
//! The same rows make the table and the diagram of ARCHITECTURE.md (`states/page.rs`).

#[path = "states/page.rs"]
mod page;
#[path = "states/places.rs"]
mod places;

use antrean_tests::verb::Verb;
use places::{Place, STOP_TO_COME, at_counter, with_ticket};

/// What a command comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    /// Accepted; the state stays.
    Stays,
    /// Accepted; the state becomes this one.
    To(String),
    /// Refused with this code.
    No(String),
}

/// The states of a ticket, in the order of the rows' cells.
const TICKET_STATES: [&str; 10] = [
    "issued",
    "waiting",
    "called",
    "serving",
    STOP_TO_COME,
    "parked",
    "no_show",
    "completed",
    "cancelled",
    "expired",
];

/// What becomes of a ticket: counter 1 is open, holds it if it is called or serving, and acts on it;
/// nobody else is there; its last step is 50 seconds ago; expired means on the day before.
#[expect(clippy::too_many_lines, reason = "one arm for each command")]
fn ticket_row(verb: Verb) -> &'static str {
    match verb {
        // The id is the ticket's own: one visit, one ticket, however often it is asked for.
        Verb::Issue => "= = = = = = = = = ticket-ended",
        Verb::ConfirmShown => ">waiting = = = = = = ticket-ended ticket-ended ticket-ended",
        Verb::GiveBack => {
            ">cancelled >cancelled >cancelled ticket-serving ticket-serving \
             not-allowed-in-state not-allowed-in-state ticket-ended ticket-ended ticket-ended"
        }
        Verb::AdmitTicket => "= = = = = = = = = =",
        Verb::CallNext => {
            "queue-empty >called counter-busy counter-busy counter-busy queue-empty \
             queue-empty queue-empty queue-empty queue-empty"
        }
        Verb::CallTicket => {
            "not-allowed-in-state >called counter-busy counter-busy counter-busy >called \
             >called ticket-ended ticket-ended ticket-ended"
        }
        Verb::Recall => {
            "not-in-hand not-in-hand = not-allowed-in-state not-allowed-in-state not-in-hand \
             not-in-hand not-in-hand not-in-hand not-in-hand"
        }
        Verb::Serve => {
            "not-called not-called >serving not-called not-called not-called not-called \
             not-called not-called not-called"
        }
        Verb::Complete | Verb::CompleteAndCallNext => {
            "not-serving not-serving not-serving >completed >waiting not-serving not-serving \
             not-serving not-serving not-serving"
        }
        Verb::NoShow => {
            "not-in-hand not-in-hand >no_show not-allowed-in-state not-allowed-in-state \
             not-in-hand not-in-hand not-in-hand not-in-hand not-in-hand"
        }
        // Nobody else waits: the visitor stays called.
        Verb::Skip => {
            "not-called not-called queue-empty not-called not-called not-called not-called \
             not-called not-called not-called"
        }
        Verb::Park => {
            "not-in-hand not-in-hand >parked >parked >parked not-in-hand not-in-hand \
             not-in-hand not-in-hand not-in-hand"
        }
        Verb::Resume => {
            "not-allowed-in-state not-allowed-in-state counter-busy counter-busy counter-busy \
             >serving not-allowed-in-state ticket-ended ticket-ended ticket-ended"
        }
        Verb::Transfer => {
            "not-allowed-in-state = >waiting >waiting >waiting >waiting not-allowed-in-state \
             ticket-ended ticket-ended ticket-ended"
        }
        Verb::Return => {
            "not-allowed-in-state not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state not-allowed-in-state >waiting \
             ticket-ended ticket-ended ticket-ended"
        }
        // Nobody follows: the visitor stays where he or she stands.
        Verb::Yield => {
            "not-allowed-in-state = not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state not-allowed-in-state ticket-ended \
             ticket-ended ticket-ended"
        }
        Verb::Cancel => {
            ">cancelled >cancelled >cancelled ticket-serving ticket-serving >cancelled \
             >cancelled ticket-ended ticket-ended ticket-ended"
        }
        Verb::SetNote
        | Verb::AddStop
        | Verb::DropStop
        | Verb::OrderStops
        | Verb::GrantPriority
        | Verb::WithdrawPriority => "= = = = = = = ticket-ended ticket-ended ticket-ended",
        Verb::PrintCopy => {
            "not-allowed-in-state = = = = = = ticket-ended ticket-ended ticket-ended"
        }
        Verb::TakeVoucher => {
            "not-allowed-in-state >cancelled not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state >cancelled not-allowed-in-state ticket-ended ticket-ended \
             ticket-ended"
        }
        Verb::Undo => {
            "nothing-to-undo nothing-to-undo >waiting >called >called >serving >called \
             >serving nothing-to-undo nothing-to-undo"
        }
        Verb::PauseCounter | Verb::CloseCounter => {
            "= = ticket-in-hand ticket-in-hand ticket-in-hand = = = = ="
        }
        Verb::ReleaseCounter => "= = >waiting >parked >parked = = = = =",
        Verb::ApproveClosing => {
            "not-allowed-in-state not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state"
        }
        Verb::ForceOpen
        | Verb::ForceClose
        | Verb::EndForce
        | Verb::SetOutage
        | Verb::ClearOutage
        | Verb::JoinStandby
        | Verb::ImportBookings
        | Verb::CheckIn
        | Verb::OpenRoll
        | Verb::ConfirmDate
        | Verb::OpenCounter
        | Verb::Announce
        | Verb::ReportShown
        | Verb::ReportSpoken => "= = = = = = = = = =",
    }
}

/// What the turn of the day makes of a ticket: a no-show is final as it is.
const DAY_CLOSE: &str = ">expired >expired >expired >expired >expired >expired = = = =";

/// What 90 seconds without a word about its paper make of a ticket.
const DOUBT: &str = ">waiting = = = = = = = = =";

/// The states of a counter, in the order of the rows' cells. The last two serve a ticket.
const COUNTER_STATES: [&str; 6] =
    ["closed", "open", "paused", "closing", "closing, serving", "may close, serving"];

/// What becomes of a counter: one visitor waits for it, another was parked by it; its own console asks,
/// and the person in charge where only he or she may.
fn counter_row(verb: Verb) -> &'static str {
    match verb {
        // The only counter of the day that had opened has closed.
        Verb::Issue | Verb::JoinStandby | Verb::CheckIn => "queue-closed = = = = =",
        Verb::ConfirmShown
        | Verb::GiveBack
        | Verb::AdmitTicket
        | Verb::Cancel
        | Verb::Yield
        | Verb::AddStop
        | Verb::DropStop
        | Verb::OrderStops
        | Verb::GrantPriority
        | Verb::WithdrawPriority
        | Verb::SetNote
        | Verb::PrintCopy
        | Verb::ForceOpen
        | Verb::ForceClose
        | Verb::EndForce
        | Verb::SetOutage
        | Verb::ClearOutage
        | Verb::TakeVoucher
        | Verb::ImportBookings
        | Verb::OpenRoll
        | Verb::ConfirmDate
        | Verb::Announce
        | Verb::ReportShown
        | Verb::ReportSpoken => "= = = = = =",
        // The ticket of this table waits.
        Verb::Return => {
            "not-allowed-in-state not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state not-allowed-in-state"
        }
        Verb::CallNext | Verb::CallTicket | Verb::Resume => {
            "counter-closed = counter-closed counter-closed counter-closed counter-closed"
        }
        Verb::Recall | Verb::NoShow => {
            "not-in-hand not-in-hand not-in-hand not-in-hand \
             not-allowed-in-state not-allowed-in-state"
        }
        Verb::Serve | Verb::Skip => {
            "not-called not-called not-called not-called not-called not-called"
        }
        Verb::Complete | Verb::CompleteAndCallNext => {
            "not-serving not-serving not-serving not-serving = >closed"
        }
        Verb::Park | Verb::Transfer => "not-in-hand not-in-hand not-in-hand not-in-hand = >closed",
        Verb::Undo => "nothing-to-undo nothing-to-undo nothing-to-undo nothing-to-undo = =",
        Verb::OpenCounter => {
            ">open = >open not-allowed-in-state not-allowed-in-state not-allowed-in-state"
        }
        Verb::PauseCounter => {
            "not-allowed-in-state >paused not-allowed-in-state not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state"
        }
        Verb::CloseCounter => {
            "not-allowed-in-state >closed >closed not-allowed-in-state \
             not-allowed-in-state not-allowed-in-state"
        }
        Verb::ReleaseCounter => "not-allowed-in-state >closed >closed >closed >closed >closed",
        Verb::ApproveClosing => {
            "not-allowed-in-state not-allowed-in-state not-allowed-in-state >closed = ="
        }
    }
}

/// Who may ask, in the order: a kiosk, the counter's console, another console, a display, the API
/// (which has every role until devices are paired).
fn actor_row(verb: Verb) -> &'static str {
    match verb {
        Verb::Issue
        | Verb::JoinStandby
        | Verb::CheckIn
        | Verb::AdmitTicket
        | Verb::Return
        | Verb::Yield => "yes yes yes not-allowed yes",
        Verb::ConfirmShown | Verb::GiveBack | Verb::ConfirmDate => {
            "yes not-allowed not-allowed not-allowed yes"
        }
        Verb::CallNext
        | Verb::CallTicket
        | Verb::Recall
        | Verb::Serve
        | Verb::Complete
        | Verb::CompleteAndCallNext
        | Verb::NoShow
        | Verb::Skip
        | Verb::Park
        | Verb::Resume
        | Verb::Transfer
        | Verb::PrintCopy
        | Verb::Undo
        | Verb::PauseCounter
        | Verb::CloseCounter => "not-allowed yes counter-taken not-allowed yes",
        Verb::Cancel | Verb::TakeVoucher | Verb::SetOutage | Verb::ClearOutage => {
            "not-allowed yes not-allowed not-allowed yes"
        }
        // The same officer at another console: that one becomes the counter's.
        Verb::AddStop
        | Verb::DropStop
        | Verb::OrderStops
        | Verb::GrantPriority
        | Verb::WithdrawPriority
        | Verb::SetNote
        | Verb::OpenCounter => "not-allowed yes yes not-allowed yes",
        Verb::ReleaseCounter
        | Verb::ApproveClosing
        | Verb::ForceOpen
        | Verb::ForceClose
        | Verb::EndForce
        | Verb::OpenRoll
        | Verb::ImportBookings
        | Verb::Announce => "not-allowed not-allowed not-allowed not-allowed yes",
        Verb::ReportShown | Verb::ReportSpoken => {
            "not-allowed not-allowed not-allowed yes not-allowed"
        }
    }
}

fn cells(row: &str) -> Vec<Cell> {
    row.split_whitespace()
        .map(|cell| match (cell, cell.strip_prefix('>')) {
            ("=" | "yes", _) => Cell::Stays,
            (_, Some(state)) => Cell::To(state.to_owned()),
            (code, None) => Cell::No(code.to_owned()),
        })
        .collect()
}

/// Compares a table with what happens; `before` and `after` say the state in words.
fn compare(states: &[&str], row: fn(Verb) -> &'static str, place: impl Fn(usize, Verb) -> Place) {
    let mut wrong = Vec::new();
    for verb in Verb::ALL {
        let expected = cells(row(*verb));
        assert_eq!(expected.len(), states.len(), "{}: one cell for each state", verb.name());
        for (column, expected) in expected.iter().enumerate() {
            let found = place(column, *verb).tried(*verb);
            if found != *expected {
                wrong.push(format!(
                    "{} in {}: {expected:?}, found {found:?}",
                    verb.name(),
                    states[column]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn t05_every_command_in_every_state_of_a_ticket() {
    compare(&TICKET_STATES, ticket_row, |column, _| with_ticket(TICKET_STATES[column]));
}

#[test]
fn t05_every_command_in_every_state_of_a_counter() {
    compare(&COUNTER_STATES, counter_row, |column, _| at_counter(COUNTER_STATES[column]));
}

#[test]
fn every_command_from_every_kind_of_device() {
    let mut wrong = Vec::new();
    for verb in Verb::ALL {
        let expected = cells(actor_row(*verb));
        assert_eq!(expected.len(), places::ACTORS.len(), "{}", verb.name());
        for (who, expected) in places::ACTORS.iter().zip(expected) {
            let found = places::fitting(*verb).tried_by(*verb, who);
            let refused = matches!(found, Cell::No(_));
            if refused != matches!(expected, Cell::No(_)) || (refused && found != expected) {
                wrong.push(format!("{} from {who}: {expected:?}, found {found:?}", verb.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_turn_of_the_day_in_every_state_of_a_ticket() {
    for (state, expected) in TICKET_STATES.iter().zip(cells(DAY_CLOSE)) {
        assert_eq!(with_ticket(state).left_alone(24 * 3_600), expected, "{state}");
    }
}

#[test]
fn ninety_seconds_without_a_word_in_every_state_of_a_ticket() {
    for (state, expected) in TICKET_STATES.iter().zip(cells(DOUBT)) {
        assert_eq!(with_ticket(state).left_alone(90), expected, "{state}");
    }
}

#[test]
fn a_counter_that_has_to_ask_closes_later() {
    for state in ["open", "paused", "serving"] {
        let found = places::asking(state).tried(Verb::CloseCounter);
        assert_eq!(found, Cell::To("closing".to_owned()), "{state}");
    }
}
