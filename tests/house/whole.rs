//! A day of the whole house: 40 visitors, 3 kiosks, 6 counters, a board; and everything is killed in the middle.
//!
//! Real programs on loopback, in real windows on virtual screens, touched and typed at. Judged from
//! outside alone: by the journal, the papers, the display's log and loudspeaker.

#[path = "whole/chance.rs"]
mod chance;
#[path = "whole/facts.rs"]
mod facts;
#[path = "whole/house.rs"]
mod house;
#[path = "whole/judge.rs"]
mod judge;
#[path = "whole/killer.rs"]
mod killer;
#[path = "whole/officer.rs"]
mod officer;
#[path = "whole/visitor.rs"]
mod visitor;

use antrean_tests::glass;
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result};
use chance::Chance;
use facts::Facts;
use house::{House, ask, kiosk_name};
use judge::judge;
use killer::{DISPLAY_KILLS, HUB_KILLS, KIOSK_KILLS, Killer, Witness};
use officer::Officer;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use visitor::{ABSENT, Kiosk, Visit};

const VISITORS: usize = 40;
/// Counters of the two agencies that the visitors come for; all in the zone of the board.
const COUNTERS: [&str; 6] = ["1", "2", "3", "7", "8", "9"];
const KIOSKS: usize = 3;
const BOARD_SIZE: (u32, u32) = (1280, 720);
/// How long the board may take for the calls that still wait for the large place.
const QUIET_WITHIN: Duration = Duration::from_secs(60);

/// The windows of the house.
struct Screens {
    kiosks: Vec<Screen>,
    consoles: Vec<Screen>,
    display: Screen,
}

impl Screens {
    /// Saves what can still be seen.
    fn save(&self, folder: &Path) {
        let all = self.kiosks.iter().chain(&self.consoles).chain([&self.display]);
        for screen in all {
            let path = folder.join(format!("failed-{}.png", screen.name()));
            // One that is gone has nothing to show.
            let _ = screen.look().and_then(|seen| seen.save(&path));
        }
    }
}

#[test]
fn a_house_that_is_killed_in_the_middle_loses_nobody() {
    let seed = seed();
    println!("whole house: seed {seed} (the same again: ANTREAN_SEED={seed})");
    let begun = wait::now();
    let house = House::open(seed).unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    let day = spend(&house, seed);
    house.close();
    let folder = house.folder.display();
    let logs = format!("seed {seed}; what the programs said and showed: {folder}");
    let (visits, witnesses) = day.unwrap_or_else(|error| panic!("{error:#}\n{logs}"));
    let answers = visits.iter().map(|visit| visit.answers).sum::<usize>();
    let anew = visits.iter().filter(|visit| visit.begun > 1).count();
    let darkened = visits.iter().filter(|visit| visit.darkened).count();
    let facts =
        Facts::read(&house, visits, witnesses).unwrap_or_else(|error| panic!("{error:#}\n{logs}"));
    let (counts, broken) = judge(&facts, VISITORS);
    println!(
        "whole house: {VISITORS} visitors in {} s; killed: hub {HUB_KILLS}, kiosks {KIOSK_KILLS} \
         ({darkened} before a visitor had a number), display {DISPLAY_KILLS}; {} numbers acknowledged \
         in the hub's last moment; {answers} questions after a paper answered, {anew} began anew; {counts}",
        begun.elapsed().as_secs(),
        facts.witnesses.len(),
    );
    assert!(broken.is_empty(), "not kept:\n  {}\n{logs}", broken.join("\n  "));
    assert_eq!((counts.served, counts.absent), (VISITORS - ABSENT, ABSENT), "{logs}");
}

/// The seed that the environment names, else a new one.
fn seed() -> u64 {
    let named = std::env::var("ANTREAN_SEED").ok().and_then(|seed| seed.parse().ok());
    named.unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().1 >> 16)
}

/// Opens the doors, lets the day pass, and waits until all is quiet.
fn spend(house: &House, seed: u64) -> Result<(Vec<Visit>, Vec<Witness>)> {
    let screens = open(house)?;
    let next = AtomicUsize::new(0);
    let visits = Mutex::new(Vec::new());
    let witnesses = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for (place, screen) in screens.consoles.iter().enumerate() {
            scope.spawn(move || house.act(|| serve(house, place, screen, seed)));
        }
        for (kiosk, screen) in screens.kiosks.iter().enumerate() {
            let (next, visits) = (&next, &visits);
            scope.spawn(move || {
                house.act(|| {
                    let kiosk = Kiosk { house, kiosk, screen, api: house.api() };
                    come(&kiosk, next, seed, |visit| visits.lock().unwrap().push(visit))
                });
            });
        }
        scope.spawn(|| {
            house.act(|| {
                let killer = Killer { house, kiosks: &screens.kiosks, display: &screens.display };
                *witnesses.lock().unwrap() = killer.run(seed, 3 * VISITORS)?;
                Ok(())
            });
        });
    });
    let end = house.failure().map_or(Ok(()), Err).and_then(|()| await_quiet(house));
    if end.is_err() {
        screens.save(&house.folder);
    }
    end?;
    Ok((visits.into_inner().unwrap(), witnesses.into_inner().unwrap()))
}

/// Starts every window; the first ones draw while the last ones start.
fn open(house: &House) -> Result<Screens> {
    let display = house.screen("display", BOARD_SIZE)?;
    house.start_display(&display)?;
    let mut kiosks = Vec::new();
    for kiosk in 0..KIOSKS {
        let screen = house.screen(&kiosk_name(kiosk), glass::SIZE)?;
        house.start_kiosk(kiosk, &screen)?;
        kiosks.push(screen);
    }
    let mut consoles = Vec::new();
    for counter in COUNTERS {
        let screen = house.screen(&format!("counter-{counter}"), officer::SIZE)?;
        house.start_console(counter, &screen)?;
        consoles.push(screen);
    }
    Ok(Screens { kiosks, consoles, display })
}

/// An officer's day.
fn serve(house: &House, place: usize, screen: &Screen, seed: u64) -> Result<()> {
    let chance = Chance::of(seed, 100 + place as u64);
    let mut officer = Officer { house, counter: COUNTERS[place], screen, api: house.api(), chance };
    officer.sign_in()?;
    officer.work(VISITORS)
}

/// The visitors of a kiosk, one after the other.
fn come(kiosk: &Kiosk<'_>, next: &AtomicUsize, seed: u64, done: impl Fn(Visit)) -> Result<()> {
    kiosk.screen.await_window()?;
    loop {
        let visitor = next.fetch_add(1, Ordering::Relaxed);
        if visitor >= VISITORS {
            return Ok(());
        }
        done(kiosk.visit(visitor, seed)?);
    }
}

/// Waits until the display has handled the newest call and has kept that.
fn await_quiet(house: &House) -> Result<()> {
    let api = house.api();
    house.until("the board has handled the last call", QUIET_WITHIN, || {
        let Some(board) = ask(&api, "/board?zone=1")? else { return Ok(None) };
        let newest = board["calls"][0]["call"].as_u64().context("the board has no calls")?;
        Ok(house.cursor()?.filter(|shown| *shown >= newest).map(drop))
    })
}
