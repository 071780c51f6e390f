//! A visitor: touches a kiosk's real window until there is a number on paper, whatever dies meanwhile.
//!
//! Does what a person would do: looks, touches, waits a while, answers what the kiosk asks, and
//! begins anew where the kiosk has forgotten.

use super::chance::Chance;
use super::house::{House, ask};
use antrean_tests::glass::{self, Scene};
use antrean_tests::process::Api;
use antrean_tests::screen::Screen;
use antrean_tests::sight::Area;
use antrean_tests::wait;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How many visitors take a number and never come to the counter.
pub const ABSENT: usize = 2;
const ABSENT_BEFORE: usize = 24;
/// The longest way to a number.
const VISIT_MAX: Duration = Duration::from_secs(90);
/// How long somebody who waits for a number looks at the start screen before beginning anew.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long somebody with a paper stays at a kiosk that went dark, to answer what it asks.
const STAY: Duration = Duration::from_secs(40);
/// How long a touch has to change the screen before it is repeated.
const ANSWERED_WITHIN: Duration = Duration::from_millis(500);

/// How a visit went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub visitor: usize,
    pub kiosk: usize,
    pub number: String,
    /// Answers the call; who does not went home with the paper.
    pub comes: bool,
    /// How often the visitor began.
    pub begun: usize,
    /// Questions after a paper that were answered.
    pub answers: usize,
    /// The kiosk went dark before the number was in hand.
    pub darkened: bool,
}

/// Visitors of a seed who never come; early enough for the day to go on meanwhile.
pub fn absent(seed: u64) -> [usize; ABSENT] {
    let mut early: Vec<usize> = (0..ABSENT_BEFORE).collect();
    Chance::of(seed, 1).shuffle(&mut early);
    std::array::from_fn(|place| early[place])
}

/// A kiosk, as the visitors know it.
pub struct Kiosk<'a> {
    pub house: &'a House,
    pub kiosk: usize,
    pub screen: &'a Screen,
    pub api: Api,
}

/// What a visitor came for, and what happened so far.
struct Visitor {
    chance: Chance,
    agency: usize,
    service: usize,
    /// "Ambil nomor" was touched, and nothing came of it yet.
    asked: bool,
    /// Since when the start screen stands there all the same.
    forgotten: Option<std::time::Instant>,
    visit: Visit,
}

