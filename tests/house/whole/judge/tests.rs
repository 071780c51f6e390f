//! Each rule of the judge is seen to speak: a good day, spoiled in one way at a time.

use super::super::facts::{Call, Facts, Paper, Ticket};
use super::super::killer::Witness;
use super::super::visitor::Visit;
use super::judge;
use antrean_display::announcer::{CallLine, LineOutcome};
use antrean_shared::command::CallOutcome;
use antrean_shared::time::Timestamp;

fn ticket(number: &str, state: &str) -> Ticket {
    let done = u32::from(state == "completed");
    let (id, number, state) = (format!("id of {number}"), number.to_owned(), state.to_owned());
    Ticket { id, number, state, issued: 1, served: done, completed: done }
}

fn paper(number: &str, count: usize, copy: bool) -> Paper {
    Paper { kiosk: 0, number: number.to_owned(), count, whole: true, copy }
}

fn visit(visitor: usize, number: &str) -> Visit {
    let number = number.to_owned();
    Visit { visitor, kiosk: 0, number, comes: true, begun: 1, answers: 0, darkened: false }
}

fn never_comes(visitor: usize, number: &str) -> Visit {
    Visit { comes: false, ..visit(visitor, number) }
}

fn line(call: u64, number: &str, reason: Option<CallOutcome>) -> CallLine {
    let outcome = if reason.is_some() { LineOutcome::Silent } else { LineOutcome::Flashed };
    let number = Some(number.parse().unwrap());
    CallLine { call, to: None, number, at: Timestamp(0), outcome, reason }
}

/// Two visitors and one who never came, a ghost, a number given back, a witness; the display was killed in its first flash.
fn good_day() -> Facts {
    let call = |number: &str| Call { ticket: format!("id of {number}"), count: 1 };
    Facts {
        tickets: vec![
            ticket("A001", "completed"),
            ticket("A002", "completed"),
            ticket("A003", "issued"),
            ticket("A004", "cancelled"),
            ticket("A005", "no_show"),
            ticket("C001", "waiting"),
        ],
        calls: [(1, call("A001")), (2, call("A002")), (3, call("A005")), (4, call("A005"))].into(),
        papers: vec![
            paper("A001", 1, false),
            paper("A001", 2, true),
            paper("A002", 1, true),
            paper("A005", 1, false),
        ],
        lines: vec![
            line(1, "A001", None),
            line(1, "A001", None),
            line(2, "A002", Some(CallOutcome::Answered)),
            line(3, "A005", None),
            line(4, "A005", None),
        ],
        lines_at_kills: vec![1],
        chimes: vec![1, 1],
        chimes_at_kills: vec![1],
        visits: vec![visit(0, "A001"), visit(1, "A002"), never_comes(2, "A005")],
        witnesses: vec![Witness { id: "id of C001".to_owned(), number: "C001".to_owned() }],
    }
}

/// Spoils a good day and returns what the judge says.
fn spoiled(spoil: impl FnOnce(&mut Facts)) -> Vec<String> {
    let mut facts = good_day();
    spoil(&mut facts);
    judge(&facts, 3).1
}

#[test]
fn a_good_day_is_counted_and_nothing_is_said() {
    let (counts, broken) = judge(&good_day(), 3);
    assert_eq!(broken, [""; 0]);
    assert_eq!(
        counts.to_string(),
        "4 papers (2 copies, 0 torn); 2 served, 1 absent, 1 ghosts (0 called), 1 given back; \
         4 calls: 3 flashed (1 again), silent: 1 answered (0 again); 2 chimes (1 again)"
    );
}

#[test]
fn a_number_that_is_lost_or_given_twice_is_named() {
    let lost = spoiled(|day| day.tickets.retain(|ticket| ticket.number != "C001"));
    assert_eq!(lost, ["C001 was acknowledged over the API and is in the journal 0 times"]);
    let twice = spoiled(|day| day.tickets[2].number = "A002".to_owned());
    assert!(twice[0].starts_with("A002 was given twice"), "{twice:?}");
    let drawn = spoiled(|day| day.tickets[0].issued = 2);
    assert_eq!(drawn, ["A001 was drawn 2 times"]);
}

#[test]
fn a_paper_that_is_dead_or_not_marked_is_named() {
    let unknown = spoiled(|day| day.papers.push(paper("A009", 1, false)));
    assert_eq!(unknown, ["dead paper: the hub does not know A009"]);
    let ended = spoiled(|day| day.papers.push(paper("A004", 1, false)));
    assert_eq!(ended, ["dead paper: A004 is cancelled"]);
    let waits = spoiled(|day| day.papers.push(paper("C001", 1, false)));
    assert_eq!(waits, ["lost: C001 is on paper and waiting"]);
    let unmarked = spoiled(|day| day.papers[1].copy = false);
    assert_eq!(unmarked, ["paper 2 of A001 does not say SALINAN"]);
    let elsewhere = spoiled(|day| day.papers[1].kiosk = 2);
    assert_eq!(elsewhere, ["a paper with the number A001 came out of kiosk 1 and of kiosk 3"]);
}

#[test]
fn a_visitor_who_is_lost_is_named() {
    let lost = spoiled(|day| day.tickets[1] = ticket("A002", "no_show"));
    assert_eq!(lost, ["visitor 1 with A002 was served 0 and completed 0 times and is no_show"]);
    let without = spoiled(|day| drop(day.visits.remove(1)));
    assert_eq!(
        without,
        ["2 of 3 visitors have a number", "A002 is in nobody's hand and completed"]
    );
}

#[test]
fn a_visitor_who_never_came_and_was_let_go_too_soon_or_kept_is_named() {
    let once = spoiled(|day| {
        day.calls.remove(&4);
        day.lines.pop();
    });
    let said = |calls, served, state| {
        [format!(
            "visitor 2 with A005 never came, was called {calls} times, served {served} times and is {state}"
        )]
    };
    assert_eq!(once, said(1, 0, "no_show"));
    let served = spoiled(|day| day.tickets[4] = ticket("A005", "completed"));
    assert_eq!(served, said(2, 1, "completed"));
}

#[test]
fn a_call_that_never_stood_there_or_flashed_again_is_named() {
    let never = spoiled(|day| day.lines.retain(|line| line.call != 2));
    assert_eq!(never, ["call 2 of A002 never stood on the board"]);
    let hole = spoiled(|day| day.lines[2].reason = Some(CallOutcome::Hole));
    assert_eq!(hole, ["the board never saw call 2 of A002"]);
    let wrong = spoiled(|day| day.lines[2].number = Some("A003".parse().unwrap()));
    assert_eq!(wrong, ["call 2 of A002 stood on the board as Some(\"A003\")"]);
    let again = spoiled(|day| day.lines_at_kills.clear());
    assert_eq!(
        again,
        ["call 1 of A001 was flashed and then flashed, and no display was killed in that"]
    );
    let late = spoiled(|day| day.lines.push(line(2, "A002", None)));
    assert_eq!(
        late,
        ["call 2 of A002 was passed over and then flashed, and no display was killed in that"]
    );
    let without_reason = spoiled(|day| day.lines[2].reason = None);
    assert_eq!(without_reason, ["call 2 of A002 was not flashed, without a reason"]);
    let gap = spoiled(|day| drop(day.calls.remove(&1)));
    assert_eq!(gap[0], "call 2 follows where call 1 should");
    let chimed = spoiled(|day| day.chimes_at_kills.clear());
    assert_eq!(chimed, ["call 1 was chimed twice, and no display was killed in that"]);
}
