//! What a hall hears: a real display plays into a recording while calls come in bursts and hub and
//! display are killed. Judged by the recorded sound: each call once, in order, none together.
//!
//! 15 calls in `make test`; `VOICE_CALLS` asks for more, which `make soak` does.

#[path = "voice/card.rs"]
mod card;
#[path = "voice/ear.rs"]
mod ear;
#[path = "voice/hall.rs"]
mod hall;
#[path = "voice/judge.rs"]
mod judge;
#[path = "voice/sink.rs"]
mod sink;

use antrean_shared::command::CallOutcome;
use anyhow::Result;
use card::Card;
use ear::Ear;
use hall::{FIRST, Hall, SECOND};
use judge::judge;

/// Calls of one round.
const ROUND: usize = 6;
const CALLS: usize = 15;

#[test]
fn a_hall_hears_every_call_once_whatever_is_killed() {
    let asked = std::env::var("VOICE_CALLS").ok().and_then(|calls| calls.parse().ok());
    let rounds = asked.unwrap_or(CALLS).div_ceil(ROUND);
    let mut hall =
        Hall::open("voice", rounds * ROUND, "").unwrap_or_else(|error| panic!("{error:#}"));
    let spent = spend(&mut hall, rounds);
    let folder = hall.folder.display().to_string();
    let ear = Ear::new(&ear::voices()).unwrap();
    if let Err(error) = spent {
        let facts =
            hall.leave(&ear).unwrap_or_else(|fault| panic!("{error:#}, {fault:#}\n{folder}"));
        panic!("{error:#}\nuntil then:\n  {}\n{folder}", judge(&facts).1.join("\n  "));
    }
    let facts = hall.close(&ear).unwrap_or_else(|error| panic!("{error:#}\n{folder}"));
    let (counts, broken) = judge(&facts);
    println!("voice: {counts}");
    assert!(broken.is_empty(), "not so:\n  {}\n{folder}", broken.join("\n  "));
    assert_eq!(counts.calls, rounds * ROUND);
    assert!(2 * counts.torn >= rounds, "killed in a sentence, though seldom in a clip: {counts}");
    assert_eq!(counts.silent.values().sum::<usize>(), 2 * rounds, "{counts}");
}

/// The hall file names the first display; the second speaks once that has been gone for ten seconds, and
/// the first again when it is back.
#[test]
fn another_display_speaks_while_the_speaker_is_gone() {
    let mut hall = Hall::open("voice-2", 6, "speaker = \"papan-1\"\n").unwrap();
    let mut day = || -> Result<()> {
        hall.start_display(SECOND)?;
        hall.call("1")?;
        hall.await_silence(FIRST)?;
        // Killed before the hub has heard of it, it would be announced once more by the other one.
        hall.await_told()?;
        hall.kill_display(FIRST)?;
        hall.call("2")?;
        hall.await_silence(SECOND)?;
        hall.start_display(FIRST)?;
        hall.await_speaker(FIRST)?;
        hall.call("7")?;
        hall.await_silence(FIRST)
    };
    let day = day();
    let folder = hall.folder.display().to_string();
    day.unwrap_or_else(|error| panic!("{error:#}\nwhat the programs said: {folder}"));
    let heard = hall.numbers(&Ear::new(&ear::voices()).unwrap()).unwrap();
    let [first, second] = heard.map(|numbers| numbers.join(" "));
    assert_eq!((first.as_str(), second.as_str()), ("A001 B001 B001", "A002"), "{folder}");
}

/// The card is pulled out between two calls; the second is announced when it is back.
#[test]
fn a_sound_card_that_is_pulled_out_is_reported_and_found_again() {
    let mut hall = Hall::open("voice-card", 2, "").unwrap();
    let folder = hall.folder.clone();
    let mut day = || -> Result<(usize, usize)> {
        let card = Card::new(&hall.folder)?;
        // Where a zone names no speaker, what one display has announced is announced.
        hall.kill_display(FIRST)?;
        hall.start_display_on(SECOND, &card)?;
        hall.await_no_sound(SECOND, false)?;
        hall.call("1")?;
        hall.await_silence(SECOND)?;
        let first = card.played()?;
        card.pull_out()?;
        hall.call("7")?;
        hall.await_no_sound(SECOND, true)?;
        card.put_back()?;
        hall.await_silence(SECOND)?;
        hall.await_no_sound(SECOND, false)?;
        Ok((first, card.played()?))
    };
    let (first, second) = day().unwrap_or_else(|error| panic!("{error:#}\n{}", folder.display()));
    assert!(first.min(second) > 100_000, "{first} and {second} bytes of sound");
}

/// A round: two calls at once; the hub is killed in the first sentence and the display in the second.
/// While it is gone, one visitor is called and answers, and one is called and called again. When all is
/// said, one who was heard is called again.
fn spend(hall: &mut Hall, rounds: usize) -> Result<()> {
    for _ in 0..rounds {
        hall.sink.take(0);
        let first = hall.call("1")?;
        hall.call("2")?;
        hall.await_speaking(first)?;
        hall.kill_hub()?;
        hall.start_hub()?;
        hall.kill_display_in_the_second()?;
        hall.call("8")?;
        hall.serve("8", Some(CallOutcome::Answered))?;
        hall.call("7")?;
        hall.recall("7", Some(CallOutcome::Merged))?;
        hall.start_display(FIRST)?;
        hall.await_silence(FIRST)?;
        hall.recall("1", None)?;
        hall.await_silence(FIRST)?;
        for counter in ["1", "2", "7"] {
            hall.serve(counter, None)?;
        }
    }
    Ok(())
}
