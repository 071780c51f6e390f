//! Number and paper: every point at which something can go wrong, and what is done about it.

use super::*;

/// What it is, the steps, what is done, what is shown in the end.
pub(super) type Row = (&'static str, &'static str, &'static str, &'static str);

/// Every point at which something can go wrong between the touch and the paper in hand.
#[rustfmt::skip]
const NUMBER_AND_PAPER: [Row; 37] = [
    ("all goes well", "take answer printed", "ask print paper record", "ticket"),
    ("no answer yet", "take wait-9", "ask", "issuing"),
    ("touched twice", "take take-number take-number", "ask", "issuing"),
    ("answered twice", "take answer answer", "ask print", "printing"),
    ("result twice", "take answer printed printed", "ask print paper record", "ticket"),
    ("the link says unknown", "take unknown", "ask give-back", "notice"),
    ("the link says nothing", "take wait-12", "ask give-back", "notice"),
    ("unknown twice", "take wait-12 unknown", "ask give-back", "notice"),
    ("answer too late", "take unknown answer", "ask give-back", "notice"),
    ("answer too late, at home", "take unknown wait-20 answer", "ask give-back", "home"),
    ("the hub takes no more", "take busy", "ask give-back", "notice"),
    ("the link takes no more", "take not-asked", "ask", "notice"),
    ("rejected", "take rejected", "ask", "notice"),
    ("link lost, answer in time", "take lost back answer", "ask print", "printing"),
    ("link lost, no answer", "take lost unknown", "ask give-back", "notice"),
    ("link lost while printing", "take answer lost printed", "ask print paper record", "ticket"),
    ("link lost, then no paper", "take answer lost failed give-back", "ask print give-back", "notice"),
    ("printer out before the answer", "take out answer failed", "ask print", "paper failed"),
    ("photographed", "take answer failed photographed", "ask print screen", "home"),
    ("photographed twice", "take answer failed photographed photographed", "ask print screen", "home"),
    ("given back twice", "take answer failed give-back give-back", "ask print give-back", "notice"),
    ("nobody there", "take answer failed wait-60", "ask print screen", "home"),
    ("printed again", "take answer failed print-again printed-copy", "ask print print-copy paper record-copy", "ticket"),
    ("failed twice", "take answer failed print-again failed-copy print-again", "ask print print-copy print-copy", "printing"),
    ("no paper, no print", "take answer out failed print-again", "ask print", "paper failed"),
    ("paper is brought", "take answer out failed low print-again", "ask print print-copy", "printing"),
    ("old result, new job", "take answer failed print-again printed", "ask print print-copy", "printing"),
    ("silent printer", "take answer wait-30", "ask print", "paper failed"),
    ("silent: not given back", "take answer wait-30 give-back", "ask print", "paper failed"),
    ("silent: not printed again", "take answer wait-30 print-again", "ask print", "paper failed"),
    ("silent, then paper", "take answer wait-30 printed", "ask print paper record", "ticket"),
    ("silent, then none", "take answer wait-30 failed give-back", "ask print give-back", "notice"),
    ("silent, photographed, paper", "take answer wait-30 photographed printed", "ask print screen", "home"),
    ("silent: no second number", "take answer wait-30 photographed take", "ask print screen", "notice"),
    ("never printed", "take answer not-printed print-again printed", "ask print print paper record", "ticket"),
    ("once, then not", "take answer failed print-again not-printed-copy print-again", "ask print print-copy print-copy", "printing"),
    ("the next visitor", "take answer printed wait-12 take answer", "ask print paper record ask print", "printing"),
];

