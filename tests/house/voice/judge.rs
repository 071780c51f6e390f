//! Whether what was heard is what was called: every sentence of the judge names what is not so.
//!
//! Pure; goes by the recorded sound, by what was called, and by the reasons that the hub keeps.

use super::ear::{Heard, Sentence, seconds};
use antrean_shared::command::CallOutcome;
use antrean_shared::ticket::Language;
use antrean_shared::view::CallKind;
use std::collections::BTreeMap;
use std::fmt;

#[path = "judge/tests.rs"]
mod tests;

/// A call that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub number: String,
    pub counter: String,
    pub kind: CallKind,
    pub language: Language,
    /// It ended before its turn could come: nobody may hear it.
    pub over: Option<CallOutcome>,
}

/// What displays told the hub of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub shown: Vec<CallOutcome>,
    pub spoken: Vec<CallOutcome>,
}

/// What a day left behind.
pub struct Facts {
    /// Calls by their number.
    pub calls: BTreeMap<u64, Call>,
    /// What the hub can prove of each call.
    pub told: BTreeMap<u64, Told>,
    pub heard: Heard,
    /// How many samples had been heard when the display was killed.
    pub kills: Vec<usize>,
}

/// What was counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub calls: usize,
    pub heard: usize,
    pub recalls: usize,
    pub again: usize,
    pub torn: usize,
    pub silent: BTreeMap<String, usize>,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, heard, recalls, again, torn, silent } = self;
        write!(
            f,
            "{calls} calls: {heard} heard, {recalls} of them recalls, {again} again after a kill, "
        )?;
        write!(f, "{torn} broken off by a kill; not heard: {silent:?}")
    }
}

/// One announcement: the sentences of a call, one after the other.
#[derive(Debug)]
struct Said {
    call: u64,
    languages: Vec<Language>,
    whole: bool,
    from: usize,
    to: usize,
}

/// Judges a day.
pub fn judge(facts: &Facts) -> (Counts, Vec<String>) {
    let mut broken: Vec<String> =
        facts.heard.noise.iter().map(|noise| format!("something else sounded: {noise}")).collect();
    for torn in facts.heard.torn.iter().filter(|torn| !facts.kills.contains(torn)) {
        broken.push(format!(
            "a clip broke off at {}, and no display was killed then",
            seconds(*torn)
        ));
    }
    let said = announcements(facts, &mut broken);
    let mut counts =
        Counts { calls: facts.calls.len(), torn: facts.heard.torn.len(), ..Counts::default() };
    for (call, made) in &facts.calls {
        let times: Vec<&Said> =
            said.iter().filter(|said| said.call == *call && said.whole).collect();
        once((*call, made), &times, facts, &mut broken);
        counts.heard += times.len().min(1);
        counts.again += times.len().saturating_sub(1);
        counts.recalls += usize::from(!times.is_empty() && made.kind != CallKind::Call);
        if let (true, Some(reason)) = (times.is_empty(), made.over) {
            *counts.silent.entry(format!("{reason:?}").to_lowercase()).or_default() += 1;
        }
    }
    for pair in said.windows(2) {
        if pair[1].call < pair[0].call {
            let (later, earlier) = (pair[0].call, pair[1].call);
            broken.push(format!(
                "call {earlier} was heard at {} after call {later}",
                seconds(pair[1].from)
            ));
        }
        if !pair[0].whole && !killed_behind(facts, &pair[0], pair[1].from) {
            broken.push(format!(
                "call {} was left unfinished at {}",
                pair[0].call,
                seconds(pair[0].to)
            ));
        }
    }
    (counts, broken)
}

/// Joins sentences to announcements and finds the call of each.
fn announcements(facts: &Facts, broken: &mut Vec<String>) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for sentence in &facts.heard.sentences {
        let Some((call, made)) = called(facts, sentence) else {
            // What broke off before its number is nobody's.
            if sentence.counter.is_some() || !facts.heard.torn.contains(&sentence.to) {
                broken.push(format!("nobody called what was heard: {sentence:?}"));
            }
            continue;
        };
        let goes_on = all.last_mut().filter(|said| {
            said.call == call
                && !said.whole
                && !said.languages.contains(&sentence.language)
                && !killed_behind(facts, said, sentence.from)
        });
        let ends = sentence.counter.is_some() && sentence.language == made.language;
        if let Some(said) = goes_on {
            said.languages.push(sentence.language);
            (said.to, said.whole) = (sentence.to, ends);
        } else {
            let (languages, from, to) = (vec![sentence.language], sentence.from, sentence.to);
            all.push(Said { call, languages, whole: ends, from, to });
        }
    }
    all
}

/// The call that a sentence is of: with its number, its counter and its kind.
fn called<'a>(facts: &'a Facts, sentence: &Sentence) -> Option<(u64, &'a Call)> {
    let is = |(_, call): &(&u64, &Call)| {
        let counter = sentence.counter.as_ref().is_none_or(|counter| *counter == call.counter);
        call.number == sentence.number && call.kind == sentence.kind && counter
    };
    facts.calls.iter().find(is).map(|(call, made)| (*call, made))
}

/// A call is heard once to its end, or was over before its turn; again only if the display was killed
/// right after. A reason that the display gives must be true; what it had not yet told when it was
/// killed is in the journal all the same, where the serving or the recall stands.
fn once((call, made): (u64, &Call), times: &[&Said], facts: &Facts, broken: &mut Vec<String>) {
    let name = format!("call {call} of {}", made.number);
    let told = facts.told.get(&call).cloned().unwrap_or_default();
    let reason = told.spoken.iter().find(|outcome| **outcome != CallOutcome::Done);
    let proved = [&told.shown, &told.spoken].iter().all(|all| all.contains(&CallOutcome::Done));
    if !times.is_empty() && !proved {
        broken.push(format!("{name} was heard, and the hub was told {told:?}"));
    }
    if times.is_empty() && made.over.is_none() {
        broken.push(format!("{name} was never heard to its end; allegedly {reason:?}"));
    }
    if reason.is_some() && reason != made.over.as_ref() {
        broken.push(format!("{name} was passed over as {reason:?}, and it was {:?}", made.over));
    }
    if let (true, Some(over)) = (!times.is_empty(), made.over) {
        broken
            .push(format!("{name} was over ({over:?}) before its turn and was heard all the same"));
    }
    for pair in times.windows(2) {
        if !killed_behind(facts, pair[0], pair[1].from) {
            broken.push(format!("{name} was heard twice, and no display was killed in between"));
        }
    }
}

/// The display was killed in an announcement or just behind it, before the next thing was heard.
fn killed_behind(facts: &Facts, said: &Said, next: usize) -> bool {
    facts.kills.iter().any(|kill| (said.from..=next).contains(kill))
}
