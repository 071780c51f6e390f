//! From a finger or a key to what it leads to: the kiosk's next picture, the first byte at the printer,
//! the first pixel on the board.
//!
//! Time runs from telling the hand to lift; what the hand itself takes stands beside it.

use crate::Place;
use crate::boards::Beside;
use crate::printer::Printer;
use crate::report::{Report, Row};
use crate::sample::{Sample, ms};
use crate::windows::{App, COUNTER, Windows};
use antrean_tests::glass;
use antrean_tests::sight::{Area, Picture};
use antrean_tests::wait;
use anyhow::{Context, Result};
use image::Rgb;
use serde_json::json;
use std::time::{Duration, Instant};

const PART: &str = "touch";
const TOUCHES: usize = 110;
const KEYS: usize = 30;
const PAPERS: usize = 30;
/// Anything that a person waits for longer than this has gone wrong.
const ALL_MAX: Duration = Duration::from_secs(5);
/// Longer than the kiosk is deaf after each picture, and the console after each change.
const LISTENS_AFTER: Duration = Duration::from_millis(450);
/// For so long a call keeps the board's large place.
const FLASH: Duration = Duration::from_millis(3_300);
/// Bars of issue 5 for what a visitor waits for, and of issue 6 for a call beside as many other boards.
const PICTURE_MAX: Duration = Duration::from_millis(33);
const PAPER_MAX: Duration = Duration::from_millis(60);
const CALL_MAX: Duration = Duration::from_millis(60);
const OTHER_BOARDS: usize = 19;
/// The band with the hall's name and its clock.
const HEAD: u32 = 150;
const WHITE: Rgb<u8> = Rgb([0xFF, 0xFF, 0xFF]);
const AMBER: Rgb<u8> = Rgb([0xF5, 0xA8, 0x0B]);

pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    let printer = Printer::start()?;
    let mut windows = Windows::open(place, Some(printer.address))?;
    windows.begin_work(place, KEYS + 8)?;
    windows.settle();
    let hand = windows.kiosk.hand.round_trips()?.p50();
    let mut way = Way::learn(&mut windows.kiosk, &printer)?;
    let touches = way.touches(&mut windows.kiosk, TOUCHES)?;
    report.add(PART, row("touch → next picture", &touches, hand, PICTURE_MAX));
    let counter = place.hall.hall.counters.values().find(|counter| counter.id.as_str() == COUNTER);
    let zone = &counter.context("the sample hall has no counter 1")?.zone;
    let others = Beside::open(&windows.hub.address, zone, OTHER_BOARDS)?;
    let keys = keys(&mut windows)?;
    others.close()?;
    let what = format!("key → pixel of a board beside {OTHER_BOARDS} others");
    report.add(PART, row(&what, &keys, hand, CALL_MAX));
    let mut papers = Sample::default();
    for _ in 0..PAPERS {
        papers.add(way.paper(&mut windows.kiosk, &printer)?);
    }
    report.add(PART, row("touch → first printer byte", &papers, hand, PAPER_MAX));
    Ok(())
}

fn row(what: &str, sample: &Sample, hand: Duration, max: Duration) -> Row {
    let (p50, p99) = (sample.p50(), sample.p99());
    Row {
        what: format!("{what}, {} times", sample.count()),
        measured: format!("p50 {} p99 {}", ms(p50), ms(p99)),
        limit: format!("hand and X there and back {}", ms(hand)),
        ratio: Some(p50.as_secs_f64() / hand.as_secs_f64()),
        bar: Some((format!("p99 at most {}", ms(max)), p99 <= max)),
        figures: json!({
            "count": sample.count(), "p50_us": p50.as_micros(), "p99_us": p99.as_micros(),
            "hand_us": hand.as_micros(),
        }),
    }
}

/// Where a visitor has to touch, learnt once with open eyes.
struct Way {
    agency: Area,
    service: Area,
    back: Area,
    take: Area,
    done: Area,
    /// Rows of the glass that every picture draws anew, away from what is touched.
    rows: Vec<u32>,
}

