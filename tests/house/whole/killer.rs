//! Kills hub, kiosks and display in the middle of what they do, and starts each again at once.
//!
//! What, in which order and how long after which sign comes from the seed; when, from how far the day is.

use super::chance::Chance;
use super::house::{HUB, House, ask, kiosk_name};
use super::visitor::papers;
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::sync::atomic::Ordering;
use std::time::Duration;

pub const HUB_KILLS: usize = 20;
pub const KIOSK_KILLS: usize = 5;
pub const DISPLAY_KILLS: usize = 5;
const KILLS: usize = HUB_KILLS + KIOSK_KILLS + DISPLAY_KILLS;
/// Steps of the day after which the first kill comes.
const FIRST_AFTER: usize = 2;
/// The longest time without a step.
const STEP_WITHIN: Duration = Duration::from_secs(60);
/// How long the moment is waited for; then the kill comes at any.
const MOMENT_WITHIN: Duration = Duration::from_secs(4);
/// How long the hub may take to be asked and to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// A service in whose queue no counter is open: whoever draws there waits to the end.
const WITNESSED: &str = "c01";

/// Who dies, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kill {
    Hub(HubMoment),
    Kiosk(usize, KioskMoment),
    Display(DisplayMoment),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HubMoment {
    /// The moment in which it has acknowledged a number to a caller of the API.
    Answer,
    /// So many milliseconds after a visitor touched "Ambil nomor".
    Asked(u64),
    /// So many milliseconds after an officer pressed a key.
    Key(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KioskMoment {
    /// So many milliseconds after a visitor touched "Ambil nomor" there.
    Asked(u64),
    /// So many milliseconds after a paper has begun to come out.
    Paper(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DisplayMoment {
    /// The moment in which it has written down a call.
    Line,
    /// So many milliseconds after an officer pressed a key.
    Key(u64),
}

/// A number that the hub acknowledged in its last moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    pub id: String,
    pub number: String,
}

pub struct Killer<'a> {
    pub house: &'a House,
    pub kiosks: &'a [Screen],
    pub display: &'a Screen,
}

impl Killer<'_> {
    /// Carries out the plan of a seed over a day of so many steps.
    pub fn run(&self, seed: u64, steps: usize) -> Result<Vec<Witness>> {
        let mut witnesses = Vec::new();
        for (count, kill) in plan(seed).into_iter().enumerate() {
            let after = FIRST_AFTER + count * (steps - 3 * FIRST_AFTER) / KILLS;
            self.house.until(
                &format!("the day stands still before kill {count}"),
                STEP_WITHIN,
                || Ok((self.house.signs.steps() >= after).then_some(())),
            )?;
            self.kill(kill, &mut witnesses).with_context(|| format!("kill {count}, {kill:?}"))?;
        }
        Ok(witnesses)
    }

    fn kill(&self, kill: Kill, witnesses: &mut Vec<Witness>) -> Result<()> {
        let signs = &self.house.signs;
        match kill {
            Kill::Hub(moment) => {
                match moment {
                    HubMoment::Answer => witnesses.push(self.witness(witnesses.len())?),
                    HubMoment::Asked(after) => self.moment(after, || Ok(signs.asked()))?,
                    HubMoment::Key(after) => self.moment(after, || Ok(self.keys()))?,
                }
                self.house.kill(HUB)?;
                self.house.start_hub()?;
                let last = witnesses.last().filter(|_| moment == HubMoment::Answer);
                last.map_or(Ok(()), |witness| self.is_there(witness))
            }
            Kill::Kiosk(kiosk, moment) => {
                let asked = || Ok(signs.asked[kiosk].load(Ordering::Relaxed));
                let paper = || Ok(papers(&self.house.papers(kiosk))?.len());
                match moment {
                    KioskMoment::Asked(after) => self.moment(after, asked)?,
                    KioskMoment::Paper(after) => self.moment(after, paper)?,
                }
                self.house.kill(&kiosk_name(kiosk))?;
                self.house.start_kiosk(kiosk, &self.kiosks[kiosk])
            }
            Kill::Display(moment) => {
                match moment {
                    DisplayMoment::Line => self.moment(0, || Ok(self.house.flash_log()?.len()))?,
                    DisplayMoment::Key(after) => self.moment(after, || Ok(self.keys()))?,
                }
                self.house.kill_display()?;
                self.house.start_display(self.display)
            }
        }
    }

    fn keys(&self) -> usize {
        self.house.signs.keys.load(Ordering::Relaxed)
    }

    /// Waits until a count rises, and so many milliseconds more.
    fn moment(&self, after: u64, count: impl Fn() -> Result<usize>) -> Result<()> {
        let before = count()?;
        let risen = || Ok((count()? > before).then_some(()));
        wait::at_once(MOMENT_WITHIN, risen)?;
        wait::pass(Duration::from_millis(after));
        Ok(())
    }

    /// Draws a number over the API; the caller kills the hub in the moment of its answer.
    fn witness(&self, count: usize) -> Result<Witness> {
        let api = self.house.api();
        let body = json!({ "services": [WITNESSED] });
        let key = format!("witness-{count}");
        let answer = wait::at_once(ANSWER_WITHIN, || Ok(api.post("/tickets", &body, Some(&key))))?;
        let answer = answer.context("the hub gives no number over the API")?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.body);
        let text = |field: &str| answer.body["ticket"][field].as_str().map(str::to_owned);
        let (id, number) = text("id").zip(text("number")).context("an answer without a ticket")?;
        Ok(Witness { id, number })
    }

    fn is_there(&self, witness: &Witness) -> Result<()> {
        let Witness { id, number } = witness;
        let api = self.house.api();
        let gone = format!("{number} was acknowledged and is gone after the hub was killed");
        let path = format!("/tickets/{id}");
        let found =
            self.house.until(&gone, ANSWER_WITHIN, || ask(&api, &path).context(gone.clone()));
        let found = found?["ticket"]["number"].take();
        ensure!(
            found == *number,
            "{number} was acknowledged and is {found} after the hub was killed"
        );
        Ok(())
    }
}

