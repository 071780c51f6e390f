//! An officer: signs in at a real console and works with one key, as long as there are visitors.
//!
//! Presses Space and follows over HTTP what came of it. While the hub is down the officer tries again.

use super::chance::Chance;
use super::house::{House, ask};
use antrean_tests::process::Api;
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::sync::atomic::Ordering;
use std::time::Duration;

pub const SIZE: (u32, u32) = (1280, 800);
/// A place where the drawn window is light.
const GROUND: (u32, u32) = (8, SIZE.1 - 8);
const SIGNED_IN_WITHIN: Duration = Duration::from_secs(60);
/// The longest turn of an officer without anything to do.
const IDLE_MAX: Duration = Duration::from_secs(90);
/// A killed display reports again after its restart; only a call that nobody reports takes two minutes to count as
/// announced.
const RECEIVED_WITHIN: Duration = Duration::from_secs(60);
/// How long a visitor with a paper may take to come to the counter.
const COMES_WITHIN: Duration = Duration::from_secs(15);
/// After which a key that nothing came of is pressed again: consoles are deaf for 600 ms after a change.
const REPEAT_AFTER: Duration = Duration::from_millis(900);

pub struct Officer<'a> {
    pub house: &'a House,
    pub counter: &'static str,
    pub screen: &'a Screen,
    pub api: Api,
    pub chance: Chance,
}

impl Officer<'_> {
    /// Types a name and opens the counter that the console offers.
    pub fn sign_in(&self) -> Result<()> {
        self.screen.await_window()?;
        let what = format!("the choice of counters at the console of counter {}", self.counter);
        let ground = |channel: &u8| *channel > 200;
        self.house.until(&what, SIGNED_IN_WITHIN, || {
            let seen = self.screen.glance()?;
            Ok(seen.pixel(GROUND.0, GROUND.1).0.iter().all(ground).then_some(()))
        })?;
        let mut tries = 0;
        let what = format!("opening counter {}", self.counter);
        self.house.until(&what, SIGNED_IN_WITHIN, || {
            // Letters may come before anybody reads them.
            if tries % 20 == 0 {
                self.screen.write(&format!("Petugas {}", self.counter))?;
            }
            tries += 1;
            self.press("Return", |desk| desk["counter"]["state"] == "open")
        })?;
        Ok(())
    }

    /// Calls, serves and completes until so many visitors are done.
    pub fn work(&mut self, all: usize) -> Result<()> {
        while self.house.signs.done() < all {
            let what = format!("the officer at counter {} waits for something to do", self.counter);
            let desk = self.house.until(&what, IDLE_MAX, || {
                let busy = |desk: &Value| in_hand(desk).is_some() || desk["waiting_total"] != 0;
                let done = self.house.signs.done() >= all;
                let desk = self.desk()?;
                Ok(desk.filter(|desk| busy(desk) || done))
            })?;
            match in_hand(&desk) {
                None if self.house.signs.done() >= all => break,
                None => self.call()?,
                Some((number, "called")) => self.receive(number)?,
                Some((number, "serving")) => self.finish(number)?,
                Some((number, state)) => bail!("{number} is in hand and {state}"),
            }
        }
        Ok(())
    }

    /// Nothing need come of it: another counter may have been quicker.
    fn call(&self) -> Result<()> {
        let desk = self.press("space", |desk| in_hand(desk).is_some())?;
        if let Some((number, _)) = desk.as_ref().and_then(in_hand) {
            self.house.signs.call(number);
        }
        Ok(())
    }

    /// Waits for the visitor: who sees the flash comes at once, others later; who went home and ghosts never do.
    fn receive(&mut self, number: &str) -> Result<()> {
        self.house.signs.call(number);
        let patience = Duration::from_millis(400 + self.chance.below(2_600));
        let flashed = || Ok(self.house.is_flashed(number)?.then_some(()));
        let _ = wait::until("the flash", patience, flashed);
        let here = || {
            self.house.go_on()?;
            Ok(self.house.signs.is_held(number).then_some(()))
        };
        let held = wait::until("the visitor", COMES_WITHIN, here).is_ok();
        self.house.go_on()?;
        // Who takes the paper and goes home says so first, then holds it.
        let left = self.house.signs.has_left(number);
        let comes = held && !left;
        if left {
            self.call_again(number)?;
        }
        let (key, state) = if comes { ("space", "serving") } else { ("F8", "nobody") };
        let what = format!("{number} is called to counter {} ({key})", self.counter);
        self.house.until(&what, RECEIVED_WITHIN, || {
            self.press(key, |desk| in_hand(desk).map_or("nobody", |(_, state)| state) == state)
        })?;
        if left {
            self.house.signs.finish(number);
        }
        Ok(())
    }

    /// Presses the key until the hall allows it.
    fn call_again(&self, number: &str) -> Result<()> {
        let what = format!("{number} is called again to counter {}", self.counter);
        self.house.until(&what, RECEIVED_WITHIN, || {
            self.press("F2", |desk| desk["ticket"]["call_count"].as_u64() > Some(1))
        })?;
        Ok(())
    }

    fn finish(&self, number: &str) -> Result<()> {
        let what = format!("{number} is served at counter {}", self.counter);
        let next = self.house.until(&what, IDLE_MAX, || {
            self.press("space", |desk| in_hand(desk).is_none_or(|(other, _)| other != number))
        })?;
        self.house.signs.finish(number);
        if let Some((number, _)) = in_hand(&next) {
            self.house.signs.call(number);
        }
        Ok(())
    }

    /// Presses a key once and returns what lies on the desk when something has come of it.
    fn press(&self, key: &str, done: impl Fn(&Value) -> bool) -> Result<Option<Value>> {
        let look = || Ok(self.desk()?.filter(&done));
        // It may have happened meanwhile; then the key would mean something else.
        if let Some(desk) = look()? {
            return Ok(Some(desk));
        }
        self.house.signs.keys.fetch_add(1, Ordering::Relaxed);
        self.screen.key(key)?;
        Ok(wait::until("the key", REPEAT_AFTER, look).ok())
    }

    fn desk(&self) -> Result<Option<Value>> {
        let desk = ask(&self.api, &format!("/counters/{}", self.counter))?;
        desk.map(|desk| {
            desk.get("counter").context("a counter's answer without the counter")?;
            Ok(desk)
        })
        .transpose()
    }
}

/// The number in hand, and in which state.
fn in_hand(desk: &Value) -> Option<(&str, &str)> {
    Some((desk["ticket"]["number"].as_str()?, desk["ticket"]["state"].as_str()?))
}
