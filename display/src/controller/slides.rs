//! Whose turn it is in the place for information: slides from a folder, today's opening hours, what the hall
//! promises; and, for as long as it lasts, the clip in sign language that belongs to a new call.
//!
//! Used by the controller. Pure: it is told what lies in the folder and what could be read of it. The next
//! picture is fetched before its turn, so nothing ever waits for a disk; what cannot be shown is left out.

use crate::config::SlidesConfig;
use crate::moment::Moment;
use crate::screen::Slot;
use crate::slides::{Slide, SlideKind, SlideTask};
use antrean_shared::health::Trouble;
use std::collections::BTreeSet;
use std::time::Duration;

/// A video that has not ended by then never will.
const VIDEO_MAX: Duration = Duration::from_secs(15 * 60);

/// One turn.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Turn {
    Slide(Slide),
    Hours,
    /// A part of it.
    Pledge(usize),
}

/// The present turn.
#[derive(Debug)]
struct Current {
    turn: Turn,
    since: Duration,
    /// There is nothing more of it to show.
    ended: bool,
}

/// The turns, and whose it is.
#[derive(Debug)]
pub(super) struct Slides {
    wanted: bool,
    /// Somebody can see the place; else nothing new begins.
    seen: bool,
    every: Duration,
    hours: bool,
    pledge_parts: usize,
    slides: Vec<Slide>,
    signs: Vec<Slide>,
    /// The newest call that had its sign, or had none.
    signed: u64,
    ticker: Vec<String>,
    /// What could not be shown; a changed file is tried again.
    broken: BTreeSet<(String, u64)>,
    current: Option<Current>,
    /// The slide that was asked for, and whether it is there.
    next: Option<(Slide, bool)>,
}

impl Slides {
    pub(super) fn new(config: &SlidesConfig) -> Self {
        Self {
            wanted: config.folder.is_some(),
            seen: false,
            every: config.every(),
            hours: config.hours,
            pledge_parts: 0,
            slides: Vec::new(),
            signs: Vec::new(),
            signed: 0,
            ticker: Vec::new(),
            broken: BTreeSet::new(),
            current: None,
            next: None,
        }
    }

    /// Lines that the folder adds to the foot.
    pub(super) fn ticker(&self) -> impl Iterator<Item = &str> {
        self.ticker.iter().map(String::as_str)
    }

    /// Takes what lies in the folder now, in the order of the turns.
    pub(super) fn changed(&mut self, slides: Vec<Slide>) {
        let mut turns = Vec::new();
        self.ticker.clear();
        self.signs.clear();
        for slide in slides {
            match slide.kind {
                SlideKind::Ticker(lines) => self.ticker.extend(lines),
                SlideKind::Sign => self.signs.push(slide),
                SlideKind::Picture | SlideKind::Video | SlideKind::Text { .. } => turns.push(slide),
            }
        }
        self.slides = turns;
        let there = |name: &str, stamp| {
            let mut all = self.slides.iter().chain(&self.signs);
            all.any(|slide| slide.name == name && slide.stamp == stamp)
        };
        self.broken.retain(|(name, stamp)| there(name, *stamp));
        let gone = |slide: &Slide| !there(&slide.name, slide.stamp);
        if self.next.as_ref().is_some_and(|(next, _)| gone(next)) {
            self.next = None;
        }
        if self.playing().is_some_and(gone) {
            self.current = None;
        }
    }

    /// Says in how many parts the hall promises something.
    pub(super) fn promise(&mut self, parts: usize) {
        self.pledge_parts = parts;
    }

    /// A call is new: the first of these signs that there is has the place at once, each call's once.
    pub(super) fn sign(&mut self, call: u64, names: &[String], now: Moment) -> Option<SlideTask> {
        if !self.wanted || !self.seen || call <= self.signed {
            return None;
        }
        self.signed = call;
        let good = |slide: &&Slide| !self.broken.contains(&(slide.name.clone(), slide.stamp));
        let named = |name: &String| self.signs.iter().filter(good).find(|sign| sign.name == *name);
        let sign = names.iter().find_map(named)?.clone();
        let task = SlideTask::Play(sign.name.clone());
        self.current = Some(Current { turn: Turn::Slide(sign), since: now.run, ended: false });
        Some(task)
    }

    /// A slide can be shown, or cannot: then it has no turn until its file changes.
    pub(super) fn fetched(&mut self, name: &str, good: bool) {
        if let Some((next, ready)) = self.next.as_mut().filter(|(next, _)| next.name == name) {
            *ready = good;
            if !good {
                self.broken.insert((next.name.clone(), next.stamp));
                self.next = None;
            }
        } else if !good && let Some(slide) = self.playing().filter(|slide| slide.name == name) {
            self.broken.insert((slide.name.clone(), slide.stamp));
            self.played(name);
        }
    }

    /// A video has come to its end.
    pub(super) fn played(&mut self, name: &str) {
        let is_it = |turn: &Turn| matches!(turn, Turn::Slide(slide) if slide.name == name);
        if let Some(current) = self.current.as_mut().filter(|current| is_it(&current.turn)) {
            current.ended = true;
        }
    }