/// The program ends at any point and starts again.
#[rustfmt::skip]
const RESTARTS: [Row; 19] = [
    ("nothing known", "restart wait-5", "", "waiting"),
    ("asked, not drawn", "take restart ready wait-5", "ask", "home"),
    ("asked and drawn", "take restart doubt wait-5", "ask", "doubt"),
    ("answer for the dead", "take restart ready answer", "ask", "home"),
    ("result for the dead", "take answer restart ready printed", "ask print", "home"),
    ("printing", "take answer restart doubt wait-2", "ask print", "doubt"),
    ("paper there", "take answer restart doubt wait-2 came-out", "ask print paper", "home"),
    ("no paper", "take answer restart doubt wait-2 missing printed-copy", "ask print print-copy paper record-copy", "ticket"),
    ("a stranger", "take answer restart doubt wait-2 not-mine wait-9", "ask print", "home"),
    ("nobody there", "take answer restart doubt wait-2 wait-60", "ask print", "home"),
    ("no paper at all", "take answer restart doubt out wait-2 missing", "ask print", "paper failed"),
    ("nothing is given back", "take answer restart doubt out wait-2 missing give-back", "ask print", "paper failed"),
    ("shown instead", "take answer restart doubt out wait-2 missing photographed", "ask print screen", "home"),
    ("paper had failed", "take answer failed restart doubt wait-2 missing", "ask print print-copy", "printing"),
    ("a copy fails", "take answer restart doubt wait-2 missing failed-copy print-again", "ask print print-copy print-copy", "printing"),
    ("told, on its way", "take answer printed restart doubt ready wait-5", "ask print paper record", "home"),
    ("given back, on its way", "take unknown restart doubt ready wait-5", "ask give-back", "home"),
    ("only when connected", "take restart doubt lost wait-5", "ask", "home"),
    ("dies in the question", "take restart doubt wait-2 restart doubt wait-2", "ask", "doubt"),
];

/// Reads a step of the tables: "take", "printed-copy", "wait-12" (seconds).
pub(super) fn step(word: &str) -> Step {
    if let Some(seconds) = word.strip_prefix("wait-") {
        return Step::Wait(seconds.parse::<u64>().unwrap() * 1_000);
    }
    let copy = word.ends_with("-copy");
    match word.trim_end_matches("-copy") {
        "take" => Step::Take,
        "answer" => Step::Answer,
        "rejected" => Step::Reject(Rejection::DateUnconfirmed),
        "unknown" => Step::Unknown,
        "busy" => Step::Refused(RefusalReason::Busy),
        "not-asked" => Step::NotAsked,
        "printed" => Step::Printed { copy },
        "failed" => Step::Failed { copy },
        "not-printed" => Step::NotPrinted { copy },
        "out" => Step::Printer(PrinterStatus::PaperOut),
        "low" => Step::Printer(PrinterStatus::PaperLow),
        "lost" => Step::LinkLost,
        "back" => Step::LinkBack,
        "restart" => Step::Restart,
        "ready" => Step::Ready { doubt: false },
        "doubt" => Step::Ready { doubt: true },
        "take-number" => Step::Touch(Touch::TakeNumber),
        "photographed" => Step::Touch(Touch::Photographed),
        "give-back" => Step::Touch(Touch::GiveBack),
        "print-again" => Step::Touch(Touch::PrintAgain),
        "came-out" => Step::Touch(Touch::PaperCameOut),
        "missing" => Step::Touch(Touch::PaperMissing),
        "not-mine" => Step::Touch(Touch::NotMine),
        other => panic!("no step is called {other}"),
    }
}

#[test]
fn a_number_has_one_paper_and_one_end() {
    for (name, steps, done, body) in NUMBER_AND_PAPER.into_iter().chain(RESTARTS) {
        let mut play = Play::ready();
        for word in steps.split(' ') {
            play.step(&step(word));
        }
        assert_eq!(play.done.join(" "), done, "{name}: {steps}");
        assert_eq!(play.body(), body, "{name}: {steps}");
    }
}

#[test]
fn fifty_touches_a_second_ask_for_one_number() {
    for (touches, spacing) in [(500u64, 20), (200, 50), (40, 401)] {
        let mut play = Play::ready();
        for touch in (0..touches).flat_map(|_| three_touches()) {
            play.millis += spacing / 3;
            play.touch(touch);
        }
        assert_eq!(play.done.iter().filter(|done| **done == "ask").count(), 1);
    }
}
