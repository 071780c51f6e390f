//! Which calls stand beside the large one, when there are more than fit.
//!
//! Used by the controller. A call whose visitor is expected is never dropped: where not all of them fit,
//! they take turns, and those that have just come stand in every turn. Others fill what is left.

use super::{PAGE_EVERY, turn};
use crate::announcer::Large;
use crate::moment::Moment;
use crate::screen::Page;
use antrean_shared::view::BoardCall;

/// Returns the calls of `calls`, newest first, that stand in `room` rows; each number once.
pub(super) fn pick<'a>(
    calls: &[&'a BoardCall],
    large: Option<&Large<'_>>,
    room: usize,
    now: Moment,
) -> (Vec<&'a BoardCall>, Page) {
    let mut seen: Vec<_> = large.iter().map(|large| large.call.number).collect();
    let mut once = Vec::new();
    for call in calls {
        if !seen.contains(&call.number) {
            seen.push(call.number);
            once.push(*call);
        }
    }
    let expected = |call: &&&BoardCall| call.awaited;
    let awaited: Vec<_> = once.iter().filter(expected).copied().collect();
    if awaited.len() <= room {
        let mut others = room - awaited.len();
        let stands = |call: &&BoardCall| {
            let other = !call.awaited && others > 0;
            others -= usize::from(other);
            call.awaited || other
        };
        return (once.into_iter().filter(stands).collect(), Page::ONLY);
    }
    let is_new = |call: &&&BoardCall| now.hub.since(call.at) < PAGE_EVERY;
    let new = awaited.iter().filter(is_new).count().min(room / 2);
    let (new, rest) = awaited.split_at(new);
    let per_page = room - new.len();
    let pages = rest.len().div_ceil(per_page);
    let page = turn(now, PAGE_EVERY, pages);
    // The last page is as full as the others; what it needs for that is shown again.
    let first = (page * per_page).min(rest.len() - per_page);
    let rows = new.iter().chain(rest.iter().skip(first).take(per_page)).copied().collect();
    (rows, Page { page, pages })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{MORNING, call, serving};
    use std::collections::BTreeSet;
    use std::time::Duration;

    /// Awaited calls A001 to A020, newest first, and one that is served among them.
    fn calls() -> Vec<BoardCall> {
        let made = |n: u64| {
            let call = call(n, &format!("A{n:03}"), "1", MORNING);
            if n == 18 { serving(call) } else { call }
        };
        (1..=20).rev().map(made).collect()
    }

    fn numbers(room: usize, millis: u64) -> (Vec<String>, Page) {
        let calls = calls();
        let refs: Vec<_> = calls.iter().collect();
        let (rows, page) = pick(&refs, None, room, Moment::test(millis));
        (rows.iter().map(|call| call.number.to_string()).collect(), page)
    }

    #[test]
    fn every_expected_visitor_has_a_turn() {
        for room in 1..=6 {
            let pages = numbers(room, 20_000).1.pages as u64;
            let turns = (3..3 + pages).map(|turn| numbers(room, turn * 8_000).0);
            let seen: BTreeSet<_> = turns.flatten().collect();
            assert_eq!(seen.len(), 19, "{room} rows");
            assert!(!seen.contains("A018"), "served, so not in the way");
        }
    }

    #[test]
    fn a_new_call_stands_in_every_turn() {
        let calls = calls();
        let refs: Vec<_> = calls.iter().collect();
        let seconds = Duration::from_secs;
        for turn in 0..8 {
            let at = |age| Moment { hub: MORNING.plus(age), run: seconds(turn * 8) };
            let first = |age| pick(&refs, None, 5, at(age)).0[0].number.to_string();
            assert_eq!(first(seconds(7)), "A020", "turn {turn}");
            assert_eq!(first(seconds(8)) == "A020", turn % 4 == 0, "turn {turn}, no longer new");
        }
    }

    #[test]
    fn an_old_call_that_is_awaited_goes_before_newer_ones_that_are_not() {
        let mut calls: Vec<_> =
            (2..=9).rev().map(|n| serving(call(n, &format!("A{n:03}"), "1", MORNING))).collect();
        calls.push(call(1, "B001", "9", MORNING));
        let refs: Vec<_> = calls.iter().collect();
        let (rows, page) = pick(&refs, None, 3, Moment::test(0));
        let rows: Vec<_> = rows.iter().map(|call| call.number.to_string()).collect();
        assert_eq!(
            (rows.as_slice(), page),
            (&["A009".into(), "A008".into(), "B001".into()][..], Page::ONLY)
        );
    }
}
