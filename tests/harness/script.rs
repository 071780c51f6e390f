//! Stories of a hall as text: one line per thing that somebody does, what follows from it behind `->`.
//!
//! `09:00 issue ktp-baru -> A001 waiting` or `+45s counter 1 recalls -> refused recall-limit`. Without
//! `refused` the command has to be accepted. It knows nothing of the rules.

mod facts;
mod lines;

use super::hall::instant_in;
use super::pure_hub::{PureHub, command_id};
use antrean_hub::engine::{Actor, Decision, Request};
use antrean_hub::hall::Hall;
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::time::Timestamp;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::time::Duration;

/// The day on which every story begins: a Monday.
const FIRST_DAY: u32 = 5;

/// Tells a story in a hall, in each of the country's time zones, and panics with the line that does
/// not hold.
pub fn check(hall: Hall, story: &str) {
    for time_zone in [Tz::Asia__Jakarta, Tz::Asia__Makassar, Tz::Asia__Jayapura] {
        tell(Hall { time_zone, ..hall.clone() }, story);
    }
}

/// Tells a story like `check` and returns the hub as it stands at the end.
pub fn tell(hall: Hall, story: &str) -> PureHub {
    let mut script = Script::new(hall);
    for (at, line) in story.lines().enumerate() {
        let line = line.split("--").next().unwrap_or_default().trim();
        if !line.is_empty()
            && let Err(wrong) = script.line(line)
        {
            panic!("line {}: {line}\n  {wrong}", at + 1);
        }
    }
    assert_eq!(script.hub.replayed(), script.hub.state, "the replayed state is the same");
    script.hub
}

struct Script {
    hub: PureHub,
    day: u32,
    /// Commands and tickets that a line named with `as #name`.
    labels: BTreeMap<String, (Actor, CommandId, Command)>,
    commands: u128,
}

/// What the last command came to.
type Outcome = Result<Decision, Rejection>;

impl Script {
    fn new(hall: Hall) -> Self {
        let begin = instant_in(hall.time_zone, FIRST_DAY, (6, 0, 0));
        let hub = PureHub::new(hall, begin);
        Self { hub, day: FIRST_DAY, labels: BTreeMap::new(), commands: 0 }
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let (action, expected) = line.split_once("->").unwrap_or((line, ""));
        let mut words: Vec<&str> = action.split_whitespace().collect();
        self.pass_time(&mut words)?;
        let outcome = if words.is_empty() { None } else { Some(self.act(&words)?) };
        let expects_refusal = expected.trim().starts_with("refused");
        if let Some(Err(rejection)) = &outcome
            && !expects_refusal
        {
            return Err(format!("was refused: {rejection:?}"));
        }
        let facts = expected.split(',').map(str::trim).filter(|fact| !fact.is_empty());
        for fact in facts {
            self.holds(fact, outcome.as_ref())?;
        }
        Ok(())
    }

    /// Takes the time off the front of a line: `09:00`, `fri 09:00`, `+45s`, `asleep until 09:00`.
    fn pass_time(&mut self, words: &mut Vec<&str>) -> Result<(), String> {
        let asleep = words.starts_with(&["asleep", "until"]);
        if asleep {
            words.drain(..2);
        }
        let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekday = words.first().and_then(|word| weekdays.iter().position(|day| day == word));
        if let Some(weekday) = weekday {
            words.remove(0);
            let today = (self.day - FIRST_DAY) % 7;
            let ahead = (u32::try_from(weekday).unwrap_or(0) + 7 - today) % 7;
            self.day += if ahead == 0 { 7 } else { ahead };
        }
        let Some(later) = words.first().and_then(|word| self.time(word)) else { return Ok(()) };
        words.remove(0);
        if later < self.hub.now {
            return Err("time does not go back".to_owned());
        }
        if asleep {
            self.hub.sleep_to(later)
        } else {
            self.hub.go_to(later)
        }
        Ok(())
    }

    fn time(&self, word: &str) -> Option<Timestamp> {
        if let Some(length) = word.strip_prefix('+') {
            let number = length.trim_end_matches(char::is_alphabetic);
            let millis = match &length[number.len()..] {
                "ms" => 1,
                "s" => 1_000,
                "m" => 60_000,
                _ => return None,
            };
            let number: u64 = number.parse().ok()?;
            return Some(self.hub.now.plus(Duration::from_millis(number * millis)));
        }
        let mut parts = word.split(':').map(str::parse::<u32>);
        let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
        let second = parts.next().map_or(Some(0), Result::ok)?;
        Some(instant_in(self.hub.hall.time_zone, self.day, (hour, minute, second)))
    }

    /// Sends a command, under a fresh id or the one that was given.
    fn send(&mut self, actor: Actor, command: Command, id: Option<CommandId>) -> Outcome {
        let id = id.unwrap_or_else(|| {
            self.commands += 1;
            command_id(self.commands)
        });
        self.hub.send(&Request { id, actor, command })
    }

    /// Finds a ticket by `#name`, else by its number among today's.
    fn ticket(&self, name: &str) -> Result<TicketId, String> {
        if name.starts_with('#') {
            let (_, id, command) = self.labels.get(name).ok_or(format!("nobody is {name}"))?;
            let request = Request { id: *id, actor: Actor::Api, command: command.clone() };
            let named = request.ticket();
            return named.ok_or(format!("{name} is about no ticket"));
        }
        let number = name.parse().map_err(|_| format!("{name} is not a number"))?;
        self.hub.state.numbers.get(&number).copied().ok_or(format!("no ticket {name} today"))
    }
}