/// Kiosks die while visitors still draw numbers, so before the last third.
fn plan(seed: u64) -> Vec<Kill> {
    let mut chance = Chance::of(seed, 0);
    let mut early: Vec<Kill> = (0..KIOSK_KILLS)
        .map(|count| {
            let moment = match count % 2 {
                0 => KioskMoment::Paper(chance.below(60)),
                _ => KioskMoment::Asked(chance.below(250)),
            };
            Kill::Kiosk(count % 3, moment)
        })
        .collect();
    let mut others: Vec<Kill> = (0..HUB_KILLS)
        .map(|count| {
            Kill::Hub(match count % 5 {
                0 | 1 => HubMoment::Answer,
                2 | 3 => HubMoment::Asked(chance.below(150)),
                _ => HubMoment::Key(chance.below(60)),
            })
        })
        .collect();
    others.extend((0..DISPLAY_KILLS).map(|count| {
        Kill::Display(match count % 5 {
            0..=2 => DisplayMoment::Line,
            _ => DisplayMoment::Key(chance.below(800)),
        })
    }));
    chance.shuffle(&mut others);
    let late = others.split_off(others.len() - KILLS / 3);
    early.extend(others);
    chance.shuffle(&mut early);
    early.into_iter().chain(late).collect()
}

#[test]
fn a_plan_has_all_kills_and_is_the_seeds_own() {
    for seed in 0..100 {
        let kills = plan(seed);
        let count = |of: fn(&Kill) -> bool| kills.iter().filter(|kill| of(kill)).count();
        assert_eq!(count(|kill| matches!(kill, Kill::Hub(_))), HUB_KILLS);
        assert_eq!(count(|kill| matches!(kill, Kill::Kiosk(..))), KIOSK_KILLS);
        assert_eq!(count(|kill| matches!(kill, Kill::Display(_))), DISPLAY_KILLS);
        assert_eq!(kills, plan(seed));
    }
    assert_ne!(plan(1), plan(2));
}
