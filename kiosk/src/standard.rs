//! What a service promises before a number is drawn, cut into pages: what to bring, how it goes, how long
//! it takes, what it costs, what one gets, whom to complain to.
//!
//! Pure; used by `controller`. How much fits on a page is estimated with wide letters, so that no line is lost.

use crate::grid::Window;
use crate::screen::{Line, LineKind};

/// Letters are on average so much of the type's size wide, and lines so much high.
const LETTER: f32 = 0.56;
const LINE: f32 = 1.3;
const BODY: f32 = 30.0;
/// Around the text: margins of the page and the card, the dot before a line.
const BESIDE: f32 = 88.0 + 68.0 + 48.0;
/// Between two lines of the list.
const GAP: f32 = 16.0;

/// Cuts the lines into pages; a heading never stands last, and what goes on has it once more.
pub fn pages(lines: Vec<Line>, window: Window) -> Vec<Vec<Line>> {
    let type_size = BODY * if window.large { 1.35 } else { 1.0 };
    let letters = ((window.width as f32 - BESIDE) / (type_size * LETTER)).max(10.0) as usize;
    let room = window.standard_height() as f32;
    let mut pages: Vec<Vec<Line>> = vec![vec![]];
    let mut left = room;
    let mut above: Option<Line> = None;
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let height = |line: &Line| {
            let rows = line.text.chars().count().div_ceil(letters).max(1) as f32;
            rows * type_size * LINE + GAP
        };
        let heading = line.kind != LineKind::Item;
        let next = lines.peek().filter(|_| heading).map_or(0.0, height);
        let own = height(&line);
        if own + next > left && pages.last().is_some_and(|page| !page.is_empty()) {
            let again = above.clone().filter(|_| !heading);
            left = room - again.as_ref().map_or(0.0, height);
            pages.push(again.into_iter().collect());
        }
        left -= own;
        if heading {
            above = Some(line.clone());
        }
        if let Some(page) = pages.last_mut() {
            page.push(line);
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_no_heading_stands_last() {
        let line = |kind, letters: usize| Line { kind, text: "m".repeat(letters) };
        for (width, height) in [(1080, 1920), (1920, 1080), (1366, 768)] {
            for large in [false, true] {
                let window = Window { large, ..Window::of(width, height) };
                let kinds = [LineKind::Bring, LineKind::Procedure, LineKind::Cost];
                let sections = kinds.into_iter().flat_map(|kind| {
                    let items = (1..9).map(|count| line(LineKind::Item, count * 17));
                    [line(kind, 0)].into_iter().chain(items)
                });
                let all: Vec<Line> = sections.collect();
                let pages = pages(all.clone(), window);
                let mut told: Vec<Line> = Vec::new();
                for page in &pages {
                    assert_eq!(page.last().unwrap().kind, LineKind::Item, "{width}x{height}");
                    let (heading, items) = page.split_first().unwrap();
                    assert_ne!(heading.kind, LineKind::Item, "{width}x{height}");
                    let last = told.iter().rfind(|line| line.kind != LineKind::Item);
                    let again = last.is_some_and(|last| last.kind == heading.kind);
                    told.extend(
                        (!again).then(|| heading.clone()).into_iter().chain(items.to_vec()),
                    );
                }
                assert_eq!(told, all);
            }
        }
    }
}