    /// Says whether the place is on the panel now.
    pub(super) fn seen(&mut self, seen: bool) {
        self.seen = seen;
    }

    /// Gives the next its turn when it is due, and asks for what comes after it.
    pub(super) fn go_on(&mut self, now: Moment) -> Vec<SlideTask> {
        let mut tasks = Vec::new();
        if !self.wanted || !self.seen {
            return tasks;
        }
        tasks.extend(self.look_ahead());
        if self.left(now).is_none_or(|left| left.is_zero()) {
            tasks.extend(self.begin(now));
            tasks.extend(self.look_ahead());
        }
        tasks
    }

    /// Returns how long after `now` the next turn begins by itself; none: it waits for something.
    pub(super) fn due(&self, now: Moment) -> Option<Duration> {
        let waits = matches!(self.next, Some((_, false)));
        self.left(now).filter(|left| self.seen && !(left.is_zero() && waits))
    }

    /// Returns what the hub has to know: a slide or a video that cannot be shown.
    pub(super) fn troubles(&self) -> impl Iterator<Item = Trouble> {
        let all = self.slides.iter().chain(&self.signs);
        let broken = all.filter(|slide| self.broken.contains(&(slide.name.clone(), slide.stamp)));
        broken.map(|slide| match slide.kind {
            SlideKind::Video | SlideKind::Sign => Trouble::VideoMissing,
            SlideKind::Picture | SlideKind::Text { .. } | SlideKind::Ticker(_) => {
                Trouble::SlideBroken
            }
        })
    }

    /// Returns what stands there.
    pub(super) fn slot(&self) -> Slot {
        match &self.current {
            None => Slot::Empty,
            Some(Current { turn: Turn::Hours, .. }) => Slot::Hours,
            Some(Current { turn: Turn::Pledge(part), .. }) => Slot::Pledge(*part),
            Some(Current { turn: Turn::Slide(slide), .. }) => match &slide.kind {
                SlideKind::Picture | SlideKind::Video | SlideKind::Sign => {
                    Slot::Picture(slide.name.clone())
                }
                SlideKind::Text { heading, body } => {
                    Slot::Text { heading: heading.clone(), body: body.clone() }
                }
                SlideKind::Ticker(_) => Slot::Empty,
            },
        }
    }

    fn playing(&self) -> Option<&Slide> {
        match &self.current.as_ref()?.turn {
            Turn::Slide(slide) => Some(slide),
            Turn::Hours | Turn::Pledge(_) => None,
        }
    }

    /// What is left of the present turn.
    fn left(&self, now: Moment) -> Option<Duration> {
        let current = self.current.as_ref()?;
        let every = match current.turn {
            _ if current.ended => Duration::ZERO,
            Turn::Slide(Slide { kind: SlideKind::Video | SlideKind::Sign, .. }) => VIDEO_MAX,
            Turn::Slide(_) | Turn::Hours | Turn::Pledge(_) => self.every,
        };
        Some((current.since + every).saturating_sub(now.run))
    }

    /// Asks for the slide that comes next, if it has to be read first.
    fn look_ahead(&mut self) -> Option<SlideTask> {
        let Some(Turn::Slide(slide)) = self.next_turn() else { return None };
        if self.next.is_some() || self.playing() == Some(&slide) {
            return None;
        }
        let to_read = matches!(slide.kind, SlideKind::Picture);
        let task = to_read.then(|| SlideTask::Fetch(slide.name.clone()));
        self.next = Some((slide, !to_read));
        task
    }

    /// Begins the next turn, if what it needs is there; else the present one goes on.
    fn begin(&mut self, now: Moment) -> Option<SlideTask> {
        let turn = match self.next.take() {
            Some((slide, true)) => Some(Turn::Slide(slide)),
            Some(waits) => {
                self.next = Some(waits);
                return None;
            }
            // What needs no slide, or the only slide once more.
            None => self.next_turn(),
        };
        let current = |turn| Current { turn, since: now.run, ended: false };
        self.current = turn.map(current);
        let slide = self.playing().filter(|slide| slide.kind == SlideKind::Video);
        slide.map(|slide| SlideTask::Play(slide.name.clone()))
    }

    /// Who comes after the present turn.
    fn next_turn(&self) -> Option<Turn> {
        let good = |slide: &&Slide| !self.broken.contains(&(slide.name.clone(), slide.stamp));
        let slides = self.slides.iter().filter(good).cloned().map(Turn::Slide);
        let pledge = (0..self.pledge_parts).map(Turn::Pledge);
        let turns: Vec<Turn> =
            slides.chain(self.hours.then_some(Turn::Hours)).chain(pledge).collect();
        let current = self.current.as_ref().map(|current| &current.turn);
        let place = turns.iter().position(|turn| Some(turn) == current);
        let next = place.map_or(0, |place| (place + 1) % turns.len().max(1));
        turns.into_iter().nth(next)
    }
}

#[cfg(test)]
mod tests;