impl Kiosk<'_> {
    /// Walks from the first touch to the paper in hand, and away.
    pub fn visit(&self, visitor: usize, seed: u64) -> Result<Visit> {
        let mut chance = Chance::of(seed, 1_000 + visitor as u64);
        let (agency, service) = (chance.below(2) as usize, chance.below(4) as usize);
        let visit = Visit {
            visitor,
            kiosk: self.kiosk,
            number: String::new(),
            comes: !absent(seed).contains(&visitor),
            begun: 0,
            answers: 0,
            darkened: false,
        };
        let mut person = Visitor { chance, agency, service, asked: false, forgotten: None, visit };
        let before = self.papers()?;
        let what = format!("visitor {visitor} at kiosk {} wants a number", self.kiosk + 1);
        let number = self.house.until(&what, VISIT_MAX, || {
            if let Some(paper) = self.new_paper(&before)? {
                return Ok(Some(paper));
            }
            self.step(&mut person)?;
            self.new_paper(&before)
        })?;
        if !person.visit.comes {
            self.house.signs.leave(&number);
        }
        if let Some(other) = self.house.signs.hold(&number, visitor) {
            bail!("visitors {other} and {visitor} both hold a paper with the number {number}");
        }
        person.visit.number = number;
        self.leave(&mut person.visit)?;
        Ok(person.visit)
    }

    /// Looks once, and touches what has to be touched.
    fn step(&self, person: &mut Visitor) -> Result<()> {
        let scene = glass::scene(&self.screen.glance()?);
        if !matches!(scene, Scene::Home { .. }) {
            person.forgotten = None;
        }
        match &scene {
            Scene::Busy | Scene::Ticket { .. } | Scene::Confirm { action: None } => Ok(()),
            Scene::Dark => {
                person.visit.darkened = true;
                Ok(())
            }
            Scene::Home { trouble: true, .. } => {
                person.forgotten = None;
                Ok(())
            }
            Scene::Home { .. } if person.asked && !person.is_tired() => Ok(()),
            Scene::Home { tiles, .. } => {
                person.visit.begun += usize::from(person.visit.begun == 0 || person.asked);
                person.asked = false;
                self.touch(tiles.get(person.agency).context("an agency is missing")?, &scene)
            }
            Scene::Services { rows } => {
                self.touch(rows.get(person.service).context("a service is missing")?, &scene)
            }
            Scene::Confirm { action: Some(action) } => {
                person.asked = true;
                self.house.signs.asked[self.kiosk].fetch_add(1, Ordering::Relaxed);
                let times = if person.chance.below(4) == 0 { 3 } else { 1 };
                self.screen.touch_times(*action, times)?;
                self.await_change(&scene)
            }
            Scene::Question { missing, not_mine, .. } => {
                let answer = if person.asked { missing } else { not_mine };
                person.visit.answers += 1;
                self.touch(answer, &scene)
            }
            Scene::PaperFailed { .. } => bail!("kiosk {} cannot print", self.kiosk + 1),
            Scene::Notice { back } => {
                person.asked = false;
                self.touch(back, &scene)
            }
            Scene::StillThere { go_on } => self.touch(go_on, &scene),
        }
    }

    /// Goes away with the paper; where the kiosk went dark, not before it knows of the paper.
    fn leave(&self, visit: &mut Visit) -> Result<()> {
        let what = format!("{} is in hand, and kiosk {} to know it", visit.number, visit.kiosk + 1);
        self.house.until(&what, STAY, || {
            let scene = glass::scene(&self.screen.glance()?);
            match &scene {
                Scene::Ticket { done: Some(done) } => self.touch(done, &scene)?,
                Scene::Question { came_out, .. } => {
                    visit.answers += 1;
                    self.touch(came_out, &scene)?;
                }
                Scene::Notice { back } => self.touch(back, &scene)?,
                Scene::StillThere { go_on } => self.touch(go_on, &scene)?,
                Scene::Home { .. } if self.hub_knows(&visit.number)? => return Ok(Some(())),
                Scene::Home { .. }
                | Scene::Dark
                | Scene::Busy
                | Scene::Services { .. }
                | Scene::Confirm { .. }
                | Scene::Ticket { done: None }
                | Scene::PaperFailed { .. } => {}
            }
            Ok(None)
        })
    }

    fn touch(&self, area: &Area, scene: &Scene) -> Result<()> {
        self.screen.touch(*area)?;
        self.await_change(scene)
    }

    fn await_change(&self, scene: &Scene) -> Result<()> {
        let changed = || {
            let now = glass::scene(&self.screen.glance()?);
            Ok((now != *scene).then_some(()))
        };
        // A touch that nothing came of is repeated after another look.
        let _ = wait::until("a change", ANSWERED_WITHIN, changed);
        Ok(())
    }

    /// Whether the number waits or is past waiting.
    fn hub_knows(&self, number: &str) -> Result<bool> {
        if self.house.signs.is_done(number) || self.house.signs.is_called(number) {
            return Ok(true);
        }
        let counter = if number.starts_with('A') { "1" } else { "7" };
        let path = format!("/counters/{counter}/waiting?search={number}");
        let listed = ask(&self.api, &path)?;
        Ok(listed.is_some_and(|listed| listed["waiting"][0]["ticket"]["number"] == number))
    }

    fn papers(&self) -> Result<BTreeSet<PathBuf>> {
        papers(&self.house.papers(self.kiosk))
    }

    /// The number on a paper that has come out since.
    fn new_paper(&self, before: &BTreeSet<PathBuf>) -> Result<Option<String>> {
        let papers = self.papers()?;
        let mut new = papers.difference(before).filter(|paper| is_whole(paper));
        new.next().map(|paper| number_of(paper)).transpose()
    }
}

impl Visitor {
    /// Whether the start screen has stood there for so long that nothing more will be asked.
    fn is_tired(&mut self) -> bool {
        self.forgotten.get_or_insert_with(wait::now).elapsed() > PATIENCE
    }
}

/// The papers of a printer, whole or torn: their bytes.
pub fn papers(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    // No folder, no paper yet.
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(BTreeSet::new()) };
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let bytes = |path: &PathBuf| path.extension().is_some_and(|end| end == "escpos");
    Ok(paths.into_iter().filter(bytes).collect())
}

/// Whether a paper came out to its end: its picture is written last.
pub fn is_whole(paper: &Path) -> bool {
    image::open(paper.with_extension("png")).is_ok()
}

/// The number on a paper: `A012-1.escpos`.
pub fn number_of(paper: &Path) -> Result<String> {
    let name = paper.file_stem().context("a paper without a name")?.to_string_lossy();
    let (number, _) = name.rsplit_once('-').context("a paper without a number")?;
    Ok(number.to_owned())
}
