//! Writes a list of counters the short way: `Loket 1–4, 6`. Pure; used by `receipt` alone.

/// Joins counter names: neighbors become a range, names with the same word share it.
pub(super) fn short_list<'a>(names: impl Iterator<Item = &'a str>) -> String {
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
    groups.iter().map(|(word, runs)| write_group(word, runs)).collect::<Vec<_>>().join(", ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_become_a_range_and_nothing_is_lost() {
        for (names, written) in [
            (vec![], ""),
            (vec!["Loket 3"], "Loket 3"),
            (vec!["Loket 1", "Loket 2"], "Loket 1, 2"),
            (vec!["Loket 1", "Loket 2", "Loket 3", "Loket 4", "Loket 6"], "Loket 1–4, 6"),
            (vec!["Loket 1", "Ruang Foto", "Loket 2", "Loket 3"], "Loket 1–3, Ruang Foto"),
            (vec!["Loket 01", "Loket 02"], "Loket 01, Loket 02"),
            (vec!["Loket 4294967295"], "Loket 4294967295"),
        ] {
            assert_eq!(short_list(names.iter().copied()), written);
        }
    }
}
