//! Writes a list of counters the short way: `Loket 1–4, 6`, in English `Counters 1–4, 6`.
//!
//! Pure; used by the screens (`offer`) and the paper (`receipt`), so that both say the same.

use antrean_shared::catalogue::CounterCard;
use antrean_shared::ticket::Language;

/// Joins the counters' names: neighbors become a range, names with the same word share it.
pub fn short_list<'a>(
    counters: impl Iterator<Item = &'a CounterCard>,
    language: Language,
) -> String {
    let counters: Vec<&CounterCard> = counters.collect();
    // A hall that writes its names in one language only has no English word to put into the plural.
    let english = |card: &&CounterCard| card.name.0.contains_key(&Language::En);
    let plurals = language == Language::En && counters.iter().all(english);
    join(counters.iter().map(|card| card.name.get(language)), plurals)
}

fn join<'a>(names: impl Iterator<Item = &'a str>, plurals: bool) -> String {
    let mut groups: Vec<(&str, Vec<Run>)> = Vec::new();
    for name in names {
        let (word, number) = split(name);
        let at = groups.iter().position(|(other, _)| *other == word);
        let at = at.unwrap_or_else(|| {
            groups.push((word, Vec::new()));
            groups.len() - 1
        });
        let runs = &mut groups[at].1;
        match (runs.last_mut(), number) {
            (Some(run), Some(n)) if run.last.checked_add(1) == Some(n) => run.last = n,
            (_, Some(n)) => runs.push(Run { first: n, last: n }),
            (_, None) => {}
        }
    }
    let write = |(word, runs): &(&str, Vec<Run>)| {
        let several = runs.len() > 1 || runs.iter().any(|run| run.last > run.first);
        match plurals && several {
            true => write_group(&plural(word), runs),
            false => write_group(word, runs),
        }
    };
    groups.iter().map(write).collect::<Vec<_>>().join(", ")
}

struct Run {
    first: u32,
    last: u32,
}

/// Splits off a number that can be written back the same way.
fn split(name: &str) -> (&str, Option<u32>) {
    let Some((word, digits)) = name.trim().rsplit_once(' ') else { return (name.trim(), None) };
    match digits.parse::<u32>() {
        Ok(number) if number.to_string() == digits => (word.trim_end(), Some(number)),
        _ => (name.trim(), None),
    }
}

fn write_group(word: &str, runs: &[Run]) -> String {
    let written: Vec<String> = runs
        .iter()
        .map(|run| match run.last - run.first {
            0 => run.first.to_string(),
            1 => format!("{}, {}", run.first, run.last),
            _ => format!("{}–{}", run.first, run.last),
        })
        .collect();
    if written.is_empty() { word.to_owned() } else { format!("{word} {}", written.join(", ")) }
}

/// The English plural of a counter's word; signs in capitals such as INFO stay as they hang.
fn plural(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if !word.ends_with(|c: char| c.is_ascii_lowercase()) {
        word.to_owned()
    } else if ends(&["s", "x", "z", "ch", "sh"]) {
        format!("{word}es")
    } else if word.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) {
        format!("{}ies", &word[..word.len() - 1])
    } else {
        format!("{word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn an_english_list_of_several_counters_is_in_the_plural() {
        for (names, written) in [
            (vec!["Counter 3"], "Counter 3"),
            (vec!["Counter 1", "Counter 2"], "Counters 1, 2"),
            (vec!["Counter 1", "Counter 2", "Counter 3", "Desk 9"], "Counters 1–3, Desk 9"),
            (vec!["Cash desk 1", "Cash desk 4"], "Cash desks 1, 4"),
            (vec!["Box 1", "Box 2", "Bay 1", "Bay 2"], "Boxes 1, 2, Bays 1, 2"),
            (vec!["Lobby 1", "Lobby 2"], "Lobbies 1, 2"),
            (vec!["INFO 1", "INFO 2"], "INFO 1, 2"),
            (vec!["Photo Room"], "Photo Room"),
        ] {
            assert_eq!(join(names.iter().copied(), true), written);
        }
    }

    #[test]
    fn a_hall_without_english_names_keeps_its_own() {
        let hall = fixture::catalogue();
        let mut counters = hall.counters[..6].to_vec();
        assert_eq!(short_list(counters.iter(), Language::Id), "Loket 1–6");
        assert_eq!(short_list(counters.iter(), Language::En), "Counters 1–6");
        for counter in &mut counters {
            counter.name.0.remove(&Language::En);
        }
        assert_eq!(short_list(counters.iter(), Language::En), "Loket 1–6");
    }

    #[test]
    fn neighbors_become_a_range_and_nothing_is_lost() {
        for (names, written) in [
            (vec![], ""),
            (vec!["Loket 3"], "Loket 3"),
            (vec!["Loket 1", "Loket 2"], "Loket 1, 2"),
            (vec!["Loket 1", "Loket 2", "Loket 3", "Loket 4", "Loket 6"], "Loket 1–4, 6"),
            (vec!["Loket 1", "Ruang Foto", "Loket 2", "Loket 3"], "Loket 1–3, Ruang Foto"),
            (vec!["Kasir", "Loket 4", "Meja A", "Loket 5"], "Kasir, Loket 4, 5, Meja A"),
            (vec!["Ruang2"], "Ruang2"),
            (vec!["Loket 01", "Loket 02"], "Loket 01, Loket 02"),
            (vec!["Loket 4294967295"], "Loket 4294967295"),
        ] {
            assert_eq!(join(names.iter().copied(), false), written);
        }
    }
}
