//! Whether the house kept its word: every sentence of the judge names what it did not keep.
//!
//! Pure; knows only the facts. Each rule is a function, and each is seen to speak in a test of its own.

use super::facts::{Facts, Paper, Ticket};
use antrean_display::announcer::{CallLine, LineOutcome};
use antrean_shared::command::CallOutcome;
use std::collections::BTreeMap;
use std::fmt;

#[path = "judge/tests.rs"]
mod tests;

/// What was counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Counts {
    pub papers: usize,
    pub copies: usize,
    pub torn: usize,
    pub served: usize,
    /// Held a number and never came: called again, then marked as absent.
    pub absent: usize,
    /// Drawn, in nobody's hand, and not ended.
    pub ghosts: usize,
    /// In nobody's hand and called in vain.
    pub ghosts_called: usize,
    pub given_back: usize,
    pub calls: usize,
    pub flashed: usize,
    pub flashed_again: usize,
    /// Not flashed, by reason.
    pub silent: BTreeMap<String, usize>,
    pub silent_again: usize,
    pub chimes: usize,
    pub chimed_again: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} papers ({} copies, {} torn); {} served, {} absent, {} ghosts ({} called), {} given back; \
             {} calls: {} flashed ({} again), silent:",
            self.papers,
            self.copies,
            self.torn,
            self.served,
            self.absent,
            self.ghosts + self.ghosts_called,
            self.ghosts_called,
            self.given_back,
            self.calls,
            self.flashed,
            self.flashed_again,
        )?;
        for (reason, count) in &self.silent {
            write!(f, " {count} {reason}")?;
        }
        write!(
            f,
            " ({} again); {} chimes ({} again)",
            self.silent_again, self.chimes, self.chimed_again
        )
    }
}

/// Judges a day of so many visitors; returns the counts and what was not kept.
pub fn judge(facts: &Facts, visitors: usize) -> (Counts, Vec<String>) {
    let mut counts = Counts::default();
    let mut broken = Vec::new();
    numbers(facts, &mut broken);
    papers(facts, &mut counts, &mut broken);
    people(facts, visitors, &mut counts, &mut broken);
    ghosts(facts, &mut counts, &mut broken);
    calls(facts, &mut counts, &mut broken);
    chimes(facts, &mut counts, &mut broken);
    (counts, broken)
}

/// Every number is distinct, and every acknowledged one exists once.
fn numbers(facts: &Facts, broken: &mut Vec<String>) {
    let mut by_number: BTreeMap<&str, &Ticket> = BTreeMap::new();
    for ticket in &facts.tickets {
        if ticket.issued > 1 {
            broken.push(format!("{} was drawn {} times", ticket.number, ticket.issued));
        }
        if ticket.issued == 0 {
            continue;
        }
        if let Some(other) = by_number.insert(&ticket.number, ticket) {
            let (one, two) = (&other.id, &ticket.id);
            broken.push(format!("{} was given twice: to {one} and to {two}", ticket.number));
        }
    }
    for witness in &facts.witnesses {
        let is = |ticket: &&Ticket| ticket.id == witness.id && ticket.number == witness.number;
        let count = facts.tickets.iter().filter(is).count();
        if count != 1 {
            broken.push(format!(
                "{} was acknowledged over the API and is in the journal {count} times",
                witness.number
            ));
        }
    }
}

/// No paper is dead, and a second one of a number says SALINAN.
fn papers(facts: &Facts, counts: &mut Counts, broken: &mut Vec<String>) {
    let mut kiosks: BTreeMap<&str, usize> = BTreeMap::new();
    for paper in &facts.papers {
        let Paper { kiosk, number, count, whole, copy } = paper;
        counts.papers += usize::from(*whole);
        counts.torn += usize::from(!*whole);
        counts.copies += usize::from(*whole && *copy);
        let first = *kiosks.entry(number).or_insert(*kiosk);
        if first != *kiosk {
            broken.push(format!(
                "a paper with the number {number} came out of kiosk {} and of kiosk {}",
                first + 1,
                kiosk + 1
            ));
        }
        if *count > 1 && *whole && !*copy {
            broken.push(format!("paper {count} of {number} does not say SALINAN"));
        }
        let tickets: Vec<_> = with_number(facts, number).collect();
        match tickets[..] {
            [] => broken.push(format!("dead paper: the hub does not know {number}")),
            [ticket] if matches!(ticket.state.as_str(), "completed" | "no_show") => {}
            [ticket] if matches!(ticket.state.as_str(), "cancelled" | "expired") => {
                broken.push(format!("dead paper: {number} is {}", ticket.state));
            }
            [ticket] => broken.push(format!("lost: {number} is on paper and {}", ticket.state)),
            // Said where numbers are compared.
            [..] => {}
        }
    }
}

/// Everybody has a number of their own on paper, and was served once; who never came was called twice, then let go.
fn people(facts: &Facts, visitors: usize, counts: &mut Counts, broken: &mut Vec<String>) {
    if facts.visits.len() != visitors {
        broken.push(format!("{} of {visitors} visitors have a number", facts.visits.len()));
    }
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for visit in &facts.visits {
        let number = visit.number.as_str();
        if let Some(other) = holders.insert(number, visit.visitor) {
            broken.push(format!("visitors {other} and {} both hold {number}", visit.visitor));
        }
        for ticket in with_number(facts, number) {
            let Ticket { served, completed, state, .. } = ticket;
            let calls = facts.calls.values().filter(|call| call.ticket == ticket.id).count();
            if visit.comes && (*served, *completed, state.as_str()) == (1, 1, "completed") {
                counts.served += 1;
            } else if !visit.comes && (*served, calls, state.as_str()) == (0, 2, "no_show") {
                counts.absent += 1;
            } else if !visit.comes {
                broken.push(format!(
                    "visitor {} with {number} never came, was called {calls} times, served {served} times and is {state}",
                    visit.visitor
                ));
            } else {
                broken.push(format!(
                    "visitor {} with {number} was served {served} and completed {completed} times and is {state}",
                    visit.visitor
                ));
            }
        }
    }
}