impl Way {
    /// Walks to the first paper.
    fn learn(kiosk: &mut App, printer: &Printer) -> Result<Self> {
        let find = |kiosk: &App, what: &str, find: &dyn Fn(&Picture) -> Option<Area>| {
            kiosk.screen.await_sight(what, |seen| Ok(find(seen)))
        };
        let step = |kiosk: &mut App, area: Area| -> Result<()> {
            wait::pass(LISTENS_AFTER);
            kiosk.hand.put_down(area)?;
            kiosk.hand.lift().map(drop)
        };
        let agency = find(kiosk, "the first agency", &|seen| glass::tiles(seen).first().copied())?;
        let last = find(kiosk, "the last agency", &|seen| glass::tiles(seen).last().copied())?;
        step(kiosk, agency)?;
        let service = find(kiosk, "the first service", &|seen| {
            glass::tiles(seen).is_empty().then(|| glass::rows(seen).first().copied()).flatten()
        })?;
        let above = service.top;
        let back = find(kiosk, "the way back", &|seen| {
            let button = |area: &Area| {
                area.top > HEAD && area.bottom < above && area.left < 200 && area.height() > 60
            };
            seen.areas(WHITE).into_iter().find(button)
        })?;
        step(kiosk, service)?;
        let take = find(kiosk, "Ambil nomor", &glass::action)?;
        step(kiosk, take)?;
        printer.begins(ALL_MAX)?;
        let done = find(kiosk, "Selesai", &|seen| {
            glass::number_is_shown(seen).then(|| glass::done_button(seen)).flatten()
        })?;
        step(kiosk, done)?;
        find(kiosk, "the start again", &|seen| glass::tiles(seen).first().copied())?;
        let rows = [agency.bottom + 40, last.middle().1, last.bottom - 20];
        Ok(Self { agency, service, back, take, done, rows: rows.to_vec() })
    }

    /// Goes into the services and back again, so many touches in all.
    fn touches(&self, kiosk: &mut App, count: usize) -> Result<Sample> {
        let ways = [self.agency, self.back].into_iter().cycle();
        let times = ways.take(count).map(|area| self.touch(kiosk, area));
        times.collect()
    }

    /// Touches once the kiosk listens again; returns how long the next picture took.
    fn touch(&self, kiosk: &mut App, area: Area) -> Result<Duration> {
        let (lifted, changed) = self.step(kiosk, area)?;
        Ok(changed - lifted)
    }

    fn step(&self, kiosk: &mut App, area: Area) -> Result<(Instant, Instant)> {
        wait::pass(LISTENS_AFTER);
        kiosk.hand.put_down(area)?;
        let before = kiosk.pixels.rows(&self.rows)?;
        let lifted = kiosk.hand.lift()?;
        let changed = kiosk.pixels.change(&self.rows, &before, ALL_MAX);
        Ok((lifted, changed.with_context(|| format!("touching {area:?}"))?))
    }

    /// Draws a number; returns how long after the last touch the printer got its first byte.
    fn paper(&mut self, kiosk: &mut App, printer: &Printer) -> Result<Duration> {
        self.step(kiosk, self.agency)?;
        self.step(kiosk, self.service)?;
        let (lifted, _) = self.step(kiosk, self.take)?;
        let begun = printer.begins(ALL_MAX)?;
        kiosk.screen.await_sight("waiting for the number on the kiosk", |seen| {
            Ok(glass::number_is_shown(seen).then_some(()))
        })?;
        self.step(kiosk, self.done)?;
        Ok(begun.saturating_duration_since(lifted))
    }
}

/// Calls with the main key; what was called is served and completed over the API in between.
fn keys(windows: &mut Windows) -> Result<Sample> {
    let finish = |windows: &Windows| -> Result<()> {
        for step in ["serve", "complete"] {
            windows.hub.post(&format!("/counters/{COUNTER}/{step}"), &json!({}))?;
        }
        wait::pass(FLASH);
        Ok(())
    };
    // The first call shows where the large place is.
    windows.counter.hand.press("space")?;
    windows.counter.hand.release("space")?;
    let large = windows.display.screen.await_sight("the large place of the board", |seen| {
        let large = |area: &Area| area.width() > 300 && area.height() > 200;
        Ok(seen.areas(AMBER).into_iter().find(large))
    })?;
    finish(windows)?;
    let (_, middle) = large.middle();
    let rows = [middle - 40, middle, middle + 40];
    let mut sample = Sample::default();
    for number in 0..KEYS {
        let (counter, display) = (&mut windows.counter, &windows.display);
        counter.hand.press("space")?;
        let before = display.pixels.rows(&rows)?;
        let released = counter.hand.release("space")?;
        let changed = display.pixels.change(&rows, &before, ALL_MAX);
        sample.add(changed.with_context(|| format!("call {number}"))? - released);
        finish(windows)?;
    }
    Ok(sample)
}
