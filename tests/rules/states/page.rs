//! The table and the diagram of ARCHITECTURE.md, made from the rows that the engine is tested with.

use super::{
    COUNTER_STATES, Cell, DAY_CLOSE, DOUBT, TICKET_STATES, cells, counter_row, ticket_row,
};
use antrean_tests::verb::Verb;
use std::fmt::Write;

const BEGIN: &str = "<!-- generated: states x commands -->";
const END: &str = "<!-- end -->";

/// Returns the block as it has to stand in ARCHITECTURE.md, marks included.
fn page() -> String {
    let mut text = format!("{BEGIN}\n\n{}\n", diagram());
    text.push_str(
        "What a command makes of a ticket. `=` is accepted and leaves the state alone.\n\n",
    );
    text.push_str(&table(&TICKET_STATES, &rows(ticket_row, &TIME)));
    text.push_str("\nWhat a command makes of a counter.\n\n");
    text.push_str(&table(&COUNTER_STATES, &rows(counter_row, &[])));
    let _ = write!(text, "\n{END}");
    text
}

type Row = (String, Vec<Cell>);

/// What happens by itself.
const TIME: [(&str, &str); 2] = [("90 s without a word", DOUBT), ("the day turns", DAY_CLOSE)];

fn rows(row: fn(Verb) -> &'static str, time: &[(&str, &str)]) -> Vec<Row> {
    let named = |verb: &Verb| (format!("`{}`", verb.name()), cells(row(*verb)));
    let time = time.iter().map(|(name, row)| (format!("*{name}*"), cells(row)));
    let tells = |(_, cells): &Row| cells.iter().any(|cell| *cell != Cell::Stays);
    Verb::ALL.iter().map(named).chain(time).filter(tells).collect()
}

fn table(states: &[&str], rows: &[Row]) -> String {
    let mut text = format!("| | {} |\n|---|{}\n", states.join(" | "), "---|".repeat(states.len()));
    for (name, cells) in rows {
        let cells: Vec<String> = cells.iter().map(shown).collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
    text
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Stays => "=".to_owned(),
        Cell::To(state) => format!("**→ {state}**"),
        Cell::No(code) => code.clone(),
    }
}

/// One arrow for each pair of states, with the commands that go along it.
fn diagram() -> String {
    let mut arrows: Vec<(String, String, Vec<&str>)> = Vec::new();
    let moves = Verb::ALL.iter().filter(|verb| **verb != Verb::Undo);
    for (name, row) in moves.map(|verb| (verb.name(), ticket_row(*verb))).chain(TIME) {
        for (from, cell) in TICKET_STATES.iter().zip(cells(row)) {
            let Cell::To(to) = cell else { continue };
            // What comes later in the visit makes no other state.
            let from = from.split(',').next().unwrap_or(from);
            match arrows.iter_mut().find(|(one, other, _)| one == from && *other == to) {
                Some((.., names)) if names.contains(&name) => {}
                Some((.., names)) => names.push(name),
                None => arrows.push((from.to_owned(), to, vec![name])),
            }
        }
    }
    let mut text = "```mermaid\nstateDiagram-v2\n    [*] --> issued: Issue (kiosk)\n".to_owned();
    text.push_str("    [*] --> waiting: Issue (others), AdmitTicket\n");
    for (from, to, names) in arrows {
        let _ = writeln!(text, "    {from} --> {to}: {}", names.join(", "));
    }
    text.push_str("```\n");
    text
}

#[test]
fn the_page_shows_these_rows() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ARCHITECTURE.md");
    let architecture =
        std::fs::read_to_string(path).expect("ARCHITECTURE.md stands beside the crates");
    let begin = architecture.find(BEGIN).expect("ARCHITECTURE.md has the mark of the table");
    let length = architecture[begin..].find(END).expect("the table has an end") + END.len();
    let expected = page();
    assert!(
        architecture[begin..begin + length] == expected,
        "the table of ARCHITECTURE.md is out of date; it has to be:\n\n{expected}\n"
    );
}