/// A number that nobody holds serves nobody.
fn ghosts(facts: &Facts, counts: &mut Counts, broken: &mut Vec<String>) {
    for ticket in &facts.tickets {
        let held = facts.visits.iter().any(|visit| visit.number == ticket.number)
            || facts.witnesses.iter().any(|witness| witness.id == ticket.id);
        if held || ticket.issued == 0 {
            continue;
        }
        match ticket.state.as_str() {
            "issued" | "waiting" => counts.ghosts += 1,
            "no_show" => counts.ghosts_called += 1,
            "cancelled" => counts.given_back += 1,
            state => broken.push(format!("{} is in nobody's hand and {state}", ticket.number)),
        }
    }
}

/// Every call stood on the board: flashed once or silent with a reason, again only after a kill during the flash.
fn calls(facts: &Facts, counts: &mut Counts, broken: &mut Vec<String>) {
    counts.calls = facts.calls.len();
    for (expected, (call, made)) in (1..).zip(&facts.calls) {
        if expected != *call {
            broken.push(format!("call {call} follows where call {expected} should"));
        }
        if made.count > 1 {
            broken.push(format!("{} calls have the number {call}", made.count));
        }
        let number = facts.tickets.iter().find(|ticket| ticket.id == made.ticket);
        let number = number.map_or("nothing", |ticket| &ticket.number);
        let about = |line: &CallLine| line.call <= *call && *call <= line.to.unwrap_or(line.call);
        let places: Vec<usize> =
            (0..facts.lines.len()).filter(|place| about(&facts.lines[*place])).collect();
        if places.is_empty() {
            broken.push(format!("call {call} of {number} never stood on the board"));
        }
        for place in &places {
            stood(&facts.lines[*place], (*call, number), broken);
        }
        again(facts, (*call, number), &places, broken);
        let flashes = places.iter().filter(|place| is_flash(&facts.lines[**place])).count();
        counts.flashed += flashes.min(1);
        counts.flashed_again += flashes.saturating_sub(1);
        counts.silent_again += (places.len() - flashes).saturating_sub(1);
        let last = places.last().and_then(|place| facts.lines[*place].reason.as_ref());
        if let Some(reason) = last.filter(|_| flashes == 0) {
            *counts.silent.entry(format!("{reason:?}").to_lowercase()).or_default() += 1;
        }
    }
}

/// What the board says of a call is true, and a call that was not flashed has a reason.
fn stood(line: &CallLine, (call, number): (u64, &str), broken: &mut Vec<String>) {
    let stood = line.number.map(|number| number.to_string());
    let reason = line.reason.as_ref();
    if reason == Some(&CallOutcome::Hole) {
        broken.push(format!("the board never saw call {call} of {number}"));
    } else if stood.as_deref() != Some(number) {
        broken.push(format!("call {call} of {number} stood on the board as {stood:?}"));
    }
    if line.outcome == LineOutcome::Silent && reason.is_none() {
        broken.push(format!("call {call} of {number} was not flashed, without a reason"));
    }
}

fn is_flash(line: &CallLine) -> bool {
    line.outcome == LineOutcome::Flashed
}

/// A call is flashed again only if its line was the last one before a kill; what was passed over may be
/// passed over again after a kill, and is never flashed.
fn again(facts: &Facts, (call, number): (u64, &str), places: &[usize], broken: &mut Vec<String>) {
    let kills = &facts.lines_at_kills;
    for pair in places.windows(2) {
        let (first, second) = (&facts.lines[pair[0]], &facts.lines[pair[1]]);
        let excused = match (first.outcome, second.outcome) {
            (LineOutcome::Flashed, _) => kills.contains(&(pair[0] + 1)),
            (LineOutcome::Silent, LineOutcome::Silent) => {
                kills.iter().any(|kill| (pair[0] + 1..=pair[1]).contains(kill))
            }
            (LineOutcome::Silent, LineOutcome::Flashed) => false,
        };
        if !excused {
            let what = |line| if is_flash(line) { "flashed" } else { "passed over" };
            broken.push(format!(
                "call {call} of {number} was {} and then {}, and no display was killed in that",
                what(first),
                what(second)
            ));
        }
    }
}

/// A chime is heard again only if the display was killed in it.
fn chimes(facts: &Facts, counts: &mut Counts, broken: &mut Vec<String>) {
    counts.chimes = facts.chimes.len();
    for (place, call) in facts.chimes.iter().enumerate() {
        let Some(before) = facts.chimes[..place].iter().rposition(|other| other == call) else {
            continue;
        };
        counts.chimed_again += 1;
        if !facts.chimes_at_kills.contains(&(before + 1)) {
            broken.push(format!("call {call} was chimed twice, and no display was killed in that"));
        }
    }
}

fn with_number<'a>(facts: &'a Facts, number: &'a str) -> impl Iterator<Item = &'a Ticket> {
    facts.tickets.iter().filter(move |ticket| ticket.issued > 0 && ticket.number == number)
}
